"""An audit with a browser finds what only a browser can tell."""

from __future__ import annotations

from pathlib import Path

import pytest

from page_corpus import SEEN, clean_page, in_main, in_style
from partnerlab.page.audit.pages import audit_pages

pytestmark = pytest.mark.browser


def test_a_good_page_has_no_fault(at_hand: None, failed_file: Path) -> None:
    audit = audit_pages(failed_file)
    assert audit.faults == ()
    assert audit.browser.startswith("Checked in a browser too")


def test_weak_contrast_is_found_in_the_look_that_has_it(at_hand: None, failed_file: Path, tmp_path: Path) -> None:
    weak = failed_file.read_text("utf-8").replace("--pl-muted:#b3bfca", "--pl-muted:#3a4652")
    page = tmp_path / "weak.html"
    # The policy knows the style by its hash, so a changed style needs a changed policy to be applied at all.
    page.write_text(weak.replace("style-src", "style-src &#39;unsafe-inline&#39;; x", 1), "utf-8")
    said = "\n".join(str(fault) for fault in audit_pages(page).faults)
    assert "color-contrast" in said


@pytest.mark.slow
def test_what_only_a_browser_sees_is_caught_and_its_look_alike_passes(at_hand: None, tmp_path: Path) -> None:
    for number, (_, html, fault, twin) in enumerate(SEEN):
        page = in_main(clean_page(), html)
        (tmp_path / f"{number}-faulty.html").write_text(in_style(page, fault), "utf-8")
        (tmp_path / f"{number}-twin.html").write_text(in_style(page, twin), "utf-8")
    faults = audit_pages(tmp_path).faults
    assert [str(fault) for fault in faults if "twin" in fault.file] == []
    for number, (rule, *_) in enumerate(SEEN):
        assert [str(fault) for fault in faults if fault.file == f"{number}-faulty.html" and rule in fault.message]
