"""One line of time: when each thing was done, against what was due before what (¶2.1-2.14, ¶3.2-3.3, ¶4.2, ¶4.6)."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from datetime import date

import pandas as pd

from partnerlab.analysis.caching import cached
from partnerlab.analysis.catalogue import has_reached
from partnerlab.analysis.facts.agreements import FOUNDING
from partnerlab.analysis.facts.bodies import STEERING
from partnerlab.analysis.frames import frame_of
from partnerlab.dates import months_before, months_between
from partnerlab.errors import MethodError
from partnerlab.guide import Moment, moments, stages
from partnerlab.methods.periods import parse_periods
from partnerlab.partnership import Partnership
from partnerlab.partnership.evaluation import PerformanceMeasure
from partnerlab.partnership.records import Record
from partnerlab.wording import counted, say_day

ANCHORS = {
    "building": ("building", "building began"),
    "deciding": ("building", "building began"),
    "planning": ("planning", "planning began"),
    "launch": ("implementing", "the launch"),
    "just after launch": ("implementing", "the launch"),
}
"""The stage whose beginning each due date counts from, and what a sentence calls it: work begins with the launch."""

STAFF = {"leaders": "Leaders", "managers": "Managers", "front line": "Front-line staff"}
"""Levels of the partners' own staff, which are told before or just after the launch (¶2.14), as sentences begin."""

FUNDER = "funder"
"""The sector of a body that pays; those among the partners are asked whether they are ready (¶2.5)."""

STATES = ("in time", "late", "in part", "not recorded", "not dated", "not due yet")
"""States of a moment; in part: some partners or levels are recorded, none of them late."""

DAYS_IN_WORDS = 60
"""Days up to which a sentence counts days; longer gaps are in months. A matter of reading, not of judging."""


def began(partnership: Partnership, stage: str) -> date | None:
    """Return when a stage, or a later one where it was passed over, began; None where that is not dated.

    Examples
    --------
    >>> hub = Partnership(name="Hub", purpose="Reach people", stage=[
    ...     {"stage": "building", "on": "2025-01-10"}, {"stage": "implementing", "on": "2025-06-01"}])
    >>> str(began(hub, "planning")), began(hub, "ending")
    ('2025-06-01', None)
    """
    order = [row.id for row in stages()]
    later = [row for row in partnership.stages if order.index(row.stage) >= order.index(stage)]
    first = min((row for row in later if row.on), key=lambda row: row.on or date.max, default=None)
    if first is None or any(row.on is None and order.index(row.stage) < order.index(first.stage) for row in later):
        return None
    return first.on


@dataclass(frozen=True)
class Step:
    """Something done on a day, and the day by which it was due."""

    due: date | None
    """None where the stage that it counts from is not dated, or not reached."""
    done: date | None
    """None where the record gives no day."""
    grace: int
    """Days that may pass after `due`."""
    record: Record
    field: str
    """Where the day is written."""
    who: str = ""
    """Whom a sentence on it begins with; empty for what concerns all."""

    @property
    def days_late(self) -> int | None:
        """Days from the due date to when it was done, below 0 when it was earlier; None when either is not known."""
        return None if self.due is None or self.done is None else (self.done - self.due).days

    @property
    def is_late(self) -> bool | None:
        """Whether it came later than its days of grace allow; None when not known."""
        return None if self.days_late is None else self.days_late > self.grace


@dataclass(frozen=True)
class Timing:
    """Something that the guide asks to be done by a time, and when it was done."""

    moment: Moment
    steps: tuple[Step, ...]
    """One for what concerns all; one for each partner or level where it concerns each; none where nothing of it is
    recorded."""
    of: int = 1
    """How many there would be, were each partner or level recorded."""

    @property
    def late(self) -> tuple[Step, ...]:
        """What came too late."""
        return tuple(step for step in self.steps if step.is_late)

    @property
    def known(self) -> bool:
        """Whether all there should be is recorded, and can be judged."""
        return len(self.steps) >= self.of > 0 and all(step.is_late is not None for step in self.steps)

    @property
    def last(self) -> Step | None:
        """The step that came latest against its date; None where none can be judged."""
        return max(
            (step for step in self.steps if step.is_late is not None),
            key=lambda step: step.days_late or 0,
            default=None,
        )


