"""The verdicts stand side by side, on the official series too; too early is said as such."""

from __future__ import annotations

import csv
import re
from datetime import date
from pathlib import Path

import pytest

from partnerlab.analysis.evaluation.curve import assess_curves, assess_indicator
from partnerlab.analysis.evaluation.targets import assess_target
from partnerlab.analysis.evaluation.verdicts import compare_verdicts, summarise_curves
from partnerlab.partnership import Partnership, read_partnership
from partnerlab.partnership.evaluation import Indicator
from partnerlab.partnership.thresholds import Thresholds

COVERS = (
    "partnerlab.analysis.evaluation.targets",
    "partnerlab.analysis.evaluation.verdicts",
)

PARAMETERS = Path(__file__).parents[3] / "parameters"

OFFICIAL = {  # the statistics agency's own verdicts, as its dashboard showed them in 2025
    ("lough-mental-health", "ghq12"): "no change",
    ("lough-mental-health", "lonely"): "improving",
    ("lough-mental-health", "preventable"): "worsening",
    ("lough-mental-health", "inactive"): "improving",
    ("riverside-support-hub", "crime"): "worsening",
    ("harbour-regeneration", "recycling"): "no change",
    ("harbour-regeneration", "emissions"): "improving",
}


@pytest.mark.parametrize(("slug", "name"), OFFICIAL)
def test_the_official_rule_says_of_the_samples_what_the_agency_says(slug, name):
    partnership = read_partnership(PARAMETERS / f"{slug}.yaml")
    curve = next(row for row in assess_curves(partnership) if row.indicator.id == name)
    assert curve.verdicts[0].verdict == OFFICIAL[slug, name]


def test_on_official_figures_no_change_by_the_rule_is_worse_than_the_history_led_one_to_expect():
    partnership = read_partnership(PARAMETERS / "glens-health-alliance.yaml")
    (curve,) = assess_curves(partnership)
    rule, forecast = curve.verdicts[:2]
    assert (rule.verdict, rule.numbers["change"], rule.numbers["threshold"]) == ("no change", 4.0, 4.8)
    assert (forecast.verdict, forecast.numbers["latest"]) == ("worse", 173.0)
    assert forecast.numbers["high"] < 173.0
    assert curve.answer == "methods differ"
    assert "official rule says no change and against forecast says worse" in curve.summary
    assert "where the history was heading" in curve.summary


def indicator(values: dict[str, float], **more) -> Indicator:
    rows = [{"period": period, "value": value} for period, value in values.items()]
    return Indicator(
        **{"id": "I", "title": "Lonely", "unit": "index", "good_direction": "down", "values": rows, **more}
    )


LINE = {str(year): 20.0 + (year % 2) / 5 for year in range(2010, 2024)}


WAVE = {
    str(2000 + place): float(value)
    for place, value in enumerate((100, 101, 103, 104, 103, 101, 99, 98, 99, 101, 103, 104, 102, 100, 130, 131, 130))
}
"""Neighbours alike by 0.82 up to 2013, and thirty more after it."""


@pytest.mark.parametrize(
    ("changed", "verdict"),
    [
        ({}, "not enough data"),
        ({"neighbours_alike": 0.9}, "not enough data"),
        ({"neighbours_alike": 0.9, "series_charted": 0.95}, "worsening"),
    ],
)
def test_how_alike_neighbours_may_be_is_a_number_that_a_file_can_change(changed, verdict):
    found = assess_indicator(indicator(WAVE, rule={"base": "2013", "interval": 1}), Thresholds(**changed))
    assert found.verdicts[2].verdict == verdict


def test_values_before_the_actions_began_are_too_early_to_credit():
    curve = assess_indicator(indicator(LINE, action_from="2025"))
    assert curve.values_since_start == 0
    assert curve.timing == (
        "It is too early to say whether the partnership turned it. The latest value is for 2023, and its actions could "
        "have an effect from 2025."
    )


def test_without_a_start_nothing_is_credited():
    curve = assess_indicator(indicator(LINE))
    assert curve.values_since_start is None
    assert "no change can be credited" in curve.timing


def test_values_after_the_start_are_counted():
    assert assess_indicator(indicator(LINE, action_from="2022")).values_since_start == 2


