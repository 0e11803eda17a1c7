"""A board's two pages: what the partnership is for, how it stands, what to decide, what changed, what is at risk."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass
from datetime import date

import pandas as pd

from partnerlab.analysis.caching import as_it_stood
from partnerlab.analysis.changes import CHANGES, Row, compare_found
from partnerlab.analysis.evaluation.curve import Curve, assess_curves
from partnerlab.analysis.evaluation.performance import read_measures
from partnerlab.analysis.facts.actions import assess_actions
from partnerlab.analysis.facts.leads import is_led
from partnerlab.analysis.findings import Finding, Severity
from partnerlab.analysis.following import follow
from partnerlab.analysis.matters import FAULTS
from partnerlab.analysis.moves.choice import Moves, choose_moves
from partnerlab.analysis.moves.trial import Trial
from partnerlab.analysis.review import TOPICS, find_findings, review_partnership
from partnerlab.analysis.risk_allocation.exposure import assess_exposure
from partnerlab.analysis.risk_allocation.ratings import latest_rating, light_of, list_open_risks
from partnerlab.analysis.risk_allocation.register import leads_of
from partnerlab.analysis.weights import weigh_finding
from partnerlab.partnership import Partnership
from partnerlab.partnership.risks import Risk
from partnerlab.wording import counted, listed, say_day, say_pounds, verb, write_number

MOST_CURVES = 2
"""Curves that a summary shows; the first in the file are its headlines."""
MOST_CHANGES = 3
MOST_RISKS = 3
MOST_QUESTIONS = 3
MOST_AGREED = 3
"""Rows of each part: what fits two sheets of paper."""

VERDICTS = {
    "better": "got better",
    "worse": "got worse",
    "not turned": "no clear change",
    "methods differ": "methods differ",
    "cannot tell": "cannot tell yet",
}
"""What a curve did, in words."""


def prepare(partnership: Partnership) -> Partnership:
    """Return the same partnership, whose findings can be asked for again quickly when a decision is tried."""
    return follow(partnership)


@dataclass(frozen=True)
class CurveLine:
    """A headline curve in one line: its values by period, oldest first, the latest in words, and the verdict."""

    title: str
    values: tuple[float, ...]
    latest: str
    verdict: str
    light: str


@dataclass(frozen=True)
class Purpose:
    """What the partnership is for and whether anyone is better off.

    Attributes
    ----------
    purpose
        In the partnership's own words; None when it is not recorded.
    benefit
        Whether anyone is better off, in a sentence or two.
    curves
        Headline curves.
    more
        How many further indicators there are.
    """

    purpose: str | None
    benefit: str
    curves: tuple[CurveLine, ...]
    more: int


def describe_purpose(partnership: Partnership) -> Purpose:
    """Say what the partnership is for, and whether anyone is better off.

    Examples
    --------
    >>> hub = Partnership(name="Hub", purpose="Reach people early", stage=[{"stage": "scoping"}])
    >>> describe_purpose(hub).benefit
    'Nobody can say yet whether anyone is better off: no measure asks it.'
    """
    curves = assess_curves(partnership)
    lines = tuple(_draw_line(curve) for curve in curves[:MOST_CURVES])
    purpose = partnership.purpose if partnership.has_purpose else None
    return Purpose(purpose, _say_benefit(partnership), lines, max(len(curves) - MOST_CURVES, 0))


def _draw_line(curve: Curve) -> CurveLine:
    values = tuple(float(value) for _, value in curve.observations or ())
    latest = curve.latest
    unit = curve.indicator.unit
    said = f"{write_number(latest[1])}{'' if unit == '%' else ' '}{unit} in {latest[0]}" if latest else "no value yet"
    answer = curve.answer
    worse = "red" if len(curve.sound) > 1 else "amber"  # as EV221 has it
    light = {"better": "green", "worse": worse, "cannot tell": "unknown"}.get(answer, "")
    return CurveLine(curve.indicator.title, values, said, VERDICTS[answer], light)


def _say_benefit(partnership: Partnership) -> str:
    asked = [reading for reading in read_measures(partnership) if reading.measure.kind == "better off"]
    if not asked:
        return "Nobody can say yet whether anyone is better off: no measure asks it."
    words = (
        ("better", "got better"),
        ("same", "no clear change"),
        ("worse", "got worse"),
        ("unknown", "cannot tell yet"),
    )
    counts = [(sum(reading.movement == movement for reading in asked), said) for movement, said in words]
    told = listed(f"{number} {said}" if len(asked) > 1 else said for number, said in counts if number)
    whom = "Its one measure of that" if len(asked) == 1 else f"Its {len(asked)} measures of that"
    return f"Is anyone better off? {whom}: {told}."


@dataclass(frozen=True)
class TopicLine:
    """How one topic stands: its worst light, and the counts."""

    topic: str
    light: str
    counts: dict[Severity, int]


def describe_topics(partnership: Partnership) -> tuple[TopicLine, ...]:
    """Say how each of the four topics stands.

    Examples
    --------
    >>> hub = Partnership(name="Hub", purpose="Reach people early", stage=[{"stage": "scoping"}])
    >>> [line.light for line in describe_topics(hub)]
    ['unknown', 'unknown', 'unknown', 'unknown']
    """
    lines = []
    for topic in TOPICS:
        found = find_findings(partnership, topic)
        counts = {severity: sum(row.severity is severity for row in found) for severity in Severity}
        light = next((severity.value for severity in Severity if counts[severity]), "unknown")
        lines.append(TopicLine(topic, light, counts))
    return tuple(lines)


@dataclass(frozen=True)
class Decision:
    """A decision asked of the board.

    Attributes
    ----------
    kind
        By which word a file can exclude it (`moves.exclude`).
    decision, detail
        What to decide, as an instruction, and who or what is proposed; may be empty.
    why
        What it answers.
    owner, due, effort
        Who carries it out, by when, and how hard it is.
    settles
        What it would settle, and what it would bring, in words.
    """

    kind: str
    decision: str
    detail: str
    why: str
    owner: str
    due: date | None
    effort: str
    settles: str


@dataclass(frozen=True)
class Decisions:
    """The decisions asked of the board.

    Attributes
    ----------
    rows
        At most five.
    together
        What all of them would change, in a sentence.
    moves
        What was tried, also what is not proposed.
    """

    rows: tuple[Decision, ...]
    together: str
    moves: Moves


def propose_decisions(partnership: Partnership, exclude: Collection[str] = ()) -> Decisions:
    """Propose at most five decisions to the board; see `moves.choose_moves` for how they are found.

    Parameters
    ----------
    exclude
        Kinds of decision that are not to be proposed, beside those that the file excludes.
    """
    moves = choose_moves(partnership, frozenset(exclude))
    rows = tuple(_say_decision(trial) for trial in moves.chosen)
    return Decisions(rows, _say_together(moves), moves)


def _say_decision(trial: Trial) -> Decision:
    row = trial.candidate
    return Decision(row.kind, row.decision, row.detail, row.why, row.owner, row.due, row.effort, _say_settled(trial))


def _say_settled(trial: Trial) -> str:
    words = ((Severity.RED, "to act on"), (Severity.AMBER, "to attend to"), (Severity.UNKNOWN, "unknown"))
    told = listed(f"{number} {word}" for light, word in words if (number := trial.count(light)))
    brought = f"; brings {len(trial.brought)} new" if trial.brought else ""
    return f"{told}{brought}"


def _say_together(moves: Moves) -> str:
    if not moves.chosen:
        return "No decision is proposed: nothing that a board can decide would clear what was found."
    many = verb(len(moves.chosen), "it leaves", "they leave")
    for light, words in ((Severity.RED, "to act on now"), (Severity.AMBER, "to attend to")):
        before, after = _count(moves.before, light), _count(moves.after, light)
        if before != after:
            return f"Carried out, {many} {after} of {counted(before, 'finding')} {words}."
    return "None of this clears a fault; it settles what is not known."


def _count(found: tuple[Finding, ...], severity: Severity) -> int:
    return sum(finding.severity is severity for finding in found)


_WORSE = ("worse", "new")


@dataclass(frozen=True)
class Change:
    """A finding that changed since the last review: how, what it is about, and what is said of it now or was said."""

    change: str
    about: str
    text: str


@dataclass(frozen=True)
class ChangesSince:
    """What has changed since the last board: the date of that review, a count in words, and the three that matter."""

    since: date | None
    told: str
    rows: tuple[Change, ...]


def rank_changes(partnership: Partnership) -> ChangesSince:
    """Rank what has changed since the last review: two that are worse or new, and one that was resolved, if there is.

    Examples
    --------
    >>> hub = Partnership(name="Hub", purpose="Reach people early", stage=[{"stage": "scoping"}])
    >>> rank_changes(hub).told
    'There is no earlier review to compare with.'
    """
    since = partnership.last_review
    if since is None:
        return ChangesSince(None, "There is no earlier review to compare with.", ())
    rows = compare_found(partnership)
    now, was = (
        {finding.key: finding for finding in find_findings(state)}
        for state in (partnership, as_it_stood(partnership, since))
    )

    def rank(row: tuple[str, ...]) -> tuple[object, ...]:
        finding = (now if row[1] in _WORSE else was)[row[5], row[2]]
        matter = finding.severity.rank, -weigh_finding(partnership, finding)
        return (*matter, CHANGES.index(row[1]), row[5], row[2])

    worse = sorted((row for row in rows if row[1] in _WORSE and now[row[5], row[2]].severity in FAULTS), key=rank)
    good = sorted((row for row in rows if row[1] in ("better", "resolved")), key=rank)
    chosen = worse[: MOST_CHANGES - min(len(good), 1)]
    chosen += good[: MOST_CHANGES - len(chosen)]
    told = f"{len(worse)} worse or new, {len(good)} better or resolved" if worse or good else "Nothing"
    return ChangesSince(since, told, tuple(Change(row[1], row[2], _say_change(row)) for row in chosen))


def _say_change(row: Row) -> str:
    """Return a finding's message without the word of its light, after its subject where that is a matter in words.

    What is found no more has its message of then, and says so, lest it be read as true now.
    """
    text, subject = row[4] or row[3], row[2]
    for severity in Severity:
        text = text.removeprefix(f"{severity.word}: ")
    is_in_words = " " in subject and not any(letter.isdigit() for letter in subject) and subject not in text
    said = f"{subject[0].upper()}{subject[1:]}: {text}" if is_in_words else text
    return said if row[4] else f"no longer found: {said}"


@dataclass(frozen=True)
class RiskLine:
    """A risk that matters: its light, who leads on it, and what it costs if it happens; None when not recorded."""

    title: str
    light: str
    lead: str | None
    stake: str | None


@dataclass(frozen=True)
class RisksAtStake:
    """The risks that matter, what all cost in a bad year, in a sentence, and how many more are open."""

    rows: tuple[RiskLine, ...]
    told: str


def list_risks(partnership: Partnership) -> RisksAtStake:
    """List the open risks that matter most: red ones first, then by score, then by the money at stake.

    Examples
    --------
    >>> hub = Partnership(name="Hub", purpose="Reach people early", stage=[{"stage": "scoping"}])
    >>> list_risks(hub).told
    'No risk is recorded, so nobody knows yet what could go wrong.'
    """
    risks = list_open_risks(partnership)
    if not risks:
        recorded = "No open risk is recorded." if partnership.risks else ""
        return RisksAtStake((), recorded or "No risk is recorded, so nobody knows yet what could go wrong.")
    pressing = [risk for risk in risks if light_of(partnership, risk) != "green"]
    ranked = sorted(pressing, key=lambda risk: _rank_risk(partnership, risk))
    rows = tuple(
        RiskLine(risk.title, light_of(partnership, risk), _say_leads(partnership, risk), _say_stake(risk))
        for risk in ranked[:MOST_RISKS]
    )
    exposure = assess_exposure(partnership)
    amount = exposure.write_at(rounded=True)
    rest = len(risks) - len(rows)
    more = f"{counted(rest, 'further risk is', 'further risks are')} open. " if rest and rows else ""
    calm = "" if rows else "No open risk is red or amber. "
    number = f"{len(exposure.counted)} of {counted(len(risks), 'open risk')}"
    bad = f"In four years of five, {number} together cost {amount} or less." if amount else "Their cost is not known."
    if any(row.stake for row in rows):
        more = f"Amounts: cost if it happens. {more}"
    return RisksAtStake(rows, calm + more + bad)


def _rank_risk(partnership: Partnership, risk: Risk) -> tuple[object, ...]:
    rating = latest_rating(partnership, risk.id)
    score = float(rating.product) if rating is not None and rating.product is not None else 0.0
    light = ("red", "amber", "unknown", "green").index(light_of(partnership, risk))
    return light, -score, -(risk.high or 0.0), risk.id


def _say_leads(partnership: Partnership, risk: Risk) -> str | None:
    leads = leads_of(partnership, risk.id)
    if not leads:
        return None
    names = listed(partnership.short_name_of(name) for name in leads)
    return names if is_led(partnership, risk.id) else f"none, since {names} {verb(len(leads), 'has', 'have')} left"


def _say_stake(risk: Risk) -> str | None:
    if risk.low is None or risk.high is None:
        return say_pounds(risk.likely, rounded=True) if risk.likely is not None else None
    return f"{say_pounds(risk.low, rounded=True)} to {say_pounds(risk.high, rounded=True)}"


@dataclass(frozen=True)
class OpenQuestions:
    """What to find out first, with how many findings each would settle, and how many cannot be told, in a sentence."""

    rows: tuple[tuple[str, int], ...]
    told: str


def list_questions(partnership: Partnership) -> OpenQuestions:
    """List what cannot be told by the entry that would settle most of it.

    Examples
    --------
    >>> hub = Partnership(name="Hub", purpose="Reach people early", stage=[{"stage": "scoping"}])
    >>> list_questions(hub).rows[0]
    ('Ask the partners about each condition of Figure 3.', 3)
    """
    review = review_partnership(partnership, measured=False)
    frame = review.questions()
    unknown = review.counts()[Severity.UNKNOWN]
    first = frame.head(MOST_QUESTIONS)
    rows = tuple(zip(first["find_out"].tolist(), first["settles"].tolist(), strict=True))
    told = f"{counted(unknown, 'finding')} not known." if unknown else "Every question could be answered."
    return OpenQuestions(rows, told)


@dataclass(frozen=True)
class AgreedLine:
    """An action that stood open at the last review, and what became of it since."""

    what: str
    owner: str | None
    became: str
    late: bool


@dataclass(frozen=True)
class Agreed:
    """Who agreed what last time and what became of it: the count in words, those most overdue first."""

    rows: tuple[AgreedLine, ...]
    told: str


def follow_up(partnership: Partnership) -> Agreed:
    """Say who agreed what by the last review, and what became of it since.

    Examples
    --------
    >>> hub = Partnership(name="Hub", purpose="Reach people early", stage=[{"stage": "scoping"}])
    >>> follow_up(hub).told
    'No action was agreed before.'
    """
    table = assess_actions(partnership)
    since = partnership.last_review
    held = table[table["became"].isin(["done", "carried over"])] if since is not None else table.iloc[:0]
    if held.empty:
        return Agreed((), "No action was agreed before.")
    done = int((held["became"] == "done").sum())
    told = f"Of {counted(len(held), 'action')} open on {say_day(since)}, {done} {verb(done, 'is', 'are')} done."
    ranked = held.assign(_late=pd.to_numeric(held["days_late"]).fillna(0.0), _done=held["became"] == "done")
    ranked = ranked.sort_values(["_done", "_late", "action"], ascending=[True, False, True], kind="stable")
    rows = tuple(_say_agreed(partnership, row) for row in ranked.head(MOST_AGREED).to_dict("records"))
    return Agreed(rows, told)


def _say_agreed(partnership: Partnership, row: dict[object, object]) -> AgreedLine:
    owner = partnership.short_name_of(str(row["owner"])) if row["owner"] else None
    late = row["state"] == "overdue"
    became = "done" if row["became"] == "done" else f"open, {row['days_late']} days late" if late else "open"
    return AgreedLine(str(row["what"]), owner, became, late)
