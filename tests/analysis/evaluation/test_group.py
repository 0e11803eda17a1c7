"""Early warnings, life cycle, lasting and features are read from evidence elsewhere in the data, and linked to it."""

from __future__ import annotations

from datetime import date

import pytest

from partnerlab.analysis.evaluation import (
    answer_questions,
    assess_failure_reasons,
    assess_features,
    assess_life_cycle,
    assess_sustainability,
    gather_early_warnings,
    take_measures,
)
from partnerlab.analysis.evaluation import failure_reasons as failing
from partnerlab.analysis.evaluation import features as marks
from partnerlab.analysis.review import find_findings
from partnerlab.guide import failure_reasons, features, life_cycle
from partnerlab.partnership import Partnership, read_partnership
from samples import ROOT, SAMPLES

COVERS = (
    "partnerlab.analysis.evaluation.failure_reasons",
    "partnerlab.analysis.evaluation.features",
    "partnerlab.analysis.evaluation.life_cycle",
    "partnerlab.analysis.evaluation.summary",
    "partnerlab.analysis.evaluation.sustainability",
    "partnerlab.analysis.evaluation.measures",
    "partnerlab.analysis.facts.relationships",
)

PARAMETERS = ROOT / "parameters"


@pytest.fixture(scope="module")
def samples() -> dict[str, Partnership]:
    return {slug: read_partnership(PARAMETERS / f"{slug}.yaml") for slug in SAMPLES}


def hub(stage: str = "managing", **more) -> Partnership:
    made = {
        "name": "Hub",
        "purpose": "Reach people",
        "stage": [{"stage": stage}],
        "partners": [{"id": "A", "name": "A"}],
    }
    return Partnership(**{**made, **more}).at(date(2026, 6, 30))


def test_every_reason_and_feature_of_the_guide_has_sources():
    assert set(failing.SOURCES) == set(failure_reasons().ids)
    assert set(marks.SOURCES) == set(features().ids)


def test_each_reason_is_a_warning_for_the_one_in_trouble_and_none_for_the_one_that_runs(samples):
    states = {slug: assess_failure_reasons(samples[slug])["state"].tolist() for slug in SAMPLES}
    assert states["harbour-regeneration"] == ["warning"] * 7
    assert "warning" not in states["riverside-support-hub"]
    assert set(states["northern-food-network"]) == {"cannot tell"}


def test_warnings_say_where_in_the_files_they_were_read(samples):
    for warning in gather_early_warnings(samples["harbour-regeneration"]):
        placed = [signal.fact for signal in warning.warnings if signal.fact.file]
        assert placed
        assert all(fact.line > 0 for fact in placed)
        assert {signal.topic for signal in warning.signals} <= {"scoping", "mapping", "risk_allocation", "evaluation"}


PAIR = [{"id": name, "name": name} for name in "AB"]


def refusing(*names: str) -> list[dict[str, str]]:
    return [{"on": "2026-01-01", "by": name, "accepted": "no"} for name in names]


def test_one_fact_alone_asks_to_watch_also_beside_what_was_never_entered():
    one = hub("scoping", rationale="None can alone", partners=PAIR, acceptances=refusing("A", "B"))
    assert assess_failure_reasons(one)["state"].iloc[0] == "watch"
    two = one.model_copy(update={"rationale": None})
    building = hub("building", acceptances=refusing("A"))
    assert assess_failure_reasons(building)["state"].iloc[0] == "watch"  # that the reason is not written down warns too
    assert assess_failure_reasons(two)["warning"].iloc[0] == 1


def test_one_observation_gives_no_light():
    one = hub("scoping", rationale="None can alone", acceptances=refusing("A"))
    assert assess_failure_reasons(one)["state"].iloc[0] == "cannot tell"
    found = {row.subject: row for row in find_findings(one) if row.code == "EV401"}["reasons not shared"]
    said = (
        "1 of 2 signals that can tell warns of it by one observation alone; 2 cannot tell. 0 of 1 partner asked accepts"
    )
    assert said in found.message
    lenient = one.model_copy(update={"thresholds": one.thresholds.model_copy(update={"least_observed": 1})})
    assert assess_failure_reasons(lenient)["state"].iloc[0] == "watch"


@pytest.mark.parametrize(("confirmed", "state"), [((False,), "cannot tell"), ((False, False), "watch")])
def test_one_resource_that_is_not_confirmed_is_no_sign_of_too_few(confirmed, state):
    told = [{"on": "2026-01-01", "by": name, "condition": "assumption-8", "holds": "yes"} for name in "AB"]
    offers = [{"kind": "money", "amount": 10, "purpose": "administration", "confirmed": yes} for yes in confirmed]
    seen = hub(
        "managing", conditions=told, partners=[{"id": "A", "name": "A", "resources": offers}, {"id": "B", "name": "B"}]
    )
    assert assess_failure_reasons(seen)["state"].iloc[6] == state


