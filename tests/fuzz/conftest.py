"""How many inputs are generated, from which seed; both are told at the end of a run."""

from __future__ import annotations

import os

import pytest

SEED = int(os.environ.get("PARTNERLAB_FUZZ_SEED", "20260331"))
"""What the generated inputs follow from; another seed gives others."""

_tried = {"inputs": 0, "read": 0}


@pytest.fixture(scope="session")
def tried() -> dict[str, int]:
    """Counts of the inputs that were tried, and of those that could be read."""
    return _tried


def pytest_terminal_summary(terminalreporter: pytest.TerminalReporter) -> None:
    if _tried["inputs"]:
        terminalreporter.write_line(
            f"fuzz: {_tried['inputs']} generated inputs, {_tried['read']} of them read and the others refused; "
            f"seed {SEED} (PARTNERLAB_FUZZ_SEED, PARTNERLAB_FUZZ_INPUTS)"
        )
