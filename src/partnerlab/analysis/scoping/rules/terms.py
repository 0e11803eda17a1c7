"""SC6: terms with partners outside government, and the written agreement that suits (¶2.15-2.17, ¶3.4-3.5, App. 4)."""

from __future__ import annotations

from partnerlab.amounts import say_pounds
from partnerlab.analysis.catalogue import Judgement, Judgements, Way, at_fault, cannot_tell, has_reached, in_place, rule
from partnerlab.analysis.facts.agreements import agreements_on_partnership
from partnerlab.analysis.facts.names import named
from partnerlab.analysis.findings import Fact, fact
from partnerlab.analysis.scoping.instruments import choose_instrument, paid_providers
from partnerlab.analysis.scoping.terms import is_answered_publicly, partners_outside, tasks_of
from partnerlab.partnership import Partnership
from partnerlab.wording import counted, each_of, listed, some_of, verb, with_capital, without_capital

SECTORS = Way("partners.sector", "Find out the sector of each partner.")
TASKS = Way("tasks.accountable", "Find out who answers for each task of a partner outside government.")


@rule(
    "SC601",
    "¶2.16",
    capability="partners-outside-government",
    strength="demands",
    basis="asked",
    question="Are terms of openness and reporting agreed with each partner outside government?",
    severity="red",
    why="A public body stays answerable for public money whoever spends it, so the terms need to be negotiated.",
    remedy="Agree what the partner reports, and in which form, so that it can still work well.",
)
def outside_partners_have_terms(partnership: Partnership) -> Judgements:
    """Look at `reporting_terms` of each partner of the voluntary, community and private sectors.

    `no` is red once planning has begun and amber before; `partly` is amber; nothing said cannot be told. Where all
    sectors are recorded and no partner is from outside government there is nothing to ask. In place needs the sector of
    every partner: one without may be outside government.
    """
    outside = partners_outside(partnership)
    if not outside:
        yield from _no_sector(partnership)
        return
    for partner in outside:
        if partner.reporting_terms in {"no", "partly"}:
            said = "not agreed" if partner.reporting_terms == "no" else "only partly agreed"
            red = partner.reporting_terms == "no" and has_reached(partnership, "planning")
            yield at_fault(
                f"Terms of reporting with {partner.name} are {said}.",
                fact(f"{partnership.short_name_of(partner.id)}: {said}", partner, "reporting_terms"),
                subject=partner.id,
                severity="red" if red else "amber",
            )
    silent = [partner.id for partner in outside if partner.reporting_terms is None]
    if silent:
        yield cannot_tell(
            f"no terms of reporting are recorded for {len(silent)} of {counted(len(outside), 'partner')} "
            f"outside government: {named(partnership, silent)}",
            way=Way(
                "partners.reporting_terms", "Find out whether terms of openness and reporting are agreed with each."
            ),
            count=len(silent),
        )
    elif all(partner.reporting_terms == "yes" for partner in outside):
        facts = [
            fact(f"{partnership.short_name_of(partner.id)}: agreed", partner, "reporting_terms") for partner in outside
        ]
        agreed = f"agreed with {each_of(len(outside), 'partner')} recorded as outside government"
        open_sector = list(_no_sector(partnership, f"; terms are {agreed}"))
        yield from open_sector or [in_place(f"Terms of reporting are {agreed}.", *facts)]


def _no_sector(partnership: Partnership, known: str = "") -> Judgements:
    """Say whose sector is not recorded, and what is known of the others; nothing when all are recorded."""
    partners = partnership.current_partners
    unknown = [partner.id for partner in partners if partner.sector is None]
    if not partners:
        yield cannot_tell("no partner is recorded", way=Way("partners", "List the partners."))
    elif unknown:
        yield cannot_tell(
            f"{len(unknown)} of {counted(len(partners), 'partner')} {verb(len(unknown), 'has', 'have')} "
            f"no sector recorded: {named(partnership, unknown)}{known}",
            way=SECTORS,
            count=len(unknown),
        )


