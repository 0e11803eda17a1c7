"""How a drawing's elements look where a style says it and not an attribute, as Matplotlib and others write it."""

from __future__ import annotations

import re
from collections.abc import Mapping
from xml.etree.ElementTree import Element

LOOKS = frozenset(
    """fill fill-opacity fill-rule stroke stroke-width stroke-opacity stroke-dasharray stroke-dashoffset
    stroke-linecap stroke-linejoin stroke-miterlimit opacity clip-path clip-rule stop-color stop-opacity
    font-size font-weight font-style font-family text-anchor dominant-baseline letter-spacing display""".split()  # noqa: SIM905 - words read better as words
)
"""Properties of a style that are attributes of the same name as well."""
_RULE = re.compile(r"(?<![^{}])([^{}]+)\{([^{}]*)\}")
_REMARK = re.compile(r"/\*.*?\*/", re.DOTALL)

Rules = Mapping[str, Mapping[str, str]]
"""Selector (``*``, ``path``, ``.name``, ``#name``) to property to value; other selectors are not heeded."""


def read_rules(root: Element) -> Rules:
    """Read the rules that stand in a drawing.

    Examples
    --------
    >>> drawing = Element("svg")
    >>> drawing.append(Element("style"))
    >>> drawing[0].text = "*{stroke-linecap: butt} .a, .b {fill: red}"
    >>> list(read_rules(drawing))
    ['*', '.a', '.b']
    """
    rules: dict[str, dict[str, str]] = {}
    for element in root.iter():
        if isinstance(element.tag, str) and element.tag.rpartition("}")[2] == "style":
            for selectors, declared in _RULE.findall(_REMARK.sub("", element.text or "")):
                for selector in selectors.split(","):
                    rules.setdefault(selector.strip(), {}).update(read_declarations(declared))
    return rules


def read_declarations(style: str) -> dict[str, str]:
    """Read what a style says of how something looks.

    Examples
    --------
    >>> read_declarations("fill: none; stroke:#1f77b4 !important; position: fixed")
    {'fill': 'none', 'stroke': '#1f77b4'}
    """
    declared = (declaration.partition(":") for declaration in style.split(";"))
    said = {name.strip().lower(): value.replace("!important", "").strip() for name, _, value in declared}
    return {name: value for name, value in said.items() if name in LOOKS and value}


def apply_styles(element: Element, rules: Rules) -> Mapping[str, str]:
    """Say an element's attributes with what rules and its own style make of them, the nearest last."""
    own = element.get("style")
    if not rules and own is None:
        return element.attrib
    named = ["*", element.tag.rpartition("}")[2], *(f".{name}" for name in element.get("class", "").split())]
    looks: dict[str, str] = {}
    for selector in (*named, f"#{element.get('id')}"):
        looks |= rules.get(selector, {})
    return {**element.attrib, **looks, **read_declarations(own or "")}
