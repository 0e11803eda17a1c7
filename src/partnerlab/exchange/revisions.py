"""A published series beside the values that a partnership holds: what is new, what was revised, and how to add it."""

from __future__ import annotations

import csv
import io
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from pathlib import Path

from partnerlab.errors import Fault, InputError, MethodError
from partnerlab.exchange.cubes import MOST_NAMED, Series
from partnerlab.exchange.foreign import read_number
from partnerlab.methods.periods import Kind, Period, parse_periods
from partnerlab.partnership.csv_changes import Table
from partnerlab.partnership.csv_files import read_csv
from partnerlab.partnership.drafts import draft_of, new_part
from partnerlab.partnership.evaluation import Value
from partnerlab.partnership.nodes import Mapping, Scalar
from partnerlab.partnership.records import Place
from partnerlab.partnership.shaping import Plan
from partnerlab.partnership.sources import Folder
from partnerlab.partnership.splicing import Text
from partnerlab.wording import counted, listed

SUSPICIOUS = 0.5
"""Share of common periods from which revised values make one ask whether it is the same series; ours."""

FEWEST = 3
"""Common periods from which that share is looked at; ours."""


@dataclass(frozen=True)
class Held:
    """The newest value that a file holds of a period."""

    period: Period
    value: Decimal | None
    published: date | None
    line: int


@dataclass(frozen=True)
class Update:
    """A file of values as it would be."""

    name: str
    """Name of the file."""
    before: bytes | None
    """Its bytes; None when there is no file yet."""
    after: bytes
    """Its bytes as meant; the same as before when nothing is to be added."""
    words: tuple[str, ...]
    """What is new, revised, filled in, withdrawn, kept, in sentences."""

    @property
    def is_changed(self) -> bool:
        """Whether there is something to write."""
        return self.before != self.after


def first_file(series: Series, name: str, published: date | None) -> Update:
    """Return a new file of a series' values, with where they come from as remarks.

    The day of publication stands with the newest value alone: of the others the source does not say when they were
    first published, so they count as known once their period is over.
    """
    rows = [*zip(series.periods, series.observations, strict=True)]
    given = [number for number, (_, each) in enumerate(rows) if each.value is not None]
    if not given:
        raise InputError([Fault(name, 0, "would hold no value: none is given for what was picked; pick another")])
    with_notes = bool(series.statuses)
    text = io.StringIO()
    for remark in remarks(series):
        text.write(f"# {_unquoted(remark)}\n")
    writer = csv.writer(text, lineterminator="\n")
    writer.writerow(["period", "value", "published", *["note"] * with_notes])
    for number, (period, each) in enumerate(rows):
        day = published.isoformat() if published is not None and number == given[-1] else ""
        note = [f"status: {each.status}" if each.status else ""] * with_notes
        writer.writerow([period.label, _text(each.value), day, *note])
    empty = len(rows) - len(given)
    words = [f"{name} is new, with {counted(len(given), 'value')}, {_span(series.periods)}."]
    if empty:
        words.append(f"{counted(empty, 'period')} without a value, left empty.")
    if published is None:
        words.append("The source does not say when it was updated: no value has a date; --published gives it one.")
    return Update(name, None, text.getvalue().encode(), tuple(words))


def remarks(series: Series) -> list[str]:
    """Return what a file of values should say of itself: what, unit, source, licence, date."""
    of = f"{series.population}: " if series.population else ""
    unit = f"Unit: {series.unit or 'not stated'}"
    unit += f", given to {counted(series.decimals, 'decimal')}." if series.decimals is not None else "."
    taken = [f"Taken from {series.origin.address}"] if series.origin.address else []
    return [f"{of}{series.statistic}", unit, f"{source_line(series)}.", *taken, "An empty value was not given."]


def source_line(series: Series) -> str:
    """Return who publishes a series, code, day and licence, in one line."""
    origin = series.origin
    day = f"updated {origin.updated.isoformat()}" if origin.updated else "day of update not stated"
    named = [origin.publisher or "publisher not stated", origin.code, day, origin.licence or "licence not stated"]
    return ", ".join(part for part in named if part)


