"""No page of the samples' reviews calls anything by the id of its file, where it has a name that readers know."""

from __future__ import annotations

import re
from pathlib import Path
from typing import Any

import pytest
from selectolax.lexbor import LexborHTMLParser

from partnerlab.analysis.facts.alignment import outcome_titles
from partnerlab.display.figure import Figure
from partnerlab.guide import assumptions, collaboration_risks, practices
from partnerlab.partnership import Partnership, read_partnership
from samples import ROOT, SAMPLES

pytestmark = pytest.mark.slow

BETWEEN = re.compile(r", |; | and | together$| – |^chair: | on |: ")
WRAPPED = {"line", "words"}
"""Columns of marks that hold a line of something longer, in which a word may be some id by accident."""


def ids_of(partnership: Partnership) -> set[str]:
    """Ids by which no reader knows an organisation: those that are not its short name."""
    return {key for key, name in partnership.short_names.items() if key != name}


def words_of(piece: Any) -> set[str]:
    """Words of cells, and of the rows that a chart draws."""
    tree = LexborHTMLParser(str(getattr(piece, "html", "")))
    cells = {" ".join(node.text(separator=" ").split()) for node in tree.css("td, th")}
    drawn = piece.specification.get("datasets", {}).values() if isinstance(piece, Figure) else ()
    return cells | {
        word for rows in drawn for row in rows for key, word in row.items() if key not in WRAPPED and word.__hash__
    }


def shows_id(word: Any, ids: set[str], names: set[str]) -> bool:
    """Whether a word is an id, or a list of organisations with one."""
    parts = BETWEEN.split(word) if isinstance(word, str) else []
    return word in ids or (set(parts) <= ids | names and bool(set(parts) & ids))


@pytest.mark.parametrize("sample", SAMPLES)
def test_organisations_are_called_by_their_short_names(shown: Any, sample: str) -> None:
    partnership = read_partnership(ROOT / "parameters" / f"{sample}.yaml")
    ids, names = ids_of(partnership) - {"people"}, set(partnership.short_names.values())  # also the unit of a measure
    found = {
        (name, getattr(piece, "title", getattr(piece, "caption", "")), word)
        for name, piece in shown(sample)
        for word in words_of(piece)
        if shows_id(word, ids, names)
    }
    assert found == set()


def test_an_id_would_be_seen() -> None:
    ids, names = {"lsc", "marts"}, {"Council"}
    seen = ["lsc", "Council, lsc", "chair: lsc", "marts and local papers", "Council", 3.0, None]
    assert [shows_id(word, ids, names) for word in seen] == [True, True, False, False, False, False, False]


MATRIX = "Risks by likelihood and impact, as they stand"
"""Its cells have room for ids alone; every risk stands with its title in the register beside it."""


def titles_of(partnership: Partnership) -> dict[str, str]:
    """Names by id of all that has both, but for ids that are words of the language."""
    named = (partnership.milestones, partnership.tasks, partnership.governance)
    titled = (partnership.risks, partnership.actions, partnership.indicators, partnership.performance)
    names = {row.id: row.name for rows in named for row in rows} | {
        row.id: row.title for rows in titled for row in rows
    }
    asked = (*practices(), *assumptions(), *collaboration_risks())
    names |= {row.id: row.title for row in asked} | outcome_titles(partnership)
    return {key: name for key, name in names.items() if re.search(r"[\d_-]", key)}


def bare_ids(html: str, titles: dict[str, str]) -> list[str]:
    """Find blocks and tables that say an id without the name; what partners wrote as evidence is theirs."""
    tree = LexborHTMLParser(html)
    for table in tree.css("table"):
        if (caption := table.css_first("caption")) is not None and caption.text().strip() == f"Data: {MATRIX}":
            table.decompose()
    for node in tree.css("script, style, svg, code, pre, .pl-evidence, #foot"):
        node.decompose()
    mark = re.compile(rf"(?<![\w/.-])(?:{'|'.join(map(re.escape, sorted(titles, key=len, reverse=True)))})(?![\w/-])")
    blocks = (" ".join(node.text(separator=" ").split()) for node in tree.css("h1, h2, h3, h4, p, li, summary, table"))
    return [text for text in blocks for key in set(mark.findall(text)) if titles[key] not in text]


@pytest.mark.parametrize("sample", SAMPLES)
def test_what_has_a_name_is_called_by_it(reviews: Path, sample: str) -> None:
    titles = titles_of(read_partnership(ROOT / "parameters" / f"{sample}.yaml"))
    pages = sorted((reviews / sample).glob("*.html"))
    found = {page.stem: bare_ids(page.read_text(encoding="utf-8"), titles) for page in pages}
    assert {page: texts for page, texts in found.items() if texts} == {}


def test_a_bare_id_of_anything_would_be_seen() -> None:
    titles = {"R1": "Delay", "outcome-8": "Safe streets"}
    table = "<table><tr><td>R1 Delay</td></tr><tr><td>R1</td></tr></table>"
    html = f"<p>R1 is red.</p><p>“Delay” (R1) is red.</p><h3>outcome-8</h3>{table}<p>R12, x-R1</p>"
    assert bare_ids(html, titles) == ["R1 is red.", "outcome-8"]
