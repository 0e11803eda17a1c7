"""The terms of an allocation as read: costs, who may lead, capacities, fair shares, groups, decisions."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, replace

import numpy as np
import pandas as pd
from numpy.typing import NDArray

from partnerlab.amounts import say_share
from partnerlab.errors import MethodError
from partnerlab.methods.programme import EXACT_PAIRINGS, Floats, Limit, Programme
from partnerlab.wording import listed

KINDS = {"capacity": "capacity", "fairness": "fair share"}


@dataclass(frozen=True, eq=False)
class Terms:
    """Tables that fit together; a bundle is a risk by itself or a group of risks with one lead.

    `load` is risk × partner: what a risk takes of each partner's capacity, if it leads.
    `member` gives the bundle of each risk, `bundles` the bundles' names; `fair` is the most that each
    partner may carry of what `share_of` says, as an amount, NaN where there is no cap.
    """

    cost: pd.DataFrame
    eligible: pd.DataFrame
    load: pd.DataFrame
    capacity: pd.Series[float]
    fair: pd.Series[float]
    share_of: str
    member: NDArray[np.intp]
    bundles: tuple[str, ...]
    fixed: Mapping[int, int]
    shared: float = 0.0
    """What fair shares are shares of, as an amount."""

    def bundle_allowed(self) -> NDArray[np.bool_]:
        """Bundle × partner: every member may be led by that partner, and has a cost for it."""
        closed = ~(self.eligible.to_numpy() & self.cost.notna().to_numpy())
        return ~(self._summed(closed.astype(float)) > 0)

    def bundle_cost(self) -> Floats:
        """Bundle × partner: costs of the members added up, 0 where a cost is missing."""
        return self._summed(self.cost.fillna(0.0).to_numpy(dtype=float))

    def programme(self) -> Programme:
        """Build the integer programme that these terms ask for."""
        cost, allowed = self.bundle_cost(), self.bundle_allowed()
        for bundle, partner in self.fixed.items():
            allowed[bundle] &= np.arange(allowed.shape[1]) == partner
        load = self._summed(self.load.to_numpy(dtype=float))
        limits = [
            Limit("capacity", partner, load[:, partner], float(most))
            for partner, most in enumerate(self.capacity)
            if not np.isnan(most)
        ]
        limits += [
            Limit("fairness", partner, (load if self.share_of == "load" else cost)[:, partner], float(most))
            for partner, most in enumerate(self.fair)
            if not np.isnan(most)
        ]
        return Programme(cost, allowed, tuple(limits))

    def lifted(self, programme: Programme) -> Iterator[tuple[str, str, Programme]]:
        """Yield each rule that is not a single limit, with the programme without it."""
        for kind, words in KINDS.items():
            limits = [limit for limit in programme.limits if limit.kind == kind]
            if len(limits) > 1:
                yield kind, f"all {words} limits", programme.without(*limits)
        small = programme.cost.size <= EXACT_PAIRINGS
        yield from self._without_eligibility(each=small)
        yield from self._without_groups(each=small)

    def _without_eligibility(self, *, each: bool) -> Iterator[tuple[str, str, Programme]]:
        closed = self._summed(1.0 - self.eligible.to_numpy(dtype=float)).any(axis=1)
        for bundle in np.flatnonzero(closed) if each else ():
            eligible = self.eligible.copy()
            eligible.iloc[self.member == bundle] = True
            yield "eligibility", self.bundles[bundle], replace(self, eligible=eligible).programme()
        if closed.sum() > (1 if each else 0):
            everyone = pd.DataFrame(True, index=self.eligible.index, columns=self.eligible.columns)
            yield "eligibility", "all eligibility rules", replace(self, eligible=everyone).programme()

    def _without_groups(self, *, each: bool) -> Iterator[tuple[str, str, Programme]]:
        sizes = np.bincount(self.member)
        groups = np.flatnonzero(sizes > 1)
        for bundle in groups if each else ():
            yield "group", self.bundles[bundle], self._split([int(bundle)]).programme()
        if len(groups) > (1 if each else 0):
            yield "group", "all groups", self._split(groups).programme()

    def _split(self, groups: Iterable[int]) -> Terms:
        """Let the members of some groups stand alone; what was decided by hand for a group holds for each."""
        apart = np.isin(self.member, list(groups))
        keys: list[tuple[str, object]] = [
            ("risk", place) if alone else ("bundle", bundle)
            for place, (alone, bundle) in enumerate(zip(apart, self.member, strict=True))
        ]
        member, first = _numbered(keys)
        bundles = tuple(self.cost.index[p] if apart[p] else self.bundles[self.member[p]] for p in first)
        fixed = {
            int(now): self.fixed[int(before)]
            for now, before in zip(member, self.member, strict=True)
            if int(before) in self.fixed
        }
        return replace(self, member=member, bundles=bundles, fixed=fixed)

    def shortage(self) -> str | None:
        """Say so when the partners together have less capacity, or smaller shares, than there is load."""
        total = self.least_load()
        room = float(self.capacity.sum(skipna=False))
        if room < total:
            return (
                f"the capacity of all partners together is {room:g}, but the risks need {total:g}; "
                "raise capacity or drop risks"
            )
        fair = float(self.fair.sum(skipna=False))
        if self.share_of == "load" and fair < total * (1 - 1e-12):
            return (
                f"the fair shares of all partners add up to {say_share(fair / total)} of the load; "
                "they must add up to 100% or more"
            )
        return None

    def least_load(self) -> float:
        """Return the least load that all risks together can come to: each bundle with the partner it burdens least."""
        load = np.where(self.bundle_allowed(), self._summed(self.load.to_numpy(dtype=float)), np.inf)
        return float(load.min(axis=1).sum())

    def limit_name(self, limit: Limit) -> str:
        """Name a limit as a reader knows it."""
        return f"{KINDS[limit.kind]} of {self.cost.columns[limit.partner]}"

    def limit_text(self, limit: Limit) -> str:
        """Name a limit with its amount."""
        return f"{self.limit_name(limit)} ({self.amount_text(limit, limit.most)})"

    def amount_text(self, limit: Limit, amount: float) -> str:
        """Return an amount of what a limit limits; that of a fair share with what it is a share of."""
        return f"{amount:g} of {self.shared:g}" if limit.kind == "fairness" else f"{amount:g}"

    def confined(self, clash: list[Limit]) -> str:
        """Name the risks and groups that only the clashing limits' partners may lead on."""
        allowed = self.bundle_allowed()
        for bundle, partner in self.fixed.items():
            allowed[bundle] &= np.arange(allowed.shape[1]) == partner
        partners = sorted({limit.partner for limit in clash})
        others = np.delete(allowed, partners, axis=1)
        only = [str(self.bundles[b]) for b in np.flatnonzero(~others.any(axis=1))]
        if not only or len(partners) == allowed.shape[1]:
            return ""
        names = ", ".join(str(self.cost.columns[p]) for p in partners)
        return f"; only {names} may lead on {listed(only, 8)}"

    def _summed(self, table: NDArray[np.floating]) -> Floats:
        summed = np.zeros((len(self.bundles), table.shape[1]))
        np.add.at(summed, self.member, table)
        return summed


