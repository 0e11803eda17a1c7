"""Each rule of the evaluation is shown true, false, and where it cannot tell; none asks too much of its stage."""

from __future__ import annotations

from datetime import date

import pytest

from partnerlab.analysis.catalogue import rules_in
from partnerlab.analysis.evaluation import rules
from partnerlab.analysis.evaluation.failure_reasons import gather_early_warnings
from partnerlab.guide import cited
from partnerlab.partnership import Partnership

COVERS = (
    "partnerlab.analysis.evaluation.rules.curves",
    "partnerlab.analysis.evaluation.rules.features",
    "partnerlab.analysis.evaluation.rules.figures",
    "partnerlab.analysis.evaluation.rules.lasting",
    "partnerlab.analysis.evaluation.rules.measures",
    "partnerlab.analysis.evaluation.rules.other_tools",
    "partnerlab.analysis.evaluation.rules.progress",
    "partnerlab.analysis.evaluation.rules.self_assessment",
    "partnerlab.analysis.evaluation.rules.ways",
)

TESTED_APART = range(811, 830)
"""Numbers of the rules on time and on endings, which `test_lateness` and `test_handing_over` are about."""
TODAY = date(2026, 6, 30)
A, B, C = ({"id": name, "name": name} for name in "ABC")


def partnership(stage: str = "reviewing", **more) -> Partnership:
    made = {
        "name": "Hub",
        "purpose": "Reach people",
        "stage": [{"stage": stage, "on": "2024-01-01"}],
        "partners": [A, B],
    }
    return Partnership(**{**made, **more}).at(TODAY)


def found(code: str, seen: Partnership) -> dict[str, str]:
    rule = next(row for row in rules_in(rules) if row.code == code)
    return {finding.subject: finding.severity.value for finding in rule.findings(seen)}


def answers(item_answers: dict[str, str], on: str = "2026-06-01", item: int = 10) -> list[dict[str, object]]:
    return [{"on": on, "by": by, "item": item, "answer": answer} for by, answer in item_answers.items()]


def indicator(values: dict[str, float | None], **more) -> dict[str, object]:
    rows = [{"period": period, "value": value} for period, value in values.items()]
    return {"id": "I", "title": "Lonely", "unit": "%", "good_direction": "down", "values": rows, **more}


def grouped(values) -> dict[str, object]:
    """An indicator that stays at 12, by a group that does not."""
    group = [{"period": str(2010 + place), "value": float(value)} for place, value in enumerate(values)]
    whole = {str(year): 12.0 for year in range(2010, 2019)}
    return indicator(whole, groups=[{"name": "Carers", "values": group}])


def measure(values: list[tuple], kind: str = "better off", **more) -> dict[str, object]:
    rows = [dict(zip(("period", "value", "numerator", "denominator"), row, strict=False)) for row in values]
    return {"id": "P", "title": "Better", "kind": kind, "unit": "%", "values": rows, **more}


