"""How it is going: checklist answers, indicators, performance measures, actions, reviews."""

from __future__ import annotations

import re
from datetime import date
from typing import Annotated, ClassVar, Literal, Self

from pydantic import Field

from partnerlab.methods.periods import last_days
from partnerlab.partnership.records import (
    Assent,
    Dated,
    FreeText,
    IndicatorId,
    InstrumentId,
    OutcomeId,
    PartnerId,
    Period,
    Private,
    Record,
)


class ChecklistAnswer(Dated):
    """A partner's answer to one of the checklist's ten items in one round (App. 2)."""

    on: date = Field(description="Date of the round; YYYY-MM-DD.")
    by: PartnerId = Field(description="The partner who answers.")
    item: int = Field(ge=1, le=10, description="Number of the item, 1 to 10.")
    answer: Literal["in place", "partly", "not in place", "don't know"] = Field(description="The answer.")
    evidence: str | None = Field(None, description="What shows it.")


class SurveyAnswer(Dated):
    """A partner's total on an imported instrument, whose bands are data (not in the guide)."""

    instrument: InstrumentId = Field(description="Id of the instrument, such as `vichealth`.")
    on: date = Field(description="Date of the round; YYYY-MM-DD.")
    by: PartnerId | None = Field(None, description="The partner who answers.")
    score: float = Field(description="The total on the instrument's own scale.")


class ChangeRule(Dated):
    """When a change of an indicator counts as one: the official rule of the statistics agency."""

    base: Period = Field(description="The period compared with, such as `2019/20`.")
    interval: float = Field(ge=0, description="The least change that counts, in the indicator's unit.")
    kind: Literal["fixed", "per_year"] = Field("fixed", description="A fixed interval, or one for each year since.")
    on: date | None = Field(None, description="When it was set; YYYY-MM-DD. Undated: from the end of its base on.")
    source: str | None = Field(None, description="Where the rule comes from.")


class Value(Record):
    """One value of a series."""

    known_from: ClassVar[str] = "published"

    period: Period = Field(description="2019, 2010/11, 2014-18, 2019Q1 or 2019-03.")
    value: float | None = Field(None, description="The value, in the series' unit; empty when not collected.")
    numerator: float | None = Field(None, ge=0, description="For a percentage or rate: how many.")
    denominator: float | None = Field(None, gt=0, description="For a percentage or rate: of how many.")
    unit: str | None = Field(None, description="Its unit, where the source states one beside each value.")
    published: date | None = Field(None, description="When it was published; YYYY-MM-DD.")


def days_known(values: tuple[Value, ...]) -> tuple[date | None, ...]:
    """Return since when each value of a series can have been known: its publication or, undated, its period's end.

    Examples
    --------
    >>> [str(day) for day in days_known((Value(period="2019/20"), Value(period="2020/21", published="2022-02-01")))]
    ['2020-03-31', '2022-02-01']
    """
    ends = last_days(value.period for value in values)
    return tuple(value.published or end for value, end in zip(values, ends, strict=True))


def values_known(values: tuple[Value, ...], as_at: date) -> tuple[Value, ...]:
    """Return the values of a series that can have been known on a day; those of no readable period always were.

    Examples
    --------
    >>> series = (Value(period="2019/20", value=3), Value(period="2020/21", value=4))
    >>> [row.period for row in values_known(series, date(2020, 6, 1))]
    ['2019/20']
    """
    since = days_known(values)
    return tuple(value for value, day in zip(values, since, strict=True) if day is None or day <= as_at)


def names_later_year(text: str | None, as_at: date) -> bool:
    """Return whether undated words name a year after the one of a day, and so cannot have been written by then.

    Examples
    --------
    >>> names_later_year("The survey changed in 2020.", date(2019, 12, 31)), names_later_year(None, date(2019, 1, 1))
    (True, False)
    """
    years = re.findall(r"\b(?:19|20|21)\d\d\b", text or "")
    return any(int(year) > as_at.year for year in years)


class Target(Dated):
    """A value to be reached by a period."""

    period: Period = Field(description="The period.")
    value: float = Field(description="The value, in the series' unit.")
    on: date | None = Field(
        None, description="When it was set; YYYY-MM-DD. Undated: shown at every date from the first stage on."
    )


def _is_set(on: date | None, as_at: date, begun: date | None) -> bool:
    """Whether a plan can have been made by a day: by its own date or, undated, since the partnership began."""
    since = on or begun
    return since is None or since <= as_at


def _plan_known(target: Target | None, as_at: date, begun: date | None) -> Target | None:
    return target if target is not None and _is_set(target.on, as_at, begun) else None


