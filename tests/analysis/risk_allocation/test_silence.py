"""Which risks' status a partner that has not rated them could change: held against every rating it could give."""

from __future__ import annotations

from datetime import date
from itertools import product

import pytest

from partnerlab.analysis.catalogue import rules_in
from partnerlab.analysis.risk_allocation import doubt_ratings, rules
from partnerlab.analysis.risk_allocation.standing import count_raters, light_of
from partnerlab.partnership import Partnership

COVERS = ("partnerlab.analysis.risk_allocation.rules.silence",)

Given = dict[str, tuple[int, int]]


def hub(given: Given, names: str = "ABC", stage: str = "planning", **tables: object) -> Partnership:
    rated = [
        {"risk": "R1", "by": by, "on": "2026-01-01", "likelihood": likelihood, "impact": impact}
        for by, (likelihood, impact) in given.items()
    ]
    held: dict[str, object] = {
        "partners": [{"id": name, "name": name} for name in names],
        "risks": [{"id": "R1", "title": "Delay", "class": "shared"}],
        "ratings": rated,
    }
    row = {"stage": stage, "on": "2024-01-01"}
    return Partnership(name="Hub", purpose="Reach", stage=[row], **(held | tables)).at(date(2026, 6, 30))


def found(seen: Partnership) -> dict[str, tuple[str, str]]:
    rule = next(row for row in rules_in(rules) if row.code == "RA208")
    return {row.subject: (row.severity.value, row.message) for row in rule.findings(seen)}


def status(seen: Partnership) -> str:
    return light_of(seen, seen.risks[0]).capitalize() if count_raters(seen, seen.risks[0]).enough else "cannot tell"


@pytest.mark.parametrize("combine", ["middle", "highest"])
@pytest.mark.parametrize("appetite", [None, 4])
@pytest.mark.parametrize(
    "given",
    [{"A": (5, 5)}, {"A": (1, 1), "B": (5, 5)}, {"A": (5, 5), "B": (4, 5)}, {"A": (1, 5), "B": (2, 3)}],
)
def test_what_could_be_is_what_stands_when_every_rating_is_entered(given: Given, appetite: int | None, combine: str):
    names = "ABC"
    settings = {"risk_settings": {"combine": combine, "appetite": appetite}}
    seen = hub(given, names, **settings)
    silent = [name for name in names if name not in given]
    steps = [None, *product((1, 3, 5), (1, 2, 4, 5))]
    tried: dict[str, set[str]] = {"one": set(), "all": set()}
    for ratings in product(steps, repeat=len(silent)):
        more = {name: rating for name, rating in zip(silent, ratings, strict=True) if rating is not None}
        now = status(hub(given | more, names, **settings))
        tried["all"].add(now)
        if len(more) <= 1:
            tried["one"].add(now)
    (row,) = doubt_ratings(seen)
    assert row.silent == tuple(silent)
    assert row.bounds.now == status(seen)
    assert (set(row.bounds.one), set(row.bounds.all)) == (tried["one"], tried["all"])


def test_a_risk_that_all_said_to_be_red_stays_red_whatever_one_more_says():
    (row,) = doubt_ratings(hub({"A": (5, 5), "B": (5, 5)}))
    assert row.bounds.stands
    assert found(hub({"A": (5, 5), "B": (5, 5)})) == {
        "the status of risks": (
            "green",
            "1 conclusion on the status of risks stands, whatever else partners would say.",
        )
    }


def test_the_rule_names_whose_rating_could_change_a_status():
    assert found(hub({"A": (5, 5), "B": (1, 1)})) == {
        "the status of risks": (
            "unknown",
            "Cannot tell: 1 of 1 conclusion on the status of risks could change with one answer more. "
            "It may come from C.",
        )
    }


def test_only_those_who_carry_a_risk_are_missed():
    shared = [{"id": "R1", "title": "Delay", "class": "shared", "shared_by": ["A", "B"]}]
    (row,) = doubt_ratings(hub({"A": (5, 5)}, risks=shared))
    assert row.silent == ("B",)


def test_a_rating_agreed_by_all_rests_on_nobodys_silence():
    together = [{"risk": "R1", "on": "2026-01-01", "likelihood": 5, "impact": 5}]
    assert doubt_ratings(hub({}, ratings=together)) == ()
    assert found(hub({}, ratings=together)) == {}


def test_a_rating_of_a_partner_that_left_counts_until_somebody_rates_again():
    """Of 1 and 25 the higher stands; the 25 falls away with any new rating."""
    partners = [{"id": "A", "name": "A"}, {"id": "B", "name": "B"}, {"id": "C", "name": "C", "left": "2026-03-01"}]
    seen = hub({"A": (1, 1), "C": (5, 5)}, partners=partners, thresholds={"least_raters": 1})
    (row,) = doubt_ratings(seen)
    assert row.bounds.now == "Red"
    assert row.bounds.one == {"Red", "Amber", "Green"}


def test_what_nobody_rated_is_asked_for_and_without_a_risk_nothing_is():
    assert found(hub({})) == {"partnership": ("unknown", "Cannot tell: no open risk is rated.")}
    assert found(hub({}, risks=[])) == {}


def test_nothing_is_asked_before_planning():
    assert found(hub({"A": (5, 5)}, stage="building")) == {}