LINE = {str(year): 20.0 + (year % 2) / 5 for year in range(2010, 2024)}
FALLEN = {**LINE, "2024": 10.0, "2025": 10.0}
RISEN = {**LINE, "2024": 30.0, "2025": 30.0}
STEADY = {**LINE, "2024": 20.1, "2025": 20.0}
RULE = {"base": "2023", "interval": 2}
MILESTONE = {"id": "M", "name": "Opening", "due": "2026-01-31", "budget": 1000, "on": "2025-01-01"}
ACTION = {"id": "X", "title": "Sign", "owner": "A", "due": "2026-03-31", "on": "2025-01-01", "subject": "agreement"}
REVIEWS = [{"on": "2025-06-30"}, {"on": "2025-12-31"}, {"on": "2026-06-30"}]
GROWING = [("2025Q1", 20.0, 20, 100), ("2025Q2", 40.0, 40, 100), ("2025Q3", 60.0, 60, 100)]
SHRINKING = [("2025Q1", 60.0, 60, 100), ("2025Q2", 40.0, 40, 100), ("2025Q3", 20.0, 20, 100)]
FEW = [("2025Q1", 40.0, 2, 5), ("2025Q2", 50.0, 3, 6), ("2025Q3", 60.0, 3, 5)]
MET = {"present": ["A", "B"]}
MEETINGS = [{"on": f"2026-0{month}-01", **MET} for month in (1, 2, 3, 4)]
ENGAGED = [{"on": "2026-01-01", "level": level, "how": "visit"} for level in ("leaders", "managers", "front line")]
SUSTAIN = {"condition": "learning", "on": "2026-01-01"}
SIGNED = [{"kind": "MoU", "on": "2025-01-01", "signed": "2025-02-01", "signatories": ["A", "B"]}]
EVALUATED = {
    "governance": [{"id": "E", "name": "Review group", "kind": "evaluation"}],
    "checklist": [{"on": f"2026-0{month}-01", "by": "A", "item": 1, "answer": "in place"} for month in (2, 6)],
}
ALIKE = {"A": "in place", "B": "in place"}
VIC = {"instrument": "vichealth", "on": "2026-06-01"}

QUALITY = {"EV204", "EV205", "EV206", "EV207", "EV208", "EV222", "EV405", "EV407", "EV505", "EV508"}
"""Questions of data quality, and what need not be asked: where nothing is wrong nothing is said."""

SILENT = {"EV204", "EV205", "EV505"}
"""Those of them that say nothing without data either."""


def assured(*who):
    """Return who commissioned, made, checked and approved the analysis."""
    parts = ("commissioner", "analyst", "assurer", "approver")
    return [{"part": part, "who": name, "on": "2026-03-01"} for part, name in zip(parts, who, strict=True)]


