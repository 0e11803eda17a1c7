"""Which conclusions on hand-offs rest on an organisation that has not spoken of the other (¶3.2 box, ¶3.4)."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence

import pandas as pd

from partnerlab.analysis.caching import cached
from partnerlab.analysis.mapping.pathway import assess_pathway, list_relationships, list_shared_data, signed_pairs
from partnerlab.analysis.silence import SilentConclusion
from partnerlab.methods.silence import bound_conclusion
from partnerlab.methods.ties import sort_pair
from partnerlab.partnership import Partnership

RELATIONSHIPS = "relationships"
"""Where in the file the answers are."""

HELD, LACKING, UNKNOWN = "in place", "not in place", "cannot tell"


@cached
def doubt_handoffs(partnership: Partnership) -> tuple[SilentConclusion, ...]:
    """Find what each conclusion on a hand-off could become if those of its two ends that are silent answered.

    Conclusions are two for each pair that hands clients on: whether a working relationship supports it, as MA302 judges
    it, and whether a data-sharing agreement does, as MA303 does. Left out is what neither end has spoken of, and data
    sharing between two that have signed an agreement, which no answer changes.

    Examples
    --------
    >>> hub = Partnership(name="Hub", purpose="Reach people", stage=[{"stage": "building"}],
    ...     partners=[{"id": "A", "name": "Alpha"}, {"id": "B", "name": "Beta"}],
    ...     relationships=[{"by": "A", "with": "B", "on": "2025-02-01", "data_sharing": "yes"}],
    ...     pathway=[{"id": "call", "name": "I call", "organisation": "A"},
    ...              {"id": "visit", "name": "I am visited", "organisation": "B"}])
    >>> [(row.about, row.bounds.now, sorted(row.bounds.one), row.silent) for row in doubt_handoffs(hub)]
    [('Data sharing, Alpha and Beta', 'in place', ['in place', 'not in place'], ('B',))]
    """
    handoffs = assess_pathway(partnership).handoffs
    ends = zip(handoffs["giver"], handoffs["receiver"], strict=True)
    pairs = dict.fromkeys(sort_pair(str(giver), str(receiver)) for giver, receiver in ends)
    tied, shared = _said(list_relationships(partnership)), _said(list_shared_data(partnership))
    return tuple(row for pair in pairs for row in _doubt(partnership, pair, tied.get(pair, {}), shared.get(pair, {})))


def _said(answers: pd.DataFrame) -> dict[tuple[str, str], dict[str, bool]]:
    """Return what is said of each pair, by who says it."""
    said: dict[tuple[str, str], dict[str, bool]] = {}
    for by, about, tied in answers.itertuples(index=False):
        if not pd.isna(tied):
            said.setdefault(sort_pair(str(by), str(about)), {})[str(by)] = bool(tied)
    return said


def _doubt(
    partnership: Partnership, pair: tuple[str, str], tied: Mapping[str, bool], shared: Mapping[str, bool]
) -> Iterator[SilentConclusion]:
    yield from _weigh(partnership, pair, "Working relationship", tied, any)
    if pair not in signed_pairs(partnership):
        yield from _weigh(partnership, pair, "Data sharing", shared, all)


def _weigh(
    partnership: Partnership,
    pair: tuple[str, str],
    what: str,
    said: Mapping[str, bool],
    decide: Callable[[Iterable[bool]], bool],
) -> Iterator[SilentConclusion]:
    """Yield what the silent ends of a pair could make of what is said so far; nothing when neither has spoken."""
    current = {row.id for row in partnership.current_partners}
    asked = [end for end in pair if end in current]

    def judge(given: Sequence[bool]) -> str:
        if decide(given):
            return HELD
        return UNKNOWN if len(given) < min(len(asked), partnership.thresholds.least_answers) else LACKING

    if said:
        silent = tuple(end for end in asked if end not in said)
        first, second = map(partnership.short_name_of, pair)
        bounds = bound_conclusion(tuple(said.values()), len(silent), (True, False), judge)
        yield SilentConclusion(RELATIONSHIPS, f"{what}, {first} and {second}", len(said), silent, bounds)
