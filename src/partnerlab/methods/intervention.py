"""Did level or slope change when the partnership began to act? Interrupted time series."""

from __future__ import annotations

import pandas as pd

from partnerlab.amounts import say_apart, say_span, write_factor, write_factors, write_number
from partnerlab.methods.observations import Observations, say_smeared, say_taken_as_step
from partnerlab.methods.ordering import Series, order_observations
from partnerlab.methods.regression import say_too_alike
from partnerlab.methods.segmented import (
    MINIMUM_AFTER,
    MINIMUM_BEFORE,
    Errors,
    InterventionFit,
    Scale,
    estimate_intervention,
    say_no_counts,
    say_shortage,
)
from partnerlab.methods.verdict import Direction, Movement, Verdict, check_direction, judge_movement, refuse
from partnerlab.wording import with_capital

METHOD = "intervention estimate"


def intervention(
    series: Series,
    start: object,
    good_direction: Direction,
    *,
    counts: bool = False,
    errors: Errors = "reml",
    scale: Scale = "auto",
) -> Verdict:
    """Say whether the series left its old line after the start of the actions.

    Parameters
    ----------
    series, start, counts, errors, scale
        As in :func:`estimate_intervention`.
    good_direction
        "up" when more is better, "down" when less is.

    Returns
    -------
    Verdict
        "no clear change" unless the interval of the jump at the start, or of the change of slope, leaves out no
        change. Then "improving" or "worsening", when all that is clear of the two and the effect at the latest
        period point the same way, or "mixed changes" when they do not; or "not enough data", also where
        neighbouring errors look more alike than the bound on false alarms holds for. Numbers: level,
        slope and effect, each with _low and _high, before, after, confidence, correlation; for counts also step and
        dispersion.

    Examples
    --------
    >>> intervention({"2019": 4.0, "2020": 3.0}, "2020", "down").verdict
    'not enough data'
    """
    observed = order_observations(series)
    fit = estimate_intervention(observed, start, counts=counts, errors=errors, scale=scale)
    return judge_fit(fit, observed, start, good_direction)


def judge_fit(
    fit: InterventionFit | None,
    observed: Observations,
    start: object,
    good_direction: Direction,
    *,
    level: int = 95,
) -> Verdict:
    """Give the verdict of :func:`intervention` from a fit made already.

    Parameters
    ----------
    observed, start, good_direction
        As in :func:`intervention`, and those that the fit was made with.
    level
        Interval that the fit was made with, in per cent.

    Examples
    --------
    >>> judge_fit(None, order_observations({"2019": 4.0}), "2019", "down").verdict
    'not enough data'
    """
    check_direction(good_direction)
    if fit is None:
        return _refusal(observed, start)
    found: dict[str, float | None] = {}
    for name, row in fit.estimates.to_dict(orient="index").items():
        found |= {str(name): row["estimate"], f"{name}_low": row["low"], f"{name}_high": row["high"]}
    movement = _movement(fit, good_direction)
    word = _WORDS[movement]
    numbers = found | {
        "before": float(fit.before),
        "after": float(fit.after),
        "confidence": float(level),
        "dispersion": fit.dispersion,
        "correlation": fit.correlation,
    }
    sentence = _sentence(fit, word, level)
    if (alone := _points(fit.estimates, fit.nothing, good_direction)) != movement:
        sentence += (
            f" It would be {_WORDS[alone]} on the log scale alone, but not in the unit of the series. A line that "
            "was never straight would look the same."
        )
    elif movement == "same":
        sentence += " Neither the jump at the start nor the change of slope is clear."
        low, high = (float(fit.estimates[end]["effect"]) for end in ("low", "high"))
        seems = not low <= fit.nothing <= high
        sentence += " The difference at the end is not called: it rests on both together." if seems else ""
    assumption = _assumption(fit, observed)
    if movement != "same" and (doubt := say_too_alike(fit.correlation, fit.most_correlation)):
        sentence = f"{sentence} {doubt}"
        return refuse(METHOD, n=fit.n, assumption=assumption, sentence=sentence, numbers=numbers)
    return Verdict(METHOD, word, movement, fit.n, assumption, numbers, sentence)


_WORDS = {"better": "improving", "worse": "worsening", "both": "mixed changes", "same": "no clear change"}


def _movement(fit: InterventionFit, good_direction: Direction) -> Movement:
    """Which way all that is clear points, on each scale that was asked."""
    found = {_points(fit.estimates, fit.nothing, good_direction)}
    if fit.in_unit is not None:
        found.add(_points(fit.in_unit, 0.0, good_direction))
    return found.pop() if len(found) == 1 else "same" if "same" in found else "both"


def _points(found: pd.DataFrame, nothing: float, good_direction: Direction) -> Movement:
    """Which way all that is clear points, the latest effect included; the same when nothing is clear."""
    clear = (found["low"] > nothing) | (found["high"] < nothing)
    parts = [name for name in ("level", "slope") if clear[name]]
    if not parts:
        return "same"
    sides = {judge_movement(float(found["estimate"][name]) - nothing, good_direction) for name in (*parts, "effect")}
    return sides.pop() if len(sides) == 1 else "both"


def _sentence(fit: InterventionFit, word: str, level: int) -> str:
    jump, latest = (_size(fit, name) for name in ("level", "effect"))
    text = (
        f"In {fit.start} the series is {jump}. In {fit.table['period'].iloc[-1]} it is {latest}: {word}. The "
        f"intervals are {level}%, widened because two things are asked."
    )
    if fit.dispersion is not None:
        text += (
            f" If the slope stayed the same, the jump is to {_size(fit, 'step')}; the counts vary "
            f"{write_number(fit.dispersion, 2)} times as much as chance alone would make them."
        )
    return text


def _size(fit: InterventionFit, name: str) -> str:
    """An estimate with its interval, as a reader compares it with the old line."""
    estimate, low, high = (float(fit.estimates[column][name]) for column in ("estimate", "low", "high"))
    if fit.ratio:
        return f"{write_factor(estimate)} times the old line ({write_factors(low, high)})"
    return f"{say_apart(estimate)} the old line ({say_span(low, high)})"


def _assumption(fit: InterventionFit, observed: Observations) -> str:
    text = (
        f"Without the actions the line through the {fit.before} values before {fit.start} would have gone on, "
        f"and nothing else changed then ({fit.model}); {fit.after} values from it on."
    )
    within = [one for one in observed.breaks if fit.table["period"].iloc[0] != one.label]
    return text + say_taken_as_step(within) + say_smeared(observed)


def _refusal(observed: Observations, start: object) -> Verdict:
    reason = say_shortage(observed, start)
    reason = reason or say_no_counts(observed, start)
    reason = reason or "the values do not vary about their lines, or are too few for a yearly pattern"
    assumption = f"Needs at least {MINIMUM_BEFORE} values before the start and {MINIMUM_AFTER} from it on."
    return refuse(METHOD, n=observed.n, assumption=assumption, sentence=f"{with_capital(reason)}.")
