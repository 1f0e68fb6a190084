"""What the families of faults share: a vault that changes from stage to stage, the program, the
injector, and how many points are tried.

Each test is called as `FAMILY_test.py PROGRAM INJECTOR GENERATOR POINTS`. RAPPORT_FAULT_SCALE
multiplies POINTS, RAPPORT_FAULT_SEED gives other vaults, edits and choices (default 1; printed).
"""

import ctypes
import os
import random
import shutil
import subprocess
import sys
import tempfile
from pathlib import Path

DONE, STORE_UNUSABLE = 0, 4
NOTES = 200
SECONDS_AT_MOST = 60  # of one run of the program; they take a tenth of a second


class Result:
    def __init__(self, code, out, err):
        self.code, self.out, self.err = code, out, err

    def __str__(self):
        return f"exit {self.code}, stdout {self.out[:300]!r}, stderr {self.err!r}"


class Rig:
    """The programs under test and a folder that is gone at the end."""

    def __init__(self, family):
        self.program, self.injector, self.generator = (Path(p).resolve() for p in sys.argv[1:4])
        self.points = round(int(sys.argv[4]) * float(os.environ.get("RAPPORT_FAULT_SCALE", "1")))
        self.seed = int(os.environ.get("RAPPORT_FAULT_SEED", "1"))
        self.random = random.Random(f"{family} {self.seed}")
        self.family = family
        self.failures = []
        self._tried = 0
        self._temporary = tempfile.TemporaryDirectory(prefix="rapport-faults-")
        self.root = Path(self._temporary.name).resolve()
        self.vault = self.root / "vault"
        self.disk = self.root / "disk"  # what the injector watches; holds the store
        self.store = self.disk / "store"
        self.disk.mkdir()
        print(f"{family}: {self.points} points, seed {self.seed}")

    @property
    def tried(self):
        return self._tried

    @tried.setter
    def tried(self, count):
        """A long run tells how far it is."""
        self._tried = count
        if count % 500 == 0:
            print(f"{self.family}: {count} points so far", flush=True)

    def run(self, *arguments, fault=None, limits=None, store=None):
        """rapport with these words, under the injector, which spares it the wait for the disk.

        `fault` holds the injector's settings, `limits` is called in the child.
        """
        environment = self.environment(fault or {})
        command = [self.program, "--vault", self.vault, "--db", store or self.store, *arguments]
        done = subprocess.run(command, env=environment, cwd=self.root, stdin=subprocess.DEVNULL,
                              capture_output=True, timeout=SECONDS_AT_MOST, check=False,
                              preexec_fn=limits)
        return Result(done.returncode, done.stdout, done.stderr.decode(errors="replace"))

    def environment(self, fault):
        return {"PATH": "/usr/bin:/bin", "LC_ALL": "C.UTF-8", "TZ": "UTC", "HOME": str(self.root),
                "LD_PRELOAD": str(self.injector), "FAULT_FOLDER": str(self.disk),
                **{f"FAULT_{name}": str(value) for name, value in fault.items()}}

    def export(self, store=None):
        return self.run("export", "--all", "--format", "json", store=store)

    def fail(self, point, what):
        self.failures.append(f"{point}: {what}")
        print(f"FAILED {self.failures[-1]}", flush=True)
        if len(self.failures) == 20:
            self.finish("stopped at 20 failures")

    def finish(self, note=""):
        """Prints the figures; exits 1 when a point failed or fewer were tried than asked for."""
        print(f"{self.family}: {self.tried} points tried, {len(self.failures)} failed"
              f"{'; ' + note if note else ''}")
        self._temporary.cleanup()
        sys.exit(1 if self.failures or self.tried < self.points else 0)

    def must(self, result, *codes):
        """For what is no trial: the test itself cannot go on when it fails."""
        if result.code not in (codes or (DONE,)):
            raise RuntimeError(str(result))
        return result

    def copy_disk(self):
        """The disk as it is now, to start each point from."""
        saved = self.root / "saved"
        shutil.rmtree(saved, ignore_errors=True)
        shutil.copytree(self.disk, saved)
        return saved

    def restore_disk(self, saved):
        shutil.rmtree(self.disk)
        shutil.copytree(saved, self.disk)


