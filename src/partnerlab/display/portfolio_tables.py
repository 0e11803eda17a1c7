"""The portfolio's tables on its own page: short, the whole of each in the workbook beside it."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from typing import TYPE_CHECKING, Any

import pandas as pd
from markupsafe import Markup

from partnerlab.amounts import say_pounds_apart
from partnerlab.display.results import Shown, gather_citations, join, notice
from partnerlab.display.table import Table
from partnerlab.page.parts import read_lights, render
from partnerlab.wording import counted, itemised, listed, verb

if TYPE_CHECKING:
    from partnerlab.analysis.portfolio import Rebalance

MOST_ROWS = 30
"""Rows of one table on the portfolio's own page."""
MOST_NAMES = 120
"""Characters of a list of partnerships on the page."""
MOST_SAID = 6
"""Outcomes that a sentence names."""


def show_first(frame: pd.DataFrame, caption: str, *, most: int = MOST_ROWS, **more: Any) -> Shown:
    """Show the first rows of a table, and say how many the workbook holds."""
    left = len(frame) - most
    note = f"The first {most} of {len(frame):,}; the workbook holds all." if left > 0 else ""
    shown = frame.head(most).copy()
    for name in {"names", "example"} & set(shown.columns):
        shown[name] = [_shorten(str(text)) for text in shown[name]]
    return Shown(Table(shown, caption, note=note, **more).html, shown.to_string())


def _shorten(text: str) -> str:
    return text if len(text) <= MOST_NAMES else f"{text[:MOST_NAMES].rpartition(' ')[0]} …"


def fold(name: str, count: int, inside: Shown) -> Shown:
    """Fold a table away under its name."""
    return Shown(render("more", name=name, count=f"{count:,}", inside=inside.html), inside.text)


def _fold_table(frame: pd.DataFrame, caption: str, **more: Any) -> list[Shown]:
    """Fold the first rows of a table away under its caption; nothing where it has none."""
    return [fold(caption, len(frame), show_first(frame, caption, **more))] if len(frame) else []


def _tell(sentence: str) -> Shown:
    return Shown(Markup("<p>{}</p>").format(sentence), sentence)


def portfolio_changes(frames: Mapping[str, pd.DataFrame], changed: pd.DataFrame, sentence: str) -> Shown:
    """Show what changed since the last board, how all stood at past boards, and who was left out and why."""
    parts = [_tell(sentence)]
    headings = {
        "red_before": "Act now, before",
        "red_after": "Act now, after",
        "amber_before": "Attend to, before",
        "amber_after": "Attend to, after",
        "overdue_before": "Overdue, before",
        "overdue_after": "Overdue, after",
    }
    parts += _fold_table(changed, "What changed since the last board", headings=headings, missing="–")
    own = frames["changes"]
    if own.attrs.get("sentence"):
        parts.append(_tell(own.attrs["sentence"]))
    caption = "What changed in each partnership since its own last review"
    said = {"since": "Last review", "first": "The most severe of those worse or new"}
    parts += _fold_table(own, caption, headings=said, missing="–")
    if len(frames["boards"]) > 1:
        parts += _fold_table(
            frames["boards"],
            "All partnerships at each board",
            headings={
                "on": "Board",
                "with_red": "With findings to act on now",
                **{light: words["word"] for light, words in read_lights().items()},
                "exposure_mean": "At stake a year, where known",
                "actions_overdue": "Overdue actions, where known",
            },
            units={"exposure_mean": "£"},
            formats={"exposure_mean": "{:,.0f}"},
        )
    left = frames["left_out"]
    if len(left):
        headings = {"partnership": "Partnership or file", "shown": "Last good review shown here"}
        parts.append(show_first(left, "What is set aside, gone, or left by another version", headings=headings))
    return join(parts)


def portfolio_groups(groups: Mapping[str, pd.DataFrame], unserved: pd.DataFrame) -> Shown:
    """Show how many partnerships there are by outcome, area, stage, sector, sponsor and lead, and what nobody serves.

    Parameters
    ----------
    groups
        What `portfolio.group_partnerships` returns, by what it groups.
    unserved
        What `portfolio.list_unserved` returns.
    """
    headings = {
        "red": "With findings to act on now",
        "exposure_mean": "At stake a year, where known",
        "actions_overdue": "Overdue actions, where known",
    }
    sentence = _say_outcomes(groups, unserved)
    parts = [_tell(sentence)]
    for by, frame in groups.items():
        kind = "lead organisation" if by == "lead" else by
        table = show_first(
            frame,
            f"Partnerships by {kind}",
            headings={"group": kind.capitalize(), **headings},
            units={"exposure_mean": "£"},
            formats={"exposure_mean": "{:,.0f}"},
            missing="not known",
        )
        parts.append(fold(f"Partnerships by {kind}", len(frame), table))
    return join([*parts, *_fold_table(unserved, "Outcomes that no partnership serves")])


