"""Colours as numbers: the contrast that WCAG asks for."""

from __future__ import annotations

import re

TEXT_CONTRAST = 4.5
"""Least contrast of text with what is behind it (WCAG 2.2, success criterion 1.4.3)."""
GRAPHIC_CONTRAST = 3.0
"""Least contrast of graphics and controls with what is beside them (WCAG 2.2, 1.4.11)."""

_HEX = re.compile(r"#[0-9a-f]{6}")


def is_colour(text: object) -> bool:
    """Tell whether a value is a colour written as six hexadecimal digits.

    Examples
    --------
    >>> is_colour("#0B5C7D"), is_colour("teal")
    (True, False)
    """
    return isinstance(text, str) and _HEX.fullmatch(text.lower()) is not None


def relative_luminance(colour: str) -> float:
    """Relative luminance of a colour, from 0 (black) to 1 (white).

    Source: WCAG 2.2, definition of relative luminance.

    Examples
    --------
    >>> relative_luminance("#ffffff")
    1.0
    """
    channels = (int(colour[place : place + 2], 16) / 255 for place in (1, 3, 5))
    red, green, blue = (
        channel / 12.92 if channel <= 0.04045 else ((channel + 0.055) / 1.055) ** 2.4 for channel in channels
    )
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue


def contrast_ratio(one: str, other: str) -> float:
    """Contrast between two colours, from 1 (the same) to 21 (black on white).

    Source: WCAG 2.2, definition of contrast ratio.

    Examples
    --------
    >>> contrast_ratio("#000000", "#ffffff")
    21.0
    >>> round(contrast_ratio("#777777", "#ffffff"), 2)
    4.48
    """
    lighter, darker = sorted((relative_luminance(one), relative_luminance(other)), reverse=True)
    return (lighter + 0.05) / (darker + 0.05)
