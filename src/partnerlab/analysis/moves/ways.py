"""What it would take: the smallest changes in the record that clear one finding, each tried by all rules."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Callable, Generator, Iterable, Iterator, Sequence
from dataclasses import dataclass
from itertools import chain, islice, product
from typing import Any

from partnerlab.analysis.caching import carry_over, know_only
from partnerlab.analysis.dependencies import Followed, follow, noting
from partnerlab.analysis.findings import Finding, Severity
from partnerlab.analysis.moves.candidate import day_after
from partnerlab.analysis.moves.choice import list_candidates
from partnerlab.analysis.moves.people import TO_NAME
from partnerlab.analysis.moves.steps import Step, fields_of, take_steps
from partnerlab.analysis.moves.trial import compare_findings
from partnerlab.analysis.review import find_by_rule, find_findings, rules
from partnerlab.analysis.risk_allocation.ratings import latest_rating
from partnerlab.analysis.risk_allocation.scales import get_steps
from partnerlab.partnership import Partnership, Record
from partnerlab.partnership.columns import Column, columns_of

MOST_TRIED = 60
"""Entries that are tried for one finding; it bounds the wait."""
MOST_IDS = 12
"""Partners that are tried one by one where an entry names one."""
DEFINING = ("class", "form", "good_direction", "kind", "purpose", "sector")
"""Fields that say what a thing is; it becomes no other thing so that a finding goes."""
NO_ANSWER = "don't know"
POSTS = ("owner", "chair")
"""Fields in which a placeholder stands for somebody whom the partnership is to name."""

Steps = tuple[Step, ...]
Row = tuple[tuple[str, ...], Record]
"""A record, and the names that lead to it."""

MOST_WAYS = 3
"""Ways that are looked for."""


@dataclass(frozen=True)
class Way:
    """One way to clear a finding, as tried."""

    steps: Steps
    """What the record would say, as few changes as clear it."""
    decision: str
    """The decision of a board that it is, or is a part of; empty for entries of another kind."""
    after: Followed
    """The partnership as its record would stand."""
    cleared: tuple[Finding, ...]
    brought: tuple[Finding, ...]
    """All that goes and comes with it, worst first."""


def search_ways(partnership: Partnership, finding: Finding) -> Iterator[tuple[Way, ...] | None]:
    """Look for the smallest changes of the record that clear a finding, a little at a time.

    Tried are the decisions that a board can take, cut down to the part that this finding needs; then other entries
    in the rows that the finding rests on, and those that would settle what cannot be told: another of the words that a
    field may hold, another level, a day, a partner; and for a risk, a rating agreed by all. Nothing is taken away, and
    no sum of money and no text is made up.
    A way says what the record would have to hold; whether that is true, the partnership knows.

    Yields
    ------
    tuple of Way, or None
        The best so far, fewest changes first, whenever there is a better one; None after each change that was tried
        and each rule that a way was tried by, so that whoever waits can do something else meanwhile. Nothing but None
        when nothing that was tried clears it.

    Examples
    --------
    >>> hub = Partnership(name="Hub", purpose="Reach people", stage=[{"stage": "implementing"}],
    ...     partners=[{"id": "A", "name": "Alpha", "sector": "statutory"}])
    >>> owner = next(row for row in find_findings(hub) if row.code == "SC403")
    >>> *_, ways = (best for best in search_ways(hub, owner) if best is not None)
    >>> [(step.verb, step.path) for step in ways[0].steps]
    [('add', 'outcomes.sro')]
    """
    start = follow(partnership)
    rule = next(row for row in rules() if row.code == finding.code)
    with noting() as reads:
        before = find_by_rule(start, rule)
    read = {field for _, field in reads}
    known = know_only(start, frozenset(reads))

    def clears(steps: Sequence[Step]) -> bool:
        if read.isdisjoint(fields_of(steps)):
            return False
        try:
            changed = take_steps(start, steps)
        except ValueError:  # the record may not hold this
            return False
        return _is_cleared(finding, before, find_by_rule(carry_over(known, changed), rule))

    decisions = ((row.steps, row.decision) for row in list_candidates(start) if row.steps)
    entries = ((steps, "") for steps in islice(_list_entries(start, finding), MOST_TRIED))
    best: list[Way] = []
    entered = 0
    for steps, decision in chain(decisions, entries):
        if not decision and entered == MOST_WAYS:
            return
        yield None
        if not clears(steps):
            continue
        entered += not decision
        fewest = yield from _fewest(steps, clears)
        at = bisect_right([len(way.steps) for way in best], len(fewest))
        if at < MOST_WAYS and fewest not in [way.steps for way in best]:
            way = yield from _try(start, fewest, decision)
            best = [*best[:at], way, *best[at:]][:MOST_WAYS]
            yield tuple(best)


def _try(start: Followed, steps: Steps, decision: str) -> Generator[None, None, Way]:
    """Try a way by all rules, one after the other: all at once may take longer than whoever waits should."""
    after = carry_over(start, take_steps(start, steps))
    for rule in rules():
        find_by_rule(after, rule)  # is known from here on
        yield
    return Way(steps, decision, after, *compare_findings(find_findings(start), find_findings(after)))


def _is_cleared(finding: Finding, before: Iterable[Finding], after: Iterable[Finding]) -> bool:
    """Whether a finding is gone or in place, and its rule finds nothing else at fault or unknown in its stead."""
    known = {row.key for row in before}
    now = {row.key: row.severity for row in after}
    fresh = any(key not in known and severity is not Severity.GREEN for key, severity in now.items())
    return now.get(finding.key, Severity.GREEN) is Severity.GREEN and not fresh


def _fewest(steps: Steps, clears: Callable[[Sequence[Step]], bool]) -> Generator[None, None, Steps]:
    """Leave out what is not needed: halves first, then smaller parts, at last one at a time."""
    kept, size = steps, len(steps) // 2
    while size:
        at = 0
        while at < len(kept) > size:
            fewer = kept[:at] + kept[at + size :]
            yield
            if clears(fewer):
                kept = fewer
            else:
                at += size
        size //= 2
    return kept


def _list_entries(partnership: Followed, finding: Finding) -> Iterator[Steps]:
    """Yield other values of what a finding rests on, then of the rest of those rows, then of what would settle it."""
    asked = {(fact.file, fact.line): fact.field for fact in finding.evidence if fact.line}
    every = [row for row in _walk(partnership.whole, ()) if row[0]]
    rows = [row for row in every if any((place.file, place.line) in asked for place in row[1].places())]
    for first in (True, False):
        for path, record in rows:
            for column in columns_of(type(record)):
                place = record.place_of(column.name)
                is_asked = asked.get((place.file, place.line)) == column.name
                if is_asked is first and (first or column.kind in ("choice", "truth", "level")):
                    yield from ((step,) for step in _other_values(partnership, (path, record), column))
    yield from _list_ratings(partnership, finding)
    if finding.enter is not None:
        table, _, name = finding.enter.field.rpartition(".")
        lacking = [
            (row, column)
            for row in every
            if ".".join(row[0][::2]) == table
            for column in columns_of(type(row[1]))
            if column.name == name and _value_of(row[1], name) is None
        ]
        tried = [list(_other_values(partnership, row, column)) for row, column in lacking]
        yield from zip(*filter(None, tried), strict=False)


def _list_ratings(partnership: Followed, finding: Finding) -> Iterator[Steps]:
    """Yield ratings of the risk that a finding is about, agreed by all on the date, the nearest to today's first."""
    risk = finding.subject.removeprefix("risk ")
    rating = latest_rating(partnership, risk) if risk in {row.id for row in partnership.risks} else None
    if rating is None or partnership.as_at is None:
        return
    sides = (("likelihood", rating.likelihood), ("impact", rating.impact))
    likelihoods, impacts = (
        [step.value for step in get_steps(partnership, which) if step.value <= now] for which, now in sides
    )
    lower = [pair for pair in product(likelihoods, impacts) if pair != (rating.likelihood, rating.impact)]
    lower.sort(key=lambda pair: (rating.likelihood - pair[0] + rating.impact - pair[1], pair))
    for likelihood, impact in lower:
        levels = {"likelihood": likelihood, "impact": impact}
        yield (Step("add", "ratings", {"risk": risk, "on": partnership.as_at, "kind": "residual", **levels}),)


