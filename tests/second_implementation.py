"""Recomputes `who` from the exported graph with networkx, and compares.

    python3 second_implementation.py RAPPORT GENERATE_VAULT SAMPLE_VAULT

Reads what `export --graph people --format graphml` writes, and nothing else of ours: p' of each
arc, whether a guard blocks it, and the hub discount of each person. From these, by the formulas

    P = product of p' over hops * product of discounts over intermediaries,   cost = -ln P
    Reach = 1 - product over at most 3 node-disjoint paths of (1 - P)

come the best loopless paths of at most 3 hops, those of them that are shown, and Reach. Exit code
77: networkx is not installed.
"""

import itertools
import json
import math
import pathlib
import subprocess
import sys
import tempfile

try:
    import networkx
except ImportError:
    print("skipped: python3-networkx is not installed")
    sys.exit(77)

MAX_HOPS = 3
SEARCHED = 10  # k of the search
SHOWN = 3
OVERLAP = 0.5
WAYS = 3  # of Reach
DIGITS = 1e-6  # JSON prints six; GraphML all
SAME_COST = 1e-9


class Mismatch(Exception):
    pass


def run(*arguments):
    done = subprocess.run([str(a) for a in arguments], capture_output=True, check=False)
    if done.returncode not in (0, 1):
        sys.exit(f"{arguments}: exit {done.returncode}\n{done.stderr.decode()}")
    return done.stdout.decode()


class People:
    """The exported people as a graph of the arcs that no guard blocks."""

    def __init__(self, file):
        exported = networkx.read_graphml(file, force_multigraph=True)
        names = networkx.get_node_attributes(exported, "name")
        self.twins = {n for n in names.values() if list(names.values()).count(n) > 1}
        self.discounts = {names[v]: data["discount"] for v, data in exported.nodes(data=True)}
        self.allowed = networkx.DiGraph()
        self.allowed.add_nodes_from(names.values())
        self.blocked = 0
        for a, b, data in exported.edges(data=True):
            if "probability" not in data or data["probability"] <= 0:
                continue  # a guard, or a promise that holds in the other direction only
            self.blocked += data["blocked"]
            if not data["blocked"]:
                self.allowed.add_edge(names[a], names[b], cost=-math.log(data["probability"]))

    def cost(self, path):
        hops = sum(self.allowed[a][b]["cost"] for a, b in itertools.pairwise(path))
        return hops - sum(math.log(self.discounts[m]) for m in path[1:-1])

    def paths(self, source, target):
        """All loopless paths, cheapest first."""
        found = networkx.all_simple_paths(self.allowed, source, target, cutoff=MAX_HOPS)
        return sorted((self.cost(p), len(p), tuple(p)) for p in map(tuple, found))


def inner(path):
    return set(path[1:-1])


def overlap(a, b):
    return len(a & b) / min(len(a), len(b)) if a and b else 0


def diverse(paths):
    chosen = []
    for entry in paths:
        mine = inner(entry[2])
        if all(overlap(mine, inner(other[2])) <= OVERLAP for other in chosen):
            chosen.append(entry)
        if len(chosen) == SHOWN:
            break
    return chosen


def with_direct(shown, paths):
    """Who is known in person is always shown to be."""
    direct = [entry for entry in paths if len(entry[2]) == 2]
    if not direct or direct[0] in shown:
        return shown
    return sorted(shown[: SHOWN - 1] + direct)


def searched(paths):
    """The k best, and what costs the same as the k-th."""
    return [entry for entry in paths if entry[0] <= paths[min(SEARCHED, len(paths)) - 1][0] + SAME_COST]


def reach(paths):
    """Of the best disjoint set among those searched and those that remain beside the best ones."""
    pool = searched(paths)
    taken, used_direct = set(), False
    for _ in range(WAYS):
        rest = [e for e in paths if not inner(e[2]) & taken and not (used_direct and len(e[2]) == 2)]
        if not rest:
            break
        pool.append(rest[0])
        taken |= inner(rest[0][2])
        used_direct = used_direct or len(rest[0][2]) == 2
    return 1 - least_failure(list(dict.fromkeys(pool)))


