"""Signals on leading: who steers, who owns, who answers for what, and how it is agreed (¶2.9-2.11, ¶3.2, ¶3.5)."""

from __future__ import annotations

from collections import Counter
from dataclasses import replace

from partnerlab.analysis.facts.agreements import agreement_that_counts, founding_agreements
from partnerlab.analysis.facts.bodies import current_bodies, owner_in_post, seated, steering_bodies
from partnerlab.analysis.facts.holders import departed_chair
from partnerlab.analysis.facts.names import named
from partnerlab.analysis.facts.steps import get_ladder
from partnerlab.analysis.findings import fact
from partnerlab.analysis.signals.signal import (
    Polarity,
    Signal,
    not_before,
    not_recorded,
    source,
    weigh_records,
    weigh_share,
)
from partnerlab.guide import accountability_dimensions
from partnerlab.partnership import Partnership
from partnerlab.wording import counted, listed, say_day


@source("mapping", "governance")
def a_body_steers(partnership: Partnership) -> Signal:
    """Weigh whether a body steers; a record is expected from planning on (App. 2 item 6)."""
    found = steering_bodies(partnership)
    text = f"steered by {listed(row.name for row in found)}"
    missing = "no lead organisation, committee or leadership group is recorded"
    return weigh_records(partnership, found, text, missing, "name", expected="planning")


@source("mapping", "governance.chair")
def a_chair_leads(partnership: Partnership) -> Signal:
    """Weigh whether each group that steers has a chair (¶2.9); a record is expected from planning on."""
    groups = [row for row in steering_bodies(partnership) if row.kind != "lead organisation"]
    if not groups:
        return not_recorded(partnership, "no group that steers is recorded", expected=None)
    lost = [row for row in groups if departed_chair(partnership, row)]
    bare = [row for row in groups if not row.chair or row in lost]
    text = f"no chair {'in place' if lost else 'is recorded'} for {listed(row.name for row in bare)}"
    text = text if bare else f"a chair is recorded for {listed(row.name for row in groups)}"
    evidence = [
        fact(f"{row.name}: {partnership.name_of(row.chair) if row.chair else 'no chair recorded'}", row, "chair")
        for row in bare or groups
    ]
    wanted = partnership.thresholds.groups_chaired
    chaired = len(groups) - len(bare)
    found = weigh_share(chaired, len(groups), wanted, text, evidence)
    return replace(not_before(partnership, found, "planning"), n=chaired)


@source("scoping", "outcomes.sro")
def an_owner_answers(partnership: Partnership) -> Signal:
    """Weigh whether a senior responsible owner is in post; a record is expected from building on (¶2.4)."""
    owner = owner_in_post(partnership)
    if owner is not None:
        text = f"the senior responsible owner is {owner.role or partnership.name_of(owner.organisation)}"
        return weigh_records(partnership, [owner], text, "", "organisation", expected="building")
    past = partnership.outcomes.sro
    if past:
        text = "the last senior responsible owner left"
        return Signal(Polarity.CONTRADICTS, text, 0.0, len(past), len(past), (fact(text, past[-1], "to"),))
    return not_recorded(partnership, "no senior responsible owner is recorded", expected="building")


@source("mapping", "governance.members")
def all_partners_steer(partnership: Partnership) -> Signal:
    """Weigh whether each partner has a seat where the partnership is steered (¶2.9, Fig. 3)."""
    bodies, partners = steering_bodies(partnership), partnership.current_partners
    if not partners or not any(row.members for row in bodies):
        return not_recorded(partnership, "the members of the bodies that steer are not recorded", expected=None)
    absent = [row.id for row in partners if row.id not in seated(partnership)]
    rest = f"; not {named(partnership, absent)}" if absent else ""
    text = f"{len(partners) - len(absent)} of {counted(len(partners), 'partner')} sit on a body that steers{rest}"
    evidence = [fact(f"{row.name}: {named(partnership, row.members)}", row, "members") for row in bodies]
    n = len(partners)
    return weigh_share(n - len(absent), n, partnership.thresholds.partners_steering, text, evidence)


@source("mapping", "tasks")
def accountability_is_spread(partnership: Partnership) -> Signal:
    """Weigh whether one partner alone is accountable for more than `thresholds.accountable_share` of the tasks."""
    limits, rows = partnership.thresholds, [row for row in partnership.tasks if row.accountable]
    held = Counter(name for row in rows if not row.joint for name in row.accountable)
    if not held or len(partnership.current_partners) <= 1:
        return not_recorded(partnership, "no task with somebody accountable is recorded", expected=None)
    most, count = max(sorted(held.items()), key=lambda row: row[1])
    text = f"{partnership.name_of(most)} is accountable for {count} of {counted(len(rows), 'task')}"
    evidence = tuple(
        fact(f"{row.name}: {partnership.name_of(most)}", row, "accountable") for row in rows if most in row.accountable
    )
    share = count / len(rows)
    polarity = Polarity.SUPPORTS if share <= limits.accountable_share else Polarity.CONTRADICTS
    enough = len(rows) >= limits.least_tasks
    return Signal(
        polarity if enough else Polarity.CANNOT_TELL, text, share, len(rows), len(partnership.tasks), evidence
    )


