"""Registers as officers keep them come into a partnership, and the next quarter only what changed."""

from __future__ import annotations

import re
import zipfile
from dataclasses import replace
from pathlib import Path

import pytest
import xlsxwriter

from partnerlab.errors import InputError
from partnerlab.exchange import arrival as arrival_module
from partnerlab.exchange.arrival import Answers, Arrival, read_arrival
from partnerlab.exchange.mapping import Mapping, SheetMapping, read_mapping
from partnerlab.exchange.register import owner_meant
from partnerlab.partnership import read_partnership
from registers import PARTNERSHIP, labels_and_one_by_month, struck_out, two_header_rows, words_and_faults

COVERS = (
    "partnerlab.exchange.body",
    "partnerlab.exchange.identities",
    "partnerlab.exchange.lists",
    "partnerlab.exchange.mapping",
    "partnerlab.exchange.partners",
    "partnerlab.exchange.register",
    "partnerlab.exchange.report",
    "partnerlab.exchange.struck",
)

FIRST = Answers(scale="1-5", by="all", on="2026-03-31")


@pytest.fixture
def hub(tmp_path: Path) -> Path:
    file = tmp_path / "coastal.yaml"
    file.write_text(PARTNERSHIP, encoding="utf-8")
    return file


def keep(arrival: Arrival, hub: Path) -> None:
    arrival.kept.parent.mkdir(exist_ok=True)
    arrival.kept.write_text(arrival.mapping.text(hub.name), encoding="utf-8")


def notes(arrival: Arrival, kind: str = "not taken") -> dict[str, str]:
    return {note.place: note.message for note in arrival.report.notes if note.kind == kind}


def test_a_wide_row_becomes_risk_ratings_lead_controls_and_actions(hub: Path, tmp_path: Path) -> None:
    arrival = read_arrival(two_header_rows(tmp_path / "register.xlsx"), hub, FIRST)
    arrival.edit.save()
    read = read_partnership(hub)
    assert [(risk.id, risk.title) for risk in read.risks] == [("R1", "Funding ends"), ("R2", "Staff leave")]
    assert [(row.risk, row.kind, row.likelihood, row.impact, row.by) for row in read.ratings] == [
        ("R1", "inherent", 4, 5, None),
        ("R1", "residual", 3, 4, None),
        ("R2", "inherent", 4, 4, None),
        ("R2", "residual", 3, 3, None),
    ]
    assert [(row.risk, row.lead) for row in read.leads] == [("R1", "PSNI"), ("R2", "Council")]
    assert [(row.risk, row.control) for row in read.controls] == [
        ("R1", "Reserve"),
        ("R1", "Joint bid"),
        ("R2", "Handover notes"),
        ("R2", "Deputies named"),
    ]
    assert [(row.title, row.subject, str(row.due)) for row in read.actions] == [
        ("Write the bid", "risk R1", "2026-05-13")
    ]
    assert notes(arrival) == {
        "Lookups": 'the sheet is hidden; to read it, use --sheet "Lookups"',
        "Risks!A12": '"Agreed by the board." is alone in its row, like a note',
    }


def test_what_stands_in_a_column_without_a_heading_is_named_and_not_taken(hub: Path, tmp_path: Path) -> None:
    with xlsxwriter.Workbook(tmp_path / "register.xlsx") as book:
        sheet = book.add_worksheet("Risks")
        for number, row in enumerate(
            [["Id", "Title"], ["R1", "Fire", "ask Ann"], ["R2", "Flood", "n/a", "late"], ["R3", "Staff", "soon"]]
        ):
            sheet.write_row(number, 0, row)
    arrival = read_arrival(tmp_path / "register.xlsx", hub, FIRST)
    told = {place: message for place, message in notes(arrival).items() if place.startswith(("Risks!C", "Risks!D"))}
    assert told == {
        "Risks!C2": '"ask Ann" is in a column without a heading, as 1 further cell below; name the column',
        "Risks!D3": '"late" is in a column without a heading; name the column',
    }


@pytest.mark.parametrize(
    ("rows", "columns", "told"),
    [
        (50_001, ["Title"], "50,001 rows with 100,002 values"),
        (
            30_000,
            ["Title", "Review date", "Status", "Mitigation", "Cause", "Effect"],
            "30,000 rows with 210,000 values",
        ),
        (15_000, ["Title", "Owner", "Likelihood", "Impact", "Mitigation", "Review date"], "60,000 rows with "),
    ],
)
def test_more_rows_than_any_files_hold_are_counted_and_refused_before_they_are_compared(
    hub: Path, monkeypatch: pytest.MonkeyPatch, rows: int, columns: list[str], told: str
) -> None:
    register = hub.with_name("register.csv")
    cells = {"Review date": "2026-12-31", "Likelihood": "3", "Impact": "2"}
    row = ",".join(cells.get(name, f"{name} of it") for name in columns)
    lines = [f"R{number},{row}" for number in range(rows)]
    register.write_text("\n".join([",".join(["Id", *columns]), *lines]), "utf-8")
    monkeypatch.setattr(arrival_module, "ask_for", lambda *_: pytest.fail("they were compared"))
    with pytest.raises(InputError) as refused:
        read_arrival(register, hub, FIRST)
    (line,) = refused.value.lines()
    assert line.startswith(f"register.csv: brings {told}")
    assert line.endswith("more than a partnership's files hold (50,000 and 200,000); keep what a review needs")


