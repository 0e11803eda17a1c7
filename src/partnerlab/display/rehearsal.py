"""A rehearsal: what the first review of a process has to do once, done ahead of all reviews."""

from __future__ import annotations

from pathlib import Path

import altair as alt
import pandas as pd
from altair.utils import schemapi

from partnerlab.analysis.changes import compare_reviews
from partnerlab.analysis.review import next_steps, review_partnership
from partnerlab.display import tables
from partnerlab.display.figure import Figure
from partnerlab.partnership import read_partnership


def rehearse(file: str | Path) -> None:
    """Review a partnership and throw the review away.

    The guide's data are read and the tables' templates made ready on the way, and stay so for what is forked from
    this process. Nothing is drawn: what draws must not be used before a fork. From here on Altair checks a chart only
    when it cannot be drawn, not each time that a part is added to it.

    Parameters
    ----------
    file
        A partnership's file; a short one does.
    """
    schemapi.DEBUG_MODE = False
    partnership = read_partnership(file)
    review = review_partnership(partnership)
    changes = compare_reviews(partnership)
    for shown in (
        tables.answer_in_short(review, changes),
        tables.findings(review.findings),
        tables.changes(changes),
        tables.actions(next_steps(review)),
        tables.provenance(review),
    ):
        shown._repr_mimebundle_()
    frame = pd.DataFrame({"x": [1], "y": ["a"]})
    chart = alt.Chart(frame).mark_bar().encode(x="x:Q", y="y:N")
    _ = Figure(chart, title="Rehearsal", description="One bar.", units="none", table=frame).id
