"""Which partnerships share most of their members and outcomes: candidates to merge, or for one to end (¶2.3)."""

from __future__ import annotations

from typing import Any

import pandas as pd

from partnerlab.amounts import say_share
from partnerlab.analysis.portfolio.organisations import list_seats
from partnerlab.analysis.portfolio.reading import Portfolio
from partnerlab.methods.memberships import compare_memberships

FEW = 20
"""Partnerships up to which every pair that shares a member is listed."""


def compare_partnerships(portfolio: Portfolio) -> pd.DataFrame:
    """Say which partnerships share members and outcomes: candidates to merge or end (¶2.3).

    Listed is each pair that shares a member; among more than `FEW` partnerships, each that shares much of its members.
    What is much, the register says (`much_shared`). No such pair is left out, however many partnerships there are.

    Returns
    -------
    pandas.DataFrame
        As `methods.memberships.compare_memberships`, candidates first, and `evidence` in words.
    """
    seats = list_seats(portfolio)
    outcomes = pd.DataFrame(
        [(outcome, review.name) for review in portfolio.reviews for outcome in review.outcomes],
        columns=["outcome", "partnership"],
    )
    much = portfolio.register.much_shared
    least = much if portfolio.partnerships > FEW else 1e-9
    pairs = compare_memberships(seats, outcomes, much=much, least=least)
    pairs = pairs.sort_values(
        ["candidate", "members_overlap", "first", "second"],
        ascending=[False, False, True, True],
        key=lambda column: column.fillna(False).astype(int) if column.name == "candidate" else column,
        ignore_index=True,
    )
    pairs["evidence"] = [_say(row) for row in pairs.to_dict("records")] if len(pairs) else pd.Series(dtype="object")
    return pairs


def _say(pair: dict[Any, Any]) -> str:
    shared, overlap = pair["members_shared"], float(str(pair["members_overlap"]))
    said = f"share {shared} of their members ({say_share(overlap)} of all in either)"
    if pd.isna(pair["outcomes_overlap"]):
        return f"They {said}; the outcomes of one or both are not known."
    return f"They {said}, and {say_share(float(str(pair['outcomes_overlap'])))} of their outcomes."
