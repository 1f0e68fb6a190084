"""Damage to a file of the store: a bit that turns, 4 KB of zeros, an end that is lost, a lost file.

What an export then shows is what it showed before, byte for byte, or it ends with exit code 4 and
names the remedy, which works: never a graph that is smaller and looks sound.
"""

import collections
import itertools

from rig import DONE, STORE_UNUSABLE, Rig, edit_vault, stages

BLOCK = 4096


def flip_bit(content, chance):
    at = chance.randrange(len(content))
    return content[:at] + bytes([content[at] ^ 1 << chance.randrange(8)]) + content[at + 1:]


def zero_block(content, chance):
    at = chance.randrange(0, len(content), BLOCK)
    size = min(BLOCK, len(content) - at)
    return content[:at] + bytes(size) + content[at + size:]


def cut_end(content, chance):
    return content[:chance.randrange(len(content))]


KINDS = {"a bit turned": flip_bit, "4 KB zeroed": zero_block, "end lost": cut_end, "deleted": None}


def kind_of_file(path):
    """"SST", "MANIFEST" and so on: all kinds are damaged equally often."""
    return path.suffix[1:] if path.suffix else path.name.split("-")[0]


def damage(path, how, chance):
    """False when the file is as before."""
    if KINDS[how] is None:
        path.unlink()
        return True
    content = path.read_bytes()
    if not content:
        return False
    changed = KINDS[how](content, chance)
    path.write_bytes(changed)
    return changed != content


def names_remedy(result):
    return result.code == STORE_UNUSABLE and "ingest --rebuild" in result.err + str(result.out)


def try_point(rig, expected, point):
    found = rig.export()
    is_equal = found.code == DONE and found.out == expected
    if not is_equal and not names_remedy(found):
        rig.fail(point, f"neither equal nor found: {found}")
    verified = rig.run("stats", "--verify")
    if verified.code == DONE and not is_equal:
        rig.fail(point, f"not found by stats --verify, and the export says {found}")
    elif verified.code != DONE and not names_remedy(verified):
        rig.fail(point, f"stats --verify: {verified}")
    ingested = rig.run("ingest")
    if ingested.code != DONE and not names_remedy(ingested):
        rig.fail(point, f"the next ingest: {ingested}")
    if ingested.code != DONE:
        rig.must(rig.run("ingest", "--rebuild"))
    mended = rig.export()
    if mended.out != expected and not names_remedy(mended):
        rig.fail(point, f"after ingest{'' if ingested.code == DONE else ' --rebuild'}: {mended}")
    return "equal" if is_equal else "found"


def main():
    rig = Rig("damage")
    ends = collections.Counter()
    for stage in stages(rig):
        rig.must(rig.run(*stage.command))
        if not stage.name.endswith("second edit"):
            continue
        # Tables upon tables, as the days make them.
        for _ in range(3):
            edit_vault(rig, rig.random)
            rig.must(rig.run("ingest"))
        expected = rig.must(rig.export()).out
        saved = rig.copy_disk()
        files = collections.defaultdict(list)
        for path in sorted(rig.store.iterdir()):
            files[kind_of_file(path)].append(path)
        for _, kind, how in itertools.product(range(6), sorted(files), KINDS):
            if rig.tried >= rig.points:
                rig.finish(f"{ends['equal']} exports equal, {ends['found']} found")
            rig.restore_disk(saved)
            path = rig.random.choice(files[kind])
            if damage(path, how, rig.random):
                rig.tried += 1
                ends[try_point(rig, expected, f"{stage.name}, {path.name}: {how}")] += 1
        rig.restore_disk(saved)


main()
