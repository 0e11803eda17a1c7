"""What findings and summaries say is true at its edges: none, one, some, all, ties and unknown."""

from __future__ import annotations

import inspect
from datetime import date

import pandas as pd
import pytest

from file_keys import is_key
from partnerlab.analysis.catalogue import rules_in
from partnerlab.analysis.evaluation import rules, summarise_actions, summarise_benefit, summarise_warnings
from partnerlab.analysis.evaluation.life_cycle import LifeCycle, assess_life_cycle
from partnerlab.analysis.evaluation.rules import ways
from partnerlab.analysis.findings import Basis
from partnerlab.guide import life_cycle as life_cycle_of_the_guide
from partnerlab.partnership import Partnership

TODAY = date(2026, 6, 30)
A, B, C = ({"id": name, "name": f"{name} Council"} for name in "ABC")
ACTION = {"id": "X", "title": "Sign", "owner": "A", "due": "2026-12-31", "on": "2025-01-01", "subject": "agreement"}
REVIEWS = [{"on": "2025-12-31"}, {"on": "2026-06-30"}]
LASTING = {"condition": "learning", "on": "2026-01-01"}


def hub(**more) -> Partnership:
    made = {
        "name": "Hub",
        "purpose": "Reach people",
        "stage": [{"stage": "reviewing", "on": "2024-01-01"}],
        "partners": [A, B, C],
    }
    return Partnership(**{**made, **more}).at(TODAY)


def told(code: str, seen: Partnership, subject: str | None = None) -> list[tuple[str, str]]:
    rule = next(row for row in rules_in(rules) if row.code == code)
    return [(row.severity.value, row.message) for row in rule.findings(seen) if subject in {None, row.subject}]


def answers(given: dict[str, str], item: int = 1, on: str = "2026-06-01", **more) -> list[dict[str, object]]:
    return [{"on": on, "by": by, "item": item, "answer": answer, **more} for by, answer in given.items()]


def measure(kind: str, name: str = "P", values: tuple = (), **more) -> dict[str, object]:
    rows = [dict(zip(("period", "value", "numerator", "denominator"), row, strict=False)) for row in values]
    return {"id": name, "title": name, "kind": kind, "unit": "%", "values": rows, **more}


def actions(*changes: dict[str, object]) -> list[dict[str, object]]:
    return [{**ACTION, "id": f"X{number}", **change} for number, change in enumerate(changes)]


OPEN, LATE, BARE, DONE = {}, {"due": "2026-06-29"}, {"due": None}, {"done": "2026-01-10"}
KINDS = [measure(kind, kind) for kind in ("how much", "how well", "better off")]
ONCE, TWICE = (("2026Q1", 50.0, 5, 10),), (("2025Q4", 50.0, 5, 10), ("2026Q1", 50.0, 5, 10))
AIM = {"indicator": "I"}
INDICATOR = {"id": "I", "title": "Lonely", "unit": "%", "good_direction": "down"}

