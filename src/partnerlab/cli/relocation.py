"""A partnership under another name, or out of the portfolio: rename, archive."""

from __future__ import annotations

from contextlib import nullcontext
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING

import click

from partnerlab.cli.partnerships import unfit_for_folder
from partnerlab.cli.places import PARTNERSHIPS, ExistingFile
from partnerlab.commands import write_command

if TYPE_CHECKING:
    from partnerlab.partnership.relocation import Relocation
    from partnerlab.runner.clearing import Left

ARCHIVE = Path("archive")
"""Where archived partnerships are: a folder like parameters/, with their last pages in pages/."""
PAGES = "pages"

OUTPUT = click.option(
    "-o",
    "--output",
    type=click.Path(file_okay=False, path_type=Path),
    default=Path("outputs"),
    show_default=True,
    help="Folder of the pages.",
)


@click.command()
@click.argument("file", type=ExistingFile())
@click.argument("name")
@click.option("--as", "stem", default="", metavar="STEM", help="Name of its file. Default: made from NAME.")
@OUTPUT
@click.option("--write", is_flag=True, help="Rename it. Without it, what would change is shown only.")
def rename(file: Path, name: str, stem: str, output: Path, write: bool) -> None:
    """Give a partnership another NAME: in its FILE, and for the file, its tables, its history and its pages.

    What runs made under the old name is removed, and the next run makes it under the new one. The portfolio goes on
    comparing it with past boards. Answers on forms sent out before are for the old name: collect them first.
    """
    from partnerlab.analysis.portfolio.history import rename_in_history
    from partnerlab.characters import slug_of
    from partnerlab.errors import ChangeError
    from partnerlab.partnership import edit_partnership, undo
    from partnerlab.partnership.relocation import plan_relocation, relocate
    from partnerlab.runner.clearing import list_left, remove_left

    stem = stem or slug_of(name)
    if unfit := "" if stem else f'"{name}" holds no letters or digits; say the file\'s name with --as':
        raise click.UsageError(unfit)
    if unfit := unfit_for_folder(stem):
        raise click.UsageError(unfit)
    target = file.with_name(f"{stem}{file.suffix}")
    words = ("partnerlab", "rename", file.as_posix(), name, "--as", stem, "--write")
    edit = edit_partnership(file, command=write_command(*words))
    before = edit.partnership.name
    edit.set("name", name)
    edit.propose()
    moved = target != file
    plan = plan_relocation(file, target) if moved else None
    left = _of_itself(list_left(output, file.stem), output / file.stem) if moved else None
    shown = [edit.preview(), *([plan.preview()] if plan else [])]
    click.echo("\n".join(filter(None, shown)) or "Nothing would change.")
    if left and left.made:
        files = f"{len(left.made)} files in {(output / file.stem).as_posix()}/"
        click.echo(f"{files} that runs made {'are removed' if write else 'would go'}; the next run makes them again.")
    if not write:
        click.echo("Nothing was written; add --write to write it.")
        return
    if left and left.made:
        remove_left(left)  # first, since it is refused while a run holds the pages
    saved = edit.save()
    if moved:
        try:
            relocate(plan_relocation(file, target), write_command(*words))
        except ChangeError:
            if saved is not None:
                undo(file)
            raise
        rename_in_history(output, file.stem, stem)
    back = write_command("partnerlab", "rename", target.as_posix(), before, "--as", file.stem, "--write")
    click.echo(f"Written. To undo this: {back}")


@click.command()
@click.argument("file", type=ExistingFile())
@click.option("--back", is_flag=True, help="Bring FILE, which is archived, back among the partnerships.")
@OUTPUT
@click.option("--write", is_flag=True, help="Move it. Without it, what would be moved is shown only.")
def archive(file: Path, back: bool, output: Path, write: bool) -> None:
    """Take a partnership out of the portfolio: its FILE, tables, history and last pages move to archive/.

    Nothing is deleted. `partnerlab run archive/hub.yaml -o elsewhere` still reviews it, and --back brings it back.
    """
    from partnerlab.partnership.relocation import plan_relocation, relocate
    from partnerlab.runner.outputs import hold

    kept = ARCHIVE / PAGES / file.stem
    here, there = output / file.stem, kept
    target = ARCHIVE / file.name
    if back:
        here, there, target = kept, output / file.stem, PARTNERSHIPS / file.name
    if target.parent.resolve() == file.parent.resolve():
        raise click.UsageError(f"{file.as_posix()} is {'not archived' if back else 'archived already'}")
    plan = _with_pages(plan_relocation(file, target), here, there)
    click.echo(plan.preview())
    if not write:
        click.echo("Nothing was moved; add --write to move it.")
        return
    this, other = (("--back",), ()) if back else ((), ("--back",))
    with hold(output) if here.is_dir() else nullcontext():
        relocate(plan, write_command("partnerlab", "archive", file.as_posix(), *this, "--write"))
    way_back = write_command("partnerlab", "archive", target.as_posix(), *other, "--write")
    click.echo(f"Moved. To undo this: {way_back}")


def _of_itself(left: Left, folder: Path) -> Left:
    """Return what runs left in a partnership's own folder: what is of all together stays, with past boards."""
    made, others = ([file for file in files if file.is_relative_to(folder)] for files in (left.made, left.others))
    return replace(left, made=tuple(made), others=tuple(others))


def _with_pages(plan: Relocation, here: Path, there: Path) -> Relocation:
    """Return a plan that moves the folder of pages as well, where there is one."""
    from partnerlab.errors import ChangeError

    if not here.is_dir():
        return plan
    if there.exists():
        raise ChangeError(f"{there.as_posix()} is there already; move it away first; nothing changed")
    return replace(plan, moves=(*plan.moves, (here, there)))
