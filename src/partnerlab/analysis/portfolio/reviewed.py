"""What the portfolio keeps of one partnership's review: who sits in it, what was agreed, how it stands."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date

from partnerlab.analysis.findings import Severity


@dataclass(frozen=True, slots=True)
class Seat:
    """What one organisation does in one partnership, by that partnership's own words."""

    id: str
    name: str
    sector: str | None
    aliases: tuple[str, ...]
    hours: float | None
    """A month; None when the review does not say, as below."""
    money: float | None
    """Pounds a year."""
    people: tuple[tuple[str, str], ...]
    """Code and role of each representative whose name is known."""
    risks_led: float | None


@dataclass(frozen=True, slots=True)
class Step:
    """Something that was agreed and is not done."""

    what: str
    owner: str | None
    due: date | None
    state: str
    code: str | None
    paragraph: str | None


@dataclass(frozen=True, slots=True)
class Sign:
    """Something on record because of which a partnership should be looked at for ending; no verdict."""

    text: str
    paragraph: str
    """Paragraphs of the guide whose subject it is."""
    ground: str = ""
    """Of what it is a sign: those of one ground tend to have one cause, and count once."""
    enough: bool = False
    """Whether it is enough alone."""


@dataclass(frozen=True, slots=True)
class Reviewed:
    """What is kept of one partnership's review."""

    slug: str
    name: str
    stage: str | None
    as_at: date | None
    illustrative: bool
    marking: str | None
    redaction: str | None
    """What was struck out of it; None when nothing was."""
    complete: bool
    notebooks: tuple[str, ...]
    missing: tuple[str, ...]
    area: str | None
    sponsor: str | None
    lead: str | None
    """The lead organisation; None when the record names none."""
    owner: str | None
    """The senior responsible owner: post, where known, and organisation."""
    newest: date | None
    """Since when its newest entry is known; None when the review does not say."""
    seats: tuple[Seat, ...]
    outcomes: tuple[str, ...]
    """Those of supplied frameworks by id, its own by name: two files may use one id for two things."""
    causes: tuple[str, ...]
    """Causes of its open risks, as they are written."""
    funders: tuple[str, ...]
    counts: Mapping[Severity, int]
    """Findings by severity."""
    measures: Mapping[str, float]
    """Those of `reading.MEASURES` that its review could tell."""
    bad: tuple[str, ...]
    """Codes of the findings that are red or amber."""
    asked: tuple[str, ...]
    """Codes that are asked at its stage by the notebooks that succeeded, whether or not they had something to say."""
    worst: str
    """The red finding that matters most, in words; "" when there is none."""
    actions: tuple[Step, ...]
    """What was agreed and is not done."""
    since: date | None
    """Its last review, with which it was compared; None without one."""
    changes: Mapping[str, int]
    """Findings by how they changed since: worse, new (faults alone), better, resolved."""
    first_change: str
    """The first finding that is worse or new, in words; "" when there is none."""
    made_elsewhere: str | None
    """Number of the other version of partnerlab that made it, "" when it does not say; None when this one did."""
    signs: tuple[Sign, ...]
    """Why it should be looked at for ending, as far as its own record says."""
    told: int
    """Criteria for ending that its own record can tell, whether or not they give a sign."""
