"""Names struck out of a run: whatever still holds one is taken away, and a report says what was left out."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from itertools import chain
from pathlib import Path

import click

from partnerlab.errors import InputError
from partnerlab.files import write_whole
from partnerlab.names import Names
from partnerlab.page.audit.names import SEARCHED, find_names
from partnerlab.partnership import Partnership, read_partnership
from partnerlab.partnership.reading import read_day
from partnerlab.partnership.redaction import Left, count_left_out, list_ordinary, list_places_to_check, share
from partnerlab.spellings import WAYS
from partnerlab.wording import counted, listed

REPORT = "redaction.md"
"""Name of the report, beside the pages."""

_MARK = re.compile(r"\[name (\d+)\]")
_PAGES = frozenset({".html"})
_PICTURE = re.compile(r"""src=["']?data:image/""")


@dataclass(frozen=True)
class Striking:
    """How names are struck out of a run."""

    names: Names
    """The names."""
    redacted: bool
    """Whether private fields are left out too."""
    list_name: str = "the list"
    """Name of the list's file, as the user knows it."""

    def warn(self) -> str:
        """Say which names are likely to strike other words too, by their numbers; "" when none is."""
        if not (numbers := list_ordinary(self.names)):
            return ""
        is_one = len(numbers) == 1
        what = "is short, or a usual word" if is_one else "are short, or usual words"
        instead = "it with the surname" if is_one else "them with their surnames"
        return (
            f"{self.list_name}: {_numbered(numbers)} {what}. Other words that are written so are struck out too; "
            f"list {instead}."
        )

    def check(self, files: tuple[Path, ...]) -> None:
        """Refuse what cannot be struck out; whatever else is wrong with a file, the run tells.

        Raises
        ------
        InputError
            If the name of a file holds a name, or two ids would become one.
        """
        for file in files:
            try:
                whole = read_partnership(file).whole
            except InputError:
                continue
            share(whole, redacted=self.redacted, names=self.names)

    def close(self, files: tuple[Path, ...], output: Path, as_at: str, portfolio: str = "") -> bool:
        """Take away what still holds a name, and write the report.

        Parameters
        ----------
        as_at
            The date on which the partnerships are seen; empty for the newest of each.
        portfolio
            Name of the folder in which the portfolio's further files stand; empty for none.

        Returns
        -------
        bool
            Whether no file held a name.
        """
        folders = [output / name for name in [*(file.stem for file in files), *filter(None, [portfolio])]]
        every = chain(output.glob("*"), *(folder.rglob("*") for folder in folders))  # the portfolio stands outside them
        made = sorted({file for file in every if file.is_file() and file.suffix in SEARCHED})
        left = {file: found for file in made if (found := find_names(file, self.names))}
        for file, found in left.items():
            file.unlink()
            click.echo(f"{file.relative_to(output).as_posix()}: {_told(found)}; it was removed.", err=True)
        if left:
            click.echo(
                "A listed name that is a word of every page, such as Will: list it with the surname. "
                "A name that a notebook or theme.toml holds: change it there.",
                err=True,
            )
        kept = [file for file in made if file not in left and file.name != REPORT]
        write_whole(output / REPORT, "\n".join(self._report(files, output, kept, as_at)).encode())
        click.echo(f"{len(kept)} files searched for names; see {(output / REPORT).as_posix()}.", err=True)
        return not left

    def _report(self, files: tuple[Path, ...], output: Path, kept: list[Path], as_at: str) -> Iterator[str]:
        yield "# What was left out\n"
        yield f"{counted(len(self.names.listed), 'name')} listed; none is shown here.\n"
        if warning := self.warn():
            yield f"{warning}\n"
        ways: Counter[tuple[int, str]] = Counter()
        for file in sorted(files):
            try:
                whole = read_partnership(file, as_at=as_at).whole
            except InputError:
                yield f"## {file.stem}\n\nIts files have faults, so it was set aside: there are no pages of it.\n"
                continue
            left = count_left_out(whole, redacted=self.redacted, names=self.names)
            ways += left.ways
            yield from self._told_of(file, whole, left, as_at)
        yield from _told_by_name(ways, len(self.names.listed))
        yield "## Where struck names stood\n"
        marks = {file: len(_MARK.findall(file.read_text(encoding="utf-8"))) for file in kept if file.suffix in _PAGES}
        rows = [f"| {file.relative_to(output).as_posix()} | {count} |" for file, count in marks.items() if count]
        yield "\n".join(["| Page | Times |", "| --- | --- |", *rows] if rows else ["On no page."])
        yield ""
        shown = {file: len(_PICTURE.findall(file.read_text(encoding="utf-8"))) for file in marks}
        yield from _pictures({file.relative_to(output).as_posix(): count for file, count in shown.items() if count})

    def _told_of(self, file: Path, whole: Partnership, left: Left, as_at: str) -> Iterator[str]:
        yield f"## {file.stem}\n"
        rows = [*_rows("left out", left.fields), *_rows("names struck out", left.struck)]
        head = ["| Field | What | How often |", "| --- | --- | --- |"]
        yield "\n".join([*head, *rows] if rows else ["Nothing."])
        yield ""
        yield from _places(self._shared(whole, as_at))

    def _shared(self, whole: Partnership, as_at: str) -> Partnership:
        shared = share(whole, redacted=self.redacted, names=self.names)
        day = read_day(as_at)
        return shared.at(day) if day else shared


def _told_by_name(ways: Counter[tuple[int, str]], many: int) -> Iterator[str]:
    """Say how each name was written where it was struck, by its number, and which names were found nowhere."""
    yield "## How struck names were written\n"
    found = sorted({number for number, _ in ways})
    rows = [f"| name {number} | {' | '.join(str(ways[number, way]) for way in WAYS)} |" for number in found]
    yield "\n".join([f"| Name | {' | '.join(map(str.capitalize, WAYS))} |", f"| --- |{' --- |' * len(WAYS)}", *rows])
    yield ""
    if missing := [number for number in range(1, many + 1) if number not in found]:
        them = "it" if len(missing) == 1 else "them"
        yield f"In nothing that stays: {_numbered(missing)}. Check how the list spells {them}.\n"


def _numbered(numbers: list[int]) -> str:
    """Return names by their numbers, at most a dozen of them."""
    return listed([f"name {number}" for number in numbers], most=12)


def _places(shared: Partnership) -> Iterator[str]:
    places = list_places_to_check(shared)
    yield "Places to check: words there look like people's names. Most are none, and some may be missed.\n"
    yield "\n".join([f"- {place}, `{field}`" for place, field in places] or ["- none was found"])
    yield ""


def _pictures(shown: Mapping[str, int]) -> Iterator[str]:
    """List pages with pictures, which nothing here can read; none is a partnership's own chart."""
    if shown:
        yield "Pictures to look at: a name in a picture is not found.\n"
        yield "\n".join(f"- {page}, {counted(count, 'picture')}" for page, count in shown.items())
        yield ""


def _rows(what: str, counts: Counter[str]) -> list[str]:
    return [f"| `{name}` | {what} | {count} |" for name, count in sorted(counts.items())]


def _told(found: Counter[int]) -> str:
    numbers = ", ".join(f"name {number}" for number in sorted(found))
    return f"{numbers} of the list still in it, {counted(sum(found.values()), 'time')}"