SENTENCES = [
    # code, what the partnership answers, subject, severity, the whole sentence
    ("EV202", {}, None, "amber", "No performance measure is recorded."),
    (
        "EV202",
        {"performance": KINDS[:1]},
        None,
        "amber",
        "1 performance measure asks how much is done; none asks how well and whether anyone is better off.",
    ),
    ("EV202", {"performance": KINDS}, None, "green", "3 performance measures ask all three questions between them."),
    (
        "EV203",
        {"performance": [measure("better off", indicator="I")], "indicators": [INDICATOR]},
        None,
        "green",
        "1 measure of benefit names the indicator it should move.",
    ),
    ("EV203", {}, None, "unknown", "Cannot tell: no measure of whether anyone is better off is recorded."),
    (
        "EV203",
        {"performance": [measure("better off")], "indicators": [INDICATOR]},
        None,
        "unknown",
        "Cannot tell: 1 of 1 measure of benefit has no indicator recorded that it should help to move: “P”.",
    ),
    (
        "EV203",
        {"performance": [measure("better off", name, **aim) for name, aim in (("P", {}), ("Q", {}), ("R", AIM))]}
        | {"indicators": [INDICATOR]},
        None,
        "unknown",
        "Cannot tell: 2 of 3 measures of benefit have no indicator recorded that they should help to move: "
        "“P” and “Q”.",
    ),
    (
        "EV206",
        {"performance": [measure("how well", values=(("2026Q1", 50.0),))]},
        None,
        "unknown",
        "Cannot tell: “P” is in per cent, and no denominator is recorded.",
    ),
    ("EV208", {}, None, "unknown", "Cannot tell: no performance measure is recorded."),
    ("EV208", {"performance": KINDS}, None, "unknown", "Cannot tell: no performance measure has a value."),
    (
        "EV208",
        {"performance": [*KINDS, measure("how well", values=ONCE)]},
        None,
        "amber",
        "1 of 4 measures has a figure that is at most 6 months old; the rest have none.",
    ),
    (
        "EV208",
        {"performance": [measure("how well", values=(("2025Q1", 50.0),), owner="A")]},
        None,
        "amber",
        "The latest figure for “P” is for 2025Q1, which ended 14 months ago; A Council collects it.",
    ),
    (
        "EV210",
        {"performance": [measure("how well", values=ONCE)]},
        None,
        "unknown",
        "Cannot tell: 1 of 1 performance measure has no target recorded: “P”.",
    ),
    (
        "EV210",
        {"performance": [measure("how well", target={"period": "2026Q1", "value": 1})]},
        None,
        "unknown",
        "Cannot tell: 1 of 1 performance measure has no value to compare with its target: “P”.",
    ),
    (
        "EV210",
        {"performance": [measure("how well", values=ONCE, target={"period": "2027Q1", "value": 90})]},
        None,
        "green",
        "0 of 1 target reached, 1 not due yet, none missed.",
    ),
    (
        "EV210",
        {"performance": [measure("how well", values=TWICE, target={"period": "2025Q4", "value": 60})]},
        None,
        "amber",
        "“P” missed its target of 60% for 2025Q4: 50%.",
    ),
    (
        "EV225",
        {"indicators": [{**INDICATOR, "story": "Distance"}]},
        None,
        "unknown",
        "Cannot tell: “Lonely” has no action or measure recorded that aims at it.",
    ),
    (
        "EV225",
        {"indicators": [INDICATOR]},
        None,
        "unknown",
        "Cannot tell: “Lonely” has no story recorded and has no action or measure recorded that aims at it.",
    ),
    (
        "EV301",
        {"life_cycle": [{"on": "2026-06-01", "by": "A", "stage": "forming"}]},
        None,
        "unknown",
        "Cannot tell: only 1 of 3 partners says where the group stands.",
    ),
    (
        "EV302",
        {"sustainability": [{**LASTING, "holds": "yes", "by": "A"}]},
        "learning",
        "unknown",
        "Cannot tell: 1 of 3 partners answered about learning, and says that it holds.",
    ),
    (
        "EV302",
        {"sustainability": [{**LASTING, "holds": "no", "by": "A"}]},
        "learning",
        "unknown",
        "Cannot tell: 1 of 3 partners answered about learning: Partners have room to learn. "
        "This does not hold, says A Council.",
    ),
    (
        "EV302",
        {"sustainability": [{**LASTING, "holds": holds, "by": by} for by, holds in (("A", "no"), ("B", "no"))]},
        "learning",
        "red",
        "Partners have room to learn. This does not hold, say A Council and B Council, 2 of 2 answers.",
    ),
    (  # what shows an answer stands with those who gave that one
        "EV302",
        {
            "sustainability": [
                {**LASTING, "holds": "no", "by": "A", "evidence": "no time"},
                {**LASTING, "holds": "no", "by": "B"},
                {**LASTING, "holds": "yes", "by": "C", "evidence": "a day each year"},
            ]
        },
        "learning",
        "red",
        "Partners have room to learn. This does not hold, say A Council and B Council, 2 of 3 answers (no time).",
    ),
    (
        "EV302",
        {"sustainability": [{**LASTING, "holds": "no"}]},
        "learning",
        "amber",
        "Partners have room to learn. This does not hold, say the partners together.",
    ),
    (
        "EV302",
        {"sustainability": [{**LASTING, "holds": "yes", "by": by} for by in "AB"]},
        "learning",
        "unknown",
        "Cannot tell: 2 of 3 partners answered about learning, and say that it holds.",
    ),
    (
        "EV302",
        {"sustainability": [{**LASTING, "holds": "yes", "by": by} for by in "ABC"]},
        "learning",
        "green",
        "Partners have room to learn. This holds, as 3 of 3 partners answered.",
    ),
    (
        "EV302",
        {
            "sustainability": [{**LASTING, "holds": "yes", "by": by} for by in "AB"],
            "thresholds": {"heard_in_full": 0.5},
        },
        "learning",
        "green",
        "Partners have room to learn. This holds, as 2 of 3 partners answered.",
    ),
    (
        "EV302",
        {"partners": [{**A, "left": "2026-02-01"}, B], "sustainability": [{**LASTING, "holds": "no", "by": "A"}]},
        "learning",
        "unknown",
        "Cannot tell: no answer is recorded on learning.",
    ),
    (
        "EV304",
        {"reviews": [{"on": "2026-06-30"}]},
        None,
        "unknown",
        "Cannot tell: 1 review is recorded, too few to be called regular.",
    ),
    (
        "EV304",
        {"reviews": [{"on": "2025-01-31"}]},
        None,
        "amber",
        "The last review was 16 months ago; our limit for regular reviews is 6 months.",
    ),
    (  # to the day: from the last of April to the last of October is six months, from a day earlier more
        "EV304",
        {"reviews": [{"on": "2025-10-31"}, {"on": "2026-04-30"}]},
        None,
        "green",
        "2 reviews held, never more than 6 months apart.",
    ),
    (
        "EV304",
        {"reviews": [{"on": "2025-10-29"}, {"on": "2026-04-30"}]},
        None,
        "amber",
        "Over 6 months passed between reviews; our limit for regular reviews is 6 months.",
    ),
    (
        "EV304",
        {"reviews": [{"on": "2025-06-30"}, {"on": "2025-12-29"}]},
        None,
        "amber",
        "The last review was over 6 months ago; our limit for regular reviews is 6 months.",
    ),
    (
        "EV506",
        {"checklist": answers({"A": "in place", "B": "partly", "C": "partly"}, on="2025-12-30")},
        None,
        "green",
        "The latest round, of 30 December 2025, is at most 6 months old.",
    ),
    (
        "EV506",
        {"checklist": answers({"A": "in place", "B": "partly", "C": "partly"}, on="2025-12-29")},
        None,
        "amber",
        "The latest round is over 6 months old; our limit for a recent round is 6.",
    ),
    (
        "EV208",
        {"performance": [measure("how well", values=(("2025-11", 50.0),))]},
        None,
        "amber",
        "The latest figure for “P” is for 2025-11, which ended 7 months ago.",
    ),
    ("EV304", {"reviews": REVIEWS}, None, "green", "2 reviews held, never more than 6 months apart."),
    ("EV403", {"actions": actions(DONE)}, None, "green", "1 action done, none open."),
    ("EV403", {"actions": actions(OPEN, OPEN)}, None, "green", "2 actions open, none overdue."),
    ("EV403", {"actions": actions(BARE)}, None, "unknown", "Cannot tell: no open action has a date."),
    (
        "EV403",
        {"actions": actions(OPEN, BARE)},
        None,
        "unknown",
        "Cannot tell: 1 of 2 open actions has no date; none of the others is overdue.",
    ),
    (
        "EV403",
        {"actions": actions(LATE | {"owner": None})},
        None,
        "amber",
        "“Sign” (no owner recorded) was due on 29 June 2026, 1 day ago.",
    ),
    (
        "EV403",
        {"actions": actions({"due": "2025-06-30"}), "reviews": REVIEWS[:1]},
        None,
        "red",
        "“Sign” (A Council) was due on 30 June 2025, 365 days ago. The last review already found it open.",
    ),
    ("EV404", {"actions": actions(OPEN)}, None, "green", "The one open action has an owner and a date."),
    (
        "EV404",
        {"actions": actions({"owner": None})},
        None,
        "unknown",
        "Cannot tell: 1 of 1 open action has no owner recorded: “Sign”.",
    ),
    (
        "EV404",
        {"actions": actions(OPEN, BARE)},
        None,
        "unknown",
        "Cannot tell: 1 of 2 open actions has no date recorded: “Sign”.",
    ),
    (
        "EV406",
        {"reviews": [{"on": "2025-12-31"}], "actions": actions(DONE)},
        None,
        "green",
        "The last review left 1 action open: 1 done since.",
    ),
    (
        "EV406",
        {"reviews": [{"on": "2025-12-31"}], "actions": actions(DONE, OPEN)},
        None,
        "amber",
        "The last review left 2 actions open: 1 done since, 1 carried over for the first time.",
    ),
    (
        "EV501",
        {"checklist": answers({"A": "in place"})},
        "item 1",
        "unknown",
        "Cannot tell: Common goals: 1 of 3 partners has a view.",
    ),
    (
        "EV501",
        {"checklist": answers({"A": "in place", "B": "in place", "C": "don't know"})},
        "item 1",
        "unknown",
        "Cannot tell: Common goals: in place, say 2 of 3 partners; 1 does not know.",
    ),
    (
        "EV501",
        {"checklist": answers(dict.fromkeys("ABC", "in place"))},
        "item 1",
        "green",
        "Common goals: 3 in place, 0 partly, 0 not in place (3 of 3 partners have a view).",
    ),
    (
        "EV501",
        {"checklist": answers({"A": "not in place", "B": "not in place"})},
        "item 1",
        "amber",
        "Common goals: 0 in place, 0 partly, 2 not in place (2 of 3 partners have a view).",
    ),
    (
        "EV501",
        {"partners": [A], "checklist": answers({"A": "in place"})},
        "item 1",
        "green",
        "Common goals: 1 in place, 0 partly, 0 not in place (1 of 1 partner has a view).",
    ),
    (
        "EV502",
        {"checklist": answers({"A": "in place", "B": "partly"})},
        None,
        "unknown",
        "Cannot tell: 2 of 3 partners answered; on 1 of 10 items two views or more can be compared, on 0 those of all, "
        "and none of these is two steps apart.",
    ),
    (
        "EV502",
        {"checklist": [row for item in range(1, 11) for row in answers(dict.fromkeys("ABC", "partly"), item)]},
        None,
        "green",
        "All 3 partners answered. No two of them are two steps apart on any item.",
    ),
    (
        "EV502",
        {"checklist": answers({"A": "in place"})},
        None,
        "unknown",
        "Cannot tell: 1 of 3 partners answered; on 0 of 10 items two views or more can be compared, on 0 those of all.",
    ),
    (
        "EV502",
        {"checklist": answers({"A": "in place", "B": "partly", "C": "not in place"})},
        None,
        "amber",
        "Common goals: in place for A Council. Not in place for C Council.",
    ),
    (
        "EV503",
        {"checklist": answers({"A": "in place"})},
        None,
        "unknown",
        "Cannot tell: 1 of 1 item said to be in place has no evidence recorded: item 1.",
    ),
    (
        "EV503",
        {"checklist": answers({"A": "in place"}, evidence="minute 4")},
        None,
        "unknown",
        "Cannot tell: 1 of 3 partners answered the latest round; "
        "the one item that somebody says is in place has evidence recorded.",
    ),
    (
        "EV503",
        {"checklist": answers(dict.fromkeys("ABC", "in place"), evidence="minute 4")},
        None,
        "green",
        "The one item that somebody says is in place has evidence recorded.",
    ),
    (
        "EV504",
        {"checklist": answers({"A": "in place", "B": "partly"})},
        None,
        "unknown",
        "Cannot tell: 1 of 3 partners has no answer recorded in the round of 1 June 2026: C Council.",
    ),
    (
        "EV504",
        {"partners": [A], "checklist": answers({"A": "in place"})},
        None,
        "green",
        "The one partner answered the round of 1 June 2026.",
    ),
    (
        "EV506",
        {"checklist": answers({"A": "in place"}, on="2025-06-01")},
        None,
        "amber",
        "The latest round is 12 months old; our limit for a recent round is 6.",
    ),
    (
        "EV507",
        {
            "checklist": answers({"A": "in place", "B": "partly"}, on="2025-06-01")
            + answers({"A": "partly", "B": "partly"})
        },
        None,
        "amber",
        "Common goals: 1 of 2 partners that answered both rounds answers lower than before. It is A Council.",
    ),
    (
        "EV507",
        {"checklist": answers({"A": "partly"}, on="2025-06-01") + answers({"A": "partly", "B": "in place"})},
        None,
        "unknown",
        "Cannot tell: 1 of 3 partners answered both rounds.",
    ),
    (
        "EV508",
        {"checklist": answers({"A": "in place"}, item=7)},
        None,
        "amber",
        "1 of 1 partner with a view says “Settling disputes” is in place. But no way of settling disputes is recorded.",
    ),
    (
        "EV509",
        {"surveys": [{"instrument": "vichealth", "on": "2026-06-01", "score": 150}]},
        None,
        "green",
        "All partners together gave a total of 150.0: genuine collaboration.",
    ),
    (
        "EV509",
        {
            "surveys": [
                {"instrument": "vichealth", "on": "2026-06-01", "score": 150},
                {"instrument": "vichealth", "on": "2026-06-01", "by": "A", "score": 140},
            ]
        },
        None,
        "green",
        "All partners together gave a total, and 1 of 3 partners gave their own: 145.0 on average: "
        "genuine collaboration.",
    ),
    (
        "EV509",
        {"surveys": [{"instrument": "vichealth", "on": "2026-06-01", "by": "A", "score": 150}]},
        None,
        "unknown",
        "Cannot tell: 1 of 3 partners gave a total of 150.0: genuine collaboration.",
    ),
    (
        "EV509",
        {"partners": [A], "surveys": [{"instrument": "vichealth", "on": "2026-06-01", "by": "A", "score": 150}]},
        None,
        "green",
        "The one partner gave a total of 150.0: genuine collaboration.",
    ),
    (
        "EV509",
        {
            "partners": [A, B],
            "surveys": [
                {"instrument": "vichealth", "on": "2026-06-01", "by": by, "score": score}
                for by, score in (("A", 150), ("B", 120))
            ],
        },
        None,
        "green",
        "Both partners gave totals, 135.0 on average: genuine collaboration; partners fall in different bands.",
    ),
    (
        "EV509",
        {"surveys": [{"instrument": "vichealth", "on": "2026-06-01", "by": by, "score": 150} for by in "AB"]},
        None,
        "unknown",
        "Cannot tell: 2 of 3 partners gave totals, 150.0 on average: genuine collaboration.",
    ),
    (
        "EV509",
        {"surveys": [{"instrument": "vichealth", "on": "2026-06-01", "by": by, "score": 150} for by in "ABC"]},
        None,
        "green",
        "All 3 partners gave totals, 150.0 on average: genuine collaboration.",
    ),
    (
        "EV509",
        {"surveys": [{"instrument": "vichealth", "on": "2026-06-01", "by": by, "score": 40} for by in "AB"]},
        None,
        "amber",
        "2 of 3 partners gave totals, 40.0 on average: in question.",
    ),
    (  # B and C left after the round: it was theirs too
        "EV509",
        {
            "partners": [A, {**B, "left": "2026-06-20"}, {**C, "left": "2026-06-20"}],
            "surveys": [{"instrument": "vichealth", "on": "2026-06-01", "by": by, "score": 150} for by in "ABC"],
        },
        None,
        "green",
        "All 3 partners gave totals, 150.0 on average: genuine collaboration.",
    ),
]


