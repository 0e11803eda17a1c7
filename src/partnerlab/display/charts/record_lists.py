"""Tables of what is recorded as it stands: money by year, seats, time, options that could turn a curve."""

from __future__ import annotations

import pandas as pd

from partnerlab.display.table import Table


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
        headings={
            "vice_chair": "Vice-chair",
            "rotation": "How the chair passes on",
            "others": "Other members",
        },
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
    rate = compared.attrs.get("rate")
    return Table(
        compared[["name", "sitting", "sitting_cost", "worth", "sitting_share"]],
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
        empty="No partner is recorded.",
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
