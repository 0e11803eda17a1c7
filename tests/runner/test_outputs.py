from __future__ import annotations

import errno
import json
import os
import stat
import tempfile
from collections.abc import Iterator
from pathlib import Path

import pytest

from partnerlab.runner.outputs import (
    read_json,
    remove_leftovers,
    remove_undue,
    to_json,
    write_json,
    write_pieces,
    write_whole,
)


def names(folder: Path) -> list[str]:
    return sorted(path.name for path in folder.iterdir())


def test_a_file_and_its_folders_are_written(tmp_path: Path) -> None:
    write_whole(tmp_path / "a" / "b.html", b"whole")
    assert (tmp_path / "a" / "b.html").read_bytes() == b"whole"
    assert names(tmp_path / "a") == ["b.html"]


@pytest.mark.skipif(os.name == "nt", reason="Windows has no such permissions")
def test_others_may_read_what_the_user_lets_them_read(tmp_path: Path) -> None:
    earlier = os.umask(0o027)
    try:
        write_whole(tmp_path / "a", b"")
    finally:
        os.umask(earlier)
    assert stat.S_IMODE((tmp_path / "a").stat().st_mode) == 0o640


def test_when_writing_fails_the_earlier_file_stands_and_nothing_is_left_over(tmp_path: Path) -> None:
    def break_off() -> Iterator[bytes]:
        yield b"half"
        raise OSError(errno.ENOSPC, "No space left on device")

    write_whole(tmp_path / "a", b"good")
    with pytest.raises(OSError, match="No space left"):
        write_pieces(tmp_path / "a", break_off())
    assert (tmp_path / "a").read_bytes() == b"good"
    assert names(tmp_path) == ["a"]


def test_storage_elsewhere_fails_like_a_disk() -> None:
    class Storage:
        """A place elsewhere whose network is down."""

        @property
        def parent(self) -> Storage:
            return self

        def mkdir(self, **_: bool) -> None:
            raise RuntimeError("no route to host")

    with pytest.raises(OSError, match="RuntimeError: no route to host"):
        write_whole(Storage(), b"content")  # type: ignore[arg-type] # a place elsewhere is no `Path`


def test_leftovers_of_a_killed_writer_are_removed_and_nothing_else(tmp_path: Path) -> None:
    for name in (".part-x-a.html", "a.html", ".hidden"):
        (tmp_path / name).touch()
    remove_leftovers(tmp_path)
    remove_leftovers(tmp_path / "missing")
    assert names(tmp_path) == [".hidden", "a.html"]


def test_the_same_content_gives_the_same_bytes(tmp_path: Path) -> None:
    assert to_json({"b": "é", "a": 1}) == to_json({"a": 1, "b": "é"})
    write_json(tmp_path / "a.json", {"é": [1]})
    assert read_json(tmp_path / "a.json") == {"é": [1]}
    assert (tmp_path / "a.json").read_bytes().endswith(b"}\n")


@pytest.mark.parametrize("content", ["", "{", json.dumps([1])[:-1]])
def test_a_broken_or_missing_file_reads_as_none(tmp_path: Path, content: str) -> None:
    (tmp_path / "a.json").write_text(content)
    assert read_json(tmp_path / "a.json") is None
    assert read_json(tmp_path / "b.json") is None


def test_what_is_beside_a_page_and_due_no_more_goes_and_what_others_left_stays(tmp_path: Path) -> None:
    for name in ("organisations.html", "organisation-beta.html", "portfolio.csv", "Notes of mine.docx", "run.sh"):
        (tmp_path / name).touch()
    (tmp_path / "folder.html").mkdir()
    (tmp_path / "folder.html" / "mine").touch()
    remove_undue(tmp_path / "missing", ())
    remove_undue(tmp_path, {"organisations.html"})
    assert {path.name for path in tmp_path.iterdir()} == {
        "organisations.html", "Notes of mine.docx", "run.sh", "folder.html"
    }  # fmt: skip


def test_leftovers_of_one_file_are_told_from_those_of_others(tmp_path: Path) -> None:
    begun = [
        tempfile.mkstemp(prefix=".part-", suffix=f"-{name}", dir=tmp_path) for name in ("01-a.html", "x-01-a.html")
    ]
    for handle, _ in begun:
        os.close(handle)
    remove_leftovers(tmp_path, "01-a.html")
    assert [str(path) for path in tmp_path.iterdir()] == [begun[1][1]]
