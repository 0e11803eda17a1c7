"""The numbers behind the rules, and those that a file has changed: thresholds."""

from __future__ import annotations

import json
import textwrap
from dataclasses import asdict
from pathlib import Path
from typing import TYPE_CHECKING

import click

from partnerlab.cli.places import ExistingFile
from partnerlab.cli.terminal import columns_of_terminal

if TYPE_CHECKING:
    from partnerlab.partnership.thresholds import Threshold


@click.command()
@click.argument("file", type=ExistingFile(), required=False)
@click.option("--format", "shape", type=click.Choice(["text", "json"]), default="text", help="How to print.")
def thresholds(file: Path | None, shape: str) -> None:
    """List the numbers that decide what is a finding; none is in the guide, each can be changed.

    With a partnership's FILE, the values in force there, those that it has changed marked with a star.
    """
    from partnerlab.partnership import read_partnership
    from partnerlab.partnership.thresholds import list_thresholds

    rows = list_thresholds(read_partnership(file).thresholds if file else None)
    if shape == "json":
        listed = [asdict(row) | {"changed": row.is_changed} for row in rows]
        click.echo(json.dumps(listed, indent=1, ensure_ascii=False))
        return
    width = columns_of_terminal()
    for row in rows:
        click.echo("\n".join(_lines(row, width)))
    changed = sum(row.is_changed for row in rows)
    if file:
        click.echo(f"{changed} of {len(rows)} changed in {file.name}.")


def _lines(row: Threshold, width: int) -> list[str]:
    star = "*" if row.is_changed else " "
    instead = f" (default {row.default:g})" if row.is_changed else ""
    text = f"{row.meaning} Used by {', '.join(row.used_by)}."
    return [
        f"{star} {click.style(row.name, bold=True)}: {row.value:g}{instead}",
        *textwrap.wrap(text, width, initial_indent="    ", subsequent_indent="    "),
    ]
