"""The tables of the scoping review: one row for each thing asked, nothing guessed."""

from __future__ import annotations

from datetime import date

import pytest

from partnerlab.analysis import scoping
from partnerlab.analysis.scoping.conditions import SOURCES
from partnerlab.dates import months_since
from partnerlab.guide import assumptions, collaboration_risks

COVERS = (
    "partnerlab.analysis.facts.acceptance",
    "partnerlab.analysis.facts.alignment",
    "partnerlab.analysis.facts.constraints",
    "partnerlab.analysis.facts.levels",
    "partnerlab.analysis.scoping.agenda",
    "partnerlab.analysis.scoping.conditions",
    "partnerlab.analysis.scoping.founders",
    "partnerlab.analysis.scoping.instruments",
    "partnerlab.analysis.scoping.readiness",
    "partnerlab.analysis.scoping.terms",
)

CARING = {"framework": "wellbeing-2024", "aligned": ["caring-society"]}
LONELY = {"id": "lonely", "title": "Lonely", "unit": "%", "good_direction": "down", "outcome": "caring-society"}


def test_a_months_age_counts_whole_months():
    ages = [months_since(date(2025, 8, 31), date(2026, 2, day)) for day in (27, 28)]
    assert ages == [5, 5]
    assert months_since(date(2025, 8, 28), date(2026, 2, 28)) == 6


def test_readiness_says_how_old_each_answer_is_and_whether_that_is_old(hub):
    partners = [
        {
            "id": "A",
            "name": "A",
            "readiness": [{"on": "2025-08-30", "ready": "yes", "willing": "no", "evidence": "letter"}],
        },
        {"id": "B", "name": "B"},
    ]
    table = scoping.assess_readiness(hub(partners=partners)).set_index(["partner", "aspect"])
    assert table.loc[("A", "ready"), ["answer", "months_old", "old", "evidence"]].tolist() == ["yes", 7, True, "letter"]
    assert table.loc[("A", "able"), ["answer", "months_old"]].isna().all()
    assert table.loc[("B", "ready"), "answer"] is None


def test_acceptance_given_before_the_reason_was_reworded_is_marked(hub):
    asked = [{"on": "2026-02-01", "by": "A", "understood": "yes", "accepted": "yes"}]
    table = scoping.assess_acceptance(hub(rationale_stated="2026-03-01", acceptances=asked)).set_index("partner")
    assert table.loc["A", "before_restated"]
    assert table.loc["B", "state"] == "no answer"


def test_an_answer_to_only_one_of_the_two_questions_is_no_full_acceptance(hub):
    asked = [{"on": "2026-02-01", "by": "A", "accepted": "yes"}]
    assert scoping.assess_acceptance(hub(acceptances=asked))["state"].tolist() == ["accepted in part", "no answer"]


def test_founding_roles_are_reviewed_named_vacant_or_not_named(hub):
    table = scoping.assess_founders(
        hub(
            initiator=[{"organisation": "A", "to": "2026-02-01"}],
            broker=[{"organisation": "B", "reviewed": "2026-02-01"}],
        )
    )
    assert table["state"].tolist() == ["vacant", "reviewed in this phase", "not named"]


def test_an_initiator_who_left_once_the_work_was_planned_has_handed_over(hub):
    left = {
        "initiator": [{"organisation": "A", "to": "2026-02-01"}],
        "broker": [{"organisation": "B", "to": "2026-02-01"}],
    }
    table = scoping.assess_founders(hub("planning", **left))
    assert table["state"].tolist() == ["has handed over", "vacant", "not named"]


def test_the_line_of_sight_names_each_gap(hub):
    given = [
        {"partner": "A", "outcome": "caring-society", "indicator": "lonely"},
        {"partner": "B", "outcome": "caring-society"},
    ]
    whole = hub(members="ABC", outcomes={**CARING, "contributions": given}, indicators=[LONELY])
    table = scoping.assess_alignment(whole)
    assert table[["partner", "gap"]].to_numpy().tolist() == [
        ["A", ""],
        ["B", "no indicator named"],
        ["C", "no outcome"],
    ]
    assert scoping.summarise_alignment(whole).idle == ("C",)


