"""Make the pictures of `live.md`: a newcomer's walk through the live workbook on a partnership that is an hour old.

Run it from the project's folder, with Chromium, Chrome or Edge on this machine: `python docs/make_live_pictures.py`.
"""

from __future__ import annotations

import sys
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

ROOT = Path(__file__).resolve().parents[1]
sys.path.insert(0, str(ROOT / "tests"))

from laboratory import PATIENCE, start_lab, stop_lab  # noqa: E402 - after the path is set
from partnerlab.page.audit.browser import open_browser  # noqa: E402 - as above
from partnerlab.partnership import read_partnership  # noqa: E402 - as above
from registers import FIRST_HOUR_FILE, FIRST_HOUR_STEPS, first_hour  # noqa: E402 - as above
from samples import run_partnerlab  # noqa: E402 - as above

IMAGES = ROOT / "docs" / "images"


class Walk:
    """A person before the live workbook, and the pictures that they take."""

    def __init__(self, page: Any) -> None:
        self.page = page
        self.panel = page.locator(".pl-panel")

    def picture(self, name: str, height: int = 900) -> None:
        """Take a picture from the head of the controls on."""
        self.page.evaluate("document.querySelector('.pl-panel').scrollIntoView({block: 'start'})")
        self.page.wait_for_timeout(1500)
        box = self.panel.bounding_box()
        clip = {"x": box["x"] - 12, "y": max(box["y"] - 8, 0), "width": box["width"] + 24, "height": height}
        self.page.screenshot(path=IMAGES / f"{name}.png", clip=clip)

    def fold(self, words: str) -> None:
        """Open or close a part of the controls."""
        self.panel.locator("summary", has_text=words).first.click()

    def choose(self, name: str, value: str) -> None:
        """Choose in a list."""
        self.panel.get_by_role("combobox", name=name, exact=True).select_option(value)
        self.page.wait_for_timeout(1500)

    def press(self, name: str) -> None:
        """Press a button."""
        self.panel.get_by_role("button", name=name, exact=True).click()

    def wait(self, words: str) -> None:
        """Wait until the controls say something."""
        self.page.wait_for_function(
            "words => document.querySelector('.pl-said')?.textContent.includes(words)", arg=words
        )

    def fill(self, column: str, text: str) -> None:
        """Fill in the last row of the table that is open."""
        cell = self.panel.locator(f'[data-column="{column}"]').last
        if cell.evaluate("cell => cell.tagName") == "SELECT":
            cell.select_option(text)
        else:
            cell.fill(text)
            cell.press("Tab")
        self.page.wait_for_timeout(800)


def walk(see: Walk) -> None:
    """Choose, try a risk, answer the self-assessment, move a lead, save."""
    see.page.wait_for_selector(".pl-figure", state="attached")
    see.page.wait_for_timeout(8000)
    see.picture("live-open", 760)
    see.fold("Try a risk")
    see.panel.locator("[data-part=likelihood]").wait_for()
    see.choose("Risk", "R4")
    see.choose("likelihood", "1")
    see.panel.locator(".pl-explore table").first.wait_for()
    see.picture("live-risk", 980)
    see.fold("Scenarios")
    see.panel.get_by_role("textbox", name="Name", exact=True).fill("R4 rarely")
    see.press("Keep what is typed as a scenario")
    see.wait("Kept as scenario")
    see.fold("Try a risk")
    see.press("Side by side")
    see.panel.locator('section[aria-label="Side by side"] table').first.wait_for()
    see.picture("live-scenario", 900)
    see.fold("Scenarios")
    see.fold("Edit the record")
    see.press("Discard changes")
    see.wait("discarded")
    see.choose("Table", "ratings")
    see.fill("impact", "9")
    see.wait("fault")
    see.picture("live-edit", 950)
    see.press("Undo")
    see.choose("Table", "checklist")
    for item in ("1", "2", "10"):
        see.press("Add a row")
        see.page.wait_for_timeout(1500)
        for column, text in {"on": "2026-04-10", "by": "PSNI", "item": item, "answer": "partly"}.items():
            see.fill(column, text)
    see.choose("Table", "leads")
    see.press("Add a row")
    see.page.wait_for_timeout(1500)
    for column, text in {"risk": "R1", "lead": "PSNI", "on": "2026-04-10"}.items():
        see.fill(column, text)
    see.press("What would change")
    see.panel.locator("section.pl-box pre").wait_for()
    see.press("Save")
    see.wait("Saved as change")
    see.picture("live-saved", 760)


def main() -> None:
    """Go through the first hour in an empty folder, then through the live workbook, and read the file back."""
    with TemporaryDirectory() as folder, open_browser() as browser:
        place = Path(folder)
        first_hour(place / "register.xlsx")
        for step in FIRST_HOUR_STEPS:
            done = run_partnerlab(place, *step)
            if done.returncode:
                sys.exit(done.stdout + done.stderr)
        process, address = start_lab(place, "coastal-support-partnership")
        try:
            context = browser.new_context(viewport={"width": 1300, "height": 1100})
            page = context.new_page()
            page.set_default_timeout(PATIENCE * 1000)
            page.goto(address)
            walk(Walk(page))
            context.close()
        finally:
            stop_lab(process)
        partnership = read_partnership(place / FIRST_HOUR_FILE)
        print(f"Saved: {len(partnership.checklist)} answers; R1 is led by {partnership.leads[-1].lead}.")
        done = run_partnerlab(place, "run", FIRST_HOUR_FILE, "--only", "risk")
        print(done.stdout[-300:])


if __name__ == "__main__":
    main()
