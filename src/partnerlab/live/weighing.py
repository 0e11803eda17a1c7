"""Weights of the criteria by sliders: which option comes first, and how firmly."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from typing import Any

from partnerlab.amounts import say_share
from partnerlab.analysis.scoping.weighing import CLOSENESS, POINTS, Weighing, points_of, weigh_options
from partnerlab.display.table import table
from partnerlab.exchange.content import shown
from partnerlab.live.draft import Draft
from partnerlab.partnership import Partnership
from partnerlab.wording import listed

SURENESS = {
    "closely": "sure to about 5 points",
    "roughly": "sure to about 10 points",
    "not at all": "not sure: any weights",
}
"""How sure the weights are, in words, for each of `CLOSENESS`."""
USUAL = "roughly"
"""Which of `CLOSENESS` is chosen at first."""


def offer_weights(partnership: Partnership) -> dict[str, Any]:
    """Return the criteria with their weights in points of 100; empty when there is no option to compare."""
    points = points_of(partnership)
    tried = weigh_options(partnership, points)
    if tried.missing:
        return {}
    rounded = {key: float(round(point)) for key, point in points.items()}
    chosen = rounded if any(rounded.values()) else points
    return {
        "criteria": [[row.id, row.name, round(points[row.id])] for row in partnership.criteria],
        "most": POINTS,
        "closeness": USUAL,
        "choices": [[key, SURENESS[key]] for key in CLOSENESS],
        **tell_weights(partnership, chosen, USUAL),
    }


def tell_weights(partnership: Partnership, weights: Mapping[str, float], closeness: str) -> dict[str, Any]:
    """Return what follows from weights: a sentence, and two tables as HTML."""
    tried = weigh_options(partnership, weights, CLOSENESS[closeness])
    if tried.missing:
        return {"sentence": f"Nothing comes first: {tried.missing}.", "html": ""}
    near = "all weights alike" if CLOSENESS[closeness] is None else f"weights {closeness} like these"
    options = table(
        tried.table[["name", "form", "weighted_sum", "place", "first"]],
        caption="The options under these weights",
        headings={"name": "Option", "weighted_sum": "Sum, 0 to 10", "place": "Rank", "first": f"Comes first, {near}"},
        formats={"weighted_sum": "{:.1f}", "first": "{:.0%}"},
        missing="a score is missing",
    )
    turns = table(
        tried.turns[["name", "weight", "turns_at", "then"]],
        caption="How far one weight can move before another option catches up",
        headings={"name": "Criterion", "weight": "Weight", "turns_at": "Turns at", "then": "Then first"},
        formats={"weight": "{:.0f}", "turns_at": "{:.0f}"},
        missing="never",
        note="One weight at a time, from 0 to 100; the others stay. Options with a missing score are left out here.",
    )
    return {"sentence": _say(tried, near), "html": str(options.html + turns.html)}


def _say(tried: Weighing, near: str) -> str:
    if not tried.firsts:
        return "No option has all its scores, so none comes first by its sum."
    best = tried.table.iloc[0]
    if len(tried.firsts) > 1:
        return f"{listed(tried.firsts)} are level, with {best['weighted_sum']:.1f} of 10 each."
    text = f"{best['name']} comes first, with {best['weighted_sum']:.1f} of 10. "
    return f"{text}It does so under {say_share(best['first'])} of {tried.draws:,} sets of weights ({near})."


def type_weights(draft: Draft, weights: Mapping[str, float]) -> None:
    """Type weights into the criteria, as one step."""
    rows = draft.rows("criteria")
    draft.put(
        "criteria",
        tuple(
            replace(row, cells={**row.cells, "weight": shown(weights[row.cells["id"]])})
            if row.cells.get("id") in weights
            else row
            for row in rows
        ),
    )


def read_weights(told: Mapping[str, Any], partnership: Partnership) -> dict[str, float]:
    """Return the weights that were sent, none below 0 or above the most; those not sent stay as they are."""
    points = points_of(partnership)
    sent = {str(key): float(value) for key, value in dict(told).items()}
    return {key: min(max(sent.get(key, point), 0.0), float(POINTS)) for key, point in points.items()}
