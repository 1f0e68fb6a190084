"""A vault in which lies what is no note: links out and in loops, pipes, sockets, devices, names of any
bytes, folders 400 deep, a note of a gibibyte.

Each object is a note, or is told with its code, or is left out, as the table says; nothing of what
lies outside gets in; no run hangs; and the stores of two runs export the same.
"""

import json
import os
import socket
import stat

from rig import DONE, Rig, obey_modes

OUTSIDE = "Quandry Outside"  # what no store may hold
NOTE, LEFT_OUT = "note", "left out"
TOLD = ("symlink", "not-a-file", "unreadable", "too-large")


def write(path, text=b"---\ntype: person\n---\n"):
    os.makedirs(os.path.dirname(path), exist_ok=True)
    with open(path, "wb") as file:
        file.write(text)


def note_called(name):
    def make(vault, _):
        write(os.path.join(vault, name))
        return {name: NOTE}
    return make


def notes_called(*names):
    """Twins: where the file system takes them for one file, it is one."""
    def make(vault, _):
        for name in names:
            write(os.path.join(vault, name))
        return {name: NOTE for name in names}
    return make


def link(name, target, expected="symlink"):
    def make(vault, outside):
        os.symlink(target.replace(b"OUT", outside).replace(b"VAULT", vault),
                   os.path.join(vault, name))
        return {name: expected}
    return make


def pipe(name, expected="not-a-file"):
    def make(vault, _):
        os.makedirs(os.path.dirname(os.path.join(vault, name)), exist_ok=True)
        os.mkfifo(os.path.join(vault, name))
        return {name: expected}
    return make


def unix_socket(name):
    def make(vault, _):
        here = os.getcwd()
        os.chdir(vault)  # a socket's path has to be short
        with socket.socket(socket.AF_UNIX) as server:
            server.bind(name)
        os.chdir(here)
        return {name: "not-a-file"}
    return make


def device(name, kind, major, minor):
    """Only root makes devices, and not in every container: then there is none."""
    def make(vault, _):
        try:
            os.mknod(os.path.join(vault, name), kind | 0o666, os.makedev(major, minor))
        except PermissionError:
            return {}
        return {name: "not-a-file"}
    return make


def with_mode(name, mode, is_folder, expected):
    def make(vault, _):
        path = os.path.join(vault, name)
        write(os.path.join(path, b"n.md") if is_folder else path)
        os.chmod(path, mode)
        return {name: expected}
    return make


def sparse(name, size, expected):
    def make(vault, _):
        write(os.path.join(vault, name))
        os.truncate(os.path.join(vault, name), size)
        return {name: expected}
    return make


def holding(name, text):
    def make(vault, _):
        write(os.path.join(vault, name), text)
        return {name: NOTE}
    return make


def deep(name, levels, expected):
    """Folders in folders: the path of the last is longer than a call takes, if names are."""
    def make(vault, _):
        folder = os.open(vault, os.O_RDONLY)
        for _ in range(levels):
            os.mkdir(name, dir_fd=folder)
            below = os.open(name, os.O_RDONLY, dir_fd=folder)
            os.close(folder)
            folder = below
        os.close(os.open(b"n.md", os.O_CREAT | os.O_WRONLY, 0o600, dir_fd=folder))
        os.close(folder)
        return {b"/".join([name] * levels + [b"n.md"]): NOTE} if expected == NOTE else {name: expected}
    return make


def folder_of(name, expected=LEFT_OUT):
    def make(vault, _):
        os.makedirs(os.path.join(vault, name))
        return {name: expected}
    return make


def hard_link(vault, outside):
    """Nobody can tell it from a file of the vault."""
    write(os.path.join(outside, b"plain.md"))
    os.link(os.path.join(outside, b"plain.md"), os.path.join(vault, b"hard.md"))
    return {b"hard.md": NOTE}


def chain_of_links(vault, _):
    for i in range(50):
        os.symlink(b"chain%d.md" % (i + 1), os.path.join(vault, b"chain%d.md" % i))
    return {b"chain0.md": "symlink", b"chain49.md": "symlink"}


