"""Whether somebody sits at a terminal, whom a command may ask."""

from __future__ import annotations

import sys


def is_somebody_there() -> bool:
    """Whether answers can be typed: a script or a pipeline is told what is missing instead."""
    return sys.stdin.isatty()
