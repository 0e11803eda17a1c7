"""What one element is called, by its attributes alone: alternatives of pictures, scopes, roles, names, languages."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping

from partnerlab.page.audit.allowed import ROLES
from partnerlab.page.markup import LANGUAGE

_LONGEST_ALTERNATIVE = 200
"""Characters of an alternative beyond which a picture is likely to be one of text."""
_FILE = re.compile(r"[\w-]+\.(?:png|jpe?g|gif|svg|webp|bmp)", re.IGNORECASE)


def find_label_faults(tag: str, attributes: Mapping[str, str]) -> Iterator[str]:
    """Find what is wrong with the label, the role or the language of one element.

    Examples
    --------
    >>> list(find_label_faults("img", {"src": "hub.png"}))
    ['a picture has no alternative; add `alt`']
    """
    if tag == "img" and "alt" not in attributes:
        yield "a picture has no alternative; add `alt`"
    if tag == "img" and _FILE.fullmatch(attributes.get("alt", "").strip()):
        yield "a picture has the name of a file as its alternative; say what is seen"
    if tag == "img" and len(attributes.get("alt", "")) > _LONGEST_ALTERNATIVE:
        yield "a picture needs so many words that it is one of text; write the text instead"
    if tag == "th" and attributes.get("scope") not in ("col", "row", "colgroup", "rowgroup"):
        yield "a table heading has no scope; say `col` or `row`"
    if "role" in attributes and attributes["role"] not in ROLES:
        yield f"has the role {attributes['role'][:40]!r} on a `{tag}`; leave it out"
    if "aria-label" in attributes and not attributes["aria-label"].strip():
        yield f"has an empty name on a `{tag}`; give it words"
    if "aria-label" in attributes and tag in ("span", "p", "div") and "role" not in attributes:
        yield f"names a `{tag}` without a role, which nobody hears; give it a role or take the name out"
    if tag != "html" and not LANGUAGE.fullmatch(attributes.get("lang", "en")):
        yield f"has a part in the language {attributes['lang'][:20]!r}, which is none; write such as `cy`"
