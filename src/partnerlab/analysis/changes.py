"""What has changed since the last review: the review as at one date minus the review as at another."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from typing import Any

import pandas as pd

from partnerlab.analysis.findings import Finding, Measure
from partnerlab.analysis.review import Review, review_partnership
from partnerlab.partnership import Partnership, Record

COLUMNS = ("kind", "change", "what", "before", "after", "code", "paragraph")
"""Columns of the comparison."""

Row = tuple[str, str, str, str, str, str, str]


def compare_reviews(
    partnership: Partnership,
    since: date | None = None,
    as_at: date | None = None,
    topic: str | None = None,
) -> pd.DataFrame:
    """Compare the review as at one date with the review as at an earlier one, from the dated data alone.

    Parameters
    ----------
    partnership
        The partnership; dates later than the one it is seen at are reached through `as_at`.
    since
        The earlier date; None for the latest review listed under `reviews` before `as_at`.
    as_at
        The later date; None for the date at which the partnership is seen.
    topic
        One topic, or None for all; facts are those that the topic looks at.

    Returns
    -------
    pandas.DataFrame
        Columns `kind` (finding, measure, fact), `change` (new, gone, better, worse, changed), `what`, `before`,
        `after`, `code`, `paragraph`; empty when nothing changed or there is no earlier date. `attrs["since"]` holds
        the earlier date, or None.
    """
    now = partnership if as_at is None else partnership.at(as_at)
    earlier = since or now.last_review
    frame = pd.DataFrame(columns=list(COLUMNS))
    if earlier is not None and now.as_at is not None:
        before = review_partnership(partnership.at(earlier), topic)
        after = review_partnership(now, topic)
        frame = pd.DataFrame(_differences(before, after), columns=list(COLUMNS))
    frame.attrs["since"] = earlier
    return frame


def _differences(before: Review, after: Review) -> list[Row]:
    rows = [
        *_finding_changes(before.findings, after.findings),
        *_measure_changes(before.measures, after.measures),
        *_fact_changes(before.partnership, after.partnership, after.topic),
    ]
    order = {"worse": 0, "new": 1, "better": 2, "gone": 3, "changed": 4}
    kinds = {"finding": 0, "fact": 1, "measure": 2}
    return sorted(rows, key=lambda row: (kinds[row[0]], order[row[1]], row[5], row[2], row[4]))


def _finding_changes(before: tuple[Finding, ...], after: tuple[Finding, ...]) -> Iterator[Row]:
    was, now = {row.key: row for row in before}, {row.key: row for row in after}
    for key in sorted({*was, *now}):
        old, new = was.get(key), now.get(key)
        if old is None and new is not None:
            yield _finding_row("new", new, "", new.message)
        elif new is None and old is not None:
            yield _finding_row("gone", old, old.message, "")
        elif old is not None and new is not None and old.severity is not new.severity:
            change = "worse" if new.severity.rank < old.severity.rank else "better"
            yield _finding_row(
                change, new, f"{old.severity.word}: {old.message}", f"{new.severity.word}: {new.message}"
            )


def _finding_row(change: str, finding: Finding, before: str, after: str) -> Row:
    return "finding", change, finding.subject, before, after, finding.code, finding.paragraph


def _measure_changes(before: tuple[Measure, ...], after: tuple[Measure, ...]) -> Iterator[Row]:
    was = {(row.name, row.subject): row for row in before}
    for row in after:
        old = was.get((row.name, row.subject))
        if old is not None and old.value != row.value:
            what = " ".join(filter(None, (row.name.replace("_", " "), row.subject)))
            yield "measure", "changed", what, _shown(old), _shown(row), "", row.paragraph


def _shown(measure: Measure) -> str:
    if measure.value is None:
        return "cannot tell"
    value = f"{measure.value:,.3g}" if isinstance(measure.value, float) and abs(measure.value) < 1000 else measure.value
    text = f"{value:,.0f}" if isinstance(value, float) else str(value)
    return f"{measure.unit}{text}" if measure.unit == "£" else f"{text} {measure.unit}".strip()


@dataclass(frozen=True)
class _Judged:
    """A table whose rows are judged anew from time to time: what a row is about, and what it says."""

    table: str
    about: str
    says: str
    topics: tuple[str, ...]


@dataclass(frozen=True)
class _Ending:
    """A table whose rows can end, and the date on which they do."""

    table: str
    row: str
    ends: str
    topics: tuple[str, ...]


_ALL = ("scoping", "mapping", "risk_allocation", "evaluation")
_JUDGED = (
    _Judged("ratings", "rating of {risk} by {by}, {kind}", "likelihood {likelihood}, impact {impact}", _ALL[2:3]),
    _Judged("leads", "lead on {risk}", "{lead}", _ALL[2:3]),
    _Judged("checklist", "answer to item {item} by {by}", "{answer}", _ALL[3:]),
    _Judged("collaboration", "level of collaboration of the whole", "needed {needed}, actual {actual}", _ALL[:2]),
    _Judged("relationships", "{by} on {about}", "needed {needed}, actual {actual}", _ALL[1:2]),
    _Judged("acceptances", "reason, as {by} sees it", "understood {understood}, accepted {accepted}", _ALL[:1]),
    _Judged("conditions", "{condition}", "{holds}", _ALL[:1]),
    _Judged("sustainability", "{condition}", "{holds}", _ALL[3:]),
    _Judged("life_cycle", "life cycle, by {by}", "{stage}", _ALL[3:]),
    _Judged("stages", "stage", "{stage}", _ALL),
)
_ENDINGS = (
    _Ending("partners", "partner", "left", _ALL[:2]),
    _Ending("milestones", "milestone", "done", _ALL[1:2]),
    _Ending("risks", "risk", "closed", _ALL[2:3]),
    _Ending("controls", "control", "done", _ALL[2:3]),
    _Ending("actions", "action", "done", _ALL[3:]),
)


def _fact_changes(before: Partnership, after: Partnership, topic: str | None) -> Iterator[Row]:
    for judged in _JUDGED:
        if topic in {None, *judged.topics}:
            was, now = _latest(before, judged), _latest(after, judged)
            for what in sorted(now):
                if was.get(what) != now[what]:
                    yield "fact", "changed" if what in was else "new", what, was.get(what, ""), now[what], "", ""
    for ending in _ENDINGS:
        if topic in {None, *ending.topics}:
            yield from _beginnings_and_ends(before, after, ending)


def _beginnings_and_ends(before: Partnership, after: Partnership, ending: _Ending) -> Iterator[Row]:
    known = {_title(row): getattr(row, ending.ends) for row in getattr(before, ending.table)}
    for row in getattr(after, ending.table):
        title, ended = _title(row), getattr(row, ending.ends)
        if title not in known:
            yield "fact", "new", f"{ending.row}: {title}", "", "", "", ""
        elif ended is not None and known[title] is None:
            yield "fact", "changed", f"{ending.row}: {title}", "open", f"{ending.ends} {ended.isoformat()}", "", ""


def _latest(partnership: Partnership, judged: _Judged) -> dict[str, str]:
    """Return what the latest row says of each thing it is about."""
    rows: list[Record] = getattr(partnership, judged.table)
    in_order = sorted(rows, key=lambda row: getattr(row, "on", None) or date.min)
    return {judged.about.format(**_words(row)): judged.says.format(**_words(row)) for row in in_order}


def _words(row: Record) -> dict[str, Any]:
    return {
        name: "all" if name == "by" and value is None else "nobody" if value is None else value
        for name, value in row.parts()
    }


def _title(row: Any) -> str:
    return str(getattr(row, "name", None) or getattr(row, "title", None) or getattr(row, "control", ""))
