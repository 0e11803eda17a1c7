"""MA5: accountability in three dimensions, and governance (¶2.9, ¶3.2, ¶4.10, App. 2 items 5 and 6)."""

from __future__ import annotations

from collections.abc import Mapping

from partnerlab.amounts import say_limit
from partnerlab.analysis.catalogue import Judgements, Way, at_fault, cannot_tell, has_reached, in_place, part_met, rule
from partnerlab.analysis.facts.alignment import outcome_titles
from partnerlab.analysis.facts.bodies import current_bodies, steering_bodies
from partnerlab.analysis.facts.holders import departed_chair
from partnerlab.analysis.facts.names import named
from partnerlab.analysis.findings import fact
from partnerlab.analysis.mapping.accountability import ALL, assess_accountability
from partnerlab.analysis.mapping.governance import assess_governance
from partnerlab.analysis.mapping.rules.timing import absent
from partnerlab.analysis.signals.leadership import all_partners_steer
from partnerlab.partnership import Partnership
from partnerlab.partnership.governance import Body
from partnerlab.wording import counted, each_of, listed, say_day, verb, verb_of, with_capital

LINES = Way("accountabilities", "Ask who answers to whom, and where that is documented.")
SEATS = Way("governance.members", "Ask which partners sit on each body.")
OUTCOMES = Way("outcomes.aligned", "Ask which outcomes the partnership serves.")
BODIES = Way("governance", "List the bodies that run the partnership.")


def _check_dimension(partnership: Partnership, dimension: str) -> Judgements:
    """Judge the lines of one dimension: those that are missing together, each that is not written down.

    Where no line at all is recorded that is one fault, told with the first dimension.
    """
    if not partnership.accountabilities:
        if dimension == "vertical" and has_reached(partnership, "managing"):
            yield at_fault("No line of accountability is recorded: neither vertical, horizontal nor collective.")
        else:
            missing = f"no line of accountability is recorded, so the {dimension} ones cannot be judged"
            yield cannot_tell(missing, way=LINES, count=1)
        return
    table = assess_accountability(partnership)
    lines = table[table["dimension"] == dimension]
    absent = lines[lines["state"] == "not recorded"]
    loose = lines[lines["state"] == "not documented"]
    records = {(str(row.dimension), row.partner, row.to): row for row in partnership.accountabilities}
    if not absent.empty:
        facts = [
            fact(f"{_say_line(partnership, str(partner), to)}: {why}")
            for partner, to, why in absent[["partner", "to", "why"]].itertuples(index=False)
        ]
        pairs = absent[["partner", "to"]].values.tolist()
        ends = [_say_line(partnership, str(partner), to) for partner, to in pairs]
        few = f"{len(absent)} of {len(lines)} {dimension} lines {verb(len(absent), 'is', 'are')} not recorded"
        part = few if len(lines) > 1 else f"The one {dimension} line is not recorded"
        yield part_met(f"{part}: {listed(ends, 1)}.", *facts[:12], subject=f"{dimension} lines missing")
    for partner, to in loose[["partner", "to"]].itertuples(index=False):
        record = records.get((dimension, partner, to)) or records.get((dimension, None, to))
        who, whom = partnership.name_of(partner), partnership.name_of(to)
        typed = record is not None and "documented" in record.model_fields_set
        said = "recorded as not documented" if typed else "not recorded as documented"
        evidence = fact(f"{who} to {whom}: {said}", record, "documented")
        held = verb(2 if partner == ALL else 1, "answers", "answer")
        message = f"That {who} {held} to {whom} is {said}."
        yield at_fault(message, evidence, subject=f"{partner} to {to}")
    if absent.empty and loose.empty:
        if lines.empty:
            yield cannot_tell(f"no {dimension} line is recorded, and no task shows that one is needed", way=LINES)
        else:
            held = each_of(len(lines), f"{dimension} line")
            rest = ", recorded or called for by a task" if dimension == "horizontal" else ""
            yield in_place(f"Documented: {held} of accountability{rest}.")


def _say_line(partnership: Partnership, partner: str, to: str | None) -> str:
    end = partnership.name_of(to) if to else "an overall body" if partner == ALL else "its own body"
    return f"{partnership.name_of(partner)} to {end}"


@rule(
    "MA501",
    "App. 2 item 5, ¶3.2",
    capability="accountability",
    basis="asked",
    question="Does each partner answer, in writing, to the body that gives it its resources?",
    why="The checklist names vertical accountability as one of three dimensions to agree and document.",
    remedy="Record to which body each partner answers for its part.",
    stage="planning",
    strength="advises",
)
def vertical_lines_are_documented(partnership: Partnership) -> Judgements:
    """Look for a row with `dimension: vertical` of each current partner, and whether it is `documented`."""
    yield from _check_dimension(partnership, "vertical")


