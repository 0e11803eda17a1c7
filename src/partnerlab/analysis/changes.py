"""What has changed since the last review: the review as at one date minus the review as at another."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from typing import Any

import pandas as pd

from partnerlab.amounts import measured, say_pounds, say_share, with_unit, write_number
from partnerlab.analysis.caching import as_it_stood
from partnerlab.analysis.evaluation.instruments import get_instrument
from partnerlab.analysis.evaluation.surveys import list_totals
from partnerlab.analysis.facts.names import name_asked, name_risks, name_subjects
from partnerlab.analysis.findings import Finding, Measure, Severity
from partnerlab.analysis.frames import Shared
from partnerlab.analysis.measure_names import name_measure
from partnerlab.analysis.panels import move_of, move_of_charge
from partnerlab.analysis.review import Review, review_partnership
from partnerlab.analysis.risk_allocation.ratings import list_open_risks
from partnerlab.partnership import Partnership, Record
from partnerlab.partnership.evaluation import Indicator, PerformanceMeasure
from partnerlab.partnership.risks import RiskLead, RiskOwner
from partnerlab.wording import listed, say_day

CHANGES = ("worse", "new", "better", "resolved", "known for the first time", "gone", "no longer known", "changed")
"""Kinds of change, in the order in which they are told."""

COLUMNS = ("kind", "change", "what", "before", "after", "code", "paragraph")
"""Columns of the comparison."""

Row = tuple[str, str, str, str, str, str, str]


def compare_reviews(
    partnership: Partnership, since: date | None = None, as_at: date | None = None, topic: str | None = None
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
        Columns `kind` (finding, measure, fact), `change` (one of `CHANGES`), `what`, `before`, `after`, `code`,
        `paragraph`; empty when nothing changed or there is no earlier date. `attrs["since"]` holds the earlier date,
        or None, and `attrs["names"]` what a reader knows subjects by. Findings that changed alike come in the order in
        which they matter: worst first.

    Notes
    -----
    Better and worse compare values. From or to what cannot be told is neither. Where a finding rests on what partners
    say, those are compared who said something at both dates (see `partnerlab.analysis.panels`); a light that changed
    though they say the same has changed, and is no better. A fault that is no longer found is resolved, unless those
    who answered both times say the same, or another took its place: then it is gone, as is what was in place or could
    not be told. A number that
    reads the same is the same.
    """
    now = partnership if as_at in {None, partnership.as_at} else partnership.at(as_at)
    earlier = since or now.last_review
    frame = pd.DataFrame(columns=list(COLUMNS))
    if earlier is not None and now.as_at is not None:
        before = review_partnership(as_it_stood(partnership, earlier), topic)
        after = review_partnership(now, topic)
        frame = pd.DataFrame(_differences(before, after), columns=list(COLUMNS))
    frame.attrs["since"] = earlier
    frame.attrs["names"] = Shared(name_subjects(now))
    return frame


def compare_found(partnership: Partnership) -> tuple[Row, ...]:
    """Return how findings changed since the last review, as rows of `COLUMNS`, without taking measures.

    Empty when nothing changed or there was no earlier review; see `Partnership.last_review`.
    """
    earlier = partnership.last_review
    if earlier is None or partnership.as_at is None:
        return ()
    before = review_partnership(as_it_stood(partnership, earlier), measured=False)
    after = review_partnership(partnership, measured=False)
    return tuple(_finding_changes(before, after))


def _differences(before: Review, after: Review) -> list[Row]:
    rows = [
        *_finding_changes(before, after),
        *_measure_changes(before.measures, after.measures, name_subjects(after.partnership)),
        *_fact_changes(before.partnership, after.partnership, after.topic),
    ]
    order = {change: place for place, change in enumerate(CHANGES)}
    kinds = {"finding": 0, "fact": 1, "measure": 2}

    def place(row: Row) -> tuple[object, ...]:
        told = (kinds[row[0]], order[row[1]])
        return told if row[0] == "finding" else (*told, row[5], row[2], row[4])

    return sorted(rows, key=place)


