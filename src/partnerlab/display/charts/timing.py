"""Lines of time: what was due by when and done when, milestones with their money."""

from __future__ import annotations

from datetime import date
from typing import Any

import altair as alt
import pandas as pd

from partnerlab.amounts import say_pounds_apart
from partnerlab.display.charts.drawing import beside, layered, middle_of, time_axis, wrap
from partnerlab.display.figure import Figure
from partnerlab.display.results import Shown, notice
from partnerlab.display.theme import colour, light_colour, light_shape
from partnerlab.wording import listed, some_of, verb

MOMENT_LIGHTS = {
    "in time": "green",
    "late": "amber",
    "in part": "unknown",
    "not dated": "unknown",
    "not recorded": "unknown",
    "not due yet": "unknown",
}
"""The light that stands for something due by a time."""

MILESTONE_LIGHTS = {
    "reached in time": "green",
    "reached late": "amber",
    "overdue": "red",
    "not due yet": "unknown",
    "cannot tell": "unknown",
}
"""The light that stands for a milestone."""

LINE = 14
"""Pixels from one line of text to the next."""
LABEL = 38
"""Letters in a line of a row's name."""


def draw_spans(drawn: pd.DataFrame, as_at: date | None, *, width: int = 330) -> list[Any]:
    """Return the layers of a line of time: a row each, from `begin` to `end`, marked there by `light`, with a `word`.

    Parameters
    ----------
    drawn
        Columns `label`, `begin`, `end` (where the mark stands), `done` (a cross; None for none), `light`, `word`.
    as_at
        The review date, drawn as an upright line; None leaves it out.
    width
        Of the drawing; words stand to its right.
    """
    base = alt.Chart(drawn).encode(
        y=alt.Y(
            "label:N",
            sort=drawn["label"].tolist(),
            title=None,
            axis=alt.Axis(
                labelExpr="split(datum.label, '\\n')", labelLimit=290, labelLineHeight=14, labelOffset=middle_of(14)
            ),
        )
    )
    days = [date.fromisoformat(day) for name in ("begin", "end", "done") for day in drawn[name].dropna()]
    time = time_axis([*days, *filter(None, [as_at])], width, lines=2, labelAngle=0, grid=True)
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
        base.mark_text(align="left", dx=8).encode(x=alt.XValue(width + 4), text=alt.Text("word:N")),
    ]
    if as_at is not None:
        now = alt.Chart(pd.DataFrame({"day": [as_at.isoformat()]})).encode(x=alt.X("day:T"))
        layers.append(now.mark_rule(color=colour("ink"), strokeWidth=1.5))
    return layers


def line_of_time(assessed: pd.DataFrame, as_at: date | None = None) -> Figure | Shown:
    """Draw what was done when, against the day by which it was due, from `scoping.assess_moments`.

    Parameters
    ----------
    assessed
        What `scoping.assess_moments` returns.
    as_at
        The review date, drawn as an upright line; None leaves it out.
    """
    shown = assessed[assessed["done"].notna()]
    if shown.empty:
        return notice("Nothing that is due by a time is recorded with its day.")
    rows = shown.astype(object).where(shown.notna(), None).to_dict("records")
    drawn = pd.DataFrame(
        {
            "label": [wrap(row["what"], LABEL, lines=2) for row in rows],
            "begin": [str(row["due"] or row["done"]) for row in rows],
            "end": [str(row["done"]) for row in rows],
            "done": [None] * len(rows),
            "light": [MOMENT_LIGHTS[row["state"]] for row in rows],
            "word": [row["state"] for row in rows],
        }
    )
    due = alt.Chart(drawn).mark_tick(thickness=3, size=20, color=colour("ink"))
    due = due.encode(y=alt.Y("label:N", sort=drawn["label"].tolist(), title=None), x=alt.X("begin:T"))
    stages = pd.DataFrame(
        [(name, day.isoformat()) for name, day in assessed.attrs.get("stages", ())], columns=["stage", "day"]
    )
    begun = alt.Chart(stages).encode(x=alt.X("day:T"))
    names = [  # each in a line of its own above the drawing, the earliest on top, since days may lie close together
        alt.Chart(stages.iloc[[at]])
        .mark_text(
            align="left", baseline="bottom", dy=LINE * (at + 1 - len(stages)), color=colour("muted"), fontSize=12
        )
        .encode(x=alt.X("day:T"), y=alt.YValue(-4), text=alt.Text("stage:N"))
        for at in range(len(stages))
    ]
    layers = [begun.mark_rule(color=colour("muted"), strokeDash=[3, 3]), *draw_spans(drawn, as_at), due, *names]
    return Figure(
        layered(*layers, width=330, height=alt.Step(34)),
        title="What was done when, and by when it was due",
        description=_moment_words(assessed),
        units="days; the upright mark is the day it was due, the shape the day it was done",
        table=assessed[["what", "paragraph", "due_by", "due", "done", "days_late", "state", "said"]],
        how_to_read=(
            "Dashed lines mark when stages began. The guide says early, in advance or at the beginning. Which stage "
            "that means, and how many days may pass, is our choice. The upright line is the day of this review."
        ),
        headings={"what": "What", "paragraph": "Guide", "due_by": "Due", "due": "Due on", "done": "Done on",
                  "days_late": "Days late (below 0: early)", "said": "In words"},
        formats={"days_late": "{:,.0f}"},
        below={"paragraph": "what", "due_by": "due", "days_late": "state"},
        shows=(
            *("SC811", "SC812", "SC813", "SC814", "SC817", "MA811", "MA812", "MA813", "MA814", "MA815"),
            *("RA811", "RA812", "EV811"),
        ),
    )  # fmt: skip


