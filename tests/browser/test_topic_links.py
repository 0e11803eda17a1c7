"""What leads from the summary to a review, in JupyterLab: to its notebook, run for what was chosen last."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from laboratory import Session, opened_lab

pytestmark = [
    pytest.mark.browser,
    pytest.mark.slow,
]

SHOWN = "[...document.querySelectorAll('.jp-NotebookPanel:not(.lm-mod-hidden)')].some(panel => {})"
"""What holds when something holds of the notebook that is in front."""


@pytest.fixture
def lab(browser: Any, tmp_path: Path) -> Iterator[Session]:
    listed = "document.querySelectorAll('pl-piece a[href*=\"-risk-allocation.html\"]').length"
    with opened_lab(browser, tmp_path, "riverside-support-hub", "--notebook", "summary", until=listed) as session:
        yield session


def follow(lab: Session, name: str) -> None:
    """Follow a link of the notebook in front, until the review that it names has run there."""
    lab.page.locator("pl-piece a:visible", has_text=name).first.click()
    ran = (
        "panel.querySelector('.pl-lead') && [...panel.querySelectorAll('h1')].some(head => head.textContent.startsWith"
    )
    lab.until(SHOWN.format(f"{ran}('{name}'))"))


def in_front(lab: Session) -> str:
    return str(lab.page.locator(".jp-NotebookPanel:visible .pl-lead").first.text_content())


def ask_what_it_would_take(lab: Session) -> None:
    """Ask it at a finding of the notebook in front, and be told there."""
    lab.page.locator(".jp-NotebookPanel:visible details:has(.pl-finding) > summary").first.click()
    asks = lab.page.locator(".jp-NotebookPanel:visible .pl-need:visible")
    asks.first.click()
    lab.page.locator(".jp-NotebookPanel:visible .pl-needs h4").wait_for()


def test_each_review_opens_as_its_notebook_for_the_partnership_that_was_chosen_last(lab: Session) -> None:
    follow(lab, "Risk allocation")
    assert "Riverside Support Hub" in in_front(lab)
    assert lab.page.url.endswith("/lab/tree/notebooks/03-risk-allocation.ipynb")
    lab.page.get_by_role("tab", name="00-summary.ipynb").click()
    panel = lab.page.locator(".jp-NotebookPanel:visible .pl-panel")
    panel.get_by_role("combobox", name="Partnership", exact=True).select_option("harbour-regeneration.yaml")
    lab.until(SHOWN.format("panel.querySelector('.pl-said')?.textContent.includes('Harbour')"))
    follow(lab, "Mapping")
    assert "Harbour" in in_front(lab)
    ask_what_it_would_take(lab)
    lab.page.get_by_role("tab", name="00-summary.ipynb").click()
    lab.page.locator("pl-piece a:visible", has_text="Risk allocation").first.click()
    lab.until(SHOWN.format("panel.querySelector('.pl-lead')?.textContent.includes('Harbour')"))
    assert lab.page.url.endswith("/lab/tree/notebooks/03-risk-allocation.ipynb")
    assert lab.outside() == []
    assert lab.said == []
