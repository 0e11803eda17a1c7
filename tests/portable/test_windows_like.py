"""A machine like Windows, as far as one can be simulated: what a run leaves is the same to the byte.

It has no fork, no file locks of POSIX, no groups of processes, a console in cp1252, lines that end in CR and LF, and
work is done below a long path with blanks and accents in it. `docs/running.md` says what cannot be simulated.
"""

from __future__ import annotations

import os
import subprocess
import sys
import tempfile
from pathlib import Path

import pytest

from partnerlab.partnership import read_partnership
from samples import ROOT, SAMPLES, run_partnerlab

LIKE_WINDOWS = Path(__file__).parent / "windows_like"
FILE = """\
name: Hub Ŵyl → 1
purpose: Reach people early
stage: scoping
partners: [{id: A, name: Agency}, {id: B, name: Body}]
risks: hub/risks.csv
"""
RISKS = "id,title\nR1,Data ≥ 2\nR2,Staff\n"


def run_like_windows(place: Path, *arguments: str, encoding: str = "cp1252") -> subprocess.CompletedProcess[bytes]:
    environment = {**os.environ, "PYTHONPATH": str(LIKE_WINDOWS), "PYTHONIOENCODING": encoding}
    command = [sys.executable, "-m", "partnerlab.cli", *arguments]
    # A place of its own: without POSIX locks, it holds its private folder by the mere presence of a file. To any other
    # run on this machine the folder looks abandoned, and it would end the kernels in it.
    with tempfile.TemporaryDirectory(prefix="t") as scratch:
        environment["TMPDIR"] = scratch
        return subprocess.run(command, cwd=place, env=environment, capture_output=True, check=False, timeout=900)


def lay_out(place: Path, end: str = "\n") -> Path:
    (place / "parameters" / "hub").mkdir(parents=True)
    file = place / "parameters" / "hub.yaml"
    file.write_bytes(FILE.replace("\n", end).encode())
    (place / "parameters" / "hub" / "risks.csv").write_bytes(RISKS.replace("\n", end).encode())
    return file


def test_the_simulation_takes_away_what_windows_has_not(tmp_path: Path) -> None:
    code = "import os, sys; print(hasattr(os, 'fork'), sys.modules['fcntl'], sys.stdout.encoding)"
    environment = {**os.environ, "PYTHONPATH": str(LIKE_WINDOWS), "PYTHONIOENCODING": "cp1252"}
    done = subprocess.run([sys.executable, "-c", code], env=environment, capture_output=True, text=True, check=True)
    assert done.stdout.split() == ["False", "None", "cp1252"]


@pytest.mark.slow
def test_a_run_leaves_the_same_bytes_as_here(tmp_path: Path) -> None:
    here = tmp_path / "here"
    there = tmp_path / ("Vörlagen und Äkten " * 5).strip() / ("long " * 20).strip() / ("path " * 20).strip()
    for place in (here, there):
        lay_out(place)
    assert len(str(there / "outputs" / "hub" / "03-risk-allocation.html")) > 260
    usual = run_partnerlab(here, "run", "--only", "risk")
    assert usual.returncode == 0, usual.stdout + usual.stderr
    done = run_like_windows(there, "run", "--only", "risk")
    said = (done.stdout + done.stderr).decode("cp1252")
    assert done.returncode == 0, said
    assert "kernels cannot be kept warm on this system" in said
    made = sorted(file.relative_to(here) for file in (here / "outputs").rglob("*") if file.is_file())
    assert len(made) >= 4
    for file in made:
        if file.name != "run.json":  # which tells when and how long
            assert (there / file).read_bytes() == (here / file).read_bytes(), file.name


@pytest.mark.parametrize("encoding", ["cp1252", "cp437", "ascii", "cp932"])
def test_a_console_of_few_characters_is_told_all_the_same(tmp_path: Path, encoding: str) -> None:
    lay_out(tmp_path)
    done = run_like_windows(tmp_path, "check", "parameters/hub.yaml", encoding=encoding)
    said = done.stdout.decode(encoding, "replace")
    assert done.returncode == 0, done.stderr
    assert b"Traceback" not in done.stderr
    assert "Hub " in said
    assert "act now" in said


