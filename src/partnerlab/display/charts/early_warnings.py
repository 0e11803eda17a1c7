"""What in the data warns or reassures: reasons for failure, life cycle, lasting, features."""

from __future__ import annotations

from typing import TYPE_CHECKING

import altair as alt
import pandas as pd

from partnerlab.display.charts.drawing import layered
from partnerlab.display.figure import Figure
from partnerlab.display.grid import PLAIN, Cell, Grid
from partnerlab.display.theme import colour
from partnerlab.wording import counted, verb, with_capital

if TYPE_CHECKING:
    from partnerlab.analysis.evaluation.life_cycle import LifeCycle

STATE_LIGHTS = {"warning": "red", "watch": "amber", "no sign": "green", "cannot tell": "unknown"}
"""The light that stands for a reason for failure."""

ASSENT_LIGHTS = {"yes": "green", "partly": "amber", "no": "red", None: "unknown"}
"""The light that stands for an answer on lasting."""

FEATURE_LIGHTS = {"seen": "green", "seen in part": "amber", "not seen": "red", "cannot tell": "unknown"}
"""The light that stands for a feature."""


def failure_warnings(assessed: pd.DataFrame) -> Figure:
    """Draw the seven reasons for failure as early warnings, with how many signals warn.

    Takes what `evaluation.assess_failure_reasons` returns.
    """
    cells = []
    for row in assessed.to_dict("records"):
        name = f"{row['number']} {row['title']}"
        cells.append(Cell(name, "state", STATE_LIGHTS[row["state"]], row["state"]))
        cells.append(Cell(name, "signals that warn", PLAIN, _share(row["warning"], row["signals"])))
    return Figure(
        Grid(cells, rows_named="Reason"),
        title="Seven common reasons for failure, as early warnings",
        description=_warning_words(assessed),
        units="signals in the data that warn, of all that count",
        table=assessed[["number", "title", "state", "warning", "signals", "warnings", "against", "reviews"]],
        how_to_read=(
            "A warning needs enough signals that rest on what is recorded (thresholds.failure_signals and "
            "failure_share). Fewer, or what is missing where a record is expected, ask to watch. The table shows what "
            "each signal says, and the finding links to its line in the file."
        ),
        shows=("EV401",),
        headings={
            "title": "Reason",
            "warning": "Warn",
            "warnings": "What warns",
            "against": "Evidence against it",
            "reviews": "Reviews with the detail",
        },
        below={"number": "title", "warning": "state", "signals": "state", "reviews": "title"},
    )


def _warning_words(assessed: pd.DataFrame) -> str:
    told = assessed["state"].value_counts()
    named = assessed.loc[assessed["state"] == "warning", "title"].str.lower().tolist()
    if told.get("cannot tell", 0) == len(assessed):
        return "We cannot tell yet which common reasons for failure warn."
    first = next((state for state in ("warning", "watch", "cannot tell") if state in told), "warning")
    leads = int(told.get(first, 0))
    said = [
        f"{leads or 'None'} of {len(assessed)} common reasons for failure "
        f"{verb(max(leads, 1), *_WARNING_WORDS[first])}."
    ]
    others = [
        f"{told[state]} {verb(told[state], *words)}"
        for state, words in _WARNING_WORDS.items()
        if state in told and state != first
    ]
    if others:
        said.append(f"Of the others, {', '.join(others)}." if leads else f"{', '.join(others)}.")
    if named:
        said.append(f"Warnings: {', '.join(named)}.")
    return " ".join(said)


def _share(count: int, signals: int) -> str:
    return f"{count} of {counted(signals, 'signal')}" if signals else "no signal"


_WARNING_WORDS = {
    "warning": ("warns", "warn"),
    "watch": ("needs watching", "need watching"),
    "no sign": ("shows no sign", "show no sign"),
    "cannot tell": ("is not known", "are not known"),
}


def life_cycle_signals(cycle: LifeCycle) -> Figure:
    """Draw how far signals in the data speak for each stage of the life cycle, and where partners place the group.

    Takes what `evaluation.assess_life_cycle` returns.
    """
    table = cycle.table
    chosen = cycle.stage.id if cycle.stage else ""
    rival = cycle.competing.id if cycle.competing else ""
    roles = {chosen: "likeliest stage", rival: "competing stage"}
    drawn = table.assign(
        share=table["share"].astype("float64").fillna(0.0),
        role=[roles.get(stage, "other") if stage else "other" for stage in table["stage"]],
        words=[
            f"{row['for_it']} of {counted(row['signals'], 'signal')}" if row["signals"] else "no signal"
            for row in table.to_dict("records")
        ],
        placed=[_placed(int(count)) for count in table["partners"]],
    )[["title", "share", "role", "words", "placed"]]
    base = alt.Chart(drawn).encode(y=alt.Y("title:N", sort=drawn["title"].tolist(), title=None))
    fills = alt.Scale(
        domain=["likeliest stage", "competing stage", "other"],
        range=[colour("ramp_5"), colour("ramp_3"), colour("ramp_1")],
    )
    bars = base.mark_bar(stroke=colour("muted"), strokeWidth=1).encode(
        x=alt.X(
            "share:Q",
            title="share of its signals that support it",
            scale=alt.Scale(domain=[0, 1]),
            axis=alt.Axis(format="%", tickCount=5),
        ),
        color=alt.Color("role:N", title=None, scale=fills),
    )
    words = base.mark_text(align="left", dx=6, color=colour("ink")).encode(x=alt.XValue(424), text=alt.Text("words:N"))
    placed = base.mark_text(align="left", dx=6, color=colour("ink"), fontWeight="bold").encode(
        x=alt.XValue(544), text=alt.Text("placed:N")
    )
    return Figure(
        layered(bars, words, placed, width=420, height=alt.Step(40)),
        title="The group's stage in its life cycle",
        description=_stage_words(cycle),
        units="share of the signals of each stage",
        table=table[["title", "for_it", "signals", "partners", "challenges", "strategies"]],
        how_to_read=(
            "What marks an earlier stage stays true in a later one. So we take the latest stage that two thirds of its "
            "signals support (thresholds.stage_reached). Where none has so many, it is the one with the largest share, "
            "and of equal ones the latest. What helps at each stage is from a public fact sheet, not the guide. Do "
            "what helps the competing stage, too."
        ),
        shows=("EV301",),
        headings={"title": "Stage", "partners": "Partners who say so", "strategies": "What helps"},
    )