def read_terms(
    cost: pd.DataFrame,
    *,
    capacity: float | Mapping[str, float] | None,
    load: Mapping[str, float] | pd.Series[float] | pd.DataFrame | None,
    eligible: pd.DataFrame | None,
    fairness: float | Mapping[str, float] | None,
    share_of: str,
    groups: Mapping[str, str] | pd.Series[str] | None,
    fixed: Mapping[str, str] | None,
) -> Terms:
    """Check the tables that `partnerlab.methods.allocation.allocate_leads` was given, and join them."""
    if share_of not in ("load", "cost"):
        raise MethodError(f'share_of is "{share_of}"; it must be "load" or "cost"')
    cost = _read_cost(cost)
    member, bundles = _read_groups(groups, cost.index)
    terms = Terms(
        cost=cost,
        eligible=_read_eligible(eligible, cost),
        load=_read_load(load, cost),
        capacity=_read_limits(capacity, cost.columns, "capacity", highest=np.inf),
        fair=_read_limits(fairness, cost.columns, "fairness", highest=1.0),
        share_of=share_of,
        member=member,
        bundles=bundles,
        fixed={},
    )
    allowed = terms.bundle_allowed()
    _everyone_led(terms, allowed)
    base = terms.least_load()
    if share_of == "cost":
        base = float(np.where(allowed, terms.bundle_cost(), np.inf).min(axis=1).sum())
    return replace(terms, fair=terms.fair * base, shared=base, fixed=_read_fixed(fixed, terms, allowed))


def known_labels(given: Iterable[object], known: pd.Index, argument: str, noun: str) -> None:
    """Refuse names that are not in the cost table."""
    unknown = [str(label) for label in given if label not in known]
    if unknown:
        names = listed(known, 8)
        raise MethodError(f"{argument} names {listed(unknown, 8)}, which is no {noun} here; there are {names}")


def _read_cost(cost: pd.DataFrame) -> pd.DataFrame:
    if cost.empty:
        raise MethodError("there is nothing to allocate: the cost table needs at least one risk and one partner")
    for labels, noun in ((cost.index, "risk"), (cost.columns, "partner")):
        twice = labels[labels.duplicated()].unique()
        if len(twice):
            raise MethodError(f"{noun} {listed(twice, 8)} is given twice in the cost table; names must differ")
    try:
        numbers = cost.astype(float)
    except (TypeError, ValueError) as error:
        raise MethodError(f"the cost table holds something that is not a number: {error}") from error
    wrong = (numbers < 0) | np.isinf(numbers)
    if wrong.to_numpy().any():
        risk, partner = np.argwhere(wrong.to_numpy())[0]
        raise MethodError(
            f"the cost of {cost.index[risk]} led by {cost.columns[partner]} is {numbers.iloc[risk, partner]:g}; "
            "an expected cost is a finite number, 0 or more, or missing"
        )
    return numbers


