"""The review of a partnership: its findings and measures on one date, against another date, and what to do next."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from functools import cached_property
from typing import Any

import pandas as pd

from partnerlab.analysis import evaluation, mapping, risk_allocation, scoping
from partnerlab.analysis.caching import cached
from partnerlab.analysis.catalogue import TOPICS as CODES
from partnerlab.analysis.catalogue import Rule, code_in_use, has_reached, rules_in
from partnerlab.analysis.facts.actions import is_overdue
from partnerlab.analysis.facts.alignment import frameworks_of
from partnerlab.analysis.facts.assurance import assess_assurance
from partnerlab.analysis.facts.membership import summarise_membership
from partnerlab.analysis.facts.names import name_subjects
from partnerlab.analysis.facts.sources import list_sources
from partnerlab.analysis.findings import Finding, Measure, Severity
from partnerlab.analysis.frames import Shared
from partnerlab.analysis.matters import Matter, gather_matters
from partnerlab.errors import MethodError
from partnerlab.guide import stages
from partnerlab.page.handover import RESULTS_SCHEMA
from partnerlab.partnership import Partnership
from partnerlab.partnership.evaluation import Action
from partnerlab.partnership.reading import say_ahead, say_before
from partnerlab.suggestions import did_you_mean
from partnerlab.wording import counted, first_of_kind, listed

TOPICS = {"scoping": scoping, "mapping": mapping, "risk_allocation": risk_allocation, "evaluation": evaluation}
"""The four topics in the order of the guide; each has `rules` and `take_measures`."""


@dataclass(frozen=True)
class Review:
    """What one topic, or all four, say of a partnership on one date.

    Attributes
    ----------
    topic
        `scoping`, `mapping`, `risk_allocation`, `evaluation`, or None for all.
    findings
        Worst first, then by code and subject.
    measures
        By name and subject.
    from_elsewhere
        Findings of other topics that this topic's page shows too, in the same order; they count in their own topic.
    """

    partnership: Partnership
    topic: str | None
    findings: tuple[Finding, ...]
    measures: tuple[Measure, ...]
    from_elsewhere: tuple[Finding, ...] = ()

    @property
    def shown(self) -> tuple[Finding, ...]:
        """What the topic's page shows: its own findings, then those of other topics that bear on it."""
        return (*self.findings, *self.from_elsewhere)

    @cached_property
    def names(self) -> dict[str, str]:
        """What a reader knows an organisation, an indicator or a measure by, where findings name it by its id."""
        return name_subjects(self.partnership)

    @property
    def ahead(self) -> str:
        """That the newest date in the data, by which the review is dated, lies ahead; empty where it does not."""
        return say_ahead(self.partnership)

    @property
    def remarks(self) -> tuple[str, ...]:
        """What a reader must know of the whole review: a date ahead or before it began, what is undated or unread."""
        before = say_before(self.partnership)
        return tuple(filter(None, (self.ahead, before, self.undated, *self.partnership.unread)))

    @property
    def undated(self) -> str:
        """What is shown as at an earlier date though it says no date of its own; empty where nothing is.

        Examples
        --------
        >>> hub = Partnership(name="Hub", purpose="Reach people", stage=[{"stage": "managing", "on": "2024-01-01"}],
        ...     indicators=[{"id": "I", "title": "Lonely", "unit": "%", "good_direction": "down",
        ...         "target": {"period": "2027", "value": 9}}], reviews=[{"on": "2025-01-01"}])
        >>> review_partnership(hub.at(date(2024, 6, 1)), "evaluation").undated
        'Undated, and so shown as if known then: 1 target.'
        """
        seen, newest, served = self.partnership.as_at, self.partnership.newest_date(), self.partnership.outcomes
        targets, starts = self.partnership.undated_plans
        counts = (
            ("scoping", len(served.aligned) + len(served.own), "outcome", ""),
            ("scoping", self._count_later_frameworks(), "framework published later", "frameworks published later"),
            ("evaluation", targets, "target", ""),
            ("evaluation", starts, "start of actions", "starts of actions"),
        )
        found = [counted(n, one, more) for topic, n, one, more in counts if n and self.topic in {None, topic}]
        if not found or seen is None or newest is None or seen >= newest:
            return ""
        return f"Undated, and so shown as if known then: {listed(found)}."

    def _count_later_frameworks(self) -> int:
        """Return how many of the frameworks that the partnership serves came into use after the date of the review."""
        month = f"{self.partnership.as_at or date.max:%Y-%m}"
        return sum(row.published is not None and row.published > month for row in frameworks_of(self.partnership))

    def counts(self) -> dict[Severity, int]:
        """Return how many findings there are of each severity."""
        return {severity: sum(row.severity is severity for row in self.findings) for severity in Severity}

    def later(self) -> pd.DataFrame:
        """Return the checks that begin at a later stage than the present one, earliest first (¶1.7).

        Returns
        -------
        pandas.DataFrame
            Columns `stage` (title of the stage from which it applies), `code`, `question`. `attrs["of"]` holds how many
            checks there are in all.
        """
        every, titles = rules(self.topic), {row.id: row.title for row in stages()}
        rows = [(row.stage, row.code, row.question) for row in every if not has_reached(self.partnership, row.stage)]
        rows.sort(key=lambda row: list(titles).index(row[0]))
        frame = pd.DataFrame([(titles[stage], *told) for stage, *told in rows], columns=["stage", "code", "question"])
        frame.attrs["of"] = len(every)
        return frame

    def matters(self) -> tuple[Matter, ...]:
        """Return what was found at fault, gathered by cause, what matters most first."""
        return gather_matters(self.partnership, self.findings)

    def questions(self) -> pd.DataFrame:
        """Return what to find out first: what cannot be told, gathered by the entry that would settle it.

        Returns
        -------
        pandas.DataFrame
            Columns `enter` (key in the file), `first` (instruction of the first finding), `find_out` (the same, and how
            many differ),
            `missing` (most entries that one finding misses; missing when not counted), `settles` (how many findings),
            `codes`, `subjects`.
            Those that settle most come first, then by key. `attrs["unsettled"]` holds how many findings cannot be told
            and have no single entry that would settle them.
        """
        gathered: dict[str, list[Finding]] = {}
        for finding in self.findings:
            if finding.severity is Severity.UNKNOWN and finding.enter is not None:
                gathered.setdefault(finding.enter.field, []).append(finding)
        rows = []
        for key, found in gathered.items():
            entries = [finding.enter for finding in found if finding.enter is not None]
            counts = [entry.missing for entry in entries if entry.missing is not None]
            codes = tuple(sorted({finding.code for finding in found}))
            subjects = tuple(sorted({finding.subject for finding in found}))
            told = entries[0].find_out, first_of_kind(entry.find_out for entry in entries)
            rows.append((key, *told, max(counts, default=None), len(found), codes, subjects))
        rows.sort(key=lambda row: (-row[4], row[0]))
        columns = ["enter", "first", "find_out", "missing", "settles", "codes", "subjects"]
        frame = pd.DataFrame(rows, columns=columns).astype({"missing": "Int64"})
        unknown = [finding for finding in self.findings if finding.severity is Severity.UNKNOWN]
        frame.attrs["unsettled"] = sum(finding.enter is None for finding in unknown)
        return frame

    def assurance(self) -> pd.DataFrame:
        """Return who asked for, made, checked and approved the analysis: `part`, `who`, `on`, `assumptions`."""
        return assess_assurance(self.partnership)

    def sources(self) -> pd.DataFrame:
        """Return the sources that rows of the partnership's files name: `source`, `rows`, `tables`."""
        return list_sources(self.partnership)

    def for_machines(self) -> dict[str, Any]:
        """Return the review as JSON: the shape of `results.json`, sorted, without clock or path."""
        partnership = self.partnership
        return {
            "schema": RESULTS_SCHEMA,
            "partnership": {
                "slug": partnership.slug,
                "name": partnership.name,
                "stage": partnership.current_stage,
                "as_at": partnership.as_at.isoformat() if partnership.as_at else None,
                "illustrative": partnership.illustrative,
                "marking": partnership.marking,
                **({"redaction": partnership.redaction} if partnership.redaction else {}),
                **({"languages": partnership.languages} if partnership.languages else {}),
                **summarise_membership(partnership),
            },
            "findings": [row.model_dump(mode="json") for row in self.findings],
            "measures": [row.model_dump(mode="json") for row in self.measures],
            "actions": [_json_row(row) for row in next_steps(self).to_dict("records")],
            "inputs": [{"file": row.file, "sha256": row.sha256} for row in partnership.inputs],
        }


