"""Graphs that are hard to draw, and GraphViz programs that misbehave.

A picture comes out that a second parser reads, or a message that says how to get the drawing's
source, which then comes; in time, and no process is left behind.
"""

import concurrent.futures
import os
import shutil
import subprocess
import time
import xml.etree.ElementTree as xml

from rig import DONE, Result, Rig

NOT_DRAWN = 2
SECONDS_TO_WAIT = 60  # on a clock, of which GraphViz is given 30, and 10 of CPU; machines are busy
ADVICE = "`--format dot` gives the drawing's source"

# Of each graph its links, by number of note.
GRAPHS = {
    "star": [(0, i) for i in range(1, 900)],
    "complete": [(i, k) for i in range(45) for k in range(i)],
    "chain": [(i, i + 1) for i in range(700)],
    "grid": [(i, i + step) for i in range(600) for step in (1, 25)],
    "islands": [(2 * i, 2 * i + 1) for i in range(400)],
    "loops": [(i, other) for i in range(60) for other in (i, (i + 1) % 60, (i + 1) % 60)],
    "tree": [(i // 3, i) for i in range(1, 900)],
    "crowd": [(i, i * 7 % 3000) for i in range(3000)],
    "long names": [(i, (i * 11 + 3) % 80) for i in range(80)],
    "hostile names": [(i, k) for i in range(10) for k in range(i)],
}
HOSTILE = ["a\\\"];b[label=\\\"", "</g></svg><script>", "%s%n", "\\\\N\\\\G", "-->]]>", "a&amp;&#0;",
           "{a|b|<c>}", "<b>x</b>", "digraph g {", "é\u202e\u200b王"]

# What a program called `dot` does in place of drawing: sh, with the picture's source on stdin.
PROGRAMS = {
    "sleeps": "exec sleep 1000",
    "never ends": "while :; do :; done",
    "ignores signals": "trap '' TERM INT HUP XCPU; while :; do :; done",
    "ends its output but not itself": "exec >&- 2>&-; exec sleep 1000",
    "leaves a process": "sleep 1000 >/dev/null 2>&1 & exit 1",
    "leaves a process that holds its output": "sleep 1000 & exit 1",
    "writes without end": "exec yes '<svg>'",
    "complains without end": "exec yes >&2",
    "takes all memory": "exec tail -c 3000000000 /dev/zero",
    "fails": "printf 'Error: \\033[31mno' >&2; exit 1",
    "draws nothing": "exit 0",
}


def make_store(rig, name):
    folder = rig.root / name
    (folder / "vault").mkdir(parents=True)
    others = {}
    for start, end in GRAPHS[name]:
        others.setdefault(start, []).append(end)
        others.setdefault(end, [])
    for note, ends in others.items():
        title = {"long names": f"{'wide ' * 30}{note}",
                 "hostile names": HOSTILE[note % len(HOSTILE)]}.get(name, f"Note {note}")
        links = "".join(f"[[n{end}]]\n" for end in ends)
        text = f'---\ntype: project\nname: "{title}"\n---\n{links}'
        (folder / "vault" / f"n{note}.md").write_text(text)
    rig.must(run(rig, folder, "ingest", "-q"))
    return folder


def run(rig, folder, *arguments, path="/usr/bin:/bin"):
    """rapport in a folder of its own, by which what it leaves behind is known."""
    command = [rig.program, "--vault", folder / "vault", "--db", folder / "store", *arguments]
    done = subprocess.run(command, env={**rig.environment({}), "PATH": path}, cwd=folder,
                          stdin=subprocess.DEVNULL, capture_output=True, check=False,
                          timeout=10 * SECONDS_TO_WAIT)
    return Result(done.returncode, done.stdout, done.stderr.decode(errors="replace"))


def left_behind(folder):
    """Processes that stand in the folder."""
    found = []
    for process in filter(str.isdigit, os.listdir("/proc")):
        try:
            if os.readlink(f"/proc/{process}/cwd").startswith(str(folder)):
                with open(f"/proc/{process}/cmdline", "rb") as file:
                    found.append(file.read())
        except OSError:
            continue  # it ended, or is another user's
    return found


def is_picture(content, kind):
    if kind == "png":
        return content.startswith(b"\x89PNG")
    try:
        return xml.fromstring(content).tag.endswith("svg")
    except xml.ParseError:
        return False


def try_drawing(rig, folder, kind, path="/usr/bin:/bin"):
    """What is wrong, and whether there is a picture."""
    file = folder / f"picture.{kind}"
    start = time.monotonic()
    result = run(rig, folder, "export", "--all", "--max-nodes", "2000", "-o", file, path=path)
    seconds = time.monotonic() - start
    if left := left_behind(folder):
        return f"leaves {left}", False
    if seconds > SECONDS_TO_WAIT:
        return f"took {seconds:.0f} s", False
    if "\033" in result.err:
        return f"passes controls on: {result}", False
    if result.code == DONE:
        sound = is_picture(file.read_bytes(), kind)
        return "" if sound else "writes what is no picture", True
    if result.code != NOT_DRAWN or ADVICE not in result.err or file.exists():
        return f"is not told: {result}", False
    source = run(rig, folder, "export", "--all", "--max-nodes", "2000", "--format", "dot")
    sound = source.code == DONE and source.out.startswith((b"digraph", b"strict", b"graph"))
    return "" if sound else f"no source: {source}", False


def program_path(folder, script):
    """A PATH on which GraphViz is this script."""
    programs = folder / "programs"
    programs.mkdir()
    for name in ("dot", "sfdp"):
        (programs / name).write_text(f"#!/bin/sh\n{script}\n")
        (programs / name).chmod(0o700)
    return f"{programs}:/usr/bin:/bin"


def main():
    rig = Rig("layout")
    has_graphviz = shutil.which("dot") is not None
    cases = [("GraphViz that " + name, "loops", "svg", script) for name, script in PROGRAMS.items()]
    cases.append(("no GraphViz", "loops", "svg", None))
    if has_graphviz:
        cases += [(f"{name} as {kind}", name, kind, "") for kind in ("svg", "png") for name in GRAPHS]
    stores = {name: make_store(rig, name) for name in GRAPHS}
    rig.points = min(rig.points, len(cases))

    def try_case(number):
        _, graph, kind, script = cases[number]
        folder = rig.root / f"case {number}"
        shutil.copytree(stores[graph], folder)
        if script is None:
            (folder / "none").mkdir()
            return try_drawing(rig, folder, kind, str(folder / "none"))
        return try_drawing(rig, folder, kind, *([program_path(folder, script)] if script else []))

    drawn = 0
    with concurrent.futures.ThreadPoolExecutor(4) as pool:  # most of them sleep
        for number, (wrong, has_picture) in enumerate(pool.map(try_case, range(rig.points))):
            rig.tried += 1
            drawn += has_picture
            if wrong:
                rig.fail(cases[number][0], wrong)
    rig.finish(f"{drawn} pictures, of the rest a message and the source"
               f"{'' if has_graphviz else '; GraphViz is not installed'}")


main()
