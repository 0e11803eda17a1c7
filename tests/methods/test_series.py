"""The official rule gives the published verdicts, and four verdicts stand side by side.

Values from the NISRA data portal under the Open Government Licence v3, each with its matrix and the date of
its last update; Northern Ireland totals. Rules and verdicts as on the official wellbeing dashboard of 2025.
"""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from partnerlab.errors import MethodError
from partnerlab.methods.ordering import Series
from partnerlab.methods.series import IntervalType, Verdict, assess_curve, official_change
from partnerlab.methods.verdict import Direction, judge_movement

Rule = tuple[str, float, IntervalType, Direction]


def financial_years(first: int, values: list[float | None]) -> dict[str, float | None]:
    return {f"{first + t}/{(first + t + 1) % 100:02d}": value for t, value in enumerate(values)}


def five_years(first: int, values: list[float]) -> dict[str, float]:
    return {f"{first + t}-{(first + t + 4) % 100:02d}": value for t, value in enumerate(values)}


# INDGREENHGNI, updated 2024-09-17: net greenhouse gas emissions, million tonnes of carbon dioxide equivalent.
GREENHOUSE = dict(
    zip(
        map(str, [1990, 1995, *range(1998, 2023)]),
        [29, 28.9, 27.7, 28.1, 27.7, 28.1, 25.6, 25.9, 25.7, 27, 27.2, 26, 25.5, 23.8, 24.4, 23.1, 23.3, 23.4, 22.8,
         23.4, 23.4, 22.7, 22.4, 22, 21.2, 22, 21.3],
        strict=True,
    )
)  # fmt: skip
# INDRECWSTENI, updated 2025-02-24: household waste reused, recycled or composted, %.
RECYCLED = financial_years(
    2006, [27.7, 31.9, 34.4, 35.6, 37.3, 39.7, 39.8, 41.4, 42, 42.2, 44.3, 48.1, 50, 51.9, 50.9, 50.1, 50.7, 51.1]
)
# INDMHEALTHEQ, updated 2025-05-20: people with a GHQ12 score of 4 or more, %; no survey in 2012/13.
MENTAL_HEALTH = financial_years(2010, [19.6, 18.9, None, 18.4, 18, 18.4, 17.6, 17.4, 18, 19.5, 26.9, 20.7, 20.2, 18.8])
# INDPREVDTHEQ, updated 2024-06-10: preventable deaths per 100,000, five years together.
PREVENTABLE = five_years(
    2001, [205, 203, 199, 198, 195, 193, 188, 184, 178, 173, 170, 168, 168, 168, 169, 173, 178, 179]
)
# INDECONINACTEQ, updated 2024-12-20: economically inactive for reasons other than study, %.
INACTIVE = {
    str(2006 + t): value
    for t, value in enumerate(
        [22.3, 22, 22.3, 22.3, 21.3, 19.9, 19, 19.4, 20.1, 20.1, 19.3, 20.2, 20, 19.7, 21.7, 19.2, 19.1, 18.3]
    )
}
# INDCRIMEEQ, updated 2024-06-10: victims of any crime in the safe community survey, %.
CRIME = financial_years(
    2006, [14.2, 13.8, 13.4, 14.3, 12.6, 11.2, 10.9, 10, 8.8, 8.9, 8.7, 7.9, 7.5, 6.9, 3.9, 3.8, 5.1]
)
# INDLONEEQ, updated 2025-03-11: people who feel lonely, %.
LONELINESS = financial_years(2017, [17.3, 17, 17.4, 19.8, 20.2, 19.4, 17.8])


@pytest.mark.parametrize(
    ("series", "rule", "verdict"),
    [
        pytest.param(GREENHOUSE, ("2018", 0.275, "per_year", "down"), "improving", id="greenhouse gas"),
        pytest.param(RECYCLED, ("2019/20", 0.5, "per_year", "up"), "no change", id="recycled waste"),
        pytest.param(MENTAL_HEALTH, ("2019/20", 1.3, "fixed", "down"), "no change", id="mental health"),
        pytest.param(PREVENTABLE, ("2014-18", 4.8, "fixed", "down"), "worsening", id="preventable deaths"),
        pytest.param(INACTIVE, ("2019", 1.4, "fixed", "down"), "improving", id="economic inactivity"),
        pytest.param(CRIME, ("2021/22", 1.1, "fixed", "down"), "worsening", id="crime"),
        pytest.param(LONELINESS, ("2021/22", 2.0, "fixed", "down"), "improving", id="loneliness"),
    ],
)
def test_the_published_verdicts_are_reproduced(series: Series, rule: Rule, verdict: str) -> None:
    assert official_change(series, *rule).verdict == verdict


def test_exact_ties_hold_where_binary_fractions_would_break_them() -> None:
    assert 21.3 - 22.4 != -1.1  # why the sums are exact
    greenhouse = official_change(GREENHOUSE, "2018", 0.275, "per_year", "down")
    assert (greenhouse.numbers["change"], greenhouse.numbers["threshold"]) == (-1.1, 1.1)
    assert greenhouse.verdict == "improving"
    assert official_change({"2018": 22.4, "2019": 21.3}, "2018", "1.10000001", "fixed", "down").verdict == "no change"


