"""Whom a record lists as a person: their names are struck out of all other words where it is redacted."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator, Sequence, Set
from functools import cache

from partnerlab.characters import plain_name, says_nothing
from partnerlab.guide import frameworks, paragraphs
from partnerlab.names import SHORT_NAME, SHORTEST_NAME, Found, Names, Person
from partnerlab.partnership.members import Partner, Party, Post
from partnerlab.partnership.records import Record, RecordType, is_left_out, nested_fields, redact
from partnerlab.partnership.striking import strike, texts_of
from partnerlab.spellings import surname_of, without_foreign

_SEVERAL = re.compile(r"[;/&\n|+*→]|->|\b\d[\d\s.)/-]*|\b(?:and|or|with|then)\b")
"""What parts the names of several people in one field, a number of a list or a telephone among it."""
_DESCRIBED = re.compile(r"\(.*?\)|\[.*?\]|<.*?>|[\"“].*?[\"”]|\S+@\S+|\b(?i:to be \w+|tb[acd])\b")
"""What tells more of a person beside the name, such as an address."""
_BESIDE = re.compile(r"\s[-–—]\s|[:\t]")
"""What parts a name and a post."""
_LETTERED = re.compile(r"[A-Z]{2,5}|PhD|DPhil|[BM](?:Sc|Ed|Phil|Eng)|LLB|LLM|Hons|Jn?r|Sn?r|Esq")
"""What stands behind a name for honours and degrees."""
_LETTERS = re.compile(r"[^\W\d_]+")

_NO_PERSONS = frozenset(
    """adviser agency assistant association authority board chair chief clerk committee constable
    coordinator council department deputy director executive finance forum group head health
    inspector lead manager network office officer partner partners person police policy secretary
    sergeant service services superintendent team treasurer trust acting administrator appointed appointment
    awaiting delegate interim new nominated nomination nominee people post programme project recruited recruitment
    representative rotating rotation staff unknown vacancy various yet""".split()  # noqa: SIM905 - words read better as words
)
"""Words of posts and bodies: of usual words, one of which is among these, a name is no person's."""
_POSTS = frozenset(
    """acting adviser assistant chair chairman chairperson chairwoman chief clerk constable coordinator deputy director
    executive head hon insp inspector interim lead manager officer rev rt secretary sergeant sgt superintendent supt
    the treasurer""".split()  # noqa: SIM905 - as above
)
"""Words of posts and titles that may be typed right before or behind a person's name."""
_NO_NAMES = frozenset(
    """january february march april may june july august september october november december monday tuesday wednesday
    thursday friday saturday sunday northern ireland belfast england scotland wales chief inspector superintendent
    sergeant constable officer director manager head chair board committee council department trust""".split()  # noqa: SIM905 - words read better as words
)


def leave_out(record: RecordType, names: Names) -> RecordType:
    """Return a record without what is private, and with names struck out of all other words."""
    return strike(redact(record), names)


def list_people(whole: Record, listed: tuple[str, ...] = ()) -> Names:
    """Return the names of a list, and behind them those of whoever a record lists as a person in a field of their own.

    What is no name of a person stays out of it: a word that holds a place, the name of an organisation, a post, such as
    `Policy Officer`, and a usual word by itself.

    Parameters
    ----------
    whole
        All of the record, before anything is left out.

    Examples
    --------
    >>> from partnerlab.partnership.risks import RiskOwner
    >>> list_people(RiskOwner(risk="R1", name="Dr Ann Lee; Ben Moss (Chair)")).strike("Moss, Ben, and ann  lee")
    '[name 2], and [name 1]'
    """
    listing = dict.fromkeys(
        each for text in _private_names(whole) for name in _names_in(text) for each in (name, *_without_post(name))
    )
    if not listing:
        return Names(listed)
    bodies, others = _organisations(whole)
    typed = {word for _, _, text in texts_of(redact(whole)) for word in re.findall(r"\b[a-zà-ÿ]+\b", text)}
    plain, usual = set(map(plain_name, bodies)), _usual_words()
    people = tuple(
        Person(name, _is_usual(name, usual))
        for name in listing
        if plain_name(name) not in plain
        and not says_nothing(name.replace(".", ""))
        and not _is_no_person(name, usual, typed)
    )
    known = Names((), people)
    holding = {name: found for name in bodies | others if (found := known.search(name))}
    kept = sorted(name for name, found in holding.items() if name in bodies or _is_joined(name, found))
    return Names(listed, people, tuple(kept))


def _organisations(whole: Record) -> tuple[set[str], set[str]]:
    """Return what organisations are called, and what may also be a person: ids, and whoever has no sector."""
    bodies: set[str] = set()
    others = {post.organisation for post in _records(whole, Post)}
    for party in _records(whole, Party):
        is_body = isinstance(party, Partner) or party.sector is not None
        (bodies if is_body else others).update(filter(None, (party.name, party.short_name, *party.aliases)))
        others.add(party.id)
    return bodies, others - bodies


def _records(record: Record, kind: type[RecordType]) -> Iterator[RecordType]:
    """Yield the records of a kind, at any depth."""
    if isinstance(record, kind):
        yield record
    for name in nested_fields(type(record)):
        value = getattr(record, name)
        for part in value if isinstance(value, tuple) else (value,):
            if part is not None:
                yield from _records(part, kind)


