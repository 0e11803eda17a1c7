"""What one partnership answers, part by part: the fields of its file."""

from __future__ import annotations

from datetime import date
from typing import Annotated

from pydantic import Field

from partnerlab.partnership.case import (
    Acceptance,
    AgendaNote,
    ConditionAnswer,
    Constraint,
    Criterion,
    Engagement,
    Option,
    Outcomes,
    PracticeAnswer,
    Stage,
)
from partnerlab.partnership.ending import Decision, Handover, Lesson, Thanks
from partnerlab.partnership.evaluation import (
    Action,
    AssuranceStep,
    ChecklistAnswer,
    CurveOption,
    Indicator,
    LifeCycleAnswer,
    PerformanceMeasure,
    ReviewDate,
    SurveyAnswer,
    SustainabilityAnswer,
)
from partnerlab.partnership.governance import (
    Accountability,
    Agreement,
    Body,
    Difference,
    Funding,
    Message,
    Milestone,
    Payment,
    Rung,
    StatutoryBasis,
    Task,
)
from partnerlab.partnership.instruments import OwnInstrument
from partnerlab.partnership.members import Meeting, Partner, Post, Stakeholder
from partnerlab.partnership.moves import MoveSettings, Priorities
from partnerlab.partnership.records import AsItStands, FreeText, Language, Record, SchemeId
from partnerlab.partnership.relationships import Collaboration, NetworkSettings, PathwayStep, Relationship
from partnerlab.partnership.risks import (
    Control,
    GuideRisk,
    Influence,
    Risk,
    RiskLead,
    RiskOwner,
    RiskRating,
    RiskSettings,
)
from partnerlab.partnership.scales import Scale
from partnerlab.partnership.thresholds import Thresholds


