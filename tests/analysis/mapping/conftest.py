"""What one partner answers of another."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest

ON = "2025-06-01"


@pytest.fixture
def tie() -> Callable[..., dict[str, Any]]:
    def made(by: str, about: str, actual: int | None = 3, **more: Any) -> dict[str, Any]:
        return {"by": by, "with": about, "on": ON, "actual": actual, **more}

    return made
