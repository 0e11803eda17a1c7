"""Partners by how many ties they have, where a map of the network would be a tangle of lines."""

from __future__ import annotations

from collections.abc import Iterable

import altair as alt
import pandas as pd

from partnerlab.display.charts.drawing import Layers, layered
from partnerlab.display.theme import colour

BOTH, ONE = "both sides, or one asked", "one side only"
"""Who reports a tie."""


def rank_partners(edges: pd.DataFrame, isolates: Iterable[str] = ()) -> Layers:
    """Draw partners with their number of ties, most first; those without any come last.

    Parameters
    ----------
    edges
        `first`, `second`, `confirmed` (not denied by either side): one row a tie.
    isolates
        Partners without a tie.

    Examples
    --------
    >>> edges = pd.DataFrame({"first": ["A", "A"], "second": ["B", "C"], "confirmed": [True, False]})
    >>> rank_partners(edges, ["D"]).to_dict()["layer"][1]["encoding"]["y"]["sort"]
    ['A', 'B', 'C', 'D']
    """
    said = edges["confirmed"].map({True: BOTH, False: ONE})
    ends = pd.concat([pd.DataFrame({"partner": edges[end], "said": said}) for end in ("first", "second")])
    ties = ends.value_counts().rename("ties").reset_index().sort_values(["partner", "said"])
    total = ties.groupby("partner", as_index=False).agg(total=("ties", "sum"))
    alone = pd.DataFrame({"partner": list(isolates), "total": 0})
    ranked = pd.concat([total, alone]).sort_values(["total", "partner"], ascending=[False, True])
    y = alt.Y("partner:N", title=None, sort=ranked["partner"].tolist())
    fills = alt.Scale(domain=[BOTH, ONE], range=[colour("ramp_5"), colour("ramp_2")])
    bars = alt.Chart(ties).mark_bar(stroke=colour("paper"))
    bars = bars.encode(
        y=y,
        x=alt.X("ties:Q", title="Ties", axis=alt.Axis(format="d", tickMinStep=1, tickCount=7)),
        color=alt.Color("said:N", title="Reported by", scale=fills),
        order=alt.Order("said:N"),
    )
    words = alt.Chart(ranked).mark_text(align="left", dx=5).encode(y=y, x=alt.X("total:Q"), text=alt.Text("total:Q"))
    return layered(bars, words, width=420, height=alt.Step(24))
