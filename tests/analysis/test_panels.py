"""Like with like: a light that changed because somebody left, joined or kept silent is neither better nor worse."""

from __future__ import annotations

from datetime import date

import pandas as pd

from partnerlab.analysis.changes import CHANGES, compare_reviews
from partnerlab.analysis.findings import Severity
from partnerlab.analysis.panels import Move, compare_answers, compare_signals, compare_spreads, move_of
from partnerlab.analysis.review import find_findings
from partnerlab.analysis.signals.signal import Polarity, Signal
from partnerlab.partnership import Partnership

THEN, NOW = "2025-01-01", "2025-06-01"
SINCE, AS_AT = date(2025, 3, 1), date(2025, 6, 30)


def hub(**parts) -> Partnership:
    least = {"name": "Hub", "purpose": "Reach people", "stage": [{"stage": "managing", "on": "2024-01-01"}]}
    listed = [{"id": name, "name": name, "joined": "2024-01-01"} for name in "ABC"]
    return Partnership(**{**least, "partners": listed, "reviews": [{"on": "2025-03-01"}], **parts}).at(AS_AT)


def changes(partnership: Partnership, code: str) -> pd.DataFrame:
    frame = compare_reviews(partnership, since=SINCE)
    return frame[frame["code"] == code].set_index("what")


def rating(by: str | None, on: str, likelihood: int, impact: int) -> dict[str, object]:
    return {"risk": "R1", "by": by, "on": on, "likelihood": likelihood, "impact": impact}


def answer(by: str, on: str, word: str) -> dict[str, object]:
    return {"by": by, "on": on, "item": 1, "answer": word}


RISK = {"risks": [{"id": "R1", "title": "Delay", "class": "shared", "on": THEN, "appetite": 3}]}


def test_means_are_compared_over_those_who_answered_both_times() -> None:
    assert compare_answers({"A": 1, "B": 9}, {"A": 2, "C": 0}) == Move(
        "better", "B answered only before; C answered only now"
    )
    assert compare_answers({"A": 1}, {"B": 1}).word == "other raters"


def test_what_became_known_is_neither_better_nor_worse() -> None:
    """A signal that speaks against it was known at both dates; a second one is known only now."""
    refusals = [{"on": THEN, "by": name, "accepted": "no"} for name in "ABC"]
    doubts = [{"on": NOW, "by": name, "item": 1, "answer": "not in place"} for name in "ABC"]
    seen = hub(rationale="None can alone", acceptances=refusals, checklist=doubts)
    row = changes(seen, "EV401").loc["reasons not shared"]
    assert row["before"].startswith("Attend to: 1 of 2 signals that can tell warns of it")
    assert row["after"].startswith("Act now: 2 of 3 signals that can tell warn of it")
    assert row["change"] == "known for the first time"


def test_signals_known_at_both_dates_decide_what_is_worse() -> None:
    consent = [{"on": THEN, "by": name, "understood": "yes", "accepted": "yes"} for name in "ABC"]
    refusals = [{"on": NOW, "by": name, "accepted": "no"} for name in "ABC"]
    doubts = [{"on": NOW, "by": name, "item": 1, "answer": "not in place"} for name in "ABC"]
    seen = hub(rationale="None can alone", acceptances=[*consent, *refusals], checklist=doubts)
    row = changes(seen, "EV401").loc["reasons not shared"]
    assert row["change"] == "worse"
    assert "“checklist item 1” was known only now" in row["after"]


def test_a_signal_from_an_answer_has_the_name_of_what_was_asked() -> None:
    two = [Signal(Polarity.CONTRADICTS, "no", name=name) for name in ("late", "assumption-8")]
    now = [Signal(Polarity.SUPPORTS, "yes", name="late"), two[1]]
    assert "“Enough resources” was known only now" in compare_signals(two[:1], now).left_out


def test_signals_move_only_where_they_could_tell_both_times() -> None:
    for_it, against = (Signal(word, "", name="x") for word in (Polarity.SUPPORTS, Polarity.CONTRADICTS))
    other = Signal(Polarity.CONTRADICTS, "", name="y")
    assert compare_signals([], [against]).word == "known for the first time"
    assert compare_signals([against], []).word == "no longer known"
    assert compare_signals([for_it], [against]).word == "worse"
    assert compare_signals([against], [for_it, other]).word == "better"
    assert compare_signals([for_it], [for_it]).word == "same"
    assert compare_signals([], []).word == "other raters"  # nothing could be told


def test_a_risk_that_its_critic_no_longer_rates_is_not_better() -> None:
    left = [{"id": "A", "name": "A", "left": "2025-05-01"}, {"id": "B", "name": "B"}]
    rows = [rating("A", THEN, 5, 5), rating("B", THEN, 2, 3), rating("B", NOW, 2, 3)]
    seen = hub(partners=left, ratings=rows, **RISK)
    assert move_of("RA503", "risk R1", seen.at(SINCE), seen) == Move("same", "A rated only before")