def test_without_a_rule_the_last_value_before_the_actions_is_the_base():
    curve = assess_indicator(indicator(LINE, action_from="2022"))
    assert (curve.base, curve.base_from) == ("2021", "the last value before actions could show")


def test_a_base_that_is_not_there_does_not_hide_the_series():
    curve = assess_indicator(indicator(LINE, rule={"base": "1999", "interval": 1}))
    assert curve.base is None
    assert curve.verdicts[0].verdict == "insufficient"
    assert curve.faults


@pytest.mark.parametrize(
    ("last", "answer"), [({"2024": 10.0, "2025": 9.0}, "better"), ({"2024": 31.0, "2025": 32.0}, "worse")]
)
def test_verdicts_that_agree_give_one_answer(last, answer):
    assert assess_indicator(indicator({**LINE, **last}, rule={"base": "2023", "interval": 1})).answer == answer


def test_a_series_without_values_cannot_tell():
    curve = assess_indicator(indicator({}))
    assert (curve.answer, curve.latest, curve.verdicts) == ("cannot tell", None, ())


def test_one_value_cannot_tell():
    assert assess_indicator(indicator({"2020": 4.0}, rule={"base": "2020", "interval": 1})).verdicts[1].enough is False


TARGETS = [
    ({"period": "2022", "value": 25}, "reached"),
    ({"period": "2022", "value": 15}, "missed"),
    ({"period": "2024", "value": 22}, "within reach"),
    ({"period": "2024", "value": 20}, "cannot tell"),
    ({"period": "2024", "value": 5}, "out of reach"),
    ({"period": "2024/25", "value": 5}, "cannot tell"),
    (None, "no target"),
]


@pytest.mark.parametrize(
    ("target", "state"), TARGETS, ids=[f"{state}-{place}" for place, (_, state) in enumerate(TARGETS)]
)
def test_a_target_is_set_beside_where_the_history_is_heading(target, state):
    found = assess_target(assess_indicator(indicator(LINE, target=target)))
    assert found.state == state
    assert found.sentence.endswith(".")


QUARTERS = {f"{2015 + t // 4}Q{t % 4 + 1}": 20.0 + t % 3 / 5 for t in range(36)}
MONTHS = {f"{2018 + t // 12}-{t % 12 + 1:02d}": 20.0 + t % 5 / 5 for t in range(60)}
YEARS = {f"{year}/{year % 100 + 1:02d}": 20.0 + year % 2 / 5 for year in range(2010, 2024)}
RANGES = {f"{year}-{year % 100 + 4}": 20.0 + year % 2 / 5 for year in range(2006, 2018)}


@pytest.mark.parametrize(
    ("values", "period"),
    [
        (QUARTERS, "2024Q4"),
        (QUARTERS, "Q4 2024"),
        (QUARTERS, "2028 Q2"),
        (MONTHS, "2023-06"),
        (MONTHS, "June 2025"),
        (YEARS, "2025/2026"),
        (YEARS, "2025/26"),
        (RANGES, "2018-2022"),
        (RANGES, "2018-22"),
    ],
)
def test_a_target_is_found_by_its_place_in_time_however_it_is_written(values, period):
    goal = {"period": period, "value": 30}
    found = assess_target(assess_indicator(indicator(values, target=goal)))
    assert found.state == "within reach", found.sentence


SPELT = [
    (QUARTERS, "2023Q2", ("2023Q2", "Q2 2023", "2023 Q2")),
    (MONTHS, "2022-06", ("2022-06", "June 2022")),
    (YEARS, "2021/22", ("2021/22", "2021/2022")),
    (RANGES, "2012-16", ("2012-16", "2012-2016")),
]
"""A series of about 20, one of its periods, and how a target may write that period."""


@pytest.mark.parametrize(
    ("values", "period", "written"), [(values, period, word) for values, period, words in SPELT for word in words]
)
def test_a_target_in_the_past_is_judged_by_its_own_period_alone(values, period, written):
    """All other periods are at about 20, so that one period beside it would give the other verdict."""
    low, high = ({**values, period: value} for value in (10.0, 30.0))
    assert assess_target(assess_indicator(indicator(low, target={"period": written, "value": 12}))).state == "reached"
    missed = assess_target(assess_indicator(indicator(high, target={"period": written, "value": 25})))
    assert (missed.state, missed.sentence.endswith("was missed: 30 index.")) == ("missed", True)
    at_it = assess_target(assess_indicator(indicator(low, target={"period": written, "value": 10})))
    assert at_it.state == "reached"  # exactly at the target is reached


