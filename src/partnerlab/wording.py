"""Words around numbers, lists and dates, so that every sentence reads alike."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date


def counted(number: int, one: str, several: str = "", *, none: str = "0") -> str:
    """Return a number with its noun.

    Parameters
    ----------
    one, several
        The noun for one and for any other number; with an s where `several` is empty.
    none
        What stands for 0, such as `no` within a sentence.

    Examples
    --------
    >>> counted(1, "partner"), counted(3000, "reply", "replies"), counted(0, "body", "bodies", none="no")
    ('1 partner', '3,000 replies', 'no bodies')
    """
    return f"{f'{number:,}' if number else none} {one if number == 1 else several or one + 's'}"


def verb(number: int, one: str, several: str) -> str:
    """Return the form of a verb that goes with a number.

    Examples
    --------
    >>> verb(1, "has", "have"), verb(2, "has", "have")
    ('has', 'have')
    """
    return one if number == 1 else several


def verb_of(number: int, of: int, one: str, several: str) -> str:
    """Return the form of a verb that goes with a number of some: singular for one, and for any of the only one.

    Examples
    --------
    >>> verb_of(0, 1, "has", "have"), verb_of(0, 3, "has", "have"), verb_of(1, 3, "has", "have")
    ('has', 'have', 'has')
    """
    return verb(1 if of == 1 else number, one, several)


def all_of(number: int, one: str, several: str = "") -> str:
    """Return all of some things as the subject of a sentence.

    Examples
    --------
    >>> all_of(1, "open risk"), all_of(2, "open risk"), all_of(5, "open risk")
    ('The one open risk', 'Both open risks', 'All 5 open risks')
    """
    if number == 1:
        return f"The one {one}"
    return f"{'Both' if number == 2 else f'All {number}'} {several or one + 's'}"


def each_of(number: int, one: str, several: str = "") -> str:
    """Return `each of` a number of things, or the only one.

    Examples
    --------
    >>> each_of(1, "group"), each_of(3, "group")
    ('the one group', 'each of 3 groups')
    """
    return f"the one {one}" if number == 1 else f"each of {counted(number, one, several)}"


def any_of(number: int, one: str, several: str = "") -> str:
    """Return `any of` a number of things, or the only one, of which a sentence says `no`.

    Examples
    --------
    >>> any_of(1, "group"), any_of(3, "group")
    ('the one group', 'any of 3 groups')
    """
    return f"the one {one}" if number == 1 else f"any of {counted(number, one, several)}"


def some_of(number: int, of: int, one: str, several: str = "") -> str:
    """Return some of a number of things as the subject of a sentence; none of them and the only one are said as such.

    The verb that follows goes with `number`, but is singular for none.

    Examples
    --------
    >>> some_of(2, 5, "risk"), some_of(0, 5, "risk"), some_of(0, 1, "risk"), some_of(1, 1, "risk")
    ('2 of 5 risks', 'None of 5 risks', 'No risk', 'The one risk')
    """
    if of == 1:
        return f"{'The one' if number else 'No'} {one}"
    return f"{number or 'None'} of {counted(of, one, several)}"


def listed(
    words: Iterable[object],
    most: int = 6,
    *,
    last: str = "and",
    none: str = "none",
    rest: tuple[str, str] | None = None,
) -> str:
    """Return words as a list in a sentence, the rest counted past a number.

    Parameters
    ----------
    most
        How many to name.
    last
        What stands before the last word.
    none
        What an empty list is called, such as `nobody`.
    rest
        What those past `most` are called, one and several; None for `more`.

    Examples
    --------
    >>> listed(["PSNI", "Council", "NIHE"]), listed(["PSNI", "Council"], last="or"), listed([], none="nobody")
    ('PSNI, Council and NIHE', 'PSNI or Council', 'nobody')
    >>> listed(["PSNI", "Council", "NIHE"], most=2)
    'PSNI, Council and 1 more'
    >>> listed(["PSNI", "Council", "NIHE", "Trust"], most=2, rest=("other", "others"))
    'PSNI, Council and 2 others'
    """
    found = [str(word) for word in words]
    if len(found) > most:
        left = len(found) - most
        return f"{', '.join(found[:most])} and {left:,} {verb(left, *rest) if rest else 'more'}"
    return f" {last} ".join(filter(None, (", ".join(found[:-1]), *found[-1:]))) or none


def itemised(phrases: Iterable[object], most: int = 6) -> str:
    """Return phrases as a list in a sentence, parted by semicolons: for those that hold a comma or an `and` themselves.

    Parameters
    ----------
    most
        How many to name; the rest is counted.

    Examples
    --------
    >>> itemised(["Safe, clean streets", "Work and learning", "Homes"], most=2), itemised(["Homes"])
    ('Safe, clean streets; Work and learning; and 1 more', 'Homes')
    """
    found = [str(phrase) for phrase in phrases]
    left = f"and {len(found) - most:,} more" if len(found) > most else ""
    return "; ".join([*found[:most], *filter(None, [left])])


def with_capital(text: str) -> str:
    """Return words as the beginning of a sentence: with a capital.

    Examples
    --------
    >>> with_capital("no partner has answered"), with_capital("")
    ('No partner has answered', '')
    """
    return text[:1].upper() + text[1:]


def first_of_kind(sentences: Iterable[str]) -> str:
    """Return the first of several sentences, and how many others there are; one that is said twice counts once.

    Examples
    --------
    >>> first_of_kind(["Ask users.", "Ask funders.", "Ask users."]), first_of_kind(["Ask users."])
    ('Ask users. And 1 more of this kind.', 'Ask users.')
    """
    first, *others = dict.fromkeys(sentences)
    return f"{first} And {len(others)} more of this kind." if others else first


def without_capital(text: str) -> str:
    """Return what begins a sentence as it reads within one: without its capital.

    Examples
    --------
    >>> without_capital("No partner has answered"), without_capital("")
    ('no partner has answered', '')
    """
    return text[:1].lower() + text[1:]


def say_day(on: date | None) -> str:
    """Return a date in words.

    Examples
    --------
    >>> say_day(date(2026, 3, 31)), say_day(None)
    ('31 March 2026', 'an unknown day')
    """
    return f"{on.day} {say_month(on)}" if on else "an unknown day"


def say_month(on: date) -> str:
    """Return the month of a date in words.

    Examples
    --------
    >>> say_month(date(2026, 3, 31))
    'March 2026'
    """
    return f"{on:%B %Y}"