def test_a_fault_is_resolved_only_by_those_who_saw_it() -> None:
    left = [{"id": "A", "name": "A", "left": "2025-05-01"}, {"id": "B", "name": "B"}]
    rows = [rating("A", THEN, 5, 5), rating("B", THEN, 1, 3)]
    without_its_critic = hub(partners=left, ratings=[*rows, rating("B", NOW, 1, 3)], **RISK)
    assert changes(without_its_critic, "RA503").loc["risk R1", "change"] == "gone"  # 25 to 3, but B says the same
    lower = hub(ratings=[*rows, rating("A", NOW, 1, 3)], **RISK)
    assert changes(lower, "RA503").loc["risk R1", "change"] == "resolved"


def test_what_was_in_place_is_gone_and_not_resolved() -> None:
    ends = {"leads": [{"risk": "R1", "lead": "A", "on": THEN}, {"risk": "R1", "on": NOW}]}
    assert changes(hub(**RISK, **ends), "RA303").loc["partnership", "change"] == "no longer known"
    assert changes(hub(**RISK, **ends), "RA104").loc["partnership", "change"] == "gone"


def test_a_fault_with_the_whole_that_is_found_with_a_part_is_not_resolved() -> None:
    """Carried over once it is told as a share; carried over twice the action is told by itself."""
    late = {"id": "X", "title": "Sign", "on": "2024-02-01", "owner": "A", "due": "2024-05-01"}
    seen = hub(actions=[late], reviews=[{"on": day} for day in ("2024-06-01", "2025-03-01")])
    rows = compare_reviews(seen, since=date(2024, 9, 1))
    told = rows[rows["code"] == "EV406"].set_index("what")["change"].to_dict()
    assert told == {"partnership": "gone", "action X": "new"}


def test_a_fault_in_whose_place_another_came_is_not_resolved() -> None:
    ends = {"leads": [{"risk": "R1", "lead": "A", "on": THEN, "accepted": False}, {"risk": "R1", "on": NOW}]}
    assert changes(hub(**RISK, **ends), "RA302").loc["risk R1", "change"] == "gone"  # withdrawn, so nobody leads
    agreed = {"leads": [ends["leads"][0], {"risk": "R1", "lead": "A", "on": NOW, "accepted": True}]}
    assert changes(hub(**RISK, **agreed), "RA302").loc["risk R1", "change"] == "resolved"


def test_a_risk_that_rose_while_it_stayed_past_its_mark_is_not_better() -> None:
    rows = [rating(None, "2024-01-01", 3, 4), rating(None, THEN, 4, 4), rating(None, NOW, 5, 4)]
    past = {"reviews": [{"on": "2024-06-01"}, {"on": "2025-03-01"}]}
    worsened = changes(hub(ratings=rows, **RISK, **past), "RA501")
    # 12 to 16 turned red, 16 to 20 did not: the light fell from red to amber while the risk rose
    assert worsened.loc["risk R1", "change"] == "worse"


def test_from_and_to_unknown_is_neither_better_nor_worse() -> None:
    able, unable = ([answer(by, NOW, "in place") for by in "ABC"], [answer(by, THEN, "don't know") for by in "ABC"])
    known = changes(hub(checklist=[*able, *unable]), "EV501")
    assert known.loc["item 1", "change"] == "known for the first time"
    able, unable = ([answer(by, THEN, "in place") for by in "ABC"], [answer(by, NOW, "don't know") for by in "ABC"])
    lost = changes(hub(checklist=[*able, *unable]), "EV501")
    assert lost.loc["item 1", "change"] == "no longer known"
    assert set(compare_reviews(hub(), since=SINCE)["change"]) <= set(CHANGES)


def test_an_item_is_no_better_because_who_said_no_kept_silent() -> None:
    rows = [answer("B", THEN, "not in place"), *(answer(by, on, "in place") for by in "AC" for on in (THEN, NOW))]
    assert changes(hub(checklist=rows), "EV501").loc["item 1", "change"] == "no longer known"
    row = changes(hub(checklist=rows, thresholds={"heard_in_full": 0.5}), "EV501").loc["item 1"]
    assert row["change"] == "changed"
    assert "B answered only before" in row["after"]


def test_an_instrument_is_no_better_because_the_unhappiest_left_it_blank() -> None:
    rows = [
        {"instrument": "vichealth", "on": on, "by": by, "score": score}
        for on, by, score in ((THEN, "A", 140), (THEN, "B", 60), (NOW, "A", 138))
    ]
    seen = move_of("EV509", "vichealth", hub(surveys=rows).at(SINCE), hub(surveys=rows))
    assert seen == Move("worse", "B gave a full answer only before")


