"""The template of all messages is up to date, and holds what pages are made of."""

from __future__ import annotations

from pathlib import Path

import pytest
from babel.messages.pofile import read_po
from supply.messages import SOURCE, TEMPLATE, Message, read_messages, read_module, write_template


@pytest.fixture(scope="module")
def messages() -> list[Message]:
    return read_messages()


def test_the_template_is_up_to_date(messages: list[Message]) -> None:
    kept = TEMPLATE.read_text(encoding="utf-8")
    assert kept == write_template(messages), "run: python -m supply.messages"


def test_the_template_is_read_by_others_as_it_was_written(messages: list[Message]) -> None:
    with TEMPLATE.open("rb") as opened:
        read = [message.id for message in read_po(opened, abort_invalid=True) if message.id]
    assert sorted(map(str, read)) == sorted(
        str((each.text, each.several)) if each.several else each.text for each in messages
    )


@pytest.mark.parametrize(
    ("text", "several", "place"),
    [
        ("No risk is recorded, so nobody knows yet what could go wrong.", "", "analysis/summary/risks.py"),
        ("{n} further risk is", "{n} further risks are", "analysis/summary/risks.py"),
        ("Has each escalation step a time limit?", "", "analysis/risk_allocation/rules/disputes.py"),
        ("{n} word of the field, explained", "{n} words of the field, explained", "page/templates/review.html.jinja"),
        ("Summary for the board", "", "notebooks/00-summary.ipynb"),
        ("Common goals", "", "guide/data/checklist.yaml"),
        ("local government", "", "partnership/members.py"),
        ("guide risks", "", "partnership/contents.py"),
        ("Who works with whom", "", "display/charts/network.py"),
    ],
)
def test_each_source_of_text_is_read(messages: list[Message], text: str, several: str, place: str) -> None:
    found = [each for each in messages if each.text == text]
    assert [(each.several, place in each.place.split()) for each in found] == [(several, True)]


def test_docstrings_keys_and_names_in_code_are_no_messages(tmp_path: Path) -> None:
    file = SOURCE / "wording.py"
    said = {message.text for message in read_module(file)}
    assert "the one {one}" in said
    assert not [text for text in said if "Examples" in text or "difflib" in text]
