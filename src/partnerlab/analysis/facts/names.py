"""What organisations and risks are called in a sentence."""

from __future__ import annotations

from collections.abc import Iterable

from partnerlab.partnership import Partnership
from partnerlab.wording import listed

NAMED = 3
"""How many a sentence names before it counts the others: more are hard to read, and the evidence names each."""
OTHERS = ("other", "others")


def named(partnership: Partnership, ids: Iterable[str], most: int = NAMED, *, none: str = "nobody") -> str:
    """Return organisations as a list in a sentence; an id that is nobody's stands for itself.

    One alone has its full name. Several have their short names, where they have one, and those past `most` are counted.

    Examples
    --------
    >>> hub = Partnership(name="Hub", purpose="Reach people", stage=[{"stage": "scoping"}],
    ...     partners=[{"id": "A", "name": "Department of Health", "short_name": "DoH"}, {"id": "B", "name": "Beta"}])
    >>> named(hub, ["A"]), named(hub, ["A", "B"]), named(hub, ["Head"]), named(hub, [])
    ('Department of Health', 'DoH and Beta', 'Head', 'nobody')
    >>> named(hub, ["A", "B"], most=1)
    'DoH and 1 other'
    """
    found = list(ids)
    name = partnership.name_of if len(found) == 1 else partnership.short_name_of
    return listed(map(name, found), most, none=none, rest=OTHERS)


def who_says(partnership: Partnership, by: str | None) -> str:
    """Return who gave an answer: the partner's short name, or that all gave it together.

    Examples
    --------
    >>> hub = Partnership(name="Hub", purpose="Reach people", stage=[{"stage": "scoping"}],
    ...     partners=[{"id": "A", "name": "Department of Health", "short_name": "DoH"}])
    >>> who_says(hub, "A"), who_says(hub, None)
    ('DoH', 'all together')
    """
    return partnership.short_name_of(by) if by else "all together"


def name_subjects(partnership: Partnership) -> dict[str, str]:
    """Return what a reader knows the subject of a finding by, for ids that are no words: short name or title by id.

    Examples
    --------
    >>> hub = Partnership(name="Hub", purpose="Reach people", stage=[{"stage": "planning"}],
    ...     partners=[{"id": "A", "name": "Department of Health", "short_name": "DoH"}])
    >>> name_subjects(hub)
    {'A': 'DoH'}
    """
    names = {row.id: row.title for row in partnership.indicators}
    names |= {row.id: row.title for row in partnership.performance}
    names |= {row.id: partnership.short_name_of(row.id) for row in partnership.stakeholders}
    names |= {row.id: partnership.short_name_of(row.id) for row in partnership.partners}
    return {key: name for key, name in names.items() if name != key}


def name_risks(partnership: Partnership, ids: Iterable[str], most: int = NAMED) -> str:
    """Return risks as a list in a sentence: title, and the id by which the register holds it.

    Examples
    --------
    >>> hub = Partnership(name="Hub", purpose="Reach people", stage=[{"stage": "planning"}],
    ...     risks=[{"id": "R1", "title": "Delay"}, {"id": "R2", "title": "Loss"}])
    >>> name_risks(hub, ["R1", "R2"]), name_risks(hub, ["R1", "R2"], most=1)
    ('“Delay” (R1) and “Loss” (R2)', '“Delay” (R1) and 1 other')
    """
    titles = {row.id: row.title for row in partnership.risks}
    return listed((f"“{titles[key]}” ({key})" if key in titles else key for key in ids), most, rest=OTHERS)
