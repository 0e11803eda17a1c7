"""Imports ahead of time, and what can wait."""

from __future__ import annotations

import sys
from pathlib import Path

import pytest

from partnerlab.runner.kernel.imports import import_ahead, postponed


def test_a_failed_import_is_told_and_harms_nothing() -> None:
    assert import_ahead(["import no_such_module", "import json", "from json import nothing"]) == [
        "import no_such_module: ModuleNotFoundError: No module named 'no_such_module'",
        "from json import nothing: ImportError: cannot import name 'nothing' from 'json' "
        f"({sys.modules['json'].__file__})",
    ]


def test_a_postponed_module_is_imported_when_its_function_is_called(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delitem(sys.modules, "colorsys", raising=False)
    with postponed("colorsys", "rgb_to_hsv"):
        from colorsys import rgb_to_hsv  # noqa: PLC0415 - importing it here is the point

        assert "hsv_to_rgb" not in vars(sys.modules["colorsys"])
    assert "colorsys" not in sys.modules
    assert rgb_to_hsv(0, 0, 1)[2] == 1
    assert sys.modules["colorsys"].ONE_THIRD * 3 == 1


def test_whatever_else_is_asked_of_a_postponed_module_imports_it(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delitem(sys.modules, "colorsys", raising=False)
    with postponed("colorsys", "rgb_to_hsv"):
        import colorsys  # noqa: PLC0415 - importing it here is the point

        assert Path(str(colorsys.__file__)).stem == "colorsys"
        assert colorsys.ONE_THIRD * 3 == 1
        assert sys.modules["colorsys"] is not colorsys
    assert colorsys.rgb_to_hsv(0, 0, 1)[2] == 1


def test_a_module_that_is_not_installed_is_not_postponed() -> None:
    with postponed("no_such_module_anywhere", "anything"):
        assert "no_such_module_anywhere" not in sys.modules
