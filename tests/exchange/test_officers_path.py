"""An officer's three registers, nine partners' answers and a wrong workbook, by the commands alone."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from click.testing import CliRunner

from answered import SAMPLE, answer_file
from partnerlab.cli import main
from partnerlab.partnership import edit_partnership, read_partnership
from registers import PARTNERSHIP, another_order, merged_by_partner, two_header_rows

FILE = "parameters/coastal.yaml"
WORDS = "L=1,M=3,H=5"


def call(*words: str) -> tuple[int, str]:
    done = CliRunner().invoke(main, words)
    return done.exit_code, done.output


@pytest.fixture
def place(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.chdir(tmp_path)
    Path("parameters").mkdir()
    Path(FILE).write_text(PARTNERSHIP, encoding="utf-8")
    return tmp_path


@pytest.mark.parametrize(
    ("register", "scale", "risks"),
    [
        (two_header_rows, "1-5", [["Funding ends", "Staff leave"], ["R2"], ["Offices flood"]]),
        (another_order, WORDS, [["Data are lost", "Volunteers tire"], ["R2"], ["Ferry stops"]]),
        (merged_by_partner, "1-5", [["Referrals come late", "Nobody attends", "Grant is cut"], ["2"], ["Lease ends"]]),
    ],
)
def test_a_register_is_reviewed_in_one_command_and_next_quarter_brings_only_what_changed(
    place: Path, monkeypatch: pytest.MonkeyPatch, register: Callable[..., Path], scale: str, risks: list[list[str]]
) -> None:
    first, changed, new = risks
    reviewed: list[Any] = []
    monkeypatch.setattr(main.commands["run"], "callback", lambda **said: reviewed.append(said["files"]))
    register(Path("register.xlsx"))
    code, output = call("import", "register.xlsx", FILE, "--scale", scale, "--by", "all", "--on", "2026-03-31")
    assert (code, "Nothing was written" in output) == (0, True), output
    code, output = call("import", "register.xlsx", FILE, "--on", "2026-03-31", "--write", "--review")
    assert (code, reviewed) == (0, [(Path(FILE),)]), output
    read = read_partnership(FILE)
    assert [risk.title for risk in read.risks] == first
    assert {row.risk for row in read.leads} == {risk.id for risk in read.risks}
    before, rated = Path(FILE).read_bytes(), len(read.ratings)

    register(Path("Register Q2 (final).xlsx"), next_quarter=True)
    code, output = call("import", "Register Q2 (final).xlsx", FILE, "--on", "2026-06-30", "--write", "--review")
    assert (code, len(reviewed)) == (0, 2), output
    read = read_partnership(FILE)
    added = {risk.id for risk in read.risks if risk.title in new}
    assert [risk.title for risk in read.risks] == [*first, *new]
    later = [row for row in read.ratings if str(row.on) == "2026-06-30"]
    assert {row.risk for row in later} == {*changed, *added}
    assert {row.risk for row in read.leads if str(row.on) == "2026-06-30"} <= added
    assert len(read.ratings) == rated + len(later)
    assert call("undo", FILE, "--write")[0] == 0
    assert Path(FILE).read_bytes() == before


def test_a_review_is_made_of_what_was_written_only(place: Path) -> None:
    two_header_rows(Path("register.xlsx"))
    code, output = call("import", "register.xlsx", FILE, "--review")
    assert (code, "--review needs --write" in output) == (2, True)


def test_nine_answers_by_form_are_collected_at_once(tmp_path: Path) -> None:
    partners = [f"P{number}" for number in range(1, 10)]
    hub = tmp_path / f"{SAMPLE}.yaml"
    hub.write_text(
        "name: Hub\npurpose: Reach people\nstage: managing\n"
        f"partners: {{{', '.join(f'{partner}: {{name: Partner {partner}}}' for partner in partners)}}}\n"
        f"risks: {{R1: {{title: Fire, shared_by: [{', '.join(partners)}]}}}}\n",
        encoding="utf-8",
    )
    questions = {f"checklist_{item}": "partly" for item in range(1, 11)} | {"risk_R1_likelihood": "3"}
    files = [answer_file(tmp_path, partner, {**questions, "risk_R1_impact": "4"}) for partner in partners]
    words = ["collect", *map(str, files), "--into", str(hub)]
    code, output = call(*words, "--on", "2026-11-30")
    assert (code, "Answers that count (9):" in output, "Not answered yet" in output) == (0, True, False)
    assert edit_partnership(hub).rows("checklist") == []
    assert call(*words, "--on", "2026-11-30", "--write")[0] == 0
    rows = edit_partnership(hub).rows("checklist")
    assert len(rows) == 90
    assert [row["by"] for row in rows[::10]] == partners
    assert len(edit_partnership(hub).rows("ratings")) == 9
    assert "Nothing would change." in call(*words, "--on", "2026-11-30")[1]


@pytest.mark.parametrize(
    "content", [b"", b"PK\x03\x04 and no more", b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1", b"Ref,Risk\n"]
)
def test_a_wrong_workbook_loses_nothing(place: Path, content: bytes) -> None:
    two_header_rows(Path("register.xlsx"))
    call("import", "register.xlsx", FILE, "--scale", "1-5", "--by", "all", "--on", "2026-03-31", "--write", "--yes")
    before = {path: path.read_bytes() for path in Path("parameters").rglob("*") if path.is_file()}
    Path("wrong.xlsx").write_bytes(content)
    code, output = call("import", "wrong.xlsx", FILE, "--on", "2026-06-30", "--write", "--yes")
    assert code == 3, output
    assert "Traceback" not in output
    assert {path: path.read_bytes() for path in before} == before


def test_another_partnerships_register_writes_nothing_of_it_over_ours(place: Path) -> None:
    two_header_rows(Path("register.xlsx"))
    call("import", "register.xlsx", FILE, "--scale", "1-5", "--by", "all", "--on", "2026-03-31", "--write", "--yes")
    rows = edit_partnership(FILE).rows("risks")
    another_order(Path("other.xlsx"))
    code, _ = call(
        "import", "other.xlsx", FILE, "--scale", WORDS, "--by", "all", "--on", "2026-03-31", "--write", "--yes"
    )
    assert code == 0
    assert edit_partnership(FILE).rows("risks")[: len(rows)] == rows
