"""Segmented regression: level and slope of a series before and after a start, its errors independent or not."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

import numpy as np
import pandas as pd
from numpy.typing import NDArray

from partnerlab.errors import MethodError
from partnerlab.methods.alarms import USUAL, Likeness
from partnerlab.methods.observations import Observations, describe_confusion
from partnerlab.methods.ordering import Series, order_observations
from partnerlab.methods.periods import Period
from partnerlab.methods.regression import (
    CORRELATIONS,
    Array,
    Fit,
    break_steps,
    chance_correlation,
    chance_ratios,
    passed_by_chance,
    regress,
    yearly_pattern,
)
from partnerlab.wording import counted, verb

MINIMUM_BEFORE = 8
"""Fewest values before the start, to know the slope that would have gone on; ours, not in the guide."""

MINIMUM_AFTER = 4
"""Fewest values from the start on, to tell a level from a slope; ours, not in the guide."""

MOST_ROUNDS = 50
"""Rounds in which a fit of counts settles; most need fewer than ten."""

LOOKS = 2
"""How often a fit is asked whether something changed: once for the level, once for the slope. Intervals are widened so
that together they leave out no change in as few series as one alone would (Bonferroni)."""

Errors = Literal["reml", "newey-west", "independent"]

Scale = Literal["auto", "log", "level"]


@dataclass(frozen=True)
class InterventionFit:
    """A segmented regression of one series.

    Parameters
    ----------
    start
        First period in which the actions could show.
    n, before, after
        Observed values in all, before the start, and from the start on.
    estimates
        Rows `level` (jump at the start), `slope` (change of slope, for each step) and `effect` (both
        together at the latest period, against the old line carried on), columns `estimate`, `low`, `high`;
        in the unit of the series, or as ratios (1 is no change). For counts also `step`: the jump if the slope is
        taken to have stayed the same. Intervals are widened for `LOOKS` looks.
    table
        One row for each value: `period`, `value`, `fitted`, `without` (the old line carried on; missing
        before the start).
    ratio
        Whether the estimates are ratios rather than in the unit of the series.
    model
        The model in words.
    dispersion
        For counts, how many times as much they vary about their lines as chance alone would make them (1 is chance
        alone); None otherwise.
    in_unit
        The estimates in the unit of the series as well, where the scale was left open and the log was taken; None
        otherwise.
    correlation, most_correlation
        How alike neighbouring errors look, on the scale on which they do least (a line that is not straight makes them
        alike), and up to what a change can be believed; infinite where the errors are not taken as correlated.
    """

    start: str
    n: int
    before: int
    after: int
    estimates: pd.DataFrame
    table: pd.DataFrame
    ratio: bool
    model: str
    dispersion: float | None = None
    in_unit: pd.DataFrame | None = None
    correlation: float = 0.0
    most_correlation: float = np.inf

    @property
    def nothing(self) -> float:
        """What an estimate is when nothing has changed: 1 for ratios, else 0."""
        return 1.0 if self.ratio else 0.0


def estimate_intervention(
    series: Series,
    start: object,
    *,
    counts: bool = False,
    errors: Errors = "reml",
    scale: Scale = "auto",
    level: int = 95,
    alike: Likeness = USUAL,
) -> InterventionFit | None:
    """Estimate the change in level and slope at the start of the actions.

    Parameters
    ----------
    series
        As in :func:`~partnerlab.methods.ordering.order_observations`.
    start
        First period in which the actions could show; of the kind of period that the series has.
    counts
        Whether the values count events: quasi-Poisson with a log link, effects as ratios. Where the series
        holds numerators and denominators of every value, the numerators are the counts and the denominators
        what they are counted from.
    errors
        "reml" takes neighbouring errors as correlated, and weighs the correlations that are possible by restricted
        likelihood; "independent" takes them as independent; "newey-west" corrects ordinary least squares afterwards
        (for counts it is "reml").
    scale
        For values that are no counts: "log" estimates ratios, "level" differences, "auto" takes the log when every
        value is above zero, as the forecast does, and asks in the unit as well: what shows on one scale only may be
        the bend of a line that was never straight on it, and is no clear change.
    level
        Interval, in per cent.
    alike
        How alike neighbouring errors may be: intervals hold up to there, and a change is not believed beyond.

    Returns
    -------
    InterventionFit or None
        None when there are too few values on a side, or too few for the terms, or nothing varies.

    Notes
    -----
    y = b0 + b1·t + b2·post + b3·(t − t0)·post, where t0 is the start. With t·post for the last term, a
    published and common error, b2 would be the jump at t = 0, years before anything happened. Quarters and
    months get a yearly pattern: three terms for quarters, four for months.

    A series that falls by the same share each year is straight on the log scale only: in its own unit the line goes on
    falling while the values level out, which would look like an effect.

    In series this short Newey-West intervals are far too narrow, and so are those that take the likeliest correlation
    as known. "reml" therefore averages over the correlations, each weighed by its restricted likelihood, as a
    Bayesian with no opinion would; `docs/error-rates.md` has what that holds. See S. Turner and others, BMC Medical
    Research Methodology 21 (2021), 181.
    Counts take neighbouring errors as correlated in the same way, by penalised quasi-likelihood (Breslow and
    Clayton 1993): the same fit, over and over, of the counts brought to the log scale, each weighted by how
    many are expected.

    Examples
    --------
    >>> kinked = {str(2000 + t): 20 - t + (t >= 10) * (5 + 2 * (t - 10)) + (t % 3) / 50 for t in range(16)}
    >>> fit = estimate_intervention(kinked, "2010", scale="level")
    >>> fit.estimates["estimate"].round(1).to_dict()
    {'level': 5.0, 'slope': 2.0, 'effect': 15.0}
    """
    _check(errors, scale)
    observed = order_observations(series)
    if say_shortage(observed, start):
        return None
    begin = observed.read(start)
    periods = [period for period, _ in observed]
    values = np.array([float(value) for _, value in observed])
    steps = np.array([observed.step(period) for period in periods])
    measured = break_steps([period.position for period in periods], [one.position for one in observed.breaks])
    design = np.column_stack([_design(steps, observed.step(begin), observed.season), *measured])
    freedom = len(values) - design.shape[1]
    if freedom < 1 or np.linalg.matrix_rank(design) < design.shape[1]:
        return None
    if counts and say_no_counts(observed, start):
        return None
    logged = not counts and (scale == "log" or (scale == "auto" and bool(values.min() > 0)))
    if logged and values.min() <= 0:
        raise MethodError(f"the lowest value is {values.min():g}; ratios need values above zero: use scale 'level'")
    line = np.log(values) if logged else values
    if counts:
        fit, weighed = _fit_counts(*_count(observed), design, steps, errors)
    else:
        fit, weighed = _fit(line, design, steps, errors), design
    if not np.all(np.isfinite(fit.covariance)) or fit.covariance[2, 2] <= 0:
        return None
    old = design.copy()
    old[:, 2:4] = 0.0
    ratio = counts or logged
    fitted, without = (_unlogged(lines @ fit.coefficients, ratio=ratio) for lines in (design, old))
    latest = float(steps[-1] - observed.step(begin))
    unit = _fit(values, design, steps, errors) if logged and scale == "auto" else None
    asked = (weighed, steps, (2, 3), observed.overlap, alike)
    quantile = _quantile(chance_ratios(*asked), freedom, errors, level)
    return InterventionFit(
        start=begin.label,
        n=len(values),
        before=int((steps < observed.step(begin)).sum()),
        after=int((steps >= observed.step(begin)).sum()),
        in_unit=_estimates(unit, latest, quantile, ratio=False) if unit else None,
        estimates=pd.concat(
            [_estimates(fit, latest, quantile, ratio=ratio)]
            + ([_step_alone(observed, design, steps, errors, level, alike=alike)] if counts else [])
        ),
        table=pd.DataFrame(
            {
                "period": [period.label for period in periods],
                "value": values,
                "fitted": fitted,
                "without": np.where(steps >= observed.step(begin), without, np.nan),
            }
        ),
        ratio=ratio,
        model=_model(observed, errors, counts=counts, logged=logged),
        dispersion=fit.variance if counts else None,
        correlation=min(fit.correlation, unit.correlation) if unit else fit.correlation,
        most_correlation=chance_correlation(*asked) if errors == "reml" else np.inf,
    )


def say_shortage(observed: Observations, start: object) -> str:
    """What is missing, in words; empty when there are enough values."""
    if not observed.n:
        return "the series has no values"
    if start is None or str(start) == "":
        return "no start of the actions is set"
    begin: Period = observed.read(start)
    before = sum(period.position < begin.position for period, _ in observed)
    after = observed.n - before
    if before < MINIMUM_BEFORE or after < MINIMUM_AFTER:
        known = f"there {verb(before, 'is', 'are')} {counted(before, 'value')} before {begin.label}"
        return f"{known} and {after} from it on; {MINIMUM_BEFORE} and {MINIMUM_AFTER} are needed"
    return describe_confusion([period for period, _ in observed], begin, observed.breaks)


def say_no_counts(observed: Observations, start: object) -> str:
    """Why counts have no line on one side of the start, in words; empty when they have one on both.

    Examples
    --------
    >>> say_no_counts(order_observations({"2019": 0, "2020": 3}), "2020")
    'all values before 2020 are 0, and a ratio to 0 says nothing'
    """
    begin = observed.read(start)
    sides: dict[str, list[float]] = {"before": [], "from": []}
    for period, value in observed:
        sides["before" if period.position < begin.position else "from"].append(float(value))
    bare = [f"{side} {begin.label}" for side, values in sides.items() if not any(values)]
    on = " on" if bare and bare[0].startswith("from") else ""
    return f"all values {bare[0]}{on} are 0, and a ratio to 0 says nothing" if bare else ""


def _design(steps: NDArray[np.int_], begin: int, season: int) -> Array:
    """Columns 1, t, post, (t − t0)·post, then the yearly pattern."""
    post = (steps >= begin).astype(np.float64)
    columns = [np.ones(len(steps)), steps.astype(np.float64), post, (steps - begin) * post]
    return np.column_stack([*columns, *yearly_pattern(steps, season)])


def _fit(values: Array, design: Array, steps: NDArray[np.int_], errors: Errors) -> Fit:
    if errors == "newey-west":
        return _fit_newey_west(values, design)
    return regress(values, design, steps, CORRELATIONS if errors == "reml" else CORRELATIONS[:1])


def _fit_newey_west(values: Array, design: Array) -> Fit:
    from statsmodels.regression.linear_model import OLS

    lags = max(1, int(4 * (len(values) / 100) ** (2 / 9)))  # Newey and West's rule of thumb
    fit = OLS(values, design).fit(cov_type="HAC", cov_kwds={"maxlags": lags, "use_correction": True})
    return Fit(np.asarray(fit.params), np.asarray(fit.cov_params()), float(fit.scale))


def _count(observed: Observations) -> tuple[Array, Array]:
    """The counts, and how much of what they are counted from makes one unit of the series; 1 where it is not known."""
    values = np.array([float(value) for _, value in observed])
    counted = np.array(observed.counted, dtype=np.float64)
    if not counted.size:
        return values, np.ones(len(values))
    counts, wholes = counted.T
    told = (values > 0) & (counts > 0)
    units = values[told] * wholes[told] / counts[told]
    unit = 10 ** np.round(np.log10(np.median(units))) if told.any() else 1.0  # 100 for a percentage
    return counts, np.asarray(wholes / unit, dtype=np.float64)


def _fit_counts(
    counts: Array, exposure: Array, design: Array, steps: NDArray[np.int_], errors: Errors
) -> tuple[Fit, Array]:
    """Fit of counts that are expected to be exposure × exp(design @ coefficients), and the design as weighed."""
    if (counts < 0).any() or not counts.any():
        raise MethodError(
            f"the lowest count is {counts.min():g} and the highest {counts.max():g}; counts are 0 or more, not all 0"
        )
    expected = counts + 0.5
    correlations = CORRELATIONS[:1] if errors == "independent" else CORRELATIONS
    fit, weighed = Fit(np.zeros(design.shape[1]), np.full((design.shape[1],) * 2, np.nan), 0.0), design
    for _ in range(MOST_ROUNDS):
        weight = np.sqrt(expected)
        working = np.log(expected / exposure) + (counts - expected) / expected
        if not np.isfinite(weight * working).all():  # no line fits, as where a month never counts anything
            return Fit(np.zeros(design.shape[1]), np.full((design.shape[1],) * 2, np.nan), 0.0), weighed
        before = fit.coefficients
        weighed = weight[:, None] * design
        fit = regress(weight * working, weighed, steps, correlations)
        expected = exposure * _unlogged(design @ fit.coefficients)
        if np.allclose(fit.coefficients, before, rtol=1e-9, atol=1e-9):
            break
    return fit, weighed


def _step_alone(
    observed: Observations, design: Array, steps: NDArray[np.int_], errors: Errors, level: int, *, alike: Likeness
) -> pd.DataFrame:
    """The jump of counts at the start, if the slope is taken to have stayed the same."""
    alone = np.delete(design, 3, axis=1)
    fit, weighed = _fit_counts(*_count(observed), alone, steps, errors)
    quantile = _quantile(
        chance_ratios(weighed, steps, (2,), observed.overlap, alike), len(steps) - alone.shape[1], errors, level
    )
    return _table_of({"step": (fit.coefficients[2], fit.covariance[2, 2])}, quantile, ratio=True)


def _unlogged(values: Array, *, ratio: bool = True) -> Array:
    """Back from the log scale; a ratio beyond e³⁰ either way is beyond telling, and kept from overflowing."""
    return np.asarray(np.exp(np.clip(values, -30, 30)) if ratio else values, dtype=np.float64)


def _model(observed: Observations, errors: Errors, *, counts: bool, logged: bool) -> str:
    if not counts:
        return f"segmented regression, {errors} errors" + (", on the log scale" if logged else "")
    return "quasi-Poisson" + (", each count set against what it was counted from" if observed.counted else "")


def _estimates(fit: Fit, latest: float, quantile: float, *, ratio: bool) -> pd.DataFrame:
    rows = {}
    for name, on_level, on_slope in (("level", 1.0, 0.0), ("slope", 0.0, 1.0), ("effect", 1.0, latest)):
        weights = np.zeros(len(fit.coefficients))
        weights[2:4] = on_level, on_slope
        rows[name] = float(weights @ fit.coefficients), float(weights @ fit.covariance @ weights)
    return _table_of(rows, quantile, ratio=ratio)


def _quantile(by_chance: Array, freedom: int, errors: Errors, level: int) -> float:
    """How many standard errors an interval reaches either way, widened for the looks taken.

    For errors taken as correlated no less than what series without any effect need, neighbours alike by
    `Likeness.tried`: it is the largest of the looks that has to stay within it.
    """
    from scipy.special import stdtrit

    known = float(stdtrit(freedom, 1 - (1 - level / 100) / 2 / LOOKS))
    return max(known, passed_by_chance(by_chance.max(axis=1), level)) if errors == "reml" else known


def _table_of(rows: dict[str, tuple[float, float]], quantile: float, *, ratio: bool) -> pd.DataFrame:
    """Each estimate with its interval, from its value and variance."""
    found = {
        name: _unlogged(estimate + quantile * variance**0.5 * np.array([0.0, -1.0, 1.0]), ratio=ratio)
        for name, (estimate, variance) in rows.items()
    }
    return pd.DataFrame.from_dict(found, orient="index", columns=["estimate", "low", "high"])


def _check(errors: str, scale: str) -> None:
    if errors not in ("reml", "newey-west", "independent"):
        raise MethodError(f"errors is {errors!r}; write 'reml' or 'newey-west', or 'independent'")
    if scale not in ("auto", "log", "level"):
        raise MethodError(f"scale is {scale!r}; write 'auto', 'log' or 'level'")
