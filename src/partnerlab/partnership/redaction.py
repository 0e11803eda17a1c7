"""What is left out of a review that is shared, field by field: private fields, and the names of a list everywhere."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass

from partnerlab.errors import Fault, InputError
from partnerlab.names import Names
from partnerlab.partnership.field_reference import sections
from partnerlab.partnership.partnership import Partnership
from partnerlab.partnership.people import common_words, list_people
from partnerlab.partnership.records import Place, Record, is_left_out, redact
from partnerlab.partnership.striking import strike, texts_of

REDACTED = (
    "Redacted: contact details and free text are left out, and each name from a person's own field, wherever it is. "
    "Any other name that is typed into a field, such as a post, title, cause, evidence or source, stays"
)
STRUCK = "Names of a list are struck out everywhere, for a number in brackets; whoever is not on the list is not"

_BEGINNING = """\
# What a redacted review leaves out

Two options, best used together:

| Option | What it does | What it does not do |
| --- | --- | --- |
| `--redact` | empties the fields under "Left out", and strikes the names out of all others | other names stay |
| `--redact-names FILE` | puts `[name 1]` for the first name of a list wherever it is | who is not listed stays |

Every page says which of them it was made with. Neither makes a review anonymous: a post, a place or what happened can
still show who somebody is.

Whatever row holds them, `note` is left out and `source` stays. Fields that hold numbers, dates, yes or no, or one of a
few words given here hold no name, and stay.

| Part of the file | Left out | Stays: words that are typed; names are struck out | Stays: no words |
| --- | --- | --- | --- |
"""

_END = """
## Whose names `--redact` knows

- Everybody in a field `name` that this page lists as left out, whenever they held the post. `Jane Smith OBE`,
  `Smith, Jane`, `Jane Smith (Chair)`, `Chair: Jane Smith`, `Chief Inspector Jane Smith`, `Jane Smith and Ben Moss` and
  `Jane Smith, Ben Moss` are understood. So are an address or telephone number beside a name. Write one name a
  field where you can.
- What holds a place, an organisation and a post are no people there: `vacant`, `PSNI`, `Policy Officer`.
- A name of one word, such as `Niamh`, is struck where it begins with a capital, unless it is a usual word. So is a name
  of usual words, such as `Will Young`, where each begins with a capital.
- Within the name of an organisation, such as `Jane Smith Trust`, a name stays. A stakeholder without a `sector` that is
  called just like a person is taken for that person.
- The run says nothing of what was struck: use a list as well where you need the report.

## How names are struck out

- The list is a text file in UTF-8 with one name a line. Lines that begin with `#` are remarks.
- Capitals, accents, white space, hyphens, dots, asterisks and any apostrophe make no difference. Nor do joined letters
  (`ﬃ`), wide letters and characters that nobody sees. A possessive counts as the name.
- `Ann Lee` is found in `ANN  LEE`, `Ann Lee's`, `ann.lee@example.org` and `annlee`, not in `Annleena` or `planning`. In
  Chinese, Japanese, Thai and others without spaces, a name is found within words.
- Tags, entities and signs of addresses that are typed into a field hide no name: `<b>Ann</b> Lee`, `Ann&nbsp;Lee`,
  `Ann%20Lee`.
- Letters that not every keyboard has are found as they are spelled out, and the other way round. `Müller` is found in
  `Mueller` and `Muller`, and `Mueller` in `Müller`; so with `ä`, `ö`, `ø`, `å`, `æ`, `ß` and `þ`. `Mueller` is not
  found in `Muller`, which may be another's name: list both.
- `O'Hara` is found in `OHara` and `O Hara`, `McDonald` in `Mc Donald` and `MacDonald`, and each the other way round.
- Given names may be initials: `A. Lee`, `A Lee`, `alee@example.org`. The surname may come first: `Lee, Ann`, `Lee, A.`.
  A middle initial makes no difference, nor does a title in the list. So another `A. Lee` is struck, too.
- Not found: a surname or a given name alone, a nickname, one half of a double name. Nor is `Ann Lee` found where
  `Ann Mary Lee` is listed, nor `A price` for `Adam Price`. List them as names of their own.
- Where names overlap, the longest is struck.
- A name is looked for in words, as a whole word. One of three letters or fewer is not looked for in markup, such as
  `<li>`, nor in small letters in what software reads. It is struck wherever a word is written so: `Al`, `An`, `Max`.
  The run says which names of the list are so short, or are usual words, such as `Will`: list them with the surname.
