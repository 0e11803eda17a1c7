"""Who is in front of what is shown, as the notebook's own message tells it."""

from __future__ import annotations

import sys
from types import SimpleNamespace
from typing import Any

import pytest

from partnerlab.surroundings import current_shell, live_shell


def asking(monkeypatch: pytest.MonkeyPatch, message: dict[str, Any]) -> Any:
    """A shell that was asked by a message."""
    shell = SimpleNamespace(get_parent=lambda: message)
    monkeypatch.setitem(sys.modules, "IPython", SimpleNamespace(get_ipython=lambda: shell))
    return shell


def test_a_notebook_before_a_person_names_its_cell(monkeypatch):
    shell = asking(monkeypatch, {"metadata": {"cellId": "a1"}})
    assert live_shell() is shell


def test_a_control_that_a_person_used_counts(monkeypatch):
    shell = asking(monkeypatch, {"header": {"msg_type": "comm_msg"}, "metadata": {}})
    assert live_shell() is shell


def test_a_batch_names_no_cell(monkeypatch):
    shell = asking(monkeypatch, {"header": {"msg_type": "execute_request"}, "metadata": {}})
    assert live_shell() is None
    assert current_shell() is shell


def test_voila_runs_notebooks_for_people(monkeypatch):
    shell = asking(monkeypatch, {})
    monkeypatch.setenv("SERVER_SOFTWARE", "voila/0.5.8")
    assert live_shell() is shell


def test_a_terminal_is_no_notebook(monkeypatch):
    monkeypatch.setitem(sys.modules, "IPython", SimpleNamespace(get_ipython=SimpleNamespace))
    assert live_shell() is None
