"""Imports ahead of time, and placeholders for what can wait."""

from __future__ import annotations

import sys
from pathlib import Path

import pytest

from partnerlab.runner.kernel.imports import Placeholder, import_ahead, postpone, postponed


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

        assert isinstance(sys.modules["colorsys"], Placeholder)
        assert sys.modules["colorsys"].waits
    assert "colorsys" not in sys.modules
    assert rgb_to_hsv(0, 0, 1)[2] == 1


def test_a_module_that_is_put_off_keeps_what_was_put_in_place_and_is_followed_up(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.delitem(sys.modules, "colorsys", raising=False)
    assert postpone("colorsys", ["rgb_to_hsv", "hsv_to_rgb"])
    assert not postpone("colorsys", ["rgb_to_hsv"])
    import colorsys  # noqa: PLC0415 - importing it here is the point

    followed: list[str] = []
    assert isinstance(colorsys, Placeholder)
    colorsys.afterwards.append(lambda: followed.append("done"))
    monkeypatch.setattr(colorsys, "rgb_to_hsv", lambda: "ours")
    assert (colorsys.rgb_to_hsv(), colorsys.waits, followed) == ("ours", True, [])
    assert Path(str(colorsys.__file__)).stem == "colorsys"
    assert (colorsys.waits, colorsys.ONE_THIRD * 3) == (True, 1)
    assert (colorsys.waits, followed) == (False, ["done"])
    assert colorsys.hsv_to_rgb(0.0, 0.0, 1.0) == (1.0, 1.0, 1.0)
    assert followed == ["done"]


def test_a_module_that_is_not_installed_is_not_put_off() -> None:
    assert not postpone("no_such_module_anywhere", ["anything"])
    assert "no_such_module_anywhere" not in sys.modules
