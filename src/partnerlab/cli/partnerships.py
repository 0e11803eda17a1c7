"""Which partnerships a command is about, and as at which date."""

from __future__ import annotations

import unicodedata
from pathlib import Path

import click

from partnerlab.cli.places import PARTNERSHIPS, check_there, named_place, place_at
from partnerlab.errors import InputError
from partnerlab.parameters import REGISTER_NAME, partnerships_in

RESERVED = frozenset(
    {"con", "prn", "aux", "nul", *(f"{port}{number}" for port in ("com", "lpt") for number in range(10))}
)
"""Names that Windows keeps for devices, whatever follows a dot."""
UNFIT = '<>:"/\\|?*'
"""Characters that no name on Windows holds."""
LONGEST_SLUG = 150
"""Bytes of a file's name without its ending: folder and page still fit into what Windows takes as a path."""

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
    for file in map(named_place, files or (PARTNERSHIPS,)):
        inside = partnerships_in(file) if file.is_dir() else [file] if file.name != REGISTER_NAME else []
        found += [path for path in inside if path not in found]
    if not found:
        raise click.UsageError("there are no partnerships in parameters/; `partnerlab new` lays out samples")
    check_there(*found)
    slugs = [path.stem for path in found]
    if unfit := next(filter(None, map(unfit_for_folder, slugs)), ""):
        raise click.UsageError(unfit)
    folders = [unicodedata.normalize("NFC", slug).casefold() for slug in slugs]
    if doubled := sorted(slug for slug, folder in zip(slugs, folders, strict=True) if folders.count(folder) > 1):
        message = f"two files are called {doubled[0]}; each partnership's folder of reviews needs a name of its own"
        raise click.UsageError(f"{message}, and capitals make no difference on many machines")
    return tuple(found)


def unfit_for_folder(slug: str) -> str:
    """Say why a file's name cannot name a folder of reviews on every machine; empty when it can."""
    if slug.partition(".")[0].rstrip().casefold() in RESERVED:
        return f'"{slug}.yaml": Windows keeps the name {slug.partition(".")[0]} for a device; rename the file'
    if slug != slug.rstrip(". "):
        return f'"{slug}.yaml": Windows drops a dot or blank at the end of a folder\'s name; rename the file'
    if len(slug.encode()) > LONGEST_SLUG:
        return f"{slug[:40]}…: a name of {len(slug.encode())} bytes is too long for a folder; rename the file"
    if any(letter in slug for letter in UNFIT) or not slug.isprintable():
        return f"{slug!r}: no folder on Windows can have such a name; leave out {UNFIT} and what cannot be seen"
    return ""
