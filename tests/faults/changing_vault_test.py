"""A vault that is written while it is read: whole versions get into the store, or none.

A process of its own writes version upon version of each note, in place, by a rename, and cut off
first; ingests run meanwhile. Each version says in each of its tasks which one it is, and how many
there are: what the store knows of a note is of one version and complete. Of a note that was cut off
it may know nothing yet. Once the writer rests, a last ingest comes to its last versions.
"""

import collections
import itertools
import json
import os
import re
import signal
import time

from rig import DONE, Rig

NOTES = 60
TASKS = 40
SECONDS = 20  # of writing
TASK = re.compile(r"piece (\d+) of (\d+) of version (\d+)")


def text_of(note, version):
    """Ever longer, so that a note that is written in place has no end of an older version."""
    count = TASKS + version % 7
    lines = [f"- [ ] Take piece {i} of {count} of version {version}" for i in range(count)]
    return (f"---\ntype: meeting\ndate: 2025-11-06\n---\n# Note {note}\n"
            + "\n".join(lines) + "\n" + "." * (60 * version) + "\n").encode()


def write_in_place(path, text):
    with open(path, "r+b", buffering=0) as file:
        file.write(text)


def write_by_rename(path, text):
    with open(path + "~", "wb", buffering=0) as file:
        file.write(text)
    os.rename(path + "~", path)


def write_anew(path, text):
    with open(path, "wb", buffering=0) as file:
        file.write(text)


WAYS = (write_in_place, write_by_rename, write_anew)


def path_of(vault, note):
    return str(vault / f"Note {note}.md")


def keep_writing(vault, chance):
    """Until it is killed, and never in the middle of a version: the signal is heard between two."""
    is_over = []
    signal.signal(signal.SIGTERM, lambda *_: is_over.append(True))
    for version in itertools.count(1):
        for note in chance.sample(range(NOTES), NOTES):
            if is_over:
                os._exit(0)
            WAYS[note % len(WAYS)](path_of(vault, note), text_of(note, version))
            time.sleep(0.0005)


def versions_in_store(rig):
    """Of each note the versions and the pieces that the store knows."""
    result = rig.must(rig.run("list", "tasks", "--format", "json"), DONE, 1)
    found = collections.defaultdict(list)
    for task in json.loads(result.out)["items"]:
        place = task["evidence"][0]["note"]
        found[place].append(tuple(int(n) for n in TASK.search(task["text"]).groups()))
    return found


def check(rig, point, found):
    for place, tasks in sorted(found.items()):
        versions = {version for _, _, version in tasks}
        pieces = {piece for piece, _, _ in tasks}
        if len(versions) != 1 or pieces != set(range(tasks[0][1])):
            rig.fail(point, f"{place} is {len(pieces)} pieces of versions {sorted(versions)}")
    return {place: tasks[0][2] for place, tasks in found.items()}


def main():
    rig = Rig("a vault that changes")
    rig.vault.mkdir()
    for note in range(NOTES):
        write_anew(path_of(rig.vault, note), text_of(note, 0))
    writer = os.fork()
    if writer == 0:
        keep_writing(rig.vault, rig.random)
    end = time.monotonic() + SECONDS * float(os.environ.get("RAPPORT_FAULT_SCALE", "1"))
    seen, deferred, ingests = set(), 0, 0
    try:
        while time.monotonic() < end:
            result = rig.must(rig.run("ingest"), DONE, 1)
            ingests += 1
            told = rig.must(rig.run("check", "--format", "json"), DONE, 1).out
            deferred += told.count(b"it changes while it is read")
            seen |= set(check(rig, f"ingest {ingests}", versions_in_store(rig)).items())
    finally:
        os.kill(writer, signal.SIGTERM)
        os.waitpid(writer, 0)
    del result
    rig.must(rig.run("ingest"))
    last = check(rig, "the last ingest", versions_in_store(rig))
    for note in range(NOTES):
        place = f"Note {note}.md"
        with open(path_of(rig.vault, note), "rb") as file:
            version = int(TASK.search(file.read().decode())[3])
        rig.tried += 1
        if last.get(place) != version:
            rig.fail(place, f"the store has version {last.get(place)}, not the last, {version}")
    rig.points = NOTES
    rig.finish(f"{len(seen)} versions seen in {ingests} ingests, {deferred} notes put off")


main()