@cached
def gather_timings(partnership: Partnership) -> tuple[Timing, ...]:
    """Return when each thing was done that the guide asks for by a time, in the order in which it is due.

    Examples
    --------
    >>> hub = Partnership(name="Hub", purpose="Reach people", stage=[{"stage": "implementing", "on": "2025-02-03"}],
    ...     disputes=[{"rung": 1, "name": "Talk", "on": "2025-10-21"}])
    >>> [row.late[0].days_late for row in gather_timings(hub) if row.late]
    [260]
    """
    funders = sum(row.sector == FUNDER for row in partnership.stakeholders)
    wanted = {"deciding": funders, "joining": len(partnership.current_partners), "just after launch": len(STAFF)}
    return tuple(Timing(row, _steps(partnership, row), wanted.get(row.due, 1)) for row in moments())


def get_timing(partnership: Partnership, key: str) -> Timing:
    """Return one thing of the line of time, by the id of its moment."""
    return next(row for row in gather_timings(partnership) if row.moment.id == key)


def is_old(partnership: Partnership, step: Step) -> bool:
    """Whether a step was done so long ago that its lateness is history: more than `thresholds.lateness_months`."""
    as_at, limit = partnership.as_at, partnership.thresholds.lateness_months
    return step.done is not None and as_at is not None and step.done < months_before(as_at, limit)


def say_step(moment: Moment, step: Step) -> str:
    """Say when something was done, against what.

    Examples
    --------
    >>> hub = Partnership(name="Hub", purpose="Reach people", stage=[{"stage": "implementing", "on": "2025-02-03"}],
    ...     disputes=[{"rung": 1, "name": "Talk", "on": "2025-01-20"}])
    >>> timing = get_timing(hub, "moment-disputes")
    >>> say_step(timing.moment, timing.steps[0])
    'The first escalation step was agreed on 20 January 2025, 14 days before the launch (3 February 2025)'
    """
    said = f"{step.who} {moment.named}" if step.who else moment.named
    anchor = ANCHORS[moment.due][1] if moment.due in ANCHORS else "it joined"
    if step.done == step.due:
        day = "the day of" if anchor == "the launch" else "the day when"
        return f"{said} on {say_day(step.done)}, {day} {anchor}"
    word = "after" if (step.days_late or 0) > 0 else "before"
    return f"{said} on {say_day(step.done)}, {_say_gap(step)} {word} {anchor} ({say_day(step.due)})"


def _say_gap(step: Step) -> str:
    if step.due is None or step.done is None:
        return "some time"
    days = abs((step.done - step.due).days)
    if days <= DAYS_IN_WORDS:
        return counted(days, "day")
    return counted(months_between(*sorted((step.due, step.done))), "month")


Dated = tuple[Record, str, date | None]
"""A record with the field that says when, and the day."""

_FIRST: dict[str, Callable[[Partnership], Iterable[Dated]]] = {
    "moment-options": lambda seen: ((row, "on", row.on) for row in seen.options if row.form != "partnership"),
    "moment-level": lambda seen: ((row, "on", row.on) for row in seen.collaboration if row.needed is not None),
    "moment-governance": lambda seen: ((row, "on", row.on) for row in seen.governance if row.kind in STEERING),
    "moment-risks": lambda seen: ((row, "on", row.on) for row in seen.risks),
    "moment-milestones": lambda seen: ((row, "on", row.on) for row in seen.milestones),
    "moment-disputes": lambda seen: ((row, "on", row.on) for row in seen.disputes),
    "moment-agreement": lambda seen: (
        (row, "signed", row.signed) for row in seen.agreements if row.kind in FOUNDING and row.signed
    ),
    "moment-communication": lambda seen: ((row, "on", row.on) for row in seen.communication),
    "moment-performance": lambda seen: ((row, "on", _measured_from(row)) for row in seen.performance),
    "moment-reason": lambda seen: [(seen, "rationale_stated", seen.rationale_stated)] if seen.rationale else [],
}
"""What shows that something was done, for what concerns all: the earliest of these records counts."""


def _steps(partnership: Partnership, moment: Moment) -> tuple[Step, ...]:
    limits = partnership.thresholds
    if moment.due == "joining":
        return tuple(_when_asked(partnership))
    due = began(partnership, ANCHORS[moment.due][0])
    if moment.due == "just after launch":
        levels = ((level, [row for row in partnership.engagement if row.level == level]) for level in STAFF)
        firsts = ((level, min(rows, key=lambda row: row.on)) for level, rows in levels if rows)
        return tuple(Step(due, row.on, limits.just_after_days, row, "on", STAFF[level]) for level, row in firsts)
    if moment.due == "deciding":
        return tuple(_when_talked_to(partnership, due))
    grace = limits.first_period_days if moment.id == "moment-performance" else limits.grace_days
    steps = [Step(due, day, grace, record, field) for record, field, day in _FIRST[moment.id](partnership)]
    dated = min((step for step in steps if step.done), key=lambda step: step.done or date.max, default=None)
    undated = next((step for step in steps if step.done is None), None)
    first = undated if undated is not None and (dated is None or dated.is_late) else dated
    return () if first is None else (first,)


