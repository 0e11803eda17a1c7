from __future__ import annotations

from datetime import date
from pathlib import Path

import pytest
from click.testing import CliRunner, Result

from answered import answer_file, copied_hub, export
from partnerlab.cli import main


@pytest.fixture(autouse=True)
def _today(monkeypatch: pytest.MonkeyPatch) -> None:
    """Let every test of this kind run on one day, whatever the clock says."""
    monkeypatch.setattr("partnerlab.partnership.reading.today", lambda: date(2030, 1, 1))


@pytest.fixture
def hub(tmp_path: Path) -> Path:
    """A partnership that a test may change."""
    return copied_hub(tmp_path)


def call(*words: object) -> Result:
    return CliRunner().invoke(main, [str(word) for word in words])


def test_each_partner_gets_a_form(tmp_path: Path, hub: Path):
    assert call("form", hub, "-o", tmp_path / "forms").exit_code == 0
    assert len([*(tmp_path / "forms").glob("riverside-support-hub-*.html")]) == 7


@pytest.mark.parametrize(
    ("kind", "name"), [("excel", "riverside-support-hub-PSNI.xlsx"), ("html", "riverside-support-hub-PSNI.html")]
)
def test_one_partner_can_be_asked(tmp_path: Path, hub: Path, kind: str, name: str):
    assert call("form", hub, "--partner", "PSNI", "--kind", kind, "-o", tmp_path / "forms").exit_code == 0
    assert [path.name for path in (tmp_path / "forms").iterdir()] == [name]


def test_an_xlsform_is_one_for_all(tmp_path: Path, hub: Path):
    result = call("form", hub, "--kind", "xlsform", "-o", tmp_path / "forms")
    assert "riverside-support-hub.xlsform.xlsx written, for 7 partners." in result.output
    assert call("form", hub, "--kind", "xlsform", "--partner", "PSNI").exit_code == 2


def test_an_excel_form_that_may_be_filled_in_is_not_written_over(tmp_path: Path, hub: Path):
    words = ("form", hub, "--partner", "PSNI", "--kind", "excel", "-o", tmp_path / "forms")
    call(*words)
    before = (tmp_path / "forms" / "riverside-support-hub-PSNI.xlsx").read_bytes()
    assert "may hold answers already" in call(*words).output
    assert (tmp_path / "forms" / "riverside-support-hub-PSNI.xlsx").read_bytes() == before


def test_a_partner_that_is_none_is_told(hub: Path):
    result = call("form", hub, "--partner", "PSN")
    assert result.exit_code == 2
    assert "PSN cannot be asked" in result.output


def test_answers_are_shown_and_written_only_when_asked_to(tmp_path: Path, hub: Path):
    answers = answer_file(tmp_path, "PSNI", {"checklist_1": "partly"})
    table = tmp_path / "riverside-support-hub" / "checklist.csv"
    before = table.read_text("utf-8")
    result = call("collect", answers, "--into", hub)
    assert "+2026-11-30,PSNI,1,partly," in result.output
    assert "Not answered yet (6):" in result.output
    assert table.read_text("utf-8") == before
    assert "Written." in call("collect", answers, "--into", hub, "--write").output
    assert table.read_text("utf-8") == before + "2026-11-30,PSNI,1,partly,\n"
    assert "Nothing would change." in call("collect", answers, "--into", hub).output
    call("undo", hub, "--write")
    assert table.read_text("utf-8") == before


def test_the_day_of_the_round_counts_for_all(tmp_path: Path, hub: Path):
    answers = answer_file(tmp_path, "PSNI", {"checklist_1": "partly"}, on="2026-11-28")
    assert "+2026-12-01,PSNI,1,partly," in call("collect", answers, "--into", hub, "--on", "2026-12-01").output


def test_two_answers_of_one_partner_are_shown_and_nothing_is_written(tmp_path: Path, hub: Path):
    one = answer_file(tmp_path, "PSNI", {"checklist_1": "partly"}, name="one")
    two = answer_file(tmp_path, "PSNI", {"checklist_1": "in place"}, on="2026-12-01", name="two")
    result = call("collect", one, two, "--into", hub, "--write")
    assert result.exit_code == 2
    assert "checklist_1: partly, then in place" in result.output
    assert "2026-12-01" not in (tmp_path / "riverside-support-hub" / "checklist.csv").read_text("utf-8")
    assert "+2026-12-01,PSNI,1,in place," in call("collect", one, two, "--into", hub, "--latest").output


def test_how_columns_are_read_is_shown_with_what_is_only_proposed(tmp_path: Path, hub: Path):
    heading = "1. Did we work out together which goals we share and what drives them?"
    survey = export(tmp_path, ["Partner", "end", heading], ["PSNI", "2026-11-30", "partly"])
    result = call("collect", survey, "--into", hub)
    assert "(not taken) perhaps checklist_1: --match C=checklist_1" in result.output
    assert "+2026-11-30,PSNI,1,partly," in call("collect", survey, "--into", hub, "--match", "C=checklist_1").output


def test_faults_stop_everything(tmp_path: Path, hub: Path):
    good = answer_file(tmp_path, "PSNI", {"checklist_1": "partly"})
    bad = answer_file(tmp_path, "NIHE", {"checklist_1": "perhaps"})
    result = call("collect", good, bad, "--into", hub, "--write")
    assert result.exit_code == 3
    assert "2026-11-30" not in (tmp_path / "riverside-support-hub" / "checklist.csv").read_text("utf-8")
