"""Memory that was let go of goes back to the system where that can be done, and nothing else changes."""

from __future__ import annotations

import gc
import sys

import pytest

from partnerlab.memory import MANY, give_back


class Ring:
    """Something that holds itself, as only the collector of rubbish can see."""

    alive = 0

    def __init__(self) -> None:
        self.own = self
        Ring.alive += 1

    def __del__(self) -> None:
        Ring.alive -= 1


def test_rubbish_that_holds_itself_is_collected() -> None:
    gc.disable()
    try:
        Ring()
        assert Ring.alive == 1
        give_back()
        assert Ring.alive == 0
    finally:
        gc.enable()


def test_after_little_was_let_go_of_nothing_is_searched(monkeypatch: pytest.MonkeyPatch) -> None:
    searched: list[int] = []
    monkeypatch.setattr("partnerlab.memory.gc.collect", lambda: searched.append(1))
    give_back(of=MANY - 1)
    assert searched == []
    give_back(of=MANY)
    assert searched == [1]


@pytest.mark.parametrize("platform", ["win32", "darwin"])
def test_systems_without_such_a_call_do_without(platform: str, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(sys, "platform", platform)
    monkeypatch.setattr("partnerlab.memory.ctypes.CDLL", None)
    give_back()
