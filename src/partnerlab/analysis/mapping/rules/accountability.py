"""MA5: accountability in three dimensions, and governance (¶2.9, ¶3.2, ¶4.10, App. 2 items 5 and 6)."""

from __future__ import annotations

from collections.abc import Iterator

from partnerlab.analysis.catalogue import Judgement, at_fault, cannot_tell, has_reached, in_place, rule
from partnerlab.analysis.facts.bodies import STEERING, current_bodies, steering_bodies
from partnerlab.analysis.findings import fact
from partnerlab.analysis.mapping.accountability import assess_accountability
from partnerlab.analysis.mapping.governance import assess_governance
from partnerlab.analysis.mapping.rules.timing import absent
from partnerlab.partnership import Partnership
from partnerlab.wording import counted, each_of, listed, verb

Judgements = Iterator[Judgement]


def _check_dimension(partnership: Partnership, dimension: str, missing: str) -> Judgements:
    """Judge the lines of one dimension: those that are missing together, each that is not written down."""
    if not partnership.accountabilities:
        if has_reached(partnership, "managing"):
            yield at_fault(f"No line of accountability is written down, so {missing} is missing.")
        else:
            yield cannot_tell("no line of accountability is written down yet")
        return
    table = assess_accountability(partnership)
    lines = table[table["dimension"] == dimension]
    absent = lines[lines["state"] == "missing"]
    loose = lines[lines["state"] == "not documented"]
    records = {(str(row.dimension), row.partner, row.to): row for row in partnership.accountabilities}
    if not absent.empty:
        facts = [
            fact(f"{partner} to {to or 'its own body'}: {why}")
            for partner, to, why in absent[["partner", "to", "why"]].itertuples(index=False)
        ]
        ends = [
            f"{partner} to {to}" if to else str(partner) for partner, to in absent[["partner", "to"]].values.tolist()
        ]
        yield at_fault(f"Missing: {missing} ({listed(ends)}).", *facts[:12], subject=f"{dimension} lines missing")
    for partner, to in loose[["partner", "to"]].itertuples(index=False):
        record = records.get((dimension, partner, to)) or records.get((dimension, None, to))
        evidence = fact(f"{partner} answers to {to}: not documented", record, "documented")
        message = f"That {partner} answers to {to} is agreed but not written down."
        yield at_fault(message, evidence, subject=f"{partner} to {to}", severity="amber")
    if absent.empty and loose.empty:
        if lines.empty:
            yield cannot_tell(f"no {dimension} line is written down, and no task shows that one is needed")
        else:
            held = each_of(len(lines), f"{dimension} line")
            yield in_place(f"In writing: {held} of accountability.")


@rule(
    "MA501",
    "¶3.2, App. 2 item 5",
    capability="accountability",
    question="Does each partner answer, in writing, to the body that gives it its resources?",
    severity="amber",
    why="Vertical accountability is one of the three dimensions; without it a partner spends what nobody watches.",
    remedy="Write down to which body each partner answers for its part.",
    stage="planning",
)
def vertical_lines_are_documented(partnership: Partnership) -> Judgements:
    """Look for a row with `dimension: vertical` of each current partner, and whether it is `documented`."""
    yield from _check_dimension(partnership, "vertical", "the line of a partner to its own body")


@rule(
    "MA502",
    "¶3.2, App. 2 item 5",
    capability="accountability",
    question="Is it written down what partners owe one another?",
    severity="amber",
    why="Horizontal accountability is what makes a partnership more than bodies side by side.",
    remedy="Write down what each partner owes to the one that answers for its task.",
    stage="planning",
)
def horizontal_lines_are_documented(partnership: Partnership) -> Judgements:
    """Compare rows with `dimension: horizontal` with the tasks: who does one owes account to who answers for it.

    That the tasks show which lines are needed is this review's reading of ¶3.2.
    """
    yield from _check_dimension(partnership, "horizontal", "a line among partners that a task calls for")


@rule(
    "MA503",
    "¶3.2, App. 2 item 5",
    capability="accountability",
    question="Do all partners together answer, in writing, to an overall body?",
    severity="red",
    why="Partners are collectively responsible; without this line nobody can ask them for the outcome.",
    remedy="Agree and write down to whom all partners answer together, such as the senior responsible owner.",
    stage="planning",
)
def the_collective_line_is_documented(partnership: Partnership) -> Judgements:
    """Look for a row with `dimension: collective`, and whether it is `documented`."""
    yield from _check_dimension(partnership, "collective", "the line of all partners to an overall body")


@rule(
    "MA511",
    "¶2.9, ¶3.2, App. 2 item 6",
    capability="governance",
    question="Is there a lead body or a committee that drives the partnership?",
    severity="red",
    why="The checklist asks for a lead body, a management committee or both; without one nobody steers.",
    remedy="Appoint a lead organisation or a committee, with members from the partners.",
    stage="scoping",
)
def somebody_steers(partnership: Partnership) -> Judgements:
    """Look under `governance` for a leadership group, committee or lead organisation."""
    steering = steering_bodies(partnership)
    if steering:
        facts = [fact(f"{row.name}: {row.kind}", row, "kind") for row in steering]
        names = listed([row.name for row in steering])
        yield in_place(f"{names} {verb(len(steering), 'gives', 'give')} direction.", *facts)
    else:
        message = "No lead organisation, leadership group or committee is named."
        yield absent(partnership, message, "nobody has been named to steer yet", due="planning")


