"""kill -9 before every call that changes the disk, and in the middle of every write.

Whatever the point, the store opens and holds what it held before the ingest or what it holds after
it, `stats --verify` finds it whole, and the next ingest brings it to what a clean ingest makes.
"""

import signal

from rig import DONE, Rig, expect_sound, run_with_fault, stages

TORN_AT = (1, 500, 999)  # thousandths of the write


def points_of(rig, calls):
    """Of a stage: each call, and each write at each place and at one place by chance."""
    for number, (name, path) in enumerate(calls, 1):
        yield number, "kill", 0, f"before {name} of {path}"
        if name == "write":
            for cut in (*TORN_AT, rig.random.randrange(1000)):
                yield number, "torn", cut, f"at {cut}/1000 of the write to {path}"


def main():
    rig = Rig("kill -9 and torn writes")
    ends = {"before": 0, "after": 0}
    for stage in stages(rig):
        saved = rig.copy_disk()
        sound, calls = run_with_fault(rig, stage)
        rig.must(sound)
        for number, kind, cut, where in points_of(rig, calls):
            if rig.tried >= rig.points:
                rig.finish(f"{ends['before']} before and {ends['after']} after the change")
            rig.restore_disk(saved)
            result, made = run_with_fault(rig, stage, AT=number, KIND=kind, CUT=cut)
            point = f"{stage.name}, call {number}, killed {where}"
            if len(made) < number:
                continue  # threads of the database: this time there were fewer calls
            if result.code != -signal.SIGKILL:
                rig.fail(point, f"was not killed: {result}")
            rig.tried += 1
            found = expect_sound(rig, stage, point)
            ends["after" if found.out == stage.after else "before"] += 1
        rig.restore_disk(saved)
        rig.must(rig.run(*stage.command), DONE)


main()
