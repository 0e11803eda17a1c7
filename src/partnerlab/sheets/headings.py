"""Finding the row of headings under titles and notes, and what each heading means, by synonyms that are data."""

from __future__ import annotations

import re
import tomllib
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from importlib import resources

from partnerlab.sheets.spreadsheet import Cell, Sheet
from partnerlab.suggestions import nearest

ROWS_SEARCHED = 60
"""Rows from the top in which the headings are looked for."""


NAMES = frozenset({"title", "name", "event", "cause"})
"""What the rows of a table are called by: a table without any of these is hardly one."""

ALL_WORDS, LEAST = 1.9, 0.5
"""How well a heading fits that has the same words in another order, and one that is recognised at all."""

LONGEST_HEADING = 120
"""Characters of a heading; longer text is a note."""

MOST_HEADINGS = 500
"""Headings that a row may have; a table of a partnership's own has no more columns."""

_BRACKETED = {re.compile(r"\([^)]*\)"): ")", re.compile(r"\[[^\]]*\]"): "]"}


@dataclass(frozen=True)
class Headings:
    """The headings of a table."""

    table: str
    """Which table it looks like, such as `risks`."""
    first: int
    last: int
    """Rows that hold headings, counted from 0; the same unless there are two."""
    names: tuple[str, ...]
    """Heading of each column, both rows joined; empty for a column without one."""
    meanings: tuple[str, ...]
    """What each column holds, such as `inherent.likelihood`; empty for what is not known."""


@cache
def synonyms() -> Mapping[str, Mapping[str, tuple[str, ...]]]:
    """Return how people name each column of each table, from `synonyms.toml`."""
    text = resources.files("partnerlab.sheets").joinpath("synonyms.toml").read_text(encoding="utf-8")
    said = tomllib.loads(text)
    ratings = said.pop("ratings")
    said["risks"] |= {
        f"{kind}.{part}": [way for word in words for heading in parts for way in _ways(word, heading, part)]
        for kind, words in ratings["kinds"].items()
        for part, parts in ratings["parts"].items()
    }
    return {
        table: {meaning: tuple(dict.fromkeys(map(plain_heading, names))) for meaning, names in columns.items()}
        for table, columns in said.items()
    }


def _ways(kind: str, heading: str, part: str) -> list[str]:
    """Return how a kind of rating is said with a part of it; a kind of risk alone is its score."""
    if not kind:
        return [heading, f"risk {heading}"]
    alone = [f"{kind} risk", kind] if part == "score" else []
    return [f"{kind} {heading}", f"{kind} risk {heading}", f"{heading} {kind}", f"risk {heading} {kind}", *alone]


def plain_heading(heading: Cell) -> str:
    r"""Return a heading in small letters without punctuation, remarks in brackets and line breaks.

    Examples
    --------
    >>> plain_heading("Risk\nDescription:"), plain_heading("Likelihood (1–5)"), plain_heading("Owner's name")
    ('risk description', 'likelihood', 'owners name')
    """
    text = str(heading if heading is not None else "").casefold()
    for bracketed, closing in _BRACKETED.items():  # behind the last that closes none does: looking on takes ages
        within, mark, rest = text.rpartition(closing)
        text = bracketed.sub(" ", within + mark) + rest
    text = text.replace("'", "").replace("’", "").replace("&", " and ").replace("£", " cost ")
    return " ".join(re.sub(r"[^\w%]+", " ", text.replace("_", " ")).split())


def locate_headings(sheet: Sheet, table: str = "", names: Iterable[str] = ()) -> Headings | None:
    """Return the headings of a sheet; None when no row looks like them.

    Parameters
    ----------
    table
        Which table it holds; empty for the one whose headings fit best.
    names
        Headings that are known already, such as those of the last quarter.

    Examples
    --------
    >>> rows = (("Our register", None, None), ("Ref", "Risk description", "Owner"), (1, "Fire", "A"))
    >>> found = locate_headings(Sheet("register.xlsx", "Risks", rows))
    >>> found.table, found.first, found.meanings
    ('risks', 1, ('id', 'title', 'owner'))
    """
    known = {plain_heading(name): name for name in names}
    best: tuple[tuple[float, ...], Headings] | None = None
    for row in range(min(ROWS_SEARCHED, len(sheet.rows))):
        for depth, only_repeated in ((1, False), (2, False), (2, True)):
            if row + depth > len(sheet.rows):
                continue
            joined = _joined(sheet, row, depth, only_repeated=only_repeated)
            plain = [plain_heading(name) if name else "" for name in joined]
            if not 2 <= sum(bool(name) for name in joined) <= MOST_HEADINGS:
                continue
            again = sum(heading in known for heading, name in zip(plain, joined, strict=True) if name)
            for kind in [table] if table else synonyms():
                meanings = meanings_of(plain, kind)
                fits = sum(bool(meaning) for meaning in meanings)
                is_named = bool(NAMES & set(meanings))
                rank = (
                    again,
                    is_named,
                    fits - depth,
                    -sum(bool(name) for name in joined) if not table else 0,
                    -depth,
                    -row,
                )
                if fits + again >= 2 and (best is None or rank > best[0]):
                    best = rank, Headings(kind, row, row + depth - 1, joined, meanings)
    return best[1] if best else None


