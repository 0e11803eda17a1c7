"""Workbooks out and in: workbook, actions, import."""

from __future__ import annotations

import sys
from collections.abc import Sequence
from dataclasses import replace
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import TYPE_CHECKING, Any

import click

from partnerlab.cli.changes import WRITE, finish
from partnerlab.cli.partnerships import AS_AT, read_date
from partnerlab.cli.places import ExistingFile, check_there, named_place
from partnerlab.commands import write_command
from partnerlab.files import save
from partnerlab.wording import counted

if TYPE_CHECKING:
    from partnerlab.exchange.arrival import Answers, Arrival
    from partnerlab.sheets import Sheet

STAGES = ("scoping", "building", "planning", "managing", "implementing", "measuring", "reviewing", "ending")
STRUCK_OUT = ("skip", "take")
UNANSWERED = 2
"""Exit code when the command must say more."""


OUTPUT = click.option("-o", "--output", type=click.Path(path_type=Path, dir_okay=False), help="Where to write it.")


def _once(_: click.Context, __: click.Parameter, said: tuple[str, ...]) -> str:
    """Return the scale, which is one even where a column mixes numbers and words."""
    if len(said) > 1:
        message = f'--scale is given {len(said)} times; give it once, with all of it: --scale "{",".join(said)}"'
        raise click.UsageError(message)
    return said[0] if said else ""


@click.command()
@click.argument("file", required=False, type=ExistingFile())
@click.option("--new", "name", default="", help="An empty workbook for a new partnership of this name.")
@click.option("--stage", type=click.Choice(STAGES), default="scoping", help="With --new: the stage it has reached.")
@click.option("--all", "everything", is_flag=True, help="Every table, also those that hold nothing.")
@OUTPUT
def workbook(file: Path | None, name: str, stage: str, everything: bool, output: Path | None) -> None:
    """Write a partnership's FILE as an Excel workbook: a sheet for each table, with lists to choose from and help.

    What is changed in the workbook comes back with `partnerlab import`. An empty one has the tables that are filled
    in by its stage.
    """
    from partnerlab.characters import slug_of
    from partnerlab.exchange.workbook import parts_of, write_workbook
    from partnerlab.partnership import edit_partnership

    if (file is None) == (not name):
        raise click.UsageError("say a partnership's file, or --new with a name")
    if file is None:
        slug = slug_of(name, none="partnership")
        content: dict[str, Any] = {"name": name, "stage": [{"stage": stage}]}
        source, target = f"{slug}.yaml", output or Path(f"{slug}.xlsx")
    else:
        edit = edit_partnership(file)
        content, stage = edit.content, edit.partnership.current_stage
        source, target = file.name, output or Path(f"{file.stem}.xlsx")
    _make_room(target)
    names = None if everything else parts_of(stage)
    sheets = write_workbook(target, content, file=source, names=names)
    click.echo(f"{target.as_posix()} written, with {counted(len(sheets), 'table')}.")
    back = f"parameters/{source}" if file is None else file.as_posix()
    click.echo(f"Bring it back with: {write_command('partnerlab', 'import', target.as_posix(), back)}")


@click.command()
@click.argument("file", type=ExistingFile())
@AS_AT
@OUTPUT
def actions(file: Path, as_at: str, output: Path | None) -> None:
    """Write the actions of a partnership's FILE as a workbook to tick off, over all four reviews.

    Agreed actions are in one sheet, those that the review suggests in another. `partnerlab import` brings it back.
    """
    from partnerlab.analysis.review import next_steps, review_partnership
    from partnerlab.exchange.workbook import Suggestion, write_workbook
    from partnerlab.partnership import edit_partnership, read_partnership

    target = output or Path(f"{file.stem}-actions.xlsx")
    _make_room(target)
    steps = next_steps(review_partnership(read_partnership(file, as_at=as_at)))
    suggested = [
        Suggestion(row["what"], row["code"], row["subject"], f"{row['severity']}, {row['paragraph']}")
        for row in steps.to_dict("records")
        if row["state"] == "no action yet"
    ]
    content = edit_partnership(file).content
    write_workbook(target, content, file=file.name, suggestions=suggested)
    agreed = counted(len(content.get("actions") or []), "agreed action")
    click.echo(f"{target.as_posix()} written: {agreed}, {counted(len(suggested), 'suggested one')}.")
    click.echo(f"Bring it back with: {write_command('partnerlab', 'import', target.as_posix(), file.as_posix())}")


