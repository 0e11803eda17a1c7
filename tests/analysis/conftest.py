"""A small partnership to which each test adds what it is about."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from typing import Any

import pytest

from partnerlab.partnership import Partnership


@pytest.fixture
def hub() -> Callable[..., Partnership]:
    def made(*partners: str, stage: str = "implementing", as_at: str = "2026-01-01", **facts: Any) -> Partnership:
        listed = facts.pop("partners", [{"id": name, "name": f"The {name}"} for name in partners])
        whole = Partnership(
            name="Hub", purpose="Reach people", stage=[{"stage": stage, "on": "2024-01-01"}], partners=listed, **facts
        )
        return whole.at(date.fromisoformat(as_at))

    return made