def test_a_feature_is_not_held_against_a_partnership_by_one_signal_alone():
    one = hub("building", partners=PAIR, acceptances=refusing("A", "B"))
    states = assess_features(one).set_index("feature")["state"]
    assert states["feature-outcome"] == "not seen"  # no outcome is recorded, and nobody accepts
    assert set(assess_features(hub("scoping", partners=PAIR, acceptances=refusing("A", "B")))["state"]) == {
        "cannot tell"
    }


def test_nothing_is_held_against_a_partnership_before_its_stage():
    assert set(assess_failure_reasons(hub("scoping"))["state"]) == {"cannot tell"}
    assert assess_failure_reasons(hub("reviewing"))["state"].tolist()[4] == "watch"


def test_what_was_never_entered_makes_no_warning_however_much_else_is_known():
    tasks = [{"id": "t", "name": "T", "accountable": ["A"], "responsible": ["A"]}]
    for more in ({}, {"tasks": tasks}):
        assert "warning" not in assess_failure_reasons(hub("managing", **more))["state"].tolist()


STAGES = {
    "riverside-support-hub": ("norming", "performing"),
    "lough-mental-health": ("norming", "storming"),
    "harbour-regeneration": ("storming", "forming"),
    "northern-food-network": ("forming", None),
    "glens-health-alliance": ("adjourning", "norming"),
}


@pytest.mark.parametrize("slug", SAMPLES)
def test_the_stage_comes_with_the_one_that_competes_and_what_each_asks_for(slug, samples):
    cycle = assess_life_cycle(samples[slug])
    assert (cycle.stage.id, cycle.competing.id if cycle.competing else None) == STAGES[slug]
    assert cycle.table["strategies"].str.len().gt(0).all()
    assert cycle.stage.title.lower() in cycle.sentence


def test_partners_stages_are_counted_in_the_latest_round_only():
    placed = [
        {"on": "2025-01-01", "by": "A", "stage": "forming"},
        {"on": "2026-01-01", "by": "A", "stage": "storming"},
        {"on": "2026-01-10", "by": "B", "stage": "performing"},
    ]
    cycle = assess_life_cycle(hub(partners=[{"id": n, "name": n} for n in "AB"], life_cycle=placed))
    assert cycle.said == {"storming": 1, "performing": 1}
    assert cycle.partners_apart == 2


def test_an_ended_partnership_adjourns():
    ended = hub(
        "ending",
        partners=[{"id": "A", "name": "A", "left": "2026-01-01"}],
        milestones=[{"id": "M", "name": "M", "due": "2025-01-01", "done": "2025-01-01"}],
    )
    assert assess_life_cycle(ended).stage.id == "adjourning"
    assert life_cycle().ids[-1] == "adjourning"


def test_lasting_takes_the_least_favourable_of_the_latest_answers():
    rows = [
        {"condition": "learning", "on": "2025-01-01", "by": "A", "holds": "no"},
        {"condition": "learning", "on": "2026-01-01", "by": "A", "holds": "yes"},
        {"condition": "learning", "on": "2026-01-01", "by": "B", "holds": "partly"},
    ]
    table = assess_sustainability(hub(partners=[{"id": n, "name": n} for n in "AB"], sustainability=rows))
    row = table.set_index("condition").loc["learning"]
    assert (row["holds"], row["answers"], row["partners_differ"]) == ("partly", 2, True)
    assert table.set_index("condition").loc["recognition", "holds"] is None


def test_features_are_six_and_say_what_speaks_against(samples):
    table = assess_features(samples["harbour-regeneration"])
    assert len(table) == 6
    assert "seen" not in set(table["state"])
    assert table["contradicts"].str.len().gt(0).all()


@pytest.mark.parametrize("slug", SAMPLES)
def test_the_four_questions_are_always_answered_in_words(slug, samples):
    table = answer_questions(samples[slug])
    assert len(table) == 4
    assert table["answer"].str.len().gt(20).all()


@pytest.mark.parametrize("slug", SAMPLES)
def test_measures_are_told_once_each_with_their_paragraph_and_no_overall_score(slug, samples):
    rows = take_measures(samples[slug])
    keys = [(row.name, row.subject) for row in rows]
    assert len(keys) == len(set(keys))
    assert all(row.paragraph for row in rows)
    assert not any("score" in row.name or "overall" in row.name for row in rows)


def test_verdicts_leave_as_words(samples):
    found = {(row.name, row.subject): row.value for row in take_measures(samples["lough-mental-health"])}
    assert found["curve_official_rule", "preventable"] == "worsening"
    assert found["curve_against_forecast", "preventable"] == "worse"


def test_a_warning_says_of_how_many_signals_it_is_and_how_many_cannot_tell():
    bare = hub("scoping", rationale="None can alone", partners=PAIR, acceptances=refusing("A", "B"))
    rows = {row.reason.id: row.sentence for row in gather_early_warnings(bare)}
    assert rows["failure-1"].startswith("1 of 2 signals that can tell warns of it; 2 cannot tell. ")
    assert rows["failure-7"] == "0 of 6 signals can tell."
    clear = hub("scoping", rationale="None can alone", partners=PAIR)
    assert {row.reason.id: row.sentence for row in gather_early_warnings(clear)}["failure-1"] == (
        "1 of 4 signals can tell, and none warns of it."
    )
