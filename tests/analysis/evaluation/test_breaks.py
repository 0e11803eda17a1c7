"""Where a series was measured in another way, no change of measuring is judged as a change of what is measured."""

from __future__ import annotations

from datetime import date

import pytest

from partnerlab.analysis.catalogue import rules_in
from partnerlab.analysis.evaluation import rules, summarise_curves
from partnerlab.analysis.evaluation.breaks import list_breaks
from partnerlab.analysis.evaluation.curve import assess_indicator
from partnerlab.analysis.evaluation.series import find_faults
from partnerlab.analysis.evaluation.targets import assess_target
from partnerlab.analysis.rulebook import get_rule
from partnerlab.methods.ordering import order_observations
from partnerlab.partnership import Partnership
from partnerlab.partnership.evaluation import Indicator

LINE = {str(year): 20.0 + (year % 2) / 5 for year in range(2010, 2024)}
RISEN = {**LINE, "2024": 30.0, "2025": 30.0}
FALLEN = {**LINE, "2024": 10.0, "2025": 10.0}


def indicator(values: dict[str, float], *breaks: str, **more) -> Indicator:
    made = {
        "id": "I",
        "title": "Lonely",
        "unit": "%",
        "good_direction": "down",
        "rule": {"base": "2023", "interval": 2},
    }
    rows = [{"period": period, "value": value} for period, value in values.items()]
    parted = [{"period": period, "reason": "asked by telephone"} for period in breaks]
    return Indicator(**{**made, "values": rows, "breaks": parted, **more})


def findings(seen: Indicator, code: str) -> list[tuple[str, str]]:
    hub = Partnership(
        name="Hub", purpose="Reach people", stage=[{"stage": "measuring", "on": "2024-01-01"}], indicators=[seen]
    ).at(date(2026, 6, 30))
    rule = next(row for row in rules_in(rules) if row.code == code)
    return [(row.severity.value, row.message) for row in rule.findings(hub)]


@pytest.mark.parametrize(("period", "parts"), [("2010", False), ("2011", True), ("2025", True), ("2026", False)])
def test_a_break_parts_a_series_only_where_values_lie_on_both_sides(period, parts):
    observed = order_observations(RISEN)
    assert bool(list_breaks(indicator(RISEN, period), observed)) is parts


def test_a_break_is_found_however_its_period_is_written():
    years = {"2018/19": 4.0, "2019/20": 5.0, "2020/21": 6.0}
    (found,) = list_breaks(indicator(years, "2019/2020", rule=None), order_observations(years))
    assert found.period.label == "2019/20"


def test_the_official_rule_compares_across_a_break_after_its_base_only():
    before, after = assess_indicator(indicator(RISEN, "2015")), assess_indicator(indicator(RISEN, "2024"))
    assert before.sound[0].method == "official rule"
    assert after.sound == ()
    assert "Part of it may be how it was measured" not in before.verdicts[0].sentence
    assert after.verdicts[0].sentence.endswith("for it compares across the break of 2024.")


@pytest.mark.parametrize(
    ("values", "breaks", "severity", "said"),
    [
        (RISEN, (), "red", "has got worse (official rule: worsening; against forecast: worse"),
        (RISEN, ("2015",), "red", "has got worse (official rule: worsening; against forecast: worse; process signal"),
        (RISEN, ("2024",), "unknown", "every verdict compares across the break of 2024"),
        (RISEN, ("2015", "2024"), "unknown", "every verdict compares across the break of 2024"),
        (FALLEN, (), "green", "has got better"),
        (FALLEN, ("2024",), "unknown", "compares across the break of 2024"),
    ],
)
def test_a_verdict_across_a_break_counts_for_neither_better_nor_worse(values, breaks, severity, said):
    ((found, message),) = findings(indicator(values, *breaks), "EV221")
    assert (found, said in message) == (severity, True), message


def test_a_series_without_a_break_says_nothing_of_one():
    assert assess_indicator(indicator(RISEN)).break_note == ""


def test_the_note_says_where_why_and_which_verdicts_compare_across():
    note = assess_indicator(indicator({"2022": 20.0, "2023": 20.0, "2024": 30.0}, "2024")).break_note
    assert note == (
        "The series breaks in 2024: asked by telephone. Compared across the break of 2024: official rule. The "
        "forecast rests on the history since the break of 2024, which is too short."
    )