@rule(
    "MA502",
    "App. 2 item 5, ¶3.2",
    capability="accountability",
    basis="asked",
    question="Is it recorded what partners owe one another?",
    why="The checklist names horizontal accountability as one of three dimensions to agree and document.",
    remedy="Record what each partner owes to the one that answers for its task.",
    stage="planning",
    strength="advises",
)
def horizontal_lines_are_documented(partnership: Partnership) -> Judgements:
    """Compare rows with `dimension: horizontal` with the tasks: who does one owes account to who answers for it.

    That the tasks show which lines are needed is this review's reading of ¶3.2.
    """
    yield from _check_dimension(partnership, "horizontal")


@rule(
    "MA503",
    "App. 2 item 5, ¶3.2",
    capability="accountability",
    basis="asked",
    question="Do all partners together answer, in writing, to an overall body?",
    why="Partners are collectively responsible. The checklist asks them to document to whom they answer together.",
    remedy="Agree and record to whom all partners answer together, such as the senior responsible owner.",
    stage="planning",
    strength="advises",
)
def the_collective_line_is_documented(partnership: Partnership) -> Judgements:
    """Look for a row with `dimension: collective`, and whether it is `documented`."""
    yield from _check_dimension(partnership, "collective")


@rule(
    "MA511",
    "App. 2 item 6, ¶3.2",
    capability="governance",
    basis="asked",
    question="Does a lead organisation, a committee or both give direction?",
    why="The checklist suggests a lead body, a committee or both. Large programmes generally benefit from one.",
    remedy="Appoint a lead organisation or a committee, with members from the partners.",
    strength="advises",
)
def somebody_steers(partnership: Partnership) -> Judgements:
    """Look under `governance` for a leadership group, committee or lead organisation.

    None recorded by the planning stage is amber. From implementing on it is red: the work goes on with nobody recorded
    as in charge.
    """
    steering = steering_bodies(partnership)
    if steering:
        facts = [fact(f"{row.name}: {row.kind}", row, "kind") for row in steering]
        names = listed([row.name for row in steering])
        yield in_place(f"{names} {verb(len(steering), 'gives', 'give')} direction.", *facts)
    else:
        message = "No lead organisation, leadership group or committee is recorded."
        yield absent(
            partnership,
            message,
            "no body that gives direction is recorded",
            due="planning",
            way=BODIES,
            consequence="nobody in charge" if has_reached(partnership, "implementing") else None,
        )


@rule(
    "MA512",
    "¶3.2, ¶2.9",
    capability="governance",
    basis="asked",
    question="Has each group a nominated chair?",
    why="Large programmes generally benefit from a committee with a nominated chair, who has to lead.",
    remedy="Nominate a chair with the skills and the time.",
    stage="planning",
    strength="advises",
)
def the_chair_is_nominated(partnership: Partnership) -> Judgements:
    """Look for `chair` on each group: those that steer, deliver, support and evaluate.

    A chair who no longer sits for the partner they come from is one that the group has lost.
    """
    groups = [row for row in current_bodies(partnership) if row.kind not in {"outcome owner", "lead organisation"}]
    if not groups:
        yield cannot_tell("no group is recorded", way=BODIES)
        return
    for row in groups:
        if not row.chair:
            evidence = fact("chair: not recorded", row, "chair")
            yield at_fault(f"No chair is recorded for {row.name}.", evidence, subject=row.id)
    lost = {row.id: gone for row in groups if (gone := departed_chair(partnership, row)) is not None}
    for row in groups:
        if row.id in lost:
            seat, home = lost[row.id]
            partner = partnership.short_name_of(home.id)
            message = f"{row.name} is chaired by the {seat.role}, who left {partner}'s seat on {say_day(seat.end)}."
            yield at_fault(message, fact(f"left on {say_day(seat.end)}", seat, "to"), subject=row.id)
    if all(row.chair for row in groups) and not lost:
        facts = [fact(f"{row.name}: {partnership.name_of(str(row.chair))}", row, "chair") for row in groups]
        whom = each_of(len(groups), "group") if len(groups) > 1 else groups[0].name
        yield in_place(f"A chair is recorded for {whom}.", *facts[:6])


def _above(bodies: Mapping[str, Body], name: str) -> str:
    above = bodies[name].reports_to
    if above is None:
        return "nobody recorded"
    return bodies[above].name if above in bodies else above


