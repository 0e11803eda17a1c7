"""SC3: who sets the partnership up, and whether each organisation is ready, willing and able (¶2.4-2.5)."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date

from partnerlab.analysis.catalogue import Judgement, at_fault, cannot_tell, has_reached, in_place, rule
from partnerlab.analysis.findings import fact
from partnerlab.analysis.scoping.founders import holder_of, is_reviewed, posts_of, stage_since
from partnerlab.analysis.scoping.readiness import ASPECTS, assess_readiness, find_funders, latest_readiness
from partnerlab.partnership import Partnership
from partnerlab.partnership.answers import least
from partnerlab.partnership.organisations import names
from partnerlab.wording import counted, each_of, say_day

Judgements = Iterator[Judgement]


def _when(day: date | None) -> str:
    return f" on {say_day(day)}" if day else ""


def _is_held(partnership: Partnership, founder: str) -> Judgements:
    post = holder_of(partnership, founder)
    if post is not None:
        who = f"{post.role}, {partnership.name_of(post.organisation)}" if post.role else post.organisation
        yield in_place(f"The {founder} is named: {who}.", fact(who, post, "organisation"))
    elif posts_of(partnership, founder):
        last = posts_of(partnership, founder)[-1]
        yield at_fault(f"The {founder} left{_when(last.end)} and nobody has followed.", fact("vacant", last, "to"))
    elif has_reached(partnership, "building"):
        yield at_fault(f"The partnership is {partnership.current_stage} and no {founder} is named.")
    else:
        yield cannot_tell(f"no {founder} is named yet")


@rule(
    "SC301",
    "¶2.4 box",
    capability="initiator-and-broker",
    question="Is the initiator named?",
    severity="amber",
    why="The guide gives the initiator, whose idea it was, one of the two roles in setting up a partnership.",
    remedy="Name the person, as a role, who had the idea and stands for the vision.",
)
def the_initiator_is_named(partnership: Partnership) -> Judgements:
    """Look under `initiator`. One who handed over once the partnership was at work need not be replaced."""
    posts = posts_of(partnership, "initiator")
    if holder_of(partnership, "initiator") is None and posts and has_reached(partnership, "planning"):
        text = f"handed over{_when(posts[-1].end)}"
        yield in_place("The initiator was named and has handed over.", fact(text, posts[-1], "to"))
    else:
        yield from _is_held(partnership, "initiator")


@rule(
    "SC302",
    "¶2.4 box",
    capability="initiator-and-broker",
    question="Is the broker named?",
    severity="amber",
    why="The broker builds relationships, eases negotiation and keeps the record; without one nobody drives the start.",
    remedy="Name a broker: the initiator, or someone else with the skill and the will.",
)
def the_broker_is_named(partnership: Partnership) -> Judgements:
    """Look under `broker` for somebody who holds the role now."""
    yield from _is_held(partnership, "broker")


@rule(
    "SC303",
    "¶2.4 box",
    capability="initiator-and-broker",
    question="Were initiator and broker looked at again in this phase?",
    severity="amber",
    why="The roles are given for the first phase and are to be open to review in the next.",
    remedy="Ask whether the role is still needed and rightly filled, and note the date under `reviewed`.",
    stage="building",
)
def founding_roles_are_reviewed(partnership: Partnership) -> Judgements:
    """Compare the date of the last review, or of the appointment, with the beginning of the present stage."""
    held = {name: holder_of(partnership, name) for name in ("initiator", "broker")}
    present = {name: post for name, post in held.items() if post is not None}
    since = stage_since(partnership)
    if not present or since is None:
        yield cannot_tell("the stage has no date" if present else "neither initiator nor broker is named at present")
        return
    for name, post in present.items():
        said = f"last reviewed on {say_day(post.reviewed)}" if post.reviewed else "no review is noted"
        evidence = fact(f"{name}: {said}", post, "reviewed")
        if is_reviewed(partnership, post):
            yield in_place(
                f"The {name} was looked at in this phase, which began on {say_day(since)}.", evidence, subject=name
            )
        else:
            message = (
                f"The {name} was not looked at since {partnership.current_stage} began on {say_day(since)}: {said}."
            )
            yield at_fault(message, evidence, subject=name)


@rule(
    "SC304",
    "¶2.5",
    capability="readiness",
    question="Is each organisation ready, willing and able to partner?",
    severity="red",
    why="The guide says that each organisation must be: a partner that is not cannot carry its part.",
    remedy="Settle with the organisation what it would need, or do without it.",
)
def each_organisation_is_ready(partnership: Partnership) -> Judgements:
    """Look at each current partner's latest answer under `readiness`: `no` is red, `partly` amber."""
    table = assess_readiness(partnership)
    if table.empty:
        yield cannot_tell("no partner is named whose readiness could be asked")
        return
    silent, sound, partial = [], [], {}
    for partner in partnership.current_partners:
        answers = table[table["partner"] == partner.id].set_index("aspect")["answer"].to_dict()
        row = latest_readiness(partner)
        worst = least(answers.values())
        weak = " and ".join(aspect for aspect in ASPECTS if answers[aspect] == worst)
        shown = f" ({row.evidence})" if row and row.evidence else ""
        if worst == "no":
            evidence = fact(f"{partner.id}: not {weak}{shown}", row, "readiness")
            yield at_fault(f"{partner.id} is not {weak}{shown}.", evidence, subject=partner.id)
        elif worst == "partly":
            partial[f"{partner.id} ({weak})"] = fact(f"{partner.id}: only partly {weak}{shown}", row, "readiness")
        elif None in answers.values():
            silent.append(partner.id)
        else:
            sound.append(fact(f"{partner.id}: ready, willing and able", row, "readiness"))
    if partial:
        verb = "is" if len(partial) == 1 else "are"
        count = counted(len(partial), "partner")
        message = f"{count} {verb} ready, willing and able only in part: {names(partnership, partial)}."
        yield at_fault(message, *partial.values(), subject="readiness in part", severity="amber")
    if silent:
        yield cannot_tell(
            f"{names(partnership, silent)} {'was' if len(silent) == 1 else 'were'} not asked, or not fully",
            remedy="Ask whether the organisation is ready, willing and able, and note what shows it.",
        )
    elif len(sound) == len(partnership.current_partners):
        yield in_place(f"All {counted(len(sound), 'partner')} are ready, willing and able.", *sound)


