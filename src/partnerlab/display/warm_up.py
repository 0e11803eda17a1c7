"""A warm-up: what the first review of a process has to do once, done ahead of all reviews."""

from __future__ import annotations

from importlib import import_module
from pathlib import Path

import altair as alt
import pandas as pd

from partnerlab import guide
from partnerlab.analysis.changes import compare_reviews
from partnerlab.analysis.review import next_steps, review_partnership
from partnerlab.display import charts, tables
from partnerlab.display.context import draw_with
from partnerlab.display.figure import Figure
from partnerlab.page.parts import prepare_parts
from partnerlab.partnership import Partnership, read_partnership

GUIDE = (
    *(guide.accountability_dimensions, guide.agenda, guide.agreement_clauses, guide.agreement_types, guide.assumptions),
    *(guide.checklist, guide.collaboration_risks, guide.communication_points, guide.conflict_tips),
    *(guide.failure_reasons, guide.features, guide.founding_roles, guide.frameworks, guide.glossary),
    *(guide.governance_elements, guide.instruments, guide.level_schemes, guide.life_cycle, guide.mapping_tasks),
    *(guide.outcome_steps, guide.paragraphs, guide.role_points, guide.scales, guide.stages, guide.sustainability),
)
"""What the guide asks, list by list; each is read when it is first asked for."""

CALCULATORS = ("networkx", "scipy.optimize", "scipy.special")
"""What reviews import when they first calculate with it; a short file needs none of them."""


def warm_up(file: str | Path | Partnership, topic: str | None = None) -> None:
    """Review a partnership, a short one will do; of one that is given, what was found stays with it.

    The charts are found, the guide's data read and the page's parts made ready, and stay so for what is forked from
    this process. Nothing is drawn: what draws must not be used before a fork. From here on Altair checks a chart of
    ours only when it cannot be drawn, not each time that a part is added to it.

    Parameters
    ----------
    file
        The partnership, or its file.
    topic
        The topic to review; None for all, with all that any of them may calculate with.
    """
    for module in CALCULATORS if topic is None else ():
        import_module(module)
    draw_with(checked=False)
    charts.gather_charts()
    prepare_parts()
    for read in GUIDE:
        read()
    partnership = file if isinstance(file, Partnership) else read_partnership(file)
    review = review_partnership(partnership, topic)
    changes = compare_reviews(partnership, topic=topic)
    for shown in (
        tables.answer_in_short(review, changes),
        tables.findings(review.shown),
        tables.changes(changes),
        tables.actions(next_steps(review)),
        tables.provenance(review),
    ):
        shown._repr_mimebundle_()
    frame = pd.DataFrame({"x": [1], "y": ["a"]})
    chart = alt.Chart(frame).mark_bar().encode(x="x:Q", y="y:N")
    _ = Figure(chart, title="Warm-up", description="One bar.", units="none", table=frame).id
