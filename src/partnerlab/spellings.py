"""How a person's name may be written: with other letters, spaces or signs, by initials, surname first."""

from __future__ import annotations

import html
import re
import unicodedata
from collections.abc import Iterator, Mapping, Sequence
from functools import cache
from urllib.parse import unquote

AS_LISTED, OTHERWISE, BY_INITIALS, SURNAME_FIRST = "as listed", "otherwise spelled", "by initials", "surname first"
WAYS = (AS_LISTED, OTHERWISE, BY_INITIALS, SURNAME_FIRST)
"""Ways in which a name may stand in a text."""

APOSTROPHES = "'’ʼ‘`´"
HYPHENS = r"\-‐‑‒–"
_MARKS = "[\u0300-\u036f]"
"""Accents that stand behind their letter."""
_SPELLED_OUT = {
    "ß": ("ss",), "æ": ("ae",), "œ": ("oe",), "ø": ("oe",), "å": ("aa",), "ä": ("ae",), "ö": ("oe",), "ü": ("ue",),
    "þ": ("th",),
}  # fmt: skip
"""What is written for a letter where a keyboard or an address has none."""
_SPELLED_FOR = {pair: "".join(one for one, ways in _SPELLED_OUT.items() if pair in ways) for pair in
                ("ss", "ae", "oe", "aa", "ue", "th")}  # fmt: skip
"""The letters that two letters may stand for."""
_BETWEEN = rf"[\s_.,+*{HYPHENS}]*+"
"""What may stand between the parts of a name: a space in prose, a dot or nothing in an address or an id."""
_AFTER_PREFIX = rf"[\s_.+*{HYPHENS}{APOSTROPHES}]*+"
"""What may stand between O, Mc or Mac and the rest of a surname."""
_TITLES = frozenset("mr mrs ms miss mx dr prof professor cllr councillor sir dame rev lord lady".split())  # noqa: SIM905 - words read better as words
_PARTICLES = frozenset("o ó mc mac ní nic de del della der den di da dos du la le van von zu bin al el st".split())  # noqa: SIM905 - as above
"""Words that belong to the surname behind them."""
_CAPITAL = "[A-ZÀ-ÖØ-ÞŁŚŠŽŻČĆĐ]"
_PREFIX = re.compile(r"(?P<mac>ma?c)(?=[^\W\d_]{3})", re.IGNORECASE)
_LONE = re.compile(rf"(?P<lone>[^\W\d_])(?:[{APOSTROPHES}]|(?<=[Oo])(?=[A-Z]))(?=.)")
"""One letter before an apostrophe, as in O'Hara and D'Arcy, and O before a capital."""
_NO_SKELETON = re.compile(r"[\W\d_aeiousyhıøœæåäöü\u0300-\u036f]+")
_PLAIN = str.maketrans("łđðþ", "lddt")
_GLUED = re.compile(r"(?P<lone>O)(?=[bcdfghjklmnpqrstvwxyz][^\W\d_]{3})")
"""O before the rest of a surname in small letters: Ohara."""


_SPACELESS = re.compile("[\u0e00-\u0eff\u1000-\u109f\u1780-\u17ff\u3040-\u30ff\u3400-\u9fff]")
"""Letters of Thai, Lao, Burmese, Khmer, Japanese and Chinese, which are written without spaces between words."""
_FOREIGN = re.compile(
    "[\u00ad\u034f\u061c\u200b-\u200f\u202a-\u202e\u2060-\u2064\u2066-\u2069\ufe00-\ufe0f\ufeff]"  # unseen
    "|[\u0591-\u05bd\u05bf\u05c1\u05c2\u05c4\u05c5\u05c7\u0610-\u061a\u064b-\u065f\u0670\u06d6-\u06dc\u0640]"  # points
    "|[\ufb00-\ufb06\uff01-\uff5e\u2032\u02b9\u2212\u2014\u2015\ufe58\ufe63]"  # joined and wide letters, like signs
)
_MARKUP = re.compile(
    rf"{_FOREIGN.pattern}|(?P<tag></?[A-Za-z][^<>]{{0,300}}>)|(?P<entity>&(?:#\d{{1,7}}|#[xX][0-9a-fA-F]{{1,6}}|[A-Za-z]{{2,31}});)"
    r"|(?P<address>(?:%[0-9A-Fa-f]{2})+)"
)
"""The same, with what web pages and addresses write in place of letters and spaces."""
_BLOCK = re.compile(r"</?(?:p|div|t[dhr]|li|d[dt]|h[1-6]|br|table|[uo]l)\b", re.IGNORECASE)
_SIGNS = {"\u2032": "'", "\u02b9": "'", "\u2212": "-", "\u2014": "-", "\u2015": "-", "\ufe58": "-", "\ufe63": "-"}
"""Signs that are typed for an apostrophe or a hyphen."""