def _moment_words(assessed: pd.DataFrame) -> str:
    late = assessed[assessed["state"] == "late"]
    told = len(late) + int((assessed["state"] == "in time").sum())
    if not told:
        return "Nothing here can be judged: the days of stages are not recorded."
    first = f"{some_of(len(late), told, 'practice')} due by a time came late."
    unknown = len(assessed) - told
    rest = f" {unknown} of {len(assessed)} cannot be judged or are not due yet." if unknown else ""
    worst = late.sort_values("days_late", ascending=False, kind="stable")["said"].tolist()
    return " ".join(filter(None, (first, *worst[:1]))) + rest


def milestones(assessed: pd.DataFrame, as_at: date | None = None) -> Figure | Shown:
    """Draw milestones on a line of time, each with what it cost beside its budget, from `mapping.assess_milestones`.

    Parameters
    ----------
    assessed
        What `mapping.assess_milestones` returns.
    as_at
        The review date, drawn as an upright line; None leaves it out.
    """
    if assessed.empty:
        return notice("No milestone is written down, so spending cannot be set against what it bought.")
    rows = assessed.astype(object).where(assessed.notna(), None).to_dict("records")
    drawn = pd.DataFrame(
        {
            "label": [wrap(f"{row['milestone']} {row['name']}", LABEL, lines=2) for row in rows],
            "begin": [str(row["due"]) for row in rows],
            "end": [str(_end(row, as_at)) for row in rows],
            "done": [None] * len(rows),
            "light": [MILESTONE_LIGHTS[row["state"]] for row in rows],
            "word": [row["state"] for row in rows],
        }
    )
    money = pd.DataFrame(
        {"label": drawn["label"], "budget": [row["budget"] for row in rows], "spent": [row["spent"] for row in rows]}
    ).astype({"budget": "float64", "spent": "float64"})
    order = drawn["label"].tolist()
    y = alt.Y("label:N", sort=order, title=None)
    due = alt.Chart(drawn).mark_tick(thickness=3, size=18, color=colour("ink")).encode(y=y, x=alt.X("begin:T"))
    time = layered(*draw_spans(drawn, as_at, width=250), due, width=250, height=alt.Step(34))
    panels = [time]
    if bool(money[["budget", "spent"]].notna().any().any()):
        panels.append(_money(money, order))
    return Figure(
        beside(*panels, spacing=14) if len(panels) > 1 else time,
        title="Milestones on a line of time, with their money",
        description=_milestone_words(assessed),
        units="days and £; the upright mark is the day due or the budget, the bar what was spent",
        table=assessed[
            [
                *("milestone", "name", "owner", "due", "done", "state", "days_late"),
                *("budget", "spent", "variance", "spending"),
            ]
        ],
        how_to_read=(
            "A line runs from the day due to the day reached, or to this review while it is overdue. "
            "The shape at its end is the state."
        ),
        headings={"variance": "Over or under budget", "name": "Milestone", "milestone": "Id"},
        below={"milestone": "name", "done": "due", "days_late": "state", "variance": "spending"},
        formats={"variance": "{:+.0%}"},
        shows=("MA704", "MA705", "MA706"),
    )


def _end(row: dict[Any, Any], as_at: date | None) -> date:
    """Where a milestone's mark stands: when it was reached, today while it is overdue, or when it is due."""
    end: date = row["done"] or (as_at if row["state"] == "overdue" and as_at else row["due"])
    return end


def _money(money: pd.DataFrame, order: list[str]) -> Any:
    top = float(money[["budget", "spent"]].max().max())
    x: dict[str, Any] = {
        "title": "£",
        "scale": alt.Scale(domain=[0, top * 1.08 if top > 0 else 1.0]),
        "axis": alt.Axis(labelExpr="datum.value == 0 ? '0' : format(datum.value, '~s')", tickCount=3),
    }
    base = alt.Chart(money).encode(y=alt.Y("label:N", sort=order, axis=None))
    bars = base.mark_bar(height=12, color=colour("ramp_3")).encode(x=alt.X("spent:Q", **x))
    budgets = base.mark_tick(thickness=3, size=20, color=colour("ink")).encode(x=alt.X("budget:Q", **x))
    return layered(bars, budgets, width=160, height=alt.Step(34))


def _milestone_words(assessed: pd.DataFrame) -> str:
    counts = assessed["state"].value_counts()
    late = int(counts.get("overdue", 0))
    over = assessed.loc[assessed["spending"] == "over budget", "name"].tolist()
    states = ", ".join(f"{counts[state]} {state}" for state in MILESTONE_LIGHTS if state in counts)
    first = f"{some_of(late, len(assessed), 'milestone')} {verb(max(late, 1), 'is', 'are')} overdue."
    words = [first, f"Of {len(assessed)}: {states}."]
    budget, spent = assessed["budget"].sum(min_count=1), assessed["spent"].sum(min_count=1)
    if not pd.isna(budget) and not pd.isna(spent):
        of = say_pounds_apart(spent, budget)
        words.append(f"{of[0]} was spent on them of {of[-1]} in budgets.")
    words += [f"Over budget: {listed(over, 3)}."] if over else []
    return " ".join(words)
