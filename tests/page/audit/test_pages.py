"""An audit checks every page under a folder and says what it could not check."""

from __future__ import annotations

from pathlib import Path

import pytest
from nbformat.v4 import new_markdown_cell, new_notebook

from partnerlab.errors import RunError
from partnerlab.page.audit.pages import LIVE, audit_pages
from partnerlab.page.render.exporter import render_page


@pytest.fixture
def outputs(tmp_path: Path) -> Path:
    (tmp_path / "hub").mkdir()
    page = render_page(new_notebook(cells=[new_markdown_cell("# Risks")]), name="x")
    (tmp_path / "index.html").write_text(page, "utf-8")
    (tmp_path / "hub" / "01-scoping.html").write_text(page, "utf-8")
    return tmp_path


def test_good_pages_have_no_fault(outputs: Path) -> None:
    audit = audit_pages(outputs, with_browser=False)
    assert audit.pages == ("hub/01-scoping.html", "index.html")
    assert audit.faults == ()


def test_a_fault_names_page_line_and_way_out(outputs: Path) -> None:
    page = outputs / "hub" / "01-scoping.html"
    page.write_text(page.read_text("utf-8").replace("</main>", "<script></script></main>"), "utf-8")
    (fault,) = audit_pages(outputs, with_browser=False).faults
    assert fault.file == "hub/01-scoping.html"
    assert fault.line > 1
    assert "take it out" in fault.message


def test_a_page_too_large_to_send_is_a_fault(outputs: Path) -> None:
    faults = audit_pages(outputs, largest=1_000, with_browser=False).faults
    assert [fault.file for fault in faults] == ["hub/01-scoping.html", "index.html"]
    assert "at most 1,000" in faults[0].message


def test_an_interactive_page_may_have_more_but_not_any_number_of_bytes(outputs: Path) -> None:
    carried = '<script type="application/json" class="pl-specification">[]</script>'
    page = outputs / "index.html"
    page.write_text(page.read_text("utf-8").replace("</main>", f"{carried}</main>"), "utf-8")
    assert [fault.file for fault in audit_pages(outputs, largest=1_000, with_browser=False).faults] == [
        "hub/01-scoping.html"
    ]
    page.write_text(page.read_text("utf-8").replace("[]", f"[{' ' * LIVE}]"), "utf-8")
    assert "at most 1,301,000" in str(audit_pages(page, largest=1_000, with_browser=False).faults[0])


def test_one_page_can_be_checked(outputs: Path) -> None:
    assert audit_pages(outputs / "index.html", with_browser=False).pages == ("index.html",)


def test_a_page_that_is_not_text_is_a_fault(outputs: Path) -> None:
    (outputs / "index.html").write_bytes(b"\xff\xfe")
    assert "not UTF-8" in audit_pages(outputs, with_browser=False).faults[0].message


def test_nothing_to_check_is_said(tmp_path: Path) -> None:
    with pytest.raises(RunError, match="no page to check"):
        audit_pages(tmp_path)
    with pytest.raises(RunError, match="no page to check"):
        audit_pages(tmp_path / "absent.html")


def test_without_a_browser_the_rest_is_checked_and_the_gap_is_said(
    outputs: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("partnerlab.page.audit.browser.locate_browser", lambda: None)
    audit = audit_pages(outputs)
    assert audit.faults == ()
    assert "not checked" in audit.browser
