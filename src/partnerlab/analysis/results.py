"""The shape of `results.json`: what a review leaves for the portfolio, spreadsheets and other tools."""

from __future__ import annotations

import json
from datetime import date
from pathlib import Path
from typing import Any, Literal

from pydantic import BaseModel, ConfigDict, Field, ValidationError

from partnerlab.analysis.findings import Finding, Measure
from partnerlab.digests import own_digest
from partnerlab.errors import Fault, InputError
from partnerlab.files import read_most
from partnerlab.page.handover import MOST_RESULTS, RESULTS_SCHEMA


class _Part(BaseModel):
    model_config = ConfigDict(frozen=True, extra="forbid")


class PersonSummary(_Part):
    """A representative, by whom partnerships that share a person are found; the name itself is not kept."""

    code: str = Field(description="Made of the name; whoever guesses the name can make it again.")
    role: str = Field(description="The post held.")


class PartnerSummary(_Part):
    """A current partner."""

    id: str
    name: str
    sector: str | None = None
    aliases: tuple[str, ...] = Field((), description="Other names it goes by.")
    hours: float | None = Field(None, description="Hours a month promised by its representatives; null: not known.")
    money: float | None = Field(None, description="Pounds a year that it brings; null when none is recorded.")
    people: tuple[PersonSummary, ...] = Field(
        (), description="Its representatives whose names are known; empty when names were left out."
    )


class DecisionSummary(_Part):
    """What was last decided about the partnership itself."""

    on: date
    decision: str = Field(description="go on, change, hand over or stop.")


class PartnershipSummary(_Part):
    """Which partnership was reviewed, seen at which date."""

    slug: str
    name: str
    stage: str
    as_at: date | None = Field(description="The date on which the partnership is seen; null when nothing is dated.")
    illustrative: bool
    marking: str | None
    redaction: str | None = Field(None, description="What was left out before it was shared; missing for nothing.")
    languages: dict[str, str] = Field({}, description="Language of each name that is not in English; missing for none.")
    partners: tuple[PartnerSummary, ...]
    outcomes: tuple[str, ...] = Field(description="Ids of the outcomes served.")
    own_outcomes: dict[str, str] = Field(
        {}, description="Name of each outcome served that is its own, in no supplied framework; missing for none."
    )
    area: str | None = Field(None, description="Where it works.")
    sponsor: str | None = Field(None, description="The department or body that sponsors it.")
    lead: str | None = Field(None, description="Name of its lead organisation.")
    owner: str | None = Field(
        None, description="Its senior responsible owner: the post, where known, and the organisation."
    )
    decided: DecisionSummary | None = Field(None, description="The last decision about it; missing for none.")
    agreement_ended: date | None = Field(
        None, description="When its last written agreement ended; missing while one is in force, or without any."
    )
    newest: date | None = Field(
        None, description="Since when the newest entry of its file is known, on the date seen; missing when not known."
    )
    causes: tuple[str, ...] = Field((), description="Causes of its open risks, as they are written.")
    funders: tuple[str, ...] = Field((), description="Who funds it, by name.")


class NextStep(_Part):
    """Something to do, and the finding that it answers."""

    what: str
    owner: str | None
    due: date | None
    state: str = Field(description="overdue, open, or no action yet.")
    code: str | None
    subject: str | None
    severity: str | None
    paragraph: str | None
    since: date | None


class Change(_Part):
    """How a finding changed since the partnership's last review, from its own dated record."""

    since: date = Field(description="Date of that review.")
    change: str = Field(description="worse, new, better, resolved, known for the first time, gone or no longer known.")
    code: str
    subject: str
    severity: str | None = Field(description="As it is now; null when it is no longer found.")
    message: str = Field(description="What is found now; what was found before when it no longer is.")


class InputFile(_Part):
    """A file that the review rests on."""

    file: str
    sha256: str


class NotebookFinding(Finding):
    """A finding, and the notebook that found it."""

    notebook: str


class NotebookMeasure(Measure):
    """A measure, and the notebook that took it."""

    notebook: str


