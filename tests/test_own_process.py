"""A calculation apart gives the answer, the faults and nothing else of the same calculation here."""

from __future__ import annotations

import os
import sys
from pathlib import Path

import pytest

from partnerlab.own_process import call_apart


def test_the_answer_comes_from_another_process() -> None:
    assert call_apart(os.getpid) != os.getpid()


def test_the_answer_is_that_of_a_call_here() -> None:
    assert call_apart(divmod, 17, 5) == (3, 2)
    assert call_apart(sorted, ["b", "a"], reverse=True) == ["b", "a"]


def test_what_is_printed_there_is_no_part_of_the_answer() -> None:
    assert call_apart(print, "Running the solver", flush=True) is None


def test_a_fault_is_told_as_a_call_here_tells_it() -> None:
    with pytest.raises(ZeroDivisionError):
        call_apart(divmod, 1, 0)


def test_where_no_process_can_be_started_the_call_is_made_here(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    monkeypatch.setattr(sys, "executable", str(tmp_path / "no-python"))
    assert call_apart(os.getpid) == os.getpid()


def test_where_a_process_leaves_without_an_answer_the_call_is_made_here(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("partnerlab.own_process._PROGRAM", "pass")
    assert call_apart(divmod, 7, 2) == (3, 1)
