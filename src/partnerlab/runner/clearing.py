"""What runs left of one subject, found and taken away: what they made themselves, and nothing else."""

from __future__ import annotations

import contextlib
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from partnerlab.digests import digest_of
from partnerlab.runner.outputs import hold
from partnerlab.runner.record import RECORD_NAME, read_closing, read_subject
from partnerlab.runner.report import SUMMARY_NAME
from partnerlab.runner.results import RESULTS_NAME


@dataclass(frozen=True)
class Left:
    """What stands in an outputs folder of one subject.

    Parameters
    ----------
    outputs
        The folder.
    made
        Files that runs made and that are as runs left them.
    others
        All other files: a person's own, or changed since.
    """

    outputs: Path
    made: tuple[Path, ...]
    others: tuple[Path, ...]


def list_left(outputs: Path, slug: str) -> Left:
    """Find what runs left of a subject; with the last subject, also what they left of all together.

    Parameters
    ----------
    outputs
        Folder of the outputs; one that holds its own copies of the inputs in ``parameters``.
    slug
        The subject.
    """
    folder, copies = outputs / slug, outputs / "parameters"
    whole = not any(record.parent.name != slug for record in outputs.glob(f"*/{RECORD_NAME}"))
    subject = read_subject(folder)
    made = {folder / RECORD_NAME, folder / RESULTS_NAME} if subject["notebooks"] else set()
    made.update(_as_left(outputs, subject["notebooks"]))
    made.update(_as_copied(copies, subject.get("check", {}).get("inputs", {})))
    if whole and (outputs / RECORD_NAME).is_file():
        made.update({outputs / RECORD_NAME, outputs / SUMMARY_NAME}, _as_left(outputs, read_closing(outputs)))
    places = [outputs] if whole else [folder, copies / slug, copies / f"{slug}.yaml"]
    found = {file for place in places for file in (place, *place.rglob("*")) if file.is_file() or file.is_symlink()}
    return Left(outputs, tuple(sorted(made & found)), tuple(sorted(found - made)))


def _as_left(outputs: Path, entries: Mapping[str, Any]) -> Iterator[Path]:
    """Yield the files of notebooks that are as they were left, and what was printed of their pages.

    Earlier records hold no digests: of their files only the length is known.
    """
    for entry in entries.values():
        digests = entry.get("digests", {})
        for name, size in entry["outputs"].items():
            file = outputs / name
            is_as_left = file.is_file() and file.stat().st_size == size
            if is_as_left and digests.get(name) in (None, digest_of(file)):
                yield file
                if file.suffix == ".html":
                    yield file.with_suffix(".pdf")


def _as_copied(copies: Path, inputs: Mapping[str, str]) -> Iterator[Path]:
    """Yield the copies of inputs that say what they said when they were checked."""
    for name, digest in inputs.items():
        file = copies / name.rpartition(f"/{copies.name}/")[2]
        if file.is_file() and digest_of(file) == digest:
            yield file


def remove_left(left: Left) -> None:
    """Remove what runs made, and the folders that hold nothing else then, up to the one around the outputs.

    Raises
    ------
    RunError
        A run holds the outputs.
    OSError
        A file could not be removed; those before it are gone.
    """
    with hold(left.outputs):
        for file in left.made:
            file.unlink(missing_ok=True)
    for folder in sorted({above for file in left.made for above in file.parents}, reverse=True):
        if folder.is_relative_to(left.outputs.parent):
            with contextlib.suppress(OSError):  # something else is in it
                folder.rmdir()