@source("mapping", "tasks.accountable")
def tasks_are_answered_for(partnership: Partnership) -> Signal:
    """Weigh how many tasks one partner answers for, or several by declared agreement (¶2.11)."""
    rows = partnership.tasks
    if not rows:
        return not_recorded(partnership, "no task is recorded", expected="implementing")
    vague = [row for row in rows if len(row.accountable) != 1 and not row.joint]
    vague += [row for row in rows if row.joint and len(row.accountable) <= 1]
    clear = len(rows) - len(vague)
    text = f"for {clear} of {counted(len(rows), 'task')} it is recorded clearly who answers"
    evidence = [fact(f"{row.name}: {named(partnership, row.accountable)}", row, "accountable") for row in vague or rows]
    found = weigh_share(clear, len(rows), partnership.thresholds.tasks_answered, text, evidence)
    return not_before(partnership, found, "planning")


@source("mapping", "accountabilities")
def accountability_is_complete(partnership: Partnership) -> Signal:
    """Weigh in how many of the three directions a line of account is documented; from implementing on (¶3.2)."""
    rows, wanted = partnership.accountabilities, [row.id for row in accountability_dimensions()]
    if not rows:
        return not_recorded(partnership, "no line of accountability is recorded", expected="implementing")
    documented = {row.dimension for row in rows if row.documented}
    missing = [name for name in wanted if name not in documented]
    rest = f"; not {listed(missing)}" if missing else ""
    n, held = len(wanted), len(wanted) - len(missing)
    text = f"in {held} of {n} directions a line of accountability is recorded as documented{rest}"
    evidence = [
        fact(f"{row.dimension} to {partnership.name_of(row.to or 'nobody')}", row, "documented") for row in rows
    ]
    found = weigh_share(held, n, partnership.thresholds.lines_documented, text, evidence)
    return not_before(partnership, found, "planning")


@source("mapping", "agreements")
def an_agreement_is_signed(partnership: Partnership) -> Signal:
    """Weigh whether a memorandum or contract is signed, or a statute stands in its place; expected from planning on.

    See ¶3.4-3.5. A body that a statute created needs no memorandum to found it.
    """
    row, basis = agreement_that_counts(partnership), partnership.statutory_basis
    if row is not None and row.signed is not None:
        text = f"{row.kind} signed on {say_day(row.signed)}"
        return weigh_records(partnership, [row], text, "", "signed", expected="planning")
    if basis:
        return weigh_records(partnership, [basis], f"rests on {basis.title}", "", "act", expected="planning")
    if row is not None:
        text = f"the {row.kind} is not recorded as signed"
        drafts = len(founding_agreements(partnership))
        found = Signal(Polarity.CONTRADICTS, text, 0.0, drafts, drafts, (fact(text, row, "signed"),))
        return not_before(partnership, found, "planning")
    missing = "no memorandum or contract between the partners is recorded"
    return weigh_records(partnership, [], "", missing, "signed", expected="planning")


@source("risk_allocation", "disputes")
def disputes_can_be_settled(partnership: Partnership) -> Signal:
    """Weigh whether there is a way of settling disputes that ends in a decision; expected from planning on (¶4.6)."""
    rows = get_ladder(partnership)
    if not rows:
        return not_recorded(partnership, "no way of settling disputes is recorded", expected="planning")
    final = [row for row in rows if row.final]
    text = f"{counted(len(rows), 'escalation step')} recorded, {len(final) or 'none'} of them final"
    evidence = (fact(text, (final or list(rows))[-1], "final"),)
    polarity = Polarity.SUPPORTS if final else Polarity.CONTRADICTS
    return Signal(polarity, text, float(len(final)), len(rows), len(rows), evidence)


@source("mapping", "governance.kind")
def evaluation_has_a_home(partnership: Partnership) -> Signal:
    """Weigh whether a body, money or time is there for evaluation; expected from implementing on (¶4.10, ¶4.11)."""
    bodies = [row for row in current_bodies(partnership) if row.kind == "evaluation"]
    offered = [row for one in partnership.current_partners for row in one.resources if row.purpose == "evaluation"]
    named = [f"“{row.name}”" for row in bodies]
    named += [f"“{row.what}”" if row.what else row.kind for row in offered]
    text, missing = f"for evaluation: {listed(named)}", "no body and no resource for evaluation is recorded"
    field = "kind" if bodies else "purpose"
    return weigh_records(partnership, [*bodies, *offered], text, missing, field, expected="implementing")
