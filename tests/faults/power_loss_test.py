"""Power loss after every call that changes the disk.

A sound ingest runs under the injector, which records each change. From the record the disk is made
up as a power loss may leave it, at any point and in several ways: a file keeps what was in it when
it was last synced, and a folder the names that it had when it was last synced; of what came later
everything, nothing, or any part may have reached the disk. What an ingest has acknowledged (it
ended) is there after that; of one that was cut off, all or nothing.
"""

import random
import shutil

from rig import DONE, Rig, expect_sound, stages


class File:
    def __init__(self):
        self.durable = b""
        self.pending = []  # changes of the content since: functions from bytes to bytes

    def sync(self):
        for change in self.pending:
            self.durable = change(self.durable)
        self.pending = []


class Folder:
    def __init__(self):
        self.names = {}  # as the running program sees them
        self.durable = {}
        self.pending = []  # [(name, what it means from then on, or None)], made as one each

    def set(self, *changes):
        for name, target in changes:
            put(self.names, name, target)
        self.pending.append(changes)

    def sync(self):
        self.durable = dict(self.names)
        self.pending = []


def put(names, name, target):
    if target is None:
        names.pop(name, None)
    else:
        names[name] = target


def written(offset, data):
    return lambda content: content[:offset].ljust(offset, b"\0") + data + content[offset + len(data):]


def resized(size):
    return lambda content: content[:size].ljust(size, b"\0")


class Disk:
    """What the records of the injector made of an empty folder."""

    def __init__(self, root):
        self.root, self.top = root, Folder()

    def find(self, path):
        """The folder that holds this path, and the name there."""
        *way, name = path[len(str(self.root)) + 1:].split("/")
        folder = self.top
        for part in way:
            folder = folder.names[part]
        return folder, name

    def target(self, path):
        if path == str(self.root):
            return self.top
        folder, name = self.find(path)
        return folder.names[name]

    def apply(self, verb, *fields, data=b""):
        if verb == "create":
            self.set(fields[0], File())
        elif verb == "write":
            self.target(fields[0]).pending.append(written(int(fields[1]), data))
        elif verb == "truncate":
            self.target(fields[0]).pending.append(resized(int(fields[1])))
        elif verb == "sync":
            self.target(fields[0]).sync()
        elif verb == "mkdir":
            self.set(fields[0], Folder())
        elif verb == "link":
            self.set(fields[1], self.target(fields[0]))
        elif verb in ("unlink", "rmdir"):
            self.set(fields[0], None)
        elif verb in ("rename", "exchange"):
            (folder, old), (other, new) = self.find(fields[0]), self.find(fields[1])
            assert folder is other, "all that is renamed stays in its folder"
            back = folder.names.get(new) if verb == "exchange" else None
            folder.set((old, back), (new, folder.names[old]))
        else:
            raise ValueError(verb)

    def set(self, path, target):
        folder, name = self.find(path)
        folder.set((name, target))

    def write_to(self, path, survives):
        """As the power loss leaves it; `survives(kind)` tells it for each change not synced."""
        self.write_folder(self.top, path, survives)

    def write_folder(self, folder, path, survives):
        path.mkdir(mode=0o700)
        names = dict(folder.durable)
        for changes in folder.pending:
            if survives("name"):
                for name, target in changes:
                    put(names, name, target)
        for name, target in names.items():
            if isinstance(target, Folder):
                self.write_folder(target, path / name, survives)
            else:
                (path / name).write_bytes(content_of(target, survives))


def content_of(file, survives):
    content = file.durable
    for change in file.pending:
        if survives("data"):
            content = change(content)
    return content


def records(log):
    """(verb, fields, data) of each."""
    at = 0
    while at < len(log):
        end = log.index(b"\n", at)
        verb, *fields = log[at:end].decode().split("\t")
        size = int(fields[2]) + 1 if verb == "write" else 0
        yield verb, fields, log[end + 1:end + size]
        at = end + 1 + size


def ways(chance):
    """What survives of that which was not synced, change by change."""
    return {"nothing": lambda kind: False,
            "names": lambda kind: kind == "name",
            "any part": lambda kind: chance.random() < 0.5}


def main():
    rig = Rig("power loss")
    disk = None
    for stage in stages(rig):
        if stage.before is None:
            disk = Disk(rig.disk)
        log = rig.root / "log"
        log.unlink(missing_ok=True)
        rig.must(rig.run(*stage.command, fault={"LOG": log}), DONE)
        alive = rig.copy_disk()
        changes = list(records(log.read_bytes()))
        for number in range(len(changes) + 1):
            is_done = number == len(changes)
            for way, survives in ways(random.Random(f"{rig.seed} {stage.name} {number}")).items():
                if rig.tried >= rig.points:
                    rig.finish()
                rig.tried += 1
                shutil.rmtree(rig.disk)
                disk.write_to(rig.disk, survives)
                last = "\t".join((changes[number - 1][0], *changes[number - 1][1])) if number else ""
                point = f"{stage.name}, after change {number} ({last}), {way} of the rest survives"
                expect_sound(rig, stage, point, may_be_before=not is_done)
            if not is_done:
                verb, fields, data = changes[number]
                disk.apply(verb, *fields, data=data)
        rig.restore_disk(alive)


main()
