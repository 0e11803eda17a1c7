"""Rounds in which dated answers were given, who was a partner then, and whether all were heard."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date

from partnerlab.analysis.facts.members import is_member
from partnerlab.partnership import Partnership
from partnerlab.partnership.thresholds import Thresholds


def group_rounds(days: Iterable[date], within: int) -> dict[date, date]:
    """Return, for each day on which somebody answered, the first day of its round.

    Parameters
    ----------
    days
        Days of answers, in any order.
    within
        Days after the first answer of a round in which others still belong to it: `thresholds.round_days`.

    Examples
    --------
    >>> found = group_rounds([date(2026, 3, 31), date(2026, 4, 2), date(2026, 9, 30)], 31)
    >>> [first.isoformat() for first in found.values()]
    ['2026-03-31', '2026-03-31', '2026-09-30']
    """
    found: dict[date, date] = {}
    for day in sorted(set(days)):
        first = next(reversed(found.values()), day)
        found[day] = first if (day - first).days < within else day
    return found


def all_heard(partnership: Partnership, answered: int, possible: int | None = None) -> bool:
    """Return whether enough answered for what they all say to stand for the whole.

    Parameters
    ----------
    partnership
        Whose `thresholds.heard_in_full` and `least_answers` hold; both are ours.
    answered
        How many answered.
    possible
        How many could have; None for the present partners.

    Examples
    --------
    >>> hub = Partnership(name="Hub", purpose="Reach people", stage=[{"stage": "managing"}],
    ...     partners=[{"id": name, "name": name} for name in "ABC"])
    >>> all_heard(hub, 2), all_heard(hub, 3)
    (False, True)
    """
    of = len(partnership.current_partners) if possible is None else possible
    return stands_for_all(partnership.thresholds, answered, of)


def stands_for_all(limits: Thresholds, answered: int, possible: int) -> bool:
    """Return whether so many answers of so many possible ones stand for the whole, under some thresholds."""
    return answered >= max(min(limits.least_answers, possible), round(limits.heard_in_full * possible, 9))


def was_member(partnership: Partnership, name: str | None, on: date) -> bool:
    """Return whether a partner was one on a day; True for all together, and for a name that is no partner's.

    Examples
    --------
    >>> hub = Partnership(name="Hub", purpose="Reach people", stage=[{"stage": "managing"}],
    ...     partners=[{"id": "PSNI", "name": "Police", "joined": "2025-01-10", "left": "2026-01-10"}])
    >>> [was_member(hub, "PSNI", date(year, 3, 1)) for year in (2024, 2025, 2026)]
    [False, True, False]
    """
    partner = next((row for row in partnership.partners if row.id == name), None)
    return partner is None or is_member(partner, on)
