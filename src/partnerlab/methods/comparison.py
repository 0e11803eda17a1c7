"""Did it move here more than elsewhere? Difference in differences against a comparator, or several together."""

from __future__ import annotations

from collections.abc import Mapping

from partnerlab.amounts import say_apart, say_span, write_factor, write_factors
from partnerlab.errors import MethodError
from partnerlab.methods.alarms import USUAL, Likeness
from partnerlab.methods.difference_in_differences import (
    MINIMUM_AFTER,
    MINIMUM_BEFORE,
    Comparison,
    Gap,
    compare_elsewhere,
    say_shortage,
)
from partnerlab.methods.observations import Observations, say_smeared, say_taken_as_step
from partnerlab.methods.ordering import Series, order_observations
from partnerlab.methods.regression import say_too_alike
from partnerlab.methods.verdict import Direction, Movement, Verdict, check_direction, judge_movement, refuse
from partnerlab.wording import with_capital

METHOD = "comparison"


def compare(
    series: Series,
    comparators: Mapping[str, Series],
    start: object,
    good_direction: Direction,
    *,
    level: int = 95,
    alike: Likeness = USUAL,
) -> Verdict:
    """Say whether a series moved more than the same measure elsewhere.

    Parameters
    ----------
    series, comparators, start, level, alike
        As in :func:`compare_elsewhere`.
    good_direction
        "up" when more is better, "down" when less is.

    Returns
    -------
    Verdict
        "better than elsewhere", "worse than elsewhere", "no clear difference" or "not enough data", also where
        neighbouring errors of the gap look more alike than the bound on false alarms holds for.
        Numbers: difference and drift, each with _low and _high, here, elsewhere, ratio (1 or 0), before, after,
        comparators, confidence, correlation.

    Examples
    --------
    >>> compare({"2019": 4.0, "2020": 3.0}, {"England": {"2019": 4.0, "2020": 3.9}}, "2020", "down").verdict
    'not enough data'
    """
    check_direction(good_direction)
    observed = order_observations(series)
    others = {name: order_observations(other) for name, other in comparators.items()}
    found = compare_elsewhere(observed, others, start, level=level, alike=alike)
    if found is None:
        return _refusal(observed, others, start)
    asked = [gap for gap in found.gaps if gap.steady] or found.gaps
    movements = {_judge(gap, good_direction) for gap in asked}
    movement = movements.pop() if len(movements) == 1 else "same"
    word = {"better": "better than elsewhere", "worse": "worse than elsewhere"}.get(movement, "no clear difference")
    n, sentence = found.before + found.after, _sentence(found, asked[0], word, level)
    assumption, numbers = _assumption(found, asked[0], observed), _numbers(found, asked[0], level)
    least = min(asked, key=lambda gap: gap.correlation - gap.most_correlation)
    if movement != "same" and (doubt := say_too_alike(least.correlation, least.most_correlation)):
        return refuse(METHOD, n=n, assumption=assumption, sentence=f"{sentence} {doubt}", numbers=numbers)
    return Verdict(METHOD, word, movement, n, assumption, numbers, sentence)


def _judge(gap: Gap, good_direction: Direction) -> Movement:
    estimate, low, high = gap.difference
    return "same" if low <= gap.nothing <= high else judge_movement(estimate - gap.nothing, good_direction)


def _numbers(found: Comparison, gap: Gap, level: int) -> dict[str, float | None]:
    spans = {"difference": gap.difference, "drift": gap.drift}
    return {
        **{
            f"{name}{end}": span[place]
            for name, span in spans.items()
            for place, end in enumerate(("", "_low", "_high"))
        },
        "here": gap.here,
        "elsewhere": gap.elsewhere,
        "ratio": float(gap.ratio),
        "before": float(found.before),
        "after": float(found.after),
        "comparators": float(len(found.names)),
        "confidence": float(level),
        "correlation": gap.correlation,
    }


def _sentence(found: Comparison, gap: Gap, word: str, level: int) -> str:
    who = f"the mean of {' and '.join(found.names)}" if len(found.names) > 1 else found.names[0]
    theirs = "theirs" if len(found.names) > 1 else "its own"
    if gap.ratio:
        here, elsewhere, apart = (
            f"{write_factor(part)} times" for part in (gap.here, gap.elsewhere, gap.difference[0])
        )
        ends, drifted = (write_factors(*span[1:]) for span in (gap.difference, gap.drift))
        drift = f"{write_factor(gap.drift[0])} times"
    else:
        here, elsewhere, apart = (say_apart(part) for part in (gap.here, gap.elsewhere, gap.difference[0]))
        ends, drifted = (say_span(*span[1:]) for span in (gap.difference, gap.drift))
        drift = say_apart(gap.drift[0])
    before = "which is not clear" if gap.steady else "which is taken to have gone on"
    return (
        f"From {found.start} on the series is {here} its mean before; {who}: {elsewhere} {theirs}. Measured against "
        f"that, the series is {apart} what it was ({level}% interval {ends}): {word}. Before the start, so "
        f"measured, it was {drift} what it was a period earlier ({drifted}), {before}."
    )


def _assumption(found: Comparison, gap: Gap, observed: Observations) -> str:
    alike = "as" if gap.steady else "with the same drift away from them as before, where"
    names = " and ".join(found.names)
    text = (
        f"Without the actions the series would have moved {alike} {names} did. The actions did not reach there "
        f"({found.before} periods before {found.start}, {found.after} from it on)."
    )
    text += say_taken_as_step(observed.breaks) + say_smeared(observed)
    return text + " A slow drift is seldom seen, and may be taken for a difference: the more so, the longer the series."


def _refusal(observed: Observations, others: Mapping[str, Observations], start: object) -> Verdict:
    reason = say_shortage(observed, others, start)
    reason = reason or "the gap to elsewhere does not vary, or the periods are too few for a yearly pattern"
    needed = (
        f"Needs a comparator with at least {MINIMUM_BEFORE} periods before the start and {MINIMUM_AFTER} from it on."
    )
    return refuse(METHOD, n=observed.n, assumption=needed, sentence=f"{with_capital(reason)}.")


def refuse_comparator(observed: Observations, error: MethodError) -> Verdict:
    """Return that a comparator cannot be read, as a verdict.

    Examples
    --------
    >>> refuse_comparator(order_observations({}), MethodError("period 2019 is given twice")).sentence
    'A comparator cannot be read: period 2019 is given twice.'
    """
    return refuse(
        METHOD,
        n=observed.n,
        assumption="Needs a comparator that can be read.",
        sentence=f"A comparator cannot be read: {error}.",
    )