def _finding_changes(before: Review, after: Review) -> Iterator[Row]:
    """How findings changed, worst first as they are now, or as they were where they are no longer made."""
    was, now = ({row.key: row for row in review.findings} for review in (before, after))
    rank = {key: finding.severity.rank for key, finding in (was | now).items()}
    for key in sorted(rank, key=lambda key: (rank[key], key)):
        old, new = was.get(key), now.get(key)
        if old is None and new is not None:
            yield _finding_row("new", new, "", new.message)
        elif new is None and old is not None:
            yield _finding_row(_how_it_ended(old, before, after), old, old.message, "")
        elif old is not None and new is not None and old.severity is not new.severity:
            change, remark = _judge_change(old, new, before.partnership, after.partnership)
            yield _finding_row(change, new, _told(old), _told(new) + remark)


def _how_it_ended(old: Finding, before: Review, after: Review) -> str:
    """Say whether a finding that is no longer made was a fault that is resolved.

    What was in place, or could not be told, is only gone. So is a fault that left with whoever saw it, or with what it
    was found with: a partner that has left, a risk that was closed. So is one in whose
    place the same subject has another of the same part of the workbook: a lead that had not agreed, and is withdrawn.
    So is one that a rule found with the whole, when it now finds one with a part.
    """
    if not old.severity.is_fault or _has_ended(old.subject, before.partnership, after.partnership):
        return "gone"
    known = {row.key for row in before.findings}
    another = any(
        (row.subject, row.capability) == (old.subject, old.capability)
        or (old.subject == WHOLE and row.code == old.code)
        for row in after.findings
        if row.severity.is_fault and row.key not in known
    )
    if another:
        return "gone"
    move = move_of(old.code, old.subject, before.partnership, after.partnership)
    return "resolved" if move is None or move.word == "better" else "gone"


WHOLE = "partnership"
"""Subject of a finding on the partnership as a whole."""


def _has_ended(subject: str, before: Partnership, after: Partnership) -> bool:
    """Whether what a finding was about was there before and is no longer: a member, or an open risk."""
    was, now = (
        {partner.id for partner in side.current_partners} | {f"risk {risk.id}" for risk in list_open_risks(side)}
        for side in (before, after)
    )
    return subject in was - now


def _judge_change(old: Finding, new: Finding, before: Partnership, after: Partnership) -> tuple[str, str]:
    """Say how one finding changed, and who is not counted in saying so."""
    if Severity.UNKNOWN in (old.severity, new.severity):
        return ("known for the first time" if old.severity is Severity.UNKNOWN else "no longer known"), ""
    move = move_of(new.code, new.subject, before, after) or move_of_charge(new.code, new.subject, before, after)
    if move is None:
        return ("worse" if new.severity.rank < old.severity.rank else "better"), ""
    remark = f" Not counted in the comparison: {move.left_out}." if move.left_out else ""
    return (move.word if move.word in CHANGES else "changed"), remark


def _told(finding: Finding) -> str:
    word = f"{finding.severity.word}: "
    return word + finding.message.removeprefix(word)


def _finding_row(change: str, finding: Finding, before: str, after: str) -> Row:
    return "finding", change, finding.subject, before, after, finding.code, finding.paragraph


VERDICT = "curve_"
"""Beginning of the names of measures that are verdicts on an indicator."""


def _measure_changes(before: tuple[Measure, ...], after: tuple[Measure, ...], names: dict[str, str]) -> Iterator[Row]:
    was = {(row.name, row.subject): row for row in before}
    for row in after:
        old = was.get((row.name, row.subject))
        if old is not None and old.value != row.value and _shown(old) != _shown(row):
            change = (
                "known for the first time"
                if old.value is None
                else "no longer known"
                if row.value is None
                else "changed"
            )
            yield "measure", change, _measure_name(row, names), *_shown_apart(old, row), "", row.paragraph
        elif old is None and row.name.startswith(VERDICT):
            yield "measure", "new", _measure_name(row, names), "", _shown(row), "", row.paragraph


def _measure_name(row: Measure, names: dict[str, str]) -> str:
    about = names.get(row.subject, row.subject)
    return name_measure(row.name, f"“{about}”" if about != row.subject and " " in row.subject else about)


def _shown_apart(before: Measure, after: Measure) -> tuple[str, str]:
    """The two values as a reader sees them: what a simulation gives in round numbers, where these differ."""
    rough = _shown(before, rounded=True), _shown(after, rounded=True)
    return rough if rough[0] != rough[1] else (_shown(before), _shown(after))


_AS_GIVEN = frozenset({"indicator_value", "performance_value"})
"""Measures that a source gives, shown as it does: a value revised from 168.4 to 168.1 has changed."""


