"""How wide a text on the terminal may be."""

from __future__ import annotations

import shutil

NARROWEST, WIDEST = 40, 120
"""Columns between which lines are broken, however narrow or wide the terminal says that it is."""


def columns_of_terminal() -> int:
    """Return at how many columns lines are to be broken.

    Examples
    --------
    >>> NARROWEST <= columns_of_terminal() <= WIDEST
    True
    """
    return max(NARROWEST, min(shutil.get_terminal_size().columns, WIDEST))
