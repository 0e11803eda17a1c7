"""A redacted run leaves out names, contact details and free-text notes, to the last byte."""

from __future__ import annotations

from pathlib import Path
from zipfile import ZipFile

import pytest

from samples import run_partnerlab

pytestmark = pytest.mark.slow

PRIVATE = ("Aoife Testperson", "aoife@example.org", "her leave ends in May", "told us in confidence", "what we heard")
FILE = """\
name: Hub
purpose: Reach people early
stage: implementing
marking: OFFICIAL-SENSITIVE
story: told us in confidence
broker: {organisation: A, role: Manager, name: Aoife Testperson, contact: aoife@example.org, from: 2026-01-01}
partners:
  A:
    name: Agency A
    note: her leave ends in May
    representatives:
      - role: "Aoife Testperson, Director"
        name: Aoife Testperson
        contact: aoife@example.org
        from: 2026-01-01
        note: told us in confidence
  B: {name: Body B}
agenda: [{item: 1, known: told us in confidence, open: what we heard, on: 2026-01-01}]
meetings: [{on: 2026-02-01, present: [A], minute: told us in confidence}]
governance:
  b:
    {name: Board, kind: committee, chair: "Testperson, Aoife",
     other_members: [{kind: elected, name: Aoife Testperson, from: 2026-01-01}]}
risks: {R1: {title: Late data}}
actions: [{id: A1, title: Ask Aoife Testperson, owner: Chair (A. Testperson), on: 2026-01-01, due: 2026-03-01}]
owners: [{risk: R1, role: Head (AOIFE TESTPERSON), name: Aoife Testperson, from: 2026-01-01}]
indicators:
  x: {title: Crime, unit: "%", good_direction: down, story: what we heard, values: [{period: 2024, value: 3}]}
"""


@pytest.fixture(scope="module")
def outputs(place: Path) -> Path:
    file = place / "private" / "hub.yaml"
    file.parent.mkdir()
    file.write_text(FILE, encoding="utf-8")
    done = run_partnerlab(place, "run", "private/hub.yaml", "--redact", "--interactive", "-o", "redacted")
    assert done.returncode == 0, done.stdout + done.stderr
    return place / "redacted"


def test_nothing_private_is_left_in_any_byte(outputs: Path):
    written = [file for file in outputs.rglob("*") if file.is_file()]
    assert len(written) >= 11
    for file in written:
        for private in PRIVATE:
            assert private.encode() not in file.read_bytes(), f"{private} in {file.name}"


@pytest.mark.parametrize("kind", ["action-log", "agenda", "brief", "memorandum", "risk-register", "updates"])
def test_whoever_is_listed_is_in_no_other_words_either_of_pages_and_papers(outputs: Path, place: Path, kind: str):
    pages = {file.name: file.read_bytes() for file in outputs.rglob("*") if file.is_file()}
    assert b"[name 1], Director" in b"".join(pages.values())
    command = ("documents", "private/hub.yaml", "--redact", "--only", kind, "-o", f"papers-{kind}")
    done = run_partnerlab(place, *command)
    assert done.returncode == 0, done.stdout + done.stderr
    (paper,) = (place / f"papers-{kind}").iterdir()
    with ZipFile(paper) as parts:
        pages |= {part: parts.read(part) for part in parts.namelist()}
    assert [name for name, content in pages.items() if b"testperson" in content.lower()] == []


def test_the_specifications_of_interactive_charts_were_looked_through_too(outputs: Path):
    notebooks = [file.read_text(encoding="utf-8") for file in (outputs / "hub").glob("*.ipynb")]
    assert any('"application/vnd.partnerlab.figure+json"' in notebook for notebook in notebooks)


def test_listed_names_are_struck_out_of_every_byte_and_the_page_says_so(place: Path) -> None:
    folder = place / "listed"
    folder.mkdir()
    typed = FILE.replace("{R1: {title: Late data}}", "{R1: {title: Zara Listed's post is vacant, shared_by: [A, B]}}")
    typed = typed.replace("  B: {name: Body B}", "  B: {name: Body B of ZARA  LISTED}")
    (folder / "hub.yaml").write_text(typed, encoding="utf-8")
    (folder / "names.txt").write_text("Zara Listed\n", encoding="utf-8")
    options = ("--redact", "--redact-names", "listed/names.txt", "--interactive", "--only", "risk", "-o")
    for output in ("struck", "struck-again"):
        done = run_partnerlab(place, "run", "listed/hub.yaml", *options, output)
        assert done.returncode == 0, done.stdout + done.stderr
    written = [file for file in (place / "struck").rglob("*") if file.is_file()]
    assert not [file.name for file in written if b"zara" in file.read_bytes().lower()]
    page = (place / "struck" / "hub" / "03-risk-allocation.html").read_text(encoding="utf-8")
    assert "[name 1]'s post is vacant" in page.replace("&#39;", "'")
    assert "Redacted: " in page
    assert "Names of a list are struck out" in page
    for file in written:
        if file.name != "run.json":  # which tells when
            again = place / "struck-again" / file.relative_to(place / "struck")
            assert again.read_bytes() == file.read_bytes(), file.name


def test_roles_and_the_marking_stay(outputs: Path):
    pages = [page.read_text(encoding="utf-8") for page in (outputs / "hub").glob("*.html")]
    assert any("Director" in page or "Manager" in page for page in pages)
    assert all(page.count("OFFICIAL-SENSITIVE") >= 2 for page in pages)
