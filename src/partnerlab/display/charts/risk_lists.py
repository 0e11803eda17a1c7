"""Tables of the risk review that stand as they are: the register, leads, limits, what is at stake, alerts, tips."""

from __future__ import annotations

import pandas as pd

from partnerlab.amounts import say_pounds
from partnerlab.display.table import Table

MOST_CARRIERS = 8
"""Partners in the table of who carries the delay; the rest carry less."""


def board_room(position: pd.DataFrame) -> Table:
    """Show what to say in the board room, question by question, from `risk_allocation.summarise_position`."""
    return Table(position, "What to say in the board room")


def risk_register(register: pd.DataFrame) -> Table:
    """Show the open risks as a register, from `risk_allocation.summarise_risks`."""
    recorded = register.drop(columns=[name for name in ("owner", "direction") if register[name].isna().all()])
    headings = {"statement": "Cause → event → consequence", "owner": "Owner", "direction": "Direction of travel"}
    return Table(
        recorded,
        "Open risks, worst first",
        headings={name: heading for name, heading in headings.items() if name in recorded},
        missing="–",
        empty="No open risk is recorded.",
        shows=("RA101", "RA105", "RA106", "RA107"),
    )


def risks_by_class(counts: pd.DataFrame) -> Table:
    """Show how many risks of each class are open at each stage of the work.

    Takes what `risk_allocation.summarise_register` returns.
    """
    return Table(
        counts if counts["total"].any() else counts.head(0),
        "Open risks by class and stage of the work",
        empty="No open risk is recorded, in any class.",
        shows=("RA102", "RA103"),
    )


def class_prompts(prompts: pd.DataFrame) -> Table:
    """Show the risks that the guide names, those without an answer first, from `risk_allocation.list_prompts`."""
    left = int(prompts["answer"].isna().sum())
    return Table(
        prompts[["title", "ask", "answer", "risk", "because", "paragraph"]],
        "The risks that the guide names: ours, or not ours and why",
        headings={
            "title": "Risk",
            "ask": "What it is",
            "answer": "Ours?",
            "risk": "Risk of the register",
            "because": "Why it is not ours",
            "paragraph": "Guide",
        },
        missing="–",
        note=f"{left} of {len(prompts)} without an answer, first." if left else "",
        shows=("RA833",),
    )


def allocations_compared(summed: pd.DataFrame) -> Table:
    """Show what the three ways to share the losses come to, from `risk_allocation.summarise_allocations`."""
    return Table(
        summed[["allocation", "p80_used", "largest", "largest_share", "nobodys"]],
        "The three ways in short",
        headings={
            "allocation": "Shared by",
            "p80_used": "P80, all influence used",
            "largest": "Carries most",
            "largest_share": "Share of each",
            "nobodys": "Carried by nobody",
        },
        units={"p80_used": "£"},
        formats={"p80_used": "{:,.0f}", "largest_share": "{:.0%}", "nobodys": "{:.0%}"},
        missing="–",
        empty="Nothing can be simulated yet.",
        note=_say_p80(summed),
    )


def _say_p80(summed: pd.DataFrame) -> str:
    """Say what P80 is as things stand: it does not depend on who leads unless influence is used."""
    known = summed["p80"].dropna()
    if known.empty:
        return ""
    today = say_pounds(float(known.iloc[0]), simulated=True)
    return (
        f"As the risks are rated today P80 is {today} a year, whoever leads. "
        "The column shows what it could be if each lead used all its influence; in equal shares nobody leads."
        + (" The best leads are not known." if summed["nobodys"].isna().any() else "")
    )


def difference_log(differences: pd.DataFrame) -> Table:
    """Show the differences between partners and what became of each, from `risk_allocation.assess_differences`."""
    return Table(
        differences[["matter", "between", "on", "step", "days", "limit", "state", "how", "learnt"]],
        "Differences between partners, open ones first",
        headings={"on": "Raised", "days": "Days", "limit": "Days allowed", "how": "How it was settled"},
        missing="–",
        empty="No difference between partners is recorded.",
        shows=("RA834",),
    )