def _shown(measure: Measure, *, rounded: bool = False) -> str:
    if measure.value is None:
        return "cannot tell"
    if measure.unit == "share" and isinstance(measure.value, float):
        return f"{say_share(measure.value)} (n = {measure.n:,})" if measure.n else f"{say_share(measure.value)}"
    if measure.unit == "£" and isinstance(measure.value, int | float):
        return say_pounds(measure.value, simulated=rounded and "simulation of" in measure.method)
    unit = {"count": ""}.get(measure.unit, measure.unit.removesuffix("s") if measure.value == 1 else measure.unit)
    value = measure.value
    if isinstance(value, float) and not unit and abs(value) < 1:
        value = f"{round(value, 2) or 0.0:g}"  # an index, such as an alpha: a third digit says nothing
    elif isinstance(value, float) and measure.name in _AS_GIVEN:
        value = write_number(value, 6)
    elif isinstance(value, float) and abs(value) < 1000:
        in_tenths = abs(value) >= 100 and not unit  # a total on a tool has bands
        value = f"{value:,.1f}" if in_tenths else write_number(value, 3)
    text = f"{value:,.0f}" if isinstance(value, float) else str(value)
    return with_unit(text, unit)


@dataclass(frozen=True)
class _Judged:
    """A table whose rows are judged anew: what a row is about, what it says, the guide's place, who looks at it."""

    table: str
    about: str
    says: str
    paragraph: str
    topics: tuple[str, ...]


@dataclass(frozen=True)
class _Ending:
    """A table whose rows can end, and the date on which they do."""

    table: str
    row: str
    ends: str
    paragraph: str
    topics: tuple[str, ...]


_ALL = ("scoping", "mapping", "risk_allocation", "evaluation")
_SCOPING, _MAPPING, _RISKS, _EVALUATION = ((topic,) for topic in _ALL)
_RATED = "likelihood {likelihood}, impact {impact}"
_JUDGED = (
    _Judged("stages", "stage", "{stage}", "¶1.7", _ALL),
    _Judged("acceptances", "reason, as {by} sees it", "understood {understood}, accepted {accepted}", "¶2.6", _SCOPING),
    _Judged("conditions", "{condition}, by {by}", "{holds}", "Fig. 3", _SCOPING),
    _Judged("practices", "{practice}, by {by}", "{holds}", "¶2.2-2.17, ¶3.2-3.4, ¶4.1-4.11", _ALL),
    _Judged(
        "collaboration",
        "level of collaboration of the whole",
        "needed {needed}, actual {actual}, resourced {resourced}",
        "¶2.1",
        _ALL[:2],
    ),
    _Judged("relationships", "{by} on {about}", "needed {needed}, actual {actual}", "¶3.2 box", _MAPPING),
    _Judged("ratings", "rating of {risk} by {by}, {kind}", _RATED, "¶4.3", _RISKS),
    _Judged("leads", "lead on {risk}", "{named}", "¶4.4", _RISKS),
    _Judged("owners", "owner of {risk}", "{named}", "¶4.4", _RISKS),
    _Judged("checklist", "answer to “{item}” by {by}", "{answer}", "App. 2", _EVALUATION),
    _Judged("sustainability", "{condition}, by {by}", "{holds}", "¶4.8", _EVALUATION),
    _Judged("life_cycle", "life cycle, by {by}", "{stage}", "¶4.7", _EVALUATION),
)
_ENDINGS = (
    _Ending("partners", "partner", "left", "¶2.12", _ALL[:2]),
    _Ending("agreements", "agreement", "signed", "¶3.4", _MAPPING),
    _Ending("milestones", "milestone", "done", "¶2.13", ("mapping", "evaluation")),
    _Ending("risks", "risk", "closed", "¶4.3", _RISKS),
    _Ending("controls", "control", "done", "¶4.4", _RISKS),
    _Ending("actions", "action", "done", "¶4.11", _EVALUATION),
)


def _fact_changes(before: Partnership, after: Partnership, topic: str | None) -> Iterator[Row]:
    for judged in _JUDGED:
        if topic in {None, *judged.topics}:
            yield from _said_changes(_latest(before, judged), _latest(after, judged), judged.paragraph)
    for ending in _ENDINGS:
        if topic in {None, *ending.topics}:
            yield from _beginnings_and_ends(before, after, ending)
    if topic in {None, "mapping"}:
        yield from _said_changes(_representatives(before), _representatives(after), "¶2.12")
    if topic in {None, "evaluation"}:
        yield from _said_changes(_totals(before), _totals(after), "¶4.11")
        yield from _said_changes(_values(before), _values(after), "¶4.9")