def without_foreign(text: str, *, markup: bool = False) -> tuple[str, Sequence[int]]:
    """Return a text as a keyboard would write it: without what nobody sees, joined and wide letters as plain ones.

    Soft hyphens come with web pages, joined letters such as ﬃ with PDF files, wide ones from Asian keyboards.

    Parameters
    ----------
    markup
        Whether tags, entities (`&nbsp;`) and signs of addresses (`%20`) count as what they stand for, too.

    Returns
    -------
    tuple of str and sequence of int
        The text, and where each of its characters was; then where the text ended.

    Examples
    --------
    >>> without_foreign("Gri\ufb03th\u00ads")[0]
    'Griffiths'
    """
    parts: list[str] = []
    places: list[int] = []
    end = 0
    for found in (_MARKUP if markup else _FOREIGN).finditer(text):
        plain = _plain(found[0])
        parts += [text[end : found.start()], plain]
        places += [*range(end, found.start()), *([found.start()] * len(plain))]
        end = found.end()
    if not end:
        return text, range(len(text) + 1)
    return "".join([*parts, text[end:]]), [*places, *range(end, len(text) + 1)]


def _plain(sign: str) -> str:
    """Return what a foreign sign, an entity, a tag or a part of an address stands for."""
    if sign[0] in "&%":
        read = html.unescape(sign) if sign[0] == "&" else unquote(sign)
        return read if _FOREIGN.search(read) is None else without_foreign(read)[0]
    if sign[0] == "<":
        return "|" if _BLOCK.match(sign) else ""
    is_unseen = unicodedata.category(sign) in {"Cf", "Mn", "Lm"}
    return _SIGNS.get(sign) or ("" if is_unseen else unicodedata.normalize("NFKC", sign))


@cache
def patterns_of(name: str) -> Mapping[str, re.Pattern[str]]:
    """Return the pattern of a name by the way in which it is written; that of `OTHERWISE` finds it as listed, too.

    Examples
    --------
    >>> [way for way, pattern in patterns_of("Ann Lee").items() if pattern.search("by Lee, A. (chair)")]
    ['surname first']
    """
    ways = {
        OTHERWISE: [r"\s+".join(map(re.escape, name.split())), _whole(name)],
        BY_INITIALS: _by_initials(name),
        SURNAME_FIRST: _surname_first(name),
    }
    in_words = _SPACELESS.search(name) is not None
    return {way: _bounded([*choices], in_words=in_words) for way, choices in ways.items()}


def surname_of(name: str) -> str:
    """Return the surname of a name; the name itself when it is a single word.

    Examples
    --------
    >>> surname_of("Dr Ludwig van Beethoven"), surname_of("Lee, Ann"), surname_of("Will")
    ('van Beethoven', 'Lee', 'Will')
    """
    return _parts_of(name)[2]


def skeleton(text: str) -> str:
    """Return what of a text is the same however its names are written: its letters without vowels, accents, s and h.

    Where the skeleton of a text lacks that of a surname, the name is not in it: hundreds of names take little time.

    Examples
    --------
    >>> skeleton("Müller, MUELLER"), skeleton("Ann Mac-Donald")
    ('mllrmllr', 'nnmcdnld')
    """
    return _NO_SKELETON.sub("", unicodedata.normalize("NFD", text.casefold())).translate(_PLAIN)


