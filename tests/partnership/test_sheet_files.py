"""A list that stands in a sheet of a workbook is read each time, told by cell, and never written."""

from __future__ import annotations

from pathlib import Path

import pytest
import xlsxwriter

from partnerlab.analysis.review import review_partnership
from partnerlab.errors import ChangeError, InputError
from partnerlab.partnership import edit_partnership, read_partnership

COVERS = ("partnerlab.partnership.columns",)

HUB = "name: Hub\npurpose: Reach people\nstage: managing\npartners: {PSNI: {name: Police}}\nrisks: {}\n"


def write(folder: Path, *rows: list[object], named: str = "register.xlsx#Risks") -> Path:
    with xlsxwriter.Workbook(folder / "register.xlsx") as book:
        sheet = book.add_worksheet("Risks")
        book.add_worksheet("Notes")
        for number, row in enumerate(rows):
            sheet.write_row(number, 0, row)
    file = folder / "hub.yaml"
    file.write_text(HUB.replace("{}\n", f"{named}\n"), encoding="utf-8")
    return file


HEADINGS: list[object] = ["Id", "Title", "Shared by", "Review by", "Likely", "Probability", "Class"]


def test_a_sheet_is_read_as_the_list(tmp_path: Path) -> None:
    file = write(tmp_path, ["Our register"], HEADINGS, ["R1", "Fire", "PSNI", "31/03/2027", "£1,200", "20%", "Shared"])
    (risk,) = read_partnership(file).risks
    assert (risk.id, risk.title, risk.shared_by, str(risk.review_by)) == ("R1", "Fire", ("PSNI",), "2027-03-31")
    assert (risk.likely, risk.probability, risk.kind) == (1200, 0.2, "shared")
    assert str(risk.place) == "register.xlsx, Risks!A3"
    assert [entry.file for entry in read_partnership(file).inputs] == ["hub.yaml", "register.xlsx"]


def test_it_is_read_again_when_it_changes(tmp_path: Path) -> None:
    file = write(tmp_path, HEADINGS, ["R1", "Fire"])
    before = read_partnership(file)
    write(tmp_path, HEADINGS, ["R1", "Flood"])
    after = read_partnership(file)
    assert [before.risks[0].title, after.risks[0].title] == ["Fire", "Flood"]
    assert before.inputs != after.inputs


def test_faults_are_told_by_cell(tmp_path: Path) -> None:
    file = write(tmp_path, [*HEADINGS, "Mood"], ["R1", "Fire", "NIHE", "soon", "a lot", 2, "big"])
    with pytest.raises(InputError) as caught:
        read_partnership(file)
    told = {fault.file: fault.message for fault in caught.value.faults}
    assert set(told) == {f"register.xlsx, Risks!{cell}" for cell in ("C2", "D2", "E2", "F2", "G2", "H1")}
    assert 'heading "Mood" is not known here' in told["register.xlsx, Risks!H1"]
    assert '"soon" is not a date' in told["register.xlsx, Risks!D2"]


def test_what_stands_in_a_column_without_a_heading_is_told_once(tmp_path: Path) -> None:
    rows = [
        ["", "", "", "", "", "", "", "", "far"],
        ["R1", "Fire", "", "", "", "", "", "seen"],
        ["", "", "", "", "", "", "", "too"],
    ]
    file = write(tmp_path, ["Our register", "", "", "", "", "", "", "2026"], HEADINGS, *rows)
    with pytest.raises(InputError) as caught:
        read_partnership(file)
    assert [str(fault) for fault in caught.value.faults] == [
        'register.xlsx, Risks!H4: holds "seen" in a column without a heading; name it (and in 1 more row)',
        'register.xlsx, Risks!I3: holds "far" in a column without a heading; name it',
    ]


def test_formulas_that_failed_or_were_never_calculated_are_told_by_cell(tmp_path: Path) -> None:
    with xlsxwriter.Workbook(tmp_path / "register.xlsx") as book:
        sheet = book.add_worksheet("Risks")
        sheet.write_row(0, 0, ["Id", "Title", "Likely", "Probability", "Cause"])
        sheet.write_row(1, 0, ["R1", "Fire"])
        sheet.write_formula("C2", "=Lost!A1", None, "#REF!")
        sheet.write_formula("D2", "=NA()", None, "#N/A")
        sheet.write_formula("E2", '=A1&"x"', None, "")
    (tmp_path / "hub.yaml").write_text(HUB.replace("{}\n", "register.xlsx#Risks\n"), encoding="utf-8")
    with pytest.raises(InputError) as caught:
        read_partnership(tmp_path / "hub.yaml")
    told = {fault.file: fault.message for fault in caught.value.faults}
    assert "an error of a formula, such as #REF!" in told["register.xlsx, Risks!C2"]
    assert "never calculated" in told.get("register.xlsx, Risks!E2", "never calculated")
    assert "register.xlsx, Risks!D2" not in told


def test_a_heading_that_is_there_twice_is_told_with_the_place_of_the_first(tmp_path: Path) -> None:
    file = write(tmp_path, [*HEADINGS, "TITLE"], ["R1", "Fire", "", "", "", "", "", "Flood"])
    with pytest.raises(InputError) as caught:
        read_partnership(file)
    assert 'register.xlsx, Risks!H1: heading "TITLE" is in Risks!B1 too; keep one' in str(caught.value)