class Contents(Record):
    """Everything that a partnership's file can hold. Only name, purpose and stage are needed."""

    name: str = Field(min_length=1, description="The partnership's name.")
    name_language: Language | None = Field(
        None, description="Language of the name where it is not English, such as `ga` for Irish."
    )
    purpose: Annotated[str, AsItStands()] = Field(min_length=1, description="What it is for, in one sentence.")
    stages: tuple[Stage, ...] = Field(
        alias="stage", min_length=1, description="The stage reached, or a dated list of stages."
    )
    area: str | None = Field(None, description="Where it works, such as a council area; empty: not said.")
    sponsor: str | None = Field(None, description="The department or body that sponsors it: a partner's id or a name.")
    illustrative: bool = Field(default=False, description="true when the file holds invented judgements.")
    marking: str | None = Field(None, description="Protective marking, such as `OFFICIAL`, shown on every page.")
    rationale: str | None = Field(None, description="Why a partnership is needed (¶2.6).")
    rationale_stated: date | None = Field(None, description="When the rationale was written down.")

    acceptances: tuple[Acceptance, ...] = Field((), description="Who understands and accepts the reason.")
    criteria: tuple[Criterion, ...] = Field((), description="What options are judged by.")
    options: tuple[Option, ...] = Field((), description="Forms the work could take.")
    constraints: tuple[Constraint, ...] = Field((), description="What limits the partnership.")
    conditions: tuple[ConditionAnswer, ...] = Field((), description="Figure 3's assumptions and risks.")
    practices: tuple[PracticeAnswer, ...] = Field(
        (), description="Practices of the guide that partners answer themselves."
    )
    outcomes: Outcomes = Field(default_factory=Outcomes, description="Outcomes served, and owner.")
    agenda: tuple[AgendaNote, ...] = Field((), description="The eight items of the first meeting.")
    engagement: tuple[Engagement, ...] = Field((), description="Who has been engaged, at which level.")

    initiator: tuple[Post, ...] = Field((), description="Who had the idea (¶2.4 box).")
    broker: tuple[Post, ...] = Field((), description="Who sets the partnership up (¶2.4 box).")
    partners: tuple[Partner, ...] = Field((), description="The member organisations.")
    stakeholders: tuple[Stakeholder, ...] = Field((), description="Organisations and groups outside.")
    meetings: tuple[Meeting, ...] = Field((), description="Meetings held and who came.")

    levels: SchemeId = Field("frey", description="Name of the scheme of levels of collaboration.")
    collaboration: tuple[Collaboration, ...] = Field((), description="The level of the whole.")
    relationships: tuple[Relationship, ...] = Field((), description="Working relationships, by who answers.")
    pathway: tuple[PathwayStep, ...] = Field((), description="The service as the client sees it.")

    tasks: tuple[Task, ...] = Field((), description="Tasks and roles.")
    accountabilities: tuple[Accountability, ...] = Field((), description="Who answers to whom.")
    governance: tuple[Body, ...] = Field((), description="The bodies that run it.")
    communication: tuple[Message, ...] = Field((), description="The communication plan.")
    agreements: tuple[Agreement, ...] = Field((), description="Written agreements.")
    statutory_basis: StatutoryBasis | None = Field(
        None, description="The law that created the partnership, in place of an agreement that founds it."
    )
    disputes: tuple[Rung, ...] = Field((), description="The escalation steps by which disputes are settled.")
    differences: tuple[Difference, ...] = Field(
        (), description="Differences between partners, and what became of them."
    )
    milestones: tuple[Milestone, ...] = Field((), description="Milestones and deliverables.")
    spending: tuple[Payment, ...] = Field((), description="Money spent.")
    funding: tuple[Funding, ...] = Field((), description="Money offered, cut and reinstated, by year; grants.")

    risks: tuple[Risk, ...] = Field((), description="The risk register.")
    ratings: tuple[RiskRating, ...] = Field((), description="Ratings of risks, by partner and date.")
    leads: tuple[RiskLead, ...] = Field((), description="Which organisation leads on which risk.")
    owners: tuple[RiskOwner, ...] = Field((), description="Who owns which risk: a role, with or without a name.")
    influences: tuple[Influence, ...] = Field((), description="Who controls which risk.")
    controls: tuple[Control, ...] = Field((), description="What keeps risks down.")
    guide_risks: tuple[GuideRisk, ...] = Field((), description="The risks that the guide names: ours, or not and why.")
    risk_settings: RiskSettings = Field(default_factory=RiskSettings, description="Scales, appetite.")

    checklist: tuple[ChecklistAnswer, ...] = Field((), description="Answers to the ten items, by partner and round.")
    surveys: tuple[SurveyAnswer, ...] = Field((), description="Totals on imported instruments.")
    instruments: tuple[OwnInstrument, ...] = Field((), description="Imported instruments, answered item by item.")
    indicators: tuple[Indicator, ...] = Field((), description="Measures of a whole population.")
    performance: tuple[PerformanceMeasure, ...] = Field((), description="Measures of a service.")
    what_works: tuple[CurveOption, ...] = Field((), description="What could turn a curve, and what shows it.")
    sustainability: tuple[SustainabilityAnswer, ...] = Field((), description="The four conditions of ¶4.8.")
    life_cycle: tuple[LifeCycleAnswer, ...] = Field((), description="The stage of its life cycle, as partners see it.")
    actions: tuple[Action, ...] = Field((), description="Who does what by when.")
    reviews: tuple[ReviewDate, ...] = Field((), description="Dates of past reviews.")
    decisions: tuple[Decision, ...] = Field((), description="What was decided about the partnership itself.")
    lessons: tuple[Lesson, ...] = Field((), description="What was learned.")
    thanks: tuple[Thanks, ...] = Field((), description="Whose part was recognised, and how.")
    handovers: tuple[Handover, ...] = Field((), description="What an ending hands over, and to whom.")
    assurance: tuple[AssuranceStep, ...] = Field(
        (), description="Who asked for, made, checked and approved this analysis."
    )

    scales: tuple[Scale, ...] = Field((), description="Scales of your own.")
    network_settings: NetworkSettings = Field(
        default_factory=NetworkSettings, description="Scale and direction of ties between partners."
    )
    thresholds: Thresholds = Field(default_factory=Thresholds, description="Numbers behind the rules.")
    moves: MoveSettings = Field(
        default_factory=MoveSettings, description="Which decisions the summary may propose, and their effort."
    )
    priorities: Priorities = Field(
        default_factory=Priorities, description="What makes one finding matter more than another."
    )
    story: FreeText | None = Field(None, description="Background in your own words; redacted.")
