"""SC3: who sets the partnership up, and whether each organisation is ready, willing and able (¶2.4-2.5)."""

from __future__ import annotations

from datetime import date

from partnerlab.analysis.catalogue import Judgements, Way, at_fault, cannot_tell, has_reached, in_place, part_met, rule
from partnerlab.analysis.facts.names import NAMED, OTHERS, name_post, named
from partnerlab.analysis.findings import fact
from partnerlab.analysis.scoping.founders import (
    REVIEWED,
    has_handed_over,
    holder_of,
    is_reviewed,
    posts_of,
    stage_since,
)
from partnerlab.analysis.scoping.readiness import ASPECTS, assess_readiness, is_current, latest_readiness, list_funders
from partnerlab.partnership import Partnership
from partnerlab.partnership.answers import least
from partnerlab.wording import counted, each_of, listed, say_day, verb

READINESS = Way("partners.readiness", "Ask whether each organisation is ready, willing and able.")


def _when(day: date | None) -> str:
    return f" on {say_day(day)}" if day else ""


def _is_held(partnership: Partnership, founder: str) -> Judgements:
    post = holder_of(partnership, founder)
    if post is not None:
        who = name_post(partnership, post)
        yield in_place(f"The {founder} is named: {who}.", fact(who, post, "organisation"))
    elif posts_of(partnership, founder):
        last = posts_of(partnership, founder)[-1]
        yield at_fault(f"The {founder} left{_when(last.end)}; no successor is recorded.", fact("vacant", last, "to"))
    elif partnership.current_stage == "building":
        yield at_fault(f"No {founder} is recorded, and the partnership is being built.")
    else:
        yield cannot_tell(
            f"no {founder} is recorded",
            way=Way(f"{founder}.organisation", f"Find out who is, or was, the {founder}."),
            count=1,
        )


@rule(
    "SC301",
    "¶2.4 box",
    strength="advises",
    capability="initiator-and-broker",
    basis="asked",
    question="Is the initiator named?",
    why="The guide gives the initiator, whose idea it was, one of the two roles in setting up a partnership.",
    remedy="Name the person, as a role, who had the idea and represents the vision.",
)
def the_initiator_is_named(partnership: Partnership) -> Judgements:
    """Look under `initiator`; a record is expected while building.

    One who handed over once the partnership was at work need not be replaced.
    """
    if has_handed_over(partnership):
        last = posts_of(partnership, "initiator")[-1]
        text = f"handed over{_when(last.end)}"
        yield in_place("The initiator was named and has handed over.", fact(text, last, "to"))
    else:
        yield from _is_held(partnership, "initiator")


@rule(
    "SC302",
    "¶2.4 box",
    strength="advises",
    capability="initiator-and-broker",
    basis="asked",
    question="Is the broker named?",
    why="The broker builds relationships, eases negotiation, keeps the record and drives the start.",
    remedy="Name a broker: the initiator, or someone else with the skill and the will.",
)
def the_broker_is_named(partnership: Partnership) -> Judgements:
    """Look under `broker` for somebody who holds the role now; a record is expected while building."""
    yield from _is_held(partnership, "broker")


@rule(
    "SC303",
    "¶2.4 box",
    strength="advises",
    capability="initiator-and-broker",
    basis="asked",
    question="Were the roles of initiator and broker reviewed in this phase?",
    why="The roles are given for the first phase and should be open to review in the next.",
    remedy="Ask whether the role is still needed and held by the right person, and note the date under `reviewed`.",
    stage="building",
)
def founding_roles_are_reviewed(partnership: Partnership) -> Judgements:
    """Compare the date of the last review, or of the appointment, with the beginning of the present stage.

    Where no review is recorded it cannot be told whether there was one.
    """
    held = {name: holder_of(partnership, name) for name in REVIEWED}
    present = {name: post for name, post in held.items() if post is not None}
    since = stage_since(partnership)
    if not present or since is None:
        if present:
            yield cannot_tell(
                "the stage has no date", way=Way("stage.on", "Find out when the present stage began."), count=1
            )
        else:
            yield cannot_tell(
                "neither initiator nor broker is recorded at present",
                way=Way("broker.organisation", "Find out who is, or was, the broker."),
                count=1,
            )
        return
    for name, post in present.items():
        said = f"last reviewed on {say_day(post.reviewed)}" if post.reviewed else "no review is noted"
        evidence = fact(f"{name}: {said}", post, "reviewed")
        if is_reviewed(partnership, post):
            yield in_place(
                f"The {name} was reviewed in this phase, which began on {say_day(since)}.", evidence, subject=name
            )
        elif post.reviewed is None:
            yield cannot_tell(
                f"no review of the {name} is recorded since {partnership.current_stage} began on {say_day(since)}",
                evidence,
                subject=name,
                way=Way(f"{name}.reviewed", f"Find out when the role of {name} was last reviewed."),
                count=1,
            )
        else:
            message = (
                f"No review of the {name} is recorded since {partnership.current_stage} began on {say_day(since)}: "
                f"{said}."
            )
            yield at_fault(message, evidence, subject=name)


