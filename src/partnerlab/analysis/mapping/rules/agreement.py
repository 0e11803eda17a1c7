"""MA9: the written agreement (¶3.4-3.5, ¶4.6, App. 4, App. 2 items 4 and 7)."""

from __future__ import annotations

from collections.abc import Iterator

from partnerlab.analysis.catalogue import Judgement, at_fault, cannot_tell, has_reached, in_place, rule
from partnerlab.analysis.facts.agreements import founding_agreements
from partnerlab.analysis.findings import fact
from partnerlab.analysis.mapping.agreement import agreements_in_force, assess_clauses, assess_signatures
from partnerlab.analysis.mapping.rules.timing import absent
from partnerlab.partnership import Partnership
from partnerlab.wording import counted, listed, say_day, verb

Judgements = Iterator[Judgement]

NONE = "there is no written agreement"
CHECKLIST = ("roles", "accountability", "dispute-resolution", "funding", "risk")
"""Clauses on matters that the self-assessment checklist asks to be agreed and documented."""


@rule(
    "MA901",
    "¶3.4-3.5",
    capability="written-agreement",
    question="Is there a signed agreement between the partners?",
    severity="amber",
    why="Signing shows the intent to carry out what is agreed; a draft shows only that somebody wrote it.",
    remedy="Bring the memorandum to signature.",
    stage="scoping",
)
def an_agreement_is_signed(partnership: Partnership) -> Judgements:
    """Look for a memorandum or contract with a date under `signed`; missing from implementing on is red (ours)."""
    rows = founding_agreements(partnership)
    signed = [(row.title or row.kind, row, row.signed) for row in rows if row.signed]
    severity = "red" if has_reached(partnership, "implementing") else "amber"
    if signed:
        facts = [fact(f"{name} signed {on}", row, "signed") for name, row, on in signed]
        yield in_place(f"{signed[0][0]} was signed on {say_day(signed[0][2])}.", *facts)
    elif rows:
        drafted = f", drafted on {say_day(rows[0].on)}," if rows[0].on else ""
        message = f"{rows[0].title or rows[0].kind}{drafted} has not been signed."
        yield at_fault(message, fact("signed: nothing", rows[0], "signed"), severity=severity)
    else:
        message = "There is no memorandum or contract between the partners."
        yield absent(partnership, message, f"{NONE} yet", due="planning", severity=severity)


@rule(
    "MA902",
    "¶3.4, App. 4",
    capability="written-agreement",
    question="Has each partner signed the memorandum?",
    severity="amber",
    why="Who has not signed has not said that it will do its part.",
    remedy="Ask for the signature, or for what stands in its way.",
    stage="managing",
)
def each_partner_has_signed(partnership: Partnership) -> Judgements:
    """Compare `signatories` of each signed memorandum with the current partners."""
    records = {row.title or row.kind: row for row in agreements_in_force(partnership)}
    table = assess_signatures(partnership)
    table = table[(table["kind"] == "MoU") & table["signed"].notna()]
    if table.empty:
        yield cannot_tell("no memorandum is signed")
        return
    for name, missing in table[["agreement", "missing"]].itertuples(index=False):
        signed = fact(f"signed by {listed(records[name].signatories, 20, none='nobody')}", records[name], "signatories")
        if missing:
            yield at_fault(
                f"{listed(missing)} {verb(len(missing), 'has', 'have')} not signed {name}.",
                signed,
                subject="signatures",
            )
        else:
            yield in_place(
                f"All {counted(len(partnership.current_partners), 'partner')} have signed {name}.",
                signed,
                subject="signatures",
            )


