"""What has been worked out of one partnership, safe to ask for from several threads."""

from __future__ import annotations

from collections.abc import Hashable
from dataclasses import dataclass, field
from threading import RLock
from typing import Any


@dataclass(frozen=True, eq=False)
class Cache:
    """Answers that follow from a partnership, by what was asked."""

    lock: RLock = field(default_factory=RLock)
    """Held while an answer is worked out; one for the whole and all its earlier states, which ask one another."""
    answers: dict[Hashable, Any] = field(default_factory=dict)
    """The answers so far."""
