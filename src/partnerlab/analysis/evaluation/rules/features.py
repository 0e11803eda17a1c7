"""EV1: features of an effective partnership, and spending against milestones (Fig. 2, ¶2.13)."""

from __future__ import annotations

from collections.abc import Iterator

from partnerlab.analysis.catalogue import Judgement, at_fault, cannot_tell, has_reached, in_place, rule
from partnerlab.analysis.evaluation.features import find_features
from partnerlab.analysis.evaluation.milestones import assess_milestones, total_spending
from partnerlab.analysis.findings import fact
from partnerlab.partnership import Partnership
from partnerlab.wording import counted, measured, say_day

Judgements = Iterator[Judgement]


@rule(
    "EV101",
    "Fig. 2, ¶2.8-2.14",
    capability="features-of-effective-partnership",
    question="Are the features of an effective partnership seen in the data?",
    severity="amber",
    why="Each feature is named as a mark of effective partnerships; one that is missing weakens the rest.",
    remedy="Work on what speaks against the feature; the review named in each signal goes into it.",
    stage="building",
)
def features_are_seen(partnership: Partnership) -> Judgements:
    """Gather what the data say for and against each of six features.

    A feature is seen when all signals speak for it. The figure is missing from the guide's text: its features are
    taken from the headings that follow it, and which signal bears on which is our choice.
    """
    for feature in find_features(partnership):
        subject = feature.practice.title.lower()
        facts = [signal.fact for signal in (feature.against or feature.signals)]
        if feature.state == "cannot tell":
            yield cannot_tell(f"nothing in the data bears on “{subject}”", subject=subject)
        elif feature.state == "seen":
            text = f"{counted(len(feature.signals), 'signal')} for it, none against."
            yield in_place(text, *facts, subject=subject)
        else:
            against = "; ".join(signal.fact.text for signal in feature.against)
            text = f"{len(feature.against)} of {counted(len(feature.signals), 'signal')} against it: {against}."
            yield at_fault(text, *facts, subject=subject)


@rule(
    "EV102",
    "¶2.13",
    capability="features-of-effective-partnership",
    question="Is each milestone that fell due reached, and in time?",
    severity="amber",
    why="Milestones tell early whether the work is on track; the guide asks to monitor them with the money.",
    remedy="Say what holds the milestone up, who answers for it, and set a date that will be kept.",
    stage="planning",
)
def milestones_are_reached(partnership: Partnership) -> Judgements:
    """Look at each milestone that is due: overdue is a fault, red once another review has passed over it."""
    records = {row.id: row for row in partnership.milestones}
    table = assess_milestones(partnership)
    if table.empty:
        yield cannot_tell("no milestone is recorded")
        return
    overdue = table[table["state"] == "overdue"]
    for row in overdue.itertuples():
        record, last = records[str(row.milestone)], partnership.last_review
        twice = last is not None and record.due < last
        late = counted(int(str(row.days_late)), "day")
        text = f"“{row.name}” was due on {say_day(record.due)} and is {late} late."
        evidence = fact(f"{row.milestone}: due {record.due}, not done", record, "due")
        yield at_fault(text, evidence, subject=f"milestone {row.milestone}", severity="red" if twice else "amber")
    if overdue.empty and (table["state"] == "cannot tell").all():
        yield cannot_tell("the partnership is seen at no date, so it is not known what is due")
    elif overdue.empty:
        reached = int(table["state"].str.startswith("reached").sum())
        first = records[str(table["milestone"].iloc[0])]
        yield in_place(
            f"No milestone is overdue; {reached} of {len(table)} reached.", fact("milestones", first, "done")
        )


