"""Ties of a network as other people's tools write them: lists of ties, GraphML, GEXF, Kumu's JSON."""

from __future__ import annotations

import csv
import io
import json
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any
from xml.etree.ElementTree import Element, ParseError

from defusedxml import ElementTree as SafeTree
from defusedxml.common import DefusedXmlException

from partnerlab.characters import explain_unfit
from partnerlab.errors import Fault, InputError
from partnerlab.exchange.foreign import MOST_FAULTS, on_one_line, once_each
from partnerlab.files import read_most
from partnerlab.partnership.csv_files import delimiter_of, is_aside
from partnerlab.partnership.sources import LARGEST_FILE
from partnerlab.wording import listed

ENDS = {
    "source": ("source", "from", "by", "who", "ego", "from_id", "source_id", "respondent"),
    "target": ("target", "to", "with", "about", "alter", "to_id", "target_id", "whom"),
}
"""Headings of the two ends of a tie in a list of ties, capitals aside."""

ANSWERING = frozenset({"by", "who", "ego", "respondent"})
"""Those that say that this end is the one who answers."""


@dataclass(frozen=True)
class Tie:
    """One tie."""

    source: str
    target: str
    """Its ends, as the file names them."""
    is_directed: bool
    """Whether it is stated to lead from source to target; otherwise it holds both ways, or nothing is stated."""
    said: Mapping[str, str]
    """What the file says of it, by name, as text."""
    line: int = 0
    """Line in the file; 0 where the format has none."""


@dataclass(frozen=True)
class Ties:
    """The ties of a file."""

    name: str
    """The file's name."""
    ties: tuple[Tie, ...]
    """Its ties, in the order of the file."""
    labels: Mapping[str, str] = field(default_factory=dict)
    """Names of the ends, where the file gives them beside their ids."""

    @property
    def attributes(self) -> tuple[str, ...]:
        """What the ties say something under, in the order of the file."""
        return tuple(dict.fromkeys(name for tie in self.ties for name in tie.said))


def read_ties(path: Path) -> Ties:
    """Read the ties of a network.

    Parameters
    ----------
    path
        A file that ends in `.csv`, `.graphml`, `.gexf` or `.json` (Kumu).

    Raises
    ------
    InputError
        With every fault of the file.
    """
    readers = {".csv": _read_csv, ".graphml": _read_graphml, ".gexf": _read_gexf, ".json": _read_kumu}
    reader = readers.get(path.suffix.lower())
    if reader is None:
        raise _fault(path.name, f"ends in none of {listed(readers, last='or')}; save the network in one of these")
    try:
        if path.stat().st_size > LARGEST_FILE:
            raise _fault(path.name, f"is larger than {LARGEST_FILE // 1_000_000} MB; keep the ties that matter")
        data = read_most(path, LARGEST_FILE)
    except OSError as error:
        reason = "does not exist" if isinstance(error, FileNotFoundError) else f"cannot be read: {error.strerror}"
        raise _fault(path.name, reason) from None
    found = reader(path.name, data)
    if not found.ties:
        raise _fault(path.name, "holds no ties")
    for tie in found.ties:
        if unfit := explain_unfit(tie.source) or explain_unfit(tie.target):
            raise InputError([Fault(path.name, tie.line, f'an end of a tie, "{on_one_line(tie.source, 40)}", {unfit}')])
    return found


