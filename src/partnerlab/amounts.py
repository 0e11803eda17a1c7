"""Amounts in words: numbers, factors, shares and money, rounded so that no reader takes one for another."""

from __future__ import annotations

from decimal import Decimal

ROUNDED_FROM = 100_000
"""Pounds from which prose leaves out the hundreds."""

MILLION = 1_000_000
BILLION = 1_000 * MILLION


def write_number(value: float | None, figures: int = 4) -> str:
    """Return a number with so many figures at most, but whole and large ones in full: no reader likes powers of ten.

    Parameters
    ----------
    figures
        How many, for a number that is neither whole nor large.

    Examples
    --------
    >>> write_number(18.80), write_number(65.0), write_number(12345.6), write_number(0.71234, 3), write_number(None)
    ('18.8', '65', '12,346', '0.712', 'not known')
    >>> write_number(9999.6), write_number(0.00001234)
    ('10,000', '0.00001234')
    """
    if value is None:
        return "not known"
    if float(value).is_integer() or abs(value) >= 10**figures:
        return f"{value:,.0f}"
    return f"{Decimal(f'{value:.{figures}g}'):,f}"


def write_factor(value: float, *, apart_from: float | None = None) -> str:
    """Return how many times as much something is, to three figures; to more where it would else read as another.

    Parameters
    ----------
    apart_from
        What it must not read as, unless it is that: 1, no change, for the end of an interval. None: anything.

    Examples
    --------
    >>> write_factor(0.7218), write_factor(0.9996), write_factor(0.9996, apart_from=1), write_factor(12345.6)
    ('0.722', '1.00', '0.9996', '12,346')
    """
    if abs(value) >= 1000:
        return write_number(value)
    texts = (f"{Decimal(f'{value:#.{figures}g}'):f}" for figures in (*range(3, 7), 3))
    *finer, plain = texts
    return next((text for text in finer if float(text) != apart_from), plain)


def say_apart(difference: float) -> str:
    """Return how far something lies above or below something else, to three figures.

    Examples
    --------
    >>> say_apart(9.6591), say_apart(-0.25), say_apart(0.0)
    ('9.66 above', '0.25 below', 'neither above nor below')
    """
    if difference == 0:
        return "neither above nor below"
    return f"{write_number(abs(difference), 3)} {'above' if difference > 0 else 'below'}"


def say_span(low: float, high: float) -> str:
    """Return the two ends of an interval of a difference: on which side each lies.

    Examples
    --------
    >>> say_span(1.2, 3.4), say_span(-3.4, -1.2), say_span(-0.5, 2), say_span(0, 2)
    ('1.2 to 3.4 above', '1.2 to 3.4 below', '0.5 below to 2 above', '0 to 2 above')
    """
    if low * high > 0:
        near, far = sorted((abs(low), abs(high)))
        return f"{write_number(near, 3)} to {say_apart(far if low > 0 else -far)}"
    return " to ".join(say_apart(end) if end else "0" for end in (low, high))


def write_factors(low: float, high: float) -> str:
    """Return the two ends of an interval of a factor, neither of which reads as no change unless it is.

    Examples
    --------
    >>> write_factors(0.663, 0.9996)
    '0.663 to 0.9996'
    """
    return f"{write_factor(low, apart_from=1)} to {write_factor(high, apart_from=1)}"


def say_pounds(amount: float, *, rounded: bool = False, simulated: bool = False) -> str:
    """Return an amount of money: to the pound, and to the penny below £100.

    Parameters
    ----------
    rounded
        Whether prose says it in round numbers, to the nearest thousand from £100,000, in millions from £1m and in
        billions from £1bn. Not for amounts that a sentence compares: two that differ may round to one.
    simulated
        Whether it is an estimate, which prose rounds to three figures below that as well.

    Examples
    --------
    >>> say_pounds(12500.4), say_pounds(-300), say_pounds(18.8), say_pounds(2447364), say_pounds(-0.001)
    ('£12,500', '-£300', '£18.80', '£2,447,364', '£0')
    >>> [say_pounds(amount, rounded=True) for amount in (950, 63350, 245312, 999700, 2447364, 304736900000)]
    ['£950', '£63,350', '£245,000', '£1m', '£2.4m', '£304.7bn']
    >>> [say_pounds(amount, simulated=True) for amount in (61186, 99960, -4567.8, 2447364)]
    ['£61,200', '£100,000', '-£4,570', '£2.4m']
    """
    sign, size = "-" if round(float(amount), 2) < 0 else "", abs(float(amount))
    if simulated and size < ROUNDED_FROM:
        size = float(f"{size:.3g}")
    if (rounded or simulated) and (size := round_pounds(size)) >= MILLION:
        unit, letters = (BILLION, "bn") if size >= BILLION else (MILLION, "m")
        return f"{sign}£{f'{size / unit:,.1f}'.removesuffix('.0')}{letters}"
    pence = round(size, 2)
    return f"{sign}£{size:,.0f}" if pence >= 100 or pence.is_integer() else f"{sign}£{size:.2f}"


