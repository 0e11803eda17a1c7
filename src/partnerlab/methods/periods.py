"""Periods as statistics name them: years, financial years, ranges, quarters and months.

A label is read in the light of the whole series. Each label has one or more possible readings; the
series is read in the one way, of one kind and one length, that fits every label. When no way fits, or
more than one does, the error says how to write the labels so that nobody can misread them.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from fractions import Fraction
from functools import lru_cache
from typing import Literal, get_args

from partnerlab.errors import MethodError

Kind = Literal["year", "financial year", "range of years", "range of financial years", "quarter", "month"]

LONGEST_RANGE = 10
"""Most years that a two-digit range such as `2014-18` may span; ours, not in the guide."""

FINANCIAL_YEAR_STARTS = 4
"""Month in which a financial year starts: April in the United Kingdom."""

HOW_TO_WRITE = (
    "write years as 2019, financial years as 2019/20, ranges as 2014-2018 and grouped financial years as "
    "2012/13-2014/15. Write quarters as 2019 Q1 and months as Mar 2019"
)

_MONTHS = ("Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec")
_MONTH_NAMES = (
    "january", "february", "march", "april", "may", "june", "july", "august", "september", "october",
    "november", "december",
)  # fmt: skip
_YEAR = r"((?:18|19|20|21)\d\d)"
_DASH = r"\s*(?:-|–|—|to)\s*"
_FINANCIAL = _YEAR + r"\s*/\s*(\d{2}|\d{4})"


@dataclass(frozen=True)
class Period:
    """A stretch of time that one value stands for.

    Parameters
    ----------
    kind
        What sort of period it is.
    start, end
        First and last day, both inside the period.
    label
        The period as its source writes it.

    Examples
    --------
    >>> year = parse_period("2019/20")
    >>> year.kind, year.start.isoformat(), year.end.isoformat()
    ('financial year', '2019-04-01', '2020-03-31')
    >>> parse_period("2018-2022").years_since(parse_period("2014-2018"))
    Fraction(4, 1)
    """

    kind: Kind
    start: date
    end: date
    label: str

    @property
    def position(self) -> int:
        """Month in which the period starts, counted from the year 0; sorts and measures distance."""
        return self.start.year * 12 + self.start.month - 1

    @property
    def months(self) -> int:
        """How many months the period lasts."""
        return (self.end.year - self.start.year) * 12 + self.end.month - self.start.month + 1

    def years_since(self, other: Period) -> Fraction:
        """Return the years from the start of the other period to the start of this one, exactly."""
        return Fraction(self.position - other.position, 12)

    def same_time_as(self, other: Period) -> bool:
        """Return whether both cover the same days, however they are written."""
        return (self.start, self.end) == (other.start, other.end)

    def shift(self, months: int) -> Period:
        """Return the period of the same kind and length that starts so many months later, written in the same way.

        Examples
        --------
        >>> parse_period("2019/20").shift(12).label
        '2020/21'
        >>> parse_period("2019Q4").shift(3).label
        '2020Q1'
        """
        ways = _WAYS_TO_WRITE[self.kind]
        way = next((way for way in ways if _written(way, self.position, self.months) == self.label), ways[0])
        position = self.position + months
        return _from(self.kind, position, self.months, _written(way, position, self.months))

    def __str__(self) -> str:
        return self.label


def parse_period(label: object) -> Period:
    """Read one label on its own.

    Parameters
    ----------
    label
        The period as written; a whole number is a year.

    Raises
    ------
    MethodError
        When the label is no period, or could be more than one.

    Examples
    --------
    >>> parse_period("Mar 2019").start.isoformat()
    '2019-03-01'
    >>> parse_period("2003-07")  # doctest: +ELLIPSIS
    Traceback (most recent call last):
    partnerlab.errors.MethodError: '2003-07' could be a range of years (2003 to 2007) or a month (Jul 2003); ...
    """
    return parse_periods([label])[0]


def parse_periods(labels: Iterable[object], kind: Kind | None = None) -> tuple[Period, ...]:
    """Read the labels of one series, in the one way that fits them all.

    Parameters
    ----------
    labels
        The periods as written, in any order.
    kind
        What sort of periods they are, when the labels do not tell.

    Returns
    -------
    tuple of Period
        In the order given; all of one kind and one length.

    Raises
    ------
    MethodError
        When a label is no period, kinds or lengths are mixed, or more than one reading fits.

    Notes
    -----
    `2014-18` is a range, for there is no month 18, and it settles `2003-07` in the same series, for only
    ranges of five years fit both. `2019-03` is a month, for a range to 2103 is longer than ten years.
    `2018-19` could be a financial year or two calendar years, and is not accepted without `kind`.

    Examples
    --------
    >>> [str(period.kind) for period in parse_periods(["2003-07", "2014-18"])]
    ['range of years', 'range of years']
    >>> [str(period.kind) for period in parse_periods(["2003-06", "2003-07", "2003-08"])]
    ['month', 'month', 'month']
    """
    if kind is not None and kind not in get_args(Kind):
        raise MethodError(f"{kind!r} is no kind of period; kinds are {', '.join(get_args(Kind))}")
    texts = [_text(label) for label in labels]
    choices = [_readings(text) for text in texts]
    if kind is not None:
        choices = [_of_kind(text, readings, kind) for text, readings in zip(texts, choices, strict=True)]
    ways = [{(period.kind, period.months) for period in readings} for readings in choices]
    fitting = set.intersection(*ways) if ways else set()
    if texts and not fitting:
        raise MethodError(_mixed(texts, choices))
    if len(fitting) > 1:
        raise MethodError(_ambiguous(texts[0], choices[0], fitting))
    return tuple(next(period for period in readings if (period.kind, period.months) in fitting) for readings in choices)


def explain_label(label: object) -> str:
    """Return why a label is no period of any kind; empty for one that is, even if it can be read in several ways.

    Examples
    --------
    >>> explain_label("2019/20"), explain_label("2003-07"), explain_label("2019/25")[:25]
    ('', '', "'2019/25' is not a period")
    """
    try:
        _readings(_text(label))
    except MethodError as error:
        return str(error)
    return ""


def last_days(labels: Iterable[object]) -> tuple[date | None, ...]:
    """Return the last day of each period of a series.

    Returns
    -------
    tuple of date or None
        In the order given. The labels are read as one series; where that cannot be done each is read in the way that
        ends latest. None for a label that is no period.

    Examples
    --------
    >>> [day.isoformat() for day in last_days(["2003-07", "2014-18"])]
    ['2007-12-31', '2018-12-31']
    >>> [day and day.isoformat() for day in last_days(["2019/20", "soon"])]
    ['2020-03-31', None]
    """
    texts = [_text(label) for label in labels]
    try:
        return tuple(period.end for period in parse_periods(texts))
    except MethodError:
        return tuple(_latest_end(text) for text in texts)


def _latest_end(text: str) -> date | None:
    try:
        return max(period.end for period in _readings(text))
    except MethodError:
        return None


def _text(label: object) -> str:
    if isinstance(label, float) and label.is_integer():  # a table with a gap turns years into floats
        label = int(label)
    return " ".join(str(label).split())


@lru_cache(4096)
def _readings(text: str) -> tuple[Period, ...]:
    """Every period that a label can mean."""
    found = [period for read in (_years, _financial_years, _quarter, _month) for period in read(text)]
    if not found:
        raise MethodError(f"{text!r} is not a period; {HOW_TO_WRITE}")
    return tuple(found)


def _years(text: str) -> list[Period]:
    if match := re.fullmatch(_YEAR, text):
        return [_from("year", int(match[1]) * 12, 12, text)]
    if match := re.fullmatch(_YEAR + _DASH + r"(\d{2}|\d{4})", text):
        first, last = int(match[1]), _last_year(int(match[1]), match[2])
        longest = LONGEST_RANGE if len(match[2]) == 2 else 100
        if 2 <= last - first + 1 <= longest:
            return [_from("range of years", first * 12, (last - first + 1) * 12, text)]
    return []


def _financial_years(text: str) -> list[Period]:
    april = FINANCIAL_YEAR_STARTS - 1
    if match := re.fullmatch(_FINANCIAL, text) or re.fullmatch(_YEAR + r"\s*-\s*(\d{2})", text):
        first = int(match[1])
        return (
            [_from("financial year", first * 12 + april, 12, text)] if _last_year(first, match[2]) == first + 1 else []
        )
    if match := re.fullmatch(_FINANCIAL + _DASH + _FINANCIAL, text):
        first, last = int(match[1]), int(match[3])
        whole = _last_year(first, match[2]) == first + 1 and _last_year(last, match[4]) == last + 1
        if whole and last > first:
            kind: Kind = "range of financial years"
            return [_from(kind, first * 12 + april, (last - first + 1) * 12, text)]
    return []


def _quarter(text: str) -> list[Period]:
    if match := re.fullmatch(_YEAR + r"[\s-]?Q([1-4])", text, re.IGNORECASE):
        year, quarter = int(match[1]), int(match[2])
    elif match := re.fullmatch(r"Q([1-4])[\s-]?" + _YEAR, text, re.IGNORECASE):
        year, quarter = int(match[2]), int(match[1])
    else:
        return []
    return [_from("quarter", year * 12 + 3 * (quarter - 1), 3, text)]


def _month(text: str) -> list[Period]:
    if match := re.fullmatch(_YEAR + r"(?:-|M)(\d{2})", text):
        year, month = int(match[1]), int(match[2])
    elif match := re.fullmatch(r"([A-Za-z]{3,9})\s" + _YEAR, text):
        year, month = int(match[2]), _month_number(match[1])
    elif match := re.fullmatch(_YEAR + r"\s([A-Za-z]{3,9})", text):
        year, month = int(match[1]), _month_number(match[2])
    else:
        return []
    return [_from("month", year * 12 + month - 1, 1, text)] if 1 <= month <= 12 else []


def _month_number(name: str) -> int:
    """Number of a month named in full, or by its first three letters, or "Sept"; 0 when there is none."""
    word = name.lower()
    for number, month in enumerate(_MONTH_NAMES, start=1):
        if word == month or word == month[:3] or (month == "september" and word == "sept"):
            return number
    return 0


def _last_year(first: int, digits: str) -> int:
    """The year that two or four digits mean after a first year: 2014 and "18" make 2018, 1998 and "02" 2002."""
    if len(digits) == 4:
        return int(digits)
    last = first // 100 * 100 + int(digits)
    return last if last > first else last + 100


def _from(kind: Kind, position: int, months: int, label: str) -> Period:
    after = position + months
    end = date(after // 12, after % 12 + 1, 1) - timedelta(days=1)
    return Period(kind, date(position // 12, position % 12 + 1, 1), end, label)


_WAYS_TO_WRITE: dict[Kind, tuple[str, ...]] = {
    "year": ("{year}",),
    "financial year": ("{year}/{next_two}", "{year}/{next}", "{year}-{next_two}"),
    "range of years": ("{year}-{last}", "{year}-{last_two}", "{year}–{last}", "{year} to {last}", "{year} - {last}"),
    "range of financial years": (
        "{year}/{next_two}-{last}/{after_two}",
        "{year}/{next}-{last}/{after}",
        "{year}/{next_two} to {last}/{after_two}",
    ),
    "quarter": ("{year} Q{quarter}", "{year}Q{quarter}", "{year}-Q{quarter}", "Q{quarter} {year}"),
    "month": ("{short} {year}", "{year}-{month}", "{year}M{month}", "{name} {year}", "{year} {short}", "{year} {name}"),
}
"""Ways in which labels are written, the usual one first."""


def _written(way: str, position: int, months: int) -> str:
    """Write a period in one of the ways."""
    year, month = divmod(position, 12)
    last = year + months // 12 - 1
    return way.format(
        year=year,
        next=year + 1,
        next_two=f"{(year + 1) % 100:02d}",
        last=last,
        last_two=f"{last % 100:02d}",
        after=last + 1,
        after_two=f"{(last + 1) % 100:02d}",
        quarter=month // 3 + 1,
        month=f"{month + 1:02d}",
        short=_MONTHS[month],
        name=_MONTH_NAMES[month].title(),
    )


def _of_kind(text: str, readings: Sequence[Period], kind: Kind) -> tuple[Period, ...]:
    fitting = tuple(period for period in readings if period.kind == kind)
    if not fitting:
        raise MethodError(f"{text!r} cannot be a {kind}; {HOW_TO_WRITE}")
    return fitting


def _explain(period: Period) -> str:
    first, last = period.start.year, period.end.year
    return {
        "range of years": f"a range of years ({first} to {last})",
        "financial year": f"a financial year ({first}/{last % 100:02d})",
        "month": f"a month ({_MONTHS[period.start.month - 1]} {first})",
    }.get(period.kind, f"a {period.kind}")


def _ambiguous(text: str, readings: Sequence[Period], fitting: set[tuple[Kind, int]]) -> str:
    meanings = [_explain(period) for period in readings if (period.kind, period.months) in fitting]
    return f"{text!r} could be {' or '.join(meanings)}; {HOW_TO_WRITE}"


def _mixed(texts: Sequence[str], choices: Sequence[Sequence[Period]]) -> str:
    first = {(period.kind, period.months) for period in choices[0]}
    for text, readings in zip(texts, choices, strict=True):
        if not first & {(period.kind, period.months) for period in readings}:
            here, there = _explain(readings[0]), _explain(choices[0][0])
            return (
                f"{text!r} is {here} but {texts[0]!r} is {there}: one series holds periods of one kind and "
                f"one length; {HOW_TO_WRITE}"
            )
    return f"{', '.join(map(repr, texts))} are not all of one kind and one length; {HOW_TO_WRITE}"
