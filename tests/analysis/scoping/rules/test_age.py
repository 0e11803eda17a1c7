"""Old answers are about another time."""

from __future__ import annotations

from datetime import date

import pytest

from partnerlab.analysis.scoping.rules.age import answers_are_current, stages_are_dated
from partnerlab.analysis.scoping.rules.organisations import each_organisation_is_ready
from partnerlab.partnership import Partnership

YES = {"ready": "yes", "willing": "yes", "able": "yes", "evidence": "minute"}


def make(*asked: str, **facts) -> Partnership:
    partners = [
        {"id": name, "name": name, "readiness": [{"on": on, **YES}]} for name, on in zip("ABC", asked, strict=False)
    ]
    stage = [{"stage": "managing", "on": "2019-01-01"}]
    return Partnership(name="Hub", purpose="Help", stage=stage, partners=partners, **facts).at(date(2026, 10, 30))


@pytest.mark.parametrize(
    ("asked", "said"),
    [
        ((), None),
        (("2026-01-01",), None),
        (("2023-10-30",), None),
        (("2019-05-01",), "1 of 1 answer on readiness is more than 36 months old; the oldest is of 1 May 2019."),
        (
            ("2026-01-01", "2019-05-01", "2018-05-01"),
            "2 of 3 answers on readiness are more than 36 months old; the oldest is of 1 May 2018.",
        ),
    ],
)
def test_an_answer_of_2019_is_not_current_and_one_of_three_years_is(asked, said):
    found = [row.message for row in answers_are_current.findings(make(*asked))]
    assert found == ([said] if said else [])


def test_each_kind_of_answer_has_a_finding_of_its_own():
    hub = make(
        "2019-05-01",
        acceptances=[{"on": "2019-05-01", "by": "A", "accepted": "yes"}],
        collaboration=[{"on": "2019-05-01", "needed": 3}, {"on": "2026-05-01", "needed": 3}],
        conditions=[{"condition": "risk-1", "on": "2019-05-01", "holds": "yes"}],
    )
    found = {row.subject for row in answers_are_current.findings(hub)}
    assert found == {"readiness", "the reason", "the conditions of Figure 3"}


def test_old_answers_do_not_show_that_all_are_ready():
    (now,) = each_organisation_is_ready.findings(make("2026-01-01", "2026-01-01"))
    assert now.severity == "green"
    (old,) = each_organisation_is_ready.findings(make("2026-01-01", "2019-01-01"))
    assert old.message == "Cannot tell: 1 of 2 partners last answered more than 36 months ago: B."


def test_dated_stages_say_nothing():
    assert list(stages_are_dated.findings(make())) == []
