"""The list of licences is that of the packages that are pinned."""

from __future__ import annotations

from supply.licences import write_licences
from supply.pins import ROOT


def test_the_list_is_up_to_date() -> None:
    kept = (ROOT / "docs" / "licences.md").read_text(encoding="utf-8")
    assert kept == write_licences(), "run: python -m supply.licences > docs/licences.md"
