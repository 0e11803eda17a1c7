"""The script that lets readers search, filter and sort a long table; without it the table is as it stands.

Such a table has the class ``pl-find``, and each of its rows names the groups it belongs to by its classes. What these
mean is said in lists of the class ``pl-keys`` on the same page, as a title and its groups, which people read too.
"""

from __future__ import annotations

from functools import cache
from xml.etree.ElementTree import Element

from partnerlab.page.parts import read_text

FINDER = "pl-find"
"""Class of a table that can be searched, filtered and sorted."""
REGISTER = "pl-register"
"""Class of what lists all partnerships in one place, however long."""


@cache
def write_finder() -> str:
    """Write the script of a page with such a table: always the same text.

    Examples
    --------
    >>> "fetch" in write_finder(), "eval" in write_finder()
    (False, False)
    """
    return f'"use strict";(()=>{{{read_text("finder.js")}}})();'


def holds_finder(piece: Element) -> bool:
    """Whether a piece of a page holds a table that can be searched."""
    return any(FINDER in part.get("class", "").split() for part in piece.iter("table"))
