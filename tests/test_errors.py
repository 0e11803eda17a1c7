"""Faults as they are printed: few, short, and each once."""

from __future__ import annotations

import pytest

from partnerlab import errors
from partnerlab.errors import Fault, InputError, PartnerlabError


def test_a_fault_that_stands_on_several_lines_is_told_once() -> None:
    faults = [Fault("t.csv", line, "is odd") for line in (7, 2, 3, 5)]
    assert InputError(faults[:2]).lines() == ["t.csv:2: is odd (also on line 7)"]
    assert InputError(faults).lines() == ["t.csv:2: is odd (also on lines 3, 5 and 7)"]
    faults += [Fault("t.csv", line, "is odd") for line in range(8, 304)]
    assert InputError(faults).lines() == ["t.csv:2: is odd (also on lines 3, 5 and 297 more)"]


def test_fifty_are_told_and_the_others_counted_by_kind() -> None:
    faults = [Fault("a.yaml", line, f'"x{line}" is not known') for line in range(1, 51)]
    assert len(InputError(faults).lines()) == 50
    faults += [Fault("b.yaml", line, f'"y{line}" is not known') for line in range(1, 4)]
    faults += [Fault("c.yaml", 1, "is empty")]
    assert InputError(faults).lines()[50:] == [
        "and 4 more:",
        '  3 such as b.yaml:1: "y1" is not known',
        "  1 such as c.yaml:1: is empty",
    ]


def test_a_long_fault_keeps_its_beginning_and_its_way_out() -> None:
    (line,) = InputError([Fault("a.yaml", 1, f'"{"x" * 100_000}" is odd; take it out')]).lines()
    assert len(line) < 700
    assert line.startswith('a.yaml:1: "x')
    assert line.endswith("is odd; take it out")


def told(error: PartnerlabError, monkeypatch: pytest.MonkeyPatch, shell: object) -> list[str]:
    monkeypatch.setattr(errors, "live_shell", lambda: shell)
    try:
        raise error
    except PartnerlabError as caught:
        return caught._render_traceback_()


def test_before_a_person_an_error_is_three_lines_that_say_what_to_do(monkeypatch):
    error = InputError([Fault("hub.yaml", 3, "stage is missing; add it")])
    kind, words, way_out = told(error, monkeypatch, object())
    assert kind == "Input Error"
    assert words == "hub.yaml:3: stage is missing; add it"
    assert "%tb" in way_out


def test_asked_again_and_in_a_batch_it_shows_where_it_was_raised(monkeypatch):
    error = InputError([Fault("hub.yaml", 3, "stage is missing; add it")])
    assert "Traceback" not in "".join(told(error, monkeypatch, object()))
    assert "Traceback" in "".join(told(error, monkeypatch, object()))
    assert "Traceback" in "".join(told(InputError([Fault("a", 1, "b")]), monkeypatch, None))


def test_a_value_with_a_line_break_is_told_in_one_line_and_looks_like_no_other_fault() -> None:
    told = str(
        InputError(
            [Fault("hub.yaml", 3, 'stage: "a\nhub.yaml:1: all is well\u2028\x0b" is not one of scoping or ending')]
        )
    )
    assert told == 'hub.yaml:3: stage: "a hub.yaml:1: all is well  " is not one of scoping or ending'
