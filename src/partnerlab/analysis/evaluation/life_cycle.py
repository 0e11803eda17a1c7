"""Where the group stands in its life cycle: signals in the data, what partners say, and the competing stage (¶4.7)."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass

import pandas as pd

from partnerlab.analysis.caching import cached
from partnerlab.analysis.catalogue import has_reached
from partnerlab.analysis.evaluation.action_plan import assess_actions
from partnerlab.analysis.evaluation.answers import find_rounds
from partnerlab.analysis.evaluation.checklist import compare_answers, find_checklist_rounds
from partnerlab.analysis.evaluation.performance import read_measures
from partnerlab.analysis.evaluation.signals.leadership import an_agreement_is_signed, tasks_are_answered_for
from partnerlab.analysis.evaluation.signals.members import latest_relationships, members_stay
from partnerlab.analysis.evaluation.signals.purpose import reason_is_accepted
from partnerlab.analysis.evaluation.signals.timing import milestones_are_kept
from partnerlab.analysis.findings import Fact, fact
from partnerlab.guide import LifeCycleStage, life_cycle
from partnerlab.partnership import Partnership
from partnerlab.partnership.evaluation import LifeCycleAnswer
from partnerlab.wording import counted, listed

SIGNAL_COLUMNS = ("stage", "speaks_for", "signal", "file", "line")
"""Columns of the signals."""

STAGE_COLUMNS = ("stage", "title", "number", "for_it", "signals", "share", "partners", "challenges", "strategies")
"""Columns of `LifeCycle.table`."""

FIRM = 2 / 3
"""Share of its signals from which a stage counts as reached; ours, not in the guide."""

MANY = 0.5
"""Share above which something is taken as the rule; ours, not in the guide."""


@dataclass(frozen=True)
class StageSignal:
    """Something in the data that speaks for or against a stage of the life cycle.

    Attributes
    ----------
    stage
        Id of the stage.
    speaks_for
        Whether it speaks for it.
    fact
        What the data say, and where.
    """

    stage: str
    speaks_for: bool
    fact: Fact


@dataclass(frozen=True)
class LifeCycle:
    """Where the group stands, and how sure that is.

    Attributes
    ----------
    stage
        The latest stage that two thirds of its signals or more speak for, because what marks an earlier stage stays
        true in a later one; if there is none, the stage with the largest share. None without signals.
    competing
        Of the others the one with the largest share; None when nothing speaks for another.
    said
        How many partners place it in which stage, in their latest round.
    signals
        What the data say.
    table
        One row a stage: `stage` (id), `title`, `number`, `for_it` and `signals` (how many of how many), `share`
        (missing without signals), `partners` (how many place it there), `challenges`, `strategies`.
    """

    stage: LifeCycleStage | None
    competing: LifeCycleStage | None
    said: dict[str, int]
    signals: tuple[StageSignal, ...]
    table: pd.DataFrame

    @property
    def sentence(self) -> str:
        """The stage, the competing one, and what partners say."""
        if self.stage is None:
            return "Nothing in the data tells where the group stands in its life cycle."
        shares = self.table.set_index("stage")["share"]
        text = f"Signals point to {self.stage.title.lower()} ({shares[self.stage.id]:.0%} of its signals"
        text += (
            f"; {self.competing.title.lower()} competes with {shares[self.competing.id]:.0%})."
            if self.competing
            else ")."
        )
        if not self.said:
            return f"{text} No partner was asked."
        told = [f"{count} say {stage}" for stage, count in sorted(self.said.items(), key=lambda row: -row[1])]
        return f"{text} Of the partners, {listed(told)}."

    @property
    def partners_apart(self) -> int:
        """How many stages lie between the earliest and the latest that partners name."""
        places = [life_cycle().row(stage).number for stage in self.said]
        return max(places) - min(places) if places else 0


@cached
def assess_life_cycle(partnership: Partnership) -> LifeCycle:
    """Assess where the group stands, from signals in the data and from what partners say.

    Examples
    --------
    >>> hub = Partnership(name="Hub", purpose="Reach people", stage=[{"stage": "scoping"}])
    >>> assess_life_cycle(hub).stage.id
    'forming'
    """
    signals = tuple(_find_signals(partnership))
    said: Counter[str] = Counter(row.stage for row in latest_placings(partnership))
    rows = []
    for stage in life_cycle():
        found = [signal for signal in signals if signal.stage == stage.id]
        speaks_for = sum(signal.speaks_for for signal in found)
        rows.append(
            {
                "stage": stage.id,
                "title": stage.title,
                "number": stage.number,
                "for_it": speaks_for,
                "signals": len(found),
                "share": speaks_for / len(found) if found else None,
                "partners": said.get(stage.id, 0),
                "challenges": listed(stage.challenges),
                "strategies": listed(stage.strategies),
            }
        )
    table = pd.DataFrame(rows, columns=list(STAGE_COLUMNS)).astype({"share": "Float64"})
    known = table[table["share"].fillna(0.0) > 0]
    shares = dict(zip(known["stage"].astype(str), known["share"].astype(float), strict=True))
    firm = [stage for stage, share in shares.items() if share >= FIRM]
    ranked = sorted(shares, key=lambda stage: (-shares[stage], -life_cycle().row(stage).number))
    order = [*firm[-1:], *(stage for stage in ranked if stage not in firm[-1:])]
    stages = [life_cycle().row(stage) for stage in order]
    first, second = (stages[0] if stages else None), (stages[1] if len(stages) > 1 else None)
    return LifeCycle(first, second, dict(said), signals, table)


@cached
def latest_placings(partnership: Partnership) -> tuple[LifeCycleAnswer, ...]:
    """Return where partners placed the group in their latest round."""
    starts = find_rounds(row.on for row in partnership.life_cycle)
    last = max(starts.values(), default=None)
    return tuple(row for row in partnership.life_cycle if starts[row.on] == last)


def signal_table(cycle: LifeCycle) -> pd.DataFrame:
    """Return the signals: columns `stage`, `speaks_for`, `signal` (in words), `file` and `line`."""
    rows = [(row.stage, row.speaks_for, row.fact.text, row.fact.file, row.fact.line) for row in cycle.signals]
    return pd.DataFrame(rows, columns=list(SIGNAL_COLUMNS))


def _find_signals(partnership: Partnership) -> Iterator[StageSignal]:
    yield from _forming(partnership)
    yield from _storming(partnership)
    yield from _norming(partnership)
    yield from _performing(partnership)
    yield from _adjourning(partnership)


def _forming(partnership: Partnership) -> Iterator[StageSignal]:
    """Commitments are hazy: few meetings, no agreement, no tasks."""
    need, held = partnership.thresholds.bedding_meetings, partnership.meetings
    text = f"{counted(len(held), 'meeting')} held; {need} are taken as enough to bed in"
    if held or not has_reached(partnership, "planning"):
        yield StageSignal("forming", len(held) < need, fact(text, held[-1] if held else None, "on" if held else ""))
    early = not has_reached(partnership, "planning")
    yield StageSignal(
        "forming",
        early,
        fact(f"the work is at the stage of {partnership.current_stage}", partnership.stages[-1], "stage"),
    )
    for signal in an_agreement_is_signed(partnership):
        yield StageSignal("forming", signal.warns, signal.fact)


def _storming(partnership: Partnership) -> Iterator[StageSignal]:
    """Differences come out: answers apart, doubt about the reason, people leaving, disputes about relationships."""
    if find_checklist_rounds(partnership):
        table = compare_answers(partnership)
        apart, back = int((table["state"] == "partners differ").sum()), int(table["back"].sum())
        first = next(iter(find_checklist_rounds(partnership)[-1].answers.values()))
        yield StageSignal(
            "storming",
            apart > 2,
            fact(f"partners are two steps apart on {counted(apart, 'checklist item')}", first, "answer"),
        )
        forward = int(table["forward"].sum())
        if forward or back:
            text = f"{counted(back, 'answer')} moved back and {forward} forward since the round before"
            yield StageSignal("storming", back > forward, fact(text, first, "answer"))
    for source in (reason_is_accepted, members_stay):
        for signal in source(partnership):
            yield StageSignal("storming", signal.warns, signal.fact)
    rows = {(row.by, row.about): row for row in latest_relationships(partnership) if row.actual is not None}
    pairs = [(row, rows[about, by]) for (by, about), row in rows.items() if by < about and (about, by) in rows]
    unlike = [one for one, other in pairs if abs((one.actual or 0) - (other.actual or 0)) >= 2]
    if pairs:
        text = f"{len(unlike)} of {counted(len(pairs), 'pair')} see their relationship two levels apart"
        yield StageSignal("storming", 4 * len(unlike) >= len(pairs), fact(text, (unlike or [pairs[0][0]])[0], "actual"))


def _norming(partnership: Partnership) -> Iterator[StageSignal]:
    """Rules and roles are set: agreement, tasks, ways to settle disputes, milestones."""
    for source in (an_agreement_is_signed, tasks_are_answered_for):
        for signal in source(partnership):
            yield StageSignal("norming", not signal.warns, signal.fact)
    if partnership.disputes:
        yield StageSignal(
            "norming",
            True,
            fact(
                f"a ladder of {counted(len(partnership.disputes), 'rung')} settles disputes",
                partnership.disputes[0],
                "rung",
            ),
        )
    elif has_reached(partnership, "planning"):
        yield StageSignal("norming", False, fact("no way of settling disputes is agreed"))
    if partnership.milestones:
        yield StageSignal(
            "norming",
            True,
            fact(f"{counted(len(partnership.milestones), 'milestone')} set", partnership.milestones[0], "name"),
        )
    elif has_reached(partnership, "planning"):
        yield StageSignal("norming", False, fact("no milestone is set"))


def _performing(partnership: Partnership) -> Iterator[StageSignal]:
    """Goals are met: milestones and actions kept, people better off, the level needed is the level worked at."""
    for signal in milestones_are_kept(partnership):
        yield StageSignal("performing", not signal.warns, signal.fact)
    actions = assess_actions(partnership)
    if len(actions):
        late = int((actions["state"] == "overdue").sum())
        text = f"{late} of {counted(len(actions), 'action')} overdue"
        yield StageSignal("performing", late < MANY * len(actions) / 2, fact(text, partnership.actions[0], "due"))
    moved = [row for row in read_measures(partnership) if row.measure.kind == "better off" and row.n > 1]
    if moved:
        better = [row for row in moved if row.movement == "better"]
        text = f"{len(better)} of {counted(len(moved), 'measure')} of benefit got better beyond chance"
        yield StageSignal("performing", bool(better), fact(text, moved[0].measure, "values"))
    elif has_reached(partnership, "implementing"):
        yield StageSignal("performing", False, fact("nothing shows yet whether anyone is better off"))
    levels = [row for row in partnership.collaboration if row.needed is not None and row.actual is not None]
    if levels:
        last = max(levels, key=lambda row: row.on)
        text = f"level {last.needed} is needed, partners work at level {last.actual}"
        yield StageSignal("performing", (last.actual or 0) >= (last.needed or 0), fact(text, last, "actual"))


def _adjourning(partnership: Partnership) -> Iterator[StageSignal]:
    """The work ends: the stage of ending, milestones all closed, agreements ended."""
    ending = partnership.current_stage == "ending"
    yield StageSignal(
        "adjourning",
        ending,
        fact(f"the work is at the stage of {partnership.current_stage}", partnership.stages[-1], "stage"),
    )
    if partnership.milestones:
        pending = [row for row in partnership.milestones if row.done is None]
        text = f"{len(pending)} of {counted(len(partnership.milestones), 'milestone')} still open"
        yield StageSignal("adjourning", not pending, fact(text, (pending or partnership.milestones)[0], "done"))
    gone = [row for row in partnership.partners if row.left is not None]
    if partnership.partners:
        text = f"{len(gone)} of {counted(len(partnership.partners), 'partner')} left"
        yield StageSignal(
            "adjourning",
            len(gone) > MANY * len(partnership.partners),
            fact(text, (gone or partnership.partners)[0], "left"),
        )
