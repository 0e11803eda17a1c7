"""The tables of a review, by name: ``tables.findings(…)``, ``tables.actions(…)``, ``tables.table(…)``."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING

import pandas as pd
from markupsafe import Markup

from partnerlab.display.findings import answer_in_short, findings
from partnerlab.display.portfolio import portfolio_in_short, reviews
from partnerlab.display.portfolio_pages import beside
from partnerlab.display.portfolio_tables import (
    portfolio_actions,
    portfolio_changes,
    portfolio_groups,
    portfolio_organisations,
    portfolio_pairs,
)
from partnerlab.display.questions import questions
from partnerlab.display.results import Shown, gather_citations, notice
from partnerlab.display.table import Table, table, write_text
from partnerlab.page.parts import render
from partnerlab.wording import counted

if TYPE_CHECKING:
    from partnerlab.analysis.review import Review

__all__ = [
    "Table",
    "actions",
    "answer_in_short",
    "beside",
    "changes",
    "findings",
    "portfolio_actions",
    "portfolio_changes",
    "portfolio_groups",
    "portfolio_in_short",
    "portfolio_organisations",
    "portfolio_pairs",
    "provenance",
    "questions",
    "reviews",
    "table",
]

_KINDS = {
    "finding": ("Findings", ["what", "change", "before", "after", "code", "paragraph"]),
    "measure": ("Measures", ["what", "before", "after"]),
    "fact": ("Facts in the record", ["what", "before", "after"]),
}
"""Kinds of change, and what is told of each; what is not a finding is folded away."""


def changes(frame: pd.DataFrame) -> Shown:
    """Show what has changed since the last review.

    Parameters
    ----------
    frame
        What `compare_reviews` returns: ``kind``, ``change``, ``what``, ``before``, ``after``, ``code``, ``paragraph``
        and, in ``attrs["since"]``, the earlier date.

    Examples
    --------
    >>> "no earlier review" in changes(pd.DataFrame()).html
    True
    """
    since: date | None = frame.attrs.get("since")
    if since is None:
        text = "There is no earlier review to compare with: what changes will be listed here from the next one on."
        return notice(text)
    pieces = []
    for kind, (name, columns) in _KINDS.items():
        rows = frame[frame["kind"] == kind]
        caption = f"{name} that changed since {write_text(since)}"
        if len(rows) or kind == "finding":
            empty = f"No finding has changed since {write_text(since)}."
            headings = {"paragraph": "Guide"} if kind == "finding" else {}
            shown = Table(rows[columns], caption, headings=headings, missing="–", empty=empty)
            pieces.append(
                shown.html if kind == "finding" else render("more", name=name, count=len(rows), inside=shown.html)
            )
    return Shown(Markup("").join(pieces), frame.to_string(), citations=gather_citations(frame["paragraph"]))


def actions(frame: pd.DataFrame) -> Shown:
    """Show what to do next, with owner and date.

    Parameters
    ----------
    frame
        What `next_steps` returns: ``what``, ``owner``, ``due``, ``state``, ``code``, ``subject``, ``severity``,
        ``paragraph``, ``since``.

    Examples
    --------
    >>> columns = ["what", "owner", "due", "state", "code", "subject", "severity", "paragraph", "since"]
    >>> "nobody yet" in actions(pd.DataFrame([["Name a lead", *[None] * 8]], columns=columns)).html
    True
    """
    chosen = frame[["what", "subject", "owner", "due", "state", "severity", "code", "paragraph"]].copy()
    chosen["owner"] = chosen["owner"].where(chosen["owner"].notna(), "nobody yet")
    shown = Table(
        chosen,
        "What to do next",
        headings={
            "subject": "About",
            "owner": "Who",
            "due": "By when",
            "code": "Finding",
            "paragraph": "Guide",
        },
        missing="–",
        empty=_say_none_left(frame.attrs.get("unknown", 0)),
        download=True,
    )
    return Shown(shown.html, frame.to_string(), citations=gather_citations(frame["paragraph"].dropna()))


def _say_none_left(unknown: int) -> str:
    """Say that nothing is to be done as far as can be told, and how much cannot be told."""
    if not unknown:
        return "No action is open, and no finding asks for one."
    questions = f"{counted(unknown, 'question')} cannot be answered yet"
    return f"No action is open, and no finding asks for one; but {questions}: find out what is missing first."


def provenance(review: Review) -> Shown:
    """Show which files a review rests on; the foot of the page adds the command that makes it again."""
    rows = [(row.file, row.sha256[:12]) for row in review.partnership.inputs]
    frame = pd.DataFrame(rows, columns=["file", "sha256"])
    headings = {"sha256": "SHA-256, first twelve digits"}
    shown = Table(frame, "Files this review rests on", headings=headings, empty="No file: made in memory.").html
    sources = review.sources()
    if len(sources):
        listed = Table(sources, "Sources that rows of these files name", headings={"tables": "Where they are named"})
        shown += render("more", name="Sources named in the record", count=len(sources), inside=listed.html)
    return Shown(shown, frame.to_string())
