"""What one partner sent back: a small answer file, the same as text in an e-mail, or a filled-in Excel form."""

from __future__ import annotations

import json
import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date, datetime
from pathlib import Path
from typing import Any

from partnerlab.errors import Fault, InputError
from partnerlab.exchange.form_sheets import COLUMNS, FIRST, MARK
from partnerlab.files import read_most
from partnerlab.sheets import Cell, Sheet, read_sheets
from partnerlab.sheets.spreadsheet import LARGEST_FILE, SAVE_AGAIN
from partnerlab.sheets.values import UnreadError, is_nothing, read_dates

ANSWERS = "answers 1"
"""What an answer file says of itself under `partnerlab`."""


@dataclass(frozen=True)
class Given:
    """One answer as it was given."""

    value: Cell
    """What was written or chosen."""
    place: str
    """Where it stands: file with row and column, or with the question's name."""


@dataclass(frozen=True)
class Reply:
    """What one partner answered at one time."""

    place: str
    """File, and row where it holds several."""
    who: str
    """Who answers, as it was written."""
    who_at: str
    """Where that stands."""
    on: date | None
    """The day of the answers; None when nothing says it."""
    at: str
    """What tells which of two replies is the later; empty when nothing does."""
    answers: Mapping[str, Given] = field(default_factory=dict)
    """Answers by the name of the question."""
    partnership: str = ""
    """Slug of the partnership it was made for; empty when nothing says it."""


def read_answer_file(path: Path) -> Reply:
    r"""Read an answer file, or a text with the same in it, as it is pasted into an e-mail.

    Raises
    ------
    InputError
        When there are no answers in it that can be read.
    """
    try:
        if path.stat().st_size > LARGEST_FILE:
            raise InputError([Fault(path.name, 0, "is too large to be an answer file")])
        text = read_most(path, LARGEST_FILE).decode("utf-8-sig").replace("\r\n", "\n")
    except UnicodeDecodeError:
        raise InputError(
            [Fault(path.name, 0, "is not a text in UTF-8; save the answers again from the form")]
        ) from None
    except OSError as error:
        reason = "does not exist" if isinstance(error, FileNotFoundError) else f"cannot be read: {error.strerror}"
        raise InputError([Fault(path.name, 0, reason)]) from None
    return _reply(path.name, _answers_in(path.name, text))


def _answers_in(name: str, text: str) -> dict[str, Any]:
    """Return what an answer file holds, also within a mail that quotes it line by line."""
    unquoted = re.sub(r"^(?:> ?)+", "", text, flags=re.MULTILINE).replace("\u00a0", " ")
    start, end = unquoted.find("{"), unquoted.rfind("}")
    line = unquoted.count("\n", 0, max(start, 0)) + 1
    try:
        data = json.loads(unquoted[start : end + 1])
    except json.JSONDecodeError as error:
        if _is_whole(unquoted):
            message = "is not an answer file: it has the wrong shape, a list or a single value; save the form again"
            raise InputError([Fault(name, line, message)]) from None
        message = f"the answers end or break off here ({error.msg}); ask for the file again"
        raise InputError([Fault(name, line + error.lineno - 1, message)]) from None
    except RecursionError:
        raise InputError([Fault(name, line, "is not an answer file: it is nested too deep")]) from None
    if not isinstance(data, dict) or data.get("partnerlab") != ANSWERS:
        raise InputError(
            [Fault(name, line, f'is not one of our answer files: it does not say `"partnerlab": "{ANSWERS}"`')]
        )
    return data


def _is_whole(text: str) -> bool:
    """Whether a text is JSON of some shape, so that asking for it again would bring the same."""
    try:
        json.loads(text)
    except (json.JSONDecodeError, RecursionError):
        return False
    return True


