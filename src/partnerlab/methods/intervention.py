"""Did level or slope change when the partnership began to act? Interrupted time series."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

import numpy as np
import pandas as pd
from numpy.typing import NDArray

from partnerlab.errors import MethodError
from partnerlab.methods.observations import Observations, Series, order_observations
from partnerlab.methods.periods import Period
from partnerlab.methods.verdict import Direction, Verdict, check_direction, judge_movement, refuse
from partnerlab.wording import write_number

METHOD = "intervention estimate"

MINIMUM_BEFORE = 8
"""Fewest values before the start, to know the slope that would have gone on; ours, not in the guide."""

MINIMUM_AFTER = 4
"""Fewest values from the start on, to tell a level from a slope; ours, not in the guide."""

MOST_ROUNDS = 50
"""Rounds in which a fit of counts settles; most need fewer than ten."""

SMALLEST_SPREAD = 1e-9  # residuals below this share of the values are rounding, not variation

Errors = Literal["reml", "newey-west"]
Array = NDArray[np.float64]


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
        in the unit of the series, or as ratios for counts (1 is no change).
    table
        One row for each value: `period`, `value`, `fitted`, `without` (the old line carried on; missing
        before the start).
    ratio
        Whether the estimates are ratios rather than in the unit of the series.
    model
        The model in words.
    """

    start: str
    n: int
    before: int
    after: int
    estimates: pd.DataFrame
    table: pd.DataFrame
    ratio: bool
    model: str


def estimate_intervention(
    series: Series,
    start: object,
    *,
    counts: bool = False,
    errors: Errors = "reml",
    level: int = 95,
    minimum_before: int = MINIMUM_BEFORE,
    minimum_after: int = MINIMUM_AFTER,
) -> InterventionFit | None:
    """Estimate the change in level and slope at the start of the actions.

    Parameters
    ----------
    series
        As in :func:`~partnerlab.methods.observations.order_observations`.
    start
        First period in which the actions could show; of the kind of period that the series has.
    counts
        Whether the values count events: quasi-Poisson with a log link, effects as ratios. Where the series
        holds numerators and denominators of every value, the numerators are the counts and the denominators
        what they are counted from.
    errors
        For values that are no counts: "reml" takes neighbouring errors as correlated, with the correlation
        estimated by restricted likelihood; "newey-west" corrects ordinary least squares afterwards.
    level
        Interval, in per cent.
    minimum_before, minimum_after
        Fewest values on each side.

    Returns
    -------
    InterventionFit or None
        None when there are too few values on a side, or too few for the terms, or nothing varies.

    Notes
    -----
    y = b0 + b1·t + b2·post + b3·(t − t0)·post, where t0 is the start. With t·post for the last term, a
    published and common error, b2 would be the jump at t = 0, years before anything happened. Quarters and
    months get a yearly pattern: three terms for quarters, four for months.

    In series this short Newey-West intervals are too narrow (in a simulation with 14 values before and 4
    after they found an effect, where there was none, in 20 to 45 % of cases instead of 5 %; "reml" in 5 to
    10 %), so "reml" is the default: see Turner and others, BMC Medical Research Methodology 21 (2021), 181.
    Counts take neighbouring errors as correlated in the same way, by penalised quasi-likelihood (Breslow and
    Clayton 1993): the same fit, over and over, of the counts brought to the log scale, each weighted by how
    many are expected.

    Examples
    --------
    >>> kinked = {str(2000 + t): 20 - t + (t >= 10) * (5 + 2 * (t - 10)) + (t % 3) / 50 for t in range(16)}
    >>> fit = estimate_intervention(kinked, "2010")
    >>> fit.estimates["estimate"].round(1).to_dict()
    {'level': 5.0, 'slope': 2.0, 'effect': 15.0}
    """
    if errors not in ("reml", "newey-west"):
        message = f"errors is {errors!r}; write 'reml' or 'newey-west'"
        raise MethodError(message)
    observed = order_observations(series)
    if _shortage(observed, start, minimum_before, minimum_after):
        return None
    begin = observed.read(start)
    periods = [period for period, _ in observed]
    values = np.array([float(value) for _, value in observed])
    steps = np.array([observed.step(period) for period in periods])
    design = _design(steps, observed.step(begin), observed.season)
    freedom = len(values) - design.shape[1]
    if freedom < 1 or np.linalg.matrix_rank(design) < design.shape[1]:
        return None
    if counts:
        coefficients, covariance = _fit_counts(*_count(observed), design, steps)
    else:
        coefficients, covariance = (_fit_reml if errors == "reml" else _fit_newey_west)(values, design, steps)
    if not np.all(np.isfinite(covariance)) or covariance[2, 2] <= 0:
        return None
    old = design.copy()
    old[:, 2:4] = 0.0
    fitted, without = design @ coefficients, old @ coefficients
    latest = float(steps[-1] - observed.step(begin))
    return InterventionFit(
        start=begin.label,
        n=len(values),
        before=int((steps < observed.step(begin)).sum()),
        after=int((steps >= observed.step(begin)).sum()),
        estimates=_estimates(coefficients, covariance, latest, freedom, level, counts=counts),
        table=pd.DataFrame(
            {
                "period": [period.label for period in periods],
                "value": values,
                "fitted": _from_logs(fitted) if counts else fitted,
                "without": np.where(steps >= observed.step(begin), _from_logs(without) if counts else without, np.nan),
            }
        ),
        ratio=counts,
        model=_model(observed, errors, counts=counts),
    )