def _read_csv(name: str, data: bytes) -> Ties:
    text = _text(name, data)
    delimiter = delimiter_of(text)
    reader = csv.reader(io.StringIO(text, newline=""), delimiter=delimiter, strict=True)
    try:
        stripped = [(reader.line_num, [cell.strip() for cell in row]) for row in reader]
    except csv.Error as error:
        raise InputError([Fault(name, reader.line_num, f"is not CSV: {error}")]) from None
    rows: list[tuple[int, list[str]]] = []
    for line, row in stripped:
        if row and not is_aside(row, is_below_heading=bool(rows)):
            rows.append((line, row))
    heading = rows[0][1] if rows else []
    folded = [cell.casefold().replace(" ", "_") for cell in heading]
    first = {each: number for number, each in reversed([*enumerate(folded)])}
    if doubled := next((cell for number, cell in enumerate(heading) if cell and first[folded[number]] < number), ""):
        raise InputError(
            [Fault(name, rows[0][0], f'column "{on_one_line(doubled, 40)}" is twice in the heading; keep one')]
        )
    ends = [next((folded.index(each) for each in known if each in folded), None) for known in ENDS.values()]
    source, target = ends
    if source is None or target is None:
        raise _fault(name, "its heading names no two ends of a tie; call the columns source and target")
    faults, ties = [], []
    for line, row in rows[1:]:
        cells = [*row, *[""] * (len(heading) - len(row))]
        if len(row) > len(heading):
            faults.append(Fault(name, line, f"has {len(row)} cells under {len(heading)} headings"))
        elif row == heading:
            faults.append(Fault(name, line, "repeats the heading; take it out"))
        elif lost := next((cell for cell, title in zip(cells, heading, strict=True) if cell and not title), ""):
            faults.append(Fault(name, line, f'holds "{on_one_line(lost, 40)}" in a column without a heading; name it'))
        elif not cells[source] or not cells[target]:
            faults.append(Fault(name, line, "lacks one end of the tie; give both, or take the row away"))
        else:
            said = {
                heading[number]: cell
                for number, cell in enumerate(cells)
                if cell and heading[number] and number not in {source, target}
            }
            kind = next((cell for key, cell in said.items() if key.casefold() in {"type", "direction"}), "").casefold()
            is_directed = kind == "directed" or (not kind and folded[source] in ANSWERING)
            ties.append(Tie(cells[source], cells[target], is_directed, said, line))
    if faults:
        raise InputError(faults[:MOST_FAULTS])
    return Ties(name, tuple(ties))


def _read_graphml(name: str, data: bytes) -> Ties:
    root = _tree(name, data, "graphml")
    if next(_all(root, "hyperedge"), None) is not None:
        raise _fault(name, "holds hyperedges, which join several organisations at once; export ties of two each")
    keys = {each.get("id", ""): str(each.get("attr.name") or each.get("id", "")) for each in _all(root, "key")}
    usual = {
        keys[key.get("id", "")]: on_one_line(value.text or "")
        for key in _all(root, "key")
        if key.get("for") == "edge"
        for value in _inner(key, "default")
    }
    labels: dict[str, str] = {}
    ties = []
    for graph in _all(root, "graph"):
        is_directed = graph.get("edgedefault") != "undirected"
        for node in _inner(graph, "node"):
            said = _data(node, keys)
            label = next((text for key, text in said.items() if key.casefold() in {"label", "name"}), None)
            labels |= {node.get("id", ""): label} if label else {}
        for edge in _inner(graph, "edge"):
            directed = edge.get("directed", str(is_directed).lower()) == "true"
            ties.append(Tie(edge.get("source", ""), edge.get("target", ""), directed, usual | _data(edge, keys)))
    return Ties(name, tuple(ties), labels)


def _data(around: Element, keys: Mapping[str, str]) -> dict[str, str]:
    found = {
        keys.get(each.get("key", ""), each.get("key", "")): on_one_line(each.text or "")
        for each in _inner(around, "data")
    }
    return {key: text for key, text in found.items() if text}


def _read_gexf(name: str, data: bytes) -> Ties:
    root = _tree(name, data, "gexf")
    titles = {
        each.get("id", ""): each.get("title", "")
        for group in _all(root, "attributes")
        if group.get("class") == "edge"
        for each in _inner(group, "attribute")
    }
    labels = {each.get("id", ""): each.get("label", "") for each in _all(root, "node") if each.get("label")}
    default = next((each.get("defaultedgetype", "undirected") for each in _all(root, "graph")), "undirected")
    ties = []
    for edge in _all(root, "edge"):
        said = {key: on_one_line(edge.get(key, "")) for key in ("weight", "label") if edge.get(key)}
        for each in _all(edge, "attvalue"):
            key = each.get("for") or each.get("id") or ""
            if text := on_one_line(each.get("value", "")):
                said[titles.get(key) or key] = text
        is_directed = edge.get("type", default) == "directed"
        ties.append(Tie(edge.get("source", ""), edge.get("target", ""), is_directed, said))
    return Ties(name, tuple(ties), labels)