CASES = [
    # code, subject, true, false, cannot tell: each a dict of what the partnership answers, with the severity expected
    (
        "EV101",
        "engagement to the front line",
        {"engagement": [*ENGAGED, {"on": "2026-01-01", "level": "public", "how": "open day"}]},
        {"engagement": ENGAGED[:1]},
        {"stage": "building"},
    ),
    (
        "EV202",
        "partnership",
        {"performance": [measure([], kind=kind, id=kind) for kind in ("how much", "how well", "better off")]},
        {"performance": [measure([], kind="how much")]},
        {"stage": "planning"},
    ),
    (
        "EV203",
        "P",
        {"indicators": [indicator(LINE)], "performance": [measure([], indicator="I")]},
        None,
        {"performance": [measure([])]},
    ),
    (
        "EV204",
        "I",
        {"indicators": [indicator(LINE)]},
        {"indicators": [indicator(LINE) | {"values": [{"period": "2020", "value": 1}] * 2}]},
        {},
    ),
    (
        "EV205",
        "I",
        {"indicators": [indicator(LINE)]},
        {"indicators": [indicator({**LINE, "2024": 120.0})]},
        {},
    ),
    (
        "EV206",
        "P",
        {"performance": [measure([("2025Q1", 41.7, 5, 12)])]},
        {"performance": [measure([("2025Q1", 60.0, 5, 12)])]},
        {"performance": [measure([("2025Q1", 60.0)])]},
    ),
    (
        "EV207",
        "I",
        {"indicators": [indicator(LINE, rule=RULE)]},
        {"indicators": [indicator(LINE, rule={"base": "1999", "interval": 2})]},
        {"indicators": [indicator({"2020": 4.0})]},
    ),
    (
        "EV208",
        "P",
        {"performance": [measure([("2026Q1", 50.0)])]},
        {"performance": [measure([("2025Q1", 50.0)])]},
        {"performance": [measure([])]},
    ),
    (
        "EV209",
        "P",
        {"performance": [measure(GROWING)]},
        {"performance": [measure(SHRINKING)]},
        {"performance": [measure(FEW)]},
    ),
    (
        "EV210",
        "P",
        {"performance": [measure(GROWING, target={"period": "2025Q3", "value": 55})]},
        {"performance": [measure(GROWING, target={"period": "2025Q3", "value": 65})]},
        {"performance": [measure(GROWING)]},
    ),
    (
        "EV221",
        "I",
        {"indicators": [indicator(FALLEN, rule=RULE)]},
        {"indicators": [indicator(RISEN, rule=RULE)]},
        {"indicators": [indicator({"2020": 4.0})]},
    ),
    (
        "EV222",
        "I",
        {"indicators": [indicator(RISEN, rule=RULE)]},
        {"indicators": [indicator({**LINE, "2024": 21.5, "2025": 21.9}, rule={"base": "2023", "interval": 3})]},
        {"indicators": [indicator({"2020": 4.0})]},
    ),
    (
        "EV223",
        "I",
        {"indicators": [indicator(LINE, action_from="2022")]},
        None,
        {"indicators": [indicator(LINE, action_from="2025")]},
    ),
    (
        "EV224",
        "I",
        {"indicators": [indicator(LINE, target={"period": "2025", "value": 22})]},
        {"indicators": [indicator(LINE, target={"period": "2025", "value": 2})]},
        {"indicators": [indicator(LINE)]},
    ),
    (
        "EV225",
        "I",
        {"indicators": [indicator(LINE, story="Distance")], "actions": [{**ACTION, "indicator": "I"}]},
        None,
        {"indicators": [indicator(LINE, story="Distance")]},
    ),
    (
        "EV301",
        "life cycle",
        {"agreements": SIGNED, "life_cycle": [{"on": "2026-06-01", "by": by, "stage": "forming"} for by in "AB"]},
        {
            "life_cycle": [
                {"on": "2026-06-01", "by": "A", "stage": "forming"},
                {"on": "2026-06-01", "by": "B", "stage": "performing"},
            ]
        },
        {},
    ),
    (
        "EV302",
        "learning",
        {"sustainability": [{**SUSTAIN, "holds": "yes"}]},
        {"sustainability": [{**SUSTAIN, "holds": "no"}]},
        {},
    ),
    (
        "EV303",
        "learning",
        {"reviews": REVIEWS, "sustainability": [{**SUSTAIN, "holds": "yes"}], **EVALUATED},
        {"sustainability": [{**SUSTAIN, "holds": "yes"}]},
        {},
    ),
    ("EV304", "partnership", {"reviews": REVIEWS}, {"reviews": [{"on": "2025-01-01"}]}, {}),
    (
        "EV401",
        "reasons not shared",
        {
            "rationale": "None can alone",
            "acceptances": [{"on": "2025-01-01", "by": by, "understood": "yes", "accepted": "yes"} for by in "AB"],
        },
        {"acceptances": [{"on": "2025-01-01", "by": by, "accepted": "no"} for by in "AB"]},
        {"stage": "scoping"},
    ),
    (
        "EV402",
        "partnership",
        {"governance": [{"id": "E", "name": "Review group", "kind": "evaluation"}]},
        {},
        {"stage": "planning"},
    ),
    (
        "EV403",
        "action X",
        {"actions": [{**ACTION, "due": "2026-12-31"}]},
        {"actions": [ACTION]},
        {},
    ),
    ("EV404", "action X", {"actions": [ACTION]}, None, {"actions": [{**ACTION, "owner": None}]}),
    ("EV405", "action X", {"actions": [ACTION]}, None, {"actions": [{**ACTION, "subject": None}]}),
    (
        "EV406",
        "action X",
        {"reviews": REVIEWS, "actions": [{**ACTION, "done": "2026-03-01"}]},
        {"reviews": REVIEWS, "actions": [ACTION]},
        {"actions": [ACTION]},
    ),
    (
        "EV407",
        "action X",
        {
            "indicators": [indicator(FALLEN, rule=RULE, action_from="2024")],
            "actions": [{**ACTION, "done": "2025-03-01", "indicator": "I"}],
        },
        {
            "indicators": [indicator(RISEN, rule=RULE, action_from="2024")],
            "actions": [{**ACTION, "done": "2025-03-01", "indicator": "I"}],
        },
        {
            "indicators": [indicator(RISEN, rule=RULE, action_from="2026")],
            "actions": [{**ACTION, "done": "2025-03-01", "indicator": "I"}],
        },
    ),
    (
        "EV501",
        "item 10",
        {"checklist": answers({"A": "in place", "B": "in place"})},
        {"checklist": answers({"A": "in place", "B": "partly"})},
        {"checklist": answers({"A": "don't know", "B": "don't know"})},
    ),
    (
        "EV502",
        "item 10",
        {"checklist": [row for item in range(1, 11) for row in answers({"A": "in place", "B": "partly"}, item=item)]},
        {"checklist": answers({"A": "in place", "B": "not in place"})},
        {"checklist": answers({"A": "in place"})},
    ),
    (
        "EV503",
        "evidence",
        {"checklist": [{**row, "evidence": "register"} for row in answers({"A": "in place", "B": "in place"})]},
        None,
        {"checklist": answers({"A": "in place"})},
    ),
    (
        "EV504",
        "response",
        {"checklist": answers({"A": "in place", "B": "partly"})},
        None,
        {"checklist": answers({"A": "in place"})},
    ),
    (
        "EV505",
        "C",
        {"checklist": answers({"A": "in place"})},
        {"partners": [A, B, {**C, "left": "2026-01-01"}], "checklist": answers({"C": "in place"})},
        {},
    ),
    (
        "EV506",
        "partnership",
        {"checklist": answers({"A": "in place", "B": "partly"})},
        {"checklist": answers({"A": "in place"}, on="2025-06-01")},
        {"checklist": answers({"A": "in place"})},
    ),
    (
        "EV507",
        "item 10",
        {"checklist": answers({"A": "partly", "B": "partly"}, on="2025-06-01") + answers(ALIKE)},
        {"checklist": answers(ALIKE, on="2025-06-01") + answers({"A": "partly", "B": "in place"})},
        {"checklist": answers({"A": "in place"}, on="2025-06-01") + answers({"A": "partly"})},
    ),
    (
        "EV508",
        "item 7",
        {"checklist": answers({"A": "in place"}, item=7), "disputes": [{"rung": 1, "name": "Talk", "final": True}]},
        {"checklist": answers({"A": "in place"}, item=7)},
        {},
    ),
    (
        "EV509",
        "vichealth",
        {"surveys": [{**VIC, "by": by, "score": 150} for by in "AB"]},
        {"surveys": [{**VIC, "score": 84}]},
        {},
    ),
    (
        "EV601",
        "this analysis",
        {"assurance": assured("Chair", "Team", "Audit", "Chair")},
        {"assurance": assured("Chair", "Team", "Team", "Chair")},
        {},
    ),
    (
        "EV861",
        "partnership",
        {"indicators": [grouped(range(9))]},
        None,
        {"indicators": [indicator(LINE)]},
    ),
    (
        "EV862",
        "I: Carers",
        {"indicators": [grouped(range(30, 12, -2))]},
        {"indicators": [grouped(range(21, 30))]},
        {"indicators": [grouped([21])]},
    ),
    (
        "EV863",
        "I: Carers",
        {"indicators": [grouped(range(30, 12, -2))]},
        {"indicators": [grouped(range(21, 30))]},
        {"indicators": [grouped([21])]},
    ),
    (
        "EV871",
        "the checklist",
        {"checklist": answers({"A": "in place", "B": "in place"})},
        None,
        {"checklist": answers({"A": "in place"})},
    ),
]