@rule(
    "MA513",
    "¶4.10, Fig. 5",
    capability="governance",
    basis="asked",
    question="Can each outcome be traced from delivery up to its owner?",
    why="The structure that the guide suggests gives a clear line of sight on outcomes.",
    remedy="Say which body delivers each outcome, and to whom it reports, up to the outcome's owner.",
    stage="implementing",
    strength="mentions",
)
def each_outcome_is_in_sight(partnership: Partnership) -> Judgements:
    """Follow `reports_to` from the delivery bodies of each outcome up to an outcome owner."""
    outcomes, bodies = partnership.outcomes.aligned, {row.id: row for row in current_bodies(partnership)}
    if not outcomes or not bodies:
        if outcomes:
            yield cannot_tell("no body is recorded", way=BODIES)
        else:
            yield cannot_tell("no outcome is recorded", way=OUTCOMES)
        return
    table = assess_governance(partnership).outcomes
    titles = outcome_titles(partnership)
    for outcome, delivered, seen in table[["outcome", "delivered_by", "seen"]].itertuples(index=False):
        facts = [
            fact(f"{bodies[name].name} reports to {_above(bodies, name)}", bodies[name], "reports_to")
            for name in delivered
        ]
        title = titles.get(outcome, outcome)
        names = listed([bodies[name].name for name in delivered])
        if not delivered:
            yield cannot_tell(
                f"no body is recorded as delivering “{title}”",
                subject=f"outcome {outcome}",
                way=Way("governance.outcomes", "Ask which body delivers each outcome."),
                count=1,
            )
        elif not seen:
            message = f"The recorded line from {names} does not reach an owner of “{title}”."
            yield at_fault(message, *facts, subject=f"outcome {outcome}")
        else:
            yield in_place(
                f"“{title}” can be traced from {names} up to its owner.", *facts, subject=f"outcome {outcome}"
            )


@rule(
    "MA514",
    "¶4.10, Fig. 5",
    capability="governance",
    basis="asked",
    question="Has the partnership bodies for delivery, support and evaluation?",
    why="The structure that the guide suggests has support and evaluation systems.",
    remedy="Say who supports the partnership day by day, and who shows whether it works.",
    stage="managing",
    strength="mentions",
)
def support_and_evaluation_are_there(partnership: Partnership) -> Judgements:
    """Look under `governance` for each element of Figure 5; its content is inferred from ¶4.10."""
    if not current_bodies(partnership):
        yield cannot_tell("no body is recorded", way=BODIES)
        return
    elements = assess_governance(partnership).elements
    wanted = elements[elements["element"].isin(["delivery", "support", "evaluation"])]
    absent = wanted.loc[~wanted["present"].astype(bool), "element"].tolist()
    records, held = current_bodies(partnership), len(wanted) - len(absent)
    if absent:
        yield part_met(
            f"{held} of {len(wanted)} bodies that the guide suggests {verb(held, 'is', 'are')} recorded; "
            f"not recorded: {listed(absent)}.",
            fact(f"{records[0].name}: {records[0].kind}", records[0], "kind"),
        )
    else:
        facts = [
            fact(f"{row.name}: {row.kind}", row, "kind") for row in records if row.kind in {"support", "evaluation"}
        ]
        yield in_place("Delivery, support and evaluation each have a body.", *facts)


@rule(
    "MA515",
    "Fig. 3, ¶2.9",
    capability="governance",
    question="Does each partner have a seat where decisions are taken?",
    why="It is a condition in Figure 3 that all partners take part in decisions.",
    remedy="Give each partner a seat, or record who represents it.",
    stage="managing",
    basis="follows",
    strength="advises",
)
def each_partner_has_a_seat(partnership: Partnership) -> Judgements:
    """Compare current partners with the members and chairs of the bodies that give direction.

    In place when `thresholds.partners_steering` of them have a seat: all, unless the file says otherwise (ours).
    """
    deciding = steering_bodies(partnership)
    if not deciding or not any(row.members for row in deciding):
        yield cannot_tell("the members of the bodies that give direction are not recorded", way=SEATS)
        return
    unseated = assess_governance(partnership).unseated
    facts = [fact(f"{row.name}: {named(partnership, row.members)}", row, "members") for row in deciding]
    open_bodies = [row for row in deciding if not row.members and row.kind != "lead organisation"]
    total = len(partnership.current_partners)
    seated = total - len(unseated)
    if unseated and all_partners_steer(partnership).supports:
        part = f"{seated} of {counted(total, 'partner')} {verb_of(seated, total, 'has', 'have')} a seat"
        wanted = f"the threshold in this file is {say_limit(partnership.thresholds.partners_steering)}"
        yield in_place(
            f"{part} on a body that gives direction; {wanted}. Without a seat: {named(partnership, unseated)}.", *facts
        )
    elif unseated and open_bodies:
        yield cannot_tell(
            f"the members of {listed([row.name for row in open_bodies])} are not recorded",
            way=SEATS,
            count=len(open_bodies),
        )
    elif unseated:
        part = f"{len(unseated)} of {counted(total, 'partner')} {verb(len(unseated), 'has', 'have')} no seat"
        yield part_met(f"{part} on a body that gives direction: {named(partnership, unseated)}.", *facts)
    elif total:
        whom = each_of(total, "partner")
        yield in_place(f"{with_capital(whom)} has a seat on a body that gives direction.", *facts)
