"""A drawing said in fewer words: nothing that is seen changes."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Mapping
from xml.etree.ElementTree import Element

INHERITED = (
    *("fill", "fill-opacity", "stroke", "stroke-width", "stroke-dasharray", "stroke-linecap", "stroke-linejoin"),
    *("stroke-miterlimit", "stroke-opacity", "font-size", "font-weight", "font-style", "text-anchor"),
)
"""Attributes that an element passes on to what is in it."""

_EMPTY = frozenset({"", "M0,0h0v0h0Z"})
SHAPES = frozenset({"path", "rect", "circle", "ellipse", "line", "polyline", "polygon"})
_CIRCLE = re.compile(r"M([\d.]+),0A\1,\1,0,1,1,-\1,0A\1,\1,0,1,1,\1,0Z?")
_STEP = re.compile(r"([MLZ])(?:(-?[\d.]+),(-?[\d.]+))?")
_STRAIGHT = re.compile(r"M-?[\d.]+,-?[\d.]+(?:[ML]-?[\d.]+,-?[\d.]+|Z)*")
_BOXES = re.compile(r"(?:M-?[\d.]+,-?[\d.]+h([\d.]+)v[\d.]+h-\1Z)+")
_MOVED = re.compile(r"translate\((-?[\d.]+)(?:[,\s]+(-?[\d.]+))?\)")


def simplify(drawing: Element) -> None:
    """Leave out of a drawing, in place, what cannot be seen, and say once what neighbours share.

    Examples
    --------
    >>> from xml.etree import ElementTree
    >>> drawing = ElementTree.fromstring('<svg><g><path d="M0,0h9" fill="red"/><path d="M0,1h9" fill="red"/></g></svg>')
    >>> simplify(drawing)
    >>> ElementTree.tostring(drawing, encoding="unicode")
    '<svg><g fill="red"><path d="M0,0h9" /><path d="M0,1h9" /></g></svg>'
    """
    size = 0
    while size != (size := sum(1 + len(element.attrib) for element in drawing.iter())):
        _drop_unseen(drawing, drawing.get("fill", "black"), drawing.get("stroke", "none"))
        _gather(drawing, {"fill": "black", "stroke": "none", "stroke-width": "1"})


def _drop_unseen(element: Element, fill: str, stroke: str) -> None:
    kept = []
    for child in element:
        inside = (child.get("fill", fill), child.get("stroke", stroke))
        if child.tag not in ("defs", "clipPath"):
            _drop_unseen(child, *inside)
        if not _is_unseen(child, *inside):
            kept.extend(_unwrap(child))
    element[:] = kept


def _is_unseen(element: Element, fill: str, stroke: str) -> bool:
    if element.tag in SHAPES and not element.get("id"):
        return (fill, stroke) == ("none", "none") or (element.tag == "path" and element.get("d", "") in _EMPTY)
    return element.tag in ("g", "defs", "text") and not len(element) and not (element.text or "").strip()


def _unwrap(element: Element) -> list[Element]:
    if element.get("transform") == "translate(0,0)":
        del element.attrib["transform"]
    return list(element) if element.tag == "g" and not element.attrib and len(element) == 1 else [element]


def _gather(element: Element, inherited: Mapping[str, str]) -> None:
    _place(element)
    if not len(element):
        return
    passed_on = {**inherited, **{name: element.attrib[name] for name in INHERITED if name in element.attrib}}
    for child in element:
        _gather(child, passed_on)
    if element.tag == "g":
        _join_lines(element)
        _say_once(element, passed_on)
        _join_paths(element, {**passed_on, **element.attrib})


def _place(element: Element) -> None:
    """Put a text or a shape where it is moved to; a text of several lines keeps the move its lines count from."""
    transform = element.get("transform", "translate(0,0)" if element.tag == "path" else "")
    moved = _MOVED.fullmatch(transform) if element.tag in ("text", "path") else None
    if moved is None:
        return
    if element.tag == "text":
        placed = any({"x", "y"} & set(part.attrib) for part in element.iter())
        if not placed and not {"dx", "dy"} & set(element.attrib):
            del element.attrib["transform"]
            element.attrib = {"x": moved[1], "y": moved[2] or "0", **element.attrib}
    elif circle := _CIRCLE.fullmatch(element.get("d", "")):
        element.tag = "circle"
        element.attrib.pop("transform", None)
        del element.attrib["d"]
        element.attrib = {"cx": moved[1], "cy": moved[2] or "0", "r": circle[1], **element.attrib}
    elif _STRAIGHT.fullmatch(element.get("d", "")):
        element.attrib.pop("transform", None)
        element.attrib["d"] = _write_straight(element.attrib["d"], float(moved[1]), float(moved[2] or 0))


def _write_straight(steps: str, right: float, down: float) -> str:
    """Write a path of straight lines where it is moved to, each step from the one before."""
    written, at, began = [], (0.0, 0.0), (0.0, 0.0)
    for step, across, along in _STEP.findall(steps):
        if step == "Z":
            written.append("Z")
            at = began
            continue
        to = (round(float(across) + right, 2), round(float(along) + down, 2))
        over, under = (shorten(to[0] - at[0]), shorten(to[1] - at[1]))
        flat = f"h{over}" if under == "0" else f"v{under}" if over == "0" else f"l{over},{under}"
        written.append(flat if step == "L" else f"M{shorten(to[0])},{shorten(to[1])}")
        at, began = to, began if step == "L" else to
    return "".join(written)


def shorten(number: float) -> str:
    """Return a number with two decimals at most."""
    short = f"{number:.2f}".rstrip("0").rstrip(".")
    return "0" if short in ("-0", "") else short


def _join_lines(group: Element) -> None:
    """Draw lines that look alike, such as a grid, in one stroke."""
    if len(group) < 2 or any(line.tag != "line" or _look(line) != _look(group[0]) for line in group):
        return
    look = _look(group[0])
    moves = [_MOVED.fullmatch(line.get("transform", "")) for line in group]
    if "opacity" in look or "stroke-opacity" in look or not all(moves):
        return
    steps = [
        f"M{move[1]},{move[2] or 0}l{line.get('x2', '0')},{line.get('y2', '0')}"
        for line, move in zip(group, moves, strict=True)
        if move
    ]
    group[:] = [Element("path", {"d": "".join(steps), **look})]


def _join_paths(group: Element, inherited: Mapping[str, str]) -> None:
    """Draw neighbours that look alike, such as the boxes of a matrix, in one fill or one stroke."""
    joined: list[Element] = []
    for child in group:
        if joined and _are_one(joined[-1], child, inherited):
            joined[-1].set("d", joined[-1].get("d", "") + child.get("d", ""))
        else:
            joined.append(child)
    group[:] = joined


def _are_one(before: Element, after: Element, inherited: Mapping[str, str]) -> bool:
    """Tell whether two neighbours may be one: where they overlap, neither a second coat nor an order is seen."""
    if before.tag != "path" or after.tag != "path":
        return False
    look, other = ({key: value for key, value in each.items() if key != "d"} for each in (before, after))
    seen = {**inherited, **look}
    if look != other or not set(look) <= set(INHERITED):
        return False
    if {"fill-opacity", "stroke-opacity"} & set(seen):
        return False
    if seen["stroke"] == "none":  # boxes run the same way round, so one that overlaps another makes no hole in it
        return all(_BOXES.fullmatch(each.get("d", "")) for each in (before, after))
    return seen["fill"] == "none" and all(each.get("d", "").startswith("M") for each in (before, after))


def _look(line: Element) -> dict[str, str]:
    return {key: value for key, value in line.items() if key not in ("transform", "x2", "y2")}


def _say_once(group: Element, inherited: Mapping[str, str]) -> None:
    """Move to a group what most of its elements say of themselves; those that said nothing say what they had."""
    said = {name for child in group for name in child.attrib}
    for name in filter(said.__contains__, INHERITED):
        values = Counter(child.get(name, "") for child in group)
        silent = values.pop("", 0)
        common, count = values.most_common(1)[0] if values else ("", 0)
        if len(group) < 2 or count <= silent + 1 or (silent and name not in inherited):
            continue
        for child in group:
            if child.get(name) == common:
                del child.attrib[name]
            elif name not in child.attrib:
                child.set(name, inherited[name])
        group.set(name, common)
