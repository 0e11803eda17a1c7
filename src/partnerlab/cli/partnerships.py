"""Which partnerships a command is about, and as at which date."""

from __future__ import annotations

from pathlib import Path

import click

from partnerlab.cli.places import check_there, place_at
from partnerlab.errors import InputError

REGISTER_NAME = "organisations.yaml"
"""The register of organisations beside partnerships' files; it is no partnership."""
FILES = click.argument("files", nargs=-1, type=place_at)


def read_date(_: click.Context | None, __: click.Parameter | None, text: str) -> str:
    """Return the date given as YYYY-MM-DD, so that a page made as at `today` says of which day it is."""
    from partnerlab.partnership.reading import read_day

    try:
        day = read_day(text)
    except InputError as error:
        raise click.BadParameter(error.faults[0].message) from None
    return day.isoformat() if day else ""


AS_AT = click.option(
    "--as-at",
    default="",
    metavar="YYYY-MM-DD",
    callback=read_date,
    help="Review as at this date, or `today`. Default: the newest date in each file.",
)


def partnership_files(files: tuple[Path, ...]) -> tuple[Path, ...]:
    """Return the files asked for, or all in parameters/; a folder stands for the files in it."""
    found: list[Path] = []
    for file in files or (Path("parameters"),):
        inside = sorted(file.glob("*.yaml")) if file.is_dir() else [file]
        inside = [path for path in inside if path.name != REGISTER_NAME]
        found += [path for path in inside if path not in found]
    if not found:
        message = "there are no partnerships in parameters/; `partnerlab new` lays out samples"
        raise click.UsageError(message)
    check_there(*found)
    slugs = [path.stem for path in found]
    doubled = sorted({slug for slug in slugs if slugs.count(slug) > 1})
    if doubled:
        message = f"two files are called {doubled[0]}; each partnership's folder of reviews needs a name of its own"
        raise click.UsageError(message)
    return tuple(found)
