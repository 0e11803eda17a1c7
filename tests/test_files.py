from __future__ import annotations

import errno
import os
import stat
import tempfile
from collections.abc import Iterator
from pathlib import Path

import pytest

from partnerlab.files import explain, read_most, remove_leftovers, save, write_all, write_pieces, write_whole


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


def test_files_that_belong_together_are_all_written(tmp_path: Path) -> None:
    write_all({tmp_path / "a.ipynb": b"one", tmp_path / "a.html": b"two", tmp_path / "a" / "b.csv": b"three"})
    assert (tmp_path / "a.ipynb").read_bytes() == b"one"
    assert (tmp_path / "a.html").read_bytes() == b"two"
    assert (tmp_path / "a" / "b.csv").read_bytes() == b"three"
    assert names(tmp_path) == ["a", "a.html", "a.ipynb"]
    write_all({})


@pytest.mark.parametrize("faulty", ["a.ipynb", "a.html"])
def test_when_one_of_several_cannot_be_flushed_none_is_replaced(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, faulty: str
) -> None:
    write_all({tmp_path / "a.ipynb": b"good", tmp_path / "a.html": b"good"})
    flush = os.fsync

    def refuse(handle: int) -> None:
        if os.fstat(handle).st_size == len(faulty):  # each new content is as long as its file's name
            raise OSError(errno.ENOSPC, "No space left on device")
        flush(handle)

    monkeypatch.setattr("partnerlab.files.os.fsync", refuse)
    with pytest.raises(OSError, match="No space left") as caught:
        write_all({tmp_path / name: name.encode() for name in ("a.ipynb", "a.html")})
    assert caught.value.filename == str(tmp_path / faulty)
    assert [(tmp_path / name).read_bytes() for name in ("a.ipynb", "a.html")] == [b"good", b"good"]
    assert names(tmp_path) == ["a.html", "a.ipynb"]


def test_all_are_flushed_before_the_first_is_moved(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    done: list[str] = []
    flush, move = os.fsync, os.replace
    monkeypatch.setattr("partnerlab.files.os.fsync", lambda handle: (done.append("flush"), flush(handle)))
    monkeypatch.setattr("partnerlab.files.os.replace", lambda *paths: (done.append("move"), move(*paths)))
    write_all({tmp_path / "a": b"a", tmp_path / "b": b"b"})
    folders = ["flush"] if hasattr(os, "O_DIRECTORY") else []
    assert done == ["flush", "flush", "move", "move", *folders]


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


def test_leftovers_of_one_file_are_told_from_those_of_others(tmp_path: Path) -> None:
    begun = [
        tempfile.mkstemp(prefix=".part-", suffix=f"-{name}", dir=tmp_path) for name in ("01-a.html", "x-01-a.html")
    ]
    for handle, _ in begun:
        os.close(handle)
    remove_leftovers(tmp_path, "01-a.html")
    assert [str(path) for path in tmp_path.iterdir()] == [begun[1][1]]


def test_what_somebody_asked_for_is_replaced_as_a_whole_or_not_at_all(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    save(tmp_path / "brief.docx", b"good")

    def full(_: int) -> None:
        raise OSError(errno.ENOSPC, "No space left on device")

    monkeypatch.setattr("partnerlab.files.os.fsync", full)
    with pytest.raises(OSError, match="No space left") as caught:
        save(tmp_path / "brief.docx", b"new")
    assert explain(caught.value).startswith(f"{tmp_path / 'brief.docx'}: no space left on device; make room")
    assert (tmp_path / "brief.docx").read_bytes() == b"good"
    assert names(tmp_path) == ["brief.docx"]


def test_no_folder_is_made_for_what_somebody_asked_for(tmp_path: Path) -> None:
    with pytest.raises(FileNotFoundError, match=r"misspelt/brief\.docx"):
        save(tmp_path / "misspelt" / "brief.docx", b"new")
    assert names(tmp_path) == []


@pytest.mark.skipif(os.name == "nt", reason="Windows has no such links and pipes")
def test_a_link_is_followed_and_a_device_is_written_to(tmp_path: Path) -> None:
    (tmp_path / "there").write_bytes(b"old")
    (tmp_path / "link").symlink_to("there")
    save(tmp_path / "link", b"new")
    assert (tmp_path / "link").is_symlink()
    assert (tmp_path / "there").read_bytes() == b"new"
    save(Path(os.devnull), b"gone")
    assert stat.S_ISCHR(Path(os.devnull).stat().st_mode)


def test_a_name_as_long_as_names_may_be_is_written(tmp_path: Path) -> None:
    name = "ö" * 120 + ".docx"
    save(tmp_path / name, b"new")
    assert names(tmp_path) == [name]


@pytest.mark.skipif(os.name == "nt", reason="Windows has no such pipes and devices")
def test_no_more_than_asked_for_is_read_and_nothing_of_a_pipe_a_device_or_a_folder(tmp_path: Path) -> None:
    (tmp_path / "a").write_bytes(b"12345")
    assert read_most(tmp_path / "a", 3) == b"123"
    assert read_most(tmp_path / "a", 9) == b"12345"
    os.mkfifo(tmp_path / "pipe")
    for other in (tmp_path / "pipe", Path("/dev/zero"), tmp_path):
        with pytest.raises(OSError, match="it is a folder, a device or a pipe; name a file"):
            read_most(other, 3)


@pytest.mark.parametrize(
    ("number", "way_out"),
    [
        (errno.ENOSPC, "make room on the disk"),
        (errno.EFBIG, "ulimit -f unlimited"),
        (errno.EMFILE, "ulimit -n 1024"),
        (errno.EROFS, "choose another place"),
        (errno.EIO, "look at it"),
    ],
)
def test_a_fault_of_the_machine_is_told_with_a_way_out(number: int, way_out: str) -> None:
    told = explain(OSError(number, os.strerror(number), "a.docx"))
    assert told.startswith("a.docx: ")
    assert way_out in told