def severities(code: str, subject: str, seen: Partnership) -> set[str]:
    rows = found(code, seen)
    return {rows[subject]} if subject in rows else set(rows.values())


@pytest.mark.parametrize(("code", "subject", "true"), [case[:3] for case in CASES], ids=[case[0] for case in CASES])
def test_a_practice_that_is_shown_is_in_place(code, subject, true):
    assert severities(code, subject, partnership(**true)) == (set() if code in QUALITY else {"green"})


FAULTS = [(code, subject, false) for code, subject, _, false, _ in CASES if false is not None]


@pytest.mark.parametrize(("code", "subject", "false"), FAULTS, ids=[code for code, *_ in FAULTS])
def test_a_practice_that_is_missing_is_a_fault(code, subject, false):
    rows = found(code, partnership(**false))
    assert rows[subject if subject in rows else "partnership"] in {"red", "amber"}


@pytest.mark.parametrize(
    ("code", "subject", "silent"), [(*case[:2], case[4]) for case in CASES], ids=[case[0] for case in CASES]
)
def test_missing_data_cannot_tell(code, subject, silent):
    told = severities(code, subject, partnership(**silent))
    assert told == set() if code in SILENT else "unknown" in told


ELSEWHERE = {
    *("EV831", "EV832", "EV833", "EV834", "EV835", "EV836", "EV837"),  # tests/analysis/test_practices.py
    "EV838",  # test_what_works.py
}
"""Rules shown in place, at fault and not known by a test of their own."""


