"""The fixed words of templates and notebooks, as pages show them: run by run, elements in them numbered."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator
from pathlib import Path

from partnerlab.page.handover import title_of
from partnerlab.page.markup import write_markup
from partnerlab.page.render.cells import render_markdown
from partnerlab.page.translation.page import encode
from partnerlab.page.translation.patterns import CLOSES, OPENS
from partnerlab.page.translation.runs import Part, Run, change_runs

_BREAK = "\ue7ff"
"""Stands where a template chooses: each side is a text of its own."""
_ENDS, _LAST = chr(CLOSES), "\uefff"
_SILENT = re.compile(r"\{%-? *(?:set|import|from|extends|include).*?%\}|\{#.*?#\}", re.DOTALL)
_CHOICE = re.compile(r"\{\{[^}]*? if [^}]*?\}\}")
_PLURAL = re.compile(r'\{\{ *"s" if [^}]*?\}\}')
_QUOTED = re.compile(r'"([^"]*)"')
_READ_ALOUD = re.compile(r'(?:aria-label|alt|title)="([^"]+)"')


def read_template(path: Path) -> Iterator[tuple[str, str]]:
    """Read the texts of a template, each with its plural or an empty text: what it fills in is a placeholder."""
    template = _SILENT.sub("", path.read_text(encoding="utf-8"))
    yield from ((text, "") for choice in _CHOICE.findall(template) for text in _QUOTED.findall(choice))
    for number in (0, 1):
        one, several = (list(_read_variant(_PLURAL.sub(ending, template), number)) for ending in ("", "s"))
        yield from ((text, more if more != text else "") for text, more in zip(one, several, strict=True))


def _read_variant(template: str, number: int) -> Iterator[str]:
    """Read a template with the first or the second text of each of its choices within a line."""
    chosen = _CHOICE.sub(lambda found: [*_QUOTED.findall(found[0]), "", ""][number], template)
    marked = re.sub(r"\{%.*?%\}", _BREAK, chosen, flags=re.DOTALL)
    yield from read_html(re.sub(r"\{\{(.*?)\}\}", _name_hole, marked, flags=re.DOTALL))


def _name_hole(found: re.Match[str]) -> str:
    inside = found[1].replace(" ", "")
    if "|length" in inside:
        return "{n}"
    name = re.sub(r"\W", "", inside.split("|")[0].split("(")[0].split(".")[-1]).lower()
    return f"{{{name or 'value'}}}"


def read_notebook(path: Path) -> Iterator[str]:
    """Read the text cells of a notebook, and its name as links to its page say it."""
    yield title_of(path.stem)
    for cell in json.loads(path.read_text(encoding="utf-8"))["cells"]:
        if cell["cell_type"] == "markdown":
            html = write_markup(render_markdown({"source": "".join(cell["source"])}))
            yield from read_html(html)


def read_html(html: str) -> list[str]:
    """Read the runs of a piece of HTML, and what is read aloud of it.

    Examples
    --------
    >>> read_html('<p>Only <strong>one</strong> lead</p><p aria-label="Sum"><em>Two</em></p>')
    ['Only <1>one</1> lead', 'one', 'Sum', 'Two']
    """
    found: list[str] = []

    def say(run: Run) -> str:
        sides: list[Run] = [[]]
        for part in run:
            first, *more = part.text.split(_BREAK)
            sides[-1].append(part if part.is_element else Part(text=first))
            sides += [[Part(text=text)] for text in more]
        for side in sides:
            text = _number(encode(side))
            if text not in found[-1:]:
                found.append(text)
            for part in side:
                if part.inside:
                    say(part.inside)
        return ""

    def tag(text: str) -> str:
        found.extend(_READ_ALOUD.findall(text))
        return text

    change_runs(html, say, tag, lambda drawing: drawing)
    return [text.replace(_BREAK, "") for text in found if text.strip()]


def _number(text: str) -> str:
    """Write the letters that stand for elements as a translator reads them; an element around all is left out."""
    text = " ".join(text.split())
    if outer := re.fullmatch(f"([{chr(OPENS)}-{chr(CLOSES - 1)}])(.*)([{_ENDS}-{_LAST}])", text):
        text = outer[2] if ord(outer[3]) - CLOSES == ord(outer[1]) - OPENS else text
    begins = [ord(letter) - OPENS for letter in text if OPENS <= ord(letter) < CLOSES]
    anew = {number: place for place, number in enumerate(begins, start=1)}
    text = re.sub(f"[{chr(OPENS)}-{chr(CLOSES - 1)}]", lambda at: f"<{anew[ord(at[0]) - OPENS]}>", text)
    text = re.sub(f"[{_ENDS}-{_LAST}]", lambda at: f"</{anew.get(ord(at[0]) - CLOSES, 0)}>", text)
    return re.sub(r"`(\{\w+\})`", r"\1", re.sub("[\ue000-\ue7fe]", "", text)).strip()