@rule(
    "SC602",
    "¶2.16",
    capability="partners-outside-government",
    strength="demands",
    basis="asked",
    question="Does a public body answer for what partners outside government do?",
    severity="red",
    why="The guide says that the public body must remain accountable for public money and for the outcome.",
    remedy="Name a public body as accountable for the task, alone or jointly.",
    stage="planning",
)
def a_public_body_answers(partnership: Partnership) -> Judgements:
    """Look for a public body among those accountable for each task of a partner outside government.

    Without one it is red; amber when the partner has signed a contract or a service level agreement, through which
    the commissioner answers. Where the sector of somebody accountable is not recorded it cannot be told. In place needs
    somebody accountable for each task done outside government, and the sector of every partner.
    """
    outside = [partner.id for partner in partners_outside(partnership)]
    if not outside:
        yield from _no_sector(partnership)
        return
    done = {task.id: task for name in outside for task in tasks_of(partnership, name)}
    tasks = [task for task in done.values() if task.accountable]
    if not tasks:
        some = some_of(0, len(done), "task")
        yield cannot_tell(
            f"{without_capital(some)} of partners outside government has somebody accountable recorded"
            if done
            else "no task of a partner outside government is recorded",
            way=TASKS,
            count=len(done) or None,
        )
        return
    sectors = {partner.id: partner.sector for partner in partnership.partners}
    alone = [task for task in tasks if not is_answered_publicly(partnership, task)]
    unknown = [task for task in alone if any(sectors.get(name) is None for name in task.accountable)]
    bound = {
        name
        for row in agreements_on_partnership(partnership)
        if row.kind != "MoU" and row.signed
        for name in row.signatories
    }
    for task in [task for task in alone if task not in unknown]:
        who = named(partnership, task.accountable)
        evidence = fact(f"{task.name}: {who} accountable", task, "accountable")
        severity = "amber" if set(task.accountable) <= bound else "red"
        message = f"{who} {verb(len(task.accountable), 'answers', 'answer')} for “{task.name}”; no public body does."
        yield at_fault(message, evidence, subject=f"task {task.id}", severity=severity)
    if unknown:
        yield cannot_tell(
            f"the sector of somebody accountable is not recorded for {len(unknown)} of {counted(len(tasks), 'task')}: "
            f"{listed(task.name for task in unknown)}",
            way=SECTORS,
            count=len({name for task in unknown for name in task.accountable if sectors.get(name) is None}),
        )
    if not alone:
        facts = [fact(f"{task.name}: {named(partnership, task.accountable)}", task) for task in tasks]
        rest = len(done) - len(tasks)
        if rest:
            yield cannot_tell(
                f"{rest} of {counted(len(done), 'task')} done outside government {verb(rest, 'has', 'have')} "
                "nobody accountable recorded; for the rest a public body answers",
                *facts,
                way=TASKS,
                count=rest,
            )
            return
        answered = f"a public body answers for {each_of(len(tasks), 'task')} done outside government"
        open_sector = list(_no_sector(partnership, f"; {answered}"))
        yield from open_sector or [in_place(f"{with_capital(answered)}.", *facts)]


@rule(
    "SC603",
    "¶3.5, App. 4",
    basis="follows",
    strength="mentions",
    capability="choice-of-agreement",
    question="Does the kind of agreement suit what the partners do?",
    why="A memorandum is not legally binding, a service level agreement settles no governance: each has its use.",
    remedy="Decide whether the relationship must be legally binding, and record why this kind of agreement was chosen.",
    stage="planning",
)
def the_instrument_suits(partnership: Partnership) -> Judgements:
    """Compare the kinds of agreement in the file with what the data suggest.

    A service level agreement on its own, or money to a partner outside government that has signed neither a contract
    nor an agreement with a written reason, is a fault. In place needs that of each such partner. Who is paid is known
    from spending and budgets; with neither recorded it cannot be told. Whether there is an agreement at all is for the
    mapping review. A body that a statute created needs none beside it, unless it pays partners outside government.
    """
    held = agreements_on_partnership(partnership)
    kinds = {row.kind for row in held}
    if not held:
        if partnership.statutory_basis and not paid_providers(partnership):
            return
        advice = choose_instrument(partnership).query("advice in ['use', 'consider']")["instrument"].tolist()
        advice = [kind for kind in advice if kind != "MoU" or not partnership.statutory_basis]
        hint = f"; the data suggest {listed(advice, last='or')}" if advice else ""
        yield cannot_tell(f"no agreement is recorded whose kind could be judged{hint}", way=AGREEMENT_WAY, count=1)
        return
    evidence = [fact(f"{row.kind}: {row.why or 'no reason given'}", row, "kind") for row in held]
    paid = paid_providers(partnership)
    if kinds == {"SLA"}:
        yield at_fault(
            "A service level agreement is the only kind recorded; it would not settle governance or money.", *evidence
        )
    elif paid:
        yield _judge_paid(partnership, paid, evidence)
    elif not partnership.spending and not any(row.budget for row in partnership.milestones):
        yield cannot_tell(
            "neither spending nor a budget is recorded, so it is not known who works for the partnership's money",
            *evidence,
            way=Way("spending", "Ask each partner what it has spent for the partnership."),
        )
    else:
        text = "No partner recorded as outside government works for the partnership's money"
        open_sector = list(_no_sector(partnership))
        suits = f"{text}, so {listed(sorted(kinds))} may suit."
        yield from open_sector or [in_place(suits, *evidence)]


