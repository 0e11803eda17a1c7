"""Which files of a folder describe partnerships, by their names alone."""

from __future__ import annotations

from pathlib import Path

YAML = frozenset({".yaml", ".yml"})
"""Endings of the files that describe partnerships, in small letters."""
REGISTER_NAME = "organisations.yaml"
"""Name of the register of organisations beside the partnerships' files; it is no partnership."""


def partnerships_in(folder: Path) -> list[Path]:
    """Return the files of a folder that may describe a partnership, in order, however the ending of YAML is written.

    Examples
    --------
    >>> [file.name for file in partnerships_in(Path("parameters"))][:2]
    ['glens-health-alliance.yaml', 'harbour-regeneration.yaml']
    """
    found = (file for file in folder.glob("*") if file.suffix.lower() in YAML and file.name != REGISTER_NAME)
    return sorted(file for file in found if not file.is_dir())