@rule(
    "MA512",
    "¶2.9, ¶3.2",
    capability="governance",
    question="Has each group that steers a nominated chair?",
    severity="red",
    why="The guide asks for a nominated chair, and sets strong leadership first among what makes partnerships work.",
    remedy="Nominate a chair with the skills and the time, and somebody to stand in.",
    stage="planning",
)
def the_chair_is_nominated(partnership: Partnership) -> Judgements:
    """Look for `chair` on leadership groups and committees; on groups that deliver or evaluate a gap is amber."""
    groups = [row for row in current_bodies(partnership) if row.kind not in {"outcome owner", "lead organisation"}]
    if not groups:
        yield cannot_tell("no group is written down under governance")
        return
    for row in groups:
        if not row.chair:
            severity = "red" if row.kind in STEERING else "amber"
            yield at_fault(
                f"{row.name} has no chair.", fact("no chair", row, "chair"), subject=row.id, severity=severity
            )
    if all(row.chair for row in groups):
        facts = [fact(f"{row.name}: {row.chair}", row, "chair") for row in groups]
        yield in_place(
            f"{'Each of ' + counted(len(groups), 'group') if len(groups) > 1 else 'The group'} has a chair.", *facts[:6]
        )


@rule(
    "MA513",
    "¶4.10, Fig. 5",
    capability="governance",
    question="Can each outcome be followed from delivery up to its owner?",
    severity="amber",
    why="The suggested structure is there to give a clear line of sight on outcomes.",
    remedy="Say which body delivers each outcome, and to whom it reports, up to the outcome's owner.",
    stage="implementing",
)
def each_outcome_is_in_sight(partnership: Partnership) -> Judgements:
    """Follow `reports_to` from the delivery bodies of each outcome up to an outcome owner."""
    outcomes, bodies = partnership.outcomes.aligned, {row.id: row for row in current_bodies(partnership)}
    if not outcomes or not bodies:
        missing = "no outcome is named" if not outcomes else "no body is written down under governance"
        yield cannot_tell(missing)
        return
    table = assess_governance(partnership).outcomes
    for outcome, delivered, seen in table[["outcome", "delivered_by", "seen"]].itertuples(index=False):
        facts = [
            fact(f"{name} reports to {bodies[name].reports_to or 'nobody'}", bodies[name], "reports_to")
            for name in delivered
        ]
        if not delivered:
            yield at_fault(f"No delivery group is answerable for {outcome}.", subject=f"outcome {outcome}")
        elif not seen:
            message = f"The line from {listed(delivered)} does not reach an owner of {outcome}."
            yield at_fault(message, *facts, subject=f"outcome {outcome}")
        else:
            yield in_place(
                f"{outcome} is followed from {listed(delivered)} up to its owner.", *facts, subject=f"outcome {outcome}"
            )


@rule(
    "MA514",
    "¶4.10, Fig. 5",
    capability="governance",
    question="Are there support and evaluation beside the leadership and the delivery?",
    severity="amber",
    why="The suggested structure names both; without them the group that leads neither runs nor learns.",
    remedy="Say who supports the partnership day by day, and who shows whether it works.",
    stage="managing",
)
def support_and_evaluation_are_there(partnership: Partnership) -> Judgements:
    """Look under `governance` for each element of Figure 5; its content is inferred from ¶4.10."""
    if not current_bodies(partnership):
        yield cannot_tell("no body is written down under governance")
        return
    elements = assess_governance(partnership).elements
    wanted = elements[elements["element"].isin(["delivery", "support", "evaluation"])]
    absent = wanted.loc[~wanted["present"].astype(bool), "element"].tolist()
    records = current_bodies(partnership)
    if absent:
        yield at_fault(f"There is no strand for {listed(absent)}.", fact("governance", records[0], "kind"))
    else:
        facts = [
            fact(f"{row.name}: {row.kind}", row, "kind") for row in records if row.kind in {"support", "evaluation"}
        ]
        yield in_place("Delivery, support and evaluation each have a body.", *facts)


@rule(
    "MA515",
    "¶2.9, Fig. 3",
    capability="governance",
    question="Does each partner have a seat where decisions are taken?",
    severity="amber",
    why="A risk of Figure 3 is that not all partners take part in deciding, voluntary and community ones above all.",
    remedy="Give each partner a seat, or write down who speaks for it.",
    stage="managing",
)
def each_partner_has_a_seat(partnership: Partnership) -> Judgements:
    """Compare current partners with the members and chairs of the bodies that give direction."""
    deciding = steering_bodies(partnership)
    if not deciding or not any(row.members for row in deciding):
        yield cannot_tell("the members of the bodies that decide are not written down")
        return
    unseated = assess_governance(partnership).unseated
    facts = [fact(f"{row.name}: {listed(row.members, none='nobody')}", row, "members") for row in deciding]
    if unseated:
        message = f"{listed(unseated)} {verb(len(unseated), 'has', 'have')} no seat where decisions are taken."
        yield at_fault(message, *facts)
    else:
        yield in_place(
            f"Each of {counted(len(partnership.current_partners), 'partner')} has a seat where decisions are taken.",
            *facts,
        )