@rule(
    "SC305",
    "¶2.5",
    capability="readiness",
    question="Is readiness shown by evidence that is not old?",
    severity="amber",
    why="A yes that nothing shows is a hope; the guide asks for preliminary discussions before a decision.",
    remedy="Note what shows the answer, such as a board minute, and ask again where the answer is old.",
)
def readiness_is_shown(partnership: Partnership) -> Judgements:
    """Look at the evidence behind each answer and, until planning begins, at its age.

    Old is more than `thresholds.review_months`, which is not in the guide. Once planning has begun the decision to
    partner is taken, and only the evidence counts.
    """
    asked = [(partner, latest_readiness(partner)) for partner in partnership.current_partners]
    given = [(partner, row) for partner, row in asked if row is not None]
    if not given:
        yield cannot_tell("no partner was asked whether it is ready")
        return
    table = assess_readiness(partnership)
    stale = set(table.loc[table["old"].eq(True), "partner"]) if not has_reached(partnership, "planning") else set()
    bare = {partner.id: row for partner, row in given if not row.evidence}
    old = {partner.id: row for partner, row in given if partner.id in stale}
    if bare:
        facts = [
            fact(f"{name}: answered on {say_day(row.on)}, no evidence", row, "evidence") for name, row in bare.items()
        ]
        yield at_fault(f"Nothing shows the readiness of {names(partnership, bare)}.", *facts, subject="evidence")
    if old:
        facts = [fact(f"{name}: answered on {say_day(row.on)}", row, "on") for name, row in old.items()]
        months = partnership.thresholds.review_months
        message = f"The readiness of {names(partnership, old)} was asked more than {months} months ago."
        yield at_fault(message, *facts, subject="age")
    if not bare and not old:
        facts = [fact(f"{partner.id}: {row.evidence}", row, "evidence") for partner, row in given]
        yield in_place(f"Evidence shows {each_of(len(given), 'answer')} on readiness.", *facts)


@rule(
    "SC306",
    "¶2.5",
    capability="readiness",
    question="Were the funding bodies consulted?",
    severity="amber",
    why="The guide counts funders among those to talk to before deciding that a partnership is wanted.",
    remedy="Talk to each funder, and note who keeps the contact.",
)
def funders_are_consulted(partnership: Partnership) -> Judgements:
    """Look for partners and stakeholders of the sector `funder`: asked about readiness, or with a contact.

    A partnership whose partners bring money themselves may have no funder outside.
    """
    funders = find_funders(partnership)
    silent = [funder for funder in funders if not funder.consulted]
    if silent:
        facts = [fact(f"{funder.name}: no contact noted", funder.record, "engaged_by") for funder in silent]
        listed = "; ".join(funder.name for funder in silent)
        if has_reached(partnership, "building"):
            yield at_fault(f"No contact is noted with {listed}.", *facts)
        else:
            yield cannot_tell(f"no contact is noted yet with {listed}", *facts)
    elif funders:
        facts = [fact(f"{funder.name}: consulted", funder.record) for funder in funders]
        yield in_place(f"{counted(len(funders), 'funder')} consulted.", *facts)
    else:
        money = [
            (partner, row)
            for partner in partnership.current_partners
            for row in partner.resources
            if row.kind == "money"
        ]
        if money:
            facts = [fact(f"{partner.id} brings money", row, "kind") for partner, row in money]
            who = names(partnership, {partner.id for partner, _ in money})
            yield in_place(f"The money comes from partners themselves: {who}.", *facts)
        else:
            yield cannot_tell("no funder is listed, and no partner is seen to bring money")