def test_the_next_quarter_brings_only_what_changed(hub: Path, tmp_path: Path) -> None:
    first = read_arrival(two_header_rows(tmp_path / "register.xlsx"), hub, FIRST)
    keep(first, hub)
    first.edit.save()
    same = read_arrival(tmp_path / "register.xlsx", hub, Answers(on="2026-06-30"))
    assert not same.edit.changes
    later = two_header_rows(tmp_path / "register-june.xlsx", next_quarter=True)
    second = read_arrival(later, hub, Answers(on="2026-06-30"))
    assert second.is_known
    assert [(change.path, change.after) for change in second.edit.changes] == [
        ("risks", {"id": "R3", "title": "Offices flood"}),
        ("ratings", {"risk": "R2", "on": "2026-06-30", "kind": "residual", "likelihood": 2, "impact": 3}),
        ("ratings", {"risk": "R3", "on": "2026-06-30", "kind": "inherent", "likelihood": 2, "impact": 4}),
        ("ratings", {"risk": "R3", "on": "2026-06-30", "kind": "residual", "likelihood": 2, "impact": 3}),
        ("owners", {"risk": "R3", "name": "J Smith", "from": "2026-06-30"}),
    ]
    assert '"J Smith" is not a partner' in notes(second, "taken")["Risks!J9"]


def test_what_nobody_can_guess_is_asked_and_nothing_is_changed(hub: Path, tmp_path: Path) -> None:
    arrival = read_arrival(two_header_rows(tmp_path / "register.xlsx"), hub, Answers())
    assert [question.option for question in arrival.report.questions] == ["--scale", "--by", "--on"]
    assert not arrival.edit.changes


def test_words_are_read_by_the_scale_given_and_faults_are_told_by_cell(hub: Path, tmp_path: Path) -> None:
    answers = Answers(scale="L=1,M=3,H=5", by="PSNI", on="2026-06-30")
    arrival = read_arrival(words_and_faults(tmp_path / "ours.xlsx"), hub, answers)
    arrival.edit.save()
    read = read_partnership(hub)
    assert [(risk.id, risk.title, risk.likely, str(risk.review_by)) for risk in read.risks] == [
        ("R1", "Data are lost", 1200, "2026-09-30"),
        ("R2", "Volunteers tire", None, "None"),
    ]
    assert [(row.risk, row.by, row.kind, row.likelihood, row.impact) for row in read.ratings] == [
        ("R1", "PSNI", "residual", 3, 5)
    ]
    assert [row.lead for row in read.leads] == ["PSNI"]
    assert [(row.risk, row.role, row.name) for row in read.owners] == [("R1", None, "J Smith")]
    assert [row.direction for row in read.ratings] == ["rising"]
    told = notes(arrival)
    assert set(told) == {"Register Q2!B6", "Register Q2!C6", "Register Q2!G6", "Register Q2!H6",
                         "Register Q2!I6"}  # fmt: skip
    assert "no residual rating to keep it with" in told["Register Q2!I6"]
    assert '"Harbour Trust" is not a partner' in told["Register Q2!B6"]
    assert '"Very bad" is not a level of the scale' in told["Register Q2!C6"]
    assert '"about £500" is not a number' in told["Register Q2!G6"]
    assert '"TBC" is not known yet' in told["Register Q2!H6"]


def register_with(path: Path, owner: str, travel: str) -> Path:
    heading = "Ref,Risk,Likelihood,Impact,Risk owner,Direction of travel"
    path.write_text(f"{heading}\nR1,Funding ends,3,4,{owner},{travel}\n", encoding="utf-8")
    return path


def test_an_owner_who_changes_and_a_risk_that_turns_are_the_only_changes(hub: Path, tmp_path: Path) -> None:
    hub.write_text(PARTNERSHIP.replace("PSNI: {", "PSNI: {aliases: [Police], "), encoding="utf-8")
    first = read_arrival(register_with(tmp_path / "log.csv", "Police - Chief Inspector", "Stable"), hub, FIRST)
    keep(first, hub)
    first.edit.save()
    read = read_partnership(hub)
    assert [row.lead for row in read.leads] == ["PSNI"]
    assert [(row.named, str(row.start)) for row in read.owners] == [("Chief Inspector", "2026-03-31")]
    again = read_arrival(tmp_path / "log.csv", hub, Answers(on="2026-06-30"))
    assert not again.edit.changes
    later = register_with(tmp_path / "log.csv", "Police - Superintendent", "Worsening")
    second = read_arrival(later, hub, Answers(on="2026-06-30"))
    second.edit.save()
    read = read_partnership(hub)
    assert (owner := read.owner_of("R1")) is not None
    assert owner.named == "Superintendent"
    assert [(row.direction, str(row.on)) for row in read.ratings] == [
        ("steady", "2026-03-31"),
        ("rising", "2026-06-30"),
    ]


@pytest.mark.parametrize(
    ("text", "owner"),
    [
        ("Head of Housing", {"role": "Head of Housing"}),
        ("Cllr Ann Lead", {"name": "Cllr Ann Lead"}),
        ("Ann Other (Programme Manager)", {"name": "Ann Other", "role": "Programme Manager"}),
        ("J Smith", {"name": "J Smith"}),
        ("PSNI", {}),
        ("NIHE", {}),
        ("Coastal Health Trust", {}),
        ("", {}),
    ],
)
def test_a_post_is_told_from_a_person_and_in_doubt_it_is_a_person(text: str, owner: dict[str, str]) -> None:
    assert owner_meant(text, {"psni": "PSNI"}) == owner


