"""Tables of the scoping review that stand as they are: founders, constraints, terms, agreements."""

from __future__ import annotations

import pandas as pd

from partnerlab.display.table import Table
from partnerlab.guide import agreement_types

BINDS = {True: "yes", False: "no", None: "as the agreement that it belongs to"}
"""Whether a kind of agreement binds, in words."""


def founding_roles(assessed: pd.DataFrame) -> Table:
    """Show who initiates, brokers and owns, and whether that was looked at in this phase.

    Takes what `scoping.assess_founders` returns.
    """
    return Table(
        assessed[["founder", "organisation", "role", "reviewed", "state"]],
        "Who sets the partnership up",
        headings={"founder": "Role", "role": "Post", "reviewed": "Last reviewed"},
        missing="–",
        shows=("SC301", "SC302", "SC303", "SC403"),
    )


def constraints_answered(assessed: pd.DataFrame) -> Table:
    """Show what limits the partnership and what is done about it, from `scoping.assess_constraints`."""
    return Table(
        assessed[["constraint", "kind", "binds", "until", "response", "state"]],
        "Constraints and what is done about them",
        headings={"response": "What is done"},
        missing="–",
        empty="No constraint is named.",
        shows=("SC505",),
    )


def outside_terms(assessed: pd.DataFrame) -> Table:
    """Show the terms agreed with each partner outside government, from `scoping.assess_terms`."""
    return Table(
        assessed[["name", "sector", "state", "tasks", "unanswered_tasks", "clause"]],
        "Terms with partners outside government",
        headings={
            "name": "Partner",
            "state": "Terms of reporting",
            "unanswered_tasks": "Tasks without a public body accountable",
            "clause": "Clause in an agreement it signed",
        },
        missing="signed none",
        empty="No partner is known to be outside government.",
        shows=("SC601", "SC602"),
    )


def written_agreements(chosen: pd.DataFrame) -> Table:
    """Show which kind of written agreement suits, and why, from `scoping.choose_instrument`."""
    return Table(
        chosen,
        "Which written agreement suits, and why",
        headings={
            "instrument": "Kind",
            "advice": "What the data suggest",
            "for": "Evidence for it",
            "against": "Evidence against it",
            "in_file": "In the file",
            "why_chosen": "Reason given",
        },
        missing="–",
        shows=("SC603", "SC604"),
    )


def agreement_kinds() -> Table:
    """Show what the guide says of each kind of agreement: when to use it, what it is not, whether it binds (App. 4)."""
    rows = [
        (kind.title, BINDS[kind.binding], "; ".join(kind.use_when), "; ".join(kind.is_not))
        for kind in agreement_types()
    ]
    return Table(
        pd.DataFrame(rows, columns=["kind", "binds", "use_when", "is_not"]),
        "What each kind of agreement is for",
        headings={"binds": "Binding in law", "use_when": "Use it when", "is_not": "What it is not"},
    )


def pair_resources(assessed: pd.DataFrame) -> Table:
    """Show which level the hours entered bear for each pair, what lacks most first.

    Takes what `scoping.assess_pair_resources` returns.
    """
    pairs = [f"{first} – {second}" for first, second in assessed[["first", "second"]].itertuples(index=False)]
    known = assessed[["needed", "hours"]].notna().to_numpy().any()
    none = "Neither the level needed nor any hours are recorded for a pair."
    return Table(
        assessed.assign(pair=pairs)[["pair", "needed", "hours", "borne", "state"]].iloc[: None if known else 0],
        "Level that the hours are enough for, pair by pair",
        headings={"needed": "Level needed", "hours": "Hours of each", "borne": "Enough for level", "state": "Enough?"},
        units={"hours": "a year"},
        formats={"hours": "{:,.0f}"},
        empty=none if len(assessed) else "Fewer than two partners are recorded.",
        note="How many hours each level takes is ours, not in the guide: `level_hours` and `level_growth`.",
        most=15,
        download=True,
        shows=("SC839",),
    )
