"""Like with like: what moved between two dates, as those see it who answered at both.

A light can change because somebody left, joined or kept silent. Where a finding rests on what partners say, it is
called better or worse only by the answers of those who gave one both times; who did not is named.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass

from partnerlab.analysis.evaluation.surveys import read_totals
from partnerlab.analysis.facts.checklist import answer_value, find_checklist_rounds
from partnerlab.analysis.risk_allocation.ratings import compare_ratings, find_rating
from partnerlab.partnership import Partnership


@dataclass(frozen=True)
class Move:
    """How something moved among those who answered at both dates.

    Attributes
    ----------
    word
        `better`, `worse`, `same`, or `other raters` when nobody answered both times.
    left_out
        Who answered at one of the dates only, in words; empty when nobody.
    """

    word: str
    left_out: str


def find_move(code: str, subject: str, before: Partnership, after: Partnership) -> Move | None:
    """Return how what a finding is about moved; None where the finding does not rest on answers of partners.

    Parameters
    ----------
    code, subject
        Of the finding.
    before, after
        The partnership at the two dates.
    """
    compare = _PANELS.get(code)
    return None if compare is None else compare(subject, before, after)


def compare_answers(was: Mapping[str, float], now: Mapping[str, float]) -> Move:
    """Compare means over those who answered both times; more is better.

    Examples
    --------
    The mean rises from 2 to 3 only because B, who gave 1, is silent:

    >>> compare_answers({"A": 3, "B": 1}, {"A": 3})
    Move(word='same', left_out='B answered only before')
    """
    both = [name for name in was if name in now]
    gone, come = ([name for name in side if name not in both] for side in (was, now))
    told = [f"{', '.join(names)} answered only {when}" for names, when in ((gone, "before"), (come, "now")) if names]
    if not both:
        return Move("other raters", "; ".join(told))
    change = sum(now[name] - was[name] for name in both)
    return Move("better" if change > 0 else "worse" if change < 0 else "same", "; ".join(told))


def _of_risk(subject: str, before: Partnership, after: Partnership) -> Move | None:
    risk = subject.removeprefix("risk ")
    old, new = find_rating(before, risk), find_rating(after, risk)
    if old is None or new is None:
        return None
    seen = compare_ratings(old, new, after.risk_settings.combine)
    return Move(seen.move, seen.left_out)


def _of_item(subject: str, before: Partnership, after: Partnership) -> Move:
    was, now = (_answers(partnership, int(subject.removeprefix("item "))) for partnership in (before, after))
    return compare_answers(was, now)


def _answers(partnership: Partnership, item: int) -> dict[str, float]:
    """Return what each partner answered to an item in the latest round, as a number; those without a view left out."""
    rounds = find_checklist_rounds(partnership)
    given = rounds[-1].answers if rounds else {}
    values = {partner: answer_value(row.answer) for (partner, number), row in given.items() if number == item}
    return {partner: float(value) for partner, value in values.items() if value is not None}


def _of_instrument(subject: str, before: Partnership, after: Partnership) -> Move:
    was, now = (_totals(partnership, subject) for partnership in (before, after))
    return compare_answers(was, now)


def _totals(partnership: Partnership, instrument: str) -> dict[str, float]:
    """Return each partner's total on an instrument in its latest round."""
    rows = [row for row in read_totals(partnership) if row.instrument == instrument]
    newest = max((row.on for row in rows), default=None)
    return {row.by: row.total for row in rows if row.on == newest and row.counts and row.total is not None}


_PANELS: dict[str, Callable[[str, Partnership, Partnership], Move | None]] = {
    "RA501": _of_risk,
    "RA503": _of_risk,
    "EV501": _of_item,
    "EV509": _of_instrument,
}
"""Findings that rest on what partners say, by code."""
