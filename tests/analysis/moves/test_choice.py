"""Which decisions are proposed: the few that clear most, the same every time, and they do what is said of them."""

from __future__ import annotations

import shutil
from collections.abc import Sequence
from datetime import date
from itertools import combinations, pairwise
from pathlib import Path

import pytest

from analysis.made import followed as sample
from partnerlab.analysis.findings import Severity
from partnerlab.analysis.moves.candidate import Candidate
from partnerlab.analysis.moves.choice import Moves, choose_moves, list_candidates
from partnerlab.analysis.moves.plans import ask_for_measures
from partnerlab.analysis.moves.trial import Trial, compare_findings, try_candidate
from partnerlab.analysis.review import find_findings
from partnerlab.analysis.risk_allocation.allocation import allocate_risks
from partnerlab.analysis.weights import weigh_findings
from partnerlab.partnership import Partnership, edit_partnership, read_partnership
from partnerlab.partnership.moves import EFFORTS, MOVE_KINDS
from samples import ROOT, SAMPLES

COVERS = (
    "partnerlab.analysis.moves.people",
    "partnerlab.analysis.moves.plans",
    "partnerlab.analysis.moves.requests",
    "partnerlab.analysis.moves.trial",
)


def moves_of(name: str) -> Moves:
    return choose_moves(sample(name), frozenset())  # asked as the summary asks, so answered once


def harbour() -> Moves:
    return moves_of("harbour-regeneration")


@pytest.mark.parametrize("name", SAMPLES)
def test_at_most_five_are_proposed_and_each_clears_something(name: str) -> None:
    moves = moves_of(name)
    assert 1 <= len(moves.chosen) <= 5
    assert all(trial.gain > (0, 0, 0) and trial.cleared for trial in moves.chosen)
    kinds = [trial.candidate.kind for trial in (*moves.chosen, *moves.left)]
    assert len(kinds) == len(set(kinds))
    assert set(kinds) <= set(MOVE_KINDS) == set(EFFORTS)


@pytest.mark.parametrize("name", SAMPLES)
def test_they_are_the_same_every_time_and_whether_answers_are_carried_over_or_not(name: str) -> None:
    again = choose_moves(read_partnership(ROOT / "parameters" / f"{name}.yaml"))
    assert [trial.candidate for trial in again.chosen] == [trial.candidate for trial in moves_of(name).chosen]
    assert again.cleared == moves_of(name).cleared


def test_what_is_proposed_first_clears_most_by_itself() -> None:
    moves = harbour()
    assert all(moves.chosen[0].gain >= trial.gain for trial in moves.left)


def test_no_other_set_of_two_clears_more_red_on_the_sample_in_trouble() -> None:
    """Brute force over all pairs of decisions that clear red alone, against the first two of the greedy choice."""
    start = sample("harbour-regeneration")
    trials = [try_candidate(start, row) for row in list_candidates(start) if row.steps]
    red = [trial for trial in trials if trial.gain.red > 0]

    def gain(first: Trial, then: Candidate) -> float:
        return first.gain.red + try_candidate(first.after, then).gain.red

    best = max(gain(one, other.candidate) for one, other in combinations(red, 2))
    one, other = harbour().chosen[:2]
    assert gain(try_candidate(start, one.candidate), other.candidate) == pytest.approx(best)


def test_a_file_and_a_caller_can_exclude_a_decision() -> None:
    first = harbour().chosen[0].candidate.kind
    start = sample("harbour-regeneration")
    by_caller = choose_moves(start, frozenset({first}))
    settings = type(start.moves)(exclude=(first,), most=3)
    by_file = choose_moves(start.replace(moves=settings))
    assert first not in {trial.candidate.kind for trial in (*by_caller.chosen, *by_caller.left, *by_file.chosen)}
    assert len(by_file.chosen) == 3


def test_weights_of_the_file_decide() -> None:
    """Where nothing but an unconfirmed date weighs anything, nothing else is proposed before it."""
    start = sample("harbour-regeneration")
    worth = dict.fromkeys(MOVE_KINDS, 0.0) | {"responses": 1.0}
    chosen = choose_moves(start.replace(moves=type(start.moves)(worth=worth))).chosen
    assert [trial.candidate.kind for trial in chosen] == ["responses"]


def test_a_request_invents_no_answer_and_counts_what_it_would_settle() -> None:
    moves = moves_of("northern-food-network")
    asked = next(trial for trial in moves.chosen if trial.candidate.kind == "answers")
    assert asked.candidate.steps == ()
    assert {finding.severity for finding in asked.cleared} == {Severity.UNKNOWN}
    assert len({finding.enter.field for finding in asked.cleared if finding.enter}) == 1


