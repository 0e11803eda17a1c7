"""Whatever a notebook shows, read as a browser reads it, by a list of what is allowed.

HTML is parsed once, into a tree that holds allowed elements and attributes and nothing else: what runs, loads or breaks
out of its place is not copied. A page is written from such trees with every text and value escaped, and holds no
element whose content a browser reads by rules of its own, so that it reads the page as the tree that was written.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from copy import deepcopy
from types import MappingProxyType
from typing import Any
from xml.etree.ElementTree import Element, SubElement

from selectolax.lexbor import LexborHTMLParser

from partnerlab.characters import drop_unfit
from partnerlab.page.drawing import DrawingError, copy_drawing, read_drawing
from partnerlab.page.handover import ASIDE, CHART_PLACE
from partnerlab.page.markup import FRAGMENT, LANGUAGE, add_text
from partnerlab.page.parts import name_content, read_lights
from partnerlab.page.render.formulas import MATHEMATICS, TOKENS, allowed_in_formulas
from partnerlab.page.render.nesting import bound_nesting
from partnerlab.page.render.pictures import Pictures, no_pictures
from partnerlab.page.theme import default_theme, name_colours

TAGS = frozenset(
    """a abbr article b blockquote br caption cite code col colgroup dd del details dfn div dl dt em figcaption figure
    h1 h2 h3 h4 h5 h6 hr i img ins kbd li mark ol p pre q s samp section small span strong sub summary sup
    table tbody td tfoot th thead time tr u ul var wbr""".split()  # noqa: SIM905 - words read better as words
)
_EVERYWHERE = frozenset({"id", "class", "lang", "dir", "title", "role", "tabindex"})
_ATTRIBUTES: Mapping[str, frozenset[str]] = {
    "a": frozenset({"href", "download"}),
    "img": frozenset({"src", "alt", "width", "height"}),
    "details": frozenset({"open"}),
    "td": frozenset({"colspan", "rowspan", "headers"}),
    "th": frozenset({"colspan", "rowspan", "headers", "scope"}),
    "ol": frozenset({"start", "type"}),
    "li": frozenset({"value"}),
    "time": frozenset({"datetime"}),
    "col": frozenset({"span"}),
}
_WITHOUT_CONTENT = frozenset(
    {"script", "style", "template", "iframe", "object", "embed", "noscript", "annotation-xml", "head", "title", ASIDE}
)
_EMBEDDED = frozenset({"iframe", "object", "embed", "video", "audio", "canvas"})
"""What a page would load from elsewhere, or draw by a script."""
_NO_PLACE = frozenset({"table", "thead", "tbody", "tfoot", "tr", "colgroup", "ul", "ol", "dl"})
"""Elements that hold no words of their own."""
EMBEDDED_ABSENT = "[Embedded content: not part of this page]"
"""What stands where something embedded is left out."""
DEEPEST = 200
"""Elements in one another beyond which what is deeper stands side by side; a browser does so too, from 512 on."""
_PICTURE = re.compile(r"data:image/(png|jpeg|gif|webp);base64,[A-Za-z0-9+/=\s]+")
_SAVED = re.compile(r"data:text/csv;charset=utf-8(;base64)?,[\w%+/=!'()*:;?.~-]*")
_SAVED_AS = re.compile(r"[^\\/:*?\"<>|\x00-\x1f]+\.csv", re.IGNORECASE)
"""Names under which a page may have a table saved, so that a click on the file opens a table and nothing that runs."""
_DECEIVING = re.compile(r"https?:[/\\]*[^/\\?#]*@", re.IGNORECASE)
"""Begins an address that does not lead where it seems to: a browser takes what stands before the @ for a name."""
_SCHEME = re.compile(r"([a-z][a-z0-9+.-]*):", re.IGNORECASE)
_SCHEMES = frozenset({"http", "https", "mailto"})
_NAME = re.compile(r"[\w.:-]+")
_SAID = re.compile(r"aria-[a-z]+")
_OWN_PREFIX = re.compile(r"([\w-]+)-title [\w-]+-desc")
_OWN_SILENT = re.compile(r"([\w-]+)-drawn")
_STANDBY = re.compile(r"var\(--pl-(\w+)(?:,#[0-9a-f]{6})?\)")
NO_WORDS = "without a description"


def read_html(
    html: str, drawings: Mapping[str, Element] = MappingProxyType({}), pictures: Pictures = no_pictures
) -> Element:
    """Read of a piece of HTML what is allowed: structure, text, safe drawings, embedded pictures.

    Parameters
    ----------
    drawings
        Drawings for the places that it leaves for charts, by name.
    pictures
        The pictures that it names by an address.

    Returns
    -------
    Element
        A fragment without scripts, styles, handlers, forms or addresses that a browser would load by itself.

    Examples
    --------
    >>> from partnerlab.page.markup import write_markup
    >>> write_markup(read_html('<p onclick="x()">Two <script>alert(1)</script>risks</p>'))
    '<p>Two risks</p>'
    """
    body: Any = LexborHTMLParser(f"<!doctype html><body>{bound_nesting(drop_unfit(html))}").body
    root = Element(FRAGMENT)
    tables: list[Element] = []
    waiting: list[tuple[Any, Element]] = []
    node, target = body.first_child, root
    while node is not None or waiting:
        if node is None:
            node, target = waiting.pop()
            continue
        following = node.next
        if node.is_text_node:
            add_text(target, drop_unfit(node.text_content or ""))  # once more, for those spelled as entities
        elif node.is_element_node:
            taken = _take(node, target, drawings, pictures)
            if taken is not None and (first := node.first_child) is not None:
                waiting.append((following, target))
                following, target = first, target if len(waiting) > DEEPEST else taken
            if taken is not None and taken.tag == "table":
                tables.append(taken)
        node = following
    for table in tables:
        _complete(table)
    return root


def _take(node: Any, target: Element, drawings: Mapping[str, Element], pictures: Pictures) -> Element | None:
    """Copy an element if it is allowed.

    Returns
    -------
    Element or None
        What takes in its content; None where that is left out or has been dealt with.
    """
    tag = node.tag
    if tag in MATHEMATICS and target.tag not in TOKENS and (tag == "math" or target.tag in MATHEMATICS):
        return SubElement(target, tag, dict(allowed_in_formulas(node.attributes)))
    if target.tag in MATHEMATICS:  # a browser would end the formula at an element of another kind
        return None if tag in _WITHOUT_CONTENT or tag == "svg" else target
    if tag in TAGS:
        attributes = dict(_allowed(tag, node.attributes))
        if attributes.get("href", "").startswith("#guide-"):
            attributes.pop("title", None)  # what the guide asks there is said once, at the foot of the page
        if tag == "img":
            _add_picture(target, attributes, pictures(node.attributes.get("src") or ""))
            return None
        return SubElement(target, tag, attributes)
    if tag == "svg":
        target.append(_copy_svg(node))
    elif tag == CHART_PLACE:
        drawn = drawings.get(node.attributes.get("id") or "")
        if drawn is not None:
            target.append(deepcopy(drawn))  # its names may be changed on the page
    elif tag in _EMBEDDED and target.tag not in _NO_PLACE:
        SubElement(target, "span", {"class": "pl-absent"}).text = EMBEDDED_ABSENT
    return None if tag in _WITHOUT_CONTENT or tag in ("svg", CHART_PLACE) else target


def _allowed(tag: str, attributes: Mapping[str, str | None]) -> Iterator[tuple[str, str]]:
    known = _ATTRIBUTES.get(tag, frozenset())
    for name, value in attributes.items():
        if name in _EVERYWHERE or name in known or _SAID.fullmatch(name):
            kept = _keep(name, value or "")
            if kept is not None:
                yield name, drop_unfit(kept)


_FITTING = {
    "src": _PICTURE,
    "tabindex": re.compile("0|-1"),
    "download": _SAVED_AS,
    "lang": LANGUAGE,
    "id": _NAME,
}
"""What the value of an attribute must be to stay; browsers and listeners make nothing of any other."""


def _keep(name: str, value: str) -> str | None:
    """What is kept of an attribute that is allowed; None for nothing."""
    if name == "href":
        return _keep_address(value)
    return value if name not in _FITTING or _FITTING[name].fullmatch(value) else None


def _keep_address(value: str) -> str | None:
    """An address as a browser reads it, if it leads where it says it does and runs nothing."""
    read = re.sub(r"[\t\n\r]", "", value).strip("\x00\x20")
    scheme = _SCHEME.match(read)
    if scheme:
        known = scheme[1].lower()
        if _DECEIVING.match(read):
            return None
        return read if known in _SCHEMES or (known == "data" and _SAVED.fullmatch(read)) else None
    return None if re.match(r"[/\\]{2}|\\", read) else read


def _add_picture(target: Element, attributes: dict[str, str], found: str) -> None:
    """Add a picture with words for those who cannot see it, or the words alone where it is not part of the page."""
    words = attributes.get("alt", f"Picture {NO_WORDS}")
    if found and not _PICTURE.fullmatch(found):
        target.append(read_svg(found, words))
        return
    if found:
        attributes["src"] = found
    if "src" in attributes:
        SubElement(target, "img", attributes if "alt" in attributes else {"alt": words, **attributes})
    else:
        SubElement(target, "span", {"class": "pl-absent"}).text = f"[{words}: not part of this page]"


def read_svg(svg: str, words: str = "") -> Element:
    """Read a drawing from XML; what is no safe drawing is shown as the text it is.

    Parameters
    ----------
    svg
        The drawing.
    words
        What it is, for those who cannot see it, where it does not say so itself.

    Examples
    --------
    >>> from partnerlab.page.markup import write_markup
    >>> write_markup(read_svg("<svg><b></svg>"))
    '<code>&lt;svg&gt;&lt;b&gt;&lt;/svg&gt;</code>'
    """
    try:
        return _copy_drawing(read_drawing(drop_unfit(svg)), svg, words)
    except DrawingError:
        return _spell_out(svg)


def _copy_svg(node: Any) -> Element:
    """Copy a drawing that stands in HTML."""
    if node.attributes.get("class") == "pl-shape":
        return _refer_to_shape(node)
    html = str(node.html)
    try:
        return _copy_drawing(_as_tree(node, 0), html)
    except DrawingError:
        return _spell_out(html)


def _as_tree(node: Any, depth: int) -> Element:
    if depth > DEEPEST:
        raise DrawingError("the drawing is nested too deep; draw it flatter")
    read = Element(node.tag, {name: value or "" for name, value in node.attributes.items()})
    child = node.first_child
    while child is not None:
        if child.is_text_node:
            add_text(read, child.text_content or "")
        elif child.is_element_node:
            read.append(_as_tree(child, depth + 1))
        child = child.next
    return read


def _copy_drawing(root: Element, source: str, called: str = "") -> Element:
    """Copy what is allowed of a drawing; one of our own, told by how it is named, was simplified when it was drawn."""
    silent = _OWN_SILENT.fullmatch(root.get("id", "")) if root.get("aria-hidden") == "true" else None
    own = silent or _OWN_PREFIX.fullmatch(root.get("aria-labelledby", ""))
    light = default_theme().light
    words: dict[str, str] = {}
    for element in root.iter():
        name = element.tag.rpartition("}")[2]
        if name in ("title", "desc") and element.text:
            words.setdefault(name, element.text)
        for key, value in element.attrib.items():
            if value.startswith("var("):  # our own plain colour again, which copying turns into the page's
                element.set(key, _STANDBY.sub(lambda colour: light.get(colour[1], "none"), value))
    title = words.get("title", called or f"Drawing {NO_WORDS}")
    return copy_drawing(
        root,
        prefix=own[1] if own else name_content(source),
        title="" if silent else title,
        description="" if silent else words.get("desc", title),
        colours=name_colours(),
        simplified=own is not None,
    )


def _spell_out(svg: str) -> Element:
    said = Element("code")
    said.text = svg
    return said


def _refer_to_shape(node: Any) -> Element:
    """Refer to the shape of a light, which the page carries once; hundreds stand on a page, so they say no more."""
    shape = Element("svg", {"aria-hidden": "true"})
    path = node.css_first("path")
    drawn = path.attributes.get("d") if path is not None else None
    for light, words in read_lights().items():
        if drawn == words["path"]:
            SubElement(shape, "use", {"href": f"#light-{light}"})
    return shape


def _complete(table: Element) -> None:
    """Give a table that others wrote what a screen reader needs: scopes, a caption, a place to scroll in."""
    if "pl-own" in table.get("class", "").split():
        return
    for part in table:
        scope = "col" if part.tag == "thead" else "row"
        for heading in part.iter("th"):
            if not len(heading) and not (heading.text or "").strip():
                heading.tag, heading.text, heading.attrib = "td", None, {}
            else:
                heading.attrib = {"scope": scope, **heading.attrib}
    inside = Element("table", {"id": table.attrib["id"]} if "id" in table.attrib else {})
    if table.find("caption") is None:
        SubElement(inside, "caption", {"class": "pl-hidden"}).text = f"Table {NO_WORDS}"
    inside.extend(table)
    inside.text = table.text
    for part in list(table):
        table.remove(part)
    table.tag, table.text, table.attrib = "div", None, {"class": "pl-table"}
    said = {"class": "pl-scroll", "role": "group", "aria-label": "Table", "tabindex": "0"}
    SubElement(table, "div", said).append(inside)