def _say_outcomes(groups: Mapping[str, pd.DataFrame], unserved: pd.DataFrame) -> str:
    """Say which outcomes most partnerships serve, and which none does."""
    served = groups["outcome"].query("group != 'not said'") if "outcome" in groups else pd.DataFrame()
    if served.empty:
        return "No partnership says which outcomes it serves."
    most = served.loc[served["partnerships"] == served["partnerships"].max()]
    number = int(most["partnerships"].iloc[0])
    each = f"{counted(number, 'partnership')}{' each' if len(most) > 1 else ''}"
    first = f"Served by most: {itemised(most['group'], MOST_SAID)} ({each})."
    if number == 1:
        first = "No outcome is served by more than one partnership."
    if unserved.empty:
        return first
    nobody = itemised(unserved["outcome"], MOST_SAID)
    are = verb(len(unserved), "outcome is", "outcomes are")
    return f"{first} Of the frameworks in use, {len(unserved)} {are} served by no partnership: {nobody}."


def portfolio_delivery(summary: pd.DataFrame) -> Shown:
    """Show what is spent, which milestones are late and which risks have no lead, over all and by partnership.

    Takes what `portfolio.summarise_partnerships` returns.
    """
    sentence = " ".join(_say_delivery(summary))
    columns = ["risks_without_lead", "milestones_overdue", "budget", "spent_on_budgets", "spent"]
    known = summary.dropna(subset=columns, how="all").sort_values(
        [*columns[:2], "partnership"], ascending=[False, False, True]
    )
    table = _fold_table(
        known[["partnership", *columns]],
        "Risks without a lead, late milestones and spending",
        headings={
            "risks_without_lead": "Open risks without a lead",
            "budget": "Budget of milestones",
            "spent_on_budgets": "Spent on them",
            "spent": "Spent in all",
        },
        units={"spent": "£", "budget": "£", "spent_on_budgets": "£"},
        formats=dict.fromkeys(columns, "{:,.0f}"),
        missing="not known",
    )
    return join([_tell(sentence), *table])


def _say_delivery(summary: pd.DataFrame) -> Iterator[str]:
    both = summary.dropna(subset=["spent_on_budgets", "budget"])
    if len(both):
        spent, budget = say_pounds_apart(*(float(both[name].sum()) for name in ("spent_on_budgets", "budget")))
        who = counted(len(both), "partnership that records", "partnerships that record")
        yield f"{spent} is spent on milestones with a budget of {budget}, in the {who} both."
    else:
        yield "No partnership records both a budget and what is spent."
    for column, one, several, doubt in (
        ("milestones_overdue", "milestone is overdue", "milestones are overdue", "whether milestones are overdue"),
        (
            "risks_without_lead",
            "open risk is without a lead",
            "open risks are without a lead",
            "whether risks have a lead",
        ),
    ):
        known = summary[column].dropna()
        silent = len(summary) - len(known)
        if not len(known):
            yield f"{doubt.capitalize()} is not known."
            continue
        number, places = int(known.sum()), int((known > 0).sum())
        where = f", in {counted(places, 'partnership')}" if number else ""
        untold = f"; of {counted(silent, 'partnership')} it is not known" if silent else ""
        yield f"{counted(number, one, several, none='No')}{where}{untold}."


def portfolio_organisations(frames: Mapping[str, pd.DataFrame], relief: Rebalance) -> Shown:
    """Show who could be relieved of what, on what several partnerships rest, and what a withdrawal would cost."""
    sentence = " ".join([relief.sentence, *_say_shared(frames["shared"]), *_say_withdrawal(frames["withdrawals"])])
    parts = [_tell(sentence)]
    if len(relief.moves):
        parts += _fold_table(relief.moves, "Seats and leads that could move", units={"hours": "a month"})
        caption, units = "Hours a month before and after", dict.fromkeys(("before", "after", "limit"), "hours")
        parts.append(
            fold(caption, len(relief.load), show_first(relief.load, caption, units=units, missing="not looked at"))
        )
    parts += _fold_table(
        frames["shared"],
        "What several partnerships rest on",
        headings={"names": "Which", "share": "Share of all", "exposure_mean": "At stake a year, where known"},
        units={"exposure_mean": "£"},
        formats={"share": "{:.0%}", "exposure_mean": "{:,.0f}"},
        missing="not known",
    )
    parts += _fold_table(
        frames["withdrawals"],
        "If one organisation withdrew from all",
        headings={
            "leads_lost": "Left without their lead organisation",
            "risks_unled": "Risks without a lead",
            "ended": "Left with fewer than two members",
            "money_share": "Share of all money that is known",
        },
        units={"hours": "a month", "money": "£ a year"},
        formats={"money": "{:,.0f}", "money_share": "{:.0%}", "risks_unled": "{:,.0f}"},
        missing="not known",
    )
    return join([*parts, *_fold_table(frames["names"], "Names that may mean one organisation")])


