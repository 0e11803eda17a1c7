"""Who is in the partnership and what each brings: partners, representatives, readiness, resources, stakeholders."""

from __future__ import annotations

from datetime import date
from typing import Annotated, ClassVar, Literal

from pydantic import Field

from partnerlab.partnership.records import Assent, Dated, FreeText, Language, PartnerId, Private, Record

Sector = Literal["statutory", "local government", "voluntary", "community", "private", "academic", "funder"]
Rating = Annotated[int, Field(ge=1, le=5)]
"""A judgement from 1 (very low) to 5 (very high); the scale is not in the guide."""


class Post(Record):
    """A role held in an organisation for a time: the initiator, the broker, the senior responsible owner (¶2.4)."""

    known_from: ClassVar[str] = "start"
    ends: ClassVar[tuple[str, ...]] = ("end", "reviewed")
    named_by: ClassVar[str] = "organisation"

    organisation: str = Field(description="The organisation: a partner's id or any other name.")
    role: str | None = Field(None, description="The post, such as `Director, Safer Communities`.")
    name: Annotated[str, Private()] | None = Field(None, description="The person; optional, redacted.")
    contact: Annotated[str, Private()] | None = Field(None, description="How to reach them; redacted.")
    start: date | None = Field(None, alias="from", description="Since when; YYYY-MM-DD.")
    end: date | None = Field(None, alias="to", description="Until when; empty while it lasts.")
    reviewed: date | None = Field(None, description="When the role was last reviewed (¶2.4 box).")
    hours_a_month: float | None = Field(None, ge=0, description="Time that the person can give, in hours.")

    @property
    def names_nobody(self) -> bool:
        """Whether neither an organisation nor a role is named, but only a word that holds their place.

        Examples
        --------
        >>> Post(organisation="TBC").names_nobody, Post(organisation="TBC", role="Director").names_nobody
        (True, False)
        """
        return self.role is None and super().names_nobody


class Representative(Record):
    """A person, as a role, who represents a partner (¶2.12)."""

    known_from: ClassVar[str] = "start"
    ends: ClassVar[tuple[str, ...]] = ("end",)
    named_by: ClassVar[str] = "role"

    role: str = Field(description="The post held, such as `Chief Inspector, district command`.")
    name: Annotated[str, Private()] | None = Field(None, description="The person; optional, redacted.")
    contact: Annotated[str, Private()] | None = Field(None, description="How to reach them; redacted.")
    start: date | None = Field(None, alias="from", description="Since when they represent it; YYYY-MM-DD.")
    end: date | None = Field(None, alias="to", description="Until when; empty while they are in post.")
    authority: Literal["commits", "refers back", "observes"] | None = Field(
        None, description="Whether they are authorised to commit their organisation (¶2.12)."
    )
    deputy: str | None = Field(None, description="The role that deputises; free text.")
    hours_a_month: float | None = Field(None, ge=0, description="Time promised to the partnership, in hours.")


class Readiness(Dated):
    """Whether a partner is ready, willing and able (¶2.5), with what shows it."""

    on: date = Field(description="When this was judged; YYYY-MM-DD.")
    ready: Assent | None = Field(None, description="yes, partly or no.")
    willing: Assent | None = Field(None, description="yes, partly or no.")
    able: Assent | None = Field(None, description="yes, partly or no.")
    evidence: str | None = Field(None, description="What shows it, such as `board minute 4`.")


class Resource(Dated):
    """Something a partner brings: money, staff time or help in kind (¶2.13)."""

    on: date | None = Field(None, description="When it was offered; YYYY-MM-DD.")
    kind: Literal["money", "time", "in kind"] = Field(description="money in pounds, time in hours, or in kind.")
    amount: float | None = Field(None, ge=0, description="Pounds a year, hours a year, or value in pounds a year.")
    purpose: Literal["delivery", "administration", "evaluation"] = Field(
        "delivery", description="What it is for; administration is the support function of ¶2.13."
    )
    what: str | None = Field(None, description="What it is, such as `meeting room and minutes`.")
    confirmed: bool = Field(default=False, description="Whether it is confirmed in writing.")


class Party(Record):
    """An organisation or group that is named in the record: what it is called, and which sector it belongs to."""

    id: str = Field(description="A short id of your choice, used wherever it is named.")
    name: str = Field(description="Its full name.")
    name_language: Language | None = Field(
        None, description="Language of the name where it is not English, such as `ga` for Irish."
    )
    short_name: str | None = Field(
        None, description="The name it is known by, such as `PSNI`: used in lists and charts, the full one in tables."
    )
    aliases: tuple[str, ...] = Field((), description="Other names it goes by: short, former, as in other files.")
    sector: Sector | None = Field(None, description="The sector it belongs to.")


class Partner(Party):
    """An organisation that is a member of the partnership."""

    known_from: ClassVar[str] = "joined"
    ends: ClassVar[tuple[str, ...]] = ("left",)

    joined: date | None = Field(None, description="When it joined; YYYY-MM-DD.")
    left: date | None = Field(None, description="When it left.")
    representatives: tuple[Representative, ...] = Field((), description="Who represents it, now and before.")
    readiness: tuple[Readiness, ...] = Field((), description="Ready, willing and able, by date.")
    resources: tuple[Resource, ...] = Field((), description="What it brings.")
    risk_capacity: int | None = Field(None, ge=0, description="How many risks it can lead at once.")
    power: Rating | None = Field(None, description="Power over the outcome, 1 to 5.")
    interest: Rating | None = Field(None, description="Interest in the outcome, 1 to 5.")
    legitimacy: Rating | None = Field(None, description="Legitimacy of its claim, 1 to 5.")
    urgency: Rating | None = Field(None, description="Urgency of its claim, 1 to 5.")
    reporting_terms: Assent | None = Field(
        None, description="Transparency and reporting terms agreed; asked of partners outside government (¶2.16)."
    )
    benefit: float | None = Field(None, ge=0, description="Share of the benefit it expects, in any one unit.")


class Stakeholder(Party):
    """An organisation or group outside the partnership that it affects or needs (¶3.2)."""

    known_from: ClassVar[str] = "on"
    ends: ClassVar[tuple[str, ...]] = ("consulted",)

    on: date | None = Field(None, description="When it was identified; YYYY-MM-DD.")
    power: Rating | None = Field(None, description="Power over the outcome, 1 to 5.")
    interest: Rating | None = Field(None, description="Interest in the outcome, 1 to 5.")
    legitimacy: Rating | None = Field(None, description="Legitimacy of its claim, 1 to 5.")
    urgency: Rating | None = Field(None, description="Urgency of its claim, 1 to 5.")
    needed: bool | None = Field(None, description="Whether it should become a partner.")
    engaged_by: PartnerId | None = Field(None, description="The partner who keeps the contact.")
    consulted: date | None = Field(
        None, description="When it was first talked to; of a funder, on whether a partnership is wanted (¶2.5)."
    )
    alliance: str | None = Field(None, description="A strategic alliance it belongs to; free text.")


class Meeting(Dated):
    """A meeting held and who came (¶2.12)."""

    on: date = Field(description="When it was held; YYYY-MM-DD.")
    present: tuple[PartnerId, ...] = Field((), description="Partners whose representative came.")
    by_deputy: tuple[PartnerId, ...] = Field((), description="Partners represented by a deputy.")
    minute: FreeText | None = Field(None, description="Where the minute is kept; redacted.")
