"""The two report cards: the whole population, and the partnership's own services."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

import altair as alt
import pandas as pd

from partnerlab.analysis.evaluation.performance import KINDS, Reading
from partnerlab.analysis.evaluation.series import read_series, values_of
from partnerlab.display.figure import Figure, draw
from partnerlab.display.results import Shown, notice
from partnerlab.display.table import Table
from partnerlab.display.theme import colour
from partnerlab.methods.proportions import share_interval

MOST_PANELS = 12
"""More measures than this stand in the table only."""

HEADINGS = {"how much": "How much?", "how well": "How well?", "better off": "Is anyone better off?"}


def population_card(assessed: pd.DataFrame) -> Table:
    """Show the report card of the whole population: each indicator against its base and its target.

    Parameters
    ----------
    assessed
        What `evaluation.assess_population` returns.
    """
    rows = assessed.astype(object).where(assessed.notna(), None).to_dict("records")
    shown = pd.DataFrame(
        {
            "indicator": [row["title"] for row in rows],
            "then": [_said(row["base_value"], row["unit"], row["base"]) for row in rows],
            "now": [_said(row["value"], row["unit"], row["latest"]) for row in rows],
            "official": [row["official"] for row in rows],
            "answer": [row["answer"] for row in rows],
            "target": [
                ": ".join(filter(None, (row["target_state"], _said(row["target"], row["unit"], row["target_period"]))))
                for row in rows
            ],
            "start": [row["start"] for row in rows],
        }
    )
    return Table(
        shown,
        "Report card of the whole population",
        headings={
            "then": "Base",
            "official": "Official rule",
            "answer": "Four verdicts together",
            "start": "Could our actions show?",
        },
        missing="–",
        empty="No indicator of the population is named yet.",
        note="Indicators tell of everybody, not only of those whom the partnership reaches; many things move them.",
    )


def _said(value: float | None, unit: str, period: str | None) -> str | None:
    return None if value is None else f"{value:,.4g} {unit}, {period}"


def performance_card(readings: Iterable[Reading]) -> Figure | Shown:
    """Draw the report card of the partnership's own services: a small chart for each measure, by kind.

    Parameters
    ----------
    readings
        What `evaluation.read_measures` returns.
    """
    found = list(readings)
    known = [reading for reading in found if reading.n]
    if not known:
        said = "No performance measure has a value yet" if found else "No performance measure is named yet"
        return notice(f"{said}, so it cannot be told how much is done, how well, and whether anyone is better off.")
    rows = [
        alt.hconcat(*[_panel(reading) for reading in group], spacing=26)
        for kind in KINDS
        for group in _in_rows([reading for reading in known[:MOST_PANELS] if reading.measure.kind == kind])
    ]
    return draw(
        alt.vconcat(*rows, spacing=18),
        title="Report card of the services: how much, how well, is anyone better off",
        description=" ".join(f"{reading.measure.title}: {reading.sentence}" for reading in found),
        units="each measure in its own unit",
        table=performance_table(found),
        how_to_read=(
            "Dots are values, upright bars their 95 % interval where numerator and denominator are given, the dashed "
            "line the target. A bar that is long means few people: read the dot with care."
        ),
        shows=("EV202", "EV206", "EV209", "EV210"),
        headings={"low": "95 % low", "high": "95 % high", "what_happened": "What happened"},
    )


def performance_table(readings: Iterable[Reading]) -> pd.DataFrame:
    """Return the table behind the card.

    Returns
    -------
    pandas.DataFrame
        One row a measure: `kind`, `title`, `latest` (period), `value`, `unit`, `low`, `high`, `what_happened`.
    """
    rows = [
        {
            "kind": reading.measure.kind,
            "title": reading.measure.title,
            "latest": reading.latest.period if reading.latest else None,
            "value": reading.latest.value if reading.latest else None,
            "unit": reading.measure.unit,
            "low": 100 * reading.share[0] if reading.share else None,
            "high": 100 * reading.share[1] if reading.share else None,
            "what_happened": reading.sentence,
        }
        for reading in readings
    ]
    return pd.DataFrame(rows, columns=["kind", "title", "latest", "value", "unit", "low", "high", "what_happened"])


def _in_rows(readings: list[Reading], width: int = 2) -> list[list[Reading]]:
    return [readings[start : start + width] for start in range(0, len(readings), width)]


def _panel(reading: Reading) -> Any:
    """One measure as a small line chart with intervals and its target."""
    measure = reading.measure
    values = _values(reading)
    x = alt.X(
        "period:O",
        sort=values["period"].tolist(),
        title=None,
        axis=alt.Axis(labelAngle=-40, grid=False, labelFontSize=12),
    )
    scale = alt.Scale(zero=measure.unit != "%", nice=True)
    y = alt.Y("value:Q", title=measure.unit, scale=scale, axis=alt.Axis(tickCount=4, labelFontSize=12))
    base = alt.Chart(values).encode(x=x, y=y)
    layers: list[Any] = [
        alt.Chart(values)
        .mark_rule(color=colour("edge"), strokeWidth=4, opacity=0.55)
        .encode(x=x, y=alt.Y("low:Q", title=measure.unit, scale=scale), y2="high:Q"),
        base.mark_line(strokeWidth=2),
        base.mark_point(size=46),
    ]
    if measure.target is not None:
        goal = alt.Chart(pd.DataFrame({"value": [measure.target.value]})).encode(y=y)
        layers += [
            goal.mark_rule(strokeDash=[6, 4], color=colour("ink"), strokeWidth=1.5),
            goal.mark_text(align="left", dx=3, dy=-7, fontSize=11, color=colour("muted")).encode(
                x=alt.value(0), text=alt.value(f"target {measure.target.value:,.4g}")
            ),
        ]
    layers += _latest(values, x, y)
    title = alt.TitleParams(
        HEADINGS[measure.kind],
        subtitle=_wrap(measure.title),
        fontSize=12,
        subtitleFontSize=12,
        subtitleColor=colour("ink"),
        color=colour("muted"),
    )
    return alt.layer(*layers).properties(width=230, height=120, title=title)


def _latest(values: pd.DataFrame, x: alt.X, y: alt.Y) -> list[Any]:
    """The latest value in words, on a halo that keeps lines from crossing it."""
    last = alt.Chart(values.tail(1)).encode(x=x, y=y, text=alt.Text("value:Q", format=",.4~g"))
    halo = last.mark_text(dy=-13, fontWeight="bold", stroke=colour("paper"), strokeWidth=5, opacity=0.85)
    return [halo, last.mark_text(dy=-13, fontWeight="bold")]


def _values(reading: Reading) -> pd.DataFrame:
    observed = read_series(reading.measure)
    rows = {row.period: row for row in sorted(values_of(reading.measure), key=lambda row: str(row.published or ""))}
    found = []
    for period, value in observed or ():
        row = rows[period.label]
        whole = row.numerator is not None and row.denominator is not None and row.numerator <= row.denominator
        low, high = share_interval(row.numerator or 0, row.denominator or 1) if whole else (None, None)
        found.append(
            {
                "period": period.label,
                "value": float(value),
                "low": None if low is None else 100 * low,
                "high": None if high is None else 100 * high,
            }
        )
    return pd.DataFrame(found).astype({"low": "float64", "high": "float64"})


def _wrap(title: str, most: int = 36) -> list[str]:
    lines = [""]
    for word in title.split():
        if lines[-1] and len(lines[-1]) + len(word) + 1 > most:
            lines.append(word)
        else:
            lines[-1] = f"{lines[-1]} {word}".strip()
    return lines[:3]
