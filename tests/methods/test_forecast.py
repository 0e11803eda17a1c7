"""The forecast says where the history was heading, how sure it is, and when it cannot."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import numpy as np
import pandas as pd
import pytest

from partnerlab.errors import MethodError
from partnerlab.methods.forecast import against_forecast, forecast_series, judge_forecast
from partnerlab.methods.ordering import order_observations
from partnerlab.methods.origins import measure_season
from partnerlab.methods.process import process_signal
from partnerlab.methods.process_limits import process_limits

SAMPLES = Path(__file__).parents[2] / "parameters"

GENERATOR = np.random.default_rng(5)
HISTORY = {
    str(2005 + t): round(float(v), 1) for t, v in enumerate(40 + 0.5 * np.arange(15) + GENERATOR.normal(size=15))
}
QUARTERS = {
    f"{2014 + t // 4} Q{t % 4 + 1}": float(v)
    for t, v in enumerate(100 + np.resize([30.0, -10, -30, 10], 24) + GENERATOR.normal(size=24))
}

# Percentage of people with a GHQ12 score of 4 or more; no survey in 2012/13.
# NISRA data portal, INDMHEALTHEQ, updated 2025-05-20, Open Government Licence v3.
MENTAL_HEALTH = {
    "2010/11": 19.6, "2011/12": 18.9, "2012/13": None, "2013/14": 18.4, "2014/15": 18.0, "2015/16": 18.4,
    "2016/17": 17.6, "2017/18": 17.4, "2018/19": 18.0, "2019/20": 19.5, "2020/21": 26.9, "2021/22": 20.7,
    "2022/23": 20.2, "2023/24": 18.8,
}  # fmt: skip


def test_the_fan_widens_with_the_level_and_with_the_years() -> None:
    forecast = forecast_series(HISTORY, ahead=5)
    assert forecast is not None
    table = forecast.table
    assert table["period"].tolist() == ["2020", "2021", "2022", "2023", "2024"]
    assert (table["low_95"] < table["low_80"]).all()
    assert (table["low_80"] < table["low_50"]).all()
    assert (table["low_50"] < table["forecast"]).all()
    assert (table["forecast"] < table["high_50"]).all()
    assert (np.diff(table["high_95"] - table["low_95"]) > 0).all()


def test_nothing_after_the_base_reaches_the_forecast() -> None:
    changed = HISTORY | {"2018": 999.0, "2019": 1.0}
    first, second = (forecast_series(series, "2017") for series in (HISTORY, changed))
    assert first is not None
    assert second is not None
    pd.testing.assert_frame_equal(first.table, second.table)
    pd.testing.assert_frame_equal(first.back_test, second.back_test)


def test_scenarios_stand_beside_the_forecast() -> None:
    forecast = forecast_series(HISTORY, ahead=2)
    assert forecast is not None
    scenarios = forecast.scenarios
    first, last = HISTORY["2005"], HISTORY["2019"]
    assert scenarios["history_continues"].tolist() == forecast.table["forecast"].tolist()
    assert scenarios["no_change"].to_numpy() == pytest.approx([last, last])
    assert scenarios["straight_line"].to_numpy() == pytest.approx([last + (last - first) / 14 * h for h in (1, 2)])


def test_bounds_hold_the_fan() -> None:
    near_the_top = {str(2005 + t): v for t, v in enumerate([90, 93, 91, 96, 92, 97, 95, 99, 94, 98])}
    forecast = forecast_series(near_the_top, ahead=5, bounds=(0, 100))
    assert forecast is not None
    assert forecast.table["high_95"].max() == 100


def test_on_the_log_scale_nothing_falls_to_zero_or_below() -> None:
    falling = {str(2005 + t): v for t, v in enumerate([14.2, 9.1, 8.8, 5.0, 3.9, 2.2, 1.9, 0.9, 0.7, 0.3])}
    logged, level = (forecast_series(falling, ahead=4, scale=scale) for scale in ("auto", "level"))
    assert logged is not None
    assert level is not None
    assert (logged.scale, level.scale) == ("log", "level")
    assert logged.table["low_95"].min() > 0 > level.table["low_95"].min()


def test_a_series_with_a_zero_is_forecast_on_its_own_scale() -> None:
    forecast = forecast_series(HISTORY | {"2010": 0.0}, ahead=1)
    assert forecast is not None
    assert forecast.scale == "level"
    with pytest.raises(MethodError, match="needs values above zero"):
        forecast_series(HISTORY | {"2010": 0.0}, ahead=1, scale="log")


def test_quarters_keep_their_season() -> None:
    forecast = forecast_series(QUARTERS, ahead=4)
    assert forecast is not None
    assert forecast.table["forecast"].to_numpy() == pytest.approx([130, 90, 70, 110], rel=0.06)


def test_quarters_need_three_years() -> None:
    short = dict(list(QUARTERS.items())[:11])
    assert forecast_series(short, ahead=1) is None
    assert "years of history; 3 are needed" in against_forecast(short, "2016 Q2", "up").sentence


@pytest.mark.parametrize(
    ("latest", "direction", "word"),
    [(20.0, "up", "worse"), (20.0, "down", "better"), (90.0, "up", "better"), (47.5, "up", "as expected")],
)
def test_the_verdict_is_read_by_the_good_direction(latest: float, direction: str, word: str) -> None:
    verdict = against_forecast(HISTORY | {"2020": latest}, "2019", direction)  # type: ignore[arg-type]  # both are directions
    assert verdict.verdict == word


def test_falling_less_than_the_history_did_is_better_though_it_falls() -> None:
    falling = {str(2005 + t): 60 - 2.0 * t + (t % 2) * 0.2 for t in range(14)}
    slower = {str(2019 + t): falling["2018"] - 0.02 * (t + 1) for t in range(4)}
    verdict = against_forecast(falling | slower, "2018", "up")
    assert slower["2022"] < falling["2018"]
    assert verdict.verdict == "better"


def test_official_series_with_a_gap_is_judged_with_its_gap() -> None:
    verdict = against_forecast(MENTAL_HEALTH, "2019/20", "down")
    assert (verdict.verdict, verdict.n) == ("as expected", 13)
    forecast = forecast_series(MENTAL_HEALTH, "2019/20")
    assert forecast is not None
    assert forecast.n == 9
    assert forecast.table["period"].tolist() == ["2020/21", "2021/22", "2022/23", "2023/24"]


def test_the_assumption_says_how_the_forecast_did_on_this_very_series() -> None:
    verdict = against_forecast(MENTAL_HEALTH, "2019/20", "down")
    own, plain = verdict.numbers["back_test_error"], verdict.numbers["back_test_no_change"]
    assert own is not None
    assert plain is not None
    assert ("trust it the less" in verdict.assumption) == (own > plain)


@pytest.mark.parametrize(
    ("series", "base", "reason"),
    [
        ({"2019": 1.0, "2020": 2.0}, "2019", "1 observed value up to the base; 8 are needed"),
        (HISTORY, "2019", "no value after the base"),
        (HISTORY, None, "No base period is set, so there is no forecast to compare with"),
        (HISTORY | {"2019": None, "2020": 48.0}, "2019", "no value for the base"),
        ({"2019": None, "2020": None}, "2019", "no values"),
        ({str(2000 + t): 5.0 for t in range(12)}, "2010", "no spread to judge by"),
    ],
)
def test_what_is_missing_is_said(series: dict[str, float | None], base: str | None, reason: str) -> None:
    verdict = against_forecast(series, base, "up")
    assert verdict.verdict == "not enough data"
    assert reason in verdict.sentence


def test_a_base_that_is_not_in_the_series_is_refused() -> None:
    with pytest.raises(MethodError, match="'1999' is not in the series"):
        against_forecast(HISTORY, "1999", "up")


def test_wrong_arguments_are_refused_with_the_way_out() -> None:
    with pytest.raises(MethodError, match="'auto', 'log' or 'level'"):
        forecast_series(HISTORY, ahead=1, scale="root")  # type: ignore[arg-type]  # the wrong word is the point
    with pytest.raises(MethodError, match="between 0 and 100"):
        forecast_series(HISTORY, ahead=1, levels=(0,))
    with pytest.raises(MethodError, match="the lower must be below"):
        forecast_series(HISTORY, ahead=1, bounds=(100, 0))
    with pytest.raises(MethodError, match='"up" when more is better'):
        against_forecast(HISTORY, "2017", "higher")  # type: ignore[arg-type]  # the wrong word is the point


def test_the_back_test_of_quarters_sets_the_forecast_beside_the_same_quarter_a_year_before() -> None:
    """With the same pattern each year and a rise of 1 a quarter, the seasonal naive forecast misses by 4 throughout."""
    season = [10.0, -4.0, -8.0, 2.0]
    quarters = {f"{2010 + t // 4} Q{t % 4 + 1}": 50 + t + season[t % 4] for t in range(32)}
    ripple = {label: value + 0.01 * (-1) ** t for t, (label, value) in enumerate(quarters.items())}
    forecast = forecast_series(ripple, ahead=4, scale="level")
    assert forecast is not None
    assert forecast.back_test["same_season"].to_numpy() == pytest.approx([4.0] * 4, abs=0.03)
    assert forecast.back_test["mase"].to_numpy() == pytest.approx(forecast.back_test["forecast"] / 4.0, rel=0.01)


def test_yearly_values_have_no_season_to_go_by_and_are_scaled_by_the_change_in_a_year() -> None:
    rising = {str(2000 + t): 10.0 + 2 * t + 0.1 * (-1) ** t for t in range(14)}
    forecast = forecast_series(rising, ahead=2, scale="level")
    assert forecast is not None
    assert forecast.back_test["same_season"].isna().all()
    assert forecast.back_test["mase"].to_numpy() == pytest.approx(forecast.back_test["forecast"] / 2.0, rel=0.02)


# R's `forecast::holt(x, h = 4, damped = TRUE)` on official series of the samples: R 4.2.2, forecast 8.20, found with
# `benchmarks/textbook_forecasts.R`.
TEXTBOOK = {
    "lough-mental-health/preventable-deaths.csv": (None, [180.93, 182.25, 183.40, 184.41]),
    "harbour-regeneration/emissions.csv": (None, [21.33, 21.22, 21.12, 21.02]),
    "riverside-support-hub/crime.csv": ("2019/20", [6.41, 5.90, 5.40, 4.91]),
    "lough-mental-health/inactivity.csv": (None, [18.45, 18.28, 18.11, 17.95]),
    "harbour-regeneration/recycling.csv": (None, [51.45, 51.77, 52.04, 52.28]),
}


@pytest.mark.parametrize("name", TEXTBOOK)
def test_a_trend_that_fades_is_close_to_that_of_a_textbook(name: str) -> None:
    base, expected = TEXTBOOK[name]
    table = pd.read_csv(SAMPLES / name, comment="#", dtype={"period": str}).dropna(subset="value")
    # The emissions of 1990 and 1995 stand alone; R was given the years without gaps.
    series = {period: value for period, value in zip(table["period"], table["value"], strict=True) if period > "1995"}
    found = forecast_series(series, base, ahead=4, scale="level")
    assert found is not None
    assert found.scenarios["trend_fades"][:4].to_numpy() == pytest.approx(expected, rel=0.02)


def test_a_value_just_outside_the_interval_does_not_read_as_its_end() -> None:
    """To four figures 1000.4 and 1000.2 are both 1,000."""
    series: dict[str, float | None] = {str(2000 + year): 900.0 + year % 3 for year in range(12)} | {"2012": 1000.4}
    found = forecast_series(series, "2011")
    assert found is not None
    found = replace(found, table=found.table.assign(low_95=900.0, forecast=950.0, high_95=1000.2))
    verdict = judge_forecast(found, order_observations(series), "2011", "up")
    assert verdict.sentence.startswith("1,000.4 in 2012 is better than expected.")
    assert verdict.sentence.endswith("was 950 (95% interval 900 to 1,000.2).")


TERMS: dict[str, float | None] = {
    f"{2015 + year} Q{term + 1}": 100.0 + (5, 0, -5)[term] + wobble
    for year, wobble in enumerate((1, -1, 2, -2, -1, 1, -2, 2))
    for term in range(3)
}
"""Three terms a year, five above, at and five below 100; the fourth quarter is never measured."""


def test_a_time_of_the_year_without_a_value_has_no_pattern() -> None:
    line = np.array([105.0, 100.0, 95.0, np.nan] * 3)
    assert measure_season(line, 4).round(9).tolist() == [5.0, 0.0, -5.0, 0.0]


def test_a_quarter_never_measured_is_forecast_at_the_level_of_the_others() -> None:
    found = forecast_series(TERMS, ahead=4)
    assert found is not None
    assert found.table["period"].tolist() == ["2022 Q4", "2023 Q1", "2023 Q2", "2023 Q3"]
    assert found.table["forecast"].tolist() == pytest.approx([100, 105, 100, 95], abs=3)
    limits = process_limits(TERMS, "2021 Q3")
    assert limits is not None
    assert limits.mean == pytest.approx(100 - 2 / 7)  # seven years wobble by -2 together


def test_a_value_for_a_quarter_never_measured_before_is_not_judged() -> None:
    for verdict in (
        against_forecast(TERMS | {"2022 Q4": 200.0}, "2022 Q3", "up"),
        process_signal(TERMS | {"2022 Q4": 200.0}, "up", base="2022 Q3"),
    ):
        assert not verdict.enough
        assert "no value for the same time of the year as 2022 Q4" in verdict.sentence
