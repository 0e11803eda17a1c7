"""Changes to a partnership's files: set, add, remove, log, undo."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from partnerlab.cli.places import OUTPUT, ExistingFile
from partnerlab.commands import write_command

if TYPE_CHECKING:
    from partnerlab.partnership import Edit

FILE = click.argument("file", type=ExistingFile())
WRITE = click.option("--write", is_flag=True, help="Write the files. Without it, the difference is shown only.")


@click.command(name="set")
@FILE
@click.argument("path")
@click.argument("value")
@click.argument("more", nargs=-1, metavar="[PATH VALUE]...")
@WRITE
def set_value(file: Path, path: str, value: str, more: tuple[str, ...], write: bool) -> None:
    """Set the value at PATH in a partnership's FILE to VALUE, touching nothing else.

    PATH names what leads to it, rows by their id or number: partners.PSNI.sector, ratings.12.impact. An empty VALUE
    removes it; in a list, `;` separates the items. Values that need each other are set together:
    indicators.I1.target.period 2027 indicators.I1.target.value 700.
    """
    if len(more) % 2:
        message = f'"{more[-1]}" has no value; write each PATH with its VALUE, and one with blanks in quotes'
        raise click.UsageError(message)
    edit = _open(file, "set", path, value, *more)
    for where, what in zip((path, *more[::2]), (value, *more[1::2]), strict=True):
        edit.set(where, what or None)
    finish(edit, write)


@click.command()
@FILE
@click.argument("table")
@click.argument("values", nargs=-1, required=True)
@WRITE
def add(file: Path, table: str, values: tuple[str, ...], write: bool) -> None:
    """Add a row to a TABLE of a partnership's FILE, with VALUES such as risk=R3 likelihood=4.

    A name with dots sets a value within another: scores.reach=5.
    """
    edit = _open(file, "add", table, *values)
    row: dict[str, Any] = {}
    for name, value in _pairs(values).items():
        *around, last = name.split(".")
        inner = row
        for step in around:
            inner = inner.setdefault(step, {})
            if not isinstance(inner, dict):
                raise click.UsageError(f'"{name}" would be part of a value that is given as well; give one of them')
        inner[last] = value
    finish(edit.add(table, row), write)


@click.command()
@FILE
@click.argument("path")
@click.argument("values", nargs=-1)
@WRITE
def remove(file: Path, path: str, values: tuple[str, ...], write: bool) -> None:
    """Remove what is at PATH in a partnership's FILE, or the rows of that table that hold VALUES.

    As in: remove parameters/hub.yaml ratings risk=R3 by=PSNI
    """
    edit = _open(file, "remove", path, *values)
    finish(edit.remove(path, **_pairs(values)), write)


@click.command()
@FILE
def log(file: Path) -> None:
    """List what partnerlab changed in a partnership's FILE: when, what, and from which command."""
    from partnerlab.partnership import read_history

    history = read_history(file)
    if not history:
        click.echo(f"No change by partnerlab is known for {file.as_posix()}.")
    taken_back = {entry.undoes for entry in history}
    for entry in history:
        state = " (undone)" if entry.number in taken_back else ""
        click.echo(f"{entry.number}  {entry.at}  {entry.command}{state}")
        what = "taken back: " if entry.undoes else ""
        for change in entry.changes:
            click.echo(f"     {what}{change}")


@click.command()
@FILE
@WRITE
def undo(file: Path, write: bool) -> None:
    """Take back the latest change that partnerlab made to a partnership's FILE and that is not undone yet.

    Nothing is written when a file was changed in between by hand.
    """
    from partnerlab.partnership import undo as take_back
    from partnerlab.partnership.history import preview_undo

    entry, shown = preview_undo(file)
    click.echo(shown)
    if not write:
        click.echo(f"This undoes change {entry.number} of {entry.at} ({entry.command}).")
        click.echo("Nothing was written; add --write to write it.")
        return
    entry = take_back(file)
    click.echo(f"Undone: change {entry.number} of {entry.at} ({entry.command})")
    for change in entry.changes:
        click.echo(f"  {change}")


@click.command()
@FILE
@click.argument("scenario")
@OUTPUT
@click.option("--write", is_flag=True, help="Throw it away. Without it, what would go is listed only.")
def discard(file: Path, scenario: str, output: Path, write: bool) -> None:
    """Throw a SCENARIO of a partnership's FILE away, with the pages and copies that runs made of it.

    What a run did not make, or what was changed since, stays and is named.
    """
    from partnerlab.characters import slug_of
    from partnerlab.exchange.scenarios import FOLDER, drop_scenario, list_scenarios, read_scenario, scenario_file
    from partnerlab.runner.clearing import list_left, remove_left

    name = slug_of(scenario)
    left = list_left(output / FOLDER / (name or scenario), file.stem)
    kept = name in list_scenarios(file)
    if not kept and not left.made:
        read_scenario(file, scenario)  # says which there are
    if write:
        remove_left(left)
        drop_scenario(file, scenario)
    for each in [*([scenario_file(file, scenario)] if kept else []), *left.made]:
        click.echo(f"{'Removed' if write else 'Would go'}: {each.as_posix()}")
    for each in left.others:
        click.echo(f"Stays, since no run made it as it is: {each.as_posix()}")
    if not write:
        click.echo("Nothing was removed; add --write to throw it away.")


def _open(file: Path, *words: str) -> Edit:
    from partnerlab.partnership import edit_partnership

    return edit_partnership(file, command=write_command("partnerlab", words[0], file.as_posix(), *words[1:]))


def _pairs(values: tuple[str, ...]) -> dict[str, str]:
    pairs: dict[str, str] = {}
    for value in values:
        name, equals, text = value.partition("=")
        if not equals or not name or name in pairs:
            message = f'"{value}" names no value, or one that is named before; write name=value, each name once'
            raise click.UsageError(message)
        pairs[name] = text
    return pairs


def finish(edit: Edit, write: bool) -> None:
    """Show the difference; write it when asked to. Faults of the result are raised, and nothing is written."""
    edit.propose()
    click.echo(edit.preview() or "Nothing would change.")
    if write and edit.save() is not None:
        click.echo(f"Written. To undo this: {write_command('partnerlab', 'undo', edit.file.as_posix(), '--write')}")
    elif not write:
        click.echo("Nothing was written; add --write to write it.")