def _read_kumu(name: str, data: bytes) -> Ties:
    try:
        found = json.loads(_text(name, data), object_pairs_hook=once_each)
    except json.JSONDecodeError as error:
        raise InputError([Fault(name, error.lineno, f"is not JSON: {error.msg}")]) from None
    except RecursionError:
        raise _fault(name, "is nested too deep") from None
    except ValueError as error:
        raise _fault(name, str(error) if "twice" in str(error) else "holds a number too long") from None
    parts = [found.get(key) if isinstance(found, dict) else None for key in ("elements", "connections")]
    elements, connections = parts
    if not isinstance(connections, list) or not isinstance(elements, list | None):
        raise _fault(name, "is not Kumu's JSON, which holds elements and connections; export it from Kumu as JSON")
    wrong = [each for each in [*(elements or []), *connections] if not isinstance(each, dict)]
    if wrong:
        raise _fault(name, f'holds "{on_one_line(wrong[0], 40)}" where Kumu has an element or a connection')
    labels: dict[str, str] = {}
    for each in elements or []:
        said = _flat(each)
        key = said.get("_id") or said.get("id")
        labels |= {key: said["label"]} if key and "label" in said else {}
    ties = []
    for each in connections:
        said = _flat(each)
        source, target = said.pop("from", ""), said.pop("to", "")
        direction = said.pop("direction", "directed")
        said.pop("_id", None)
        ties.append(Tie(source, target, direction == "directed", said))
    faults = [
        Fault(name, 0, f"connection {n} lacks one end")
        for n, tie in enumerate(ties, 1)
        if not tie.source or not tie.target
    ]
    if faults:
        raise InputError(faults[:MOST_FAULTS])
    return Ties(name, tuple(ties), labels)


def _flat(each: Mapping[str, Any]) -> dict[str, str]:
    """Return what an element or connection says as text, its `attributes` among the rest."""
    inner = each.get("attributes")
    said = {
        **{key: value for key, value in each.items() if key != "attributes"},
        **(inner if isinstance(inner, dict) else {}),
    }
    return {
        str(key): on_one_line(value)
        for key, value in said.items()
        if isinstance(value, str | int | float) and on_one_line(value)
    }


def _tree(name: str, data: bytes, kind: str) -> Element:
    try:
        root: Element = SafeTree.fromstring(data, forbid_dtd=True)
    except (ParseError, DefusedXmlException, ValueError, LookupError) as error:
        line = getattr(error, "position", (0, 0))[0]
        is_declaring = isinstance(error, DefusedXmlException)
        reason = "it declares types or entities of its own" if is_declaring else on_one_line(error, 80)
        raise InputError([Fault(name, line, f"cannot be read as {kind}: {reason}; export it again")]) from None
    if _local(root) != kind:
        raise _fault(
            name, f"begins with <{on_one_line(_local(root), 40)}>, not with <{kind}>; its ending should say its format"
        )
    return root


def _local(element: Element) -> str:
    return str(element.tag).rpartition("}")[2]


def _all(around: Element, tag: str) -> Iterator[Element]:
    return (each for each in around.iter() if _local(each) == tag)


def _inner(around: Element, tag: str) -> Iterator[Element]:
    return (each for each in around if _local(each) == tag)


def _text(name: str, data: bytes) -> str:
    try:
        return data.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        line = data[: error.start].count(b"\n") + 1
        raise InputError([Fault(name, line, "is not UTF-8; save the file with encoding UTF-8")]) from None


def _fault(name: str, message: str) -> InputError:
    return InputError([Fault(name, 0, message)])
