"""Whatever a notebook shows, cleaned by a list of what is allowed: nothing runs, loads or breaks out of its place.

HTML passes through nh3; drawings apart, rewritten as XML (`partnerlab.page.drawing`), since no HTML cleaner knows them.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from functools import cache, lru_cache
from html import escape, unescape

import nh3

from partnerlab.page.drawing import DrawingError, rewrite_drawing
from partnerlab.page.parts import name_content, read_lights
from partnerlab.page.theme import default_theme

TAGS = frozenset(
    """a abbr b blockquote br caption cite code col colgroup dd del details dfn div dl dt em figcaption figure
    h1 h2 h3 h4 h5 h6 hr i img ins kbd li mark ol p pre q s samp section small span strong sub summary sup
    table tbody td tfoot th thead time tr u ul var wbr""".split()  # noqa: SIM905 - words read better as words
)
_EVERYWHERE = {"id", "class", "lang", "dir", "title", "role", "tabindex"}
_ATTRIBUTES = {
    "*": _EVERYWHERE,
    "a": {"href", "download"},
    "img": {"src", "alt", "width", "height"},
    "details": {"open"},
    "td": {"colspan", "rowspan", "headers"},
    "th": {"colspan", "rowspan", "headers", "scope"},
    "ol": {"start", "type"},
    "li": {"value"},
    "time": {"datetime"},
    "col": {"span"},
}
_WITHOUT_CONTENT = {"script", "style", "template", "iframe", "object", "embed", "noscript", "math", "head", "title"}
_PICTURE = re.compile(r"data:image/(png|jpeg|gif);base64,[A-Za-z0-9+/=\s]+")
_SAVED = re.compile(r"data:text/csv;charset=utf-8(;base64)?,[\w%+/=!'()*:;?.~-]*")
_SCHEME = re.compile(r"\s*([a-z][a-z0-9+.-]*):", re.IGNORECASE)
_SVG = re.compile(r"<svg\b[^>]*?(?:/>|>.*?</svg\s*>)", re.IGNORECASE | re.DOTALL)
_PLACE = re.compile(r'<pl-drawing id="(\d+)"></pl-drawing>')
_OWN_PREFIX = re.compile(r'aria-labelledby="([\w-]+)-title [\w-]+-desc"')
_SHAPE = re.compile(r'<svg\b[^>]*class="pl-shape"')
_IMAGE = re.compile(r'<img\b((?:\s+[\w-]+="[^"]*")*)\s*/?>')
_CONTROL = re.compile(r"[\x00-\x08\x0b\x0c\x0e-\x1f\x7f]")
_ANSI = re.compile(r"\x1b(?:\[[0-?]*[ -/]*[@-~]|\][^\x07\x1b]*(?:\x07|\x1b\\)?|[@-Z\\-_])")
NO_WORDS = "without a description"


def clean_text(text: str) -> str:
    r"""Take terminal colours and control characters out of printed text.

    Examples
    --------
    >>> clean_text("\x1b[31mred\x1b[0m <b>")
    'red <b>'
    """
    return _CONTROL.sub("", _ANSI.sub("", text.replace("\r\n", "\n")))


def clean_html(html: str) -> str:
    """Keep of a piece of HTML what is allowed: structure, text, safe drawings, embedded pictures.

    Parameters
    ----------
    html
        What a notebook shows, from whatever source.

    Returns
    -------
    str
        Balanced HTML without scripts, styles, handlers, forms or addresses that a browser would load by itself.

    Examples
    --------
    >>> clean_html('<p onclick="x()">Two <script>alert(1)</script>risks</p>')
    '<p>Two risks</p>'
    """
    drawings: list[str] = []

    def set_aside(found: re.Match[str]) -> str:
        drawings.append(clean_drawing(found[0]))
        return f'<pl-drawing id="{len(drawings) - 1}"></pl-drawing>'

    # A stranger's own mark would stand for one of our drawings; it must not survive.
    unmarked = re.sub(r"</?pl-drawing\b", "<span", _CONTROL.sub("", html), flags=re.IGNORECASE)
    cleaned = _cleaner().clean(_SVG.sub(set_aside, unmarked))
    # The mark has bare angle brackets and quotes, which nh3 leaves in no text and no attribute: only real marks match.
    return _PLACE.sub(lambda mark: drawings[int(mark[1])], _name_pictures(cleaned))


@cache
def _cleaner() -> nh3.Cleaner:
    return nh3.Cleaner(
        tags={*TAGS, "pl-drawing"},
        attributes={**_ATTRIBUTES, "pl-drawing": {"id"}},
        clean_content_tags=set(_WITHOUT_CONTENT),
        attribute_filter=_keep_attribute,
        generic_attribute_prefixes={"aria-"},
        url_schemes={"http", "https", "mailto", "data"},
        link_rel=None,
    )


def clean_drawing(svg: str, title: str = f"Drawing {NO_WORDS}") -> str:
    """Rewrite a drawing from what is allowed; what is no safe drawing is shown as the text it is.

    Examples
    --------
    >>> "<script" in clean_drawing("<svg><script>alert(1)</script></svg>")
    False
    >>> clean_drawing("<svg><b></svg>")
    '<code>&lt;svg&gt;&lt;b&gt;&lt;/svg&gt;</code>'
    """
    if _SHAPE.match(svg):
        return _clean_shape(svg)
    own = _OWN_PREFIX.search(svg)
    words = dict(re.findall(r"<(title|desc)\b[^>]*>([^<]*)</\1>", svg))
    colours = {colour: purpose for purpose, colour in reversed(list(default_theme().light.items()))}
    try:
        drawn = rewrite_drawing(
            _restore(svg),
            prefix=own[1] if own else name_content(svg),
            title=unescape(words.get("title", "")) or title,
            description=unescape(words.get("desc", "")) or title,
            colours=colours,
            simplified=own is not None,
        )
    except DrawingError:
        return f"<code>{escape(svg)}</code>"
    # A page has the colours; what stands by for a notebook without them only makes it longer.
    return re.sub(r"(var\(--pl-\w+),#[0-9a-f]{6}\)", r"\1)", drawn)


def _restore(svg: str) -> str:
    """Give one of our own drawings its plain colours back: rewriting it turns them into the page's again."""
    light = default_theme().light
    return re.sub(r"var\(--pl-(\w+)(?:,#[0-9a-f]{6})?\)", lambda colour: light.get(colour[1], "none"), svg)


