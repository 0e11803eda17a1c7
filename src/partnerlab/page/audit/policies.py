"""What keeps a page from running and loading: its policy, its styles, its one script and the data for it."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator, Mapping
from typing import Any

from partnerlab.page.finder import write_finder
from partnerlab.page.live import write_script
from partnerlab.page.specifications import CARRIER, DATA_TYPE
from partnerlab.page.style import write_source

REQUIRED = {"default-src": "'none'", "img-src": "data:", "base-uri": "'none'", "form-action": "'none'"}
"""What each page's policy says, beside the hashes of its own style and script."""
NAMED = frozenset({"viewport", "color-scheme", "referrer", "generator", "dcterms.temporal"})
"""What a page's head says by name."""

_ESCAPED = re.compile(r"\\([0-9a-fA-F]{1,6})\s?|\\(.)", re.DOTALL)
_PIECE = re.compile(r"/\*.*?(?:\*/|$)|\\.|\"(?:\\.|[^\"\\\n])*\"|'(?:\\.|[^'\\\n])*'", re.DOTALL)
"""What may hold a sign that means nothing there, whichever begins first: a remark, an escape, a text in quotes."""
_CARRIED = re.compile(r"['\"](?:#|data:image/(?:png|jpeg|gif|webp))")
_ADDRESS = re.compile(
    r"(?<![\w-])(?:url|src|image|(?:-webkit-)?image-set|(?:-webkit-)?cross-fade|element)\s*\("
    r"\s*(?!['\"]?(?:#|data:image/(?:png|jpeg|gif|webp)))",
    re.IGNORECASE,
)
_LOADS = re.compile(r"@import|@namespace|expression\s*\(|-moz-binding|(?<![\w-])behavior\s*:", re.IGNORECASE)


def find_policy_faults(policies: list[str], styles: list[str], scripts: list[str]) -> Iterator[str]:
    """Find where a page's policy allows more than it needs to.

    Parameters
    ----------
    policies
        Each policy that the page states.
    styles, scripts
        The texts of its styles and scripts; data for a script are none.
    """
    stated = _read_policy(policies[0] if policies else "")
    if any(stated.get(name) != value for name, value in REQUIRED.items()) or len(policies) > 1:
        yield "has no policy that forbids every request; make it again with `partnerlab run`"
    if strange := sorted(stated.keys() - REQUIRED.keys() - {"style-src", "script-src"}):
        yield f"has a policy that says more than it should: {', '.join(strange)}; make it again with `partnerlab run`"
    if stated.get("style-src") != " ".join(map(write_source, styles)):
        yield "has a style that its policy does not match exactly; make it again with `partnerlab run`"
    known = [script for script in dict.fromkeys(scripts) if script == write_finder() or script == write_script()]
    if stated.get("script-src", "") != " ".join(map(write_source, known)):
        yield "has a policy that allows other scripts than its own; make it again with `partnerlab run`"


def _read_policy(policy: str) -> dict[str, str]:
    """Return what a policy says by name; of two of one name the first counts, as browsers have it."""
    stated: dict[str, str] = {}
    for part in policy.split(";"):
        name, *values = part.split()[:100] or [""]
        if name:
            stated.setdefault(name.lower(), " ".join(values))
    return stated


def find_style_faults(style: str) -> Iterator[str]:
    r"""Find what a style asks for, whatever way it is written in.

    Examples
    --------
    >>> list(find_style_faults(r"p{background:u\72l(https://example.org)}"))
    ['its style asks for another file; put it into the page']
    >>> list(find_style_faults("p{fill:url(#a);background:url(data:image/png;base64,eA==)} /* url(x) */"))
    []
    """
    if asks_for_a_file(style):
        yield "its style asks for another file; put it into the page"


def asks_for_a_file(style: str) -> bool:
    r"""Whether a style, or a value as in one, has a browser load something.

    Examples
    --------
    >>> [asks_for_a_file(value) for value in ("url(#a)", "url(a.svg#a)", r"/*'*/u\72l(a)/*'*/")]
    [False, True, True]
    """
    plain = _ESCAPED.sub(_unescape, _PIECE.sub(_without_words, style))
    return bool(_LOADS.search(plain) or _ADDRESS.search(plain))


def _without_words(found: re.Match[str]) -> str:
    if found[0].startswith("\\"):
        return found[0]
    if found[0].startswith("/*"):
        return "|"  # not a space: in an address, a remark is part of it
    return '"#"' if _CARRIED.match(found[0]) else '"x"'


def _unescape(found: re.Match[str]) -> str:
    if found[1] is None:
        return found[2]
    number = int(found[1], 16)
    return chr(number) if 0 < number < 0x110000 and not 0xD800 <= number < 0xE000 else "\ufffd"


def find_data_faults(attributes: Mapping[str, str], text: str) -> Iterator[str]:
    """Find what is wrong with a block of data: that it is another, or that it tells a chart to load something."""
    if attributes.get("class") != CARRIER or set(attributes) != {"type", "class"}:
        yield "has data that are not those of its charts; take them out"
    try:
        content = [*json.loads(text)]
    except (ValueError, TypeError, RecursionError):
        yield "has data that cannot be read; make it again with `partnerlab run`"
        return
    specifications = [each.get("specification", {}) for each in content if isinstance(each, dict)]
    if len(specifications) != len(content) or not all(isinstance(each, dict) for each in specifications):
        yield "has data that are not those of its charts; take them out"
    elif any(_loads(each) for each in specifications):
        yield "has a chart that asks for another file; put its data into the page"


_ASKING = frozenset({"url", "usermeta", "loader", "src"})
"""Keys of a specification by which a chart names a file."""


def _loads(value: Any, within: str = "") -> bool:
    """Whether a specification names a file; its own rows are words, whatever their columns are called."""
    if within in {"values", "datasets"}:
        return False
    if isinstance(value, dict):
        drawn = (value.get("mark"), value.get("type"))
        asks = "image" in drawn or bool(_ASKING & value.keys())
        return asks or any(_loads(part, key) for key, part in value.items())
    return isinstance(value, list) and any(_loads(part, within) for part in value)


def is_data(attributes: Mapping[str, str]) -> bool:
    """Whether a ``script`` holds data for the page's own script."""
    return attributes.get("type") == DATA_TYPE
