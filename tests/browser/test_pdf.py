"""Pages on paper: tagged, marked, numbered, whole, the same every time."""

from __future__ import annotations

import re
import shutil
import subprocess
from io import BytesIO
from pathlib import Path

import pikepdf
import pytest

import page
from partnerlab.page.audit.pdf import write_pdfs

COVERS = ("partnerlab.page.audit.pdf", "partnerlab.page.audit.tagged_pdf")

REVIEWED = "northern-food-network"
"""A sample of a middle size."""

pytestmark = pytest.mark.browser


@pytest.fixture(scope="module")
def printed(at_hand: None, page_file: Path) -> Path:
    (pdf,) = write_pdfs([page_file])
    return pdf


def test_an_independent_checker_finds_it_to_be_pdf_ua_1(printed: Path) -> None:
    report = page.validate_pdf(printed, profile="ua1")
    assert [(row.rule_id, row.message) for row in report.failures] == []
    assert report.is_compliant
    assert report.rules.total > 100


@pytest.mark.slow
def test_each_kind_of_page_of_a_review_and_the_index_are_pdf_ua_1(at_hand: None, reviews: Path, tmp_path: Path) -> None:
    """The summary, the four reviews and the index of all, as a run leaves them."""
    pages = [*sorted((reviews / REVIEWED).glob("*.html")), reviews / "index.html"]
    copies = [Path(shutil.copy(one, tmp_path)) for one in pages]  # other tests read the run's own folder
    assert [one.stem.lstrip("0123456789-") for one in copies] == [
        "scoping",
        "mapping",
        "risk-allocation",
        "evaluation",
        "summary",
        "index",
    ]
    for pdf in write_pdfs(copies):
        report = page.validate_pdf(pdf, profile="ua1")
        assert [(row.rule_id, row.message) for row in report.failures] == [], pdf.stem
        assert report.is_compliant, pdf.stem


def test_the_pdf_is_tagged_and_named(printed: Path, page_file: Path) -> None:
    with pikepdf.open(printed) as document:
        assert document.Root.MarkInfo.Marked
        assert document.Root.Lang == "en-GB"
        assert document.Root.ViewerPreferences.DisplayDocTitle
        title = document.open_metadata()["dc:title"]
    assert f"<title>{title}</title>" in page_file.read_text("utf-8")


def test_each_link_says_where_it_leads(printed: Path) -> None:
    with pikepdf.open(printed) as document:
        links = [link for sheet in document.pages for link in sheet.obj.get("/Annots", ()) if link.Subtype == "/Link"]
        assert links
        assert all(str(link.Contents).strip() for link in links)


def test_no_moment_of_printing_is_in_it(printed: Path) -> None:
    with pikepdf.open(printed) as document:
        dates = [str(document.docinfo[name]) for name in ("/CreationDate", "/ModDate") if name in document.docinfo]
    assert dates
    assert {date[:16] for date in dates} == {"D:20000101000000"}


def test_the_same_page_gives_the_same_bytes(printed: Path, page_file: Path) -> None:
    first = printed.read_bytes()
    (again,) = write_pdfs([page_file])
    assert again.read_bytes() == first


def test_its_parts_are_numbered_from_one_however_busy_the_browser_was(printed: Path) -> None:
    with pikepdf.open(printed) as document:
        document.save(held := BytesIO(), compress_streams=False, object_stream_mode=pikepdf.ObjectStreamMode.disable)
    numbers = sorted({int(number) for number in re.findall(rb"\(node(\d{8})\)", held.getvalue())})
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
