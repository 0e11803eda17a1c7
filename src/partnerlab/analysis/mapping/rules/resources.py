"""MA7: resources, administration, and spending against milestones (¶2.13, App. 2 item 9, App. 3 item 4)."""

from __future__ import annotations

from collections.abc import Iterator

from partnerlab.analysis.catalogue import Judgement, at_fault, cannot_tell, in_place, rule
from partnerlab.analysis.findings import fact
from partnerlab.analysis.mapping.resources import find_administration, list_resources
from partnerlab.analysis.mapping.spending import assess_spending, summarise_spending
from partnerlab.partnership import Partnership
from partnerlab.wording import counted, listed, say_day, say_pounds, verb

Judgements = Iterator[Judgement]


@rule(
    "MA701",
    "¶2.13, App. 3 item 4",
    capability="resources-and-spending",
    question="Is it clear which partner brings what?",
    severity="amber",
    why="The agenda of the first meeting asks to be clear about it, in money and otherwise.",
    remedy="Write down what each partner brings: money, staff time, help in kind.",
    stage="scoping",
)
def each_partner_brings_something(partnership: Partnership) -> Judgements:
    """Look for `resources` of each current partner, with an amount."""
    partners = partnership.current_partners
    if not any(row.resources for row in partners):
        yield cannot_tell("what partners bring is not written down")
        return
    blank = [row for row in partners if not any(part.amount is not None for part in row.resources)]
    if blank:
        facts = [fact(f"{row.id} brings nothing that is written down", row, "resources") for row in blank]
        yield at_fault(
            f"What {listed([row.id for row in blank])} {verb(len(blank), 'brings', 'bring')} is not written down.",
            *facts,
        )
    else:
        yield in_place(f"It is written down what each of {counted(len(partners), 'partner')} brings.")


@rule(
    "MA702",
    "¶2.10, ¶2.13, App. 2 item 9",
    capability="resources-and-spending",
    question="Is what partners bring confirmed in writing?",
    severity="amber",
    why="Arrangements for funding have to be agreed and documented; an offer is not yet a resource.",
    remedy="Ask for a letter that confirms it.",
    stage="managing",
)
def resources_are_confirmed(partnership: Partnership) -> Judgements:
    """Look for `confirmed: true` on each of the `resources`."""
    rows = [(row.id, part) for row in partnership.current_partners for part in row.resources]
    if not rows:
        yield cannot_tell("what partners bring is not written down")
        return
    loose = [(name, part) for name, part in rows if not part.confirmed]
    if loose:
        facts = [fact(f"{name}: {part.what or part.kind} not confirmed", part, "confirmed") for name, part in loose]
        names = listed(list(dict.fromkeys(name for name, _ in loose)))
        pounds = sum(part.amount or 0 for _, part in loose if part.kind != "time")
        worth = f", worth {say_pounds(pounds)} a year" if pounds else ""
        yield at_fault(
            f"{len(loose)} of {counted(len(rows), 'resource')} not confirmed{worth}: {names}.",
            *facts,
        )
    else:
        yield in_place(f"All {counted(len(rows), 'resource')} are confirmed in writing.")


@rule(
    "MA703",
    "¶2.13, ¶4.11 list",
    capability="resources-and-spending",
    question="Is there enough for administration: agendas, minutes, coordination, evaluation?",
    severity="amber",
    why="Support has to be resourced, and too little of it is one of the guide's seven reasons for failure.",
    remedy="Set money or time aside for administration, and say who gives it.",
    stage="planning",
)
def administration_is_resourced(partnership: Partnership) -> Judgements:
    """Compare the share of pounds for administration with `thresholds.administration`, which is not in the guide.

    Hours for administration count as something, without a share: there is no rate to turn them into pounds.
    """
    share, table = find_administration(partnership), list_resources(partnership)
    if table.empty:
        yield cannot_tell("what partners bring is not written down")
        return
    limit = partnership.thresholds.administration
    parts = [
        (row.id, part)
        for row in partnership.current_partners
        for part in row.resources
        if part.purpose == "administration"
    ]
    facts = [fact(f"{name}: {part.what or part.kind}", part, "purpose") for name, part in parts]
    if not parts:
        yield at_fault("Nothing that partners bring is for administration.")
    elif share is None or (share < limit and any(part.kind == "time" for _, part in parts)):
        yield in_place(
            f"{listed([name for name, _ in parts])} {verb(len(parts), 'gives', 'give')} time for administration.",
            *facts,
        )
    elif share < limit:
        yield at_fault(
            f"{share:.1%} of the money and help in kind is for administration; under {limit:.0%} is little.", *facts
        )
    else:
        yield in_place(f"{share:.0%} of the money and help in kind is for administration.", *facts)


