"""What papers take from a record: how they are headed, who represents whom, names in full."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Any

import pandas as pd

from partnerlab.documents.paper import Block, Gap, Item, Paper
from partnerlab.partnership import Partnership
from partnerlab.partnership.members import Partner
from partnerlab.wording import listed, say_day

AUTHORITY: Mapping[str, str] = {
    "commits": "Authorised to commit its organisation",
    "refers back": "Refers back",
    "observes": "Observes",
}
"""What a representative may decide, in words."""


def paper_of(partnership: Partnership, title: str, blocks: Iterable[Block]) -> Paper:
    """Return a paper about a partnership, headed, dated and marked as its record says.

    Examples
    --------
    >>> hub = Partnership(name="Hub", purpose="Reach people", stage=[{"stage": "scoping"}], marking="OFFICIAL")
    >>> paper = paper_of(hub, "Terms", [])
    >>> paper.subtitle, paper.marking
    ('Hub', 'OFFICIAL')
    """
    dated = f", as at {say_day(partnership.as_at)}" if partnership.as_at else ""
    return Paper(
        title, f"{partnership.name}{dated}", tuple(blocks), partnership.marking, illustrative=partnership.illustrative
    )


def representatives_of(partner: Partner) -> list[tuple[Item, str | None]]:
    """Return who sits for a partner now, by role with the name where there is one, and what each may decide."""
    sitting = [row for row in partner.representatives if row.end is None]
    if not sitting:
        return [(Gap("who represents it"), None)]
    return [(f"{row.name}, {row.role}" if row.name else row.role, row.authority) for row in sitting]


def in_full(partnership: Partnership, ids: Iterable[str], *, gap: str) -> Item:
    """Return organisations by their full names, or the gap where none is named.

    Examples
    --------
    >>> hub = Partnership(name="Hub", purpose="Reach people", stage=[{"stage": "scoping"}],
    ...     partners=[{"id": "A", "name": "Alpha"}])
    >>> in_full(hub, ["A", "Head of service"], gap="who does it"), str(in_full(hub, [], gap="who does it"))
    ('Alpha and Head of service', 'To agree: who does it')
    """
    found = [partnership.name_of(name) for name in ids]
    return listed(found, most=len(found)) if found else Gap(gap)


def rows_of(frame: pd.DataFrame) -> list[dict[str, Any]]:
    """Return the rows of a table as plain values; what is missing is None.

    Examples
    --------
    >>> rows_of(pd.DataFrame({"owner": ["Head", None], "days": [3, None]}))
    [{'owner': 'Head', 'days': 3.0}, {'owner': None, 'days': None}]
    """
    plain = frame.astype(object)
    return [
        {str(key): value for key, value in row.items()} for row in plain.where(plain.notna(), None).to_dict("records")
    ]
