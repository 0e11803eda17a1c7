"""As at a day, nothing shows a figure that was not known then; any day that is taken can be reviewed."""

from __future__ import annotations

from pathlib import Path

import pytest

from partnerlab.analysis.evaluation import assess_population, assess_trajectories, compare_verdicts, read_measures
from partnerlab.analysis.evaluation.curve import assess_curves
from partnerlab.analysis.review import review_partnership
from partnerlab.methods.periods import parse_periods
from partnerlab.partnership import read_partnership

PARAMETERS = Path(__file__).parents[2] / "parameters"
SAMPLES = sorted(PARAMETERS.glob("*.yaml"))
DAY = "2015-11-26"


@pytest.mark.parametrize("file", SAMPLES, ids=lambda file: file.stem)
def test_no_figure_of_a_later_year_is_shown(file: Path) -> None:
    seen = read_partnership(file, as_at=DAY)
    for row in (*seen.indicators, *seen.performance):
        periods = parse_periods(value.period for value in row.values)
        assert all(period.end.isoformat() <= DAY for period in periods)
    for curve in assess_curves(seen):
        assert curve.latest is None or curve.latest[0].end.isoformat() <= DAY
    told = [compare_verdicts(seen).to_json(), assess_population(seen)["outlook"].to_json()]
    told += [reading.sentence for reading in read_measures(seen)]
    told += [finding.message for finding in review_partnership(seen).findings]
    assert not [
        text
        for text in told
        for year in range(2018, 2027)
        if f"{year}/{year % 100 + 1}" in text and "target" not in text
    ]


def test_the_axis_of_a_curve_does_not_run_on_to_a_start_that_lies_far_ahead() -> None:
    seen = read_partnership(PARAMETERS / "riverside-support-hub.yaml", as_at=DAY)
    for way in assess_trajectories(seen):
        assert not {"2022/23", "2023"} & set(way.points["period"])


@pytest.mark.parametrize("file", SAMPLES, ids=lambda file: file.stem)
@pytest.mark.parametrize("day", ["1801-01-01", "2199-12-31"])
def test_the_first_and_the_last_day_can_be_reviewed(file: Path, day: str) -> None:
    assert review_partnership(read_partnership(file, as_at=day)).findings
