"""The service as the client sees it: steps, hand-offs, waits, and what supports each hand-off (¶3.2 box)."""

from __future__ import annotations

from dataclasses import dataclass, replace

import pandas as pd

from partnerlab.analysis.caching import cached
from partnerlab.analysis.facts.relationships import latest_answers
from partnerlab.analysis.mapping.layers import place_in_layers
from partnerlab.methods.pathways import Pathway, trace_pathway
from partnerlab.methods.ties import decide_ties, sort_pair
from partnerlab.partnership import Partnership


@dataclass(frozen=True, eq=False)
class ServicePathway:
    """The way through the services, drawn and checked.

    Parameters
    ----------
    steps
        One row a step: `step` (id), `name`, `organisation` (id), `organisation_name`, `wait` (days before the step,
        missing when not known), `clients` (a year), `layer` (0 first) and `across` (where to draw it).
    moves
        One row a move: `from_step`, `to_step`, `giver`, `receiver`, `wait`, `handoff` (the organisations differ),
        `relationship`, `data_sharing` (True, False, missing when it cannot be told or does not apply), `lacks` (what
        a hand-off lacks, in words; "" for nothing), `unknown` (what cannot be told of it), `route` (places to draw
        it through: layer and position across, its ends included).
    traced
        What `methods.pathways.trace_pathway` says of the whole; None when no step is written down.
    lost
        Ids of steps that others lead to and that are not there.
    """

    steps: pd.DataFrame
    moves: pd.DataFrame
    traced: Pathway | None
    lost: tuple[str, ...]

    @property
    def handoffs(self) -> pd.DataFrame:
        """Moves from one organisation to another."""
        return self.moves[self.moves["handoff"].astype(bool)].reset_index(drop=True)


@cached
def assess_pathway(partnership: Partnership) -> ServicePathway:
    """Assess the client's pathway: where it passes from one organisation to another, and what supports that.

    A working relationship is there when one side puts it at `thresholds.tied_from` (ours) or more; a data-sharing
    agreement when both have signed one that is in force, or when every side that answered says yes ("partly" is not
    yet).

    Examples
    --------
    >>> hub = Partnership(name="Hub", purpose="Reach people", stage=[{"stage": "building"}],
    ...     partners=[{"id": "A", "name": "Alpha"}, {"id": "B", "name": "Beta"}],
    ...     relationships=[{"by": "A", "with": "B", "on": "2025-02-01", "actual": 1, "data_sharing": "no"}],
    ...     pathway=[{"id": "call", "name": "I call", "organisation": "A"},
    ...              {"id": "visit", "name": "I am visited", "organisation": "B", "wait_days": 9}])
    >>> assess_pathway(hub).handoffs["lacks"].tolist()
    ['working relationship, data-sharing agreement']
    """
    walked = _walk(partnership)
    steps = walked.steps.copy()
    names = [partnership.name_of(name) for name in steps["organisation"]]
    steps.insert(3, "organisation_name", pd.Series(names, dtype=steps["organisation"].dtype))
    return replace(walked, steps=steps)


@cached
def _walk(partnership: Partnership) -> ServicePathway:
    """Walk the pathway by ids: `steps` has no `organisation_name`, so organisations may be called otherwise."""
    known = {row.id for row in partnership.pathway}
    ordered = any(row.next for row in partnership.pathway)
    lost = sorted(
        {later for row in partnership.whole.pathway for later in row.next}
        - {row.id for row in partnership.whole.pathway}
    )
    rows = [(row.id, row.name, row.organisation, row.wait_days, row.clients) for row in partnership.pathway]
    steps = pd.DataFrame(rows, columns=["step", "name", "organisation", "wait", "clients"]).astype(
        {"wait": "Float64", "clients": "Int64"}
    )
    if steps.empty:
        empty = pd.DataFrame(columns=[*_MOVES, "lacks", "unknown", "route"])
        return ServicePathway(steps.assign(layer=0, across=0.0), empty, None, tuple(lost))
    following = [tuple(later for later in row.next if later in known) for row in partnership.pathway]
    traced = trace_pathway(
        steps.assign(next=pd.Series(following, dtype="object")) if ordered else steps,
        relationships=list_relationships(partnership),
        agreements=list_shared_data(partnership),
    )
    moves = traced.moves if not ordered or any(following) else traced.moves.iloc[:0]
    pairs = list(zip(moves["from_step"], moves["to_step"], strict=True))
    drawn = place_in_layers([str(step) for step in steps["step"]], pairs)
    places = [drawn.places[step] for step in steps["step"]]
    return ServicePathway(
        steps.assign(layer=[layer for layer, _ in places], across=[across for _, across in places]),
        moves.assign(
            lacks=_describe(moves, missing=False),
            unknown=_describe(moves, missing=True),
            route=pd.Series([drawn.routes[pair] for pair in pairs], index=moves.index, dtype="object"),
        ),
        traced,
        tuple(lost),
    )


_MOVES = ("from_step", "to_step", "giver", "receiver", "wait", "handoff", "relationship", "data_sharing")


def list_relationships(partnership: Partnership) -> pd.DataFrame:
    """Return what each current partner says of each other organisation: whether the two work together.

    Columns `source`, `target` (ids), `tied` (True, False; None when the answer gives no level).
    """
    settings, weakest = partnership.network_settings, partnership.thresholds.tied_from
    rows = [(row.by, row.about, row.actual) for row in latest_answers(partnership)]
    frame = pd.DataFrame(rows, columns=["source", "target", "level"])
    tied = decide_ties(frame.pop("level"), tied_from=weakest, strongest=settings.strongest)
    return frame.assign(tied=tied.astype(object).where(tied.notna(), None)).astype(object)


def signed_pairs(partnership: Partnership) -> set[tuple[str, str]]:
    """Return the pairs of organisations that have signed an agreement on data that is in force."""
    return {
        sort_pair(first, second)
        for row in partnership.agreements
        if row.kind == "data sharing" and row.signed and not row.ended
        for first in row.signatories
        for second in row.signatories
        if first < second
    }


def list_shared_data(partnership: Partnership) -> pd.DataFrame:
    """Return whether two organisations may share data: an agreement that both have signed, else what the sides say.

    Columns `source`, `target` (ids), `tied` (True, False; None when the answer does not say).
    """
    signed = signed_pairs(partnership)
    rows: list[tuple[str, str, bool | None]] = [(first, second, True) for first, second in sorted(signed)]
    rows += [
        (row.by, row.about, None if row.data_sharing is None else row.data_sharing == "yes")
        for row in latest_answers(partnership)
        if sort_pair(row.by, row.about) not in signed
    ]
    return pd.DataFrame(rows, columns=["source", "target", "tied"], dtype=object)


def _describe(moves: pd.DataFrame, *, missing: bool) -> list[str]:
    words = {"relationship": "working relationship", "data_sharing": "data-sharing agreement"}
    described = []
    for handoff, *found in moves[["handoff", *words]].itertuples(index=False):
        chosen = [
            word
            for word, value in zip(words.values(), found, strict=True)
            if handoff and (pd.isna(value) if missing else not pd.isna(value) and not value)
        ]
        described.append(", ".join(chosen))
    return described
