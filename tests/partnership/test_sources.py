"""Files below one folder: what is none that can be read is told, and nothing is read without bounds."""

from __future__ import annotations

import os
import sys
from pathlib import Path

import pytest

from partnerlab.errors import InputError
from partnerlab.partnership import Place, read_partnership
from partnerlab.partnership.sources import MOST_FAULTS, MOST_READ, MOST_ROWS, MOST_VALUES, Folder

HERE = Place("hub.yaml", 4)


def told(folder: Folder, name: str) -> list[str]:
    assert folder.read_text(name, named_at=HERE) is None
    return [str(fault) for fault in folder.faults]


@pytest.mark.skipif(sys.platform == "win32", reason="pipes and links are POSIX's")
def test_a_pipe_and_a_link_to_itself_are_told_at_once(tmp_path: Path) -> None:
    os.mkfifo(tmp_path / "pipe.csv")
    (tmp_path / "loop.csv").symlink_to("loop.csv")
    assert told(Folder(tmp_path), "pipe.csv") == ['hub.yaml:4: "pipe.csv" is a device or a pipe; name a file']
    (loop,) = told(Folder(tmp_path), "loop.csv")
    assert "cannot be read" in loop


def note_many(folder: Folder) -> None:
    for number in range(MOST_FAULTS + 1):
        folder.note(Place("hub.yaml", number), f"fault {number}")


def test_a_folder_is_no_file(tmp_path: Path) -> None:
    (tmp_path / "risks.csv").mkdir()
    assert told(Folder(tmp_path), "risks.csv") == ['hub.yaml:4: "risks.csv" is a folder; name a file']


@pytest.mark.parametrize("name", ["a\0.csv", "a\udc80.csv", "a" * 5000 + ".csv"])
def test_a_name_that_no_file_can_have_is_told_in_few_words(name: str, tmp_path: Path) -> None:
    (fault,) = told(Folder(tmp_path), name)
    assert len(fault) < 250
    fault.encode("utf-8")


def test_names_that_differ_by_case_only_are_told(tmp_path: Path) -> None:
    folder = Folder(tmp_path, meant={"risks.csv": b"id\n", "Risks.csv": b"id\n"})
    assert folder.read_text("risks.csv") == "id\n"
    assert folder.read_text("risks.csv") == "id\n"
    (fault,) = told(folder, "Risks.csv")
    assert 'files "risks.csv" and "Risks.csv" differ by case only' in fault


@pytest.mark.parametrize(
    ("data", "says"),
    [
        (b"PK\x03\x04\xff", "is a workbook or another packed file"),
        ("id\n".encode("utf-16"), "is text in encoding UTF-16;"),
        ("id\n".encode("utf-16-be"), "is text in encoding UTF-16-BE;"),
        ("id\n".encode("utf-32"), "is text in encoding UTF-32;"),
        (b"\0\0\xfe\xff" + "id\n".encode("utf-32-be"), "is text in encoding UTF-32;"),
        (b"id\nR1\nR\xe9\n", "is not text in encoding UTF-8: line 3 holds the byte 0xe9"),
    ],
)
def test_another_encoding_is_told_in_the_first_line(data: bytes, says: str, tmp_path: Path) -> None:
    (fault,) = told(Folder(tmp_path, meant={"t.csv": data}), "t.csv")
    assert fault.startswith("t.csv:1: ")
    assert says in fault


@pytest.mark.parametrize(
    ("text", "fault"),
    [
        ("name: Hub\n<<<<<<< HEAD\npurpose: a\n=======\npurpose: b\n>>>>>>> other\n", "t.csv:2: holds <<<<<<<: two"),
        ("id,title\r\nR1,a\r\n>>>>>>> 3f2a\r\n", "t.csv:3: holds >>>>>>>: two"),
    ],
)
def test_versions_that_were_not_merged_are_told_once_with_their_line(text: str, fault: str, tmp_path: Path) -> None:
    (found,) = told(Folder(tmp_path, meant={"t.csv": text.encode()}), "t.csv")
    assert found.startswith(fault)
    assert found.endswith("keep one of them")


def test_marks_within_a_line_are_text(tmp_path: Path) -> None:
    folder = Folder(tmp_path, meant={"t.csv": b"a <<<<<<< b\n=======\n>>>>>>>>>>\n"})
    assert folder.read_text("t.csv") is not None


@pytest.mark.skipif(sys.platform == "win32", reason="pipes are POSIX's")
@pytest.mark.parametrize("other", ["pipe.csv", "/dev/zero"])
def test_what_takes_the_place_of_a_file_while_it_is_read_is_told_at_once(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, other: str
) -> None:
    (tmp_path / "t.csv").write_bytes(b"id\n")
    os.mkfifo(tmp_path / "pipe.csv")
    usual = os.open
    monkeypatch.setattr("os.open", lambda _, flags: usual(tmp_path / other, flags))  # after it was seen to be a file
    (fault,) = told(Folder(tmp_path), "t.csv")
    assert fault.startswith('hub.yaml:4: file "t.csv" cannot be read: it is a folder, a device or a pipe; name a file')


def test_a_file_is_read_a_thousand_times_at_most(tmp_path: Path) -> None:
    folder = Folder(tmp_path, meant={"t.csv": b""})
    for _ in range(MOST_READ):
        folder.read_bytes("t.csv")
    with pytest.raises(InputError, match="name each once"):
        folder.read_bytes("t.csv")


def test_values_rows_and_faults_are_bounded(tmp_path: Path) -> None:
    folder = Folder(tmp_path)
    folder.count(MOST_VALUES, HERE, rows=MOST_ROWS)
    with pytest.raises(InputError, match="more than 200,000 values are too many"):
        folder.count(1, HERE)
    with pytest.raises(InputError, match="more than 50,000 rows are too many"):
        folder.count(0, HERE, rows=1)
    with pytest.raises(InputError, match="reading stopped here, after 10,000 faults"):
        note_many(folder)


@pytest.mark.skipif(sys.platform == "win32", reason="links are POSIX's")
def test_a_partnerships_file_that_is_a_link_to_nothing_is_told_as_one(tmp_path: Path) -> None:
    (tmp_path / "hub.yaml").symlink_to("gone.yaml")
    with pytest.raises(InputError, match=r"hub\.yaml is a link that leads nowhere or to itself; name the file itself$"):
        read_partnership(tmp_path / "hub.yaml")
