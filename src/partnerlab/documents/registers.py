"""The action log and the risk register as secretariats keep them in Excel: one wide row for each action or risk."""

from __future__ import annotations

import math
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import UTC, date, datetime
from pathlib import Path
from textwrap import wrap
from typing import Any

import xlsxwriter

from partnerlab.analysis.catalogue import code_in_use
from partnerlab.analysis.facts.actions import assess_actions
from partnerlab.analysis.review import find_findings
from partnerlab.analysis.risk_allocation import assess_register
from partnerlab.analysis.risk_allocation.scales import get_steps
from partnerlab.documents.paper import TO_AGREE
from partnerlab.documents.record import paper_of, rows_of
from partnerlab.errors import DisplayError
from partnerlab.exchange.book import new_book
from partnerlab.files import way_out
from partnerlab.partnership import Partnership
from partnerlab.partnership.risks import Control
from partnerlab.wording import say_day

A3 = 8
"""Number of the paper's size in Excel."""

HEADINGS_AT = 3
"""Row of the headings, counted from 0: below the title, what the sheet holds and an empty row."""


ON_A_SHEET = 230
"""Characters across a sheet of A3 that can still be read in print; a wider register goes on beside it."""

MOST_IN_HEADER = 100
"""Letters of a printed sheet's header or footer: Excel allows 255, orders and doubled signs among them."""

LINE = 15
"""Height of a line in points."""

DAY_OF_ALL = datetime(1980, 1, 1, tzinfo=UTC)
"""When each workbook says that it was made: the same record gives the same bytes."""


@dataclass(frozen=True)
class Register:
    """A sheet with one row for each thing."""

    title: str
    """What it is called; also the sheet's name."""
    about: str
    """What it holds, in a sentence or two."""
    columns: tuple[tuple[str, int], ...]
    """Headings with their widths in characters."""
    rows: tuple[tuple[Any, ...], ...]
    """Cells by row: text, numbers, days, or None for nothing."""


def log_actions(partnership: Partnership) -> Register:
    """Return the actions that were agreed, overdue first, with what became of them (¶4.11).

    Examples
    --------
    >>> hub = Partnership(name="Hub", purpose="Reach people", stage=[{"stage": "managing"}],
    ...     actions=[{"id": "A1", "title": "Sign the memorandum"}])
    >>> log_actions(hub).rows[0][:4]
    ('A1', 'Sign the memorandum', 'To agree', 'To agree')
    """
    columns = (
        *(("Ref", 8), ("Action", 50), ("Owner", 26), ("Due", 13), ("Agreed on", 13), ("Status", 13), ("Done on", 13)),
        *(("Reviews carried over", 12), ("Answers finding", 18), ("What was found", 50), ("About", 30), ("Update", 40)),
    )
    found = _say_findings(partnership)
    rows = tuple(
        (
            row["action"],
            row["what"],
            partnership.name_of(row["owner"]) if row["owner"] else TO_AGREE,
            row["due"] or (TO_AGREE if row["done"] is None else None),
            row["agreed"],
            row["state"],
            row["done"],
            row["carried_over"],
            row["finding"],
            found.get((code_in_use(row["finding"] or ""), row["subject"] or ""))
            or found.get((code_in_use(row["finding"] or ""), "")),
            row["subject"],
            None,
        )
        for row in rows_of(assess_actions(partnership))
    )
    about = "Actions that were agreed, overdue first. “To agree” marks what the record does not say."
    return Register("Action log", about, columns, rows)


def _say_findings(partnership: Partnership) -> dict[tuple[str, str], str]:
    """Return what is found now, by code and subject, and by code alone: the worst."""
    told: dict[tuple[str, str], str] = {}
    for row in find_findings(partnership):
        text = f"{row.severity.word}: {row.message.removeprefix(f'{row.severity.word}: ')}"
        told.setdefault((row.code, ""), text)
        told.setdefault((row.code, row.subject), text)
    return told


def register_risks(partnership: Partnership) -> Register:
    """Return the open risks, worst first, one wide row each (¶4.3-4.4).

    Likelihood and impact are the residual ones as the partners together see them.

    Examples
    --------
    >>> hub = Partnership(name="Hub", purpose="Reach people", stage=[{"stage": "managing"}],
    ...     risks=[{"id": "R1", "title": "Data leak", "class": "shared"}])
    >>> register = register_risks(hub)
    >>> dict(zip((name for name, _ in register.columns), register.rows[0]))["Lead organisation"]
    'To agree'
    """
    columns = (
        *(("Ref", 8), ("Risk", 40), ("Cause", 34), ("Event", 34), ("Consequence", 34), ("Class", 13)),
        *(("Likelihood", 11), ("Impact", 9), ("Score", 8), ("RAG status", 12), ("Direction of travel", 12)),
        *(("Lead organisation", 26), ("Owner role", 24), ("Shared by", 34)),
        *(("Controls in place", 40), ("Controls to come", 40)),
        *(("Lowest cost (£)", 13), ("Likely cost (£)", 13), ("Highest cost (£)", 13)),
        *(("Could happen from", 13), ("Next review", 13), ("Update", 40)),
    )
    rows = tuple(_risk_row(partnership, row) for row in rows_of(assess_register(partnership)))
    steps = [len(get_steps(partnership, which)) for which in ("likelihood", "impact")]
    about = (
        f"Open risks, worst first. Likelihood (1 to {steps[0]}) and impact (1 to {steps[1]}) are after controls; "
        "the score is their product. A risk is shared by all partners where none is named. "
        "“To agree” marks what the record does not say."
    )
    return Register("Risk register", about, columns, rows)


