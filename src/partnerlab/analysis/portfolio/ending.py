"""Partnerships to be looked at for ending, because of what is on record: whether one ends is for people (¶4.11)."""

from __future__ import annotations

from collections import defaultdict

import pandas as pd

from partnerlab.analysis.portfolio.reading import Portfolio
from partnerlab.analysis.portfolio.reviewed import Reviewed, Sign
from partnerlab.analysis.portfolio.signs import ENDING, MEMBERS, WORK
from partnerlab.dates import months_between
from partnerlab.wording import counted, say_day


def list_endings(portfolio: Portfolio, pairs: pd.DataFrame) -> pd.DataFrame:
    """List the partnerships that should be looked at for ending, and because of what.

    Parameters
    ----------
    pairs
        What `compare_partnerships` returns: of those, one may have all that the other has.

    Returns
    -------
    pandas.DataFrame
        Columns `partnership`, `because` (the signs in words), `grounds` (of how many grounds they are), `signs` (how
        many), `told` (of how many criteria that its record can tell), `guide` (paragraphs). Who has a sign that is
        enough alone comes first, then who has most grounds, then most signs. Listed is who has signs of as many grounds
        as the register asks for, or one that is enough alone; never who is ending already. `attrs["sentence"]` says so
        in short.
    """
    covered = _list_covered(portfolio, pairs)
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
                signs.append(Sign(f"{text} entry of all partnerships.", "¶4.8", WORK))
        if review.seats and review.outcomes:
            told += 1
            signs += covered[review.name][:1]
        grounds, enough = len({sign.ground for sign in signs}), any(sign.enough for sign in signs)
        if grounds >= ours.least or enough:
            guide = ", ".join(dict.fromkeys(part for sign in signs for part in sign.paragraph.split(", ")))
            because = " ".join(sign.text for sign in signs)
            rows.append((not enough, review.name, because, grounds, len(signs), told, guide))
    rows.sort(key=lambda row: (row[0], -row[3], -row[4], row[1]))
    columns = ["partnership", "because", "grounds", "signs", "told", "guide"]
    frame = pd.DataFrame([row[1:] for row in rows], columns=columns)
    frame = frame.astype(dict.fromkeys(("grounds", "signs", "told"), "Int64"))
    frame.attrs["sentence"] = _say(len(frame), sum(not row[0] for row in rows), portfolio.reviews)
    return frame


def _list_covered(portfolio: Portfolio, pairs: pd.DataFrame) -> dict[str, list[Sign]]:
    """Of each partnership, the others that have all of its members and serve all of its outcomes."""
    outcomes = {review.name: set(review.outcomes) for review in portfolio.reviews}
    members = {review.name: {portfolio.name_of(seat.name) for seat in review.seats} for review in portfolio.reviews}
    ending = {review.name for review in portfolio.reviews if review.stage == ENDING}
    covered: dict[str, list[Sign]] = defaultdict(list)
    for first, second in pairs.loc[pairs["smaller_covered"] == 1, ["first", "second"]].itertuples(index=False):
        for inner, outer in ((first, second), (second, first)):
            if members[inner] <= members[outer] and outcomes[inner] <= outcomes[outer] and outer not in ending:
                text = f"{outer} has all of its members and serves all of its outcomes."
                covered[inner].append(Sign(text, "¶2.3", MEMBERS))
    return covered


def _say(number: int, enough: int, reviews: tuple[Reviewed, ...]) -> str:
    """Say how many are to be looked at, which stand first, and how many are ending already.

    Enough is how many of them have a sign that is enough alone.
    """
    if not reviews:
        return ""
    ending = sum(review.stage == ENDING for review in reviews)
    already = f" {counted(ending, 'partnership is', 'partnerships are')} ending already." if ending else ""
    if not number:
        return f"No partnership has signs enough on record to be looked at for ending.{already}"
    to_look = counted(number, "partnership is", "partnerships are")
    first = ""
    if number > 1:
        first = " Those with most grounds stand first."
        if enough:
            each = "Each has" if enough == number else f"The first {enough:,} have" if enough > 1 else "The first has"
            first = f" {each} a sign that is enough alone."
    return (
        f"{to_look} to be looked at for ending, because of what is on record.{first}{already} This is a reason to look "
        "and no verdict. Whether one ends is for its board and its sponsor to decide."
    )