@rule(
    "SC304",
    "¶2.5",
    capability="readiness",
    strength="demands",
    basis="asked",
    question="Is each organisation ready, willing and able to partner?",
    severity="red",
    why="The guide says that each organisation must be: a partner that is not cannot carry its part.",
    remedy="Settle with the organisation what it would need, or do without it.",
)
def each_organisation_is_ready(partnership: Partnership) -> Judgements:
    """Look at each current partner's latest answer under `readiness`: `no` is red, `partly` amber.

    Answers older than `thresholds.current_months` do not show that all are ready today.
    """
    table = assess_readiness(partnership)
    if table.empty:
        yield cannot_tell("no partner is recorded", way=Way("partners", "List the partners."))
        return
    silent, sound, partial = [], [], {}
    aged: list[str] = []
    said = {by: dict(zip(rows["aspect"], rows["answer"], strict=True)) for by, rows in table.groupby("partner")}
    for partner in partnership.current_partners:
        answers = said[partner.id]
        row = latest_readiness(partner)
        worst = least(answers.values())
        weak = listed([aspect for aspect in ASPECTS if answers[aspect] == worst])
        shown = f" ({row.evidence})" if row and row.evidence else ""
        if worst == "no":
            lacks = listed([aspect for aspect in ASPECTS if answers[aspect] == worst], last="or")
            who = partnership.short_name_of(partner.id)
            evidence = fact(f"{who}: not {lacks}{shown}", row, "readiness")
            yield at_fault(f"{who} is not {lacks} to partner{shown}.", evidence, subject=partner.id)
        elif worst == "partly":
            partial[f"{partnership.short_name_of(partner.id)} ({weak})"] = fact(
                f"{partnership.short_name_of(partner.id)}: only partly {weak}{shown}", row, "readiness"
            )
        elif None in answers.values():
            silent.append(partner.id)
        else:
            sound.append(fact(f"{partnership.short_name_of(partner.id)}: ready, willing and able", row, "readiness"))
            aged += [partner.id] if row and not is_current(partnership, row.on) else []
    if partial:
        count = f"{len(partial)} of {counted(len(partnership.current_partners), 'partner')}"
        who = listed(partial, NAMED, rest=OTHERS)
        message = f"{count} {verb(len(partial), 'is', 'are')} ready, willing and able only in part: {who}."
        yield part_met(message, *partial.values(), subject="readiness in part")
    if silent:
        yield cannot_tell(
            f"{len(silent)} of {counted(len(partnership.current_partners), 'partner')} "
            f"{verb(len(silent), 'has', 'have')} no full answer recorded: {named(partnership, silent)}",
            way=READINESS,
            count=len(silent),
        )
    elif len(sound) == len(partnership.current_partners) and aged:
        months = counted(partnership.thresholds.current_months, "month")
        part = f"{len(aged)} of {counted(len(sound), 'partner')} last answered more than {months} ago"
        yield cannot_tell(
            f"{part}: {named(partnership, aged)}", *sound, subject="old answers", way=READINESS, count=len(aged)
        )
    elif len(sound) == len(partnership.current_partners):
        who = "The one partner is" if len(sound) == 1 else f"All {len(sound)} partners are"
        yield in_place(f"{who} ready, willing and able.", *sound)


