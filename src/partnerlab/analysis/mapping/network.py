"""The network of working relationships among partners: how dense, how centred, what breaks it (¶3.2 box)."""

from __future__ import annotations

from dataclasses import dataclass, replace
from functools import cached_property
from typing import Literal

import pandas as pd

from partnerlab.analysis.caching import cached
from partnerlab.analysis.facts.relationships import answers_between_partners
from partnerlab.methods.brokerage import BROKER_ROLES, score_members
from partnerlab.methods.layout import lay_out
from partnerlab.methods.mixing import Mixing, measure_mixing
from partnerlab.methods.networks import NetworkMeasures, measure_network
from partnerlab.methods.pairs import gather_pairs
from partnerlab.methods.resilience import Loss, locate_weak_points, lose_each, without_member
from partnerlab.methods.ties import compare_answers, decide_ties
from partnerlab.partnership import Partnership
from partnerlab.partnership.members import Partner


@dataclass(frozen=True, eq=False)
class Network:
    """The working relationships among current partners.

    Parameters
    ----------
    answers
        The answers it rests on: `source`, `target`, `level`, `tied` (missing when the level was not given).
    members
        `member` (id), `name`, `sector`, `answered`, `deputy` (whether somebody can stand in for its representative).
    tied_from, strongest
        The weakest level that counts as a tie, and which end of the scale is the closest relationship.
    directed
        Whether ties run from who answers to whom it is about.
    whole
        Measures of the whole; None when no partner has answered, since silence is not the absence of ties.
    drawn_at
        Places to keep, where the network is part of another one, those of partners that left included; None to find
        them.
    """

    answers: pd.DataFrame
    members: pd.DataFrame
    tied_from: float
    strongest: Literal["highest", "lowest"]
    directed: bool
    whole: NetworkMeasures | None
    drawn_at: pd.DataFrame | None = None

    @cached_property
    def weak_points(self) -> pd.DataFrame:
        """Partners and ties whose loss would split the network, worst first; see `methods.resilience`."""
        return locate_weak_points(self.answers, self.members)

    @cached_property
    def edges(self) -> pd.DataFrame:
        """One row a tie.

        Columns `first`, `second`, `level_low`, `level_high`, `level` (middle), `confirmed` (no side that answered
        denies it).
        """
        pairs = gather_pairs(self.answers, ["level"])
        closest = pairs["level_high"] if self.strongest == "highest" else pairs["level_low"]
        ties = decide_ties(closest, tied_from=self.tied_from, strongest=self.strongest)
        tied = pairs[ties.fillna(value=False)]
        disputed = set(self.whole.one_sided) if self.whole and not self.directed else set()
        tied = tied.assign(
            level=(tied["level_low"] + tied["level_high"]) / 2,
            confirmed=[pair not in disputed for pair in zip(tied["first"], tied["second"], strict=True)],
        )
        return tied[["first", "second", "level_low", "level_high", "level", "confirmed"]].reset_index(drop=True)

    @cached_property
    def mixing(self) -> Mixing:
        """Ties within and between sectors; see `methods.mixing`."""
        return measure_mixing(self.answers, self.members)

    @cached_property
    def returned(self) -> tuple[int, int]:
        """Ties that both report, and of how many: where ties run one way of all, else of those both have spoken of."""
        answers = compare_answers(self.answers, self.members, directed=self.directed)
        if self.directed:
            return 2 * len(answers.mutual), len(answers.union)
        return len(answers.mutual), len(answers.heard)

    @property
    def threshold(self) -> str:
        """From which level on a relationship is a tie, in words, such as `level 2 or more`."""
        level = f"level {self.tied_from:g}"
        return f"{level} or more" if self.strongest == "highest" else f"{level} or less, where 1 is the closest"

    @cached_property
    def scores(self) -> pd.DataFrame:
        """One row a partner, as `methods.brokerage.score_members`, with its `name`; empty when nobody has answered."""
        scores = score_members(self.answers, self.members)
        names = scores["member"].map(self.members.set_index("member")["name"])
        return scores.assign(name=names) if self.whole else scores.assign(name=names).iloc[:0]

    @cached_property
    def places(self) -> pd.DataFrame:
        """Where to draw each partner: `member`, `x`, `y`, the same on every run."""
        return lay_out(self.answers, self.members) if self.drawn_at is None else self.drawn_at

    @property
    def placed(self) -> Network:
        """The same network with its places found, so that it is drawn alike when its members are called otherwise."""
        return replace(self, drawn_at=self.places)

    @property
    def alone(self) -> tuple[tuple[str, ...], tuple[str, ...]]:
        """Partners without a tie: those that report levels and none of them a tie, and those that have said none."""
        spoke = set(self.answers.loc[self.answers["level"].notna(), "source"])
        isolates = self.whole.isolates if self.whole else ()
        return tuple(name for name in isolates if name in spoke), tuple(name for name in isolates if name not in spoke)

    @property
    def silent(self) -> tuple[str, ...]:
        """Partners that have not answered."""
        return tuple(self.members.loc[~self.members["answered"].astype(bool), "member"])


