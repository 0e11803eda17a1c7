"""The group's stage in its life cycle: signals in the data, what partners say, and the competing stage (¶4.7)."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass

import pandas as pd

from partnerlab.analysis.caching import cached
from partnerlab.analysis.evaluation.checklist import compare_answers
from partnerlab.analysis.evaluation.performance import read_measures
from partnerlab.analysis.facts.answers import group_rounds
from partnerlab.analysis.facts.checklist import checklist_rounds
from partnerlab.analysis.findings import fact
from partnerlab.analysis.signals.leadership import (
    an_agreement_is_signed,
    disputes_can_be_settled,
    tasks_are_answered_for,
)
from partnerlab.analysis.signals.learning import actions_are_in_time
from partnerlab.analysis.signals.members import members_stay, partners_remain, partners_stay
from partnerlab.analysis.signals.milestones import milestones_are_closed, milestones_are_kept, milestones_are_set
from partnerlab.analysis.signals.network import pairs_see_alike, partners_work_at_the_level_needed
from partnerlab.analysis.signals.purpose import reason_is_accepted
from partnerlab.analysis.signals.signal import Polarity, Signal, Source, not_recorded, source
from partnerlab.analysis.signals.timing import members_bed_in, the_work_ends, the_work_has_begun
from partnerlab.guide import LifeCycleStage, life_cycle
from partnerlab.partnership import Partnership
from partnerlab.partnership.answers import latest
from partnerlab.partnership.evaluation import LifeCycleAnswer
from partnerlab.wording import counted, listed, verb


@source("evaluation", "checklist.answer")
def partners_answer_alike(partnership: Partnership) -> Signal:
    """Weigh on how many checklist items partners disagree: `thresholds.items_apart` or more contradict."""
    rounds, limit = checklist_rounds(partnership), partnership.thresholds.items_apart
    if not rounds:
        return not_recorded(partnership, "no answer to the checklist is recorded", expected=None)
    table = compare_answers(partnership)
    apart = int((table["state"] == "partners differ").sum())
    text = f"partners are far apart on {apart} of {counted(len(table), 'checklist item')}"
    known = int(table["spread"].notna().sum())
    polarity = Polarity.CONTRADICTS if apart >= limit else Polarity.SUPPORTS if known else Polarity.CANNOT_TELL
    first = next(iter(rounds[-1].answers.values()))
    return Signal(polarity, text, float(apart), known, len(table), (fact(text, first, "answer"),))


@source("evaluation", "checklist.answer")
def answers_move_forward(partnership: Partnership) -> Signal:
    """Weigh whether more answers moved back than forward since the round before, which contradicts."""
    rounds = checklist_rounds(partnership)
    table = compare_answers(partnership)
    forward, back = int(table["forward"].sum()), int(table["back"].sum())
    if not forward + back:
        return not_recorded(partnership, "no answer has moved between two rounds", expected=None)
    text = f"{counted(back, 'answer')} moved back and {forward} forward since the round before"
    first = next(iter(rounds[-1].answers.values()))
    polarity = Polarity.CONTRADICTS if back > forward else Polarity.SUPPORTS
    n = forward + back
    return Signal(polarity, text, forward / n, n, n, (fact(text, first, "answer"),))


@source("evaluation", "performance.values")
def people_are_better_off(partnership: Partnership) -> Signal:
    """Weigh whether a measure of benefit got better beyond chance; a sign is expected from implementing on."""
    moved = [row for row in read_measures(partnership) if row.measure.kind == "better off" and row.n > 1]
    if not moved:
        return not_recorded(partnership, "no measure of benefit has two values", expected="implementing")
    better = [row for row in moved if row.movement == "better"]
    text = f"{len(better)} of {counted(len(moved), 'measure')} of benefit got better"
    polarity = Polarity.SUPPORTS if better else Polarity.CONTRADICTS
    evidence = tuple(fact(row.sentence, row.measure, "values") for row in moved)
    return Signal(polarity, text, len(better) / len(moved), len(moved), len(moved), evidence)


_FOR, _AGAINST = Polarity.SUPPORTS, Polarity.CONTRADICTS

SOURCES: dict[str, tuple[tuple[Source, Polarity], ...]] = {
    "forming": ((members_bed_in, _AGAINST), (the_work_has_begun, _AGAINST), (an_agreement_is_signed, _AGAINST)),
    "storming": (
        (partners_answer_alike, _AGAINST),
        (answers_move_forward, _AGAINST),
        (reason_is_accepted, _AGAINST),
        (members_stay, _AGAINST),
        (partners_stay, _AGAINST),
        (pairs_see_alike, _AGAINST),
    ),
    "norming": (
        (an_agreement_is_signed, _FOR),
        (tasks_are_answered_for, _FOR),
        (disputes_can_be_settled, _FOR),
        (milestones_are_set, _FOR),
    ),
    "performing": (
        (milestones_are_kept, _FOR),
        (actions_are_in_time, _FOR),
        (people_are_better_off, _FOR),
        (partners_work_at_the_level_needed, _FOR),
    ),
    "adjourning": ((the_work_ends, _FOR), (milestones_are_closed, _FOR), (partners_remain, _AGAINST)),
}
"""Which signals bear on which stage, and whether the stage shows in support or in contradiction; our choice.

