"""Sources named in any row are gathered, each once."""

from __future__ import annotations

from partnerlab.analysis.facts.sources import list_sources
from partnerlab.partnership import Partnership


def test_a_source_is_counted_over_tables_and_rows_within_rows():
    hub = Partnership(
        name="Hub",
        purpose="Reach people",
        stage=[{"stage": "planning"}],
        partners=[{"id": "A", "name": "A", "resources": [{"kind": "money", "source": "minute 4"}]}],
        risks=[{"id": "R1", "title": "x", "source": "minute 4"}, {"id": "R2", "title": "y", "source": "register"}],
    )
    assert list_sources(hub).to_numpy().tolist() == [["minute 4", 2, "partners and risks"], ["register", 1, "risks"]]


def test_rows_without_a_source_are_not_told():
    assert list_sources(Partnership(name="Hub", purpose="Reach", stage=[{"stage": "scoping"}])).empty