def _said_changes(was: dict[str, str], now: dict[str, str], paragraph: str) -> Iterator[Row]:
    for what in sorted(now):
        if was.get(what) != now[what]:
            yield "fact", "changed" if what in was else "new", what, was.get(what, ""), now[what], "", paragraph


def _beginnings_and_ends(before: Partnership, after: Partnership, ending: _Ending) -> Iterator[Row]:
    known = {_title(row): getattr(row, ending.ends) for row in getattr(before, ending.table)}
    for row in getattr(after, ending.table):
        title, ended = _title(row), getattr(row, ending.ends)
        what, said = f"{ending.row}: {title}", f"{ending.ends} {say_day(ended)}" if ended is not None else ""
        if title not in known:
            yield "fact", "new", what, "", said or "new", "", ending.paragraph
        elif ended is not None and known[title] is None:
            yield "fact", "changed", what, "open", said, "", ending.paragraph


def _representatives(partnership: Partnership) -> dict[str, str]:
    """Return who sits for whom: `sits`, or since when no longer."""
    return {
        f"representative of {partnership.short_name_of(partner.id)}: {row.role}": "sits"
        if row.end is None
        else f"left {say_day(row.end)}"
        for partner in partnership.partners
        for row in partner.representatives
    }


def _values(partnership: Partnership) -> dict[str, str]:
    """Return the newest value of each period of each indicator and performance measure."""
    found: dict[str, str] = {}
    measures: tuple[Indicator | PerformanceMeasure, ...] = (*partnership.indicators, *partnership.performance)
    for measure in measures:
        values = measure.values  # noqa: PD011 - a field of the record, not of a data frame
        for row in sorted(values, key=lambda row: row.published or date.min):
            what = f"{measure.title}, {row.period}"
            if row.value is not None:
                found[what] = measured(row.value, measure.unit)
            elif what in found:
                found[what] = "withdrawn"
    return found


def _totals(partnership: Partnership) -> dict[str, str]:
    """Return each partner's latest total on each instrument, recorded as such or added up from its items."""
    rows = list_totals(partnership)
    tools = {row.instrument: get_instrument(partnership, row.instrument) for row in rows}
    called = {name: tool.title if tool else name for name, tool in tools.items()}
    shared = {title for title in called.values() if list(called.values()).count(title) > 1}
    titles = {name: f"{title} ({name})" if title in shared else title for name, title in called.items()}
    return {
        f"{titles[row.instrument]}, total by {partnership.short_name_of(row.by)}": f"{row.total:g}"
        if row.total is not None
        else row.state
        for row in rows
    }


def _latest(partnership: Partnership, judged: _Judged) -> dict[str, str]:
    """Return what the latest row says of each thing it is about."""
    rows: list[Record] = getattr(partnership, judged.table)
    in_order = sorted(rows, key=lambda row: getattr(row, row.known_from or "on", None) or date.min)
    names = partnership.short_names
    said = [_words(row, partnership, names) for row in in_order]
    return {judged.about.format(**words): judged.says.format(**words) for words in said}


def _words(row: Record, partnership: Partnership, names: dict[str, str]) -> dict[str, Any]:
    """What a row says by field: organisations by their short names, risks and what partners were asked by title."""
    nothing, named = {"by": "all"}, {}
    if isinstance(row, RiskLead):
        together = " together" if len(row.leads) > 1 else ""
        named = {"named": listed([names.get(lead, lead) for lead in row.leads], none="nobody") + together}
    if isinstance(row, RiskOwner):
        named = {"named": row.named if row.end is None else "nobody"}
    parts = {name: nothing.get(name, "not said") if value is None else value for name, value in row.parts()}
    told = {name: names.get(parts[name], parts[name]) for name in ("by", "about") if name in parts}
    asked = {name: name_asked(str(parts[name])) for name in ("condition", "practice") if name in parts}
    item = {"item": name_asked(f"item {parts['item']}")} if "item" in parts else {}
    risk = {"risk": name_risks(partnership, [parts["risk"]])} if "risk" in parts else {}
    return parts | told | asked | item | risk | named


def _title(row: Any) -> str:
    return str(
        getattr(row, "name", None)
        or getattr(row, "title", None)
        or getattr(row, "control", None)
        or getattr(row, "kind", "")
    )
