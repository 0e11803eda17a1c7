"""Our damped trend beside R's, on the same series: the baseline of a forecast must not be a weak one.

Run with `PYTHONPATH=tests python benchmarks/textbook_forecasts.py [SERIES.csv ...]`. Needs R with its package forecast
(in Debian `apt-get install --no-install-recommends r-cran-forecast`). A file has columns `history` and `future`,
numbers parted by spaces. Without a file the series are those of known processes, and the official ones of the samples
from every origin.
Prints the mean symmetric percentage error of each method, and how many series ours misses by less than R's `holt`.
"""

from __future__ import annotations

import shutil
import subprocess
import sys
import tempfile
from pathlib import Path

import numpy as np
import pandas as pd
from numpy.typing import NDArray

from backtests.test_forecast import PROCESSES, Case, make_series, read_series, smape
from partnerlab.methods.forecast import Scale, forecast_series

ROOT = Path(__file__).parents[1]
R = shutil.which("Rscript") or "Rscript"
SCRIPT = ROOT / "benchmarks/textbook_forecasts.R"
OFFICIAL = {  # whole and measured alike: file, first row used, first row left out
    "preventable deaths": ("lough-mental-health/preventable-deaths.csv", 0, None),
    "inactive": ("lough-mental-health/inactivity.csv", 0, None),
    "recycling": ("harbour-regeneration/recycling.csv", 0, None),
    "emissions, yearly since 1998": ("harbour-regeneration/emissions.csv", 2, None),
    "victims of crime, to 2019/20": ("riverside-support-hub/crime.csv", 0, 14),
}
FIRST_ORIGIN = 8
AHEAD = 6


def cut_official(name: str) -> list[Case]:
    """Cut an official series of the samples at every origin that a verdict may have."""
    path, first, last = OFFICIAL[name]
    table = pd.read_csv(ROOT / "parameters" / path, comment="#")
    values = table["value"].dropna().to_numpy(dtype=float)[first:last]
    return [(values[:origin], values[origin : origin + AHEAD]) for origin in range(FIRST_ORIGIN, len(values))]


def run_textbook(cases: list[Case]) -> pd.DataFrame:
    """Run R on the series: one row for each, a column of forecasts for each of its methods."""
    with tempfile.TemporaryDirectory() as folder:
        series, forecasts = Path(folder, "series.csv"), Path(folder, "forecasts.csv")
        pd.DataFrame([[write(part) for part in case] for case in cases], columns=["history", "future"]).to_csv(series)
        subprocess.run([R, SCRIPT, series, forecasts], check=True, capture_output=True)
        found = pd.read_csv(forecasts, dtype={"forecast": str})
    found = found.assign(forecast=found["forecast"].map(lambda text: np.array(text.split(), dtype=float)))
    return found.pivot_table(index="series", columns="method", values="forecast", aggfunc="first")


def write(values: NDArray[np.float64]) -> str:
    """Numbers parted by spaces, as R reads them."""
    return " ".join(repr(float(value)) for value in values)


def forecast(history: NDArray[np.float64], ahead: int, scale: Scale) -> NDArray[np.float64]:
    """Our damped trend, on that scale."""
    found = forecast_series({str(1800 + t): float(value) for t, value in enumerate(history)}, ahead=ahead, scale=scale)
    if found is None:
        message = f"no forecast from {history.size} values"
        raise SystemExit(message)
    return found.scenarios["trend_fades"].to_numpy(dtype=float)


def compare(cases: list[Case]) -> pd.DataFrame:
    """Measure the mean symmetric percentage error: a row for each series, a column for each method."""
    theirs = run_textbook(cases)
    rows = []
    for (history, future), (_, row) in zip(cases, theirs.iterrows(), strict=True):
        paths = {
            "ours": forecast(history, len(future), "auto"),
            "ours, no logs": forecast(history, len(future), "level"),
        }
        paths |= dict(row)
        rows.append({
            name: float(np.mean([smape(actual, value) for actual, value in zip(future, path, strict=True)]))
            for name, path in paths.items()
        })  # fmt: skip
    return pd.DataFrame(rows)


def report(name: str, cases: list[Case]) -> None:
    """Print one line for a set of series."""
    errors = compare(cases)
    less = int((errors["ours"] < errors["holt(damped)"]).sum())
    means = "  ".join(f"{column} {mean:.2f}" for column, mean in errors.mean().items())
    print(f"{name} ({len(cases)}):  {means}  ours misses by less than holt: {less}")


def main() -> None:
    """Compare on the files named, or on known processes and official series."""
    version = "cat(R.version.string, '; forecast ', as.character(packageVersion('forecast')), sep = '')"
    print(subprocess.run([R, "-e", version], check=True, capture_output=True, text=True).stdout)
    for path in map(Path, sys.argv[1:]):
        cases = read_series(path)
        report(path.name, cases)
        for n in (14, 10, 8):
            report(f"{path.name}, last {n} values", [(history[-n:], future) for history, future in cases])
    if len(sys.argv) == 1:
        for process in PROCESSES:
            for n in (8, 10, 20):
                report(f"{process}, {n} values", make_series(process, n))
        for official in OFFICIAL:
            report(official, cut_official(official))


if __name__ == "__main__":
    main()
