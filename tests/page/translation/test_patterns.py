"""A message with placeholders is found in a text, and in no other."""

from __future__ import annotations

import pytest

from partnerlab.page.translation.catalogue import Message
from partnerlab.page.translation.patterns import CLOSES, OPENS, Index


def find(form: str, text: str) -> dict[str, str] | None:
    found = next(Index([Message(form, "", (form,))]).find(text), None)
    return found[1].groupdict() if found else None


@pytest.mark.parametrize(
    ("form", "text", "holes"),
    [
        ("{name} has no lead", "The quay has no lead", {"name": "The quay"}),
        ("no lead for {name}", "No lead for R1", {"name": "R1"}),
        ("{n} risks of {name}", "1,200 risks of DfC", {"n": "1,200", "name": "DfC"}),
        ("late by {days} days{more}", "late by 3 days", {"days": "3", "more": ""}),
        ("{a} asks {b} of {a}", "DfC asks more of DfC", {"a": "DfC", "b": "more"}),
    ],
)
def test_a_pattern_finds_what_stands_in_its_places(form: str, text: str, holes: dict[str, str]):
    assert find(form, text) == holes


@pytest.mark.parametrize(
    ("form", "text"),
    [
        ("{n} risks of {name}", "Some risks of DfC"),  # a number is a number
        ("not {what}", "nothing"),  # nor part of a word
        ("partly {what}ble", "partly able"),
        ("{name} has no lead", "The quay has a lead"),
        ("{a} asks {b} of {a}", "DfC asks more of DoH"),
    ],
)
def test_a_pattern_finds_nothing_else(form: str, text: str):
    assert find(form, text) is None


def test_a_citation_may_be_a_link_on_the_page():
    assert find("Agree on {what} (¶4.4)", "Agree on costs (¶4.4)") == {"what": "costs", "_c0": "¶4.4"}
    assert find("Agree on {what} (¶4.4)", "Agree on costs (\ue000)") == {"what": "costs", "_c0": "\ue000"}
    assert find("Agree on {what} (¶4.4)", "Agree on costs (¶4.5)") is None


def test_an_element_is_found_whatever_its_number():
    found = find("<1>Why:</1> {why}", f"{chr(OPENS + 7)}Why:{chr(CLOSES + 7)} late")
    assert found == {"_b1": chr(OPENS + 7), "_e1": chr(CLOSES + 7), "why": "late"}


def test_messages_with_most_fixed_text_come_first():
    index = Index(Message(form, "", (form,)) for form in ("{a} of {b}", "{a} of the board", "the rest of {a}"))
    assert [pattern.form for pattern, _ in index.find("the rest of the board")] == [
        "{a} of the board",
        "the rest of {a}",
        "{a} of {b}",
    ]
