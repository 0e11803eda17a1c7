"""Papers for the secretariat to edit: documents."""

from __future__ import annotations

from pathlib import Path

import click

from partnerlab.cli.partnerships import AS_AT
from partnerlab.cli.places import ExistingFile

KINDS = ("brief", "agenda", "memorandum", "updates", "action-log", "risk-register")
"""What can be written."""


@click.command()
@click.argument("partnership", type=ExistingFile())
@AS_AT
@click.option("--only", multiple=True, type=click.Choice(KINDS), help="This one alone; may be given again.")
@click.option(
    "-o", "--output", type=click.Path(path_type=Path, file_okay=False), help="Folder. Default: documents/<partnership>."
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
    partnership: Path,
    as_at: str,
    only: tuple[str, ...],
    output: Path | None,
    force: bool,
    redact: bool,
    redact_names: Path | None,
) -> None:
    """Write papers about a PARTNERSHIP, given by its file, for a secretariat to edit in Word and Excel.

    The board brief, the first meeting's agenda pack and a draft memorandum of understanding are Word files. So is a
    page for each partner on what changed since it last attended. The action log and risk register are Excel workbooks.
    What the record does not say is marked "To agree". A file that is there is kept unless --force is given, since
    somebody may have edited it.
    """
    from partnerlab.documents.agenda import write_agenda
    from partnerlab.documents.brief import write_brief
    from partnerlab.documents.memorandum import write_memorandum
    from partnerlab.documents.registers import log_actions, register_risks, write_register
    from partnerlab.documents.updates import write_updates
    from partnerlab.documents.word import write_word
    from partnerlab.partnership import read_partnership

    record = read_partnership(partnership, as_at=as_at, redact=redact, redact_names=redact_names)
    papers = {"brief": write_brief, "agenda": write_agenda, "memorandum": write_memorandum, "updates": write_updates}
    registers = {"action-log": log_actions, "risk-register": register_risks}
    folder = output or Path("documents") / partnership.stem
    chosen = [kind for kind in KINDS if not only or kind in only]
    targets = {kind: folder / f"{kind}{'.docx' if kind in papers else '.xlsx'}" for kind in chosen}
    there = [target for target in targets.values() if target.exists()]
    if there and not force:
        listed = ", ".join(target.as_posix() for target in there)
        raise click.UsageError(
            f"{listed} would be replaced, with what was edited in it; add --force, or choose another folder with -o"
        )
    folder.mkdir(parents=True, exist_ok=True)
    for kind, target in targets.items():
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
