"""Is the process behind the values still the same? The XmR chart and its rules."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from itertools import pairwise

import numpy as np
import pandas as pd
from numpy.typing import NDArray

from partnerlab.errors import MethodError
from partnerlab.methods.alarms import (
    LIMIT_FACTOR,
    MOST_FALSE_ALARMS,
    NEAR,
    SCREEN_FACTOR,
    USUAL,
    Array,
    Likeness,
    measure_chance,
    measure_correlation,
    most_correlation,
)
from partnerlab.methods.observations import Observations, Series, name_breaks, order_observations
from partnerlab.methods.origins import measure_season
from partnerlab.methods.verdict import Direction, Movement, Verdict, check_direction, refuse
from partnerlab.wording import counted, verb, write_number

METHOD = "process signal"

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
    minimum: int = MINIMUM_POINTS,
) -> ProcessLimits | None:
    """Draw the limits within which a process varies when nothing has happened to it.

    Parameters
    ----------
    series
        As in :func:`~partnerlab.methods.observations.order_observations`; what was measured in another way, before a
        break, is left out.
    base
        Draw the limits from the values up to this period and judge those after it; None draws them from
        all values and judges all.
    screen
        Leave out, once, moving ranges above 3.267 times their mean, so that one wild value does not
        widen the limits that should show it.
    run
        Points in a row that make a signal.
    minimum
        Fewest values for limits.

    Returns
    -------
    ProcessLimits or None
        None when there are too few values, or they never vary, or those after the base were measured in another way.

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
    observed = _alike(order_observations(series), base)
    periods = [period for period, _ in observed]
    values = np.array([float(value) for _, value in observed])
    last = observed.find(base) if base is not None and observed.n else None
    used = sum(last is None or period.position <= last.position for period in periods)
    if used < minimum or (last is not None and observed.breaks_after(last)):
        return None
    steps = np.array([observed.step(period) for period in periods])
    seasonal = observed.season > 1 and steps[used - 1] - steps[0] + 1 >= YEARS_FOR_A_SEASON * observed.season
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
        low=mean - reach,
        high=mean + reach,
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


def _alike(observed: Observations, base: object) -> Observations:
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
        message = f"a run of {run} is no run; take 2 points or more (7 is usual)"
        raise MethodError(message)
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


def process_signal(
    series: Series,
    good_direction: Direction | None = None,
    *,
    base: object = None,
    screen: bool = True,
    run: int = RUN,
    minimum: int = MINIMUM_POINTS,
    alike: Likeness = USUAL,
) -> Verdict:
    """Say whether the process behind a series has changed.

    Parameters
    ----------
    series, base, screen, run, minimum
        As in :func:`process_limits`.
    good_direction
        "up" when more is better, "down" when less is; None leaves better and worse open.
    alike
        How alike neighbouring values may be for a signal to be believed.

    Returns
    -------
    Verdict
        "improving", "worsening", "signals both ways", "signal" (when no good direction is given),
        "no signal", "no stable level" (the history up to the base was moving already) or "not enough
        data", also where chance alone makes a signal as strong in more than `MOST_FALSE_ALARMS` of series without any
        change, or neighbours look more alike than `most_correlation` of `methods/alarms.py`. Numbers: mean, low, high,
        mean_range, limits_n, screened, trial (1 or 0), signals (values judged to be a signal), high_signals and
        low_signals, correlation, chance.

    Notes
    -----
    By the chart's rules alone 13 of 100 series without any change show a signal when six values make the limits and
    three are judged, and 31 of 100 when neighbours resemble each other by 0.6. So a signal counts only when chance
    alone seldom makes one as strong: at most 5 times in 100, measured in `docs/error-rates.md`.

    Examples
    --------
    >>> steady = {str(2000 + year): 10 + year % 2 for year in range(14)}
    >>> process_signal(steady).verdict
    'no signal'
    """
    observed = order_observations(series)
    limits = process_limits(observed, base, screen=screen, run=run, minimum=minimum)
    return judge_limits(limits, observed, base, good_direction, minimum=minimum, alike=alike)


def judge_limits(
    limits: ProcessLimits | None,
    observed: Observations,
    base: object,
    good_direction: Direction | None,
    *,
    minimum: int = MINIMUM_POINTS,
    alike: Likeness = USUAL,
) -> Verdict:
    """Give the verdict of :func:`process_signal` from limits drawn already.

    Parameters
    ----------
    limits
        What :func:`process_limits` returned.
    observed, base, good_direction, minimum, alike
        As in :func:`process_signal`, and those that the limits were drawn with.

    Examples
    --------
    >>> judge_limits(None, order_observations({"2019": 4.0}), None, "down").verdict
    'not enough data'
    """
    if good_direction is not None:
        check_direction(good_direction)
    judged = limits.table[limits.table["judged"]] if limits else None
    if limits is None or judged is None or judged.empty:
        return _refusal(observed, base, minimum, limits)
    observed = _alike(observed, base)
    if base is not None and not limits.stable:
        return _unstable(limits, observed)
    marked = judged["signal"]
    high = int(marked.str.contains("high|rising").sum())
    low = int(marked.str.contains("low|falling").sum())
    movement, word = _movement(high, low, good_direction)
    numbers: dict[str, float | None] = {
        "correlation": limits.correlation,
        "chance": limits.chance,
        "mean": limits.mean,
        "low": limits.low,
        "high": limits.high,
        "mean_range": limits.mean_range,
        "limits_n": float(limits.n),
        "screened": float(limits.screened),
        "trial": float(limits.trial),
        "signals": float((marked != "").sum()),
        "high_signals": float(high),
        "low_signals": float(low),
    }
    assumption, sentence = _assumption(limits, observed), _sentence(limits, judged)
    if doubt := _doubt(limits, alike):
        sentence = f"{sentence} {doubt}"
        return refuse(METHOD, n=observed.n, assumption=assumption, sentence=sentence, numbers=numbers)
    return Verdict(METHOD, word, movement, observed.n, assumption, numbers, sentence)


