"""What is no YAML is told on the line where it went wrong, by what it looks like, with how to write it."""

from __future__ import annotations

from pathlib import Path

import pytest

from partnerlab.errors import InputError
from partnerlab.partnership import read_partnership

START = "name: Hub\nstage: scoping\n"


@pytest.mark.parametrize(
    ("text", "line", "says"),
    [
        ("purpose: Early: reach all\n", 3, 'quote a text that holds a colon and a space, as `purpose: "Early'),
        ("\tpurpose: x\n", 3, "a line begins with a tab; indent with spaces"),
        ("purpose: 'Peter's hub'\n", 3, "an apostrophe ends the quoted text early; write it twice"),
        ("purpose: x\n story: y\n", 4, "this line stands further in than the one above"),
        ("risks:\n  - id: R1\n   title: x\n", 5, "does not stand in the column of those it belongs to"),
        ('purpose: "x\nstory: y\n', 3, "a quote is opened and never closed; close the quote"),
        ("purpose:x\nstory: y\n", 3, "a name is not followed by a colon and a space"),
        ("purpose: [a, b\nstory: y\n", 4, "a bracket or brace is not closed"),
        ("purpose: @x\n", 3, "a text begins with a character that means something else in YAML; quote a text that"),
        ("purpose: *x\n", 3, "quote a text that begins with `*`"),
        ('story: x\npurpose: "\\UFFFFFFFF"\n', 4, "stands for no character; delete it"),
    ],
)
def test_each_slip_is_told_where_it_is_and_how_to_write_it(text: str, line: int, says: str, tmp_path: Path) -> None:
    (tmp_path / "hub.yaml").write_text(START + text, encoding="utf-8")
    with pytest.raises(InputError) as raised:
        read_partnership(tmp_path / "hub.yaml")
    (told,) = raised.value.lines()
    assert told.startswith(f"hub.yaml:{line}: is not YAML: ")
    assert says in told
    assert "scalar" not in told
    assert "block" not in told
    assert "token" not in told