OBJECTS = [
    link(b"to-secret.md", b"OUT/secret.md"), link(b"to-secret-up.md", b"../outside/secret.md"),
    link(b"to-folder", b"OUT"), link(b"to-folder.md", b"OUT"), link(b"loop", b"VAULT"),
    link(b"loop-up", b".."), link(b"self.md", b"self.md"), link(b"self", b"self"),
    link(b"ping.md", b"pong.md"), link(b"pong.md", b"ping.md"), link(b"nowhere.md", b"no/such"),
    link(b"to-note.md", b"Ann Lee.md"), link(b"to-zero.md", b"/dev/zero"),
    link(b"to-stdin.md", b"/proc/self/fd/0"), link(b"to-environment.md", b"/proc/self/environ"),
    link(b"to-root", b"/"), link(b"to-passwd.md", b"/etc/passwd"), link(b"\xff\xfe.md", b"OUT"),
    link(b"li\nnk.md", b"OUT/secret.md"), link(b".hidden.md", b"OUT/secret.md", LEFT_OUT),
    chain_of_links, hard_link,
    pipe(b"pipe.md"), pipe(b"a/b/pipe.md"), pipe(b"pipe", LEFT_OUT), pipe(b"pi\npe.md"),
    unix_socket(b"socket.md"), device(b"null.md", stat.S_IFCHR, 1, 3),
    device(b"zero.md", stat.S_IFCHR, 1, 5), device(b"disk.md", stat.S_IFBLK, 7, 200),
    with_mode(b"closed.md", 0, False, "unreadable"), with_mode(b"closed", 0, True, "unreadable"),
    with_mode(b"listed", 0o400, True, LEFT_OUT), with_mode(b"entered", 0o100, True, "unreadable"),
    with_mode(b"write-only.md", 0o200, False, "unreadable"),
    note_called(b"new\nline.md"), note_called(b"tab\tbed.md"), note_called(b"quote\".md"),
    note_called(b"apostrophe'.md"), note_called(b"back\\slash.md"), note_called(b"$(id) `id`.md"),
    note_called(b"-n --help.md"), note_called(b" blanks .md"), note_called(b"star*?[x].md"),
    note_called(b"#^|%.md"), note_called(b"<b>&amp;.md"), note_called(b"%2e%2e%2f.md"),
    note_called(b"red\x1b[31m.md"), note_called(b"delete\x7f.md"), note_called(b"bell\x07\x08.md"),
    note_called("👩\u200d💻.md".encode()), note_called("\u202egnp.md".encode()),
    note_called("zero\u200bwidth.md".encode()), note_called(b"\xff.md"), note_called(b"caf\xe9.md"),
    note_called(b"\xc3.md"), note_called(b"\xed\xa0\x80.md"), note_called(b"\xc0\xaf.md"),
    note_called(b"in \xff/n.md"), note_called(b"x" * 252 + b".md"), note_called(b"CON.md"),
    note_called(b"dot.md.md"), note_called(b"\\xff.md"), note_called(b"a\r\nb.md"),
    note_called("王小明.md".encode()), note_called(b"new\nfolder/n.md"),
    notes_called("caf\u00e9 twin.md".encode(), "cafe\u0301 twin.md".encode()),
    notes_called(b"Case Twin.md", b"case twin.md", b"CASE TWIN.md"),
    notes_called("Stra\u00dfe.md".encode(), b"STRASSE.md"),
    notes_called("\u0130zmir.md".encode(), "i\u0307zmir.md".encode()),
    sparse(b"gibibyte.md", 1 << 30, "unreadable"), sparse(b"over.md", (64 << 20) + 1, "unreadable"),
    sparse(b"under.md", 4 << 20, NOTE),
    holding(b"empty.md", b""), holding(b"mark.md", b"\xef\xbb\xbf"), holding(b"nul.md", b"\0"),
    holding(b"blank.md", b"\n" * 1000), holding(b"utf-16.md", "text".encode("utf-16")),
    deep(b"d", 400, NOTE), deep(b"long name of a folder", 400, "unreadable"),
    folder_of(b"folder.md"), folder_of(b"empty"), folder_of(b".hidden/below"),
]


def shown(path):
    """As rapport shows a name: what is no UTF-8 as \\xHH."""
    try:
        return path.decode()
    except UnicodeDecodeError:
        return "".join(chr(c) if c < 0x80 else f"\\x{c:02x}" for c in path)


def check(rig, expected):
    result = rig.must(rig.run("check", "--format", "json", limits=obey_modes), DONE, 1)
    told = {}
    for found in json.loads(result.out)["diagnostics"]:
        if found["code"] in TOLD:
            told.setdefault(found["note"], set()).add(found["code"])
    graph = json.loads(rig.must(rig.run("export", "--all", "--format", "json")).out)
    notes = {node["id"] for node in graph["nodes"] if not node["stub"]}
    for path, what in expected.items():
        name = shown(path)
        below = [n for n in told if n == name or n.startswith(name + "/")]
        is_told = any(what in told[n] for n in below)
        is_note = name in notes
        if is_note != (what == NOTE) or is_told != (what not in (NOTE, LEFT_OUT)):
            rig.fail(name[:80], f"is no {what}: note {is_note}, told {[(n[-40:], told[n]) for n in below]}")
        rig.tried += 1
    text = json.dumps(graph) + result.out.decode()
    if OUTSIDE in text:
        rig.fail("outside", "what lies outside of the vault is in the store")


def main():
    rig = Rig("files of a vault")
    vault, outside = (os.fsencode(rig.root / name) for name in ("vault", "outside"))
    write(os.path.join(vault, b"Ann Lee.md"))
    write(os.path.join(outside, b"secret.md"), f"# {OUTSIDE}\n[[{OUTSIDE}]]\n".encode())
    expected = {}
    for make in OBJECTS:
        expected.update(make(vault, outside))
    exports = []
    for store in ("store", "store", "fresh"):  # a first run, one that finds all unchanged, another first
        path = rig.disk / store
        rig.must(rig.run("ingest", "-q", limits=obey_modes, store=path), DONE, 1)
        exports.append(rig.must(rig.export(path)).out)
    if len(set(exports)) != 1:
        rig.fail("two runs", "export otherwise")
    rig.points = min(rig.points, len(expected))
    check(rig, expected)
    for name in (b"closed", b"listed", b"entered"):  # so that the folder can be taken away
        os.chmod(os.path.join(vault, name), 0o700)
    rig.finish(f"{len(OBJECTS)} kinds of objects")


main()