def _doubt(limits: ProcessLimits, alike: Likeness) -> str:
    """Why the signals found are not enough to go by; empty when they are, or when there are none."""
    if limits.chance is None:
        return ""
    if limits.correlation > (most := most_correlation(limits.n, alike)):
        return (
            f"But neighbouring values resemble each other too much to go by it: {limits.correlation:.2f}, where at "
            f"most {most:.2f} can be judged from so few."
        )
    if limits.chance > MOST_FALSE_ALARMS:
        return (
            f"But {100 * limits.chance:.0f} of 100 series of these lengths, without any change, show as strong "
            f"a signal. At most {100 * MOST_FALSE_ALARMS:g} may: not enough to go by."
        )
    return ""


def _movement(high: int, low: int, good_direction: Direction | None) -> tuple[Movement, str]:
    if not high and not low:
        return "same", "no signal"
    if high and low:
        return "both", "signals both ways"
    if good_direction is None:
        return "both", "signal"
    better = bool(high) == (good_direction == "up")
    return ("better", "improving") if better else ("worse", "worsening")


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


def _unstable(limits: ProcessLimits, observed: Observations) -> Verdict:
    numbers = {"mean": limits.mean, "low": limits.low, "high": limits.high, "limits_n": float(limits.n)}
    sentence = (
        f"The {limits.n} values up to the base were moving already (a run or a trend among them). Their mean, "
        f"{write_number(limits.mean)}, is not a level to judge later values by."
    )
    assumption = _assumption(limits, observed)
    return refuse(
        METHOD, n=observed.n, assumption=assumption, sentence=sentence, word="no stable level", numbers=numbers
    )


def _sentence(limits: ProcessLimits, judged: pd.DataFrame) -> str:
    marked = judged[judged["signal"] != ""]
    within = f"{write_number(limits.low)} to {write_number(limits.high)} around a mean of {write_number(limits.mean)}"
    if marked.empty:
        return f"The {len(judged)} values judged show no signal; the limits are {within}."
    rules = sorted({name for names in marked["signal"] for name in names.split("; ")})
    number = f"{len(marked)} of {len(judged)} values judged {'is a signal' if len(marked) == 1 else 'are signals'}"
    where = f"first in {marked['period'].iloc[0]}, last in {marked['period'].iloc[-1]}"
    return f"{number} ({', '.join(rules)}; {where}); the limits are {within}."


def _assumption(limits: ProcessLimits, observed: Observations) -> str:
    text = (
        f"The {limits.n} values the limits come from vary around one level, each on its own. A slow trend that "
        "was there before counts as a signal here."
    )
    if since := observed.last_break(observed.periods[-1]):
        text += f" Only what was measured since {name_breaks(since)} is used."
    if limits.trial:
        text += f" Under {FIRM_LIMITS} values the limits are trial limits."
    if limits.seasonal:
        text += " The mean pattern of the year was taken out first."
    elif observed.season > 1:
        text += f" Under {YEARS_FOR_A_SEASON} years the pattern of the year stays in and may look like a signal."
    if observed.overlapping:
        text += " Neighbouring periods share months, so the limits are too narrow."
    return text


def _refusal(observed: Observations, base: object, minimum: int, limits: ProcessLimits | None) -> Verdict:
    last = observed.find(base) if base is not None and observed.n else None
    later = observed.breaks_after(last) if last else ()
    observed = _alike(observed, base)
    begun = observed.last_break(list(observed)[-1][0]) if observed.n else ()
    until = (f" since {name_breaks(begun)}" if begun else "") + (f" up to {last.label}" if last else "")
    count = sum(last is None or period.position <= last.position for period, _ in observed)
    if last and later:
        reason = (
            f"The values to judge are after {name_breaks(later)}. Those up to {last.label} have no limits for the "
            "new way of measuring"
        )
    elif limits is not None:
        reason = f"There is no value after the base, {base}"
    elif count < minimum:
        reason = (
            f"There {verb(count, 'is', 'are')} {counted(count, 'value')}{until}; {minimum} are needed to draw limits"
        )
    else:
        reason = f"The {count} values{until} do not vary from one period to the next, so limits cannot be drawn"
    assumption = f"Needs at least {minimum} values to draw limits from and one to judge."
    return refuse(METHOD, n=observed.n, assumption=assumption, sentence=f"{reason}.")
