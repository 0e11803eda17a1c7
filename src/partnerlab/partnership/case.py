"""Why there is a partnership: its case, options, constraints, conditions and the outcomes it serves."""

from __future__ import annotations

from datetime import date
from typing import Annotated, ClassVar, Literal, Self

from pydantic import Field, model_validator

from partnerlab.partnership.members import Post
from partnerlab.partnership.records import (
    Assent,
    ConditionId,
    CriterionId,
    Dated,
    FreeText,
    IndicatorId,
    OutcomeId,
    PartnerId,
    PracticeId,
    Record,
)

StageName = Literal["scoping", "building", "planning", "managing", "implementing", "measuring", "reviewing", "ending"]

Score = Annotated[float, Field(ge=0, le=10)]
"""A score of an option, 0 to 10, higher is better; the scale is not in the guide."""


class Stage(Dated):
    """The stage of its life that the partnership has reached, since when (¶1.7)."""

    shorthand: ClassVar[str] = "stage"

    stage: StageName = Field(
        description="scoping, building, planning, managing, implementing, measuring, reviewing or ending."
    )
    on: date | None = Field(None, description="Since when; YYYY-MM-DD.")


class Acceptance(Dated):
    """Whether a partner understands and accepts the reason for the partnership (¶2.6)."""

    on: date = Field(description="When this was asked; YYYY-MM-DD.")
    by: PartnerId = Field(description="The partner who answers.")
    understood: Assent | None = Field(None, description="Whether the reason is understood: yes, partly, no.")
    accepted: Assent | None = Field(None, description="Whether the reason is accepted: yes, partly, no.")
    evidence: str | None = Field(None, description="What shows it.")


class Criterion(Record):
    """Something an option is judged by."""

    id: str = Field(description="A short id of your choice.")
    name: str = Field(description="What is judged, such as `reach of people who need it`.")
    weight: float | None = Field(None, ge=0, description="Its weight, in any unit; empty when it is not agreed.")


class Option(Dated):
    """A form the work could take (App. 2 items 1 and 2)."""

    id: str = Field(description="A short id of your choice.")
    name: str = Field(description="The option in a few words.")
    form: Literal["one body alone", "network", "contract", "partnership"] = Field(description="The form it takes.")
    on: date | None = Field(None, description="When it was appraised; YYYY-MM-DD.")
    scores: dict[CriterionId, Score] = Field(
        default_factory=dict, description="Score for each criterion, by its id; higher is better, 0 to 10."
    )
    cost_low: float | None = Field(None, ge=0, description="What it costs a year at least, in pounds.")
    cost_high: float | None = Field(None, ge=0, description="What it costs a year at most, in pounds.")
    benefit_low: float | None = Field(None, ge=0, description="What it is worth a year at least, in pounds.")
    benefit_high: float | None = Field(None, ge=0, description="What it is worth a year at most, in pounds.")

    @model_validator(mode="after")
    def ranges_are_in_order(self) -> Self:
        """Refuse a least amount above the most."""
        pairs = {"cost": (self.cost_low, self.cost_high), "benefit": (self.benefit_low, self.benefit_high)}
        wrong = [what for what, (low, high) in pairs.items() if low is not None and high is not None and low > high]
        if wrong:
            raise ValueError("; ".join(f"{what}_low must not be above {what}_high" for what in wrong))
        return self


class Constraint(Dated):
    """Something that limits what the partnership can do (¶2.3)."""

    ends: ClassVar[tuple[str, ...]] = ("lifted",)

    kind: Literal["budget", "deadline", "statutory duty", "participation", "complexity"] = Field(
        description="budget, deadline, statutory duty, participation or complexity."
    )
    text: str = Field(description="The constraint in one sentence.")
    on: date | None = Field(None, description="When it was named; YYYY-MM-DD.")
    partner: PartnerId | None = Field(None, description="The partner it binds; empty when all.")
    until: date | None = Field(None, description="The deadline, or when the limit ends.")
    response: str | None = Field(None, description="What is done about it.")
    lifted: date | None = Field(None, description="When it no longer held.")