def test_nothing_recorded_leaves_nothing_to_sign_and_no_lead_to_name() -> None:
    empty = Partnership(name="Hub", purpose="Reach people", stage=[{"stage": "scoping"}])
    assert [trial.candidate.kind for trial in choose_moves(empty).chosen] == ["answers"]


def test_leads_are_those_that_the_allocation_finds_best() -> None:
    lead = next(trial for trial in harbour().chosen if trial.candidate.kind == "leads")
    proposed = {step.value["risk"]: step.value["lead"] for step in lead.candidate.steps}
    allocation = allocate_risks(sample("harbour-regeneration"))
    best = {risk: allocation.best_lead(risk) for risk in proposed}
    assert {"H2", "H3", "H6"} <= {risk for risk, partner in best.items() if partner}
    assert proposed == {risk: partner or allocation.today[risk] for risk, partner in best.items()}


# Each decision tried by hand, with the writer, on every sample


@pytest.fixture(scope="module")
def place(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("by-hand")
    shutil.copytree(ROOT / "parameters", folder / "parameters")
    return folder / "parameters"


def write(place: Path, name: str, trials: Sequence[Trial]) -> Partnership:
    """Return the partnership that the files would hold, by the same verbs and paths as `partnerlab set` and `add`."""
    edit = edit_partnership(place / f"{name}.yaml", command="test")
    for trial in trials:
        for step in trial.candidate.steps:
            if step.verb == "set":
                edit.set(step.path, step.value)
            else:
                edit.add(step.path, step.value)
    as_at = sample(name).as_at
    assert as_at is not None
    return edit.propose().partnership.at(as_at)


def keys(found: tuple[object, ...]) -> set[tuple[str, str, str]]:
    return {(row.code, row.subject, row.severity.value) for row in found}  # type: ignore[attr-defined]


@pytest.mark.parametrize("name", SAMPLES)
def test_decisions_written_into_the_files_change_the_findings_as_the_summary_says(place: Path, name: str) -> None:
    chosen = moves_of(name).chosen
    found = [find_findings(write(place, name, chosen[:number])) for number in range(len(chosen) + 1)]
    assert keys(found[0]) == keys(moves_of(name).before)
    for trial, (before, after) in zip(chosen, pairwise(found), strict=True):
        cleared, brought = compare_findings(before, after)
        said = trial.cleared if trial.candidate.steps else ()  # a request settles nothing before it is answered
        assert (keys(cleared), keys(brought)) == (keys(said), keys(trial.brought)), trial.candidate.kind
        assert trial.cleared
    assert keys(found[-1]) == keys(moves_of(name).after)


def test_all_five_together_clear_a_third_of_what_calls_for_action_on_the_sample_in_trouble() -> None:
    reds = [sum(row.severity is Severity.RED for row in found) for found in (harbour().before, harbour().after)]
    assert reds[1] < reds[0] / 1.5


def test_no_amount_of_amber_outweighs_a_red() -> None:
    partnership = sample("harbour-regeneration")
    found = find_findings(partnership)
    red = [finding for finding in found if finding.severity is Severity.RED][:1]
    amber = [finding for finding in found if finding.severity is Severity.AMBER]
    assert weigh_findings(partnership, red) > weigh_findings(partnership, amber)


def test_a_red_risk_with_an_undated_control_is_not_said_to_have_nothing_under_way() -> None:
    red = {"on": "2026-01-10", "likelihood": 5, "impact": 5}
    hub = Partnership(
        name="Hub",
        purpose="Meet",
        stage=[{"stage": "managing", "on": "2025-01-10"}],
        partners=[{"id": "A", "name": "Alpha"}, {"id": "B", "name": "Beta"}],
        risks=[{"id": key, "title": key, "class": "shared", "on": "2025-02-01"} for key in ("R1", "R2")],
        ratings=[{"risk": key, **red} for key in ("R1", "R2")],
        controls=[
            {"risk": "R1", "control": "Waiting list", "on": "2026-01-10"},
            {"risk": "R2", "control": "Rota", "owner": "A", "due": "2026-06-30", "on": "2026-01-10"},
        ],
    )
    asked = ask_for_measures(hub.at(date(2026, 1, 10)))
    assert asked is not None
    assert asked.why == "1 of 2 red risks has no dated measure on time."
