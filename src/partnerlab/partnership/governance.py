"""How the partnership is run: tasks, accountabilities, bodies, communication, agreements, disputes, money."""

from __future__ import annotations

from datetime import date
from typing import Annotated, ClassVar, Literal

from pydantic import Field

from partnerlab.partnership.records import (
    Assent,
    Dated,
    FreeText,
    MilestoneId,
    OutcomeId,
    PartnerId,
    Period,
    Private,
    Record,
)


class Task(Dated):
    """A task and who is responsible, accountable, consulted and informed (¶2.10, ¶3.2)."""

    id: str = Field(description="A short id of your choice.")
    name: str = Field(description="The task in a few words.")
    on: date | None = Field(None, description="When roles were agreed; YYYY-MM-DD.")
    responsible: tuple[PartnerId, ...] = Field((), description="Who does it.")
    accountable: tuple[PartnerId, ...] = Field((), description="Who answers for it: one, or several when joint.")
    consulted: tuple[PartnerId, ...] = Field((), description="Who is asked before.")
    informed: tuple[PartnerId, ...] = Field((), description="Who is told after.")
    joint: bool = Field(default=False, description="Whether accountability is declared to be joint (¶2.11).")


class Accountability(Dated):
    """Who answers to whom for what, in one of three dimensions (¶3.2, App. 2 item 5)."""

    named_by: ClassVar[str] = "to"

    dimension: Literal["horizontal", "vertical", "collective"] = Field(
        description="among partners; to a partner's own governing body; of all partners to an overall body."
    )
    partner: PartnerId | None = Field(None, description="Who answers; empty when all partners do.")
    to: str = Field(description="To whom: a partner's id, or the name of a body.")
    matter: str | None = Field(None, alias="for", description="For what.")
    documented: bool = Field(default=False, description="Whether it is written down.")
    on: date | None = Field(None, description="When it was agreed; YYYY-MM-DD.")
    evidence: str | None = Field(None, description="Where it is written down.")


class OtherMember(Record):
    """Somebody who sits on a body without standing for a partner: elected, independent or co-opted."""

    known_from: ClassVar[str] = "start"
    ends: ClassVar[tuple[str, ...]] = ("end",)

    kind: Literal["elected", "independent", "co-opted"] = Field(description="elected, independent or co-opted.")
    role: str | None = Field(None, description="The seat, such as `councillor` or `person who has used the service`.")
    name: Annotated[str, Private()] | None = Field(None, description="The person; optional, redacted.")
    number: int = Field(1, ge=1, description="How many such members, where they are not listed one by one.")
    start: date | None = Field(None, alias="from", description="Since when; YYYY-MM-DD.")
    end: date | None = Field(None, alias="to", description="Until when; empty while they are in post.")
    hours_a_month: float | None = Field(None, ge=0, description="Time that each of them can give, in hours.")


class Body(Dated):
    """A part of the governance: lead body, committee, group or strand (¶2.9, ¶3.2, ¶4.10)."""

    ends: ClassVar[tuple[str, ...]] = ("ended",)

    id: str = Field(description="A short id of your choice, not that of an organisation.")
    name: str = Field(description="Its name.")
    kind: Literal[
        "outcome owner", "leadership group", "committee", "lead organisation", "delivery", "support", "evaluation"
    ] = Field(description="What it is for (¶4.10).")
    on: date | None = Field(None, description="Since when; YYYY-MM-DD.")
    ended: date | None = Field(None, description="Until when.")
    chair: str | None = Field(None, description="The role that chairs it.")
    chair_from: PartnerId | None = Field(None, description="The partner the chair comes from.")
    vice_chair: str | None = Field(None, description="The role that deputises for the chair.")
    vice_chair_from: PartnerId | None = Field(None, description="The partner the vice-chair comes from.")
    rotation: str | None = Field(None, description="How the chair passes on, such as `yearly, among the parties`.")
    quorum: int | None = Field(None, ge=1, description="How many members must be there for a decision.")
    members: tuple[PartnerId, ...] = Field((), description="Partners that sit on it.")
    other_members: tuple[OtherMember, ...] = Field((), description="Elected, independent and co-opted members.")
    reports_to: str | None = Field(None, description="Id of the body it reports to, or a name outside.")
    outcomes: tuple[OutcomeId, ...] = Field((), description="Outcomes it is answerable for.")
    meets: str | None = Field(None, description="How often it meets.")


class Message(Dated):
    """A line of the communication plan: who is told what by whom (¶3.3)."""

    audience: str = Field(description="Who is to be reached.")
    message: str | None = Field(None, description="What they are to know.")
    owner: str | None = Field(None, description="Who sends it: a partner's id or a role.")
    channel: str | None = Field(None, description="How it is sent.")
    frequency: str | None = Field(None, description="How often.")
    shares: str | None = Field(None, description="What information is shared, if it is more than the message.")
    on: date | None = Field(None, description="When it was planned; YYYY-MM-DD.")


class Clause(Record):
    """A clause of an agreement and whether it is in place (App. 4)."""

    id: str = Field(
        description="Id of a clause that an agreement needs, such as `dispute-resolution`; or one of your own."
    )
    in_place: Assent = Field("yes", description="yes, partly or no.")
    text: str | None = Field(None, description="The clause, or where it stands.")