def round_pounds(amount: float) -> float:
    """Return an amount as prose rounds it: to the thousand from £100,000, then to a tenth of a million or of a billion.

    Examples
    --------
    >>> [round_pounds(amount) for amount in (18.8, 63350, 147875, -999700, 2447364, 1260000000)]
    [18.8, 63350.0, 148000.0, -1000000.0, 2400000.0, 1300000000.0]
    """
    size = abs(float(amount))
    if round(size, -5) >= BILLION:
        return float(round(amount, -8))
    digits = -5 if round(size, -3) >= MILLION else -3 if size >= ROUNDED_FROM else None
    return float(amount) if digits is None else float(round(amount, digits))


def say_pounds_apart(*amounts: float, simulated: bool = False) -> tuple[str, ...]:
    """Return amounts that a sentence compares: in round numbers, unless two that differ would read alike.

    Examples
    --------
    >>> say_pounds_apart(91000, 147875), say_pounds_apart(147875, 147600), say_pounds_apart(147875, 147875)
    (('£91,000', '£148,000'), ('£147,875', '£147,600'), ('£148,000', '£148,000'))
    >>> say_pounds_apart(85183, 61713, simulated=True), say_pounds_apart(61713, 61702, simulated=True)
    (('£85,200', '£61,700'), ('£61,713', '£61,702'))
    """
    rough = [say_pounds(amount, rounded=True, simulated=simulated) for amount in amounts]
    exact = [say_pounds(amount) for amount in amounts]
    return tuple(rough if len(set(rough)) == len(set(exact)) else exact)


def say_share(share: float) -> str:
    """Return a share of a whole in percent: never 0% for some of it, nor 100% for less or more than all.

    Examples
    --------
    >>> say_share(0.0), say_share(0.004), say_share(0.345), say_share(0.998), say_share(1.0), say_share(1.002)
    ('0%', 'under 1%', '34%', 'over 99%', '100%', 'just over 100%')
    >>> say_share(-0.004)  # as spending below its budget
    'just under 0%'
    """
    text = f"{share:.0%}"
    if text in {"0%", "-0%"} and share:
        return "under 1%" if share > 0 else "just under 0%"
    if text == "100%" and share != 1:
        return "over 99%" if share < 1 else "just over 100%"
    return text


def say_limit(limit: float) -> str:
    """Return a limit in percent, as it was set.

    Examples
    --------
    >>> say_limit(0.6), say_limit(0.075), say_limit(0.29)
    ('60%', '7.5%', '29%')
    """
    return f"{100 * limit:.10g}%"


def say_against(share: float, limit: float) -> tuple[str, str]:
    """Return a share and the limit that a sentence compares it with, in percent.

    The limit is said as it was set. The share has as many decimals as it needs, where it would else read like it.

    Examples
    --------
    >>> say_against(0.345, 0.5), say_against(0.496, 0.5), say_against(0.075, 0.075), say_against(0.004, 0.005)
    (('34%', '50%'), ('49.6%', '50%'), ('7.5%', '7.5%'), ('0.4%', '0.5%'))
    """
    stated = say_limit(limit)
    if share == limit:
        return stated, stated
    digits = next((digits for digits in range(6) if f"{share:.{digits}%}" != f"{limit:.{digits}%}"), 0)
    return f"{share:.{digits}%}" if digits else say_share(share), stated


def measured(value: float | None, unit: str) -> str:
    """Return a number with its unit, if that says more than that it is a number; `not known` for None.

    Examples
    --------
    >>> measured(18.8, "%"), measured(65, "people"), measured(4200, "£"), measured(None, "£")
    ('18.8%', '65 people', '£4,200', 'not known')
    >>> measured(702, "number")
    '702'
    """
    if value is not None and unit == "£":
        return say_pounds(value)
    said = "" if unit.strip().casefold() in _NO_UNITS else unit
    return with_unit(write_number(value), said) if value is not None else write_number(value)


def with_unit(number: str, unit: str) -> str:
    """Return a number that is written and its unit, with a space between where it is no percent sign.

    Examples
    --------
    >>> with_unit("18.8", "%"), with_unit("18.8", "% of adults"), with_unit("65", "people"), with_unit("702", "")
    ('18.8%', '18.8% of adults', '65 people', '702')
    """
    return f"{number}{unit}" if unit.startswith("%") else f"{number} {unit}".strip()


_NO_UNITS = frozenset({"number", "no", "no.", "count", "#"})
"""What people write for the unit of a number that has none."""