@cached
def review_partnership(partnership: Partnership, topic: str | None = None, *, measured: bool = True) -> Review:
    """Review a partnership as it stands.

    Parameters
    ----------
    topic
        One of `scoping`, `mapping`, `risk_allocation`, `evaluation`; None for all four.
    measured
        Whether measures are taken too; they take longer than the findings, and who lists findings needs none.

    Raises
    ------
    MethodError
        When no topic is called that.

    Examples
    --------
    >>> hub = Partnership(name="Hub", purpose="Reach people early", stage=[{"stage": "scoping"}])
    >>> review = review_partnership(hub, "scoping")
    >>> review.topic, len(review.findings) > 0
    ('scoping', True)
    """
    modules = _modules_of(topic)
    measures = [measure for module in modules for measure in module.take_measures(partnership)] if measured else []
    return Review(
        partnership,
        topic,
        find_findings(partnership, topic),
        tuple(sorted(measures, key=lambda measure: (measure.name, measure.subject))),
        _find_all(partnership, [row for row in rules() if topic in row.shown_in]),
    )


def rules(topic: str | None = None) -> tuple[Rule, ...]:
    """Return the catalogue of rules of one topic, or of all, in the order of their codes."""
    return tuple(row for module in _modules_of(topic) for row in rules_in(module.rules))


