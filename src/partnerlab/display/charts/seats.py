"""Charts of members and means: who came, how long representatives stay, who brings what."""

from __future__ import annotations

from datetime import date
from typing import Any

import altair as alt
import pandas as pd

from partnerlab.amounts import say_pounds, say_share
from partnerlab.display.charts.drawing import Layers, beside, layered, time_axis
from partnerlab.display.figure import Figure
from partnerlab.display.results import Shown, notice
from partnerlab.display.table import write_text
from partnerlab.display.theme import colour, tell_apart
from partnerlab.wording import counted, listed, verb, verb_of

STATES = {
    "present": ("circle", "series_1"),
    "deputy": ("diamond", "series_2"),
    "absent": ("M-0.7,-0.12H0.7V0.12H-0.7Z", "edge"),
}
"""Shape and colour of each way to be at a meeting, or not."""

LINES_ABOVE = 32
"""Pixels that lift the first line of a date, so that its other two stand above the axis as well."""

TERMS = 520
"""Pixels of the line of time of those who sit for partners."""

MOST_MEETINGS = 24
"""Meetings that can still be read side by side; the table under them holds all."""


def attendance(assessed: pd.DataFrame) -> Figure | Shown:
    """Draw who came to which meeting, in person or by a deputy, from `mapping.assess_attendance`."""
    if assessed.empty:
        return notice("No meeting with the names of those who came is written down.")
    days = sorted(assessed["on"].unique())[-MOST_MEETINGS:]
    shown = assessed[assessed["on"].isin(days)].copy()
    shown["day"] = [_in_lines(day) for day in shown["on"]]
    seen = set(shown["state"])
    looks = {state: (shape, colour(hue)) for state, (shape, hue) in STATES.items() if state in seen}
    heads = alt.Axis(
        labelAngle=0, labelExpr="split(datum.label, '|')", orient="top", labelPadding=LINES_ABOVE, grid=True
    )
    chart = (
        alt.Chart(shown[["day", "partner", "state"]])
        .mark_point(size=120, strokeWidth=2.5)
        .encode(
            x=alt.X("day:N", sort=[_in_lines(day) for day in days], title=None, axis=heads),
            y=alt.Y("partner:N", sort=shown["partner"].unique().tolist(), title=None, axis=alt.Axis(grid=True)),
            **tell_apart("state", looks),
        )
        .properties(width=alt.Step(36), height=alt.Step(24))
    )
    return Figure(
        chart,
        title="Who came to the meetings",
        description=_attendance_words(assessed),
        units="present, by a deputy, or absent; empty where a partner was not a member",
        table=assessed[["on", "name", "state"]],
        headings={"on": "Meeting", "name": "Partner"},
        shows=("MA604",),
    )


def _in_lines(day: date) -> str:
    """Write a day in three short lines, so that it stands level over a narrow column."""
    return f"{day.day}|{day:%b}|{day.year}"


def _attendance_words(assessed: pd.DataFrame) -> str:
    here = assessed[~assessed["left"].astype(bool)]
    came = here.assign(came=here["state"] != "absent").groupby("name", sort=False)["came"].agg(["sum", "count", "mean"])
    shares = came["mean"]
    meetings = assessed["on"].nunique()
    days = assessed["on"]
    held = f"{counted(meetings, 'meeting')} with attendance recorded"
    if meetings == 1:
        there = here.loc[here["state"] != "absent", "name"].tolist()
        came_to_it = listed(there, 3) if there else "no partner"
        few = "One meeting is too few to tell who comes seldom"
        return f"{few}. {held}, on {write_text(days.min())}. To it came {came_to_it}."
    words = f"{held}, {write_text(days.min())} to {write_text(days.max())}."
    if shares.empty:
        return words
    always = shares[shares == 1].index.tolist()
    fewest = shares.min()
    least = [f"{name} ({row['sum']:g} of {row['count']:g})" for name, row in came[shares == fewest].iterrows()]
    first = f" Always there: {listed(always, 3)}." if always else ""
    if fewest == 1:
        return f"Every partner was always there. {words}{first}"
    rarest = least[0].rpartition(" (")[0] if len(least) == 1 else counted(len(least), "partner")
    return f"{rarest} came least often. {words}{first} Least often: {listed(least, 3)}, of the meetings since joining."