AHEAD = [(QUARTERS, "2024Q4"), (MONTHS, "2023-06"), (YEARS, "2025/2026"), (RANGES, "2018-2022")]


@pytest.mark.parametrize(("values", "period"), AHEAD)
@pytest.mark.parametrize(
    ("target", "down", "up"),
    [(30, "within reach", "out of reach"), (10, "out of reach", "within reach"), (20.3, "cannot tell", "cannot tell")],
)
def test_a_target_ahead_is_judged_by_where_a_level_series_goes_on(values, period, target, down, up):
    """A series that stays at 20 to 21 goes on there: 30 is far above it, 10 far below, 20.3 in the middle of it."""
    for direction, state in (("down", down), ("up", up)):
        goal = {"period": period, "value": target}
        found = assess_target(assess_indicator(indicator(values, target=goal, good_direction=direction)))
        assert found.state == state, found.sentence


STEPS = {"2024Q4": 4, "2023-06": 6, "2025/2026": 2, "2018-2022": 1}
"""How many periods each target lies after the last value of its series."""


@pytest.mark.parametrize(("values", "period"), AHEAD)
def test_the_forecast_set_beside_a_target_is_that_of_its_period(values, period):
    """A steady fall by 1 a period from 100: the forecast of a later period is lower, and its period is named."""
    falling = {label: 100.0 - place for place, label in enumerate(values)}
    last, steps = 100.0 - (len(values) - 1), STEPS[period]
    found = assess_target(assess_indicator(indicator(falling, target={"period": period, "value": 0.001})))
    told = re.search(r"gives ([\d.]+) ", found.sentence)
    assert f"{period} gives" in found.sentence
    assert told is not None
    assert last - steps - 1.5 < float(told[1]) < last  # damped, so not quite so far down
    assert found.state == "out of reach"


def test_a_target_further_ahead_than_the_history_reaches_back_is_said_to_be_too_far_ahead():
    near, far = (
        assess_target(assess_indicator(indicator(LINE, target={"period": year, "value": 60})))
        for year in ("2036", "2037")
    )
    assert near.state == "within reach"
    assert far.state == "cannot tell"
    assert "is too far ahead to say" in far.sentence
    assert "14 periods after the latest value, where the history spans 13" in far.sentence


def test_a_target_for_a_period_without_a_value_cannot_be_told_whatever_came_after():
    gap = {year: value for year, value in LINE.items() if year != "2020"}
    found = assess_target(assess_indicator(indicator(gap, target={"period": "2020", "value": 25})))
    assert found.state == "cannot tell"
    assert found.sentence.startswith("There is no value for 2020, so we cannot tell")


def test_a_target_between_two_periods_of_the_series_cannot_be_told():
    second_years = {str(year): 20.0 + year % 3 for year in range(2000, 2024, 2)}
    found = assess_target(assess_indicator(indicator(second_years, target={"period": "2025", "value": 25})))
    assert (found.state, "no value for 2025" in found.sentence) == ("cannot tell", True)


def test_a_target_cannot_be_told_from_a_short_history():
    short = indicator({"2022": 4.0, "2023": 3.0}, target={"period": "2025", "value": 2})
    assert assess_target(assess_indicator(short)).state == "cannot tell"


def test_the_verdicts_are_four_a_series_with_n_and_assumption():
    hub = Partnership(name="Hub", purpose="Reach people", stage=[{"stage": "measuring"}], indicators=[indicator(LINE)])
    table = compare_verdicts(hub)
    assert table["method"].tolist() == ["official rule", "against forecast", "process signal", "intervention estimate"]
    assert (table["n"] == len(LINE)).all()
    assert table["assumption"].str.len().gt(10).all()


def test_indicators_that_cannot_be_judged_for_want_of_values_are_named_in_one_clause():
    short = [indicator(dict(list(LINE.items())[:2])).model_copy(update={"title": name, "id": name}) for name in "ABCDE"]
    hub = Partnership(name="Hub", purpose="Reach people", stage=[{"stage": "measuring"}], indicators=short)
    assert summarise_curves(hub) == "“A”, “B”, “C” and 2 more cannot be judged yet."
    one = hub.model_copy(update={"indicators": hub.indicators[:1]})
    assert summarise_curves(one) == "“A” cannot be judged yet."
    two = hub.model_copy(update={"indicators": hub.indicators[:2]})
    assert summarise_curves(two) == "“A” and “B” cannot be judged yet."


