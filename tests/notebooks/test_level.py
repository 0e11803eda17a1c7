"""Every word of a chart stands level: no reader turns the head, and no name is upright along the side."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest
from selectolax.lexbor import LexborHTMLParser

from samples import SAMPLES

pytestmark = pytest.mark.slow


def is_turned(node: Any) -> bool:
    """Whether a node, or one that it stands in, is turned round."""
    while node is not None and node.tag != "svg":
        if "rotate(" in (node.attributes.get("transform") or ""):
            return True
        node = node.parent
    return False


def turned_words(html: str) -> list[str]:
    return [node.text().strip() for node in LexborHTMLParser(html).css("svg text") if is_turned(node)]


@pytest.mark.parametrize("folder", [*SAMPLES, "05-portfolio", ""])
def test_no_word_of_a_chart_is_turned(reviews: Path, folder: str):
    pages = sorted((reviews / folder).glob("*.html"))
    assert pages
    found = {page.stem: turned_words(page.read_text(encoding="utf-8")) for page in pages}
    assert {page: words for page, words in found.items() if words} == {}


@pytest.mark.parametrize("sample", SAMPLES)
def test_no_style_stands_words_upright(reviews: Path, sample: str):
    pages = [page.read_text(encoding="utf-8") for page in (reviews / sample).glob("*.html")]
    assert not any("writing-mode" in page or "rotate(180deg)" in page for page in pages)


def test_a_turned_word_would_be_seen():
    drawn = '<svg><g transform="rotate(-90)"><text>Likelihood</text></g><text transform="scale(2)">low</text></svg>'
    assert turned_words(drawn) == ["Likelihood"]