def test_a_csv_file_of_another_country_is_read_without_guessing_its_dates(hub: Path, tmp_path: Path) -> None:
    arrival = read_arrival(labels_and_one_by_month(tmp_path / "log.csv"), hub, FIRST)
    told = notes(arrival)
    assert "dates with the month first" in told["log.csv!F4"]
    assert "dates with the month first" in told["log.csv!F5"]
    assert "as a row above" in told["log.csv!A6"]
    assert [change.after["title"] for change in arrival.edit.changes if change.path == "risks"] == [
        "Café closes",
        "Ferry stops",
    ]
    assert arrival.edit.changes[0].after["likely"] == 1200.5
    months = read_arrival(
        tmp_path / "log.csv", hub, Answers(scale="1-5", by="all", on="2026-06-30", dates="month first")
    )
    assert [change.after["on"] for change in months.edit.changes if change.path == "risks"] == [
        "2026-05-13",
        "2026-01-02",
    ]


def test_a_word_that_contradicts_its_number_is_told(hub: Path, tmp_path: Path) -> None:
    arrival = read_arrival(labels_and_one_by_month(tmp_path / "log.csv"), hub, FIRST)
    assert [change.after["impact"] for change in arrival.edit.changes if change.path == "ratings"] == [5, 3]


def test_a_reference_that_stands_for_another_risk_here_is_not_written_over(hub: Path, tmp_path: Path) -> None:
    hub.write_text(PARTNERSHIP + "risks:\n  R1: {title: Personal information leaks}\n", encoding="utf-8")
    arrival = read_arrival(two_header_rows(tmp_path / "register.xlsx"), hub, FIRST)
    assert 'R1 is "Personal information leaks" in the partnership' in notes(arrival)["Risks!A6"]
    assert not [change for change in arrival.edit.changes if "R1" in str(change)]


@pytest.mark.parametrize("content", [b"", b"PK\x03\x04 no zip", b"\xd0\xcf\x11\xe0 no workbook"])
def test_a_wrong_workbook_loses_nothing(hub: Path, tmp_path: Path, content: bytes) -> None:
    wrong = tmp_path / "wrong.xlsx"
    wrong.write_bytes(content)
    before = hub.read_bytes()
    with pytest.raises(InputError, match=r"wrong\.xlsx"):
        read_arrival(wrong, hub, FIRST)
    assert hub.read_bytes() == before


def test_a_list_of_another_kind_only_adds(hub: Path, tmp_path: Path) -> None:
    meeting = tmp_path / "actions.csv"
    meeting.write_text("Action,Who,By when\nAsk the grocers,Council,31 March 2027\n", encoding="utf-8")
    arrival = read_arrival(meeting, hub, Answers())
    assert [change.after for change in arrival.edit.changes] == [
        {"id": "A1", "title": "Ask the grocers", "due": "2027-03-31", "owner": "Council"}
    ]


@pytest.mark.parametrize("name", ["register.xlsx", "register-june.xlsx"])
def test_the_next_quarter_may_lack_the_sheet_of_partners(hub: Path, tmp_path: Path, name: str) -> None:
    risks = [["Ref", "Risk", "Owner"], ["R1", "Fire", "Harbour Trust"]]
    with xlsxwriter.Workbook(tmp_path / "register.xlsx") as book:
        for sheet, rows in {"Risks": risks, "Members": [["Organisation", "Role"], ["Harbour Trust", "Chair"]]}.items():
            table = book.add_worksheet(sheet)
            for number, row in enumerate(rows):
                table.write_row(number, 0, row)
    first = read_arrival(tmp_path / "register.xlsx", hub, Answers(on="2026-03-31"))
    first.edit.save()
    keep(first, hub)
    with xlsxwriter.Workbook(tmp_path / name) as book:
        table = book.add_worksheet("Risks")
        for number, row in enumerate([*risks, ["R2", "Flood", None]]):
            table.write_row(number, 0, row)
    second = read_arrival(tmp_path / name, hub, Answers(on="2026-06-30"))
    assert second.is_known
    assert [(change.path, change.after) for change in second.edit.changes] == [
        ("risks", {"id": "R2", "title": "Flood"})
    ]
    assert list(notes(second)) == ["Members"]


def test_who_does_what_is_read_from_a_column_for_each_partner(hub: Path, tmp_path: Path) -> None:
    raci = tmp_path / "raci.csv"
    raci.write_text("Task,PSNI,Coastal District Council\nAgree cases,R/A,C\nTell people,I,AR\n", encoding="utf-8")
    arrival = read_arrival(raci, hub, Answers(table="tasks", on="2026-06-30"))
    assert [change.after for change in arrival.edit.changes] == [
        {"id": "T1", "name": "Agree cases", "responsible": ["PSNI"], "accountable": ["PSNI"], "consulted": ["Council"]},
        {
            "id": "T2",
            "name": "Tell people",
            "informed": ["PSNI"],
            "accountable": ["Council"],
            "responsible": ["Council"],
        },
    ]