def test_every_rule_has_its_three_cases():
    apart = [row.code for row in rules_in(rules) if int(row.code[2:]) in TESTED_APART]
    known = [row.code for row in rules_in(rules) if row.code not in {*ELSEWHERE, *apart}]
    assert known == [case[0] for case in CASES]
    assert len(CASES) >= 20


def test_every_rule_rests_on_a_place_in_the_guide_and_explains_itself():
    for row in rules_in(rules):
        assert len(cited(row.paragraph)) > 0
        assert row.help_text
        assert row.question.endswith("?")
        assert row.remedy


def test_a_first_meeting_is_accused_of_nothing():
    hub = Partnership(name="Hub", purpose="Reach people", stage=[{"stage": "scoping"}])
    severities = {finding.severity.value for row in rules_in(rules) for finding in row.findings(hub)}
    assert severities == {"unknown"}


def test_overdue_turns_from_attend_to_act_when_a_review_has_passed_over_it():
    fresh = partnership(actions=[{**ACTION, "due": "2026-06-01"}], reviews=REVIEWS)
    stale = partnership(actions=[{**ACTION, "due": "2025-10-01"}], reviews=REVIEWS)
    assert found("EV403", fresh) == {"action X": "amber"}
    assert found("EV403", stale) == {"action X": "red"}


def test_one_day_late_is_written_as_one_day():
    seen = partnership(actions=[{**ACTION, "due": "2026-06-29"}])
    rule = next(row for row in rules_in(rules) if row.code == "EV403")
    assert [finding.message for finding in rule.findings(seen)] == ["“Sign” (A) was due on 29 June 2026, 1 day ago."]


def test_two_verdicts_of_worse_are_red_one_alone_is_amber():
    assert found("EV221", partnership(indicators=[indicator(RISEN, rule=RULE)])) == {"I": "red"}
    short = indicator({"2020": 4.0, "2021": 9.0}, rule={"base": "2020", "interval": 1})
    assert found("EV221", partnership(indicators=[short])) == {"I": "amber"}


