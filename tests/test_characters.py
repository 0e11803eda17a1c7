"""Characters that are no text, that nobody sees, that turn text round, or that look like others."""

from __future__ import annotations

import unicodedata

import pytest

from partnerlab.characters import drop_unfit, explain_unfit, find_unfit, is_blank, look_of, plain_name, slug_of


@pytest.mark.parametrize(
    ("letter", "said"),
    [
        ("\0", "a control character (U+0000)"),
        ("\x1b", "a control character (U+001B)"),
        ("\x92", "a control character (U+0092)"),
        ("\u202e", "turns text round (U+202E)"),
        ("\u2067", "turns text round (U+2067)"),
        ("\ufeff", "(U+FEFF)"),
        ("\ud800", "half a character"),
        ("\U000e0041", "nobody sees or that turns text round (U+E0041)"),
    ],
)
def test_what_is_no_text_is_named(letter: str, said: str) -> None:
    assert said in explain_unfit(f"a{letter}b")


@pytest.mark.parametrize(
    "text",
    [
        "",
        "two\tcells\r\nand a line\x85",
        "Ŵyl, Łódź, 北, שלום, سلام",
        "می\u200cخواهم",  # a letter that parts two, as Persian writes it
        "\U0001f468\u200d\U0001f469\u200d\U0001f466 \u2764\ufe0f",
        "\U0001f3f4\U000e0067\U000e0062\U000e0077\U000e006c\U000e0073\U000e007f",  # the flag of Wales
    ],
)
def test_what_people_write_is_fit(text: str) -> None:
    assert (explain_unfit(text), find_unfit(text), drop_unfit(text)) == ("", None, text)


def test_every_unfit_character_is_found_and_dropped() -> None:
    kinds = ((chr(number), unicodedata.category(chr(number))) for number in range(0x110000))
    unfit = [letter for letter, kind in kinds if kind in {"Cc", "Cs"} and letter not in "\t\n\r\x85"]
    unfit += [chr(number) for number in (*range(0x202A, 0x202F), *range(0x2066, 0x206A), 0xFEFF, 0xFFFE, 0xFFFF)]
    unfit += [chr(number) for number in (*range(0xE0000, 0xE0080), *range(0xE0100, 0xE01F0))]
    unfit += [chr(number) * 2 for number in range(0xFE00, 0xFE10)]
    assert [text for text in unfit if drop_unfit(f"a{text}b") != "ab" or not find_unfit(f"a{text}b")] == []


@pytest.mark.parametrize("text", ["", " \t", "\u00a0", "\u200b", "\u2060\u00ad", "\u3164"])
def test_what_nobody_sees_is_blank(text: str) -> None:
    assert is_blank(text)
    assert not is_blank(f"{text}a")


@pytest.mark.parametrize(
    ("one", "other"),
    [("A", "\u0410"), ("a b", "a\u00a0b"), ("ab", "a\u200bb"), ("é", "e\u0301"), ("R1", "\uff321"), ("Ab", "\u0391b")],
)
def test_what_is_typed_otherwise_can_look_the_same(one: str, other: str) -> None:
    assert look_of(one) == look_of(other)


@pytest.mark.parametrize(("one", "other"), [("a", "A"), ("R2", "R²"), ("1", "l"), ("O", "0"), ("e", "é"), ("7", "007")])
def test_what_looks_different_stays_different(one: str, other: str) -> None:
    assert look_of(one) != look_of(other)


@pytest.mark.parametrize(
    ("text", "slug"),
    [
        ("Sólás–Older  People’s Network", "solas-older-people-s-network"),
        ("¶2.13, App. 2 item 10", "2-13-app-2-item-10"),
        ("Groß & Klein", "gross-klein"),
        ("Дом", ""),
    ],
)
def test_a_slug_keeps_letters_and_digits_only(text: str, slug: str) -> None:
    assert slug_of(text) == slug


def test_a_slug_that_is_cut_ends_with_a_letter_and_one_that_is_empty_gets_a_name() -> None:
    assert slug_of("cost of risk", longest=8) == "cost-of"
    assert slug_of("…", none="section") == "section"


def test_a_name_is_compared_without_regard_to_case_and_spaces() -> None:
    assert plain_name(" Belfast\u00a0 CITY  Council ") == plain_name("belfast city council")
    assert plain_name("Belfast Council") != plain_name("Belfast City Council")
