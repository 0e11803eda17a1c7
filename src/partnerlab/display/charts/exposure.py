"""Charts of the money at stake: how likely a year costs more, what drives it, who carries it, and is that fair."""

from __future__ import annotations

import altair as alt
import pandas as pd

from partnerlab.amounts import say_pounds, say_pounds_apart, say_share
from partnerlab.display.charts.drawing import faceted, layered
from partnerlab.display.charts.risks import name_axis, row_height, say_how_many, with_names
from partnerlab.display.figure import Figure
from partnerlab.display.naming import titled
from partnerlab.display.results import Shown, notice
from partnerlab.display.theme import colour, series, tell_apart
from partnerlab.wording import counted, listed, verb, with_capital

MOST_DRIVERS = 12
NOTHING = "What a year may cost is not known yet: that takes the chance and the cost of open risks."
LEAST_GAP = 0.0005
"""Difference of two shares below which they read the same: a twentieth of a percentage point."""
READ_ALIKE = 0.005
"""Difference of two differences of shares that nobody reads: half a percentage point."""
RARE = 0.01
"""Chance below which every point of the curve stands in the data."""
NEAR = 0.02
"""How far from a twentieth a chance may be to stand for it in the data: a tenth of a percentage point."""
FEW_STEPS = 25
"""Points of a curve that all stand in the data."""
MOST_CARRIERS = 8
"""Partners drawn by name; the others are added up."""


def exceedance_curve(curve: pd.DataFrame) -> Figure | Shown:
    """Draw how likely it is that a year costs more than an amount, with P50, P80 and P95 marked.

    Takes what `risk_allocation.exceedance_of` returns.
    """
    if curve.empty:
        return notice(NOTHING)
    shown = curve.assign(thousand=curve["amount"] / 1000)
    marks = shown[shown["mark"] != ""]
    marks = marks.assign(words=[f"{row['mark']}  £{row['thousand']:,.0f}k" for row in marks.to_dict("records")])
    x = alt.X(
        "thousand:Q", title="Cost of a year (£ thousand)", scale=alt.Scale(nice=True), axis=alt.Axis(format=",.0f")
    )
    y = alt.Y(
        "probability:Q",
        title="Chance that a year costs more",
        stack=None,
        scale=alt.Scale(domain=[0, 1]),
        axis=alt.Axis(format="%"),
    )
    area = (
        alt.Chart(shown)
        .mark_area(
            color=colour("ramp_1"), line={"color": colour("series_1"), "strokeWidth": 2.5}, interpolate="step-after"
        )
        .encode(x=x, y=y)
    )
    rules = alt.Chart(marks).mark_rule(strokeDash=[4, 3], color=colour("ink")).encode(x=x, y=y)
    points = alt.Chart(marks).mark_point(filled=True, size=110, color=colour("series_1"), opacity=1).encode(x=x, y=y)
    words = (
        alt.Chart(marks)
        .mark_text(align="left", dx=10, dy=-8, fontWeight="bold")
        .encode(x=x, y=y, text=alt.Text("words:N"))
    )
    return Figure(
        layered(area, rules, points, words, width=520, height=280),
        title="How likely a year costs more than an amount",
        description=_curve_words(curve),
        units="£ thousand a year; chance from 0 to 100%",
        table=_told_steps(shown)[["amount", "probability", "mark"]],
        headings={"amount": "Cost of a year (£)", "probability": "Chance of more"},
        formats={"amount": "{:,.0f}", "probability": "{:.1%}"},
        shows=("RA401", "RA402"),
    )


def _curve_words(curve: pd.DataFrame) -> str:
    """Say what four years in five do not pass: where the total jumps there, fewer than one in five may pass it."""
    most = say_pounds(curve.attrs["most"], simulated=True)
    first = (
        f"One year in five costs more than {most}"
        if curve.attrs["smooth"]
        else f"Four years in five cost {most} or less"
    )
    told = "; ".join(f"{name} {words}" for name, words in curve.attrs["told"].items())
    left_out, every = curve.attrs["left_out"]
    rest = f" {left_out} of {counted(every, 'open risk')} {verb(left_out, 'is', 'are')} left out: no chance or no cost."
    return f"{first}. {told}.{rest if left_out else ''}"


