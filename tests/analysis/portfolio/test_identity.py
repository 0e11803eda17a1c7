"""Names that may mean one organisation are proposed; only the register merges them."""

from __future__ import annotations

from pathlib import Path

import pytest

from partnerlab.analysis.portfolio import propose_same, read_portfolio, score_organisations
from reviewed import leave, partner


def proposals(folder: Path, *names: str) -> list[tuple[str, str]]:
    for number, name in enumerate(names):
        leave(folder, f"p{number}", [partner(name)])
    return [(row.first, row.second) for row in propose_same(read_portfolio(folder)).itertuples()]


@pytest.mark.parametrize(
    ("first", "second"),
    [
        ("Western HSC Trust", "Western Health and Social Care Trust"),
        ("Western H&SC Trust", "Western Health and Social Care Trust"),
        ("PSNI", "Police Service of Northern Ireland"),
        ("Quayside Homes", "Quayside Homes Ltd"),
        ("Department for Communities", "Department for Comunities"),
        ("Belfast City Council", "City Council, Belfast"),
    ],
)
def test_names_that_may_be_one_are_proposed(tmp_path: Path, first: str, second: str) -> None:
    assert proposals(tmp_path, first, second) == [tuple(sorted((first, second)))]


@pytest.mark.parametrize(
    ("first", "second"),
    [
        ("Western Health and Social Care Trust", "Northern Health and Social Care Trust"),
        ("Mid Ulster Council", "Mid and East Antrim Council"),
        ("Riverside Hub 1", "Riverside Hub 2"),
        ("Department for Communities", "Department for Infrastructure"),
    ],
)
def test_names_that_differ_are_not(tmp_path: Path, first: str, second: str) -> None:
    assert proposals(tmp_path, first, second) == []


def test_an_alias_in_one_file_is_proposed_with_the_name_in_another(tmp_path: Path) -> None:
    leave(tmp_path, "hub", [partner("Belfast Region City Deal", aliases=["BRCD office"])])
    leave(tmp_path, "town", [partner("BRCD Office")])
    (row,) = propose_same(read_portfolio(tmp_path)).itertuples()
    assert {row.first, row.second} == {"Belfast Region City Deal", "BRCD Office"}


def test_nothing_is_merged_until_the_register_says_so(tmp_path: Path) -> None:
    names = ("Western HSC Trust", "Western Health and Social Care Trust")
    for number, name in enumerate(names):
        leave(tmp_path, f"p{number}", [partner(name)])
    assert score_organisations(read_portfolio(tmp_path))["partnerships"].tolist() == [1, 1]
    register = tmp_path / "organisations.yaml"
    register.write_text(f"organisations:\n  w: {{name: {names[1]}, aliases: [{names[0]}]}}\n", encoding="utf-8")
    found = read_portfolio(tmp_path, organisations=register)
    assert score_organisations(found)[["organisation", "partnerships"]].to_numpy().tolist() == [[names[1], 2]]
    assert propose_same(found).empty


REGISTER = """organisations:
  west: {name: Western Health and Social Care Trust, aliases: [WHSCT, Western HSC Trust]}
  north: {name: Northern Health and Social Care Trust, aliases: [NHSCT]}
"""


def proposed(folder: Path, *members: dict) -> list[tuple[str, str, str]]:
    for number, member in enumerate(members):
        leave(folder, f"p{number}", [member])
    register = folder / "organisations.yaml"
    register.write_text(REGISTER, encoding="utf-8")
    found = propose_same(read_portfolio(folder, organisations=register))
    return [(row.first, row.second, row.why) for row in found.itertuples()]


def test_another_name_that_a_file_and_the_register_both_know_is_proposed(tmp_path: Path) -> None:
    assert proposed(tmp_path, partner("The western trust", aliases=["whsct"])) == [
        (
            "The western trust",
            "Western Health and Social Care Trust",
            "whsct is another name of both, in a file and in the register",
        )
    ]


def test_a_name_like_one_of_the_register_s_other_names_is_proposed_whoever_uses_it(tmp_path: Path) -> None:
    (row,) = proposed(tmp_path, partner("Western HSC Trust Ltd"))
    assert row[:2] == ("Western HSC Trust Ltd", "Western Health and Social Care Trust")


def test_two_organisations_of_the_register_are_not_proposed_to_be_one(tmp_path: Path) -> None:
    assert proposed(tmp_path, partner("WHSCT", aliases=["NHSCT"]), partner("NHSCT")) == []
