"""How partners work together: levels of collaboration, relationships pair by pair, the service pathway."""

from __future__ import annotations

from datetime import date
from typing import Literal

from pydantic import Field

from partnerlab.partnership.members import Rating
from partnerlab.partnership.records import Assent, Dated, OrganisationId, PartnerId, Record, StepId


class Collaboration(Dated):
    """The level of collaboration of the whole: needed, actual and resourced (¶2.1)."""

    on: date = Field(description="When this was judged; YYYY-MM-DD.")
    needed: int | None = Field(None, ge=0, description="Level that the issue needs, on the scheme's scale.")
    actual: int | None = Field(None, ge=0, description="Level at which the partners work.")
    resourced: int | None = Field(None, ge=0, description="Level that the resources are enough for.")
    why: str | None = Field(None, description="Why this level is needed.")


class Relationship(Dated):
    """How one partner sees its working relationship with another (¶3.2); two may answer differently."""

    by: PartnerId = Field(description="The partner who answers.")
    about: OrganisationId = Field(alias="with", description="The partner or stakeholder it answers about.")
    on: date = Field(description="When this was answered; YYYY-MM-DD.")
    needed: int | None = Field(None, ge=0, description="Level needed, on the scheme's scale.")
    actual: int | None = Field(None, ge=0, description="Level at present.")
    current_value: Rating | None = Field(None, description="Value of the relationship now, 1 to 5.")
    potential_value: Rating | None = Field(None, description="Value it could have, 1 to 5.")
    data_sharing: Assent | None = Field(None, description="Whether a data-sharing agreement is in place.")
    evidence: str | None = Field(None, description="What shows it.")


class NetworkSettings(Record):
    """How answers on working relationships are read as ties of a network; `thresholds.tied_from` is the weakest tie."""

    strongest: Literal["highest", "lowest"] = Field(
        "highest",
        description=(
            "Which end of the scale is the closest relationship: on some scales it is 1. Say so for imported ties."
        ),
    )
    direction: Literal["both ways", "one way"] = Field(
        "both ways",
        description=(
            "both ways: a tie between two that either may report. One way: from who answers to whom it is about, "
            "such as who refers clients to whom."
        ),
    )


class PathwayStep(Dated):
    """A step that the client takes through the service (¶3.2)."""

    id: str = Field(description="A short id of your choice.")
    name: str = Field(description="What happens, as the client sees it.")
    organisation: OrganisationId = Field(description="Who provides the step.")
    wait_days: float | None = Field(None, ge=0, description="Days waited before the step.")
    clients: int | None = Field(None, ge=0, description="Clients a year who take the step.")
    next: tuple[StepId, ...] = Field((), description="Ids of the steps that can follow.")
    on: date | None = Field(None, description="When this was mapped; YYYY-MM-DD.")
