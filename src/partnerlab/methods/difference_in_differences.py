"""Difference in differences: how a series moved against a comparator, or several together, before and after a start."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

import numpy as np
import pandas as pd
from numpy.typing import NDArray

from partnerlab.methods.alarms import USUAL, Likeness
from partnerlab.methods.observations import Observations, describe_confusion
from partnerlab.methods.ordering import Series, order_observations
from partnerlab.methods.regression import (
    Array,
    break_steps,
    chance_correlation,
    chance_ratios,
    passed_by_chance,
    regress,
    yearly_pattern,
)

MINIMUM_BEFORE = 6
"""Fewest periods before the start with a value here and elsewhere, to see whether both moved alike; ours, not in the
guide."""

MINIMUM_AFTER = 2
"""Fewest such periods from the start on; ours, not in the guide."""

Span = tuple[float, float, float]
"""An estimate with the low and the high end of its interval."""


@dataclass(frozen=True)
class Gap:
    """How the series stands to its comparators, on one scale.

    Parameters
    ----------
    ratio
        Whether it is a ratio (1 is no difference) rather than in the unit of the series (0 is none).
    drift
        By how much the gap moved each period before the start.
    difference
        By how much the gap is another from the start on: here more than elsewhere. Where the gap was moving already,
        against that movement carried on.
    here, elsewhere
        Mean from the start on against the mean before; of the comparators together.
    correlation, most_correlation
        How alike neighbouring errors of the gap look, and up to what a difference can be believed.
    """

    ratio: bool
    drift: Span
    difference: Span
    here: float
    elsewhere: float
    correlation: float
    most_correlation: float

    @property
    def nothing(self) -> float:
        """What a span is about when there is no difference."""
        return 1.0 if self.ratio else 0.0

    @property
    def steady(self) -> bool:
        """Whether no drift of the gap before the start is clear: both moved alike, as far as can be seen."""
        return self.drift[1] <= self.nothing <= self.drift[2]


@dataclass(frozen=True)
class Comparison:
    """A series set beside its comparators.

    Parameters
    ----------
    start
        First period in which the actions could show.
    names
        The comparators.
    before, after
        Periods before the start, and from then on, with a value here and in every comparator.
    gaps
        The gap as a ratio, where all values are above zero, and in the unit of the series.
    """

    start: str
    names: tuple[str, ...]
    before: int
    after: int
    gaps: tuple[Gap, ...]


def compare_elsewhere(
    series: Series,
    comparators: Mapping[str, Series],
    start: object,
    *,
    level: int = 95,
    alike: Likeness = USUAL,
) -> Comparison | None:
    """Set a series beside the same measure elsewhere.

    Parameters
    ----------
    series
        As in :func:`~partnerlab.methods.ordering.order_observations`.
    comparators
        The same measure elsewhere, or of people not reached, by name; several count as their mean.
    start
        First period in which the actions could show.
    level
        Interval, in per cent.
    alike
        How alike neighbouring errors of the gap may be, as in
        :func:`~partnerlab.methods.segmented.estimate_intervention`.

    Returns
    -------
    Comparison or None
        None when there are too few periods in common, or the gap never varies.

    Notes
    -----
    Difference in differences: the mean gap between here and elsewhere from the start on, less the mean gap before.
    Errors of neighbouring periods are taken as correlated, as in :func:`~partnerlab.methods.regression.regress`;
    quarters and months have the yearly pattern of the gap taken out. The comparison rests on both having moved alike
    before: a drift of the gap that is clear before the start is carried on, and what differs from it is the difference.
    See M. Bertrand, E. Duflo and S. Mullainathan,
    *Quarterly Journal of Economics* 119 (2004), 249-275, on what comes of leaving the correlation out.

    Examples
    --------
    >>> common = [20.0, 19.0, 21.0, 20.5, 19.5, 20.0, 21.0, 18.0, 19.0, 17.5]
    >>> here = {str(2010 + t): value * (0.8 if t >= 7 else 1) + t % 2 / 10 for t, value in enumerate(common)}
    >>> elsewhere = {str(2010 + t): value + 5 for t, value in enumerate(common)}
    >>> round(compare_elsewhere(here, {"Elsewhere": elsewhere}, "2017").gaps[0].difference[0], 1)
    0.8
    """
    observed = order_observations(series)
    others = {name: order_observations(other) for name, other in comparators.items()}
    if say_shortage(observed, others, start):
        return None
    begin = observed.read(start)
    table = _shared(observed, others)
    steps = table["step"].to_numpy()
    first, spacing = observed.periods[0].position, observed.spacing
    post = steps >= (begin.position - first) / spacing
    measured = break_steps(steps * spacing + first, [one.position for one in observed.breaks])
    here, elsewhere = table["here"].to_numpy(), table[list(others)].to_numpy()
    terms = _beside(np.ones(len(steps)), *yearly_pattern(steps, observed.season), *measured)
    shared = _Shared(here, elsewhere, steps, post, terms, observed.overlap, alike)
    scales = [True, False] if min(here.min(), elsewhere.min()) > 0 else [False]
    gaps = [_gap(shared, level, ratio=ratio) for ratio in scales]
    if not all(np.isfinite(gap.drift).all() and np.isfinite(gap.difference).all() for gap in gaps):
        return None
    return Comparison(
        start=begin.label,
        names=tuple(others),
        before=int((~post).sum()),
        after=int(post.sum()),
        gaps=tuple(gaps),
    )


def _shared(observed: Observations, others: Mapping[str, Observations]) -> pd.DataFrame:
    """Periods with a value here and in every comparator, in order of time."""
    known = {name: {period.position: float(value) for period, value in other} for name, other in others.items()}
    rows = [
        {"period": period.label, "step": observed.step(period), "here": float(value)}
        | {name: values[period.position] for name, values in known.items()}
        for period, value in observed
        if all(period.position in values for values in known.values())
    ]
    return pd.DataFrame(rows, columns=["period", "step", "here", *others])


@dataclass(frozen=True)
class _Shared:
    """What is known here and in every comparator: one row a period, one column a comparator.

    `other` holds the terms that every line has: where it lies, the pattern of the year, a step at each break.
    """

    here: Array
    elsewhere: Array
    steps: NDArray[np.int_]
    post: NDArray[np.bool_]
    other: Array
    overlap: int
    alike: Likeness


def _gap(shared: _Shared, level: int, *, ratio: bool) -> Gap:
    mine, theirs = (np.log(shared.here), np.log(shared.elsewhere)) if ratio else (shared.here, shared.elsewhere)
    mean, steps, post = theirs.mean(axis=1), shared.steps, shared.post
    gap, early = mine - mean, ~post
    told = shared.other[early]
    told = told[:, [0, *(1 + np.flatnonzero(np.ptp(told[:, 1:], axis=0)))]]  # breaks after the start say nothing yet
    before = _beside(steps[early], told)
    steady, carried = _beside(post, shared.other), _beside(post, steps, shared.other)
    for_drift, *quantiles = _quantiles((before, steady, carried), shared, level)
    drift, _ = _span(gap[early], before, steps[early], for_drift)
    moving = drift[1] > 0 or drift[2] < 0
    chosen = carried if moving else steady
    difference, alike = _span(gap, chosen, steps, quantiles[moving])
    most = (
        chance_correlation(chosen, steps, (0,), shared.overlap, shared.alike) if np.isfinite(quantiles[0]) else np.nan
    )
    own = [float(line[post].mean() - line[~post].mean()) for line in (mine, mean)]
    back = np.exp if ratio else np.asarray
    spans = (tuple(map(float, back(span))) for span in (drift, difference))
    return Gap(ratio, *spans, *map(float, back(own)), alike, most)  # type: ignore[arg-type,call-arg]  # two spans of three, then two numbers


def _beside(*columns: NDArray[Any]) -> Array:
    """Return a design of these columns, in this order."""
    return np.column_stack(columns).astype(np.float64)


def _span(values: Array, design: Array, steps: NDArray[np.int_], quantile: float) -> tuple[Span, float]:
    """The first coefficient with its interval, so many standard errors either way, and how alike errors look."""
    if np.isnan(quantile):
        return (np.nan, np.nan, np.nan), np.nan
    fit = regress(values, design, steps)
    half = float(quantile * fit.covariance[0, 0] ** 0.5)
    estimate = float(fit.coefficients[0])
    return (estimate, estimate - half, estimate + half), fit.correlation


def _student(design: Array, level: int) -> float:
    """Student's quantile for a design; not a number where the design leaves nothing to judge by."""
    from scipy.special import stdtrit

    freedom = len(design) - design.shape[1]
    known = freedom >= 1 and np.linalg.matrix_rank(design) == design.shape[1]
    return float(stdtrit(freedom, 0.5 + level / 200)) if known else np.nan


