"""Law that is younger than the guide and bears on what partners agree."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from partnerlab.guide.reading import supplied
from partnerlab.guide.rows import Row, Rows


@dataclass(frozen=True, kw_only=True)
class Law(Row):
    """An act, and the day from which what matters here is in force.

    Examples
    --------
    >>> str(laws().row("data-use-and-access-act-2025").in_force)
    '2026-02-05'
    """

    title: str
    in_force: date


def laws() -> Rows[Law]:
    """Law that came into force after the guide.

    Examples
    --------
    >>> laws().ids
    ('data-use-and-access-act-2025',)
    """
    return supplied("laws.yaml", Law)