class NotebookStep(NextStep):
    """Something to do, and the notebook that asks for it."""

    notebook: str


class NotebookChange(Change):
    """How a finding changed, and the notebook that says so."""

    notebook: str


class Results(_Part):
    """The whole of one partnership's `results.json`."""

    schema_version: Literal[2] = Field(alias="schema", description="Version of this shape.")
    version: str = Field("", description="Number of the partnerlab that made it; missing before it was written down.")
    library: str = Field("", description="SHA-256 over the files of that partnerlab; missing as above.")
    slug: str = Field(description="Name of the folder.")
    complete: bool = Field(description="Whether every notebook's results are in.")
    notebooks: tuple[str, ...] = Field(description="Notebooks whose results are in.")
    missing: tuple[str, ...] = Field(description="Notebooks whose results are not.")
    partnership: PartnershipSummary | None = Field(None, description="Missing when no notebook succeeded.")
    findings: tuple[NotebookFinding, ...] = ()
    measures: tuple[NotebookMeasure, ...] = ()
    actions: tuple[NotebookStep, ...] = ()
    compared_with: date | None = Field(None, description="Date of the last review; null without one.")
    changes: tuple[NotebookChange, ...] = Field((), description="How findings changed since; empty without one.")
    inputs: tuple[InputFile, ...] = ()

    @property
    def made_elsewhere(self) -> bool:
        """Whether another version of partnerlab than this one made it, whose rules may differ."""
        return self.library != own_digest()

    @property
    def name(self) -> str:
        """The partnership's name; the folder's when no notebook succeeded."""
        return self.partnership.name if self.partnership else self.slug

    def measure(self, name: str, subject: str = "") -> float | str | None:
        """Return the value of a measure; None when it is not there or is not known."""
        return next((row.value for row in self.measures if (row.name, row.subject) == (name, subject)), None)


def results_schema() -> dict[str, Any]:
    """Return the JSON Schema (2020-12) of `results.json`.

    Examples
    --------
    >>> "findings" in results_schema()["properties"]
    True
    """
    schema = Results.model_json_schema(by_alias=True)
    schema["$schema"] = "https://json-schema.org/draft/2020-12/schema"
    schema["title"] = "What a review leaves for machines"
    return schema


def results_files(folder: str | Path) -> tuple[Path, ...]:
    """Return every `results.json` below a folder of reviews, in the order of their folders."""
    return tuple(sorted(Path(folder).glob("*/results.json")))


def read_result(file: Path) -> Results:
    """Read one `results.json`.

    Raises
    ------
    InputError
        When it is not what a review leaves; make the review again.
    """
    shown = f"{file.parent.name}/{file.name}"
    content = b""
    try:
        content = read_most(file, MOST_RESULTS)
        return Results.model_validate_json(content)
    except ValidationError as error:
        message = f"{_say_what_is_wrong(content, error)}; run the review again"
    except OSError as error:
        message = f"cannot be read ({error.strerror}); make it readable, or run the review again"
    raise InputError([Fault(shown, 0, message)])


def _say_what_is_wrong(content: bytes, error: ValidationError) -> str:
    """Say that another version left it, where it says so itself; otherwise where it is not what a review leaves."""
    detail = error.errors(include_url=False)[0]
    where = ".".join(map(str, detail["loc"]))
    fault = f"{where}: {detail['msg']}" if where else detail["msg"]
    try:
        told = json.loads(content)
    except (ValueError, RecursionError):  # what is nested too deeply is no fault of JSON to Python
        told = {}
    shape = told.get("schema") if isinstance(told, dict) else None
    if type(shape) is int and shape != RESULTS_SCHEMA:
        return f"was made by another version of partnerlab, in shape {shape} where this one reads {RESULTS_SCHEMA}"
    library = told.get("library") if isinstance(told, dict) else None
    if isinstance(library, str) and library != own_digest():
        return f"was made by another version of partnerlab and cannot be read by this one ({fault})"
    return f"is not what a review leaves ({fault})"