def add_to_file(series: Series, path: Path, published: date | None, kind: Kind | None = None) -> Update:
    """Return a file with what a series has that it has not: dated rows are added, none is changed.

    Parameters
    ----------
    published
        When the series was updated; each row that is added bears it.
    kind
        What sort of periods both hold, when the labels do not tell.

    Raises
    ------
    InputError
        When the file has faults, the periods do not go together, or a revision cannot be dated.
    """
    folder = Folder(path.parent)
    rows = _rows(folder, path.name)
    held, periods = _held(rows, path.name, series, kind)
    added: list[dict[str, str]] = []
    told: dict[str, list[str]] = {}
    faults: list[Fault] = []
    same = 0
    newest = max((each.period.position for each in held), default=None)
    for period, observation in zip(periods, series.observations, strict=True):
        before = next((each for each in held if each.period.same_time_as(period)), None)
        if before is None and observation.value is None:
            continue
        if before is not None and before.value == observation.value:
            same += 1
            continue
        if before is not None and (fault := _undated(before, observation.value, published)):
            faults.append(Fault(path.name, before.line, fault))
            continue
        what, words = _told(period, before, observation.value, newest)
        told.setdefault(what, []).append(words)
        row = {"period": before.period.label if before else period.label, "value": _text(observation.value)}
        row |= {"published": published.isoformat()} if published else {}
        if not held and added:
            added[-1].pop("published", None)  # as in a new file, the newest value alone has a day
        added.append(row | ({"note": f"status: {observation.status}"} if observation.status else {}))
    if added and held and published is None and not faults:
        message = (
            "the source does not say when it was updated, so what is new cannot be dated; add --published YYYY-MM-DD"
        )
        faults.append(Fault(path.name, 0, message))
    if faults:
        raise InputError(faults)
    lacking = [each.period.label for each in held if not any(each.period.same_time_as(period) for period in periods)]
    sentences = _sentences(told, same, lacking)
    data = folder.contents[path.name]
    after, columns = _spliced(path.name, data, rows, added, series)
    sentences += [f'{path.name} gains the column "{column}".' for column in columns]
    return Update(path.name, data, after, tuple(sentences))


def _rows(folder: Folder, name: str) -> list[Mapping]:
    table = read_csv(folder, name, named_at=Place(name))
    if folder.faults or table is None:
        raise InputError(folder.faults)
    heading = Table.of(Text.of(name, folder.contents[name])).heading
    missing = [column for column in ("period", "value") if column not in heading]
    if heading and missing:
        message = f"has no column {listed(missing)}; its columns are {listed(heading, MOST_NAMED)}: rename them"
        raise InputError([Fault(name, 0, message)])
    return [row for row in table.items if isinstance(row, Mapping)]


def _cell(row: Mapping, name: str) -> str:
    node = row.items.get(name)
    return node.text if isinstance(node, Scalar) else ""


def _held(rows: list[Mapping], name: str, series: Series, kind: Kind | None) -> tuple[list[Held], tuple[Period, ...]]:
    """Return the newest value of each period in a file, and the periods of a series, read in one way."""
    faults = [Fault(name, row.place.line, 'has no "period"') for row in rows if not _cell(row, "period")]
    values = [read_number(_cell(row, "value")) for row in rows]
    for row, value in zip(rows, values, strict=True):
        if value is None and _cell(row, "value"):
            faults.append(
                Fault(name, row.place.line, f'value "{_cell(row, "value")}" is not a number; correct the row')
            )
    days = [_day(_cell(row, "published"), Fault(name, row.place.line, ""), faults) for row in rows]
    if faults:
        raise InputError(faults)
    labels = [_cell(row, "period") for row in rows]
    try:
        periods = parse_periods([*labels, *(period.label for period in series.periods)], kind)
    except MethodError as error:
        raise InputError([Fault(name, 0, f"its periods and those of the source do not go together: {error}")]) from None
    newest: dict[tuple[date, date], Held] = {}
    for row, period, value, day in zip(rows, periods, values, days, strict=False):
        key = (period.start, period.end)
        if key not in newest or (day or date.min) >= (newest[key].published or date.min):
            newest[key] = Held(period, value, day, row.place.line)
    return [*newest.values()], periods[len(rows) :]


