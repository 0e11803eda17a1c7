"""What has changed since the last review: the two or three changes that matter most."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from partnerlab.analysis.caching import as_it_stood
from partnerlab.analysis.changes import CHANGES, Row, compare_found
from partnerlab.analysis.findings import Severity
from partnerlab.analysis.review import find_findings
from partnerlab.analysis.weights import weigh
from partnerlab.partnership import Partnership
from partnerlab.wording import with_capital

MOST_CHANGES = 3
"""Rows that fit, with all other parts, on two sheets of paper."""


_WORSE = ("worse", "new")


@dataclass(frozen=True)
class Change:
    """A finding that changed since the last review: how, and what is said of it now or was said."""

    change: str
    text: str


@dataclass(frozen=True)
class ChangesSince:
    """What has changed since the last board: the date of that review, a count in words, and the three that matter."""

    since: date | None
    told: str
    rows: tuple[Change, ...]


def rank_changes(partnership: Partnership) -> ChangesSince:
    """Rank what has changed since the last review: two that are worse or new, and one that was resolved, if there is.

    Examples
    --------
    >>> hub = Partnership(name="Hub", purpose="Reach people early", stage=[{"stage": "scoping"}])
    >>> rank_changes(hub).told
    'There is no earlier review to compare with.'
    """
    since = partnership.last_review
    if since is None:
        return ChangesSince(None, "There is no earlier review to compare with.", ())
    rows = compare_found(partnership)
    now, was = (
        {finding.key: finding for finding in find_findings(state)}
        for state in (partnership, as_it_stood(partnership, since))
    )

    def rank(row: tuple[str, ...]) -> tuple[object, ...]:
        finding = (now if row[1] in _WORSE else was)[row[5], row[2]]
        matter = finding.severity.rank, -weigh(finding, partnership.priorities)
        return (*matter, CHANGES.index(row[1]), row[5], row[2])

    worse = sorted((row for row in rows if row[1] in _WORSE and now[row[5], row[2]].severity.is_fault), key=rank)
    good = sorted((row for row in rows if row[1] in ("better", "resolved")), key=rank)
    chosen = worse[: MOST_CHANGES - min(len(good), 1)]
    chosen += good[: MOST_CHANGES - len(chosen)]
    counts = f"{len(worse) or 'none'} worse or new, {len(good) or 'none'} better or resolved"
    told = counts if worse or good else "Nothing"
    return ChangesSince(since, told, tuple(Change(row[1], _say_change(row)) for row in chosen))


def _say_change(row: Row) -> str:
    """Return a finding's message without the word of its light, after its subject where that is a matter in words.

    What is found no more has its message of then, and says so, lest it be read as true now.
    """
    text, subject = row[4] or row[3], row[2]
    for severity in Severity:
        text = text.removeprefix(f"{severity.word}: ")
    is_in_words = " " in subject and not any(letter.isdigit() for letter in subject) and subject not in text
    said = f"{with_capital(subject)}: {text}" if is_in_words else text
    return said if row[4] else f"earlier: {said}"