@given(
    base=st.integers(-(10**6), 10**6),
    change=st.integers(0, 10**4),
    places=st.integers(0, 4),
    direction=st.sampled_from(["up", "down"]),
)
def test_a_move_of_exactly_the_interval_always_counts(base: int, change: int, places: int, direction: str) -> None:
    scale = 10**places
    latest = base + change if direction == "up" else base - change
    series = {"2019": base / scale, "2020": latest / scale}
    assert official_change(series, "2019", change / scale, "fixed", direction).verdict == "improving"  # type: ignore[arg-type]  # both are directions


def test_the_latest_value_is_the_last_one_there_is() -> None:
    found = official_change(MENTAL_HEALTH | {"2024/25": None}, "2019/20", 1.3, "fixed", "down")
    assert found.numbers["latest"] == 18.8


@pytest.mark.parametrize(("base", "said"), [("2023 Q4", False), ("2024 Q1", True)])
def test_a_base_at_another_time_of_the_year_is_named_as_an_assumption(base: str, said: bool) -> None:
    series = {"2023 Q4": 5.0, "2024 Q1": 6.0, "2024 Q2": 7.0, "2024 Q3": 6.0, "2024 Q4": 5.0}
    verdict = official_change(series, base, 1, "fixed", "down")
    assert ("season counts as change" in verdict.assumption) == said


def test_when_the_latest_is_the_base_nothing_has_changed() -> None:
    found = official_change({"2018": 3, "2019": 5}, "2019", 0, "fixed", "up")
    assert found.verdict == "no change"
    assert found.sentence == "The latest value, 5 in 2019, is the base itself: no change."


def test_an_interval_of_zero_makes_no_move_an_improvement_and_the_reader_is_told() -> None:
    found = official_change({"2018": 5, "2019": 5}, "2018", 0, "fixed", "up")
    assert found.verdict == "improving"
    assert "no movement at all counts as improving" in found.assumption
    assert found.sentence.endswith("where 0 counts: improving by that rule, though nothing has moved.")
    moved = official_change({"2018": 5, "2019": 6}, "2018", 0, "fixed", "up")
    assert moved.sentence.endswith("a change of +1, where 0 counts: improving.")


@pytest.mark.parametrize(
    ("series", "base", "interval", "reason"),
    [
        (INACTIVE, None, 1.4, "No base period is set"),
        (INACTIVE, "2019", None, "No interval is set"),
        (MENTAL_HEALTH, "2012/13", 1.3, "no value for the base"),
        ({}, "2019", 1.4, "no values"),
        ({"2019": None}, "2019", 1.4, "no values"),
    ],
)
def test_what_is_missing_makes_it_insufficient(
    series: dict[str, float | None], base: str | None, interval: float | None, reason: str
) -> None:
    found = official_change(series, base, interval, "fixed", "down")
    assert (found.verdict, found.enough) == ("insufficient", False)
    assert reason in found.sentence


def test_bad_input_is_refused_with_the_way_out() -> None:
    with pytest.raises(MethodError, match="'2030' is not in the series, which holds 2006 to 2023"):
        official_change(INACTIVE, "2030", 1, "fixed", "down")
    with pytest.raises(MethodError, match="0 or more"):
        official_change(INACTIVE, "2019", -1, "fixed", "down")
    with pytest.raises(MethodError, match="0 or more"):
        official_change(INACTIVE, "2019", "a lot", "fixed", "down")
    with pytest.raises(MethodError, match="'fixed' or 'per_year'"):
        official_change(INACTIVE, "2019", 1, "yearly", "down")  # type: ignore[arg-type]  # the wrong word is the point
    with pytest.raises(MethodError, match='"up" when more is better'):
        official_change(INACTIVE, "2019", 1, "fixed", "lower")  # type: ignore[arg-type]  # the wrong word is the point


def test_four_verdicts_stand_side_by_side() -> None:
    found = assess_curve(PREVENTABLE, "2014-18", "down", interval=4.8)
    assert [verdict.method for verdict in found.verdicts] == [
        "official rule", "against forecast", "process signal", "intervention estimate",
    ]  # fmt: skip
    assert [verdict.verdict for verdict in found.verdicts] == ["worsening", "worse", "no stable level", "worsening"]
    assert found.agree is True
    assert "agree" in found.sentence
    assert "Cannot tell: process signal" in found.sentence
    assert all(verdict.n == 18 and verdict.assumption and verdict.sentence for verdict in found.verdicts)
    assert list(found.table()["verdict"]) == [verdict.verdict for verdict in found.verdicts]


def test_ranges_that_overlap_are_named_as_an_assumption() -> None:
    found = assess_curve(PREVENTABLE, "2014-18", "down", interval=4.8)
    assert "share months" in found.verdicts[1].assumption


