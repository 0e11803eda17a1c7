"""Columns of survey exports: what tools put around the answers, and which question a heading is."""

from __future__ import annotations

import difflib
import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date

from partnerlab.exchange.foreign import without_signs
from partnerlab.exchange.questions import Question
from partnerlab.sheets import Sheet
from partnerlab.sheets.places import letters_of

ABOUT = frozenset(
    {
        "id", "start", "start time", "started", "end", "completion time", "completed", "email", "e mail", "name",
        "last modified time", "language", "points", "feedback", "quiz feedback", "grade posted time", "total points",
        "respondent id", "collector id", "start date", "end date", "ip address", "email address", "first name",
        "last name", "custom data 1", "startdate", "enddate", "status", "ipaddress", "progress", "duration in seconds",
        "finished", "recordeddate", "recorded date", "responseid", "response id", "recipientlastname",
        "recipientfirstname", "recipientemail", "externalreference", "externaldatareference", "locationlatitude",
        "locationlongitude", "distributionchannel", "userlanguage", "username", "deviceid", "submissiondate", "key",
        "instanceid", "instancename", "formversion", "version", "uuid", "submission time", "validation status", "notes",
        "submitted by", "tags", "index", "attachmentspresent", "attachmentsexpected", "submitterid", "submittername",
        "today", "reviewstate", "edits", "xform id string", "rootuuid", "answered on",
    }
)  # fmt: skip
"""Headings of what a tool adds about a reply, in small letters and without signs."""

NEAR = 0.75
"""How alike a heading and a question's text are at least to be proposed, from 0 to 1; ours."""

IMPORT_ID = '{"importid"'


@dataclass(frozen=True)
class Ways:
    """What a person says about an export that it does not say itself."""

    matches: Mapping[str, str]
    """Name of the question by letters of the column, such as `{"H": "checklist_2"}`; empty for a column not to take."""
    accept: bool = False
    """Whether proposals by likeness are taken."""
    who: str = ""
    """Letters of the column that says who answers; empty to find it."""
    dates: str = ""
    """`day first`, `month first`, or empty."""
    on: date | None = None
    """The day of all answers; None for each reply's own."""


@dataclass(frozen=True)
class Wordings:
    """The questions by what a heading may say of them, made plain once for all columns."""

    by_name: Mapping[str, str]
    """Name of each question by the same in small letters."""
    by_text: Mapping[str, str]
    """Name of each question by its text without signs."""


def wordings_of(questions: Mapping[str, Question]) -> Wordings:
    """Return the questions as headings may name them."""
    return Wordings(
        {name.casefold(): name for name in questions},
        {without_signs(question.text): name for name, question in questions.items()},
    )


@dataclass(frozen=True)
class Column:
    """How one column is read."""

    place: str
    """Its letters."""
    heading: str
    """What stands above it."""
    meaning: str
    """Name of a question, `who`, `when`, `about the reply`, or empty when it is not taken."""
    proposal: str = ""
    """Name of the question that its heading is like; empty when there is none."""


def tool_of(sheet: Sheet) -> tuple[str, int]:
    """Return what wrote a sheet, and how many rows of headings it has."""
    first = [without_signs(cell) for cell in sheet.rows[0] if cell is not None] if sheet.rows else []
    if len(sheet.rows) > 2 and any(
        str(cell).casefold().replace(" ", "").startswith(IMPORT_ID) for cell in sheet.rows[2]
    ):
        return "Qualtrics", 3
    if {"respondent id", "collector id"} <= set(first):
        return "SurveyMonkey", 2
    if {"id", "start time", "completion time"} <= set(first):
        return "Microsoft Forms", 1
    if {"uuid", "submission time"} & set(first) or {"submissiondate", "key"} <= set(first):
        return "KoBo or ODK", 1
    return "a table", 1


def headings_of(sheet: Sheet, depth: int) -> list[tuple[str, ...]]:
    """Return for each column what stands above it, and the rows joined; a blank first row goes on from its left."""
    found = []
    above = ""
    for column in range(len(sheet.rows[0])):
        first = sheet.rows[0][column]
        # A further column of one question, such as its comments, does not answer the question itself.
        goes_on = first is None and depth == 2
        above = re.sub(r"\[[^\[\]]*\]", "", above).strip() if goes_on else str(first or "")
        below = str(sheet.rows[1][column] or "") if depth > 1 else ""
        below = "" if below.casefold() in _EMPTY else below
        texts = [below] if goes_on else [above, below]
        joined = f"{above} {below}".strip()
        found.append(tuple(dict.fromkeys(text for text in (*texts, joined) if text)))
    return found


_EMPTY = {"response", "open-ended response"}


def column_of(place: int, texts: tuple[str, ...], wordings: Wordings, ways: Ways) -> Column:
    """Return how a column is read, from what stands above it; see `Column`."""
    name, heading = letters_of(place), texts[-1] if texts else ""
    if name in ways.matches:
        return Column(name, heading, ways.matches[name])
    if not texts or any(without_signs(text) in ABOUT for text in texts[:1]):
        return Column(name, heading, "about the reply" if texts else "")
    for text in texts:
        if found := _named(text, wordings):
            return Column(name, heading, found)
    proposal = _like(texts, wordings)
    return Column(name, heading, "", proposal)


def without_doubts(columns: Sequence[Column], *, accept: bool) -> list[Column]:
    """Return the columns with proposals taken, or only shown; none for a question that another column holds."""
    taken = {column.meaning for column in columns}
    found = []
    for column in columns:
        if column.proposal in taken:
            found.append(replace(column, proposal=""))
        elif column.proposal and accept:
            found.append(replace(column, meaning=column.proposal, proposal=""))
        else:
            found.append(column)
    return found


def _named(text: str, wordings: Wordings) -> str:
    """Return the question that a heading names: by its name, alone or after a group's, in brackets, or by its text."""
    bracketed = re.findall(r"\[([^\[\]]+)\]", text)
    for way in (text, *bracketed, re.split(r"[/.:]", text)[-1], text.rpartition("-")[2]):
        if found := wordings.by_name.get(way.strip().casefold()):
            return found
    return wordings.by_text.get(without_signs(text), "")


def _like(texts: Iterable[str], wordings: Wordings) -> str:
    known = wordings.by_text
    found = [near for text in texts for near in difflib.get_close_matches(without_signs(text), known, n=1, cutoff=NEAR)]
    return known[found[-1]] if found else ""
