"""Values as people write them in spreadsheets: UK dates, £1,200, 20%, H/M/L, `4 - likely`, n/a."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime

from partnerlab.sheets.spreadsheet import Cell
from partnerlab.suggestions import nearest

NOTHING = frozenset({"", "-", "–", "—", "n/a", "na", "n.a.", "not applicable", "nil", "none", "#n/a", "blank"})
"""What people write for nothing, in small letters."""

OPEN = frozenset(
    {"tbc", "tba", "tbd", "?", "to agree", "to be confirmed", "to be agreed", "to be decided", "unknown", "not known"}
)
"""What people write for something that is not known yet, in small letters."""

_MONTHS = {
    name: number
    for number, names in enumerate(
        ("jan january", "feb february", "mar march", "apr april", "may", "jun june", "jul july", "aug august",
         "sep sept september", "oct october", "nov november", "dec december"), 1)
    for name in names.split()
}  # fmt: skip
_NUMBERS_DATE = re.compile(r"(\d{1,2})\s*[/.\-]\s*(\d{1,2})\s*[/.\-]\s*(\d{4}|\d{2})")
_ISO_DATE = re.compile(r"(\d{4})-(\d{1,2})-(\d{1,2})(?:[T ]00:00(?::00)?)?")
_WORDS_DATE = re.compile(
    r"(?:[a-z]+day,?\s+)?(\d{1,2})(?:st|nd|rd|th)?[\s\-/.]+(?:of\s+)?([a-z]+)\.?,?[\s\-/.]+(\d{4}|\d{2})", re.IGNORECASE
)
_NUMBER = re.compile(r"(?P<open>\()?\s*(?P<sign>[-+−])?\s*£?\s*(?P<after>[-+−])?(?P<digits>\d[\d.,' ]*)\s*(?P<size>k|m|bn|million|thousand)?\s*(?P<share>%|per cent)?\s*(?P<close>\))?", re.IGNORECASE)  # fmt: skip  # noqa: E501  # one line reads as the number does
_FOREIGN = re.compile(r"[$€¥₹]|\b(?:EUR|USD|CHF|JPY|DKK|NOK|SEK|PLN|kr|zł)\b", re.IGNORECASE)
_SIZES = {"": 1, "k": 1_000, "thousand": 1_000, "m": 1_000_000, "million": 1_000_000, "bn": 1_000_000_000}
_BULLET = re.compile(r"^\s*(?:[•●▪◦·*–—-]\s+|[•●▪◦·]|\(?\d{1,2}[.)]\s+|\(?[a-z][.)]\s+)")
_ASSENTS = {"yes": "yes y true ✓ ✔ x", "partly": "partly part partial partially", "no": "no n false ✗ ✘"}
_SHORT = {"very low": "vl", "low": "l", "medium": "m", "med": "m", "high": "h", "very high": "vh"}
_LONG = {short: word for word, short in reversed(_SHORT.items())}
_YES = {word: assent for assent, words in _ASSENTS.items() for word in words.split()}


class UnreadError(ValueError):
    """A cell does not hold what its column asks for; the message says why and what to do."""


def is_nothing(cell: Cell) -> bool:
    """Whether a cell is empty or says so.

    Examples
    --------
    >>> [is_nothing(cell) for cell in (None, " n/a", "-", 0, "none of ours")]
    [True, True, True, False, False]
    """
    return cell is None or (isinstance(cell, str) and cell.strip().casefold() in NOTHING)


def read_text(cell: Cell) -> str | None:
    r"""Return a cell as text on one line; None for nothing.

    Examples
    --------
    >>> read_text("Loss of\n funding"), read_text(7), read_text("N/A")
    ('Loss of funding', '7', None)
    """
    if is_nothing(cell):
        return None
    if isinstance(cell, datetime | date):
        return cell.isoformat()
    if isinstance(cell, bool):
        return "yes" if cell else "no"
    return " ".join(str(cell).split()) or None


def read_number(cell: Cell, *, decimal_comma: bool | None = None, percent: bool = False) -> int | float | None:
    """Return the number that a cell holds.

    Parameters
    ----------
    cell
        A number, or text such as `£1,200`, `1.2m`, `20%` or `(300)`.
    decimal_comma
        Whether 1,5 is one and a half; None when nothing says so, and then a number that can be read in two ways
        is refused.
    percent
        Whether `20%` is 20, not 0.2.

    Raises
    ------
    UnreadError
        When it is no number, or can be read in two ways.

    Examples
    --------
    >>> read_number("£1,200"), read_number("£1.2m"), read_number("20%"), read_number("(300)"), read_number("n/a")
    (1200, 1200000, 0.2, -300, None)
    >>> read_number("1.200,50", decimal_comma=True), read_number("1,5", decimal_comma=True)
    (1200.5, 1.5)
    """
    _refuse_open(cell)
    if is_nothing(cell):
        return None
    if isinstance(cell, int | float) and not isinstance(cell, bool):
        return cell
    text = str(cell).strip()
    found = _NUMBER.fullmatch(" ".join(text.split()))
    if foreign := _FOREIGN.search(text):
        raise UnreadError(f'"{text}" is in another currency ({foreign[0]}); write pounds, or the number alone')
    marks = sum(bool(found[name]) for name in ("open", "sign", "after")) if found else 0
    if found is None or bool(found["open"]) != bool(found["close"]) or marks > 1:
        raise UnreadError(f'"{text}" is not a number; write digits only, such as 1200')
    number = _digits(text, re.sub(r"[' ]", "", found["digits"]).rstrip(".,"), decimal_comma)
    number *= _SIZES[(found["size"] or "").casefold()]
    if found["share"] and not percent:
        number /= 100
    if found["open"] or {found["sign"], found["after"]} & {"-", "−"}:
        number = -number
    number = round(number, 12)
    if not number and any(letter.isdecimal() and int(letter) for letter in found["digits"]):
        raise UnreadError(f'"{text}" is too small to differ from 0; write 0')
    return int(number) if number.is_integer() else number


def _digits(text: str, digits: str, decimal_comma: bool | None) -> float:
    last = max(digits.rfind(","), digits.rfind("."))
    if "," in digits and "." in digits:  # the last of them is the decimal mark
        comma = digits[last] == ","
        if decimal_comma is not None and comma != decimal_comma:
            raise UnreadError(f'"{text}" has another decimal mark than the numbers around it; write it as they are')
    elif "," in digits or "." in digits:
        mark = digits[last]
        grouped = re.fullmatch(r"[1-9]\d{0,2}([.,]\d{3})+", digits) is not None
        if grouped and digits.count(mark) > 1:
            comma = mark == "."
        elif decimal_comma is not None:
            # Nobody writes a thousandth of a pound: £1,200 has thousands, whatever the file's decimal mark.
            comma = decimal_comma and not (mark == "," and grouped and "£" in text)
        else:
            comma = mark == "," and not grouped  # 1,200 and 1.200 as in the United Kingdom; 1,5 can be but one thing
    else:
        return float(digits)
    group, point = (".", ",") if comma else (",", ".")
    whole, _, rest = digits.partition(point)
    parts = whole.split(group)
    if point in rest or group in rest or (len(parts) > 1 and any(len(part) != 3 for part in parts[1:])):
        raise UnreadError(f'"{text}" is not a number; write digits only, such as 1200.50')
    return float("".join(parts) + "." + (rest or "0"))


def read_dates(cells: Sequence[Cell], order: str = "") -> list[date | UnreadError | None]:
    """Return the dates of one column: one order of day and month for all of it, never guessed cell by cell.

    Parameters
    ----------
    cells
        The column's cells: dates, or text such as `31/03/2026`, `31 March 2026` or `2026-03-31`.
    order
        `day first`, `month first`, or empty: day first, as in the United Kingdom, unless a cell such as 05/13/2026
        shows that somebody wrote the month first. Then no date of the column that depends on the order is taken.

    Examples
    --------
    >>> [str(day) for day in read_dates(["13/05/2026", "01/02/26", "n/a"])]
    ['2026-05-13', '2026-02-01', 'None']
    >>> read_dates(["05/13/2026"], "month first")
    [datetime.date(2026, 5, 13)]
    """
    day_first = order != "month first"
    in_doubt = not order and any(_is_month_first(cell) for cell in cells)
    found: list[date | UnreadError | None] = []
    for cell in cells:
        try:
            found.append(_date(cell, day_first=day_first, in_doubt=in_doubt))
        except UnreadError as error:
            found.append(error.with_traceback(None))  # which would keep the frame of each cell
    return found


def _date(cell: Cell, *, day_first: bool, in_doubt: bool) -> date | None:
    _refuse_open(cell)
    if is_nothing(cell):
        return None
    if isinstance(cell, datetime):
        return cell.date()
    if isinstance(cell, date):
        return cell
    text = str(cell).strip()
    if numbers := _NUMBERS_DATE.fullmatch(text):
        if in_doubt and numbers[1] != numbers[2]:
            raise UnreadError(
                f'"{text}": this column holds dates with the month first. Write the month in letters, such as '
                "31 Mar 2026, or for a register of your own say `dates: day first` or `dates: month first`"
            )
        day, month = (numbers[1], numbers[2]) if day_first else (numbers[2], numbers[1])
        return _day(text, numbers[3], int(month), day)
    if iso := _ISO_DATE.fullmatch(text):
        return _day(text, iso[1], int(iso[2]), iso[3])
    words = _WORDS_DATE.fullmatch(text)
    if words and words[2].casefold() in _MONTHS:
        return _day(text, words[3], _MONTHS[words[2].casefold()], words[1])
    raise _no_date(text)


def _day(text: str, year: str, month: int, day: str) -> date:
    try:
        return date(int(year) + (2000 if len(year) == 2 else 0), month, int(day))
    except ValueError:
        raise _no_date(text) from None


def _no_date(text: str) -> UnreadError:
    return UnreadError(f'"{text}" is not a date; write a day, such as 31/03/2026')


def _is_month_first(cell: Cell) -> bool:
    numbers = _NUMBERS_DATE.fullmatch(cell.strip()) if isinstance(cell, str) else None
    return numbers is not None and int(numbers[1]) <= 12 < int(numbers[2]) <= 31


def is_open(cell: Cell) -> bool:
    """Whether a cell says that something is not known yet.

    Examples
    --------
    >>> [is_open(cell) for cell in ("TBC", "To agree", "Council", None)]
    [True, True, False, False]
    """
    return isinstance(cell, str) and cell.strip().casefold() in OPEN


def _refuse_open(cell: Cell) -> None:
    if is_open(cell):
        raise UnreadError(f'"{str(cell).strip()}" is not known yet; fill it in when it is')


def read_assent(cell: Cell) -> str | None:
    """Return yes, partly or no; None for nothing.

    Examples
    --------
    >>> read_assent("Y"), read_assent("Partially"), read_assent(False), read_assent("-")
    ('yes', 'partly', 'no', None)
    """
    _refuse_open(cell)
    if is_nothing(cell):
        return None
    text = str(cell).strip().casefold()
    if text not in _YES:
        raise UnreadError(f'"{str(cell).strip()}" is not yes, partly or no')
    return _YES[text]


@dataclass(frozen=True)
class Levels:
    """What the numbers and words of a register mean on the partnership's own scales."""

    lowest: int | None
    highest: int | None
    """The register's numbers for the least and the most; `highest` below `lowest` where 1 is the most. None when it has
    words only.
    """
    words: Mapping[str, int] = field(default_factory=dict)
    """Level on the partnership's scale for each word, in small letters, such as `h`."""

    @classmethod
    def of(cls, text: str) -> Levels:
        """Return the levels that somebody described: `1-5`, `5-1`, `L=1, M=3, H=5`, or both.

        Examples
        --------
        >>> Levels.of("5-1").lowest, Levels.of("L=1, M=3, H=5").words
        (5, {'l': 1, 'm': 3, 'h': 5})
        """
        lowest = highest = None
        words: dict[str, int] = {}
        for part in filter(None, (part.strip() for part in re.split(r"[,;]", text))):
            if ends := re.fullmatch(r"(\d{1,2})\s*(?:-|–|to)\s*(\d{1,2})", part):
                lowest, highest = int(ends[1]), int(ends[2])
            elif said := re.fullmatch(r"(.*\S)\s*=\s*(\d{1,2})", part):
                words[said[1].casefold()] = int(said[2])
            else:
                message = f'"{part}" does not say a scale; write 1-5, or 5-1 where 1 is the most, or L=1,M=3,H=5'
                raise UnreadError(message)
        return cls(lowest, highest, words)

    def read(self, cell: Cell, labels: Mapping[str, int]) -> int | float | None:
        """Return the level that a cell means; None for nothing.

        Parameters
        ----------
        cell
            `4`, `4 - likely`, `Likely (4)`, `H`, a label of the scale, or a mean such as 3.4.
        labels
            Level of each label of the partnership's scale.

        Raises
        ------
        UnreadError
            When it is off the scale, or says two different things.

        Examples
        --------
        >>> levels, labels = Levels.of("1-5, H=5"), {"possible": 3, "likely": 4}
        >>> [levels.read(cell, labels) for cell in (4, "4 - likely", "Likely (4)", "h", "Possible", None)]
        [4, 4, 4, 5, 3, None]
        """
        _refuse_open(cell)
        if is_nothing(cell):
            return None
        text = " ".join(str(cell).casefold().split())
        known = {**{label.casefold(): level for label, level in labels.items()}, **self.words}
        for said in (text, _SHORT.get(text, text), _LONG.get(text, text)):
            if said in known:
                return known[said]
        numbers = re.findall(r"(?<![\w.])\d{1,2}+(?:\.\d++)?+(?![\w.]*\d)", text)
        word = re.sub(r"^[\W_]+|(?<![\W_])[\W_]+$", "", re.sub(r"[\d.]+", " ", text)).strip()
        if len(numbers) != 1:
            message = f'"{str(cell).strip()}" is not a level of the scale;'
            near = nearest(text, [*known, *(_LONG[word] for word in known if word in _LONG)], cutoff=0.7)
            if near is not None and not numbers:
                raise UnreadError(f'{message} did you mean "{near}"?')
            message += " say what it means, as in `scale: L=1, M=3, H=5`"
            words = ", ".join([*self.words, *labels])
            raise UnreadError(f"{message} (known words: {words})" if words and not numbers else message)
        level = self._level(float(numbers[0]), str(cell).strip())
        if word in known and known[word] != level:
            raise UnreadError(f'"{str(cell).strip()}": {word} is level {known[word]} of the scale, not {level:g}')
        return level

    def _level(self, number: float, text: str) -> int | float:
        if self.lowest is None or self.highest is None:
            raise UnreadError(f'"{text}": nobody said what numbers mean; add `1-5`, say, to the scale')
        least, most = sorted((self.lowest, self.highest))
        if not least <= number <= most:
            raise UnreadError(f'"{text}" is off the scale, which runs from {least} to {most}')
        level = round(number if self.highest >= self.lowest else least + most - number, 9)
        return int(level) if level.is_integer() else level


def pieces(cell: Cell) -> tuple[str, ...]:
    r"""Return the things that are listed in one cell: one a line, or one a bullet when there are bullets.

    Examples
    --------
    >>> pieces("1. Weekly call\n   of the leads\n2. Log kept"), pieces("One rota"), pieces("n/a")
    (('Weekly call of the leads', 'Log kept'), ('One rota',), ())
    """
    if is_nothing(cell):
        return ()
    lines = [line for line in str(cell).replace(" • ", "\n• ").splitlines() if line.strip()]
    bulleted = any(_BULLET.match(line) for line in lines[:1])
    found: list[str] = []
    for line in lines:
        text = " ".join(_BULLET.sub("", line).split())
        if bulleted and found and not _BULLET.match(line):
            found[-1] = f"{found[-1]} {text}"
        elif text and not is_nothing(text):
            found.append(text)
    return tuple(found)