def _say_to_come(partnership: Partnership, control: Control) -> str:
    owner = partnership.short_name_of(control.owner) if control.owner else "no owner yet"
    return f"{control.control} ({owner}, {f'by {say_day(control.due)}' if control.due else 'no date yet'})"


def _risk_row(partnership: Partnership, row: Mapping[str, Any]) -> tuple[Any, ...]:
    lead = partnership.lead_of(row["risk"])
    bearers = [partnership.name_of(name) for name in partnership.risk(row["risk"]).shared_by]
    controls = [control for control in partnership.controls if control.risk == row["risk"]]
    done = [control.control for control in controls if control.done is not None]
    due = [_say_to_come(partnership, control) for control in controls if control.done is None]
    return (
        *(row[name] for name in ("risk", "title", "cause", "event", "consequence", "class")),
        *((TO_AGREE if row[name] is None else row[name]) for name in ("likelihood", "impact", "product")),
        None if row["light"] == "unknown" else row["light"],
        row["direction"],
        "; ".join(map(partnership.name_of, lead.leads)) if lead else TO_AGREE,
        row["owner"] or TO_AGREE,
        "; ".join(bearers) or None,
        "\n".join(done) or None,
        "\n".join(due) or None,
        *(row[name] for name in ("low", "likely", "high")),
        row["proximity"],
        row["review_by"] or TO_AGREE,
        None,
    )


def write_register(partnership: Partnership, register: Register, path: Path) -> None:
    """Write a register as an Excel workbook, readable by a screen reader; what stands there is replaced.

    Raises
    ------
    DisplayError
        When the file cannot be written, such as while Excel holds it open.
    """
    paper = paper_of(partnership, register.title, ())
    try:
        with new_book(path) as book:
            book.set_properties({"title": f"{paper.subtitle}: {register.title}", "created": DAY_OF_ALL})
            _write_sheet(book, register, [text for text in (paper.marking, _note(partnership)) if text], paper.subtitle)
    except OSError as error:
        cause = error.strerror or error
        way = way_out(error, "close it where it is open, or choose another place")
        raise DisplayError(f"{path.as_posix()} cannot be written ({cause}); {way}") from None


def _note(partnership: Partnership) -> str:
    return "Illustrative: the judgements in this record are invented." if partnership.illustrative else ""


def _for_print(text: str) -> str:
    """Write a text for the header or footer of a printed sheet, where an ampersand begins an order."""
    return text[:MOST_IN_HEADER].replace("&", "&&")


def _count_lines(register: Register, row: Sequence[Any]) -> int:
    """Count the lines that the longest cell of a row takes."""
    widths = [width for _, width in register.columns]
    cells = [value if isinstance(value, str) else "" for value in row]
    return max(
        sum(len(wrap(line, max(width - 2, 4))) or 1 for line in text.split("\n"))
        for text, width in zip(cells, widths, strict=True)
    )


def _write_sheet(book: xlsxwriter.Workbook, register: Register, notes: Sequence[str], subtitle: str) -> None:
    title = book.add_format({"bold": True, "font_size": 15})
    heading = book.add_format({"bold": True, "bottom": 1, "text_wrap": True, "valign": "top"})
    body = book.add_format({"text_wrap": True, "valign": "top"})
    day = book.add_format({"num_format": "dd/mm/yyyy", "valign": "top", "align": "left"})
    number = {"valign": "top", "align": "right", "indent": 1}
    whole = book.add_format({"num_format": "#,##0", **number})
    broken = book.add_format({"num_format": "#,##0.00", **number})
    gap = book.add_format({"bold": True, "bg_color": "#FFF2CC", "valign": "top"})
    sheet = book.add_worksheet(register.title)
    sheet.set_landscape()
    sheet.set_paper(A3)
    sheet.fit_to_pages(math.ceil(sum(width for _, width in register.columns) / ON_A_SHEET), 0)
    sheet.repeat_columns(0, 1)
    heads = f"{subtitle}: {register.title}"
    sheet.set_header(f"&L&B{_for_print(heads)}")
    sheet.set_footer(f"&L{_for_print(' '.join(notes))}&Rpage &P of &N")
    sheet.write_string(0, 0, heads, title)
    sheet.write_string(1, 0, " ".join([register.about, *notes]), book.add_format())
    for place, (_, width) in enumerate(register.columns):
        sheet.set_column(place, place, width, body)
    for line, row in enumerate(register.rows, HEADINGS_AT + 1):
        for place, value in enumerate(row):
            if isinstance(value, date):
                sheet.write_datetime(line, place, value, day)
            elif isinstance(value, int | float):
                sheet.write_number(line, place, value, whole if value == int(value) else broken)
            elif value is not None:
                sheet.write(line, place, value, gap if value == TO_AGREE else body)
        sheet.set_row(line, LINE * _count_lines(register, row))
    sheet.set_row(HEADINGS_AT, LINE * _count_lines(register, tuple(name for name, _ in register.columns)))
    columns = [{"header": name, "header_format": heading} for name, _ in register.columns]
    last = HEADINGS_AT + max(len(register.rows), 1)
    options = {"name": register.title.replace(" ", "_"), "columns": columns, "style": None}
    sheet.add_table(HEADINGS_AT, 0, last, len(columns) - 1, options)
    sheet.freeze_panes(HEADINGS_AT + 1, 2)
    sheet.print_area(HEADINGS_AT, 0, last, len(columns) - 1)  # the title is in the header of each printed sheet
    sheet.repeat_rows(HEADINGS_AT)