@click.command(name="import")
@click.argument("workbook", type=ExistingFile())
@click.argument("file", required=False, type=click.Path(path_type=Path, dir_okay=False))
@click.option("--sheet", "sheets", multiple=True, help="A sheet to read; may be given again. Default: all shown.")
@click.option("--table", default="", help="What the sheets hold, such as risks. Default: by their headings.")
@click.option(
    "--scale",
    multiple=True,
    callback=_once,
    help="What ratings mean: 1-5, or 5-1 (1 is the most), or L=1,M=3,H=5, or both.",
)
@click.option("--by", default="", help="Whose ratings: a partner's id, or all when agreed by all.")
@click.option("--on", default="", metavar="YYYY-MM-DD", callback=read_date, help="As at when the workbook stands.")
@click.option("--dates", type=click.Choice(["", "day first", "month first"]), default="", help="Order of 03/04/2026.")
@click.option(
    "--struck-out",
    type=click.Choice(["", *STRUCK_OUT]),
    default="",
    help="Leave out rows and cells that are struck out, or take them.",
)
@click.option("--remove", "removing", is_flag=True, help="Remove rows that were deleted in a workbook of ours.")
@click.option("--yes", is_flag=True, help="The mapping of headings is right; do not ask.")
@click.option("--review", is_flag=True, help="With --write: make the review as well, as `partnerlab run` does.")
@WRITE
@click.pass_context
def import_workbook(
    context: click.Context,
    workbook: Path,
    file: Path | None,
    sheets: tuple[str, ...],
    table: str,
    scale: str,
    by: str,
    on: str,
    dates: str,
    struck_out: str,
    removing: bool,
    yes: bool,
    review: bool,
    write: bool,
) -> None:
    """Take a WORKBOOK or CSV file into a partnership's FILE: one of ours, or a risk register as anybody keeps it.

    A workbook that `partnerlab workbook` or `partnerlab actions` wrote brings what was changed in it. From any other
    it shows which heading holds what, what was taken and what was not, and the difference of the files. How
    headings are read is kept in a small file beside the partnership's tables, where you can correct it. Next quarter's
    workbook is read in the same way, and brings only what changed. Nothing is deleted.
    """
    from partnerlab.cli.run import run
    from partnerlab.exchange.arrival import Answers
    from partnerlab.exchange.returning import file_of, is_ours
    from partnerlab.sheets import read_sheets

    if review and not write:
        raise click.UsageError("--review needs --write: the review is made of what was written")
    file = named_place(file) if file else None
    sheets_read = read_sheets(workbook)
    if is_ours(sheets_read):
        file = file or Path("parameters") / file_of(sheets_read)
        _take_back(sheets_read, workbook, file, on, removing, write)
    elif file is None:
        raise click.UsageError("say into which partnership's file, such as parameters/hub.yaml")
    else:
        check_there(file)
        _take_in(workbook, file, Answers(sheets, table, scale, by, dates, on, struck_out), write, is_right=yes)
    if review:
        context.invoke(run, files=(file,))


