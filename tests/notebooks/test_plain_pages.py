"""Finished pages of the samples are plain English: the words, the length of sentences, and how easily they read."""

from __future__ import annotations

from pathlib import Path

import pytest

from plain_english import exempt, find_avoided, house, read_page, reading_ease, sentences, words
from samples import SAMPLES

pytestmark = pytest.mark.slow

BOUNDS = house()["bounds"]


def pages(reviews: Path, sample: str) -> list[Path]:
    found = sorted((reviews / sample).glob("*.html"))
    assert found
    return found


@pytest.mark.parametrize("sample", SAMPLES)
def test_pages_hold_no_word_that_a_reader_must_translate(reviews: Path, sample: str):
    found = [
        f"{page.stem}: {said!r}: write {write}: {piece.text[:120]}"
        for page in pages(reviews, sample)
        for piece in read_page(page.read_text(encoding="utf-8"), page.stem)
        for said, _, write in find_avoided(piece.text)
        if not exempt(piece.text)
    ]
    assert found == []


def find_long(page: Path) -> list[str]:
    """Find sentences of more than 25 words; of a list with semicolons each item counts by itself."""
    return [
        f"{page.stem}: {sentence}"
        for piece in read_page(page.read_text(encoding="utf-8"), page.stem)
        if not piece.cell
        for sentence in sentences(piece.text)
        if not exempt(sentence) and max(len(words(item)) for item in sentence.split("; ")) > BOUNDS["words"]
    ]


@pytest.mark.parametrize("sample", [*SAMPLES, "05-portfolio"])
def test_no_sentence_on_a_page_is_long(reviews: Path, sample: str):
    assert [long for page in pages(reviews, sample) for long in find_long(page)] == []


def test_no_sentence_of_the_index_is_long(reviews: Path):
    assert find_long(reviews / "index.html") == []


@pytest.mark.parametrize("sample", SAMPLES)
def test_each_page_reads_easily(reviews: Path, sample: str):
    eases = {
        page.stem: reading_ease(
            piece.text for piece in read_page(page.read_text(encoding="utf-8"), page.stem) if not piece.cell
        )
        for page in pages(reviews, sample)
    }
    assert {name: round(ease, 1) for name, ease in eases.items() if ease < BOUNDS["ease"]} == {}