def representatives(terms: pd.DataFrame) -> Figure | Shown:
    """Draw how long each representative has sat for a partner, and whether with authority to commit.

    Takes what `mapping.list_terms` returns.
    """
    shown = terms.dropna(subset=["start", "end"]).copy()
    if shown.empty:
        return notice("No representative's time in the seat is dated.")
    words = {"commits": "is authorised to commit", "refers back": "has to refer back", "observes": "only observes"}
    shown["may"] = [words.get(authority, "not recorded") for authority in shown["authority"]]
    shown["start"], shown["end"] = pd.to_datetime(shown["start"]), pd.to_datetime(shown["end"])
    looks = dict(zip((*words.values(), "not recorded"), ("series_1", "ramp_3", "ramp_2", "grid"), strict=True))
    used = [word for word in looks if word in set(shown["may"])]
    bars = (
        alt.Chart(shown[["partner", "start", "end", "may"]])
        .mark_bar(height=13, stroke=colour("paper"), strokeWidth=3)
        .encode(
            x=alt.X(
                "start:T",
                title=None,
                axis=time_axis([*shown["start"], *shown["end"]], TERMS),
            ),
            x2=alt.X2("end:T"),
            y=alt.Y("partner:N", sort=shown["partner"].unique().tolist(), title=None),
            color=alt.Color(
                "may:N", title="Authority", scale=alt.Scale(domain=used, range=[colour(looks[word]) for word in used])
            ),
        )
    )
    changes = shown[~shown["sitting"].astype(bool)]
    ends = (
        alt.Chart(changes[["partner", "end"]])
        .mark_tick(thickness=3, size=20, color=colour("ink"))
        .encode(x=alt.X("end:T"), y=alt.Y("partner:N", sort=shown["partner"].unique().tolist()))
    )
    most = changes.groupby("partner").size().sort_values(ascending=False, kind="stable")
    alike = list(most.index[most == most.max()])
    often = f" Most often: {listed(alike, 3)}, {most.max()}{' each' if len(alike) > 1 else ''}." if len(most) else ""
    sitting = shown[shown["sitting"].astype(bool)]
    return Figure(
        layered(bars, ends, height=alt.Step(24), width=TERMS),
        title="How long representatives stay, and with what authority",
        description=(
            f"{_leaver_words(len(changes))} left their seat since the start.{often} {_authority_words(sitting)}"
        ),
        units="time in the seat; a dark tick marks that somebody left it",
        table=terms.assign(
            end=terms["end"].mask(terms["sitting"].astype(bool)), authority=terms["authority"].map(words)
        )[["name", "representative", "start", "end", "sitting", "authority"]],
        headings={"name": "Partner", "start": "From", "end": "To", "sitting": "Sits now"},
        shows=("MA601", "MA602", "MA603"),
    )


def _leaver_words(left: int) -> str:
    return f"{counted(left, 'representative', none='No')} {verb(left, 'has', 'have')}"


def _authority_words(sitting: pd.DataFrame) -> str:
    held, known = int((sitting["authority"] == "commits").sum()), int(sitting["authority"].notna().sum())
    now = f"{len(sitting)} who {verb(len(sitting), 'sits', 'sit')} now"
    if not known:
        whom = "the one who sits now" if len(sitting) == 1 else f"any of {now}"
        return f"Whether {whom} is authorised to commit is not recorded." if len(sitting) else ""
    if len(sitting) == 1:
        return f"The one who sits now is {'' if held else 'not '}authorised to commit."
    unknown = f"; of {len(sitting) - known} it is not recorded" if known < len(sitting) else ""
    return f"{held or 'None'} of {now} {verb_of(held, len(sitting), 'is', 'are')} authorised to commit{unknown}."


