"""The shape of `results.json`: what a review leaves for the portfolio, spreadsheets and other tools."""

from __future__ import annotations

from datetime import date
from typing import Any

from pydantic import BaseModel, ConfigDict, Field

from partnerlab.analysis.findings import Finding, Measure


class _Part(BaseModel):
    model_config = ConfigDict(frozen=True, extra="forbid")


class PartnerSummary(_Part):
    """A current partner."""

    id: str
    name: str
    sector: str | None = None


class PartnershipSummary(_Part):
    """Which partnership was reviewed, seen at which date."""

    slug: str
    name: str
    stage: str
    as_at: date | None = Field(description="The date on which the partnership is seen; null when nothing is dated.")
    illustrative: bool
    marking: str | None
    partners: tuple[PartnerSummary, ...]
    outcomes: tuple[str, ...] = Field(description="Ids of the outcomes served.")


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


class InputFile(_Part):
    """A file that the review rests on."""

    file: str
    sha256: str


class TopicResults(_Part):
    """What one notebook leaves."""

    schema_version: int = Field(alias="schema", description="1.")
    topic: str | None
    partnership: PartnershipSummary
    findings: tuple[Finding, ...]
    measures: tuple[Measure, ...]
    actions: tuple[NextStep, ...]
    inputs: tuple[InputFile, ...]


def results_schema() -> dict[str, Any]:
    """Return the JSON Schema of what one notebook leaves in `results.json`, under `notebooks`.

    Examples
    --------
    >>> "findings" in results_schema()["properties"]
    True
    """
    schema = TopicResults.model_json_schema(by_alias=True)
    schema["$schema"] = "https://json-schema.org/draft/2020-12/schema"
    return schema
