"""What in the data bears on Figure 3's conditions: each signal supports a condition or contradicts it.

A signal is read from what the file says elsewhere, so that an answer is not taken on trust. Which signal bears on
which condition is our choice, not the guide's: `SIGNALS` lists it. A signal that finds no data yields nothing.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterator
from dataclasses import dataclass

from partnerlab.analysis.caching import cached
from partnerlab.analysis.findings import Fact, fact
from partnerlab.analysis.scoping.acceptance import assess_acceptance, latest_acceptances
from partnerlab.analysis.scoping.alignment import summarise_alignment
from partnerlab.analysis.scoping.levels import find_level_gap
from partnerlab.analysis.scoping.options import compare_options
from partnerlab.partnership import Partnership
from partnerlab.partnership.governance import Body
from partnerlab.partnership.organisations import names
from partnerlab.wording import counted


@dataclass(frozen=True)
class Signal:
    """Something in the data that bears on a condition.

    Attributes
    ----------
    supports
        True when it speaks for the assumption holding or the risk being guarded against; False when against.
    fact
        What the data say, and where.
    """

    supports: bool
    fact: Fact


Signals = Iterator[Signal]


def purpose_is_stated(partnership: Partnership) -> Signals:
    """Yield whether the reason is written down and accepted."""
    if partnership.rationale:
        yield Signal(True, fact("the reason for the partnership is written down", partnership, "rationale"))
    states = Counter(assess_acceptance(partnership)["state"])
    asked = sum(states.values()) - states["not asked"]
    refusing = states["not accepted"] + states["accepted in part"]
    if asked:
        row = next(iter(latest_acceptances(partnership).values()))
        text = f"{states['accepted']} of {counted(asked, 'partner')} asked accept the reason in full"
        yield Signal(refusing == 0, fact(text, row, "accepted"))


def options_favour_partnership(partnership: Partnership) -> Signals:
    """Yield whether a partnership comes first among the options."""
    compared = compare_options(partnership)
    if compared.best is not None and len(compared.options) > 1:
        text = f"{compared.best_name} ranks first under {compared.best_share:.0%} of weightings"
        yield Signal(compared.best_form == "partnership", fact(text, partnership.options[0], "options"))


def outcomes_are_named(partnership: Partnership) -> Signals:
    """Yield whether outcomes are named."""
    sight = summarise_alignment(partnership)
    if sight.outcomes:
        text = f"{counted(len(sight.outcomes), 'outcome')} named"
        yield Signal(True, fact(text, partnership.outcomes, "aligned"))


def outcomes_are_shared(partnership: Partnership) -> Signals:
    """Yield whether every partner contributes to a named outcome."""
    sight = summarise_alignment(partnership)
    if sight.outcomes and partnership.outcomes.contributions:
        partners = len(partnership.current_partners)
        text = f"{partners - len(sight.idle)} of {counted(partners, 'partner')} contribute to a named outcome"
        yield Signal(not sight.idle, fact(text, partnership.outcomes.contributions[0], "contributions"))


def members_may_commit(partnership: Partnership) -> Signals:
    """Yield how many representatives may commit their organisation."""
    sitting = [row for partner in partnership.current_partners for row in partner.representatives if row.end is None]
    known = [row for row in sitting if row.authority is not None]
    commits = sum(row.authority == "commits" for row in known)
    if known:
        text = f"{commits} of {counted(len(known), 'representative')} may commit their organisation"
        yield Signal(commits == len(known), fact(text, known[0], "authority"))


def all_partners_steer(partnership: Partnership) -> Signals:
    """Yield whether every partner sits on the body that steers."""
    steering = steering_bodies(partnership)
    if not steering:
        return
    seated = {member for body in steering for member in body.members}
    absent = [partner.id for partner in partnership.current_partners if partner.id not in seated]
    text = f"{names(partnership, absent)} not on a steering body" if absent else "every partner sits on a steering body"
    yield Signal(not absent, fact(text, steering[0], "members"))


def accountability_is_spread(partnership: Partnership) -> Signals:
    """Yield whether one partner answers for more than half of the tasks; half is our measure, not the guide's."""
    held = Counter(partner for task in partnership.tasks if not task.joint for partner in task.accountable)
    tasks = sum(bool(task.accountable) for task in partnership.tasks)
    if held and tasks > 1 and len(partnership.current_partners) > 1:
        most, count = max(sorted(held.items()), key=lambda row: row[1])
        text = f"{most} is accountable for {count} of {counted(tasks, 'task')}"
        yield Signal(count * 2 <= tasks, fact(text, partnership.tasks[0], "accountable"))


