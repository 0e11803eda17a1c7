"""What a display hands on beside what people read: results for machines, citations for the foot of the page."""

from __future__ import annotations

import json
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from functools import cache
from typing import Any

from markupsafe import Markup

from partnerlab.characters import slug_of
from partnerlab.display.context import shown_elsewhere
from partnerlab.errors import PartnerlabError
from partnerlab.guide import Paragraph, cited, glossary, paragraphs
from partnerlab.page.handover import BESIDE_TYPE, CHART_TYPE, CITATIONS_TYPE, FIGURE_TYPE, RESULTS_TYPE, TERMS_TYPE
from partnerlab.page.markup import write_markup
from partnerlab.page.notebooks import dress
from partnerlab.page.parts import render
from partnerlab.page.specifications import carry
from partnerlab.page.vega import Chart, hand_on
from partnerlab.surroundings import live_shell


@dataclass(frozen=True)
class Shown:
    """A piece of a page with what it hands on, shown by a notebook as HTML.

    Examples
    --------
    >>> Shown(Markup("<p>Two risks</p>"), "Two risks")._repr_mimebundle_()
    {'text/html': '<p>Two risks</p>', 'text/plain': 'Two risks'}
    """

    html: Markup
    """What people read; escaped already."""
    text: str
    """The same for a terminal."""
    results: Mapping[str, Any] = field(default_factory=dict, repr=False)
    """For machines; empty for none."""
    citations: Mapping[str, str] = field(default_factory=dict, repr=False)
    """What each place of the guide cited in it asks for."""
    terms: Mapping[str, str] = field(default_factory=dict, repr=False)
    """What the field's terms mean."""
    interactions: tuple[Mapping[str, Any], ...] = field(default=(), repr=False)
    """For the page's script: what each figure in it needs to answer to a pointer; empty for none."""
    beside: str = field(default="", repr=False)
    """Further pages and files, packed, that whoever runs the notebook is to write beside its page; "" for none."""
    charts: tuple[Chart, ...] = field(default=(), repr=False)
    """Charts that whoever makes the page is to draw into it; empty where all are drawn."""

    def _repr_mimebundle_(self, include: object = None, exclude: object = None) -> dict[str, Any]:  # noqa: ARG002 - asked for by name
        bundle: dict[str, Any] = {"text/html": self._html(), "text/plain": self.text}
        if self.results:
            # As text: what carries a notebook's outputs copies and checks every leaf of a tree, again and again.
            bundle[RESULTS_TYPE] = json.dumps(dict(self.results), ensure_ascii=False)
        if self.citations:
            bundle[CITATIONS_TYPE] = dict(self.citations)
        if self.terms:
            bundle[TERMS_TYPE] = dict(self.terms)
        if self.interactions:
            # As text, which is copied and checked in one piece; and text finds its way through any notebook software.
            bundle[FIGURE_TYPE] = json.dumps({"figures": self.interactions}, ensure_ascii=False)
        if self.beside:
            bundle[BESIDE_TYPE] = self.beside
        if self.charts:
            bundle[CHART_TYPE] = hand_on(self.charts)
        return bundle

    def _ipython_display_(self) -> None:
        shown_elsewhere(self._repr_mimebundle_)

    @property
    def carried(self) -> Markup:
        """Data for the script that lets figures answer to a pointer, to stand after the piece; empty for none."""
        return Markup(write_markup(carry({"figures": self.interactions})) if self.interactions else "")  # noqa: S704 - escaped by `carry`

    def _html(self) -> str:
        """The piece as it is handed on; in a notebook that a person has open, as it looks there."""
        if live_shell() is None:
            return str(self.html)
        return str(dress(self.html, self.carried))


def join(parts: Iterable[Shown]) -> Shown:
    """Show pieces one after another as one.

    Examples
    --------
    >>> join([notice("Two risks."), notice("No lead.")]).text.split()
    ['Two', 'risks.', 'No', 'lead.']
    """
    joined = list(parts)
    return Shown(
        Markup("").join(part.html for part in joined),
        "\n\n".join(part.text for part in joined),
        interactions=tuple(interaction for part in joined for interaction in part.interactions),
        charts=tuple(chart for part in joined for chart in part.charts),
    )


def notice(text: str) -> Shown:
    """Say something in a sentence where a chart or table has nothing to show.

    Examples
    --------
    >>> notice("Nobody has answered yet.").text
    'Nobody has answered yet.'
    """
    return Shown(render("note", text=text), text)


def gather_citations(references: Iterable[str]) -> dict[str, str]:
    """Say what each cited place of the guide asks for, in one line: each place once, in the order of first mention.

    References are such as ``¶4.4`` or ``¶2.5, App. 2 items 1 and 2``; empty ones are left out.

    Examples
    --------
    >>> list(gather_citations(["¶2.5, Fig. 3", "", "¶2.5"]))
    ['¶2.5', 'Fig. 3']
    """
    return {row.id: row.text for reference in dict.fromkeys(references) for row in _places(reference)}


def every_citation() -> dict[str, str]:
    """Say what each place of the guide asks for, for a page whose prose cites places too; it lists those it cites.

    Examples
    --------
    >>> {"¶4.4", "Fig. 3", "App. 2"} <= set(every_citation())
    True
    """
    return {row.id: row.text for row in paragraphs()}


def every_term() -> dict[str, str]:
    """Say what each term of the field means.

    Examples
    --------
    >>> "Broker" in every_term()
    True
    """
    return {term.title: term.text for term in glossary()}


def link_citation(reference: str) -> Markup:
    """Link each part of a citation to where the page says what the guide asks there.

    Examples
    --------
    >>> print(link_citation("¶2.5"))  # doctest: +ELLIPSIS
    <a href="#guide-2-5" title="Talk to possible partners ...">¶2.5</a>
    """
    parts = []
    for part in filter(None, (part.strip() for part in reference.split(","))):
        places = _places(part)
        link = Markup('<a href="#{}" title="{}">{}</a>')
        parts.append(
            link.format(name_citation(places[0].id), " ".join(row.text for row in places), part) if places else part
        )
    return Markup(", ").join(parts)


def name_citation(reference: str) -> str:
    """Name of the place on a page where a citation is explained.

    Examples
    --------
    >>> name_citation("App. 2 item 10")
    'guide-app-2-item-10'
    """
    return f"guide-{slug_of(reference)}"


@cache
def _places(reference: str) -> tuple[Paragraph, ...]:
    """The guide's places behind a citation, which a page looks up again for every finding."""
    try:
        return tuple(cited(reference)) if reference else ()
    except PartnerlabError:
        return ()
