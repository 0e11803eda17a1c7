"""What processes that test share is made once, by whichever asks first, and a change of it is seen."""

from __future__ import annotations

from pathlib import Path

import pytest

import once as sharing


@pytest.fixture(autouse=True)
def _folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv(sharing.FOLDER, str(tmp_path))


def test_it_is_made_once_and_each_process_has_its_own() -> None:
    made: list[int] = []
    with sharing.once("list", lambda: made.append(1) or [1, 2]) as first, sharing.once("list", list) as second:
        assert first == second == [1, 2]
        assert first is not second
    assert made == [1]


def test_who_changes_it_is_told() -> None:
    with (
        pytest.raises(AssertionError, match="a test has changed list"),
        sharing.once("list", lambda: [1, 2]) as shared,
    ):
        shared.append(3)
    with sharing.once("list", list) as whole:
        assert whole == [1, 2]


def test_what_failed_is_made_by_the_next() -> None:
    with pytest.raises(ZeroDivisionError), sharing.once("number", lambda: 1 // 0):
        pass
    with sharing.once("number", lambda: 1) as number:
        assert number == 1
