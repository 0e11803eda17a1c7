"""Characters that are no text, that nobody sees, that turn text round or that look like others; and plain text."""

from __future__ import annotations

import re
import unicodedata

_UNFIT = re.compile(
    "[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x84\x86-\x9f\u202a-\u202e\u2066-\u2069\ufeff\ufffe\uffff\ud800-\udfff]"
    "|(?<![\U0001f3f4\U000e0020-\U000e007e])[\U000e0000-\U000e007f]"
    "|(?<![\u3400-\u9fff\uf900-\ufaff\U00020000-\U0003ffff])[\U000e0100-\U000e01ef]|[\ufe00-\ufe0f]{2,}"
)
"""Control characters, halves of characters, those that turn the order of letters round, and those that hide words.

Letters that only a flag is made of, such as that of Wales, are fit where they follow a flag. What chooses the form of
the letter before it is fit where that can have forms, and once.
"""
_SUSPECT = re.compile(
    "[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x84\x86-\x9f\u202a-\u202e\u2066-\u2069\ufeff\ufffe\uffff\ud800-\udfff"
    "\ufe00-\ufe0f\U000e0000-\U000e007f\U000e0100-\U000e01ef]"
)
"""What an unfit place begins with. A set is looked for ten times as fast as what depends on neighbours."""
_UNSEEN = frozenset(
    "\u00ad\u034f\u115f\u1160\u17b4\u17b5\u180b\u180c\u180d\u180e\u180f\u2800\u3164\uffa0"
    + "".join(map(chr, (*range(0xFE00, 0xFE10), *range(0xE0100, 0xE01F0))))
)
"""Characters that nobody sees beside those that Unicode counts as forms alone."""
_ALIKE = str.maketrans(
    "АВЕЅІЈКМНОРСТУХԛԝаеѕіјорсухԁһΑΒΕΖΗΙΚΜΝΟΡΤΥΧονα",
    "ABESIJKMHOPCTYXqwaesijopcyxdhABEZHIKMNOPTYXova",
)
"""Letters of Cyrillic and Greek to the Latin letters that they look like."""


_WIDE = (
    (re.compile(rb"\xff\xfe\0\0|\0\0\xfe\xff"), "UTF-32"),
    (re.compile(rb"\xff\xfe|\xfe\xff"), "UTF-16"),
    (re.compile(rb"[^\0]\0\0\0"), "UTF-32-LE"),
    (re.compile(rb"\0\0\0[^\0]"), "UTF-32-BE"),
    (re.compile(rb"[^\0]\0[^\0]\0"), "UTF-16-LE"),
    (re.compile(rb"\0[^\0]\0[^\0]"), "UTF-16-BE"),
)
"""How texts in encodings of wide characters begin: with a mark, of which that of UTF-32 begins as that of UTF-16 does,
or with letters of Latin, of which every second byte, or three of four, is zero.
"""


def wide_encoding(data: bytes) -> str:
    r"""Return the encoding of a text by its first bytes, where it has wide characters; "" otherwise.

    Examples
    --------
    >>> [wide_encoding("id".encode(name)) for name in ("utf-32", "utf-16", "utf-16-le", "utf-8", "utf-8-sig")]
    ['UTF-32', 'UTF-16', 'UTF-16-LE', '', '']
    """
    return next((name for beginning, name in _WIDE if beginning.match(data)), "")


def find_unfit(text: str, start: int = 0) -> re.Match[str] | None:
    r"""Return where a text, from a place on, is first unfit: one character, or some that are unfit together.

    Examples
    --------
    >>> find_unfit("a\x00b").span(), find_unfit("£5")
    ((1, 2), None)
    """
    return _UNFIT.search(text, start) if _SUSPECT.search(text, start) else None


def drop_unfit(text: str) -> str:
    r"""Take out characters that are no text, such as a null, that turn text round, or that nobody sees.

    Examples
    --------
    >>> drop_unfit("a\x00b")
    'ab'
    """
    if text.isascii() and text.isprintable():  # most texts by far
        return text
    return _UNFIT.sub("", text) if _SUSPECT.search(text) else text


def explain_unfit(text: str) -> str:
    r"""Say what is wrong with a text that holds an unfit character; "" for any other.

    Examples
    --------
    >>> explain_unfit("\x1b[31mred")
    'holds a control character (U+001B); delete it'
    """
    found = find_unfit(text)
    if found is None:
        return ""
    kind = unicodedata.category(found[0][0])
    if kind == "Cs":
        return "holds half a character (an escape from \\uD800 to \\uDFFF); delete it"
    what = "a control character" if kind == "Cc" else "a character that nobody sees or that turns text round"
    return f"holds {what} (U+{ord(found[0][0]):04X}); delete it"


def is_blank(text: str) -> bool:
    r"""Whether nothing of a text can be seen.

    Examples
    --------
    >>> is_blank(" \u200b"), is_blank("a"), is_blank("")
    (True, False, True)
    """
    return not any(letter.isprintable() and not letter.isspace() and letter not in _UNSEEN for letter in text)


_DONE = ("agreed", "announced", "confirmed", "decided", "determined")
_STAND_INS = frozenset(
    (
        *("tba", "tbc", "tbd", "todo", "to do", "to agree", "to confirm", *(f"to be {done}" for done in _DONE)),
        *("n/a", "n.a", "na", "not applicable", "nil", "nobody"),
        *("unknown", "not known", "not known yet", "not yet known", "vacant"),
    )
)
"""Words that hold a place until something is known, or say that there is nothing to write."""


def says_nothing(text: str) -> bool:
    """Whether a text only holds a place, such as `TBC`, `?` or `n/a`, or nothing of it is seen.

    Examples
    --------
    >>> says_nothing("TBC"), says_nothing("to be confirmed."), says_nothing("…"), says_nothing("n = 4")
    (True, True, True, False)
    """
    words = " ".join(text.casefold().strip(" .…?!-–—_()[]").split())
    return not words or words in _STAND_INS or is_blank(text)


def look_of(text: str) -> str:
    r"""Return a text as it looks: without what nobody sees, with Latin letters for those that look the same.

    Examples
    --------
    >>> look_of("\u0410\u00a0b\u200b"), look_of("a\u0301")
    ('A b', 'á')
    """
    if text.isascii():
        return " ".join(text.split())
    composed = unicodedata.normalize("NFC", "".join(map(_usual, text)))
    seen = (letter for letter in composed if unicodedata.category(letter) != "Cf" and letter not in _UNSEEN)
    return " ".join("".join(seen).translate(_ALIKE).split())


def plain_name(name: str) -> str:
    """Return a name for comparing: without regard to case and to spaces.

    Examples
    --------
    >>> plain_name(" Belfast  City Council")
    'belfast city council'
    """
    return " ".join(name.split()).casefold()


def _usual(letter: str) -> str:
    """Return the letter of usual width."""
    kind, *parts = unicodedata.decomposition(letter).split() or [""]
    return chr(int(parts[0], 16)) if kind in {"<wide>", "<narrow>", "<noBreak>"} and len(parts) == 1 else letter


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
