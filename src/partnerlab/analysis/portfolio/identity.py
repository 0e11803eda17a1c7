"""Names that may mean one organisation: proposed with the reason, never merged unasked."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterable, Iterator
from itertools import combinations, product

import pandas as pd

from partnerlab.analysis.portfolio.reading import Portfolio
from partnerlab.characters import plain_name
from partnerlab.partnership.organisations import Register

SMALL_WORDS = frozenset({"the", "of", "and", "for", "in", "ltd", "limited", "plc", "cic"})
"""Words that do not tell organisations apart."""
LEAST_LETTERS = 6
"""Letters from which a word may be another one misspelt."""


def propose_same(portfolio: Portfolio) -> pd.DataFrame:
    """Propose which names may mean one organisation; whoever knows writes it into the register.

    Compared are whole names (`Ltd`, `the` and the like left out), initials for the words they stand for (`HSC` for
    `Health and Social Care`), one long word that differs in one letter, and aliases, those that files give and those of
    the register. Two organisations of the register are two: whoever wrote it has decided.

    Returns
    -------
    pandas.DataFrame
        Columns `first`, `second` (as they are written), `why`, `partnerships` (in which either sits), most first.
    """
    sitting: dict[str, set[str]] = defaultdict(set)
    aliases: dict[str, set[str]] = defaultdict(set)
    for review in portfolio.reviews:
        for seat in review.seats:
            name = portfolio.name_of(seat.name)
            sitting[name].add(review.slug)
            for alias in seat.aliases:
                aliases[plain_name(alias)].add(name)
    found: dict[tuple[str, str], str] = {}
    register = portfolio.register
    decided = {row.name for row in register.organisations}
    written = {*sitting, *(name for row in register.organisations for name in (row.name, *row.aliases))}
    for one, other, why in (*_by_alias(sitting, aliases), *_by_register(aliases, register), *_by_words(written)):
        first, second = sorted((register.name_of(one), register.name_of(other)))
        if first != second and not decided.issuperset({first, second}):
            found.setdefault((first, second), why)
    none: set[str] = set()
    rows = [(*pair, why, len(set.union(*(sitting.get(name, none) for name in pair)))) for pair, why in found.items()]
    frame = pd.DataFrame(rows, columns=["first", "second", "why", "partnerships"])
    return frame.sort_values(["partnerships", "first", "second"], ascending=[False, True, True], ignore_index=True)


def _by_alias(names: dict[str, set[str]], aliases: dict[str, set[str]]) -> Iterator[tuple[str, str, str]]:
    for name in names:
        for other in aliases.get(name.casefold(), ()):
            yield name, other, f"a file gives {name} as another name of {other}"
    for alias, others in aliases.items():
        for first, second in combinations(sorted(others), 2):
            yield first, second, f"files give both the other name {alias}"


def _by_register(aliases: dict[str, set[str]], register: Register) -> Iterator[tuple[str, str, str]]:
    for alias, names in aliases.items():
        known = register.find(alias)
        if known:
            for name in sorted(names):
                yield name, known.name, f"{alias} is another name of both, in a file and in the register"


def _by_words(names: Iterable[str]) -> Iterator[tuple[str, str, str]]:
    alike: dict[tuple[str, ...], list[str]] = defaultdict(list)
    initials: dict[str, list[str]] = defaultdict(list)
    but_one: dict[tuple[str, ...], list[tuple[str, str]]] = defaultdict(list)
    for name in sorted(names):
        words = _words(name)
        plain = [word.casefold() for word in words]
        alike[tuple(sorted(plain))].append(name)
        initials[_initials(words)].append(name)
        for number, word in enumerate(plain):
            if len(word) >= LEAST_LETTERS and word.isalpha():
                but_one[*plain[:number], "?", *plain[number + 1 :]].append((word, name))
    for first, second in _pairs(alike):
        yield first, second, "the names differ only in small words, case or order"
    for group in initials.values():
        for short, whole in product((name for name in group if any(map(_is_short, _words(name)))), group):
            if why := _stands_for(_words(short), _words(whole)):
                yield short, whole, why
    for held in but_one.values():
        for first, second in _near(held) if len(held) > 1 else ():
            if why := _misspelt(_words(first), _words(second)):
                yield first, second, why


def _near(held: list[tuple[str, str]]) -> Iterator[tuple[str, str]]:
    """Pairs of names whose words are the same once one letter of either, at most, is left out."""
    names: dict[tuple[str, ...], list[str]] = defaultdict(list)
    for word, name in held:
        for less in {word, *(word[:place] + word[place + 1 :] for place in range(len(word)))}:
            names[less,].append(name)
    yield from _pairs(names)


def _pairs(groups: dict[tuple[str, ...], list[str]]) -> Iterator[tuple[str, str]]:
    for group in groups.values():
        yield from combinations(dict.fromkeys(group), 2)


def _words(name: str) -> list[str]:
    joined = re.sub(r"(?<=[A-Z])\s?&\s?(?=[A-Z]+\b)", "", name.replace("'", ""))  # H&SC are initials, as HSC
    return [word for word in re.findall(r"\w+", joined) if word.casefold() not in SMALL_WORDS]


def _is_short(word: str) -> bool:
    return len(word) > 1 and word.isupper()


def _initials(words: list[str]) -> str:
    return "".join(word if _is_short(word) else word[:1] for word in words).casefold()


def _stands_for(short: list[str], whole: list[str]) -> str:
    """Say which letters may mean which words, when the rest of both names is the same; "" when not."""
    for number, word in enumerate(short):
        length = len(short) - number - 1
        inside = whole[number : len(whole) - length]
        same = [one.casefold() for one in short[:number]] == [one.casefold() for one in whole[:number]]
        ends = short[number + 1 :], whole[len(whole) - length :] if length else []
        if not (_is_short(word) and same and [w.casefold() for w in ends[0]] == [w.casefold() for w in ends[1]]):
            continue
        if len(inside) > 1 and _initials(inside) == word.casefold():
            return f"{word} may mean {' '.join(inside)}"
    return ""


def _misspelt(one: list[str], other: list[str]) -> str:
    """Say which word may be another one misspelt; "" when all are the same."""
    pairs = zip(one, other, strict=True)
    different = next(((a, b) for a, b in pairs if a.casefold() != b.casefold()), None)
    return f"{different[0]} and {different[1]} may be one word" if different else ""