def test_an_edited_mapping_decides(hub: Path, tmp_path: Path) -> None:
    first = read_arrival(two_header_rows(tmp_path / "register.xlsx"), hub, FIRST)
    keep(first, hub)
    text = first.kept.read_text(encoding="utf-8").replace("names: {}", "names: {J Smith: PSNI}")
    first.kept.write_text(text.replace('"Controls in place": "controls"', '"Controls in place": ""'), encoding="utf-8")
    later = two_header_rows(tmp_path / "register.xlsx", next_quarter=True)
    second = read_arrival(later, hub, Answers(on="2026-06-30"))
    added = [(change.path, change.after) for change in second.edit.changes]
    assert ("leads", {"risk": "R3", "lead": "PSNI", "on": "2026-06-30"}) in added
    assert not [path for path, _ in added if path == "controls"]
    first.kept.write_text(text.replace('"title"', '"titel"'), encoding="utf-8")
    with pytest.raises(InputError, match='did you mean "title"'):
        read_arrival(later, hub, Answers(on="2026-06-30"))


def test_a_scale_with_other_ends_is_asked_about_and_can_be_said_level_by_level(hub: Path, tmp_path: Path) -> None:
    register = two_header_rows(tmp_path / "register.xlsx")
    four = read_arrival(register, hub, Answers(scale="1-4", by="all", on="2026-03-31"))
    (question,) = four.report.questions
    assert "run from 1 to 4, the partnership's scale of likelihood from 1 to 5" in question.text
    assert not four.edit.changes
    each = Answers(scale="2=1,3=3,4=4,5=5", by="all", on="2026-03-31")
    ratings = [change.after for change in read_arrival(register, hub, each).edit.changes if change.path == "ratings"]
    assert [(row["likelihood"], row["impact"]) for row in ratings] == [(4, 5), (3, 4), (4, 4), (3, 3)]


def test_partners_of_one_sheet_are_known_to_the_next(hub: Path, tmp_path: Path) -> None:
    with xlsxwriter.Workbook(tmp_path / "all.xlsx") as book:
        risks, members = book.add_worksheet("Risks"), book.add_worksheet("Members")
        for number, row in enumerate([["Ref", "Risk", "Owner"], ["R1", "Fire", "Harbour Trust"]]):
            risks.write_row(number, 0, row)
        for number, row in enumerate(
            [["Organisation", "Sector", "Role", "Email"], ["Harbour Trust", "Voluntary", "Chair", "a@b.c"]]
        ):
            members.write_row(number, 0, row)
    arrival = read_arrival(tmp_path / "all.xlsx", hub, Answers(on="2026-03-31"))
    assert [(change.path, change.after) for change in arrival.edit.changes] == [
        (
            "partners",
            {
                "id": "harbour-trust",
                "name": "Harbour Trust",
                "sector": "voluntary",
                "representatives": [{"role": "Chair", "contact": "a@b.c"}],
            },
        ),
        ("risks", {"id": "R1", "title": "Fire"}),
        ("leads", {"risk": "R1", "lead": "harbour-trust", "on": "2026-03-31"}),
    ]


def test_values_of_an_indicator_stand_in_a_column_for_each_period(hub: Path, tmp_path: Path) -> None:
    table = tmp_path / "indicators.csv"
    text = "Indicator,Unit,Good is,2023/24,2024/25\nPeople helped,people,up,120,n/a\n"
    table.write_text(text, encoding="utf-8")
    arrival = read_arrival(table, hub, Answers())
    arrival.edit.save()
    (indicator,) = read_partnership(hub).whole.indicators
    assert [(value.period, value.value) for value in indicator.values] == [("2023/24", 120)]
    table.write_text(text.replace("n/a", "131"), encoding="utf-8")
    later = read_arrival(table, hub, Answers())
    assert [str(change) for change in later.edit.changes] == ["indicators.I1.values: added period 2024/25, value 131"]


def test_a_target_by_a_day_and_a_row_that_lacks_what_it_needs_are_told_by_cell_and_the_rest_is_taken(
    hub: Path, tmp_path: Path
) -> None:
    table = tmp_path / "indicators.csv"
    rows = [
        "Ref,Measure,Unit,Which way is good,2024/25,Target,Target date",
        "K1,People helped,people,up,120,150,31/03/2027",
        "K2,People seen,people,up,80,90,31/03/2027",
        "K3,Referrals,number,,30,,",
        "K4,Repeat referrals,%,down,21,15,2026/27",
        "K5,Calls,number,up,4,9,",
        "K6,Visits,number,up,4,,2026/27",
    ]
    table.write_text("\n".join(rows), encoding="utf-8")
    arrival = read_arrival(table, hub, Answers())
    arrival.edit.save()
    assert [(row.id, row.target and row.target.value) for row in read_partnership(hub).whole.indicators] == [
        ("K1", None),
        ("K2", None),
        ("K4", 15),
        ("K5", None),
        ("K6", None),
    ]
    told = "\n".join(arrival.report.lines())
    assert "indicators.csv!G2 and G3: target: '31/03/2027' is not a period" in told
    assert "indicators.csv!D4: the row has no good_direction, which each row of indicators needs; fill it in" in told
    assert "the target has no period, such as 2026/27; fill it in" in told
    assert "the target has no value; fill it in" in told
    table.write_text("Ref,Measure,Target\nK4,Repeat referrals,14\n", encoding="utf-8")
    later = read_arrival(table, hub, Answers(table="indicators"))
    assert [str(change) for change in later.edit.changes] == ["indicators.K4.target.value: set to 14, was 15"]


