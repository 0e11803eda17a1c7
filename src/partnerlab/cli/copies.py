"""Copies of partnerships' files that a scenario is worked out on, beside its pages."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import click

from partnerlab.cli.places import is_here


@contextmanager
def scenario_copies(
    files: tuple[Any, ...], name: str, output: Any, *, hidden: bool
) -> Iterator[tuple[Any, Mapping[Any, Any]]]:
    """Give where pages go, and for each file to run, the file that was asked for; copies where there is a scenario.

    Parameters
    ----------
    files
        Partnerships' files.
    name
        The scenario; empty for none, and then the files themselves are run.
    output
        Folder of the pages.
    hidden
        Whether names or private fields are left out of the pages. Then the copies, which hold them, are taken away at
        the end, also of a run that fails or is stopped; one that is killed leaves them.
    """
    if not name:
        yield output, dict(zip(files, files, strict=True))
        return
    place, copies = _write(files, name, output)
    try:
        yield place, {copied[0]: file for file, copied in copies.items()}
    finally:
        if hidden:
            for copied in copies.values():
                _take_away(copied, place)
            click.echo("The copy of the files that the scenario was worked out on was removed.", err=True)


def _write(files: tuple[Any, ...], name: str, output: Any) -> tuple[Path, dict[Path, tuple[Path, ...]]]:
    from partnerlab.characters import slug_of
    from partnerlab.exchange.scenarios import list_scenarios, read_scenario, write_copy

    if not is_here(output) or not all(is_here(file) for file in files):
        raise click.UsageError("--scenario is for partnerships on this machine")
    with_it = [file for file in files if slug_of(name) in list_scenarios(file)] or files[:1]
    place = output / "scenarios" / slug_of(name)
    return place, {file: write_copy(file, read_scenario(file, name), place / "parameters") for file in with_it}


def _take_away(copied: tuple[Path, ...], place: Path) -> None:
    """Take copies away, and the folders that hold nothing else."""
    for file in copied:
        file.unlink(missing_ok=True)
    for folder in sorted({above for file in copied for above in file.parents if above != place}, reverse=True):
        if folder.is_relative_to(place) and folder.is_dir() and not any(folder.iterdir()):
            folder.rmdir()