def likeliest_headings(sheet: Sheet, table: str) -> Headings | None:
    """Return the headings of a sheet whose table somebody named, whatever words they are in; None where no row has two.

    The first row with more than half as many texts as the row that has most is the one: titles and notes have fewer.

    Examples
    --------
    >>> rows = (("Our log", None, None), ("Worry", "No.", "Where"), ("Fire", "1", "A"))
    >>> found = likeliest_headings(Sheet("log.xlsx", "Log", rows), "risks")
    >>> found.first, found.names, found.meanings
    (1, ('Worry', 'No.', 'Where'), ('', 'id', ''))
    """
    rows = [_joined(sheet, row, 1) for row in range(min(ROWS_SEARCHED, len(sheet.rows)))]
    widths = [sum(map(bool, names)) for names in rows]
    for row, (names, width) in enumerate(zip(rows, widths, strict=True)):
        if 2 <= width <= MOST_HEADINGS and width * 2 > max(widths):
            return Headings(table, row, row, names, meanings_of([*map(plain_heading, names)], table))
    return None


def meaning_meant(word: str, table: str) -> str | None:
    """Return the column of a table that somebody means by a word near one of the headings that people write for it.

    Examples
    --------
    >>> meaning_meant("leader", "risks"), meaning_meant("job title", "partners"), meaning_meant("zebra", "risks")
    ('owner', 'representatives.role', None)
    """
    ways = {way: meaning for meaning, said in reversed([*synonyms().get(table, {}).items()]) for way in said}
    near = nearest(plain_heading(word), ways)
    return ways[near] if near is not None else None


def meanings_of(headings: Sequence[str], table: str) -> tuple[str, ...]:
    """Return what each heading means in a table; a meaning goes to one heading, the one that fits it best.

    Parameters
    ----------
    headings
        As `plain_heading` writes them.

    Examples
    --------
    >>> meanings_of(["ref", "inherent l", "date of last review", "colour of the cat"], "risks")
    ('id', 'inherent.likelihood', 'rated_on', '')
    """
    fits = [
        (fit, -column, meaning, column)
        for column, heading in enumerate(headings)
        if heading
        for meaning, fit in _fits(heading, table)
        if fit >= (ALL_WORDS if meaning.endswith(".score") else LEAST)
    ]
    found = [""] * len(headings)
    taken: set[str] = set()
    for _, _, meaning, column in sorted(fits, key=lambda fit: (-fit[0], -fit[1])):
        if not found[column] and meaning not in taken:
            found[column] = meaning
            taken.add(meaning)
    return tuple(found)


def _fits(heading: str, table: str) -> Iterator[tuple[str, float]]:
    """Yield the meanings that a heading may have, in the order of the table, and how well it fits each."""
    best: dict[str, tuple[int, float]] = {}
    for word in dict.fromkeys(heading.split()):
        for number, meaning, way in _ways_by_word(table).get(word, ()):
            best[meaning] = number, max(best.get(meaning, (0, 0.0))[1], _fit(heading, way))
    for meaning in sorted(best, key=lambda meaning: best[meaning]):
        yield meaning, best[meaning][1]


@cache
def _ways_by_word(table: str) -> Mapping[str, Sequence[tuple[int, str, str]]]:
    """Return the ways of saying each meaning by their first word, which a heading must hold to fit them."""
    found: dict[str, list[tuple[int, str, str]]] = {}
    for number, (meaning, ways) in enumerate(synonyms().get(table, {}).items()):
        for way in filter(None, ways):
            found.setdefault(way.split()[0], []).append((number, meaning, way))
    return found


def _fit(heading: str, way: str) -> float:
    """Return how well a heading fits a way of saying it: 2 the same words, above 0 all of its words among others."""
    if heading == way:
        return 2.0
    words, asked = heading.split(), way.split()
    if set(words) == set(asked):
        return ALL_WORDS
    if set(asked) <= set(words) and len(asked) * 2 > len(words):
        return len(asked) / len(words)
    return 0.0


def _joined(sheet: Sheet, row: int, depth: int, *, only_repeated: bool = False) -> tuple[str, ...]:
    """Return the headings of a row, or of two with what stands above joined to what stands below.

    Nothing ends the last group where all single headings stand in the lower row. With `only_repeated`, a group goes on
    only over headings that the row has more than once, such as L and I.
    """
    last = [_text(cell) for cell in sheet.rows[row + depth - 1]]
    if depth == 1:
        own = set(sheet.filled(row))
        return tuple(text if column in own else "" for column, text in enumerate(last))
    times = Counter(map(plain_heading, last))
    above, names = "", []
    for column, below in enumerate(last):
        top = _text(sheet.rows[row][column])
        is_new = bool(top)
        above = top or ("" if only_repeated and times[plain_heading(below)] == 1 else above)
        if is_new or not below:
            names.append(" ".join(dict.fromkeys(filter(None, (top, below)))))
        else:  # a group's name stands over its first column only
            names.append(" ".join(dict.fromkeys((above, below))) if above and last[max(column - 1, 0)] else below)
    return tuple(names)


def _text(cell: Cell) -> str:
    """Return a cell as a heading; nothing for what is too long to be one."""
    text = " ".join(str(cell if cell is not None else "").split())
    return text if len(text) <= LONGEST_HEADING else ""
