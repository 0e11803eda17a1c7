"""What a page is made of: elements, attributes, roles and addresses; whatever else stands in one is a fault."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping

from partnerlab.page.audit.policies import asks_for_a_file

FRAME = frozenset({"html", "head", "meta", "title", "style", "script", "body", "header", "nav", "main", "footer"})
TEXT = frozenset(
    """a abbr article b blockquote br caption cite code col colgroup dd del details dfn div dl dt em figcaption figure
    h1 h2 h3 h4 h5 h6 hr i img ins kbd li mark ol p pre q s samp section small span strong sub summary sup
    table tbody td tfoot th thead time tr u ul var wbr""".split()  # noqa: SIM905 - words read better as words
)
DRAWN = frozenset(
    """svg g path rect circle ellipse line polyline polygon text tspan defs clippath lineargradient radialgradient
    stop use symbol title desc""".split()  # noqa: SIM905 - as above
)
FORMULA = frozenset(
    """math mrow mi mn mo ms mtext mspace mfrac msqrt mroot msub msup msubsup munder mover munderover mtable mtr mtd
    menclose mpadded mphantom mstyle merror mmultiscripts mprescripts none semantics annotation""".split()  # noqa: SIM905 - as above
)
"""Elements of formulas; none of them runs or loads, while ``annotation-xml`` and ``maction`` can hold what does."""

_EVERYWHERE = frozenset({"id", "class", "lang", "dir", "title", "role", "tabindex"})
_OWN: Mapping[str, frozenset[str]] = {
    "a": frozenset({"href", "download"}),
    "img": frozenset({"src", "alt", "width", "height"}),
    "details": frozenset({"open"}),
    "td": frozenset({"colspan", "rowspan", "headers"}),
    "th": frozenset({"colspan", "rowspan", "headers", "scope"}),
    "ol": frozenset({"start", "type"}),
    "li": frozenset({"value"}),
    "time": frozenset({"datetime"}),
    "col": frozenset({"span"}),
    "meta": frozenset({"charset", "content", "http-equiv", "name"}),
    "script": frozenset({"type"}),
}
_SHAPED = frozenset(
    """xmlns d x y x1 y1 x2 y2 cx cy r rx ry fx fy width height points dx dy rotate transform viewbox offset
    gradientunits gradienttransform clippathunits spreadmethod preserveaspectratio href
    fill fill-opacity fill-rule stroke stroke-width stroke-opacity stroke-dasharray stroke-dashoffset
    stroke-linecap stroke-linejoin stroke-miterlimit opacity clip-path clip-rule stop-color stop-opacity
    font-size font-weight font-style font-family text-anchor dominant-baseline letter-spacing textlength
    lengthadjust""".split()  # noqa: SIM905 - as above
)
_SPELLED = frozenset(
    """xmlns display mathvariant stretchy fence separator form lspace rspace accent accentunder largeop movablelimits
    symmetric minsize maxsize linethickness columnalign rowspacing columnspacing columnspan rowspan displaystyle
    scriptlevel width height depth encoding notation
    columnlines rowlines rowalign""".split()  # noqa: SIM905 - as above
)
ARIA = frozenset(
    """atomic busy colcount colindex colspan controls current describedby description details disabled expanded
    hidden label labelledby level live owns posinset pressed relevant roledescription rowcount rowindex rowspan
    selected setsize sort""".split()  # noqa: SIM905 - as above
)
"""What an attribute that begins with ``aria-`` may say."""
ROLES = frozenset(
    """alert article blockquote button caption cell code columnheader complementary contentinfo definition deletion
    document emphasis figure group heading img insertion link list listitem log main math meter navigation note
    paragraph progressbar region row rowgroup rowheader search separator status strong subscript superscript tab
    table tablist tabpanel term time toolbar tooltip""".split()  # noqa: SIM905 - as above
)
"""Roles that a part of a page may have; the others are unknown, abstract, or take a part's meaning from it."""
_PICTURE = re.compile(r"data:image/(png|jpeg|gif|webp);base64,[A-Za-z0-9+/=\s]+")
_SAVED = re.compile(r"data:text/csv;charset=utf-8(;base64)?,[\w%+/=!'()*:;?.~-]*")
_SCHEMES = frozenset({"http", "https", "mailto"})
_RUNS = frozenset({"javascript", "vbscript", "livescript", "data", "blob", "filesystem", "file", "view-source"})
_IN_SVG = frozenset({"use"})
_DECEIVING = re.compile(r"https?:[/\\]*[^/\\?#]*@", re.IGNORECASE)
"""Begins an address whose first words are not where it leads: a browser takes what stands before the @ for a name."""
_SAVED_AS = re.compile(r"[^\\/:*?\"<>|\x00-\x1f]+\.csv", re.IGNORECASE)
"""Names under which a page may have a table saved, so that a click on the file opens a table and nothing that runs."""