def test_an_outcome_that_nobody_serves_still_shows_its_indicators(hub):
    table = scoping.assess_alignment(hub(members="", outcomes=CARING, indicators=[LONELY]))
    assert table[["outcome_title", "indicator_title", "gap"]].to_numpy().tolist() == [
        ["Caring Society", "Lonely", "no partner"]
    ]


def test_partners_that_left_no_longer_contribute(hub):
    partners = [{"id": "A", "name": "A", "left": "2026-02-01"}]
    given = [{"partner": "A", "outcome": "caring-society"}]
    sight = scoping.summarise_alignment(hub(partners=partners, outcomes={**CARING, "contributions": given}))
    assert sight.served == ()


def test_levels_of_the_whole_may_be_judged_on_different_days(hub):
    rows = [{"on": "2026-02-01", "needed": 4, "actual": 1}, {"on": "2026-03-01", "actual": 3, "resourced": 2}]
    gap = scoping.get_level_gap(hub(collaboration=rows))
    assert (gap.lacking, gap.unfunded, gap.on) == (1, 2, date(2026, 3, 1))


def test_a_ladder_of_ones_own_is_as_good_as_a_supplied_one(hub):
    own = {
        "id": "ours",
        "source": "board minute 7",
        "levels": [{"value": 1, "label": "apart"}, {"value": 2, "label": "at one"}],
    }
    ladder = scoping.ladder_of(hub(levels="ours", scales=[own]))
    assert (ladder.label(2), ladder.label(None), ladder.source) == ("2 at one", "not said", "board minute 7")


def test_pairs_leave_out_those_who_left_and_those_outside(hub):
    partners = [{"id": "A", "name": "A"}, {"id": "B", "name": "B"}, {"id": "C", "name": "C", "left": "2026-02-01"}]
    ties = [{"by": "A", "with": other, "on": "2026-01-20", "needed": 4, "actual": 2} for other in ("B", "C", "Press")]
    pairs = scoping.compare_pairs(hub(partners=partners, relationships=ties))
    assert pairs[["first", "second"]].to_numpy().tolist() == [["A", "B"]]


def test_every_condition_of_figure_three_has_something_in_the_data_that_bears_on_it():
    assert set(SOURCES) == {*assumptions().ids, *collaboration_risks().ids}


@pytest.mark.parametrize(
    ("answer", "resourced", "verdict"),
    [
        ("yes", 4, "supported"),
        ("yes", 2, "contradicted"),
        ("yes", None, "on trust"),
        ("partly", 2, "in part"),
        ("no", 4, "does not hold"),
        (None, 4, "no answer"),
        (None, None, "cannot tell"),
    ],
)
def test_a_condition_is_set_against_the_data(hub, answer, resourced, verdict):
    said = [{"condition": "assumption-8", "on": "2026-02-01", "holds": answer}] if answer else []
    rows = [{"on": "2026-02-01", "needed": 4, "resourced": resourced}]
    partners = [{"id": "A", "name": "Body A", "resources": [{"kind": "time", "amount": 24}]}]
    table = scoping.assess_conditions(hub(conditions=said, collaboration=rows, partners=partners))
    assert table.set_index("condition").loc["assumption-8", "verdict"] == verdict


def test_the_agenda_has_eight_items_and_takes_the_meetings_notes_first(hub):
    noted = [{"item": 4, "on": "2026-02-01", "known": "A room on Mondays", "open": "Who pays", "owner": "A"}]
    table = scoping.assess_agenda(hub("scoping", agenda=noted))
    assert table["item"].unique().tolist() == list(range(1, 9))
    fourth = table[table["item"] == 4]
    assert fourth[["state", "text", "owner", "source"]].to_numpy().tolist()[:2] == [
        ["known", "A room on Mondays", "A", "notes"],
        ["open", "Who pays", "A", "notes"],
    ]


