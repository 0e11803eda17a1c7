"""Charts over all partnerships: how each stands, what is at stake, who carries most, what comes up everywhere."""

from __future__ import annotations

import altair as alt
import pandas as pd

from partnerlab.amounts import say_pounds
from partnerlab.display.charts.drawing import layered, middle_of, wrap
from partnerlab.display.figure import Figure
from partnerlab.display.results import Shown, notice
from partnerlab.display.theme import colour, light_colour, light_shape, tell_apart
from partnerlab.page.parts import read_lights
from partnerlab.wording import counted, listed, say_day, verb

ASKED = 56
"""Letters on a line of what a finding asks, beside its bar."""
MOST_TABLED = 60
"""Rows of the table under a chart; the workbook beside the page holds all."""
MOST_SHOWN = 30
"""Rows of a chart that can still be read; the table under it holds all."""


NAME = 34
"""Letters in a line of a name at an axis; a longer one stands in several."""


def _named(column: str, names: pd.Series) -> alt.Y:
    """Names down the side in the order given, none of them cut."""
    lines = alt.Axis(labelExpr="split(datum.label, '\\n')", labelLimit=0, labelLineHeight=14, labelOffset=middle_of(14))
    return alt.Y(f"{column}:N", title=None, sort=list(dict.fromkeys(names)), axis=lines)


def _in_lines(names: pd.Series) -> pd.Series:
    return names.map(lambda name: wrap(name, NAME))


POUNDS = "datum.value == 0 ? '0' : format(datum.value, '~s')"
"""How an axis writes amounts: 0 without a prefix."""

TREND_LIGHTS = ("red", "amber")
"""Lights whose findings are drawn over past boards."""


def portfolio_trend(boards: pd.DataFrame) -> Figure | Shown:
    """Draw how many findings call for action and for attention at each board, from `list_boards`."""
    if len(boards) < 2:
        return notice("A line over past boards is drawn once there are two.")
    lights = list(TREND_LIGHTS)
    words = {light: read_lights()[light]["word"] for light in lights}
    shown = boards.assign(on=boards["on"].map(str), latest=boards["on"] == boards["on"].max())
    long = shown.melt(["on", "latest"], lights, "light", "findings")
    rows = zip(long["light"], long["findings"], strict=True)
    long["ends"] = [f"{words[light]}: {number:,}" for light, number in rows]
    base = alt.Chart(long).encode(
        x=alt.X("on:T", title=None, axis=alt.Axis(format="%b %Y", tickCount=5)),
        y=alt.Y("findings:Q", title="Findings", axis=alt.Axis(tickMinStep=1, tickCount=4, format=",d")),
        color=light_colour("light").legend(None),
    )
    last = base.transform_filter("datum.latest")
    return Figure(
        layered(
            base.mark_line(strokeWidth=2),
            base.mark_point(size=60, filled=True, opacity=1).encode(shape=light_shape("light").legend(None)),
            last.mark_text(align="left", dx=8).encode(text=alt.Text("ends:N")),
            width=420,
            height=130,
        ),
        title="Findings of all partnerships over past boards",
        description=_trend_words(boards),
        units="number of findings",
        table=boards[["on", "partnerships", "with_red", *lights]],
        headings={"on": "Board", "with_red": "With findings to act on now"} | words,
    )


def _trend_words(boards: pd.DataFrame) -> str:
    now, before, first = boards.iloc[0], boards.iloc[1], boards.iloc[-1]
    step = int(now["red"] - before["red"])
    more = "more" if step > 0 else "fewer"
    headline = f"{abs(step):,} {more} to act on than" if step else "As many to act on as"
    among = f"{before['partnerships']:,} and {now['partnerships']:,}"
    covered = "" if before["partnerships"] == now["partnerships"] else f" The two boards cover {among} partnerships."
    start = f" At the first of {len(boards)} boards, {say_day(first['on'])}: {first['red']:,} and {first['amber']:,}."
    return (
        f"{headline} at the last board. Findings that call for action now: {before['red']:,} on "
        f"{say_day(before['on'])}, {now['red']:,} on {say_day(now['on'])}. To attend to: {before['amber']:,}, then "
        f"{now['amber']:,}.{start if len(boards) > 2 else ''}{covered}"
    )