def _day(text: str, at: Fault, faults: list[Fault]) -> date | None:
    try:
        return date.fromisoformat(text) if text else None
    except ValueError:
        faults.append(Fault(at.file, at.line, f'published is "{text}"; write the date as YYYY-MM-DD'))
        return None


def _undated(before: Held, value: Decimal | None, published: date | None) -> str | None:
    """Return why a value that differs cannot be added as a revision; None when it can."""
    differs = f"period {before.period.label} is {_text(before.value) or 'empty'} here, {_text(value) or 'empty'} there"
    if published is None:
        return f"{differs}, and the source does not say when it was updated; add --published YYYY-MM-DD"
    if before.published is None or before.published < published:
        return None
    if before.published == published:
        return (
            f"{differs}, and both are of {published.isoformat()}; correct the row by hand, "
            "or say with --published when the other value came out"
        )
    return (
        f"{differs}, and the value here came out later ({before.published.isoformat()}) than the source "
        f"({published.isoformat()}); download the source again"
    )


def _told(period: Period, before: Held | None, value: Decimal | None, newest: int | None) -> tuple[str, str]:
    """Return what kind of difference it is, and its words."""
    now = _text(value)
    if before is None:
        is_earlier = newest is not None and period.position < newest
        return ("added for an earlier period" if is_earlier else "new"), f"{period.label} {now}"
    if before.value is None:
        return "given where it was empty", f"{period.label} {now}"
    if value is None:
        return "withdrawn", f"{period.label}, was {_text(before.value)}"
    return "revised", f"{period.label} from {_text(before.value)} to {now}"


def _sentences(told: dict[str, list[str]], same: int, lacking: list[str]) -> list[str]:
    lines = [f"{counted(len(rows), 'value')} {what}: {listed(rows, MOST_NAMED)}." for what, rows in told.items()]
    lines.append(f"{counted(same, 'value')} as before.")
    if lacking:
        lines.append(f"The source has no period {listed(lacking, MOST_NAMED)}: kept as before.")
    revised = len(told.get("revised", []))
    if revised + same >= FEWEST and revised >= SUSPICIOUS * (revised + same):
        lines.append("Half or more of the values differ: check that it is the same series before you write it.")
    return lines


def _spliced(
    name: str, data: bytes, rows: list[Mapping], added: list[dict[str, str]], series: Series
) -> tuple[bytes, list[str]]:
    """Return a file's bytes with rows added after its last one, and the columns that they needed and it had not."""
    if not added:
        return data, []
    text = Text.of(name, data)
    table = Table.of(text)
    given = [{key: _cell(row, key) for key in row.items} for row in rows]
    for row in added:
        if "note" not in table.heading:
            row.pop("note", None)  # a column is not added for a remark
        if "unit" in table.heading and series.unit:
            row["unit"] = next((each["unit"] for each in reversed(given) if "unit" in each), series.unit)
    was = draft_of(given, Plan(rows=Value), ()).value
    new = [part for row in added if (part := new_part(row, Plan(record=Value))) is not None]
    if table.rows:
        end = max(row.end for row in table.rows.values())
        if (at := text.next_line(end)) > end:
            remark = f"# Added: {_unquoted(source_line(series))}."
            quote = '"' if table.delimiter in remark else ""  # in one cell, or it would be a row
            text.insert(at, f"{quote}{remark}{quote}{text.line_break(end)}")
    columns = table.change([*was, *new], was, [row.place.line for row in rows])
    return text.spliced(), columns if table.rows else []


def _span(periods: tuple[Period, ...]) -> str:
    return periods[0].label if len(periods) == 1 else f"{periods[0].label} to {periods[-1].label}"


def _text(value: Decimal | None) -> str:
    return "" if value is None else f"{value:f}"


def _unquoted(remark: str) -> str:
    """Return a remark without quotes, which would begin a cell for a reader of CSV."""
    return remark.replace('"', "'")
