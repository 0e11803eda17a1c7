"""A partnership under another name, or out of the portfolio: rename, archive."""

from __future__ import annotations

from contextlib import AbstractContextManager, nullcontext
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING

import click

from partnerlab.cli.partnerships import unfit_for_folder
from partnerlab.cli.places import OUTPUT, PARTNERSHIPS, ExistingFile
from partnerlab.commands import write_command
from partnerlab.parameters import REGISTER_NAME

if TYPE_CHECKING:
    from partnerlab.partnership.editing import Edit
    from partnerlab.partnership.relocation import Relocation
    from partnerlab.runner.clearing import Left

ARCHIVE = Path("archive")
"""Where archived partnerships are: a folder like parameters/, with their last pages in pages/."""
PAGES = "pages"


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
    from partnerlab.partnership import edit_partnership
    from partnerlab.partnership.relocation import plan_relocation
    from partnerlab.runner.clearing import list_left, remove_left

    target = _target_of(file, name, stem, output)
    stem = target.stem
    words = ("partnerlab", "rename", file.as_posix(), name, "--as", stem, "--write")
    edit = edit_partnership(file, command=write_command(*words))
    before = edit.partnership.name
    edit.set("name", name)
    contents = edit.propose().contents
    moved = target != file
    if not moved and not contents:
        click.echo("Nothing would change.")
        return
    if moved:
        _refuse_unsaved(file)
    plan = plan_relocation(file, target, contents) if moved else None
    left = None
    is_archived = file.parent.resolve() == ARCHIVE.resolve()  # the outputs may be another's, of that name, by now
    if plan and is_archived:
        plan = _with_pages(plan, ARCHIVE / PAGES / file.stem, ARCHIVE / PAGES / stem)
    elif plan:
        left = _of_itself(list_left(output, file.stem), output / file.stem)
    click.echo(plan.preview() if plan else edit.preview())
    if left and left.made:
        files = f"{len(left.made)} files in {(output / file.stem).as_posix()}/"
        click.echo(f"{files} that runs made {'are removed' if write else 'would go'}; the next run makes them again.")
    if not write:
        click.echo("Nothing was written; add --write to write it.")
        return
    if left and left.made:
        remove_left(left)
    if plan is None:
        edit.save()
    else:
        with _held(output):  # no run reads the files meanwhile, or has just begun with them
            _move(plan, edit, None if is_archived else output)
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

    kept = ARCHIVE / PAGES / file.stem
    here, there = output / file.stem, kept
    source, target = PARTNERSHIPS, ARCHIVE / file.name
    if back:
        here, there, source, target = kept, output / file.stem, ARCHIVE, PARTNERSHIPS / file.name
    if target.parent.resolve() == file.parent.resolve():
        raise click.UsageError(f"{file.as_posix()} is {'not archived' if back else 'archived already'}")
    if source.resolve() != file.parent.resolve():
        raise click.UsageError(
            f"{file.as_posix()} is not in {source.as_posix()}/; start from the folder that holds that"
        )
    if file.name == REGISTER_NAME:
        raise click.UsageError(f"{file.as_posix()} is the register of organisations, which all partnerships need")
    if file.stem == PAGES:
        raise click.UsageError(
            f"{(ARCHIVE / PAGES).as_posix()}/ is for the pages of all; rename {file.as_posix()} first"
        )
    _refuse_unsaved(file)
    plan = _with_pages(plan_relocation(file, target), here, there)
    click.echo(plan.preview())
    if not write:
        click.echo("Nothing was moved; add --write to move it.")
        return
    this, other = (("--back",), ()) if back else ((), ("--back",))
    with _held(output):
        relocate(plan, write_command("partnerlab", "archive", file.as_posix(), *this, "--write"))
    way_back = write_command("partnerlab", "archive", target.as_posix(), *other, "--write")
    click.echo(f"Moved. To undo this: {way_back}")


def _target_of(file: Path, name: str, stem: str, output: Path) -> Path:
    """Return where a partnership's file is to be, by its new name or the stem that was asked for."""
    from partnerlab.characters import slug_of

    stem = stem or slug_of(name)
    if not stem:
        raise click.UsageError(f'"{name}" holds no letters from a to z and no digits; say the file\'s name with --as')
    if unfit := unfit_for_folder(stem) or (_is_taken(output, stem) if stem != file.stem else ""):
        raise click.UsageError(unfit)
    return file.with_name(f"{stem}{file.suffix}")


def _move(plan: Relocation, edit: Edit, output: Path | None) -> None:
    """Move a partnership, in the history of boards that an outputs folder holds as well."""
    from partnerlab.analysis.portfolio.history import rename_in_history
    from partnerlab.partnership.relocation import relocate

    names = plan.file.stem, plan.target.stem
    if output is not None:  # first: a move that is killed goes on for as long as the old file is there
        rename_in_history(output, *names)
    try:
        relocate(plan, edit.command, tuple(map(str, edit.changes)))
    except BaseException:
        if output is not None:
            rename_in_history(output, *reversed(names))
        raise


def _held(output: Path) -> AbstractContextManager[None]:
    """Let no run go on with the outputs meanwhile, where there are any."""
    from partnerlab.runner.outputs import hold

    return hold(output) if output.is_dir() else nullcontext()


def _refuse_unsaved(file: Path) -> None:
    """Refuse to leave behind what somebody typed in the live workbook and has not saved."""
    from partnerlab.errors import ChangeError
    from partnerlab.live.unsaved import draft_of

    if draft_of(file).exists():
        message = f"{file.as_posix()} has changes that were typed in the live workbook and not saved"
        raise ChangeError(f"{message}; save or discard them there first; nothing changed")


def _is_taken(output: Path, stem: str) -> str:
    """Say what else has a name, so that no partnership can have it; empty when nothing has."""
    from partnerlab.analysis.portfolio.history import HISTORY_NAME

    way = "choose another with --as"
    if stem.startswith("."):
        return f'"{stem}" begins with a dot, and such files are hidden; {way}'
    if stem.casefold() == Path(REGISTER_NAME).stem:
        return f"{REGISTER_NAME} is the register of organisations; {way}"
    if stem.casefold() == PAGES and (ARCHIVE / PAGES).exists():
        return f"{(ARCHIVE / PAGES).as_posix()}/ is for the pages of all that are archived; {way}"
    if stem.casefold() == PARTNERSHIPS.name:
        return f"{(output / stem).as_posix()}/ is for copies of files that runs make; {way}"
    if (output / stem / HISTORY_NAME).exists():
        return f"{(output / stem).as_posix()}/ is the portfolio's; {way}"
    return ""


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
    return replace(plan, along=((here, there),))