def test_better_by_one_method_alone_is_not_in_place():
    short = indicator({"2020": 9.0, "2021": 4.0}, rule={"base": "2020", "interval": 1})
    rule = next(row for row in rules_in(rules) if row.code == "EV221")
    (told,) = rule.findings(partnership(indicators=[short]))
    assert (told.severity.value, told.message) == (
        "unknown",
        "Cannot tell: “Lonely”: only 1 of 4 methods can tell (official rule: improving); our least is 2.",
    )
    trusting = partnership(indicators=[short], thresholds={"least_methods": 1})
    assert found("EV221", trusting) == {"I": "green"}
    lone = next(rule.findings(trusting)).message
    assert lone.startswith("“Lonely” has got better (official rule: improving).")


@pytest.mark.parametrize("code", ["EV221", "EV222"])
def test_many_values_without_a_period_to_compare_with_ask_for_that_period_and_not_for_more_values(code):
    values = {str(2006 + year): 10.0 + 0.4 * (-1) ** year + (4 if 6 <= year <= 12 else 0) for year in range(18)}
    bare = {**indicator(values), "action_from": None}
    rule = next(row for row in rules_in(rules) if row.code == code)
    (told,) = rule.findings(partnership(indicators=[bare]))
    assert (told.severity.value, told.enter.field) == ("unknown", "indicators.action_from")
    few = {**indicator({"2020": 9.0}), "rule": RULE}
    (told,) = rule.findings(partnership(indicators=[few]))
    assert (told.severity.value, told.enter.field) == ("unknown", "indicators.values")


def test_a_target_whose_period_cannot_be_read_asks_for_the_period_and_not_for_more_values():
    """A month is no period of a yearly series."""
    seen = partnership(indicators=[indicator(LINE, target={"period": "2025-03", "value": 22})])
    rule = next(row for row in rules_in(rules) if row.code == "EV224")
    (told,) = rule.findings(seen)
    assert told.message.startswith("Cannot tell: “Lonely”: The period of the target cannot be read"), told.message
    assert told.enter.field == "indicators.target.period"


def test_where_no_change_meets_worse_than_expected_the_page_says_both_and_why():
    years = range(2008, 2024)
    falling = {str(year): 40.0 - 1.5 * (year - 2008) + (year % 2) / 10 for year in years}
    stuck = {**falling, "2024": falling["2023"] + 0.2, "2025": falling["2023"] + 0.3, "2026": falling["2023"] + 0.4}
    seen = partnership(indicators=[indicator(stuck, rule=RULE)])
    rule = next(row for row in rules_in(rules) if row.code == "EV222")
    (finding,) = rule.findings(seen)
    assert finding.severity.value == "amber"
    assert "official rule says no change" in finding.message
    assert "against forecast says worse" in finding.message
    assert "moved from the base by its interval" in finding.message
    assert "where the history was heading" in finding.message


def test_a_total_that_the_tool_cannot_give_is_left_out_and_reported():
    seen = partnership(surveys=[{**VIC, "by": "A", "score": 150}, {**VIC, "by": "B", "score": 500}])
    rule = next(row for row in rules_in(rules) if row.code == "EV509")
    messages = [finding.message for finding in rule.findings(seen)]
    assert messages == [
        "500 by B is not a total that vichealth can give; it is left out.",
        "Cannot tell: 1 of 2 partners gave a total of 150.0: genuine collaboration.",
    ]


SIX = [{"id": name, "name": name} for name in "ABCDEF"]


@pytest.mark.parametrize(
    ("by", "light"), [("A", "unknown"), ("AB", "unknown"), ("ABC", "amber"), ("ABCDEF", "amber"), ("", "unknown")]
)
def test_a_low_total_is_told_only_when_half_of_the_partners_gave_one(by, light):
    seen = partnership(partners=SIX, surveys=[{**VIC, "by": name, "score": 84} for name in by])
    assert set(found("EV509", seen).values()) == {light}


def test_a_low_total_that_all_gave_together_stands_for_all():
    seen = partnership(partners=SIX, surveys=[{**VIC, "score": 84}])
    assert found("EV509", seen) == {"vichealth": "amber"}


