"""The portfolio as people read it."""

from __future__ import annotations

import json
from pathlib import Path

from partnerlab.analysis.portfolio import read_portfolio, summarise_partnerships
from partnerlab.digests import own_digest
from partnerlab.display.portfolio import portfolio_in_short, reviews
from partnerlab.page.handover import CITATIONS_TYPE, RESULTS_TYPE

ABOUT = {"stage": "managing", "as_at": "2026-03-31", "illustrative": False, "partners": [], "outcomes": []}


def leave(folder: Path, slug: str, marking: str | None, **more: object) -> None:
    """Leave the results of a partnership without a finding."""
    about = {"slug": slug, "name": slug.title(), "marking": marking, **ABOUT, **more}
    frame = {
        "schema": 2,
        "library": own_digest(),
        "slug": slug,
        "complete": True,
        "notebooks": ["01-scoping"],
        "missing": [],
    }
    lists = {"findings": [], "measures": [], "actions": [], "inputs": []}
    (folder / slug).mkdir(parents=True)
    (folder / slug / "results.json").write_text(json.dumps({**frame, **lists, "partnership": about}), encoding="utf-8")


def test_the_page_bears_every_marking_of_what_it_gathers(tmp_path: Path) -> None:
    for slug, marking in {"a": "OFFICIAL-SENSITIVE", "b": "OFFICIAL", "c": None, "d": "OFFICIAL"}.items():
        leave(tmp_path, slug, marking)
    bundle = portfolio_in_short(read_portfolio(tmp_path), "All stand well.")._repr_mimebundle_()
    handed = bundle[RESULTS_TYPE]
    handed = json.loads(handed) if isinstance(handed, str) else handed
    assert handed == {"partnership": {"marking": "OFFICIAL; OFFICIAL-SENSITIVE"}}


def test_a_portfolio_without_markings_bears_none(tmp_path: Path) -> None:
    leave(tmp_path, "a", None)
    bundle = portfolio_in_short(read_portfolio(tmp_path), "All stand well.")._repr_mimebundle_()
    assert RESULTS_TYPE not in bundle
    assert "¶4.4" in bundle[CITATIONS_TYPE]


def test_what_is_invented_is_said_of_one_of_several_and_of_all(tmp_path: Path) -> None:
    def told(*invented: bool) -> str:
        for number, made_up in enumerate(invented):
            leave(tmp_path / f"{invented}", str(number), None, illustrative=made_up)
        return portfolio_in_short(read_portfolio(tmp_path / f"{invented}"), "All stand well.").html

    assert "Illustrative: 0 holds invented ratings" in told(True)
    assert "Illustrative: 1 holds invented ratings" in told(False, True)
    assert "Illustrative: all of them hold invented ratings" in told(True, True)
    assert "Illustrative" not in told(False)


def test_each_partnership_is_linked_to_its_pages(tmp_path: Path) -> None:
    leave(tmp_path, "a b", None)
    found = read_portfolio(tmp_path)
    assert 'href="a%20b/01-scoping.html"' in reviews(found, summarise_partnerships(found)).html
