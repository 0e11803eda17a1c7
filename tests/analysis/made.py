"""Partnerships made from the samples by chance: rows and answers left out, another stage, another day.

They are as different in completeness as real files are: some hold nearly everything, some next to nothing.
"""

from __future__ import annotations

import random
from collections.abc import Iterator
from datetime import date, timedelta
from functools import cache
from pathlib import Path
from typing import Any

from partnerlab.analysis.summary import prepare
from partnerlab.guide import stages
from partnerlab.partnership import Partnership, Record, read_partnership
from partnerlab.partnership.case import Stage

PARAMETERS = Path(__file__).parents[2] / "parameters"
NEEDED = {"partners", "stages", "scales", "instruments"}
"""Tables that are not left out as a whole: others refer to them, or nothing is asked without them."""


@cache
def samples() -> tuple[Partnership, ...]:
    """Return the five samples."""
    return tuple(read_partnership(file) for file in sorted(PARAMETERS.glob("*.yaml")))


def sample(slug: str) -> Partnership:
    """Return one of the samples, the same to all that ask: what follows from it is worked out once."""
    return next(row for row in samples() if row.slug == slug)


@cache
def followed(slug: str) -> Partnership:
    """Return one of the samples as the summary prepares it, the same to all that ask."""
    return prepare(sample(slug))


def make_partnerships(number: int, seed: int = 13) -> Iterator[Partnership]:
    """Yield partnerships made by chance, the same for one seed."""
    for n in range(number):
        yield _make(random.Random(f"{seed}/{n}"))  # noqa: S311 - figures, no secrets


def _make(chance: random.Random) -> Partnership:
    whole = chance.choice(samples()).whole
    kept, blank = chance.choice((0.1, 0.5, 0.9, 1.0)), chance.choice((0.0, 0.05, 0.3))
    tables = {name: rows for name in type(whole).model_fields if isinstance(rows := getattr(whole, name), tuple)}
    changed: dict[str, Any] = {
        name: tuple(_thin(row, chance, blank) for row in rows if chance.random() < max(kept, 0.3 * (name in NEEDED)))
        for name, rows in tables.items()
        if name not in {"stages", "scales", "instruments"}
    }
    for name in changed:
        if name not in NEEDED and chance.random() > (1 + kept) / 2:
            changed[name] = ()
    stage = chance.choice([row.id for row in stages()])
    changed["stages"] = (Stage(stage=stage, on=date(2020, 1, 1)),)
    changed["rationale"] = whole.rationale if chance.random() < kept else None
    newest = whole.newest_date() or date(2026, 6, 30)
    return whole.model_copy(update=changed).at(newest - timedelta(days=chance.choice((0, 0, 90, 400))))


def _thin(row: Record, chance: random.Random, blank: float) -> Record:
    """A row with some of its optional answers left out, and some of the rows below it."""
    left_out: dict[str, Any] = {}
    for name, field in type(row).model_fields.items():
        value = getattr(row, name)
        if isinstance(value, tuple) and value and isinstance(value[0], Record):
            left_out[name] = tuple(_thin(part, chance, blank) for part in value if chance.random() > blank)
        elif value is not None and field.default is None and not field.is_required() and chance.random() < blank:
            left_out[name] = None
    return row.model_copy(update=left_out)