@cached
def assess_network(partnership: Partnership) -> Network:
    """Assess the network of working relationships among current partners, those without any included.

    A relationship counts as a working one from level `thresholds.tied_from`, which is ours, not in the guide. The
    scale and the direction of ties are those under `network_settings`.

    Examples
    --------
    >>> hub = Partnership(name="Hub", purpose="Reach people", stage=[{"stage": "building"}],
    ...     partners=[{"id": "A", "name": "Alpha"}, {"id": "B", "name": "Beta"}, {"id": "C", "name": "Gamma"}],
    ...     relationships=[{"by": "A", "with": "B", "on": "2025-02-01", "actual": 3}])
    >>> network = assess_network(hub)
    >>> network.whole.isolates, network.silent
    (('C',), ('B', 'C'))
    """
    network = tie_partners(partnership)
    members = network.members.copy()
    names = [row.name for row in partnership.current_partners]
    members.insert(1, "name", pd.Series(names, dtype=members["member"].dtype))
    return replace(network, members=members)


@cached
def tie_partners(partnership: Partnership) -> Network:
    """Tie the partners as `assess_network` does, by their ids: `members` has no `name`, so names may change."""
    rows, tied_from = answers_between_partners(partnership), partnership.thresholds.tied_from
    answered = {row.by for row in rows}
    members = pd.DataFrame(
        [(row.id, row.sector, row.id in answered, _has_deputy(row)) for row in partnership.current_partners],
        columns=["member", "sector", "answered", "deputy"],
    ).astype({"answered": "bool", "deputy": "bool"})
    settings = partnership.network_settings
    directed = settings.direction == "one way"
    answers = pd.DataFrame(
        [(row.by, row.about, row.actual) for row in rows], columns=["source", "target", "level"]
    ).astype({"level": "Float64"})
    answers["tied"] = decide_ties(answers["level"], tied_from=tied_from, strongest=settings.strongest)
    whole = measure_network(answers, members, directed=directed) if answered else None
    return Network(answers, members, tied_from, settings.strongest, directed, whole)


def _has_deputy(partner: Partner) -> bool:
    return any(row.deputy for row in partner.representatives if row.end is None)


def simulate_loss(network: Network, partner: str) -> Loss:
    """Measure what the network would lose with one partner, and what would be left; `remove_partner` draws it.

    Raises
    ------
    MethodError
        When nobody of that id is a partner.
    """
    return without_member(network.answers, network.members, partner, directed=network.directed)


@dataclass(frozen=True, eq=False)
class Remainder:
    """What would be left of the network if one partner left.

    Parameters
    ----------
    partner
        Id of the partner that leaves; None when no partner has answered, so that there is nothing to try out.
    name
        Its name.
    network
        The rest, each partner where it stands in the whole; the place of the one that left is kept.
    loss
        What is lost with it; None where `partner` is.
    ties
        Ties of the whole.
    alike
        Ids of the other partners whose loss would cut off as many pairs and take as many ties.
    """

    partner: str | None
    name: str
    network: Network
    loss: Loss | None
    ties: int = 0
    alike: tuple[str, ...] = ()


def remove_partner(network: Network, partner: str | None = None) -> Remainder:
    """Show the network as it would be without one partner.

    Parameters
    ----------
    partner
        Id of the partner; None for the one whose loss cuts off most.

    Raises
    ------
    MethodError
        When nobody of that id is a partner.

    Examples
    --------
    >>> hub = Partnership(name="Hub", purpose="Reach people", stage=[{"stage": "building"}],
    ...     partners=[{"id": "A", "name": "Alpha"}, {"id": "B", "name": "Beta"}, {"id": "C", "name": "Gamma"}],
    ...     relationships=[{"by": "A", "with": "B", "on": "2025-02-01", "actual": 3},
    ...                    {"by": "A", "with": "C", "on": "2025-02-01", "actual": 3}])
    >>> rest = remove_partner(assess_network(hub))
    >>> rest.name, rest.loss.newly_isolated, len(rest.network.edges)
    ('Alpha', ('B', 'C'), 0)
    """
    if network.whole is None:
        return Remainder(None, "", network, None)
    losses = compare_losses(network).set_index("partner")
    lost = str(losses.index[0]) if partner is None else partner
    loss = simulate_loss(network, lost)
    answers = network.answers[(network.answers["source"] != lost) & (network.answers["target"] != lost)]
    rest = replace(
        network,
        answers=answers.reset_index(drop=True),
        members=network.members[network.members["member"] != lost].reset_index(drop=True),
        whole=loss.after,
        drawn_at=network.places,
    )
    name = str(network.members.set_index("member")["name"][lost])
    felt = losses[["pairs_cut_off", "ties_lost"]]
    alike = felt.index[(felt == felt.loc[lost]).all(axis=1) & (felt.index != lost)]
    return Remainder(lost, name, rest, loss, len(network.edges), tuple(map(str, alike)))


