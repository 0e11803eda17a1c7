"""Members: who may commit, who comes, who stays; known beforehand by counting."""

from __future__ import annotations

import pytest

from partnerlab.analysis.signals.members import (
    members_may_commit,
    members_stay,
    partners_attend,
    partners_remain,
    partners_stay,
)


def seats(*authorities: str | None) -> dict[str, object]:
    rows = [{"role": "Head", "from": "2024-01-01", "authority": authority} for authority in authorities]
    return {"partners": [{"id": f"P{n}", "name": f"P{n}", "representatives": [row]} for n, row in enumerate(rows)]}


@pytest.mark.parametrize(
    ("authorities", "expected"),
    [
        (["commits"] * 3, ("supports", 3, 3)),
        (["commits", "commits", "refers back"], ("contradicts", 3, 3)),
        (["commits", "commits", None], ("cannot tell", 2, 3)),
        (["observes", "commits", None], ("contradicts", 2, 3)),
        (["observes", None, None, None, None], ("cannot tell", 1, 5)),
        (["commits"], ("supports", 1, 1)),
        ([None, None], ("cannot tell", 0, 2)),
        ([], ("cannot tell", 0, 0)),
    ],
)
def test_all_representatives_must_be_able_to_commit(says, authorities, expected):
    assert says(members_may_commit, **seats(*authorities)) == expected


def test_how_many_must_commit_can_be_changed(says):
    found = says(members_may_commit, thresholds={"members_commit": 0.66}, **seats("commits", "commits", "observes"))
    assert found[0] == "supports"


def met(*present: str) -> list[dict[str, object]]:
    return [{"on": f"2026-0{n}-01", "present": list(names)} for n, names in enumerate(present, start=1)]


@pytest.mark.parametrize(
    ("meetings", "expected"),
    [
        (met("AB", "AB", "AB", "A", "A"), ("supports", 2, 2)),
        (met("AB", "AB", "A", "A", "A"), ("contradicts", 2, 2)),
        (met("A"), ("cannot tell", 0, 2)),
        ([], ("cannot tell", 0, 0)),
    ],
)
def test_attendance_is_judged_at_six_meetings_of_ten_and_never_from_one(says, meetings, expected):
    assert says(partners_attend, meetings=meetings) == expected


def test_attendance_counts_meetings_since_joining_and_deputies(says):
    partners = [{"id": "A", "name": "A"}, {"id": "B", "name": "B", "joined": "2026-03-15"}]
    meetings = [*met("A", "A", "A"), *({"on": f"2026-0{n}-01", "present": ["A"], "by_deputy": ["B"]} for n in (4, 5))]
    assert says(partners_attend, partners=partners, meetings=meetings) == ("supports", 2, 2)


def test_a_newcomer_that_could_come_once_is_not_judged(says):
    partners = [{"id": "A", "name": "A"}, {"id": "B", "name": "B", "joined": "2026-03-15"}]
    assert says(partners_attend, partners=partners, meetings=met("A", "A", "A", "A")) == ("supports", 1, 1)


def people(*terms: tuple[str, str | None]) -> dict[str, object]:
    rows = [{"role": f"r{n}", "from": start, "to": end} for n, (start, end) in enumerate(terms)]
    return {"partners": [{"id": "A", "name": "A", "representatives": rows}]}


@pytest.mark.parametrize(
    ("terms", "expected"),
    [
        ([("2024-01-01", None)] * 3 + [("2024-01-01", "2026-05-01")], ("supports", 4, 4)),
        ([("2024-01-01", None)] * 2 + [("2024-01-01", "2026-05-01")], ("contradicts", 3, 3)),
        ([("2024-01-01", None)] * 3 + [("2024-01-01", "2025-05-01")] * 3, ("supports", 6, 6)),
        ([("2026-06-01", None)] * 3, ("cannot tell", 3, 3)),
        ([("2024-01-01", "2026-05-01")], ("cannot tell", 1, 1)),
        ([("2024-01-01", "2026-05-01"), ("2026-05-01", None)], ("cannot tell", 2, 2)),
        ([("2024-01-01", "2026-05-01")] * 2, ("contradicts", 2, 2)),
    ],
)
def test_turnover_is_leavers_over_the_mean_number_sitting(says, terms, expected):
    assert says(members_stay, **people(*terms)) == expected


def test_a_partner_that_left_within_the_year_contradicts_and_an_older_loss_does_not(says):
    def ask(left: str | None, joined: str | None = "2024-01-01") -> str:
        partners = [{"id": "A", "name": "A", "joined": joined, "left": left}, {"id": "B", "name": "B"}]
        return says(partners_stay, partners=partners)[0]

    assert [ask("2026-01-01"), ask("2025-06-30"), ask(None), ask(None, None)] == [
        "contradicts",
        "supports",
        "supports",
        "cannot tell",
    ]


@pytest.mark.parametrize(("gone", "expected"), [(0, "supports"), (1, "supports"), (2, "contradicts")])
def test_partners_remain_until_more_than_half_have_left(says, gone, expected):
    partners = [{"id": n, "name": n, "left": "2026-01-01" if at < gone else None} for at, n in enumerate("AB")]
    assert says(partners_remain, partners=partners)[0] == expected
    assert says(partners_remain, partners=[])[0] == "cannot tell"