def _told_steps(curve: pd.DataFrame) -> pd.DataFrame:
    """Keep every twentieth, the rarest and the marked points of a curve: it is drawn finer than anybody reads it.

    The first point stays, and all of a curve of a few steps.
    """
    steps = curve["probability"] * 20
    told = ((steps - steps.round()).abs() < NEAR) | (curve["probability"] < RARE) | (curve["mark"] != "")
    return curve if len(curve) <= FEW_STEPS else curve[told | (curve.index == curve.index[0])]


def exposure_drivers(drivers: pd.DataFrame) -> Figure | Shown:
    """Draw which risks drive the total: what each does to it at its low and at its high cost.

    Takes what `risk_allocation.assess_drivers` returns.
    """
    if drivers.empty:
        return notice(NOTHING)
    shown = with_names(drivers.head(MOST_DRIVERS))
    for name in ("absent", "at_low", "at_high", "total"):
        shown[f"{name}_k"] = shown[name] / 1000
    y = alt.Y("name:N", **name_axis(shown["name"]))
    x = alt.X(
        "at_low_k:Q", title="Total at P80 (£ thousand)", scale=alt.Scale(zero=False), axis=alt.Axis(format=",.0f")
    )
    base = alt.Chart(shown)
    bars = base.mark_bar(color=colour("ramp_3"), height=15).encode(y=y, x=x, x2=alt.X2("at_high_k:Q"))
    absent = base.mark_point(shape="diamond", filled=True, size=90, color=colour("series_2"), opacity=1).encode(
        y=y, x=alt.X("absent_k:Q")
    )
    total = alt.Chart(shown.head(1)).mark_rule(color=colour("ink"), strokeWidth=2).encode(x=alt.X("total_k:Q"))
    top, tied = drivers.iloc[0], drivers.attrs["widest"]
    told = say_pounds_apart(*(top[name] for name in ("total", "at_low", "at_high", "absent")), simulated=True)
    total_told = drivers.attrs["told"] or told[0]
    most = "moves" if len(tied) == 1 else f"and {counted(len(tied) - 1, 'other')} move"
    first = f"{titled(top['risk'])} {most} the total most"
    first = first if top["swing"] > 0 else "No single cost range moves the total at P80"
    return Figure(
        layered(bars, total, absent, width=420, height=row_height(shown["name"])),
        title="Which risks drive the total",
        description=(
            f"{first}. Over {counted(len(drivers), 'risk')} with a cost, the total at P80 is {total_told}. With "
            f"{titled(top['risk'])} it is {told[1]} at its low cost, {told[2]} at its high one, {told[3]} without it."
        ),
        units="£ thousand at P80",
        table=drivers,
        headings={
            "absent": "Without it (£)",
            "at_low": "At low cost (£)",
            "at_high": "At high cost (£)",
            "total": "As it stands (£)",
            "swing": "Swing (£)",
        },
        formats={
            **dict.fromkeys(("absent", "at_low", "at_high", "total", "swing"), "{:,.0f}"),
            "share_of_mean": "{:.1%}",
            "share_of_tail": "{:.1%}",
        },
        how_to_read=(
            "Bars run from the total at the risk's low cost to that at its high one; diamond: without it; "
            f"upright line: as it stands.{say_how_many(len(shown), len(drivers), 'widest')}"
        ),
        shows=("RA402",),
    )