def intervention(
    series: Series,
    start: object,
    good_direction: Direction,
    *,
    counts: bool = False,
    errors: Errors = "reml",
    level: int = 95,
    minimum_before: int = MINIMUM_BEFORE,
    minimum_after: int = MINIMUM_AFTER,
) -> Verdict:
    """Say whether the series left its old line after the start of the actions.

    Parameters
    ----------
    series, start, counts, errors, level, minimum_before, minimum_after
        As in :func:`estimate_intervention`.
    good_direction
        "up" when more is better, "down" when less is.

    Returns
    -------
    Verdict
        "improving" or "worsening" when the interval of the effect at the latest period leaves out no
        change, else "no clear change"; or "not enough data". Numbers: level, slope and effect, each with
        _low and _high, before, after, confidence.

    Examples
    --------
    >>> intervention({"2019": 4.0, "2020": 3.0}, "2020", "down").verdict
    'not enough data'
    """
    observed = order_observations(series)
    fit = estimate_intervention(
        observed,
        start,
        counts=counts,
        errors=errors,
        level=level,
        minimum_before=minimum_before,
        minimum_after=minimum_after,
    )
    minimum = (minimum_before, minimum_after)
    return judge_fit(fit, observed, start, good_direction, level=level, minimum=minimum)


def judge_fit(
    fit: InterventionFit | None,
    observed: Observations,
    start: object,
    good_direction: Direction,
    *,
    level: int = 95,
    minimum: tuple[int, int] = (MINIMUM_BEFORE, MINIMUM_AFTER),
) -> Verdict:
    """Give the verdict of :func:`intervention` from a fit made already.

    Parameters
    ----------
    fit
        What :func:`estimate_intervention` returned.
    observed, start, good_direction, level
        As in :func:`intervention`, and those that the fit was made with.
    minimum
        Fewest values before the start and from then on.

    Examples
    --------
    >>> judge_fit(None, order_observations({"2019": 4.0}), "2019", "down").verdict
    'not enough data'
    """
    check_direction(good_direction)
    if fit is None:
        return _refusal(observed, start, *minimum)
    found: dict[str, float] = {}
    for name, row in fit.estimates.to_dict(orient="index").items():
        found |= {str(name): row["estimate"], f"{name}_low": row["low"], f"{name}_high": row["high"]}
    effect, low, high = found["effect"], found["effect_low"], found["effect_high"]
    nothing = 1.0 if fit.ratio else 0.0
    clear = low > nothing or high < nothing
    movement = judge_movement(effect - nothing, good_direction) if clear else "same"
    word = {"better": "improving", "worse": "worsening"}.get(movement, "no clear change")
    numbers = found | {"before": float(fit.before), "after": float(fit.after), "confidence": float(level)}
    side = "above" if effect >= 0 else "below"
    size = f"{write_number(effect, 3)} times" if fit.ratio else f"{write_number(abs(effect), 3)} {side}"
    sentence = (
        f"In {fit.table['period'].iloc[-1]} the series is {size} the old line carried on from before "
        f"{fit.start} ({level} % interval {write_number(low, 3)} to {write_number(high, 3)}): {word}."
    )
    return Verdict(METHOD, word, movement, fit.n, _assumption(fit, observed), numbers, sentence)


def _shortage(observed: Observations, start: object, minimum_before: int, minimum_after: int) -> str:
    """What is missing, in words; empty when there are enough values."""
    if not observed.n:
        return "the series has no values"
    if start is None or str(start) == "":
        return "no start of the actions is set"
    begin: Period = observed.read(start)
    before = sum(period.position < begin.position for period, _ in observed)
    after = observed.n - before
    if before < minimum_before or after < minimum_after:
        return (
            f"there are {before} values before {begin.label} and {after} from then on; "
            f"{minimum_before} and {minimum_after} are needed"
        )
    return ""


