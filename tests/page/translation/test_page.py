"""A page is said in another language; what stays English is marked, and the page stays as safe as it was."""

from __future__ import annotations

from collections.abc import Iterator
from html import escape

from partnerlab.page.style import quote_for_style, write_policy
from partnerlab.page.translation.catalogue import Catalogue, Message
from partnerlab.page.translation.page import translate_page
from partnerlab.page.translation.translator import Translator

MESSAGES = {
    "Risks": "Rioscaí",
    "One lead for each": "Ceann do gach ceann",
    "<1>Why:</1> {why}": "{why} <1>is cúis leis</1>",
    "Say who leads (¶4.4).": "Abair cé (¶4.4).",
    "Set `lead` now": "Socraigh `lead` anois",
    "late": "déanach",
    "a & b": "x < y",
    "Two lines of a label": "Dhá líne de lipéad atá níos faide",
}


def said(html: str, *own: str) -> str:
    messages = tuple(Message(text, "", (told,)) for text, told in MESSAGES.items())
    return translate_page(html, Translator(Catalogue("ga", messages, lambda _: 0), own)).html


def test_text_titles_and_what_is_read_aloud_are_said():
    html = '<html lang="en-GB"><title>Risks</title><p aria-label="Risks">late</p><img alt="late"></html>'
    assert said(html) == (
        '<html lang="ga"><title>Rioscaí</title><p aria-label="Rioscaí">déanach</p><img alt="déanach"></html>'
    )


def test_what_stays_in_english_is_marked_but_where_no_mark_can_be():
    assert said("<p>Risks: not heard of</p>") == '<p>Rioscaí: <span lang="en">not heard of</span></p>'
    assert said("<title>not heard of</title>") == "<title>not heard of</title>"
    assert said('<p title="not heard of">late</p>') == '<p title="not heard of">déanach</p>'
    assert said("<p>Quay of all</p>", "Quay of all") == '<p><span lang="en">Quay of all</span></p>'


def test_elements_keep_their_words_wherever_the_language_puts_them():
    assert said("<p><strong>Why:</strong> late</p>") == "<p>Déanach <strong>is cúis leis</strong></p>"
    assert said('<li><em>Risks</em> <a href="#x">late</a></li>') == '<li><em>Rioscaí</em> <a href="#x">déanach</a></li>'


def test_a_link_in_the_place_of_a_citation_stays():
    link = '<a href="#guide-4-4">¶4.4</a>'
    assert said(f"<p>Say who leads ({link}).</p>") == f"<p>Abair cé ({link}).</p>"


def test_code_data_scripts_and_names_in_a_language_of_their_own_stay():
    kept = '<pre>late</pre><script>late</script><p><span lang="cy">late</span></p>'
    assert said(kept) == kept
    assert said("<p>Set <code>lead</code> now</p>") == "<p>Socraigh <code>lead</code> anois</p>"


def test_what_is_said_is_escaped():
    assert said(f"<p>{escape('a & b')}</p>") == "<p>x &lt; y</p>"


def test_drawings_are_said_line_by_line():
    html = '<svg><title>Risks</title><text x="1">late</text><text>not heard</text></svg>'
    assert said(html) == '<svg><title>Rioscaí</title><text x="1">déanach</text><text lang="en">not heard</text></svg>'
    wrapped = "<svg><text><tspan>Two lines of</tspan><tspan>a label</tspan></text></svg>"
    assert said(wrapped) == "<svg><text><tspan>Dhá líne de lipéad</tspan><tspan>atá níos faide</tspan></text></svg>"


def test_a_label_that_grows_too_long_is_narrowed_to_its_room():
    messages = (Message("Ok", "", ("A great deal longer",)),)
    page = translate_page("<svg><text>Ok</text></svg>", Translator(Catalogue("ga", messages, lambda _: 0)))
    assert page.html == '<svg><text textLength="42" lengthAdjust="spacingAndGlyphs">A great deal longer</text></svg>'


def test_the_policy_allows_the_style_that_the_page_now_has():
    def style(heading: str) -> str:
        return f".pl-own td{{--head:{quote_for_style(heading)}}}"

    def page(heading: str) -> Iterator[str]:
        yield f'<meta content="{escape(write_policy(style(heading)))}">'
        yield f"<style>{style(heading)}</style>"

    assert said("".join(page("Risks: "))) == "".join(page("Rioscaí: "))


def test_words_are_counted_and_what_is_left_is_named():
    messages = (Message("late", "", ("déanach",)),)
    page = translate_page(
        "<p>late</p><p>not heard of</p><p>not heard of</p><p>Quay of all</p>",
        Translator(Catalogue("ga", messages, lambda _: 0), ["Quay of all"]),
    )
    assert (page.translated, page.left, dict(page.texts)) == (1, 6, {"not heard of": 2})
