"""Letters without a shape: fonts that hold only how wide each letter of a chart is.

Charts are laid out before anybody knows what fonts their reader has, so every label must be measured beforehand. The
fonts here hold the widths that Arial, Liberation Sans and Helvetica share, and a plain triangle for each letter. So a
chart is laid out alike on every machine, whatever fonts it has, and in half the time, since they are small and quick
to look into.
"""

from __future__ import annotations

from pathlib import Path

FOLDER = Path(__file__).parent
"""Where the fonts stand."""

FAMILY = "Partnerlab Widths"
"""What they are called."""

STYLES = {"Regular": 400, "Bold": 700}
"""The styles that charts use, with their weights."""

RANGES = (
    *((0x20, 0x7F), (0xA0, 0x180), (0x384, 0x3CF), (0x401, 0x45D), (0x1E80, 0x1E86), (0x2010, 0x2045)),
    *((0x20A0, 0x20C0), (0x2100, 0x2127), (0x2190, 0x2196), (0x2200, 0x2270), (0x25A0, 0x25D0)),
)
"""Characters that they know, as far as the font they are made from has them; others are measured in another font."""


PAIRED = " abcdefghijklmnopqrstuvwxyz"
"""Characters of which any two that stand together are measured as one."""


def font_file(style: str) -> Path:
    """Where the font of a style, ``Regular`` or ``Bold``, stands.

    Examples
    --------
    >>> font_file("Bold").name
    'widths-bold.ttf'
    """
    return FOLDER / f"widths-{style.lower()}.ttf"
