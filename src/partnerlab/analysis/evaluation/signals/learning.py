"""Signals on acting, measuring and learning."""

from __future__ import annotations

from partnerlab.analysis.evaluation.checklist import find_checklist_rounds
from partnerlab.analysis.evaluation.performance import read_measures
from partnerlab.analysis.evaluation.signals.signal import Signal, Signals, expected
from partnerlab.analysis.findings import fact
from partnerlab.partnership import Partnership
from partnerlab.wording import counted, listed, say_day


def actions_are_kept(partnership: Partnership) -> Signals:
    """Yield how many open actions are overdue or have nobody; half of them warns, our measure."""
    as_at = partnership.as_at
    pending = [row for row in partnership.actions if row.done is None]
    weak = [
        row for row in pending if row.owner is None or (row.due is not None and as_at is not None and row.due < as_at)
    ]
    if pending:
        text = f"{len(weak)} of {counted(len(pending), 'open action')} overdue or without an owner"
        yield Signal(2 * len(weak) >= len(pending), fact(text, (weak or pending)[0], "due"), "evaluation")
    done = [row for row in partnership.actions if row.done is not None]
    if done:
        yield Signal(False, fact(f"{counted(len(done), 'action')} done", done[-1], "done"), "evaluation")


def services_are_measured(partnership: Partnership) -> Signals:
    """Yield whether measures ask if anyone is better off; their absence counts from implementing on."""
    rows = partnership.performance
    better = [row for row in rows if row.kind == "better off"]
    if rows:
        text = f"{len(better)} of {counted(len(rows), 'performance measure')} ask whether anyone is better off"
        yield Signal(not better, fact(text, (better or list(rows))[0], "kind"), "evaluation")
    elif expected(partnership, "implementing"):
        yield Signal(True, fact("no performance measure is named"), "evaluation")


def people_are_better_off(partnership: Partnership) -> Signals:
    """Yield how the measures of whether anyone is better off have moved."""
    known = [
        row for row in read_measures(partnership) if row.measure.kind == "better off" and row.movement != "unknown"
    ]
    better = [row for row in known if row.movement == "better"]
    worse = [row for row in known if row.movement == "worse"]
    if known:
        text = f"of {counted(len(known), 'measure')} of benefit {len(better)} got better, {len(worse)} got worse"
        yield Signal(not better, fact(text, known[0].measure, "values"), "evaluation")


def reviews_are_held(partnership: Partnership) -> Signals:
    """Yield how many reviews were held; none counts against it from reviewing on."""
    past = [row for row in partnership.reviews if partnership.as_at is None or row.on <= partnership.as_at]
    if past:
        last = max(past, key=lambda row: row.on)
        text = f"{counted(len(past), 'review')} held, the last on {say_day(last.on)}"
        yield Signal(False, fact(text, last, "on"), "evaluation")
    elif expected(partnership, "measuring"):
        yield Signal(True, fact("no review is recorded"), "evaluation")


def evaluation_has_a_home(partnership: Partnership) -> Signals:
    """Yield whether a body, or money and time, is there for evaluation; absence counts from implementing on."""
    bodies = [row for row in partnership.governance if row.kind == "evaluation" and row.ended is None]
    offered = [
        row for partner in partnership.current_partners for row in partner.resources if row.purpose == "evaluation"
    ]
    if bodies or offered:
        text = (
            f"evaluation: {listed(row.name for row in bodies)}" if bodies else "something is set aside for evaluation"
        )
        yield Signal(False, fact(text, (bodies or offered)[0], "kind" if bodies else "purpose"), "evaluation")
    elif expected(partnership, "implementing"):
        yield Signal(True, fact("no body and no resource is there for evaluation"), "evaluation")


def partners_look_again(partnership: Partnership) -> Signals:
    """Yield whether the checklist was answered in more than one round."""
    rounds = find_checklist_rounds(partnership)
    if rounds:
        first = next(iter(rounds[-1].answers.values()))
        text = f"the checklist was answered in {counted(len(rounds), 'round')}"
        yield Signal(False, fact(text, first, "on"), "evaluation")
    elif expected(partnership, "reviewing"):
        yield Signal(True, fact("the checklist was never answered"), "evaluation")


def work_is_recognised(partnership: Partnership) -> Signals:
    """Yield whether front-line staff and partners hear what came of their work: the communication plan's audiences."""
    rows = [row for row in partnership.communication if row.frequency]
    if partnership.communication:
        text = f"{len(rows)} of {counted(len(partnership.communication), 'audience')} hear at a set time"
        warns = 2 * len(rows) < len(partnership.communication)
        yield Signal(warns, fact(text, partnership.communication[0], "frequency"), "mapping")