def _modules_of(topic: str | None) -> list[Any]:
    if topic is None:
        return list(TOPICS.values())
    if topic not in TOPICS:
        message = f'no topic is called "{topic}"; {did_you_mean(topic, TOPICS)}'
        raise MethodError(message)
    return [TOPICS[topic]]


@cached
def find_findings(partnership: Partnership, topic: str | None = None) -> tuple[Finding, ...]:
    """Return what the rules of a topic, or of all, find: worst first, then by code and subject."""
    return _find_all(partnership, rules(topic))


@cached
def find_by_rule(partnership: Partnership, row: Rule) -> tuple[Finding, ...]:
    """Return what one rule finds, in the rule's own order."""
    return tuple(row.findings(partnership))


def _find_all(partnership: Partnership, chosen: Iterable[Rule]) -> tuple[Finding, ...]:
    found = [finding for row in chosen for finding in find_by_rule(partnership, row)]
    return tuple(sorted(found, key=lambda finding: (finding.severity.rank, finding.code, finding.subject)))


def next_steps(review: Review) -> pd.DataFrame:
    """Return what to do next: overdue first, then by date; findings without an action come last.

    Returns
    -------
    pandas.DataFrame
        Columns `what`, `owner` (missing when nobody is named), `due`, `state` (overdue, open, no action yet),
        `code`, `subject`, `severity`, `paragraph`, `since` (when it was agreed). `attrs["unknown"]` holds how many
        findings cannot be told, `attrs["names"]` what a reader knows subjects and owners by, `attrs["elsewhere"]` the
        states of open actions that answer a finding of another review and so are not listed here.
    """
    as_at = review.partnership.as_at
    by_key = {finding.key: finding for finding in review.findings}
    by_code = {finding.code: finding for finding in reversed(review.findings)}
    rows: list[dict[str, Any]] = []
    answered: set[tuple[str, str]] = set()
    others: list[str] = []
    for action in review.partnership.actions:
        if action.done is not None:
            continue
        code = code_in_use(action.finding or "")
        finding = by_key.get((code, action.subject or "")) or by_code.get(code)
        elsewhere = finding is None and review.topic is not None and CODES.get(code[:2], review.topic) != review.topic
        state = "overdue" if is_overdue(action, as_at) else "open"
        if elsewhere:
            others.append(state)
            continue
        if finding is not None:
            answered.add(finding.key)
        rows.append(_step(action.title, finding, state=state, action=action))
    rows += [
        _step(finding.remedy, finding, state="no action yet")
        for finding in review.findings
        if finding.severity.is_fault and finding.key not in answered
    ]
    order = {"overdue": 0, "open": 1, "no action yet": 2}
    rows.sort(key=lambda row: (order[row["state"]], row["due"] or date.max, row["code"] or "", row["what"]))
    steps = pd.DataFrame(rows, columns=list(_STEP_COLUMNS))
    steps.attrs["unknown"] = review.counts()[Severity.UNKNOWN]
    steps.attrs["names"] = Shared(review.names)
    steps.attrs["elsewhere"] = tuple(others)
    return steps


_STEP_COLUMNS = ("what", "owner", "due", "state", "code", "subject", "severity", "paragraph", "since")


def _step(what: str, finding: Finding | None, *, state: str, action: Action | None = None) -> dict[str, Any]:
    agreed = (action.owner, action.due, state) if action else (None, None, state)
    about = action.subject or action.indicator if action else None
    traced: tuple[str | None, ...] = (None, about, None, None)
    if finding is not None:
        traced = (finding.code, finding.subject, finding.severity.value, finding.paragraph)
    since = action.on if action else None
    return dict(zip(_STEP_COLUMNS, (what, *agreed, *traced, since), strict=True))


def _json_row(row: dict[Any, Any]) -> dict[str, Any]:
    return {
        str(key): None if pd.isna(value) else value.isoformat() if isinstance(value, date) else value
        for key, value in row.items()
    }
