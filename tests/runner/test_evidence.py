from __future__ import annotations

from pathlib import Path

from partnerlab.page.audit.structure import find_faults
from partnerlab.runner.evidence import notice, plain_page
from partnerlab.runner.failure import Failure
from partnerlab.runner.task import Task


def task(subject: str) -> Task:
    return Task(subject, Path("01-a.ipynb"), "", "", {}, (), f"partnerlab run {subject}", "OFFICIAL")


def test_what_is_said_is_escaped() -> None:
    failure = Failure("E", "<script>alert(1)</script>", 1, 1, "<b>", "a < b")
    for text in (notice(failure, "<i>", "n")["source"], plain_page(failure, task("<i>"))):
        assert "<script>" not in text
        assert "<b>" not in text
        assert "<i>" not in text
        assert "&lt;script&gt;" in text


def test_the_plain_page_says_which_cell_which_input_why_and_what_to_do() -> None:
    failure = Failure("ValueError", "why", 2, 3, "x / 0", "mend it")
    page = plain_page(failure, task("hub"), ["parameters/hub.yaml", "parameters/hub/risks.csv"])
    assert "<h1>01-a did not finish for hub</h1>" in page
    for part in (
        "<dd>cell 2, line 3: x / 0</dd>",
        "<dd>parameters/hub.yaml, parameters/hub/risks.csv</dd>",
        "<dd>ValueError: why</dd>",
        "<dd>mend it</dd>",
        "<code>partnerlab run hub</code>",
        "</span>OFFICIAL</p>",
    ):
        assert part in page


def test_the_plain_page_passes_the_audit_of_every_page() -> None:
    for failure in (Failure("E", "why"), Failure("E", "</style><script>", 1, 1, "<b>", "<i>")):
        assert list(find_faults(plain_page(failure, task("</title>"), ["<u>"]))) == []


def test_what_failed_before_its_first_cell_says_so() -> None:
    assert "<dd>before its first cell</dd>" in plain_page(Failure("E", "why"), task(""))
    assert "before its first cell" in notice(Failure("E", "why"), "", "05-portfolio", ["a.json"])["source"]
