"""The cells of a notebook as pieces of a page: text and results first, the code that made them folded away."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator, Mapping, Sequence
from functools import cache
from html import escape
from typing import Any

import mistune

from partnerlab.page.handover import FIGURE_TYPE, NOTICE_TAG
from partnerlab.page.live import write_carrier
from partnerlab.page.parts import render
from partnerlab.page.render.sanitise import NO_WORDS, clean_drawing, clean_html, clean_text, complete_tables

HIDDEN_TAGS = frozenset({"remove-cell", "papermill-error-cell-tag"})
PICTURES = ("image/png", "image/jpeg", "image/gif")
_WIDGET = "application/vnd.jupyter.widget-view+json"
_SEEN = re.compile(r"(?:^|>)\s*[^\s<]|<(?:img|svg)\b")
"""Something in clean HTML that can be seen: a word, a picture, a drawing."""
_PLUGINS = ("table", "strikethrough", "def_list")


def render_cells(cells: Sequence[Any]) -> Iterator[str]:
    """Render cells in order; code that shows nothing is folded in with the next code that does.

    Parameters
    ----------
    cells
        Cells of a notebook.

    Yields
    ------
    str
        HTML that is clean and balanced.
    """
    silent: list[str] = []
    for number, cell in enumerate(cells, start=1):
        tags = set(cell.get("metadata", {}).get("tags", []))
        if tags & HIDDEN_TAGS:
            continue
        if cell["cell_type"] == "markdown":
            yield render_markdown(cell, spelled_out=NOTICE_TAG not in tags)
        elif cell["cell_type"] == "code":
            outputs = [shown for output in cell.get("outputs", []) if (shown := render_output(output))]
            silent.append(cell["source"])
            if outputs:
                yield from outputs
                yield fold_code(silent, number)
                silent = []
    if silent:
        yield fold_code(silent, len(cells))


def fold_code(sources: Sequence[str], number: int) -> str:
    """Fold code away under a summary; empty when there is none."""
    text = "\n\n".join(source.strip() for source in sources if source.strip())
    return str(render("code", text=clean_text(text), number=number)) if text else ""


def render_markdown(cell: Mapping[str, Any], *, spelled_out: bool = True) -> str:
    """Render a text cell; HTML typed into it is shown as typed unless `spelled_out` is False."""
    source = _embed_attachments(str(cell["source"]), cell.get("attachments", {}))
    return complete_tables(clean_html(str(_markdown(spelled_out)(source))))


@cache
def _markdown(spelled_out: bool) -> mistune.Markdown:
    return mistune.create_markdown(escape=spelled_out, plugins=list(_PLUGINS))


def render_output(output: Mapping[str, Any]) -> str:
    """Render what a code cell printed, showed or failed with; empty when nothing of it can be shown."""
    match output["output_type"]:
        case "stream":
            text = clean_text(output["text"])
            return str(render("stream", text=text, error=output["name"] == "stderr")) if text.strip() else ""
        case "error":
            return str(render("error", **_tell_error(output)))
        case _:
            return _render_bundle(output.get("data", {}), output.get("metadata", {}))


def _render_bundle(data: Mapping[str, Any], metadata: Mapping[str, Any]) -> str:
    html = _text(data.get("text/html", ""))
    cleaned = complete_tables(clean_html(html)) if html else ""
    if _SEEN.search(cleaned):
        carried = _carry(data[FIGURE_TYPE]) if FIGURE_TYPE in data else ""
        return f'<div class="pl-output">{cleaned}</div>{carried}'
    if "text/markdown" in data:
        return render_markdown({"source": _text(data["text/markdown"])})
    if "image/svg+xml" in data:
        return f'<div class="pl-output">{clean_drawing(_text(data["image/svg+xml"]))}</div>'
    for kind in PICTURES:
        if kind in data:
            return _render_picture(kind, _text(data[kind]), metadata.get(kind, {}))
    if html or _WIDGET in data:
        return str(render("note", text="This part needs a notebook that is running; it is left out of the page."))
    text = clean_text(_text(data.get("text/plain", "")))
    return str(render("stream", text=text, error=False)) if text.strip() else ""


def _carry(content: Any) -> str:
    """Carry the specifications of figures, handed on as an object or as the text of one; nothing when it is neither."""
    try:
        figures = json.loads(content) if isinstance(content, str) else content
    except ValueError:
        return ""
    return str(write_carrier(figures)) if isinstance(figures, Mapping) else ""


def _render_picture(kind: str, content: str, metadata: Mapping[str, Any]) -> str:
    words = str(metadata.get("alt", "")) or f"Picture {NO_WORDS}"
    address = f"data:{kind};base64,{''.join(content.split())}"
    picture = f'<img alt="{escape(words)}" src="{escape(address)}">'
    return f'<div class="pl-output">{clean_html(picture)}</div>'


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