@pytest.mark.parametrize(
    ("said", "light"),
    [
        ([None], "amber"),  # one answer of all together is one observation
        (["A"], "unknown"),  # as is one answer of one partner
        (["A", "B"], "amber"),  # two of six: too few to be red
        (["A", "B", "C"], "red"),
        ([None, "A", "B"], "red"),
    ],
)
def test_a_condition_is_red_only_by_more_than_one_observation(said, light):
    rows = [{"on": "2026-06-01", "by": by, "condition": "recognition", "holds": "no"} for by in said]
    seen = partnership("managing", partners=SIX, sustainability=rows)
    assert found("EV302", seen)["recognition"] == light


def test_one_answer_of_all_together_is_red_where_the_data_bear_it_out():
    said = [{"on": "2026-06-01", "condition": "recognition", "holds": "no"}]
    silent = [{"audience": name, "message": "news"} for name in ("staff", "public")]
    seen = partnership("managing", partners=SIX, sustainability=said, communication=silent)
    assert found("EV302", seen)["recognition"] == "red"


def test_a_condition_is_not_in_place_while_the_data_speak_against_it():
    said = [{"on": "2026-06-01", "condition": "recognition", "holds": "yes"}]
    silent = [{"audience": name, "message": "news"} for name in ("staff", "public")]
    assert found("EV302", partnership("managing", sustainability=said))["recognition"] == "green"
    seen = partnership("managing", sustainability=said, communication=silent)
    assert (found("EV302", seen)["recognition"], found("EV303", seen)["recognition"]) == ("unknown", "amber")


def test_who_has_not_answered_is_told_from_who_does_not_know():
    given = [{"on": "2026-06-01", "by": by, "item": 1, "answer": word} for by, word in
             (("A", "in place"), ("B", "in place"), ("C", "don't know"))]  # fmt: skip
    seen = partnership("managing", partners=SIX[:5], checklist=given)
    rule = next(row for row in rules_in(rules) if row.code == "EV501")
    message = next(row.message for row in rule.findings(seen) if row.subject == "item 1")
    assert message.endswith("in place, say 2 of 5 partners; 1 does not know and 2 have not answered.")


def test_an_answer_that_lacks_items_cannot_be_told_and_names_who_gave_it():
    rows = [
        {"on": "2026-06-01", "by": by, "item": item, "value": 5} for by, item in (("A", "1"), ("A", "2"), ("B", "1"))
    ]
    tool = {"id": "ours", "title": "Ours", "scored_as": "tcrp-106", "items": [{"id": "1"}, {"id": "2"}]}
    seen = partnership(instruments=[{**tool, "responses": rows}])
    assert found("EV509", seen) == {"ours, incomplete answers": "unknown", "ours": "unknown"}
    rule = next(row for row in rules_in(rules) if row.code == "EV509")
    assert "B (1 of 2)" in next(iter(rule.findings(seen))).message


def test_an_answer_to_another_tool_by_a_partner_that_had_left_is_found():
    gone = {**A, "left": "2026-01-01"}
    assert found("EV505", partnership(partners=[gone, B], surveys=[{**VIC, "by": "A", "score": 90}])) == {"A": "amber"}


def test_a_tool_without_known_bands_cannot_be_told():
    assert found("EV509", partnership(surveys=[{**VIC, "instrument": "ours", "score": 3}])) == {"ours": "unknown"}


def test_one_signal_alone_is_never_held_against_a_partnership_as_a_reason_for_failure():
    lone = {"acceptances": [{"on": "2025-01-01", "by": by, "accepted": "no"} for by in "AB"]}
    seen = {row.reason.id: row for row in gather_early_warnings(partnership("scoping", **lone))}["failure-1"]
    assert (len(seen.signals), len(seen.warnings), seen.state) == (1, 1, "cannot tell")
    trusting = partnership("scoping", **lone, thresholds={"failure_told": 1})
    assert gather_early_warnings(trusting)[0].state == "watch"
