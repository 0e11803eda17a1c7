"""A memorandum of understanding, drafted from the record: its clauses in order, gaps marked (¶3.4-3.5, App. 4)."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from typing import Any

from partnerlab.amounts import say_pounds
from partnerlab.analysis.facts.alignment import outcome_titles
from partnerlab.analysis.mapping import assess_clauses, assess_pathway
from partnerlab.analysis.mapping.agreement import agreements_in_force
from partnerlab.analysis.risk_allocation import assess_ladder, assess_register
from partnerlab.documents.paper import Block, Gap, Heading, Item, Paper, Paragraph, Table, bullets, known_or_gap
from partnerlab.documents.record import in_full, paper_of, representatives_of, rows_of
from partnerlab.guide import agreement_clauses
from partnerlab.guide.agreements import AgreementClause
from partnerlab.partnership import Partnership
from partnerlab.partnership.governance import Accountability
from partnerlab.partnership.records import choices_of
from partnerlab.partnership.sectors import is_outside_government
from partnerlab.wording import counted, listed, say_day

Blocks = Iterator[Block]


def write_memorandum(partnership: Partnership) -> Paper:
    """Return a draft memorandum of understanding.

    Each clause that the guide's agreement needs has what the record says about its matter, what the agreement in
    force or in draft says, and what is still to agree. Clauses that are common but not the guide's say so.

    Examples
    --------
    >>> hub = Partnership(name="Hub", purpose="Reach people", stage=[{"stage": "planning"}],
    ...     partners=[{"id": "A", "name": "Alpha"}])
    >>> [block.text for block in write_memorandum(hub).blocks if isinstance(block, Heading)][:3]
    ['1. Purpose and outcome', '2. Parties', '3. Definitions']
    """
    present = {row["clause"]: row for row in rows_of(assess_clauses(partnership))}
    blocks: list[Block] = list(_opening(partnership))
    for number, clause in enumerate(agreement_clauses(), 1):
        blocks.append(Heading(f"{number}. {clause.title}"))
        blocks += _clause(partnership, clause, present[clause.id])
    own = [row for name, row in present.items() if name not in agreement_clauses().ids]
    for number, row in enumerate(own, len(agreement_clauses()) + 1):
        blocks += [Heading(f"{number}. {row['title']}"), *_present(row)]
    return paper_of(partnership, "Memorandum of understanding: draft", blocks)


def _opening(partnership: Partnership) -> Blocks:
    yield Paragraph(
        "A draft from the partnership's record, for the partners to edit. Points marked “To agree” are not in the "
        "record. A memorandum records intent and is not legally binding (guide, App. 4); take advice where it should.",
        note=True,
    )
    if partnership.statutory_basis:
        basis = partnership.statutory_basis
        where = f", {basis.section}" if basis.section else ""
        yield Paragraph(f"The partnership was created by law: {basis.act}{where}. What follows adds to that.")


def _clause(partnership: Partnership, clause: AgreementClause, present: Mapping[str, Any]) -> Blocks:
    origin = f"guide, {clause.paragraph}" if clause.in_guide else "not in the guide; common in agreements"
    yield Paragraph(f"{clause.text} ({origin})", note=True)
    yield from _present(present)
    draft = _DRAFTS.get(clause.id)
    if draft is not None:
        yield from draft(partnership)
    else:
        yield from bullets([Gap(point) for point in clause.settles])


def _present(row: Mapping[str, Any]) -> Blocks:
    """Yield what an agreement, in force or in draft, has on the matter."""
    if row["state"] is None:
        return
    where = f"{row['agreement']} ({'signed' if row['signed'] else 'not signed'})"
    state = {"yes": "covers this", "partly": "covers this in part", "no": "does not cover this"}[row["state"]]
    yield Paragraph(f"{where} {state}: {row['text']}." if row["text"] else f"{where} {state}.")


def _purpose(partnership: Partnership) -> Blocks:
    yield Paragraph(partnership.purpose) if partnership.has_purpose else Gap("the purpose, in one sentence")
    yield Paragraph(partnership.rationale) if partnership.rationale else Gap("why a partnership is needed")
    outcomes = list(outcome_titles(partnership).values())
    yield Paragraph(f"Outcomes served: {listed(outcomes, len(outcomes))}.") if outcomes else Gap("the outcome served")
    yield Gap("what is out of scope")


def _parties(partnership: Partnership) -> Blocks:
    rows = [
        (partner.name, role, _signs(partnership, partner.id))
        for partner in partnership.current_partners
        for role, _ in representatives_of(partner)[:1]
    ]
    if not rows:
        yield Gap("each partner's full name, and who signs for it")
        return
    yield Table("The parties", ("Organisation", "Represented by", "Signs"), tuple(rows), (4, 4, 3))
    yield Gap("how others may join")


def _signs(partnership: Partnership, partner: str) -> Item:
    signed = [row.signed for row in agreements_in_force(partnership) if partner in row.signatories and row.signed]
    return f"An agreement of {say_day(max(signed))} is signed" if signed else Gap("who signs, with what authority")


def _legal_status(partnership: Partnership) -> Blocks:
    basis = f", beside {partnership.statutory_basis.act}" if partnership.statutory_basis else ""
    yield Paragraph(f"This memorandum records what the parties intend{basis}. It is not legally binding.")
    yield Gap("powers and statutory duties that stay as they are")


def _roles(partnership: Partnership) -> Blocks:
    rows = tuple(
        (
            task.name,
            in_full(partnership, task.responsible, gap="who does it"),
            in_full(partnership, task.accountable, gap="who answers for it"),
            *(", ".join(map(partnership.name_of, ids)) for ids in (task.consulted, task.informed)),
        )
        for task in partnership.tasks
    )
    if rows:
        headings = ("Task", "Does it", "Answers for it", "Is asked before", "Is told after")
        yield Table("Who does what", headings, rows, (3, 3, 3, 2.5, 2.5))
    else:
        yield Gap("tasks of each partner, and who is accountable for each")
    yield Gap("how roles may be adapted")


def _governance(partnership: Partnership) -> Blocks:
    bodies = [body for body in partnership.governance if body.ended is None]
    rows = tuple(
        (
            body.name,
            known_or_gap(body.chair, "who chairs"),
            in_full(partnership, body.members, gap="members"),
            known_or_gap(body.meets, "how often it meets"),
            str(body.quorum) if body.quorum else Gap("quorum"),
        )
        for body in bodies
    )
    if rows:
        yield Table(
            "Bodies that steer and decide", ("Body", "Chair", "Members", "Meets", "Quorum"), rows, (3, 3, 4, 2, 2)
        )
    else:
        yield Gap("the lead body or committee, its chair and members")
    yield from bullets([Gap("how decisions are made"), Gap("cover for absent members")])


def _accountability(partnership: Partnership) -> Blocks:
    rows = tuple(
        (
            row.dimension,
            partnership.name_of(row.partner) if row.partner else "All partners",
            partnership.name_of(row.to),
            known_or_gap(row.matter, "for what"),
        )
        for row in partnership.accountabilities
    )
    if rows:
        yield Table("Who answers to whom", ("Line", "Who", "To whom", "For what"), rows, (2, 4, 4, 4))
    recorded = {row.dimension for row in partnership.accountabilities}
    missing = [line for line in choices_of(Accountability, "dimension") if line not in recorded]
    yield from bullets([Gap(f"the {line} line of account") for line in missing])


def _funding(partnership: Partnership) -> Blocks:
    rows = [
        (
            partner.name,
            resource.what or resource.kind,
            _amount(resource.kind, resource.amount),
            resource.purpose,
            "Confirmed in writing" if resource.confirmed else Gap("confirmation in writing"),
        )
        for partner in partnership.current_partners
        for resource in partner.resources
    ]
    if rows:
        headings = ("Partner", "What", "A year", "For", "State")
        yield Table("Who brings what", headings, tuple(rows), (3.5, 3.5, 2, 2.5, 3))
    silent = [partner.name for partner in partnership.current_partners if not partner.resources]
    gaps = [f"what {name} brings" for name in silent] or ([] if rows else ["who brings what"])
    yield from bullets([Gap(text) for text in [*gaps, "how spending is reported against milestones"]])


def _amount(kind: str, amount: float | None) -> Item:
    if amount is None:
        return Gap("how much")
    return counted(round(amount), "hour") if kind == "time" else say_pounds(amount)


def _performance(partnership: Partnership) -> Blocks:
    rows: list[tuple[Item, ...]] = [
        (
            measure.title,
            measure.kind,
            in_full(partnership, [measure.owner] if measure.owner else [], gap="who collects it"),
        )
        for measure in partnership.performance
    ]
    rows += [
        (row.title, "whole population", row.source or Gap("where the figures come from"))
        for row in partnership.indicators
    ]
    if rows:
        yield Table("What is measured", ("Measure", "Kind", "Collected by, or source"), tuple(rows), (5, 2.5, 5))
    else:
        yield Gap("performance measures, and who collects which data")
    yield Gap("when and to whom reports go")


def _risk(partnership: Partnership) -> Blocks:
    register = assess_register(partnership)
    shared = register[register["class"].isin(["shared", "collaborating"])]
    rows = tuple(
        (
            f"{row['risk']} {row['title']}",
            _leads(partnership, row["risk"]),
            row["owner"] or Gap("who owns it"),
            say_day(row["review_by"]) if row["review_by"] else Gap("when it is reviewed"),
        )
        for row in rows_of(shared)
    )
    if rows:
        yield Table("Shared risks and who leads", ("Risk", "Leads", "Owner", "Next review"), rows, (5, 3.5, 3, 2.5))
    else:
        yield Gap("the joint register of risks, and who leads on each")
    yield Gap("how a change in a risk is reported")


def _leads(partnership: Partnership, risk: str) -> Item:
    lead = partnership.lead_of(risk)
    leads = lead.leads if lead else ()
    gone = [partner.name for partner in partnership.partners if partner.id in leads and partner.left is not None]
    if gone:
        return Gap(f"who leads; {listed(gone)} has left" if len(gone) == 1 else f"who leads; {listed(gone)} have left")
    return in_full(partnership, leads, gap="who leads")


def _data_sharing(partnership: Partnership) -> Blocks:
    moves = assess_pathway(partnership).handoffs
    rows = tuple(
        (
            f"{partnership.name_of(row['giver'])} to {partnership.name_of(row['receiver'])}",
            "An agreement covers it" if row["data_sharing"] else Gap("what is shared, and on what ground"),
        )
        for row in rows_of(moves)
    )
    if rows:
        yield Table("Hand-offs on the service's pathway", ("From and to", "Information shared"), rows, (6, 6))
    else:
        yield Gap("what is shared and with whom")
    yield from bullets([Gap("who is responsible for the data"), Gap("keeping and deleting")])


def _transparency(partnership: Partnership) -> Blocks:
    outside = [partner for partner in partnership.current_partners if is_outside_government(partner.sector)]
    if not outside:
        yield Paragraph("No partner is recorded as outside government.")
        return
    told = {"yes": "Agreed", "partly": "Agreed in part"}
    rows = tuple((row.name, told.get(row.reporting_terms or "", Gap("terms of reporting"))) for row in outside)
    yield Table("Partners outside government", ("Partner", "Terms of openness and reporting"), rows, (6, 6))
    yield from bullets([Gap("access for audit"), Gap("the commissioner's own duty")])


def _communication(partnership: Partnership) -> Blocks:
    rows = tuple(
        (
            row.audience,
            known_or_gap(row.message, "what they are told"),
            in_full(partnership, [row.owner] if row.owner else [], gap="who tells them"),
            known_or_gap(row.frequency, "how often"),
        )
        for row in partnership.communication
    )
    if rows:
        yield Table("Who tells whom what", ("Audience", "Message", "Sent by", "How often"), rows, (3, 4, 3, 2.5))
    else:
        yield Gap("who is responsible for communication, audiences and messages")
    yield Gap("use of names and logos")


def _disputes(partnership: Partnership) -> Blocks:
    ladder = assess_ladder(partnership)
    rows = tuple(
        (
            str(row["rung"]),
            row["name"],
            in_full(partnership, [row["owner"]] if row["owner"] else [], gap="who must settle it"),
            counted(int(row["days"]), "day") if row["days"] is not None else Gap("time limit"),
            _next(row),
        )
        for row in rows_of(ladder)
    )
    if rows:
        headings = ("Step", "How", "Settled by", "Within", "Then")
        yield Table("How disputes are settled", headings, rows, (1.4, 4, 4, 2.5, 2.5))
    else:
        yield Gap("steps with an owner and a time limit each, and the last step")


def _next(row: Mapping[str, Any]) -> Item:
    if row["final"]:
        return "This step decides"
    return f"Step {int(row['next'])}" if row["next"] is not None else Gap("the next step")


def _staff(partnership: Partnership) -> Blocks:
    rows = tuple(
        (partner.name, seat.role, known_or_gap(seat.deputy, "who stands in"))
        for partner in partnership.current_partners
        for seat in partner.representatives
        if seat.end is None
    )
    if rows:
        yield Table("Representatives and deputies", ("Organisation", "Representative", "Deputy"), rows, (4, 4, 4))
    yield from bullets([Gap("handover when somebody leaves"), Gap("secondment")])


def _review(partnership: Partnership) -> Blocks:
    dates = sorted(row.review_by for row in agreements_in_force(partnership) if row.review_by)
    yield Paragraph(f"Next review by {say_day(dates[0])}.") if dates else Gap("when it is reviewed")
    yield from bullets([Gap("who reviews"), Gap("what may prompt an early review")])


def _exit(partnership: Partnership) -> Blocks:
    left = [partner for partner in partnership.partners if partner.left is not None]
    if left:
        yield Paragraph(" ".join(f"{partner.name} left on {say_day(partner.left)}." for partner in left), note=True)
    settles = agreement_clauses().row("exit").settles
    yield from bullets([Gap(point) for point in settles])


def _signatures(partnership: Partnership) -> Blocks:
    rows = tuple((partner.name, "", "", "") for partner in partnership.current_partners)
    if rows:
        yield Table(
            "Signed for each partner", ("Organisation", "Name and post", "Signature", "Date"), rows, (4, 3, 3, 2)
        )
    else:
        yield Gap("who signs")


_DRAFTS: Mapping[str, Callable[[Partnership], Blocks]] = {
    "purpose": _purpose,
    "parties": _parties,
    "legal-status": _legal_status,
    "roles": _roles,
    "governance": _governance,
    "accountability": _accountability,
    "funding": _funding,
    "performance": _performance,
    "risk": _risk,
    "data-sharing": _data_sharing,
    "transparency": _transparency,
    "communication": _communication,
    "dispute-resolution": _disputes,
    "staff": _staff,
    "review": _review,
    "exit": _exit,
    "signatures": _signatures,
}
"""What the record says on a clause's matter; clauses that are not here list what they have to settle."""
