"""Sizes and times as people write them: 4GB, 500 MB, 90s, 10m, 2h; a bare number is bytes, or seconds."""

from __future__ import annotations

import re
from collections.abc import Mapping

import click

_QUANTITY = re.compile(r"\s*(\d+(?:\.\d+)?)\s*([a-z]*)\s*", re.IGNORECASE)
_BYTES = {"": 1, "b": 1} | {
    f"{prefix}{ending}": base**power
    for power, prefix in enumerate("kmgt", 1)
    for ending, base in (("", 1000), ("b", 1000), ("ib", 1024))
}
_SECONDS = {"": 1, "s": 1, "m": 60, "min": 60, "h": 3600}


def size_of(text: str) -> int:
    """Return the bytes that a size means.

    Examples
    --------
    >>> size_of("4GB"), size_of("1 MiB"), size_of("0")
    (4000000000, 1048576, 0)
    """
    return int(_read(text, _BYTES, "a size; write it as 500MB or 4GB"))


def time_of(text: str) -> float:
    """Return the seconds that a time means.

    Examples
    --------
    >>> time_of("90"), time_of("1.5h")
    (90.0, 5400.0)
    """
    return _read(text, _SECONDS, "a time; write it as 90s, 10m or 2h")


def _read(text: str, units: Mapping[str, int], way_out: str) -> float:
    found = _QUANTITY.fullmatch(text)
    if found is None or found[2].lower() not in units:
        raise click.BadParameter(f'"{text}" is not {way_out}; 0 is no limit')
    return float(found[1]) * units[found[2].lower()]
