"""MA9: the written agreement (¶3.4-3.5, ¶4.6, App. 4, App. 2 items 4 and 7)."""

from __future__ import annotations

from partnerlab.analysis.catalogue import (
    Judgement,
    Judgements,
    Way,
    at_fault,
    cannot_tell,
    has_reached,
    in_place,
    part_met,
    rule,
)
from partnerlab.analysis.facts.agreements import agreement_that_counts, founding_agreements
from partnerlab.analysis.facts.names import named
from partnerlab.analysis.findings import fact
from partnerlab.analysis.mapping.agreement import agreements_in_force, assess_clauses, assess_signatures
from partnerlab.analysis.mapping.rules.timing import absent
from partnerlab.partnership import Partnership
from partnerlab.wording import counted, each_of, listed, say_day, verb, with_capital

NONE = "no written agreement is recorded"
AGREE = Way("agreements", "Ask what the partners have agreed in writing, or which statute the partnership rests on.")
BESIDE = Way(
    "agreements", "Read which of these matters the statute leaves open, and ask what the partners have agreed on them."
)
SIGNED = Way("agreements.signed", "Ask when the agreement was signed, and by which partners.")
CLAUSES = Way("agreements.clauses", "Read the agreement, and note which matters it settles.")
REVIEW_BY = Way("agreements.review_by", "Agree when to review it.")


def _ask_for_signature(partnership: Partnership, what: str) -> Judgement:
    """Say that no signed memorandum or agreement is recorded: whether there is one, or who signed the one there is."""
    if partnership.agreements:
        return cannot_tell(f"no signed {what} is recorded", way=SIGNED)
    return cannot_tell(f"no signed {what} is recorded", way=AGREE)


def _no_clauses(partnership: Partnership) -> Judgement:
    """Say that no clause can be judged: none recorded, no agreement, or a statute in its place."""
    if agreements_in_force(partnership):
        return cannot_tell("no clause of an agreement is recorded", way=CLAUSES)
    if partnership.statutory_basis:
        basis = partnership.statutory_basis
        return cannot_tell(
            f"the partnership rests on {basis.title}, and whether an agreement beside it settles more is not recorded",
            way=BESIDE,
        )
    return cannot_tell(NONE, way=AGREE)


@rule(
    "MA901",
    "¶2.10, ¶3.4-3.5",
    capability="written-agreement",
    question="Does the partnership rest on a signed agreement or on a statute?",
    why="What is expected of each has to be documented. A written agreement can be the foundation.",
    remedy="Bring the agreement to signature, or record the statute that the partnership rests on.",
    basis="follows",
    strength="advises",
)
def an_agreement_is_signed(partnership: Partnership) -> Judgements:
    """Look for a memorandum or contract with a date under `signed`, or for `statutory_basis`.

    Of several the memorandum signed last counts, and a contract only without one. A body that a statute created needs
    no memorandum to found it. Of a memorandum that only some partners have signed, MA902 tells.
    """
    held, basis = agreement_that_counts(partnership), partnership.statutory_basis
    if held is not None and held.signed is not None:
        others = [row for row in founding_agreements(partnership) if row.signed and row is not held]
        facts = [
            fact(f"{row.title or row.kind} signed on {say_day(row.signed)}", row, "signed") for row in (held, *others)
        ]
        current = {partner.id for partner in partnership.current_partners}
        if not (held.kind == "MoU" and held.signatories and current - set(held.signatories)):
            yield in_place(f"{held.title or held.kind} was signed on {say_day(held.signed)}.", *facts)
    elif basis:
        message = f"The partnership rests on {basis.title}, so it needs no memorandum to found it."
        yield in_place(message, fact(basis.title, basis, "act"))
    elif held is not None:
        drafted = f", drafted on {say_day(held.on)}," if held.on else ""
        message = f"{held.title or held.kind}{drafted} is not recorded as signed"
        evidence = fact("signed: not recorded", held, "signed")
        if has_reached(partnership, "planning"):
            yield at_fault(f"{message}.", evidence)
        else:
            yield cannot_tell(message, evidence, way=SIGNED, count=1)
    else:
        message = "No memorandum or contract between the partners is recorded, nor a statute in its place."
        yield absent(partnership, message, NONE, due="planning", way=AGREE)


@rule(
    "MA902",
    "¶3.4, App. 4",
    capability="written-agreement",
    question="Has each partner signed the memorandum?",
    why="Signing indicates the intent to carry out what is agreed. A missing signature leaves that open.",
    remedy="Ask for the signature, or what prevents it.",
    stage="managing",
    basis="follows",
    strength="mentions",
)
def each_partner_has_signed(partnership: Partnership) -> Judgements:
    """Compare `signatories` of each signed memorandum with the current partners.

    A body that a statute created needs no memorandum, so of one that is not recorded nothing is asked.
    """
    records = {row.title or row.kind: row for row in agreements_in_force(partnership)}
    table = assess_signatures(partnership)
    table = table[(table["kind"] == "MoU") & table["signed"].notna()]
    if table.empty:
        if partnership.statutory_basis and not founding_agreements(partnership):
            return
        yield _ask_for_signature(partnership, "memorandum")
        return
    for name, missing in table[["agreement", "missing"]].itertuples(index=False):
        who, total = records[name].signatories, len(partnership.current_partners)
        signed = fact(f"signed by {named(partnership, who)}", records[name], "signatories")
        if not who:
            yield cannot_tell(
                f"who signed {name} is not recorded",
                subject="signatures given",
                way=Way("agreements.signatories", SIGNED.find_out),
                count=total or None,
            )
        elif missing:
            part = f"{total - len(missing)} of {counted(total, 'partner')} {verb(total - len(missing), 'is', 'are')}"
            yield part_met(
                f"{part} recorded as having signed {name}; not recorded: {named(partnership, missing)}.",
                signed,
                subject="signatures given",
            )
        elif total:
            whom = each_of(total, "partner")
            yield in_place(f"{with_capital(whom)} has signed {name}.", signed, subject="signatures given")


