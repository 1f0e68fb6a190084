"""Reads exported files with programs that are not ours, and compares with what was meant.

    python3 foreign_readers.py FOLDER

FOLDER holds STEM.expected ({"names": [...], "links": N}) beside STEM.json, .graphml, .gexf,
.nodes.csv, .links.csv, .canvas and .dot. Exit code 77: a reader is not installed.
"""

import csv
import json
import pathlib
import shutil
import subprocess
import sys
import xml.etree.ElementTree as xml

try:
    import networkx
except ImportError:
    print("skipped: python3-networkx is not installed")
    sys.exit(77)
if shutil.which("dot") is None:
    print("skipped: GraphViz is not installed")
    sys.exit(77)

FORMULA = tuple("=+-@\t\r＝＋－＠")


def equal(what, actual, expected):
    if actual != expected:
        sys.exit(f"{what}: {actual!r} is not {expected!r}")


def check(what, truth):
    if not truth:
        sys.exit(f"{what}")


def check_graph(file, graph, expected):
    names = [data.get("name", "") for _, data in graph.nodes(data=True)]
    equal(file, names, expected["names"])
    equal(file, graph.number_of_edges(), expected["links"])
    for _, data in graph.nodes(data=True):
        check(f"{file}: stub is typed", isinstance(data["stub"], bool))
        check(f"{file}: degree is typed", isinstance(data.get("degree", 0), int))
        check(f"{file}: discount is typed", isinstance(data.get("discount", 0.0), float))
    for _, _, data in graph.edges(data=True):
        check(f"{file}: probability is typed", isinstance(data.get("probability", 0.0), float))
        check(f"{file}: blocked is typed", isinstance(data.get("blocked", False), bool))


def rows(file):
    with open(file, newline="", encoding="utf-8") as text:
        table = list(csv.DictReader(text, strict=True))
    for row in table:
        for cell in row.values():
            check(f"{file}: {cell!r} is a formula", not cell.lstrip(" \n").startswith(FORMULA))
    return table


def as_shown(cell):
    return cell[1:] if cell[:1] == "'" and cell[1:].lstrip(" \n").startswith(FORMULA) else cell


def check_csv(stem, expected):
    nodes = rows(f"{stem}.nodes.csv")
    written = [n["name"] for n in nodes]
    names = [n if n in expected["names"] else as_shown(n) for n in written]
    # "\u{9}=1" was a formula before its tab was shown.
    names = [n[1:] if n not in expected["names"] and n[:1] == "'" else n for n in names]
    equal(f"{stem}.nodes.csv", names, expected["names"])
    graph = networkx.MultiDiGraph()
    graph.add_nodes_from(n["id"] for n in nodes)
    count = graph.number_of_nodes()
    graph.add_edges_from((r["source"], r["target"]) for r in rows(f"{stem}.links.csv"))
    equal(f"{stem}.links.csv", graph.number_of_edges(), expected["links"])
    equal(f"{stem}.links.csv joins", graph.number_of_nodes(), count)


# JSON Canvas 1.0: the keys of each type of node, and what an edge may have.
NODE_KEYS = {"id", "type", "x", "y", "width", "height", "color"}
OWN_KEYS = {"text": {"text"}, "file": {"file", "subpath"}, "group": {"label", "background"}}
EDGE_KEYS = {"id", "fromNode", "fromSide", "fromEnd", "toNode", "toSide", "toEnd", "color", "label"}
SIDES = {"top", "right", "bottom", "left"}


def overlap(a, b):
    return (
        a["x"] < b["x"] + b["width"]
        and b["x"] < a["x"] + a["width"]
        and a["y"] < b["y"] + b["height"]
        and b["y"] < a["y"] + a["height"]
    )


