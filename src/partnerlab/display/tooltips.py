"""What each mark of a chart tells when it is pointed at: the row behind it, in the words of the figure's table."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

from partnerlab.display.table import write_heading

Json = Any
Rows = Sequence[Mapping[str, Any]]

MOST_TOLD = 8
"""More lines than this hide the chart that they explain; the table under it has them all."""
GROUPS = ("layer", "hconcat", "vconcat", "concat")
"""Where a specification holds others side by side or one over another."""
COLOURED = ("color", "fill", "stroke", "shape")
_PLANE = ("y", "x", "x2", "y2")
_TOLD = (*_PLANE, *COLOURED, "size", "detail", "text")
_PLACES = frozenset("row column word words text label name heading title below lines placed kept".split())  # noqa: SIM905 - words read better as words
"""Columns named for their place in a drawing: what they hold says by itself what it is."""
_UNSEEN = "\u200b"
_DAY = re.compile(r"\d{4}-\d{2}-\d{2}(T[\d:.]+)?Z?")
_FORM = re.compile(r"\{:(,?\.\d+[%f])\}")


def part_of(whole: Mapping[str, Json], name: str) -> Mapping[str, Json]:
    """Part of a specification that may be absent or no group of settings.

    Examples
    --------
    >>> part_of({"axis": None}, "axis"), part_of({"axis": {"title": "Cost"}}, "axis")
    ({}, {'title': 'Cost'})
    """
    part = whole.get(name)
    return part if isinstance(part, Mapping) else {}


def title_of(encoding: Mapping[str, Json], headings: Mapping[str, str]) -> str:
    """What an encoded column is called: as in the table, or else at its axis or legend, or else by its name.

    Examples
    --------
    >>> title_of({"field": "expected_cost"}, {}), title_of({"field": "x", "axis": {"title": "Cost"}}, {})
    ('Expected cost', 'Cost')
    """
    own = [encoding.get("title"), *(part_of(encoding, part).get("title") for part in ("axis", "legend", "header"))]
    said = next((" ".join(title.split()) for title in own if isinstance(title, str) and title.strip()), "")
    name = str(encoding.get("field", ""))
    return headings.get(name, "") or said or write_heading(name)


@dataclass(frozen=True)
class Tooltips:
    """Says which columns each mark tells."""

    specification: Mapping[str, Json]
    """The chart as Vega-Lite, its data inline."""
    headings: Mapping[str, str]
    formats: Mapping[str, str]
    """Heading and format by column, as in the figure's table."""
    columns: Sequence[str]
    """Columns of that table."""
    _written: dict[str, list[str]] = field(default_factory=dict)

    def __post_init__(self) -> None:
        self._note(self.specification, "")

    def _note(self, part: Mapping[str, Json], data: str) -> None:
        """Note what is written beside the rows of each set of data."""
        data = str(part_of(part, "data").get("name", data))
        for inner in (*(each for group in GROUPS for each in part.get(group, ())), *filter(None, [part.get("spec")])):
            self._note(inner, data)
        written = part_of(part_of(part, "encoding"), "text").get("field")
        if isinstance(written, str):
            self._written.setdefault(data, []).append(written)

    def _rows(self, data: str) -> Rows:
        rows: Rows = part_of(self.specification, "datasets").get(data, ())
        return rows

    def tell(self, encoding: Mapping[str, Json], data: str, around: Sequence[Mapping[str, Json]] = ()) -> list[Json]:
        """Columns that a mark tells: those it is drawn by, those written beside it, the rest of its row in the table.

        Parameters
        ----------
        around
            Encodings of the panels that it stands in.

        Returns
        -------
        list of dict
            As Vega-Lite's ``tooltip`` takes it, at most `MOST_TOLD`.
        """
        ways = [encoding[channel] for channel in _TOLD if self._is_told(channel, encoding, data)]
        words = self._words(data) if _is_on_own_plane(encoding) else []
        others = [*self._written.get(data, ()), *words, *self._filled(data)]
        told = [*ways, *around, *({"field": other} for other in others)]
        described = [self._describe(way, data) for way in _keep_first(told, "field")]
        kept = _keep_first(described, "title")[:MOST_TOLD]
        quiet = ({"title": _UNSEEN * number} for number in range(1, len(kept) + 1))
        return [way | (unseen if way["field"] in _PLACES else {}) for way, unseen in zip(kept, quiet, strict=True)]

    def _is_told(self, channel: str, encoding: Mapping[str, Json], data: str) -> bool:
        """Whether a channel shows a value; the ends of a bar and the places on a plane of its own are none."""
        way = part_of(encoding, channel)
        if not isinstance(way.get("field"), str) or {"aggregate", "bin", "timeUnit"} & set(way):
            return False
        if channel not in _PLANE or self._kind(way["field"], data) != "quantitative":
            return True
        return f"{channel[0]}2" not in encoding and not _is_on_own_plane(encoding)

    def _words(self, data: str) -> list[str]:
        rows = self._rows(data)
        return [column for column in (rows[0] if rows else ()) if any(isinstance(row.get(column), str) for row in rows)]

    def _filled(self, data: str) -> list[str]:
        """Columns of the figure's table that the rows have, less those that only say yes or no."""
        present = {column: {type(row.get(column)) for row in self._rows(data)} for column in self.columns}
        return [column for column, kinds in present.items() if kinds - {type(None), bool}]

    def _kind(self, column: str, data: str) -> str:
        values = [row[column] for row in self._rows(data) if row.get(column) is not None]
        if values and all(isinstance(value, int | float) and not isinstance(value, bool) for value in values):
            return "quantitative"
        return "temporal" if values and all(_DAY.fullmatch(str(value)) for value in values) else "nominal"

    def _describe(self, way: Mapping[str, Json], data: str) -> dict[str, Json]:
        kind = self._kind(way["field"], data)
        told = {"field": way["field"], "title": title_of(way, self.headings), "type": kind}
        form = _FORM.fullmatch(self.formats.get(way["field"], ""))
        number = way.get("format") or part_of(way, "axis").get("format") or (form[1] if form else ",.2~f")
        return told | {"quantitative": {"format": number}, "temporal": {"format": "%-d %B %Y"}}.get(kind, {})


def _keep_first(ways: Sequence[Mapping[str, Json]], key: str) -> list[dict[str, Json]]:
    """Those whose key says something for the first time."""
    kept: dict[str, dict[str, Json]] = {}
    for way in ways:
        kept.setdefault(way[key], dict(way))
    return list(kept.values())


def _is_on_own_plane(encoding: Mapping[str, Json]) -> bool:
    """Whether a mark stands on a plane of its own, so that its numbers are places and not values."""
    ways = [part_of(encoding, channel) for channel in ("x", "y")]
    return any("field" in way and (way.get("axis", 1) is None or "labelExpr" in part_of(way, "axis")) for way in ways)