@pytest.mark.parametrize("title", ["Fl\u202eood", "a\u2066b\u2069"])
def test_a_text_that_is_turned_round_is_refused_as_in_a_csv_file(title: str, tmp_path: Path) -> None:
    file = write(tmp_path, HEADINGS, ["R1", title], ["R2", "no-break\xa0space"])
    with pytest.raises(InputError) as caught:
        read_partnership(file)
    (fault,) = caught.value.faults
    assert fault.file == "register.xlsx, Risks!B2"
    assert (
        fault.message == "holds a character that nobody sees or that turns text round; type the text of the cell again"
    )


def test_a_text_keeps_what_nobody_sees_and_an_id_is_refused_as_in_a_csv_file(tmp_path: Path) -> None:
    file = write(tmp_path, HEADINGS, ["R1", "Co\u00adoperation\u200b ends", "PSNI", "31/03/2027\u200b", "\u200b1200"])
    (risk,) = read_partnership(file).risks
    assert (risk.title, str(risk.review_by), risk.likely) == ("Co\u00adoperation\u200b ends", "2027-03-31", 1200)
    file = write(tmp_path, HEADINGS, ["R1", "Fire"], ["R1\u200b", "Flood"])
    with pytest.raises(InputError, match=r"register\.xlsx, Risks!A3: .*look"):
        read_partnership(file)


def test_comments_on_cells_are_said_once_and_those_on_headings_are_none(tmp_path: Path) -> None:
    file = write(tmp_path, HEADINGS, ["R1", "Fire"])
    assert read_partnership(file).unread == ()
    with xlsxwriter.Workbook(tmp_path / "register.xlsx") as book:
        sheet = book.add_worksheet("Risks")
        sheet.write_row("A1", HEADINGS)
        sheet.write_row("A2", ["R1", "Fire"])
        for cell in ("A1", "B2", "C2"):
            sheet.write_comment(cell, "look again")
    said = ("Comments on cells of register.xlsx are not read; the first is on B2.",)
    assert read_partnership(file).unread == said
    assert read_partnership(file, as_at="2026-03-31", redact=True).unread == said
    assert review_partnership(read_partnership(file), "risk_allocation").remarks == said


def test_addresses_of_links_are_said_not_to_be_read_where_their_cells_do_not_show_them(tmp_path: Path) -> None:
    file = write(tmp_path, HEADINGS, ["R1", "Fire"])
    with xlsxwriter.Workbook(tmp_path / "register.xlsx") as book:
        sheet = book.add_worksheet("Risks")
        sheet.write_row("A1", HEADINGS)
        sheet.write("A2", "R1")
        sheet.write_url("B2", "https://council.gov.uk/fire", string="Fire")
    read = read_partnership(file)
    assert read.risks[0].title == "Fire"
    assert read.unread == ("Addresses of links of register.xlsx are not read; the first is on B2.",)


def test_headings_that_are_repeated_are_no_row(tmp_path: Path) -> None:
    file = write(tmp_path, HEADINGS, ["R1", "Fire"], [str(name).upper() for name in HEADINGS], ["R2", "Flood"])
    with pytest.raises(InputError, match=r"register\.xlsx, Risks!A3: repeats the headings of row 1; delete it"):
        read_partnership(file)


@pytest.mark.parametrize(
    ("named", "message"),
    [
        ("register.xlsx", "names no single sheet; write register.xlsx#Sheet; sheets are Risks and Notes"),
        ("register.xlsx#Rsks", "names no single sheet"),
        ("none.xlsx#Risks", "does not exist"),
        ("register.xlsx#Notes", "has no row of headings"),
    ],
)
def test_a_sheet_that_is_not_there_is_told(tmp_path: Path, named: str, message: str) -> None:
    file = write(tmp_path, HEADINGS, ["R1", "Fire"], named=named)
    with pytest.raises(InputError, match=message):
        read_partnership(file)


def test_the_writer_refuses_to_change_it_and_changes_the_rest(tmp_path: Path) -> None:
    file = write(tmp_path, HEADINGS, ["R1", "Fire"])
    before = (tmp_path / "register.xlsx").read_bytes()
    with pytest.raises(ChangeError, match=r"is in register\.xlsx#Risks, which is never written"):
        edit_partnership(file).set("risks.R1.title", "Flood").save()
    edit_partnership(file).set("partners.PSNI.sector", "statutory").save()
    assert read_partnership(file).partners[0].sector == "statutory"
    assert (tmp_path / "register.xlsx").read_bytes() == before


def test_what_is_struck_out_is_a_fault_since_nobody_can_be_asked(tmp_path: Path) -> None:
    file = write(tmp_path, HEADINGS, ["R1", "Fire"])
    with xlsxwriter.Workbook(tmp_path / "register.xlsx") as book:
        sheet = book.add_worksheet("Risks")
        sheet.write_row("A1", HEADINGS)
        sheet.write_row("A2", ["R1", "Fire"])
        sheet.write_row("A3", ["R2", "Flood"], book.add_format({"font_strikeout": True}))
    message = r"register.xlsx, Risks!A3: row 3 holds what is struck out; delete it, or take the line through it away"
    with pytest.raises(InputError, match=message):
        read_partnership(file)
