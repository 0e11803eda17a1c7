"""What could go wrong: risks, ratings by partner and date, leads, influence, controls, appetite."""

from __future__ import annotations

from datetime import date
from typing import Annotated, ClassVar, Literal, Self

from pydantic import AfterValidator, Field, WithJsonSchema, model_validator

from partnerlab.partnership.records import Dated, OutcomeId, PartnerId, Private, PromptId, Record, RiskId

Share = Annotated[float, Field(ge=0, le=1)]


def _at_least_one(given: int | float | str) -> int | float | str:
    if isinstance(given, str) or given >= 1:
        return given
    raise ValueError(f"must be at least 1, or a label of the scale, not {given:g}")


RiskLevel = Annotated[
    int | float | str,
    AfterValidator(_at_least_one),
    WithJsonSchema({"anyOf": [{"type": "number", "minimum": 1}, {"type": "string"}]}),
]
"""A level on a scale: its number, a number between two levels (the mean of a workshop), or its label."""


class Risk(Dated):
    """A risk to the outcome, to one partner, to all, or of working together (¶4.3)."""

    ends: ClassVar[tuple[str, ...]] = ("closed",)

    id: str = Field(description="A short id of your choice, such as `R3`.")
    title: str = Field(description="The risk in a few words.")
    kind: Literal["own", "shared", "collaborating"] | None = Field(
        None, alias="class", description="own to one partner, shared, or a risk of working together (¶2.11, ¶4.3)."
    )
    stage: Literal["development", "implementation", "review"] | None = Field(
        None, description="Stage of the cross-cutting work it belongs to (¶4.3)."
    )
    cause: str | None = Field(None, description="Why it could happen.")
    event: str | None = Field(None, description="What would happen.")
    consequence: str | None = Field(None, description="What would follow for the outcome.")
    outcome: OutcomeId | None = Field(None, description="The outcome it threatens.")
    shared_by: tuple[PartnerId, ...] = Field((), description="Partners that carry it; empty means all when shared.")
    group: str | None = Field(None, description="Risks of one group go to one lead (¶4.4).")
    on: date | None = Field(None, description="When it was identified; YYYY-MM-DD.")
    closed: date | None = Field(None, description="When it was closed.")
    proximity: date | None = Field(None, description="When it could happen at the earliest.")
    review_by: date | None = Field(None, description="When it is due for review.")
    appetite: int | None = Field(
        None, ge=1, description="Risk appetite: the highest risk score (likelihood times impact) accepted."
    )
    probability: Share | None = Field(None, description="Chance in a year, 0 to 1; empty: from the likelihood scale.")
    low: float | None = Field(None, ge=0, description="Cost if it happens, at the low end, in pounds.")
    likely: float | None = Field(None, ge=0, description="Cost if it happens, most likely, in pounds.")
    high: float | None = Field(None, ge=0, description="Cost if it happens, at the high end, in pounds.")
    days_low: float | None = Field(None, ge=0, description="Delay if it happens, at the low end, in days.")
    days_likely: float | None = Field(None, ge=0, description="Delay if it happens, most likely, in days.")
    days_high: float | None = Field(None, ge=0, description="Delay if it happens, at the high end, in days.")
    distribution: Literal["triangular", "pert"] = Field(
        "pert", description="Shape of cost and delay between low and high."
    )

    @model_validator(mode="after")
    def estimates_are_in_order(self) -> Self:
        """Refuse a low cost or delay above the likely one, or a likely one above the high one."""
        estimates = {
            "costs": (self.low, self.likely, self.high),
            "days of delay": (self.days_low, self.days_likely, self.days_high),
        }
        known = {what: [point for point in points if point is not None] for what, points in estimates.items()}
        faults = [
            f"{what} must rise from low to likely to high, not {', '.join(f'{point:g}' for point in points)}"
            for what, points in known.items()
            if points != sorted(points)
        ]
        if faults:
            raise ValueError("; ".join(faults))
        return self


class RiskRating(Dated):
    """How one partner rates one risk on a date; likelihood and impact stay apart (¶4.3)."""

    ends: ClassVar[tuple[str, ...]] = ("told",)

    risk: RiskId = Field(description="The risk's id.")
    by: PartnerId | None = Field(None, description="The partner who rates; empty when agreed by all.")
    on: date = Field(description="When it was rated; YYYY-MM-DD.")
    kind: Literal["inherent", "residual", "target"] = Field("residual", description="inherent, residual or target.")
    likelihood: RiskLevel = Field(
        description="Level on the likelihood scale: its number, a mean such as 3.4, or its label such as `likely`."
    )
    impact: RiskLevel = Field(
        description="Level on the impact scale: its number, a mean such as 3.4, or its label such as `major`."
    )
    direction: Literal["rising", "steady", "falling"] | None = Field(
        None, description="Direction of travel as the register records it: rising is towards more risk."
    )
    told: date | None = Field(None, description="When the partners that carry the risk were told of this rating.")