def test_what_is_true_of_several_cells_is_told_once_and_partners_are_listed_once(hub: Path, tmp_path: Path) -> None:
    table = tmp_path / "risks.csv"
    table.write_text("Ref,Risk,Owner\nR1,Fire,NHSCT\nR2,Flood,All\nR3,Frost,NHSCT\n", encoding="utf-8")
    arrival = read_arrival(table, hub, FIRST)
    told = list(arrival.report.lines())
    assert [line.partition(": ")[0].strip() for line in told if "is not a partner" in line] == [
        "risks.csv!C2 and C4",
        "risks.csv!C3",
    ]
    assert [line for line in told if "PSNI" in line] == ["Partners, for `names` in the mapping: Council, PSNI"]
    assert not [change for change in arrival.edit.changes if change.path == "owners"]  # nobody is called All


def test_power_and_interest_in_words_are_read_by_the_scale_given(hub: Path, tmp_path: Path) -> None:
    table = tmp_path / "stakeholders.csv"
    table.write_text("Stakeholder,Influence,Interest\nFerry users,H,L\nTraders,M,?\n", encoding="utf-8")
    assert set(notes(read_arrival(table, hub, Answers()))) == {
        f"stakeholders.csv!{cell}" for cell in ("B2", "C2", "B3", "C3")
    }
    arrival = read_arrival(table, hub, Answers(scale="L=1,M=3,H=5"))
    assert [change.after for change in arrival.edit.changes] == [
        {"id": "ferry-users", "name": "Ferry users", "power": 5, "interest": 1},
        {"id": "traders", "name": "Traders", "power": 3},
    ]
    assert set(notes(arrival)) == {"stakeholders.csv!C3"}


def test_an_answer_that_cannot_be_right_is_asked_again_and_not_kept(hub: Path, tmp_path: Path) -> None:
    answers = Answers(scale="5", by="NIHE", on="2026-03-31")
    arrival = read_arrival(two_header_rows(tmp_path / "register.xlsx"), hub, answers)
    assert [question.option for question in arrival.report.questions] == ["--scale", "--by"]
    assert '"NIHE" is not a partner; partners are Council, PSNI' in arrival.report.questions[1].text
    assert (arrival.mapping.sheets["Risks"].scale, arrival.mapping.sheets["Risks"].by) == ("", "")


def test_a_row_without_a_reference_takes_none_that_another_row_has(hub: Path, tmp_path: Path) -> None:
    ids = tmp_path / "ids.csv"
    ids.write_text(
        "Ref,Risk,Cause\nR1,Fire,Heat\nR2,Flood,Rain\n,Theft of tools,Gate\nR3,Strike,Pay\n", encoding="utf-8"
    )
    arrival = read_arrival(ids, hub, FIRST)
    assert [(change.after["id"], change.after["title"]) for change in arrival.edit.changes] == [
        ("R1", "Fire"),
        ("R2", "Flood"),
        ("R4", "Theft of tools"),
        ("R3", "Strike"),
    ]
    assert not notes(arrival)


def test_a_row_without_a_reference_takes_none_of_another_sheet_or_of_the_file(hub: Path, tmp_path: Path) -> None:
    hub.write_text(PARTNERSHIP + "risks:\n  R2: {title: Offices close}\n", encoding="utf-8")
    with xlsxwriter.Workbook(tmp_path / "two.xlsx") as book:
        for name, rows in (("Open", [["", "Fire", "Heat"]]), ("New", [["R1", "Flood", "Rain"], ["", "Strike", "Pay"]])):
            sheet = book.add_worksheet(name)
            for number, row in enumerate([["Ref", "Risk", "Cause"], *rows]):
                sheet.write_row(number, 0, row)
    arrival = read_arrival(tmp_path / "two.xlsx", hub, FIRST)
    assert [(change.after["id"], change.after["title"]) for change in arrival.edit.changes] == [
        ("R3", "Fire"),
        ("R1", "Flood"),
        ("R4", "Strike"),
    ]


def test_a_formula_that_was_never_calculated_is_told_and_not_called_missing(hub: Path, tmp_path: Path) -> None:
    with xlsxwriter.Workbook(tmp_path / "made.xlsx") as book:
        sheet = book.add_worksheet("Risks")
        sheet.write_row("A1", ["Ref", "Risk", "Cause", "Estimated cost (£)"])
        sheet.write_row("A2", ["R1", "Fire", "Heat"])
        sheet.write_row("A3", ["R2", "", "Rain", 200])
        sheet.write_formula("D2", "=100*3", value="")
        sheet.write_formula("B3", '="Fl"&"ood"', value="")
        sheet.write_formula("B4", '="Str"&"ike"', value="")
    with zipfile.ZipFile(tmp_path / "made.xlsx") as whole, zipfile.ZipFile(tmp_path / "raw.xlsx", "w") as raw:
        for part in whole.namelist():  # as programmes write workbooks that do not calculate
            raw.writestr(part, re.sub(rb' t="str"(><f>[^<]*</f>)<v></v>', rb"\1<v></v>", whole.read(part)))
    arrival = read_arrival(tmp_path / "raw.xlsx", hub, FIRST)
    told = notes(arrival)
    assert "the cell holds a formula that was never calculated; open the workbook in Excel" in told["Risks!D2"]
    assert told["Risks!B3"].startswith("2 cells of this column, from here down, hold formulas that were never")
    assert not [message for message in told.values() if "has no title" in message]


