"""What each stage asks for, as a table in which each point leads to its findings, on whichever page they stand."""

from __future__ import annotations

from typing import TYPE_CHECKING

from partnerlab.display.findings import name_finding, show_light
from partnerlab.display.results import Shown
from partnerlab.display.summary import REVIEWS
from partnerlab.page.handover import page_of
from partnerlab.page.parts import name_content, render

if TYPE_CHECKING:
    import pandas as pd

    from partnerlab.analysis.findings import Finding

CAPTION = "What the stages reached so far ask for"
NOTHING = "nothing recorded that it is about"
TOPICS = {"SC": "scoping", "MA": "mapping", "RA": "risk_allocation", "EV": "evaluation"}
"""Letters of a finding's code and its topic, as in the catalogue of rules."""
HERE = "scoping"
"""Topic of the page that shows it, on which its own findings are linked."""


def stage_asks(assessed: pd.DataFrame) -> Shown:
    """Show what the stages reached so far ask for, how each point stands, and where its findings are.

    Takes what `assess_stages` returns.
    """
    reached = assessed[assessed["position"] != "ahead"]
    rows = [
        {
            "stage": stage,
            "asks": asks,
            "light": show_light(light) if light else NOTHING,
            "links": [{"code": row.code, "address": _address(row)} for row in findings],
        }
        for stage, asks, light, findings in reached[["stage", "asks", "light", "findings"]].itertuples(index=False)
    ]
    text = "\n".join(
        f"{stage}: {asks}: {light or NOTHING}"
        for stage, asks, light in reached[["stage", "asks", "light"]].itertuples(index=False)
    )
    return Shown(render("stages", id=name_content(CAPTION, text), caption=CAPTION, rows=rows), text)


def _address(finding: Finding) -> str:
    topic = TOPICS[finding.code[:2]]
    page = "" if topic == HERE else page_of(REVIEWS[topic])
    return f"{page}#{name_finding(finding)}"
