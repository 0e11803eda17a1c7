"""Headings are found under titles and notes, and mean what people mean by them."""

from __future__ import annotations

import pytest

from partnerlab.partnership.columns import tables
from partnerlab.sheets.headings import MOST_HEADINGS, locate_headings, meanings_of, plain_heading, synonyms
from partnerlab.sheets.spreadsheet import Cell, Sheet


def sheet(*rows: tuple[Cell, ...]) -> Sheet:
    width = max(map(len, rows))
    return Sheet("book.xlsx", "Sheet", tuple((*row, *[None] * (width - len(row))) for row in rows))


@pytest.mark.parametrize(
    ("headings", "meanings"),
    [
        (["Risk ID", "Risk Description", "Risk Owner"], ("id", "title", "owner")),
        (["Gross L", "Gross I", "Net L", "Net I"], ("inherent.likelihood", "inherent.impact", "residual.likelihood",
                                                    "residual.impact")),
        (["Likelihood (1-5)", "IMPACT", "Score"], ("residual.likelihood", "residual.impact", "residual.score")),
        (["Mitigating\ncontrols", "Further actions", "By when", "By whom"], ("controls", "actions", "action_due",
                                                                            "action_owner")),
        (["Direction of travel", "RAG", "Next review date"], ("direction", "rag", "review_by")),
        (["Risk title", "Description", "Probability (1-5)", "Severity"], ("title", "event", "residual.likelihood",
                                                                         "residual.impact")),
        (["Gross Risk Probability", "Impact before mitigation", "Inherent risk", "Net rating", "Target L"],
         ("inherent.likelihood", "inherent.impact", "inherent.score", "residual.score", "target.likelihood")),
        (["Favourite colour of the chair", "Zebra"], ("", "")),
    ],
)  # fmt: skip
def test_headings_of_registers(headings: list[str], meanings: tuple[str, ...]) -> None:
    assert meanings_of([*map(plain_heading, headings)], "risks") == meanings


def test_a_meaning_goes_to_one_column_only() -> None:
    assert meanings_of(["risk", "risk title", "description"], "risks").count("title") == 1


def test_groups_over_their_first_column_only_are_joined() -> None:
    found = locate_headings(
        sheet(
            ("Ref", "Risk", "Inherent", None, "Residual", None, "Owner"),
            (None, None, "L", "I", "L", "I"),
            ("R1", "Fire", 4, 4, 2, 2, "A"),
        )
    )
    assert found is not None
    assert (found.first, found.last) == (0, 1)
    assert found.names == ("Ref", "Risk", "Inherent L", "Inherent I", "Residual L", "Residual I", "Owner")


@pytest.mark.parametrize("filled", [False, True], ids=["over the first column", "merged"])
def test_a_group_ends_where_single_headings_stand_beside_those_of_the_groups(filled: bool) -> None:
    inherent, residual = ("Inherent risk", "Residual risk") if filled else (None, None)
    found = locate_headings(
        sheet(
            ("Our register",),
            (None, None, "Inherent risk", inherent, "Residual risk", residual),
            ("Ref", "Risk description", "L", "I", "L", "I", "Controls", "Risk owner", "Due"),
            ("R1", "Fire", 4, 4, 2, 2, "Alarm", "A", "1 May 2026"),
        )
    )
    assert found is not None
    assert (found.first, found.last) == (1, 2)
    assert found.meanings == (
        "id", "title", "inherent.likelihood", "inherent.impact", "residual.likelihood", "residual.impact", "controls",
        "owner", "action_due",
    )  # fmt: skip


@pytest.mark.parametrize(
    ("headings", "table"),
    [
        (("Action", "Who", "By when"), "actions"),
        (("Stakeholder", "Power", "Interest"), "stakeholders"),
        (("Task", "Responsible", "Accountable", "Consulted", "Informed"), "tasks"),
        (("Milestone", "Due date", "Budget", "Owner"), "milestones"),
        (("Indicator", "Unit", "Data source"), "indicators"),
        (("Organisation", "Sector", "Date joined"), "partners"),
    ],
)
def test_the_table_is_told_by_its_headings(headings: tuple[str, ...], table: str) -> None:
    found = locate_headings(sheet(("Our list",), (None,), headings, tuple("x" for _ in headings)))
    assert found is not None
    assert (found.table, found.first) == (table, 2)


def test_a_sheet_of_prose_has_no_headings() -> None:
    assert locate_headings(sheet(("Guidance",), ("Please read this first, then fill in the form.",))) is None


def test_synonyms_name_columns_that_exist_and_no_heading_twice() -> None:
    own = {table.name: table for table in tables()}
    for table, meanings in synonyms().items():
        ways = [way for meaning, names in meanings.items() if meaning != "event" for way in set(names)]
        assert len(ways) == len(set(ways)), table
        assert all(plain_heading(way) == way for way in ways)
        assert {column.name for column in own[table].columns} & set(meanings) >= (
            {"id", "note"} if own[table].has_id else {"note"}
        )


def test_nested_and_open_brackets_take_only_what_they_close() -> None:
    texts = ["Risk (see [1] below)", "Risk (open", "Risk ((a) b)", "Risk [a] (b", "(a) Risk [x", "Risk )"]
    assert [plain_heading(text) for text in texts] == ["risk", "risk open", "risk b", "risk b", "risk x", "risk"]


def test_a_row_of_more_headings_than_a_table_has_is_none() -> None:
    wide = tuple(f"Risk title {number}" for number in range(MOST_HEADINGS + 1))
    assert locate_headings(Sheet("a.csv", "", (wide, wide))) is None
    found = locate_headings(Sheet("a.csv", "", (wide, ("Ref", "Risk description", "Owner"))))
    assert (found.first, found.meanings) == (1, ("id", "title", "owner")) if found else False
