"""Words in a grid, each with the shape and the tint of its light: a table that is seen at a glance, and can be read."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from functools import cached_property
from typing import NamedTuple

from markupsafe import Markup

from partnerlab.display.theme import LIGHTS, colour
from partnerlab.errors import DisplayError
from partnerlab.page.parts import read_lights, render

STEPS = ("ramp_1", "ramp_2", "ramp_3", "ramp_4", "ramp_5")
"""Shades from little to much."""
PLAIN = ""
"""The tone of a word without a light: a count, or a verdict that is neither good nor bad."""
MOST_CELLS = 1_500
"""More than this cannot be taken in; aggregate first."""
_STRONG = frozenset(STEPS[3:])


class Cell(NamedTuple):
    """A word at its place in a grid."""

    row: str
    """Name of the row."""
    column: str
    """Name of the column."""
    tone: str
    """A light, a step of the ramp, or `PLAIN`."""
    word: str
    """What it says."""
    below: str = ""
    """Small words under it; beside the shape where shapes stand alone."""
    part: str = ""
    """Title of the rows that it belongs to; empty where all rows belong together."""


@dataclass(frozen=True)
class Grid:
    """Cells in the order in which their rows first appear.

    Raises
    ------
    DisplayError
        If there is no cell, one has a tone or a column that is not known, or there are too many to be taken in.

    Examples
    --------
    >>> grid = Grid([Cell("Council", "accepts", "green", "yes"), Cell("PSNI", "accepts", "red", "no")])
    >>> list(grid.parts[""])
    ['Council', 'PSNI']
    """

    cells: Sequence[Cell]
    """The words; two at one place stand in one cell, and a place without any stays empty."""
    columns: Sequence[str] = ()
    """Names of the columns, from the left; empty for the order in which they first appear."""
    rows_named: str = ""
    """What the rows are, such as ``Partner``; empty where it goes without saying."""
    shapes_alone: bool = False
    """Whether only the shapes of lights are seen, with a key below; the words are still read out."""
    columns_named: Mapping[str, str] = field(default_factory=dict)
    """What columns stand for that are headed by a number or a letter: read out with it, and listed below the grid."""

    def __post_init__(self) -> None:
        if not self.cells:
            raise DisplayError("a grid needs a cell; say in a sentence why there is nothing to show")
        tones, columns = (*LIGHTS, *STEPS, PLAIN), dict.fromkeys(cell.column for cell in self.cells)
        if not self.columns:
            object.__setattr__(self, "columns", tuple(columns))
        elif lost := [column for column in columns if column not in self.columns]:
            raise DisplayError(f'column "{lost[0]}" of a grid is not among its columns: {", ".join(self.columns)}')
        if unknown := sorted({cell.tone for cell in self.cells} - set(tones)):
            raise DisplayError(f'no tone is called "{unknown[0]}"; tones are {", ".join(filter(None, tones))}')
        if len(self.cells) > MOST_CELLS:
            raise DisplayError(
                f"a grid of {len(self.cells)} cells cannot be taken in; aggregate or filter them to {MOST_CELLS}"
            )

    @cached_property
    def parts(self) -> Mapping[str, Mapping[str, Mapping[str, Sequence[Cell]]]]:
        """Cells by part, row and column, from the top."""
        found: dict[str, dict[str, dict[str, list[Cell]]]] = {}
        for cell in self.cells:
            row = found.setdefault(cell.part, {}).setdefault(cell.row, {})
            row.setdefault(cell.column, []).append(cell)
        return found

    @property
    def key(self) -> Mapping[str, str]:
        """Light by what its shape says, worst first; empty where the words are seen."""
        if not self.shapes_alone:
            return {}
        said = {cell.word: cell.tone for cell in self.cells if cell.tone in LIGHTS}
        return dict(sorted(said.items(), key=lambda pair: LIGHTS.index(pair[1])))

    def write(self, *, id: str, title: str) -> Markup:  # noqa: A002 - HTML's own word
        """Write the grid as a table, with the name of its figure on the page and a title.

        Examples
        --------
        >>> "<table" in Grid([Cell("Council", "accepts", "green", "yes")]).write(id="p1", title="Who accepts it")
        True
        """
        return render(
            "grid",
            id=id,
            title=title,
            columns=self.columns,
            parts=self.parts,
            tones={tone: _Tone.of(tone) for tone in {cell.tone for cell in self.cells}},
            rows_named=self.rows_named,
            shapes_alone=self.shapes_alone,
            columns_named=self.columns_named,
            key=self.key,
        )


@dataclass(frozen=True)
class _Tone:
    """How a tone looks: its class on a page, its shape, and its colours where there is no page."""

    name: str
    shape: str
    strong: str
    tint: str
    ink: str

    @classmethod
    def of(cls, tone: str) -> _Tone:
        if tone in LIGHTS:
            return cls(tone, read_lights()[tone]["path"], colour(tone), colour(f"{tone}_tint"), colour("ink"))
        tint = colour(tone or "paper")
        return cls(tone, "", tint, tint, colour("paper" if tone in _STRONG else "ink"))