class StatutoryBasis(Record):
    """The law that created a partnership, in place of an agreement that founds it (¶2.3)."""

    known_from: ClassVar[str] = "start"

    act: str = Field(min_length=1, description="The act or order, such as `Justice Act (Northern Ireland) 2011`.")
    section: str | None = Field(None, description="Where in it, such as `section 20`.")
    start: date | None = Field(None, alias="from", description="Since when; YYYY-MM-DD.")

    @property
    def title(self) -> str:
        """The act, with the section where it is known.

        Examples
        --------
        >>> StatutoryBasis(act="Justice Act (Northern Ireland) 2011", section="section 20").title
        'Justice Act (Northern Ireland) 2011, section 20'
        """
        return ", ".join(part for part in (self.act, self.section) if part)


class Agreement(Dated):
    """A written agreement between partners (¶3.4, ¶3.5, App. 4)."""

    ends: ClassVar[tuple[str, ...]] = ("signed", "ended", "assessed", "reviewed")

    kind: Literal["MoU", "SLA", "contract", "data sharing"] = Field(description="MoU, SLA, contract or data sharing.")
    title: str | None = Field(None, description="Its title.")
    why: str | None = Field(None, description="Why this kind was chosen.")
    on: date | None = Field(None, description="When it was drafted; YYYY-MM-DD.")
    signed: date | None = Field(None, description="When the last partner signed; empty for a draft.")
    signatories: tuple[PartnerId, ...] = Field((), description="Partners that signed.")
    review_by: date | None = Field(None, description="When it is due for review.")
    reviewed: date | None = Field(None, description="When it was last reviewed.")
    lawful_basis: str | None = Field(
        None, description="For data sharing: the lawful basis, such as `public task`, and the power or duty behind it."
    )
    assessed: date | None = Field(
        None, description="For data sharing: when its effect on people's privacy was last assessed."
    )
    ended: date | None = Field(None, description="When it ended.")
    clauses: tuple[Clause, ...] = Field((), description="Its clauses.")


class Rung(Dated):
    """An escalation step by which disputes are settled (¶4.6)."""

    rung: int = Field(ge=1, description="1 is where a dispute starts.")
    name: str = Field(description="How it is settled here, such as `talk between leads`.")
    owner: str | None = Field(None, description="Who must settle it: a role or a partner's id.")
    days: int | None = Field(None, ge=0, description="Days until it passes to the next step.")
    next: int | None = Field(None, description="The number of the next step, one of those listed; empty on the last.")
    final: bool = Field(default=False, description="Whether this step makes the final decision.")
    on: date | None = Field(None, description="When it was agreed; YYYY-MM-DD.")


class Difference(Dated):
    """A difference between partners that was raised, and what became of it (¶4.6)."""

    ends: ClassVar[tuple[str, ...]] = ("settled",)

    id: str = Field(description="A short id of your choice.")
    matter: str = Field(description="What it is about, in a few words.")
    on: date = Field(description="When it was raised; YYYY-MM-DD.")
    between: tuple[PartnerId, ...] = Field((), description="The partners that differ.")
    step: int | None = Field(None, ge=1, description="The number of the escalation step that it has reached.")
    settled: date | None = Field(None, description="When it was settled; empty while open.")
    how: FreeText | None = Field(None, description="How it was settled.")
    learnt: FreeText | None = Field(None, description="What was learnt from it.")


class Milestone(Dated):
    """A milestone or deliverable, when it is due and what it may cost (¶2.13)."""

    ends: ClassVar[tuple[str, ...]] = ("done",)

    id: str = Field(description="A short id of your choice.")
    name: str = Field(description="The milestone or deliverable.")
    due: date = Field(description="When it is due; YYYY-MM-DD.")
    done: date | None = Field(None, description="When it was reached; empty while open.")
    owner: str | None = Field(None, description="Who answers for it: a partner's id or a role.")
    budget: float | None = Field(None, ge=0, description="What it may cost, in pounds.")
    on: date | None = Field(None, description="When it was agreed; YYYY-MM-DD.")


class Payment(Dated):
    """Money spent, by whom and on which milestone (¶2.13)."""

    on: date = Field(description="When it was spent or reported; YYYY-MM-DD.")
    partner: PartnerId | None = Field(None, description="Who spent it.")
    milestone: MilestoneId | None = Field(None, description="Id of the milestone it served.")
    amount: float = Field(description="Pounds; a refund is negative.")
    purpose: Literal["delivery", "administration", "evaluation"] = Field("delivery", description="What it was for.")


class Funding(Dated):
    """Money offered for a year, cut or reinstated, by whom and to whom; grants are among it (¶2.13)."""

    year: Period = Field(description="The year it is for, such as `2026/27`.")
    change: Literal["offered", "cut", "reinstated"] = Field(
        "offered", description="offered: money promised; cut: taken from it; reinstated: given back."
    )
    amount: float = Field(ge=0, description="Pounds.")
    funder: str | None = Field(None, alias="from", description="Who gives it: a partner's id or any other name.")
    partner: PartnerId | None = Field(None, alias="to", description="Who gets it; empty: the partnership as a whole.")
    grant: str | None = Field(None, description="Name of the grant or scheme, if it is one.")
    purpose: Literal["delivery", "administration", "evaluation"] = Field("delivery", description="What it is for.")
    on: date | None = Field(None, description="When this was said; YYYY-MM-DD.")
