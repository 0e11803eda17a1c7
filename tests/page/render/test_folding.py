"""A review shows question, answer and one figure in each section; what goes into it is folded, and nothing is lost."""

from __future__ import annotations

from xml.etree.ElementTree import Element

import pytest

from partnerlab.page.markup import DATA, FRAGMENT, write_markup
from partnerlab.page.render.anchors import Anchors, read_words
from partnerlab.page.render.folding import LONGEST_TABLE, fold_sections
from partnerlab.page.render.sanitise import read_html

ANSWER = '<div class="pl-output"><div class="pl-answer pl-kept">Two risks.</div></div>'
NOTE = '<div class="pl-output"><p class="pl-note">Nobody was asked.</p></div>'


def figure(name: str) -> str:
    data = '<table class="pl-own"><tr><td>3</td></tr></table>'
    return f'<figure class="pl-figure"><h3 class="pl-figure-name">{name}</h3>{data}</figure>'


def output(*inside: str) -> str:
    return f'<div class="pl-output">{"".join(inside)}</div>'


def table(caption: str, words: int = 3) -> str:
    cell = f"<td>{'w ' * words}</td>"
    return f'<div class="pl-table"><table class="pl-own"><caption>{caption}</caption><tr>{cell}</tr></table></div>'


def fold(*pieces: str) -> str:
    anchors = Anchors()
    read = [anchors.settle(read_html(piece)) for piece in pieces]
    return "".join(write_markup(piece) for piece in fold_sections(read))


def seen(html: str) -> str:
    """What is seen before anything is opened: the words outside of what is folded, and the summaries."""
    read = read_html(html)
    for parent in list(read.iter()):
        if parent.tag == "details":
            for child in list(parent):
                if child.tag != "summary":
                    parent.remove(child)
    return " ".join(read_words(read).split())


def test_a_page_without_an_answer_in_short_is_left_as_it_is() -> None:
    pieces = [read_html(f"<h2>What</h2><p>Text</p>{output(figure('One'), figure('Two'))}")]
    assert fold_sections(pieces) == pieces


def test_a_section_shows_its_question_and_its_first_figure_and_says_what_else_is_in_it() -> None:
    html = fold(
        ANSWER,
        "<h2>Whose is it?</h2><p>Risks are shared.</p><p>More on it.</p>",
        output(figure("First")),
        output(figure("Second")),
        output(table("Register")),
        output(table("Prompts")),
        "<p>Read it so.</p>",
    )
    assert seen(html) == "Two risks. Whose is it? Risks are shared. First 3 Second; Register; and 1 more"
    for folded in ("More on it.", "Read it so.", "Prompts"):
        assert folded in html


def test_nothing_is_lost_and_nothing_is_said_twice() -> None:
    pieces = (ANSWER, "<h2>What?</h2>Loose words<p>So.</p>", output(figure("A"), figure("B")), NOTE, "<pre>x</pre>")
    words = sorted(" ".join(read_words(read_html(piece)) for piece in pieces).split())
    folded = read_html(fold(*pieces))
    for summary in [part for part in folded.iter() if part.tag == "summary"]:
        summary.text = ""
    assert sorted(read_words(folded).split()) == words


def test_figures_shown_in_one_output_are_parted() -> None:
    assert seen(fold(ANSWER, "<h2>Curves</h2>", output(figure("First"), figure("Second")))).endswith("First 3 Second")


def test_a_section_with_nothing_to_show_is_one_line() -> None:
    html = fold(ANSWER, "<h2>What if?</h2><p>A long question.</p>", NOTE, "<p>How it is read.</p>")
    assert seen(html) == "Two risks. What if? Nobody was asked. Read this part (10 words)"


def test_a_remark_beside_a_figure_is_folded() -> None:
    assert "Nobody" not in seen(fold(ANSWER, "<h2>What?</h2>", NOTE, output(figure("First"))))


def test_an_empty_table_gives_way_to_one_with_rows_or_to_a_sentence_and_stands_last() -> None:
    empty = output(table("Alliances").replace("pl-table", "pl-table pl-empty"))
    html = fold(ANSWER, "<h2>Who?</h2>", empty, NOTE, output(table("Levels")))
    assert seen(html) == "Two risks. Who? Levels w w w Alliances"
    assert html.index("Nobody was asked") < html.index("<caption>Alliances")
    assert seen(fold(ANSWER, "<h2>Who?</h2>", empty, NOTE, NOTE)) == "Two risks. Who? Nobody was asked. Alliances"
    assert seen(fold(ANSWER, "<h2>Who?</h2>", empty, empty)) == "Two risks. Who? Alliances w w w Alliances"


@pytest.mark.parametrize(("words", "shown"), [(LONGEST_TABLE - 1, True), (LONGEST_TABLE, False)])
def test_a_short_table_stands_in_the_place_of_a_figure(words: int, shown: bool) -> None:
    html = fold(ANSWER, "<h2>What?</h2><p>Why.</p>", output(table("Leads", words)))
    assert ("<details" not in html) is shown
    assert seen(html).count("Leads") == 1


def test_what_is_short_by_itself_stays_beside_what_is_folded() -> None:
    kept = output('<div class="pl-kept">Three steps.</div>')
    html = fold(ANSWER, "<h2>Next</h2>", output(table("All")), kept, output(figure("Timeline")))
    assert seen(html) == "Two risks. Next Three steps. All; Timeline"


@pytest.mark.parametrize("added", ['<div class="pl-output"><b>Mine</b></div>', '<div class="pl-error">Mine</div>'])
def test_what_somebody_added_and_an_error_stay_where_they_are(added: str) -> None:
    assert "Mine" in seen(fold(ANSWER, "<h2>What?</h2>", output(figure("First")), added))


def test_code_alone_is_not_folded_twice() -> None:
    code = '<details class="pl-code"><summary>How</summary><pre>x</pre></details>'
    assert fold(ANSWER, "<h2>What?</h2>", output(figure("First")), code).count("<details") == 1


def test_data_for_the_script_stay_behind_the_figures_that_they_are_for() -> None:
    read = [read_html(piece) for piece in (ANSWER, "<h2>A</h2>", output(figure("First")), output(figure("Second")))]
    for piece in read[2:]:
        piece.append(Element(DATA))
    section = fold_sections([Anchors().settle(piece) for piece in read])[1]
    for holder in (section, next(part for part in section if part.tag == "details")):
        places = [part.tag for part in holder if part.tag in ("div", DATA)]
        assert places == ["div", DATA]


def test_figures_whose_data_the_script_reads_together_stay_together() -> None:
    read = read_html(output(figure("First"), figure("Second")))
    read.append(Element(DATA))
    pieces = [read_html(ANSWER), read_html("<h2>A</h2>"), read]
    section = fold_sections([Anchors().settle(piece) for piece in pieces])[1]
    assert [part.tag for part in section] == ["h2", "div", DATA]


def test_what_stands_before_the_first_heading_stays() -> None:
    intro = Element(FRAGMENT)
    intro.append(read_html("<p>First words</p>")[0])
    assert fold_sections([intro, read_html(ANSWER)])[0][0].text == "First words"
