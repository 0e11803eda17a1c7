"""HTML nested deeper than any page is: a parser looks through all open elements at each new one, for minutes if let."""

from __future__ import annotations

import re

from partnerlab.page.drawing import ELEMENTS
from partnerlab.page.render.formulas import MATHEMATICS

DEEPEST_SOURCE = 1000
"""Open elements beyond which no further one is opened; what is in it stands where it would have stood."""
_FOREIGN = frozenset(name.lower() for name in ELEMENTS | MATHEMATICS)
_DRAWN = ("svg", "math")
_CLOSING_THEMSELVES = frozenset(
    """area base br col embed hr img input link meta param source track wbr
    p li dt dd td th tr tbody thead tfoot colgroup option optgroup rb rt rtc rp""".split()  # noqa: SIM905 - words read better as words
)
"""Elements without an end of their own, or that end where the next of their kind begins."""
_TAG = re.compile(r"<(/?)([a-zA-Z][^\s/>]*)(?:[^<>]*?(/)>)?")


def bound_nesting(html: str) -> str:
    """Take out of HTML the tags that open elements beyond the deepest.

    Parameters
    ----------
    html
        As a notebook shows it.

    Returns
    -------
    str
        The same where nothing is nested as deep.

    Examples
    --------
    >>> bound_nesting("<b>" * 1001)[-7:]
    '<b><!b>'
    """
    return _Bounded().rewrite(html) if html.count("<") > DEEPEST_SOURCE else html


class _Bounded:
    """Follows which elements are open; one that ends out of turn leaves those within it counted as open."""

    def __init__(self) -> None:
        self.depth = 0
        self.open: dict[str, int] = {}
        self.foreign = False
        """Whether it is within a drawing or a formula, where a slash ends an element."""

    def rewrite(self, html: str) -> str:
        return _TAG.sub(self._take, html)

    def _take(self, found: re.Match[str]) -> str:
        name = found[2].lower()
        self.foreign = name in _FOREIGN and (self.foreign or name in _DRAWN)
        if name in _CLOSING_THEMSELVES:
            return found[0]
        if found[1]:
            self.foreign = self.foreign and name not in _DRAWN
            if self.open.get(name):
                self.open[name] -= 1
                self.depth -= 1
        elif not (found[3] and self.foreign):
            if self.depth >= DEEPEST_SOURCE:
                return f"<!{found[0][1:]}"  # a remark, which ends where the tag would have ended
            self.open[name] = self.open.get(name, 0) + 1
            self.depth += 1
        return found[0]
