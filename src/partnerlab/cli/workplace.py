"""A working place and the format of its files: new, schema."""

from __future__ import annotations

import json
from pathlib import Path

import click

from partnerlab.commands import write_command
from partnerlab.files import save


@click.command()
@click.argument("name", required=False)
@click.option("--purpose", default="", help="What the partnership is for, in one sentence.")
def new(name: str | None, purpose: str) -> None:
    """Lay out a working place here, or add a partnership called NAME to it.

    Without NAME: notebooks/, parameters/ with the samples, outputs/. With NAME: parameters/<name>.yaml, whose
    comments teach the format. Nothing that exists is overwritten.
    """
    from partnerlab import workplace

    place = Path()
    if name is None:
        written = workplace.lay_out(place)
        click.echo(f"{len(written)} files laid out in notebooks/ and parameters/. Next: partnerlab run")
        return
    file = workplace.add_partnership(place, name, purpose)
    workplace.write_schema(file.parent)
    shown = file.as_posix()
    ways = "Fill it in, or bring in your own register with partnerlab import"
    click.echo(f"{shown} written. {ways}; then: {write_command('partnerlab', 'check', shown)}")


@click.command()
@click.option("--results", is_flag=True, help="The schema of results.json instead of the partnership's file.")
@click.option(
    "--format",
    "form",
    type=click.Choice(["json", "markdown", "redaction"]),
    default="json",
    help="json for editors; markdown for people: each field, with an example; redaction: what --redact leaves out.",
)
@click.option("-o", "--output", type=click.Path(path_type=Path), help="Write it to a file.")
def schema(results: bool, form: str, output: Path | None) -> None:
    """Print what a partnership's file may hold, for editors or for people; or the schema of results.json."""
    from partnerlab.analysis.results import results_schema
    from partnerlab.partnership import partnership_schema
    from partnerlab.partnership.field_reference import field_reference
    from partnerlab.partnership.redaction import redaction_reference

    if results and form != "json":
        raise click.UsageError("results.json is described for machines only; leave out --format")
    chosen = results_schema() if results else partnership_schema()
    text = json.dumps(chosen, indent=1, ensure_ascii=False, sort_keys=True) + "\n"
    if form == "markdown":
        text = field_reference()
    if form == "redaction":
        text = redaction_reference()
    if output is None:
        click.echo(text, nl=False)
    else:
        save(output, text.encode())
