"""The register of organisations: one identity, read strictly."""

from __future__ import annotations

from pathlib import Path

import pytest

from partnerlab.errors import InputError
from partnerlab.partnership.organisations import read_register


def read(folder: Path, text: str):
    file = folder / "organisations.yaml"
    file.write_text(text, encoding="utf-8")
    return read_register(file)


def test_an_organisation_goes_by_its_names_whatever_case_and_spaces(tmp_path: Path) -> None:
    register = read(tmp_path, "organisations:\n  w: {name: Western Trust, aliases: [Western HSC Trust], kind: trust}\n")
    assert register.name_of("western  hsc trust") == "Western Trust"
    assert register.name_of("Port") == "Port"


def test_limits_are_the_register_s_or_the_organisation_s_own(tmp_path: Path) -> None:
    register = read(tmp_path, "hours_a_month: 40\norganisations:\n  w: {name: W, hours_a_month: 100}\n")
    assert (register.hours_limit("W"), register.hours_limit("X"), register.hours_a_lead) == (100, 40, 4)


@pytest.mark.parametrize(
    ("text", "told"),
    [
        ("organisation: []\n", r'organisations.yaml:1: "organisation" is not known here; did you mean "organisations"'),
        ("organisations:\n  w: {nam: W}\n", r'"nam" is not known here'),
        ("organisations:\n  w: {name: W}\n  v: {name: V, aliases: [w]}\n", r':3: "w" is a name of w and of v'),
        ("organisations:\n  w: {name: W, parent: x}\n", r':2: parent "x" is no organisation here'),
        ("organisations:\n  w: {name: W, parent: v}\n  v: {name: V, parent: w}\n", "is its own parent in the end"),
        ("hours_a_month: many\n", "organisations.yaml:1"),
        ("- a\n", "organisations.yaml:1"),
    ],
)
def test_a_fault_names_its_line_and_the_way_out(tmp_path: Path, text: str, told: str) -> None:
    with pytest.raises(InputError, match=told):
        read(tmp_path, text)
