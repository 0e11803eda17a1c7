"""A translator's catalogue: every message of the pages, and how it is said in one language (gettext, `.po`)."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from gettext import c2py  # it is documented nowhere; a test holds what it does
from io import BytesIO
from pathlib import Path
from typing import Any

from partnerlab.errors import Fault, InputError
from partnerlab.files import read_most

PLACEHOLDER = re.compile(r"\{(\w+)\}|</?\d+>")
"""What stands in a message for something else: a text by name, or an element of the page by number."""
LARGEST = 20_000_000
"""Bytes that a catalogue may have."""
MOST_TRIED = 201
"""Numbers for which a rule of plurals is tried: after them all that languages have come round again."""


@dataclass(frozen=True)
class Message:
    """A text of the pages and how it is said.

    Attributes
    ----------
    one, several
        The text in English; the form for several is empty where it counts nothing.
    said
        Its translations, one for each plural form of the language.
    """

    one: str
    several: str
    said: tuple[str, ...]

    @property
    def forms(self) -> tuple[str, ...]:
        """The text in English, in each form."""
        return tuple(filter(None, (self.one, self.several)))


@dataclass(frozen=True)
class Catalogue:
    """What a language says for each message.

    Attributes
    ----------
    language
        Its tag, such as `ga`.
    messages
        Those that are translated.
    plural
        Which form goes with a number.
    """

    language: str
    messages: tuple[Message, ...]
    plural: Callable[[int], int]


def read_catalogue(file: Path) -> Catalogue:
    """Read a catalogue; a message without a translation, or with one that a translator marked as fuzzy, is left out.

    Raises
    ------
    InputError
        With every fault: no such file, one that is too large, no language, or a translation with a placeholder that
        its message has not.
    """
    from babel.messages.pofile import PoFileError, read_po  # noqa: PLC0415 - only whoever translates waits for it

    try:
        content = read_most(file, LARGEST + 1)
        if len(content) > LARGEST:
            large = f"is larger than {LARGEST // 1_000_000} MB; give a catalogue, such as ga.po"
            raise InputError([Fault(file.name, 0, large)])
        read = read_po(BytesIO(content), abort_invalid=True)
    except OSError as error:
        raise InputError([Fault(file.name, 0, "cannot be read; give a catalogue, such as ga.po")]) from error
    except (PoFileError, ValueError, LookupError) as error:
        raise InputError([Fault(file.name, 0, f"is no catalogue of gettext: {error}")]) from error
    language = str(read.locale_identifier or "").replace("_", "-")
    faults = [] if language else [Fault(file.name, 0, 'names no language; add "Language: ga\\n" to its header')]
    messages = []
    for entry in read:
        if not entry.id or entry.fuzzy or not any(_as_tuple(entry.string)):
            continue
        one, *more = _as_tuple(entry.id)
        message = Message(one, more[0] if more else "", _as_tuple(entry.string))
        faults += [Fault(file.name, entry.lineno or 0, said) for said in _find_faults(message)]
        messages.append(message)
    plural = _read_plural(read.plural_expr)
    if plural is None:
        shown = f"{read.plural_expr[:60]}…" if len(read.plural_expr) > 60 else read.plural_expr
        way_out = 'write it as gettext does, as in "Plural-Forms: nplurals=2; plural=(n != 1);\\n"'
        faults.append(Fault(file.name, 0, f"{shown!r} in its header is no rule of plurals; {way_out}"))
    if faults or plural is None:
        raise InputError(faults)
    return Catalogue(language, tuple(messages), plural)


def _read_plural(rule: str) -> Callable[[int], int] | None:
    """Return the rule by which a number chooses its plural; None for what is no rule, or fails on a number."""
    try:
        plural: Callable[[int], int] = c2py(rule)
        return plural if all(plural(number) >= 0 for number in range(MOST_TRIED)) else None
    except (ValueError, ArithmeticError, RecursionError, MemoryError, StopIteration, RuntimeError):
        return None


def _as_tuple(text: Any) -> tuple[str, ...]:
    return tuple(text) if isinstance(text, list | tuple) else (text,)


def _find_faults(message: Message) -> Iterator[str]:
    known = {name for form in message.forms for name in list_placeholders(form)}
    for said in filter(None, message.said):
        for name in sorted(set(list_placeholders(said)) - known):
            has = ", ".join(sorted(known)) or "none"
            yield f"the translation has {name}, which “{message.one[:60]}” has not; it has {has}"
        if not all(message.said):
            yield f"“{message.one[:60]}” lacks a plural form"
            return


def list_placeholders(text: str) -> list[str]:
    """List the placeholders of a text.

    Examples
    --------
    >>> list_placeholders("{n} risks of <1>{partner}</1>")
    ['{n}', '<1>', '{partner}', '</1>']
    """
    return [found[0] for found in PLACEHOLDER.finditer(text)]