def least_failure(pool):
    best = 1.0
    for size in range(1, WAYS + 1):
        for ways in itertools.combinations(pool, size):
            if all(a[2] != b[2] and not inner(a[2]) & inner(b[2]) for a, b in itertools.combinations(ways, 2)):
                best = min(best, math.prod(1 - math.exp(-w[0]) for w in ways))
    return best


def near(what, ours, theirs):
    if abs(ours - theirs) > DIGITS:
        raise Mismatch(f"{what}: rapport {ours}, recomputed {theirs}")


def names_of(path):
    return tuple([path["hops"][0]["from"]["name"]] + [hop["to"]["name"] for hop in path["hops"]])


def compare(people, owner, target, answer):
    """Returns how many paths were compared, and what the best set of all 60 best would add to Reach."""
    paths = people.paths(owner, target)
    theirs = with_direct(diverse(searched(paths)), paths)
    ours = [p for p in answer["paths"] if not p["blocked"]]
    if len(ours) != len(theirs):
        raise Mismatch(f"shown: rapport {[names_of(p) for p in ours]}, recomputed {[t[2] for t in theirs]}")
    for mine, (cost, _, path) in zip(ours, theirs):
        near("probability", mine["probability"], math.exp(-cost))
        near("cost", mine["cost"], cost)
        # Of equals either may be shown: names and keys sort them differently.
        alone = sum(abs(other[0] - cost) < SAME_COST for other in paths) == 1
        if alone and names_of(mine) != path:
            raise Mismatch(f"path: rapport {names_of(mine)}, recomputed {path}")
    near("reach", answer["reach"], reach(paths))
    return len(ours), 1 - least_failure(paths[:60]) - answer["reach"]


def check_vault(rapport, vault, owner, as_of, folder, most_targets):
    store = folder / "store"
    common = [rapport, "--vault", vault, "--db", store, "--me", owner, "--as-of", as_of, "-q"]
    run(*common, "ingest")
    file = folder / "people.graphml"
    run(*common, "export", "--graph", "people", "--all", "--format", "graphml", "-o", file)
    people = People(file)
    targets = sorted(set(people.allowed.nodes) - people.twins - {owner})
    step = max(1, len(targets) // most_targets)
    compared = connected = paths = 0
    beyond = 0.0
    for target in targets[::step]:
        answer = json.loads(run(*common, "who", target, "--format", "json"))
        try:
            shown, more = compare(people, owner, target, answer)
        except Mismatch as fault:
            sys.exit(f"{vault}: {owner} to {target}: {fault}")
        compared += 1
        connected += shown > 0
        paths += shown
        beyond = max(beyond, more)
    print(
        f"{pathlib.Path(vault).name}: {len(targets)} people, {people.blocked} arcs blocked by guards; {compared} targets "
        f"({connected} connected, {paths} paths) agree; the best set of the 60 best paths would add at most {beyond:.6f} of Reach"
    )
    if connected < compared // 4 or connected == 0:
        sys.exit(f"{vault}: too few connections to compare")
    return people.blocked


def main(rapport, generate_vault, sample):
    with tempfile.TemporaryDirectory() as name:
        root = pathlib.Path(name)
        for part in ("sample", "early", "generated"):
            (root / part).mkdir()
        blocked = check_vault(rapport, sample, "Nora Whitfield", "2026-01-16", root / "sample", 1000)
        if blocked == 0:
            sys.exit("the guards of the sample vault block nothing in the export")
        check_vault(rapport, sample, "Nora Whitfield", "2025-11-20", root / "early", 1000)
        vault = root / "notes"
        run(generate_vault, vault, 1000, 7)
        # The best connected of the generated people.
        check_vault(rapport, vault, "Ada Abel A", "2025-12-01", root / "generated", 60)
    print(f"recomputed with networkx {networkx.__version__}")


main(*sys.argv[1:])
