"""Organisations in words, and the sectors in which they stand."""

from __future__ import annotations

from collections.abc import Iterable

from partnerlab.partnership.partnership import Partnership
from partnerlab.wording import listed

OUTSIDE_GOVERNMENT = frozenset({"voluntary", "community", "private"})
"""Sectors whose partners stand outside government (¶2.15 names the voluntary, community and private sectors)."""

PUBLIC = frozenset({"statutory", "local government"})
"""Sectors whose bodies answer for public money themselves (¶2.16)."""


def is_outside_government(sector: str | None) -> bool | None:
    """Whether a partner of that sector stands outside government; None when the sector is not known.

    Examples
    --------
    >>> is_outside_government("voluntary"), is_outside_government("statutory"), is_outside_government(None)
    (True, False, None)
    """
    return None if sector is None else sector in OUTSIDE_GOVERNMENT


def names(partnership: Partnership, ids: Iterable[str], most: int = 6) -> str:
    """Return partners' ids as words in the partnership's own order, the rest counted past a number.

    Examples
    --------
    >>> hub = Partnership(name="Hub", purpose="Reach people", stage=[{"stage": "scoping"}])
    >>> names(hub, ["PSNI", "Council", "Trust"], most=2), names(hub, [])
    ('PSNI, Council and 1 more', 'nobody')
    """
    known = [partner.id for partner in partnership.partners]
    return listed(sorted(ids, key=lambda name: known.index(name) if name in known else len(known)), most, none="nobody")
