"""Constraints: each kind is answered, unanswered, past or not named."""

from __future__ import annotations

import pytest

from partnerlab.analysis.signals.constraints import (
    budget_pressure_is_answered,
    complexity_is_answered,
    deadlines_are_answered,
    limits_are_answered,
)

SOURCES = {
    "deadline": deadlines_are_answered,
    "complexity": complexity_is_answered,
    "participation": limits_are_answered,
    "statutory duty": limits_are_answered,
    "budget": budget_pressure_is_answered,
}


@pytest.mark.parametrize("kind", SOURCES)
def test_something_must_be_done_about_each_that_still_binds(says, kind):
    def ask(*rows: dict[str, object]) -> tuple[str, int, int]:
        named = [{"kind": kind, "text": f"limit {n}", "on": "2026-01-01", **row} for n, row in enumerate(rows)]
        return says(SOURCES[kind], constraints=named)

    assert ask({"response": "bid"}, {"response": "plan"}) == ("supports", 2, 2)
    assert ask({"response": "bid"}, {}) == ("cannot tell", 1, 2)
    assert ask({"response": "bid"}, {"until": "2026-06-01"}) == ("contradicts", 2, 2)
    assert ask({"response": "bid", "until": "2026-06-01"}) == ("contradicts", 1, 1)
    assert ask({"lifted": "2026-02-01"}) == ("cannot tell", 0, 0)
    assert ask() == ("cannot tell", 0, 0)


def test_one_kind_says_nothing_of_another(says):
    assert says(deadlines_are_answered, constraints=[{"kind": "budget", "text": "Cut"}])[0] == "cannot tell"
