"""Whatever a user reads is plain English: no word to translate, at most 25 words a sentence, easy to read.

Pages of the samples are held to the same in `tests/notebooks/test_plain_pages.py`.
"""

from __future__ import annotations

from itertools import groupby
from typing import TYPE_CHECKING

import pytest

from plain_english import (
    ROOT,
    Prose,
    exempt,
    find_avoided,
    house,
    read_all,
    read_markdown,
    read_page,
    read_source,
    reading_ease,
    render_vocabulary,
    sentences,
    syllables,
    words,
)

if TYPE_CHECKING:
    from pathlib import Path

BOUNDS = house()["bounds"]
REFERENCE = frozenset(house()["reference"]["pages"])


@pytest.fixture(scope="module")
def prose() -> list[Prose]:
    return list(read_all())


def test_no_word_that_a_reader_must_translate(prose: list[Prose]):
    found = [
        f"{piece.place}: {said!r}: write {write}"
        for piece in prose
        for said, _, write in find_avoided(piece.text)
        if not exempt(piece.text)
    ]
    assert found == []


def test_a_sentence_has_25_words_at_most(prose: list[Prose]):
    found = [
        f"{piece.place} ({len(words(sentence))}): {sentence}"
        for piece in prose
        if not piece.cell
        for sentence in sentences(piece.text)
        if len(words(sentence)) > BOUNDS["reference_words" if piece.place in REFERENCE else "words"]
        and not exempt(sentence)
    ]
    assert found == []


def test_each_document_and_notebook_reads_easily(prose: list[Prose]):
    documents = [piece for piece in prose if piece.place.endswith((".md", ".ipynb")) and not piece.cell]
    eases = {
        place: reading_ease(piece.text for piece in pieces)
        for place, pieces in groupby(documents, key=lambda piece: piece.place)
    }
    hard = {
        place: round(ease, 1)
        for place, ease in eases.items()
        if ease < BOUNDS["reference_ease" if place in REFERENCE else "ease"]
    }
    assert hard == {}


def test_messages_and_rules_together_read_easily(prose: list[Prose]):
    said = [piece.text for piece in prose if ".py:" in piece.place and not piece.cell]
    assert reading_ease(said) >= BOUNDS["ease"]


def test_each_exception_is_still_needed_and_has_a_reason(prose: list[Prose]):
    text = "\n".join(piece.text for piece in prose)
    assert [row["text"] for row in house()["exempt"] if row["text"] not in text or not row["why"]] == []


def test_contributing_shows_the_house_vocabulary():
    assert render_vocabulary() in (ROOT / "CONTRIBUTING.md").read_text(encoding="utf-8")


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("R3 stands past the appetite.", "stands past the appetite"),
        ("It cannot be told whether it helped.", "cannot be told, is not told"),
        ("Mean total 38.5 of 4 of 5 partners.", "mean of 4 of 5 partners"),
        ("1 of 3 partners has 4 of 5 risks.", None),
        ("Record who is told what.", None),
        ("A deputy stands in for the chair.", None),
        ("`ladder` is a key.", None),
    ],
)
def test_the_words_are_found_and_harmless_ones_are_not(text: str, found: str | None):
    assert [avoid for _, avoid, _ in find_avoided(text)] == ([found] if found else [])


def test_syllables_and_reading_ease_of_known_text():
    assert [syllables(word) for word in ("the", "cat", "table", "partner", "organisation", "named")] == [
        1,
        1,
        2,
        2,
        5,
        1,
    ]
    # One sentence of six words of one syllable: 206.835 - 1.015 * 6 - 84.6 * 1
    assert reading_ease(["The cat sat on the mat."]) == pytest.approx(116.145)


def test_sentences_end_where_readers_stop():
    text = "See App. 3 of `a.b.c`. **Then** stop! Is it 2.5? “Yes.” He said so."
    assert sentences(text) == ["See App 3 of Code.", "**Then** stop!", "Is it 2.5?", "“Yes.”", "He said so."]


def test_sources_are_read_as_users_read_them(tmp_path: Path):
    module = ROOT / "src" / "partnerlab" / "cli" / "terminal.py"
    assert all(piece.place.startswith("cli/terminal.py:") for piece in read_source(module))
    assert [piece.text for piece in read_markdown("# A\n\n- one\n  more\n- two\n\n| a | b |", "x")] == [
        "A",
        "one more",
        "two",
        "a",
        "b",
    ]
    page = read_page("<h1>A</h1><p>b <b>c</b></p><script>no</script><td>d</td><img alt='e'>", "x")
    assert [piece.text for piece in page] == ["A", "b c", "d", "e"]
    cited = read_page('<li>It is <span>late</span>. <span class="pl-place">hub.yaml, line 2</span></li>', "x")
    assert [piece.text for piece in cited] == ["It is late.", "hub.yaml, line 2"]