def _private_names(whole: Record) -> Iterator[str]:
    for record in _records(whole, Record):
        field = type(record).model_fields.get("name")
        if field is not None and is_left_out(field) and (name := dict(record.parts())["name"]):
            yield name


def _names_in(text: str) -> Iterator[str]:
    """Yield the names in a field that is to hold one, without what is told beside them.

    Examples
    --------
    >>> [*_names_in("Ann Lee OBE, Chair / Moss, Ben - Alpha")], [*_names_in("van Gogh, Vincent")]
    (['Ann Lee', 'Moss, Ben'], ['van Gogh, Vincent'])
    >>> [*_names_in("Chair: Ann Lee PhD, Ben Moss <ben@example.org>")]
    ['Ann Lee', 'Ben Moss']
    """
    plain = unicodedata.normalize("NFC", without_foreign(text)[0])
    for part in _SEVERAL.split(_DESCRIBED.sub(" ", plain)):
        pieces = [" ".join(piece.split()) for piece in _BESIDE.split(part)]
        pieces = [piece for piece in pieces if piece.strip(" ,.") and not _is_post(piece)][:1]
        name, *more = list(filter(None, (piece.strip() for piece in "".join(pieces).split(",")))) or [""]
        while more and _is_post(name):
            name, *more = more
        words = name.split()
        while len(words) > 2 and _LETTERED.fullmatch(words[-1].strip(".")) and not name.isupper():
            words.pop()
        is_of_two = len(words) == 2 and surname_of(f"A {name}") == name
        is_given = bool(more) and " " not in more[0] and not _is_post(more[0])
        is_surname = bool(more) and (len(words) == 1 or words[0].islower() or (is_of_two and is_given))
        first = f"{name}, {more[0]}" if is_surname else " ".join(words)
        others = [piece for piece in more if not is_surname and _is_written_as_name(piece)]
        yield from (each for each in (first, *others) if sum(map(str.isalpha, each)) >= SHORTEST_NAME)


def _without_post(name: str) -> Iterator[str]:
    """Yield a name without the post right before or behind it, where there is one and something else is left.

    Examples
    --------
    >>> [*_without_post("Chief Inspector Ann Lee")], [*_without_post("Ann Lee Chair")], [*_without_post("Ann Head")]
    (['Ann Lee'], ['Ann Lee'], [])
    """
    words = name.split()
    bodies = () if name.isupper() else re.findall(r"\b[A-Z]{3,5}\b", name)
    while len(words) > 2 and (words[0].casefold().strip(".") in _POSTS or words[0] in bodies):
        words.pop(0)
    while len(words) > 2 and words[-1].casefold() in _POSTS:
        words.pop()
    if len(words) < len(name.split()) and _is_written_as_name(" ".join(words)):
        yield " ".join(words)


def _is_post(text: str) -> bool:
    """Whether a text is made of usual words, one of which is of a post or a body."""
    words = {word.casefold() for word in _LETTERS.findall(text)}
    return words <= _usual_words() and not _NO_PERSONS.isdisjoint(words)


def _is_written_as_name(text: str) -> bool:
    """Whether a text is two or three words with capitals, none of them a usual one, which may be a person's name."""
    words = _LETTERS.findall(text)
    is_like = 2 <= len(text.split()) <= 3 and all(word[0].isupper() for word in words)
    return is_like and _usual_words().isdisjoint(word.casefold() for word in words)


def _is_usual(name: str, usual: Set[str]) -> bool:
    words = _LETTERS.findall(name)
    return len(words) == 1 or all(len(word) == 1 or word.casefold() in usual for word in words)


def _is_no_person(name: str, usual: Set[str], typed: Set[str]) -> bool:
    """Whether a name is a post or a body, or a word by itself that may be anything."""
    words = [word.casefold() for word in _LETTERS.findall(name)]
    if len(words) == 1:
        is_short, is_proper = len(words[0]) <= SHORT_NAME, name[0].isupper() and not name.isupper()
        is_caseless = name.upper() == name.lower()  # as a Chinese name is, whole in one word
        return not is_caseless and (is_short or not is_proper or words[0] in usual | typed)
    return _is_usual(name, usual) and not _NO_PERSONS.isdisjoint(words)


def _is_joined(name: str, found: Sequence[Found]) -> bool:
    """Whether people's names are part of a longer one: a word is right before or behind, and no comma or bracket."""
    ends = ((name[: hit.start].rstrip(" -_")[-1:], name[hit.end :].lstrip(" -_")[:1]) for hit in found)
    return all(any(sign.isalnum() or sign in {"&", "'", "’"} for sign in pair) for pair in ends)


@cache
def common_words() -> frozenset[str]:
    """Words that the guide writes in small letters, and a few that are written with capitals and name nobody."""
    said = (word for row in paragraphs() for word in re.findall(r"\b[a-z]+\b", row.text))
    return _NO_NAMES | frozenset(said)


@cache
def _usual_words() -> frozenset[str]:
    """Words that make up other things than a person's name as well, such as those of Public Health and Will Young."""
    titles = [outcome.title for each in frameworks() for outcome in each.outcomes]
    titles += [indicator.title for each in frameworks() for indicator in each.indicators]
    return common_words() | _NO_PERSONS | {word for title in titles for word in re.findall(r"[a-z]+", title.casefold())}