@pytest.mark.parametrize("unseen", ["\u200b", "\u00ad", "\u2060"])
def test_what_nobody_sees_is_taken_out_and_told_once_a_column(hub: Path, tmp_path: Path, unseen: str) -> None:
    log = tmp_path / "log.csv"
    log.write_text(
        f"Ref,Risk,Cause\nR1,Fi{unseen}re,Heat\nR2,{unseen}Flood{unseen},Rain\nR3,Storm,W\n", encoding="utf-8"
    )
    arrival = read_arrival(log, hub, FIRST)
    titles = [change.after["title"] for change in arrival.edit.changes if change.path == "risks"]
    assert titles == ["Fire", "Flood", "Storm"]
    assert notes(arrival, "taken")["log.csv!B2"] == (
        "held a character that nobody sees or that turns text round; it was taken out, so look at the cell again "
        "(and 1 more cell of this column)"
    )


def test_what_turns_text_round_is_taken_out_and_told_once_a_column(hub: Path, tmp_path: Path) -> None:
    with xlsxwriter.Workbook(tmp_path / "turned.xlsx") as book:
        sheet = book.add_worksheet("Risks")
        sheet.write_row("A1", ["Ref", "Risk", "Cause"])
        sheet.write_row("A2", ["R1", "Fi\u202ere", "Heat"])
        sheet.write_row("A3", ["R2", "Fl\u2066ood", "Rain"])
    arrival = read_arrival(tmp_path / "turned.xlsx", hub, FIRST)
    assert [change.after["title"] for change in arrival.edit.changes if change.path == "risks"] == ["Fire", "Flood"]
    assert notes(arrival, "taken")["Risks!B2"] == (
        "held a character that nobody sees or that turns text round; it was taken out, so look at the cell again "
        "(and 1 more cell of this column)"
    )


def test_a_day_to_come_is_not_taken_for_what_has_happened(hub: Path, tmp_path: Path) -> None:
    log = tmp_path / "log.csv"
    heading = "Ref,Risk,Date raised,Review date,Likelihood,Impact"
    log.write_text(f"{heading}\nR1,Fire,01/06/2099,01/06/2099,3,4\nR2,Flood,01/01/2030,,2,2\n", encoding="utf-8")
    arrival = read_arrival(log, hub, FIRST)
    assert [change.after for change in arrival.edit.changes if change.path == "risks"] == [
        {"id": "R1", "title": "Fire", "review_by": "2099-06-01"},
        {"id": "R2", "title": "Flood", "on": "2030-01-01"},
    ]
    assert notes(arrival) == {
        "log.csv!C2": "2099-06-01 is after today, 2030-01-01, and this column says what has happened; correct the day"
    }


def test_comments_on_cells_are_told_once_a_sheet(hub: Path, tmp_path: Path) -> None:
    with xlsxwriter.Workbook(tmp_path / "a.xlsx") as book:
        sheet = book.add_worksheet("Risks")
        sheet.write_row("A1", ["Ref", "Risk"])
        sheet.write_row("A2", ["R1", "Fire"])
        for cell in ("A1", "B2", "A2"):
            sheet.write_comment(cell, "look again")
    told = notes(read_arrival(tmp_path / "a.xlsx", hub, Answers(on="2026-03-31")))
    assert told["Risks!A2"] == "comments on 2 cells, this one first, are not read; put what counts into a cell"


def test_addresses_that_cells_do_not_show_are_told_once_a_sheet(hub: Path, tmp_path: Path) -> None:
    with xlsxwriter.Workbook(tmp_path / "a.xlsx") as book:
        sheet = book.add_worksheet("Risks")
        sheet.write_row("A1", ["Ref", "Risk"])
        sheet.write("A2", "R1")
        sheet.write_url("B2", "https://council.gov.uk/fire", string="Fire")
    told = notes(read_arrival(tmp_path / "a.xlsx", hub, Answers(on="2026-03-31")))
    assert told["Risks!B2"] == "the address of the link in the cell is not read; put what counts into a cell"


def test_what_is_struck_out_is_asked_about_and_never_guessed(hub: Path, tmp_path: Path) -> None:
    arrival = read_arrival(struck_out(tmp_path / "register.xlsx"), hub, FIRST)
    assert [str(question) for question in arrival.report.questions] == [
        "Risks: row 3, cell F4 and cell F5 are struck out. Does each still count? "
        "Use --struck-out skip, to leave them out, or take."
    ]
    assert not arrival.edit.changes


def test_what_is_struck_out_is_left_out_where_that_is_said_and_again_next_time(hub: Path, tmp_path: Path) -> None:
    register = struck_out(tmp_path / "register.xlsx")
    arrival = read_arrival(register, hub, replace(FIRST, struck_out="skip"))
    assert notes(arrival) == {
        "Risks!B3": "row 3 is struck out: left out, as you said",
        "Risks!F4": "the cell is struck out: left out, as you said",
        "Risks!F5": "the cell is struck out: left out, as you said",
    }
    assert notes(arrival, "taken") == {
        "Risks!B5": "text in the cell is struck out; all of it was taken. Delete in the workbook what no longer holds"
    }
    keep(arrival, hub)
    arrival.edit.save()
    read = read_partnership(hub)
    assert [(risk.id, risk.title) for risk in read.risks] == [("R1", "Funding ends"), ("R3", "Offices burn flood")]
    assert [(row.risk, row.control) for row in read.controls] == [("R1", "Reserve")]
    again = read_arrival(register, hub, Answers(on="2026-03-31"))
    assert again.report.questions == []
    assert not again.edit.changes