def leads_compared(compared: pd.DataFrame) -> Table:
    """Show who leads on each risk today, who should, who would by the rule of thumb, and why they differ.

    Takes what `risk_allocation.compare_leads` returns.
    """
    return Table(
        compared[["risk", "lead", "best_lead", "rule_lead", "extra", "why"]],
        "Leads, today and at best",
        headings={"lead": "Lead today", "rule_lead": "Rule of thumb", "extra": "Extra cost today (£)"},
        formats={"extra": "{:,.0f}"},
        missing="–",
        empty="No open risk is recorded, so there is nothing to lead on.",
        shows=("RA301", "RA302", "RA303"),
    )


def lead_sums(sums: pd.DataFrame) -> Table:
    """Show what all leads cost together, today and otherwise, from `risk_allocation.summarise_leads`."""
    return Table(
        sums,
        "What the leads cost together in a year",
        headings={"cost": "Cost (£)", "extra": "Above the best (£)", "same": "Best leads among them"},
        formats={"cost": "{:,.0f}", "extra": "{:,.0f}"},
        empty="What the leads cost is not known yet: that takes chances, costs and influences.",
        note=str(sums.attrs.get("proof", "")),
    )


def lead_firmness(stability: pd.DataFrame) -> Table:
    """Show how firm each best lead is when ratings move a step, from `risk_allocation.score_stability_of_leads`."""
    return Table(
        stability[["risk", "lead", "share", "rival", "margin"]],
        "How firm each best lead is",
        formats={"share": "{:.0%}", "margin": "£{:,.0f}"},
        missing="–",
        empty="No best lead is known yet: that takes chances, costs and influences.",
    )


def limit_prices(limits: pd.DataFrame) -> Table:
    """Show what each limit that binds costs, from `risk_allocation.list_limits`."""
    return Table(
        limits.loc[limits["binding"], ["limit", "saving", "basis"]],
        "What each limit costs in a year",
        formats={"saving": "£{:,.0f}"},
        empty="No limit is known to cost anything.",
        shows=("RA309",),
    )


def at_stake(stakes: pd.DataFrame) -> Table:
    """Show what a year may cost and delay, from `risk_allocation.summarise_exposure`."""
    return Table(
        stakes[["meaning", "cost_told", "delay_told", "longest_delay"]],
        "At stake in a year",
        headings={
            "meaning": "What",
            "cost_told": "Cost",
            "delay_told": "Delay, added up",
            "longest_delay": "Days, longest delay",
        },
        formats={"longest_delay": "{:,.0f}"},
        missing="–",
        empty="What a year may cost or delay is not known yet.",
        note=str(stakes.attrs.get("at_least_one", "")),
        shows=("RA404",),
    )


def delay_carriers(carriers: pd.DataFrame) -> Table:
    """Show who carries most of the worst delays, from `risk_allocation.summarise_carriers` for `TIME`."""
    return Table(
        carriers.head(MOST_CARRIERS),
        "Who carries most of the worst delays",
        missing="–",
        formats=dict.fromkeys(carriers.columns[1:], "{:.0%}"),
        empty="Who carries the delay is not known: no open risk has a chance and days of delay.",
        note=f"Over {over}, those with a chance and days of delay." if (over := carriers.attrs.get("over")) else "",
    )


def risk_alerts(alerts: pd.DataFrame) -> Table:
    """Show what partners are to be alerted to, from `risk_allocation.summarise_alerts`."""
    none = str(alerts.attrs.get("none", "No alert is found."))
    headings = {"subject": "Risk", "paragraph": "Guide"}
    return Table(alerts, "Alerts", headings=headings, empty=none, shows=("RA505", "RA506", "RA507"))


def conflict_tips(tips: pd.DataFrame) -> Table:
    """Show the guide's tips on conflict beside what the data say of each, from `risk_allocation.summarise_tips`."""
    return Table(tips, "The guide's four tips, checked against the data", shows=("RA605",))
