"""The portfolio's tables put together: each made once, for the page, for the pages beside it and for the workbook."""

from __future__ import annotations

import pandas as pd

from partnerlab.analysis.portfolio.changing import list_changes
from partnerlab.analysis.portfolio.ending import list_endings
from partnerlab.analysis.portfolio.history import History, list_boards
from partnerlab.analysis.portfolio.identity import propose_same
from partnerlab.analysis.portfolio.organisations import (
    list_seats,
    list_shared,
    lose_each_organisation,
    score_organisations,
)
from partnerlab.analysis.portfolio.overlap import compare_partnerships
from partnerlab.analysis.portfolio.partnerships import list_left_out, summarise_partnerships
from partnerlab.analysis.portfolio.reading import Portfolio
from partnerlab.analysis.portfolio.rebalancing import Rebalance
from partnerlab.analysis.portfolio.recurring import find_common_findings, list_actions


def gather_frames(portfolio: Portfolio, relief: Rebalance, history: History) -> dict[str, pd.DataFrame]:
    """Return every table of the portfolio, by name, in the order of the workbook's sheets."""
    pairs = compare_partnerships(portfolio)
    return {
        "partnerships": summarise_partnerships(portfolio),
        "organisations": score_organisations(portfolio),
        "seats": list_seats(portfolio),
        "pairs": pairs,
        "endings": list_endings(portfolio, pairs),
        "findings": find_common_findings(portfolio),
        "actions": list_actions(portfolio),
        "shared": list_shared(portfolio),
        "withdrawals": lose_each_organisation(portfolio),
        "names": propose_same(portfolio),
        "moves": relief.moves,
        "load": relief.load,
        "changes": list_changes(portfolio),
        "boards": list_boards(history),
        "left_out": list_left_out(portfolio),
    }
