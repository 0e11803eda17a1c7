"""The verdicts on all indicators side by side, and what they say together (¶2.8 box, ¶4.11)."""

from __future__ import annotations

from dataclasses import dataclass

import pandas as pd

from partnerlab.analysis.caching import cached
from partnerlab.analysis.evaluation.curve import Curve, assess_curves
from partnerlab.analysis.frames import frame_of
from partnerlab.partnership import Partnership
from partnerlab.wording import listed


@dataclass(frozen=True)
class VerdictRow:
    """What one method says of one indicator; a row of `compare_verdicts`."""

    indicator: str
    title: str
    """Id and title of the indicator."""
    method: str
    verdict: str
    """The method and its own word."""
    movement: str
    """better, worse, same, both or unknown."""
    n: int
    """Values used."""
    base: str
    """The period compared with and why that one, or why there is none."""
    assumption: str
    sentence: str
    """What the method takes for granted, and what it says with its numbers."""


@cached
def compare_verdicts(partnership: Partnership) -> pd.DataFrame:
    """Set the verdicts on each indicator side by side.

    Returns
    -------
    pandas.DataFrame
        Four `VerdictRow` for each indicator that can be judged, and a fifth where it has a comparator.
    """
    rows = [
        VerdictRow(
            indicator=curve.indicator.id,
            title=curve.indicator.title,
            method=v.method,
            verdict=v.verdict,
            movement=v.movement,
            n=v.n,
            base=curve.base_told,
            assumption=v.assumption,
            sentence=v.sentence,
        )
        for curve in assess_curves(partnership)
        for v in curve.verdicts
    ]
    return frame_of(rows, VerdictRow)


def summarise_curves(partnership: Partnership) -> str:
    """Say in a few sentences whether the curves have turned, and whether that can be said yet."""
    curves = assess_curves(partnership)
    if not curves:
        return "No indicator of the population is named yet, so we cannot tell whether a curve has turned."
    ordered = sorted(curves, key=lambda curve: _ANSWERS.index(curve.answer))
    parts = [_say_answer(curve) for curve in ordered if not _is_early(curve)]
    if quiet := [f"“{curve.indicator.title}”" for curve in ordered if _is_early(curve)]:
        parts.append(f"{listed(quiet, 3)} cannot be judged yet")
    early = sum(curve.values_since_start == 0 for curve in curves)
    text = f"{'; '.join(parts)}."
    if early:
        whose = "For all it" if early == len(curves) else f"For {early} of {len(curves)} it"
        text += (
            f" {whose if len(curves) > 1 else 'It'} is too early to credit or blame the partnership: no value yet "
            "falls in a period in which its actions could show."
        )
    return text


_ANSWERS = ("worse", "methods differ", "not turned", "better", "cannot tell")
"""Answers in the order in which a reader should hear them."""


def _is_early(curve: Curve) -> bool:
    """Whether no method can tell, for want of values."""
    return curve.answer == "cannot tell" and not curve.doubt


def _say_answer(curve: Curve) -> str:
    title, able = f"“{curve.indicator.title}”", [verdict.method for verdict in curve.sound]
    if curve.answer == "cannot tell":
        return f"{title} cannot be judged: {curve.doubt}"
    if curve.answer == "methods differ":
        return f"{title} is judged differently ({curve.say(curve.able)})"
    unbroken = ("does not compare across a break", "do not compare across a break") if curve.breaks else ()
    one, several = unbroken or ("can tell", "can tell")
    every = "both" if len(able) == 2 else f"all {len(able)}"
    who = f"says the only method that {one} ({able[0]})" if len(able) == 1 else f"say {every} methods that {several}"
    moved = {"better": "has got better", "worse": "has got worse", "not turned": "has not turned"}[curve.answer]
    return f"{title} {moved}, {who}"
