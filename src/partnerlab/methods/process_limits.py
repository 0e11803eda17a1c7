"""The XmR chart: the limits within which a process varies, and what in its values is a signal."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from itertools import pairwise

import numpy as np
import pandas as pd
from numpy.typing import NDArray

from partnerlab.errors import MethodError
from partnerlab.methods.alarms import LIMIT_FACTOR, NEAR, SCREEN_FACTOR, Array, measure_chance, measure_correlation
from partnerlab.methods.observations import Observations
from partnerlab.methods.ordering import Series, order_observations
from partnerlab.methods.origins import measure_season

RUN = 7
"""Points in a row, on one side or all rising or falling, that make a signal; as NHS England draws it."""

MINIMUM_POINTS = 6
"""Fewest values for any limits; ours, not in the guide."""

YEARS_FOR_A_SEASON = 2
"""Whole years of quarters or months needed to take the pattern of the year out; ours, not in the guide."""

FIRM_LIMITS = 12
"""Fewest values for limits that are more than trial limits; as NHS England advises."""


@dataclass(frozen=True)
class ProcessLimits:
    """The XmR chart of one series.

    Parameters
    ----------
    mean, low, high
        Centre and natural process limits, in the unit of the series.
    mean_range
        Mean moving range, after screening when that was asked for.
    n
        Values the limits rest on.
    screened
        How many moving ranges were left out as exceptional.
    trial
        Whether the limits are trial limits, from fewer than twelve values.
    seasonal
        Whether the mean pattern of the year was taken out of quarters or months first.
    stable
        Whether the values the limits rest on hold no run and no trend. When a base is given and this is
        False, the history was moving already and its mean is no level to judge by.
    correlation
        How like its neighbour each value is that the limits rest on, -1 to 1.
    chance
        Share of series without any change, of these lengths and this likeness of neighbours, that show a signal as
        strong as the strongest here; None when there is no signal.
    table
        One row for each value: `period`, `value`, `judged` (False for the values the limits were drawn
        from, when a base is given), `signal` (names of the rules it takes part in, empty when none). Runs, trends and
        values near a limit count among the values judged alone.
    """

    mean: float
    low: float
    high: float
    mean_range: float
    n: int
    screened: int
    trial: bool
    seasonal: bool
    stable: bool
    correlation: float
    chance: float | None
    table: pd.DataFrame


def process_limits(
    series: Series,
    base: object = None,
    *,
    screen: bool = True,
    run: int = RUN,
    bounds: tuple[float | None, float | None] = (None, None),
) -> ProcessLimits | None:
    """Draw the limits within which a process varies when nothing has happened to it.

    Parameters
    ----------
    series
        As in :func:`~partnerlab.methods.ordering.order_observations`; what was measured in another way, before a
        break, is left out.
    base
        Draw the limits from the values up to this period and judge those after it; None draws them from
        all values and judges all.
    screen
        Leave out, once, moving ranges above 3.267 times their mean, so that one wild value does not
        widen the limits that should show it.
    run
        Points in a row that make a signal.
    bounds
        Lowest and highest possible value, such as (0, 100) for a percentage; None for no bound. No limit passes one: no
        value could be outside it. Values with the pattern of the year taken out may pass one, and so may their limits.

    Returns
    -------
    ProcessLimits or None
        None when there are too few values, or they never vary, or those after the base were measured in another way, or
        are for a time of the year of which there is none up to it.

    Notes
    -----
    Mean ± 2.66 × mean moving range (Wheeler, *Understanding Variation*). A moving range is taken only
    between neighbouring periods, never across a gap. Quarters and months are judged with the mean pattern of
    the year taken out, as soon as the values that the limits come from span two years: winter is no signal.

    Examples
    --------
    >>> waits = [1, 2, 1, 2, 10, 1, 2, 1, 2, 1, 2, 1, 2, 1, 2, 1, 2, 1]
    >>> limits = process_limits({str(2000 + year): wait for year, wait in enumerate(waits)})
    >>> round(limits.mean, 2), round(limits.low, 2), round(limits.high, 1)
    (1.94, -0.72, 4.6)
    """
    observed = keep_alike(order_observations(series), base)
    periods = [period for period, _ in observed]
    values = np.array([float(value) for _, value in observed])
    last = observed.find(base) if base is not None and observed.n else None
    used = sum(last is None or period.position <= last.position for period in periods)
    if used < MINIMUM_POINTS or (last is not None and observed.breaks_after(last)):
        return None
    steps = np.array([observed.step(period) for period in periods])
    seasonal = observed.season > 1 and steps[used - 1] - steps[0] + 1 >= YEARS_FOR_A_SEASON * observed.season
    if seasonal and last is not None and observed.unseasoned(last):
        return None
    pattern = _pattern(steps - steps[0], used, observed.season) if seasonal else None
    if pattern is not None:
        values = values - pattern @ values[:used]
    neighbours = np.diff(steps[:used]) == 1
    ranges = np.abs(np.diff(values[:used]))[neighbours]
    if not ranges.size or ranges.mean() == 0:
        return None
    kept = ranges[ranges <= SCREEN_FACTOR * ranges.mean()] if screen else ranges
    kept = kept if kept.mean() > 0 else ranges
    mean, reach = float(values[:used].mean()), LIMIT_FACTOR * float(kept.mean())
    history = gather_signals(values[:used], mean, mean - reach, mean + reach, run)
    later = gather_signals(values[used:], mean, mean - reach, mean + reach, run)
    moving = any(name.startswith(("run", "trend")) for names in history for name in names)
    judged = [last is None or index >= used for index in range(len(values))]
    told = history if last is None else later
    chance = (
        measure_chance(
            values[:used],
            None if last is None else values[used:],
            neighbours,
            run,
            screen=screen,
            pattern=pattern,
        )
        if any(told)
        else None
    )
    table = pd.DataFrame(
        {
            "period": [period.label for period in periods],
            "value": [float(value) for _, value in observed],
            "judged": judged,
            "signal": ["; ".join(names) for names in [*history, *later]],
        }
    )
    return ProcessLimits(
        mean=mean,
        low=mean - reach if seasonal or bounds[0] is None else max(mean - reach, bounds[0]),
        high=mean + reach if seasonal or bounds[1] is None else min(mean + reach, bounds[1]),
        mean_range=float(kept.mean()),
        n=used,
        screened=int(ranges.size - kept.size),
        trial=used < FIRM_LIMITS,
        seasonal=seasonal,
        stable=not moving,
        correlation=measure_correlation(values[:used]),
        chance=chance,
        table=table,
    )


def keep_alike(observed: Observations, base: object) -> Observations:
    """The series without what was measured in another way than the base, or than the latest value."""
    if not observed.n:
        return observed
    last = observed.find(base) if base is not None else list(observed)[-1][0]
    return observed if observed.breaks_after(last) else observed.alike(last)


def _pattern(steps: NDArray[np.int_], used: int, season: int) -> Array:
    """Matrix that makes the pattern of the year, at every value, of the values that the limits come from."""
    effects = np.zeros((season, used))
    for place in range(used):
        line = np.full(steps[used - 1] + 1, np.nan)
        line[steps[:used]] = 0.0
        line[steps[place]] = 1.0
        effects[:, place] = measure_season(line, season)
    return effects[steps % season]


def gather_signals(
    values: Sequence[float] | np.ndarray[tuple[int], np.dtype[np.float64]],
    mean: float,
    low: float,
    high: float,
    run: int = RUN,
) -> list[list[str]]:
    """Name the rules by which each value is a signal, with the side it points to.

    Parameters
    ----------
    values
        In order of time.
    mean, low, high
        Centre and limits.
    run
        Points in a row that make a signal.

    Returns
    -------
    list of list of str
        For each value the rules it takes part in: "outside", "run", "trend" and "near limit", each followed
        by "high" or "low" ("trend": "rising" or "falling"). A value on the mean breaks a run; equal
        neighbours break a trend.

    Examples
    --------
    >>> gather_signals([5.0, 5.1, 9.0], mean=5.0, low=2.0, high=8.0)
    [[], [], ['outside high']]
    """
    if run < 2:
        raise MethodError(f"a run of {run} is no run; take 2 points or more (7 is usual)")
    series = [float(value) for value in values]
    found: list[list[str]] = [[] for _ in series]
    for side, reach in (("high", high - mean), ("low", low - mean)):
        away = [(value - mean) / reach if reach else 0.0 for value in series]  # 1 is on this side's limit
        _note(found, f"outside {side}", _stretches([share > 1 for share in away], 1))
        _note(found, f"run {side}", _stretches([share > 0 for share in away], run))
        _note(found, f"near limit {side}", _two_of_three([share > NEAR for share in away]))
    steps = list(pairwise(series))
    _note(found, "trend rising", _stretches_of_steps([b > a for a, b in steps], run))
    _note(found, "trend falling", _stretches_of_steps([b < a for a, b in steps], run))
    return found


def _note(found: list[list[str]], name: str, groups: list[list[int]]) -> None:
    for index in sorted({index for group in groups for index in group}):
        found[index].append(name)


def _stretches(flags: list[bool], length: int) -> list[list[int]]:
    """Positions of every stretch of at least so many flags in a row."""
    found, start = [], 0
    for index in range(len(flags) + 1):
        if index == len(flags) or not flags[index]:
            if index - start >= length:
                found.append(list(range(start, index)))
            start = index + 1
    return found


def _stretches_of_steps(flags: list[bool], length: int) -> list[list[int]]:
    """As `_stretches`, where a flag stands for the step to the next point: seven points have six steps."""
    return [[*steps, steps[-1] + 1] for steps in _stretches(flags, length - 1)]


def _two_of_three(near: list[bool]) -> list[list[int]]:
    """Points in the outer third of the limits, where two of three in a row are."""
    threes = [[i for i in range(start, start + 3) if near[i]] for start in range(len(near) - 2)]
    return [points for points in threes if len(points) >= 2]