def test_no_change_by_the_rule_and_worse_than_the_forecast_is_said_with_its_reason() -> None:
    steady_gain = {str(2005 + t): 30 + 2.0 * t + (0.3, -0.2, 0.1)[t % 3] for t in range(15)}
    stalled = steady_gain | {str(year): steady_gain["2019"] + 0.2 for year in range(2020, 2024)}
    found = assess_curve(stalled, "2019", "up", interval=0.5, interval_type="per_year")
    rule, forecast = found.verdicts[:2]
    assert (rule.verdict, forecast.verdict) == ("no change", "worse")
    assert found.agree is False
    assert "official rule says no change, against forecast says worse" in found.sentence
    assert "The forecast was" in found.sentence


def test_recycled_waste_stalled_and_no_method_is_sure_of_it() -> None:
    found = assess_curve(RECYCLED, "2019/20", "up", interval=0.5, interval_type="per_year", bounds=(0, 100))
    words = [verdict.verdict for verdict in found.verdicts]
    assert words == ["no change", "as expected", "no stable level", "no clear change"]
    assert "Neither the jump at the start nor the change of slope is clear." in found.verdicts[3].sentence
    assert found.verdicts[3].sentence.endswith("The difference at the end is not called: it rests on both together.")


def test_a_young_partnership_is_told_that_it_is_too_early() -> None:
    found = assess_curve({"2024": 5.0}, "2024", "down")
    assert found.agree is None
    assert found.sentence == "No method can tell yet."
    assert "cannot show a trend" in found.trend_note


def test_one_verdict_alone_is_neither_agreement_nor_difference() -> None:
    found = assess_curve(LONELINESS, "2021/22", "down", interval=2)
    assert found.agree is None
    assert found.sentence.startswith("Only one method can tell: official rule says improving.")


@pytest.mark.parametrize("values", [[5.0] * 20, [0.0] * 20])
def test_a_series_that_never_varies_has_only_the_rule(values: list[float]) -> None:
    found = assess_curve({str(2000 + t): value for t, value in enumerate(values)}, "2015", "up", interval=1)
    assert [verdict.enough for verdict in found.verdicts] == [True, False, False, False]


def test_no_base_leaves_every_method_without_an_answer() -> None:
    found = assess_curve(INACTIVE, None, "down", interval=1.4)
    assert not any(verdict.enough for verdict in found.verdicts[:2])
    assert not found.verdicts[3].enough


def test_the_start_may_lie_after_the_base() -> None:
    found = assess_curve(INACTIVE, "2015", "down", start="2018")
    assert found.fit is not None
    assert (found.fit.start, found.fit.before, found.fit.after) == ("2018", 12, 6)


def test_the_forecast_goes_on_beyond_the_latest_value_when_asked() -> None:
    found = assess_curve(INACTIVE, "2019", "down", ahead=2)
    assert found.forecast is not None
    assert found.forecast.table["period"].iloc[-1] == "2025"


def test_results_are_the_same_twice() -> None:
    first, second = (assess_curve(RECYCLED, "2019/20", "up", interval=0.5) for _ in range(2))
    assert first.verdicts == second.verdicts


def test_a_verdict_cannot_be_changed() -> None:
    verdict: Verdict = official_change(INACTIVE, "2019", 1.4, "fixed", "down")
    with pytest.raises(AttributeError):
        verdict.verdict = "worsening"  # type: ignore[misc]  # the change is the point


def test_no_difference_is_the_same_whichever_way_is_good() -> None:
    assert judge_movement(0, "up") == judge_movement(0, "down") == "same"


@pytest.mark.parametrize(
    ("then", "now", "interval", "kind", "said"),
    [
        (344736900, 365500000, 1000000, "fixed", "365,500,000 in 2019 Q2 against 344,736,900"),
        (344736900, 365500000, 1000000, "fixed", "a change of +20,763,100, where 1,000,000 counts: improving."),
        ("123456.7", "123456.9", 1, "fixed", "123,456.9 in 2019 Q2 against 123,456.7"),
        ("0.00001", "0.00003", 1, "fixed", "a change of +0.00002, where 1 counts: no change."),
        (10, "11.29999", "1.3", "fixed", "a change of +1.29999, where 1.3 counts: no change."),
        (10, "8.7", "1.3", "fixed", "a change of -1.3, where 1.3 counts: worsening."),
        (10, 11, "1", "per_year", "a change of +1, where 0.25 counts: improving."),
        ("41.66666666666667", "57.89473684210527", "1.3", "fixed", "57.8947 in 2019 Q2 against 41.6667 in 2019 Q1"),
        (5, 5, 1, "fixed", "a change of +0, where 1 counts: no change."),
    ],
)
def test_the_numbers_of_the_official_rule_are_written_in_full(then, now, interval, kind, said):
    """No power of ten, no two values that differ written alike, no near miss written like a tie."""
    found = official_change({"2019 Q1": then, "2019 Q2": now}, "2019 Q1", interval, kind, "up")
    assert said in found.sentence
