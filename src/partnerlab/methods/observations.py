"""A series put in order: one exact value for each period, with gaps and revisions in plain sight."""

from __future__ import annotations

import math
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field, replace
from decimal import Decimal
from itertools import compress

import numpy as np
import pandas as pd
from numpy.typing import NDArray

from partnerlab.errors import MethodError
from partnerlab.methods.periods import Kind, Period, parse_period, parse_periods
from partnerlab.wording import listed


@dataclass(frozen=True)
class Revision:
    """A value that its source has changed since it first came out.

    Parameters
    ----------
    period
        Which period was revised.
    published
        When the newer value came out, as written.
    before, after
        The value it replaced and the value used; None for a missing value.
    """

    period: str
    published: str
    before: Decimal | None
    after: Decimal | None


Ratio = tuple[Decimal, Decimal]
"""A count, and of how many."""


@dataclass(frozen=True)
class Observations:
    """The values of one series in the order of time.

    Parameters
    ----------
    periods
        In order, each once, all of one kind and length.
    figures
        Their values exactly as written (18.8 is eighteen and eight tenths, not its nearest binary fraction);
        None where the period is listed without a value.
    spacing
        Months from one step of the series to the next: the greatest step that reaches every period.
    revisions
        Values that were changed after they first came out.
    ratios
        For each period the count behind the value and of how many it is, where both are known; empty when none is.
    breaks
        First periods measured in another way than the ones before, in order; values on two sides are not alike.

    Examples
    --------
    >>> from partnerlab.methods.ordering import order_observations
    >>> series = order_observations({"2021": 3.5, "2019": 4.1})
    >>> [str(period) for period in series.periods], series.spacing
    (['2019', '2021'], 24)
    """

    periods: tuple[Period, ...]
    figures: tuple[Decimal | None, ...]
    spacing: int
    revisions: tuple[Revision, ...] = field(default=())
    ratios: tuple[Ratio | None, ...] = field(default=())
    breaks: tuple[Period, ...] = field(default=())

    def __iter__(self) -> Iterator[tuple[Period, Decimal]]:
        """Iterate over the periods that have a value."""
        return ((p, v) for p, v in zip(self.periods, self.figures, strict=True) if v is not None)

    @property
    def n(self) -> int:
        """Number of periods with a value."""
        return sum(value is not None for value in self.figures)

    @property
    def counted(self) -> tuple[Ratio, ...]:
        """Count and of how many, for each value in order of time; empty unless every value has both."""
        found = [ratio for ratio, value in zip(self.ratios, self.figures, strict=False) if value is not None]
        known = tuple(ratio for ratio in found if ratio is not None)
        return known if len(known) == self.n else ()

    @property
    def kind(self) -> Kind | None:
        """What sort of periods they are; None for an empty series."""
        return self.periods[0].kind if self.periods else None

    @property
    def overlap(self) -> int:
        """How many steps each period lasts: 1 where none shares months with the next, 5 for 2014-18 and 2015-19."""
        return max(1, self.periods[0].months // self.spacing) if len(self.periods) > 1 else 1

    @property
    def overlapping(self) -> bool:
        """Whether each period shares months with the next, so that neighbours resemble each other."""
        return len(self.periods) > 1 and self.periods[0].months > self.spacing

    @property
    def season(self) -> int:
        """Steps in a year: 4 for quarters, 12 for months, 1 for anything yearly or rarer."""
        return 12 // self.spacing if self.spacing < 12 and 12 % self.spacing == 0 else 1

    @property
    def gaps(self) -> tuple[Period, ...]:
        """Periods between the first and the last value that have none, whether listed or not."""
        if self.n < 2:
            return ()
        found = [period for period, _ in self]
        at = {period.position for period in found}
        steps = range(found[0].position + self.spacing, found[-1].position, self.spacing)
        listed = {period.position: period for period in self.periods}
        return tuple(listed.get(step, found[0].shift(step - found[0].position)) for step in steps if step not in at)

    def step(self, period: Period) -> int:
        """Return how many steps a period lies after the first period of the series.

        Raises
        ------
        MethodError
            When the period falls between two steps.
        """
        steps, rest = divmod(period.position - self.periods[0].position, self.spacing)
        if rest:
            message = f"{period.label!r} falls between two periods of a series that runs every {self.spacing} months"
            raise MethodError(message)
        return steps

    def knows_season(self, last: Period, period: Period) -> bool:
        """Return whether a period's time of the year has a value up to another one, and since its latest break.

        Always so of whole years.

        Examples
        --------
        >>> from partnerlab.methods.ordering import order_observations
        >>> terms = order_observations({"2019 Q1": 5.0, "2019 Q2": 4.0, "2019 Q3": 3.0, "2019 Q4": 9.0})
        >>> third, fourth = terms.periods[2:]
        >>> terms.knows_season(third, fourth), terms.knows_season(fourth, fourth.shift(12))
        (False, True)
        """
        history = (self.step(one) for one, _ in self.alike(last) if one.position <= last.position)
        return self.step(period) % self.season in {step % self.season for step in history}

    def unseasoned(self, last: Period) -> tuple[Period, ...]:
        """Return the periods with a value after another one for whose time of the year there is none up to it."""
        return tuple(one for one, _ in self if one.position > last.position and not self.knows_season(last, one))

    def breaks_after(self, period: Period) -> tuple[Period, ...]:
        """Return the breaks that part later values from those of a period."""
        return tuple(one for one in self.breaks if one.position > period.position)

    def last_break(self, period: Period) -> tuple[Period, ...]:
        """Return the break since which values are measured as those of a period; empty when it is the beginning."""
        return tuple(one for one in self.breaks if one.position <= period.position)[-1:]

    def alike(self, period: Period) -> Observations:
        """Return the series without what was measured in another way than the values of a period.

        Parameters
        ----------
        period
            A period of the series; whatever lies between the breaks before and after it is kept.

        Examples
        --------
        >>> from partnerlab.methods.ordering import order_observations
        >>> asked = order_observations({"2019": 19.0, "2020": 25.0, "2021": 26.0})
        >>> by_telephone = replace(asked, breaks=(asked.find("2020"),))
        >>> [str(one) for one in by_telephone.alike(asked.find("2021")).periods]
        ['2020', '2021']
        """
        since = max((one.position for one in self.last_break(period)), default=-math.inf)
        until = min((one.position for one in self.breaks_after(period)), default=math.inf)
        kept = [since <= one.position < until for one in self.periods]
        return replace(
            self,
            periods=tuple(compress(self.periods, kept)),
            figures=tuple(compress(self.figures, kept)),
            ratios=tuple(compress(self.ratios, kept)),
        )

    def grid(self, until: Period | None = None) -> NDArray[np.float64]:
        """Return the values on equal steps from the first value on, not a number where there is a gap.

        Parameters
        ----------
        until
            Last period to take; None for all.
        """
        found = [(p, v) for p, v in self if until is None or p.position <= until.position]
        if not found:
            return np.array([], dtype=np.float64)
        start = found[0][0].position
        line = np.full((found[-1][0].position - start) // self.spacing + 1, np.nan)
        for period, value in found:
            line[(period.position - start) // self.spacing] = float(value)
        return line

    def find(self, label: object) -> Period:
        """Return the period of the series that a label means.

        Raises
        ------
        MethodError
            When the series has no such period.
        """
        wanted = self.read(label)
        for period in self.periods:
            if period.same_time_as(wanted):
                return period
        span = f"{self.periods[0]} to {self.periods[-1]}" if self.periods else "no period at all"
        raise MethodError(f"{str(label)!r} is not in the series, which holds {span}; choose one of its periods")

    def read(self, label: object) -> Period:
        """Read a label as a period of the kind and length that the series has, in it or not.

        Raises
        ------
        MethodError
            When the label is of another kind or length.
        """
        if not self.periods:
            return parse_period(label)
        return parse_periods([self.periods[0].label, label], self.kind)[-1]

    def value(self, period: Period) -> Decimal | None:
        """Return the value of a period; None when it is missing."""
        return next((v for p, v in self if p.same_time_as(period)), None)

    def table(self) -> pd.DataFrame:
        """Return the series as a table.

        Returns
        -------
        DataFrame
            `period` label, `start` and `end` dates, `step` counted from 0 with gaps counted too,
            `years` since the first period, `value` (not a number where missing). Ordered by time.
        """
        first = self.periods[0] if self.periods else None
        rows = [
            {
                "period": period.label,
                "start": period.start,
                "end": period.end,
                "step": self.step(period),
                "years": float(period.years_since(first)) if first else 0.0,
                "value": math.nan if value is None else float(value),
            }
            for period, value in zip(self.periods, self.figures, strict=True)
        ]
        return pd.DataFrame(rows, columns=["period", "start", "end", "step", "years", "value"])


def name_breaks(breaks: Iterable[Period]) -> str:
    """Return breaks by their periods, within a sentence.

    Examples
    --------
    >>> name_breaks([parse_period("2020")])
    'the break of 2020'
    """
    names = [period.label for period in breaks]
    return f"the {'break' if len(names) == 1 else 'breaks'} of {listed(names)}"


def say_taken_as_step(breaks: Iterable[Period]) -> str:
    """Say what is assumed of breaks in how a series was measured, to stand behind a sentence; empty for none.

    Examples
    --------
    >>> say_taken_as_step([parse_period("2020")])
    ' What changed at the break of 2020 is taken to be a step in how it was measured.'
    """
    named = list(breaks)
    return f" What changed at {name_breaks(named)} is taken to be a step in how it was measured." if named else ""


def say_smeared(observed: Observations) -> str:
    """Say what overlapping periods do to a change, to stand behind a sentence; empty where none overlap."""
    smeared = " Neighbouring periods share months, so the change is smeared over several of them."
    return smeared if observed.overlapping else ""


def describe_confusion(periods: Iterable[Period], start: Period, breaks: Iterable[Period]) -> str:
    """Say which break cannot be told from the start of the actions; empty when none.

    Parameters
    ----------
    periods
        Those that have a value.
    start
        First period in which the actions could show.
    breaks
        First periods measured in another way.

    Examples
    --------
    >>> years = [parse_period(str(year)) for year in (2018, 2019, 2020)]
    >>> describe_confusion(years, years[2], years[1:2])
    ''
    >>> describe_confusion(years, years[1], years[1:2])
    'the break of 2019 comes with the start of the actions, so their effects cannot be separated'
    """
    after = [period.position >= start.position for period in periods]
    same = [one for one in breaks if [period.position >= one.position for period in periods] == after]
    if not same:
        return ""
    return f"{name_breaks(same)} comes with the start of the actions, so their effects cannot be separated"
