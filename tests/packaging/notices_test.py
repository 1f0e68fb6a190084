"""Holds THIRD-PARTY-NOTICES.md against what is built with and what the program links.

    python3 notices_test.py SOURCE_TREE RAPPORT

Libraries are the packages of group "build" in tools/packages whose names end in "-dev": each has an
entry, and each entry is one of them. The licences named have their texts. Every shared library that
the program asks for comes from a package that one of them depends on, so that a library which came
along with another is noticed, too. Copyright lines stand in the package's own copyright file. Exit
code 77: this is no Debian.
"""

import functools
import pathlib
import re
import shutil
import subprocess
import sys

COMPILERS = {"libc6", "libgcc-s1", "libstdc++6"}  # the run-time libraries of g++ itself


def libraries(packages):
    rows = [line.split("#")[0].split() for line in packages.splitlines()]
    return {row[1] for row in rows if row and row[0] == "build" and row[1].endswith("-dev")}


def entries(notices):
    """Package -> (licences, copyright lines), and the licences whose texts follow."""
    head, _, texts = notices.partition("\n## Licences\n")
    found = {}
    for entry in head.split("\n### ")[1:]:
        fields = re.findall(r"^- (\w+): (.*)$", entry, re.M)
        values = lambda name: [value for key, value in fields if key == name]
        for package in values("Package"):
            found[package.strip("`")] = (", ".join(values("Licences")).split(", "), values("Copyright"))
    return found, set(re.findall(r"^### (.*)\n\n```\n\w", texts, re.M))


def problems_of(packages, notices, needed, copyright_of):
    found, texts = entries(notices)
    wanted = libraries(packages)
    problems = [f"{package} has no entry" for package in sorted(wanted - set(found))]
    problems += [f"{package} is no library of tools/packages" for package in sorted(set(found) - wanted)]
    for package, (licences, copyrights) in sorted(found.items()):
        problems += [f"{package}: no text of the licence {name!r}" for name in licences if name not in texts]
        if not copyrights:
            problems.append(f"{package}: nobody's copyright is told")
        original = copyright_of(package)
        if original is None:
            continue
        original = " ".join(original.split())
        problems += [f"{package}: not in its copyright file: {line}" for line in copyrights
                     if line not in original]
    used = {name for licences, _ in found.values() for name in licences}
    problems += [f"the licence {name!r} is nobody's" for name in sorted(texts - used)]
    told = COMPILERS.union(*map(depends_of, wanted))
    problems += [f"{library} of {', '.join(owners)} is linked, and no library of tools/packages"
                 for library, owners in sorted(needed.items()) if not owners & told]
    return problems


def output_of(*command):
    return subprocess.run(command, check=True, capture_output=True, text=True).stdout


@functools.cache
def depends_of(package):
    text = subprocess.run(["dpkg-query", "-W", "-f", "${Depends}", package], capture_output=True,
                          text=True).stdout
    return {name.split()[0].split(":")[0] for name in re.split("[,|]", text) if name.strip()}


def needed_by(program):
    """Shared library -> packages that have it, of those that `program` asks for itself."""
    names = re.findall(r"\(NEEDED\).*\[(.*)\]", output_of("readelf", "-d", program))
    assert names, f"{program} links nothing"
    owners = {name: set() for name in names}  # of other architectures, too
    for line in output_of("dpkg-query", "-S", *(f"*/{name}" for name in names)).splitlines():
        packages, _, path = line.rpartition(": ")
        owners[path.rpartition("/")[2]].update(p.split(":")[0] for p in packages.split(", "))
    return owners


def copyright_of(package):
    try:
        return pathlib.Path("/usr/share/doc", package, "copyright").read_text(encoding="utf-8")
    except FileNotFoundError:
        print(f"not compared, its copyright file is not there: {package}")
        return None


def self_check(packages, notices):
    """That each kind of fault is found."""
    def expect(what, *arguments):
        found = problems_of(*arguments)
        assert any(what in problem for problem in found), f"not found: {what}; but {found}"

    none = lambda package: None
    expect("libnew-dev has no entry", packages + "build libnew-dev # new\n", notices, {}, none)
    expect("libfmt-dev is no library", packages.replace("libfmt-dev", "libfmt-doc"), notices, {}, none)
    expect("no text of the licence 'ISC'", packages, notices.replace("### ISC\n", ""), {}, none)
    expect("'X11' is nobody's", packages, notices.replace("Licences: X11", "Licences: MIT"), {}, none)
    expect("not in its copyright file", packages, notices, {}, lambda package: "by nobody")
    expect("is linked, and no library", packages, notices, {"libnew.so.1": {"libnew1"}}, none)


def main():
    if not shutil.which("dpkg-query") or not shutil.which("readelf"):
        print("skipped: there is no dpkg-query or readelf here to tell whose the libraries are")
        sys.exit(77)
    root, program = pathlib.Path(sys.argv[1]), sys.argv[2]
    packages = (root / "tools/packages").read_text(encoding="utf-8")
    notices = (root / "THIRD-PARTY-NOTICES.md").read_text(encoding="utf-8")
    needed = needed_by(program)
    problems = problems_of(packages, notices, needed, copyright_of)
    for problem in problems:
        print(f"THIRD-PARTY-NOTICES.md: {problem}")
    if problems:
        sys.exit(1)
    self_check(packages, notices)
    print(f"{len(libraries(packages))} libraries have their notices, {len(needed)} of them as linked")


main()
