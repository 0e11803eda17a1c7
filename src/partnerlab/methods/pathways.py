"""The service pathway as the client sees it: steps, hand-offs and waits (¶3.2)."""

from __future__ import annotations

from collections.abc import Hashable, Iterable
from dataclasses import dataclass
from itertools import pairwise
from typing import TYPE_CHECKING, Literal

import pandas as pd

from partnerlab.errors import MethodError
from partnerlab.methods.ties import require_columns, sort_pair

if TYPE_CHECKING:
    import networkx as nx

Unlisted = Literal["unknown", "none"]


@dataclass(frozen=True, eq=False)
class Pathway:
    """A pathway and where it passes from one organisation to another.

    Parameters
    ----------
    steps
        How many steps there are.
    organisations
        Who provides them, in the order of the steps.
    moves
        One row a move from step to step: ``from_step``, ``to_step``, ``giver``, ``receiver``, ``wait`` (before the
        second step; missing when not known), ``handoff`` (the organisations differ), and for hand-offs
        ``relationship`` and ``data_sharing`` (True, False, missing when it cannot be told or does not apply).
    waits_known
        Steps whose wait is known.
    wait_longest
        The wait known along the slowest way through, in the caller's unit: a lower bound when ``waits_known`` is below
        ``steps``; None when no wait is known or the path runs in a circle.
    """

    steps: int
    organisations: tuple[str, ...]
    moves: pd.DataFrame
    waits_known: int
    wait_longest: float | None

    @property
    def handoffs(self) -> pd.DataFrame:
        """Moves from one organisation to another."""
        return self.moves[self.moves["handoff"]].reset_index(drop=True)

    @property
    def unsupported(self) -> pd.DataFrame:
        """Hand-offs known to lack a working relationship or a data-sharing agreement."""
        lacks = [~self.handoffs[column].fillna(value=True) for column in ("relationship", "data_sharing")]
        return self.handoffs[lacks[0] | lacks[1]].reset_index(drop=True)


def trace_pathway(
    steps: pd.DataFrame,
    *,
    relationships: pd.DataFrame | None = None,
    agreements: pd.DataFrame | None = None,
    unlisted: Unlisted = "unknown",
) -> Pathway:
    """Trace the client's pathway: each hand-off, its wait, and whether the two organisations can work together on it.

    Parameters
    ----------
    steps
        In the order walked: columns ``step`` (unique), ``organisation``, ``wait`` before the step (0 or more, missing
        when not known) and optionally ``next`` (a list of the steps that can follow). Without ``next``, or when it
        is empty throughout, each step leads to the row below it.
    relationships
        Pairs with a working relationship: ``source``, ``target``, optionally ``tied`` (True, False, missing). Either
        order; True from one side counts as there, since the other may only not have said so. None when not known.
    agreements
        Pairs with a data-sharing agreement, in the same columns. False from either side counts as not there.
    unlisted
        What a pair that a table does not list means: ``"unknown"``, or ``"none"`` when the table is complete.

    Raises
    ------
    MethodError
        When a step stands twice, leads to one that is not there, or its wait is not a number from 0.

    Examples
    --------
    >>> steps = pd.DataFrame(
    ...     {"step": ["Call", "Visit", "Care"], "organisation": ["PSNI", "PSNI", "Trust"], "wait": [0, 2, 14]}
    ... )
    >>> agreements = pd.DataFrame({"source": ["PSNI"], "target": ["Trust"], "tied": [False]})
    >>> pathway = trace_pathway(steps, agreements=agreements)
    >>> len(pathway.handoffs), pathway.wait_longest, pathway.unsupported[["giver", "receiver"]].to_numpy().tolist()
    (1, 16.0, [['PSNI', 'Trust']])
    """
    require_columns(steps, ["step", "organisation", "wait"], "steps")
    names = [str(name) for name in steps["step"]]
    if len(set(names)) < len(names):
        raise MethodError(f"a step is twice among {', '.join(names)}; give each its own name")
    owners = dict(zip(names, map(str, steps["organisation"]), strict=True))
    waits = dict(zip(names, _read_waits(steps), strict=True))
    related = _read_pairs(relationships, any_side=True)
    sharing = _read_pairs(agreements, any_side=False)
    rows = []
    for step, following in _list_moves(steps, names):
        giver, receiver = owners[step], owners[following]
        row: dict[str, object] = {"from_step": step, "to_step": following, "giver": giver, "receiver": receiver}
        row |= {"wait": waits[following], "handoff": giver != receiver, "relationship": None, "data_sharing": None}
        if giver != receiver:
            pair = sort_pair(giver, receiver)
            row["relationship"] = _look_up(related, pair, unlisted)
            row["data_sharing"] = _look_up(sharing, pair, unlisted)
        rows.append(row)
    known = {step: wait for step, wait in waits.items() if wait is not None}
    moves = pd.DataFrame(rows, columns=list(_COLUMNS)).astype(_COLUMNS)
    return Pathway(
        steps=len(names),
        organisations=tuple(dict.fromkeys(owners.values())),
        moves=moves,
        waits_known=len(known),
        wait_longest=_get_longest(names, moves, known),
    )


