"""The tables of a review, by name: ``tables.findings(…)``, ``tables.actions(…)``, ``tables.table(…)``."""

from __future__ import annotations

from collections import Counter
from collections.abc import Hashable, Mapping, Sequence
from datetime import date
from typing import TYPE_CHECKING, Any

import pandas as pd

from partnerlab.display.findings import HOW_CHANGED, answer_in_short, findings, name_subject, say_of, split_light
from partnerlab.display.portfolio import portfolio_in_short, reviews
from partnerlab.display.portfolio_pages import beside
from partnerlab.display.portfolio_tables import (
    portfolio_actions,
    portfolio_changes,
    portfolio_delivery,
    portfolio_endings,
    portfolio_groups,
    portfolio_organisations,
    portfolio_pairs,
)
from partnerlab.display.questions import questions
from partnerlab.display.results import Shown, gather_citations, notice
from partnerlab.display.stages import stage_asks
from partnerlab.display.summary import agreed, at_stake, changed, decisions, open_questions, purpose, topics
from partnerlab.display.table import Table, table, write_text
from partnerlab.page.parts import render
from partnerlab.wording import counted, listed

if TYPE_CHECKING:
    from partnerlab.analysis.review import Review

__all__ = [
    "Table",
    "actions",
    "agreed",
    "answer_in_short",
    "at_stake",
    "beside",
    "changed",
    "changes",
    "decisions",
    "findings",
    "open_questions",
    "portfolio_actions",
    "portfolio_changes",
    "portfolio_delivery",
    "portfolio_endings",
    "portfolio_groups",
    "portfolio_in_short",
    "portfolio_organisations",
    "portfolio_pairs",
    "provenance",
    "purpose",
    "questions",
    "reviews",
    "stage_asks",
    "table",
    "topics",
]

MOST_CHANGES = 5
"""Changes of findings that are told in words, the worst first; the rest is folded."""
_ENDED = frozenset(HOW_CHANGED[change] for change in ("gone", "no longer known", "changed"))
"""Changes that say little by themselves, and are only listed."""
_KINDS = {
    "finding": ("Findings", ["what", "change", "before", "after", "code", "paragraph"]),
    "measure": ("Measures", ["what", "before", "after"]),
    "fact": ("Facts in the record", ["what", "before", "after"]),
}
"""Kinds of change, and what is told of each, folded away."""


def changes(frame: pd.DataFrame) -> Shown:
    """Show what has changed since the last review: how much, what matters most in words, and the rest folded away.

    Parameters
    ----------
    frame
        What `compare_reviews` returns: ``kind``, ``change``, ``what``, ``before``, ``after``, ``code``, ``paragraph``
        and, in ``attrs``, the earlier date as ``since`` and what a reader knows subjects by as ``names``.

    Examples
    --------
    >>> "no earlier review" in changes(pd.DataFrame()).html
    True
    """
    since: date | None = frame.attrs.get("since")
    if since is None:
        text = "There is no earlier review to compare with. Changes will be listed here at the next one."
        return notice(text)
    names = frame.attrs.get("names", {})
    frame = frame.assign(change=frame["change"].replace(HOW_CHANGED))
    found = frame[frame["kind"] == "finding"]
    first = found[~found["change"].isin(_ENDED)].head(MOST_CHANGES)
    folded = []
    for kind, (name, columns) in _KINDS.items():
        rows = frame[frame["kind"] == kind].copy()
        rows["what"] = [name_subject(what, names) or "the partnership" for what in rows["what"]]
        if len(rows):
            headings = {"paragraph": "Guide"} if kind == "finding" else {}
            shown = Table(
                rows[columns], f"{name} that changed since {write_text(since)}", headings=headings, missing="–"
            )
            folded.append(render("more", name=name, count=len(rows), inside=shown.html))
    html = render(
        "changes",
        told=f"{len(found)} findings changed" if len(found) > 1 else "One finding changed" if len(found) else "",
        counts=listed(
            (f"{count} {change}" for change, count in Counter(found["change"]).items()), most=len(HOW_CHANGED)
        ),
        since=write_text(since),
        rows=[_tell_change(row, names) for row in first.to_dict("records")],
        folded=folded,
    )
    return Shown(html, frame.to_string(), citations=gather_citations(frame["paragraph"]))