def portfolio_exposure(summary: pd.DataFrame) -> Figure | Shown:
    """Draw the money at stake in each partnership: mean, and what is not passed in eight years of ten.

    Takes what `summarise_partnerships` returns.
    """
    known = summary.dropna(subset=["exposure_p80"]).sort_values("exposure_p80", ascending=False)
    if known.empty:
        return notice(_exposure_words(summary, known))
    columns = ["partnership", "exposure_mean", "exposure_p80"]
    shown = known.head(MOST_SHOWN)[columns].astype({"exposure_p80": float, "exposure_mean": float})
    shown["partnership"] = _in_lines(shown["partnership"])
    long = shown.melt("partnership", ["exposure_mean", "exposure_p80"], "measure", "pounds")
    long["measure"] = long["measure"].map({"exposure_mean": "mean", "exposure_p80": "P80"})
    y = _named("partnership", shown["partnership"])
    line = (
        alt.Chart(shown)
        .mark_rule(strokeWidth=3, color=colour("muted"))
        .encode(y=y, x=alt.X("exposure_mean:Q", title="£ a year"), x2=alt.X2("exposure_p80:Q"))
    )
    pounds = alt.X("pounds:Q", title="£ a year", axis=alt.Axis(labelExpr=POUNDS))
    looks = {"mean": ("circle", colour("series_1")), "P80": ("square", colour("series_2"))}
    points = alt.Chart(long).mark_point(size=140).encode(y=y, x=pounds, **tell_apart("measure", looks))
    return Figure(
        layered(line, points, height=alt.Step(34)),
        title="Money at stake in each partnership",
        description=_exposure_words(summary, known),
        units="£ a year",
        table=known.head(MOST_TABLED)[columns] if len(summary) > MOST_TABLED else summary[columns],
        headings={"exposure_mean": "Mean", "exposure_p80": "P80"},
        formats={"exposure_mean": "{:,.0f}", "exposure_p80": "{:,.0f}"},
        how_to_read=(
            "P80 is the cost that is not exceeded in eight years out of ten. P80s of several partnerships do not add "
            f"up; means do. {_say_cut(len(known), 'Those with most at stake come first')}".strip()
        ),
    )


def _say_cut(of: int, order: str) -> str:
    """Say that not all are drawn, and in which order those that are were taken; nothing where all are."""
    return f"{MOST_SHOWN} of {of:,} are drawn. {order}." if of > MOST_SHOWN else ""


def _exposure_words(summary: pd.DataFrame, known: pd.DataFrame) -> str:
    if known.empty:
        return "No partnership gives the chance and the cost of its risks, so the money at stake is not known."
    most = known["exposure_p80"].max()
    alike = list(known.loc[known["exposure_p80"] == most, "partnership"])
    have, each = ("has", "") if len(alike) == 1 else ("have", " each")
    silent = len(summary) - len(known)
    rest = f" Of {counted(silent, 'partnership')} it is not known." if silent else ""
    where = "" if not silent else " of those that are known" if len(known) > 1 else ", the only one that is known"
    return (
        f"{listed(alike, 3)} {have} most at stake{where}: {say_pounds(most, simulated=True)}{each} at P80. "
        f"The means add up to {say_pounds(known['exposure_mean'].sum(), simulated=True)} a year.{rest}"
    )


