"""A partnership moved with all that belongs to it: it says the same, and what was changed in it stays known."""

from __future__ import annotations

import errno
from pathlib import Path

import pytest

from partnerlab.errors import ChangeError
from partnerlab.partnership import edit_partnership, read_history, read_partnership, undo
from partnerlab.partnership.relocation import plan_relocation, relocate

TEXT = (
    "# tables are in hub/\n"
    "name: Hub\npurpose: Reach people\nstage: managing\npartners: {A: {name: Alpha}}\n"
    "risks: hub/risks.csv\ninstruments: hub/one.yaml\nrationale: see the hub/office note\n"
)
RISKS = "id,title,on\nR1,Flood,2026-01-05\n"
TOOL = (
    "id: one\ntitle: One\nsource: ours\nlowest: 1\nhighest: 5\nitems: {aim: Aim}\n"
    "bands: [{label: low, low: 1, high: 5}]\nresponses: hub/one.csv\n"
)
VALUES = "on,by,item,value\n2026-01-05,A,aim,3\n"


@pytest.fixture
def file(tmp_path: Path) -> Path:
    (tmp_path / "parameters" / "hub" / "scenarios").mkdir(parents=True)
    file = tmp_path / "parameters" / "hub.yaml"
    file.write_text(TEXT.replace("see the hub/office note", "none"), encoding="utf-8", newline="\n")
    contents = {"risks.csv": RISKS, "one.yaml": TOOL, "one.csv": VALUES, "register.mapping.yaml": "names: {}\n"}
    for name, text in contents.items():
        (file.parent / "hub" / name).write_text(text, encoding="utf-8", newline="\n")
    return file


def files(folder: Path) -> dict[str, bytes]:
    found = (path for path in folder.rglob("*") if path.is_file() and path.suffix != ".lock")
    return {path.relative_to(folder).as_posix(): path.read_bytes() for path in found}


def move(file: Path, target: Path) -> Path:
    relocate(plan_relocation(file, target), "partnerlab rename")
    return target


def test_it_says_the_same_under_another_name_and_nothing_is_left_under_the_old_one(file: Path) -> None:
    before = read_partnership(file)
    moved = move(file, file.with_name("port.yaml"))
    after = read_partnership(moved)
    assert after.model_dump() == before.model_dump()
    assert sorted(files(file.parent)) == [
        ".history/port.jsonl",
        "port.yaml",
        *(f"port/{name}" for name in ("one.csv", "one.yaml", "register.mapping.yaml", "risks.csv")),
    ]
    assert b"responses: port/one.csv" in (file.parent / "port" / "one.yaml").read_bytes()


def test_remarks_name_the_file_as_it_is_called_now(file: Path) -> None:
    """A new file begins with the commands for it, to be pasted; other words with its name in them stay."""
    said = "# run: partnerlab run parameters/{0}.yaml\n  # or {0}.yaml\n# github.yaml, hub-{1}.yaml\n{2}"
    before = file.read_text(encoding="utf-8")
    file.write_text(said.format("hub", "old", before), encoding="utf-8", newline="\n")
    moved = move(file, file.with_name("port.yaml"))
    text = before.replace("in hub/", "in port/").replace(": hub/", ": port/")
    assert moved.read_text(encoding="utf-8") == said.format("port", "old", text)


def test_there_and_back_every_file_has_its_bytes_again(file: Path) -> None:
    before = files(file.parent)
    move(move(file, file.with_name("port.yaml")), file)
    after = files(file.parent)
    moved = [entry.changes for entry in read_history(file)]
    assert {name: after[name] for name in before} == before
    assert set(after) - set(before) == {".history/hub.jsonl"}
    assert [change[0].startswith("moved from ") for change in moved] == [True, True]


def test_what_was_changed_before_can_be_taken_back_once_it_is_back(file: Path) -> None:
    was = (file.parent / "hub" / "risks.csv").read_bytes()
    edit_partnership(file).add("risks", {"id": "R2", "title": "Fire", "on": "2026-01-06"}).save()
    moved = move(file, file.with_name("port.yaml"))
    assert [change.file for change in read_history(moved)[0].files] == ["port/risks.csv"]
    undo(moved)
    assert (file.parent / "port" / "risks.csv").read_bytes() == was


def test_into_another_folder_a_faulty_file_moves_too_and_keeps_its_bytes(file: Path) -> None:
    file.write_text("name: Hub\nstages: x\n", encoding="utf-8")
    before = files(file.parent)
    move(file, file.parent.parent / "archive" / "hub.yaml")
    after = files(file.parent.parent / "archive")
    assert {name: after[name] for name in before} == before
    assert not files(file.parent)


@pytest.mark.parametrize("there", ["port.yaml", "port/x.csv", ".history/port.jsonl"])
def test_nothing_takes_the_place_of_what_is_there(file: Path, there: str) -> None:
    (file.parent / there).parent.mkdir(exist_ok=True)
    (file.parent / there).touch()
    before = files(file.parent)
    with pytest.raises(ChangeError, match="is there already"):
        move(file, file.with_name("port.yaml"))
    assert files(file.parent) == before


