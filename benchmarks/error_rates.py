"""How often each verdict says that something changed when nothing did, and how often intervals hold what they say.

Run with `python benchmarks/error_rates.py [SERIES [TABLE ...]]`, SERIES being how many to simulate for each figure
(2,000 take about an hour, 100 some minutes), TABLE the beginning of a verdict's name, or histories, trends, breaks,
drifts, forecasts or shares. Prints the tables of `docs/error-rates.md`; seeds are fixed, so that they come out the same
everywhere.
"""

from __future__ import annotations

import sys
from collections.abc import Callable, Iterator
from dataclasses import replace

import numpy as np
from numpy.typing import NDArray
from scipy.stats import binom

from partnerlab.methods.comparison import compare
from partnerlab.methods.forecast import against_forecast, forecast_series
from partnerlab.methods.intervention import intervention
from partnerlab.methods.observations import Observations
from partnerlab.methods.ordering import order_observations
from partnerlab.methods.process import process_signal
from partnerlab.methods.proportions import compare_shares, share_interval
from partnerlab.methods.series import official_change
from partnerlab.methods.verdict import Verdict

Line = NDArray[np.float64]
Judge = Callable[[Observations, Observations, int], Verdict]

LENGTHS = ((6, 1), (6, 3), (8, 1), (8, 4), (8, 6), (12, 3), (14, 6), (20, 4), (20, 12))
CORRELATIONS = (0.0, 0.3, 0.6, 0.8, 0.9)
SPREAD = 5.0  # standard deviation of the values about their level of 100
SHIFT = 3 * SPREAD  # a change to be found


def simulate(before: int, after: int, correlation: float, number: int) -> Line:
    """Series around 100 whose neighbours resemble each other; two a case, the second a comparator."""
    draw = np.random.default_rng([before, after, round(10 * correlation)])
    shocks = draw.normal(size=(2 * number, before + after))
    line = shocks.copy()
    for step in range(1, before + after):
        line[:, step] = correlation * line[:, step - 1] + (1 - correlation**2) ** 0.5 * shocks[:, step]
    return np.asarray(100 + SPREAD * line, dtype=np.float64)


def yearly(line: Line) -> Observations:
    """Values by year, the first one of 1950."""
    return order_observations({str(1950 + step): float(value) for step, value in enumerate(line)})


def official(spreads: float) -> Judge:
    """The official rule with an interval of so many standard deviations."""
    return lambda line, _, before: official_change(line, str(1949 + before), spreads * SPREAD, "fixed", "up")


JUDGES: dict[str, Judge] = {
    "official rule, interval 1 standard deviation": official(1.0),
    "official rule, interval 3 standard deviations": official(3.0),
    "against forecast": lambda line, _, before: against_forecast(line, str(1949 + before), "up"),
    "process signal": lambda line, _, before: process_signal(line, "up", base=str(1949 + before)),
    "intervention estimate": lambda line, _, before: intervention(line, str(1950 + before), "up"),
    "comparison": lambda line, other, before: compare(line, {"There": other}, str(1950 + before), "up"),
}


