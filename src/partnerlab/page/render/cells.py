"""The cells of a notebook as pieces of a page: text and results first, the code that made them folded away."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator, Mapping, Sequence
from html import escape
from types import MappingProxyType
from typing import Any
from xml.etree.ElementTree import Element, SubElement

from partnerlab.page.handover import FIGURE_TYPE, NOTICE_TAG
from partnerlab.page.live import carry
from partnerlab.page.markup import FRAGMENT
from partnerlab.page.parts import render
from partnerlab.page.render.prose import write_prose
from partnerlab.page.render.sanitise import NO_WORDS, clean_text, read_html, read_svg

HIDDEN_TAGS = frozenset({"remove-cell", "hide-cell", "papermill-error-cell-tag"})
HIDDEN_CODE = frozenset({"remove-input", "hide-input"})
HIDDEN_OUTPUTS = frozenset({"remove-output", "hide-output"})
PICTURES = ("image/png", "image/jpeg", "image/gif")
_WIDGET = "application/vnd.jupyter.widget-view+json"
_RAW_HTML, _RAW_MARKDOWN, _RAW_TEXT = "text/html", "text/markdown", frozenset({"", "text/plain"})
Drawings = Mapping[str, Element]
_NONE: Drawings = MappingProxyType({})


def render_cells(cells: Sequence[Any], drawings: Drawings = _NONE, *, code: bool = True) -> Iterator[Element]:
    """Render cells in order; code that shows nothing is folded in with the next code that does.

    Parameters
    ----------
    drawings
        Drawings of charts that the cells hand on, by name.
    code
        Whether code is part of the page.

    Yields
    ------
    Element
        A fragment that holds nothing but what is allowed.
    """
    silent: list[str] = []
    for number, cell in enumerate(cells, start=1):
        tags = set(cell.get("metadata", {}).get("tags", []))
        lab = cell.get("metadata", {}).get("jupyter", {})
        if tags & HIDDEN_TAGS:
            continue
        if cell["cell_type"] == "markdown":
            yield render_markdown(cell, spelled_out=NOTICE_TAG not in tags)
        elif cell["cell_type"] == "raw":
            yield from _render_raw(cell)
        elif cell["cell_type"] == "code":
            shows = not tags & HIDDEN_OUTPUTS and not lab.get("outputs_hidden")
            shown = cell.get("outputs", []) if shows else []
            outputs = [piece for output in shown for piece in render_output(output, drawings)]
            if code and not tags & HIDDEN_CODE and not lab.get("source_hidden"):
                silent.append(cell["source"])
            if outputs:
                yield from outputs
                yield from fold_code(silent, number)
                silent = []
    yield from fold_code(silent, len(cells))


def fold_code(sources: Sequence[str], number: int) -> Iterator[Element]:
    """Fold code away under a summary; nothing when there is none."""
    text = "\n\n".join(source.strip() for source in sources if source.strip())
    if text:
        yield read_html(render("code", text=clean_text(text), number=number))


def render_markdown(cell: Mapping[str, Any], *, spelled_out: bool = True) -> Element:
    """Render a text cell; a tag typed into it that no page has is shown as typed unless `spelled_out` is False."""
    source = _embed_attachments(str(cell["source"]), cell.get("attachments", {}))
    return read_html(write_prose(source, spelled_out=spelled_out))


def _render_raw(cell: Mapping[str, Any]) -> Iterator[Element]:
    """Render a raw cell; one that its author wrote for another format, such as LaTeX, has no place on a page."""
    metadata = cell.get("metadata", {})
    kind = str(metadata.get("raw_mimetype") or metadata.get("format") or "").lower()
    if kind == _RAW_HTML:
        yield read_html(str(cell["source"]))
    elif kind == _RAW_MARKDOWN:
        yield render_markdown(cell)
    elif kind in _RAW_TEXT:
        yield from _render_text(str(cell["source"]))


def render_output(output: Mapping[str, Any], drawings: Drawings = _NONE) -> Iterator[Element]:
    """Render what a code cell printed, showed or failed with; nothing when nothing of it can be shown."""
    match output["output_type"]:
        case "stream":
            yield from _render_text(_text(output["text"]), error=output["name"] == "stderr")
        case "error":
            yield read_html(render("error", **_tell_error(output)))
        case _:
            yield from _render_bundle(output.get("data", {}), output.get("metadata", {}), drawings)


def _render_text(text: str, *, error: bool = False) -> Iterator[Element]:
    cleaned = clean_text(text)
    if cleaned.strip():
        yield read_html(render("stream", text=cleaned, error=error))


def _render_bundle(data: Mapping[str, Any], metadata: Mapping[str, Any], drawings: Drawings) -> Iterator[Element]:
    html = _text(data.get("text/html", ""))
    read = read_html(html, drawings) if html else Element(FRAGMENT)
    picture = next((kind for kind in PICTURES if kind in data), "")
    text = clean_text(_text(data.get("text/plain", "")))
    formula = clean_text(_text(data.get("text/latex", "")))
    if _can_be_seen(read):
        yield _frame(read, _carry(data.get(FIGURE_TYPE)))
    elif "text/markdown" in data:
        yield render_markdown({"source": _text(data["text/markdown"])})
    elif "image/svg+xml" in data:
        yield _frame(read_svg(_text(data["image/svg+xml"])))
    elif picture:
        yield _render_picture(picture, _text(data[picture]), metadata.get(picture, {}))
    elif html or _WIDGET in data:
        yield read_html(render("note", text="This part needs a notebook that is running; it is left out of the page."))
    elif text.strip():
        yield from _render_text(text)
    elif formula.strip():
        yield from _render_text(formula)
        yield read_html(render("note", text="This is a formula, as it is written in LaTeX."))


def _can_be_seen(piece: Element) -> bool:
    """Whether there is something in a piece that can be seen: a word, a picture, a drawing."""
    return any(text.strip() for text in piece.itertext()) or any(part.tag in ("img", "svg") for part in piece.iter())


def _frame(*parts: Element | None) -> Element:
    """Put an output into its place, with what it carries beside it."""
    inside, *beside = (part for part in parts if part is not None)
    piece = Element(FRAGMENT)
    SubElement(piece, "div", {"class": "pl-output"}).append(inside)
    piece.extend(beside)
    return piece


def _carry(content: Any) -> Element | None:
    """Carry the specifications of figures, handed on as an object or as the text of one; None when it is neither."""
    try:
        figures = json.loads(content) if isinstance(content, str) else content
    except ValueError:
        return None
    return carry(figures) if isinstance(figures, Mapping) else None


def _render_picture(kind: str, content: str, metadata: Mapping[str, Any]) -> Element:
    words = str(metadata.get("alt", "")) or f"Picture {NO_WORDS}"
    address = f"data:{kind};base64,{''.join(content.split())}"
    return _frame(read_html(f'<img alt="{escape(words)}" src="{escape(address)}">'))


def _tell_error(output: Mapping[str, Any]) -> dict[str, str]:
    trace = clean_text("\n".join(output.get("traceback", [])))
    return {
        "kind": clean_text(str(output.get("ename", "Error"))),
        "cause": hide_places(clean_text(str(output.get("evalue", "")))),
        "trace": hide_places(trace),
    }


def hide_places(text: str) -> str:
    """Shorten paths of this machine to the file's name, and memory addresses to nothing.

    Examples
    --------
    >>> hide_places("File /srv/lib/thing.py:3, at 0x7f00aa11")
    'File thing.py:3, at 0x…'
    """
    text = re.sub(r"\b0x[0-9a-fA-F]{6,16}\b", "0x…", text)
    return re.sub(r"(?<![\w:/.])(?:[A-Za-z]:)?[\\/](?:[\w .@~+-]+[\\/])+(?=[\w.-]+)", "", text)


def _embed_attachments(source: str, attachments: Mapping[str, Mapping[str, Any]]) -> str:
    for name, bundle in sorted(attachments.items()):
        for kind, content in sorted(bundle.items()):
            if kind in PICTURES:
                source = source.replace(f"(attachment:{name})", f"(data:{kind};base64,{_text(content)})")
    return source


def _text(content: Any) -> str:
    return "".join(content) if isinstance(content, list) else str(content)