@pytest.mark.parametrize(
    ("said", "end"),
    [
        ({"A": "norming"}, "The one answer by a partner says norming."),
        ({"A": "norming", "B": "norming"}, "Both answers by partners say norming."),
        (dict.fromkeys("ABC", "norming"), "All 3 answers by partners say norming."),
        ({"A": "norming", "B": "storming"}, "Of 2 answers by partners, 1 says norming and 1 says storming."),
    ],
)
def test_what_partners_say_of_the_groups_stage_is_counted_as_one_some_or_all(said, end):
    rows = [{"by": by, "on": "2026-06-01", "stage": stage} for by, stage in said.items()]
    seen = hub(life_cycle=rows, checklist=answers({"A": "in place", "B": "in place", "C": "in place"}, item=3))
    assert assess_life_cycle(seen).sentence.endswith(end)


@pytest.mark.parametrize(
    ("code", "given", "subject", "severity", "sentence"),
    SENTENCES,
    ids=[f"{code}-{number}" for number, (code, *_) in enumerate(SENTENCES)],
)
def test_a_finding_says_what_the_record_holds_and_no_more(code, given, subject, severity, sentence):
    assert told(code, hub(**given), subject) == [(severity, sentence)]


@pytest.mark.parametrize(
    ("given", "sentence"),
    [
        ([], "No action is recorded."),
        ([DONE], "No action is open; 1 done."),
        ([OPEN], "1 action open, not overdue; 0 done."),
        ([LATE], "1 action open, overdue; 0 done."),
        ([OPEN, BARE], "2 actions open, none of them overdue (1 without a date); 0 done."),
        ([LATE, LATE], "2 actions open, all of them overdue; 0 done."),
        ([LATE, OPEN, DONE], "2 actions open, 1 of them overdue; 1 done."),
    ],
)
def test_the_action_plan_is_summed_up_at_its_edges(given, sentence):
    assert summarise_actions(hub(actions=actions(*given))) == sentence