@rule(
    "MA704",
    "¶2.13, App. 2 item 9",
    capability="resources-and-spending",
    question="Is spending near the budget of each milestone?",
    severity="amber",
    why="Expenditure against milestones and deliverables has to be monitored for all to see.",
    remedy="Explain the difference to the partners, and change the budget or the plan.",
    stage="implementing",
)
def spending_is_near_budget(partnership: Partnership) -> Judgements:
    """Compare spending with budget for milestones reached or overspent; `thresholds.spend_variance` is ours.

    A milestone overspent while it is still open is red (ours): more money is needed, and nobody knows how much.
    """
    table = assess_spending(partnership)
    judged = table[table["variance"].notna()]
    if judged.empty:
        yield cannot_tell("no milestone has both a budget and spending to judge")
        return
    records = {row.id: row for row in partnership.milestones}
    apart = judged[judged["money"].isin(["over", "under"])]
    for name, budget, spent, variance, done in apart[["milestone", "budget", "spent", "variance", "done"]].itertuples(
        index=False
    ):
        word = "over" if variance > 0 else "under"
        evidence = fact(f"budget {say_pounds(budget)}, spent {say_pounds(spent)}", records[name], "budget")
        message = f"{name} cost {say_pounds(spent)}, {abs(variance):.0%} {word} its budget of {say_pounds(budget)}"
        open_still = done is None
        rest = ", and it is not reached yet." if open_still else "."
        yield at_fault(message + rest, evidence, subject=f"milestone {name}", severity="red" if open_still else "amber")
    if apart.empty:
        limit = f"{partnership.thresholds.spend_variance:.0%}"
        yield in_place(f"Each of {counted(len(judged), 'milestone')} judged is within {limit} of its budget.")


@rule(
    "MA705",
    "¶2.13, ¶4.11",
    capability="resources-and-spending",
    question="Are milestones reached by their date?",
    severity="amber",
    why="Spending means little without what was delivered for it.",
    remedy="Reach it, or agree a new date and say why.",
    stage="planning",
)
def milestones_are_reached(partnership: Partnership) -> Judgements:
    """Look for milestones past `due` and not `done`; more than three months late is red (ours)."""
    if not partnership.milestones:
        yield cannot_tell("no milestone is written down")
        return
    table = assess_spending(partnership)
    records = {row.id: row for row in partnership.milestones}
    missed = table[table["state"] == "missed"]
    for name, title, late in missed[["milestone", "name", "days_late"]].itertuples(index=False):
        record = records[name]
        message = f"{name}, {title!r}, was due on {say_day(record.due)}, {late:g} days ago."
        severity = "red" if late > 92 else "amber"
        yield at_fault(
            message, fact(f"due {record.due}", record, "due"), subject=f"milestone {name}", severity=severity
        )
    if missed.empty and (table["state"] == "cannot tell").any():
        yield cannot_tell("nothing in the file is dated, so no milestone can be late")
    elif missed.empty:
        done = int(table["done"].notna().sum())
        yield in_place(
            f"No milestone is past its date; {done} of {len(table)} are reached.",
            fact("milestones", partnership.milestones[0]),
        )


@rule(
    "MA706",
    "¶2.13, App. 2 item 9",
    capability="resources-and-spending",
    question="Does each payment serve a milestone or the support of the partnership?",
    severity="amber",
    why="Transparency at all levels means that money can be followed to what it bought.",
    remedy="Say which milestone the money served.",
    stage="implementing",
)
def payments_serve_a_milestone(partnership: Partnership) -> Judgements:
    """Look for payments without a milestone of the file; payments for administration or evaluation need none."""
    if not partnership.spending:
        yield cannot_tell("no spending is written down")
        return
    known = {row.id for row in partnership.milestones}
    loose = [row for row in partnership.spending if row.milestone not in known and row.purpose == "delivery"]
    spent = summarise_spending(partnership).spent or 0.0
    if loose:
        amount = sum(row.amount for row in loose)
        facts = [fact(f"{row.partner or 'somebody'}: {say_pounds(row.amount)}", row, "milestone") for row in loose]
        yield at_fault(f"{say_pounds(amount)} of {say_pounds(spent)} cannot be followed to a milestone.", *facts[:12])
    else:
        facts = [fact(f"{len(partnership.spending)} payments", partnership.spending[0], "milestone")]
        yield in_place(f"All {say_pounds(spent)} can be followed to a milestone or to support.", *facts)
