"""The cells of a notebook as pieces of a page: text and results first, the code that made them folded away."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from html import escape
from types import MappingProxyType
from typing import Any
from xml.etree.ElementTree import Element, SubElement

from partnerlab.page.handover import FIGURE_TYPE, NOTICE_TAG
from partnerlab.page.markup import FRAGMENT
from partnerlab.page.parts import render
from partnerlab.page.printed import clean_text
from partnerlab.page.render.formulas import is_understood, read_formula, write_formula
from partnerlab.page.render.pictures import PICTURES, Album, Pictures, no_pictures
from partnerlab.page.render.prose import write_prose
from partnerlab.page.render.sanitise import EMBEDDED_ABSENT, NO_WORDS, read_html, read_svg
from partnerlab.page.specifications import carry

HIDDEN_TAGS = frozenset({"remove-cell", "hide-cell", "papermill-error-cell-tag"})
HIDDEN_CODE = frozenset({"remove-input", "hide-input"})
HIDDEN_OUTPUTS = frozenset({"remove-output", "hide-output"})
_WIDGET = "application/vnd.jupyter.widget-view+json"
_OWN = "application/vnd.partnerlab."
"""How the kinds begin that cells hand on to the page, and that nobody is to see."""
_OBJECT = re.compile(r"<IPython\.core\.display\.\w+ object>")
_RAW_HTML, _RAW_MARKDOWN, _RAW_TEXT = "text/html", "text/markdown", frozenset({"", "text/plain"})
Drawings = Mapping[str, Element]
_NONE: Drawings = MappingProxyType({})


@dataclass(frozen=True)
class Shown:
    """What of a notebook is part of its page.

    Parameters
    ----------
    code, outputs, prose, raw
        Whether code cells show their code and what came of it, and whether text cells and raw cells are shown.
    """

    code: bool = True
    outputs: bool = True
    prose: bool = True
    raw: bool = True


WHOLE = Shown()


def render_cells(
    cells: Sequence[Any], drawings: Drawings = _NONE, *, shown: Shown = WHOLE, album: Album | None = None
) -> Iterator[Element]:
    """Render cells in order; code that shows nothing is folded in with the next code that does.

    Parameters
    ----------
    drawings
        Drawings of charts that the cells hand on, by name.
    shown
        What is part of the page; whatever it says, what the author of a cell hid is not.
    album
        Pictures beside the notebook; None leaves them out.

    Yields
    ------
    Element
        A fragment that holds nothing but what is allowed.
    """
    silent: list[str] = []
    album = album or Album()
    for number, cell in enumerate(cells, start=1):
        tags = set(cell.get("metadata", {}).get("tags", []))
        lab = cell.get("metadata", {}).get("jupyter", {})
        if tags & HIDDEN_TAGS:
            continue
        pictures = album.of(cell.get("attachments"))
        if cell["cell_type"] == "markdown" and shown.prose and not lab.get("source_hidden"):
            yield render_markdown(cell, pictures, spelled_out=NOTICE_TAG not in tags)
        elif cell["cell_type"] == "raw" and shown.raw and not lab.get("source_hidden"):
            yield from _render_raw(cell, pictures)
        elif cell["cell_type"] == "code":
            shows = shown.outputs and not tags & HIDDEN_OUTPUTS and not lab.get("outputs_hidden")
            left = _join_streams(cell.get("outputs", [])) if shows else []
            outputs = [piece for output in left for piece in render_output(output, drawings, pictures)]
            removed = (
                cell.get("metadata", {}).get("transient", {}).get("remove_source")
            )  # by a step of nbconvert's that goes by tags
            if shown.code and not removed and not tags & HIDDEN_CODE and not lab.get("source_hidden"):
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


def render_markdown(cell: Mapping[str, Any], pictures: Pictures = no_pictures, *, spelled_out: bool = True) -> Element:
    """Render a text cell; a tag typed into it that no page has is shown as typed unless `spelled_out` is False."""
    return read_html(write_prose(str(cell["source"]), spelled_out=spelled_out), pictures=pictures)


def _render_raw(cell: Mapping[str, Any], pictures: Pictures) -> Iterator[Element]:
    """Render a raw cell; one that its author wrote for another format, such as LaTeX, is mentioned."""
    metadata = cell.get("metadata", {})
    kind = str(metadata.get("raw_mimetype") or metadata.get("format") or "").lower()
    if kind == _RAW_HTML:
        yield read_html(str(cell["source"]), pictures=pictures)
    elif kind == _RAW_MARKDOWN:
        yield render_markdown(cell, pictures)
    elif kind in _RAW_TEXT:
        yield from _render_text(str(cell["source"]))
    elif str(cell["source"]).strip():
        yield read_html(render("note", text=f"A part written for another format ({kind}) is left out of the page."))


def _join_streams(outputs: Sequence[Any]) -> Iterator[Mapping[str, Any]]:
    """Join what was printed in pieces one after another, so that a progress bar is one line."""
    kind = ""
    pieces: list[str] = []
    for output in [*outputs, None]:
        name = str(output["name"]) if output is not None and output["output_type"] == "stream" else ""
        if pieces and name != kind:
            yield {"output_type": "stream", "name": kind, "text": "".join(pieces)}
            pieces = []
        kind = name
        if name and output is not None:
            pieces.append(_text(output["text"]))
        elif output is not None:
            yield output


def render_output(
    output: Mapping[str, Any], drawings: Drawings = _NONE, pictures: Pictures = no_pictures
) -> Iterator[Element]:
    """Render what a code cell printed, showed or failed with; nothing when nothing of it can be shown."""
    match output["output_type"]:
        case "stream":
            yield from _render_text(_text(output["text"]), error=output["name"] == "stderr")
        case "error":
            yield read_html(render("error", **_tell_error(output)))
        case _:
            yield from _render_bundle(output.get("data", {}), output.get("metadata", {}), drawings, pictures)


def _render_text(text: str, *, error: bool = False) -> Iterator[Element]:
    cleaned = clean_text(text)
    if cleaned.strip():
        yield read_html(render("stream", text=cleaned, error=error))


def _render_bundle(
    data: Mapping[str, Any], metadata: Mapping[str, Any], drawings: Drawings, pictures: Pictures
) -> Iterator[Element]:
    html = _text(data.get("text/html", ""))
    read = read_html(html, drawings, pictures) if html else Element(FRAGMENT)
    picture = next((kind for kind in PICTURES if kind in data), "")
    text = clean_text(_text(data.get("text/plain", "")))
    latex = clean_text(_text(data.get("text/latex", "")))
    formula = read_formula(latex)
    if _can_be_seen(read):
        yield _frame(read, _carry(data.get(FIGURE_TYPE)))
    elif "text/markdown" in data:
        yield render_markdown({"source": _text(data["text/markdown"])}, pictures)
    elif "image/svg+xml" in data:
        yield _frame(read_svg(_text(data["image/svg+xml"])))
    elif picture:
        yield _render_picture(picture, _text(data[picture]), metadata.get(picture, {}))
    elif html or _WIDGET in data:
        yield read_html(render("note", text="This part needs a notebook that is running; it is left out of the page."))
    elif formula is not None and is_understood(formula):
        yield _frame(read_html(write_formula(formula, display=True)))
    elif text.strip() and not (latex and _OBJECT.fullmatch(text)):
        yield from _render_text(text)
    elif latex.strip():
        yield from _render_text(latex)
        yield read_html(render("note", text="This is a formula, as it is written in LaTeX."))
    else:
        yield from _render_other(data)


def _render_other(data: Mapping[str, Any]) -> Iterator[Element]:
    """Render an output in a form that no page has: its text, or a note that it is left out."""
    kinds = [kind for kind, content in data.items() if content and not kind.startswith((_OWN, "text/plain"))]
    for kind in kinds:
        if kind.startswith("text/") or kind == "application/json":
            content = data[kind]
            shown = content if isinstance(content, str) else json.dumps(content, ensure_ascii=False, indent=1)
            yield from _render_text("".join(content) if _is_lines(content) else shown)
            return
    if kinds:
        told = f"An output of the kind {clean_text(kinds[0])[:80]} cannot be shown on a page; it is left out."
        yield read_html(render("note", text=told))


def _is_lines(content: Any) -> bool:
    return isinstance(content, list) and all(isinstance(line, str) for line in content)


def _can_be_seen(piece: Element) -> bool:
    """Whether there is something in a piece that can be seen: a word, a picture, a drawing, beside what is absent."""
    return any(text.strip() not in {"", EMBEDDED_ABSENT} for text in piece.itertext()) or any(
        part.tag in ("img", "svg") for part in piece.iter()
    )


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
    return re.sub(r"(?<![\w:/.])(?:[A-Za-z]:)?[\\/](?:[\w .@~+-]{1,255}[\\/]){1,64}(?=[\w.-])", "", text)


def _text(content: Any) -> str:
    return "".join(content) if isinstance(content, list) else str(content)