def _tell_change(row: dict[Hashable, Any], names: Mapping[str, str]) -> dict[str, str]:
    light, text = split_light(str(row["after"] or row["before"]))
    change = f"{row['change']} ({light.lower()})" if light else str(row["change"])
    return {"change": change, "text": say_of(str(row["what"]), text, names), "code": str(row["code"])}


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
    names = frame.attrs.get("names", {})
    chosen["owner"] = [
        _name_in_full(owner, names) if isinstance(owner, str) else "nobody yet" for owner in frame["owner"]
    ]
    chosen["subject"] = [_name_in_full(about, names) if isinstance(about, str) else None for about in frame["subject"]]
    empty = _say_none_left(frame.attrs.get("unknown", 0))
    shown = Table(
        _gather_steps(chosen),
        "What to do next",
        headings={"subject": "About", "owner": "Who", "due": "By when", "code": "Finding", "paragraph": "Guide"},
        below={"subject": "what", "due": "state", "code": "severity", "paragraph": "severity"},
        missing="–",
        empty=empty,
        download=True,
    )
    told = f"{_count_steps(frame)}." if len(frame) else empty
    told += _say_elsewhere(frame.attrs.get("elsewhere", ()))
    folded = render("more", name="Every step", count=len(frame), inside=shown.html) if len(frame) else ""
    html = render("told", text=told, folded=folded)
    return Shown(html, frame.to_string(), citations=gather_citations(frame["paragraph"].dropna()))


def _name_in_full(subject: str, names: Mapping[str, str]) -> str:
    """Name a subject, and an organisation by its full name."""
    return names.get(f"name {subject}") or name_subject(subject, names)


def _gather_steps(steps: pd.DataFrame) -> pd.DataFrame:
    """One row for what is to be done alike about several subjects, as long as nobody has agreed to do it for any."""
    gathered: dict[tuple[object, ...], dict[Hashable, Any]] = {}
    for place, step in enumerate(steps.to_dict("records")):
        about = step["subject"]
        alike = isinstance(about, str) and step["state"] == "no action yet"
        key = (step["what"], step["code"], step["severity"], step["paragraph"]) if alike else (place,)
        first = gathered.setdefault(key, step)
        if first is not step:
            first["subject"] = f"{first['subject'] or 'the partnership'}; {about or 'the partnership'}"
    return pd.DataFrame(list(gathered.values()), columns=steps.columns)


def _count_steps(frame: pd.DataFrame) -> str:
    """Say how many steps are overdue, agreed, and not agreed by anybody yet."""
    states = list(frame["state"])
    words = {"overdue": "overdue", "open": "open and in time", "no action yet": "without an action yet"}
    told = [f"{states.count(state)} {word}" for state, word in words.items() if state in states]
    return f"{counted(len(frame), 'step')}: {listed(told)}" if told else counted(len(frame), "step")


def _say_elsewhere(states: Sequence[str]) -> str:
    """Say how many open actions answer a finding of another page, so that all pages add up to the same."""
    if not states:
        return ""
    late = states.count("overdue")
    overdue = f", {late} overdue" if late else ""
    return f" On other pages: {counted(len(states), 'more open action')}{overdue}."


def _say_none_left(unknown: int) -> str:
    """Say that nothing is to be done as far as can be told, and how much is not known."""
    if not unknown:
        return "No action is open, and no finding asks for one."
    questions = f"{counted(unknown, 'question')} cannot be answered yet"
    return f"No action is open, and no finding asks for one; but {questions}: find out what is missing first."


def _assurance(parts: pd.DataFrame) -> str:
    """Return who asked for, made, checked and approved the analysis; one line where nobody is recorded."""
    if parts["who"].isna().all():
        return render("note", text="Nobody is recorded as having asked for, made, checked or approved this analysis.")
    headings = {"assumptions": "Version of the assumptions"}
    caption = "Who asked for, made, checked and approved this analysis"
    return Table(parts, caption, headings=headings, missing="not recorded").html


def provenance(review: Review) -> Shown:
    """Show which files a review rests on; the foot of the page adds the command that makes it again."""
    rows = [(row.file, row.sha256[:12]) for row in review.partnership.inputs]
    frame = pd.DataFrame(rows, columns=["file", "sha256"])
    headings = {"sha256": "SHA-256, first twelve digits"}
    shown = Table(frame, "Files this review rests on", headings=headings, empty="No file: made in memory.").html
    shown += _assurance(review.assurance())
    sources = review.sources()
    if len(sources):
        listed = Table(sources, "Sources that rows of these files name", headings={"tables": "Where they are named"})
        shown += render("more", name="Sources named in the record", count=len(sources), inside=listed.html)
    return Shown(shown, frame.to_string())
