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
        ("purpose: x\n story: y\n", 4, "this line is indented more than the one above"),
        ("risks:\n  - id: R1\n   title: x\n", 5, "is not in the same column as the lines it belongs to"),
        ('purpose: "x\nstory: y\n', 3, "a quote is opened and never closed; close the quote"),
        ("purpose:x\nstory: y\n", 3, "a name is not followed by a colon and a space"),
        ("purpose: [a, b\nstory: y\n", 4, "a bracket or brace is not closed"),
        ("purpose: @x\n", 3, "a text begins with a character that means something else in YAML; quote a text that"),
        ("purpose: & x\n", 3, "a text begins with a character that means something else in YAML; quote a text that"),
        ("purpose: ? x\n", 3, "a text begins with a character that means something else in YAML; quote a text that"),
        ("purpose: “Early”: reach\n", 3, "curly quotes are no quotes in YAML; put the text in straight ones"),
        ("risks:\n  R1:\n    title:x\n    cause: y\n", 5, "there is no space after a colon; write `name: value`"),
        ("risks:\n  -{id: R1, title: x}\n", 4, "there is no space after a dash; write `- {id: R1"),
        ("risks:\n  – {id: R1, title: x}\n", 4, "begins with a long dash or a bullet, as word processors make them"),
        ("purpose: *x\n", 3, "quote a text that begins with `*`"),
        ("purpose: - x\n", 3, "a text begins with a dash and a space, or a list behind something else; quote a text"),
        ("purpose: > 5 people\n", 3, "a text begins with `>` or `|`, which mean something else in YAML; quote a text"),
        ('story: x\npurpose: "\\UFFFFFFFF"\n', 4, "means no character; delete it"),
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


@pytest.mark.parametrize(
    ("text", "told"),
    [
        (
            "reviews: [{on: 31/03/2026}]",
            'reviews row 1, on: "31/03/2026" must be a date as YYYY-MM-DD; write 2026-03-31',
        ),
        (
            "reviews: [{on: 03/04/2026}]",
            'reviews row 1, on: "03/04/2026" must be a date; write YYYY-MM-DD, such as 2026-03-31',
        ),
        (
            "reviews: [{on: 2026-3-1}]",
            'on: "2026-3-1" has a month or day of one digit; write YYYY-MM-DD, such as 2026-03-31',
        ),
        ("reviews: [{on: 2026-03}]", 'on: "2026-03" lacks the day; write YYYY-MM-DD, such as 2026-03-31'),
        (
            "reviews: [{on: 2026-02-30}]",
            'reviews row 1, on: "2026-02-30" is not a day of the calendar; write YYYY-MM-DD, such as 2026-03-31',
        ),
        (
            "risks: {R1: {title: x, probability: 20%}}",
            'risks row 1, probability: "20%" must be a number; write digits only, such as 1200 or 0.2',
        ),
        ("risks: [R1]", 'risks row 1: "R1" must hold names and values, such as `{id: …, title: …}`'),
        (
            "risks: {R1: {title: Fire, flood}}",
            '"flood" is not known here; quote the text before it when this is part of it; '
            "write several values in brackets, as [A, B]",
        ),
        (
            "risks:\n\u00a0\u00a0R1: {title: x}",
            '"\u00a0\u00a0R1" is not known here; it begins or ends with a space that YAML does not take for one; '
            "type an ordinary space",
        ),
    ],
)
def test_a_value_that_does_not_fit_is_told_with_what_to_write(text: str, told: str, tmp_path: Path) -> None:
    (tmp_path / "hub.yaml").write_text(f"{START}purpose: x\n{text}\n", encoding="utf-8")
    with pytest.raises(InputError) as raised:
        read_partnership(tmp_path / "hub.yaml")
    assert [line.partition(": ")[2] for line in raised.value.lines()] == [told]


def test_a_colon_without_a_space_in_the_first_line_is_told_there(tmp_path: Path) -> None:
    (tmp_path / "hub.yaml").write_text("name:Hub\npurpose: x\nstage: scoping\n", encoding="utf-8")
    with pytest.raises(InputError, match=r"^hub\.yaml:1: is not YAML: there is no space after a colon; write `name: v"):
        read_partnership(tmp_path / "hub.yaml")


@pytest.mark.parametrize(
    ("text", "line", "told"),
    [
        (
            "purpose: &Co\n",
            3,
            '"&Co" names a part that nothing repeats, or that is empty; quote a text that begins with &, as in "&Co"',
        ),
        (
            "purpose: &Smith and Sons\n",
            3,
            '"&Smith" names a part that nothing repeats, or that is empty; quote a text that begins with &',
        ),
        ("purpose: p\narea: &a x\nstory: &a y\nrationale: *a\n", 4, '"&a" names a part that nothing repeats'),
        ("purpose: p\npartners: {&Co A: {name: x}}\n", 4, '"&Co" names a part that nothing repeats'),
        (
            "purpose: p\npartners:\n  - &a {id: A, name: x}\n  - {<<: *a, id: B, name: y}\n",
            6,
            "`<<` would take over another part, which is not done here; write its lines out",
        ),
        ("purpose: a\x0bb\n", 3, "holds a control character (U+000B); delete it"),
        ("purpose: p\nstory: a\x0cb\n", 4, "holds a control character (U+000C); delete it"),
        ("purpose: a\u202eb\n", 3, "nobody sees or that turns text round (U+202E); delete it"),
        ('purpose: "a\\ud83d"\n', 3, "holds half a character (an escape from \\uD800 to \\uDFFF); delete it"),
    ],
)
def test_what_would_be_lost_or_cannot_be_read_is_told_once(text: str, line: int, told: str, tmp_path: Path) -> None:
    (tmp_path / "hub.yaml").write_text(START + text, encoding="utf-8")
    with pytest.raises(InputError) as raised:
        read_partnership(tmp_path / "hub.yaml")
    (said,) = raised.value.lines()
    assert said.startswith(f"hub.yaml:{line}: ")
    assert told in said


@pytest.mark.parametrize(
    ("text", "purpose"),
    [
        ("area: &a reach\npurpose: *a\n", "reach"),
        ("purpose: &a 'reach'\n", "reach"),
        ("? &a area\n: x\npurpose: *a\n", "area"),
        ("purpose: Smith & Co\n", "Smith & Co"),
        ('purpose: "\\ud83d\\ude00"\n', "\U0001f600"),  # as JSON writes it
    ],
)
def test_names_of_parts_and_characters_in_halves_are_read(text: str, purpose: str, tmp_path: Path) -> None:
    (tmp_path / "hub.yaml").write_text(START + text, encoding="utf-8")
    assert read_partnership(tmp_path / "hub.yaml").purpose == purpose
