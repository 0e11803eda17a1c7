"""Sentences cut short where a page says the whole elsewhere: at the end of a part, never within one if that can be."""

from __future__ import annotations

import re

FEW = 3
"""Words that are not worth cutting off."""
ENDS = (". ", "; ", ": ", ", and ", ", which ")
"""What stands behind a part that can be read by itself."""


def cut_short(text: str, longest: int) -> str:
    """Return a text of at most so many words: without what stands in brackets, or up to its last whole part.

    Examples
    --------
    >>> cut_short("The memorandum is not signed.", 18)
    'The memorandum is not signed.'
    >>> cut_short("The board has no chair; " + "nobody chairs it " * 10, 18)
    'The board has no chair.'
    >>> cut_short("Two of four came to half of the meetings or more; seldom: " + "somebody else, " * 10, 18)
    'Two of four came to half of the meetings or more.'
    """
    if _count(text) <= longest:
        return text
    bare = re.sub(r" \([^()]*\)", "", text)
    if _count(bare) <= longest:
        return bare
    written = bare.split()
    kept = " ".join(written[: max(end for end in range(len(written)) if _count(" ".join(written[:end])) <= longest)])
    if _count(bare) - _count(kept) <= FEW:
        return bare
    ends = [place for mark in ENDS if (place := kept.rfind(mark)) > 0]
    return f"{_without_heading(kept[: max(ends)])}." if ends else f"{kept} …"


def _without_heading(text: str) -> str:
    """Leave out a last part of few words: what stood behind it gave it its sense."""
    place = max(text.rfind(mark) for mark in (". ", "; "))
    return text[:place] if place > 0 and _count(text[place:]) <= FEW else text


def _count(text: str) -> int:
    """Count words; a sign that stands alone, such as ×, is none."""
    return sum(any(letter.isalnum() for letter in word) for word in text.split())
