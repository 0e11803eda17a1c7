"""What is tried out starts anew where it no longer fits."""

from __future__ import annotations

from partnerlab.live.explorer import PARTS
from partnerlab.live.workbook import Workbook


def test_another_date_and_another_partnership_void_what_was_tried(hub):
    book = Workbook(hub)
    for verb in ("weights", "network", "forecast", "risk"):
        book.do({"do": verb})
    assert all(getattr(book.explorer, name) for name in ("weighed", "network", "tried"))
    assert set(PARTS) < book.do({"do": "date", "as_at": "2026-03-31"})
    assert not any(getattr(book.explorer, name) for name in PARTS)
    book.do({"do": "weights"})
    book.do({"do": "choose", "file": "harbour-regeneration.yaml"})
    assert not any(getattr(book.explorer, name) for name in PARTS)


def test_each_part_is_dressed_for_the_screen_by_name(hub):
    assert all(isinstance(getattr(Workbook(hub).explorer, name), dict) for name in PARTS)