- A name is struck out before anything is calculated, so that ids still match. Two ids that would become one are
  refused.
- The name of a file cannot be struck out, since a reader makes the page again by it. A file whose name holds a listed
  name is refused.
- When the pages are finished, each file is searched again, with its downloads. One that still holds a listed name is
  removed, and the run ends with exit code 1. This also happens when a listed name is a word that pages use, such as
  `Will`: list it with the surname.
- Everything is run again each time: no fingerprint of the list is kept, since a short list could be guessed from it.
- `redaction.md` beside the pages counts what was struck, without a name: by field, by page, and by how each name of the
  list was written. It says which names are in nothing that stays. It lists places that a reader should check:
  words there look like people's names. It can miss names, and most places hold none. It lists pages with pictures that
  a notebook brings along, since no name in a picture is found.

## What else is beside the pages

- The portfolio's folder is searched as the pages are: its further pages, workbook and history of earlier runs. What an
  earlier run without the list left there with a name in it is removed, too.
- With `--scenario`, a run works on a copy of the partnership's files, beside the pages. With `--redact` or
  `--redact-names` that copy is removed at the end. A run that is killed leaves it until the next one. What a scenario
  changes is struck out as the rest is.
- The history of changes, `.history` beside your own files, is never copied to the pages. It holds names as they were
  typed: do not give it away.
- Other folders in the output, of partnerships that this run does not make, are neither searched nor changed.

## What the portfolio learns of people

The portfolio finds people whom several partnerships rest on. For that, `results.json` holds each representative's post
and a code made of the name, not the name. The code is no secret: whoever guesses a name can make its code and compare.
So keep the file as you keep the pages. With `--redact` there is neither name nor code, and the portfolio finds no
shared people. With `--redact-names` a listed name's code is made of its number in brackets.

