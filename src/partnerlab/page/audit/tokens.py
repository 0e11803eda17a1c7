"""What every reader of HTML takes apart alike: where a browser could find another tag than we do, a page is at fault.

What is checked of a page rests on how Python's parser reads it. The two differ where HTML is written carelessly: an
end tag with something after its name, a quote that is never closed, a tag in what one takes for text.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

_BLANK = r"[ \t\n\f\r]"
_VALUE = r"(?:\"[^\"]*+\"|'[^']*+'|[^\s\"'=<>`]++)"
_ATTRIBUTE = rf"{_BLANK}++[a-zA-Z_:][a-zA-Z0-9_:.-]*+(?:{_BLANK}*+={_BLANK}*+{_VALUE})?+"
_TAG = re.compile(rf"<([a-zA-Z][a-zA-Z0-9:-]*+)(?:{_ATTRIBUTE})*+{_BLANK}*+/?>")
_END = re.compile(rf"</[a-zA-Z][a-zA-Z0-9:-]*+{_BLANK}*+>")
_DOCTYPE = re.compile(rf"<!doctype{_BLANK}++html>", re.IGNORECASE)
_TEXT = {
    **dict.fromkeys(("style", "title"), re.compile(r"[^<]*+")),
    "script": re.compile(r"(?:[^<]|<(?!/script|[!?]))*+", re.IGNORECASE),
    "script of data": re.compile(r"[^<]*+"),
}
"""What may stand in an element whose content one reader takes for text and another for more tags.

Our own scripts are compared to the letter; data for them, as in a drawing, could be read as tags.
"""


def find_reading_faults(html: str) -> Iterator[tuple[int, str]]:
    r"""Find the first place of a page that could be read in two ways.

    Yields
    ------
    tuple of int and str
        Line, and what is wrong there with the way out.

    Examples
    --------
    >>> list(find_reading_faults('<!doctype html><p title="a">a &lt; b<br></p>'))
    []
    >>> [line for line, _ in find_reading_faults('<p>\n<p title="a onclick=b>')]
    [2]
    """
    place = 0
    if "\0" in html:
        yield html.count("\n", 0, html.index("\0")) + 1, "holds a null character; take it out"
    while (start := html.find("<", place)) != -1:
        tag = _TAG.match(html, start)
        found = (
            tag or _END.match(html, start) or (None if html[:start].strip("\ufeff") else _DOCTYPE.match(html, start))
        )
        if found is None:
            line = html.count("\n", 0, start) + 1
            yield line, f"could be read in two ways at {html[start : start + 40]!r}; write tags and values out in full"
            return
        place = found.end()
        name = tag[1].lower() if tag else ""
        if name in _TEXT:
            is_data = name == "script" and tag is not None and tag[0] != "<script>"
            text = _TEXT["script of data" if is_data else name].match(html, place)
            place = text.end() if text else place
            if html[place : place + len(name) + 2].lower() != f"</{name}":
                line = html.count("\n", 0, place) + 1
                yield line, f"has more than text in a `{name}`; take it out"
                return
