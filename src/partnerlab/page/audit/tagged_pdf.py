"""A page that a browser printed, made into PDF/UA-1 (ISO 14289-1): what the browser's tags lack is added."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from html.parser import HTMLParser
from io import BytesIO
from typing import Any

import pikepdf

ROLES = {"Strong": "Span", "Em": "Span"}
"""Tags of newer PDF that Chromium writes, and what stands for them in PDF 1.7, on which PDF/UA-1 rests."""

SHOWN = frozenset(
    {"Tj", "TJ", "'", '"', "S", "s", "f", "F", "f*", "B", "B*", "b", "b*", "sh", "Do", "BI", "INLINE IMAGE"}
)
"""Operators that put something on the paper."""

IN_ITEM = frozenset({"/Lbl", "/LBody"})
"""What an item of a list may hold."""


class _Head(HTMLParser):
    """Reads a page's title, language and the words of its links."""

    def __init__(self) -> None:
        super().__init__()
        self.title = ""
        self.language = "en"
        self.links: dict[str, str] = {}
        self._open = ""
        self._link = ""
        self._words: list[str] = []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        given = dict(attrs)
        if tag == "html":
            self.language = given.get("lang") or self.language
        elif tag in {"title", "a"}:
            self._open, self._link, self._words = tag, given.get("href") or "", []

    def handle_data(self, data: str) -> None:
        self._words.append(data)

    def handle_endtag(self, tag: str) -> None:
        if tag != self._open:
            return
        said = " ".join("".join(self._words).split())
        if tag == "title":
            self.title = self.title or said
        elif said:
            self.links.setdefault(self._link, said)
        self._open = ""


def make_accessible(content: bytes, html: str) -> bytes:
    """Return a printed page as PDF/UA-1, the same bytes each time.

    The browser tags text, headings, lists, tables and figures. Added are: the title and the standard's name in the
    metadata; ordinary tags for those of newer PDF; a body in each item of a list; words for links; and the mark of a
    decoration on what has no tag, such as the running head.

    Parameters
    ----------
    content
        The PDF as the browser printed it, with tags.
    html
        The page it was printed from.
    """
    head = _Head()
    head.feed(html)
    with pikepdf.open(BytesIO(content)) as document:
        _name_standard(document, head)
        root = document.Root.StructTreeRoot
        root.RoleMap = pikepdf.Dictionary({f"/{tag}": pikepdf.Name(f"/{role}") for tag, role in ROLES.items()})
        for element in list(_elements(root)):
            if element.get("/S") == "/LI":
                _give_body(document, element)
            elif element.get("/S") == "/Figure" and "/Alt" not in element:
                element.S = pikepdf.Name.Div  # it holds words, and a drawing that has its own
        for page in document.pages:
            _say_links(page, head.links)
            page.obj.Tabs = pikepdf.Name.S  # the order of the keyboard follows the tags
            _mark_decoration(document, page)
        held = BytesIO()
        document.save(held, deterministic_id=True, object_stream_mode=pikepdf.ObjectStreamMode.generate)
    return held.getvalue()


def _name_standard(document: pikepdf.Pdf, head: _Head) -> None:
    document.Root.Lang = pikepdf.String(head.language)
    with document.open_metadata(set_pikepdf_as_editor=False, update_docinfo=False) as metadata:
        metadata["dc:title"] = head.title
        metadata["pdfuaid:part"] = "1"


def _elements(node: Any) -> Iterator[Any]:
    """Yield the elements of the tree of tags, the outer before the inner."""
    waiting = [node]
    while waiting:
        found = waiting.pop()
        if isinstance(found, pikepdf.Array):
            waiting += reversed(list(found))
        elif isinstance(found, pikepdf.Dictionary) and found.get("/Type") not in {"/MCR", "/OBJR"}:
            if "/S" in found:
                yield found
            if "/K" in found:
                waiting.append(found.K)


def _give_body(document: pikepdf.Pdf, item: Any) -> None:
    """Put what an item of a list holds beside its label into a body, as the standard asks."""
    kids = list(item.K) if isinstance(item.get("/K"), pikepdf.Array) else [item.K] if "/K" in item else []
    labels = [kid for kid in kids if _tag(kid) in IN_ITEM]
    others = [kid for kid in kids if _tag(kid) not in IN_ITEM]
    if not others:
        return
    body = document.make_indirect(
        pikepdf.Dictionary(Type=pikepdf.Name.StructElem, S=pikepdf.Name.LBody, P=item, K=pikepdf.Array(others))
    )
    if "/Pg" in item:
        body.Pg = item.Pg
    for kid in others:
        if _tag(kid):
            kid.P = body
    item.K = pikepdf.Array([*labels, body])


def _tag(kid: Any) -> str:
    return str(kid.get("/S", "")) if isinstance(kid, pikepdf.Dictionary) else ""


def _say_links(page: pikepdf.Page, links: Mapping[str, str]) -> None:
    """Say in words where each link on a page leads."""
    for link in page.obj.get("/Annots", ()):
        if link.get("/Subtype") == "/Link" and not str(link.get("/Contents", "")):
            target = _target(link)
            link.Contents = pikepdf.String(links.get(target) or target.removeprefix("#").replace("-", " ") or "Link")


def _target(link: Any) -> str:
    action = link.get("/A", {})
    inside = link.get("/Dest", action.get("/D", ""))
    return str(action["/URI"]) if "/URI" in action else f"#{str(inside).removeprefix('/')}"


def _mark_decoration(document: pikepdf.Pdf, page: pikepdf.Page) -> None:
    """Mark what has no tag as decoration: the running head and foot, rules and backgrounds."""
    forms: dict[tuple[int, int], Any] = {}
    marked = _marked(page, page.obj.get("/Resources", {}), forms)
    page.Contents = document.make_stream(marked)
    done: set[tuple[int, int]] = set()
    while forms.keys() - done:
        number = min(forms.keys() - done)
        done.add(number)
        form = forms[number]
        form.write(_marked(form, form.get("/Resources", {}), forms))


def _marked(content: Any, resources: Any, forms: dict[tuple[int, int], Any]) -> bytes:
    """Return a stream with its untagged parts marked; drawings with tags of their own are noted, to be marked too."""
    begin = pikepdf.ContentStreamInstruction([pikepdf.Name.Artifact], pikepdf.Operator("BMC"))
    end = pikepdf.ContentStreamInstruction([], pikepdf.Operator("EMC"))
    marked: list[Any] = []
    depth = 0
    for instruction in pikepdf.parse_content_stream(content):
        operator = str(instruction.operator)
        depth += {"BMC": 1, "BDC": 1, "EMC": -1}.get(operator, 0)
        bare = depth == 0 and operator in SHOWN
        if bare and operator == "Do":
            drawing = resources.get("/XObject", {}).get(str(instruction.operands[0]))
            if drawing is not None and _holds_tags(drawing):
                forms[drawing.objgen] = drawing
                bare = False
        marked += [begin, instruction, end] if bare else [instruction]
    return pikepdf.unparse_content_stream(marked)


def _holds_tags(drawing: Any) -> bool:
    """Whether a drawing, or one within it, has tags of its own, which may not stand in a decoration."""
    if drawing.get("/Subtype") != "/Form":
        return False
    inner = drawing.get("/Resources", {}).get("/XObject", {})
    own = any(
        str(found.operator) == "BDC" and "/MCID" in found.operands[1]
        for found in pikepdf.parse_content_stream(drawing)
        if len(found.operands) > 1 and isinstance(found.operands[1], pikepdf.Dictionary)
    )
    return own or any(_holds_tags(form) for form in inner.values())