def check_canvas(file, expected):
    canvas = json.loads(file.read_text(encoding="utf-8"))
    equal(file, set(canvas), {"nodes", "edges"})
    ids = [item["id"] for item in canvas["nodes"] + canvas["edges"]]
    equal(f"{file}: ids", len(ids), len(set(ids)))
    for node in canvas["nodes"]:
        check(f"{file}: keys of {node}", set(node) <= NODE_KEYS | OWN_KEYS[node["type"]])
        for key in ("x", "y", "width", "height"):
            check(f"{file}: {key} of {node}", type(node[key]) is int)
        check(f"{file}: color of {node}", node.get("color", "1") in set("123456"))
        if node["type"] != "group":
            check(f"{file}: body of {node}", isinstance(node[node["type"]], str))
        if node["type"] == "file":
            check(f"{file}: {node}", not node["file"].startswith("/") and node["file"].endswith(".md"))
    solid = [n for n in canvas["nodes"] if n["type"] != "group"]
    equal(f"{file}: nodes", len(solid), len(expected["names"]) + 1)
    for i, a in enumerate(solid):
        for b in solid[:i]:
            check(f"{file}: {a} overlaps {b}", not overlap(a, b))
    equal(f"{file}: edges", len(canvas["edges"]), expected["links"])
    nodes = {n["id"] for n in solid}
    for edge in canvas["edges"]:
        check(f"{file}: keys of {edge}", {"id", "fromNode", "toNode"} <= set(edge) <= EDGE_KEYS)
        check(f"{file}: ends of {edge}", {edge["fromNode"], edge["toNode"]} <= nodes)
        check(f"{file}: sides of {edge}", {edge["fromSide"], edge["toSide"]} <= SIDES)
        check(f"{file}: end of {edge}", edge["toEnd"] in ("none", "arrow"))
        check(f"{file}: color of {edge}", edge.get("color", "1") in set("123456"))


def squeezed(text):
    return "".join(text.split())


# All pictures in one run of GraphViz: the words of each are its text, and nothing else is in it.
def check_dot(files, expectations):
    dot = b"".join(file.read_bytes() for file in files)
    svg = subprocess.run(["dot", "-Tsvg"], input=dot, capture_output=True, check=True)
    equal("dot's warnings", svg.stderr.decode(), "")
    pictures = ["<?xml" + part for part in svg.stdout.decode().split("<?xml")[1:]]
    equal("pictures", len(pictures), len(files))
    for file, picture, expected in zip(files, pictures, expectations):
        root = xml.fromstring(picture)
        tags = {element.tag.split("}")[1] for element in root.iter()}
        check(f"{file}: {tags}", tags <= {"svg", "g", "title", "text", *SHAPES})
        text = squeezed("".join(element.text or "" for element in root.iter() if element.tag.endswith("text")))
        for name in expected["names"]:
            check(f"{file}: {name!r} is in the picture", squeezed(name) in text)


SHAPES = ("polygon", "polyline", "ellipse", "path")


def main(folder):
    files = sorted(folder.glob("*.expected"))
    check("files to read", files)
    expectations = []
    for file in files:
        expected = json.loads(file.read_text(encoding="utf-8"))
        expectations.append(expected)
        stem = file.with_suffix("")
        graph = json.loads(stem.with_suffix(".json").read_text(encoding="utf-8"))
        equal(f"{stem}.json", len(graph["nodes"]), len(expected["names"]))
        ids = {node["id"] for node in graph["nodes"]}
        for link in graph["links"]:
            check(f"{stem}.json: {link}", {link["source"], link["target"]} <= ids)
        check_graph(f"{stem}.graphml", networkx.read_graphml(f"{stem}.graphml", force_multigraph=True), expected)
        gexf = networkx.read_gexf(f"{stem}.gexf")
        equal(f"{stem}.gexf", [data["label"] for _, data in gexf.nodes(data=True)], expected["names"])
        check_graph(f"{stem}.gexf", gexf, expected)
        check_csv(stem, expected)
        check_canvas(stem.with_suffix(".canvas"), expected)
    check_dot([file.with_suffix(".dot") for file in files], expectations)
    print(f"{len(files)} pictures read by networkx {networkx.__version__}, csv, json and GraphViz")


main(pathlib.Path(sys.argv[1]))
