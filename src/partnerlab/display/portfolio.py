"""The portfolio as people read it: one line for each partnership, with links to its reviews."""

from __future__ import annotations

from typing import TYPE_CHECKING
from urllib.parse import quote

import pandas as pd

from partnerlab.display.findings import show_light
from partnerlab.display.results import Shown, every_citation, every_term
from partnerlab.display.table import write_text
from partnerlab.page.handover import page_of, title_of
from partnerlab.page.parts import read_lights, render

if TYPE_CHECKING:
    from partnerlab.analysis.portfolio import Portfolio


def portfolio_in_short(portfolio: Portfolio, sentence: str) -> Shown:
    """Show how the partnerships stand together, in a sentence or two; the page bears the markings of all of them.

    Takes what `portfolio.read_portfolio` returns, and what `portfolio.summarise_portfolio` says of it.
    """
    invented = [
        results.name for results in portfolio.results if results.partnership and results.partnership.illustrative
    ]
    named = "all of them" if len(invented) == portfolio.partnerships else ", ".join(invented)
    html = render("lead", text=sentence, illustrative=named if invented else "")
    markings = {results.partnership.marking or "" for results in portfolio.results if results.partnership} - {""}
    redactions = {results.partnership.redaction or "" for results in portfolio.results if results.partnership} - {""}
    about = {"marking": "; ".join(sorted(markings)), "redaction": " ".join(sorted(redactions))}
    told = {"partnership": {name: text for name, text in about.items() if text}} if markings or redactions else {}
    return Shown(html, sentence, results=told, citations=every_citation(), terms=every_term())


def reviews(portfolio: Portfolio, summary: pd.DataFrame) -> Shown:
    """Show each partnership on a line, the one with most to act on first, with links to its pages.

    Takes what `portfolio.read_portfolio` returns, and what `portfolio.summarise_partnerships` returns for it.

    Examples
    --------
    >>> from partnerlab.analysis.portfolio import Portfolio, summarise_partnerships
    >>> "No review has been made yet" in reviews(Portfolio(()), summarise_partnerships(Portfolio(()))).html
    True
    """
    by_slug = {results.slug: results for results in portfolio.results}
    lights = list(read_lights())
    rows = [
        {
            "name": row["partnership"],
            "illustrative": row["illustrative"],
            "stage": row["stage"] or "not known",
            "as_at": write_text(row["as_at"]) if row["as_at"] else "not dated",
            "counts": [row[light] for light in lights],
            "overdue": "not known" if pd.isna(row["actions_overdue"]) else int(row["actions_overdue"]),
            "links": [
                {"address": f"{quote(row['slug'])}/{quote(page_of(name))}", "text": title_of(name)}
                for name in by_slug[row["slug"]].notebooks
            ],
            "missing": ", ".join(map(title_of, by_slug[row["slug"]].missing)),
        }
        for row in summary.to_dict("records")
    ]
    return Shown(render("reviews", lights=[show_light(light) for light in lights], rows=rows), summary.to_string())