def _reply(name: str, data: Mapping[str, Any]) -> Reply:
    faults = [
        Fault(name, 0, f"{part} is missing; ask for the file again")
        for part in ("partnership", "partner", "on")
        if not isinstance(data.get(part), str)
    ]
    answers = data.get("answers")
    if not isinstance(answers, dict) or not all(isinstance(value, str | int | float) for value in answers.values()):
        faults.append(Fault(name, 0, "answers must hold one text or number for each question; ask for the file again"))
    on = None
    try:
        on = date.fromisoformat(str(data.get("on")))
    except ValueError:
        faults.append(Fault(name, 0, f'on is "{data.get("on")}", which is not a day, such as 2026-03-31'))
    if faults or not isinstance(answers, dict):
        raise InputError(faults)
    given = {
        _printable(key): Given(_printable(value) if isinstance(value, str) else value, f"{name}, {_printable(key)}")
        for key, value in answers.items()
        if not is_blank(value)
    }
    at = f"{data['on']} {data.get('saved') or ''}".strip()
    return Reply(name, _printable(data["partner"]), name, on, at, given, _printable(data["partnership"]))


def _printable(text: str) -> str:
    """Return text without what would steer a terminal."""
    return "".join(letter if letter.isprintable() else " " for letter in text)


def is_excel_form(sheet: Sheet) -> bool:
    """Whether a sheet is a form that `write_excel_form` wrote."""
    return len(sheet.rows) > FIRST and len(sheet.rows[0]) >= len(COLUMNS) and sheet.rows[2][1] == MARK


def read_excel_form(sheet: Sheet) -> Reply:
    """Read a filled-in Excel form; its answers are found by their names, whatever the order of rows.

    Raises
    ------
    InputError
        When the form does not say whose it is, or no day can be read.
    """
    (day,) = read_dates([sheet.rows[6][1]])
    who = sheet.rows[4][1]
    faults = []
    if isinstance(day, UnreadError):
        faults.append(Fault(f"{sheet.file}, {sheet.place(6, 1)}", 0, str(day)))
        day = None
    if who is None:
        faults.append(Fault(f"{sheet.file}, {sheet.place(4, 1)}", 0, "the partner is missing; write its id"))
    faults += [
        Fault(f"{sheet.file}, {sheet.place(*cell)}", 0, f"holds a formula that was never calculated; {SAVE_AGAIN}")
        for cell in sorted(sheet.uncalculated)
        if cell[1] == 1
    ]
    faults += [
        Fault(f"{sheet.file}, {sheet.place(*cell)}", 0, "holds a character that turns text round; type it again")
        for cell in sorted(sheet.unfit - {*sheet.typed})
        if cell[1] == 1
    ]
    if faults:
        raise InputError(faults)
    name_at, answer_at = len(COLUMNS) - 1, 1
    answers = {
        str(row[name_at]): Given(
            sheet.typed.get((number, answer_at), row[answer_at]), f"{sheet.file}, {sheet.place(number, answer_at)}"
        )
        for number, row in enumerate(sheet.rows)
        if number > FIRST and row[name_at] is not None and not is_blank(row[answer_at])
    }
    slug = str(sheet.rows[3][1] or "")
    at = day.isoformat() if day else ""
    return Reply(sheet.file, str(who), f"{sheet.file}, {sheet.place(4, 1)}", day, at, answers, slug)


def is_blank(value: Cell) -> bool:
    """Whether nothing was answered: an empty cell, or `n/a`."""
    return value is None or (isinstance(value, str) and is_nothing(value))


def day_of(value: Cell) -> date | None:
    """Return the day of a cell that holds a date, with or without a time; None for anything else."""
    if isinstance(value, datetime):
        return value.date()
    return value if isinstance(value, date) else None


def sheets_or_answers(path: Path) -> tuple[Sheet, ...]:
    """Return a file's sheets; none for an answer file, which is read by `read_answer_file`."""
    return () if path.suffix.lower() in {".json", ".txt", ".eml"} else read_sheets(path)
