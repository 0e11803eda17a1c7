"""Rows of a CSV file, whatever parts their cells."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from pathlib import Path

import pytest

from partnerlab.errors import InputError
from partnerlab.partnership import Place, edit_partnership, read_partnership
from partnerlab.partnership.csv_files import read_csv
from partnerlab.partnership.nodes import Mapping, Scalar
from partnerlab.partnership.sources import Folder


@pytest.mark.parametrize("delimiter", [",", "\t", ";"])
@pytest.mark.parametrize("ends", ["\n", "\r\n"])
def test_cells_are_parted_as_in_the_heading(delimiter: str, ends: str, tmp_path: Path) -> None:
    text = '# a; b, c\n\nid|title\nR1|"two| parts"\nR2|\n'.replace("|", delimiter).replace("\n", ends)
    (tmp_path / "risks.csv").write_bytes(b"\xef\xbb\xbf" + text.encode())
    folder = Folder(tmp_path)
    rows = read_csv(folder, "risks.csv", named_at=Place("hub.yaml", 1))
    assert folder.faults == []
    assert rows is not None
    found = [
        (row.place.line, {key: cell.text for key, cell in row.items.items() if isinstance(cell, Scalar)})
        for row in rows.items
        if isinstance(row, Mapping)
    ]
    assert found == [(4, {"id": "R1", "title": f"two{delimiter} parts"}), (5, {"id": "R2"})]


def test_several_ids_in_one_cell_do_not_part_a_table_with_commas(tmp_path: Path) -> None:
    (tmp_path / "meetings.csv").write_text("on,present\n2026-01-01,A;B\n", encoding="utf-8")
    rows = read_csv(Folder(tmp_path), "meetings.csv", named_at=Place())
    assert rows is not None
    (row,) = rows.items
    assert isinstance(row, Mapping)
    assert list(row.items) == ["on", "present"]


Write = Callable[[str], Path]


@pytest.fixture
def write(tmp_path: Path) -> Write:
    """Write a table of risks, and a partnership of A and B that names it; return the partnership's file."""

    def written(text: str, table: str = "risks") -> Path:
        (tmp_path / "t.csv").write_bytes(text.encode())
        start = "name: Hub\npurpose: Reach people\nstage: scoping\npartners: [{id: A, name: A}, {id: B, name: B}]\n"
        more = "risks: [{id: R1, title: Floods}]\n" if table != "risks" else ""
        (tmp_path / "hub.yaml").write_text(f"{start}{more}{table}: t.csv\n", encoding="utf-8")
        return tmp_path / "hub.yaml"

    return written


def told(file: Path) -> list[str]:
    with pytest.raises(InputError) as raised:
        read_partnership(file)
    return raised.value.lines()


def test_a_row_whose_id_begins_with_a_hash_is_a_row(write: Write) -> None:
    file = write("# agreed, by all\nid,title\n#7,Floods\n#8,Fire\n# a remark\n# another,\nR3,Wind\n")
    assert [risk.id for risk in read_partnership(file).risks] == ["#7", "#8", "R3"]


def test_a_remark_that_holds_several_cells_is_told(write: Write) -> None:
    assert told(write("id,title\nR1,x\n# seen in May, by all\n")) == [
        "t.csv:3: looks like a remark but holds several cells; quote the remark, or remove the #"
    ]


def test_a_value_without_a_heading_is_told_once_and_blank_columns_are_not(write: Write) -> None:
    assert [risk.id for risk in read_partnership(write("id,title,,\nR1,x,,\n,,,\nR2,y\n")).risks] == ["R1", "R2"]
    rows = "".join(f"R{number},x,seen,\n" for number in range(300))
    assert told(write(f"id,title,,\n{rows}")) == [
        't.csv:2: column 3 holds "seen" but has no heading; name it (also on lines 3, 4, 5 and 296 more)'
    ]


def test_dates_money_shares_and_truths_are_read_as_people_write_them(write: Write) -> None:
    head = "ID,Title,Review by,low,likely,high,probability\n"
    (risk,) = read_partnership(write(f'{head}R1,x,30/09/2026,"£1,200",£1500.50,2k,20%\n')).risks
    assert (risk.review_by, risk.low, risk.likely, risk.high) == (date(2026, 9, 30), 1200, 1500.5, 2000)
    assert risk.probability == 0.2
    for word in ("Yes", "TRUE", "y"):
        (lead,) = read_partnership(write(f"risk,lead,accepted\nR1,A,{word}\n", "leads")).leads
        assert lead.accepted is True


