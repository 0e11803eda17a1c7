"""Exports of survey tools as replies: one row a respondent, one column a question, and what stands around them."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime

from partnerlab.errors import Fault, InputError
from partnerlab.exchange.foreign import without_signs
from partnerlab.exchange.partners import partner_meant
from partnerlab.exchange.questions import Question
from partnerlab.exchange.replies import Given, Reply, day_of, is_blank
from partnerlab.exchange.survey_columns import (
    Column,
    Ways,
    column_of,
    headings_of,
    tool_of,
    without_doubts,
    wordings_of,
)
from partnerlab.sheets import Cell, Sheet
from partnerlab.sheets.places import letters_of
from partnerlab.sheets.spreadsheet import CLEANED
from partnerlab.sheets.values import UnreadError, read_dates
from partnerlab.wording import counted

ENDED = (
    "answered on", "completion time", "completed", "end date", "enddate", "recordeddate", "recorded date", "end",
    "submissiondate", "submission time",
)  # fmt: skip
"""Headings of when somebody answered, best first."""

NO_REPLY = {
    "survey preview": "a try of the survey",
    "1": "a try of the survey",
    "spam": "marked as spam",
    "8": "marked as spam",
}
"""What Qualtrics writes under Status, as text and as numbers, of rows that nobody answered in earnest."""

WHO = re.compile(r"\b(?:partner|organisation|organization|which body|your body|agency)\b", re.IGNORECASE)
"""What a heading says that asks who answers."""


@dataclass(frozen=True)
class Survey:
    """An export as it was read."""

    sheet: Sheet
    tool: str
    """What wrote it, as far as its headings tell."""
    columns: tuple[Column, ...]
    """How each column is read."""
    replies: tuple[Reply, ...]
    """One for each respondent."""
    dates: str = ""
    """The order in which dates as text were read: `day first`, `month first`, or empty when it did not matter."""
    notes: tuple[str, ...] = ()
    """Rows that are no whole reply, and what became of each."""


def read_survey(sheet: Sheet, questions: Mapping[str, Question], partners: Mapping[str, str], ways: Ways) -> Survey:
    """Read the export of a survey.

    Parameters
    ----------
    questions
        Every question, by its name.
    partners
        Ids of partners by each of their names, in small letters.

    Raises
    ------
    InputError
        When nothing says who answers or on which day, or two columns hold the same question; all faults at once.
    """
    tool, depth = tool_of(sheet)
    if len(sheet.rows) <= depth:
        raise InputError([Fault(sheet.file, 0, "holds no replies below its headings")])
    headings = headings_of(sheet, depth)
    wordings = wordings_of(questions)
    columns = without_doubts(
        [column_of(place, texts, wordings, ways) for place, texts in enumerate(headings)], accept=ways.accept
    )
    faults = [
        Fault(sheet.file, 0, f'column {place} is matched to "{name}", which is not a question here')
        for place, name in ways.matches.items()
        if name and name not in questions
    ]
    rows = [row for row in range(depth, len(sheet.rows)) if any(cell is not None for cell in sheet.rows[row])]
    rows, notes = _whole(sheet, headings, rows) if tool == "Qualtrics" else (rows, ())
    unfit = sorted(cell for cell in sheet.unfit if cell[0] in rows)
    more = f" (and {counted(len(unfit) - 1, 'more cell')})" if len(unfit) > 1 else ""
    notes = (*notes, *(f"{sheet.place(*cell)} {CLEANED}{more}" for cell in unfit[:1]))
    who = _who(sheet, columns, rows, partners, ways=ways, faults=faults)
    when = _when(headings)
    columns = [
        Column(column.place, column.heading, "who" if place == who else "when" if place == when else column.meaning,
               "" if place in {who, when} else column.proposal)
        for place, column in enumerate(columns)
    ]  # fmt: skip
    _check_doubles(sheet, columns, questions, faults)
    days = _days(sheet, rows, when, tool, ways=ways, faults=faults)
    if faults:
        raise InputError(faults)
    replies = tuple(
        _reply(sheet, row, who=who, when=when, on=days[place], columns=columns, questions=questions)
        for place, row in enumerate(rows)
    )
    slashed = when >= 0 and ways.on is None and any(isinstance(sheet.rows[row][when], str) for row in rows)
    return Survey(sheet, tool, tuple(columns), replies, _order(tool, ways) if slashed else "", notes)


def _who(
    sheet: Sheet,
    columns: list[Column],
    rows: list[int],
    partners: Mapping[str, str],
    *,
    ways: Ways,
    faults: list[Fault],
) -> int:
    if ways.who:
        places = [place for place, column in enumerate(columns) if column.place == ways.who.upper()]
        if places:
            return places[0]
        faults.append(Fault(sheet.file, 0, f"has no column {ways.who}, which is to say who answers"))
        return -1
    # A name or an address is asked for by the tool; who answers may still stand in it, such as "Jo Smith, PSNI".
    free = [place for place, column in enumerate(columns) if column.meaning in {"", "about the reply"}]
    asked = [place for place in free if WHO.search(columns[place].heading)]
    named = [
        place
        for place in free
        if rows and sum(_names_one(sheet.rows[row][place], partners) for row in rows) * 2 > len(rows)
    ]
    for found in ([place for place in asked if place in named], asked, named):
        if len(found) == 1:
            return found[0]
        if found:
            several = ", ".join(columns[place].place for place in found)
            faults.append(
                Fault(
                    sheet.file,
                    0,
                    f"columns {several} may each say who answers; say which: --who {columns[found[0]].place}",
                )
            )
            return -1
    faults.append(Fault(sheet.file, 0, "no column says which partner answers; say which one it is: --who COLUMN"))
    return -1


def _whole(sheet: Sheet, headings: Sequence[tuple[str, ...]], rows: Sequence[int]) -> tuple[list[int], tuple[str, ...]]:
    """Return the rows that are replies, neither tries of the survey nor spam, and what is to be told of the others."""
    names = [without_signs(texts[0]) for texts in headings]
    status, finished = (names.index(name) if name in names else None for name in ("status", "finished"))
    kept, notes = [], []
    for row in rows:
        kind = "" if status is None else str(sheet.rows[row][status] or "").casefold()
        if kind in NO_REPLY:
            notes.append(f"row {row + 1} is {NO_REPLY[kind]}: left out")
            continue
        if finished is not None and str(sheet.rows[row][finished]).casefold() in {"false", "0"}:
            notes.append(f"row {row + 1} was not finished; its answers were taken")
        kept.append(row)
    return kept, tuple(notes)


def _names_one(cell: Cell, partners: Mapping[str, str]) -> bool:
    return cell is not None and partner_meant(str(cell), partners) is not None


def _when(headings: Sequence[tuple[str, ...]]) -> int:
    """Return the column of when somebody answered, the best of those there are; -1 when there is none."""
    by_heading: dict[str, int] = {}
    for place, texts in enumerate(headings):
        for text in texts:
            by_heading.setdefault(without_signs(text.rpartition("/")[2]), place)
    return next((by_heading[heading] for heading in ENDED if heading in by_heading), -1)


def _check_doubles(sheet: Sheet, columns: list[Column], questions: Mapping[str, Question], faults: list[Fault]) -> None:
    for name in questions:
        places = [column.place for column in columns if column.meaning == name]
        if len(places) > 1:
            message = f"columns {' and '.join(places)} both hold {name}; leave one out: --match {places[-1]}="
            faults.append(Fault(sheet.file, 0, message))


def _days(sheet: Sheet, rows: list[int], when: int, tool: str, *, ways: Ways, faults: list[Fault]) -> list[date | None]:
    if ways.on is not None:
        return [ways.on for _ in rows]
    if when < 0:
        faults.append(Fault(sheet.file, 0, "no column says when each partner answered; say the day: --on YYYY-MM-DD"))
        return [None for _ in rows]
    cells = [_day_part(sheet.rows[row][when]) for row in rows]
    order = _order(tool, ways)
    if not order and (short := [cell for cell in cells if isinstance(cell, str) and _SHORT_DAY.match(cell)]):
        order = _order_shown(short)
    if not order and short:
        message = f"dates such as {short[0]} may have the day or the month first; use --dates"
        faults.append(Fault(f"{sheet.file}, column {letters_of(when)}", 0, message))
        return [None for _ in rows]
    found: list[date | None] = []
    for row, day in zip(rows, read_dates(cells, order), strict=True):
        if isinstance(day, UnreadError) or day is None:
            hint = f"; it was read with the {order}, use --dates if that is wrong" if order else ""
            reason = (
                f"{day}{hint}" if day else "nothing says when this was answered; say the day of all: --on YYYY-MM-DD"
            )
            faults.append(Fault(f"{sheet.file}, {sheet.place(row, when)}", 0, reason))
        found.append(day if isinstance(day, date) else None)
    return found


def _order(tool: str, ways: Ways) -> str:
    """Return the order of dates: Microsoft Forms writes the month first; elsewhere nobody can tell 03/04 by itself."""
    return ways.dates or ("month first" if tool == "Microsoft Forms" else "")


_SHORT_DAY = re.compile(r"(\d{1,2})[/.](\d{1,2})")


def _order_shown(days: Sequence[str]) -> str:
    """Return the order that dates of one column show, since no month is above 12; empty when they do not."""
    parts = [(int(found[1]), int(found[2])) for day in days if (found := _SHORT_DAY.match(day))]
    is_day_first, is_month_first = any(first > 12 for first, _ in parts), any(second > 12 for _, second in parts)
    return "" if is_day_first == is_month_first else "day first" if is_day_first else "month first"


def _day_part(cell: Cell) -> Cell:
    if isinstance(cell, str):
        return re.split(r"[T ](?=\d{1,2}:)", cell, maxsplit=1)[0]
    return day_of(cell) or cell


def _reply(
    sheet: Sheet,
    row: int,
    *,
    who: int,
    when: int,
    on: date | None,
    columns: list[Column],
    questions: Mapping[str, Question],
) -> Reply:
    cells = sheet.rows[row]
    answers = {
        column.meaning: Given(cells[place], f"{sheet.file}, {sheet.place(row, place)}")
        for place, column in enumerate(columns)
        if column.meaning in questions and not is_blank(cells[place])
    }
    stamp = cells[when] if when >= 0 else None
    at = stamp.isoformat() if isinstance(stamp, datetime | date) else _stamp(str(stamp or ""), on)
    return Reply(
        f"{sheet.file}, row {row + 1}", str(cells[who] or ""), f"{sheet.file}, {sheet.place(row, who)}", on, at, answers
    )


def _stamp(text: str, on: date | None) -> str:
    """Return a day and time as text that sorts; the day alone where the time cannot be read."""
    day = on.isoformat() if on else ""
    if re.match(r"\d{4}-\d\d-\d\d", text):
        return text
    time = re.search(r"(\d{1,2}):(\d\d)(?::(\d\d))?\s*([AaPp][Mm])?", text)
    if time is None:
        return day
    hour = int(time[1]) % 12 + 12 * (time[4].lower() == "pm") if time[4] else int(time[1])
    return f"{day} {hour:02}:{time[2]}:{time[3] or '00'}"
