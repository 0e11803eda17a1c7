"""`partnerlab documents`."""

import shutil
from contextlib import chdir
from pathlib import Path

import docx
import pytest
from click.testing import CliRunner, Result

from partnerlab.cli import main
from samples import ROOT

HUB = ROOT / "parameters" / "riverside-support-hub.yaml"


def call(place: Path, *words: str) -> Result:
    """Call the command in a folder."""
    with chdir(place):
        return CliRunner().invoke(main, words)


@pytest.fixture(name="written", scope="module")
def _written(tmp_path_factory):
    place = tmp_path_factory.mktemp("documents")
    return place, call(place, "documents", str(HUB))


def test_all_papers_land_in_a_folder_of_the_partnership(written):
    place, ran = written
    assert ran.exit_code == 0, ran.stderr
    names = sorted(path.name for path in (place / "documents" / "riverside-support-hub").iterdir())
    assert names == [
        "action-log.xlsx",
        "agenda.docx",
        "brief.docx",
        "memorandum.docx",
        "risk-register.xlsx",
        "updates.docx",
    ]


def test_it_says_how_much_is_to_agree_and_the_paper_holds_as_much(written):
    place, ran = written
    document = docx.Document(place / "documents" / "riverside-support-hub" / "agenda.docx")
    texts = [row.text for row in document.paragraphs]
    texts += [cell.text for table in document.tables for row in table.rows for cell in row.cells]
    count = sum(text.startswith("To agree: ") for text in texts)
    assert f"agenda.docx written, with {count} points to agree." in ran.stdout


def test_papers_that_somebody_may_have_edited_are_kept(written):
    place, _ = written
    edited = place / "documents" / "riverside-support-hub" / "agenda.docx"
    before = edited.read_bytes()
    ran = call(place, "documents", str(HUB), "--only", "agenda")
    assert (ran.exit_code, edited.read_bytes()) == (2, before)
    assert "add --force, or choose another folder with -o" in ran.stderr


def test_one_paper_alone_can_be_written_elsewhere(tmp_path):
    ran = call(tmp_path, "documents", str(HUB), "--only", "risk-register", "-o", "papers")
    assert ran.exit_code == 0
    assert [path.name for path in (tmp_path / "papers").iterdir()] == ["risk-register.xlsx"]


def test_a_risk_register_comes_back_without_a_new_risk_lead_or_owner(tmp_path):
    shutil.copytree(HUB.parent, tmp_path / "parameters")
    hub = f"parameters/{HUB.name}"
    call(tmp_path, "documents", hub, "--only", "risk-register", "-o", "papers")
    answers = ("--scale", "1-5", "--by", "all", "--on", "2026-12-31")
    ran = call(tmp_path, "import", "papers/risk-register.xlsx", hub, *answers)
    added = [line for line in ran.stdout.splitlines() if line.startswith("+") and not line.startswith("+++")]
    assert added, ran.stdout + ran.stderr
    # Ratings agreed by all are new, as the answers say; everything else is in the file.
    assert [line for line in added if ",,2026-12-31,residual," not in line] == []


def test_papers_about_all_partnerships_are_written_at_once_and_a_faulty_file_is_named(tmp_path):
    folder = tmp_path / "parameters"
    folder.mkdir()
    for name, stage in (("hub", "scoping"), ("port", "scoping"), ("town", "nowhere")):
        text = f"name: {name.title()}\npurpose: Reach people\nstage: {stage}\n"
        (folder / f"{name}.yaml").write_text(text, encoding="utf-8")
    ran = call(tmp_path, "documents", "--only", "action-log")
    assert ran.exit_code == 3
    written = sorted(path.relative_to(tmp_path).as_posix() for path in tmp_path.rglob("*.xlsx"))
    assert written == ["documents/hub/action-log.xlsx", "documents/port/action-log.xlsx"]
    assert ran.stderr.startswith("town.yaml:3: ")
    assert ran.stderr.endswith("Nothing was written about town.yaml, which is faulty.\n")
    ran = call(tmp_path, "documents", "town", "--only", "action-log")
    assert (ran.exit_code, ran.stderr.endswith("nothing was written.\n")) == (3, True)
    ran = call(tmp_path, "documents", "hub", "port", "--only", "action-log", "-o", "board")
    assert ran.exit_code == 0
    assert sorted(path.name for path in (tmp_path / "board").iterdir()) == ["hub", "port"]


def test_a_redacted_paper_does_not_take_the_place_of_the_whole_one(tmp_path):
    whole = call(tmp_path, "documents", str(HUB), "--only", "action-log")
    shared = call(tmp_path, "documents", str(HUB), "--only", "action-log", "--redact")
    assert (whole.exit_code, shared.exit_code) == (0, 0)
    assert sorted(path.name for path in (tmp_path / "documents").iterdir()) == [HUB.stem, f"{HUB.stem}-redacted"]
