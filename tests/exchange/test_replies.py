from __future__ import annotations

from datetime import date
from pathlib import Path

import pytest

from answered import answer_file
from partnerlab.errors import InputError
from partnerlab.exchange.replies import read_answer_file


def test_an_answer_file_says_who_when_and_what(tmp_path: Path):
    reply = read_answer_file(answer_file(tmp_path, "PSNI", {"checklist_1": "partly", "checklist_2": " "}))
    assert (reply.who, reply.on) == ("PSNI", date(2026, 11, 30))
    assert {name: given.value for name, given in reply.answers.items()} == {"checklist_1": "partly"}


def test_answers_pasted_into_a_mail_and_quoted_are_read(tmp_path: Path):
    text = answer_file(tmp_path, "PSNI", {"checklist_1": "partly"}).read_text("utf-8").replace(", ", ",\n")
    quoted = "\n".join(f"> {line}" for line in text.splitlines())
    (tmp_path / "mail.txt").write_text(f"Dear all,\nhere they are:\n{quoted}\nRegards\n", encoding="utf-8")
    assert read_answer_file(tmp_path / "mail.txt").answers["checklist_1"].value == "partly"


@pytest.mark.parametrize(
    ("text", "told"),
    [
        ("", "the answers end or break off here"),
        ('{"partnerlab": "answers 1", "partner": "PS', "the answers end or break off here"),
        ("{}", "is not one of our answer files"),
        ("null", "it has the wrong shape"),
        ("[]", "it has the wrong shape"),
        ('[{"partnerlab": "answers 1"}, {"partnerlab": "answers 1"}]', "it has the wrong shape"),
        ("42", "it has the wrong shape"),
        ("[" * 100_000, "end or break off"),
        ('{"partnerlab": "answers 1"}', "partner is missing"),
        ('{"partnerlab": "answers 1", "partner": "A", "partnership": "h", "on": "soon", "answers": {}}', '"soon"'),
        (
            '{"partnerlab": "answers 1", "partner": "A", "partnership": "h", "on": "2026-01-01", "answers": []}',
            "one text",
        ),
    ],
)
def test_what_is_no_answer_file_is_told_with_its_name(tmp_path: Path, text: str, told: str):
    (tmp_path / "a.json").write_text(text, encoding="utf-8")
    with pytest.raises(InputError, match=told) as caught:
        read_answer_file(tmp_path / "a.json")
    assert {fault.file for fault in caught.value.faults} == {"a.json"}


def test_a_missing_file_is_told(tmp_path: Path):
    with pytest.raises(InputError, match="does not exist"):
        read_answer_file(tmp_path / "a.json")


def test_an_answer_cannot_steer_a_terminal(tmp_path: Path):
    reply = read_answer_file(answer_file(tmp_path, "PS\x1b[2JNI", {"checklist_1_evidence": "\x1b[31mred"}))
    assert "\x1b" not in reply.who + str(reply.answers["checklist_1_evidence"].value)