def tail_carriers(carriers: pd.DataFrame) -> Figure | Shown:
    """Draw who carries the worst losses under today's leads, the best leads and equal shares, side by side.

    Takes what `risk_allocation.compare_carriers` returns.
    """
    if carriers.empty:
        return notice(NOTHING)
    if carriers["share_of_tail"].isna().all():
        return notice("The worst losses come to £0, so nobody carries a share of them.")
    heaviest = carriers.groupby("partner")["share_of_tail"].max().sort_values(ascending=False)
    kept = [str(name) for name in heaviest.index if name != "nobody"][:MOST_CARRIERS]
    first = carriers[carriers["allocation"] == carriers["allocation"].iloc[0]].set_index("partner")["share_of_tail"]
    named = sorted(kept, key=lambda name: -float(first.get(name, 0.0)))
    others = [name for name in heaviest.index if name not in {*named, "nobody"}]
    rest = f"{len(others)} others"
    folded = carriers.assign(partner=carriers["partner"].where(~carriers["partner"].isin(others), rest))
    summed = folded.groupby(["allocation", "partner"], sort=False)["share_of_tail"].sum()
    rows = [*named, *([rest] if others else []), *(["nobody"] if "nobody" in set(carriers["partner"]) else [])]
    ways = list(carriers["allocation"].unique())
    every = pd.MultiIndex.from_product([ways, rows], names=["allocation", "partner"])
    folded = summed.reindex(every, fill_value=0.0).rename("share_of_tail").reset_index()
    base = alt.Chart(folded).encode(
        y=alt.Y("partner:N", title=None, sort=rows, axis=alt.Axis(ticks=False)),
        x=alt.X(
            "share_of_tail:Q",
            title=None,
            axis=None,
            scale=alt.Scale(domain=[0, float(folded["share_of_tail"].max()) * 1.35]),
        ),
    )
    hues = alt.Color(
        "partner:N",
        legend=None,
        scale=alt.Scale(domain=rows, range=[colour("red") if row == "nobody" else colour("series_1") for row in rows]),
    )
    bars = base.mark_bar(height=16).encode(color=hues)
    words = base.mark_text(align="left", dx=5).encode(text=alt.Text("share_of_tail:Q", format=".0%"))
    header = alt.Header(labelFontSize=13, labelAnchor="start")
    way = alt.Column("allocation:N", title=None, sort=ways, header=header)
    return Figure(
        faceted(layered(bars, words, width=170, height=alt.Step(24)), alt.FacetMapping(column=way)),
        title=f"Who carries the worst losses, {'three' if len(ways) == 3 else 'two'} ways",
        description=_carrier_words(carriers),
        units="share of the mean loss in the worst one year in twenty; the losses are the same in all",
        table=carriers,
        headings={"expected": "Expected (£ a year)", "tail_loss": "In the worst years (£)", "p80": "Own P80 (£)"},
        formats={
            "risks": "{:,.0f}" if (carriers["risks"] % 1 == 0).all() else "{:.1f}",
            "expected": "{:,.0f}",
            "tail_loss": "{:,.0f}",
            "share_of_mean": "{:.1%}",
            "share_of_tail": "{:.1%}",
            "p80": "{:,.0f}",
        },
        shows=("RA104", "RA403"),
    )


def _carrier_words(carriers: pd.DataFrame) -> str:
    parts, first = [], ""
    for name, group in carriers.groupby("allocation", sort=False):
        most = group["share_of_tail"].max()
        alike = group["share_of_tail"] >= most - LEAST_GAP
        most_of_all = group[alike | group.index.isin(carriers.attrs.get("most", []))]
        unled = "risks that nobody carries" if name == "equal shares" else "risks without a lead"
        top = listed(most_of_all["partner"].replace("nobody", unled), 3)
        about = "" if len(most_of_all) == alike.sum() else "about "
        each = ", " if len(most_of_all) == 1 else f" each, {about}"
        parts.append(f"largest share under {name}: {top}{each}{say_share(most_of_all['share_of_tail'].mean())}")
        several = len(most_of_all) > 1 or "nobody" in set(most_of_all["partner"])
        start = with_capital(top) if most_of_all["partner"].iloc[0] == "nobody" else top  # an id is written as it is
        first = first or f"{start} {'carry' if several else 'carries'} the largest share under {name}."
    text = "; ".join(parts)
    over = f", over {carriers.attrs['over']}" if carriers.attrs.get("over") else ""
    unknown = "" if "best leads" in set(carriers["allocation"]) else " The best leads are not known."
    return f"{first} {with_capital(text)}{over}.{unknown}"


