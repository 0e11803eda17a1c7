"""One thing that is to be changed in a partnership's files: where, what stands there, and what is meant."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Any

from partnerlab.partnership.shaping import Location

Trail = str | Sequence[str | int]
"""Names, ids and row numbers that lead to a value: `partners.PSNI.sector`, or a list of them where one holds a dot."""


@dataclass(frozen=True)
class Change:
    """One thing that is to be changed.

    Parameters
    ----------
    kind
        `set`, `add` or `remove`.
    path
        Where, such as `risks.R3.title`; for a row that is added, its table.
    before
        What stands there now, as plain values; None for nothing.
    after
        What is meant, as plain values; None for nothing.
    """

    kind: str
    path: str
    before: Any
    after: Any

    def __str__(self) -> str:
        if self.kind == "add":
            return f"{self.path}: added {in_words(self.after)}"
        if self.kind == "remove":
            return f"{self.path}: removed {in_words(self.before)}"
        before = "" if self.before is None else f", was {in_words(self.before)}"
        return f"{self.path}: set to {in_words(self.after)}{before}"


def steps(path: Trail) -> list[str | int]:
    """Return the steps of a path one by one."""
    return [step for step in path.split(".") if step] if isinstance(path, str) else [*path]


def joined(path: Trail | Location) -> str:
    """Return a path as it is written."""
    return path if isinstance(path, str) else ".".join(str(step) for step in path)


def in_words(value: Any) -> str:
    """Return plain values in words, on one line."""
    if value is None or value in ([], {}):
        return "nothing"
    if isinstance(value, dict):
        return ", ".join(f"{name} {in_words(inner)}" for name, inner in value.items())
    if isinstance(value, Iterable) and not isinstance(value, str):
        return "; ".join(in_words(inner) for inner in value)
    return " ".join(str(value).split())