def test_day_and_month_are_never_guessed_differently_in_one_column(write: Write) -> None:
    (fault,) = told(write("id,title,on\nR1,x,05/13/2026\nR2,y,01/02/2026\n"))
    assert "this column holds dates with the month first" in fault


def test_a_heading_that_is_repeated_is_no_row(write: Write) -> None:
    text = "ID,Title\nR1,Floods\nid,title\nR2,Staff\nid,title\n"
    assert told(write(text)) == ["t.csv:3: repeats the heading of line 1; take it out (also on line 5)"]


@pytest.mark.parametrize("letter", ["\0", "\x0b", "\x1c", "\x7f", "\u202e", "\ufeff"])
def test_a_character_that_a_page_would_drop_is_told_with_its_line(letter: str, write: Write) -> None:
    (fault,) = told(write(f"id,title\r\nR1,Floods\r\nR2,a{letter}b\r\n"))
    assert fault.startswith("t.csv:3: holds a ")
    assert f"(U+{ord(letter):04X}); delete it" in fault


def test_byte_order_marks_at_the_beginning_are_passed_over(write: Write) -> None:
    file = write("\ufeff\ufeffid,title\r\nR1,Floods\r\n")
    assert [risk.id for risk in read_partnership(file).risks] == ["R1"]


def test_what_cannot_be_read_is_told_once_and_not_as_missing_too(write: Write) -> None:
    assert told(write("on,by,stage\nsoon,A,forming\nlater,B,forming\n", "life_cycle")) == [
        't.csv:2: on: "soon" is not a date; write a day, such as 31/03/2026 (also on line 3)'
    ]


def test_a_heading_that_is_not_known_is_told_once_with_a_hint(write: Write) -> None:
    rows = "".join(f"R{number},x,3\n" for number in range(300))
    assert told(write(f"id,title,apetite\n{rows}")) == [
        't.csv:1: heading "apetite" is not known here; did you mean "appetite"?'
    ]


@pytest.mark.parametrize(
    ("text", "says"),
    [
        ("R1,Floods\nR2,Fire\n", "t.csv:1: has no heading that is known here"),
        ("<!DOCTYPE html><html><table>\n", "t.csv:1: is a web page, not a table"),
        ("PK\x03\x04...", "t.csv:1: is a workbook, not text; in Excel choose Save As, CSV UTF-8"),
        ('id,title\nR1,"x\n', "a quote is opened and never closed"),
        ("id,title,ID\n", 'column "id" is twice in the heading'),
        (",".join(f"c{number}" for number in range(501)), "has 501 columns; a table has 500 at most"),
    ],
)
def test_what_is_no_table_is_told_by_its_cause_alone(text: str, says: str, write: Write) -> None:
    (fault,) = told(write(text))
    assert says in fault


def test_a_change_keeps_headings_and_blank_columns_as_they_were_typed(write: Write) -> None:
    file = write("ID,Title,Review by,,\n#7,x,30/09/2026,,\nR2,y,,,\n")
    edit_partnership(file).set("risks.R2.title", "z").add("risks", {"id": "R3", "title": "w"}).save()
    assert (file.parent / "t.csv").read_text() == "ID,Title,Review by,,\n#7,x,30/09/2026,,\nR2,z,,,\nR3,w,,,\n"


@pytest.mark.parametrize(
    ("others", "unsure"),
    [
        (("12,5",), True),
        (("1.234,50",), True),
        (("12.5",), False),  # a decimal point: 3.500 is three and a half
        (("1,200",), False),  # thousands, as in the United Kingdom
        ((), False),
    ],
)
def test_a_number_that_may_be_a_thousand_times_another_is_not_guessed(
    tmp_path: Path, others: tuple[str, ...], *, unsure: bool
) -> None:
    """`3.500` beside `12,5` is 3500 on a machine set to German, and 3.5 on one that is not."""
    values = "".join(f"202{number};{cell}\n" for number, cell in enumerate((*others, "3.500")))
    (tmp_path / "one.csv").write_text(f"period;value\n{values}", encoding="utf-8")
    (tmp_path / "hub.yaml").write_text(
        "name: Hub\npurpose: Reach\nstage: scoping\nindicators: {one: {title: One, unit: '£', good_direction: up, "
        "values: one.csv}}\n",
        encoding="utf-8",
    )
    if unsure:
        with pytest.raises(InputError, match=r'one\.csv:3: value: "3\.500" may be 3500 or 3,5, since other numbers'):
            read_partnership(tmp_path / "hub.yaml")
    else:
        assert read_partnership(tmp_path / "hub.yaml").indicators[0].values[-1].value == 3.5