SHARED_KINDS = {
    "sponsor": "sponsors",
    "lead organisation": "lead organisations",
    "funder": "funders",
    "person": "people",
}
"""What partnerships share of which the sentence above the table names the most shared, and its plural."""
MOST_TIED = 3
"""Of those that as many share, so many are named."""


def _say_shared(shared: pd.DataFrame) -> Iterator[str]:
    """Say which sponsor, lead organisation, funder and person most partnerships share, ties among them."""
    for kind, several in SHARED_KINDS.items():
        rows = shared[shared["kind"] == kind]
        if len(rows):
            number = int(rows["partnerships"].max())
            first = rows.loc[rows["partnerships"] == number, "what"]
            head, each = (several, " each") if len(first) > 1 else (kind, "")
            yield f"The most shared {head}: {itemised(first, MOST_TIED)} ({counted(number, 'partnership')}{each})."


def _say_withdrawal(lost: pd.DataFrame) -> Iterator[str]:
    """Say what would be lost without the organisation in several partnerships whose withdrawal would cost most."""
    several = lost[lost["partnerships"] > 1]
    if several.empty:
        return
    worst = several.iloc[0]
    parts = [
        counted(int(worst[name]), one, several)
        for name, one, several in (
            ("leads_lost", "would lose its lead organisation", "would lose their lead organisation"),
            ("ended", "would have fewer than two members", "would have fewer than two members"),
            ("risks_unled", "open risk would lose its lead", "open risks would lose their lead"),
        )
        if pd.notna(worst[name]) and worst[name]
    ]
    if parts:
        count = int(worst["partnerships"])
        every = {1: "its one partnership", 2: "both of its partnerships"}.get(
            count, f"all {count:,} of its partnerships"
        )
        yield f"If {worst['organisation']} withdrew from {every}, {listed(parts)}."


def portfolio_pairs(pairs: pd.DataFrame) -> Shown:
    """Show which partnerships share most of their members, candidates to merge or end first."""
    if pairs.empty:
        return notice("No two partnerships share as many members as it takes to be listed.")
    candidates, doubtful = int(pairs["candidate"].fillna(value=False).sum()), int(pairs["candidate"].isna().sum())
    said = counted(candidates, "pair is a candidate", "pairs are candidates", none="No")
    said = said if candidates else "No pair is known to be a candidate" if doubtful else "No pair is a candidate"
    sentence = f"{said} to merge, or for one of them to end."
    if doubtful:
        share = verb(doubtful, "shares", "share")
        sentence += f" {counted(doubtful, 'pair')} {share} as many members, but not all of their outcomes are known."
    parts = [_tell(sentence)]
    shown = pairs[["first", "second", "candidate", "evidence"]]
    close = shown["candidate"].fillna(value=True).astype(bool)
    if close.any():
        caption = "Partnerships that share most of their members"
        parts.append(show_first(shown[close], caption, missing="cannot tell"))
    fewer = shown[~close].drop(columns="candidate")
    return join([*parts, *_fold_table(fewer, "Partnerships that share fewer members, or other outcomes")])


def portfolio_endings(endings: pd.DataFrame, criteria: Iterable[str]) -> Shown:
    """Show which partnerships should be looked at for ending, because of what, and what counts as a sign.

    Takes what `portfolio.list_endings` and `portfolio.say_criteria` return.
    """
    sentence = endings.attrs.get("sentence") or "No review has been made yet."
    said = {"because": "Because", "told": "Of criteria that are known", "guide": "Guide"}
    table = _fold_table(endings, "Partnerships to be looked at for ending", headings=said)
    rows = list(criteria)
    items = Markup("").join(Markup("<li>{}</li>").format(row) for row in rows)
    inside = Markup("<p>{}</p><ul>{}</ul>").format(CRITERIA_ARE_OURS, items)
    criteria_told = fold("What counts as a sign", len(rows), Shown(inside, "\n".join(rows)))
    return join([_tell(sentence), *table, criteria_told])


CRITERIA_ARE_OURS = (
    "The guide says that ineffective actions may cease (¶4.11). It names no criteria for ending a partnership: these "
    "are ours. Signs of one ground count once. The register of organisations changes the numbers, and how many grounds "
    "it takes."
)
"""Said above the list of criteria."""


def portfolio_actions(actions: pd.DataFrame) -> Shown:
    """Show what was agreed and is not done, overdue first."""
    most = 2 * MOST_ROWS
    headings = {"owner": "Who", "due": "By when", "code": "Finding", "paragraph": "Guide"}
    untold = [name for name in ("code", "paragraph") if actions[name].head(most).isna().all()]
    shown = show_first(
        actions.assign(owner=actions["owner"].fillna("nobody named")).drop(columns=untold),
        "Open actions of all partnerships, overdue first",
        most=most,
        headings={name: said for name, said in headings.items() if name not in untold},
        missing="–",
        empty="No action is open.",
        download=True,
    )
    return Shown(shown.html, shown.text, citations=gather_citations(actions["paragraph"].dropna()))
