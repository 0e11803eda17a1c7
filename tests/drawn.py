"""What figures are drawn with for the length of a test, and then as before."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

from partnerlab.display.context import DrawingContext, draw_with, drawing_context


@contextmanager
def drawn_with(**told: Any) -> Iterator[DrawingContext]:
    """Draw figures so for a while, as `draw_with` takes it, and then as before."""
    before = drawing_context()
    draw_with(**told)
    try:
        yield drawing_context()
    finally:
        draw_with(**vars(before))
