"""Who agreed what last time, and what became of it."""

from __future__ import annotations

from dataclasses import dataclass

import pandas as pd

from partnerlab.analysis.facts.actions import assess_actions
from partnerlab.partnership import Partnership
from partnerlab.wording import counted, say_day, verb

MOST_AGREED = 3
"""Rows that fit, with all other parts, on two sheets of paper."""


@dataclass(frozen=True)
class AgreedLine:
    """An action that stood open at the last review, and what became of it since."""

    what: str
    owner: str | None
    became: str
    late: bool


@dataclass(frozen=True)
class Agreed:
    """Who agreed what last time and what became of it: the count in words, those most overdue first."""

    rows: tuple[AgreedLine, ...]
    told: str


def follow_up(partnership: Partnership) -> Agreed:
    """Say who agreed what by the last review, and what became of it since.

    Examples
    --------
    >>> hub = Partnership(name="Hub", purpose="Reach people early", stage=[{"stage": "scoping"}])
    >>> follow_up(hub).told
    'No action was agreed before.'
    """
    table = assess_actions(partnership)
    since = partnership.last_review
    held = table[table["became"].isin(["done", "carried over"])] if since is not None else table.iloc[:0]
    if held.empty:
        return Agreed((), "No action was agreed before.")
    done = int((held["became"] == "done").sum())
    is_done = f"{done or 'none'} {verb(max(done, 1), 'is', 'are')} done"
    told = f"Of {counted(len(held), 'action')} open on {say_day(since)}, {is_done}."
    ranked = held.assign(_late=pd.to_numeric(held["days_late"]).fillna(0.0), _done=held["became"] == "done")
    ranked = ranked.sort_values(["_done", "_late", "action"], ascending=[True, False, True], kind="stable")
    rows = tuple(_say_agreed(partnership, row) for row in ranked.head(MOST_AGREED).to_dict("records"))
    return Agreed(rows, told)


def _say_agreed(partnership: Partnership, row: dict[object, object]) -> AgreedLine:
    owner = partnership.short_name_of(str(row["owner"])) if row["owner"] else None
    late = row["state"] == "overdue"
    became = (
        "done"
        if row["became"] == "done"
        else f"open, {counted(int(str(row['days_late'])), 'day')} late"
        if late
        else "open"
    )
    return AgreedLine(str(row["what"]), owner, became, late)