Forming: commitments are hazy. Storming: differences come out. Norming: rules and roles are set. Performing: goals are
met. Adjourning: the work ends.
"""


@dataclass(frozen=True)
class StageSignal:
    """A signal that speaks for or against a stage of the life cycle."""

    stage: str
    """Id of the stage."""
    polarity: Polarity
    """What it says of the stage."""
    signal: Signal


@dataclass(frozen=True)
class LifeCycle:
    """Where the group stands, and how sure that is.

    Attributes
    ----------
    stage
        The latest stage that `thresholds.stage_reached` of its signals or more speak for, because what marks an
        earlier stage stays true in a later one; if there is none, the stage with the largest share. None without
        signals.
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
            return "Nothing in the data shows which stage of its life cycle the group has reached."
        counted_for = zip(self.table["stage"], self.table["for_it"], self.table["signals"], strict=True)
        counts = {str(stage): (int(number), int(of)) for stage, number, of in counted_for}
        text = f"Signals point to {self.stage.title.lower()} ({_say_signals(*counts[self.stage.id])}"
        if self.competing:
            text += "; {} competes with {} of {}".format(self.competing.title.lower(), *counts[self.competing.id])
        text += ")."
        if not self.said:
            return f"{text} No partner's view is recorded."
        told = [
            f"{count} {verb(count, 'says', 'say')} {stage}"
            for stage, count in sorted(self.said.items(), key=lambda row: -row[1])
        ]
        asked = sum(self.said.values())
        if len(self.said) == 1:
            (stage,) = self.said
            which = "Both" if asked == 2 else f"All {asked}"
            say = "The one answer by a partner says" if asked == 1 else f"{which} answers by partners say"
            return f"{text} {say} {stage}."
        return f"{text} Of {counted(asked, 'answer')} by partners, {listed(told)}."

    @property
    def partners_apart(self) -> int:
        """How many stages lie between the earliest and the latest that partners name."""
        places = [life_cycle().row(stage).number for stage in self.said]
        return max(places) - min(places) if places else 0


def _say_signals(number: int, of: int) -> str:
    """Say how many of a stage's signals speak for it."""
    if number == of:
        return "its one signal" if of == 1 else f"{'both' if of == 2 else f'all {of}'} of its signals"
    return f"{number} of its {of} signals"


@cached
def assess_life_cycle(partnership: Partnership) -> LifeCycle:
    """Assess where the group stands, from signals in the data and from what partners say.

    Examples
    --------
    >>> hub = Partnership(name="Hub", purpose="Reach people", stage=[{"stage": "scoping"}])
    >>> assess_life_cycle(hub).stage.id
    'forming'
    """
    signals = _list_signals(partnership)
    said: Counter[str] = Counter(row.stage for row in latest_placings(partnership))
    rows = []
    for stage in life_cycle():
        found = [signal for signal in signals if signal.stage == stage.id]
        speaks_for = sum(signal.polarity is Polarity.SUPPORTS for signal in found)
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
    table = pd.DataFrame(rows).astype({"share": "Float64"})
    known = table[table["share"].fillna(0.0) > 0]
    shares = dict(zip(known["stage"].astype(str), known["share"].astype(float), strict=True))
    firm = [stage for stage, share in shares.items() if share >= partnership.thresholds.stage_reached]
    ranked = sorted(shares, key=lambda stage: (-shares[stage], -life_cycle().row(stage).number))
    order = [*firm[-1:], *(stage for stage in ranked if stage not in firm[-1:])]
    stages = [life_cycle().row(stage) for stage in order]
    first, second = (stages[0] if stages else None), (stages[1] if len(stages) > 1 else None)
    return LifeCycle(first, second, dict(said), signals, table)


@cached
def latest_placings(partnership: Partnership) -> tuple[LifeCycleAnswer, ...]:
    """Return where the present partners placed the group in their latest round: the last answer of each."""
    current = {None, *(partner.id for partner in partnership.current_partners)}
    rows = [row for row in partnership.life_cycle if row.by in current]
    starts = group_rounds((row.on for row in rows), partnership.thresholds.round_days)
    last = max(starts.values(), default=None)
    return latest([row for row in rows if starts[row.on] == last], lambda row: row.by)


def _list_signals(partnership: Partnership) -> tuple[StageSignal, ...]:
    """Every signal that can tell, stage by stage."""
    found = []
    for stage, sources in SOURCES.items():
        for ask, speaks in sources:
            signal = ask(partnership)
            polarity = signal.polarity if speaks is _FOR else signal.polarity.opposite
            if polarity is not Polarity.CANNOT_TELL:
                found.append(StageSignal(stage, polarity, signal))
    return tuple(found)