@pytest.mark.parametrize(
    ("breaks", "named"),
    [
        (("2020", "2022"), "the break of 2022"),  # the base is 2021: what broke before it is on neither side
        (("2022", "2023"), "the breaks of 2022 and 2023"),
        (("2020",), ""),
        (("2020", "2021"), ""),  # a break at the base itself is not between it and the latest value
    ],
)
def test_only_the_breaks_that_a_verdict_compares_across_are_named(breaks, named):
    values = {"2019": 17.0, "2020": 20.0, "2021": 20.0, "2022": 19.0, "2023": 17.0}
    found = assess_indicator(indicator(values, *breaks, rule={"base": "2021", "interval": 2}))
    assert (f"Compared across {named}: official rule." in found.break_note) is bool(named)
    assert (f"every verdict compares across {named} (" in found.doubt) is bool(named)
    assert ("ompare" in found.break_note) is bool(named)


STEPPED = {str(year): 20.0 + (year % 2) / 5 + 10 * (year >= 2015) for year in range(2006, 2026)}


def test_a_step_in_how_it_was_measured_is_told_as_no_change_by_any_method_that_does_not_compare_across():
    """The level is higher by half from 2015 on, for it is measured in another way; nothing else happens."""
    elsewhere = [{"name": "There", "values": [{"period": year, "value": 19 + int(year) % 3 / 9} for year in STEPPED]}]
    unsaid = assess_indicator(indicator(STEPPED, action_from="2015", rule=None, comparators=elsewhere))
    said = assess_indicator(indicator(STEPPED, "2015", rule={"base": "2022", "interval": 2}, comparators=elsewhere))
    started = assess_indicator(indicator(STEPPED, "2015", action_from="2017", rule=None, comparators=elsewhere))
    assert unsaid.verdicts[-1].verdict == "worse than elsewhere"
    assert {row.movement for row in said.verdicts if row.enough} == {"same"}
    told = {row.method: row for row in started.verdicts}
    for method in ("intervention estimate", "comparison"):
        assert told[method].movement == "same", told[method].sentence
        assert "at the break of 2015 is taken to be a step in how it was measured" in told[method].assumption


def test_verdicts_whose_window_holds_the_break_are_not_given_and_say_why():
    seen = assess_indicator(indicator(STEPPED, "2015", rule={"base": "2014", "interval": 2}))
    assert [row.enough for row in seen.verdicts] == [True, False, False, False]
    assert "after the break of 2015" in seen.verdicts[1].sentence
    assert "after the break of 2015" in seen.verdicts[2].sentence
    assert "The break of 2015 comes with the start of the actions" in seen.verdicts[3].sentence


def test_a_history_begun_anew_shortly_before_is_too_short():
    seen = assess_indicator(indicator(LINE, "2020", rule={"base": "2022", "interval": 2}))
    assert seen.verdicts[1].sentence == (
        "There are 3 observed values since the break of 2020 up to the base; 8 are needed."
    )
    assert (
        seen.verdicts[2].sentence
        == "There are 3 values since the break of 2020 up to 2022; 6 are needed to draw limits."
    )


def test_a_target_set_beside_a_history_with_a_break_says_so():
    found = assess_target(assess_indicator(indicator(LINE, "2015", target={"period": "2024", "value": 40})))
    assert found.sentence.endswith("is within reach. The history is that since the break of 2015.")


def test_the_short_answer_says_that_all_compares_across_a_break():
    hub = Partnership(
        name="Hub", purpose="Reach people", stage=[{"stage": "measuring"}], indicators=[indicator(RISEN, "2024")]
    )
    assert "“Lonely” cannot be judged: every verdict compares across the break of 2024" in summarise_curves(hub)
    [found] = get_rule("EV221").findings(hub)
    assert (found.severity, "compares across" in found.message) == ("unknown", True)


def test_a_break_that_cannot_be_read_is_a_fault_of_the_series():
    (fault,) = find_faults(indicator(LINE, "2015/16"))
    assert fault.kind == "break cannot be read"


def test_a_break_is_not_known_before_its_period_is_over():
    seen = indicator(LINE, "2015")
    assert seen.known_on(date(2015, 6, 30)).breaks == ()
    assert seen.known_on(date(2015, 12, 31)).breaks == seen.breaks


def test_one_value_since_a_break_is_told_in_the_singular():
    seen = assess_indicator(indicator(LINE, "2022", rule={"base": "2022", "interval": 2}))
    assert seen.verdicts[1].sentence.startswith("There is 1 observed value since the break of 2022 up to the base")
    assert seen.verdicts[2].sentence.startswith("There is 1 value since the break of 2022 up to 2022")
