"""What a review says: findings, measures and next steps, each traced to the guide and to the input."""

from __future__ import annotations

from datetime import date

from pydantic import BaseModel, ConfigDict, Field

from partnerlab.analysis.grades import Basis, Consequence, Severity, Strength
from partnerlab.partnership import Record

__all__ = [
    "Basis",
    "Consequence",
    "Entry",
    "Fact",
    "Finding",
    "Measure",
    "Severity",
    "Strength",
    "fact",
]  # a finding is read together with its grades


class Entry(BaseModel):
    """What would settle a question: what to find out, and where the file holds it."""

    model_config = ConfigDict(frozen=True, extra="forbid")

    field: str = Field(description="Key in the file's own words, such as `partners.representatives.authority`.")
    find_out: str = Field(description="What to find out, as an instruction.")
    missing: int | None = Field(None, description="How many entries are missing; null when that is not counted.")


class Fact(BaseModel):
    """One thing in the data that a finding rests on."""

    model_config = ConfigDict(frozen=True, extra="forbid")

    text: str = Field(description="The fact in words, with its value.")
    file: str = Field("", description="File it is in; empty for a fact that is missing.")
    line: int = Field(0, description="Line in that file; 0 when there is none.")
    field: str = Field("", description="Name of the field, in the file's own words.")
    on: date | None = Field(None, description="Since when it is known.")


class Finding(BaseModel):
    """What one rule found about one subject."""

    model_config = ConfigDict(frozen=True, extra="forbid")

    code: str = Field(description="Code of the rule, such as `RA104`; stable once released.")
    severity: Severity = Field(description="red, amber, unknown or green.")
    paragraph: str = Field(description="The guide's paragraph, such as `¶4.4`.")
    capability: str = Field(description="The part of the workbook it belongs to, such as `lead-for-each-risk`.")
    subject: str = Field(description="What it is about, such as `risk R3`.")
    message: str = Field(description="One true sentence with the value in it.")
    evidence: tuple[Fact, ...] = Field((), description="Where it rests.")
    remedy: str = Field("", description="What to do; empty when all is in place.")
    stage: str = Field(description="The stage from which it matters.")
    basis: Basis = Field(Basis.ASKED, description="asked by the guide, follows from it, or ours.")
    strength: Strength = Field(Strength.DEMANDS, description="How strongly the paragraph speaks.")
    consequence: Consequence | None = Field(None, description="Why it is red, where the paragraph alone does not say.")
    enter: Entry | None = Field(None, description="For `unknown`: what would settle it.")

    @property
    def key(self) -> tuple[str, str]:
        """Code and subject: the same key on two dates is the same finding."""
        return self.code, self.subject


class Measure(BaseModel):
    """One number of a review, for machines and for the portfolio."""

    model_config = ConfigDict(frozen=True, extra="forbid")

    name: str = Field(description="Snake-case name, such as `risks_led`.")
    value: float | str | None = Field(description="The value; None when it is not known.")
    unit: str = Field("", description="Unit, such as `£` or `share`.")
    subject: str = Field("", description="Id of the partner, risk or indicator; empty for the whole.")
    low: float | None = Field(None, description="Low end of its interval.")
    high: float | None = Field(None, description="High end of its interval.")
    n: int | None = Field(None, description="How many observations it rests on.")
    method: str = Field("", description="How it was calculated.")
    paragraph: str = Field("", description="The guide's paragraph that asks for it.")


def measure_share(name: str, held: int, n: int, paragraph: str, method: str) -> Measure:
    """Return a share as a number of a review: so many of `n`; of none there is no share.

    Examples
    --------
    >>> measure_share("reason_asked", 3, 4, "¶2.6", "partners asked, of all").value
    0.75
    """
    value = held / n if n else None
    return Measure(name=name, value=value, unit="share", n=n, paragraph=paragraph, method=method)


def fact(text: str, record: Record | None = None, field: str = "") -> Fact:
    """Return a fact, with the place and the date of the record that it comes from.

    The record is None for something that is missing; the field is named in the file's own words.
    """
    place = record.place_of(field) if record is not None else None
    since = getattr(record, record.known_from, None) if record is not None and record.known_from else None
    return Fact(text=text, file=place.file if place else "", line=place.line if place else 0, field=field, on=since)
