"""What a figure needs to answer to a pointer: its specification with tooltips, and what can be picked out in it.

One place does it for all charts. Each mark tells its row; what carries a colour or a shape can be picked out, or shown
alone. The page's script knows two signals and no chart: `CHOSEN` lists the values that are picked out, `ALONE` says
whether the rest is left out or only faded.
"""

from __future__ import annotations

import json
import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from partnerlab.display.tooltips import COLOURED, GROUPS, Tooltips, part_of, title_of
from partnerlab.page.parts import read_lights

Json = Any

CHOSEN, ALONE = "pl_chosen", "pl_alone"
FADED = 0.15
"""Opacity of what is not picked out: still there, and no rival to what is."""
MOST_CHOICES = 8
"""More than this is a list to look through, not a choice."""
_NOTHING = frozenset({"", "none"})
"""Values of a column that say that a row has none."""


@dataclass(frozen=True)
class Choice:
    """What can be picked out in a figure."""

    field: str
    """Column that holds it."""
    title: str
    """What it is, such as ``Light``."""
    options: tuple[tuple[str, str], ...]
    """Value and word of each, in the order of the legend."""

    @property
    def test(self) -> str:
        """Whether a row is picked out, as Vega asks it: all are while nothing is, and so is a row without a value."""
        value = f"datum[{json.dumps(self.field)}]"
        return f"!length({CHOSEN}) || !isValid({value}) || indexof({CHOSEN}, {value}) >= 0"


def describe_interaction(
    specification: Mapping[str, Json],
    *,
    headings: Mapping[str, str],
    formats: Mapping[str, str],
    columns: Iterable[str],
    purposes: Mapping[str, str],
) -> dict[str, Json]:
    """Say all that the page's script needs to upgrade a figure.

    Parameters
    ----------
    specification
        The chart as Vega-Lite, its data inline.
    headings, formats
        Heading and format by column, for tooltips.
    columns
        Columns of the figure's data table; a mark tells those that its row has.
    purposes
        Purpose by colour; the page fills in its own colours, which may be a theme's or those of a dark screen.

    Returns
    -------
    dict
        ``specification`` and, where there is something to pick out, ``choice`` with ``field``, ``title``, ``options``.

    Examples
    --------
    >>> spec = {"mark": "bar", "encoding": {"y": {"field": "partner", "type": "nominal"}}, "data": {"name": "d"},
    ...         "datasets": {"d": [{"partner": "PSNI"}]}}
    >>> said = describe_interaction(spec, headings={}, formats={}, columns=[], purposes={})
    >>> said["specification"]["encoding"]["tooltip"]
    [{'field': 'partner', 'title': 'Partner', 'type': 'nominal'}]
    """
    choice = choice_of(specification)
    dresser = _Dresser(Tooltips(specification, headings, formats, tuple(columns)), choice)
    dressed = dresser.dress(specification, "", ())
    dressed = {key: value if key == "datasets" else _name_colours(value, purposes) for key, value in dressed.items()}
    if choice is None:
        return {"specification": dressed}
    signals = [{"name": CHOSEN, "value": []}, {"name": ALONE, "value": False}]
    return {
        "specification": {**dressed, "params": [*signals, *dressed.get("params", [])]},
        "choice": {"field": choice.field, "title": choice.title, "options": [list(pair) for pair in choice.options]},
    }


def choice_of(specification: Mapping[str, Json]) -> Choice | None:
    """Find the column that the marks of a chart are coloured or shaped by, if it has few enough values.

    Examples
    --------
    >>> spec = {"mark": "bar", "encoding": {"color": {"field": "light", "type": "nominal"}},
    ...         "datasets": {"d": [{"light": "red"}, {"light": "green"}]}}
    >>> choice_of(spec).options
    (('red', 'Act now'), ('green', 'In place'))
    """
    rows = [row for rows in specification.get("datasets", {}).values() for row in rows]
    found = [encoding for encoding in _coloured(specification) if _is_category(encoding)]
    for encoding in sorted(found, key=lambda encoding: encoding.get("legend", True) is None):
        field = encoding["field"]
        values = dict.fromkeys(row[field] for row in rows if isinstance(row.get(field), str))
        kept = [value for value in values if value not in _NOTHING]
        if 2 <= len(kept) <= MOST_CHOICES:
            lights, order = read_lights(), _order_of(encoding)
            ordered = sorted(kept, key=lambda value: order.index(value) if value in order else len(order))
            words = tuple((value, str(lights[value]["word"]) if value in lights else value) for value in ordered)
            return Choice(field, title_of(encoding, {}), words)
    return None


