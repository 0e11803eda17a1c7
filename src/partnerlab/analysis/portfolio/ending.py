"""Partnerships to be looked at for ending, because of what is on record: whether one ends is for people (¶4.11)."""

from __future__ import annotations

from collections import defaultdict

import pandas as pd

from partnerlab.analysis.portfolio.reading import Portfolio
from partnerlab.analysis.portfolio.reviewed import Reviewed, Sign
from partnerlab.analysis.portfolio.signs import ENDING
from partnerlab.dates import months_between
from partnerlab.wording import counted, say_day

COLUMNS = ("partnership", "because", "signs", "told", "guide")
"""Columns of `list_endings`."""


def list_endings(portfolio: Portfolio, pairs: pd.DataFrame) -> pd.DataFrame:
    """List the partnerships that should be looked at for ending, and because of what.

    Parameters
    ----------
    pairs
        What `compare_partnerships` returns: of those, one may have all that the other has.

    Returns
    -------
    pandas.DataFrame
        Columns `partnership`, `because` (the signs in words), `signs` (how many), `told` (of how many criteria that its
        record can tell), `guide` (paragraphs), most signs first. Listed is who has as many signs as the register asks
        for, or one that is enough alone; never who is ending already. `attrs["sentence"]` says so in short.
    """
    covered = _find_covered(portfolio, pairs)
    entries = [day for review in portfolio.reviews if (day := review.newest or review.as_at)]
    newest = max(entries, default=None)
    ours = portfolio.register.ending
    rows = []
    for review in portfolio.reviews:
        if review.stage == ENDING:
            continue
        signs, told = list(review.signs), review.told
        entered = review.newest or review.as_at
        if entered is not None and newest is not None:
            told += 1
            months = months_between(entered, newest)
            if months >= ours.silent_months:
                text = (
                    f"Nothing new is on record since {say_day(entered)}, {counted(months, 'month')} before the newest"
                )
                signs.append(Sign(f"{text} entry of all partnerships.", "¶4.8"))
        if review.seats and review.outcomes:
            told += 1
            signs += covered[review.name][:1]
        if len(signs) >= ours.least or any(sign.enough for sign in signs):
            guide = ", ".join(dict.fromkeys(part for sign in signs for part in sign.paragraph.split(", ")))
            rows.append((review.name, " ".join(sign.text for sign in signs), len(signs), told, guide))
    rows.sort(key=lambda row: (-row[2], row[0]))
    frame = pd.DataFrame(rows, columns=list(COLUMNS)).astype({"signs": "Int64", "told": "Int64"})
    frame.attrs["sentence"] = _say(len(frame), portfolio.reviews)
    return frame


def _find_covered(portfolio: Portfolio, pairs: pd.DataFrame) -> dict[str, list[Sign]]:
    """Of each partnership, the others that have all of its members and serve all of its outcomes."""
    outcomes = {review.name: set(review.outcomes) for review in portfolio.reviews}
    members = {review.name: {portfolio.name_of(seat.name) for seat in review.seats} for review in portfolio.reviews}
    ending = {review.name for review in portfolio.reviews if review.stage == ENDING}
    covered: dict[str, list[Sign]] = defaultdict(list)
    for first, second in pairs.loc[pairs["smaller_covered"] == 1, ["first", "second"]].itertuples(index=False):
        for inner, outer in ((first, second), (second, first)):
            if members[inner] <= members[outer] and outcomes[inner] <= outcomes[outer] and outer not in ending:
                text = f"{outer} has all of its members and serves all of its outcomes."
                covered[inner].append(Sign(text, "¶2.3"))
    return covered


def _say(number: int, reviews: tuple[Reviewed, ...]) -> str:
    """Say how many are to be looked at, and how many are ending already."""
    if not reviews:
        return ""
    ending = sum(review.stage == ENDING for review in reviews)
    already = f" {counted(ending, 'partnership is', 'partnerships are')} ending already." if ending else ""
    if not number:
        return f"No partnership has signs enough on record to be looked at for ending.{already}"
    to_look = counted(number, "partnership is", "partnerships are")
    return (
        f"{to_look} to be looked at for ending, because of what is on record.{already} This is a reason to look and no "
        "verdict: whether one ends is for its board and its sponsor to decide."
    )