def _stage_words(cycle: LifeCycle) -> str:
    if cycle.stage is None:
        return cycle.sentence
    shares = cycle.table.set_index("stage")["share"]
    name, rival = cycle.stage.title.lower(), cycle.competing
    if rival is not None and shares[rival.id] == shares[cycle.stage.id] < 1:
        return f"The group may be {name} or {rival.title.lower()}. {cycle.sentence}"
    return f"The group looks likeliest to be {name}. {cycle.sentence}"


def _placed(count: int) -> str:
    return f"{count} partners say so" if count > 1 else "1 partner says so" if count else ""


_DATA = {
    "for it": ("green", "data support it"),
    "against it": ("red", "data contradict it"),
    "both ways": ("amber", "data are mixed"),
    "nothing": ("unknown", "no data on it"),
}
"""The light and the words that stand for what the data say of a condition."""

_HOLDS = {"yes": "holds", "partly": "holds in part", "no": "does not hold", None: "no answer"}
"""What the partners' answer says of a condition."""


def sustaining_conditions(assessed: pd.DataFrame) -> Figure:
    """Draw what partners say of the four conditions of lasting, beside what the rest of the data say.

    Takes what `evaluation.assess_sustainability` returns.
    """
    cells = []
    for row in assessed.to_dict("records"):
        said = row["holds"] if isinstance(row["holds"], str) else None
        cells.append(Cell(row["condition"], "partners say", ASSENT_LIGHTS[said], _HOLDS[said]))
        light, words = _DATA[row["data"]]
        count = f"{row['for_it']} of {counted(row['signals'], 'signal')}" if row["signals"] else ""
        cells.append(Cell(row["condition"], "other data", light, words, count))
    told = "; ".join(
        f"{row['condition']}: partners say {row['holds'] or 'nothing'}, {_say_signals(row['for_it'], row['signals'])}"
        for row in assessed.to_dict("records")
    )
    return Figure(
        Grid(cells, rows_named="Condition"),
        title="Will it last? Four conditions",
        description=f"{_say_held(assessed)} {with_capital(told)}.",
        units="least favourable of the latest answers; signals in the data",
        table=assessed.assign(data=[_DATA[said][1] for said in assessed["data"]])[
            ["condition", "text", "holds", "on", "partners_differ", "evidence", "data", "supports", "contradicts"]
        ],
        shows=("EV302", "EV303", "EV304", "EV402"),
        headings={
            "text": "What it asks",
            "on": "Asked on",
            "data": "What the data say",
            "supports": "Evidence for it",
            "contradicts": "Evidence against it",
        },
        below={
            "text": "condition", "on": "holds", "partners_differ": "holds", "evidence": "holds",
            "supports": "data", "contradicts": "data",
        },
    )  # fmt: skip


def _say_held(assessed: pd.DataFrame) -> str:
    """How many of the conditions of lasting the partners say hold."""
    if not any(isinstance(holds, str) for holds in assessed["holds"]):
        return "No partner has answered on the conditions of lasting."
    held = int((assessed["holds"] == "yes").sum())
    return f"Partners say yes to {held or 'none'} of {len(assessed)} conditions of lasting."


def _say_signals(for_it: int, signals: int) -> str:
    """How many of the signals speak for a condition, within a sentence."""
    if not signals:
        return "nothing in the data shows it"
    return f"{for_it} of {counted(signals, 'signal')} in the data {verb(for_it, 'supports', 'support')} it"


def partnership_features(assessed: pd.DataFrame) -> Figure:
    """Draw which features of an effective partnership are seen in the data, from `evaluation.assess_features`."""
    cells = []
    for row in assessed.to_dict("records"):
        cells.append(Cell(row["title"], "in the data", FEATURE_LIGHTS[row["state"]], row["state"]))
        cells.append(Cell(row["title"], "signals for it", PLAIN, _share(row["for_it"], row["signals"])))
    told = "; ".join(f"{row['title'].lower()}: {row['state']}" for row in assessed.to_dict("records"))
    return Figure(
        Grid(cells, rows_named="Feature"),
        title="Features of an effective partnership",
        description=f"{_say_seen(assessed)} {with_capital(told)}.",
        units="signals in the data for each feature, of all that count",
        table=assessed[["title", "text", "state", "supports", "contradicts", "paragraph"]],
        shows=("EV101",),
        headings={
            "title": "Feature",
            "text": "What it means",
            "supports": "Evidence for it",
            "contradicts": "Evidence against it",
            "paragraph": "Guide",
        },
    )


def _say_seen(assessed: pd.DataFrame) -> str:
    """How many features are seen in the data."""
    if (assessed["state"] == "cannot tell").all():
        return "We cannot tell yet which features are seen."
    seen = int((assessed["state"] == "seen").sum())
    features = f"{seen or 'None'} of {len(assessed)} features of an effective partnership"
    return f"{features} {verb(max(seen, 1), 'is', 'are')} seen."