def test_an_instrument_of_items_is_no_better_because_the_unhappiest_left_one_item_blank() -> None:
    rows = [
        {"on": on, "by": by, "item": item, "value": value}
        for on in (THEN, NOW)
        for by, value in (("A", 5), ("C", 5), ("B", 1))
        for item in ("1", "2")
        if (on, by, item) != (NOW, "B", "2")
    ]
    tool = {"id": "ours", "title": "Ours", "scored_as": "tcrp-106", "items": [{"id": "1"}, {"id": "2"}]}
    seen = hub(instruments=[{**tool, "responses": rows}])
    assert move_of("EV509", "ours", seen.at(SINCE), seen) == Move("same", "B gave a full answer only before")
    (told,) = [found for found in find_findings(seen, "evaluation") if found.key == ("EV509", "ours")]
    assert told.severity is not Severity.GREEN
    assert told.message.endswith("Not counted, because items are missing: B (1 of 2).")


def test_partners_do_not_agree_more_because_who_stood_alone_is_silent() -> None:
    assert compare_spreads({"A": 2, "B": 1, "C": 0}, {"A": 2, "B": 1}) == Move("same", "C answered only before")
    assert compare_spreads({"A": 2, "B": 0}, {"A": 2, "B": 1}) == Move("better", "")
    assert compare_spreads({"A": 2, "B": 0}, {"A": 2, "C": 0}).word == "other raters"


def test_a_condition_of_lasting_is_compared_over_those_who_answered_both_times() -> None:
    said = [("A", THEN, "no"), ("B", THEN, "yes"), ("B", NOW, "partly"), ("C", NOW, "yes")]
    rows = [{"condition": "learning", "by": by, "on": on, "holds": holds} for by, on, holds in said]
    partners = [{"id": "A", "name": "A", "left": "2025-05-01"}, {"id": "B", "name": "B"}, {"id": "C", "name": "C"}]
    seen = hub(partners=partners, sustainability=rows)
    moved = move_of("EV302", "learning", seen.at(SINCE), seen)
    assert moved == Move("worse", "A answered only before; C answered only now")


def test_what_does_not_rest_on_answers_is_not_compared_by_them() -> None:
    assert move_of("MA101", "partnership", hub(), hub()) is None


def test_a_number_that_reads_the_same_has_not_changed() -> None:
    frame = compare_reviews(hub(ratings=[rating("A", THEN, 2, 2)], **RISK), since=SINCE)
    measures = frame[frame["kind"] == "measure"]
    assert (measures["before"] != measures["after"]).all()


def members(**left: str) -> list[dict[str, object]]:
    """A, B and C, some of whom left on a day."""
    return [{"id": name, "name": name, "joined": "2024-01-01", "left": left.get(name)} for name in "ABC"]


APART = [rating("A", THEN, 2, 5), rating("B", THEN, 2, 5), rating("C", THEN, 5, 5)]


def test_that_the_one_who_saw_it_otherwise_left_resolves_no_difference() -> None:
    seen = hub(**RISK, ratings=APART, partners=members(C="2025-04-01"))
    assert changes(seen, "RA203").loc["risk R1", "change"] == "gone"


def test_a_difference_is_resolved_by_those_who_had_it_alone_or_with_all() -> None:
    for later in (rating("C", NOW, 2, 5), rating(None, NOW, 3, 5)):
        assert changes(hub(**RISK, ratings=[*APART, later]), "RA203").loc["risk R1", "change"] == "resolved", later


def test_a_refusal_is_resolved_by_accepting_and_not_by_leaving() -> None:
    said = [{"on": THEN, "by": name, "understood": "yes", "accepted": "no" if name == "C" else "yes"} for name in "ABC"]
    gone = hub(rationale="None can alone", acceptances=said, partners=members(C="2025-04-01"))
    assert changes(gone, "SC102").loc["C", "change"] == "gone"
    yes = {"on": NOW, "by": "C", "understood": "yes", "accepted": "yes"}
    won = hub(rationale="None can alone", acceptances=[*said, yes])
    assert changes(won, "SC102").loc["C", "change"] == "resolved"


def test_closing_a_risk_gives_it_no_lead() -> None:
    risk = RISK["risks"][0]
    closed = hub(risks=[risk | {"closed": NOW}])
    assert changes(closed, "RA104").loc["risk R1", "change"] == "gone"
    led = hub(**RISK, leads=[{"risk": "R1", "lead": "A", "on": NOW}])
    assert changes(led, "RA104").loc["risk R1", "change"] == "resolved"


def test_a_missing_lead_is_no_worse_because_the_risk_was_rated_for_the_first_time() -> None:
    high = [rating(name, NOW, 5, 5) for name in "ABC"]
    row = changes(hub(**RISK, ratings=high), "RA104").loc["risk R1"]
    assert (row["change"], row["after"]) == (
        "known for the first time",
        "Act now: No lead is recorded for “Delay”; the risk is red.",
    )
    low = [rating(name, THEN, 2, 2) for name in "ABC"]
    assert changes(hub(**RISK, ratings=[*low, *high]), "RA104").loc["risk R1", "change"] == "worse"
    others = [rating(name, THEN, 5, 5) for name in "AC"] + [rating("B", THEN, 1, 1), rating("B", NOW, 1, 1)]
    left = hub(**RISK, ratings=others, partners=members(C="2025-04-01"))
    assert "RA104" not in set(compare_reviews(left, since=SINCE)["code"])
