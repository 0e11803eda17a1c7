"""Answers from partners: form, collect."""

from __future__ import annotations

import sys
from collections.abc import Iterable, Mapping
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING

import click

from partnerlab.cli.changes import WRITE, finish
from partnerlab.cli.partnerships import read_date
from partnerlab.cli.places import ExistingFile
from partnerlab.commands import write_command
from partnerlab.files import save
from partnerlab.wording import counted, listed

if TYPE_CHECKING:
    from partnerlab.exchange.collection import Collected
    from partnerlab.exchange.surveys import Survey
    from partnerlab.partnership import Partnership

UNANSWERED = 2
"""Exit code when the command must be told more."""


@click.command()
@click.argument("file", type=ExistingFile())
@click.option("--partner", "partners", multiple=True, metavar="ID", help="For this partner; may be given again.")
@click.option("-o", "--output", type=click.Path(path_type=Path, file_okay=False), help="Folder. Default: forms/.")
@click.option(
    "--kind", type=click.Choice(["html", "xlsform", "excel"]), default="html", help="What to write; html by default."
)
def form(file: Path, partners: tuple[str, ...], output: Path | None, kind: str) -> None:
    """Write a form for each partner of a partnership's FILE, to send by e-mail, filled in with its last answers.

    It asks for the self-assessment, readiness, and practices that each partner answers for itself. It also asks for
    ratings of the risks that partners share, and the relationship with each other partner. The page works without a
    network and sends nothing; it saves a small file to send back. An XLSForm, for KoBo and ODK, is one for all
    partners. `partnerlab collect` takes the answers in.
    """
    from partnerlab import __version__
    from partnerlab.exchange.form_sheets import write_excel_form, write_xlsform
    from partnerlab.exchange.forms import write_form
    from partnerlab.partnership import edit_partnership

    partnership = edit_partnership(file).partnership
    current = [partner.id for partner in partnership.current_partners]
    unknown = [partner for partner in partners if partner not in current]
    if unknown or not current:
        known = listed(current, most=30, none="nobody yet")
        raise click.UsageError(
            f"{listed(unknown)} cannot be asked; current partners are {known}" if unknown else "there are no partners"
        )
    if kind == "xlsform" and partners:
        raise click.UsageError("an XLSForm is one for all partners; leave --partner out")
    folder = output or Path("forms")
    folder.mkdir(parents=True, exist_ok=True)
    if kind == "xlsform":
        target = folder / f"{partnership.slug}.xlsform.xlsx"
        _make_room([target])
        write_xlsform(target, partnership)
        click.echo(f"{target.as_posix()} written, for {counted(len(current), 'partner')}.")
    else:
        ending = ".html" if kind == "html" else ".xlsx"
        targets = _targets(partnership, partners or current, folder, ending)
        _make_room([] if kind == "html" else list(targets.values()))
        for partner, target in targets.items():
            if kind == "excel":
                write_excel_form(target, partnership, partner)
            else:
                save(target, write_form(partnership, partner, library=__version__).encode())
            click.echo(f"{target.as_posix()} written, for {partnership.name_of(partner)}.")
    way_back = write_command("partnerlab", "collect", "ANSWERS", "--into", file.as_posix())
    click.echo(f"Bring the answers in with: {way_back}")


def _targets(partnership: Partnership, partners: Iterable[str], folder: Path, ending: str) -> dict[str, Path]:
    """Return the file of each partner's form; no two are one, also where capitals make no difference."""
    from partnerlab.exchange.forms import file_of

    targets: dict[str, Path] = {}
    taken: set[str] = set()
    for partner in partners:
        name, number = file_of(partnership, partner), 2
        while name.casefold() in taken:
            name, number = f"{file_of(partnership, partner)}-{number}", number + 1
        taken.add(name.casefold())
        targets[partner] = folder / (name + ending)
    return targets


def _make_room(targets: list[Path]) -> None:
    there = [target.as_posix() for target in targets if target.exists()]
    if there:
        message = f"{listed(there)} may hold answers already; move them away, or choose another folder with -o"
        raise click.UsageError(message)


