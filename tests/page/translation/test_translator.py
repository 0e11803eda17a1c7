"""A text is said as the message that it is, else by its parts; what stays in English is counted and marked."""

from __future__ import annotations

import pytest

from partnerlab.page.translation.catalogue import Catalogue, Message
from partnerlab.page.translation.translator import END, ENGLISH, OWN, Translator

MESSAGES = (
    Message("Open risks", "", ("Rioscaí oscailte",)),
    Message("{owner} owns {what}", "", ("is le {owner} {what}",)),
    Message("{n} risk", "{n} risks", ("riosca amháin", "{n} riosca", "{n} rioscaí")),
    Message("better", "", ("níos fearr",)),
    Message("worse", "", ("níos measa",)),
    Message(", and the last review found it so.", "", (", agus fuair an t-athbhreithniú amhlaidh.",)),
    Message("due on {day}", "", ("le déanamh {day}",)),
    Message("The budget is spent.", "", ("Tá an buiséad caite.",)),
    Message("{low} to {high}", "", ("{low} go {high}",)),
)


def plural(number: int) -> int:
    return {1: 0, 2: 1}.get(number, 2)


def translator(*own: str) -> Translator:
    return Translator(Catalogue("ga", MESSAGES, plural), own)


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("Open risks", "Rioscaí oscailte"),
        ("open risks", "rioscaí oscailte"),  # within a sentence
        ("Open risks:", "Rioscaí oscailte:"),
        (" Open risks ", " Rioscaí oscailte "),
        ("DfC owns better", "Is le DfC níos fearr"),  # the order of the placeholders is the language's
        ("1 risk", "riosca amháin"),
        ("2 risks", "2 riosca"),
        ("7 risks", "7 rioscaí"),
        ("7 risks; better", "7 rioscaí; níos fearr"),
        ("due on 3 March 2026", "le déanamh 3 Márta 2026"),
        ("Better, and the last review found it so.", "Níos fearr, agus fuair an t-athbhreithniú amhlaidh."),
        ("15 better, 9 worse", "15 níos fearr, 9 níos measa"),
        ("£300 to £400", "£300 go £400"),
        ("R3, 51 %", "R3, 51 %"),
        ("", ""),
    ],
)
def test_a_text_is_said_by_message_and_by_part(text: str, said: str):
    told = translator("DfC").say(text)
    assert (told.text, told.left) == (said, 0)


def test_what_is_no_message_stays_and_is_counted():
    told = translator().say("Open risks: two unheard words")
    assert told.text == f"Rioscaí oscailte: {ENGLISH}two unheard words{END}"
    assert (told.translated, told.left) == (2, 3)


def test_a_list_of_which_something_is_unknown_stays_whole_rather_than_half():
    assert translator().say("better and unheard").text == f"{ENGLISH}better and unheard{END}"


def test_the_smallest_words_say_nothing_by_themselves():
    assert translator().say("this leads to nowhere").text == f"{ENGLISH}this leads to nowhere{END}"


def test_a_text_of_the_partnership_stays_as_it_is_though_it_looks_like_a_message():
    own = translator("The budget is spent.", "Better", "Open risks", "DfC")
    assert own.say("The budget is spent.").text == f"{OWN}The budget is spent.{END}"
    assert own.say("Better").text == "Better"
    assert own.say("DfC owns Open risks").text == f"Is le DfC {OWN}Open risks{END}"
    assert own.say("better").text == "níos fearr"


def test_a_name_within_a_sentence_is_not_taken_apart():
    own = translator("Health: worse and better", "Trust; better")
    assert own.say("Health: worse and better owns Trust; better").text == (
        f"Is le {OWN}Health: worse and better{END} {OWN}Trust; better{END}"
    )


def test_code_and_names_of_files_stay_and_count_as_neither():
    told = translator().say("due on `risks.csv`")
    assert (told.text, told.left) == ("le déanamh `risks.csv`", 0)


def test_words_of_all_that_is_found_are_counted():
    told = translator().say("7 risks; DfC owns better; due on 3 March 2026")
    assert (told.translated, told.left) == (6, 1)  # DfC is not known
