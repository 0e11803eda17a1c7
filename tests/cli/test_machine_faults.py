"""Where the machine refuses to write, a command says what to do, and what was there before still is."""

from __future__ import annotations

import errno
import shutil
from pathlib import Path

import pytest
from click.testing import CliRunner

from partnerlab.cli import main
from samples import ROOT

COVERS = ("partnerlab.exchange.book",)

FILE = "parameters/northern-food-network.yaml"
COMMANDS = [
    ["documents", FILE, "-o", "papers", "--force"],
    ["workbook", FILE, "-o", "hub.xlsx"],
    ["actions", FILE],
    ["form", FILE, "--kind", "excel", "-o", "papers"],
    ["form", FILE, "--kind", "xlsform", "-o", "papers"],
    ["form", FILE, "-o", "papers"],
    ["schema", "-o", "schema.json"],
    ["new", "Another one"],
]


def contents(place: Path) -> dict[str, bytes]:
    return {path.relative_to(place).as_posix(): path.read_bytes() for path in place.rglob("*") if path.is_file()}


@pytest.fixture
def place(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    (tmp_path / "parameters").mkdir()
    shutil.copy(ROOT / FILE, tmp_path / FILE)
    (tmp_path / "papers").mkdir()
    for name in ("papers/brief.docx", "papers/risk-register.xlsx", "schema.json"):
        (tmp_path / name).write_bytes(b"good")
    monkeypatch.chdir(tmp_path)
    return tmp_path


@pytest.mark.parametrize(
    ("number", "way"), [(errno.ENOSPC, "make room on the disk"), (errno.EFBIG, "allow larger files here")]
)
@pytest.mark.parametrize("command", COMMANDS, ids=" ".join)
def test_a_file_that_cannot_be_written_whole_is_not_touched(
    place: Path, monkeypatch: pytest.MonkeyPatch, command: list[str], number: int, way: str
) -> None:
    def refuse(_: int) -> None:
        raise OSError(number, "no more")

    before = contents(place)
    monkeypatch.setattr("partnerlab.files.os.fsync", refuse)
    done = CliRunner().invoke(main, command)
    assert (done.exit_code, contents(place)) == (1, before)
    assert way in done.stderr
    assert "Traceback" not in done.output


def test_too_little_memory_is_said(place: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def refuse(*_: object, **__: object) -> None:
        raise MemoryError

    monkeypatch.setattr("partnerlab.partnership.reading.read_whole", refuse)
    done = CliRunner().invoke(main, ["check", FILE])
    assert done.exit_code == 1
    assert "more memory is needed" in done.stderr