def fair_shares(fairness: pd.DataFrame) -> Figure | Shown:
    """Draw each partner's share of the worst losses beside its share of resources and of benefit.

    Takes what `risk_allocation.assess_fairness` returns.
    """
    names = {"share_of_tail": "worst losses", "share_of_resources": "resources", "share_of_benefit": "benefit"}
    long = fairness.melt(id_vars=["partner"], value_vars=list(names), var_name="what", value_name="share").dropna()
    if fairness.empty or not (long["what"] == "share_of_tail").any():
        return notice("Shares of losses are not known yet, so they cannot be compared with resources and benefit.")
    long["what"] = long["what"].map(names)
    order = list(fairness.sort_values("share_of_tail", ascending=False, kind="stable")["partner"])
    y = alt.Y("partner:N", title=None, sort=order)
    x = alt.X("share:Q", title="Share of the whole", axis=alt.Axis(format="%"))
    marks = dict(zip(names.values(), zip(("circle", "square", "triangle-up"), series(3), strict=True), strict=True))
    known = {what: look for what, look in marks.items() if (long["what"] == what).any()}
    base = alt.Chart(long).encode(y=y, x=x)
    line = base.mark_line(color=colour("muted")).encode(detail=alt.Detail("partner:N"))
    points = base.mark_point(filled=True, size=120, opacity=1).encode(**tell_apart("what", known, title="Share of"))
    return Figure(
        layered(line, points, width=420, height=alt.Step(26)),
        title="What each partner carries, brings and expects",
        description=_fairness_words(fairness),
        units="share of all together, shown where it is known of each; an hour of time is counted in pounds",
        table=fairness.drop(columns="partner"),
        headings={"name": "Partner", "capacity": "Can lead", "resources": "Resources (£ a year)"},
        formats={name: "{:.1%}" for name in fairness.columns if name.startswith(("share", "best_share", "apart"))},
        shows=("RA304", "RA305", "RA403"),
    )


def _fairness_words(fairness: pd.DataFrame) -> str:
    heavy = fairness[fairness["verdict"] == "carries more than it brings"]
    over = f" {fairness.attrs['coverage']}." if "coverage" in fairness.attrs else ""
    if heavy["partner"].any():
        rows = heavy.to_dict("records")
        carry = verb(len(rows), "carries more than it brings", "carry more than they bring")
        return (
            f"{counted(len(rows), 'partner')} {carry}. "
            + " ".join(
                f"{row['partner']} carries {say_share(row['share_of_tail'])} of the worst losses and brings "
                f"{say_share(row['share_of_resources'])} of the resources."
                for row in rows
            )
            + f"{_benefit_words(fairness)}{over}"
        )
    if (fairness["verdict"] == "cannot tell").all() and fairness["apart"].notna().any():
        why = with_capital(fairness.attrs.get("unled", "")) or "Too few risks have a cost"
        return f"Whether this is fair is not known. {why}.{over}"
    if fairness["apart"].isna().all():
        nothing = fairness.attrs.get("nothing", "")
        why = with_capital(nothing) if nothing else "What each brings is not recorded in full"
        return f"Whether this is fair is not known for any partner. {why}."
    said = "No partner carries much more than it brings. Compared are the worst losses and the resources."
    return f"{said}{_above(fairness, 'resources')}{_benefit_words(fairness)}{over}"


def _benefit_words(fairness: pd.DataFrame) -> str:
    """Say who carries most above what it expects to gain; empty when nobody does, or said what it expects."""
    return _above(fairness, "benefit")


def _above(fairness: pd.DataFrame, what: str) -> str:
    """Say whose share of the losses is furthest above its share of something; empty when nobody's reads as above."""
    shares = fairness[["share_of_tail", f"share_of_{what}"]].dropna()
    read = shares.map(say_share)
    told = shares[read["share_of_tail"] != read[f"share_of_{what}"]]  # 25.3 and 25.0% both read 25%
    above = told["share_of_tail"] - told[f"share_of_{what}"]
    most = above.max() if len(above) else 0.0
    if most < LEAST_GAP:
        return ""
    rows = fairness.loc[above.index[above >= most - READ_ALIKE]]
    if len(rows) > 1:
        return f" Equally far above their share of the {what}: {listed(rows['partner'])}."
    row = rows.iloc[0]
    said = f"{say_share(row['share_of_tail'])} of the losses, {say_share(row[f'share_of_{what}'])} of the {what}"
    return f" Furthest above its share of the {what} is {row['partner']}: {said}."