class Comparator(Record):
    """The same measure elsewhere, or of people whom the partnership does not reach: what happened without it."""

    name: str = Field(description="Where or of whom, such as `England` or `rear seats`.")
    source: str | None = Field(None, description="Who publishes it, code, date, licence.")
    values: tuple[Value, ...] = Field((), description="Its series, in the indicator's unit and kind of period.")


class Group(Record):
    """The same indicator for some of the people: a part of the population or an area, to see who is left behind."""

    name: str = Field(description="Who they are, such as `Most deprived fifth` or `Women`.")
    by: str | None = Field(None, description="What people are grouped by, such as `deprivation`, `sex` or `area`.")
    against: str | None = Field(
        None,
        description="Name of the group it is compared with, one of these; empty: the indicator's whole population.",
    )
    source: str | None = Field(None, description="Who publishes it, code, date, licence.")
    values: tuple[Value, ...] = Field((), description="Its series, in the indicator's unit and kind of period.")


class Break(Record):
    """A place where a series was measured in another way, so that values on its two sides are not alike."""

    period: Period = Field(description="First period measured in the new way.")
    reason: str = Field(description="What changed, such as how the survey is taken.")


Direction = Literal["up", "down"]


class Indicator(Record):
    """A measure of the well-being of a whole population (¶2.8 box, ¶4.9)."""

    id: str = Field(description="A short id of your choice.")
    title: str = Field(description="What is measured, of whom.")
    unit: str = Field(description="Its unit, such as `%`.")
    good_direction: Direction = Field(description="up or down: the direction in which it should move.")
    outcome: OutcomeId | None = Field(None, description="The outcome it measures.")
    population: str | None = Field(None, description="The population, such as `Northern Ireland, aged 16 and over`.")
    source: str | None = Field(None, description="Who publishes it, code, date, licence.")
    counts: bool = Field(default=False, description="true when the values count events or people.")
    rule: ChangeRule | None = Field(None, description="When a change counts.")
    values: tuple[Value, ...] = Field((), description="The series.")
    target: Target | None = Field(None, description="What it should reach.")
    action_from: Period | None = Field(None, description="First period in which the partnership's actions could show.")
    action_set: date | None = Field(
        None, description="When that was decided; YYYY-MM-DD. Undated: shown at every date from the first stage on."
    )
    story: FreeText | None = Field(None, description="The story behind the curve.")
    breaks: tuple[Break, ...] = Field((), description="Where the series was measured in another way.")
    comparators: tuple[Comparator, ...] = Field((), description="The same elsewhere, to set its change beside.")
    groups: tuple[Group, ...] = Field((), description="The same by group of people or area: who is left behind.")

    def known_on(self, as_at: date, begun: date | None = None) -> Self:
        """Return it without values, rule, target, start, breaks and story that cannot have been known on a day.

        Parameters
        ----------
        begun
            When the partnership began: its plans are not older. None when that is not known.
        """
        ends = last_days(row.period for row in self.breaks)
        base = last_days([self.rule.base])[0] if self.rule is not None else None
        return self.model_copy(
            update={
                "values": values_known(self.values, as_at),
                "comparators": tuple(
                    row.model_copy(update={"values": values_known(row.values, as_at)}) for row in self.comparators
                ),
                "groups": tuple(
                    row.model_copy(update={"values": values_known(row.values, as_at)}) for row in self.groups
                ),
                "rule": None if base is not None and base > as_at else self.rule,
                "breaks": tuple(
                    row
                    for row, end in zip(self.breaks, ends, strict=True)
                    if (end is None or end <= as_at) and not names_later_year(row.reason, as_at)
                ),
                "story": None if names_later_year(self.story, as_at) else self.story,
                "target": _plan_known(self.target, as_at, begun),
                "action_from": self.action_from if _is_set(self.action_set, as_at, begun) else None,
            }
        )


class PerformanceMeasure(Dated):
    """A measure of how a service performs for its clients (¶4.9)."""

    id: str = Field(description="A short id of your choice.")
    title: str = Field(description="What is measured, of which clients.")
    kind: Literal["how much", "how well", "better off"] = Field(description="how much, how well, or better off.")
    unit: str = Field(description="Its unit, such as `people` or `%`.")
    good_direction: Direction = Field("up", description="up or down.")
    owner: PartnerId | None = Field(None, description="The partner that collects it.")
    indicator: IndicatorId | None = Field(None, description="The indicator it should help to move.")
    source: str | None = Field(None, description="Where the figures come from.")
    on: date | None = Field(None, description="When it was agreed to measure it; YYYY-MM-DD.")
    values: tuple[Value, ...] = Field((), description="The series.")
    target: Target | None = Field(None, description="What it should reach.")

    def known_on(self, as_at: date, begun: date | None = None) -> Self:
        """Return it without values and a target that cannot have been known on a day; see `Indicator.known_on`."""
        known = {"values": values_known(self.values, as_at), "target": _plan_known(self.target, as_at, begun)}
        return self.model_copy(update=known)


