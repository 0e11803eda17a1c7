"""All partnerships at once, from what their reviews left: status, load on organisations, overlap, common findings."""

from __future__ import annotations

from partnerlab.analysis.portfolio.changing import list_changes
from partnerlab.analysis.portfolio.ending import list_endings
from partnerlab.analysis.portfolio.gathering import gather_frames
from partnerlab.analysis.portfolio.history import (
    History,
    add_board,
    compare_boards,
    list_boards,
    read_history,
    say_changes,
)
from partnerlab.analysis.portfolio.identity import propose_same
from partnerlab.analysis.portfolio.organisations import (
    list_seats,
    list_shared,
    lose_each_organisation,
    score_organisations,
)
from partnerlab.analysis.portfolio.overlap import compare_partnerships
from partnerlab.analysis.portfolio.partnerships import (
    GROUPS,
    group_by_each,
    group_partnerships,
    list_left_out,
    list_unserved,
    say_reason,
    summarise_partnerships,
    summarise_portfolio,
)
from partnerlab.analysis.portfolio.reading import MEASURES, Portfolio, Told, read_portfolio
from partnerlab.analysis.portfolio.rebalancing import Rebalance, rebalance
from partnerlab.analysis.portfolio.recurring import find_common_findings, list_actions
from partnerlab.analysis.portfolio.reviewed import Reviewed, Seat, Sign
from partnerlab.analysis.portfolio.signs import say_criteria

__all__ = [
    "GROUPS",
    "MEASURES",
    "History",
    "Portfolio",
    "Rebalance",
    "Reviewed",
    "Seat",
    "Sign",
    "Told",
    "add_board",
    "compare_boards",
    "compare_partnerships",
    "find_common_findings",
    "gather_frames",
    "group_by_each",
    "group_partnerships",
    "list_actions",
    "list_boards",
    "list_changes",
    "list_endings",
    "list_left_out",
    "list_seats",
    "list_shared",
    "list_unserved",
    "lose_each_organisation",
    "propose_same",
    "read_history",
    "read_portfolio",
    "rebalance",
    "say_changes",
    "say_criteria",
    "say_reason",
    "score_organisations",
    "summarise_partnerships",
    "summarise_portfolio",
]