This page is written by `partnerlab schema --format redaction`.
"""


def explain_redaction(*, redacted: bool, struck: bool) -> str:
    """Say what a page leaves out, and what it does not; empty when nothing is left out.

    Examples
    --------
    >>> explain_redaction(redacted=False, struck=True)
    'Names of a list are struck out everywhere, for a number in brackets; whoever is not on the list is not.'
    """
    if redacted and struck:
        return f"{REDACTED} unless they are listed. {STRUCK}."
    return f"{REDACTED}." if redacted else f"{STRUCK}." if struck else ""


def share(whole: Partnership, *, redacted: bool, names: Names | None) -> Partnership:
    """Return a partnership as it is to be shared.

    Parameters
    ----------
    whole
        Everything the file says.
    redacted
        Whether to leave out private fields.
    names
        Names to strike out; None for none.

    Raises
    ------
    InputError
        If the name of a file holds a name, or two ids would become one.
    """
    struck = _struck_names(whole, redacted=redacted, names=names)
    _refuse_file_names(whole, struck)
    shared = strike(redact(whole) if redacted else whole, struck)
    return shared.shared_from(whole, explain_redaction(redacted=redacted, struck=names is not None))


def _struck_names(whole: Partnership, *, redacted: bool, names: Names | None) -> Names:
    """Return the names of the list and, where private fields are left out, of the people in them."""
    listed = names.listed if names is not None else ()
    return list_people(whole, listed) if redacted else Names(listed)


def _refuse_file_names(whole: Partnership, names: Names) -> None:
    files = [row.file for row in whole.inputs]
    many = len(names.listed)
    faults = [
        Fault("", 0, f"the name of {noun} holds {_numbered(number, many)}; give the file another name")
        for noun, text in [("the partnership's file", whole.slug), *((f"file {n}", f) for n, f in enumerate(files, 1))]
        for number in sorted(names.find(text))
    ]
    if faults:
        raise InputError(faults[:1])


def _numbered(number: int, many: int) -> str:
    return f"name {number} of the list" if number <= many else "the name of a person whom it lists"


@dataclass(frozen=True)
class Left:
    """What was left out of a partnership, counted without a name."""

    fields: Counter[str]
    """By the name of a private field, how many values were left out."""
    struck: Counter[str]
    """By the name of a field, how many names were struck out of it."""
    ways: Counter[tuple[int, str]]
    """By the number of a name in the list given and the way in which it stood there, how often it was struck."""


def count_left_out(whole: Partnership, *, redacted: bool, names: Names | None) -> Left:
    """Count what `share` leaves out of a partnership."""
    fields: Counter[str] = Counter(_private_values(whole) if redacted else ())
    kept = redact(whole) if redacted else whole
    every = _struck_names(whole, redacted=redacted, names=names)
    found = [(name, hit) for _, name, text in texts_of(kept) for hit in every.search(text, markup=True)]
    ways = Counter((hit.number, hit.way) for _, hit in found if hit.number <= len(every.listed))
    return Left(fields, Counter(name for name, _ in found), ways)


def list_ordinary(names: Names) -> list[int]:
    """Return the numbers of names that are likely to strike other words too: a single word, short or usual.

    Examples
    --------
    >>> list_ordinary(Names(("Ann Lee", "Li", "Will", "Zara")))
    [2, 3]
    """
    common = common_words()
    return sorted(names.short | {number for number, name in enumerate(names.listed, 1) if name.casefold() in common})


def _private_values(record: Record) -> Iterator[str]:
    for name, field in type(record).model_fields.items():
        value = getattr(record, name)
        if is_left_out(field):
            if value is not None:
                yield name
        else:
            for part in value if isinstance(value, tuple) else (value,):
                if isinstance(part, Record):
                    yield from _private_values(part)


_TITLE = r"(?:Mr|Mrs|Ms|Miss|Mx|Dr|Prof|Professor|Cllr|Councillor|Sir|Dame|Rev|Lord|Lady)\.?"
_WORD = r"(?:O['’]|Mc|Mac)?[A-ZÀ-ÖØ-Þ][a-zà-öø-ÿ'’]+(?:-[A-ZÀ-ÖØ-Þ][a-zà-öø-ÿ'’]+)?"
_LIKE_NAME = re.compile(
    rf"(?P<address>(?<!\S)[^\s@]+@\S+)|(?P<titled>\b{_TITLE}\s+[A-ZÀ-ÖØ-Þ])|(?P<initial>\b[A-Z]\.\s?{_WORD})"
    rf"|\b(?P<words>{_WORD}(?:\s+[A-Z]\.?)?(?:\s+{_WORD})+)"
)


def list_places_to_check(shared: Partnership) -> list[tuple[Place, str]]:
    """Find where words that look like people's names are left: place and field, each once, in the order of files.

    What is told are places to check, not claims: two words with capitals that are part of no organisation's name, one
    of which is no common word; a title or an initial before such a word; an address of electronic mail.

    Examples
    --------
    >>> hub = Partnership(name="Hub", purpose="Ann Lee asked for it", stage=[{"stage": "scoping"}])
    >>> [field for _, field in list_places_to_check(hub)]
    ['purpose']
    """
    texts = list(texts_of(shared.whole))
    organisations = " | ".join(
        [row.name for row in shared.whole.partners] + [row.name for row in shared.whole.stakeholders]
    )
    common = common_words() | {word for _, _, text in texts for word in re.findall(r"\b[a-zà-ÿ]+\b", text)}
    found = {
        (place, name)
        for place, name, text in texts
        for hit in _LIKE_NAME.finditer(text)
        if hit["words"] is None or not (hit["words"] in organisations or _is_common(hit["words"], common))
    }
    return sorted(found)


def _is_common(words: str, common: set[str] | frozenset[str]) -> bool:
    return all(word.casefold().rstrip("'’s") in common or word.casefold() in common for word in words.split())


def redaction_reference() -> str:
    """Return what happens to each field of a partnership's file, as Markdown, written from the records themselves.

    Examples
    --------
    >>> "| partners.representatives | `name`, `contact` |" in redaction_reference()
    True
    """
    rows = []
    for section in sections():
        kinds: dict[str, list[str]] = {"private": [], "words": [], "none": []}
        for column in section.columns:
            kind = "private" if column.private else "words" if column.kind in _WORDY else "none"
            kinds[kind].append(f"`{column.name}`")
        if any(kinds.values()):
            cells = (", ".join(found) or "–" for found in kinds.values())
            rows.append(f"| {section.name or 'the partnership'} | {' | '.join(cells)} |\n")
    return f"{_BEGINNING}{''.join(rows)}{_END}"


_WORDY = frozenset({"text", "ids", "scores", "level"})
"""Kinds of columns that may hold words of one's own."""
