"""What a notebook hands to its page and to machines: the type or tag of each, known to both sides."""

from __future__ import annotations

from collections.abc import Iterable
from functools import cache
from typing import Any

RESULTS_TYPE = "application/vnd.partnerlab.results+json"
"""Type under which a notebook hands its results to whoever runs it."""
RESULTS_SCHEMA = 2
"""Version of the shape of `results.json`. 2: a finding's `capability` is a readable name, `lead-for-each-risk`."""
MOST_RESULTS = 200_000_000
"""Bytes of one `results.json` that are read; a review leaves a hundredth of it."""
CITATIONS_TYPE = "application/vnd.partnerlab.citations+json"
"""Type under which a display hands on what the places of the guide that it cites ask for."""
TERMS_TYPE = "application/vnd.partnerlab.terms+json"
"""Type under which a display hands on what the field's terms mean; a page explains those that it uses."""
FIGURE_TYPE = "application/vnd.partnerlab.figure+json"
"""Type under which a figure hands on its specification, for a page that answers to a pointer."""
NOTICE_TAG = "partnerlab-failure"
"""Tag of the cell that says what failed at the head of a notebook; its markup is shown, not spelled out."""
BESIDE_TYPE = "application/vnd.partnerlab.beside+json"
"""Type under which a notebook hands on further pages and files that are to stand beside its own page."""
CHART_TYPE = "application/vnd.partnerlab.chart+json"
"""Type under which a figure hands on its chart, for whoever makes the page to draw."""


ANSWER = "pl-answer"
"""Class of the answer in short, with which a review begins; a page that has one is folded."""
KEPT = "pl-kept"
"""Class of what stays unfolded in its section of a review, since it is short itself."""
PIECE = "pl-piece"
"""Element, and its class, that holds a piece of a page in a notebook that a person has open; a page leaves it out."""
ASIDE = "pl-asks"
"""Element of such a piece that holds what the guide asks; a page, which says it at its foot, leaves out all of it."""


def page_of(notebook: str) -> str:
    """Name the page of a notebook; what is numbered nought stands before the others and goes by its word alone.

    Examples
    --------
    >>> page_of("00-summary"), page_of("03-risk-allocation")
    ('summary.html', '03-risk-allocation.html')
    """
    number, _, words = notebook.partition("-")
    alone = words and number.isdecimal() and int(number) == 0
    return f"{words if alone else notebook}.html"


def title_of(notebook: str) -> str:
    """Name what a notebook is about, for a link.

    Examples
    --------
    >>> title_of("03-risk-allocation")
    'risk allocation'
    """
    number, _, words = notebook.partition("-")
    return (words if number.isdigit() else notebook).replace("-", " ")


def link_siblings(notebooks: Iterable[str], here: str) -> list[dict[str, Any]]:
    """Return the links from one page to the pages of the same partnership, its own marked.

    Examples
    --------
    >>> [link["text"] for link in link_siblings(["00-summary", "01-scoping"], "01-scoping") if link["here"]]
    ['scoping']
    """
    return [{"address": page_of(name), "text": title_of(name), "here": name == here} for name in notebooks]


CHART_PLACE = "pl-chart"
"""Element that stands, in the HTML of a figure, for its chart."""


def write_place(name: str) -> str:
    """Write, into the HTML of a figure, the place of a chart that is yet to be drawn.

    Examples
    --------
    >>> write_place("p1")
    '<pl-chart id="p1"></pl-chart>'
    """
    return f'<{CHART_PLACE} id="{name}"></{CHART_PLACE}>'


@cache
def _kernel() -> dict[str, bool]:
    """What this process has been told as a kernel."""
    return {"hands charts on": False}


def leave_drawing_to_client(left: bool = True) -> None:
    """Have the figures of this process hand their charts on, for the kernel's client to draw; a kernel is told once.

    Parameters
    ----------
    left
        False has them draw for themselves, as they do unless they are told.
    """
    _kernel()["hands charts on"] = left


def is_drawing_left_to_client() -> bool:
    """Whether figures hand their charts on.

    Examples
    --------
    >>> is_drawing_left_to_client()
    False
    """
    return _kernel()["hands charts on"]
