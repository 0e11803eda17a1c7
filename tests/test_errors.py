"""Faults as they are printed: few, short, and each once."""

from __future__ import annotations

from partnerlab.errors import Fault, InputError


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
