"""Two writers, readers while one writes, folders that cannot be written or are no store, locks that
nobody holds: each with its exact exit code and message.

Stores of an older or newer format are in tests/tools/process_test.cpp, which can write them.
"""

import contextlib
import fcntl
import os
import shutil
import signal
import subprocess

from rig import DONE, STORE_UNUSABLE, Rig, obey_modes, stages

USAGE = 2
READERS = (("export", "--all", "--format", "json"), ("stats",), ("stats", "--verify"),
           ("list", "people"), ("check", "--format", "json"))
BUSY = ("rapport: the store {store} is being written by another rapport (process {pid}); "
        "wait until it is done\n")


@contextlib.contextmanager
def held_lock(rig, text):
    """The lock of a writer that says `text` of itself."""
    with (rig.store / "writer.pid").open("w") as file:
        fcntl.flock(file, fcntl.LOCK_EX)
        file.write(text)
        file.flush()
        yield


class Cases:
    def __init__(self, rig, saved):
        self.rig, self.saved = rig, saved

    def expect(self, name, command, code, err=None, pid="", out=None, fault=None):
        """One case: this exit code, and where given all of stderr and stdout."""
        rig = self.rig
        rig.tried += 1
        result = rig.run(*command, limits=obey_modes, fault=fault)
        point = f"{name}: {' '.join(command)}"
        if result.code != code:
            rig.fail(point, f"not exit {code}: {result}")
        elif err is not None and result.err != err.format(store=rig.store, pid=pid):
            rig.fail(point, f"another message: {result}")
        elif out is not None and result.out != out:
            rig.fail(point, f"another answer: {result}")

    def readers(self, name, answers):
        for command, out in answers.items():
            self.expect(name, command, DONE, out=out)


def two_writers(cases):
    rig = cases.rig
    answers = {command: rig.must(rig.run(*command)).out for command in READERS}
    with held_lock(rig, str(os.getpid())):
        for command in (("ingest",), ("ingest", "--rebuild")):
            cases.expect("a writer is at work", command, STORE_UNUSABLE, BUSY, os.getpid())
        cases.readers("a writer is at work", answers)
    with held_lock(rig, ""):
        cases.expect("a writer has not told its name", ("ingest",), STORE_UNUSABLE, BUSY, "unknown")


def readers_during_a_write(cases, stage):
    """The writer stands still before its first change, and among those that follow up to the batch."""
    rig = cases.rig
    for call in (1, 10, 20, 30):
        rig.restore_disk(cases.saved)
        environment = rig.environment({"AT": call, "KIND": "stop"})
        command = [rig.program, "--vault", rig.vault, "--db", rig.store, "ingest", "-q"]
        writer = subprocess.Popen(command, env=environment, stdout=subprocess.DEVNULL)
        _, status = os.waitpid(writer.pid, os.WUNTRACED)
        if not os.WIFSTOPPED(status):
            rig.fail(f"call {call}", "the writer has fewer calls")
            continue
        name = f"the writer stands before call {call}"
        cases.expect(name, READERS[0], DONE, out=stage.before)
        if call > 1:  # before the first there is no lock
            cases.expect(name, ("ingest",), STORE_UNUSABLE, BUSY, writer.pid)
        os.kill(writer.pid, signal.SIGCONT)
        if writer.wait() != DONE:
            rig.fail(name, f"and then ends with {writer.returncode}")
        cases.expect("the writer is done", READERS[0], DONE, out=stage.after)


def folders(cases, stage):
    rig = cases.rig
    denied = "Permission denied; check its permissions\n"
    rig.restore_disk(cases.saved)
    for path in rig.store.iterdir():
        path.chmod(0o400)
    rig.store.chmod(0o500)
    cases.expect("read-only", READERS[0], DONE, out=stage.before)
    cases.expect("read-only", ("stats", "--verify"), DONE)
    for command in (("ingest",), ("ingest", "--rebuild")):
        cases.expect("read-only", command, STORE_UNUSABLE,
                     "rapport: cannot write in the store {store}: " + denied)
    rig.store.chmod(0)
    cases.expect("unreadable", READERS[0], STORE_UNUSABLE,
                 "rapport: cannot read the store {store}: " + denied)
    rig.store.chmod(0o700)
    shutil.rmtree(rig.store)
    rig.disk.chmod(0o500)
    cases.expect("no place for a store", ("ingest",), STORE_UNUSABLE,
                 "rapport: cannot create the store {store}: Permission denied; "
                 "name another place with --db\n")
    rig.disk.chmod(0o700)
    cases.expect("no store", READERS[0], STORE_UNUSABLE,
                 "rapport: there is no store at {store}; run `rapport ingest`\n")
    rig.store.mkdir()
    (rig.store / "letter.txt").write_text("Dear Ann,\n")
    cases.expect("other files", ("ingest",), STORE_UNUSABLE,
                 "rapport: {store} holds other files and is no store; name another with --db\n")
    cases.expect("other files", ("ingest", "--rebuild"), USAGE,
                 "rapport: {store} is no store of rapport; it was left alone\n")
    if os.listdir(rig.store) != ["letter.txt"]:
        rig.fail("other files", "were not left alone")


def stale_locks(cases, stage):
    """What a writer that died leaves behind stops nobody."""
    rig = cases.rig
    for name, text in (("of a process that is gone", "4194304"), ("of ours", str(os.getpid())),
                       ("of no process", "?\n")):
        rig.restore_disk(cases.saved)
        (rig.store / "writer.pid").write_text(text)
        (rig.store / "LOCK").write_text(text)
        cases.expect(f"a stale lock {name}", ("ingest",), DONE)
        cases.expect(f"a stale lock {name}", READERS[0], DONE, out=stage.after)


def no_exchange(cases, stage):
    """A rebuild where two folders cannot change names in one step."""
    rig = cases.rig
    rig.restore_disk(cases.saved)
    cases.expect("no exchange", ("ingest", "--rebuild"), DONE, fault={"NO_EXCHANGE": 1})
    cases.expect("no exchange", READERS[0], DONE, out=stage.after)
    left = sorted(os.listdir(rig.disk))
    if left != [rig.store.name]:
        rig.fail("no exchange", f"leaves {left}")


def main():
    rig = Rig("contention")
    for stage in stages(rig):
        saved = rig.copy_disk()
        if stage.before is not None:
            cases = Cases(rig, saved)
            two_writers(cases)
            readers_during_a_write(cases, stage)
            folders(cases, stage)
            stale_locks(cases, stage)
            no_exchange(cases, stage)
            if rig.tried >= rig.points:
                rig.finish()
            rig.restore_disk(saved)
        rig.must(rig.run(*stage.command))


main()
