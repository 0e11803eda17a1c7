"""A new Excel workbook, written whole or not at all."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from io import BytesIO
from pathlib import Path

import xlsxwriter

from partnerlab.files import save

_OPTIONS = {"strings_to_formulas": False, "strings_to_urls": False, "strings_to_numbers": False, "in_memory": True}
"""Text stays text, whatever it begins with; no temporary files."""


@contextmanager
def new_book(path: Path) -> Iterator[xlsxwriter.Workbook]:
    """Give an empty workbook, and write it when it is filled; what stands there is replaced.

    Raises
    ------
    OSError
        It could not be written; what was there before still is.
    """
    held = BytesIO()
    with xlsxwriter.Workbook(held, _OPTIONS) as book:
        yield book
    save(path, held.getvalue())
