"""All partnerships at once, from what their reviews left: status, load on organisations, overlap, common findings."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from itertools import groupby
from typing import Any

import pandas as pd

from partnerlab.analysis.findings import Severity
from partnerlab.analysis.results import Results, read_results
from partnerlab.methods.memberships import compare_memberships, score_memberships
from partnerlab.wording import counted

MOST_COMPARED = 150
"""Partnerships compared pair by pair; beyond it only those that share a member with another are, most shared first."""

MEASURES = {
    "actions_overdue": "actions past their date",
    "actions_open": "actions not done, those past their date among them",
    "exposure_mean": "mean cost of risks a year, in pounds",
    "exposure_p80": "cost of risks not exceeded in 8 years out of 10, in pounds",
    "risks_without_lead": "open risks that nobody leads on",
    "spent": "money spent, in pounds",
    "budget": "budget of all milestones, in pounds",
    "milestones_overdue": "milestones past their date",
}
"""Measures of a review that the portfolio shows for each partnership, and what each means."""


@dataclass(frozen=True)
class Portfolio:
    """What the reviews of all partnerships left."""

    results: tuple[Results, ...]

    @property
    def partnerships(self) -> int:
        """How many partnerships there are."""
        return len(self.results)


def read_portfolio(folder: str) -> Portfolio:
    """Read what the reviews in a folder left; see `read_results` for what is refused."""
    return Portfolio(read_results(folder))


def summarise_partnerships(portfolio: Portfolio) -> pd.DataFrame:
    """Say how each partnership stands, the one with most red findings first.

    Returns
    -------
    pandas.DataFrame
        Columns `partnership`, `slug`, `stage`, `as_at`, `red`, `amber`, `unknown`, `green` (numbers of findings),
        `actions_open` (not done), `actions_overdue` (of those), the others of `MEASURES` (all as the reviews measured
        them; missing when a review has none), `complete`, `illustrative`.
    """
    rows = [_summary(results) for results in portfolio.results]
    frame = pd.DataFrame(rows, columns=[*_SUMMARY, *MEASURES, "complete", "illustrative"])
    frame = frame.astype(dict.fromkeys(MEASURES, "Float64"))
    return frame.sort_values(["red", "amber", "partnership"], ascending=[False, False, True], ignore_index=True)


_SUMMARY = ("partnership", "slug", "stage", "as_at", *(severity.value for severity in Severity))


def _summary(results: Results) -> dict[str, Any]:
    seen = results.partnership
    counts = {level.value: sum(row.severity is level for row in results.findings) for level in Severity}
    known = {name: value for name in MEASURES if isinstance(value := results.measure(name), int | float)}
    return {
        "partnership": results.name,
        "slug": results.slug,
        "stage": seen.stage if seen else None,
        "as_at": seen.as_at if seen else None,
        **counts,
        **known,
        "complete": results.complete,
        "illustrative": bool(seen and seen.illustrative),
    }


def score_organisations(portfolio: Portfolio) -> pd.DataFrame:
    """Say what the partnerships together ask of each organisation (¶2.3, ¶2.12).

    Organisations are the same when their names are, whatever ids the files use.

    Returns
    -------
    pandas.DataFrame
        Columns `organisation`, `partnerships` (number), `share` (of all, 0 to 1), `risks_led` (missing when no review
        counts them), `names` (the partnerships), most partnerships first.
    """
    seats = _seats(portfolio)
    scored = score_memberships(seats).rename(columns={"load": "risks_led"})
    names = seats.groupby("organisation")["partnership"].agg(lambda rows: ", ".join(sorted(set(rows))))
    scored["names"] = scored["organisation"].map(names) if len(scored) else pd.Series(dtype="object")
    return scored[["organisation", "partnerships", "share", "risks_led", "names"]]


def compare_partnerships(portfolio: Portfolio) -> pd.DataFrame:
    """Say which partnerships share members and outcomes: candidates to merge or end (¶2.3).

    Returns
    -------
    pandas.DataFrame
        As `methods.memberships.compare_memberships`, pairs that share at least one member.
    """
    seats = _seats(portfolio)
    if len(portfolio.results) > MOST_COMPARED:
        several = seats.groupby("organisation")["partnership"].transform("nunique") > 1
        shared = seats[several].groupby("partnership").size().sort_values(ascending=False, kind="stable")
        seats = seats[seats["partnership"].isin(shared.index[:MOST_COMPARED])]
    outcomes = pd.DataFrame(
        [
            (outcome, results.name)
            for results in portfolio.results
            if results.partnership
            for outcome in results.partnership.outcomes
        ],
        columns=["outcome", "partnership"],
    )
    pairs = compare_memberships(seats, outcomes)
    return pairs[pairs["members_shared"] > 0].reset_index(drop=True)


def find_common_findings(portfolio: Portfolio) -> pd.DataFrame:
    """Say which findings come up in several partnerships, the most frequent first (¶4.11).

    Returns
    -------
    pandas.DataFrame
        Columns `code`, `paragraph`, `worst` (severity), `partnerships` (how many have it red or amber), `share` (of
        all, 0 to 1), `example` (a message), `remedy`, `names`.
    """
    bad = sorted(
        (
            (finding.code, results.name, finding)
            for results in portfolio.results
            for finding in results.findings
            if finding.severity in {Severity.RED, Severity.AMBER}
        ),
        key=lambda row: (row[0], row[2].severity.rank, row[1], row[2].subject),
    )
    rows = []
    for code, group in groupby(bad, key=lambda row: row[0]):
        found = list(group)
        names = sorted({name for _, name, _ in found})
        worst = found[0][2]
        share = len(names) / len(portfolio.results)
        told = (worst.severity.value, len(names), share, worst.message, worst.remedy, ", ".join(names))
        rows.append((code, worst.paragraph, *told))
    columns = ["code", "paragraph", "worst", "partnerships", "share", "example", "remedy", "names"]
    frame = pd.DataFrame(rows, columns=columns)
    return frame.sort_values(["partnerships", "code"], ascending=[False, True], ignore_index=True)


def list_actions(portfolio: Portfolio, states: Iterable[str] = ("overdue", "open")) -> pd.DataFrame:
    """List what is to be done in all partnerships, overdue first.

    Returns
    -------
    pandas.DataFrame
        Columns `partnership`, `what`, `owner`, `due`, `state`, `code`, `paragraph`.
    """
    wanted, told = list(states), ["what", "owner", "due", "state", "code", "paragraph"]
    rows = {
        (wanted.index(step.state), str(step.due or "9999"), results.name, step.what): (
            results.name,
            *(getattr(step, name) for name in told),
        )
        for results in portfolio.results
        for step in results.actions
        if step.state in wanted
    }
    return pd.DataFrame([rows[key] for key in sorted(rows)], columns=["partnership", *told])


def summarise_portfolio(portfolio: Portfolio) -> str:
    """Say in a sentence or two how the partnerships stand together.

    Examples
    --------
    >>> summarise_portfolio(Portfolio(()))
    'No review has been made yet.'
    """
    frame = summarise_partnerships(portfolio)
    if frame.empty:
        return "No review has been made yet."
    red = frame[frame["red"] > 0]
    known = frame["actions_overdue"].dropna()
    overdue = int(known.sum())
    unknown = len(frame) - len(known)
    untold = f"; of {counted(unknown, 'partnership', 'partnerships')} it is not known" if unknown else ""
    sentences = [
        f"{counted(len(frame), 'partnership is', 'partnerships are')} reviewed; "
        f"{counted(len(red), 'has', 'have', none='none')} findings that call for action now.",
        f"{counted(overdue, 'action is', 'actions are', none='No')} overdue{untold}.",
    ]
    if not frame["complete"].all():
        missing = counted(int((~frame["complete"]).sum()), "review is", "reviews are")
        sentences.append(f"{missing} not complete; run the notebooks that failed again.")
    return " ".join(sentences)


def _seats(portfolio: Portfolio) -> pd.DataFrame:
    rows = []
    for results in portfolio.results:
        for partner in results.partnership.partners if results.partnership else ():
            led = results.measure("risks_led", partner.id)
            rows.append((partner.name, results.name, led if isinstance(led, int | float) else None))
    frame = pd.DataFrame(rows, columns=["organisation", "partnership", "load"])
    if not frame.empty:
        spelled = frame.groupby(frame["organisation"].str.casefold())["organisation"].transform("first")
        frame["organisation"] = spelled
    return frame
