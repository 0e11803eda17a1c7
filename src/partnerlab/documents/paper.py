"""A paper before it is written: headings, paragraphs, lists and tables, with what is still to agree marked."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

TO_AGREE = "To agree"
"""What stands before each gap, so that a search finds them all."""


@dataclass(frozen=True)
class Heading:
    """A heading, from level 1 below the title; one with `new_page` begins a page."""

    text: str
    level: int = 1
    new_page: bool = False


@dataclass(frozen=True)
class Paragraph:
    """A paragraph of text; a `note` tells the person who edits the paper something, and is set apart."""

    text: str
    note: bool = False


@dataclass(frozen=True)
class Gap:
    """Something that the record does not say, for the partners to agree."""

    text: str

    def __str__(self) -> str:
        return f"{TO_AGREE}: {self.text}"


Item = str | Gap


@dataclass(frozen=True)
class Bullets:
    """A list of points, some of which may be gaps."""

    items: tuple[Item, ...]


@dataclass(frozen=True)
class Table:
    """A table with one row of headings."""

    caption: str
    """What the table shows; also its alternative text."""
    headings: tuple[str, ...]
    """One for each column."""
    rows: tuple[tuple[Item, ...], ...]
    """Cells by row. A gap is marked; an empty cell is for somebody to fill in."""
    widths: tuple[float, ...] | None = None
    """Share of the page's width for each column; None for equal ones."""

    def __post_init__(self) -> None:
        if any(len(row) != len(self.headings) for row in self.rows):
            raise ValueError(f"each row of “{self.caption}” needs {len(self.headings)} cells")


Block = Heading | Paragraph | Gap | Bullets | Table


@dataclass(frozen=True)
class Paper:
    """A paper, ready to be written."""

    title: str
    """What it is called."""
    subtitle: str
    """Of which partnership, as at when."""
    blocks: tuple[Block, ...]
    """What it says, in order."""
    marking: str | None = None
    """Protective marking, such as `OFFICIAL`; None for none."""
    illustrative: bool = False
    """Whether the record holds invented judgements; the paper then says so."""

    @property
    def gaps(self) -> tuple[Gap, ...]:
        """Return what is still to agree, in the order of the paper.

        Examples
        --------
        >>> paper = Paper("Terms", "Hub", (Gap("who signs"), Bullets(("known", Gap("by when")))))
        >>> [gap.text for gap in paper.gaps]
        ['who signs', 'by when']
        """
        return tuple(item for block in self.blocks for item in _items(block) if isinstance(item, Gap))


def _items(block: Block) -> Iterable[object]:
    match block:
        case Bullets(items):
            return items
        case Table(rows=rows):
            return [cell for row in rows for cell in row]
        case _:
            return [block]


def known_or_gap(text: str | None, gap: str) -> Item:
    """Return what the record says, or the gap where it says nothing.

    Examples
    --------
    >>> known_or_gap("monthly", "how often it meets"), str(known_or_gap(None, "how often it meets"))
    ('monthly', 'To agree: how often it meets')
    """
    return text or Gap(gap)


def bullets(items: Sequence[Item]) -> tuple[Block, ...]:
    """Return a list, or nothing where there is nothing to list.

    Examples
    --------
    >>> bullets([])
    ()
    """
    return (Bullets(tuple(items)),) if items else ()