def measure(judge: Judge, before: int, after: int, correlation: float, number: int) -> tuple[float, float, float]:
    """Per cent called changed without a change, found with one, and not judged without one."""
    lines = simulate(before, after, correlation, number)
    moved = np.where(np.arange(before + after) >= before, SHIFT, 0.0)
    still = [judge(yearly(line), yearly(other), before) for line, other in zip(lines[::2], lines[1::2], strict=True)]
    shifted = [
        judge(yearly(line + moved), yearly(other), before)
        for line, other in zip(lines[::2][: number // 4], lines[1::2], strict=False)
    ]
    called = [verdict.enough and verdict.movement != "same" for verdict in still]
    found = [verdict.movement == "better" for verdict in shifted]
    return tuple(100 * float(np.mean(part)) for part in (called, found, [not v.enough for v in still]))  # type: ignore[return-value]  # three parts


def tell_verdicts(number: int, wanted: tuple[str, ...]) -> Iterator[str]:
    """A table for each verdict."""
    for name, judge in JUDGES.items():
        if not name.startswith(wanted):
            continue
        yield f"\n**{name[0].upper()}{name[1:]}.**\n"
        yield "| values before, after | " + " | ".join(f"correlation {c:g}" for c in CORRELATIONS) + " |"
        yield "| --- |" + " --- |" * len(CORRELATIONS)
        for before, after in LENGTHS:
            parts = [measure(judge, before, after, correlation, number) for correlation in CORRELATIONS]
            if all(refused == 100 for _, _, refused in parts):
                continue
            cells = [f"{called:.1f} ({found:.0f}; {refused:.0f})" for called, found, refused in parts]
            yield f"| {before}, {after} | " + " | ".join(cells) + " |"


def tell_histories(number: int) -> Iterator[str]:
    """The process signal without a base: a history judged by limits of its own.

    Found is a level that moved for the last third, and one value that stands out by six standard deviations.
    """
    yield "\n| values | " + " | ".join(f"correlation {c:g}" for c in CORRELATIONS) + " |"
    yield "| --- |" + " --- |" * len(CORRELATIONS)
    for n in (8, 12, 20, 30):
        cells = []
        moved = np.where(np.arange(n) >= 2 * n // 3, SHIFT, 0.0)
        alone = np.where(np.arange(n) == n // 2, 2 * SHIFT, 0.0)
        for correlation in CORRELATIONS:
            lines = simulate(n, 0, correlation, number)[::2]
            told = [
                [process_signal(yearly(line + change), "up") for line in some]
                for some, change in ((lines, 0.0), (lines[: number // 4], moved), (lines[: number // 4], alone))
            ]
            called, *found = (100 * np.mean([v.enough and v.movement != "same" for v in part]) for part in told)
            refused = 100 * np.mean([not v.enough for v in told[0]])
            cells.append(f"{called:.1f} ({found[0]:.0f}, {found[1]:.0f}; {refused:.0f})")
        yield f"| {n} | " + " | ".join(cells) + " |"


def tell_trends(number: int) -> Iterator[str]:
    """Steady trends without any effect: the same share each year, and the same amount."""
    yield "\n| steady trend, 12 values before and 6 after | against forecast | process signal | intervention estimate |"
    yield "| --- | --- | --- | --- |"
    years = np.arange(18)
    for name, line in (
        ("falls by 8% a year", 100 * 0.92**years),
        ("rises by 8% a year", 100 * 1.08**years),
        ("rises from 20 to 60 in equal steps", np.linspace(20, 60, 18)),
    ):
        noisy = [yearly(line * (1 + row)) for row in np.random.default_rng(11).normal(0, 0.03, (number, 18))]
        shares = []
        for judge in ("against forecast", "process signal", "intervention estimate"):
            told = [JUDGES[judge](series, series, 12) for series in noisy]
            shares.append(100 * np.mean([verdict.enough and verdict.movement != "same" for verdict in told]))
        yield f"| {name} | " + " | ".join(f"{share:.1f}" for share in shares) + " |"


def tell_breaks(number: int) -> Iterator[str]:
    """Series measured in another way from a break on, and else unchanged: three standard deviations higher."""
    judges = [name for name in JUDGES if "official" not in name]
    yield "\n| values before, after; break at | " + " | ".join(judges) + " |"
    yield "| --- |" + " --- |" * len(judges)
    for before, after, at in ((20, 4, 10), (24, 6, 14), (14, 6, 12), (20, 12, 26)):
        cells = []
        for name in judges:
            told = []
            lines = simulate(before, after, 0.3, number)
            for line, other in zip(lines[::2], lines[1::2], strict=True):
                series = yearly(line + np.where(np.arange(before + after) >= at, SHIFT, 0.0))
                broken = replace(series, breaks=(series.periods[at],))
                told.append(JUDGES[name](broken, yearly(other), before))
            called = [verdict.enough and verdict.movement != "same" for verdict in told]
            cells.append(f"{100 * np.mean(called):.1f} ({100 * np.mean([not v.enough for v in told]):.0f})")
        yield f"| {before}, {after}; value {at + 1} | " + " | ".join(cells) + " |"


def tell_drifts(number: int) -> Iterator[str]:
    """The comparison where both drift apart all the time, by so many standard deviations a year, and nothing else."""
    drifts = (0.1, 0.25, 0.5, 1.0)
    yield "\n| values before, after | " + " | ".join(f"{drift:g} a year" for drift in drifts) + " |"
    yield "| --- |" + " --- |" * len(drifts)
    for before, after in ((8, 4), (14, 6), (20, 4), (20, 12)):
        lines, years, cells = simulate(before, after, 0.3, number), np.arange(before + after), []
        for drift in drifts:
            pairs = zip(lines[::2] + drift * SPREAD * years, lines[1::2], strict=True)
            told = [JUDGES["comparison"](yearly(line), yearly(other), before) for line, other in pairs]
            called = 100 * np.mean([verdict.enough and verdict.movement != "same" for verdict in told])
            cells.append(f"{called:.1f} ({100 * np.mean([not verdict.enough for verdict in told]):.0f})")
        yield f"| {before}, {after} | " + " | ".join(cells) + " |"


def tell_forecasts(number: int) -> Iterator[str]:
    """How often values lie inside the forecast's intervals, one to four years ahead."""
    yield "\n| process, values | 50% | 80% | 95% | 95%, by years ahead |"
    yield "| --- | --- | --- | --- | --- |"
    for n in (8, 14, 24):
        for name in ("level and noise", "neighbours alike (0.6)", "random walk", "falls by 8% a year"):
            draw = np.random.default_rng([n, len(name)])
            inside = np.zeros((3, 4))
            for _ in range(number):
                shocks = draw.normal(0, 0.05, n + 4)
                logs = shocks.cumsum() if name == "random walk" else shocks - 0.083 * np.arange(n + 4) * ("8%" in name)
                if "0.6" in name:
                    for step in range(1, n + 4):
                        logs[step] = 0.6 * logs[step - 1] + 0.8 * shocks[step]
                line = 100 * np.exp(logs)
                found = forecast_series(yearly(line[:n]), ahead=4)
                if found is None:
                    raise AssertionError(name)
                for place, level in enumerate((50, 80, 95)):
                    low, high = found.table[f"low_{level}"].to_numpy(), found.table[f"high_{level}"].to_numpy()
                    inside[place] += (low <= line[n:]) & (line[n:] <= high)
            held = 100 * inside / number
            yield (
                f"| {name}, {n} | " + " | ".join(f"{share:.1f}" for share in held.mean(axis=1)) + " | "
                + ", ".join(f"{share:.0f}" for share in held[2]) + " |"
            )  # fmt: skip


def tell_shares() -> Iterator[str]:
    """How often the interval of a share holds it, and two equal shares are told apart: summed, not simulated."""
    yield "\n| people | 95% interval of a share holds, at least | two equal shares called different, at most |"
    yield "| --- | --- | --- |"
    shares = np.linspace(0.05, 0.95, 19)
    for of in (3, 5, 8, 9, 10, 15, 20, 50):
        spans = [share_interval(cases, of) for cases in range(of + 1)]
        cases = np.arange(of + 1)
        held = [sum(binom.pmf(k, of, p) for k in cases if spans[k][0] <= p <= spans[k][1]) for p in shares]
        apart = np.array([[not _holds_none(a, b, of) for b in cases] for a in cases])
        wrong = [binom.pmf(cases, of, p) @ apart @ binom.pmf(cases, of, p) for p in shares]
        yield f"| {of} | {100 * min(held):.1f} | {100 * max(wrong):.1f} |"


def _holds_none(first: int, second: int, of: int) -> bool:
    found = compare_shares(first, of, second, of)
    return found.low <= 0 <= found.high


def main() -> None:
    """Print the tables."""
    number = int(sys.argv[1]) if len(sys.argv) > 1 else 2000
    wanted = tuple(sys.argv[2:]) or ("",)
    print(f"{number} series for each figure; a quarter as many for what is found.")
    others = {
        "histories": tell_histories(number),
        "trends": tell_trends(number),
        "breaks": tell_breaks(number),
        "drifts": tell_drifts(number),
        "forecasts": tell_forecasts(number),
        "shares": tell_shares(),
    }
    for table in (tell_verdicts(number, wanted), *(lines for name, lines in others.items() if name.startswith(wanted))):
        for line in table:
            print(line, flush=True)


if __name__ == "__main__":
    main()
