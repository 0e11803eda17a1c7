"""The decisions proposed to a board: the few that clear most of what calls for action, then of what needs attention."""

from __future__ import annotations

from collections.abc import Collection, Iterable
from dataclasses import dataclass
from typing import get_args

from partnerlab.analysis.caching import cached, carry_over
from partnerlab.analysis.dependencies import Followed, follow
from partnerlab.analysis.findings import Finding
from partnerlab.analysis.moves.candidate import Candidate, Maker, dated
from partnerlab.analysis.moves.endings import hand_over, hand_over_risks
from partnerlab.analysis.moves.people import (
    agree_terms,
    authorise,
    confirm_money,
    name_accountable,
    name_broker,
    name_chair,
    name_leads,
    name_senior_owner,
)
from partnerlab.analysis.moves.plans import (
    add_clauses,
    agree_appetite,
    answer_constraints,
    ask_for_measures,
    redate_actions,
    redate_milestones,
    set_reviews,
    sign,
)
from partnerlab.analysis.moves.requests import ask_for_answers
from partnerlab.analysis.moves.steps import take_steps
from partnerlab.analysis.moves.trial import Trial, compare_findings, try_candidate
from partnerlab.analysis.review import find_findings
from partnerlab.partnership import Partnership
from partnerlab.partnership.moves import MOVE_KINDS, Effort

MAKERS: tuple[Maker, ...] = (
    name_leads,
    ask_for_measures,
    name_senior_owner,
    name_chair,
    authorise,
    sign,
    add_clauses,
    confirm_money,
    agree_terms,
    name_accountable,
    answer_constraints,
    redate_actions,
    redate_milestones,
    set_reviews,
    agree_appetite,
    name_broker,
    hand_over_risks,
    hand_over,
    ask_for_answers,
)
"""Who makes a candidate of each kind."""


@dataclass(frozen=True)
class Moves:
    """The decisions proposed to a board."""

    chosen: tuple[Trial, ...]
    """In the order of what they clear; each as tried after those before it."""
    left: tuple[Trial, ...]
    """Candidates that were tried and are not proposed, as tried by themselves."""
    cleared: tuple[Finding, ...]
    brought: tuple[Finding, ...]
    """What all of them together clear and bring; what a request would settle is not among it."""
    before: tuple[Finding, ...]
    after: tuple[Finding, ...]
    """Findings as they are, and with all decisions carried out."""


def list_candidates(partnership: Partnership, exclude: Collection[str] = ()) -> tuple[Candidate, ...]:
    """Return the decisions that the record leaves open, one of each kind at most, but for those excluded."""
    excluded = {*partnership.moves.exclude, *exclude}
    made = (make(partnership) for make in MAKERS)
    return tuple(dated(partnership, row) for row in made if row is not None and row.kind not in excluded)


@cached
def choose_moves(partnership: Partnership, exclude: frozenset[str] = frozenset()) -> Moves:
    """Choose at most `moves.most` decisions, each tried on a changed record by asking all rules again.

    Step by step the decision is taken that clears most: by weight, first of what calls for action, then of what needs
    attention, then of what cannot be told. Those left are then tried again on the record as it would stand, since
    decisions help or spare one another: the most promising first, until the best does at least as well as all others
    did before. A decision that clears nothing more is not proposed, nor one that the later ones make needless. Of two
    that clear as much, the one of less effort comes first, then the one named first in `MOVE_KINDS`. This is a greedy
    choice: it is quick and can be followed step by step, and now and then a better set may exist.

    Kinds in `exclude` are not proposed, as well as those that the file excludes.

    Examples
    --------
    >>> hub = Partnership(name="Hub", purpose="Reach people", stage=[{"stage": "implementing"}],
    ...     partners=[{"id": "A", "name": "Alpha", "sector": "statutory"}])
    >>> choose_moves(hub).chosen[0].candidate.decision
    'Name the senior responsible owner of the outcome'
    """
    start = _followed(partnership)
    candidates = list_candidates(start, exclude)
    alone = [try_candidate(start, row) for row in candidates]
    waiting, chosen = list(alone), list[Trial]()
    while waiting and len(chosen) < partnership.moves.most:
        best = _choose_best(chosen[-1].after if chosen else start, waiting)
        if best.gain <= (0, 0, 0):
            break
        chosen.append(best)
    chosen = _spare(start, chosen, alone)
    kinds = {trial.candidate.kind for trial in chosen}
    state = chosen[-1].after if chosen else start
    before, after = find_findings(start), find_findings(state)
    left = tuple(trial for trial in alone if trial.candidate.kind not in kinds)
    return Moves(tuple(chosen), left, *compare_findings(before, after), before, after)


def _choose_best(state: Followed, waiting: list[Trial]) -> Trial:
    """Take the best out of the list: the most promising are tried again until none of the others did better."""
    fresh: set[str] = set()
    while True:
        waiting.sort(key=_order)
        first = waiting[0].candidate
        if first.kind in fresh:
            return waiting.pop(0)
        waiting[0] = try_candidate(state, first)
        fresh.add(first.kind)


def _order(trial: Trial) -> tuple[tuple[float, ...], int, int]:
    candidate = trial.candidate
    effort = get_args(Effort).index(candidate.effort)
    return tuple(-weight for weight in trial.gain), effort, MOVE_KINDS.index(candidate.kind)


def _followed(partnership: Partnership) -> Followed:
    """Return the partnership followed, knowing already what it found, where it is not followed yet."""
    return follow(partnership) if isinstance(partnership, Followed) else carry_over(partnership, partnership)


def _spare(start: Followed, chosen: list[Trial], alone: Iterable[Trial]) -> list[Trial]:
    """Leave out what the others make needless, the last chosen first; the rest are tried again in their order."""
    by_itself = {trial.candidate.kind: _keys(trial) for trial in alone}
    kept, whole = list(chosen), _seen(chosen[-1].after) if chosen else set()
    for trial in reversed(chosen[:-1]):
        others = [row for row in kept if row is not trial]
        covered = set().union(*(by_itself[row.candidate.kind] for row in others))
        if trial.candidate.steps and _keys(trial) <= covered and _found(start, others) == whole:
            kept = others
    if len(kept) == len(chosen):
        return chosen
    again: list[Trial] = []
    for trial in kept:
        again.append(try_candidate(again[-1].after if again else start, trial.candidate))
    return again


def _keys(trial: Trial) -> set[tuple[str, str]]:
    return {finding.key for finding in trial.cleared}


def _found(start: Followed, trials: list[Trial]) -> set[tuple[str, str, str]]:
    """Return what is found with several decisions carried out at once."""
    steps = [step for trial in trials for step in trial.candidate.steps]
    return _seen(carry_over(start, take_steps(start, steps)))


def _seen(partnership: Followed) -> set[tuple[str, str, str]]:
    return {(row.code, row.subject, row.severity.value) for row in find_findings(partnership)}