def partner_resources(listed_resources: pd.DataFrame) -> Figure | Shown:
    """Draw who brings what: money and help in kind in pounds, time in hours, what is not confirmed hollow.

    Takes what `mapping.list_resources` returns.
    """
    known = listed_resources.dropna(subset=["amount"])
    if known.empty:
        return notice("What partners bring, in money, time or in kind, is not written down.")
    known = known.astype({"amount": float})
    pounds = known[known["kind"] != "time"]
    by_size = pounds.groupby("partner")["amount"].sum().sort_values(ascending=False, kind="stable")
    order = [*by_size.index, *(name for name in known["partner"].unique() if name not in by_size.index)]
    panels: list[Layers] = []
    for title, kinds, wide in (("£ a year", ("money", "in kind"), 330), ("hours a year", ("time",), 190)):
        panels.append(_resource_panel(known[known["kind"].isin(kinds)], order, title, wide, labels=not panels))
    return Figure(
        beside(*panels, spacing=14),
        title="Who brings what",
        description=_resource_words(known),
        units="£ a year for money and help in kind, hours a year for time; a hollow bar is not confirmed",
        table=listed_resources[["name", "kind", "amount", "purpose", "what", "confirmed"]],
        headings={"name": "Partner", "amount": "Amount (£ or hours a year)"},
        how_to_read="Pounds and hours are shown apart: there is no rate that turns one into the other.",
        shows=("MA701", "MA702", "MA703"),
    )


def _resource_panel(rows: pd.DataFrame, order: list[str], title: str, wide: int, *, labels: bool) -> Layers:
    kinds = {"money": "series_1", "in kind": "series_3", "time": "series_5"}
    sums = pd.DataFrame(rows.groupby(["partner", "kind", "confirmed"], as_index=False)["amount"].sum())
    sums["place"] = sums["kind"].map(list(kinds).index)
    sums = sums.sort_values(["partner", "place", "confirmed"], ascending=[True, True, False], kind="stable")
    sums["end"] = sums.groupby("partner")["amount"].cumsum()
    sums["start"] = sums["end"] - sums["amount"]
    totals = rows.groupby("partner", as_index=False)["amount"].sum()
    axis = alt.Axis(labels=labels, ticks=labels, domain=labels)
    y = alt.Y("partner:N", sort=order, title=None, scale=alt.Scale(domain=order), axis=axis)
    top = (float(totals["amount"].max()) * 1.25 if len(totals) else 0.0) or 1.0
    place: dict[str, Any] = {
        "title": title,
        "axis": alt.Axis(format=",d", tickCount=3),
        "scale": alt.Scale(domain=[0, top]),
    }
    look = alt.Color(
        "kind:N", title=None, scale=alt.Scale(domain=list(kinds), range=[colour(name) for name in kinds.values()])
    )
    drawn = [
        alt.Chart(sums.loc[sums["confirmed"] == sure, ["partner", "kind", "start", "end"]])
        .mark_bar(height=15, filled=sure, strokeWidth=2)
        .encode(y=y, x=alt.X("start:Q", **place), x2=alt.X2("end:Q"), color=look)
        for sure in (True, False)
    ]
    words = alt.Chart(totals).mark_text(align="left", dx=5, fontSize=12)
    words = words.encode(y=y, x=alt.X("amount:Q", **place), text=alt.Text("amount:Q", format=",.0f"))
    return layered(*drawn, words, width=wide, height=alt.Step(24))


def _money_words(brought: pd.Series[float]) -> list[str]:
    """Say who brings most of a sum, and the sum."""
    tops = brought[brought == brought.iloc[0]].index.tolist()
    each = f"{say_pounds(brought.iloc[0], rounded=True)} ({say_share(brought.iloc[0] / brought.sum())})"
    return [
        f"{listed(tops, 3)} {verb(len(tops), 'brings', 'bring')} most money and help in kind.",
        f"Money and help in kind add up to {say_pounds(brought.sum(), rounded=True)} a year; {listed(tops, 3)} "
        f"{verb(len(tops), 'brings', 'each bring')} {each}.",
    ]


def _resource_words(known: pd.DataFrame) -> str:
    pounds = known[known["kind"] != "time"]
    hours = known.loc[known["kind"] == "time", "amount"].sum()
    words = []
    if len(pounds):
        first = pounds.groupby("partner")["amount"].sum().sort_values(ascending=False, kind="stable")
        total = first.sum()
        words += _money_words(first) if total else ["Money and help in kind add up to £0 a year."]
    if hours:
        words.append(f"Time adds up to {hours:,.0f} {verb(round(hours) == 1, 'hour', 'hours')} a year.")
    office = pounds.loc[pounds["purpose"] == "administration", "amount"].sum()
    if office:
        words.append(f"{say_pounds(office, rounded=True)} is for administration.")
    loose = known[~known["confirmed"]]
    if len(loose):
        words.append(f"Not confirmed: {listed(loose['partner'].unique().tolist())}.")
    return " ".join(words)