def _bounded(choices: Sequence[str], *, in_words: bool = False) -> re.Pattern[str]:
    """Return a pattern of several that stand as whole words, or within others; of nothing where there is none."""
    ahead, behind = ("", "") if in_words else (r"(?<![^\W_])", r"(?![^\W_])")
    return re.compile(rf"{ahead}(?:{'|'.join(choices) or '(?!)'}){behind}", re.IGNORECASE)


def _whole(name: str) -> str:
    """Return a pattern for a whole name, whatever its letters, hyphens and spaces, with an initial in its middle."""
    title, given, surname = _parts_of(name)
    ahead = rf"(?:{_word(title)}\.?\s++)?" if title else ""
    if not given:
        return ahead + _word(surname)
    first, *middle = given
    between = [f"(?:{_word(word)}|{_initial(word)})" for word in middle]
    added = "" if middle else rf"(?:(?-i:{_CAPITAL})[.\s]{_BETWEEN})?"
    return ahead + _word(first) + _BETWEEN + added + _BETWEEN.join([*between, _word(surname)])


def _by_initials(name: str) -> Iterator[str]:
    """Yield patterns for a name whose given names are initials, as in A. Lee, A M Lee, alee@example.org.

    Where no dot tells that a letter stands for a name, the surname is to have a capital: a price is no A. Price.
    """
    _, given, surname = _parts_of(name)
    if not given or len(given[0]) < 2 or len(surname) < 2:
        return
    first, last = _initial(given[0]), _word(surname)
    others = rf"(?-i:{_CAPITAL})[.\s]\s?"
    middle = "|".join([others, *(rf"{_word(word)}\s" for word in given[1:])])
    yield rf"{first}\.\s?(?:{middle}){{0,2}}{last}"
    yield rf"{first}\s(?:{others}){{0,2}}(?=(?-i:{_CAPITAL}[^\W\d_A-Z]|{_CAPITAL}[{APOSTROPHES}])){last}"
    if len(given) > 1:
        yield rf"{first}{''.join(map(_initial, given[1:]))}\s{last}"
    small = _letter(given[0][0])
    yield rf"(?:{small}[._{HYPHENS}]?{last}|{last}[._{HYPHENS}]?(?:{small}|{_word(given[0])}))(?=@)"


def _surname_first(name: str) -> Iterator[str]:
    """Yield patterns for a name with its surname first, as in Lee, Ann and Lee, A."""
    title, given, surname = _parts_of(name)
    if not given or len(surname) < 2:
        return
    titles = "|".join(sorted({*_TITLES, *title.casefold().split()}))
    ending = r"(?:\.|(?=\s*+(?:[^\w\s]|$)))"
    middle = "".join(rf"(?:\s++(?:{_word(word)}|{_initial(word)}\.?))?" for word in given[1:])
    firsts = [_word(given[0])] + ([rf"{_initial(given[0])}{ending}"] if len(given[0]) > 1 else [])
    yield rf"{_word(surname)}\s*+,\s*+(?:(?:{titles})\.?\s++)?(?:{'|'.join(firsts)}){middle}"


def _parts_of(name: str) -> tuple[str, tuple[str, ...], str]:
    """Return title, given names and surname of a name, which may be written surname first; title and given may be none.

    Examples
    --------
    >>> _parts_of("Dr Ludwig van Beethoven"), _parts_of("O'Hara, Ann"), _parts_of("Will")
    (('Dr', ('Ludwig',), 'van Beethoven'), ('', ('Ann',), "O'Hara"), ('', (), 'Will'))
    """
    surname, comma, given = name.partition(",")
    words = re.split(r"[\s_.]+", f"{given} {surname}" if comma else name)
    words = [word for word in words if word.strip(f"{HYPHENS}{APOSTROPHES}")]
    titles = []
    while len(words) > 2 and words[0].casefold() in _TITLES:
        titles.append(words.pop(0))
    start = max(len(surname.split()), 1) if comma else 1
    while not comma and start < len(words) - 1 and words[-start - 1].casefold() in _PARTICLES:
        start += 1
    return " ".join(titles), tuple(words[:-start]), " ".join(words[-start:])