def list_brokers(network: Network) -> pd.DataFrame:
    """List how far each partner stands between others, who brokers most first.

    Returns
    -------
    pandas.DataFrame
        Columns `partner` (id), `name`, `ties`, `between` (share of the shortest ways between others that pass through
        it), `brokered` (pairs tied to it and not to each other), `roles` (these pairs by sector, after Gould and
        Fernandez; None when there are none or sectors are not known), `constraint` (Burt: low where its contacts are
        not tied to one another), `place` (core or periphery; None when no split fits or several do equally well),
        `single_point`. `attrs["core_fit"]` is how well the split fits, up to 1; None without one. Empty when no partner
        has answered.

    Examples
    --------
    >>> hub = Partnership(name="Hub", purpose="Reach people", stage=[{"stage": "building"}],
    ...     partners=[{"id": "A", "name": "Alpha", "sector": "statutory"},
    ...               {"id": "B", "name": "Beta", "sector": "community"}, {"id": "C", "name": "Gamma",
    ...                "sector": "voluntary"}],
    ...     relationships=[{"by": "A", "with": "B", "on": "2025-02-01", "actual": 3},
    ...                    {"by": "A", "with": "C", "on": "2025-02-01", "actual": 3}])
    >>> print(*list_brokers(assess_network(hub)).loc[0, ["name", "brokered", "roles", "place"]], sep=", ")
    Alpha, 1, liaison 1, core
    """
    scores = network.scores
    roles = [
        ", ".join(f"{role} {number}" for role, number in zip(BROKER_ROLES, row, strict=True) if _counts(number)) or None
        for row in scores[list(BROKER_ROLES)].itertuples(index=False)
    ]
    named = {"member": "partner", "degree": "ties", "betweenness_share": "between"}
    table = scores.assign(roles=pd.Series(roles, index=scores.index, dtype=object)).rename(columns=named)
    table = table.sort_values(["brokered", "ties", "partner"], ascending=[False, False, True], ignore_index=True)
    columns = ["partner", "name", "ties", "between", "brokered", "roles", "constraint", "place", "single_point"]
    return table[columns]


def _counts(number: object) -> bool:
    return number is not None and not pd.isna(number) and bool(number)  # type: ignore[call-overload] # any cell


def compare_losses(network: Network) -> pd.DataFrame:
    """Compare what the network would lose with each partner, worst first.

    Returns
    -------
    pandas.DataFrame
        Columns `partner`, `name`, `ties_lost`, `pairs_cut_off` (pairs of the others that could no longer reach one
        another), `isolated` (partners left without a tie), `density_change`, `single_point`, `deputy` (whether
        somebody can stand in for its representative). Empty when no partner has answered.

    Examples
    --------
    >>> hub = Partnership(name="Hub", purpose="Reach people", stage=[{"stage": "building"}],
    ...     partners=[{"id": "A", "name": "Alpha"}, {"id": "B", "name": "Beta"}, {"id": "C", "name": "Gamma"}],
    ...     relationships=[{"by": "A", "with": "B", "on": "2025-02-01", "actual": 3},
    ...                    {"by": "A", "with": "C", "on": "2025-02-01", "actual": 3}])
    >>> compare_losses(assess_network(hub)).head(1)[["partner", "pairs_cut_off", "isolated"]]
      partner  pairs_cut_off isolated
    0       A              1   (B, C)
    """
    columns = [
        *("partner", "name", "ties_lost", "pairs_cut_off", "isolated", "density_change", "single_point", "deputy")
    ]
    rows = []
    points = network.whole.articulation_points if network.whole else ()
    members = network.members if network.whole else network.members.iloc[:0]
    losses = lose_each(network.answers, members, directed=network.directed)
    for member, name, deputy in members[["member", "name", "deputy"]].itertuples(index=False):
        rows.append((member, name, *losses.loc[member], member in points, deputy))
    table = pd.DataFrame(rows, columns=columns)
    order = ["pairs_cut_off", "ties_lost", "partner"]
    return table.sort_values(order, ascending=[False, False, True], ignore_index=True)
