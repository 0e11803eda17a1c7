"""What the partnerships together ask of each organisation, and what would be lost if it withdrew (¶2.3, ¶2.12)."""

from __future__ import annotations

from collections import defaultdict

import pandas as pd

from partnerlab.analysis.portfolio.reading import Portfolio
from partnerlab.methods.memberships import score_memberships

_SEATS = {
    "organisation": "object",
    "partnership": "object",
    "slug": "object",
    "sector": "object",
    "hours": "Float64",
    "money": "Float64",
    "risks_led": "Float64",
    "lead": "boolean",
}


def list_seats(portfolio: Portfolio) -> pd.DataFrame:
    """List which organisation sits in which partnership, and what it does there.

    Returns
    -------
    pandas.DataFrame
        Columns `organisation` (one name for one organisation), `partnership`, `slug`, `sector`, `hours` (a month),
        `money` (pounds a year), `risks_led` (each missing when not known), `lead` (whether it is the lead
        organisation; missing when the record names none).
    """
    rows = [
        (
            portfolio.name_of(seat.name),
            review.name,
            review.slug,
            seat.sector,
            seat.hours,
            seat.money,
            seat.risks_led,
            None if review.lead is None else portfolio.name_of(review.lead) == portfolio.name_of(seat.name),
        )
        for review in portfolio.reviews
        for seat in review.seats
    ]
    return pd.DataFrame(rows, columns=list(_SEATS)).astype(_SEATS)


def score_organisations(portfolio: Portfolio) -> pd.DataFrame:
    """Say what the partnerships together ask of each organisation (¶2.3, ¶2.12).

    Organisations are the same when their names are, whatever ids the files use, or when the register of organisations
    says so.

    Returns
    -------
    pandas.DataFrame
        Columns `organisation`, `partnerships` (number), `share` (of all, 0 to 1), `risks_led` (missing when no review
        counts them), `hours` (a month; missing when nobody says), `hours_known` (partnerships that say), `leads`
        (partnerships whose lead organisation it is), `money` (pounds a year), `overdue` (its actions past their date),
        `over` (whether its hours pass its limit; missing when it cannot be told), `names` (the partnerships), most
        partnerships first.
    """
    seats = list_seats(portfolio)
    scored = score_memberships(seats.rename(columns={"risks_led": "load"})).rename(columns={"load": "risks_led"})
    grouped = seats.groupby("organisation")
    hours = grouped["hours"].sum(min_count=1)
    known = _partnerships(seats[seats["hours"].notna()])
    leading = _partnerships(seats[seats["lead"].fillna(value=False)])
    overdue: dict[str, int] = defaultdict(int)
    for review in portfolio.reviews:
        names = {seat.id: portfolio.name_of(seat.name) for seat in review.seats}
        for step in review.actions:
            if step.state == "overdue" and step.owner in names:
                overdue[names[step.owner]] += 1
    name = scored["organisation"]
    scored["hours"] = name.map(hours).astype("Float64")
    scored["hours_known"] = name.map(known).fillna(0).astype("Int64")
    scored["leads"] = name.map(leading).fillna(0).astype("Int64")
    scored["money"] = name.map(grouped["money"].sum(min_count=1)).astype("Float64")
    scored["overdue"] = name.map(lambda organisation: overdue.get(organisation, 0)).astype("Int64")
    limits = pd.Series([portfolio.register.hours_limit(organisation) for organisation in name], dtype="Float64")
    scored["over"] = (scored["hours"] > limits).astype("boolean").where(scored["hours"].notna())
    scored["names"] = name.map(grouped["partnership"].agg(lambda rows: ", ".join(sorted(set(rows))))).astype("object")
    return scored[list(_SCORED)]


def _partnerships(seats: pd.DataFrame) -> pd.Series:
    """Count partnerships by organisation; one that has two seats in a partnership sits in it once."""
    return seats.groupby("organisation")["slug"].nunique()