def test_what_is_struck_out_is_taken_where_that_is_said(hub: Path, tmp_path: Path) -> None:
    arrival = read_arrival(struck_out(tmp_path / "register.xlsx"), hub, replace(FIRST, struck_out="take"))
    assert notes(arrival) == {}
    assert notes(arrival, "taken")["Risks!B3"] == "row 3 is struck out: taken all the same, as you said"
    arrival.edit.save()
    assert [risk.id for risk in read_partnership(hub).risks] == ["R1", "R2", "R3"]
    assert [row.control for row in read_partnership(hub).controls] == [
        "Reserve",
        "Rota",
        "A second control",
        "Sandbags",
    ]


def test_a_mapping_is_read_as_it_was_written(tmp_path):
    sheet = SheetMapping(
        "risks", {"Ref #": "id", "L": "target.likelihood", "Notes": ""}, "L=1, M=3, H=5", "all", "day first"
    )
    mapping = Mapping("Risk “Register”.xlsx", {"Q2: 2026": sheet}, {"Police": "PSNI", "yes": "Council"})
    (tmp_path / "x.mapping.yaml").write_text(mapping.text("hub"), encoding="utf-8")
    assert read_mapping(tmp_path / "x.mapping.yaml") == mapping


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("sheets: " + 3_000 * "[" + 3_000 * "]", r"x\.yaml:1: is nested more than"),
        ("names: {a: 2026-99-99}\nnames: {}\n", r'x\.yaml:2: "names" is here and on line 1'),
        ("sheets: {A: {table: " + 5_000 * "9" + "}}", 'table "9+'),
        ("names: [Police]\n", "`names` holds no partner for each name"),
        ("sheets: [A]\n", "holds no `sheets`"),
        ("sheets: {A: {table: risks, columns: [L]}}\n", "sheet A: `columns` does not say"),
    ],
)
def test_what_is_no_mapping_is_refused(text, words, tmp_path):
    (tmp_path / "x.yaml").write_text(text, encoding="utf-8")
    with pytest.raises(InputError, match=words):
        read_mapping(tmp_path / "x.yaml")


def everyday(path: Path) -> Path:
    """Write a register in nobody's words but its officer's, with measures and partners beside it."""
    with xlsxwriter.Workbook(path) as book:
        risks = book.add_worksheet("Worries")
        risks.write_row("A1", ["Our worries"])
        risks.write_row("A3", ["Worry", "Nr", "Odds", "Damage"])
        risks.write_row("A4", ["Funding ends", "7", "High", "Medium"])
        risks.write_row("A5", ["Staff leave", "8", "Hgh", "Low"])
        measures = book.add_worksheet("Measures")
        measures.write_row("A1", ["Measure", "Unit", "Better if", "2024", "2025", "Target for 2027"])
        measures.write_row("A2", ["People hurt", "people", "lower", 902, 871, 700])
        measures.write_row("A3", ["Feel safe", "%", "Higher", 59, 60, "n/a"])
    return path


def test_a_sheet_whose_table_is_named_is_read_whatever_words_its_headings_are_in(hub: Path, tmp_path: Path) -> None:
    register = everyday(tmp_path / "register.xlsx")
    said = Answers(scale="L=1,M=3,H=5", by="all", on="2026-03-31")
    first = read_arrival(register, hub, said)
    message = "no row of headings was found that looks like a table; say which one it is, such as --table risks"
    assert notes(first)["Worries"] == f'{message}, with --sheet "Worries"'
    keep(first, hub)  # the mapping of the other sheet does not keep this one out
    named = read_arrival(register, hub, replace(said, sheets=("Worries",), table="risks"))
    assert named.mapping.sheets["Worries"].columns == {"Worry": "", "Nr": "", "Odds": "", "Damage": ""}
    way_out = "no heading is said to hold title or event or cause; say in the mapping which one does"
    assert notes(named)["Worries"] == way_out
    keep(named, hub)
    text = named.kept.read_text(encoding="utf-8")
    for heading, meaning in {
        "Worry": "title",
        "Nr": "id",
        "Odds": "residual.likelihood",
        "Damage": "residual.impact",
    }.items():
        text = text.replace(f'"{heading}": ""', f'"{heading}": "{meaning}"')
    named.kept.write_text(text, encoding="utf-8")
    last = read_arrival(register, hub, said)
    last.edit.save()
    assert [(row.risk, row.likelihood, row.impact) for row in read_partnership(hub).ratings] == [("7", 5, 3)]
    assert notes(last)["Worries!C5"] == '"Hgh" is not a level of the scale; did you mean "high"?'


def test_measures_bring_the_year_of_their_target_and_which_way_is_better(hub: Path, tmp_path: Path) -> None:
    arrival = read_arrival(everyday(tmp_path / "register.xlsx"), hub, FIRST)
    arrival.edit.save()
    hurt, safe = read_partnership(hub).indicators
    assert (hurt.good_direction, safe.good_direction) == ("down", "up")
    assert hurt.target is not None
    assert (hurt.target.period, hurt.target.value, safe.target) == ("2027", 700, None)
    assert arrival.mapping.sheets["Measures"].columns["Target for 2027"] == "target:2027"