def _judge_paid(partnership: Partnership, paid: dict[str, float], evidence: list[Fact]) -> Judgement:
    """Judge whether each partner that works for the partnership's money is bound by contract, or it is said why not."""
    held = agreements_on_partnership(partnership)
    bound = {name for row in held if row.kind == "contract" for name in row.signatories}
    excused = {name: row.why for row in held if row.why for name in row.signatories}
    bare = [name for name in paid if name not in bound and name not in excused]
    unsigned = [row for row in held if not row.signatories and (row.kind == "contract" or row.why)]
    who = named(partnership, bare)
    if bare and unsigned:
        title = unsigned[0].title or unsigned[0].kind
        return cannot_tell(
            f"who signed {title} is not recorded, so whether it covers {who} is not known",
            *evidence,
            way=Way("agreements.signatories", "Find out who signed each agreement."),
            count=len(unsigned),
        )
    if bare:
        total = say_pounds(sum(paid[name] for name in bare), rounded=True)
        message = f"{total} is spent by or budgeted for {who}; neither a contract nor a reason without one is recorded."
        return at_fault(message, *evidence)
    free = [name for name in paid if name not in bound]
    if free:
        why = excused[free[0]]
        return in_place(
            f"No contract is recorded with {named(partnership, free)}, and the file says why: {why}.", *evidence
        )
    each = each_of(len(paid), "partner")
    return in_place(f"A contract is recorded with {each} outside government that works for money.", *evidence)


AGREEMENT_WAY = Way("agreements.kind", "Find out which written agreements there are.")
"""How agreements are found out."""


@rule(
    "SC604",
    "¶3.4",
    basis="ours",
    strength="mentions",
    capability="choice-of-agreement",
    question="Is it written down why this kind of agreement was chosen?",
    why="The guide says that such agreements vary in how suitable they are and in what they bring.",
    remedy="Add a sentence under `why`: what trust, law or service asks for this kind.",
    stage="planning",
)
def the_choice_is_explained(partnership: Partnership) -> Judgements:
    """Look for `why` beside each agreement that is not ended; a body that a statute created need not have any."""
    held = agreements_on_partnership(partnership)
    bare = [row for row in held if not row.why]
    if not held and partnership.statutory_basis:
        return
    if not held:
        yield cannot_tell("no agreement is recorded whose choice could be explained", way=AGREEMENT_WAY, count=1)
    elif bare:
        facts = [fact(f"{row.title or row.kind}: no reason", row, "why") for row in bare]
        yield cannot_tell(
            f"no reason is recorded for {len(bare)} of {counted(len(held), 'agreement')}: "
            f"{listed(row.title or row.kind for row in bare)}",
            *facts,
            way=Way("agreements.why", "Find out what trust, law or service asked for this kind."),
            count=len(bare),
        )
    else:
        facts = [fact(f"{row.kind}: {row.why}", row, "why") for row in held]
        yield in_place(f"A reason is recorded for {each_of(len(held), 'agreement')}.", *facts)
