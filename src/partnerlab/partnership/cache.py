"""What has been worked out of one partnership, safe to ask for from several threads."""

from __future__ import annotations

from collections.abc import Hashable
from dataclasses import dataclass, field
from datetime import date
from threading import RLock
from typing import Any

Read = tuple[date | None, str]
"""A field that was read, and as at which date; None stands for everything known, whatever the date."""


@dataclass(frozen=True, eq=False)
class Cache:
    """Answers that follow from a partnership, by what was asked."""

    lock: RLock = field(default_factory=RLock)
    """Held while an answer is worked out; one for the whole and all its earlier states, which ask one another."""
    answers: dict[Hashable, Any] = field(default_factory=dict)
    """The answers so far."""
    reads: dict[Hashable, frozenset[Read]] = field(default_factory=dict)
    """What was read to work out an answer; empty unless the partnership is followed (`analysis.dependencies`)."""
    bound: set[Hashable] = field(default_factory=set)
    """What was answered with something that holds a partnership or a partner; empty unless it is followed."""
