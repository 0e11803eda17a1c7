"""Scales of a partnership's own."""

from __future__ import annotations

from typing import Annotated

from pydantic import Field

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
