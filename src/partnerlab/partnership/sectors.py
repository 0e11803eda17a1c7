"""The sectors in which organisations stand."""

from __future__ import annotations

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