class CurveOption(Dated):
    """Something that could turn a curve, with what shows that it works: the fourth step of turning the curve.

    The step is Friedman's: after the baseline, the story behind it and the partners with a role comes what works, no-
    cost and low-cost ideas among it.
    """

    id: str = Field(description="A short id of your choice.")
    title: str = Field(description="What could be done.")
    indicator: IndicatorId | None = Field(None, description="The indicator whose curve it should turn.")
    evidence: str | None = Field(None, description="What shows that it works, such as `trial in two towns, 2023`.")
    strength: Literal["strong", "promising", "none"] | None = Field(
        None, description="How far the evidence bears it: strong, promising or none. The three words are ours."
    )
    cost: float | None = Field(None, ge=0, description="What it costs, in pounds a year; 0 for nothing.")
    low_cost: bool | None = Field(None, description="Whether it needs little or no money.")
    partner: PartnerId | None = Field(None, description="The partner that could do it.")
    on: date | None = Field(None, description="When it was named; YYYY-MM-DD.")
    chosen: bool | None = Field(None, description="Whether it was chosen; `actions` then say who does it by when.")


class Action(Dated):
    """Something to be done, by whom and when (¶4.11)."""

    ends: ClassVar[tuple[str, ...]] = ("done",)

    id: str = Field(description="A short id of your choice.")
    title: str = Field(description="What is to be done.")
    finding: str | None = Field(None, description="Code of the finding it answers, such as `RA104`; it is not checked.")
    subject: str | None = Field(None, description="What it is about, such as `risk R3`; free text.")
    owner: str | None = Field(None, description="Who does it: a partner's id or a role.")
    due: date | None = Field(None, description="By when; YYYY-MM-DD.")
    on: date | None = Field(None, description="When it was agreed.")
    done: date | None = Field(None, description="When it was done; empty while open.")
    indicator: IndicatorId | None = Field(None, description="The indicator it should move.")


class SustainabilityAnswer(Dated):
    """Whether one of the four conditions of sustaining a partnership holds (¶4.8)."""

    condition: Literal["interdependence", "recognition", "planning to action", "learning"] = Field(
        description="interdependence, recognition, planning to action or learning."
    )
    on: date = Field(description="When this was judged; YYYY-MM-DD.")
    by: PartnerId | None = Field(None, description="The partner who judges.")
    holds: Assent = Field(description="yes, partly or no.")
    evidence: str | None = Field(None, description="What shows it.")


class LifeCycleAnswer(Dated):
    """Which stage of its life cycle a partner thinks the partnership has reached (Fig. 4)."""

    on: date = Field(description="When this was judged; YYYY-MM-DD.")
    by: PartnerId | None = Field(None, description="The partner who judges.")
    stage: Literal["forming", "storming", "norming", "performing", "adjourning"] = Field(description="The stage.")


class ReviewDate(Dated):
    """A date on which the partnership was reviewed; changes are counted from the latest one before."""

    shorthand: ClassVar[str] = "on"

    on: Annotated[date, Field(description="When; YYYY-MM-DD.")]
    name: str | None = Field(None, description="Such as `spring board`.")


class AssuranceStep(Dated):
    """Who had a part in the assurance of this analysis, and when; the latest of each part counts.

    The parts are those of the government's Aqua Book, second edition (2025). The commissioner asks for the
    analysis, the analyst carries it out, the assurer checks it, and the approver accepts it for use.
    """

    named_by: ClassVar[str] = "who"

    part: Literal["commissioner", "analyst", "assurer", "approver"] = Field(
        description="commissioner, analyst, assurer or approver."
    )
    who: str = Field(description="A post or a partner's id, such as `Head of internal audit`.")
    name: Annotated[str, Private()] | None = Field(None, description="The person; optional, redacted.")
    on: date = Field(description="When it was asked for, done, checked or approved; YYYY-MM-DD.")
    assumptions: str | None = Field(None, description="Version of the assumptions that it was about, such as `3`.")
    evidence: str | None = Field(None, description="Where it is written down.")
