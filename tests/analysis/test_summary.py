"""A board's two pages say what is true, also of a partnership with nothing recorded, or with a single thing."""

from __future__ import annotations

from datetime import date

import pytest

from analysis.made import followed as sample
from partnerlab.analysis import summary
from partnerlab.analysis.findings import Severity
from partnerlab.analysis.moves.choice import choose_moves, list_candidates
from partnerlab.analysis.review import find_findings
from partnerlab.partnership import Partnership
from samples import SAMPLES

COVERS = (
    "partnerlab.analysis.summary.agreed",
    "partnerlab.analysis.summary.changes",
    "partnerlab.analysis.summary.decisions",
    "partnerlab.analysis.summary.purpose",
    "partnerlab.analysis.summary.questions",
    "partnerlab.analysis.summary.risks",
    "partnerlab.partnership.moves",
)


def hub(**fields: object) -> Partnership:
    stage = [{"stage": "managing", "on": "2026-01-01"}]
    return Partnership(name="Hub", purpose="Reach people", stage=stage, **fields).at(date(2026, 6, 1))


@pytest.mark.parametrize("name", SAMPLES)
def test_the_counts_of_the_topics_add_up_to_all_findings(name: str) -> None:
    lines = summary.describe_topics(sample(name))
    found = find_findings(sample(name))
    for severity in Severity:
        assert sum(line.counts[severity] for line in lines) == sum(row.severity is severity for row in found)


def test_a_purpose_that_nobody_wrote_is_none() -> None:
    asked = hub().replace(purpose="What are we for? One sentence.")
    assert summary.describe_purpose(asked).purpose is None


@pytest.mark.parametrize(
    ("latest", "told"),
    [
        (None, "Nobody can say yet whether anyone is better off: no measure asks it."),
        ([50], "Is anyone better off? Its one measure of that: cannot tell yet."),
        ([50, 60], "Is anyone better off? Its one measure of that: got better."),
    ],
)
def test_whether_anyone_is_better_off(latest: list[float] | None, told: str) -> None:
    values = [{"period": str(2024 + at), "value": value} for at, value in enumerate(latest or [])]
    measure = {"id": "m", "title": "Better", "kind": "better off", "unit": "people", "good_direction": "up"}
    partnership = hub(performance=[measure | {"values": values}] if latest else [])
    assert summary.describe_purpose(partnership).benefit == told


def test_curves_are_the_first_of_the_file_and_the_rest_are_counted() -> None:
    described = summary.describe_purpose(sample("lough-mental-health"))
    assert (len(described.curves), described.more) == (2, 2)
    assert described.curves[1].verdict == "cannot tell yet"  # one method of three can judge so few values


def test_of_changes_the_worst_come_first_and_a_good_one_is_among_them() -> None:
    since = summary.rank_changes(sample("harbour-regeneration"))
    assert since.since == date(2026, 3, 31)
    assert [row.change in ("worse", "new") for row in since.rows] == [True, True, False]


def test_without_an_earlier_review_nothing_is_compared() -> None:
    assert summary.rank_changes(hub()).rows == ()


def test_risks_that_matter_are_red_first_and_none_is_green() -> None:
    rows = summary.list_risks(sample("harbour-regeneration")).rows
    assert [row.light for row in rows] == ["red"] * 3
    assert (rows[0].lead, rows[0].stake) == (None, "£40,000 to £400,000")


@pytest.mark.parametrize(
    ("low", "high", "said"),
    [(25e6, 25e6, "£25m"), (25e6, 26e6, "£25m to £26m"), (25_010_000, 25_020_000, "£25,010,000 to £25,020,000")],
)
def test_what_is_at_stake_is_a_range_only_where_it_is_one(low: float, high: float, said: str) -> None:
    risk = {"id": "R1", "title": "Delay", "probability": 0.5, "low": low, "likely": low, "high": high}
    rated = [{"risk": "R1", "on": "2025-06-01", "likelihood": 5, "impact": 5}]
    assert summary.list_risks(hub(risks=[risk], ratings=rated)).rows[0].stake == said


@pytest.mark.parametrize(("unit", "said"), [("£", "£365,500,000"), ("%", "40%"), ("per 1,000", "40 per 1,000")])
def test_the_latest_value_is_said_in_its_unit(unit: str, said: str) -> None:
    value = 365_500_000 if unit == "£" else 40
    curve = {"id": "I", "title": "I", "unit": unit, "good_direction": "up"}
    described = summary.describe_purpose(hub(indicators=[curve | {"values": [{"period": "2025", "value": value}]}]))
    assert described.curves[0].latest.startswith(f"{said} in 2025")


def test_a_lead_that_has_left_leads_no_more() -> None:
    partnership = hub(
        partners=[{"id": "A", "name": "A"}, {"id": "B", "name": "Beta", "left": "2026-01-01"}],
        risks=[{"id": "R1", "title": "Delay"}],
        ratings=[{"risk": "R1", "on": "2025-06-01", "likelihood": 5, "impact": 5}],
        leads=[{"risk": "R1", "lead": "B", "on": "2025-06-01"}],
    )
    assert [(row.light, row.lead) for row in summary.list_risks(partnership).rows] == [
        ("red", "none, since Beta has left")
    ]


def test_what_is_resolved_is_said_to_be_found_no_more() -> None:
    rows = summary.rank_changes(sample("harbour-regeneration")).rows
    assert [row.text.startswith("earlier: ") for row in rows] == [row.change == "resolved" for row in rows]


