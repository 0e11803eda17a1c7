"""Signals on acting, measuring and learning (¶4.2, ¶4.8, ¶4.11)."""

from __future__ import annotations

from dataclasses import replace

from partnerlab.analysis.facts.actions import is_overdue
from partnerlab.analysis.facts.checklist import checklist_rounds
from partnerlab.analysis.findings import fact
from partnerlab.analysis.signals.signal import Signal, not_recorded, source, weigh_records, weigh_share
from partnerlab.partnership import Partnership
from partnerlab.wording import counted, say_day, verb, verb_of


@source("evaluation", "actions.due")
def actions_are_in_time(partnership: Partnership) -> Signal:
    """Weigh how many open actions are overdue (¶4.11: a commitment to act); of one without a date it is not known."""
    pending = [row for row in partnership.actions if row.done is None]
    if not pending:
        return _no_open_action(partnership)
    late = [row for row in pending if is_overdue(row, partnership.as_at)]
    dated = [row for row in pending if row.due is not None] if partnership.as_at is not None else []
    text = f"{len(late)} of {counted(len(pending), 'open action')} overdue"
    evidence = [
        fact(f"{row.title}: {f'due {say_day(row.due)}' if row.due else 'no date recorded'}", row, "due")
        for row in late or pending
    ]
    return weigh_share(
        len(dated) - len(late),
        len(dated),
        partnership.thresholds.actions_in_time,
        text,
        evidence,
        of=len(pending),
        unknown=f"open {verb(len(pending), 'action', 'actions')} can be held against a date",
    )


@source("evaluation", "actions.owner")
def actions_are_owned(partnership: Partnership) -> Signal:
    """Weigh how many open actions have an owner (¶4.11)."""
    pending = [row for row in partnership.actions if row.done is None]
    if not pending:
        return _no_open_action(partnership)
    loose = [row for row in pending if row.owner is None]
    text = f"{len(loose)} of {counted(len(pending), 'open action')} without an owner recorded"
    evidence = [
        fact(f"{row.title}: {partnership.name_of(row.owner) if row.owner else 'no owner recorded'}", row, "owner")
        for row in loose or pending
    ]
    n = len(pending)
    return weigh_share(n - len(loose), n, partnership.thresholds.actions_owned, text, evidence)


@source("evaluation", "actions")
def actions_are_done(partnership: Partnership) -> Signal:
    """Weigh whether an action was ever done; none done says nothing yet."""
    rows = [row for row in partnership.actions if row.done is not None]
    text = f"{counted(len(rows), 'action')} done"
    return weigh_records(partnership, rows, text, "no action is recorded as done", "done", expected=None)


def _no_open_action(partnership: Partnership) -> Signal:
    missing = "no action is open" if partnership.actions else "no action is recorded"
    return not_recorded(partnership, missing, expected=None)


@source("evaluation", "performance")
def services_are_measured(partnership: Partnership) -> Signal:
    """Weigh whether measures ask if anyone is better off; measures are expected from implementing on (¶4.2)."""
    rows = partnership.performance
    if not rows:
        return not_recorded(partnership, "no performance measure is recorded", expected="implementing")
    better = [row for row in rows if row.kind == "better off"]
    ask = verb_of(len(better), len(rows), "asks", "ask")
    text = f"{len(better)} of {counted(len(rows), 'performance measure')} {ask} whether anyone is better off"
    evidence = [fact(f"{row.title}: {row.kind}", row, "kind") for row in better or rows]
    found = weigh_share(int(bool(better)), 1, 1, text, evidence)
    return replace(found, value=len(better) / len(rows), n=len(rows), of=len(rows))


@source("evaluation", "reviews")
def reviews_are_held(partnership: Partnership) -> Signal:
    """Weigh whether reviews were held; a record is expected from measuring on (¶4.8)."""
    as_at = partnership.as_at
    rows = sorted((row for row in partnership.reviews if as_at is None or row.on <= as_at), key=lambda row: row.on)
    last = f", the last on {say_day(rows[-1].on)}" if rows else ""
    text = f"{counted(len(rows), 'review')} held{last}"
    return weigh_records(partnership, rows[::-1], text, "no review is recorded", "on", expected="measuring")


@source("evaluation", "checklist.on")
def partners_look_again(partnership: Partnership) -> Signal:
    """Weigh whether the checklist was answered again; answers are expected from reviewing on (¶4.11).

    One round is no second look: it is not known yet whether partners look again.
    """
    rounds = checklist_rounds(partnership)
    text = f"the checklist was answered in {counted(len(rounds), 'round')}"
    if len(rounds) == 1:
        return not_recorded(partnership, text, expected=None)
    rows = [next(iter(one.answers.values())) for one in reversed(rounds)]
    missing = "no answer to the checklist is recorded"
    return weigh_records(partnership, rows, text, missing, "on", expected="reviewing")