def test_what_the_file_answers_is_not_open_on_the_agenda(hub):
    before = scoping.assess_agenda(hub())
    after = scoping.assess_agenda(hub(outcomes=CARING, collaboration=[{"on": "2026-02-01", "needed": 3}]))
    assert "which outcome it should serve" in before["text"].tolist()
    assert "which outcome it should serve" not in after["text"].tolist()
    assert "level needed: 3 coordination" in after["text"].tolist()


def test_a_constraint_is_answered_unanswered_past_or_lifted(hub):
    rows = [
        {"kind": "budget", "text": "1", "response": "bid"},
        {"kind": "budget", "text": "2"},
        {"kind": "deadline", "text": "3", "until": "2026-03-30", "response": "bid"},
        {"kind": "deadline", "text": "4", "until": "2026-03-01", "lifted": "2026-02-15"},
    ]
    table = scoping.assess_constraints(hub(constraints=rows)).set_index("constraint")
    assert table["state"].to_dict() == {"4": "lifted", "3": "past", "1": "answered", "2": "unanswered"}


def test_terms_count_what_no_public_body_answers_for(hub):
    partners = [
        {"id": "Council", "name": "Council", "sector": "local government"},
        {"id": "Charity", "name": "Charity", "sector": "voluntary", "reporting_terms": "yes"},
    ]
    tasks = [
        {"id": "1", "name": "Visit", "responsible": ["Charity"], "accountable": ["Council"]},
        {"id": "2", "name": "Call", "responsible": ["Charity"], "accountable": ["Charity"]},
    ]
    signed = {
        "kind": "MoU",
        "signed": "2026-02-01",
        "signatories": ["Council", "Charity"],
        "clauses": [{"id": "transparency"}],
    }
    paid = [{"on": "2026-02-01", "partner": "Charity", "amount": 100}]
    table = scoping.assess_terms(hub(partners=partners, tasks=tasks, agreements=[signed], spending=paid))
    columns = ["partner", "state", "tasks", "unanswered_tasks", "money", "clause"]
    assert table[columns].to_numpy().tolist() == [["Charity", "agreed", 2, 1, 100.0, True]]


def test_the_instrument_follows_from_what_the_partners_do(hub):
    partners = [
        {"id": "Council", "name": "Council", "sector": "local government"},
        {"id": "Firm", "name": "Firm", "sector": "private"},
    ]
    measure = {"id": "p", "title": "In time", "kind": "how well", "unit": "%", "owner": "Firm"}
    target = {"target": {"period": "2027", "value": 80}}
    paid = [{"on": "2026-02-01", "partner": "Firm", "amount": 50_000}]

    def advice(**answers) -> dict[str, str]:
        table = scoping.choose_instrument(hub(partners=partners, **answers))
        return table.set_index("instrument")["advice"].to_dict()

    assert advice() == {"MoU": "use", "SLA": "cannot tell", "contract": "cannot tell"}
    assert advice(performance=[measure]) == {"MoU": "use", "SLA": "not needed", "contract": "cannot tell"}
    assert advice(performance=[{**measure, **target}], spending=paid)["SLA"] == "use"
    assert advice(spending=paid)["contract"] == "use"
    refused = [{"on": "2026-02-01", "by": "Firm", "understood": "yes", "accepted": "no"}]
    assert advice(acceptances=refused)["MoU"] == "consider"


def test_the_agenda_is_chaired_by_who_chairs_a_body_that_steers(hub):
    team = {"id": "team", "name": "Team", "kind": "delivery", "chair": "Clerk"}
    board = {"id": "board", "name": "Board", "kind": "committee", "chair": "Head"}
    first, second = (set(scoping.assess_agenda(hub(governance=rows))["text"]) for rows in ([team], [team, board]))
    assert "chaired by Clerk" not in first | second
    assert "chaired by Head" in second
