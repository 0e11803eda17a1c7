"""Make the pictures of `first-hour.md`, a register as a sheet and the review that it leads to, and of the README.

Run it from the project's folder, with Chromium, Chrome or Edge on this machine: `python docs/make_pictures.py`.
"""

from __future__ import annotations

import sys
from pathlib import Path
from tempfile import TemporaryDirectory

from markupsafe import escape

ROOT = Path(__file__).resolve().parents[1]
sys.path.insert(0, str(ROOT / "tests"))

from partnerlab.page.audit.browser import open_browser, open_page  # noqa: E402 - after the path is set
from partnerlab.sheets import Sheet, read_sheets  # noqa: E402 - as above
from partnerlab.sheets.spreadsheet import Cell  # noqa: E402 - as above
from registers import FIRST_HOUR_FILE, FIRST_HOUR_STEPS, first_hour  # noqa: E402 - it stands with the tests, which use the same register
from samples import run_partnerlab  # noqa: E402 - as above

IMAGES = ROOT / "docs" / "images"
STEPS = (
    *FIRST_HOUR_STEPS,
    ("form", FIRST_HOUR_FILE),
    ("run", FIRST_HOUR_FILE),
    ("run", "parameters/harbour-regeneration.yaml", "--only", "risk-allocation"),
)
LOOK = """
body { font: 14px sans-serif; margin: 0; }
table { border-collapse: collapse; }
td, th { border: 1px solid #ccc; padding: 3px 6px; vertical-align: top; white-space: pre-line; max-width: 150px; }
th { background: #eee; font-weight: normal; color: #444; }
"""


def sheet_page(sheet: Sheet) -> str:
    """Return a sheet as a page that looks as a spreadsheet does: letters above, numbers at the left."""
    wide = max(map(len, sheet.rows))
    letters = "".join(f"<th>{chr(ord('A') + number)}</th>" for number in range(wide))
    lines = ("".join(f"<td>{escape(_text(cell))}</td>" for cell in row) for row in sheet.rows)
    rows = "".join(f"<tr><th>{number}</th>{line}</tr>" for number, line in enumerate(lines, 1))
    return f"<!doctype html><meta charset='utf-8'><style>{LOOK}</style><table><tr><th></th>{letters}</tr>{rows}</table>"


def _text(cell: Cell) -> str:
    return "" if cell is None else f"{cell:g}" if isinstance(cell, float) else str(cell)


def main() -> None:
    """Go through the first hour in an empty folder and take the pictures."""
    with TemporaryDirectory() as folder, open_browser() as browser:
        place = Path(folder)
        first_hour(place / "register.xlsx")
        sheet = place / "sheet.html"
        sheet.write_text(sheet_page(read_sheets(place / "register.xlsx")[0]), encoding="utf-8")
        for step in STEPS:
            done = run_partnerlab(place, *step)
            if done.returncode:
                sys.exit(done.stdout + done.stderr)
        size = {"width": 1280, "height": 800}
        open_page(browser, sheet, viewport=size).locator("table").screenshot(path=IMAGES / "first-hour-register.png")
        review = place / "outputs" / "coastal-support-partnership" / "03-risk-allocation.html"
        page = open_page(browser, review, viewport=size)
        page.screenshot(path=IMAGES / "first-hour-review.png")
        form = place / "forms" / "coastal-support-partnership-PSNI.html"
        asked = open_page(browser, form, viewport=size, locale="en-GB")
        asked.locator("#on").fill("2026-04-10")  # else it is the day on which the picture is made
        asked.screenshot(path=IMAGES / "first-hour-form.png")
        sample = place / "outputs" / "harbour-regeneration" / "03-risk-allocation.html"
        first = {"width": 1200, "height": 1000}
        open_page(browser, sample, viewport=first).screenshot(path=IMAGES / "review.png")
        page.evaluate("for (const part of document.querySelectorAll('details')) part.open = true;")
        page.locator("table", has_text="Open risks, worst first").screenshot(path=IMAGES / "first-hour-risks.png")


if __name__ == "__main__":
    main()
