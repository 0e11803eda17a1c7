"""Pages on paper: tagged, marked, numbered, whole, the same every time."""

from __future__ import annotations

import re
import shutil
import subprocess
from pathlib import Path

import pytest

from partnerlab.page.audit.pdf import write_pdfs

COVERS = ("partnerlab.page.audit.pdf",)

pytestmark = pytest.mark.browser


@pytest.fixture(scope="module")
def printed(at_hand: None, page_file: Path) -> Path:
    (pdf,) = write_pdfs([page_file])
    return pdf


def test_the_pdf_is_tagged_and_named(printed: Path) -> None:
    content = printed.read_bytes()
    assert content.startswith(b"%PDF")
    assert b"/StructTreeRoot" in content
    assert re.search(rb"/MarkInfo\s*<<[^>]*/Marked true", content)
    assert b"/Lang (en-GB)" in content


def test_no_moment_of_printing_is_in_it(printed: Path) -> None:
    dates = re.findall(rb"/(?:CreationDate|ModDate) \(D:(\d{14})", printed.read_bytes())
    assert dates
    assert set(dates) <= {b"20000101000000"}


def test_the_same_page_gives_the_same_bytes(printed: Path, page_file: Path) -> None:
    first = printed.read_bytes()
    (again,) = write_pdfs([page_file])
    assert again.read_bytes() == first


def test_its_parts_are_numbered_from_one_however_busy_the_browser_was(printed: Path) -> None:
    numbers = sorted({int(number) for number in re.findall(rb"\(node(\d{8})\)", printed.read_bytes())})
    assert numbers == list(range(1, len(numbers) + 1)) != []


def test_every_sheet_has_the_marking_at_head_and_foot_and_its_number(printed: Path) -> None:
    if shutil.which("pdftotext") is None:
        pytest.skip("pdftotext (poppler-utils) is not installed")
    told = subprocess.run(["pdftotext", "-layout", printed, "-"], capture_output=True, text=True, check=True)  # noqa: S607 - looked up above
    sheets = told.stdout.split("\f")[:-1]
    assert len(sheets) > 1
    for number, sheet in enumerate(sheets, start=1):
        assert sheet.count("OFFICIAL") >= 2
        assert f"Page {number} of {len(sheets)}" in sheet


def test_links_are_spelled_out_and_folded_findings_are_printed(printed: Path) -> None:
    if shutil.which("pdftotext") is None:
        pytest.skip("pdftotext (poppler-utils) is not installed")
    told = subprocess.run(["pdftotext", printed, "-"], capture_output=True, text=True, check=True)  # noqa: S607 - as above
    text = told.stdout
    assert "the source (https://example.org)" in re.sub(r"\s+", " ", text)
    assert text.count("In place") >= 3


def test_no_page_no_browser() -> None:
    assert write_pdfs([]) == []