def _quantiles(designs: tuple[Array, Array, Array], shared: _Shared, level: int) -> tuple[float, float, float]:
    """How many standard errors away counts: for a drift before the start, a difference without one and one with one.

    Both steps of the method are tried on series of errors alone, neighbours alike by `Likeness.tried`. Where a drift
    is truly there it is always carried on, so that quantile has to hold by itself; what a drift seen by mistake then
    lets through is taken off what the other may.
    """
    students = [_student(design, level) for design in designs]
    if np.isnan(students).any():
        return np.nan, np.nan, np.nan
    # All three see the same series: fewer values are the first of those that more values come from.
    before, stays, goes_on = (
        chance_ratios(design, shared.steps[: len(design)], (0,), shared.overlap, shared.alike)[:, 0]
        for design in designs
    )
    drift, late = (
        max(known, passed_by_chance(part, level)) for known, part in zip(students[::2], (before, goes_on), strict=True)
    )
    moving = before > drift
    missed = float((moving & (goes_on > late)).mean())
    return drift, max(students[1], passed_by_chance(np.where(moving, 0.0, stays), level, missed)), late


def say_shortage(observed: Observations, others: Mapping[str, Observations], start: object) -> str:
    """Why nothing can be compared, in words; empty when it can."""
    if not others:
        return "no comparator is named"
    if not observed.n or not all(other.n for other in others.values()):
        return "the series, or a comparator, has no values"
    if start is None or str(start) == "":
        return "no start of the actions is set"
    for name, other in others.items():
        if (other.kind, other.periods[0].months) != (observed.kind, observed.periods[0].months):
            return f"{name} has other periods ({other.periods[0]}) than the series ({observed.periods[0]})"
    begin = observed.read(start)
    used = [observed.read(label) for label in _shared(observed, others)["period"]]
    before = sum(period.position < begin.position for period in used)
    after = len(used) - before
    if before < MINIMUM_BEFORE or after < MINIMUM_AFTER:
        return (
            f"{before} {'period' if before == 1 else 'periods'} before {begin.label} with a value here and elsewhere, "
            f"and {after} from it on; {MINIMUM_BEFORE} and {MINIMUM_AFTER} are needed"
        )
    return describe_confusion(used, begin, observed.breaks)