@rule(
    "MA903",
    "App. 2 items 4, 5, 7, 9 and 10, ¶3.5, ¶4.6, App. 4",
    capability="written-agreement",
    question="Does the agreement settle what the partnership's own risks, roles and money call for?",
    why="A clause matters most where something in the partnership already rests on it.",
    remedy="Agree the clause; the list of clauses says what it has to settle.",
    stage="planning",
    basis="follows",
    strength="advises",
)
def clauses_cover_what_is_there(partnership: Partnership) -> Judgements:
    """Set clauses against what the data show they should cover: risks, tasks, money, hand-offs, partners outside.

    The checklist asks to agree and document roles, accountability, disputes, funding and risks. Which data bear on
    which clause is our reading.
    """
    agreements = agreements_in_force(partnership)
    if not any(row.clauses for row in agreements):
        yield _no_clauses(partnership)
        return
    table = assess_clauses(partnership)
    needed = table[(table["covers"] != "") & table["in_guide"].astype(bool)]
    records = {clause.id: clause for row in agreements for clause in row.clauses}
    foundation = max(agreements, key=lambda row: len(row.clauses))
    for name, title, state, covers in needed[["clause", "title", "state", "covers"]].itertuples(index=False):
        if state == "yes":
            continue
        words = {"partly": "settled only in part", "no": "recorded as not settled"}
        word = words.get(state, "not recorded in any agreement")
        evidence = fact(f"{title}: {state or 'no clause recorded'}", records.get(name, foundation), "in_place")
        yield at_fault(f"The clause “{title}” is {word}; it would cover {covers}.", evidence, subject=f"clause {name}")
    if len(needed) and (needed["state"] == "yes").all():
        whom = each_of(len(needed), "clause")
        message = f"{with_capital(whom)} on which something recorded rests is in place in full."
        yield in_place(message, fact("clauses", foundation, "clauses"))


@rule(
    "MA904",
    "¶3.5, App. 4",
    capability="written-agreement",
    question="Does the agreement have the other clauses that the guide's matters need?",
    why="What is left out is settled under pressure, when it comes up.",
    remedy="Agree the clauses, or say why the partnership does not need them.",
    stage="managing",
    basis="follows",
    strength="mentions",
)
def the_other_clauses_are_there(partnership: Partnership) -> Judgements:
    """List clauses of the guide's matters on which nothing in the data rests yet, and that no agreement has in full."""
    agreements = agreements_in_force(partnership)
    if not any(row.clauses for row in agreements):
        yield _no_clauses(partnership)
        return
    table = assess_clauses(partnership)
    others = table[(table["covers"] == "") & table["in_guide"].astype(bool)]
    weak = others.loc[others["state"] != "yes", "title"].tolist()
    foundation = max(agreements, key=lambda row: len(row.clauses))
    evidence = fact(foundation.title or foundation.kind, foundation, "clauses")
    if weak:
        held = len(others) - len(weak)
        part = f"{held} of {counted(len(others), 'other clause')} {verb(held, 'is', 'are')} recorded in full"
        yield part_met(f"{part}; not: {listed(weak, 3)}.", evidence, subject="other clauses")
    elif len(others):
        whom = each_of(len(others), "other clause")
        yield in_place(f"{with_capital(whom)} is in place in full.", evidence, subject="other clauses")


@rule(
    "MA905",
    "¶2.4 box, ¶2.11, ¶3.4",
    capability="written-agreement",
    question="Is each agreement reviewed when it is due?",
    why="Roles and risks should be reviewed. That an agreement is reviewed by its own date is our own check.",
    remedy="Review it now, and set the next date.",
    stage="managing",
    basis="ours",
    strength="mentions",
)
def agreements_are_reviewed(partnership: Partnership) -> Judgements:
    """Compare `review_by` of each signed agreement with the review date; a statute in its place has none."""
    signed = [row for row in agreements_in_force(partnership) if row.signed]
    if not signed and partnership.statutory_basis and not founding_agreements(partnership):
        return
    if not signed:
        yield _ask_for_signature(partnership, "agreement")
        return
    in_time = []
    for row in signed:
        name = row.title or row.kind
        if row.review_by is None or partnership.as_at is None:
            yield cannot_tell(
                f"no date of review is recorded for “{name}”",
                fact(name, row, "review_by"),
                subject=name,
                way=REVIEW_BY,
                count=1,
            )
        elif row.reviewed is not None and row.review_by <= row.reviewed:
            yield cannot_tell(
                f"“{name}” was reviewed on {say_day(row.reviewed)}, and no date of the next review is recorded",
                fact(name, row, "reviewed"),
                subject=name,
                way=REVIEW_BY,
                count=1,
            )
        elif row.review_by < partnership.as_at:
            message = f"“{name}” was due for review by {say_day(row.review_by)}."
            yield at_fault(message, fact(f"review by {say_day(row.review_by)}", row, "review_by"), subject=name)
        else:
            in_time.append(row)
    if len(in_time) == len(signed):
        facts = [
            fact(f"{row.title or row.kind}: review by {say_day(row.review_by)}", row, "review_by") for row in in_time
        ]
        held = f"{len(in_time)} {verb(len(in_time), 'is', 'are')} in force"
        yield in_place(f"No signed agreement is past its date of review; {held}.", *facts)
