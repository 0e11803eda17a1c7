"""Words of a page that are kept from somebody: from those who see it, from those who listen, or from both."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence

from partnerlab.characters import find_unfit
from partnerlab.page.audit.allowed import DRAWN

SAYS_TURNED = "holds characters that turn text round or that nobody sees; take them out"
_SAYS_UNSEEN = "has words in a drawing that nobody sees; show them or take them out"
_DRAWN_WORDS = frozenset({"text", "tspan"})
_FAINT_WORDS = 3
"""Words of a label that a chart may leave unseen for want of room; more than these are meant to be read by nobody."""
_UNHEARD_WORDS = 12
"""Words that may be kept from those who listen, such as those of a sign; more are meant to be heard."""
_NEVER_SHOWN = frozenset({"defs", "symbol", "clippath"})
"""Elements of drawings that are not drawn where they stand."""
_OF_WORDS = ("fill", "fill-opacity", "font-size")
"""Attributes by which words in a drawing are seen, which elements within take over."""
_SHRUNK = re.compile(r"scale\(\s*[+-]?0*(?:\.0*)?(?:e[+-]?\d+)?\s*[,)\s]", re.IGNORECASE)
_CLEAR = re.compile(
    r"#(?:[0-9a-f]{3}0|[0-9a-f]{6}00)|(?:rgb|hsl)a\([^()]*,\s*(?:0*\.?0+%?|\.0*%?)\s*\)|\w+\([^()]*/\s*(?:0*\.?0+%?)\s*\)"
)
_NUMBER = re.compile(r"([+-]?(?:\d+(?:\.\d*)?|\.\d+)(?:e[+-]?\d{1,2})?)(%?)", re.IGNORECASE)
_LEAST = 0.01
"""Share of what is solid, or of a pixel, below which nothing is seen."""
_SMALLEST = 3
"""Steps by which a formula makes what is in it smaller, or larger, beyond which nobody reads it."""


class Unseen:
    """Follows the elements of a page as they begin and end, and finds the words in them that are kept from somebody."""

    def __init__(self) -> None:
        self._shown: list[tuple[int, str, str]] = []
        self._hidden: list[int] = []
        self._unheard = 0

    @property
    def from_listeners(self) -> bool:
        """Whether what stands here is kept from those who listen."""
        return bool(self._hidden)

    def begin(self, tag: str, attributes: Mapping[str, str], depth: int) -> Iterator[str]:
        """Take note of an element that begins, the so-manieth in one another; yield what is wrong with it."""
        if attributes.get("aria-hidden") == "true":
            self._unheard = self._unheard if self._hidden else 0
            self._hidden.append(depth)
        if tag in DRAWN:
            self._shown += [(depth, name, attributes[name]) for name in _OF_WORDS if name in attributes]
            faint = is_nothing(attributes.get("opacity")) or _SHRUNK.search(attributes.get("transform", ""))
            if tag in _NEVER_SHOWN or faint:
                self._shown.append((depth, "itself", "none"))
        if tag in _DRAWN_WORDS and any(is_nothing(attributes.get(name)) for name in _OF_WORDS):
            yield _SAYS_UNSEEN
        if abs(_number(attributes.get("scriptlevel", "0"))) > _SMALLEST:
            yield "has a formula too small to be read; leave out `scriptlevel`"
        if any(map(find_unfit, attributes.values())):
            yield SAYS_TURNED

    def end(self, depth: int) -> None:
        """Forget elements deeper than those that are still open."""
        while self._shown and self._shown[-1][0] > depth:
            self._shown.pop()
        while self._hidden and self._hidden[-1] > depth:
            self._hidden.pop()

    def say(self, words: str, within: Sequence[str]) -> Iterator[str]:
        """Find what is wrong with words that stand within elements, the innermost last."""
        count = len(words.split())
        shown = {name: value for _, name, value in self._shown}
        if within[-1:] and within[-1] in _DRAWN_WORDS and count > _FAINT_WORDS and any(map(is_nothing, shown.values())):
            yield _SAYS_UNSEEN
        if "mphantom" in within and count > _FAINT_WORDS:
            yield "has words in a formula that nobody sees; show them or take them out"
        if self._hidden and "svg" not in within:
            self._unheard += count
            if self._unheard > _UNHEARD_WORDS >= self._unheard - count:
                yield "keeps a text from those who listen to the page; leave out `aria-hidden`"


def is_nothing(value: str | None) -> bool:
    """Whether a colour, a size or a share leaves nothing to be seen; None, when it is not given, leaves what is usual.

    Examples
    --------
    >>> [is_nothing(value) for value in ("none", "0.0px", "1e-9", "#fff0", "rgb(0 0 0 / 0%)", "#000", "9px", None)]
    [True, True, True, True, True, False, False, False]
    """
    said = "x" if value is None else value.strip().lower()
    return said in {"none", "transparent"} or bool(_CLEAR.fullmatch(said)) or abs(_number(said)) < _LEAST


def _number(said: str) -> float:
    """Return the number that an attribute begins with, as a share when it is a percentage; 1 when it is none."""
    found = _NUMBER.match(said.strip())
    return float(found[1]) / (100 if found[2] else 1) if found else 1.0