def _read_eligible(eligible: pd.DataFrame | None, cost: pd.DataFrame) -> pd.DataFrame:
    if eligible is None:
        return pd.DataFrame(True, index=cost.index, columns=cost.columns)
    known_labels(cost.index, eligible.index, "the cost table", "risk in the table of who may lead")
    known_labels(cost.columns, eligible.columns, "the cost table", "partner in the table of who may lead")
    table = eligible.loc[cost.index, cost.columns]
    if table.isna().to_numpy().any() or not np.isin(table.to_numpy(dtype=object), [True, False]).all():
        raise MethodError("the table of who may lead must hold true or false in every cell, none missing")
    return table.astype(bool)


def _read_load(load: Mapping[str, float] | pd.Series[float] | pd.DataFrame | None, cost: pd.DataFrame) -> pd.DataFrame:
    if isinstance(load, pd.DataFrame):
        known_labels(cost.index, load.index, "the cost table", "risk in the table of loads")
        known_labels(cost.columns, load.columns, "the cost table", "partner in the table of loads")
        table = load.loc[cost.index, cost.columns].astype(float)
    else:
        each = [1.0 if load is None else load.get(risk, np.nan) for risk in cost.index]
        table = pd.DataFrame(dict.fromkeys(cost.columns, each), index=cost.index, dtype=float)
    numbers = table.to_numpy(dtype=float)
    wrong = ~(np.isfinite(numbers) & (numbers >= 0)).all(axis=1)
    if wrong.any():
        raise MethodError(
            f"the load of {listed(table.index[wrong], 8)} is missing or below 0; give every risk a number"
        )
    return table


def _read_limits(
    given: float | Mapping[str, float] | None, partners: pd.Index, argument: str, *, highest: float
) -> pd.Series[float]:
    limits = pd.Series(np.nan, index=partners)
    if isinstance(given, Mapping):
        known_labels(given, partners, argument, "partner")
        limits = pd.Series({partner: given.get(partner, np.nan) for partner in partners}, dtype=float)
    elif given is not None:
        limits[:] = float(given)
    limits = limits.where(limits != np.inf)
    share = argument == "fairness"
    wrong = limits[(limits < 0) | (limits > highest) | (share & (limits == 0))]
    if len(wrong):
        rule = "a share above 0 and up to 1" if share else "0 or more"
        raise MethodError(f"{argument} of {wrong.index[0]} is {wrong.iloc[0]:g}; it must be {rule}")
    return limits


def _read_groups(
    groups: Mapping[str, str] | pd.Series[str] | None, risks: pd.Index
) -> tuple[NDArray[np.intp], tuple[str, ...]]:
    named = pd.Series({} if groups is None else dict(groups), dtype=object)
    known_labels(named.index, risks, "groups", "risk")
    keys: list[tuple[str, object]] = [
        ("risk", risk) if name is None or pd.isna(name) else ("group", name)
        for risk, name in ((risk, named.get(risk)) for risk in risks)
    ]
    member, first = _numbered(keys)
    return member, tuple(str(keys[place][1]) for place in first)


def _numbered(keys: list[tuple[str, object]]) -> tuple[NDArray[np.intp], list[int]]:
    """Number keys in the order of their first appearance; return the numbers and the first places."""
    numbers: dict[tuple[str, object], int] = {}
    member = np.array([numbers.setdefault(key, len(numbers)) for key in keys], dtype=np.intp)
    return member, [keys.index(key) for key in numbers]


def _read_fixed(fixed: Mapping[str, str] | None, terms: Terms, allowed: NDArray[np.bool_]) -> dict[int, int]:
    decided: dict[int, int] = {}
    known_labels(fixed or (), terms.cost.index, "fixed", "risk")
    known_labels((fixed or {}).values(), terms.cost.columns, "fixed", "partner")
    for risk, partner in (fixed or {}).items():
        bundle = int(terms.member[terms.cost.index.get_loc(risk)])
        column = int(terms.cost.columns.get_loc(partner))  # type: ignore[arg-type]  # names are unique
        if not allowed[bundle, column]:
            raise MethodError(f"{risk} is fixed to {partner}, who may not lead on it or has no cost for it")
        if decided.setdefault(bundle, column) != column:
            raise MethodError(f"the group of {risk} is fixed to two partners; a group has one lead")
    return decided


def _everyone_led(terms: Terms, allowed: NDArray[np.bool_]) -> None:
    """Refuse risks that nobody may lead on, all at once, with the reason."""
    faults = []
    for bundle in np.flatnonzero(~allowed.any(axis=1)):
        rows = terms.member == bundle
        single = rows.sum() == 1
        if (terms.eligible[rows].any(axis=1) & terms.cost[rows].notna().any(axis=1)).all() and not single:
            members = listed(terms.cost.index[rows], 8)
            faults.append(f"group {terms.bundles[bundle]} has no partner who may lead on all of {members}")
        else:
            faults.append(f"{terms.bundles[bundle]} has no partner who may lead on it and has a cost")
    if faults:
        raise MethodError("; ".join(faults) + ". Name one, or leave the risk out")
