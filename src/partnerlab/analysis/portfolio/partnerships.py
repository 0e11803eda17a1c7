"""How each partnership stands, the one with most to act on first, and why in words."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from functools import cache
from typing import Any

import pandas as pd

import partnerlab
from partnerlab.analysis.findings import Severity
from partnerlab.analysis.portfolio.reading import MEASURES, Portfolio
from partnerlab.analysis.portfolio.reviewed import Reviewed
from partnerlab.guide.frameworks import frameworks
from partnerlab.wording import counted, with_capital

_SUMMARY = ("partnership", "slug", "stage", "as_at", *(severity.value for severity in Severity))
_ABOUT = ("area", "sponsor", "lead", "sectors", "outcomes", "reason")


def summarise_partnerships(portfolio: Portfolio) -> pd.DataFrame:
    """Say how each partnership stands, the one with most red findings first.

    Returns
    -------
    pandas.DataFrame
        Columns `partnership`, `slug`, `stage`, `as_at`, `red`, `amber`, `unknown`, `green` (numbers of findings),
        `actions_open` (not done), `actions_overdue` (of those), the others of `MEASURES` (all as the reviews measured
        them; missing when a review has none), `complete`, `illustrative`, `area`, `sponsor`, `lead` (missing when the
        record names none), `sectors`, `outcomes` (tuples of words), `reason` (why it stands where it does).
    """
    rows = [_summary(review, portfolio.name_of) for review in portfolio.reviews]
    frame = pd.DataFrame(rows, columns=[*_SUMMARY, *MEASURES, "complete", "illustrative", *_ABOUT])
    frame = frame.astype(dict.fromkeys(MEASURES, "Float64"))
    return frame.sort_values(["red", "amber", "partnership"], ascending=[False, False, True], ignore_index=True)


def _summary(review: Reviewed, named: Callable[[str], str]) -> dict[str, Any]:
    return {
        "partnership": review.name,
        **{name: getattr(review, name) for name in ("slug", "stage", "as_at", "complete", "illustrative")},
        **{severity.value: number for severity, number in review.counts.items()},
        **review.measures,
        "area": review.area,
        "sponsor": named(review.sponsor) if review.sponsor else None,
        "lead": named(review.lead) if review.lead else None,
        "outcomes": tuple(outcome_titles().get(outcome, outcome) for outcome in review.outcomes),
        "sectors": tuple(sorted({seat.sector for seat in review.seats if seat.sector})),
        "reason": say_reason(review),
    }


@cache
def outcome_titles() -> Mapping[str, str]:
    """Title of each outcome of the supplied frameworks, by id."""
    return {outcome.id: outcome.title for framework in frameworks() for outcome in framework.outcomes}


def say_reason(review: Reviewed) -> str:
    """Say in a sentence or two why a partnership asks for attention."""
    if not any(review.counts.values()):
        return "No finding is known: its review has not succeeded yet."
    parts = [
        counted(int(number), one, several)
        for name, one, several in (
            ("risks_without_lead", "open risk without a lead", "open risks without a lead"),
            ("actions_overdue", "action overdue", "actions overdue"),
            ("milestones_overdue", "milestone overdue", "milestones overdue"),
        )
        if (number := review.measures.get(name))
    ]
    told = f"{', '.join(parts)}. {review.worst}" if parts else review.worst
    if told:
        return with_capital(told).strip()
    if amber := review.counts.get(Severity.AMBER):
        return f"{counted(amber, 'finding')} to attend to; none calls for action now."
    if review.counts.get(Severity.UNKNOWN):
        return "Nothing that is known calls for action."
    return "All that is asked is in place."


def summarise_portfolio(portfolio: Portfolio) -> str:
    """Say in a few sentences how the partnerships stand together.

    Examples
    --------
    >>> summarise_portfolio(Portfolio())
    'No review has been made yet.'
    """
    if not portfolio.reviews:
        return " ".join(["No review has been made yet.", *_left_out(portfolio)])
    frame = summarise_partnerships(portfolio)
    red = frame[frame["red"] > 0]
    known = frame["actions_overdue"].dropna()
    overdue = int(known.sum())
    unknown = len(frame) - len(known)
    untold = f"; of {counted(unknown, 'partnership', 'partnerships')} it is not known" if unknown else ""
    sentences = [
        f"{counted(len(frame), 'partnership is', 'partnerships are')} reviewed; "
        f"{counted(len(red), 'has a finding that calls', 'have findings that call', none='none')} for action now.",
        f"{counted(overdue, 'action is', 'actions are', none='No')} overdue{untold}."
        if len(known)
        else "Whether actions are overdue is not known.",
    ]
    if not frame["complete"].all():
        missing = counted(int((~frame["complete"]).sum()), "review is", "reviews are")
        sentences.append(f"{missing} not complete; run the notebooks that failed again.")
    return " ".join([*sentences, *_left_out(portfolio), *_made_elsewhere(portfolio)])


def _left_out(portfolio: Portfolio) -> list[str]:
    number = len({*portfolio.left_out, *(fault.file.partition("/")[0] for fault in portfolio.faults)})
    if not number:
        return []
    return [f"{counted(number, 'file is', 'files are')} set aside as faulty, or gone; see below which and why."]


def _made_elsewhere(portfolio: Portfolio) -> list[str]:
    """Say how many reviews another version of partnerlab made, whose rules may differ."""
    number = sum(review.made_elsewhere is not None for review in portfolio.reviews)
    if not number:
        return []
    told = counted(number, "review was", "reviews were")
    again = "run it again" if number == 1 else "run them again"
    return [f"{told} made by another version of partnerlab, whose rules may differ; {again}."]


def list_left_out(portfolio: Portfolio) -> pd.DataFrame:
    """List which partnerships are not here, or are here as they last were, and why.

    Returns
    -------
    pandas.DataFrame
        Columns `partnership` (name of its folder), `why`, `shown` (whether its last good review is still shown).
        One that another version of partnerlab made is shown as that left it.
    """
    here = {review.slug for review in portfolio.reviews}
    rows = [(slug, why, slug in here) for slug, why in portfolio.left_out.items()]
    rows += [(fault.file.partition("/")[0], f"its results.json {fault.message}", False) for fault in portfolio.faults]
    rows += [
        (
            review.slug,
            f"its review was made by {_other(review.made_elsewhere)}, whose rules may differ; run it again",
            True,
        )
        for review in portfolio.reviews
        if review.made_elsewhere is not None
    ]
    return pd.DataFrame(sorted(rows), columns=["partnership", "why", "shown"])


def _other(version: str) -> str:
    """Name another version of partnerlab; two builds may bear one number."""
    number = f" (number {version})" if version and version != partnerlab.__version__ else ""
    return f"another version of partnerlab{number}"


GROUPS = {
    "outcome": "outcomes",
    "area": "area",
    "stage": "stage",
    "sector": "sectors",
    "sponsor": "sponsor",
    "lead": "lead",
}
"""What partnerships are grouped by, and the column that says so."""


def group_partnerships(summary: pd.DataFrame, by: str) -> pd.DataFrame:
    """Count partnerships by outcome, area, stage, sector, sponsor or lead organisation.

    Parameters
    ----------
    summary
        What `summarise_partnerships` returns.
    by
        One of `GROUPS`.

    Returns
    -------
    pandas.DataFrame
        Columns `group` ("not said" for those that do not say), `partnerships`, `red` (how many of them have a finding
        that calls for action now), `exposure_mean`, `actions_overdue` (sums of what is known; missing when nothing
        is), most partnerships first. A partnership with two outcomes counts in both.
    """
    column = GROUPS[by]
    frame = summary[["partnership", "red", "exposure_mean", "actions_overdue", column]].rename(
        columns={column: "group"}
    )
    if frame["group"].map(lambda value: isinstance(value, tuple)).any():
        frame = frame.explode("group")
    frame["group"] = frame["group"].astype("object").where(frame["group"].notna(), "not said")
    grouped = frame.groupby("group", sort=True)
    table = pd.DataFrame(
        {
            "partnerships": grouped.size(),
            "red": grouped["red"].agg(lambda column: int((column > 0).sum())),
            "exposure_mean": grouped["exposure_mean"].sum(min_count=1),
            "actions_overdue": grouped["actions_overdue"].sum(min_count=1),
        }
    ).reset_index()
    return table.sort_values(["partnerships", "group"], ascending=[False, True], ignore_index=True)


def group_by_each(summary: pd.DataFrame) -> dict[str, pd.DataFrame]:
    """Count partnerships by each of `GROUPS` of which anything is said; see `group_partnerships`."""
    tables = {by: group_partnerships(summary, by) for by in GROUPS}
    return {by: table for by, table in tables.items() if (table["group"] != "not said").any()}


def list_unserved(portfolio: Portfolio) -> pd.DataFrame:
    """List the outcomes that no partnership serves, of each framework of which at least one outcome is served.

    Returns
    -------
    pandas.DataFrame
        Columns `framework` (its title), `outcome`, in the order of the framework.
    """
    served = {outcome for review in portfolio.reviews for outcome in review.outcomes}
    used = [framework for framework in frameworks() if served & {outcome.id for outcome in framework.outcomes}]
    rows = [
        (framework.title, outcome.title)
        for framework in used
        for outcome in framework.outcomes
        if outcome.id not in served
    ]
    return pd.DataFrame(rows, columns=["framework", "outcome"])
