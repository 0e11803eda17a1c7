"""Tables of what is recorded as it stands: money by year, seats, time, options that could turn a curve."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from typing import TYPE_CHECKING

import pandas as pd

from partnerlab.display.table import Table, leave_out_empty
from partnerlab.wording import listed

if TYPE_CHECKING:
    from partnerlab.analysis.facts.holders import Holder
    from partnerlab.analysis.mapping.papers import Clash
    from partnerlab.analysis.risk_allocation.worth import Span
    from partnerlab.analysis.silence import SilentConclusion


def money_by_year(funding: pd.DataFrame) -> Table:
    """Show what was offered, cut and reinstated for each year, from `mapping.list_funding`."""
    return Table(
        funding,
        "Money by year: offered, cut, reinstated",
        headings={"funder": "From", "stands": "Total now"},
        units=dict.fromkeys(("offered", "cut", "reinstated", "stands"), "£"),
        formats=dict.fromkeys(("offered", "cut", "reinstated", "stands"), "{:,.0f}"),
        missing="–",
        empty="No money is recorded by year.",
    )


def body_seats(seats: pd.DataFrame) -> Table:
    """Show how bodies are made up: chair and vice-chair, rotation, quorum, members besides partners.

    A body of which nothing but chair and partners is recorded stands in the figure of the governance alone.

    Takes what `mapping.list_seats` returns.
    """
    recorded = seats[["vice_chair", "rotation", "quorum", "others"]].notna().any(axis=1)
    return Table(
        seats[recorded],
        "How bodies are made up",
        headings={"vice_chair": "Vice-chair", "rotation": "How the chair passes on", "others": "Other members"},
        missing="–",
        empty="No vice-chair, rotation, quorum, elected or independent member of a body is recorded.",
    )


def time_given(time: pd.DataFrame) -> Table:
    """Show the time that each person can give, from `mapping.list_time`."""
    return Table(
        time,
        "Time that each person can give",
        headings={"stands_for": "For"},
        empty="Nobody's time is recorded.",
        shows=("MA840",),
    )


def sitting_costs(compared: pd.DataFrame) -> Table:
    """Show what sitting costs each partner beside what it brings, from `mapping.compare_sitting`."""
    rate, amounts = compared.attrs.get("rate"), ["sitting", "sitting_cost", "worth", "sitting_share"]
    known = compared[amounts].notna().any(axis=None)
    return Table(
        compared.loc[compared.index if known else [], ["name", *amounts]],
        "What sitting costs, and what each partner brings",
        headings={
            "name": "Partner",
            "sitting": "Hours of sitting a year",
            "sitting_cost": "Cost of sitting a year",
            "worth": "All that it brings a year",
            "sitting_share": "Sitting as a share of it",
        },
        units={"sitting_cost": "£", "worth": "£"},
        formats={"sitting": "{:,.0f}", "sitting_cost": "{:,.0f}", "worth": "{:,.0f}", "sitting_share": "{:.0%}"},
        empty="Neither the hours of sitting nor what partners bring is recorded.",
        note=f"An hour counts as £{rate:g}, which is ours (`pounds_an_hour`)." if rate is not None else "",
        shows=("MA842",),
    )


def what_works(options: pd.DataFrame) -> Table:
    """Show what could turn each curve, what shows it, and what it costs, from `evaluation.list_options`."""
    return Table(
        options,
        "What could turn the curve",
        headings={
            "option": "What could be done",
            "evidence": "What shows that it works",
            "strength": "Evidence",
            "cost": "Cost a year",
            "partner": "Who could do it",
        },
        units={"cost": "£"},
        formats={"cost": "{:,.0f}"},
        missing="–",
        empty="No option that could turn a curve is recorded.",
    )


def role_holders(holders: Iterable[Holder], names: Mapping[str, str]) -> Table:
    """Show what hangs on each person, who would cover, and what would stop if they left tomorrow.

    Takes what `mapping.list_holders` returns, and what a reader knows partners by (`review.names`).
    """
    rows = [
        (
            f"{row.role}, {names.get(row.partner, row.partner)}{row.which}" if row.partner else row.role,
            len(row.holdings),
            _say_cover(row),
            listed((one.what for one in row.uncovered), most=4, none="nothing recorded", rest=("other", "others")),
        )
        for row in holders
    ]
    return Table(
        pd.DataFrame(rows, columns=["who", "holds", "cover", "stops"]),
        "If this person left tomorrow",
        headings={"who": "Post", "holds": "Things held", "cover": "Who would cover", "stops": "What would stop"},
        missing="nobody recorded",
        empty="No person is recorded who holds anything.",
        note="What an organisation leads or answers for hangs on its only representative.",
        shows=("MA862",),
    )


def _say_cover(holder: Holder) -> str | None:
    """Say who would cover, and how many things nobody is recorded for; None where that is all of them."""
    cover = listed(dict.fromkeys(one.cover for one in holder.holdings if one.cover), none="")
    left = len(holder.uncovered)
    if not cover or not left:
        return cover or None
    return f"nobody recorded for {left}; for {len(holder.holdings) - left}, {cover}"


def priorities_served(priorities: pd.DataFrame) -> Table:
    """Show which priorities of the government's programme are served, from `scoping.list_priorities`."""
    return Table(
        priorities[["priority", "through", "mission", "why"]],
        "Priorities of the programme that the partnership serves",
        headings={"through": "Through the outcome", "mission": "Its mission", "why": "How"},
        missing="–",
        empty="No priority of a programme is recorded.",
        note=str(priorities.attrs.get("missions", "")) if len(priorities) else "",
        shows=("SC821",),
    )


