"""Is it worth it? What a partnership costs and carries against its benefits and one body alone (¶2.3, ¶2.15, ¶2.17)."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from partnerlab.amounts import say_pounds
from partnerlab.analysis.caching import cached
from partnerlab.analysis.facts.bodies import current_bodies
from partnerlab.analysis.risk_allocation.exposure import assess_exposure
from partnerlab.analysis.risk_allocation.ratings import list_open_risks
from partnerlab.partnership import Partnership
from partnerlab.partnership.case import Option
from partnerlab.wording import counted, listed, verb, verb_of

MONTHS = 12
MEDIAN = 0.5


@dataclass(frozen=True)
class Span:
    """Pounds a year, from the least to the most."""

    low: float | None
    high: float | None
    """None for no bound: what is not recorded may be anything."""

    def less(self, other: Span) -> Span:
        """Return what is left of this when the other is taken away, whatever the two are within their bounds.

        Examples
        --------
        >>> Span(100, 200).less(Span(30, 50)), Span(100, None).less(Span(30, 50))
        (Span(low=50, high=170), Span(low=50, high=None))
        """
        low = None if self.low is None or other.high is None else self.low - other.high
        high = None if self.high is None or other.low is None else self.high - other.low
        return Span(low, high)

    def more(self, other: Span) -> Span:
        """Return the two together."""
        low = None if self.low is None or other.low is None else self.low + other.low
        high = None if self.high is None or other.high is None else self.high + other.high
        return Span(low, high)

    @property
    def size(self) -> Span:
        """The same range as an amount, least first, where all of it lies on one side of nought."""
        if self.sign != -1:
            return self
        return Span(None if self.high is None else -self.high, None if self.low is None else -self.low)

    @property
    def sign(self) -> int | None:
        """1 when it is above nought throughout, -1 below, 0 when it is nought, None when that cannot be told."""
        if self.low is not None and self.low > 0:
            return 1
        if self.low == self.high == 0:
            return 0
        return -1 if self.high is not None and self.high < 0 else None


NOTHING = Span(0.0, 0.0)


@dataclass(frozen=True)
class WorthLine:
    """One part of what a partnership costs or brings in a year."""

    what: str
    span: Span
    basis: str
    """What it rests on, with how many of how many."""
    is_known: bool = True
    """Whether enough is recorded to bound it from above."""


@dataclass(frozen=True)
class Worth:
    """What a partnership costs and brings in a year, beside one body alone."""

    costs: tuple[WorthLine, ...]
    """What partners bring, what sitting costs, and what risks may cost."""
    benefit: WorthLine
    """What the partnership is expected to be worth."""
    alone: WorthLine | None
    """What one body alone would be worth, its cost taken off; None when no such option is recorded."""

    @property
    def cost(self) -> Span:
        """All costs together."""
        total = NOTHING
        for line in self.costs:
            total = total.more(line.span)
        return total

    @property
    def net(self) -> Span:
        """The benefit less all costs."""
        return self.benefit.span.less(self.cost)

    @property
    def advantage(self) -> Span:
        """The net benefit less that of one body alone; without bounds when that is not recorded."""
        return self.net.less(self.alone.span if self.alone is not None else Span(None, None))

    @property
    def sentence(self) -> str:
        """Whether it is worth it, and more so than one body alone; or what is missing to tell."""
        worth = {1: "It is worth more than it costs", -1: "It costs more than it is worth"}.get(self.net.sign or 0)
        by = say_span(self.net.size)
        first = f"{worth}, by {by} a year." if worth else f"Cannot tell whether it is worth it: {self._why}."
        if self.net.sign == 0:
            first = "It is worth as much as it costs."
        if self.alone is None:
            return f"{first} Nothing is recorded of one body alone."
        if self.advantage.sign == 0:
            return f"{first} It does as well as one body alone."
        better = {1: "better than one body alone", -1: "worse than one body alone"}.get(self.advantage.sign or 0)
        second = (
            f"It does {better}, by {say_span(self.advantage.size)} a year."
            if better
            else "Cannot tell whether it does better than one body alone: the ranges overlap."
            if None not in (self.advantage.low, self.advantage.high)
            else "Cannot tell whether it does better than one body alone."
        )
        return f"{first} {second}"

    @property
    def lacking(self) -> tuple[WorthLine, ...]:
        """Lines of which not enough is recorded to bound them, the benefit first."""
        return tuple(line for line in (self.benefit, *self.costs) if not line.is_known)

    @property
    def _why(self) -> str:
        if not self.lacking:
            return f"what is left is {say_span(self.net)} a year"
        return f"not enough is recorded of {listed(line.what for line in self.lacking)}"


def say_span(span: Span) -> str:
    """Return a range in words, each end to three figures.

    Examples
    --------
    >>> say_span(Span(-1200, 34567)), say_span(Span(500, None)), say_span(Span(None, None))
    ('-£1,200 to £34,600', '£500 or more', 'any amount')
    """
    low, high = (None if end is None else say_pounds(end, simulated=True) for end in (span.low, span.high))
    if low is None or high is None:
        return f"{low} or more" if low else f"{high} or less" if high else "any amount"
    return low if low == high else f"{low} to {high}"


@cached
def assess_worth(partnership: Partnership) -> Worth:
    """Set what a partnership costs and carries in a year against its benefit, and against one body alone.

    An hour counts `thresholds.pounds_an_hour`. Everything is a range, and what is not recorded has no upper bound. The
    benefit is that of the first option whose form is a partnership.

    Examples
    --------
    >>> hub = Partnership(name="Hub", purpose="Reach people", stage=[{"stage": "planning"}],
    ...     options=[{"id": "p", "name": "Hub", "form": "partnership", "benefit_low": 5000, "benefit_high": 9000}],
    ...     partners=[{"id": "A", "name": "Alpha", "representatives": [{"role": "Head", "hours_a_month": 5}],
    ...                "resources": [{"kind": "money", "amount": 1000, "confirmed": True}]}])
    >>> worth = assess_worth(hub)
    >>> worth.cost
    Span(low=2800.0, high=None)
    >>> worth.sentence.partition(". ")[0]
    'Cannot tell whether it is worth it: not enough is recorded of what risks may cost'
    """
    ours = _get_option(partnership, "partnership")
    alone = _get_option(partnership, "one body alone")
    span = Span(ours.benefit_low, ours.benefit_high) if ours else Span(None, None)
    known = span.low is not None and span.high is not None
    benefit = WorthLine("its benefit", span, f"option “{ours.name}”" if ours else "no partnership among options", known)
    costs = (_contributions(partnership), _sitting(partnership), _risks(partnership))
    if alone is None or (alone.benefit_low is None and alone.benefit_high is None):
        return Worth(costs, benefit, None)
    left = Span(alone.benefit_low, alone.benefit_high).less(Span(alone.cost_low, alone.cost_high))
    return Worth(costs, benefit, WorthLine("one body alone, its cost taken off", left, f"option “{alone.name}”"))


def _get_option(partnership: Partnership, form: str) -> Option | None:
    """Return the first option of a form, one with a benefit first."""
    rows = [row for row in partnership.options if row.form == form]
    return next((row for row in rows if row.benefit_high is not None), next(iter(rows), None))


def _contributions(partnership: Partnership) -> WorthLine:
    """What partners bring in a year: what is confirmed at least, all that is offered at most."""
    what, rate = "what partners bring", partnership.thresholds.pounds_an_hour
    rows = [row for partner in partnership.current_partners for row in partner.resources]
    known = [
        (row.confirmed, row.amount * (rate if row.kind == "time" else 1)) for row in rows if row.amount is not None
    ]
    has = verb_of(len(known), len(rows), "has", "have")
    basis = f"{len(known)} of {counted(len(rows), 'resource')} {has} an amount" if rows else "no resource is recorded"
    low = sum(pounds for confirmed, pounds in known if confirmed)
    high = sum(pounds for _, pounds in known) if rows and len(known) == len(rows) else None
    return WorthLine(what, Span(low, high), basis, high is not None)


def _sitting(partnership: Partnership) -> WorthLine:
    """What the time of those who sit costs in a year: the hours recorded; without a bound while some are not."""
    hours: list[float | None] = [
        row.hours_a_month
        for partner in partnership.current_partners
        for row in partner.representatives
        if row.end is None
    ]
    for body in current_bodies(partnership):
        for member in body.other_members:
            hours += [member.hours_a_month] * member.number if member.end is None else []
    known = [hour for hour in hours if hour is not None]
    spent = sum(known) * MONTHS * partnership.thresholds.pounds_an_hour
    people = f"{counted(len(hours), 'person', 'people')} who {verb(len(hours), 'sits', 'sit')}"
    basis = f"hours recorded for {len(known)} of {people}" if hours else "nobody is recorded who sits"
    high = spent if known and len(known) == len(hours) else None
    return WorthLine("time spent sitting", Span(spent, high), basis, high is not None)


def _risks(partnership: Partnership) -> WorthLine:
    """What open risks may cost in a year: the middle year at least, a bad one at most."""
    exposure, number = assess_exposure(partnership), len(list_open_risks(partnership))
    bad = partnership.thresholds.at_stake
    costed = f"{len(exposure.counted)} of {counted(number, 'open risk')} with a chance and a cost"
    basis = costed if number else "no open risk is recorded"
    enough = number and len(exposure.counted) >= partnership.thresholds.risks_costed * number
    if not enough or exposure.simulated is None:
        return WorthLine("what risks may cost", Span(0.0, None), basis, is_known=False)
    middle, worse = (exposure.amount_at(level) for level in (MEDIAN, bad))
    return WorthLine("what risks may cost", Span(middle, worse), f"{basis}, from P50 to P{100 * bad:g}")


def list_worth(worth: Worth) -> Iterable[tuple[str, Span, str]]:
    """Return each line with its range and what it rests on, in the order in which it is added up."""
    yield from ((line.what, line.span, line.basis) for line in worth.costs)
    yield "all costs", worth.cost, ""
    yield worth.benefit.what, worth.benefit.span, worth.benefit.basis
    yield "what is left", worth.net, ""
    if worth.alone is not None:
        yield worth.alone.what, worth.alone.span, worth.alone.basis
        yield "advantage over one body alone", worth.advantage, ""
