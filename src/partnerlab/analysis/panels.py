"""Like with like: what moved between two dates, as those see it who answered at both.

A light can change because somebody left, joined or kept silent. Where a finding rests on what partners say, it is
called better or worse only by the answers of those who gave one both times; who did not is named. Where it rests on
signals, by those that could tell both times: what became known is no move.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from functools import partial
from typing import TypeVar

import numpy as np

from partnerlab.analysis.evaluation.failure_reasons import gather_early_warnings
from partnerlab.analysis.evaluation.features import gather_features
from partnerlab.analysis.evaluation.life_cycle import latest_placings
from partnerlab.analysis.evaluation.surveys import list_totals
from partnerlab.analysis.evaluation.sustainability import gather_lasting_conditions
from partnerlab.analysis.facts.checklist import answer_value, checklist_rounds
from partnerlab.analysis.facts.names import name_asked
from partnerlab.analysis.risk_allocation.ratings import compare_ratings, latest_opinions, latest_rating
from partnerlab.analysis.signals.signal import Signal
from partnerlab.guide import life_cycle
from partnerlab.partnership import Partnership
from partnerlab.partnership.answers import ASSENTS
from partnerlab.wording import listed

Said = float | tuple[float, float]
"""What somebody said, as a number, or as two: likelihood and impact."""


@dataclass(frozen=True)
class Move:
    """How something moved among those who answered at both dates."""

    word: str
    """`better`, `worse`, `same`, `other raters` when nobody answered both times, or, of signals, `known for the first
    time` or `no longer known` when those that could tell both times say the same."""
    left_out: str
    """Who answered at one of the dates only, in words; empty when nobody."""


def move_of(code: str, subject: str, before: Partnership, after: Partnership) -> Move | None:
    """Return how what a finding is about moved between two dates; None where it rests on no answers of partners."""
    compare = _PANELS.get(code)
    return None if compare is None else compare(subject, before, after)


def move_of_charge(code: str, subject: str, before: Partnership, after: Partnership) -> Move | None:
    """Return how a risk moved that nobody can act on as its lead, both times; None for any other finding.

    Such a finding is red where its risk is. That the risk was rated for the first time makes nothing worse.
    """
    risk = subject.removeprefix("risk ")
    if code not in CHARGES or risk == subject:
        return None
    told = [latest_rating(side, risk) is not None for side in (before, after)]
    if all(told):
        return _of_risk(subject, before, after)
    return Move("known for the first time" if told[1] else "no longer known" if told[0] else "same", "")


def compare_answers(was: Mapping[str, float], now: Mapping[str, float], *, did: str = "answered") -> Move:
    """Compare means over those who answered both times; more is better.

    Parameters
    ----------
    was, now
        What each said, as a number, at the two dates.
    did
        What those who are left out did at one date only.

    Examples
    --------
    The mean rises from 2 to 3 only because B, who gave 1, is silent:

    >>> compare_answers({"A": 3, "B": 1}, {"A": 3})
    Move(word='same', left_out='B answered only before')
    """
    both = [name for name in was if name in now]
    if not both:
        return Move("other raters", _left_out(was, now, did))
    return Move(_word(sum(now[name] - was[name] for name in both)), _left_out(was, now, did))


def compare_spreads(was: Mapping[str, Said], now: Mapping[str, Said]) -> Move:
    """Compare how far apart those are who answered both times; less is better.

    Of what is said as several numbers, such as likelihood and impact, that counts on which they are furthest apart.

    Examples
    --------
    Two steps apart became one, but only because C, who stood alone, is silent:

    >>> compare_spreads({"A": 2, "B": 1, "C": 0}, {"A": 2, "B": 1})
    Move(word='same', left_out='C answered only before')
    """
    both = [name for name in was if name in now]
    if len(both) < 2:
        return Move("other raters", _left_out(was, now, "answered"))
    then, today = (float(np.ptp([side[name] for name in both], axis=0).max()) for side in (was, now))
    return Move(_word(then - today), _left_out(was, now, "answered"))


def _word(gain: float) -> str:
    return "better" if gain > 0 else "worse" if gain < 0 else "same"


def _left_out(was: Mapping[str, object], now: Mapping[str, object], did: str) -> str:
    gone, come = [name for name in was if name not in now], [name for name in now if name not in was]
    told = [f"{listed(names)} {did} only {when}" for names, when in ((gone, "before"), (come, "now")) if names]
    return "; ".join(told)


def _of_risk(subject: str, before: Partnership, after: Partnership) -> Move | None:
    risk = subject.removeprefix("risk ")
    old, new = latest_rating(before, risk), latest_rating(after, risk)
    if old is None or new is None:
        return None
    seen = compare_ratings(old, new, after.risk_settings.combine, after.short_name_of)
    return Move(seen.move, seen.left_out)


def _of_raters_apart(subject: str, before: Partnership, after: Partnership) -> Move:
    risk = subject.removeprefix("risk ")
    sides = [latest_opinions(side, risk) for side in (before, after)]
    if any(row.by is None for row in sides[1]):  # one rating agreed by all settles it
        return Move("better", "")
    was, now = ({after.name_of(str(row.by)): (row.likelihood, row.impact) for row in side} for side in sides)
    return compare_spreads(was, now)


def _of_views_apart(subject: str, before: Partnership, after: Partnership) -> Move | None:
    return _each(_answers, compare_spreads)(subject, before, after) if subject.startswith(ITEM) else None


def _of_placings(_subject: str, before: Partnership, after: Partnership) -> Move:
    stages = {row.id: row.number for row in life_cycle()}
    sides = [
        {partnership.name_of(row.by): float(stages[row.stage]) for row in latest_placings(partnership) if row.by}
        for partnership in (before, after)
    ]
    return compare_spreads(*sides)


def compare_signals(was: Iterable[Signal], now: Iterable[Signal]) -> Move:
    """Compare what signals say that could tell at both dates; what could be told at one of them only is no move.

    Examples
    --------
    >>> from partnerlab.analysis.signals.signal import Polarity
    >>> one, two = (Signal(Polarity.CONTRADICTS, name, name=name) for name in ("late", "dear"))
    >>> compare_signals([one], [one, two]).word
    'known for the first time'
    """
    then, today = ({f"“{_name_signal(row.name)}”": float(row.supports) for row in side} for side in (was, now))
    seen = compare_answers(then, today, did="was known")
    if seen.word in {"better", "worse"}:
        return seen
    become, lost = today.keys() - then.keys(), then.keys() - today.keys()
    word = "known for the first time" if become else "no longer known" if lost else seen.word
    return Move(word, "")


def _name_signal(name: str) -> str:
    """What the guide calls the answer that a signal is read from; where it has no name, the signal's own words."""
    asked = name_asked(name)
    return asked if asked != name else name.replace("-", " ")