@rule(
    "EV103",
    "¶2.13",
    capability="features-of-effective-partnership",
    question="Does spending keep to the budget of each milestone?",
    severity="amber",
    why="The guide asks for systems that set expenditure beside milestones and deliverables.",
    remedy="Explain the difference, agree the budget anew, or stop spending until the milestone is reached.",
    stage="managing",
)
def spending_keeps_to_budget(partnership: Partnership) -> Judgements:
    """Compare what was spent on each milestone with its budget.

    At fault above the budget and `thresholds.spend_variance` of it, or when the budget is used up while the milestone
    is open. The guide names no number.
    """
    records = {row.id: row for row in partnership.milestones}
    table = assess_milestones(partnership)
    known = table[table["spending"] != "no budget"] if len(table) else table
    if known.empty or not partnership.spending:
        missing = "no spending is recorded" if len(known) else "no milestone has a budget"
        yield cannot_tell(missing)
        return
    over = known[known["spending"].isin(["over budget", "spent before it is reached"])]
    for row in over.itertuples():
        record, spent = records[str(row.milestone)], float(str(row.spent))
        text = f"{measured(spent, '£')} is spent on “{row.name}”, budget {measured(record.budget, '£')}: "
        text += "over budget." if row.spending == "over budget" else "used up, and the milestone is not reached."
        evidence = fact(f"{row.milestone}: budget {measured(record.budget, '£')}", record, "budget")
        yield at_fault(text, evidence, subject=f"milestone {row.milestone}")
    if over.empty:
        evidence = fact(f"{counted(len(partnership.spending), 'payment')}", partnership.spending[0], "amount")
        yield in_place(f"Spending keeps to the budgets of {counted(len(known), 'milestone')}.", evidence)


@rule(
    "EV104",
    "¶2.13, App. 2 item 9",
    capability="features-of-effective-partnership",
    question="Can spending be followed to a milestone or deliverable?",
    severity="amber",
    why="Money that is tied to nothing cannot be shown to have been spent properly.",
    remedy="Name the milestone under each payment, or add the milestone that is missing.",
    stage="managing",
)
def spending_is_tied(partnership: Partnership) -> Judgements:
    """Add up payments that name no milestone; at fault above `thresholds.spend_variance` of all spending."""
    known = {row.id for row in partnership.milestones}
    loose = [row for row in partnership.spending if row.milestone not in known]
    totals = total_spending(partnership)
    if not partnership.spending:
        yield cannot_tell("no spending is recorded")
    elif totals.untied > partnership.thresholds.spend_variance * totals.spent:
        share = totals.untied / totals.spent if totals.spent else 1.0
        spent = measured(totals.spent, "£")
        text = f"{measured(totals.untied, '£')} of {spent} spent ({share:.0%}) is tied to no milestone."
        facts = [fact(f"{measured(row.amount, '£')} on {row.on}", row, "milestone") for row in loose]
        yield at_fault(text, *facts, subject="spending")
    else:
        tied = measured(totals.spent - totals.untied, "£")
        text = f"{tied} of {measured(totals.spent, '£')} spent is tied to milestones."
        yield in_place(text, fact("payments", partnership.spending[0], "milestone"), subject="spending")


@rule(
    "EV105",
    "¶2.8",
    capability="features-of-effective-partnership",
    question="Has the partnership had time to bed in before it is judged?",
    severity="amber",
    why="The guide says that it takes several meetings for the dynamics of a partnership to settle.",
    remedy="Read low answers as those of a young group, and ask again after the next meetings.",
    stage="building",
)
def the_group_has_bedded_in(partnership: Partnership) -> Judgements:
    """Count meetings against `thresholds.bedding_meetings`; the guide says several and names no number."""
    held, need = partnership.meetings, partnership.thresholds.bedding_meetings
    if not held:
        yield cannot_tell("no meeting is recorded")
        return
    evidence = fact(f"{counted(len(held), 'meeting')}, the last on {say_day(held[-1].on)}", held[-1], "on")
    if len(held) >= need:
        yield in_place(f"{counted(len(held), 'meeting')} were held.", evidence)
    elif has_reached(partnership, "implementing"):
        yield at_fault(
            f"Only {counted(len(held), 'meeting')} of at least {need} were held before the work began.", evidence
        )
    else:
        yield cannot_tell(f"only {counted(len(held), 'meeting')} of at least {need} were held so far", evidence)
