"""SC6: terms with partners outside government, and the written agreement that suits (¶2.15-2.17, ¶3.4-3.5, App. 4)."""

from __future__ import annotations

from collections.abc import Iterator

from partnerlab.analysis.catalogue import Judgement, at_fault, cannot_tell, has_reached, in_place, rule
from partnerlab.analysis.facts.agreements import agreements_on_partnership
from partnerlab.analysis.findings import fact
from partnerlab.analysis.scoping.instruments import choose_instrument, paid_providers
from partnerlab.analysis.scoping.terms import is_answered_publicly, partners_outside, tasks_of
from partnerlab.partnership import Partnership
from partnerlab.partnership.organisations import names
from partnerlab.wording import counted, each_of, say_pounds

Judgements = Iterator[Judgement]


@rule(
    "SC601",
    "¶2.16",
    capability="partners-outside-government",
    question="Are terms of openness and reporting agreed with each partner outside government?",
    severity="red",
    why="A public body stays answerable for public money whoever spends it, so the terms must be negotiated.",
    remedy="Agree what the partner reports, and in which form, so that it can still work well.",
)
def outside_partners_have_terms(partnership: Partnership) -> Judgements:
    """Look at `reporting_terms` of each partner of the voluntary, community and private sectors.

    `no` is red once planning has begun and amber before; `partly` is amber; nothing said cannot be told.
    """
    outside = partners_outside(partnership)
    unknown = [partner.id for partner in partnership.current_partners if partner.sector is None]
    if not outside:
        if unknown or not partnership.current_partners:
            yield cannot_tell(
                f"the sector of {names(partnership, unknown)} is missing" if unknown else "no partner is named"
            )
        else:
            facts = [fact(f"{row.id}: {row.sector}", row, "sector") for row in partnership.current_partners[:6]]
            yield in_place("No partner stands outside government.", *facts)
        return
    for partner in outside:
        if partner.reporting_terms in {"no", "partly"}:
            said = "not agreed" if partner.reporting_terms == "no" else "only partly agreed"
            red = partner.reporting_terms == "no" and has_reached(partnership, "planning")
            yield at_fault(
                f"Terms of reporting with {partner.id} are {said}.",
                fact(f"{partner.id}: {said}", partner, "reporting_terms"),
                subject=partner.id,
                severity="red" if red else "amber",
            )
    silent = [partner.id for partner in outside if partner.reporting_terms is None]
    if silent:
        yield cannot_tell(f"nothing is said about terms of reporting with {names(partnership, silent)}")
    elif all(partner.reporting_terms == "yes" for partner in outside):
        facts = [fact(f"{partner.id}: agreed", partner, "reporting_terms") for partner in outside]
        yield in_place(
            f"Terms of reporting are agreed with {counted(len(outside), 'partner')} outside government.", *facts
        )


@rule(
    "SC602",
    "¶2.16",
    capability="partners-outside-government",
    question="Does a public body answer for what partners outside government do?",
    severity="red",
    why="The guide leaves no doubt: the public body remains accountable for public money and for the outcome.",
    remedy="Name a public body as accountable for the task, alone or jointly.",
    stage="planning",
)
def a_public_body_answers(partnership: Partnership) -> Judgements:
    """Look for a public body among those accountable for each task of a partner outside government.

    Without one it is red; amber when the partner has signed a contract or a service level agreement, through which
    the commissioner answers. A task for which nobody at all is named is left to the mapping review.
    """
    outside = [partner.id for partner in partners_outside(partnership)]
    tasks = {task.id: task for name in outside for task in tasks_of(partnership, name) if task.accountable}
    if not tasks:
        missing = "tasks of partners outside government with somebody accountable" if outside else "partners outside"
        if partnership.current_partners and not outside and all(row.sector for row in partnership.current_partners):
            yield in_place("No partner stands outside government, so public bodies answer for all of it.")
        else:
            yield cannot_tell(f"there are no {missing} in the file")
        return
    alone = [task for task in tasks.values() if not is_answered_publicly(partnership, task)]
    for task in alone:
        who = names(partnership, task.accountable)
        evidence = fact(f"{task.name}: {who} accountable", task, "accountable")
        bound = {
            name for row in agreements_on_partnership(partnership) if row.kind != "MoU" for name in row.signatories
        }
        severity = "amber" if set(task.accountable) <= bound else "red"
        yield at_fault(f"{who} alone answers for {task.name}.", evidence, subject=task.id, severity=severity)
    if not alone:
        facts = [fact(f"{task.name}: {names(partnership, task.accountable)}", task) for task in tasks.values()]
        yield in_place(f"A public body answers for {each_of(len(tasks), 'task')} done outside government.", *facts)


@rule(
    "SC603",
    "¶3.5, App. 4",
    capability="choice-of-agreement",
    question="Does the kind of agreement suit what the partners do?",
    severity="amber",
    why="A memorandum does not bind in law, a service level agreement settles no governance: each has its use.",
    remedy="Decide whether the relationship must bind in law, and record why this kind of agreement was chosen.",
    stage="planning",
)
def the_instrument_suits(partnership: Partnership) -> Judgements:
    """Compare the kinds of agreement in the file with what the data suggest.

    A service level agreement on its own, or money to a partner outside government with neither a contract nor a
    written reason for doing without, is a fault. Whether there is an agreement at all is for the mapping review.
    """
    held = agreements_on_partnership(partnership)
    kinds = {row.kind for row in held}
    if not held:
        advice = choose_instrument(partnership).query("advice in ['use', 'consider']")["instrument"].tolist()
        hint = f"; the data suggest {' or '.join(advice)}" if advice else ""
        yield cannot_tell(f"there is no agreement whose kind could be judged{hint}")
        return
    evidence = [fact(f"{row.kind}: {row.why or 'no reason given'}", row, "kind") for row in held]
    paid = paid_providers(partnership)
    if kinds == {"SLA"}:
        yield at_fault(
            "There is only a service level agreement, which settles neither governance nor money.", *evidence
        )
    elif paid and "contract" not in kinds and not any(row.why for row in held):
        who, total = names(partnership, paid), say_pounds(sum(paid.values()))
        yield at_fault(f"{total} of delivery goes to {who} under no contract, and no reason is given.", *evidence)
    elif paid and "contract" not in kinds:
        why = next(row.why for row in held if row.why)
        yield in_place(
            f"Delivery by {names(partnership, paid)} is without a contract, and the file says why: {why}.", *evidence
        )
    else:
        yield in_place(f"The kind of agreement suits: {', '.join(sorted(kinds))}.", *evidence)


@rule(
    "SC604",
    "¶3.4",
    capability="choice-of-agreement",
    question="Is it written down why this kind of agreement was chosen?",
    severity="amber",
    why="Hundreds of agreements exist, and the guide says that how apt they are varies.",
    remedy="Add a sentence under `why`: what trust, law or service asks for this kind.",
    stage="planning",
)
def the_choice_is_explained(partnership: Partnership) -> Judgements:
    """Look for `why` beside each agreement that is not ended."""
    held = agreements_on_partnership(partnership)
    bare = [row for row in held if not row.why]
    if not held:
        yield cannot_tell("there is no agreement whose choice could be explained")
    elif bare:
        facts = [fact(f"{row.title or row.kind}: no reason", row, "why") for row in bare]
        yield at_fault(f"No reason is given for {'; '.join(row.title or row.kind for row in bare)}.", *facts)
    else:
        facts = [fact(f"{row.kind}: {row.why}", row, "why") for row in held]
        yield in_place(f"A reason is given for {each_of(len(held), 'agreement')}.", *facts)
