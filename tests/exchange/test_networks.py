"""Relationships out to other tools: the latest answers, read by those tools as they are meant."""

from __future__ import annotations

import csv
import io
import json
from pathlib import Path

import networkx as nx
import pytest

from partnerlab.errors import InputError
from partnerlab.exchange.networks import latest_relationships, write_network
from partnerlab.exchange.ties import read_ties
from partnerlab.partnership import Partnership, read_partnership
from samples import ROOT

ENDINGS = (".csv", ".graphml", ".gexf", ".json")


@pytest.fixture(scope="module")
def hub() -> Partnership:
    return read_partnership(ROOT / "parameters" / "riverside-support-hub.yaml")


def small(**more: object) -> Partnership:
    rows = [
        {"by": "A", "with": "B", "on": "2025-01-01", "actual": 1},
        {"by": "A", "with": "B", "on": "2025-06-01", "actual": 3, "needed": 4, "evidence": "minute 7, by Ann"},
        {"by": "B", "with": "S", "on": "2025-06-01", "data_sharing": "no"},
    ]
    return Partnership(
        name="Hub", purpose="Meet", stage=[{"stage": "building"}], relationships=rows,
        partners=[{"id": "A", "name": "Älpha & Co", "sector": "voluntary"}, {"id": "B", "name": "Beta"}],
        stakeholders=[{"id": "S", "name": "Shops"}, {"id": "T", "name": "Trams"}], **more,
    )  # fmt: skip


@pytest.mark.parametrize("ending", ENDINGS)
def test_each_format_holds_the_latest_answer_of_each_about_each(hub: Partnership, tmp_path: Path, ending: str) -> None:
    path = tmp_path / f"ties{ending}"
    path.write_bytes(write_network(hub, path))
    found = read_ties(path)
    ids = {found.labels.get(key, key): key for key in found.labels} if ending != ".json" else {}
    names = {name: partner for partner, name in ((p.id, p.name) for p in (*hub.partners, *hub.stakeholders))}
    ties = {
        (ids.get(tie.source, names.get(tie.source, tie.source)), names.get(tie.target, tie.target)): tie
        for tie in found.ties
    }
    latest = latest_relationships(hub)
    assert set(ties) == {(row.by, row.about) for row in latest}
    assert all(ties[row.by, row.about].said["actual"] == str(row.actual) for row in latest)
    assert all(tie.is_directed for tie in found.ties)


def test_networkx_reads_graphml_and_gexf_as_a_directed_graph_with_names(tmp_path: Path) -> None:
    for ending, read in ((".graphml", nx.read_graphml), (".gexf", nx.read_gexf)):
        path = tmp_path / f"ties{ending}"
        path.write_bytes(write_network(small(), path))
        graph = read(path)
        assert graph.is_directed()
        assert set(graph.nodes) == {"A", "B", "S"}
        assert graph.nodes["A"]["label"] == "Älpha & Co"
        assert (graph.edges["A", "B"]["actual"], graph.edges["A", "B"]["needed"]) == (3, 4)
        assert "actual" not in graph.edges["B", "S"]


def test_kumu_finds_its_elements_by_the_names_of_its_connections() -> None:
    found = json.loads(write_network(small(), Path("ties.json")))
    labels = {element["label"] for element in found["elements"]}
    assert {end for each in found["connections"] for end in (each["from"], each["to"])} <= labels
    assert found["connections"][0] == {
        "from": "Älpha & Co", "to": "Beta", "direction": "directed", "on": "2025-06-01", "needed": 4, "actual": 3,
    }  # fmt: skip


def test_a_list_of_ties_leaves_empty_what_was_not_answered() -> None:
    rows = [*csv.DictReader(io.StringIO(write_network(small(), Path("ties.csv")).decode()))]
    assert [(row["source"], row["target"], row["actual"], row["data_sharing"]) for row in rows] == [
        ("A", "B", "3", ""),
        ("B", "S", "", "no"),
    ]


@pytest.mark.parametrize("ending", ENDINGS)
def test_free_text_stays_in_and_two_writings_are_the_same(ending: str) -> None:
    data = write_network(small(), Path(f"ties{ending}"))
    assert b"minute" not in data
    assert data == write_network(small(), Path(f"ties{ending}"))
    assert b"lastmodified" not in data


def test_another_ending_and_a_partnership_without_relationships_are_refused() -> None:
    with pytest.raises(InputError, match=r"\.csv, \.graphml, \.gexf or \.json"):
        write_network(small(), Path("ties.xlsx"))
    nobody = Partnership(name="Hub", purpose="Meet", stage=[{"stage": "building"}])
    with pytest.raises(InputError, match="relationships: it has none yet"):
        write_network(nobody, Path("ties.csv"))
