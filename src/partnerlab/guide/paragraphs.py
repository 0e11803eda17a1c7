"""The guide by paragraph, and the field's words: what tooltips and the foot of a page say."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache

from partnerlab.errors import GuideError
from partnerlab.guide.practice import agenda, checklist
from partnerlab.guide.reading import supplied
from partnerlab.guide.rows import Row, Rows


@dataclass(frozen=True, kw_only=True)
class Paragraph(Row):
    """A paragraph, box, figure or appendix item of the guide, with what it asks in one line. Its id is its reference.

    Examples
    --------
    >>> paragraphs().row("¶3.3").in_guide
    True
    """


@dataclass(frozen=True, kw_only=True)
class Term(Row):
    """A word of the field, explained in one sentence.

    Examples
    --------
    >>> glossary().row("term-mou").title
    'Memorandum of Understanding (MoU)'
    """

    title: str


@cache
def paragraphs() -> Rows[Paragraph]:
    """Every place of the guide that can be cited: paragraphs, boxes, figures, items of the appendices.

    Examples
    --------
    >>> "App. 2 item 10" in paragraphs().ids
    True
    """
    items = tuple(
        Paragraph(id=row.paragraph, paragraph=row.paragraph, text=row.text, certainty=row.certainty, source=row.source)
        for row in (*checklist(), *agenda())
    )
    return Rows((*supplied("paragraphs.csv", Paragraph), *items))


def paragraph(reference: str) -> str:
    """Say in one line, in our words, what a place of the guide asks.

    Parameters
    ----------
    reference
        `¶4.4`, `¶2.4 box`, `Fig. 3`, `App. 2 item 10`; also several (`¶4.4, App. 2 item 10`) or a range (`¶2.2-2.6`),
        whose lines are joined.

    Raises
    ------
    GuideError
        When the guide has no such place.

    Examples
    --------
    >>> paragraph("¶2.5")
    'Talk to possible partners and funders before deciding; each body has to be ready, willing and able.'
    >>> paragraph("¶9.9")
    Traceback (most recent call last):
    partnerlab.errors.GuideError: "¶9.9" is not a place in the guide; cite one such as ¶4.4, Fig. 3 or App. 2 item 10
    """
    return " ".join(row.text for row in cited(reference))


_PLACE = re.compile(
    r"(?P<kind>¶|App\. |Fig\. )(?P<first>[0-9.]+[ab]?)"
    r"(?:\s*[-–]\s*¶?(?P<last>[0-9.]+))?"
    r"(?: items? (?P<item>[0-9]+)(?:\s*(?P<link>-|–|and)\s*(?P<other>[0-9]+))?)?"
    r"(?P<part> box| list)?"
)


def cited(citation: str) -> Rows[Paragraph]:
    """Find the places of the guide that a citation names, in its order.

    Parameters
    ----------
    citation
        One or more places: `¶4.4`, `¶2.10-2.11`, `¶3.2 box`, `Fig. 3`, `App. 2 items 1-2`, parted by commas.

    Returns
    -------
    Rows
        The places; a range gives every paragraph in it.

    Raises
    ------
    GuideError
        When a part of the citation is not a place in the guide.

    Examples
    --------
    >>> cited("¶2.10-2.11, Fig. 3, App. 2 items 4 and 7").ids
    ('¶2.10', '¶2.11', 'Fig. 3', 'App. 2 item 4', 'App. 2 item 7')
    >>> cited("App. 2 items 4, 5 and 7, ¶3.5").ids
    ('App. 2 item 4', 'App. 2 item 5', 'App. 2 item 7', '¶3.5')
    """
    places = [reference for part in _parts(citation) for reference in _references(part)]
    return Rows(paragraphs().row(reference) for reference in dict.fromkeys(places))


def _parts(citation: str) -> Iterator[str]:
    """Part a citation at its commas; a number alone is a further item of the appendix named before it."""
    items = ""
    for part in (part.strip() for part in citation.split(",")):
        if items and _FURTHER.fullmatch(part):
            yield f"{items}{part}"
            continue
        before, word, _ = part.partition(" items ")
        items = f"{before}{word}" if word else ""
        yield part


_FURTHER = re.compile(r"[0-9]+(?: and [0-9]+)?")


def _references(part: str) -> list[str]:
    """Spell out one part of a citation as references."""
    known = paragraphs().ids
    found = _PLACE.fullmatch(part)
    if not found:
        raise _nowhere(part)
    kind, first, last, item, other = found.group("kind", "first", "last", "item", "other")
    start = f"{kind}{first}"
    if item:
        ends = range(int(item), int(other or item) + 1) if found["link"] != "and" else (int(item), int(other))
        references = [f"{start} item {number}" for number in ends]
    elif last:
        end = f"{kind}{last}" if "." in last else f"{kind}{first.rpartition('.')[0]}.{last}"
        if start not in known or end not in known:
            raise _nowhere(part)
        between = known[known.index(start) : known.index(end) + 1]
        references = [reference for reference in between if " " not in reference]
    else:
        references = [start + (found["part"] or "")]
    if not references or not set(references) <= set(known):
        raise _nowhere(part)
    return references


def _nowhere(part: str) -> GuideError:
    return GuideError(f'"{part}" is not a place in the guide; cite one such as ¶4.4, Fig. 3 or App. 2 item 10')


def glossary() -> Rows[Term]:
    """Words of the field, each in one sentence, in alphabetical order.

    Examples
    --------
    >>> "term-broker" in glossary().ids
    True
    """
    return supplied("glossary.csv", Term)
