"""What somebody may have meant by a name that is not known where it stands."""

from __future__ import annotations

import difflib
from collections.abc import Sequence
from functools import cache

from partnerlab.partnership.columns import tables
from partnerlab.suggestions import did_you_mean, nearest

CUTOFF = 0.8
"""How alike two names are at least, from 0 to 1, as `difflib` measures it; ours."""


def way_out(name: str, own: Sequence[str], *, otherwise: str | None = None) -> str:
    """Return what somebody may have meant: a name that is known there or, if that is nearer, elsewhere.

    Parameters
    ----------
    own
        Names that are known there.
    otherwise
        What to say when none is near; None names all.

    Examples
    --------
    >>> way_out("likelyhood", ["likely", "title"])
    'did you mean "likelihood"? It belongs under `ratings`'
    >>> way_out("likelihood", ["likely", "title"]), way_out("owner", ["title"])
    ('it belongs under `ratings`', 'it belongs under `owners`')
    """
    here, there = nearest(name, own, cutoff=CUTOFF), nearest(name, _homes(), cutoff=CUTOFF)
    lists = {table.name for table in tables()}
    for many in (name, f"{name}s"):
        if not here and many in lists:
            return f"it belongs under `{many}`"
    if there and there not in own and (not here or _likeness(name, there) > _likeness(name, here)):
        home = f"`{_homes()[there]}`"
        return f"it belongs under {home}" if there == name else f'did you mean "{there}"? It belongs under {home}'
    return did_you_mean(name, own, otherwise=otherwise)


@cache
def _homes() -> dict[str, str]:
    """Return under which table each field stands that only one has."""
    homes: dict[str, list[str]] = {}
    for table in tables():
        for name, field in table.record.model_fields.items():
            homes.setdefault(field.alias or name, []).append(table.name)
    return {name: places[0] for name, places in homes.items() if len(places) == 1}


def _likeness(one: str, other: str) -> float:
    return difflib.SequenceMatcher(None, one, other).ratio()
