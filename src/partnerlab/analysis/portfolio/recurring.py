"""What comes up again and again: findings that several partnerships share, and what was agreed and is not done."""

from __future__ import annotations

from collections import Counter

import pandas as pd

from partnerlab.analysis.portfolio.reading import LISTED_STATES, Portfolio
from partnerlab.analysis.review import rules

MOST_NAMED = 12
"""Partnerships named beside a finding; the number tells how many there are."""


def find_common_findings(portfolio: Portfolio) -> pd.DataFrame:
    """Say which findings come up in several partnerships, the most frequent first (¶4.11).

    Returns
    -------
    pandas.DataFrame
        Columns `code`, `question` (what the guide asks, in words), `paragraph`, `worst` (severity), `partnerships`
        (how many have it red or amber), `asked` (of how many it is asked at their stage), `share` (of those asked, 0
        to 1), `example` (a message), `remedy`, `names` (the first of them).
    """
    having: dict[str, list[str]] = {}
    asked: Counter[str] = Counter()
    for review in portfolio.reviews:
        asked.update(review.asked)
        for code in review.bad:
            having.setdefault(code, []).append(review.name)
    questions = {rule.code: rule.question for rule in rules()} if having else {}
    rows = []
    for code, names in having.items():
        told = portfolio.told[code]
        more = f" and {len(names) - MOST_NAMED:,} more" if len(names) > MOST_NAMED else ""
        listed = f"{', '.join(sorted(names)[:MOST_NAMED])}{more}"
        head = (code, questions.get(code, told.remedy), told.paragraph, told.severity.value)
        rows.append((*head, len(names), asked[code], len(names) / asked[code], told.message, told.remedy, listed))
    columns = ["code", "question", "paragraph", "worst", "partnerships", "asked", "share", "example", "remedy", "names"]
    frame = pd.DataFrame(rows, columns=columns)
    return frame.sort_values(["partnerships", "code"], ascending=[False, True], ignore_index=True)


def list_actions(portfolio: Portfolio) -> pd.DataFrame:
    """List what is to be done in all partnerships, overdue first, then by date.

    Returns
    -------
    pandas.DataFrame
        Columns `partnership`, `what`, `owner` (the organisation's name where the owner is a partner's id), `due`,
        `state`, `code`, `paragraph`.
    """
    wanted, told = list(LISTED_STATES), ["due", "state", "code", "paragraph"]
    rows = []
    for review in portfolio.reviews:
        names = {seat.id: portfolio.name_of(seat.name) for seat in review.seats}
        for step in review.actions:
            if step.state in wanted:
                key = (wanted.index(step.state), str(step.due or "9999"), review.name, step.what)
                owner = names.get(step.owner or "", step.owner)
                rows.append((key, (review.name, step.what, owner, *(getattr(step, name) for name in told))))
    rows.sort(key=lambda row: row[0])
    return pd.DataFrame([row for _, row in rows], columns=["partnership", "what", "owner", *told])