@lru_cache(maxsize=64)
def _clean_shape(svg: str) -> str:
    """Refer to the shape of a light, which the page carries once."""
    path = re.search(r'\bd="([\w\s.,-]*)"', svg)
    light = next((light for light, words in read_lights().items() if path and words["path"] == path[1]), "")
    used = f'<use href="#light-{light}"/>' if light else ""
    return f'<svg class="pl-shape" aria-hidden="true">{used}</svg>'


def _keep_attribute(tag: str, name: str, value: str) -> str | None:
    if name == "href":
        return _keep_address(value)
    if name == "src":
        return value if _PICTURE.fullmatch(value) else None
    if name == "tabindex":
        return value if value in ("0", "-1") else None
    if name == "id":
        return value if re.fullmatch(r"[\w.:-]+", value) else None
    return value if tag != "pl-drawing" or value.isdigit() else None


def _keep_address(value: str) -> str | None:
    scheme = _SCHEME.match(value)
    if scheme and scheme[1].lower() == "data":
        return value if _SAVED.fullmatch(value) else None
    return None if value.startswith(("//", "\\")) else value


def _name_pictures(html: str) -> str:
    def name(found: re.Match[str]) -> str:
        attributes = found[1]
        if 'src="' not in attributes:
            said = re.search(r'\balt="([^"]*)"', attributes)
            words = said[1] if said else f"Picture {NO_WORDS}"
            return f'<span class="pl-absent">[{words}: not part of this page]</span>'
        return f"<img{attributes}>" if 'alt="' in attributes else f'<img alt="Picture {NO_WORDS}"{attributes}>'

    return _IMAGE.sub(name, html)


def complete_tables(html: str) -> str:
    """Give tables that others wrote what a screen reader needs: scopes, a caption, a place to scroll in.

    Examples
    --------
    >>> "scope=" in complete_tables("<table><thead><tr><th>a</th></tr></thead></table>")
    True
    """
    return re.sub(r"<table\b([^>]*)>(.*?)</table>", _complete_table, html, flags=re.DOTALL)


def _complete_table(found: re.Match[str]) -> str:
    attributes, inside = found.groups()
    if "pl-own" in attributes:
        return found[0]
    inside = re.sub(r"<th\b[^>]*>\s*</th>", "<td></td>", inside)
    head, end, body = inside.partition("</thead>") if "</thead>" in inside else ("", "", inside)
    inside = _with_scope("col")(head) + end + _with_scope("row")(body)
    if "<caption" not in inside:
        inside = f'<caption class="pl-hidden">Table {NO_WORDS}</caption>{inside}'
    scroll = '<div class="pl-scroll" role="group" aria-label="Table" tabindex="0">'
    return f'<div class="pl-table">{scroll}<table>{inside}</table></div></div>'


def _with_scope(scope: str) -> Callable[[str], str]:
    return lambda html: re.sub(r"<th\b(?![^>]*scope=)", f'<th scope="{scope}"', html)
