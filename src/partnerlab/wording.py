"""Words around numbers, names, dates and money, so that every sentence reads alike."""

from __future__ import annotations

import difflib
import os
import re
import shlex
import sys
import unicodedata
from collections.abc import Iterable
from datetime import date
from pathlib import Path

ROUNDED_FROM = 100_000
"""Pounds from which prose leaves out the hundreds."""

LONGEST_NAME = 100
"""Characters of a word for which the nearest known one is sought."""

MILLION = 1_000_000

_PLAIN_WORD = re.compile(r"[\w@+=:,./-]+", re.ASCII)
_MEANT_IN_QUOTES = re.compile(r"[\"$`\\!%\n]")


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
    """
    if value is None:
        return "not known"
    if float(value).is_integer() or abs(value) >= 10**figures:
        return f"{value:,.0f}"
    return f"{value:,.{figures}g}"


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
    return next(
        (text for figures in range(3, 7) if float(text := f"{value:#.{figures}g}".rstrip(".")) != apart_from),
        f"{value:#.3g}",
    )


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


def say_pounds(amount: float, *, rounded: bool = False) -> str:
    """Return an amount of money: to the pound, and to the penny below £100.

    Parameters
    ----------
    rounded
        Whether prose says it in round numbers, to the nearest thousand from £100,000 and in millions from £1m. Not for
        amounts that a sentence compares: two that differ may round to one.

    Examples
    --------
    >>> say_pounds(12500.4), say_pounds(-300), say_pounds(18.8), say_pounds(2447364)
    ('£12,500', '-£300', '£18.80', '£2,447,364')
    >>> [say_pounds(amount, rounded=True) for amount in (950, 63350, 245312, 999700, 2447364)]
    ['£950', '£63,350', '£245,000', '£1m', '£2.4m']
    """
    sign, size = "-" if amount < 0 else "", abs(float(amount))
    if rounded and (size := round_pounds(size)) >= MILLION:
        return f"{sign}£{f'{size / MILLION:,.1f}'.removesuffix('.0')}m"
    pence = round(size, 2)
    return f"{sign}£{size:,.0f}" if pence >= 100 or pence.is_integer() else f"{sign}£{size:.2f}"


def round_pounds(amount: float) -> float:
    """Return an amount as prose rounds it: to the thousand from £100,000, to the hundred thousand from £1m.

    Examples
    --------
    >>> [round_pounds(amount) for amount in (18.8, 63350, 147875, -999700, 2447364)]
    [18.8, 63350.0, 148000.0, -1000000.0, 2400000.0]
    """
    size = abs(float(amount))
    digits = -5 if round(size, -3) >= MILLION else -3 if size >= ROUNDED_FROM else None
    return float(amount) if digits is None else float(round(amount, digits))


def say_pounds_apart(*amounts: float) -> tuple[str, ...]:
    """Return estimated amounts that a sentence compares: in round numbers, unless two that differ would read alike.

    Examples
    --------
    >>> say_pounds_apart(91000, 147875), say_pounds_apart(147875, 147600), say_pounds_apart(147875, 147875)
    (('£91,000', '£148,000'), ('£147,875', '£147,600'), ('£148,000', '£148,000'))
    """
    rough, exact = ([say_pounds(amount, rounded=rounded) for amount in amounts] for rounded in (True, False))
    return tuple(rough if len(set(rough)) == len(set(exact)) else exact)


def say_share(share: float) -> str:
    """Return a share of a whole in percent: never 0% for some of it, nor 100% for less or more than all.

    Examples
    --------
    >>> say_share(0.0), say_share(0.004), say_share(0.345), say_share(0.998), say_share(1.0), say_share(1.002)
    ('0%', 'under 1%', '34%', 'over 99%', '100%', 'just over 100%')
    """
    text = f"{share:.0%}"
    if text in {"0%", "-0%"} and share:
        return "under 1%"
    if text == "100%" and share != 1:
        return "over 99%" if share < 1 else "just over 100%"
    return text


def measured(value: float | None, unit: str) -> str:
    """Return a number with its unit; `not known` for None.

    Examples
    --------
    >>> measured(18.8, "%"), measured(65, "people"), measured(4200, "£"), measured(None, "£")
    ('18.8 %', '65 people', '£4,200', 'not known')
    """
    if value is not None and unit == "£":
        return say_pounds(value)
    return f"{write_number(value)} {unit}".strip() if value is not None else write_number(value)


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


def no_such_file(name: str, folder: str, beside: Iterable[str]) -> str:
    """Return what to say about a file that is not there.

    Parameters
    ----------
    name
        Its name.
    folder
        Where it was looked for, as its user wrote it; empty for the folder where the program runs.
    beside
        Names of files of its kind that are there.

    Examples
    --------
    >>> no_such_file("hbu.yaml", "parameters/", ["hub.yaml", "ring.yaml"])
    'there is no file parameters/hbu.yaml; did you mean parameters/hub.yaml?'
    >>> no_such_file("hub.yaml", "", [])
    'there is no file hub.yaml; check its name'
    """
    near = nearest(name, beside)
    way_out = f"did you mean {folder}{near}?" if near else "check its name"
    return f"there is no file {folder}{name[:LONGEST_NAME]}; {way_out}"


def did_you_mean(word: str, known: Iterable[str], *, otherwise: str | None = None, cutoff: float = 0.6) -> str:
    """Return the way out for somebody who wrote a name that is not known: the nearest one, or all that are.

    Parameters
    ----------
    otherwise
        What to say when none is near; None names all.
    cutoff
        How alike two names are at least, from 0 to 1, as `difflib.get_close_matches` measures it.

    Examples
    --------
    >>> did_you_mean("manging", ["planning", "managing"]), did_you_mean("zzz", ["planning", "managing"])
    ('did you mean "managing"?', 'known are planning, managing')
    """
    names = list(known)
    near = nearest(word, names, cutoff=cutoff)
    if near is not None:
        return f'did you mean "{near}"?'
    return f"known are {', '.join(names)}" if otherwise is None else otherwise


def write_command(*words: str) -> str:
    r"""Write a command that can be pasted: quoted so that every shell reads it alike, wherever that is possible.

    Parameters
    ----------
    *words
        The command and what it is given. Double quotes are read by the shells of Unix and Windows alike, as long as
        nothing stands between them that has a meaning there; else a word is quoted for the shell of this machine.

    Examples
    --------
    >>> print(write_command("partnerlab", "run", "Care & Co (2026).yaml"))
    partnerlab run "Care & Co (2026).yaml"
    """
    return " ".join(map(_quote, words))


def write_place(file: Path, folder: Path | None = None) -> str:
    """Write a file's place as it is seen from a folder, as notebooks name files on every system.

    Parameters
    ----------
    file
        The file.
    folder
        The folder; None for the current one.

    Examples
    --------
    >>> write_place(Path("parameters/hub.yaml"), Path("notebooks"))
    '../parameters/hub.yaml'
    """
    try:
        return Path(os.path.relpath(file, folder or Path())).as_posix()
    except ValueError:  # on Windows, on another drive
        return file.absolute().as_posix()


def _quote(word: str) -> str:
    if _PLAIN_WORD.fullmatch(word):
        return word
    if _MEANT_IN_QUOTES.search(word):
        if sys.platform == "win32":
            import subprocess  # noqa: PLC0415 - Windows only

            return subprocess.list2cmdline([word])
        return shlex.quote(word)
    return f'"{word}"'


def nearest(word: str, known: Iterable[str], *, cutoff: float = 0.6) -> str | None:
    """Return the known name that is nearest to a word; None when none is alike enough.

    Examples
    --------
    >>> nearest("manging", ["planning", "managing"]), nearest("manging", ["planning", "managing"], cutoff=0.95)
    ('managing', None)
    """
    near = difflib.get_close_matches(word, list(known), n=1, cutoff=cutoff) if len(word) <= LONGEST_NAME else []
    return near[0] if near else None


def slug_of(text: str, *, longest: int | None = None, none: str = "") -> str:
    """Return a text as the name of a file or place: small letters and digits, words joined by hyphens.

    Parameters
    ----------
    longest
        How many characters to keep; None keeps all.
    none
        What to return for a text without letters and digits.

    Examples
    --------
    >>> slug_of("Sólás – Older People's Network"), slug_of("Cost of each risk", longest=8), slug_of("…", none="data")
    ('solas-older-people-s-network', 'cost-of', 'data')
    """
    letters = unicodedata.normalize("NFKD", text.casefold())
    plain = "".join(letter for letter in letters if not unicodedata.combining(letter))
    return re.sub(r"[^a-z0-9]+", "-", plain).strip("-")[:longest].strip("-") or none