MOVING = (("2025Q1", 20.0, 20, 100), ("2025Q2", 40.0, 40, 100), ("2025Q3", 60.0, 60, 100))
UNTESTED = (("2025Q1", 20.0), ("2025Q3", 10.0))


@pytest.mark.parametrize(
    ("values", "said"),
    [
        (MOVING, "has got better, beyond what chance would explain (“P”)"),
        (UNTESTED, "got worse, not tested against chance (“P”)"),
        (ONCE, "cannot be compared yet (“P”)"),
        (TWICE, "shows no clear change (“P”)"),
    ],
)
def test_benefit_says_what_was_tested_and_what_was_not(values, said):
    text = summarise_benefit(hub(performance=[measure("better off", values=values)]))
    assert text.startswith(f"The one measure of whether anyone is better off {said}.")
    two = [measure("better off", name, values=values) for name in "PQ"]
    assert summarise_benefit(hub(performance=two)).startswith("Of 2 measures of whether anyone is better off, 2 ")


def test_one_measure_that_does_not_ask_for_benefit_is_one():
    text = summarise_benefit(hub(performance=[measure("how much")]))
    assert text.startswith("1 measure says how much or how well; none asks whether anyone is better off")


@pytest.mark.parametrize(
    ("values", "severity"),
    [
        (UNTESTED, "amber"),
        ((("2025Q1", 10.0), ("2025Q3", 20.0)), "unknown"),
        (MOVING, "green"),
        ((("2025Q1", 60.0, 60, 100), ("2025Q3", 20.0, 20, 100)), "red"),
    ],
)
def test_only_what_leaves_out_chance_is_red_or_in_place(values, severity):
    ((found, _),) = told("EV209", hub(performance=[measure("better off", values=values)]))
    assert found == severity


