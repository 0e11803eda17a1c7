"""No chart and no table of the samples' reviews shows an organisation by the id of its file."""

from __future__ import annotations

import re
from typing import Any

import pytest
from selectolax.lexbor import LexborHTMLParser

from partnerlab.display.figure import Figure
from partnerlab.partnership import Partnership, read_partnership
from samples import ROOT, SAMPLES
from shown import shown

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
def test_organisations_are_called_by_their_short_names(sample: str) -> None:
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