def test_the_summary_says_worse_first_and_too_early_last():
    hub = Partnership(
        name="Hub",
        purpose="Reach people",
        stage=[{"stage": "measuring"}],
        indicators=[
            indicator(LINE, action_from="2030").model_copy(update={"title": "Flat", "id": "F"}),
            indicator({**LINE, "2024": 31.0, "2025": 32.0}, rule={"base": "2023", "interval": 1}, action_from="2030"),
        ],
    )
    text = summarise_curves(hub)
    assert text.startswith("“Lonely” has got worse")
    assert "For all it is too early" in text
    alone = hub.model_copy(update={"indicators": hub.indicators[:1]})
    assert " It is too early to credit or blame the partnership: " in summarise_curves(alone)


REVISED = {
    "id": "I",
    "title": "Lonely",
    "unit": "index",
    "good_direction": "down",
    "values": [
        {"period": "2019", "value": 20, "published": "2020-05-01"},
        {"period": "2020", "value": 23, "published": "2021-05-01"},
        {"period": "2020", "value": 21, "published": "2022-05-01"},
        {"period": "2021", "value": 22, "published": "2022-05-01"},
    ],
}


@pytest.mark.parametrize(
    ("as_at", "values", "verdict"),
    [
        (date(2021, 12, 31), {"2019": 20, "2020": 23}, "worsening"),
        (date(2022, 12, 31), {"2019": 20, "2020": 21, "2021": 22}, "no change"),
    ],
)
def test_before_its_revision_a_value_is_seen_as_it_was_then_published(as_at, values, verdict):
    made = Indicator(**REVISED, rule={"base": "2019", "interval": 3})
    hub = Partnership(name="Hub", purpose="Reach", stage=[{"stage": "reviewing"}], indicators=[made]).at(as_at)
    (curve,) = assess_curves(hub)
    assert {period.label: float(value) for period, value in curve.observations} == values
    assert curve.verdicts[0].verdict == verdict


def test_a_revision_is_told_with_what_it_replaced_and_when():
    curve = assess_indicator(Indicator(**REVISED))
    assert curve.remarks[0] == "Revised since first published: 2020 (23 to 21, 2022-05-01)."


def test_periods_without_a_value_in_between_are_named():
    curve = assess_indicator(indicator({"2018": 4.0, "2019": None, "2020": 5.0, "2022": 5.0}))
    assert curve.remarks[0] == "No value in between for 2019 and 2021."


def test_a_series_too_short_for_any_trend_says_so_and_one_of_five_values_does_not():
    short, long = (assess_indicator(indicator({str(2016 + at): 4.0 + at for at in range(n)})) for n in (4, 5))
    assert [text for text in short.remarks if "chance" in text] == [
        "4 values are too few to show a trend: chance alone gives an unbroken rise or fall one time in 12."
    ]
    assert long.remarks == ()


def test_a_series_that_cannot_be_read_is_not_said_to_have_no_value():
    twice = [{"period": "2019", "value": 3}, {"period": "2019", "value": 4}]
    curve = assess_indicator(Indicator(**REVISED | {"values": twice}))
    assert curve.timing == "Its values cannot be read, so nothing can be said."


def verdicts_of(curve) -> dict[str, str]:
    return {verdict.method: verdict.verdict for verdict in curve.verdicts}


def test_counts_of_events_are_judged_as_counts():
    counts = {str(2000 + t): 400.0 + 20 * (-1) ** t - (160 if t >= 14 else 0) for t in range(20)}
    plain = assess_indicator(indicator(counts, unit="deaths", action_from="2014"))
    counted = assess_indicator(indicator(counts, unit="deaths", action_from="2014", counts=True))
    assert "segmented regression" in plain.verdicts[3].assumption
    assert "quasi-Poisson" in counted.verdicts[3].assumption
    assert counted.verdicts[3].numbers["level"] == pytest.approx(240 / 400, abs=0.05)
    assert verdicts_of(counted)["intervention estimate"] == "improving"