class Stage:
    """An ingest from one state of the vault to the next, and what the store says around it."""

    def __init__(self, name, command, before, after):
        self.name, self.command, self.before, self.after = name, command, before, after


def obey_modes():
    """Also root then reads and writes only what the modes allow."""
    pr_capbset_drop, overrides = 24, (1, 2)  # CAP_DAC_OVERRIDE, CAP_DAC_READ_SEARCH
    if os.geteuid() == 0:
        for capability in overrides:
            ctypes.CDLL(None).prctl(pr_capbset_drop, capability)


def edit_vault(rig, chance):
    """Changes 20 notes, removes 8, renames 4, and adds 6 that some of the others link to."""
    notes = sorted(rig.vault.rglob("*.md"))
    chosen = chance.sample(notes, 32)
    for note in chosen[:20]:
        name = chance.choice(notes).stem
        with note.open("a") as file:
            file.write(f"\n- ✅ Agreed with [[{name}]].\n[[Newcomer {chance.randrange(9)}]]\n")
    for note in chosen[20:28]:
        note.unlink()
    for note in chosen[28:]:
        note.rename(note.with_stem(note.stem + " (moved)"))
    for number in chance.sample(range(9), 6):
        text = f"---\ntype: person\nrole: CTO {chance.randrange(1000)}\n---\nKnows [[{notes[0].stem}]].\n"
        (rig.vault / f"Newcomer {number}.md").write_text(text)


def stages(rig):
    """Ever new stages: of each round a first ingest of 200 notes, edits, and a rebuild.

    The caller brings the store from one stage to the next by a sound run of `stage.command`. What
    it then must say is found out in a store of its own, which knows nothing of the one before.
    """
    round_number = 0
    while True:
        chance = random.Random(f"vault {rig.seed} {round_number}")
        for folder in (rig.vault, rig.disk):
            shutil.rmtree(folder, ignore_errors=True)
        rig.disk.mkdir()
        subprocess.run([rig.generator, rig.vault, str(NOTES), str(rig.seed + round_number)],
                       check=True)
        before = None
        for name in ("first", "edit", "rebuild", "second edit"):
            if "edit" in name or name == "rebuild":
                edit_vault(rig, chance)
            after = export_of_clean_ingest(rig)
            if after == before:
                raise RuntimeError("a stage that changes nothing shows nothing")
            command = ("ingest", "--rebuild") if name == "rebuild" else ("ingest",)
            yield Stage(f"round {round_number}, {name}", command, before, after)
            before = after
        round_number += 1


def export_of_clean_ingest(rig):
    clean = rig.root / "clean"
    shutil.rmtree(clean, ignore_errors=True)
    rig.must(rig.run("ingest", store=clean))
    return rig.must(rig.export(clean)).out


def run_with_fault(rig, stage, **fault):
    """Runs the stage; also the calls that it made, each its name and path, to the one that failed."""
    list_file = rig.root / "calls"
    list_file.unlink(missing_ok=True)
    result = rig.run(*stage.command, fault={"CALLS": list_file, **fault})
    calls = [line.split("\t") for line in list_file.read_text().splitlines()]
    return result, calls


def expect_sound(rig, stage, point, may_be_before=True, may_be_after=True):
    """The store opens, is before or after the stage, and the next ingest completes it.

    Returns the export that was found first.
    """
    found = rig.export()
    accepted = [stage.after] if may_be_after else []
    if may_be_before and stage.before is not None:
        accepted.append(stage.before)
    has_nothing = found.code == STORE_UNUSABLE and "there is no store at" in found.err
    is_new = stage.before is None and may_be_before and (has_nothing or is_empty(found))
    if not is_new and not (found.code == DONE and found.out in accepted):
        rig.fail(point, f"neither before nor after: {found}")
        return found
    steps = [] if has_nothing else [("stats", "--verify")]
    for command in (*steps, ("ingest",)):
        result = rig.run(*command)
        if result.code != DONE:
            rig.fail(point, f"{' '.join(command)}: {result}")
            return found
    final = rig.export()
    if final.code != DONE or final.out != stage.after:
        rig.fail(point, f"after the next ingest: {final}")
    return found


def is_empty(result):
    return result.code == 1 and b'"nodes": []' in result.out