class ConditionAnswer(Dated):
    """Whether one of Figure 3's assumptions holds, or one of its risks is guarded against."""

    condition: ConditionId = Field(
        description="`assumption-1` to `assumption-9` or `risk-1` to `risk-9`, as in Figure 3."
    )
    on: date = Field(description="When this was judged; YYYY-MM-DD.")
    by: PartnerId | None = Field(None, description="The partner who judges; empty when all together.")
    holds: Assent = Field(description="yes: the assumption holds or the risk is guarded against; partly; no.")
    evidence: str | None = Field(None, description="What shows it.")


class PracticeAnswer(Dated):
    """Whether a practice that the guide asks for is in place, as partners say, and what shows it."""

    practice: PracticeId = Field(
        description="Id of the practice, such as `users-needs` (¶2.2); `docs/guide-map.md` lists all."
    )
    on: date = Field(description="When this was judged; YYYY-MM-DD.")
    by: PartnerId | None = Field(None, description="The partner who judges; empty when all together.")
    holds: Assent = Field(description="yes, partly or no.")
    evidence: str | None = Field(None, description="What shows it.")


class OwnOutcome(Record):
    """An outcome of the partnership's own framework."""

    id: str = Field(description="A short id of your choice.")
    name: str = Field(description="The outcome: a condition of well-being of a whole population.")


class Contribution(Record):
    """Which partner contributes to which outcome, and how (¶2.4)."""

    partner: PartnerId = Field(description="The partner who contributes.")
    outcome: OutcomeId = Field(description="The outcome contributed to.")
    indicator: IndicatorId | None = Field(None, description="The indicator it should move.")
    how: str | None = Field(None, description="How the contribution works, in one sentence.")


class PriorityServed(Record):
    """A priority of the government's programme, and the outcome through which it is served (¶1.5, ¶4.1)."""

    priority: OutcomeId = Field(description="Id of the priority, such as `priority-waiting-times`.")
    through: OutcomeId = Field(description="Id of the outcome served that leads to it, such as `healthier-lives`.")
    why: str | None = Field(None, description="How one leads to the other, in one sentence.")


class Outcomes(Record):
    """The outcomes that the partnership serves and who owns them (¶1.5, ¶2.4, App. 1)."""

    framework: str | None = Field(
        None, description="`wellbeing-2024`, `odp-2018-19`, or `own` with the outcomes listed under `own`."
    )
    other_frameworks: tuple[str, ...] = Field(
        (),
        description="Further frameworks it serves, such as `programme-2024-27`; their outcomes may be named as well.",
    )
    aligned: tuple[OutcomeId, ...] = Field((), description="Ids of the outcomes served.")
    own: tuple[OwnOutcome, ...] = Field((), description="Outcomes of your own framework.")
    priorities: tuple[PriorityServed, ...] = Field(
        (), description="Priorities of a programme named under `other_frameworks`, and the outcome that leads to each."
    )
    sro: tuple[Post, ...] = Field((), description="The senior responsible owner, now and before.")
    contributions: tuple[Contribution, ...] = Field((), description="Who contributes to what.")


class AgendaNote(Dated):
    """What is known and still open on one of the eight items of the first meeting (App. 3)."""

    item: int = Field(ge=1, le=8, description="Number of the agenda item, 1 to 8.")
    on: date | None = Field(None, description="When this was noted; YYYY-MM-DD.")
    known: FreeText | None = Field(None, description="What is known.")
    open: FreeText | None = Field(None, description="What is still open.")
    owner: str | None = Field(None, description="Who settles it: a partner's id or a role.")


class Engagement(Dated):
    """How a level of the organisations is engaged, from the top to the front line (¶2.14)."""

    on: date = Field(description="When this was done; YYYY-MM-DD.")
    level: Literal["leaders", "managers", "front line", "public"] = Field(description="Who was engaged.")
    how: str = Field(description="How, in a few words.")
    partner: PartnerId | None = Field(None, description="The partner who did it.")
