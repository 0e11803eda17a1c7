"""As at a day, nothing shows a figure that was not known then; any day that is taken can be reviewed."""

from __future__ import annotations

from datetime import date
from functools import cache
from pathlib import Path

import pytest

from partnerlab.analysis.evaluation import assess_population, assess_trajectories, compare_verdicts, read_measures
from partnerlab.analysis.evaluation.curve import assess_curves
from partnerlab.analysis.review import review_partnership
from partnerlab.methods.observations import Observations
from partnerlab.methods.periods import parse_periods
from partnerlab.partnership import Partnership, read_partnership

PARAMETERS = Path(__file__).parents[2] / "parameters"
SAMPLES = sorted(PARAMETERS.glob("*.yaml"))
DAY = "2015-11-26"


DAYS = (DAY, "2020-03-31", "2022-06-30", "2024-09-01", "2026-01-15")


@cache
def read(file: Path, day: str | None = None) -> Partnership:
    """Return a sample as at a day, read and weighed once."""
    return read_partnership(file, as_at=day)


def periods_after(day: str, series: Observations | None) -> set[str]:
    return {period.label for period in series.periods if period.end.isoformat() > day} if series else set()


@pytest.mark.parametrize("day", DAYS)
@pytest.mark.parametrize("file", SAMPLES, ids=lambda file: file.stem)
def test_no_figure_of_a_later_period_is_kept(file: Path, day: str) -> None:
    seen = read(file, day)
    compared = [elsewhere for row in seen.indicators for elsewhere in row.comparators]
    for row in (*seen.indicators, *seen.performance, *compared):
        periods = parse_periods(value.period for value in row.values)
        assert all(period.end.isoformat() <= day for period in periods)
        assert all(value.published is None or value.published.isoformat() <= day for value in row.values)


@pytest.mark.parametrize("day", DAYS)
@pytest.mark.parametrize("file", SAMPLES, ids=lambda file: file.stem)
def test_no_table_or_sentence_of_the_evaluation_tells_a_figure_of_a_later_period(file: Path, day: str) -> None:
    """What lies ahead may be named, as where a curve is heading, as target or as the start of the actions."""
    whole, seen = read(file), read(file, day)
    told = [
        *compare_verdicts(seen)["sentence"],
        *(reading.sentence for reading in read_measures(seen)),
        *(finding.message for finding in review_partnership(seen).findings),
    ]
    for later, way in zip(assess_curves(whole), assess_trajectories(seen), strict=True):
        coming, points, outlook = periods_after(day, later.observations), way.points, way.curve.outlook
        assert not coming & set(points.loc[points["value"].notna() | points["elsewhere"].notna(), "period"])
        assert not coming & set(assess_population(seen)["latest"].dropna())
        target, start = later.indicator.target, later.indicator.action_from
        ahead = {start, target.period if target else None} | set(outlook.table["period"] if outlook else ())
        for label in coming - ahead:  # "before 2020" may be where the base ends, without a figure of 2020
            assert not [text for text in told if f" {label} " in text.replace(f"before {label} ", "")]


def test_the_axis_of_a_curve_does_not_run_on_to_a_start_that_lies_far_ahead() -> None:
    seen = read_partnership(PARAMETERS / "riverside-support-hub.yaml", as_at=DAY)
    for way in assess_trajectories(seen):
        assert not {"2022/23", "2023"} & set(way.points["period"])


def test_what_is_undated_is_said_where_it_is_shown_at_an_earlier_date() -> None:
    file = PARAMETERS / "lough-mental-health.yaml"
    early = read_partnership(file, as_at="2025-12-31")
    said = review_partnership(early, "evaluation").undated
    assert said == "Undated, and so shown as if known then: 7 targets."  # those of the services; the others say a day
    assert review_partnership(early, "mapping").undated == ""  # shows none
    assert review_partnership(early, "scoping").undated == "Undated, and so shown as if known then: 3 outcomes."
    assert review_partnership(early).undated == "Undated, and so shown as if known then: 3 outcomes and 7 targets."
    assert review_partnership(read_partnership(file), "evaluation").undated == ""  # at the newest date all is known
    before = read_partnership(file, as_at=DAY)
    assert not any(row.target or row.action_from for row in before.indicators)


@pytest.mark.parametrize("file", SAMPLES, ids=lambda file: file.stem)
@pytest.mark.parametrize("day", ["1801-01-01", "2199-12-31"])
def test_the_first_and_the_last_day_can_be_reviewed(file: Path, day: str) -> None:
    assert review_partnership(read_partnership(file, as_at=day)).findings


@pytest.mark.parametrize(
    ("day", "said"),
    [
        (date(2018, 5, 31), "1 outcome and 2 frameworks published later"),
        (date(2018, 6, 1), "1 outcome and 1 framework published later"),  # the plan came into use in June 2018
        (date(2024, 9, 1), "1 outcome"),  # the wellbeing framework did in September 2024
    ],
)
def test_a_framework_that_came_into_use_later_is_counted_among_what_no_date_tells(day: date, said: str) -> None:
    served = {"framework": "wellbeing-2024", "other_frameworks": ["odp-2018-19"], "aligned": ["caring-society"]}
    stage = [{"stage": "scoping", "on": "2010-01-01"}]
    hub = Partnership(name="Hub", purpose="Reach people", stage=stage, outcomes=served, reviews=[{"on": "2026-01-01"}])
    assert review_partnership(hub.at(day), "scoping").undated == f"Undated, and so shown as if known then: {said}."