@rule(
    "SC305",
    "¶2.5",
    basis="ours",
    strength="advises",
    capability="readiness",
    question="Is readiness shown by evidence that is not old?",
    why="The guide asks for discussions before a decision; an answer is easier to rely on when something shows it.",
    remedy="Note what shows the answer, such as a board minute, and ask again where the answer is old.",
)
def readiness_is_shown(partnership: Partnership) -> Judgements:
    """Look at the evidence behind each answer and, until planning begins, at its age: a question of the data's quality.

    Old is more than `thresholds.review_months`, which is not in the guide. Once planning has begun the decision to
    partner is taken, and only the evidence counts.
    """
    asked = [(partner, latest_readiness(partner)) for partner in partnership.current_partners]
    given = [(partner, row) for partner, row in asked if row is not None]
    if not given:
        yield cannot_tell("no answer on readiness is recorded", way=READINESS, count=len(asked) or None)
        return
    table = assess_readiness(partnership)
    stale = set(table.loc[table["old"].eq(True), "partner"]) if not has_reached(partnership, "planning") else set()
    bare = {partner.id: row for partner, row in given if not row.evidence}
    old = {partner.id: row for partner, row in given if partner.id in stale}
    if bare:
        facts = [
            fact(
                f"{partnership.short_name_of(name)}: answered on {say_day(row.on)}, no evidence recorded",
                row,
                "evidence",
            )
            for name, row in bare.items()
        ]
        yield cannot_tell(
            f"no evidence is recorded for {len(bare)} of {counted(len(given), 'answer')} on readiness: "
            f"{named(partnership, bare)}",
            *facts,
            subject="evidence for answers",
            way=Way("partners.readiness.evidence", "Find out what shows each answer, such as a board minute."),
            count=len(bare),
        )
    if old:
        facts = [
            fact(f"{partnership.short_name_of(name)}: answered on {say_day(row.on)}", row, "on")
            for name, row in old.items()
        ]
        months = counted(partnership.thresholds.review_months, "month")
        count = f"{len(old)} of {counted(len(given), 'answer')} on readiness {verb(len(old), 'is', 'are')}"
        yield part_met(f"{count} more than {months} old: {named(partnership, old)}.", *facts, subject="age of answers")


@rule(
    "SC306",
    "¶2.5",
    strength="advises",
    capability="readiness",
    basis="asked",
    question="Were the funding bodies consulted?",
    why="The guide finds it important to talk to funders before deciding that a partnership is wanted.",
    remedy="Talk to each funder, and note who keeps the contact.",
)
def funders_are_consulted(partnership: Partnership) -> Judgements:
    """Look for partners and stakeholders of the sector `funder`: others than partners need a contact, or a day.

    Whether that day came before the decision is asked by SC817. A partnership whose partners bring money themselves
    may have no funder outside.
    """
    funders = list_funders(partnership)
    silent = [funder for funder in funders if not funder.consulted]
    if silent:
        facts = [fact(f"{funder.name}: no contact noted", funder.record, "engaged_by") for funder in silent]
        who, count = listed(funder.name for funder in silent), f"{len(silent)} of {counted(len(funders), 'funder')}"
        if has_reached(partnership, "building"):
            yield part_met(f"No contact is recorded with {count}: {who}.", *facts)
        else:
            yield cannot_tell(
                f"no contact is recorded yet with {count}: {who}",
                *facts,
                way=Way("stakeholders.engaged_by", "Find out which partner keeps the contact with each funder."),
                count=len(silent),
            )
    elif funders:
        facts = [fact(f"{funder.name}: consulted", funder.record) for funder in funders]
        yield in_place(f"Contact is recorded with {each_of(len(funders), 'funder')}.", *facts)
    else:
        money = [
            (partner, row)
            for partner in partnership.current_partners
            for row in partner.resources
            if row.kind == "money"
        ]
        if money:
            facts = [
                fact(f"{partnership.short_name_of(partner.id)} brings money", row, "kind") for partner, row in money
            ]
            who = named(partnership, dict.fromkeys(partner.id for partner, _ in money))
            bring = verb(
                len({partner.id for partner, _ in money}), "brings money as a partner", "bring money as partners"
            )
            yield in_place(f"{who} {bring}; no other funder is recorded.", *facts)
        else:
            yield cannot_tell(
                "no funder is recorded, and no partner with money",
                way=Way("stakeholders.sector", "Find out who could fund the work."),
            )
