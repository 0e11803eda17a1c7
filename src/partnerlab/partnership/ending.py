"""What a review decides and what an ending hands over: decisions, what goes to whom, lessons, thanks."""

from __future__ import annotations

from datetime import date
from typing import ClassVar, Literal

from pydantic import Field

from partnerlab.partnership.records import Dated, PartnerId, RiskId

Holding = Literal["money", "staff", "data", "agreement", "risk", "service", "other"]
"""What a partnership holds and somebody has to take on when it ends."""


class Decision(Dated):
    """What was decided about the partnership itself: to go on, to change it, to hand over, or to stop (¶4.11)."""

    on: date = Field(description="When it was decided; YYYY-MM-DD.")
    decision: Literal["go on", "change", "hand over", "stop"] = Field(description="go on, change, hand over or stop.")
    by: str | None = Field(None, description="Who decided: a body, a post or a partner's id.")
    why: str | None = Field(None, description="Why, in one sentence.")
    evidence: str | None = Field(None, description="What it rests on, such as `evaluation of March 2026`.")


class Handover(Dated):
    """Something that the partnership holds, and who takes it on when the partnership ends (¶4.3, App. 4)."""

    ends: ClassVar[tuple[str, ...]] = ("done",)

    kind: Holding = Field(description="money, staff, data, agreement, risk, service or other.")
    what: str = Field(description="What it is, in a few words.")
    risk: RiskId | None = Field(None, description="For a risk: its id; empty for all open risks.")
    to: str | None = Field(None, description="Who takes it on: a partner's id or any other name; empty: nobody yet.")
    how: str | None = Field(None, description="What is done with it, such as `returned to the funder`.")
    on: date | None = Field(None, description="When this was agreed; YYYY-MM-DD.")
    due: date | None = Field(None, description="By when it is to be done; YYYY-MM-DD.")
    done: date | None = Field(None, description="When it was done; empty while open.")


class Lesson(Dated):
    """Something that was learned, and who else was told (¶4.8)."""

    on: date = Field(description="When it was recorded; YYYY-MM-DD.")
    lesson: str = Field(description="What was learned, in one sentence.")
    by: PartnerId | None = Field(None, description="The partner who says so; empty when all together.")
    shared_with: str | None = Field(None, description="Who else was told, such as `other hubs`.")


class Thanks(Dated):
    """Somebody whose part was recognised, and how (¶4.8)."""

    named_by: ClassVar[str] = "whom"

    on: date = Field(description="When; YYYY-MM-DD.")
    whom: str = Field(description="Who was thanked: a partner's id, a post or a group.")
    how: str | None = Field(None, description="How, such as `evening for volunteers`.")
