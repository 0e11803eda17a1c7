"""What was promised and what was done: actions with their dates."""

from __future__ import annotations

from datetime import date

import altair as alt
import pandas as pd

from partnerlab.display.charts.drawing import layered, wrap
from partnerlab.display.charts.timing import draw_spans
from partnerlab.display.figure import Figure
from partnerlab.display.results import Shown, notice
from partnerlab.wording import some_of, verb

ACTION_LIGHTS = {"overdue": "red", "no date": "amber", "open": "unknown", "done late": "green", "done": "green"}
"""The light that stands for an action."""

MOST_ACTIONS = 20
"""More actions than this stand in the table only; the overdue come first."""


def action_timeline(assessed: pd.DataFrame, as_at: date | None = None) -> Figure | Shown:
    """Draw the actions on a line of time, overdue first: when agreed, when due, when done.

    Parameters
    ----------
    assessed
        What `evaluation.assess_actions` returns.
    as_at
        The review date, drawn as an upright line; None leaves it out.
    """
    dated = assessed[assessed["agreed"].notna() | assessed["due"].notna() | assessed["done"].notna()]
    if dated.empty:
        said = "No action is recorded." if assessed.empty else "No action has a date."
        return notice(f"{said} Agree who does what by when, and it will be shown here.")
    shown = dated.head(MOST_ACTIONS)
    rows = shown.astype(object).where(shown.notna(), None).to_dict("records")
    drawn = pd.DataFrame(
        {
            "label": [wrap(f"{row['action']} {row['what']}", 40, lines=2) for row in rows],
            "begin": [str(row["agreed"] or row["due"] or row["done"]) for row in rows],
            "end": [str(row["due"] or row["done"] or row["agreed"]) for row in rows],
            "done": [str(row["done"]) if row["done"] else None for row in rows],
            "light": [ACTION_LIGHTS[row["state"]] for row in rows],
            "word": [f"{row['state']}, {row['owner'] or 'nobody'}" for row in rows],
        }
    )
    layers = draw_spans(drawn, as_at)
    return Figure(
        layered(*layers, width=330, height=alt.Step(36)),
        title="The action plan on a line of time",
        description=_action_words(assessed),
        units="days; from the day agreed to the day due",
        table=assessed[
            [
                *("action", "what", "finding", "subject", "indicator", "owner"),
                *("agreed", "due", "done", "state", "days_late", "carried_over", "became"),
            ]
        ],
        how_to_read=(
            "A line runs from the day an action was agreed to the day it is due; the mark at its end shows its state. "
            "A cross is the day it was done. The upright line is the day of this review."
        ),
        shows=("EV403", "EV404", "EV405", "EV406", "EV407"),
        headings={
            "action": "Id",
            "finding": "From which finding",
            "subject": "About",
            "indicator": "Should move",
            "owner": "Who",
            "carried_over": "Reviews at which it was open",
            "became": "Since the last review",
        },
        below={
            "action": "what",
            "finding": "what",
            "subject": "what",
            "indicator": "what",
            "agreed": "due",
            "done": "due",
            "days_late": "state",
            "carried_over": "state",
            "became": "state",
        },
    )


def _action_words(assessed: pd.DataFrame) -> str:
    states = assessed["state"].value_counts()
    text = ", ".join(f"{states[state]} {state}" for state in ACTION_LIGHTS if state in states)
    carried = int((assessed["became"] == "carried over").sum())
    rest = f" {carried} carried over from the last review." if carried else ""
    late = int(states.get("overdue", 0))
    said = f"{some_of(late, len(assessed), 'action')} {verb(max(late, 1), 'is', 'are')} overdue."
    return f"{said} Of {len(assessed)}: {text}.{rest}"
