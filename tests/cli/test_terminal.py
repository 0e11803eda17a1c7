"""Lines are broken at a width that can be read, whatever the terminal says of itself."""

from __future__ import annotations

import pytest
from click.testing import CliRunner

from partnerlab.cli import main
from partnerlab.cli.terminal import columns_of_terminal
from samples import ROOT


@pytest.mark.parametrize(("said", "columns"), [("1", 40), ("21", 40), ("40", 40), ("80", 80), ("5000", 120)])
def test_a_width_is_neither_too_narrow_nor_too_wide(monkeypatch: pytest.MonkeyPatch, said: str, columns: int) -> None:
    monkeypatch.setenv("COLUMNS", said)
    assert columns_of_terminal() == columns


@pytest.mark.parametrize(
    "command", [["check", str(ROOT / "parameters" / "northern-food-network.yaml")], ["thresholds"]]
)
def test_commands_print_on_a_terminal_of_one_column(monkeypatch: pytest.MonkeyPatch, command: list[str]) -> None:
    monkeypatch.setenv("COLUMNS", "1")
    done = CliRunner().invoke(main, command)
    assert (done.exit_code, done.exception) == (0, None)
