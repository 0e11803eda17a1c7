from __future__ import annotations

import errno

import pytest
from nbclient.exceptions import DeadKernelError
from nbformat.v4 import new_code_cell, new_notebook, new_output

from partnerlab.runner.failure import explain_failure

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


def test_a_cause_is_text_without_what_steers_a_terminal_and_without_states_that_were_written_over() -> None:
    error = new_output("error", ename="E", evalue="\x1b[2K10%\r\x1b[1;31mlost\x1b[0m \x1b]0;t\x07it", traceback=[])
    document = new_notebook(cells=[new_code_cell("x", outputs=[error])])
    assert explain_failure(RuntimeError(), document, "", 0).cause == "lost it"


def test_a_failure_is_told_in_one_short_line_whatever_its_line_and_its_name_hold() -> None:
    trace = ["Cell In[1], line 1"]
    error = new_output("error", ename="E\nhub/01: done" + "x" * 10_000, evalue="lost", traceback=trace)
    document = new_notebook(cells=[new_code_cell("f(\x1b[2J" + "(" * 100_000, outputs=[error])])
    told = str(explain_failure(RuntimeError(), document, "", 0))
    assert told.startswith("cell 1, line 1 `f((((")
    assert " …`: E hub/01: done" in told
    assert told.isprintable()
    assert len(told) < 800