def _word(word: str) -> str:
    """Return a pattern for a word of a name, whose parts may stand together, apart, or with a hyphen."""
    parts = [part for part in re.split(rf"[\s_.,{HYPHENS}]+", word) if part]
    found = ""
    for number, part in enumerate(parts):
        is_last = number == len(parts) - 1
        is_prefix = not is_last and part.casefold() in {"o", "ó", "mc", "mac"}
        found += f"ma?c{_AFTER_PREFIX}" if is_prefix and len(part) > 1 else _letters(part) if is_prefix else _part(part)
        found += "" if is_last else _AFTER_PREFIX if is_prefix else _BETWEEN
    return found


def _part(part: str) -> str:
    """Return a pattern for a part of a name, with whatever may stand behind O, D, Mc or Mac."""
    if prefix := _PREFIX.match(part):
        return f"ma?c{_AFTER_PREFIX}{_letters(part[prefix.end() :])}"
    if lone := _LONE.match(part):
        return f"{_letter(lone['lone'])}{_AFTER_PREFIX}{_letters(part[lone.end() :])}"
    if glued := _GLUED.match(part):
        return f"{_letter('o')}[{APOSTROPHES}]?{_letters(part[glued.end() :])}"
    return _letters(part)


def _letters(part: str) -> str:
    """Return a pattern for letters, of which two may stand for one that not every keyboard has."""
    found, at = "", 0
    while at < len(part):
        pair = part[at : at + 2]
        if others := _SPELLED_FOR.get(pair.lower()):
            apart = [re.escape(unicodedata.normalize("NFD", one)) for one in others]
            ways = dict.fromkeys([_letter(pair[0]) + _letter(pair[1]), *others, *apart])
            found, at = found + f"(?:{'|'.join(ways)})", at + 2
        else:
            found, at = found + _letter(part[at]), at + 1
    return found


def _letter(letter: str) -> str:
    """Return a pattern for a letter with and without its accents, or spelled out, as in an address."""
    if letter in APOSTROPHES:
        return f"[{APOSTROPHES}]?"
    small = letter.lower()
    base = unicodedata.normalize("NFD", small)[0]
    alike = _alike().get(base) or "".join(dict.fromkeys(map(re.escape, (base, small))))
    ways = [f"[{alike}]{_MARKS}*", *_SPELLED_OUT.get(small, ())]
    return ways[0] if len(ways) == 1 else f"(?:{'|'.join(ways)})"


def _initial(word: str) -> str:
    """Return a pattern for the initial of a given name, a capital; of both parts of a given name with a hyphen."""
    first, *others = (part[0] for part in re.split(f"[{HYPHENS}]", word) if part)
    more = "".join(rf"(?:\.?\s?[{HYPHENS}]?{_capital(letter)})?" for letter in others)
    return _capital(first) + more


def _capital(letter: str) -> str:
    base = unicodedata.normalize("NFD", letter)[0]
    return f"(?-i:[{''.join(sorted({re.escape(base.upper()), re.escape(letter.upper()[0])}))}]){_MARKS}*"


@cache
def _alike() -> Mapping[str, str]:
    """Return the Latin letters that are written for a plain one when accents are kept or lost."""
    found = {letter: letter for letter in "abcdefghijklmnopqrstuvwxyz"} | {"o": "oø", "l": "lł", "d": "dđð", "i": "iı"}
    for letter in map(chr, (*range(0xC0, 0x250), *range(0x1E00, 0x1F00))):
        base = unicodedata.normalize("NFD", letter)[0]
        if base in found and base != letter:
            found[base] += letter
    return found | {letter: others for others in found.values() for letter in others}
