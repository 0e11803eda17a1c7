"""MA7: resources, administration, and spending against milestones (¶2.13, App. 2 item 9, App. 3 item 4)."""

from __future__ import annotations

from partnerlab.amounts import say_against, say_limit, say_pounds, say_share
from partnerlab.analysis.catalogue import Judgement, Judgements, Way, at_fault, cannot_tell, in_place, part_met, rule
from partnerlab.analysis.facts.milestones import assess_milestones, summarise_spending
from partnerlab.analysis.facts.names import named
from partnerlab.analysis.findings import fact
from partnerlab.analysis.mapping.resources import administration_share, list_resources
from partnerlab.partnership import Partnership
from partnerlab.partnership.members import Resource
from partnerlab.wording import counted, each_of, say_day, verb, verb_of, with_capital

MILESTONES = Way("milestones", "List the milestones and their dates.")
DONE = Way("milestones.done", "Ask when each milestone was reached.")
UNRECORDED = "what partners bring is not recorded"


def _unrecorded() -> Judgement:
    return cannot_tell(UNRECORDED, way=Way("partners.resources", "Ask each partner what it brings."))


def _unconfirmed(part: Resource) -> str:
    return "recorded as not confirmed" if "confirmed" in part.model_fields_set else "not recorded as confirmed"


def _round(amount: float) -> str:
    return say_pounds(amount, rounded=True)


@rule(
    "MA701",
    "App. 3 item 4, ¶2.13",
    capability="resources-and-spending",
    basis="asked",
    question="Is it recorded which partner brings what?",
    why="The suggested agenda asks to be clear about it, in money and otherwise.",
    remedy="Record what each partner brings: money, staff time, help in kind.",
    strength="advises",
)
def each_partner_brings_something(partnership: Partnership) -> Judgements:
    """Look for `resources` of each current partner, with an amount."""
    partners = partnership.current_partners
    if not any(row.resources for row in partners):
        yield _unrecorded()
        return
    blank = [row for row in partners if not any(part.amount is not None for part in row.resources)]
    if blank:
        facts = [fact(f"{row.name}: no resource with an amount recorded", row, "resources") for row in blank]
        names = named(partnership, [row.id for row in blank])
        part = f"{len(blank)} of {counted(len(partners), 'partner')} {verb(len(blank), 'has', 'have')}"
        yield part_met(f"{part} no resource with an amount recorded: {names}.", *facts)
    else:
        yield in_place(f"It is recorded what {each_of(len(partners), 'partner')} brings.")


@rule(
    "MA702",
    "¶2.10, App. 2 item 9",
    capability="resources-and-spending",
    strength="demands",
    question="Is what partners bring confirmed in writing?",
    why="Arrangements for funding have to be documented. An offer that is not in writing is not.",
    remedy="Ask for a letter that confirms it.",
    stage="managing",
    basis="follows",
)
def resources_are_confirmed(partnership: Partnership) -> Judgements:
    """Look for `confirmed: true` on `resources`: in place when all that partners bring is confirmed."""
    rows = [(row.id, part) for row in partnership.current_partners for part in row.resources]
    if not rows:
        yield _unrecorded()
        return
    loose = [(name, part) for name, part in rows if not part.confirmed]
    if loose:
        facts = [
            fact(f"{partnership.name_of(name)}: {part.what or part.kind}, {_unconfirmed(part)}", part, "confirmed")
            for name, part in loose
        ]
        names = named(partnership, dict.fromkeys(name for name, _ in loose))
        money = [part.amount for _, part in loose if part.kind != "time" and part.amount]
        worth = f" Those with an amount come to {_round(sum(money))} a year." if money else ""
        part = f"{len(loose)} of {counted(len(rows), 'resource')} {verb(len(loose), 'is', 'are')}"
        yield part_met(f"{part} not recorded as confirmed in writing: {names}.{worth}", *facts)
    else:
        whole = each_of(len(rows), "resource")
        yield in_place(f"{with_capital(whole)} is recorded as confirmed in writing.")