def test_a_second_target_of_one_indicator_is_told(hub: Path, tmp_path: Path) -> None:
    with xlsxwriter.Workbook(tmp_path / "measures.xlsx") as book:
        sheet = book.add_worksheet("Measures")
        sheet.write_row("A1", ["Measure", "Unit", "Better if", "Target 2027", "Target 2030"])
        sheet.write_row("A2", ["People hurt", "people", "lower", 700, 500])
    told = notes(read_arrival(tmp_path / "measures.xlsx", hub, FIRST))
    assert told == {"Measures!E2": "an indicator has one target here, and its first is for 2027"}


@pytest.mark.parametrize(
    ("table", "word", "way_out"),
    [
        ("risks", "leader", 'did you mean "owner"?'),
        ("risks", "lead", 'did you mean "owner"?'),
        ("partners", "job title", 'did you mean "representatives.role"?'),
    ],
)
def test_a_mapping_says_what_a_column_can_hold_and_which_was_meant(
    tmp_path: Path, table: str, word: str, way_out: str
) -> None:
    text = Mapping("register.xlsx", {"Sheet": SheetMapping(table, {"Who": word})}).text("hub.yaml")
    lines = [line.removeprefix("      # ") for line in text.splitlines() if line.startswith("      # ")]
    assert way_out.split('"')[1] in " ".join(lines).split(", ")
    file = tmp_path / "register.mapping.yaml"
    file.write_text(text, encoding="utf-8")
    with pytest.raises(InputError) as told:
        read_mapping(file)
    assert told.value.faults[0].message == f'sheet Sheet, heading "Who": "{word}" is not a column; {way_out}'


def test_a_partner_with_a_long_name_and_no_short_one_gets_its_capitals_for_an_id(hub: Path, tmp_path: Path) -> None:
    with xlsxwriter.Workbook(tmp_path / "partners.xlsx") as book:
        sheet = book.add_worksheet("Who")
        names = ["Northern Ireland Ambulance Service", "National Institute of Advanced Studies", "Road Safe Charity"]
        sheet.write_column("A1", ["Organisation", *names])
        sheet.write_column("B1", ["Sector", "statutory", "academic", "charity"])
    arrival = read_arrival(tmp_path / "partners.xlsx", hub, FIRST)
    arrival.edit.save()
    added = [(row.id, row.sector) for row in read_partnership(hub).partners][-3:]
    assert added == [("NIAS", "statutory"), ("NIAS-1", "academic"), ("road-safe-charity", "voluntary")]


def test_who_is_to_do_something_is_told_where_it_is_nearly_a_partner(hub: Path, tmp_path: Path) -> None:
    with xlsxwriter.Workbook(tmp_path / "actions.xlsx") as book:
        sheet = book.add_worksheet("Actions")
        sheet.write_column("A1", ["Action", "Sign", "Ask", "Meet"])
        sheet.write_column("B1", ["Owner", "PSNY", "psni", "Chair"])
    arrival = read_arrival(tmp_path / "actions.xlsx", hub, FIRST)
    assert notes(arrival, "taken") == {"Actions!A2": '"PSNY" is kept as a post; did you mean the partner PSNI?'}
    arrival.edit.save()
    assert [action.owner for action in read_partnership(hub).actions] == ["PSNY", "PSNI", "Chair"]


@pytest.mark.parametrize(
    ("heading", "values", "expected"),
    [
        ("Chance", [1, 4], ([1, 4], [None, None])),
        ("Chance", ["5%", 1], ([], [0.05, 1.0])),
        ("Chance", [0.2, 0.35], ([], [0.2, 0.35])),
        ("Chance in a year", [2, 1], ([2, 1], [None, None])),
        ("Likelihood", [3, 1], ([3, 1], [None, None])),
        ("Likelihood", ["20%", "5%"], ([], [0.2, 0.05])),
        ("Chance", [1, 1], ([], [None, None])),
        ("Chance", [20, 50], ([], [None, None])),
        ("Chance", [0.2, 3], ([], [None, None])),
    ],
)
def test_a_column_of_chances_is_a_level_or_a_probability_by_its_values_and_neither_where_both_fit(
    heading: str, values: list[object], expected: tuple[list[int], list[float | None]], hub: Path, tmp_path: Path
) -> None:
    file = tmp_path / "register.csv"
    rows = [f"R{number},Late data {number},{value},2" for number, value in enumerate(values, 1)]
    file.write_text("\n".join([f"Ref,Risk,{heading},Impact", *rows]), encoding="utf-8")
    arrival = read_arrival(file, hub, FIRST)
    arrival.edit.save()
    read = read_partnership(hub)
    assert ([row.likelihood for row in read.ratings], [risk.probability for risk in read.risks]) == expected
    told = [note.place for note in arrival.report.notes if "may hold a likelihood" in note.message]
    assert bool(told) is (expected == ([], [None, None]))


def test_what_the_mapping_says_of_a_column_of_chances_counts_whatever_its_values(hub: Path, tmp_path: Path) -> None:
    file = tmp_path / "register.csv"
    file.write_text("Ref,Risk,Chance,Impact\nR1,Late data,1,2\nR2,Funds end,1,3\n", encoding="utf-8")
    first = read_arrival(file, hub, FIRST)
    (name,) = first.mapping.sheets
    how = first.mapping.sheets[name]
    said = replace(how, columns={**how.columns, "Chance": "residual.likelihood"})
    keep(replace(first, mapping=first.mapping.with_sheet(name, said)), hub)
    again = read_arrival(file, hub, FIRST)
    again.edit.save()
    assert [row.likelihood for row in read_partnership(hub).ratings] == [1, 1]
    assert not any("may hold a likelihood" in note.message for note in again.report.notes)