def test_warnings_are_counted_with_verbs_that_fit_and_no_row_of_nothing():
    early = Partnership(name="Hub", purpose="Reach people", stage=[{"stage": "scoping"}])
    assert summarise_warnings(early) == "Of seven common reasons for failure, 7 are not known."
    late = summarise_warnings(hub())
    assert " 0 " not in late
    assert "1 warn " not in late


def test_the_stage_comes_with_how_many_of_how_many_signals_and_answers():
    early = Partnership(name="Hub", purpose="Reach people", stage=[{"stage": "scoping"}])
    sentence = assess_life_cycle(early).sentence
    assert sentence == "Signals point to forming (its one signal). No partner's view is recorded."


@pytest.mark.parametrize(
    ("number", "of", "said"),
    [
        (1, 1, "its one signal"),
        (2, 2, "both of its signals"),
        (4, 4, "all 4 of its signals"),
        (2, 3, "2 of its 3 signals"),
        (0, 3, "0 of its 3 signals"),
    ],
)
def test_a_stage_is_told_with_some_or_all_of_its_signals(number, of, said):
    one = life_cycle_of_the_guide().row("norming")
    table = pd.DataFrame([{"stage": one.id, "for_it": number, "signals": of}])
    assert LifeCycle(one, None, {}, (), table).sentence.startswith(f"Signals point to norming ({said}).")