def official_indicators(official: pd.DataFrame) -> Table:
    """Show the official indicators of the outcomes served, with their rules, from `scoping.list_official`."""
    headings = {
        "base": "Official base",
        "interval": "Change that counts",
        "counts": "Counted",
        "codes": "Codes on the data portal",
        "in_file": "In this file as",
    }
    below = {"mission": "outcome", "counts": "interval", "codes": "indicator", "remark": "indicator"}
    known, note = leave_out_empty(official, headings)
    return Table(
        known,
        "Official indicators of these outcomes",
        headings={name: text for name, text in headings.items() if name in known},
        below={name: above for name, above in below.items() if {name, above} <= {*known}},
        note=note,
        missing="–",
        empty="No outcome of a supplied framework is named.",
        download=True,
    )


def paper_clashes(found: Iterable[Clash]) -> Table:
    """Show each contradiction between the written papers, from `mapping.compare_papers`."""
    rows = [(*clash.papers, clash.sentence) for clash in found]
    return Table(
        pd.DataFrame(rows, columns=["paper", "against", "contradiction"]),
        "Do the papers agree? Contradictions between them",
        headings={"against": "Set against", "contradiction": "What they say"},
        empty="We found no contradiction between papers in what is recorded.",
        shows=("MA861",),
    )


_JUDGED_BY = {"relationships": "MA206", "ratings": "RA208"}
"""The rule on conclusions from each table of the file, other than those of the self-assessment."""


def silent_partners(found: Iterable[SilentConclusion], names: Mapping[str, str]) -> Table:
    """Show which conclusions some partners have not answered for, and what their answers could make of them.

    Takes what `doubt_mapping`, `doubt_ratings` or `doubt_answers` returns, and what a reader knows
    partners by (`review.names`).
    """
    every = list(found)
    rows = [row for row in every if row.silent]
    rows.sort(key=lambda row: (not row.bounds.rests_on_one, row.bounds.stands))
    shown = [
        (
            row.about,
            row.bounds.now,
            listed(sorted(row.bounds.one - {row.bounds.now}), last="or", none="nothing else"),
            listed(sorted(row.bounds.all - {row.bounds.now}), last="or", none="nothing else"),
            listed(names.get(name, name) for name in row.silent),
        )
        for row in rows
    ]
    return Table(
        pd.DataFrame(shown, columns=["about", "now", "one", "all", "silent"]),
        "Whose silence could change the answer?",
        headings={
            "about": "Conclusion",
            "now": "As it is now",
            "one": "One more answer could make it",
            "all": "All answers could make it",
            "silent": "Not answered by",
        },
        empty=(
            "No conclusion from partners' answers lacks the answer of a partner that could give it."
            if every
            else "There is no conclusion yet that rests on the answers of single partners."
        ),
        note=_weigh_silence(rows, names),
        shows=(_JUDGED_BY.get(every[0].table, "EV871"),) if every else (),
    )


def _weigh_silence(rows: Sequence[SilentConclusion], names: Mapping[str, str]) -> str:
    """Say for how many conclusions the answer of each silent partner alone could change them."""
    power = Counter(name for row in rows if row.bounds.rests_on_one for name in row.silent)
    if not power:
        return "No single answer more would change any of these." if rows else ""
    told = listed((f"{names.get(name, name)} {number}" for name, number in power.most_common()), most=8)
    return f"Conclusions that the answer of one partner alone could change: {told}."


def worth_of_it(lines: Iterable[tuple[str, Span, str]], answer: str) -> Table:
    """Show what the partnership costs and brings in a year, as ranges, and whether it is worth it.

    Takes what `risk_allocation.list_worth` returns, and the sentence of `risk_allocation.assess_worth`.
    """
    rows = [(what, span.low, span.high, basis or None) for what, span, basis in lines]
    frame = pd.DataFrame(rows, columns=["what", "low", "high", "basis"]).astype({"low": "Float64", "high": "Float64"})
    return Table(
        frame,
        "Is it worth it? Pounds a year, from the least to the most",
        headings={"what": "Pounds a year", "low": "At least", "high": "At most", "basis": "Based on"},
        units={"low": "£", "high": "£"},
        formats={"low": "{:,.0f}", "high": "{:,.0f}"},
        missing="–",
        shows=("RA405",),
        note=f"{answer} A dash is no bound: what is not recorded may be anything.",
    )
