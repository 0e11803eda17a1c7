"""Networks as Gephi, Kumu, yEd and spreadsheets write them."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from partnerlab.errors import InputError
from partnerlab.exchange.ties import Ties, read_ties

COVERS = ("partnerlab.exchange.foreign",)

GEPHI = """<?xml version="1.0"?><gexf xmlns="http://gexf.net/1.3" version="1.3"><graph defaultedgetype="undirected">
<attributes class="node"><attribute id="0" title="colour"/></attributes>
<attributes class="edge"><attribute id="0" title="actual"/></attributes>
<nodes><node id="n1" label="Police"/><node id="n2" label="Council"/></nodes>
<edges><edge source="n1" target="n2" weight="2.0"><attvalues><attvalue for="0" value="3"/></attvalues></edge>
<edge source="n2" target="n1" type="directed"/></edges></graph></gexf>"""
GRAPHML = """<graphml xmlns="http://graphml.graphdrawing.org/xmlns"><key id="d1" for="edge" attr.name="level"/>
<key id="d0" for="node" attr.name="name"/><graph edgedefault="undirected">
<node id="n1"><data key="d0">Police</data></node>
<node id="n2"/><edge source="n1" target="n2"><data key="d1">4</data></edge>
<edge source="n1" target="n2" directed="true"/></graph></graphml>"""
KUMU = {
    "elements": [{"_id": "e1", "attributes": {"label": "Police"}}, {"_id": "e2", "attributes": {"label": "Council"}}],
    "connections": [{"_id": "c1", "from": "e1", "to": "e2", "direction": "mutual", "attributes": {"strength": 3}}],
}


def read(folder: Path, name: str, text: str | bytes) -> Ties:
    path = folder / name
    path.write_bytes(text if isinstance(text, bytes) else text.encode())
    return read_ties(path)


def test_gexf_gives_names_levels_and_which_ties_have_a_direction(tmp_path: Path) -> None:
    found = read(tmp_path, "a.gexf", GEPHI)
    assert found.labels == {"n1": "Police", "n2": "Council"}
    assert [(tie.source, tie.is_directed, dict(tie.said)) for tie in found.ties] == [
        ("n1", False, {"weight": "2.0", "actual": "3"}),
        ("n2", True, {}),
    ]


def test_graphml_gives_names_levels_and_which_ties_have_a_direction(tmp_path: Path) -> None:
    found = read(tmp_path, "a.graphml", GRAPHML)
    assert (found.labels, [tie.is_directed for tie in found.ties]) == ({"n1": "Police"}, [False, True])
    assert found.ties[0].said == {"level": "4"}


def test_kumus_own_export_and_its_short_form_are_read(tmp_path: Path) -> None:
    (tie,) = read(tmp_path, "a.json", json.dumps(KUMU)).ties
    assert (tie.source, tie.is_directed, tie.said) == ("e1", False, {"strength": "3"})
    short = {"connections": [{"from": "Police", "to": "Council", "type": "funds"}]}
    (tie,) = read(tmp_path, "b.json", json.dumps(short)).ties
    assert (tie.source, tie.is_directed) == ("Police", True)


@pytest.mark.parametrize(
    ("heading", "row", "is_directed"),
    [
        ("by,with,actual", "A,B,3", True),
        ("From;To;Type", "A;B;Directed", True),
        ("From;To;Type", "A;B;mutual", False),
        ("source\ttarget", "A\tB", False),
    ],
)
def test_a_list_of_ties_has_a_direction_where_it_says_so(
    tmp_path: Path, heading: str, row: str, is_directed: bool
) -> None:
    (tie,) = read(tmp_path, "a.csv", f"\ufeff# ties\n{heading}\n{row}\n").ties
    assert (tie.source, tie.target, tie.is_directed, tie.line) == ("A", "B", is_directed, 3)


@pytest.mark.parametrize(
    ("name", "text", "says"),
    [
        ("a.csv", "one,two\nA,B\n", "names no two ends"),
        ("a.csv", "from,to\nA,\n,B\n", "a.csv:2: lacks one end"),
        ("a.csv", "from,to\nA,B,C\n", "has 3 cells under 2 headings"),
        ("a.csv", b"from,to\n\xe9,B\n", "a.csv:2: is not UTF-8"),
        ("a.csv", "from,to\n", "holds no ties"),
        ("a.gexf", "<gexf>", "cannot be read as gexf"),
        ("a.gexf", GRAPHML, "begins with <graphml>, not with <gexf>"),
        ("a.graphml", '<!DOCTYPE a [<!ENTITY b "c">]><graphml>&b;</graphml>', "declares types or entities"),
        (
            "a.graphml",
            '<?xml version="1.0" encoding="foo"?><graphml/>',
            "graphml: unknown encoding: foo; export it again",
        ),
        ("a.csv", ",".join(f"c{number}" for number in range(100_000)), "names no two ends"),
        ("a.csv", "from,to,Note,NOTE\nA,B,x,y\n", 'column "NOTE" is twice'),
        ("a.json", "{", "is not JSON"),
        ("a.json", "[" * 100_000, "nested too deep"),
        ("a.json", '{"nodes": []}', "is not Kumu's JSON"),
        ("a.json", '{"connections": [{"from": "A"}]}', "connection 1 lacks one end"),
        ("a.json", '{"connections": [3]}', 'holds "3" where'),
        ("a.dot", "a -> b", "ends in none of"),
    ],
)
def test_what_cannot_be_read_is_told_with_its_place(tmp_path: Path, name: str, text: str | bytes, says: str) -> None:
    with pytest.raises(InputError) as raised:
        read(tmp_path, name, text)
    assert says in str(raised.value)


@pytest.mark.parametrize(
    ("name", "text", "says"),
    [
        ("a.csv", "from,to,\nA,B,lost\n", 'a.csv:2: holds "lost" in a column without a heading; name it'),
        ("a.csv", "from,to,To\nA,B,C\n", 'a.csv:1: column "To" is twice in the heading; keep one'),
        ("a.csv", "from,to\nA,B\nfrom,to\n", "a.csv:3: repeats the heading; take it out"),
        ("a.csv", "from,to\nA\0,B\n", "holds a control character (U+0000); delete it"),
        ("a.csv", "from,to\nA,\u202eB\n", "(U+202E); delete it"),
        ("a.graphml", GRAPHML.replace("</graph>", "<hyperedge/></graph>"), "holds hyperedges"),
        ("a.json", '{"elements": [], "connections": [{"from": "A", "to": "B", "to": "C"}]}', '"to" is given twice'),
    ],
)
def test_what_would_be_dropped_or_hidden_is_told(tmp_path: Path, name: str, text: str, says: str) -> None:
    with pytest.raises(InputError) as caught:
        read(tmp_path, name, text)
    assert says in str(caught.value)


def test_a_tie_of_an_organisation_whose_id_begins_with_a_hash_is_a_tie(tmp_path: Path) -> None:
    found = read(tmp_path, "a.csv", "# by hand, in May\nfrom,to\n#1,#2\n# a remark\n")
    assert [(tie.source, tie.target, tie.line) for tie in found.ties] == [("#1", "#2", 3)]


def test_what_graphml_says_of_each_tie_that_says_nothing_else_holds(tmp_path: Path) -> None:
    text = GRAPHML.replace('attr.name="level"/>', 'attr.name="level"><default>2</default></key>')
    assert [dict(tie.said) for tie in read(tmp_path, "a.graphml", text).ties] == [{"level": "4"}, {"level": "2"}]


def test_a_missing_file_is_told(tmp_path: Path) -> None:
    with pytest.raises(InputError, match=r"a\.csv: does not exist"):
        read_ties(tmp_path / "a.csv")
