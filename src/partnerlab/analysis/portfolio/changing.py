"""What has changed in each partnership since its own last review, from its own dated record (¶2.4, ¶4.4)."""

from __future__ import annotations

import pandas as pd

from partnerlab.analysis.portfolio.reading import CHANGES, Portfolio
from partnerlab.wording import counted, verb


def list_changes(portfolio: Portfolio) -> pd.DataFrame:
    """List how the findings of each partnership changed since its last review, most of them worse or new first.

    Each review compares itself with what the same record shows of the day of the last one. So it needs no history kept
    beside the outputs, and each partnership has a date of its own.

    Returns
    -------
    pandas.DataFrame
        Columns `partnership`, `since` (date of its last review), `worse`, `new` (faults alone), `better`, `resolved`
        (findings), `first` (the most severe of those worse or new, in words; missing without one). Partnerships that
        were not reviewed before are left out. `attrs["sentence"]` says the same in short.

    Examples
    --------
    >>> list_changes(Portfolio()).attrs["sentence"]
    ''
    """
    known = [review for review in portfolio.reviews if review.since is not None]
    rows = [
        (review.name, review.since, *(review.changes[change] for change in CHANGES), review.first_change or None)
        for review in known
    ]
    columns = ["partnership", "since", *CHANGES, "first"]
    frame = pd.DataFrame(rows, columns=columns)
    more = frame["worse"] + frame["new"]
    frame = frame.assign(more=more).sort_values(["more", "partnership"], ascending=[False, True], ignore_index=True)
    frame = frame.drop(columns="more")
    frame.attrs["sentence"] = _say(frame, len(portfolio.reviews))
    return frame


def _say(frame: pd.DataFrame, partnerships: int) -> str:
    """Say in how many partnerships something is worse, and in how many better, since the last review of each."""
    if not partnerships:
        return ""
    if frame.empty:
        return "No partnership records an earlier review to compare with."
    worse = int(((frame["worse"] + frame["new"]) > 0).sum())
    better = int(((frame["better"] + frame["resolved"]) > 0).sum())
    told = f"Since its own last review {worse} of {counted(len(frame), 'partnership')} {verb(worse, 'has', 'have')}"
    text = f"{told} a finding that is worse or new, and {better} one that is better or resolved."
    left = partnerships - len(frame)
    return f"{text} {counted(left, 'partnership records', 'partnerships record')} no earlier review." if left else text
