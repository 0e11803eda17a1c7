"""Where a network has too many ties for a map, partners are ranked by their number of ties."""

from __future__ import annotations

import pandas as pd
import pytest

from partnerlab.analysis import mapping
from partnerlab.display.charts import network
from partnerlab.display.charts.ties import BOTH, ONE, rank_partners
from partnerlab.partnership import read_partnership
from samples import ROOT

EDGES = pd.DataFrame(
    [("B", "A", True), ("B", "C", True), ("B", "D", False), ("C", "A", True)],
    columns=["first", "second", "confirmed"],
)


def test_most_ties_come_first_and_who_has_none_last() -> None:
    drawn = rank_partners(EDGES, ["Z"]).to_dict()
    bars, words = drawn["layer"]
    assert words["encoding"]["y"]["sort"] == ["B", "A", "C", "D", "Z"]
    rows = drawn["datasets"][bars["data"]["name"]]
    assert {(row["partner"], row["said"]): row["ties"] for row in rows} == {
        ("A", BOTH): 2,
        ("B", BOTH): 2,
        ("B", ONE): 1,
        ("C", BOTH): 2,
        ("D", ONE): 1,
    }


@pytest.mark.parametrize(("sample", "mapped"), [("riverside-support-hub", True), ("lough-mental-health", False)])
def test_a_map_is_drawn_as_long_as_its_lines_can_be_told_apart(sample: str, mapped: bool) -> None:
    assessed = mapping.assess_network(read_partnership(ROOT / "parameters" / f"{sample}.yaml"))
    assert (len(assessed.edges) <= network.MOST_LINES) is mapped
    shown = network.network_map(assessed)
    assert ("stand near one another" in shown.how_to_read) is mapped
    assert ("a tangle of lines" in shown.how_to_read) is not mapped