def _coloured(part: Json) -> Iterator[Mapping[str, Json]]:
    if isinstance(part, Mapping):
        for key, value in part.items():
            if key == "encoding":
                yield from (value[channel] for channel in COLOURED if isinstance(value.get(channel), Mapping))
            elif key not in {"datasets", "config"}:
                yield from _coloured(value)
    elif isinstance(part, list):
        for value in part:
            yield from _coloured(value)


def _is_category(encoding: Mapping[str, Json]) -> bool:
    """Whether an encoding tells groups apart by a column whose name Vega takes as it is."""
    field = encoding.get("field")
    named = isinstance(field, str) and not re.search(r"[\\\[.]", field)
    return named and encoding.get("type") in ("nominal", "ordinal")


def _order_of(encoding: Mapping[str, Json]) -> list[str]:
    """Order in which the values of an encoding stand in its legend; lights stand worst first."""
    said = part_of(encoding, "scale").get("domain"), encoding.get("sort")
    listed = next((order for order in said if isinstance(order, list)), [])
    return list(read_lights()) if set(read_lights()) <= set(listed) else listed


def _name_colours(part: Json, purposes: Mapping[str, str]) -> Json:
    if isinstance(part, Mapping):
        return {key: _name_colours(value, purposes) for key, value in part.items()}
    if isinstance(part, list):
        return [_name_colours(value, purposes) for value in part]
    return f"var(--pl-{purposes[part]})" if isinstance(part, str) and part in purposes else part


@dataclass(frozen=True)
class _Dresser:
    """Dresses each mark of a chart, however deep, with what it tells and how it fades."""

    tooltips: Tooltips
    choice: Choice | None

    def dress(self, part: Mapping[str, Json], data: str, around: Sequence[Mapping[str, Json]]) -> dict[str, Json]:
        data = str(part_of(part, "data").get("name", data))
        facet = part_of(part, "facet")
        panels = [panel for panel in (facet, part_of(facet, "row"), part_of(facet, "column")) if "field" in panel]
        inside = (data, (*around, *panels))
        dressed = dict(part)
        for group in (group for group in GROUPS if group in part):
            dressed[group] = [self.dress(inner, *inside) for inner in part[group]]
        if "spec" in part:
            dressed["spec"] = self.dress(part["spec"], *inside)
        if "mark" in part:
            encoding = dict(part.get("encoding", {}))
            encoding.setdefault("tooltip", self.tooltips.tell(encoding, *inside))
            dressed["encoding"] = encoding
            return self._fade(dressed, self.choice) if self.choice else dressed
        return dressed

    @staticmethod
    def _fade(part: dict[str, Json], choice: Choice) -> dict[str, Json]:
        """Fade what is not picked out, or leave it out; colours and shapes stay with their values."""
        encoding = {channel: _hold(way, choice) for channel, way in part["encoding"].items()}
        opacity = encoding.get("opacity", {})
        if "condition" not in opacity:
            encoding["opacity"] = {**opacity, "condition": {"test": f"!({choice.test})", "value": FADED}}
        kept = {"filter": f"!{ALONE} || {choice.test}"}
        return {**part, "encoding": encoding, "transform": [*part.get("transform", []), kept]}


def _hold(way: Json, choice: Choice) -> Json:
    """Give a scale that has no values of its own all values, so that it has them when some are left out."""
    if not isinstance(way, Mapping) or way.get("field") != choice.field or "sort" in way:
        return way
    scale = way.get("scale", {})
    if scale is None or "domain" in scale:
        return way
    return {**way, "scale": {**scale, "domain": sorted(value for value, _ in choice.options)}}