def find_element_faults(tag: str, attributes: Mapping[str, str]) -> Iterator[str]:
    """Find what is wrong with an element: that it is there, what it says of itself, where it leads.

    Parameters
    ----------
    tag
        Its name.
    attributes
        Value by name, both as a browser reads them.

    Examples
    --------
    >>> list(find_element_faults("p", {"onclick": "x()"}))
    ['has `onclick` on a `p`, which may run; take it out']
    """
    if tag not in FRAME | TEXT | DRAWN | FORMULA:
        yield f"has a `{tag}`, which may run or load something; take it out"
    for name, value in attributes.items():
        if name.startswith("on"):
            yield f"has `{name}` on a `{tag}`, which may run; take it out"
        elif tag == "img" and name == "src" and not _PICTURE.fullmatch(value):
            yield f"`{tag}` loads {value[:80]!r}; put it into the page"
        elif tag in DRAWN and asks_for_a_file(value):
            yield f"`{tag}` loads {value[:80]!r}; draw it in the page"
        elif name == "download" and not _SAVED_AS.fullmatch(value):
            yield f"has a file saved as {value[:40]!r}; name a table, ending in .csv"
        elif name.endswith("href"):
            yield from _find_address_faults(tag, value)
        elif not _is_known(tag, name):
            yield f"has `{name}` on a `{tag}`, which pages of ours have no use for; take it out"


def _is_known(tag: str, name: str) -> bool:
    said, _, what = name.partition("-")
    if (said == "aria" and what in ARIA) or name in _EVERYWHERE | _OWN.get(tag, frozenset()):
        return True
    if tag == "html":
        return name == "lang"
    return (tag in DRAWN and name in _SHAPED) or (tag in FORMULA and name in _SPELLED)


def _find_address_faults(tag: str, value: str) -> Iterator[str]:
    """Find where an address leads, read as a browser reads it: without white space within, entities already read."""
    read = re.sub(r"[\x00-\x20\x7f]", "", value)
    scheme = re.match(r"([a-z][a-z0-9+.-]*):", read, re.IGNORECASE)
    if tag in _IN_SVG and not read.startswith("#"):
        yield f"`{tag}` loads {value[:80]!r}; draw it in the page"
    elif tag not in {"a", *_IN_SVG}:
        yield f"has an address on a `{tag}`: {value[:80]!r}; take it out"
    elif scheme and scheme[1].lower() in _RUNS and not _SAVED.fullmatch(read):
        yield f"`{tag}` has an address that runs: {value[:80]!r}; take it out"
    elif scheme and scheme[1].lower() not in _SCHEMES | {"data"}:
        yield f"`{tag}` has an address of a kind that pages do not have: {value[:80]!r}; take it out"
    elif _DECEIVING.match(read):
        yield f"`{tag}` has an address that hides where it leads: {value[:80]!r}; take out what stands before the @"
    elif re.match(r"[/\\]{2}|\\", read):
        yield f"`{tag}` has an address without its scheme: {value[:80]!r}; write https"