class RiskOwner(Record):
    """The person who owns a risk within the partnership, as a role; the lead organisation is a `lead` (¶4.4)."""

    known_from: ClassVar[str] = "start"
    ends: ClassVar[tuple[str, ...]] = ("end",)

    risk: RiskId = Field(description="The risk's id.")
    role: str | None = Field(None, description="The post, such as `Head of Community Safety`.")
    name: Annotated[str, Private()] | None = Field(None, description="The person; optional, redacted.")
    start: date | None = Field(None, alias="from", description="Since when; YYYY-MM-DD.")
    end: date | None = Field(None, alias="to", description="Until when; empty while they own it.")

    @property
    def named(self) -> str:
        """The owner in words: `role (name)`; without a role the name, which a redacted review leaves out."""
        if self.role and self.name:
            return f"{self.role} ({self.name})"
        return self.role or self.name or "a person"

    @model_validator(mode="after")
    def somebody_is_said(self) -> Self:
        """Refuse an owner without a role and a name."""
        if not self.role and not self.name:
            raise ValueError("say who owns the risk: a `role`, or a `name`")
        return self


class RiskLead(Dated):
    """Which organisation leads on a risk, since when; or that several lead together by decision (¶4.4)."""

    risk: RiskId = Field(description="The risk's id.")
    lead: PartnerId | None = Field(None, description="The lead organisation; empty: the lead was withdrawn.")
    shared: tuple[PartnerId, ...] = Field(
        (), description="Instead of one lead: two or more partners that decided to lead together."
    )
    on: date | None = Field(None, description="Since when; YYYY-MM-DD.")
    accepted: bool | None = Field(
        None, description="Whether the lead has agreed to lead; for a shared lead, all of them."
    )

    @property
    def leads(self) -> tuple[str, ...]:
        """Whoever leads: one, several together, or nobody."""
        return self.shared or ((self.lead,) if self.lead is not None else ())

    @property
    def named(self) -> str:
        """Whoever leads, in words: `A`, `A and B together`; empty when the lead was withdrawn."""
        if len(self.leads) < 2:
            return "".join(self.leads)
        return f"{', '.join(self.leads[:-1])} and {self.leads[-1]} together"

    @model_validator(mode="after")
    def one_leads_or_several(self) -> Self:
        """Refuse a single lead beside a shared one, and a shared lead of fewer than two different partners."""
        if self.shared and self.lead is not None:
            raise ValueError("name one `lead`, or several under `shared`, not both")
        if self.shared and len(set(self.shared)) < max(len(self.shared), 2):
            raise ValueError("`shared` needs two or more different partners; name a single one under `lead`")
        return self


class Influence(Dated):
    """How far a partner controls a risk and what it costs it to absorb the loss (¶4.4)."""

    risk: RiskId = Field(description="The risk's id.")
    partner: PartnerId = Field(description="The partner.")
    on: date | None = Field(None, description="When this was judged; YYYY-MM-DD.")
    over_likelihood: Share | None = Field(None, description="Share of the likelihood it could remove, 0 to 1.")
    over_impact: Share | None = Field(None, description="Share of the impact it could remove, 0 to 1.")
    absorbing: float | None = Field(
        None, ge=0, description="Pounds that one pound of loss costs it; 1 is no more than the loss."
    )
    eligible: bool | None = Field(None, description="Whether it has the authority to lead.")


class Control(Dated):
    """Something that keeps a risk down."""

    ends: ClassVar[tuple[str, ...]] = ("done",)

    risk: RiskId = Field(description="The risk's id.")
    control: str = Field(description="What is done.")
    owner: str | None = Field(None, description="Who does it: a partner's id or a role.")
    due: date | None = Field(None, description="When it must be in place; YYYY-MM-DD.")
    done: date | None = Field(None, description="When it was in place.")
    on: date | None = Field(None, description="When it was agreed.")


class GuideRisk(Dated):
    """Whether a risk that the guide names is one of this partnership's (Fig. 3, ¶4.11 list)."""

    prompt: PromptId = Field(description="`risk-1` to `risk-9` of Figure 3, or `failure-1` to `failure-7` of ¶4.11.")
    on: date = Field(description="When this was discussed; YYYY-MM-DD.")
    answer: Literal["ours", "not ours"] = Field(description="ours or not ours.")
    risk: RiskId | None = Field(None, description="Where it is ours: the id of the risk in the register.")
    because: str | None = Field(None, description="Where it is not ours: why.")


class RiskSettings(Record):
    """How risks are rated and counted here; no number is in the guide."""

    likelihood_scale: str = Field("likelihood-5", description="Name of the scale of likelihood.")
    impact_scale: str = Field("impact-5", description="Name of the scale of impact.")
    bands: str = Field(
        "risk-5x5",
        description="Name of the bands of the risk score, or of a scale of your own: lowest score of each band.",
    )
    appetite: int | None = Field(
        None, ge=1, description="Risk appetite where a risk has none of its own: the highest risk score accepted."
    )
    correlation: Annotated[float, Field(ge=-1, le=1)] = Field(
        0.0,
        description=(
            "How far risks happen together, -1 to 1: the correlation of the normal scores behind their losses. "
            "The losses themselves correlate less; the review shows how far."
        ),
    )
    combine: Literal["middle", "highest"] = Field(
        "middle",
        description=(
            "Which of the partners' ratings counts for a risk: the middle one by likelihood times impact, or the "
            "highest. Both are ratings that somebody gave."
        ),
    )
    fairness: Share | None = Field(None, description="Highest share of the risks that one partner may lead.")
