"""Is the process behind the values still the same? The verdict on an XmR chart."""

from __future__ import annotations

import pandas as pd

from partnerlab.amounts import write_number
from partnerlab.methods.alarms import MOST_FALSE_ALARMS, USUAL, Likeness, most_correlation
from partnerlab.methods.observations import Observations, name_breaks
from partnerlab.methods.ordering import Series, order_observations
from partnerlab.methods.process_limits import (
    FIRM_LIMITS,
    MINIMUM_POINTS,
    RUN,
    YEARS_FOR_A_SEASON,
    ProcessLimits,
    keep_alike,
    process_limits,
)
from partnerlab.methods.verdict import Direction, Movement, Verdict, check_direction, refuse
from partnerlab.wording import counted, verb

METHOD = "process signal"


def process_signal(
    series: Series,
    good_direction: Direction | None = None,
    *,
    base: object = None,
    run: int = RUN,
) -> Verdict:
    """Say whether the process behind a series has changed.

    Parameters
    ----------
    series, base, run
        As in :func:`process_limits`.
    good_direction
        "up" when more is better, "down" when less is; None leaves better and worse open.

    Returns
    -------
    Verdict
        "improving", "worsening", "mixed signals", "signal" (when no good direction is given),
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
    return judge_limits(process_limits(observed, base, run=run), observed, base, good_direction)


def judge_limits(
    limits: ProcessLimits | None,
    observed: Observations,
    base: object,
    good_direction: Direction | None,
    *,
    alike: Likeness = USUAL,
) -> Verdict:
    """Give the verdict of :func:`process_signal` from limits drawn already.

    Parameters
    ----------
    observed, base, good_direction
        As in :func:`process_signal`, and those that the limits were drawn with.
    alike
        How alike neighbouring values may be for a signal to be believed.

    Examples
    --------
    >>> judge_limits(None, order_observations({"2019": 4.0}), None, "down").verdict
    'not enough data'
    """
    if good_direction is not None:
        check_direction(good_direction)
    judged = limits.table[limits.table["judged"]] if limits else None
    if limits is None or judged is None or judged.empty:
        return _refusal(observed, base, limits)
    observed = keep_alike(observed, base)
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
        return "both", "mixed signals"
    if good_direction is None:
        return "both", "signal"
    better = bool(high) == (good_direction == "up")
    return ("better", "improving") if better else ("worse", "worsening")


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
        which = "The one value judged shows" if len(judged) == 1 else f"The {len(judged)} values judged show"
        return f"{which} no signal; the limits are {within}."
    rules = sorted({name for names in marked["signal"] for name in names.split("; ")})
    one_or_more = verb(len(marked), "is a signal", "are signals")
    number = f"{len(marked)} of {counted(len(judged), 'value')} judged {one_or_more}"
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


def _refusal(observed: Observations, base: object, limits: ProcessLimits | None) -> Verdict:
    last = observed.find(base) if base is not None and observed.n else None
    later = observed.breaks_after(last) if last else ()
    observed = keep_alike(observed, base)
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
    elif count < MINIMUM_POINTS:
        reason = (
            f"There {verb(count, 'is', 'are')} {counted(count, 'value')}{until}; {MINIMUM_POINTS} are needed to draw "
            "limits"
        )
    elif last and (unknown := observed.unseasoned(last)):
        reason = (
            f"Up to {last.label} there is no value for the same time of the year as {unknown[0].label}, so its season "
            "is not known"
        )
    else:
        reason = f"The {count} values{until} do not vary from one period to the next, so limits cannot be drawn"
    assumption = f"Needs at least {MINIMUM_POINTS} values to draw limits from and one to judge."
    return refuse(METHOD, n=observed.n, assumption=assumption, sentence=f"{reason}.")
