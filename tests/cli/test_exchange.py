"""From a workbook to a reviewed partnership, and back, on the command line."""

from __future__ import annotations

from pathlib import Path

import pytest
from click.testing import CliRunner

from partnerlab.cli import main
from partnerlab.exchange.workbook import write_workbook
from partnerlab.partnership import read_partnership
from registers import PARTNERSHIP, struck_out, two_header_rows

SAID = ("--scale", "1-5", "--by", "all", "--on", "2026-03-31")


@pytest.fixture
def hub(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> str:
    monkeypatch.chdir(tmp_path)
    Path("parameters").mkdir()
    Path("parameters/coastal.yaml").write_text(PARTNERSHIP, encoding="utf-8")
    two_header_rows(Path("register.xlsx"))
    return "parameters/coastal.yaml"


def call(*words: str) -> tuple[int, str]:
    done = CliRunner().invoke(main, words)
    return done.exit_code, done.output


def test_from_a_register_to_findings_in_one_command_once_the_mapping_was_seen(hub: str) -> None:
    code, output = call("import", "register.xlsx", hub, *SAID)
    assert code == 0
    assert "Residual risk L      residual.likelihood" in output
    assert "How headings are read is kept in parameters/coastal/register.mapping.yaml" in output
    assert "Nothing was written; add --write to write it." in output
    assert Path(hub).read_text(encoding="utf-8") == PARTNERSHIP
    code, output = call("import", "register.xlsx", hub, "--on", "2026-03-31", "--write")
    assert (code, "Written." in output) == (0, True)
    code, output = call("check", hub, "--topic", "risk_allocation")
    assert code == 0
    assert "R1" in output


def test_what_is_not_known_is_asked_and_nothing_written(hub: str) -> None:
    code, output = call("import", "register.xlsx", hub, "--write")
    assert code == 2
    assert "what do its ratings mean" in output
    assert "Use --on 2026-03-31." in output
    assert Path(hub).read_text(encoding="utf-8") == PARTNERSHIP


def test_a_mapping_that_nobody_saw_is_not_written_by(hub: str) -> None:
    code, output = call("import", "register.xlsx", hub, *SAID, "--write")
    assert code == 2
    assert "look at the mapping above" in output
    assert Path(hub).read_text(encoding="utf-8") == PARTNERSHIP
    assert call("import", "register.xlsx", hub, *SAID, "--write", "--yes")[0] == 0
    assert len(read_partnership(hub).risks) == 2


def test_an_option_that_is_refused_leaves_the_kept_mapping_as_it_is(hub: str) -> None:
    call("import", "register.xlsx", hub, *SAID)
    kept = Path("parameters/coastal/register.mapping.yaml")
    before = kept.read_bytes()
    for wrong in (("--by", "PNSI"), ("--scale", "high"), ("--by", "PNSI", "--scale", "high")):
        code, output = call("import", "register.xlsx", hub, "--on", "2026-03-31", *wrong)
        assert (code, "nothing was written" in output) == (2, True)
        assert kept.read_bytes() == before


def test_a_register_that_would_leave_a_fault_changes_nothing(hub: str) -> None:
    Path("r.csv").write_text("Ref,Risk,Owner\nR1,Flood,[[[\nR2,Fire,PSNI\n", encoding="utf-8")
    before = sorted(Path().rglob("*"))
    code, output = call("import", "r.csv", hub, *SAID)
    assert (code, "say who owns the risk" in output) == (3, True)
    assert sorted(Path().rglob("*")) == before


def test_a_cell_as_long_as_a_book_is_told_in_a_line(hub: str) -> None:
    Path("r.csv").write_text(f"Ref,Risk,Owner,Due\nR1,Flood,PSNI,{'(' * 100_000}\nR2,Fire,PSNI,\n", encoding="utf-8")
    _, output = call("import", "r.csv", hub, *SAID, "--table", "risks")
    assert "((((( … (((((" in output
    assert max(map(len, output.splitlines())) < 700


def test_a_name_for_a_partner_that_there_is_not_is_a_fault_of_the_mapping(hub: str) -> None:
    call("import", "register.xlsx", hub, *SAID)
    kept = Path("parameters/coastal/register.mapping.yaml")
    kept.write_text(kept.read_text(encoding="utf-8").replace("names: {}", "names: {Police: PNSI}"), encoding="utf-8")
    code, output = call("import", "register.xlsx", hub, "--on", "2026-03-31")
    assert code == 3
    told = (
        f'{kept.as_posix()}: names, "Police": "PNSI" is not a partner; did you mean "PSNI"? Partners are Council, PSNI'
    )
    assert told in output


def test_an_option_that_says_one_thing_is_refused_twice_rather_than_read_from_the_last(hub: str) -> None:
    code, output = call("import", "register.xlsx", hub, *SAID, "--scale", "L=1,M=3,H=5")
    assert (code, 'give it once, with all of it: --scale "1-5,L=1,M=3,H=5"' in output) == (2, True)
    assert (
        call("import", "register.xlsx", hub, "--scale", "1-5,L=1,M=3,H=5", "--by", "all", "--on", "2026-03-31")[0] == 0
    )
    code, output = call("import", "register.xlsx", hub, *SAID, "--by", "PSNI")
    assert (code, "--by is given 2 times; give it once\n" in output) == (2, True)


@pytest.mark.parametrize(
    ("words", "option"),
    [
        (["import", "register.xlsx", "HUB", "--on", "2026-03-31", "--on", "2026-06-30"], "--on"),
        (["import", "register.xlsx", "HUB", "--dates", "day first", "--dates=month first"], "--dates"),
        (["import", "register.xlsx", "HUB", "--table", "risks", "--table", "actions"], "--table"),
        (["workbook", "HUB", "-o", "a.xlsx", "--output", "b.xlsx"], "--output"),
        (["collect", "a.json", "--into", "HUB", "--into", "HUB"], "--into"),
        (["form", "HUB", "--kind", "excel", "--kind", "html"], "--kind"),
        (["series", "a.json", "--to", "a.csv", "--to", "b.csv"], "--to"),
        (["network", "HUB", "--to", "a.csv", "--to", "b.csv"], "--to"),
        (["check", "HUB", "--as-at", "2026-03-31", "--as-at", "2026-06-30"], "--as-at"),
    ],
)
def test_no_command_reads_the_last_of_two(hub: str, words: list[str], option: str) -> None:
    code, output = call(*(hub if word == "HUB" else word for word in words))
    assert (code, f"{option} is given 2 times; give it once\n" in output) == (2, True)


def test_a_command_that_writes_says_that_nothing_was_written(hub: str) -> None:
    message = "there is no file parameters/coastl.yaml; did you mean parameters/coastal.yaml?\n"
    assert call("set", "parameters/coastl.yaml", "stage", "managing") == (
        3, message + "1 fault in the input; nothing was written.\n",
    )  # fmt: skip
    assert call("check", "parameters/coastl.yaml")[1] == message + "1 fault in the input; nothing was checked.\n"


def test_what_is_struck_out_is_asked_then_left_out(hub: str) -> None:
    struck_out(Path("struck.xlsx"))
    code, output = call("import", "struck.xlsx", hub, *SAID, "--write", "--yes")
    assert (code, "row 3, cell F4 and cell F5 are struck out" in output) == (2, True)
    code, output = call("import", "struck.xlsx", hub, *SAID, "--struck-out", "skip", "--write", "--yes")
    assert (code, "row 3 is struck out: left out, as you said" in output) == (0, True)


def test_what_was_imported_can_be_undone(hub: str) -> None:
    call("import", "register.xlsx", hub, *SAID, "--write", "--yes")
    assert "partnerlab import register.xlsx parameters/coastal.yaml" in call("log", hub)[1]
    assert call("undo", hub, "--write")[0] == 0
    assert Path(hub).read_text(encoding="utf-8") == PARTNERSHIP


def test_a_workbook_of_ours_goes_out_and_comes_back(hub: str) -> None:
    code, output = call("workbook", hub, "-o", "coastal.xlsx")
    assert (code, "Bring it back with: partnerlab import coastal.xlsx parameters/coastal.yaml" in output) == (0, True)
    code, output = call("import", "coastal.xlsx")
    assert (code, "Nothing would change." in output) == (0, True)
    assert call("workbook", hub, "-o", "coastal.xlsx")[0] == 2  # somebody may have filled it in


def test_a_new_partnership_begins_as_a_workbook(hub: str) -> None:
    assert call("workbook", "--new", "Youth Network", "--stage", "planning")[0] == 0
    code, output = call("import", "youth-network.xlsx")
    assert code == 2
    assert "fill in name and purpose in the workbook" in output
    assert not Path("parameters/youth-network.yaml").exists()


def test_actions_go_out_agreed_and_suggested_apart(hub: str) -> None:
    call("import", "register.xlsx", hub, *SAID, "--write", "--yes")
    code, output = call("actions", hub)
    assert code == 0
    assert "coastal-actions.xlsx written: 1 agreed action, " in output
    assert "Nothing would change." in call("import", "coastal-actions.xlsx", hub)[1]


@pytest.mark.parametrize("words", [("workbook",), ("workbook", "parameters/coastal.yaml", "--new", "X")])
def test_a_workbook_is_of_a_file_or_new(hub: str, words: tuple[str, ...]) -> None:
    assert call(*words)[0] == 2


def test_a_file_that_is_no_workbook_is_told(hub: str) -> None:
    Path("wrong.xlsx").write_bytes(b"PK\x03\x04")
    code, output = call("import", "wrong.xlsx", hub)
    assert code == 3
    assert "wrong.xlsx: is damaged" in output


def test_a_workbook_that_was_filled_in_makes_the_file(hub: str) -> None:
    content = {
        "name": "Youth Network",
        "purpose": "Keep young people in school",
        "stage": [{"stage": "planning", "on": "2026-03-31"}],
        "partners": [{"id": "Schools", "name": "Coastal Schools", "readiness": [{"on": "2026-03-31", "ready": "yes"}]}],
    }
    write_workbook(Path("youth.xlsx"), content, file="youth-network.yaml", names=("risks",))
    assert call("import", "youth.xlsx")[0] == 0
    assert not Path("parameters/youth-network.yaml").exists()
    code, output = call("import", "youth.xlsx", "--write")
    assert (code, "parameters/youth-network.yaml is new." in output) == (0, True)
    read = read_partnership("parameters/youth-network.yaml")
    assert (read.purpose, read.current_stage, len(read.stages)) == ("Keep young people in school", "planning", 1)
    assert read.partners[0].readiness[0].ready == "yes"
