"""A small partnership to ask, and what a signal says of it."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date

import pytest

from partnerlab.analysis.signals.signal import Signal, Source
from partnerlab.partnership import Partnership

TODAY = date(2026, 6, 30)


def make_hub(stage: str = "managing", *, members: str = "AB", **answers) -> Partnership:
    """Return a partnership at a stage, with partners of one letter each, as it stands on a date."""
    answers.setdefault("partners", [{"id": name, "name": f"Body {name}"} for name in members])
    whole = Partnership(name="Hub", purpose="Reach people", stage=[{"stage": stage, "on": "2024-01-05"}], **answers)
    return whole.at(TODAY)


@pytest.fixture
def hub() -> Callable[..., Partnership]:
    """Make a partnership."""
    return make_hub


@pytest.fixture
def says() -> Callable[..., tuple[str, int, int]]:
    """Ask a source: the polarity, how many observations it rests on, of how many."""

    def ask(source: Source, stage: str = "managing", **answers) -> tuple[str, int, int]:
        signal: Signal = source(make_hub(stage, **answers))
        assert signal.text
        assert signal.name == source.name
        return signal.polarity.value, signal.n, signal.of

    return ask