def test_numerators_over_denominators_are_judged_as_counts_of_what_they_are_counted_from():
    rows = []
    for t in range(20):
        asked = 200 if t < 14 else 800
        yes = asked // 4 + (2 if t % 2 else -2)
        value = round(100 * yes / asked, 1)
        rows.append({"period": str(2000 + t), "value": value, "numerator": yes, "denominator": asked})
    made = {"id": "I", "title": "Lonely", "unit": "%", "good_direction": "down", "values": rows, "action_from": "2014"}
    curve = assess_indicator(Indicator(**made))
    assert "counted from" in curve.verdicts[3].assumption
    assert verdicts_of(curve)["intervention estimate"] == "no clear change"  # four times as many asked is no effect


@pytest.mark.parametrize("wrong", [-3.0, 12.5])
def test_what_is_no_count_is_found_and_does_not_stop_the_review(wrong):
    counts = {**{str(2000 + t): 400.0 + t % 3 for t in range(20)}, "2003": wrong}
    curve = assess_indicator(indicator(counts, unit="deaths", action_from="2014", counts=True))
    assert any("is not a count" in fault for fault in curve.faults)
    assert len(curve.verdicts) == 4


def test_a_count_that_was_never_above_zero_is_no_count_to_fit():
    curve = assess_indicator(indicator(dict.fromkeys(LINE, 0.0), unit="deaths", action_from="2014", counts=True))
    assert verdicts_of(curve)["intervention estimate"] == "not enough data"


def test_winter_is_neither_turn_nor_signal_in_a_quarterly_curve():
    season, ripple = (10.0, -4.0, -8.0, 2.0), (0.5, -0.5, -0.2, 0.2, -0.4)
    values = {f"{2015 + t // 4}Q{t % 4 + 1}": 60 + season[t % 4] + ripple[t % 5] for t in range(33)}
    rule = {"base": "2022Q1", "interval": 2}
    curve = assess_indicator(indicator(values, rule=rule, action_from="2022Q2"))
    assert verdicts_of(curve) == {
        "official rule": "no change",
        "against forecast": "as expected",
        "process signal": "no signal",
        "intervention estimate": "no clear change",
    }
    expected = curve.outlook.table["forecast"].tolist()
    assert expected == pytest.approx([56.0, 52.0, 62.0], abs=1.0)  # the coming spring, summer and autumn


HERE = {str(2008 + t): 20.0 * (0.8 if t >= 10 else 1) + 0.4 * (-1) ** t + 0.3 * (t % 3) for t in range(15)}
THERE = [{"period": str(2008 + t), "value": 30.0 + 0.5 * (t % 4)} for t in range(15)]


def test_where_the_file_names_a_comparator_there_is_a_fifth_verdict():
    curve = assess_indicator(indicator(HERE, action_from="2018", comparators=[{"name": "England", "values": THERE}]))
    fifth = curve.verdicts[4]
    assert (len(curve.verdicts), fifth.method, fifth.verdict) == (5, "comparison", "better than elsewhere")
    assert fifth.numbers["difference"] == pytest.approx(0.8, abs=0.02)
    assert "England: 1" in fifth.sentence  # what happened there stands beside it
    assert len(assess_indicator(indicator(HERE, action_from="2018")).verdicts) == 4


def test_a_comparator_that_cannot_be_used_is_a_reason_and_not_an_error():
    twice = [{"name": "England", "values": [*THERE, THERE[0]]}]
    fifth = assess_indicator(indicator(HERE, action_from="2018", comparators=twice)).verdicts[4]
    assert (fifth.verdict, "cannot be read: period 2008 is given twice" in fifth.sentence) == ("not enough data", True)


def test_a_comparator_in_another_unit_is_not_compared_and_is_told():
    other = [{"name": "England", "values": [row | {"unit": "per 1,000"} for row in THERE]}]
    curve = assess_indicator(indicator(HERE, action_from="2018", comparators=other))
    assert len(curve.verdicts) == 4
    assert curve.faults == ("The comparator England is not in index throughout, so it is not compared.",)


def test_no_indicator_is_said_as_such():
    hub = Partnership(name="Hub", purpose="Reach people", stage=[{"stage": "scoping"}])
    assert summarise_curves(hub) == (
        "No indicator of the population is named yet, so we cannot tell whether a curve has turned."
    )


