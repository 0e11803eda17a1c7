"""Numbers that decide what is a finding. None is in the guide: each is ours, and a file can change it."""

from __future__ import annotations

from typing import Annotated, ClassVar

from pydantic import Field

from partnerlab.partnership.records import Record

Share = Annotated[float, Field(ge=0, le=1)]


class Thresholds(Record):
    """Thresholds of the rules: none is in the guide; each description says where it comes from."""

    turnover: Share = Field(0.3, description="Share of representatives changed in a year that is high. Our judgement.")
    attendance: Share = Field(
        0.6, description="Share of meetings attended below which a partner is absent. Our judgement."
    )
    response: Share = Field(
        0.7,
        description="Share of partners answering below which a network measure is weak. Our judgement.",
    )
    answers_apart: int = Field(
        2,
        ge=1,
        description="Steps between two ratings of one risk that count as disagreement. Our judgement.",
    )
    review_months: int = Field(6, ge=1, description="Months after which a dated judgement is old. Our judgement.")
    spend_variance: Share = Field(0.1, description="Share by which spending may differ from budget. Our judgement.")
    administration: Share = Field(
        0.05, description="Least share of resources for administration that is plausible. Our judgement."
    )
    red_product: int = Field(
        16,
        ge=1,
        description="Product of likelihood and impact from which a risk is red. A common 5 x 5 convention.",
    )
    amber_product: int = Field(10, ge=1, description="Product from which a risk is amber. A common 5 x 5 convention.")
    load_share: Share = Field(
        0.5, description="Share of shared risks led by one partner that is lopsided. Our judgement."
    )
    lead_extra: Share = Field(
        0.1, description="Share by which today's leads may cost more than the best ones. Our judgement."
    )
    share_apart: Share = Field(
        0.2,
        description="Difference between a partner's share of losses and of resources that is unfair. Our judgement.",
    )
    pounds_an_hour: float = Field(
        30.0, ge=0, description="What an hour of staff time counts for beside money, in pounds. Our judgement."
    )
    days_near: int = Field(
        60, ge=0, description="Days within which a risk that could occur counts as near. Our judgement."
    )
    acceptability: Share = Field(
        0.6, description="Share of weightings under which an option must come first to be clear. Our judgement."
    )
    bedding_meetings: int = Field(
        3,
        ge=1,
        description="Meetings after which members have bedded in; the guide says several (¶2.8). Our judgement.",
    )


class Level(Record):
    """One level of a scale."""

    value: int = Field(description="Its number; higher is more.")
    label: str = Field(description="Its name.")
    meaning: str | None = Field(None, description="What it means.")
    probability: Annotated[float, Field(ge=0, le=1)] | None = Field(
        None, description="For a likelihood: the chance in a year that stands for it, 0 to 1."
    )


class Scale(Record):
    """A scale of your own, used in place of a supplied one."""

    shorthand: ClassVar[str] = ""

    id: str = Field(description="Its name, as used under `risk_settings` or `levels`.")
    source: str = Field(description="Where it comes from.")
    levels: tuple[Level, ...] = Field(description="Its levels.")
