from __future__ import annotations

import errno
from pathlib import Path

import pytest
from nbclient.exceptions import DeadKernelError
from nbformat.v4 import new_code_cell, new_notebook, new_output

from partnerlab.page.audit.structure import find_faults
from partnerlab.runner.failure import Failure, explain_failure, notice, plain_page
from partnerlab.runner.task import Task


def task(subject: str) -> Task:
    return Task(subject, Path("01-a.ipynb"), "", "", {}, (), f"partnerlab run {subject}", "OFFICIAL")


TRACE = ["\x1b[31mZeroDivisionError\x1b[39m", "Cell \x1b[92mIn[2]\x1b[39m\x1b[92m, line 3\x1b[39m"]


def test_an_error_in_a_cell_is_placed_to_the_line() -> None:
    error = new_output("error", ename="ZeroDivisionError", evalue="division\nby zero", traceback=TRACE)
    document = new_notebook(cells=[new_code_cell("a"), new_code_cell("x = 1\n\nx / 0", outputs=[error])])
    failure = explain_failure(RuntimeError(), document, "", 1)
    assert str(failure) == "cell 2, line 3 `x / 0`: ZeroDivisionError: division by zero"
    assert failure.advice


def test_a_tolerated_error_in_an_earlier_cell_is_not_taken_for_the_failure() -> None:
    error = new_output("error", ename="ValueError", evalue="meant", traceback=[])
    document = new_notebook(cells=[new_code_cell("a", outputs=[error]), new_code_cell("b")])
    failure = explain_failure(DeadKernelError("Kernel died"), document, "Fatal Python error: Aborted\n\n  File x", 1)
    assert (failure.kind, failure.cell, failure.cause) == ("DeadKernelError", 2, "Fatal Python error: Aborted")


@pytest.mark.parametrize(("number", "word"), [(errno.ENOSPC, "room"), (errno.EACCES, "writable")])
def test_a_failure_to_write_says_what_to_do_about_it(number: int, word: str) -> None:
    failure = explain_failure(OSError(number, "it failed"), None)
    assert word in failure.advice
    assert failure.cell == 0


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