@rule(
    "MA703",
    "¶2.13, ¶4.11 list",
    capability="resources-and-spending",
    question="Is a plausible share set aside for administration: agendas, minutes, coordination, evaluation?",
    why="The guide says that it is important to consider support. Too few resources are a common reason for failure.",
    remedy="Set money or time aside for administration, and record who gives it.",
    stage="planning",
    basis="follows",
    strength="advises",
)
def administration_is_resourced(partnership: Partnership) -> Judgements:
    """Compare the share of pounds for administration with `thresholds.administration` and `administration_most`.

    Neither is in the guide. Above the second, little is left for the work itself.

    Hours for administration count as something, without a share: there is no rate to turn them into pounds.
    """
    share, table = administration_share(partnership), list_resources(partnership)
    if table.empty:
        yield _unrecorded()
        return
    limit, most = partnership.thresholds.administration, partnership.thresholds.administration_most
    parts = [
        (row.id, part)
        for row in partnership.current_partners
        for part in row.resources
        if part.purpose == "administration"
    ]
    facts = [fact(f"{partnership.name_of(name)}: {part.what or part.kind}", part, "purpose") for name, part in parts]
    pounds = table[table["kind"] != "time"]
    sized = int(pounds["amount"].notna().sum())
    worth = f"{sized} of {counted(len(pounds), 'resource in money or kind', 'resources in money or kind')} "
    worth += f"{verb_of(sized, len(pounds), 'has', 'have')} an amount"
    of = "of the money and help in kind is for administration"
    givers = list(dict.fromkeys(name for name, part in parts if part.kind == "time"))
    if not parts:
        yield at_fault("Nothing that partners bring is recorded as for administration.")
    elif share is not None and share > most:
        why = "Ask why administration takes so much, and what of it could be spared for the work itself."
        part, bound = say_against(share, most)
        yield at_fault(f"{part.capitalize()} {of}. Our limit is {bound}; {worth}.", *facts, remedy=why)
    elif share is not None and share >= limit:
        yield in_place(f"{say_share(share).capitalize()} {of}; {worth}.", *facts)
    elif givers:
        yield in_place(
            f"{named(partnership, givers)} {verb(len(givers), 'gives', 'give')} time to administration.", *facts
        )
    elif share is None and sized == len(pounds) > 0:
        yield cannot_tell(
            f"{worth}, £0 in all, of which there are no shares",
            *facts,
            way=Way(
                "partners.resources.amount",
                "Ask whether any partner brings money or help in kind, and how much a year.",
            ),
        )
    elif share is None or sized < len(pounds):
        yield cannot_tell(
            worth,
            *facts,
            way=Way("partners.resources.amount", "Ask what each resource is worth in pounds a year."),
            count=len(pounds) - sized or None,
        )
    else:
        part, bound = say_against(share, limit)
        yield at_fault(f"{part.capitalize()} {of}. Our least is {bound}; {worth}.", *facts)


@rule(
    "MA704",
    "¶2.13, App. 2 item 9",
    capability="resources-and-spending",
    question="Is spending near the budget of each milestone?",
    why="Systems should let partners follow spending against milestones. The limit is ours.",
    remedy="Explain the difference to the partners, and change the budget or the plan.",
    stage="implementing",
    shown_in=("evaluation",),
    basis="follows",
    strength="advises",
)
def spending_is_near_budget(partnership: Partnership) -> Judgements:
    """Compare spending with the budget of each milestone; `thresholds.spend_variance` is ours.

    A milestone over its budget while it is still open is red (ours): more money is needed, and nobody knows how much.
    One that has little of its budget left while open is amber, as is one that was reached for much less or much more.
    """
    table = assess_milestones(partnership)
    judged = table[~table["spending"].isin(["no budget", "nothing recorded", "not all spent yet"])]
    if judged.empty:
        if table.empty:
            yield cannot_tell("no milestone is recorded", way=MILESTONES)
            return
        planned = int(table["budget"].notna().sum())
        yield cannot_tell(
            f"{planned} of {counted(len(table), 'milestone')} {verb(planned, 'has', 'have')} a budget, "
            "and none has spending that can be judged yet",
            way=Way(
                "milestones.budget" if planned < len(table) or not planned else "spending.milestone",
                "Agree what each milestone may cost, and record what is spent on it.",
            ),
            count=len(table) - planned or None,
        )
        return
    records = {row.id: row for row in partnership.milestones}
    apart = judged[judged["spending"] != "within budget"]
    columns = ["milestone", "budget", "spent", "spending", "done"]
    for name, budget, spent, spending, done in apart[columns].itertuples(index=False):
        evidence = fact(f"budget {say_pounds(budget)}, spent {say_pounds(spent)}", records[name], "budget")
        title, pounds = records[name].name, f"{say_pounds(spent)} is spent on"
        share = f"{say_share(abs(spent - budget) / budget)} " if budget else ""
        if spending in {"over budget", "under budget"}:
            way = f"{share}{spending.removesuffix(' budget')} its budget of {say_pounds(budget)}"
        else:
            way = f"{say_share(spent / budget)} of its budget of {say_pounds(budget)}"
        rest = "." if done is not None else ", and it is not reached yet."
        said = f"{pounds} “{title}”, {way}{rest}"
        if spent < 0:
            back = f"{say_pounds(-spent)} more came back than was spent on “{title}”"
            said = f"{back}, with a budget of {say_pounds(budget)}{rest}"
        open_and_over = done is None and spending == "over budget"
        yield at_fault(said, evidence, subject=f"milestone {name}", consequence="money" if open_and_over else None)
    if apart.empty:
        limit = say_limit(partnership.thresholds.spend_variance)
        early = len(table) - len(judged)
        more = f"; {early} of {len(table)} cannot be judged yet" if early else ""
        whom = each_of(len(judged), "milestone")
        yield in_place(f"{with_capital(whom)} judged is within {limit} of its budget{more}.")