def test_sample_values_are_read_as_they_stand_in_their_files():
    with (PARAMETERS / "harbour-regeneration" / "recycling.csv").open(encoding="utf-8") as file:
        rows = list(csv.DictReader(line for line in file if not line.startswith("#")))
    partnership = read_partnership(PARAMETERS / "harbour-regeneration.yaml")
    curve = next(row for row in assess_curves(partnership) if row.indicator.id == "recycling")
    assert [str(value) for _, value in curve.observations] == [
        row["value"] + ("" if "." in row["value"] else ".0") for row in rows
    ]


@pytest.mark.parametrize(("start", "step"), [(98.0, 1.0), (70.0, 1.0), (-3.0, 0.5), (-12.0, -1.0)])
def test_a_steady_line_above_100_or_below_0_per_cent_is_not_cut_off_where_a_whole_would_end(start, step):
    """What goes on as it went is as expected, though no share of a whole is above 100 or below 0."""
    noise = (0.1, -0.1, 0.2, 0.0, -0.2)
    values = [{"period": str(2005 + n), "value": start + step * n + noise[n % 5]} for n in range(18)]
    made = {"id": "I", "title": "I", "unit": "%", "good_direction": "up", "rule": {"base": "2016", "interval": 1}}
    curve = assess_indicator(Indicator(**made, values=values), Thresholds())
    verdict = next(row for row in curve.verdicts if row.method == "against forecast")
    assert verdict.verdict == "as expected", verdict.sentence


def test_a_history_that_never_varies_is_not_called_too_short():
    """Twelve values are enough in number; what they lack is an error to learn from."""
    flat = [{"period": str(2010 + year), "value": 20.0} for year in range(12)]
    target = {"period": "2023", "value": 18}
    made = Indicator(id="I", title="T", unit="people", good_direction="down", values=flat, target=target)
    assert "The history varies too little to say whether" in assess_target(assess_indicator(made)).sentence
    short = assess_indicator(made.model_copy(update={"values": made.values[:3]}))
    assert "The history is too short to say whether" in assess_target(short).sentence


def test_a_target_in_a_quarter_never_measured_cannot_be_told():
    terms = [
        {"period": f"{2012 + year} Q{term + 1}", "value": 100 + (5, 0, -5)[term] + (year * 7) % 5}
        for year in range(8)
        for term in range(3)
    ]
    made = Indicator(
        id="I", title="T", unit="people", good_direction="up", values=terms, target={"period": "2020 Q4", "value": 1}
    )
    found = assess_target(assess_indicator(made))
    assert found.state == "cannot tell"
    assert found.sentence.endswith("the history has no value for that season.")
    reached = made.model_copy(update={"target": made.target.model_copy(update={"period": "2020 Q3"})})
    assert assess_target(assess_indicator(reached)).state == "within reach"


def test_a_curve_that_ends_at_its_base_is_not_judged_yet():
    """The official rule compares the base with itself, which is no ground to say that nothing has turned."""
    values = [{"period": "2024", "value": 3}, {"period": "2025", "value": 4}]
    made = {"id": "I", "title": "T", "unit": "people", "good_direction": "down", "values": values}
    hub = Partnership(name="Hub", purpose="P", stage=[{"stage": "managing"}], indicators=[
        made | {"rule": {"base": base, "interval": 1}} | {"id": base, "title": base} for base in ("2024", "2025")
    ])  # fmt: skip
    early, late = assess_curves(hub)
    assert (early.answer, late.answer) == ("worse", "cannot tell")
    assert late.doubt == "there is no value after the base, 2025"
    assert "“2025” cannot be judged: there is no value after the base, 2025" in summarise_curves(hub)


@pytest.mark.parametrize(("unit", "least"), [("per 100,000", 0.0), ("degrees", None)])
def test_no_interval_of_a_rate_goes_below_nothing(unit, least):
    """A rate of none is possible, of fewer not; of degrees it is."""
    values = [{"period": str(2010 + at), "value": (0, 2, 1, 0, 3, 1)[at % 6]} for at in range(14)]
    made = Indicator(id="I", title="T", unit=unit, good_direction="down", values=values, action_from="2022")
    curve = assess_indicator(made)
    lows = [curve.assessment.forecast.table["low_95"].min(), curve.assessment.limits.low]
    assert lows == [0.0, 0.0] if least == 0 else max(lows) < 0
