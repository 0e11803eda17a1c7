"""Whether partners put the risks in the same order: over the risks that those who rated most all rated."""

from __future__ import annotations

from datetime import date

import pytest

from partnerlab.analysis.risk_allocation import assess_rating_agreement
from partnerlab.partnership import Partnership


def hub(ratings: dict[str, dict[str, int]], *, together: str = "") -> Partnership:
    """Build a partnership whose partners give each risk a likelihood, at an impact of 2."""
    names = sorted({risk for given in ratings.values() for risk in given} | set(together.split()))
    rows = [
        {"risk": risk, "by": by, "on": "2026-01-01", "likelihood": level, "impact": 2}
        for by, given in ratings.items()
        for risk, level in given.items()
    ]
    rows += [{"risk": risk, "on": "2026-02-01", "likelihood": 3, "impact": 2} for risk in together.split()]
    whole = Partnership(
        name="Hub", purpose="Reach", stage=[{"stage": "planning"}],
        partners=[{"id": name, "name": name} for name in "ABC"],
        risks=[{"id": name, "title": name} for name in names], ratings=rows,
    )  # fmt: skip
    return whole.at(date(2026, 6, 30))


def test_the_same_order_is_one_whatever_the_levels():
    found = assess_rating_agreement(hub({"A": {"R1": 1, "R2": 2, "R3": 3}, "B": {"R1": 2, "R2": 4, "R3": 5}}))
    assert (found.value, found.raters, found.units) == (pytest.approx(1), 2, 3)


def test_orders_that_oppose_each_other_are_nought():
    found = assess_rating_agreement(hub({"A": {"R1": 1, "R2": 2, "R3": 3}, "B": {"R1": 3, "R2": 2, "R3": 1}}))
    assert found.value == pytest.approx(0)


def test_who_rated_a_single_risk_does_not_take_the_others_out():
    """All three together rated one risk, two of them three: three risks by two raters are more to compare."""
    found = assess_rating_agreement(
        hub({"A": {"R1": 1, "R2": 2, "R3": 3}, "B": {"R1": 2, "R2": 4, "R3": 5}, "C": {"R1": 5}})
    )
    assert (found.raters, found.units, found.value) == (2, 3, pytest.approx(1))


def test_what_all_agreed_together_says_nothing_of_agreement():
    assert assess_rating_agreement(hub({}, together="R1 R2")) is None
    mixed = assess_rating_agreement(hub({"A": {"R1": 1, "R2": 2}, "B": {"R1": 2, "R2": 4}}, together="R2"))
    assert mixed.value is None


def test_one_rater_agrees_with_nobody():
    found = assess_rating_agreement(hub({"A": {"R1": 1, "R2": 2}}))
    assert found.value is None
    assert found.sentence == (
        "Not enough data for Kendall's W: 1 rater and 2 items with enough answers; at least 2 of each are needed."
    )


def test_nobody_rated_gives_nothing():
    assert assess_rating_agreement(hub({})) is None