@rule(
    "MA705",
    "¶4.11, ¶2.13",
    capability="resources-and-spending",
    strength="demands",
    question="Has each milestone that fell due been reached?",
    why="Monitoring progress and acting when things do not go well are essential.",
    remedy="Reach it, or agree a new date and record why.",
    stage="planning",
    shown_in=("evaluation",),
    basis="follows",
)
def milestones_are_reached(partnership: Partnership) -> Judgements:
    """Look for milestones past `due` and not `done`: amber, and red when a review has already found them so.

    Red follows from a review, not from a number of days: how late is grave depends on the milestone, but partners that
    reviewed the work and neither reached it nor set a new date have not acted on what they saw (¶4.11). Actions are
    judged in the same way (EV403).
    """
    table = assess_milestones(partnership)
    if table.empty:
        yield cannot_tell("no milestone is recorded", way=MILESTONES)
        return
    records = {row.id: row for row in partnership.milestones}
    overdue = table[table["state"] == "overdue"]
    for name, title, late in overdue[["milestone", "name", "days_late"]].itertuples(index=False):
        record, last = records[name], partnership.last_review
        again = last is not None and record.due < last
        seen = " It was already past its date at the last review." if again else ""
        days = counted(int(late), "day")
        message = f"“{title}” was due on {say_day(record.due)}, {days} ago.{seen}"
        evidence = fact(f"due {say_day(record.due)}, not recorded as reached", record, "due")
        yield at_fault(message, evidence, subject=f"milestone {name}", consequence="date" if again else None)
    if not overdue.empty:
        return
    fallen = table[table["state"].isin(["reached in time", "reached late"])]
    if (table["state"] == "cannot tell").any():
        yield cannot_tell("nothing in the file is dated, so no milestone can be late", way=DONE)
    elif fallen.empty:
        yield cannot_tell(f"{each_of(len(table), 'milestone')} is still to fall due", way=DONE)
    else:
        late = int((fallen["state"] == "reached late").sum())
        more = (", late" if len(fallen) == 1 else f", {late} of them late") if late else ""
        reached = f"{len(fallen)} of {counted(len(table), 'milestone')} {verb(len(fallen), 'is', 'are')} reached{more}"
        yield in_place(f"No milestone is overdue; {reached}.", fact("milestones", partnership.milestones[0], "done"))


@rule(
    "MA706",
    "App. 2 item 9, ¶2.13",
    capability="resources-and-spending",
    question="Is each payment recorded against a milestone or the support of the partnership?",
    why="Transparent spending means that money can be traced to what it bought.",
    remedy="Record which milestone the money served.",
    stage="implementing",
    shown_in=("evaluation",),
    basis="follows",
    strength="advises",
)
def payments_serve_a_milestone(partnership: Partnership) -> Judgements:
    """Look for payments without a milestone of the file; payments for administration or evaluation need none.

    In place when all of the spending is.
    """
    whole = summarise_spending(partnership)
    if whole.spent is None:
        yield cannot_tell("no spending is recorded", way=Way("spending", "Ask each partner what it has spent."))
        return
    if whole.loose:
        facts = [
            fact(
                f"{partnership.name_of(row.partner or 'partner not recorded')}: {say_pounds(row.amount)}",
                row,
                "milestone",
            )
            for row in whole.loose
        ]
        payments = f"{len(whole.loose)} of {counted(len(partnership.spending), 'payment')}"
        named_for = f"{verb(len(whole.loose), 'is', 'are')} recorded for neither a milestone nor support"
        of = f"{_round(whole.untied)} of {_round(whole.spent)}"
        if any(row.amount < 0 for row in partnership.spending):  # with refunds among them it is no part of the sum
            of = f"{_round(whole.untied)}, where all payments come to {_round(whole.spent)}"
        text = f"{payments} {named_for}: {of}."
        yield part_met(text, *facts[:12]) if len(whole.loose) < len(partnership.spending) else at_fault(text, *facts)
    else:
        facts = [fact(counted(len(partnership.spending), "payment"), partnership.spending[0], "milestone")]
        traced = "can be traced to a milestone or to support"
        spent = f"The {_round(whole.spent)} recorded as spent {traced}."
        if whole.spent < 0:
            spent = f"More came back than was spent, {_round(-whole.spent)}; each payment {traced}."
        yield in_place(spent, *facts)