def _reason_signals(partnership: Partnership, subject: str) -> tuple[Signal, ...]:
    found = gather_early_warnings(partnership)
    return next((row.signals for row in found if row.reason.title.lower() == subject), ())


def _feature_signals(partnership: Partnership, subject: str) -> tuple[Signal, ...]:
    found = gather_features(partnership)
    return next((row.signals for row in found if row.practice.title.lower() == subject), ())


def _of_condition_and_data(subject: str, before: Partnership, after: Partnership) -> Move:
    """What partners say decides where it moved; else what the data say."""
    said = _each(_assents, compare_answers)(subject, before, after)
    if said.word in {"better", "worse"}:
        return said
    sides = ([row for row in gather_lasting_conditions(side) if row.name == subject] for side in (before, after))
    return compare_signals(*([signal for row in side for signal in row.signals] for side in sides))


Given = TypeVar("Given")


def _each(
    given: Callable[[Partnership, str], Given], compare: Callable[[Given, Given], Move]
) -> Callable[[str, Partnership, Partnership], Move]:
    """Compare what is given of a subject at each of two dates."""
    return lambda subject, before, after: compare(given(before, subject), given(after, subject))


ITEM = "item "
"""Beginning of the subject of a finding on an item of the checklist."""


def _answers(partnership: Partnership, subject: str) -> dict[str, float]:
    """What each partner answered to an item in the latest round; those without a view left out."""
    rounds, item = checklist_rounds(partnership), int(subject.removeprefix(ITEM))
    given = rounds[-1].answers if rounds else {}
    values = {by: answer_value(row.answer) for (by, number), row in given.items() if number == item}
    return {partnership.name_of(by): float(value) for by, value in values.items() if value is not None}


def _assents(partnership: Partnership, condition: str) -> dict[str, float]:
    """What each partner last said of a condition of lasting."""
    found = next((row for row in gather_lasting_conditions(partnership) if row.name == condition), None)
    answers = found.answers if found else ()
    return {partnership.name_of(row.by): float(ASSENTS.index(row.holds)) for row in answers if row.by}


def _totals(partnership: Partnership, instrument: str) -> dict[str, float]:
    """Each partner's total on an instrument in its latest round."""
    rows = [row for row in list_totals(partnership) if row.instrument == instrument]
    newest = max((row.on for row in rows), default=None)
    return {
        partnership.name_of(row.by): row.total
        for row in rows
        if row.on == newest and row.counts and row.total is not None
    }


_PANELS: dict[str, Callable[[str, Partnership, Partnership], Move | None]] = {
    "RA203": _of_raters_apart,
    "RA501": _of_risk,
    "RA503": _of_risk,
    "EV101": _each(_feature_signals, compare_signals),
    "EV301": _of_placings,
    "EV302": _each(_assents, compare_answers),
    "EV303": _of_condition_and_data,
    "EV401": _each(_reason_signals, compare_signals),
    "EV501": _each(_answers, compare_answers),
    "EV502": _of_views_apart,
    "EV509": _each(_totals, partial(compare_answers, did="gave a full answer")),
}
"""Findings that rest on what partners say, or on signals, by code."""

CHARGES = frozenset({"RA104", "RA301", "RA302", "RA303"})
"""Findings that nobody can act on a risk as its lead, by code."""