def test_of_tied_stages_the_earlier_decides_whether_partners_run_ahead():
    tied = [{"on": "2026-06-01", "by": by, "stage": stage} for by, stage in (("A", "forming"), ("B", "storming"))]
    ((severity, message),) = told("EV301", hub(life_cycle=tied, partners=[A, B]))
    assert "Partners see a later stage" not in message
    assert severity == "green"


WAYS = {name: way for name, way in vars(ways).items() if name.isupper()}


@pytest.mark.parametrize("name", sorted(WAYS))
def test_what_would_settle_a_question_is_a_key_of_the_file_and_an_instruction(name):
    assert is_key(WAYS[name].enter)
    assert WAYS[name].find_out.endswith(".")
    assert len(WAYS[name].find_out.split()) <= 25


def test_a_key_that_no_file_has_would_be_seen():
    assert not is_key("performance.colour")


def test_no_rule_of_ours_calls_itself_more_than_it_is():
    for row in rules_in(rules):
        assert row.basis is not Basis.OURS or not row.may_be_red
        assert "must" not in row.why.split()


def test_questions_and_reasons_are_short():
    for row in rules_in(rules):
        for text in (row.question, row.why, row.remedy):
            assert all(len(part.split()) <= 25 for part in text.split(". ")), (row.code, text)
        assert inspect.getdoc(row.check)
