"""What the portfolio is told of members, leads, funders and causes."""

from __future__ import annotations

import json

from partnerlab.analysis.facts.membership import summarise_membership
from partnerlab.names import Names
from partnerlab.partnership import Partnership
from partnerlab.partnership.redaction import share


def test_hours_money_lead_and_causes_are_those_of_now() -> None:
    hub = Partnership(
        name="Hub",
        purpose="Reach people",
        stage=[{"stage": "managing"}],
        area="Belfast",
        sponsor="DfC",
        partners=[
            {
                "id": "DfC",
                "name": "Department for Communities",
                "representatives": [
                    {"role": "Director", "hours_a_month": 5},
                    {"role": "Adviser", "hours_a_month": 7, "to": "2025-01-01"},
                ],
                "resources": [{"kind": "money", "amount": 10}, {"kind": "time", "amount": 3}],
            },
            {"id": "Port", "name": "Port"},
        ],
        governance=[{"id": "L", "name": "Lead", "kind": "lead organisation", "members": ["DfC"]}],
        risks=[
            {"id": "R1", "title": "A", "cause": "prices rise"},
            {"id": "R2", "title": "B", "cause": "storms", "closed": "2025-01-01"},
        ],
        funding=[{"from": "Big Fund", "year": "2025/26", "amount": 3}],
    )
    told = summarise_membership(hub)
    assert (told["sponsor"], told["lead"]) == ("Department for Communities",) * 2
    assert (told["causes"], told["funders"]) == (["prices rise"], ["Big Fund"])
    first, second = told["partners"]
    assert (first["hours"], first["money"]) == (5, 10)
    assert (second["hours"], second["money"]) == (None, None)


def test_several_lead_organisations_are_no_lead() -> None:
    two = Partnership(
        name="Hub",
        purpose="Reach people",
        stage=[{"stage": "managing"}],
        partners=[{"id": "A", "name": "A"}, {"id": "B", "name": "B"}],
        governance=[{"id": "L", "name": "Lead", "kind": "lead organisation", "members": ["A", "B"]}],
    )
    assert summarise_membership(two)["lead"] is None


def test_people_are_told_by_post_and_a_code_and_by_neither_when_names_are_left_out() -> None:
    sitting = [{"role": "Director", "name": "Ann Lee"}, {"role": "Clerk"}]
    hub = Partnership(
        name="Hub",
        purpose="Reach people",
        stage=[{"stage": "managing"}],
        partners=[
            {"id": "A", "name": "A", "representatives": sitting},
            {"id": "B", "name": "B", "representatives": [{"role": "Chair", "name": "ann  lee"}]},
        ],
    )
    told = summarise_membership(hub)
    first, second = (row["people"] for row in told["partners"])
    assert [person["role"] for person in (*first, *second)] == ["Director", "Chair"]
    assert first[0]["code"] == second[0]["code"]
    assert "lee" not in json.dumps(told).casefold()
    redacted = summarise_membership(share(hub, redacted=True, names=None))
    assert [row["people"] for row in redacted["partners"]] == [[], []]
    struck = summarise_membership(share(hub, redacted=False, names=Names(("Ann Lee",))))
    assert struck["partners"][0]["people"][0]["code"] not in {first[0]["code"], ""}


def test_outcomes_of_its_own_are_told_by_name_also_where_none_is_said_to_be_served() -> None:
    about = {"name": "Hub", "purpose": "Reach people", "stage": [{"stage": "managing"}]}
    own = [{"id": "better", "name": "Life is better"}, {"id": "safer", "name": "Streets are safer"}]
    both = summarise_membership(Partnership(**about, outcomes={"framework": "own", "own": own}))
    assert both["outcomes"] == ["better", "safer"]
    assert both["own_outcomes"] == {"better": "Life is better", "safer": "Streets are safer"}
    one = summarise_membership(Partnership(**about, outcomes={"framework": "own", "own": own, "aligned": ["safer"]}))
    assert (one["outcomes"], one["own_outcomes"]) == (["safer"], {"safer": "Streets are safer"})
    supplied = {"framework": "wellbeing-2024", "aligned": ["caring-society"]}
    assert "own_outcomes" not in summarise_membership(Partnership(**about, outcomes=supplied))
