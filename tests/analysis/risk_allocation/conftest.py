"""Partnerships made in a few lines, so that each test shows what its answer rests on."""

from __future__ import annotations

from datetime import date

import pytest

from partnerlab.partnership import Partnership

TODAY = date(2026, 6, 30)
LEAST = {"name": "Hub", "purpose": "Reach people", "stage": [{"stage": "implementing", "on": "2025-01-01"}]}
TWO = [{"id": "A", "name": "A"}, {"id": "B", "name": "B"}]


@pytest.fixture
def made():
    """Make a partnership of two partners, A and B, implementing, as at 30 June 2026; parts given replace its own."""

    def make(**parts):
        return Partnership(**{**LEAST, "partners": TWO, **parts}).at(TODAY)

    return make


@pytest.fixture
def rated():
    """Make a residual rating of 1 June 2026."""

    def rate(risk, likelihood, impact, by=None, *, kind="residual", on="2026-06-01"):
        return {"risk": risk, "by": by, "on": on, "kind": kind, "likelihood": likelihood, "impact": impact}

    return rate