def _design(steps: NDArray[np.int_], begin: int, season: int) -> Array:
    """Columns 1, t, post, (t − t0)·post, then the yearly pattern."""
    post = (steps >= begin).astype(np.float64)
    columns = [np.ones(len(steps)), steps.astype(np.float64), post, (steps - begin) * post]
    for wave in range(1, min(2, season // 2) + 1):
        angle = 2 * np.pi * wave * steps / season
        columns.append(np.cos(angle))
        if 2 * wave < season:  # at half the season the sine is zero throughout
            columns.append(np.sin(angle))
    return np.column_stack(columns)


def _fit_reml(values: Array, design: Array, steps: NDArray[np.int_]) -> tuple[Array, Array]:
    """Generalised least squares with errors that fade as correlation ** distance; REML picks the correlation."""
    terms = design.shape[1]
    distance = np.abs(steps[:, None] - steps[None, :])
    unknown = np.full((terms, terms), np.nan)
    best: tuple[float, Array, Array] = (-np.inf, np.zeros(terms), unknown)
    for correlation in np.linspace(0.0, 0.9, 19):
        shape = np.power(correlation, distance)
        inverse = np.linalg.inv(shape)
        information = design.T @ inverse @ design
        coefficients: Array = np.linalg.solve(information, design.T @ inverse @ values).astype(np.float64)
        left = values - design @ coefficients
        freedom = len(values) - terms
        variance = float(left @ inverse @ left) / freedom
        if variance <= (SMALLEST_SPREAD * max(1.0, float(np.abs(values).max()))) ** 2:
            return coefficients, unknown
        likelihood = -0.5 * (
            freedom * np.log(variance) + np.linalg.slogdet(shape)[1] + np.linalg.slogdet(information)[1]
        )
        if likelihood > best[0]:
            best = (float(likelihood), coefficients, variance * np.linalg.inv(information))
    return best[1], best[2]


def _fit_newey_west(values: Array, design: Array, _: NDArray[np.int_]) -> tuple[Array, Array]:
    from statsmodels.regression.linear_model import OLS

    lags = max(1, int(4 * (len(values) / 100) ** (2 / 9)))  # Newey and West's rule of thumb
    fit = OLS(values, design).fit(cov_type="HAC", cov_kwds={"maxlags": lags, "use_correction": True})
    return np.asarray(fit.params), np.asarray(fit.cov_params())


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


def _fit_counts(counts: Array, exposure: Array, design: Array, steps: NDArray[np.int_]) -> tuple[Array, Array]:
    """Fit of counts that are expected to be exposure × exp(design @ coefficients)."""
    if (counts < 0).any() or not counts.any():
        message = (
            f"the lowest count is {counts.min():g} and the highest {counts.max():g}; counts are 0 or more, not all 0"
        )
        raise MethodError(message)
    expected = counts + 0.5
    coefficients, covariance = np.zeros(design.shape[1]), np.full((design.shape[1],) * 2, np.nan)
    for _ in range(MOST_ROUNDS):
        weight = np.sqrt(expected)
        working = np.log(expected / exposure) + (counts - expected) / expected
        before = coefficients
        coefficients, covariance = _fit_reml(weight * working, weight[:, None] * design, steps)
        expected = exposure * _from_logs(design @ coefficients)
        if np.allclose(coefficients, before, rtol=1e-9, atol=1e-9):
            break
    return coefficients, covariance


def _from_logs(logarithms: Array) -> Array:
    """From the log scale; a ratio beyond e³⁰ either way is beyond telling, and kept from overflowing."""
    return np.asarray(np.exp(np.clip(logarithms, -30, 30)), dtype=np.float64)


def _model(observed: Observations, errors: Errors, *, counts: bool) -> str:
    if not counts:
        return f"segmented regression, {errors} errors"
    return "quasi-Poisson" + (", each count set against what it was counted from" if observed.counted else "")


def _estimates(
    coefficients: Array, covariance: Array, latest: float, freedom: int, level: int, *, counts: bool
) -> pd.DataFrame:
    from scipy.special import stdtrit

    quantile = float(stdtrit(freedom, 0.5 + level / 200))
    rows = {}
    for name, on_level, on_slope in (("level", 1.0, 0.0), ("slope", 0.0, 1.0), ("effect", 1.0, latest)):
        weights = np.zeros(len(coefficients))
        weights[2:4] = on_level, on_slope
        estimate, half = weights @ coefficients, quantile * np.sqrt(weights @ covariance @ weights)
        triple = np.array([estimate, estimate - half, estimate + half])
        rows[name] = _from_logs(triple) if counts else triple
    return pd.DataFrame.from_dict(rows, orient="index", columns=["estimate", "low", "high"])


def _assumption(fit: InterventionFit, observed: Observations) -> str:
    text = (
        f"Without the actions the line through the {fit.before} values before {fit.start} would have gone on, "
        f"and nothing else changed then ({fit.model}); {fit.after} values from then on."
    )
    if observed.overlapping:
        text += " Neighbouring periods share months, so the change is smeared over several of them."
    return text


def _refusal(observed: Observations, start: object, minimum_before: int, minimum_after: int) -> Verdict:
    reason = _shortage(observed, start, minimum_before, minimum_after)
    reason = reason or "the values do not vary about their lines, or are too few for a yearly pattern"
    assumption = f"Needs at least {minimum_before} values before the start and {minimum_after} from then on."
    return refuse(METHOD, n=observed.n, assumption=assumption, sentence=f"{reason[0].upper()}{reason[1:]}.")