@click.command()
@click.argument("files", nargs=-1, required=True, type=ExistingFile())
@click.option("--into", "file", required=True, type=ExistingFile(), help="The partnership.")
@click.option(
    "--on",
    default="",
    metavar="YYYY-MM-DD",
    callback=read_date,
    help="Day of the round: counts for all answers.",
)
@click.option("--latest", is_flag=True, help="Where a partner answered twice, the later answers count.")
@click.option("--who", default="", metavar="COLUMN", help="Letters of an export's column that says who answers.")
@click.option(
    "--name", "names", multiple=True, metavar="TEXT=ID", help="Which partner a name means; may be given again."
)
@click.option(
    "--match", "matches", multiple=True, metavar="COLUMN=QUESTION", help="What a column answers; none: leave out."
)
@click.option("--accept", is_flag=True, help="Take the columns that are only proposed.")
@click.option("--dates", type=click.Choice(["", "day first", "month first"]), default="", help="Order of 03/04/2026.")
@WRITE
def collect(
    files: tuple[Path, ...],
    file: Path,
    on: str,
    latest: bool,
    who: str,
    names: tuple[str, ...],
    matches: tuple[str, ...],
    accept: bool,
    dates: str,
    write: bool,
) -> None:
    """Take partners' answers from FILES into a partnership's files, as dated rows.

    FILES are what forms save, the same as text, filled-in Excel forms, and exports of Microsoft Forms, SurveyMonkey,
    Qualtrics, KoBo and ODK. It shows how columns were read, who has answered, who has not and who did twice, and the
    difference of the files. Answers that the files hold already are not repeated.
    """
    from partnerlab.exchange.collection import collect as gather
    from partnerlab.exchange.survey_columns import Ways
    from partnerlab.partnership import edit_partnership

    ways = Ways(
        {column.upper(): name for column, name in _pairs(matches).items()},
        accept,
        who,
        dates,
        date.fromisoformat(on) if on else None,
    )
    command = write_command("collect", *(path.name for path in files), "--into", file.as_posix())
    edit = edit_partnership(file, command=f"partnerlab {command}")
    found = gather(files, edit, ways=ways, names=_pairs(names), latest=latest)
    for survey in found.surveys:
        _show_columns(survey)
    _show_who(found, edit.partnership)
    if found.is_open:
        click.echo("\nSay which answers count, with --latest or by leaving a file out; nothing was written.", err=True)
        sys.exit(UNANSWERED)
    click.echo()
    finish(edit, write)


def _pairs(texts: tuple[str, ...]) -> dict[str, str]:
    pairs = {}
    for text in texts:
        name, equals, value = text.rpartition("=")
        if not equals or not name.strip():
            raise click.UsageError(f'"{text}" is not two things joined by =')
        pairs[name.strip()] = value.strip()
    return pairs


def _show_columns(survey: Survey) -> None:
    click.echo(f"{survey.sheet.file}, read as {survey.tool}, {counted(len(survey.replies), 'reply', 'replies')}:")
    order = f", dates with the {survey.dates}" if survey.dates else ""
    for column in survey.columns:
        meaning = {"who": "who answers", "when": f"when it was answered{order}"}.get(column.meaning, column.meaning)
        if not meaning:
            meaning = "(not taken)"
            if column.proposal:
                meaning += f" perhaps {column.proposal}: --match {column.place}={column.proposal}, or --accept for all"
        click.echo(f"  {column.place:<3} {column.heading[:60]:<60}  {meaning}")
    for note in survey.notes:
        click.echo(f"  {note}")
    click.echo()


def _show_who(found: Collected, partnership: Partnership) -> None:
    click.echo(f"Answers that count ({len(found.counted)}):")
    for partner, reply in found.counted.items():
        click.echo(f"  {partnership.name_of(partner)} ({partner}): {reply}")
    if found.twice:
        click.echo(f"Answered more than once ({len(found.twice)}):")
        for partner, replies in found.twice.items():
            for reply in replies:
                counts = found.counted.get(partner) is reply
                click.echo(f"  {partnership.name_of(partner)} ({partner}): {reply}{'; counts' if counts else ''}")
            for text in _differing(replies[-2].values, replies[-1].values):
                click.echo(f"    {text}")
    if found.missing:
        click.echo(f"Not answered yet ({len(found.missing)}):")
        for partner in found.missing:
            click.echo(f"  {partnership.name_of(partner)} ({partner})")
    if found.notes:
        click.echo(f"Not taken, or worth knowing ({len(found.notes)}):")
        for note in found.notes:
            click.echo(f"  {note}")
    if found.unchanged:
        click.echo(f"{counted(found.unchanged, 'row')} already recorded.")


def _differing(before: Mapping[str, str], after: Mapping[str, str]) -> list[str]:
    return [
        f"{name}: {before.get(name, 'open')}, then {after.get(name, 'open')}"
        for name in dict.fromkeys((*before, *after))
        if before.get(name) != after.get(name)
    ]
