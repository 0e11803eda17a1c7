"""Texts and numbers from elsewhere, made fit to be shown, compared and calculated with."""

from __future__ import annotations

import re
import unicodedata
from decimal import Decimal, InvalidOperation
from typing import Any

from partnerlab.errors import Fault, InputError

MOST_FAULTS = 20
"""Faults told of one file."""


def on_one_line(text: object, longest: int = 500) -> str:
    r"""Return a text from elsewhere on one line, without what would steer a terminal or a page.

    Examples
    --------
    >>> on_one_line("[b]Crime \x1b[31m rate[/b]\r\n [url=https://a.example]here[/url]")
    'Crime [31m rate here'
    """
    marked = re.sub(r"\[/?(?:b|i|u|url)(?:=[^\[\]]*)?\]", "", str(text))
    spaced = "".join(" " if unicodedata.category(letter)[0] == "C" else letter for letter in marked)
    line = " ".join(spaced.split())
    return line if len(line) <= longest else line[: longest - 1].rstrip() + "…"


def first_of(faults: list[Fault], others: int = 0) -> InputError:
    """Return the error that tells the first faults of a file and counts the rest, with `others` that are not listed.

    Examples
    --------
    >>> print(first_of([Fault("ties.csv", line, "has no level") for line in range(2, 30)]).faults[-1])
    ties.csv:29: and 8 more faults
    """
    more = len(faults) + others - MOST_FAULTS
    rest = [Fault(faults[0].file, faults[-1].line, f"and {more} more faults")] if more > 0 else []
    return InputError(faults[:MOST_FAULTS] + rest)


def read_number(text: str) -> Decimal | None:
    """Return a number as it is written; None for what is no finite number.

    Examples
    --------
    >>> read_number("13.0"), read_number(":"), read_number("NaN")
    (Decimal('13.0'), None, None)
    """
    try:
        number = Decimal(text.strip())
    except InvalidOperation:
        return None
    return number if number.is_finite() and abs(number.adjusted()) < 300 else None


def once_each(pairs: list[tuple[str, Any]]) -> dict[str, Any]:
    """Return named values of JSON, each name given once: of two, readers keep the last and say nothing.

    Raises
    ------
    ValueError
        A name is given twice.

    Examples
    --------
    >>> import json
    >>> json.loads('{"value": [1], "value": [2]}', object_pairs_hook=once_each)
    Traceback (most recent call last):
    ValueError: "value" is given twice
    """
    found: dict[str, Any] = {}
    for name, value in pairs:
        if name in found:
            raise ValueError(f'"{on_one_line(name, 40)}" is given twice')
        found[name] = value
    return found


def without_signs(text: object) -> str:
    """Return a text by which two wordings of one thing are the same: small letters, no punctuation.

    Examples
    --------
    >>> without_signs(" Loss of  funding. "), without_signs("_submission_time")
    ('loss of funding', 'submission time')
    """
    return " ".join(re.sub(r"[\W_]+", " ", str(text).casefold()).split())


def folded(text: str) -> str:
    """Return a text as it is compared: without capitals, spaces as one.

    Examples
    --------
    >>> folded("  Sex -  Male ")
    'sex - male'
    """
    return " ".join(text.casefold().split())
