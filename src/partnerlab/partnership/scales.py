"""Scales of a partnership's own, and what the levels of a scale are called, its own or a supplied one."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Annotated

from pydantic import Field

from partnerlab.guide import level_scheme, scale
from partnerlab.partnership.records import AsItStands, Record


class Level(Record):
    """One level of a scale."""

    value: int = Field(description="Its number; higher is more.")
    label: Annotated[str, AsItStands()] = Field(description="Its name.")
    meaning: str | None = Field(None, description="What it means.")
    probability: Annotated[float, Field(ge=0, le=1)] | None = Field(
        None, description="For a likelihood: the chance in a year that it means, 0 to 1."
    )


class Scale(Record):
    """A scale of your own, used in place of a supplied one."""

    id: str = Field(description="Its name, as used under `risk_settings` or `levels`; not that of a supplied one.")
    source: str = Field(description="Where it comes from.")
    levels: tuple[Level, ...] = Field(description="Its levels.")


def levels_of(own: Iterable[Scale], name: str, *, of_scheme: bool = False) -> dict[int, str]:
    """Return the levels of a scale, in its order: number and name.

    Parameters
    ----------
    own
        The partnership's own scales, which go before supplied ones.
    of_scheme
        Whether a supplied one is a scheme of levels of collaboration.

    Raises
    ------
    GuideError
        When the scale is neither the partnership's own nor supplied.

    Examples
    --------
    >>> levels_of((), "partner-4", of_scheme=True)[1]
    'awareness'
    """
    found = next((row for row in own if row.id == name), None)
    if found is not None:
        return {level.value: level.label for level in found.levels}
    supplied = level_scheme(name).levels if of_scheme else scale(name).levels
    return {level.value: level.label for level in supplied if level.value is not None}