@rule(
    "MA903",
    "¶3.5, ¶4.6, App. 4, App. 2 items 4 and 7",
    capability="written-agreement",
    question="Does the agreement settle what the partnership's own risks, roles and money call for?",
    severity="amber",
    why="A clause matters most where something in the partnership already rests on it.",
    remedy="Agree the clause; what it has to settle stands in the list of clauses.",
    stage="planning",
)
def clauses_cover_what_is_there(partnership: Partnership) -> Judgements:
    """Set clauses against what the data show they should cover: risks, tasks, money, hand-offs, partners outside.

    A clause not settled is amber, and red for the matters that the checklist of Appendix 2 asks to be agreed and
    documented (items 4, 5, 7, 9 and 10: roles, accountability, disputes, funding, risks). One settled in part is amber.
    """
    agreements = agreements_in_force(partnership)
    if not any(row.clauses for row in agreements):
        yield cannot_tell("no clause of an agreement is written down" if agreements else NONE)
        return
    table = assess_clauses(partnership)
    needed = table[(table["covers"] != "") & table["in_guide"].astype(bool)]
    records = {clause.id: clause for row in agreements for clause in row.clauses}
    foundation = max(agreements, key=lambda row: len(row.clauses))
    for name, title, state, covers in needed[["clause", "title", "state", "covers"]].itertuples(index=False):
        if state == "yes":
            continue
        word = "settled only in part" if state == "partly" else "not settled"
        evidence = fact(f"{name}: {state or 'no clause'}", records.get(name, foundation), "in_place")
        severity = "red" if state != "partly" and name in CHECKLIST else "amber"
        yield at_fault(
            f"The clause {title!r} is {word}; {covers} should rest on it.",
            evidence,
            subject=f"clause {name}",
            severity=severity,
        )
    if (needed["state"] == "yes").all():
        yield in_place(
            f"{counted(len(needed), 'clause')} on which something rests are in place.", fact("clauses", foundation)
        )


@rule(
    "MA904",
    "¶3.5, App. 4",
    capability="written-agreement",
    question="Does the agreement have the other clauses that the guide's matters need?",
    severity="amber",
    why="What is left out is settled under pressure, when it comes up.",
    remedy="Agree the clauses, or say why the partnership can do without.",
    stage="managing",
)
def the_other_clauses_are_there(partnership: Partnership) -> Judgements:
    """List clauses of the guide's matters on which nothing in the data rests yet, and that no agreement has in full."""
    agreements = agreements_in_force(partnership)
    if not any(row.clauses for row in agreements):
        yield cannot_tell("no clause of an agreement is written down" if agreements else NONE)
        return
    table = assess_clauses(partnership)
    others = table[(table["covers"] == "") & table["in_guide"].astype(bool)]
    weak = others.loc[others["state"] != "yes", "title"].tolist()
    foundation = max(agreements, key=lambda row: len(row.clauses))
    evidence = fact(foundation.title or foundation.kind, foundation, "clauses")
    if weak:
        yield at_fault(f"Not settled in full: {listed(weak)}.", evidence, subject="other clauses")
    else:
        yield in_place(f"The other {counted(len(others), 'clause')} are in place.", evidence, subject="other clauses")


@rule(
    "MA905",
    "¶2.4 box, ¶2.11, ¶3.4",
    capability="written-agreement",
    question="Is each agreement reviewed when it is due?",
    severity="amber",
    why="Roles, risks and partners change; an agreement nobody looks at again describes the past.",
    remedy="Review it now, and set the next date.",
    stage="managing",
)
def agreements_are_reviewed(partnership: Partnership) -> Judgements:
    """Compare `review_by` of each signed agreement with the review date."""
    signed = [row for row in agreements_in_force(partnership) if row.signed]
    if not signed:
        yield cannot_tell("no agreement is signed")
        return
    in_time = []
    for row in signed:
        name = row.title or row.kind
        if row.review_by is None or partnership.as_at is None:
            yield cannot_tell(f"no date of review is set for {name!r}", fact(name, row, "review_by"), subject=name)
        elif row.review_by < partnership.as_at:
            message = f"{name!r} was due for review by {say_day(row.review_by)}."
            yield at_fault(message, fact(f"review by {row.review_by}", row, "review_by"), subject=name)
        else:
            in_time.append(row)
    if len(in_time) == len(signed):
        facts = [fact(f"{row.title or row.kind}: review by {row.review_by}", row, "review_by") for row in in_time]
        yield in_place(
            f"No agreement is past its date of review; {len(in_time)} {verb(len(in_time), 'is', 'are')} in force.",
            *facts,
        )