def _walk(record: Record, path: tuple[str, ...]) -> Iterator[Row]:
    """Yield each record within a record."""
    yield path, record
    for name, value in record.parts():
        word = type(record).model_fields[name].alias or name
        if isinstance(value, Record):
            yield from _walk(value, (*path, word))
        elif isinstance(value, tuple) and value and isinstance(value[0], Record):
            for number, row in enumerate(value, 1):
                yield from _walk(row, (*path, word, str(getattr(row, "id", None) or number)))


def _value_of(record: Record, word: str) -> Any:
    """Return what a record holds under a word of its file; None where that is a record within it."""
    names = (name for name, field in type(record).model_fields.items() if word in (field.alias, name))
    return getattr(record, next(names, ""), None)


def _other_values(partnership: Followed, row: Row, column: Column) -> Iterator[Step]:
    path, record = row
    if column.name in ("id", "source", "note", *DEFINING) or "." in column.name:
        return
    now = _value_of(record, column.name)
    for value in _values(partnership, column, now):
        if value not in (None, NO_ANSWER, now):
            yield Step("set", ".".join((*path, column.name)), value)


def _values(partnership: Followed, column: Column, now: Any) -> Iterable[Any]:
    """Return what a column may hold, the nearest to what it holds first."""
    if column.choices:
        return column.choices
    match column.kind:
        case "truth":
            return (True, False)
        case "level" if column.name in ("likelihood", "impact"):
            levels = [step.value for step in get_steps(partnership, column.name)]
            return sorted(levels, key=lambda level: abs(level - now) if isinstance(now, int | float) else -level)
        case "date":
            return partnership.as_at, day_after(partnership, partnership.moves.days_of("small"))
        case "text" if "partners" in column.refers:
            return [partner.id for partner in partnership.current_partners[:MOST_IDS]]
    return (TO_NAME,) if column.name in POSTS and now is None else ()
