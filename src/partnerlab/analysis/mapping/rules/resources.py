"""MA7: resources, administration, and spending against milestones (¶2.13, App. 2 item 9, App. 3 item 4)."""

from __future__ import annotations

from collections.abc import Iterator

from partnerlab.analysis.catalogue import Judgement, at_fault, cannot_tell, in_place, rule
from partnerlab.analysis.facts.milestones import assess_milestones, summarise_spending
from partnerlab.analysis.findings import fact
from partnerlab.analysis.mapping.resources import find_administration, list_resources
from partnerlab.analysis.signals.resources import resources_are_confirmed as resources_are_confirmed_in_writing
from partnerlab.analysis.signals.spending import spending_can_be_followed
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
    """Look for `confirmed: true` on `resources`: on all, unless `thresholds.resources_confirmed` says less."""
    rows = [(row.id, part) for row in partnership.current_partners for part in row.resources]
    if not rows:
        yield cannot_tell("what partners bring is not written down")
        return
    loose = [(name, part) for name, part in rows if not part.confirmed]
    if resources_are_confirmed_in_writing(partnership).contradicts:
        facts = [fact(f"{name}: {part.what or part.kind} not confirmed", part, "confirmed") for name, part in loose]
        names = listed(list(dict.fromkeys(name for name, _ in loose)))
        pounds = sum(part.amount or 0 for _, part in loose if part.kind != "time")
        worth = f", worth {say_pounds(pounds)} a year" if pounds else ""
        yield at_fault(
            f"{len(loose)} of {counted(len(rows), 'resource')} not confirmed{worth}: {names}.",
            *facts,
        )
    else:
        held = f"{len(rows) - len(loose)} of" if loose else "All"
        yield in_place(f"{held} {counted(len(rows), 'resource')} are confirmed in writing.")


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
    shown_in=("evaluation",),
)
def spending_is_near_budget(partnership: Partnership) -> Judgements:
    """Compare spending with the budget of each milestone; `thresholds.spend_variance` is ours.

    A milestone over its budget while it is still open is red (ours): more money is needed, and nobody knows how much.
    One that has little of its budget left while open is amber, as is one that was reached for much less or much more.
    """
    table = assess_milestones(partnership)
    judged = table[~table["spending"].isin(["no budget", "nothing recorded", "not all spent yet"])]
    if judged.empty:
        yield cannot_tell("no milestone has both a budget and spending to judge")
        return
    records = {row.id: row for row in partnership.milestones}
    apart = judged[judged["spending"] != "within budget"]
    columns = ["milestone", "budget", "spent", "spending", "done"]
    for name, budget, spent, spending, done in apart[columns].itertuples(index=False):
        evidence = fact(f"budget {say_pounds(budget)}, spent {say_pounds(spent)}", records[name], "budget")
        share = f"{abs(spent - budget) / budget:.0%} " if budget else ""
        ways = {"over budget": f"{share}over", "under budget": f"{share}under"}
        way = ways.get(spending, f"{spent / budget:.0%} of")
        rest = "." if done is not None else ", and it is not reached yet."
        message = f"{name} cost {say_pounds(spent)}, {way} its budget of {say_pounds(budget)}{rest}"
        severity = "red" if done is None and spending == "over budget" else "amber"
        yield at_fault(message, evidence, subject=f"milestone {name}", severity=severity)
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
    shown_in=("evaluation",),
)
def milestones_are_reached(partnership: Partnership) -> Judgements:
    """Look for milestones past `due` and not `done`: amber, and red when a review has already found them so.

    Red follows from a review, not from a number of days: how late is grave depends on the milestone, but partners that
    reviewed the work and neither reached it nor set a new date have not acted on what they saw (¶4.11). Actions are
    judged in the same way (EV403).
    """
    table = assess_milestones(partnership)
    if table.empty:
        yield cannot_tell("no milestone is written down")
        return
    records = {row.id: row for row in partnership.milestones}
    overdue = table[table["state"] == "overdue"]
    for name, title, late in overdue[["milestone", "name", "days_late"]].itertuples(index=False):
        record, last = records[name], partnership.last_review
        again = last is not None and record.due < last
        seen = ", and was already past its date at the last review" if again else ""
        days = counted(int(late), "day")
        message = f"{name}, {title!r}, was due on {say_day(record.due)}, {days} ago{seen}."
        evidence = fact(f"due {record.due}, not done", record, "due")
        yield at_fault(message, evidence, subject=f"milestone {name}", severity="red" if again else "amber")
    if overdue.empty and (table["state"] == "cannot tell").any():
        yield cannot_tell("nothing in the file is dated, so no milestone can be late")
    elif overdue.empty:
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
    shown_in=("evaluation",),
)
def payments_serve_a_milestone(partnership: Partnership) -> Judgements:
    """Look for payments without a milestone of the file; payments for administration or evaluation need none.

    `thresholds.spending_followed` of the spending must be followed; it is ours, and all of it by default.
    """
    whole = summarise_spending(partnership)
    if whole.spent is None:
        yield cannot_tell("no spending is written down")
        return
    signal = spending_can_be_followed(partnership)
    if signal.contradicts:
        facts = [
            fact(f"{row.partner or 'somebody'}: {say_pounds(row.amount)}", row, "milestone") for row in whole.loose
        ]
        text = (
            f"{say_pounds(whole.untied)} of {say_pounds(whole.spent)} cannot be followed to a milestone or to support."
        )
        yield at_fault(text, *facts[:12])
    else:
        facts = [fact(counted(len(partnership.spending), "payment"), partnership.spending[0], "milestone")]
        rest = f", all but {say_pounds(whole.untied)}," if whole.loose else ""
        yield in_place(
            f"The {say_pounds(whole.spent)} spent{rest} can be followed to a milestone or to support.", *facts
        )
