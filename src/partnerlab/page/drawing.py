"""SVG rewritten from a list of what is allowed: nothing in it can run, load or collide with a neighbour."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from xml.etree.ElementTree import Element, ParseError, SubElement

from defusedxml import ElementTree as SafeTree
from defusedxml.common import DefusedXmlException

from partnerlab.page.cascade import Rules, apply_styles, read_rules
from partnerlab.page.letters import FAMILY
from partnerlab.page.markup import add_text
from partnerlab.page.simplify import SHAPES, shorten, simplify

ELEMENTS = SHAPES | {"svg", "g", "text", "tspan", "defs", "clipPath", "linearGradient", "radialGradient", "stop", "use"}
ATTRIBUTES = frozenset(
    """id d x y x1 y1 x2 y2 cx cy r rx ry fx fy width height points dx dy rotate transform viewBox offset
    gradientUnits gradientTransform clipPathUnits spreadMethod preserveAspectRatio
    fill fill-opacity fill-rule stroke stroke-width stroke-opacity stroke-dasharray stroke-dashoffset
    stroke-linecap stroke-linejoin stroke-miterlimit opacity clip-path clip-rule stop-color stop-opacity
    font-size font-weight font-style font-family text-anchor dominant-baseline letter-spacing""".split()  # noqa: SIM905 - words read better as words
)
FONT = "Arial, Liberation Sans, Helvetica, sans-serif"
"""Fonts of the same widths that machines have without asking a network."""

_USUAL_FONTS = frozenset({FONT, FAMILY})

_DOCTYPE = re.compile(r"<!DOCTYPE[^\[>]*>", re.IGNORECASE)
_DECLARATION = re.compile(r"^\s*<\?xml[^>]*\?>")
_MARK = re.compile(rf"<(?:{'|'.join(sorted(SHAPES | {'text', 'use'}))})\b")
_NUMBER = re.compile(r"-?(?<!\d)\d++(?:\.\d{2,}(?:e-?\d+)?|(?:\.\d+)?e-\d+)")
_FACTOR = re.compile(r"\b(?:scale|matrix)\b")
"""Marks a transformation by factors, of which a hundredth is much: Matplotlib draws its letters at 0.015625."""
_RGB = re.compile(r"rgb\(\s*(\d{1,3}),\s*(\d{1,3}),\s*(\d{1,3})\s*\)")
_LOCAL_ADDRESS = re.compile(r"url\(\s*['\"]?#([^'\")\s]+)['\"]?\s*\)")
_SAFE_VALUE = re.compile(r"[\w\s.,#()%+-]*")
_COLOURED = frozenset({"fill", "stroke", "stop-color"})
_ROUNDED = frozenset(
    "d points transform x y x1 y1 x2 y2 cx cy r rx ry width height dx dy offset".split()  # noqa: SIM905 - as above
)
_DEFAULTS = frozenset({("opacity", "1"), ("fill", "inherit")})
_TEXTS = frozenset({"text", "tspan"})
_DEEPEST = 60


class DrawingError(ValueError):
    """The text is not a drawing that can be shown safely."""


def copy_drawing(
    root: Element,
    *,
    prefix: str,
    title: str,
    description: str,
    colours: Mapping[str, str] | None = None,
    simplified: bool = False,
) -> Element:
    """Copy of a drawing what is allowed, with a name for those who cannot see it.

    Parameters
    ----------
    root
        The drawing, as `read_drawing` reads it.
    prefix
        Put before every id, so that two drawings on one page never share one.
    title, description
        What it is about and what is seen in it, read out by screen readers; both empty where it stands in a figure
        that says so in words.
    colours
        Purpose by colour, such as ``{"#16212b": "ink"}``: these become the page's own colours, which change
        on dark screens; None leaves all as drawn.
    simplified
        Whether the drawing is one that this function made, which cannot be said in fewer words again.

    Returns
    -------
    Element
        An ``svg`` that holds only known shapes, texts and local references.

    Raises
    ------
    DrawingError
        If it is empty or nested too deep.

    Examples
    --------
    >>> from partnerlab.page.markup import write_markup
    >>> hostile = '<svg viewBox="0 0 9 9"><script>alert(1)</script><rect width="9" height="9" onclick="x()"/></svg>'
    >>> write_markup(copy_drawing(read_drawing(hostile), prefix="a", title="Square", description="A square."))
    ... # doctest: +ELLIPSIS
    '<svg ... aria-labelledby="a-title a-desc"><title id="a-title">Square</title>...<rect width="9" height="9"/></svg>'
    """
    shapes = frozenset(element.get("id") for element in root.iter() if _name(element) in SHAPES)
    copied = _Copier(_name_apart(root, prefix), colours or {}, shapes, read_rules(root)).copy(root, 0)
    if copied is None:
        raise DrawingError("the drawing is empty; draw something")
    copied.attrib.pop("id", None)
    if not simplified:
        simplify(copied)
    frame = {"xmlns": "http://www.w3.org/2000/svg", "class": "pl-svg", **_frame(copied.attrib), "font-family": FONT}
    if title:
        drawn = Element("svg", {**frame, "role": "img", "aria-labelledby": f"{prefix}-title {prefix}-desc"})
        SubElement(drawn, "title", {"id": f"{prefix}-title"}).text = title
        SubElement(drawn, "desc", {"id": f"{prefix}-desc"}).text = description
    else:
        drawn = Element("svg", {**frame, "id": f"{prefix}-drawn", "aria-hidden": "true"})
    drawn.extend(copied)
    return drawn


def count_marks(svg: str) -> int:
    """Count the shapes and texts of a drawing.

    Examples
    --------
    >>> count_marks('<svg><g><path d="M0,0h1"/><text>a</text></g></svg>')
    2
    """
    return len(_MARK.findall(svg))


def read_drawing(svg: str) -> Element:
    """Read a drawing from XML, without entities and what else could be hidden in it.

    Raises
    ------
    DrawingError
        If the text is not well-formed XML, declares entities, or its root is no ``svg``.

    Examples
    --------
    >>> len(read_drawing("<svg><g/></svg>"))
    1
    """
    text = _DOCTYPE.sub("", _DECLARATION.sub("", svg), count=1)
    try:
        root: Element = SafeTree.fromstring(text, forbid_dtd=True)
    except (ParseError, DefusedXmlException, ValueError) as error:
        raise DrawingError(f"not a drawing that can be shown safely: {error}") from error
    if _name(root) != "svg":
        raise DrawingError(f"a drawing's outermost element is svg, not {_name(root)}")
    return root


def _name(element: Element) -> str:
    return element.tag.rpartition("}")[2] if isinstance(element.tag, str) else ""


def _name_apart(root: Element, prefix: str) -> dict[str, str]:
    """New name by old: numbered in order of appearance, since a renderer may count on from drawing to drawing."""
    names = dict.fromkeys(element.get("id", "") for element in root.iter() if _name(element) in ELEMENTS - {"svg"})
    return {old: f"{prefix}-{number}" for number, old in enumerate(filter(None, names), start=1)}


def _frame(attributes: Mapping[str, str]) -> dict[str, str]:
    framed = dict(attributes)
    width, height = (re.sub(r"(px|pt)$", "", framed.pop(side, "")) for side in ("width", "height"))
    if re.fullmatch(r"[\d.]+", width) and re.fullmatch(r"[\d.]+", height):
        framed.setdefault("viewBox", f"0 0 {width} {height}")
        return {"width": width, "height": height, **framed}
    return framed


@dataclass(frozen=True)
class _Copier:
    """Copies what is allowed of a drawing, with names of its own and the page's colours."""

    names: Mapping[str, str]
    colours: Mapping[str, str]
    shapes: frozenset[str | None]
    rules: Rules
    _read: dict[tuple[str, str], str | None] = field(default_factory=dict)

    def copy(self, element: Element, depth: int) -> Element | None:
        name = _name(element)
        if depth > _DEEPEST:
            raise DrawingError(f"the drawing is nested more than {_DEEPEST} deep; draw it flatter")
        if name not in ELEMENTS or (name == "svg" and depth) or self._is_hidden(element):
            return None
        copied = Element(name, dict(self._attributes(element)))
        if name == "use" and not self._refer(element, copied):
            return None
        in_text = name in _TEXTS
        copied.text = element.text if in_text else None
        for child in element:
            kept = self.copy(child, depth + 1) if not in_text or _name(child) == "tspan" else None
            if kept is not None:
                copied.append(kept)
            if in_text and child.tail:
                add_text(copied, child.tail)
        return copied

    def _is_hidden(self, element: Element) -> bool:
        return apply_styles(element, self.rules).get("display") == "none"

    def _refer(self, element: Element, copied: Element) -> bool:
        # Letters drawn as shapes need `use`; a reference to a group could repeat itself without end.
        target = next((value for key, value in element.items() if re.split("[}:]", key)[-1] == "href"), "")
        if target[:1] != "#" or target[1:] not in self.shapes:
            return False
        copied.set("href", f"#{self.names[target[1:]]}")
        return True

    def _attributes(self, element: Element) -> Iterator[tuple[str, str]]:
        for key, value in apply_styles(element, self.rules).items():
            if (pair := (key, value)) not in self._read:
                self._read[pair] = self._attribute(key, value)
            kept = self._read[pair]
            if kept is not None:
                yield key, kept

    def _attribute(self, key: str, value: str) -> str | None:
        """What is kept of an attribute; None for nothing. Drawings say the same of many elements."""
        if key not in ATTRIBUTES or (key, value) in _DEFAULTS or value in _USUAL_FONTS:
            return None
        if key == "id":
            return self.names.get(value)
        if local := _LOCAL_ADDRESS.fullmatch(value):
            return f"url(#{self.names[local[1]]})" if local[1] in self.names else None
        if "url" not in value.lower() and "var" not in value.lower() and _SAFE_VALUE.fullmatch(value):
            return self._tidy(key, value)
        return None

    def _tidy(self, key: str, value: str) -> str:
        if key in _COLOURED:
            colour = _RGB.sub(_hexadecimal, value).lower()
            return f"var(--pl-{self.colours[colour]},{colour})" if colour in self.colours else colour
        if key in _ROUNDED and not _FACTOR.search(value):
            return _NUMBER.sub(lambda number: shorten(float(number[0])), value)
        return value


def _hexadecimal(colour: re.Match[str]) -> str:
    return "#" + "".join(f"{min(int(channel), 255):02x}" for channel in colour.groups())