def _when_asked(partnership: Partnership) -> Iterable[Step]:
    """When each partner was first asked whether it is ready, due before it joins; who never was is left out."""
    for partner in partnership.current_partners:
        if partner.readiness:
            first = min(partner.readiness, key=lambda row: row.on)
            who = partnership.short_name_of(partner.id)
            yield Step(partner.joined, first.on, partnership.thresholds.grace_days, first, "on", who)


def _when_talked_to(partnership: Partnership, due: date | None) -> Iterable[Step]:
    """When each funder outside the partnership was first talked to; one without a contact and a day is left out."""
    for row in partnership.stakeholders:
        if row.sector == FUNDER and (row.consulted or row.engaged_by):
            who = partnership.short_name_of(row.id)
            yield Step(due, row.consulted, partnership.thresholds.grace_days, row, "consulted", who)


def _measured_from(measure: PerformanceMeasure) -> date | None:
    """Since when a measure is agreed, or has values: the earlier of both."""
    labels = [row.period for row in measure.values if row.value is not None]  # noqa: PD011 - a record, no frame
    try:
        starts = [period.start for period in parse_periods(labels)] if labels else []
    except MethodError:
        starts = []
    return min((*starts, *((measure.on,) if measure.on else ())), default=None)


@dataclass(frozen=True)
class MomentRow:
    """One thing on the line of time; a row of `assess_moments`."""

    moment: str
    """Its id."""
    paragraph: str
    """Where the guide asks for it."""
    what: str
    """What is done."""
    due_by: str
    """By when, in words; the choice is ours."""
    due: date | None
    """The day by which it was due; None where that stage is not dated or not reached."""
    done: date | None
    """When it was done; of several partners or levels that of the one latest against its date."""
    days_late: int | None
    """Days from due to done; below 0 when it was early."""
    state: str
    """One of `STATES`."""
    said: str
    """The same in a sentence, of what came latest; empty where it is not known."""


_DUE_BY = {
    "building": "before building begins",
    "deciding": "before building begins",
    "joining": "before it joins",
    "planning": "before planning begins",
    "launch": "by the launch",
    "just after launch": "by just after the launch",
}


@cached
def assess_moments(partnership: Partnership) -> pd.DataFrame:
    """Set what was done beside the day by which it was due, in the order in which it is due.

    Returns
    -------
    pandas.DataFrame
        A `MomentRow` for each thing that the guide asks for by a time; of funders only where one is recorded outside.
        `attrs["stages"]` holds the dated stages, earliest first, as pairs of name and day; `attrs["launch"]` the day of
        the launch, None where it is not known.

    Examples
    --------
    >>> hub = Partnership(name="Hub", purpose="Reach people", stage=[{"stage": "implementing", "on": "2025-02-03"}],
    ...     disputes=[{"rung": 1, "name": "Talk", "on": "2025-10-21"}])
    >>> print(*assess_moments(hub).set_index("moment").loc["moment-disputes", ["state", "days_late"]])
    late 260
    """
    rows = []
    for timing in gather_timings(partnership):
        if timing.moment.due == "deciding" and not timing.of:
            continue
        last, moment = timing.last, timing.moment
        reached = began(partnership, ANCHORS[moment.due][0]) if moment.due in ANCHORS else None
        only = max((step.done for step in timing.steps if step.done), default=None)
        due, done, late = (last.due, last.done, last.days_late) if last else (reached, only, None)
        said = f"{say_step(moment, last)}." if last else ""
        state = _state(partnership, timing)
        due_by = _DUE_BY[moment.due]
        rows.append(MomentRow(moment.id, moment.paragraph, moment.title, due_by, due, done, late, state, said))
    frame = frame_of(rows, MomentRow)
    dated = sorted((row.on, row.stage) for row in partnership.stages if row.on is not None)
    frame.attrs["stages"] = tuple((stage, day) for day, stage in dated)
    frame.attrs["launch"] = began(partnership, "implementing")
    return frame


def _state(partnership: Partnership, timing: Timing) -> str:
    if timing.late:
        return "late"
    if timing.known:
        return "in time"
    if timing.moment.due in ANCHORS and not has_reached(partnership, ANCHORS[timing.moment.due][0]):
        return "not due yet"
    if not timing.steps:
        return "not recorded"
    return "in part" if len(timing.steps) < timing.of else "not dated"
