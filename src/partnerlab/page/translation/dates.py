"""Dates and numbers as a language writes them."""

from __future__ import annotations

import re
from datetime import date
from typing import Any

_MONTHS = (
    "January February March April May June July August September October November December".split()  # noqa: SIM905 - easier to read
)
_DATE = re.compile(rf"(?:(\d{{1,2}}) )?({'|'.join(_MONTHS)})(?: (\d{{4}}))?")


class Dates:
    """Dates of a language, as Babel knows them.

    Parameters
    ----------
    language
        Its tag; one that Babel does not know leaves dates as they are.

    Examples
    --------
    >>> Dates("ga").find("31 March 2026"), Dates("ga").find("March 2026"), Dates("ga").find("May I?")
    ('31 Márta 2026', 'Márta 2026', '')
    """

    def __init__(self, language: str) -> None:
        from babel import Locale, UnknownLocaleError  # noqa: PLC0415 - only whoever translates waits for it

        try:
            self._locale: Any = Locale.parse(language, sep="-")
        except (UnknownLocaleError, ValueError):
            self._locale = None

    def find(self, text: str) -> str:
        """Write a text that is a date in the language's way; empty for what is no date."""
        found = _DATE.fullmatch(text)
        return self._write(found) if found and (found[1] or found[3] or text != "May") else ""

    def _write(self, found: re.Match[str]) -> str:
        from babel.dates import format_date, format_skeleton  # noqa: PLC0415 - as above

        if self._locale is None:
            return found[0]
        try:
            day = date(int(found[3] or 2000), _MONTHS.index(found[2]) + 1, int(found[1] or 1))
        except ValueError:  # no day of the calendar
            return found[0]
        if found[1] and found[3]:
            return str(format_date(day, "long", self._locale))
        if not found[1] and not found[3]:
            return str(format_date(day, "LLLL", self._locale))
        skeleton = "MMMMd" if found[1] else "MMMMy"
        return str(format_skeleton(skeleton, day, locale=self._locale))
