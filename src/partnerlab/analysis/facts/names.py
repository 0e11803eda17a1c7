"""What organisations are called in a sentence."""

from __future__ import annotations

from collections.abc import Iterable

from partnerlab.partnership import Partnership
from partnerlab.wording import listed


def named(partnership: Partnership, ids: Iterable[str], most: int = 6, *, none: str = "nobody") -> str:
    """Return organisations by name as a list in a sentence; an id that is nobody's stands for itself.

    Examples
    --------
    >>> hub = Partnership(name="Hub", purpose="Reach people", stage=[{"stage": "scoping"}],
    ...     partners=[{"id": "A", "name": "Alpha"}, {"id": "B", "name": "Beta"}])
    >>> named(hub, ["A", "B"]), named(hub, ["Head"]), named(hub, [])
    ('Alpha and Beta', 'Head', 'nobody')
    """
    return listed([partnership.name_of(name) for name in ids], most, none=none)
