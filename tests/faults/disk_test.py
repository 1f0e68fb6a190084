"""A full disk, an I/O error, a short write: once, and from then on.

The program never aborts. It either completes its work, or ends with exit code 4 and says which file
or store and why; the store then is what it was before or after, and the next run, with the disk
mended, completes the ingest.
"""

import functools
import resource

from rig import DONE, STORE_UNUSABLE, Rig, expect_sound, run_with_fault, stages

KINDS = [(kind, sticky) for kind in ("enospc", "eio", "short") for sticky in ("", "1")]
REASONS = ("No space left on device", "Input/output error", "File too large")


def check(rig, stage, point, result):
    """What the program says of a fault; then what is left of the store."""
    rig.tried += 1
    if result.code not in (DONE, STORE_UNUSABLE):
        rig.fail(point, f"{result}")
    told = str(rig.disk) in result.err and any(reason in result.err for reason in REASONS)
    if result.code == STORE_UNUSABLE and not told:
        rig.fail(point, f"names no path or no reason: {result}")
    expect_sound(rig, stage, point, may_be_before=result.code != DONE)


def is_sync_of_manifest(name, path):
    return name in ("fsync", "fdatasync") and "MANIFEST" in path


def try_calls(rig, stage, saved, calls):
    """Each call in each way, in an order by chance, so that a part of them is spread over all; but
    the syncs of the manifest first, as after one that fails nobody knows what is on disk."""
    points = [(number, *kind) for number in range(1, len(calls) + 1) for kind in KINDS]
    rig.random.shuffle(points)
    points.sort(key=lambda point: not is_sync_of_manifest(*calls[point[0] - 1]))
    share = max(1, rig.points // 4)  # so that every stage has its turn
    for number, kind, sticky in points[:share]:
        if rig.tried >= rig.points:
            return
        rig.restore_disk(saved)
        result, made = run_with_fault(rig, stage, AT=number, KIND=kind,
                                      **({"STICKY": "1"} if sticky else {}))
        if len(made) < number:
            continue  # threads of the database: this time there were fewer calls
        name, path = made[number - 1]
        how = f"{kind}{' from then on' if sticky else ''}"
        check(rig, stage, f"{stage.name}, call {number}, {how} at {name} of {path}", result)


def try_file_sizes(rig, stage, saved):
    """No file may grow beyond a size: what `ulimit -f` does, with a signal in place of an error."""
    for size in (0, 10, 100, 1000, 10_000, 100_000):
        rig.restore_disk(saved)
        limit = functools.partial(resource.setrlimit, resource.RLIMIT_FSIZE, (size, size))
        result = rig.run(*stage.command, limits=limit)
        check(rig, stage, f"{stage.name}, files of at most {size} bytes", result)


def main():
    rig = Rig("disk full, EIO, short write")
    for stage in stages(rig):
        saved = rig.copy_disk()
        sound, calls = run_with_fault(rig, stage)
        rig.must(sound)
        try_file_sizes(rig, stage, saved)
        try_calls(rig, stage, saved, calls)
        if rig.tried >= rig.points:
            rig.finish()
        rig.restore_disk(saved)
        rig.must(rig.run(*stage.command), DONE)


main()