def _take_in(workbook: Path, file: Path, answers: Answers, write: bool, *, is_right: bool) -> None:
    """Take anybody's workbook, once all that it does not say is answered and its mapping is looked at."""
    from partnerlab.exchange.arrival import read_arrival
    from partnerlab.exchange.placing import propose

    command = write_command("partnerlab", "import", workbook.name, file.as_posix())
    arrival = read_arrival(workbook, file, answers, command=command)
    if arrival.report.questions and sys.stdin.isatty():
        answers = _ask(arrival, answers)
        arrival = read_arrival(workbook, file, answers, command=command)
    _show_mapping(arrival, answers.sheets)
    if not arrival.report.questions:  # files that would be at fault are refused before anything is kept
        propose(arrival.edit, workbook.name, arrival.typed)
    _keep_mapping(arrival, file)
    for line in arrival.report.lines():
        click.echo(line)
    if arrival.report.questions:
        click.echo("\nTo be answered first; nothing was written:", err=True)
        for question in arrival.report.questions:
            click.echo(f"  {question}", err=True)
        sys.exit(UNANSWERED)
    if write and not arrival.is_known and not is_right:
        if not sys.stdin.isatty():
            message = "look at the mapping above; if it is right, say so with --yes, or run the command again"
            raise click.UsageError(message)
        click.confirm("Is the mapping above right?", abort=True)
    click.echo()
    finish(arrival.edit, write)


def _take_back(sheets: Sequence[Sheet], workbook: Path, file: Path, on: str, removing: bool, write: bool) -> None:
    from partnerlab.exchange.placing import propose
    from partnerlab.exchange.report import Report
    from partnerlab.exchange.returning import take_back
    from partnerlab.partnership import edit_partnership

    with TemporaryDirectory() as folder:
        is_new = not file.exists()
        target = _new_file(sheets, file, None if write else Path(folder)) if is_new else file
        edit = edit_partnership(target, command=write_command("partnerlab", "import", workbook.name, file.as_posix()))
        report = Report()
        typed = take_back(sheets, edit, report, on=on, remove=removing, afresh=is_new)
        for line in report.lines():
            click.echo(line)
        click.echo()
        propose(edit, workbook.name, typed)
        finish(edit, write)


def _new_file(sheets: Sequence[Sheet], file: Path, folder: Path | None) -> Path:
    """Write the file of a partnership that exists in a workbook only; elsewhere, for a preview."""
    from partnerlab import workplace
    from partnerlab.exchange.returning import single

    name, purpose = single(sheets, "name"), single(sheets, "purpose")
    if not name or not purpose:
        message = f"{file.as_posix()} does not exist; fill in name and purpose in the workbook, and it is made"
        raise click.UsageError(message)
    written = workplace.write_partnership(file if folder is None else folder / file.name, name, purpose)
    click.echo(f"{file.as_posix()} is new.")
    return written


def _make_room(target: Path) -> None:
    """Make the folder of a file that is to be written; refuse when the file is there."""
    if target.exists():
        message = f"{target.as_posix()} exists already; somebody may have filled it in. Choose another name with -o"
        raise click.UsageError(message)
    target.parent.mkdir(parents=True, exist_ok=True)


def _show_mapping(arrival: Arrival, asked: Sequence[str]) -> None:
    for name, how in arrival.mapping.sheets.items():
        if asked and name not in asked:
            continue
        click.echo(f"Sheet {name or arrival.mapping.workbook}, read as {how.table}:")
        width = max(map(len, how.columns), default=0)
        for heading, meaning in how.columns.items():
            click.echo(f"  {heading:<{width}}  {meaning or '(not taken)'}")
        said = {"scale": how.scale, "by": how.by, "dates": how.dates, "struck out:": how.struck_out}
        words = ", ".join(f"{part} {value}" for part, value in said.items() if value)
        click.echo(f"  ({words})\n" if words else "")


def _keep_mapping(arrival: Arrival, file: Path) -> None:
    text = arrival.mapping.text(file.name)
    kept = arrival.kept
    if kept.exists() and kept.read_text(encoding="utf-8") == text:
        return
    kept.parent.mkdir(parents=True, exist_ok=True)
    save(kept, text.encode())
    click.echo(f"How headings are read is kept in {kept.as_posix()}; correct it there.\n")


def _ask(arrival: Arrival, answers: Answers) -> Answers:
    for question in arrival.report.questions:
        said = str(click.prompt(f"{question.text} ({question.example})", type=str)).strip()
        match question.option:
            case "--scale":
                answers = replace(answers, scale=said)
            case "--by":
                answers = replace(answers, by=said)
            case "--struck-out":
                answers = replace(answers, struck_out=said)
            case "--on":
                answers = replace(answers, on=read_date(None, None, said))
    return answers