_SCORED = (
    "organisation", "partnerships", "share", "risks_led", "hours", "hours_known", "leads", "money", "overdue", "over",
    "names",
)  # fmt: skip


def list_shared(portfolio: Portfolio) -> pd.DataFrame:
    """Say on what several partnerships rest at once: a lead, a funder, a sponsor, a person, a cause (¶4.3).

    Returns
    -------
    pandas.DataFrame
        Columns `kind`, `what` (of a person: organisation and post), `partnerships` (number, two at least), `share` (of
        all, 0 to 1), `exposure_mean` (pounds a year at stake in them; missing when not known), `names`, most
        partnerships first.
    """
    sharing: dict[tuple[str, str], dict[str, None]] = defaultdict(dict)
    spelled: dict[tuple[str, str], str] = {}
    exposure = {review.name: review.measures.get("exposure_mean") for review in portfolio.reviews}

    def note(kind: str, what: str | None, partnership: str, who: str = "") -> None:
        if what:
            key = (kind, who or what.strip().casefold())
            spelled.setdefault(key, what.strip())
            sharing[key][partnership] = None

    for review in portfolio.reviews:
        note("lead organisation", portfolio.name_of(review.lead) if review.lead else None, review.name)
        note("sponsor", portfolio.name_of(review.sponsor) if review.sponsor else None, review.name)
        for funder in review.funders:
            note("funder", portfolio.name_of(funder), review.name)
        for cause in review.causes:
            note("cause of risks", cause, review.name)
        for seat in review.seats:
            organisation = portfolio.name_of(seat.name)
            for code, role in seat.people:
                note("person", f"{organisation}: {role}", review.name, who=f"{organisation} {code}")
    rows = []
    for (kind, key), held in sharing.items():
        if len(held) > 1:
            known = [value for name in held if (value := exposure[name]) is not None]
            share = len(held) / portfolio.partnerships
            row = (kind, spelled[kind, key], len(held), share, sum(known) if known else None, ", ".join(sorted(held)))
            rows.append(row)
    columns = ["kind", "what", "partnerships", "share", "exposure_mean", "names"]
    frame = pd.DataFrame(rows, columns=columns).astype({"exposure_mean": "Float64"})
    return frame.sort_values(["partnerships", "kind", "what"], ascending=[False, True, True], ignore_index=True)


def lose_each_organisation(portfolio: Portfolio) -> pd.DataFrame:
    """Say what would be lost if one organisation withdrew from all of its partnerships at once.

    Returns
    -------
    pandas.DataFrame
        Columns `organisation`, `partnerships` (that lose it), `leads_lost` (partnerships left without their lead
        organisation), `risks_unled` (open risks that lose their lead), `hours`, `money` (that go with it),
        `money_share` (of the money that all partnerships' members bring), `ended` (partnerships left with fewer than
        two members); the largest loss first.
    """
    seats = list_seats(portfolio)
    members = seats.groupby("slug")["organisation"].transform("nunique")
    seats["ended"] = members <= 2
    grouped = seats.groupby("organisation")
    leading = _partnerships(seats[seats["lead"].fillna(value=False)])
    total = seats["money"].sum(min_count=1)
    table = pd.DataFrame(
        {
            "partnerships": grouped["slug"].nunique(),
            "leads_lost": leading,
            "risks_unled": grouped["risks_led"].sum(min_count=1),
            "hours": grouped["hours"].sum(min_count=1),
            "money": grouped["money"].sum(min_count=1),
            "ended": _partnerships(seats[seats["ended"]]),
        }
    )
    table = table.fillna({"leads_lost": 0, "ended": 0}).astype({"leads_lost": "Int64", "ended": "Int64"})
    table = table.rename_axis("organisation").reset_index()
    table["money_share"] = table["money"] / total if pd.notna(total) and total > 0 else pd.NA
    order = ["leads_lost", "ended", "risks_unled", "partnerships", "organisation"]
    return table.sort_values(order, ascending=[False, False, False, False, True], ignore_index=True)
