"""Which partnerships a command is about, and as at which date."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import click

from partnerlab.cli.places import place_at

FILES = click.argument("files", nargs=-1, type=place_at)


def check_date(_: click.Context | None, __: click.Parameter | None, text: str) -> str:
    """Return a date as it was typed, once it is known to be one."""
    try:
        date.fromisoformat(text or "2000-01-01")
    except ValueError:
        raise click.BadParameter(f'"{text}" is not a date; write YYYY-MM-DD, such as 2026-03-31') from None
    return text


AS_AT = click.option(
    "--as-at",
    default="",
    metavar="YYYY-MM-DD",
    callback=check_date,
    help="Review as at this date. Default: the newest.",
)


def partnership_files(files: tuple[Path, ...]) -> tuple[Path, ...]:
    """Return the files asked for, or all in parameters/; a folder stands for the files in it."""
    found: list[Path] = []
    for file in files or (Path("parameters"),):
        inside = sorted(file.glob("*.yaml")) if file.is_dir() else [file]
        found += [path for path in inside if path not in found]
    if not found:
        message = "there are no partnerships in parameters/; `partnerlab new` lays out samples"
        raise click.UsageError(message)
    slugs = [path.stem for path in found]
    doubled = sorted({slug for slug in slugs if slugs.count(slug) > 1})
    if doubled:
        message = f"two files are called {doubled[0]}; each partnership's folder of reviews needs a name of its own"
        raise click.UsageError(message)
    return tuple(found)
