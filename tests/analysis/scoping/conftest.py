"""A small partnership to ask, and what a rule says of it."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date

import pytest

from partnerlab.analysis.catalogue import Rule
from partnerlab.analysis.findings import Finding
from partnerlab.partnership import Partnership

TODAY = date(2026, 3, 31)


def make_hub(stage: str = "building", *, members: str = "AB", as_at: date | None = TODAY, **answers) -> Partnership:
    """Return a partnership at a stage, with partners of one letter each, as it stands on a date."""
    answers.setdefault("partners", [{"id": name, "name": f"Body {name}", "sector": "statutory"} for name in members])
    whole = Partnership(name="Hub", purpose="Reach people", stage=[{"stage": stage, "on": "2026-01-05"}], **answers)
    return whole.at(as_at) if as_at else whole


@pytest.fixture
def hub() -> Callable[..., Partnership]:
    """Make a partnership."""
    return make_hub


@pytest.fixture
def judge() -> Callable[..., dict[str, str]]:
    """Ask a rule: the severity of each subject."""

    def ask(rule: Rule, stage: str = "building", **answers) -> dict[str, str]:
        return {row.subject: row.severity.value for row in rule.findings(make_hub(stage, **answers))}

    return ask


@pytest.fixture
def finding() -> Callable[..., Finding]:
    """Ask a rule that finds exactly one thing: that finding."""

    def ask(rule: Rule, stage: str = "building", **answers) -> Finding:
        (found,) = rule.findings(make_hub(stage, **answers))
        return found

    return ask
