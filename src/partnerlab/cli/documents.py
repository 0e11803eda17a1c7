"""Papers for the secretariat to edit: documents."""

from __future__ import annotations

import sys
from pathlib import Path
from typing import TYPE_CHECKING

import click

from partnerlab.cli.partnerships import AS_AT, partnership_files
from partnerlab.cli.places import ExistingFile
from partnerlab.wording import listed, verb

if TYPE_CHECKING:
    from partnerlab.partnership import Partnership

FAULTY_INPUT = 3
"""Exit code when papers about others were written, and a file is at fault."""
KINDS = ("brief", "agenda", "memorandum", "updates", "action-log", "risk-register")
"""What can be written."""

_NAMES = {kind: f"{kind}{'.xlsx' if kind in {'action-log', 'risk-register'} else '.docx'}" for kind in KINDS}
"""Name of the file of each."""


@click.command()
@click.argument("partnerships", nargs=-1, type=ExistingFile())
@AS_AT
@click.option("--only", multiple=True, type=click.Choice(KINDS), help="This one alone; may be given again.")
@click.option(
    "-o",
    "--output",
    type=click.Path(path_type=Path, file_okay=False),
    help="Folder; of several partnerships each has its own in it. Default: documents/<partnership>.",
)
@click.option("--force", is_flag=True, help="Replace files that are there, and may have been edited.")
@click.option("--redact", is_flag=True, help="Leave out contact details, free text and names of people on record.")
@click.option(
    "--redact-names",
    type=click.Path(path_type=Path),
    metavar="FILE",
    help="Strike out names everywhere: a text file, one name a line.",
)
def documents(
    partnerships: tuple[Path, ...],
    as_at: str,
    only: tuple[str, ...],
    output: Path | None,
    force: bool,
    redact: bool,
    redact_names: Path | None,
) -> None:
    """Write papers about PARTNERSHIPS, given by their files, for a secretariat to edit in Word and Excel.

    Without a file: about all in parameters/; one that is faulty is named, and the rest is written.
    The board brief, the first meeting's agenda pack and a draft memorandum of understanding are Word files. So is a
    page for each partner on what changed since it last attended. The action log and risk register are Excel workbooks.
    What the record does not say is marked "To agree". A file that is there is kept unless --force is given, since
    somebody may have edited it. Redacted papers are in folders of their own: documents/<partnership>-redacted.
    """
    from partnerlab.errors import InputError
    from partnerlab.partnership import read_partnership

    files = partnership_files(partnerships)
    kept = "-redacted" if redact or redact_names else ""
    folders = {file: output or Path("documents") / f"{file.stem}{kept}" for file in files}
    if output and len(files) > 1:
        folders = {file: output / file.stem for file in files}
    chosen = [kind for kind in KINDS if not only or kind in only]
    there = [target for folder in folders.values() for kind in chosen if (target := folder / _NAMES[kind]).exists()]
    if there and not force:
        raise click.UsageError(
            f"{listed((target.as_posix() for target in there), most=6)} would be replaced, with what was edited there; "
            "add --force, or choose another folder with -o"
        )
    faulty: dict[str, InputError] = {}
    for file, folder in folders.items():
        try:
            record = read_partnership(file, as_at=as_at, redact=redact, redact_names=redact_names)
        except InputError as error:
            faulty[file.name] = error
            continue
        _write(record, chosen, folder)
    if len(faulty) == len(files):
        raise InputError([fault for error in faulty.values() for fault in error.faults])
    if faulty:
        for line in (line for error in faulty.values() for line in error.lines()):
            click.echo(line, err=True)
        click.echo(
            f"Nothing was written about {listed(faulty)}, which {verb(len(faulty), 'is', 'are')} faulty.", err=True
        )
        sys.exit(FAULTY_INPUT)


def _write(record: Partnership, chosen: list[str], folder: Path) -> None:
    """Write the papers about one partnership into its folder."""
    from partnerlab.documents.agenda import write_agenda
    from partnerlab.documents.brief import write_brief
    from partnerlab.documents.memorandum import write_memorandum
    from partnerlab.documents.registers import log_actions, register_risks, write_register
    from partnerlab.documents.updates import write_updates
    from partnerlab.documents.word import write_word

    papers = {"brief": write_brief, "agenda": write_agenda, "memorandum": write_memorandum, "updates": write_updates}
    registers = {"action-log": log_actions, "risk-register": register_risks}
    folder.mkdir(parents=True, exist_ok=True)
    for kind in chosen:
        target = folder / _NAMES[kind]
        if kind in papers:
            paper = papers[kind](record)
            write_word(paper, target)
            click.echo(f"{target.as_posix()} written, with {_points(len(paper.gaps))}.")
        else:
            write_register(record, registers[kind](record), target)
            click.echo(f"{target.as_posix()} written.")


def _points(count: int) -> str:
    from partnerlab.wording import counted

    return f"{counted(count, 'point', none='no')} to agree"