@pytest.mark.parametrize("end", ["\r\n", "\r"])
def test_lines_that_end_otherwise_are_the_same_lines(tmp_path: Path, end: str) -> None:
    usual, other = tmp_path / "usual", tmp_path / "other"
    read = [read_partnership(lay_out(usual)), read_partnership(lay_out(other, end))]
    assert read[0].model_dump() == read[1].model_dump()
    assert [row.place.line for row in read[0].risks] == [row.place.line for row in read[1].risks]


@pytest.mark.parametrize("slug", SAMPLES)
def test_samples_checked_out_with_cr_and_lf_are_the_same(tmp_path: Path, slug: str) -> None:
    for file in sorted((ROOT / "parameters").rglob("*")):
        if (file.is_file() and file.name.startswith(slug)) or slug in file.parent.name:
            target = tmp_path / file.relative_to(ROOT / "parameters")
            target.parent.mkdir(parents=True, exist_ok=True)
            content = file.read_bytes()
            text = file.suffix in {".yaml", ".csv", ".json"}
            target.write_bytes(content.replace(b"\r\n", b"\n").replace(b"\n", b"\r\n") if text else content)
    here = read_partnership(ROOT / "parameters" / f"{slug}.yaml")
    assert read_partnership(tmp_path / f"{slug}.yaml").model_dump() == here.model_dump()


@pytest.mark.parametrize(
    ("names", "said"),
    [
        (("a/Hub.yaml", "b/hub.yaml"), "capitals make no difference"),
        (("con.yaml",), "Windows keeps the name con for a device"),
        (("NUL.yaml",), "Windows keeps the name NUL"),
        (("lpt1.hub.yaml",), "Windows keeps the name lpt1"),
        (("hub..yaml",), "Windows drops a dot or blank"),
        (("hub .yaml",), "Windows drops a dot or blank"),
        (("hub?.yaml",), "no folder on Windows can have such a name"),
        ((f"{'h' * 160}.yaml",), "is too long for a folder"),
    ],
)
def test_names_that_cannot_be_folders_everywhere_are_refused(tmp_path: Path, names: tuple[str, ...], said: str) -> None:
    for name in names:
        (tmp_path / name).parent.mkdir(exist_ok=True)
        (tmp_path / name).write_text("name: Hub\npurpose: x\nstage: scoping\n", encoding="utf-8")
    done = run_partnerlab(tmp_path, "run", *names)
    assert done.returncode == 2
    assert said in " ".join(done.stderr.split())
    assert not (tmp_path / "outputs").exists()


def test_partners_whose_forms_would_be_one_file_get_a_file_each(tmp_path: Path) -> None:
    partners = "[{id: A/B, name: One}, {id: a b, name: Two}, {id: a-b, name: Three}]"
    text = f"name: Hub\npurpose: x\nstage: scoping\npartners: {partners}\nrisks: [{{id: R1, title: t}}]\n"
    (tmp_path / "hub.yaml").write_text(text, encoding="utf-8")
    done = run_partnerlab(tmp_path, "form", "hub.yaml")
    assert done.returncode == 0, done.stderr
    assert sorted(file.name for file in (tmp_path / "forms").iterdir()) == [
        "hub-A-B.html",
        "hub-a-b-2.html",
        "hub-a-b-3.html",
    ]


def test_a_path_written_as_on_windows_is_refused_with_how_to_write_it(tmp_path: Path) -> None:
    lay_out(tmp_path)
    file = tmp_path / "parameters" / "hub.yaml"
    file.write_text(FILE.replace("hub/risks.csv", r"hub\risks.csv"), encoding="utf-8")
    done = run_partnerlab(tmp_path, "check", "parameters/hub.yaml")
    assert done.returncode == 3
    assert "write / in place of \\" in done.stderr
