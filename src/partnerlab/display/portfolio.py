"""The portfolio as people read it: one line for each partnership, worst first with the reason, to be searched."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any
from urllib.parse import quote

import pandas as pd

from partnerlab.display.findings import show_light
from partnerlab.display.results import Shown, every_citation, every_term
from partnerlab.display.table import write_text
from partnerlab.page.handover import page_of, title_of
from partnerlab.page.parts import read_lights, render
from partnerlab.wording import listed, verb

if TYPE_CHECKING:
    from partnerlab.analysis.portfolio import Portfolio, Reviewed

FOLDER = "05-portfolio"
"""Folder beside the portfolio's page, named after its notebook."""
MOST_LISTED = 100
"""Partnerships on the portfolio's own page; all stand on a page of their own beside it."""
MOST_GROUPS = 40
"""Groups of one kind that can be chosen on the portfolio's own page, those with most partnerships."""
COUNTED_LIGHTS = ("red", "amber")
"""Lights whose findings are counted in a line; the list of all partnerships and the workbook hold the others."""


def portfolio_in_short(portfolio: Portfolio, sentence: str) -> Shown:
    """Show how the partnerships stand together, in a few sentences; the page bears the markings of all of them.

    Takes what `portfolio.read_portfolio` returns, and what `portfolio.summarise_portfolio` says of it.
    """
    invented = [review.name for review in portfolio.reviews if review.illustrative]
    named = "all of them" if len(invented) == portfolio.partnerships > 1 else listed(invented, 6)
    hold = verb(len(invented), "holds", "hold")
    told = f"Illustrative: {named} {hold} invented ratings and answers, to show how a review works." if invented else ""
    html = render("lead", text=sentence, illustrative=told)
    markings = {review.marking or "" for review in portfolio.reviews} - {""}
    redactions = {review.redaction or "" for review in portfolio.reviews} - {""}
    about = {"marking": "; ".join(sorted(markings)), "redaction": " ".join(sorted(redactions))}
    handed = {"partnership": {name: text for name, text in about.items() if text}} if markings or redactions else {}
    return Shown(html, sentence, results=handed, citations=every_citation(), terms=every_term())


def reviews(portfolio: Portfolio, summary: pd.DataFrame, common: pd.DataFrame | None = None) -> Shown:
    """Show each partnership on a line, the one with most to act on first, with links to its pages.

    Takes what `portfolio.read_portfolio` returns, what `portfolio.summarise_partnerships` returns for it and, to choose
    by finding, what `portfolio.find_common_findings` does.

    Examples
    --------
    >>> from partnerlab.analysis.portfolio import Portfolio, summarise_partnerships
    >>> "No review has been made yet" in reviews(Portfolio(()), summarise_partnerships(Portfolio(()))).html
    True
    """
    by_slug = {review.slug: review for review in portfolio.reviews}
    first = summary.head(MOST_LISTED)
    whole = len(summary) <= MOST_LISTED
    groups = Groups.of(portfolio, first, common)
    all_invented = bool(len(summary)) and bool(summary["illustrative"].all())
    rows = [
        {
            "name": row["partnership"],
            "illustrative": row["illustrative"] and not all_invented,
            "stage": row["stage"] or "stage not known",
            "as_at": write_text(row["as_at"]) if row["as_at"] else "not dated",
            "counts": [write_count(row[light]) for light in COUNTED_LIGHTS],
            "overdue": write_count(row["actions_overdue"]),
            "light": show_light(_light(row)),
            "reason": row["reason"],
            "words": say_words(portfolio, by_slug[row["slug"]]) if whole else "",
            "marks": " ".join(groups.classes[row["slug"]]),
            "links": [
                {"address": f"{quote(row['slug'])}/{quote(page_of(name))}", "text": title_of(name)}
                for name in by_slug[row["slug"]].notebooks
            ],
            "missing": ", ".join(map(title_of, by_slug[row["slug"]].missing)),
        }
        for row in first.to_dict("records")
    ]
    caption = "Partnerships, the one with most to act on first"
    caption = caption if whole else f"The {MOST_LISTED} partnerships with most to act on, of {len(summary):,}"
    html = render(
        "reviews",
        id="reviews",
        caption=caption,
        lights=[read_lights()[light]["word"] for light in COUNTED_LIGHTS],
        rows=rows,
        keys=groups.lists if len(rows) > 1 else [],
        kinds=groups.kinds,
        more="" if whole else f"The search above looks at these {MOST_LISTED} alone. ",
        further=[
            {"address": f"{FOLDER}/partnerships.html", "text": f"all partnerships ({len(summary):,})"},
            {"address": f"{FOLDER}/organisations.html", "text": "all organisations"},
        ],
    )
    return Shown(html, first.to_string())