@pytest.mark.parametrize(
    ("risks", "told"),
    [
        ([], "No risk is recorded, so nobody knows yet what could go wrong."),
        ([{"id": "R1", "title": "Delay", "closed": "2026-03-01"}], "No open risk is recorded."),
        ([{"id": "R1", "title": "Delay"}], "Their cost is not known."),
    ],
)
def test_risks_at_their_edges(risks: list[dict[str, object]], told: str) -> None:
    assert summary.list_risks(hub(risks=risks)).told == told


@pytest.mark.parametrize(
    ("costs", "told"),
    [
        ([100], "In four years of five, the one open risk costs £100 or less."),
        ([100, 100], "In four years of five, all 2 open risks together cost £200 or less."),
        ([100, None], "In four years of five, 1 of 2 open risks costs £100 or less."),
        ([100, 100, None], "In four years of five, 2 of 3 open risks together cost £200 or less."),
    ],
)
def test_what_open_risks_cost_is_said_of_one_some_and_all(costs: list[float | None], told: str) -> None:
    known = {"probability": 1.0, "low": 100, "likely": 100, "high": 100}
    risks = [{"id": f"R{n}", "title": "Delay", **(known if cost else {})} for n, cost in enumerate(costs)]
    assert summary.list_risks(hub(risks=risks)).told.endswith(told)


def test_a_cost_that_jumps_in_just_four_years_of_five_is_said_from_where_to_where() -> None:
    risks = [{"id": "R1", "title": "Delay", "probability": 0.2, "low": 9, "likely": 9, "high": 9}]
    said = "In four years of five, the one open risk costs between £0 and £9."
    assert summary.list_risks(hub(risks=risks)).told.endswith(said)


def test_what_was_agreed_last_time_and_what_became_of_it() -> None:
    actions = [
        {"id": "A1", "title": "Sign", "owner": "A", "on": "2026-02-01", "due": "2026-04-01"},
        {"id": "A2", "title": "Meet", "on": "2026-02-01", "due": "2026-12-01", "done": "2026-05-01"},
        {"id": "A3", "title": "Later", "on": "2026-05-20", "due": "2026-12-01"},
    ]
    partners = [{"id": "A", "name": "Alpha"}]
    found = summary.follow_up(hub(actions=actions, partners=partners, reviews=[{"on": "2026-03-01"}]))
    assert found.told == "Of 2 actions open on 1 March 2026, 1 is done."
    late = summary.follow_up(hub(actions=actions[:1], partners=partners, reviews=[{"on": "2026-03-01"}]))
    assert late.told == "Of 1 action open on 1 March 2026, none is done."
    assert [(row.what, row.owner, row.became) for row in found.rows] == [
        ("Sign", "Alpha", "open, 61 days late"),
        ("Meet", None, "done"),
    ]


def test_decisions_say_who_by_when_and_what_they_settle() -> None:
    rows = summary.propose_decisions(sample("harbour-regeneration")).rows
    assert all(row.why and row.owner and row.due and row.settles for row in rows)
    assert all(len(row.why.split()) <= 25 and row.why.endswith(".") for row in rows)


def test_what_else_was_tried_is_told_with_the_word_that_excludes_it_the_best_first() -> None:
    harbour = sample("harbour-regeneration")
    proposed = summary.propose_decisions(harbour)
    tried = {row.kind for row in list_candidates(harbour)}
    assert {row.kind for row in proposed.others} < tried
    assert len(proposed.others) == len(tried) - len(proposed.rows)
    told = [(row.kind, row.settles) for row in proposed.others]
    assert told[0] == ("actions", "2 to act on, 3 to attend to and 1 unknown")
    assert told[-1] == ("answers", "19 unknown")
    assert "actions" not in {row.kind for row in summary.propose_decisions(harbour, ["actions"]).others}


def test_a_partnership_with_nothing_recorded_is_asked_to_find_out() -> None:
    proposed = summary.propose_decisions(hub())
    assert proposed.rows[0].settles.endswith(" unknown")
    assert proposed.together == "None of this clears a fault; it settles what is not known."


@pytest.mark.parametrize("name", SAMPLES)
def test_the_sentence_about_all_decisions_counts_what_is_left(name: str) -> None:
    proposed = summary.propose_decisions(sample(name))
    moves = choose_moves(sample(name), frozenset())  # asked as above, so answered once
    before, after = moves.before, moves.after
    left = sum(row.severity is Severity.RED for row in after)
    if any(row.severity is Severity.RED for row in before):
        assert f" {left} of " in proposed.together
    else:
        assert proposed.together == "None of this clears a fault; it settles what is not known."


@pytest.mark.parametrize("name", SAMPLES)
def test_what_no_decision_clears_is_named_where_decisions_leave_room_and_the_rest_counted(name: str) -> None:
    proposed, after = summary.propose_decisions(sample(name)), choose_moves(sample(name), frozenset()).after
    red = [row.message for row in after if row.severity is Severity.RED]
    assert len(proposed.still) == min(len(red), 3, 5 - len(proposed.rows))
    assert proposed.more == len(red) - len(proposed.still)
    assert set(proposed.still) <= set(red)


def test_a_partnership_without_a_way_to_settle_differences_hears_it_on_the_first_page() -> None:
    proposed = summary.propose_decisions(hub())
    assert "No way of settling differences is recorded." in proposed.still


def test_two_risks_of_one_lead_are_counted_in_words() -> None:
    risks = [{"id": f"R{number}", "title": f"Risk {number}", "class": "shared"} for number in (1, 2)]
    leads = [{"risk": row["id"], "lead": "A", "on": "2026-01-01"} for row in risks]
    record = hub(risks=risks, leads=leads, partners=[{"id": "A", "name": "Alpha"}, {"id": "B", "name": "Beta"}])
    (lead,) = (row for row in list_candidates(record) if row.kind == "leads")
    assert lead.detail == "Proposed: Alpha on 2 risks."