def resources_bear_the_level(partnership: Partnership) -> Signals:
    """Yield whether resources would bear the level needed, and are confirmed."""
    gap = find_level_gap(partnership)
    if gap.unfunded is not None:
        text = f"resources bear level {gap.resourced}, level {gap.needed} is needed"
        yield Signal(gap.unfunded <= 0, fact(text, partnership.collaboration[-1], "resourced"))
    offered = [row for partner in partnership.current_partners for row in partner.resources]
    confirmed = sum(row.confirmed for row in offered)
    if offered:
        text = f"{confirmed} of {counted(len(offered), 'resource')} confirmed in writing"
        yield Signal(confirmed == len(offered), fact(text, offered[0], "confirmed"))


def milestones_are_kept(partnership: Partnership) -> Signals:
    """Yield how many milestones were reached in time, or are late."""
    as_at = partnership.as_at
    due = [row for row in partnership.milestones if row.done is not None or (as_at is not None and row.due < as_at)]
    late = [row for row in due if row.done is None or row.done > row.due]
    if due:
        text = f"{len(late)} of {counted(len(due), 'milestone')} that fell due came late or are overdue"
        yield Signal(not late, fact(text, late[0] if late else due[0], "due"))


def constraints_are_answered(partnership: Partnership) -> Signals:
    """Yield whether something is done about each deadline and each limit named."""
    for row in partnership.constraints:
        if row.kind in {"deadline", "complexity"} and row.lifted is None:
            said = f": {row.response}" if row.response else ", and nothing is done about it"
            yield Signal(row.response is not None, fact(f"{row.kind}: {row.text}{said}", row, "response"))


def voluntary_bodies_take_part(partnership: Partnership) -> Signals:
    """Yield whether voluntary and community bodies are members and sit on a steering body."""
    sectors = {"voluntary", "community"}
    members = [row for row in partnership.current_partners if row.sector in sectors]
    known = [row for row in partnership.current_partners if row.sector is not None]
    if known and len(known) == len(partnership.current_partners):
        text = f"{counted(len(members), 'voluntary or community partner')}"
        yield Signal(bool(members), fact(text, (members or known)[0], "sector"))
    seated = {member for body in steering_bodies(partnership) for member in body.members}
    if members and seated:
        count = sum(row.id in seated for row in members)
        text = f"{count} of {counted(len(members), 'voluntary or community partner')} on a steering body"
        yield Signal(count == len(members), fact(text, members[0], "id"))


def front_line_is_engaged(partnership: Partnership) -> Signals:
    """Yield whether the front line is among those engaged."""
    if partnership.engagement:
        rows = [row for row in partnership.engagement if row.level == "front line"]
        text = f"{counted(len(rows), 'engagement')} with the front line"
        yield Signal(bool(rows), fact(text, (rows or list(partnership.engagement))[-1], "level"))


def measures_show_people_better_off(partnership: Partnership) -> Signals:
    """Yield whether reporting is about people being better off as well as about counts."""
    if partnership.performance:
        better = [row for row in partnership.performance if row.kind == "better off"]
        total = counted(len(partnership.performance), "performance measure")
        text = f"{len(better)} of {total} ask whether people are better off"
        yield Signal(bool(better), fact(text, (better or list(partnership.performance))[0], "kind"))


def actions_are_owned(partnership: Partnership) -> Signals:
    """Yield whether open actions have owners and are not overdue."""
    pending = [row for row in partnership.actions if row.done is None]
    if pending:
        as_at = partnership.as_at
        weak = [row for row in pending if row.owner is None or (row.due and as_at and row.due < as_at)]
        text = f"{len(weak)} of {counted(len(pending), 'open action')} without an owner or overdue"
        yield Signal(not weak, fact(text, (weak or pending)[0], "owner"))


@cached
def steering_bodies(partnership: Partnership) -> tuple[Body, ...]:
    """Return the bodies that decide for the partnership and are not ended."""
    kinds = {"leadership group", "committee"}
    return tuple(row for row in partnership.governance if row.kind in kinds and row.ended is None and row.members)


SIGNALS: dict[str, tuple[Callable[[Partnership], Signals], ...]] = {
    "assumption-1": (all_partners_steer, accountability_is_spread),
    "assumption-2": (options_favour_partnership,),
    "assumption-3": (purpose_is_stated,),
    "assumption-4": (outcomes_are_named, outcomes_are_shared),
    "assumption-5": (members_may_commit,),
    "assumption-6": (all_partners_steer,),
    "assumption-7": (accountability_is_spread,),
    "assumption-8": (resources_bear_the_level,),
    "assumption-9": (milestones_are_kept, constraints_are_answered),
    "risk-1": (all_partners_steer, accountability_is_spread),
    "risk-2": (options_favour_partnership,),
    "risk-3": (purpose_is_stated, outcomes_are_named),
    "risk-4": (milestones_are_kept, constraints_are_answered),
    "risk-5": (all_partners_steer,),
    "risk-6": (voluntary_bodies_take_part,),
    "risk-7": (front_line_is_engaged,),
    "risk-8": (measures_show_people_better_off,),
    "risk-9": (actions_are_owned, purpose_is_stated),
}
"""Which signals bear on which condition; our choice, not the guide's."""
