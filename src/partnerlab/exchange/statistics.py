"""Official statistics read from a saved file or an address, whichever of the known formats they are in."""

from __future__ import annotations

import textwrap
from dataclasses import replace
from pathlib import Path

from partnerlab.characters import wide_encoding
from partnerlab.errors import Fault, InputError
from partnerlab.exchange.cubes import MOST_NAMED, Cube
from partnerlab.exchange.dimensions import Dimension
from partnerlab.exchange.downloads import LARGEST, fetch, is_address
from partnerlab.exchange.foreign import on_one_line
from partnerlab.exchange.json_stat import read_json_stat
from partnerlab.exchange.sdmx_csv import is_sdmx_csv, read_sdmx_csv
from partnerlab.files import read_most
from partnerlab.wording import counted, say_day

LONGEST_NOTES = 1500
"""Characters of a publisher's notes that a description shows."""


def read_statistics(source: str) -> Cube:
    """Read official statistics: JSON-stat 2.0, SDMX-CSV 1.0 or 2.0.

    Parameters
    ----------
    source
        A file on this machine, or an address that begins with http or https.

    Raises
    ------
    InputError
        When it cannot be read, with every fault.
    """
    if not is_address(source):
        return _cube(_saved(Path(source)), Path(source).name)
    download = fetch(source)
    cube = _cube(download.data, download.address)
    origin = cube.origin
    return replace(cube, origin=replace(origin, address=download.address, updated=origin.updated or download.modified))


def _cube(data: bytes, name: str) -> Cube:
    try:
        text = data.decode(wide_encoding(data) or "utf-8-sig")
    except UnicodeDecodeError:
        raise InputError([Fault(name, 0, "is not UTF-8; download it again, and do not save it from Excel")]) from None
    start = text.lstrip()[:200]
    if start.startswith(("{", "[")):
        return read_json_stat(text, name)
    if is_sdmx_csv(text):
        return read_sdmx_csv(text, name)
    what = (
        "is a web page"
        if start.lower().startswith(("<!doctype html", "<html"))
        else f'begins with "{on_one_line(start, 40)}"'
    )
    message = (
        f"{what}, and is neither JSON-stat 2.0 nor SDMX-CSV; choose one of these where the portal offers downloads"
    )
    raise InputError([Fault(name, 0, message)])


def describe(cube: Cube, time: Dimension | None) -> list[str]:
    """Return the lines that say what a cube holds: origin, dimensions (that of time where known), categories, notes."""
    origin = cube.origin
    lines = [origin.title or cube.name]
    facts = {
        "published by": origin.publisher,
        "table": origin.code,
        "licence": origin.licence,
        "updated": say_day(origin.updated) if origin.updated else None,
    }
    lines += [f"  {name}: {fact or 'not stated'}" for name, fact in facts.items()]
    for dimension in cube.dimensions:
        size = len(dimension.categories)
        if dimension is time:
            first, last = dimension.categories[0], dimension.categories[-1]
            span = first.label if size == 1 else f"{first.label} to {last.label}"
            lines.append(f"\n{dimension}: time, {counted(size, 'period')}, {span}")
            continue
        lines.append(f"\n{dimension}: {counted(size, 'category', 'categories')}")
        shown = dimension.categories if size <= 5 * MOST_NAMED else dimension.categories[: 5 * MOST_NAMED]
        for number, category in enumerate(shown, 1):
            unit = f", in {category.unit}" if category.unit else ""
            places = f", {counted(category.decimals, 'decimal')}" if category.decimals is not None else ""
            lines.append(f"  {number:>3}  {category}{unit}{places}")
        if len(shown) < size:
            lines.append(f"       and {size - len(shown)} more")
    notes = "\n".join(origin.notes)
    if notes:
        cut = notes if len(notes) <= LONGEST_NOTES else notes[:LONGEST_NOTES].rsplit(" ", 1)[0] + " …"
        lines.append("\nNotes of the publisher:")
        for line in cut.splitlines():
            lines += textwrap.wrap(line, 100, initial_indent="  ", subsequent_indent="  ")
    return lines


def _saved(path: Path) -> bytes:
    try:
        if path.stat().st_size > LARGEST:
            message = f"is larger than {LARGEST // 1_000_000} MB; download fewer areas, groups or years"
            raise InputError([Fault(path.name, 0, message)])
        return read_most(path, LARGEST)
    except OSError as error:
        reason = "does not exist" if isinstance(error, FileNotFoundError) else f"cannot be read: {error.strerror}"
        raise InputError([Fault(path.name, 0, f"{reason}; name a saved file, or an address")]) from None