def say_words(portfolio: Portfolio, review: Reviewed) -> str:
    """Say what somebody may look for who knows a partnership by another thing than its name.

    Its members with their other names, its area, sponsor and senior responsible owner, as far as they are on record.
    """
    leads = portfolio.name_of(review.lead) if review.lead else None
    members = list_other_names(portfolio, [review])
    named = []
    for name, known_as in sorted(members.items()):
        more = [*(["leads"] if name == leads else []), *known_as]
        named.append(f"{name} ({', '.join(more)})" if more else name)
    away = [("Lead organisation", leads)] if leads and leads not in members else []
    parts = [("Members", "; ".join(named)), *away, ("Area", review.area), ("Owner", review.owner)]
    if review.sponsor:
        parts.append(("Sponsor", portfolio.name_of(review.sponsor)))
    return " ".join(f"{title}: {words}." for title, words in parts if words)


def list_words(portfolio: Portfolio, review: Reviewed, chosen: Collection[tuple[str, str]] = ()) -> list[str]:
    """List the same without a sentence: each member with its other names, lead, owner, area and sponsor.

    An area or sponsor among ``chosen``, the kinds and names of groups, is left out: its group names it.
    """
    members = [" / ".join((name, *known_as)) for name, known_as in list_other_names(portfolio, [review]).items()]
    lead, sponsor = (portfolio.name_of(name) if name else None for name in (review.lead, review.sponsor))
    kinds = (("Area", review.area), ("Sponsor", sponsor))
    others = [lead, review.owner, *(words for title, words in kinds if (title, words) not in chosen)]
    return list(dict.fromkeys([*members, *filter(None, others)]))


def list_other_names(portfolio: Portfolio, reviews: Iterable[Reviewed]) -> dict[str, list[str]]:
    """Other names of each organisation that sits in reviewed partnerships, by their files and by the register."""
    found: dict[str, dict[str, None]] = {}
    for seat in (seat for review in reviews for seat in review.seats):
        name = portfolio.name_of(seat.name)
        known = portfolio.register.find(name)
        others = (seat.name, *seat.aliases, *(known.aliases if known else ()))
        found.setdefault(name, {}).update(dict.fromkeys(other for other in others if other != name))
    return {name: list(others) for name, others in found.items()}


def _light(row: Mapping[Any, Any]) -> str:
    return next((light for light in read_lights() if row[light]), "unknown")


def write_count(value: Any) -> str:
    """Write a count, or that it is not known.

    Examples
    --------
    >>> write_count(1200), write_count(None)
    ('1,200', 'not known')
    """
    return "not known" if pd.isna(value) else f"{float(value):,.0f}"


@dataclass(frozen=True)
class Groups:
    """What partnerships can be chosen by: lists of groups, and the groups of each partnership as classes of its row."""

    lists: list[dict[str, Any]] = field(default_factory=list)
    """``title``, ``groups`` (``code``, ``words``, ``count``) and ``more``, how many are left out; "" for none."""
    classes: dict[str, list[str]] = field(default_factory=dict)
    """Slug to the codes of its groups."""

    @property
    def kinds(self) -> str:
        """What the lists are by, in words."""
        return listed([str(row["title"]).lower() for row in self.lists], len(self.lists) or 1, none="nothing")

    @classmethod
    def of(
        cls, portfolio: Portfolio, summary: pd.DataFrame, common: pd.DataFrame | None, *, most: int = MOST_GROUPS
    ) -> Groups:
        """Group partnerships by status, outcome, area, sector, stage, sponsor, lead organisation and finding."""
        rows = summary.to_dict("records")
        lists: list[dict[str, Any]] = []
        classes: dict[str, list[str]] = {row["slug"]: [] for row in rows}
        words = {light: text["word"] for light, text in read_lights().items()}
        held: dict[str, dict[str, Iterable[str]]] = {"Status": {row["slug"]: [words[_light(row)]] for row in rows}}
        for title, column in _CHOICES.items():
            held[title] = {row["slug"]: _as_texts(row[column]) for row in rows}
        if common is not None and len(common):
            asked = {code: f"{code}: {text}" for code, text in zip(common["code"], common["question"], strict=True)}
            own = {review.slug: review.bad for review in portfolio.reviews}
            held["Finding"] = {row["slug"]: [asked[code] for code in own[row["slug"]]] for row in rows}
        for number, (title, by_slug) in enumerate(held.items()):
            times: dict[str, int] = {}
            for texts in by_slug.values():
                for text in texts:
                    times[text] = times.get(text, 0) + 1
            ranked = sorted(times, key=lambda text: (-times[text], text))
            codes = {text: f"k{number}-{place}" for place, text in enumerate(ranked[:most])}
            for slug, texts in by_slug.items():
                classes[slug] += [codes[text] for text in texts if text in codes]
            if codes:
                groups = [{"code": code, "words": text, "count": f"{times[text]:,}"} for text, code in codes.items()]
                more = len(ranked) - len(codes)
                lists.append({"title": title, "groups": groups, "more": f"{more:,}" if more else ""})
        return cls(lists, classes)


_CHOICES = {
    "Outcome": "outcomes",
    "Area": "area",
    "Sector": "sectors",
    "Stage": "stage",
    "Sponsor": "sponsor",
    "Lead organisation": "lead",
}
"""What partnerships can be chosen by, and the column of the summary that says so."""


def _as_texts(value: Any) -> Iterable[str]:
    if isinstance(value, tuple):
        return list(dict.fromkeys(map(str, value)))
    return [] if value is None or pd.isna(value) else [str(value)]
