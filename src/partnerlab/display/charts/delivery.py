"""What was promised and what was done: milestones with their money, actions with their dates."""

from __future__ import annotations

from datetime import date
from typing import Any

import altair as alt
import pandas as pd

from partnerlab.display.charts.drawing import layered, wrap
from partnerlab.display.figure import Figure
from partnerlab.display.results import Shown, notice
from partnerlab.display.theme import colour, light_colour, light_shape
from partnerlab.wording import counted, verb

STATE_LIGHTS = {
    "reached in time": "green",
    "reached late": "amber",
    "overdue": "red",
    "not due yet": "unknown",
    "cannot tell": "unknown",
}
"""The light that stands for a milestone."""

ACTION_LIGHTS = {"overdue": "red", "no date": "amber", "open": "unknown", "done late": "green", "done": "green"}
"""The light that stands for an action."""

_POUNDS = alt.Axis(labelExpr="datum.value == 0 ? '0' : format(datum.value, '~s')", tickCount=5)

MOST_ACTIONS = 20
"""More actions than this stand in the table only; the overdue come first."""


def milestone_spending(assessed: pd.DataFrame) -> Figure | Shown:
    """Draw what was spent on each milestone beside its budget, with whether it was reached.

    Takes what `evaluation.assess_milestones` returns.
    """
    if assessed.empty:
        return notice("No milestone is recorded, so spending cannot be set against anything.")
    drawn = assessed.assign(
        label=assessed["milestone"].astype(str) + " " + assessed["name"].astype(str),
        light=assessed["state"].map(STATE_LIGHTS),
        budget=assessed["budget"].astype("float64"),
        spent=assessed["spent"].astype("float64"),
    )
    most = max(1.0, float(drawn[["budget", "spent"]].max().max()))  # 1 first: nothing is larger than what is not known
    base = alt.Chart(drawn[["label", "light", "state", "budget", "spent", "spending"]]).encode(
        y=alt.Y("label:N", sort=drawn["label"].tolist(), title=None)
    )
    x = alt.X("spent:Q", title="£", scale=alt.Scale(domain=[0, most]), axis=_POUNDS)
    bars = base.mark_bar(height=12).encode(x=x)
    budgets = base.mark_tick(color=colour("ink"), size=24, thickness=3).encode(x=alt.X("budget:Q"))
    shapes = base.mark_point(size=90, filled=True).encode(
        x=alt.XValue(356), shape=light_shape("light").legend(None), color=light_colour("light").legend(None)
    )
    states = base.mark_text(align="left", dx=10).encode(x=alt.XValue(358), text=alt.Text("state:N"))
    money = base.mark_text(align="left", dx=10, color=colour("muted"), fontSize=12).encode(
        x=alt.XValue(478), text=alt.Text("spending:N")
    )
    return Figure(
        layered(bars, budgets, shapes, states, money, width=340, height=alt.Step(30)),
        title="Spending against milestones",
        description=_milestone_words(assessed),
        units="£; the bar is what was spent, the upright mark the budget",
        table=assessed[
            ["milestone", "name", "owner", "due", "done", "state", "days_late", "budget", "spent", "spending"]
        ],
        shows=("MA704", "MA705", "MA706"),
        headings={"milestone": "Id", "name": "Milestone", "budget": "Budget, £", "spent": "Spent, £"},
    )


def _milestone_words(assessed: pd.DataFrame) -> str:
    states = assessed["state"].value_counts()
    text = ", ".join(f"{states[state]} {state}" for state in STATE_LIGHTS if state in states)
    over = assessed.loc[
        assessed["spending"].isin(["over budget", "little left before it is reached"]), "milestone"
    ].tolist()
    money = f" Over budget, or little left before it is reached: {', '.join(map(str, over))}." if over else ""
    late = int(states.get("overdue", 0))
    said = f"{late or 'None'} of {counted(len(assessed), 'milestone')} {verb(max(late, 1), 'is', 'are')} overdue."
    return f"{said} Of {len(assessed)}: {text}.{money}"


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
    layers = _timeline(drawn, as_at)
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
    )


def _timeline(drawn: pd.DataFrame, as_at: date | None) -> list[Any]:
    base = alt.Chart(drawn).encode(
        y=alt.Y(
            "label:N",
            sort=drawn["label"].tolist(),
            title=None,
            axis=alt.Axis(labelExpr="split(datum.label, '\\n')", labelLimit=290),
        )
    )
    time = alt.Axis(format="%b %Y", tickCount=5, labelAngle=-40, grid=True)
    layers: list[Any] = [
        base.mark_rule(strokeWidth=3, color=colour("edge")).encode(
            x=alt.X("begin:T", title=None, axis=time), x2=alt.X2("end:T")
        ),
        base.mark_point(size=90, filled=True).encode(
            x=alt.X("end:T"), shape=light_shape("light").legend(None), color=light_colour("light").legend(None)
        ),
        base.transform_filter("datum.done != null")
        .mark_point(shape="cross", size=60, filled=True, color=colour("ink"))
        .encode(x=alt.X("done:T")),
        base.mark_text(align="left", dx=8).encode(x=alt.XValue(334), text=alt.Text("word:N")),
    ]
    if as_at is not None:
        now = alt.Chart(pd.DataFrame({"day": [as_at.isoformat()]})).encode(x=alt.X("day:T"))
        layers.append(now.mark_rule(color=colour("ink"), strokeWidth=1.5))
    return layers


def _action_words(assessed: pd.DataFrame) -> str:
    states = assessed["state"].value_counts()
    text = ", ".join(f"{states[state]} {state}" for state in ACTION_LIGHTS if state in states)
    carried = int((assessed["became"] == "carried over").sum())
    rest = f" {carried} carried over from the last review." if carried else ""
    late = int(states.get("overdue", 0))
    said = f"{late or 'None'} of {counted(len(assessed), 'action')} {verb(max(late, 1), 'is', 'are')} overdue."
    return f"{said} Of {len(assessed)}: {text}.{rest}"
