"""A partner opens the form from an e-mail, answers with the keyboard, saves, and the answers arrive."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from pathlib import Path
from typing import Any

import pytest
from click.testing import CliRunner

from answered import SAMPLE, copied_hub
from partnerlab.cli import main
from partnerlab.page.audit.accessibility import find_violations
from partnerlab.page.audit.browser import open_page
from partnerlab.partnership import edit_partnership

pytestmark = pytest.mark.browser


@pytest.fixture(autouse=True)
def _today(monkeypatch: pytest.MonkeyPatch) -> None:
    """Let every test of this kind run on one day, whatever the clock says."""
    monkeypatch.setattr("partnerlab.partnership.reading.today", lambda: date(2030, 1, 1))


@pytest.fixture
def hub(tmp_path: Path) -> Path:
    """A partnership with forms for two of its partners."""
    hub = copied_hub(tmp_path)
    words = ["form", str(hub), "-o", str(tmp_path / "forms"), "--partner", "NIFRS", "--partner", "PSNI"]
    assert CliRunner().invoke(main, words).exit_code == 0
    return hub


@pytest.fixture
def opened(browser: Any, hub: Path) -> Iterator[Any]:
    """The form of the fire service, without a network; anything it says on the console fails the test."""
    page = open_page(browser, hub.parent / "forms" / f"{SAMPLE}-NIFRS.html")
    said: list[str] = []
    page.on("console", lambda message: said.append(message.text))
    page.on("pageerror", lambda error: said.append(str(error)))
    page.reload()
    yield page
    assert said == []
    page.context.close()


def save_by_keyboard(page: Any, folder: Path) -> Path:
    page.locator("#save").focus()
    with page.expect_download() as download:
        page.keyboard.press("Enter")
    target = folder / download.value.suggested_filename
    download.value.save_as(target)
    return target


def test_two_partners_answer_by_keyboard_and_their_answers_arrive(browser: Any, hub: Path, tmp_path: Path):
    saved = []
    for partner, on in (("NIFRS", "11302026"), ("PSNI", "12012026")):
        page = open_page(browser, hub.parent / "forms" / f"{SAMPLE}-{partner}.html", locale="en-US")
        page.locator("#on").focus()
        page.keyboard.type(on)
        page.locator("[name=checklist_10]").first.focus()
        page.keyboard.press("ArrowDown")
        page.keyboard.press("Tab")
        page.keyboard.press("ControlOrMeta+a")
        page.keyboard.type("register of November")
        page.locator("#risk_R5_likelihood").focus()
        page.keyboard.type("5")
        page.keyboard.press("Tab")
        page.keyboard.type("2")
        saved.append((partner, save_by_keyboard(page, tmp_path)))
        assert "Send the file back" in page.inner_text("#said")
        page.context.close()
    assert [path.name for _, path in saved] == [
        f"{SAMPLE}-NIFRS-2026-11-30.answers.json", f"{SAMPLE}-PSNI-2026-12-01.answers.json",
    ]  # fmt: skip
    words = ["collect", *(str(path) for _, path in saved), "--into", str(hub), "--write"]
    result = CliRunner().invoke(main, words)
    assert result.exit_code == 0, result.output
    edit = edit_partnership(hub)
    for (partner, _), on in zip(saved, ("2026-11-30", "2026-12-01"), strict=True):
        row = {"on": on, "by": partner, "item": 10, "answer": "partly", "evidence": "register of November"}
        assert row in edit.rows("checklist")
        rating = {"risk": "R5", "by": partner, "on": on, "kind": "residual", "likelihood": 5, "impact": 2}
        assert rating in edit.rows("ratings")


def test_the_count_of_required_questions_follows_the_answers(opened: Any):
    before = int(opened.inner_text(".pf-contents .pf-count").split()[0])
    assert opened.locator("#risk_R1_impact").input_value() == ""
    opened.locator("#risk_R1_impact").select_option("3")
    assert opened.inner_text(".pf-contents .pf-count") == f"{before + 1} of 33 required questions answered"


def test_the_text_is_the_file_and_leads_to_what_is_open(opened: Any, hub: Path, tmp_path: Path):
    opened.locator("#copy").press("Enter")
    opened.wait_for_function("document.getElementById('said').textContent")
    assert "required questions are still open" in opened.inner_text("#said")
    (tmp_path / "mail.txt").write_text(opened.locator("#text").input_value(), encoding="utf-8")
    result = CliRunner().invoke(main, ["collect", str(tmp_path / "mail.txt"), "--into", str(hub)])
    assert "(NIFRS): mail.txt" in result.output
    opened.locator("#next-open").press("Enter")
    assert opened.evaluate("document.activeElement.name") == "risk_R1_likelihood"


def test_nothing_is_kept_in_the_browser(opened: Any):
    opened.locator("#risk_R1_impact").select_option("3")
    assert opened.evaluate("document.cookie") == ""
    assert opened.evaluate("localStorage.length + sessionStorage.length") == 0
    assert opened.evaluate("performance.getEntriesByType('resource').length") == 0


@pytest.mark.parametrize("look", [{}, {"color_scheme": "dark"}, {"viewport": {"width": 390, "height": 844}}])
def test_a_form_keeps_the_rules_of_accessibility(browser: Any, hub: Path, look: dict[str, Any]):
    page = open_page(browser, hub.parent / "forms" / f"{SAMPLE}-PSNI.html", **look)
    assert find_violations(page) == ()
    assert page.evaluate("document.documentElement.scrollWidth <= innerWidth")
    page.context.close()
