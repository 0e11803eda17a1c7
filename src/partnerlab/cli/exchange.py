"""Workbooks in: import."""

from __future__ import annotations

import shlex
import sys
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING

import click

from partnerlab.cli.changes import WRITE, finish
from partnerlab.cli.partnerships import check_date

if TYPE_CHECKING:
    from partnerlab.exchange.arrival import Answers, Arrival

UNANSWERED = 2
"""Exit code when the command must say more."""


@click.command(name="import")
@click.argument("workbook", type=click.Path(path_type=Path, dir_okay=False))
@click.argument("file", required=False, type=click.Path(path_type=Path, dir_okay=False))
@click.option("--sheet", "sheets", multiple=True, help="A sheet to read; may be given again. Default: all shown.")
@click.option("--table", default="", help="What the sheets hold, such as risks. Default: by their headings.")
@click.option("--scale", default="", help="What ratings mean: 1-5, 5-1 where 1 is the most, or L=1,M=3,H=5.")
@click.option("--by", default="", help="Whose ratings: a partner's id, or all when agreed by all.")
@click.option("--on", default="", metavar="YYYY-MM-DD", callback=check_date, help="As at when the workbook stands.")
@click.option("--dates", type=click.Choice(["", "day first", "month first"]), default="", help="Order of 03/04/2026.")
@click.option("--yes", is_flag=True, help="The mapping of headings is right; do not ask.")
@WRITE
def import_workbook(
    workbook: Path,
    file: Path | None,
    sheets: tuple[str, ...],
    table: str,
    scale: str,
    by: str,
    on: str,
    dates: str,
    yes: bool,
    write: bool,
) -> None:
    """Take a WORKBOOK or CSV file into a partnership's FILE: a risk register, say, as anybody keeps it.

    Shows which heading holds what, what was taken and what was not, and the difference of the files. How headings
    are read is kept in a small file beside the partnership's tables, where it can be corrected; next quarter's
    workbook is read by it, and brings only what changed. Nothing is ever deleted.
    """
    from partnerlab.exchange.arrival import Answers, read_arrival

    if file is None:
        message = "say into which partnership's file, such as parameters/hub.yaml"
        raise click.UsageError(message)
    command = f"partnerlab {shlex.join(['import', workbook.name, file.as_posix()])}"
    answers = Answers(sheets, table, scale, by, dates, on)
    arrival = read_arrival(workbook, file, answers, command=command)
    if arrival.report.questions and sys.stdin.isatty():
        answers = _ask(arrival, answers)
        arrival = read_arrival(workbook, file, answers, command=command)
    _show_mapping(arrival)
    _keep_mapping(arrival, file)
    for line in arrival.report.lines():
        click.echo(line)
    if arrival.report.questions:
        click.echo("\nTo be answered first; nothing was written:", err=True)
        for question in arrival.report.questions:
            click.echo(f"  {question}", err=True)
        sys.exit(UNANSWERED)
    if write and not arrival.is_known and not yes:
        if not sys.stdin.isatty():
            message = "look at the mapping above; if it is right, say so with --yes, or run the command again"
            raise click.UsageError(message)
        click.confirm("Is the mapping above right?", abort=True)
    click.echo()
    finish(arrival.edit, write)


def _show_mapping(arrival: Arrival) -> None:
    for name, how in arrival.mapping.sheets.items():
        click.echo(f"Sheet {name or arrival.mapping.workbook}, read as {how.table}:")
        width = max(map(len, how.columns), default=0)
        for heading, meaning in how.columns.items():
            click.echo(f"  {heading:<{width}}  {meaning or '(not taken)'}")
        said = {"scale": how.scale, "by": how.by, "dates": how.dates}
        words = ", ".join(f"{part} {value}" for part, value in said.items() if value)
        click.echo(f"  ({words})\n" if words else "")


def _keep_mapping(arrival: Arrival, file: Path) -> None:
    text = arrival.mapping.text(file.name)
    kept = arrival.kept
    if kept.exists() and kept.read_text(encoding="utf-8") == text:
        return
    kept.parent.mkdir(parents=True, exist_ok=True)
    kept.write_text(text, encoding="utf-8", newline="\n")
    click.echo(f"How headings are read is kept in {kept.as_posix()}; correct it there.\n")


def _ask(arrival: Arrival, answers: Answers) -> Answers:
    for question in arrival.report.questions:
        said = str(click.prompt(f"{question.text} ({question.example})", type=str)).strip()
        match question.option:
            case "--scale":
                answers = replace(answers, scale=said)
            case "--by":
                answers = replace(answers, by=said)
            case "--on":
                answers = replace(answers, on=check_date(None, None, said))
    return answers
