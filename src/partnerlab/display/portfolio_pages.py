"""What stands beside the portfolio's page: all partnerships, all organisations, a page for each, and tables."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Mapping
from typing import TYPE_CHECKING, Any
from urllib.parse import quote

import pandas as pd
from markupsafe import Markup

from partnerlab.amounts import say_pounds, say_share, write_number
from partnerlab.characters import slug_of
from partnerlab.display.portfolio import FOLDER, Groups, list_other_names, list_words, say_words, write_count
from partnerlab.display.portfolio_files import write_files, writes_parquet
from partnerlab.display.results import Shown
from partnerlab.display.table import Table, write_text
from partnerlab.memory import give_back
from partnerlab.page.attachments import Further, FurtherFile, FurtherPage, pack
from partnerlab.page.handover import page_of
from partnerlab.page.parts import render
from partnerlab.wording import counted, listed, verb

if TYPE_CHECKING:
    from partnerlab.analysis.portfolio import Portfolio

MOST_GROUPS = 400
"""Groups of one kind that can be chosen in the list of all partnerships, those with most partnerships."""
MOST_TOLD = 1_000
"""Partnerships up to which each says who is in it; of more, the list names all who are in any once, for its search."""
MOST_PAGES = 600
"""Organisations up to which each has a page; where there are more, those that sit in several partnerships have one."""
MOST_ACTIONS = 60
"""Actions on the page of one organisation; the workbook holds all."""


def beside(portfolio: Portfolio, frames: Mapping[str, pd.DataFrame], history: bytes = b"") -> Shown:
    """Hand on further pages and tables, and link to them.

    Parameters
    ----------
    portfolio
        What `portfolio.read_portfolio` returns.
    frames
        What its functions return, by name: ``partnerships``, ``organisations``, ``seats``, ``actions``, ``findings``
        are needed; each is a sheet of the workbook, and so is every other one.
    history
        The history as it is kept.
    """
    own = _name_pages(frames["organisations"])
    number = len(frames["organisations"])
    several = f", {len(own):,} with a page each" if len(own) < number else ", each with a page" if number else ""
    links = [
        ("partnerships.html", f"all partnerships in one list, to search and filter ({portfolio.partnerships:,})"),
        ("organisations.html", f"all organisations ({number:,}){several}"),
        ("portfolio.xlsx", "all tables as an Excel workbook"),
        ("portfolio.csv", "one row for each partnership as CSV"),
        *([("portfolio.parquet", "the same as Parquet")] if writes_parquet() else []),
    ]
    html = render("beside", folder=FOLDER, links=links)
    text = "\n".join(f"{name}: {words}" for name, words in links)
    return Shown(html, text, beside=pack(_further(portfolio, frames, history, own)))


def _further(
    portfolio: Portfolio, frames: Mapping[str, pd.DataFrame], history: bytes, own: Mapping[str, str]
) -> Iterator[Further]:
    """Files and pages one after another, each let go of before the next is made."""
    give_back(portfolio.partnerships)  # what the page's own tables and charts took
    for name, content in write_files(frames):
        yield FurtherFile(name, content)
    give_back(portfolio.partnerships)
    if history:
        yield FurtherFile("history.json", history)
    yield FurtherPage("partnerships.html", "All partnerships", str(_register(portfolio, frames)))
    yield FurtherPage("organisations.html", "All organisations", str(_organisations(portfolio, frames, own)))
    yield from _each_organisation(portfolio, frames, own)


def _register(portfolio: Portfolio, frames: Mapping[str, pd.DataFrame]) -> Markup:
    summary = frames["partnerships"]
    groups = Groups.of(portfolio, summary, frames["findings"], most=MOST_GROUPS)
    addresses = _addresses(portfolio)
    by_slug = {review.slug: review for review in portfolio.reviews}
    many = len(summary) > MOST_TOLD
    known: dict[str, str] = {}
    if many:
        chosen = {(row["title"], group["words"]) for row in groups.lists for group in row["groups"]}
        for review in portfolio.reviews:
            told = (words.replace(";", ",") for words in list_words(portfolio, review, chosen))
            groups.classes[review.slug] += [known.setdefault(words, f"m{len(known)}") for words in told]
    rows = (
        {
            "name": row["partnership"],
            "words": "" if many else say_words(portfolio, by_slug[row["slug"]]),
            "address": addresses.get(row["slug"], ""),
            "red": write_count(row["red"]),
            "late": write_count(row["actions_overdue"]),
            "stage": row["stage"] or "not known",
            "marks": " ".join(groups.classes[row["slug"]]),
        }
        for row in summary[["partnership", "slug", "red", "actions_overdue", "stage"]].to_dict("records")
    )
    head = "Stage" if many else "Stage, and who is in it"
    about = {"number": f"{len(summary):,}", "head": head, "known": "; ".join(known)}
    return render("register", **about, rows=rows, keys=groups.lists, kinds=groups.kinds)


def _addresses(portfolio: Portfolio) -> dict[str, str]:
    """Address of the first review of each partnership that has one, as seen from the folder beside the page."""
    return {
        review.slug: f"../{quote(review.slug)}/{quote(page_of(review.notebooks[0]))}"
        for review in portfolio.reviews
        if review.notebooks
    }


def _name_pages(organisations: pd.DataFrame) -> dict[str, str]:
    """Name of the page of each organisation that has one, no two the same: of each, or of those in several."""
    paged = organisations if len(organisations) <= MOST_PAGES else organisations.query("partnerships > 1")
    slugs = {name: slug_of(str(name), longest=80, none="organisation") for name in paged["organisation"]}
    times = Counter(slugs.values())
    seen: Counter[str] = Counter()
    pages = {}
    for name, slug in slugs.items():
        seen[slug] += 1
        number = f"-{seen[slug]}" if times[slug] > 1 else ""
        pages[str(name)] = f"organisation-{slug}{number}.html"
    return pages


def _organisations(portfolio: Portfolio, frames: Mapping[str, pd.DataFrame], own: Mapping[str, str]) -> Markup:
    table = frames["organisations"]
    addresses = _addresses(portfolio)
    alone = dict(zip(frames["seats"]["organisation"], frames["seats"]["slug"], strict=True))
    others = list_other_names(portfolio, portfolio.reviews)
    due = frames["actions"].drop_duplicates("owner").set_index("owner")["due"]
    rows = [
        {
            "name": row["organisation"],
            "words": f"Also: {', '.join(others[row['organisation']])}." if others.get(row["organisation"]) else "",
            "address": own.get(row["organisation"]) or addresses.get(alone[row["organisation"]], ""),
            "partnerships": write_count(row["partnerships"]),
            "led": write_count(row["risks_led"]),
            "hours": _hours(row["hours"]),
            "over": row["over"] is True,
            "overdue": write_count(row["overdue"]),
            "next": (write_text(due[name]) if due[name] else "no date")
            if (name := row["organisation"]) in due
            else "–",
        }
        for row in table.to_dict("records")
    ]
    caption = f"{counted(len(rows), 'organisation')} in all"
    return render("organisations", rows=rows, caption=caption, all_paged=len(own) == len(table))


def _each_organisation(
    portfolio: Portfolio, frames: Mapping[str, pd.DataFrame], own: Mapping[str, str]
) -> Iterator[FurtherPage]:
    addresses = _addresses(portfolio)
    seats, actions = frames["seats"], frames["actions"]
    people = _say_people(portfolio)
    sitting, asking = seats.groupby("organisation").indices, actions.groupby("owner").indices
    for row in frames["organisations"].to_dict("records"):
        name = str(row["organisation"])
        if name not in own:
            continue
        rows = [
            {
                "name": seat["partnership"],
                "address": addresses.get(seat["slug"], ""),
                "lead": "not known" if pd.isna(seat["lead"]) else "yes" if seat["lead"] else "no",
                "led": write_count(seat["risks_led"]),
                "hours": _hours(seat["hours"]),
                "money": "not known" if pd.isna(seat["money"]) else say_pounds(float(seat["money"])),
            }
            for seat in seats.iloc[sitting[name]].sort_values("partnership").to_dict("records")
        ]
        asked = actions.iloc[asking.get(name, [])]
        table = Table(
            asked.head(MOST_ACTIONS)[["partnership", "what", "due", "state"]],
            "Actions agreed and not done, overdue first",
            headings={"due": "By when"},
            missing="no date",
            empty="No action that is not done names it.",
            note=f"The first {MOST_ACTIONS} of {len(asked):,}." if len(asked) > MOST_ACTIONS else "",
        )
        whose = "set in the register" if portfolio.register.sets_limit(name) else "the limit is ours, not in the guide"
        limit = f"its limit of {write_number(portfolio.register.hours_limit(name))} ({whose})"
        sentences = [*_say_identity(portfolio, name), *_say(row, limit), *people.get(name, [])]
        body = render("organisation", sentences=sentences, seats=rows, actions=table.html)
        yield FurtherPage(own[name], name, str(body))


def _say_people(portfolio: Portfolio) -> dict[str, list[str]]:
    """Of each organisation that sends one person to several partnerships, say so, and where it knows nobody else."""
    sent: dict[tuple[str, str], dict[str, str]] = {}
    number: Counter[tuple[str, str]] = Counter()
    for review in portfolio.reviews:
        for seat in review.seats:
            name = portfolio.name_of(seat.name)
            for code, role in seat.people:
                sent.setdefault((name, code), {})[review.slug] = role
                number[name, review.slug] += 1
    said: dict[str, list[str]] = {}
    for (name, _), roles in sorted(sent.items(), key=lambda row: (-len(row[1]), row[0])):
        if len(roles) > 1:
            posts = listed(dict.fromkeys(roles.values()), len(roles))
            alone = sum(number[name, slug] == 1 for slug in roles)
            where = "none" if not alone else "all" if alone == len(roles) else f"{alone}"
            only = f"In {where} of them nobody else is named for it."
            said.setdefault(name, []).append(f"One person ({posts}) represents it in {len(roles)} partnerships. {only}")
    return said


def _hours(value: Any) -> str:
    """Write hours a month, to one decimal: half an hour is not none."""
    return "not known" if pd.isna(value) else write_number(round(float(value), 1))


def _say_identity(portfolio: Portfolio, name: str) -> Iterator[str]:
    """Say what the register of organisations knows of one beside its name."""
    known = portfolio.register.find(name)
    if known and known.kind:
        yield f"What it is: {known.kind}."
    if known and known.parent:
        parents = (row.name for row in portfolio.register.organisations if row.id == known.parent)
        yield f"It belongs to {next(parents)}."
    if known and known.aliases:
        yield f"It also goes by {listed(known.aliases, len(known.aliases))}."


def _say(row: Mapping[Any, Any], limit: str) -> list[str]:
    """Say what an organisation carries, and what would be lost without it."""
    leads = f" It is the lead organisation of {row['leads']}." if row["leads"] else ""
    sentences = [f"It sits in {counted(row['partnerships'], 'partnership')}, {say_share(row['share'])} of all.{leads}"]
    if pd.isna(row["hours"]):
        sentences.append("No file says how many hours it gives.")
    else:
        over = "more than" if row["over"] else "within"
        hours, known = _hours(row["hours"]), int(row["hours_known"])
        sentences.append(
            f"It gives {hours} {'hour' if hours == '1' else 'hours'} a month in the "
            f"{counted(known, 'partnership')} that {verb(known, 'says', 'say')} so. That is {over} {limit}."
        )
    if pd.notna(row["risks_led"]) and row["risks_led"]:
        led = counted(int(row["risks_led"]), "open risk would lose its lead", "open risks would lose their lead")
        sentences.append(f"If it withdrew from all, {led}.")
    if pd.notna(row["money"]):
        sentences.append(f"It brings {say_pounds(float(row['money']), rounded=True)} a year, where files say how much.")
    return sentences
