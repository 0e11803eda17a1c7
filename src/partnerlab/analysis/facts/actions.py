"""The action plan: from which finding, who, by when, overdue first, and what became of it (¶4.8, ¶4.11)."""

from __future__ import annotations

from datetime import date

import pandas as pd

from partnerlab.analysis.caching import cached
from partnerlab.partnership import Partnership
from partnerlab.partnership.ending import Handover
from partnerlab.partnership.evaluation import Action
from partnerlab.partnership.governance import Milestone
from partnerlab.partnership.risks import Control
from partnerlab.wording import counted

COLUMNS = (
    "action", "what", "finding", "subject", "indicator", "owner", "due", "agreed", "done", "state", "days_late",
    "carried_over", "became",
)  # fmt: skip
"""Columns of `assess_actions`."""

STATES = ("overdue", "open", "no date", "done late", "done")
"""States of an action in the order in which a reader should see them."""


@cached
def assess_actions(partnership: Partnership) -> pd.DataFrame:
    """Assess each action: overdue first, with what became of those that the last review left open.

    Returns
    -------
    pandas.DataFrame
        Columns `action` (id), `what`, `finding` (code it answers), `subject`, `indicator` (id), `owner`, `due`,
        `agreed`, `done`, `state` (overdue, open, no date, done late, done), `days_late` (None when not late),
        `carried_over` (number of past reviews at which it stood open), `became` (what became of it since the last
        review: done, carried over, new; empty when there was no review, or it was done before).

    Examples
    --------
    >>> from datetime import date
    >>> hub = Partnership(name="Hub", purpose="Reach people", stage=[{"stage": "managing"}], actions=[
    ...     {"id": "A1", "title": "Sign", "due": "2025-06-30", "on": "2025-03-01"}],
    ...     reviews=[{"on": "2025-03-31"}, {"on": "2025-09-30"}]).at(date(2025, 9, 30))
    >>> assess_actions(hub)[["state", "days_late", "carried_over", "became"]].values.tolist()
    [['overdue', 92, 1, 'carried over']]
    """
    as_at = partnership.as_at
    past = [row.on for row in partnership.reviews if as_at is None or row.on < as_at]
    rows = [
        {
            "action": row.id,
            "what": row.title,
            "finding": row.finding,
            "subject": row.subject,
            "indicator": row.indicator,
            "owner": row.owner,
            "due": row.due,
            "agreed": row.on,
            "done": row.done,
            "state": _state(row, as_at),
            "days_late": _days_late(row, as_at),
            "carried_over": sum(_was_open(row, day) for day in past),
            "became": _became(row, partnership.last_review),
        }
        for row in partnership.actions
    ]
    rows.sort(key=lambda row: (STATES.index(str(row["state"])), str(row["due"] or date.max), str(row["action"])))
    return pd.DataFrame(rows, columns=list(COLUMNS), dtype=object)


def summarise_actions(partnership: Partnership) -> str:
    """Say in one or two sentences how the action plan stands and what became of the last one."""
    table = assess_actions(partnership)
    if table.empty:
        return "No action is recorded."
    pending = table[table["done"].isna()]
    overdue, undated = (int((pending["state"] == state).sum()) for state in ("overdue", "no date"))
    done = len(table) - len(pending)
    if pending.empty:
        text = f"No action is open; {done} done."
    else:
        late = (
            f"{'all' if overdue == len(pending) else overdue or 'none'} of them overdue"
            if len(pending) > 1
            else "overdue"
            if overdue
            else "not overdue"
        )
        bare = f" ({undated} without a date)" if undated else ""
        text = f"{counted(len(pending), 'action')} open, {late}{bare}; {done} done."
    left_open = table[table["became"].isin(["done", "carried over"])]
    if len(left_open):
        done = int((left_open["became"] == "done").sum())
        text += f" Of {counted(len(left_open), 'action')} that the last review left open, {done or 'none'} since done."
    elif partnership.last_review is not None:
        text += " The last review left no action open."
    return text


def is_overdue(row: Action | Control | Handover | Milestone, as_at: date | None) -> bool:
    """Whether something is open past its date; without a date it never is.

    Examples
    --------
    >>> is_overdue(Action(id="A1", title="Sign", due="2025-06-30"), date(2025, 7, 1))
    True
    """
    return row.done is None and row.due is not None and as_at is not None and row.due < as_at


def _state(action: Action, as_at: date | None) -> str:
    if action.done is not None:
        return "done late" if action.due is not None and action.done > action.due else "done"
    if action.due is None:
        return "no date"
    return "overdue" if is_overdue(action, as_at) else "open"


def _days_late(action: Action, as_at: date | None) -> int | None:
    end = action.done or as_at
    days = (end - action.due).days if end is not None and action.due is not None else 0
    return days if days > 0 else None


def _was_open(action: Action, day: date) -> bool:
    return (action.on is None or action.on <= day) and (action.done is None or action.done > day)


def _became(action: Action, last_review: date | None) -> str:
    if last_review is None:
        return ""
    if _was_open(action, last_review):
        return "done" if action.done is not None else "carried over"
    return "new" if action.on is not None and action.on > last_review else ""