def organisation_load(organisations: pd.DataFrame) -> Figure:
    """Draw how many partnerships each organisation sits in, and how many risks it leads, from `score_organisations`."""
    ranked = organisations.sort_values(["partnerships", "risks_led"], ascending=False, kind="stable")
    shown = ranked.head(MOST_SHOWN).copy()
    shown["organisation"] = _in_lines(shown["organisation"])
    shown["led"] = [f"leads {int(led):,}" if pd.notna(led) else "" for led in shown["risks_led"]]
    base = alt.Chart(shown).encode(
        y=_named("organisation", shown["organisation"]),
        x=alt.X("partnerships:Q", title="Partnerships", axis=alt.Axis(tickMinStep=1, format=",d")),
    )
    words = base.mark_text(align="left", dx=6).encode(text=alt.Text("led:N"))
    return Figure(
        (base.mark_bar() + words).properties(height=alt.Step(30)),
        title="What the partnerships together ask of each organisation",
        description=_load_words(organisations),
        units="number of partnerships; beside the bar, number of risks led",
        how_to_read=_say_cut(
            len(organisations), "Of those in as many partnerships, the ones that lead on most come first"
        ),
        table=organisations.head(MOST_TABLED)[["organisation", "partnerships", "share", "leads", "risks_led", "hours"]],
        headings={"share": "Share of all", "leads": "Leads", "hours": "Hours a month"},
        formats={"share": "{:.0%}"},
    )


def _load_words(organisations: pd.DataFrame) -> str:
    if organisations.empty:
        return "No partnership lists its partners, so the load on organisations is not known."
    several = organisations[organisations["partnerships"] > 1]
    sit = verb(len(several), "sits", "sit")
    most = organisations["partnerships"].max()
    alike = list(organisations.loc[organisations["partnerships"] == most, "organisation"])
    if several.empty:
        rest = counted(len(organisations), "sits in one", "sit in one each")
        return f"No organisation sits in more than one partnership; {rest}."
    return (
        f"{len(several):,} of {len(organisations):,} organisations {sit} in more than one partnership; "
        f"{listed(alike, 3)} in most: {most:,}."
    )


def common_findings(common: pd.DataFrame) -> Figure:
    """Draw in how many partnerships each finding comes up, from `find_common_findings`."""
    drawn = common.head(12)
    shown = drawn.assign(asks=[wrap(f"{row.code}: {row.question}", ASKED) for row in drawn.itertuples()])
    lines = alt.Axis(
        labelLimit=420, labelExpr="split(datum.label, '\\n')", labelLineHeight=14, labelOffset=middle_of(14)
    )
    chart = (
        alt.Chart(shown)
        .mark_bar()
        .encode(
            y=alt.Y("asks:N", title=None, sort=list(shown["asks"]), axis=lines),
            x=alt.X("partnerships:Q", title="Partnerships", axis=alt.Axis(tickMinStep=1, format=",d")),
            color=light_colour("worst", among=set(shown["worst"])),
        )
        .properties(height=alt.Step(36))
    )
    return Figure(
        chart,
        title="Findings that come up most",
        description=_common_words(common),
        units="number of partnerships with the finding red or amber",
        table=common.head(MOST_TABLED)[
            ["code", "question", "paragraph", "worst", "partnerships", "asked", "share", "remedy"]
        ],
        headings={"paragraph": "Guide", "question": "What is asked", "remedy": "What to do", "share": "Share of asked"},
        formats={"share": "{:.0%}"},
        how_to_read=(
            f"{len(drawn)} of {len(common):,} are drawn, the most frequent first; of those equally frequent, the first "
            "by code. The workbook holds all, with what to do and where."
        ),
    )


def _common_words(common: pd.DataFrame) -> str:
    """Say which finding comes up in most partnerships, and in how many of those that are asked."""
    if common.empty:
        return "No partnership has a red or amber finding."
    first = common.iloc[0]
    number = int(first["partnerships"])
    if number == 1:
        come = counted(len(common), "finding comes up, in one", "findings come up, each in one")
        return f"No finding comes up in more than one partnership. {come} alone."
    alike = int((common["partnerships"] == number).sum())
    if alike > 1:
        return (
            f"{alike:,} findings come up most, each in {number:,} partnerships. The first asks: “{first['question']}”"
        )
    asked = int(first["asked"])
    among = f"all {asked:,}" if asked == number else f"{number:,} of the {asked:,}"
    return (
        f"One finding comes up most, in {among} that are asked it at their stage. "
        f"{first['code']} asks: “{first['question']}” What to do: {first['remedy']}"
    )