@pytest.mark.parametrize("folder", ["hub/", "./hub/", '".//./hub/'])
def test_tables_that_another_partnership_rests_on_stay(file: Path, folder: str) -> None:
    file.with_name("copy.yml").write_text(f"risks: {folder}risks.csv", encoding="utf-8")
    before = files(file.parent)
    with pytest.raises(ChangeError, match=r"copy\.yml names tables in hub/, too; give it copies of its own first"):
        move(file, file.with_name("port.yaml"))
    assert files(file.parent) == before


def test_what_would_no_longer_say_the_same_is_moved_back(file: Path) -> None:
    """Words of a sentence that look like the folder's name would change with it."""
    file.write_text(TEXT, encoding="utf-8", newline="\n")
    before = files(file.parent)
    with pytest.raises(ChangeError, match=r"would not say what hub\.yaml says; nothing changed"):
        move(file, file.with_name("port.yaml"))
    assert files(file.parent) == before


@pytest.mark.parametrize("held", [{}, {"risks.csv": RISKS}])
def test_a_folder_of_somebody_else_is_not_taken_for_what_a_killed_move_left(file: Path, held: dict[str, str]) -> None:
    """A faulty file cannot be compared with what it says at the new place."""
    file.write_text("name: Hub\nstages: x\n", encoding="utf-8")
    (file.parent / "port").mkdir()
    for name, text in held.items():
        (file.parent / "port" / name).write_text(text, encoding="utf-8", newline="\n")
    before = files(file.parent)
    with pytest.raises(ChangeError, match="port is there already"):
        move(file, file.with_name("port.yaml"))
    assert files(file.parent) == before


def test_tables_are_found_however_their_folder_is_named(file: Path) -> None:
    file.write_text(file.read_text("utf-8").replace(" hub/risks", " ./hub/risks"), encoding="utf-8", newline="\n")
    moved = move(file, file.with_name("port.yaml"))
    assert "risks: ./port/risks.csv" in moved.read_text("utf-8")


@pytest.mark.parametrize("name", ["port", "port.yaml"])
def test_a_link_that_leads_nowhere_is_not_replaced(file: Path, name: str) -> None:
    file.with_name(name).symlink_to("/nowhere")
    before = files(file.parent)
    with pytest.raises(ChangeError, match=f"{name} is there already"):
        move(file, file.with_name("port.yaml"))
    assert (files(file.parent), file.with_name(name).is_symlink()) == (before, True)


@pytest.mark.parametrize("failing", range(1, 8))
def test_a_disk_that_fills_up_leaves_all_as_it_was(file: Path, monkeypatch: pytest.MonkeyPatch, failing: int) -> None:
    """Nothing can be written from one file on, not even what stood there."""
    edit_partnership(file).add("risks", {"id": "R2", "title": "Fire", "on": "2026-01-06"}).save()
    before = files(file.parent)
    written = 0

    def write(path: Path, content: bytes) -> None:
        nonlocal written
        written += 1
        if written >= failing:
            raise OSError(errno.ENOSPC, "No space left on device", str(path))
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(content)

    monkeypatch.setattr("partnerlab.partnership.relocation.write_whole", write)
    if failing > len(before):
        move(file, file.with_name("port.yaml"))
        return
    with pytest.raises(ChangeError, match=r"No space left on device\); make room on the disk; nothing changed"):
        move(file, file.with_name("port.yaml"))
    assert files(file.parent) == before


def test_what_somebody_changes_between_look_and_move_is_not_written_over(file: Path) -> None:
    plan = plan_relocation(file, file.with_name("port.yaml"))
    file.write_text(file.read_text("utf-8").replace("Reach", "Reach more"), encoding="utf-8")
    before = files(file.parent)
    with pytest.raises(ChangeError, match=r"hub\.yaml changed meanwhile; nothing was moved"):
        relocate(plan, "partnerlab rename")
    assert files(file.parent) == before


def test_histories_of_others_stay_where_a_partnership_would_be_called_like_their_folder(file: Path) -> None:
    edit_partnership(file).add("risks", {"id": "R2", "title": "Fire", "on": "2026-01-06"}).save()
    before = files(file.parent)
    with pytest.raises(ChangeError, match="nothing changed"):
        move(file, file.with_name(".history.yaml"))
    assert files(file.parent) == before


def test_a_link_is_not_moved_since_what_it_leads_to_would_stay_behind(file: Path) -> None:
    real = file.parent.parent / "real.yaml"
    file.rename(real)
    file.symlink_to(real)
    with pytest.raises(ChangeError, match=r"hub\.yaml is a link; .*nothing changed"):
        move(file, file.with_name("port.yaml"))
    assert real.read_bytes() == file.read_bytes()


@pytest.mark.parametrize("held", ["hub.yaml", "hub", "hub.jsonl"])
def test_what_another_program_holds_open_is_not_moved_in_part(
    file: Path, monkeypatch: pytest.MonkeyPatch, held: str
) -> None:
    edit_partnership(file).add("risks", {"id": "R2", "title": "Fire", "on": "2026-01-06"}).save()
    before, rename = files(file.parent), Path.rename

    def refuse(self: Path, target: Path) -> Path:
        if self.name == held:
            raise PermissionError(errno.EACCES, "Permission denied", str(self))
        return rename(self, target)

    monkeypatch.setattr(Path, "rename", refuse)
    with pytest.raises(ChangeError, match=rf"{held} cannot be moved .*; close it elsewhere; nothing changed"):
        move(file, file.with_name("port.yaml"))
    assert files(file.parent) == before