_COLUMNS = {
    **dict.fromkeys(["from_step", "to_step", "giver", "receiver"], "object"),
    "wait": "Float64",
    "handoff": "bool",
    "relationship": "boolean",
    "data_sharing": "boolean",
}


def _read_waits(steps: pd.DataFrame) -> list[float | None]:
    numbers = pd.to_numeric(steps["wait"], errors="coerce")
    wrong = steps["wait"].notna() & ~(numbers >= 0)
    if wrong.any():
        row = steps[wrong].iloc[0]
        raise MethodError(f'step {row["step"]}: wait "{row["wait"]}" is not a number from 0; leave it out if not known')
    return [None if pd.isna(wait) else float(wait) for wait in numbers]


def _list_moves(steps: pd.DataFrame, names: list[str]) -> list[tuple[str, str]]:
    following: list[tuple[str, ...]] = [()] * len(names)
    if "next" in steps.columns:
        following = [() if _is_blank(cell) else tuple(map(str, cell)) for cell in steps["next"]]
    if not any(following):
        return list(pairwise(names))
    moves = [(step, later) for step, laters in zip(names, following, strict=True) for later in laters]
    lost = sorted({later for _, later in moves} - set(names))
    if lost:
        raise MethodError(f"steps lead to {', '.join(lost)}, not among the steps {', '.join(names)}")
    return moves


def _is_blank(cell: object) -> bool:
    if isinstance(cell, str):
        raise MethodError(f'next is the text "{cell}"; give a list of steps')
    return not isinstance(cell, Iterable)


def _read_pairs(table: pd.DataFrame | None, *, any_side: bool) -> dict[tuple[str, str], bool | None] | None:
    """Answer for each pair; when its sides differ, ``any_side`` says whether one True is enough."""
    if table is None:
        return None
    require_columns(table, ["source", "target"], "pairs")
    tied: Iterable[Hashable] = table["tied"] if "tied" in table.columns else [True] * len(table)
    answers: dict[tuple[str, str], bool | None] = {}
    for source, target, value in zip(table["source"], table["target"], tied, strict=True):
        pair = sort_pair(str(source), str(target))
        answer = None if pd.isna(value) else bool(value)  # type: ignore[call-overload] # a cell may hold anything
        earlier = answers.get(pair)
        if earlier is None or answer is None:
            answers[pair] = answer if earlier is None else earlier
        else:
            answers[pair] = (earlier or answer) if any_side else (earlier and answer)
    return answers


def _look_up(
    answers: dict[tuple[str, str], bool | None] | None, pair: tuple[str, str], unlisted: Unlisted
) -> bool | None:
    if answers is None:
        return None
    return answers.get(pair, False if unlisted == "none" else None)


def _get_longest(names: list[str], moves: pd.DataFrame, waits: dict[str, float]) -> float | None:
    import networkx as nx

    graph: nx.DiGraph[str] = nx.DiGraph()
    graph.add_nodes_from(names)
    graph.add_edges_from(zip(moves["from_step"], moves["to_step"], strict=True))
    if not waits or not nx.is_directed_acyclic_graph(graph):
        return None
    arrival: dict[str, float] = {}
    for step in nx.topological_sort(graph):
        earlier = max((arrival[before] for before in graph.predecessors(step)), default=0.0)
        arrival[step] = earlier + waits.get(step, 0.0)
    return max(arrival.values())
