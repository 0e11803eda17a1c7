"""What a rule says of something that the guide asks for by a time: in time, late, or without its day."""

from __future__ import annotations

from partnerlab.analysis.catalogue import Judgement, Judgements, Way, at_fault, cannot_tell, in_place, part_met
from partnerlab.analysis.facts.moments import Step, Timing, get_timing, is_old, say_step
from partnerlab.analysis.findings import Fact, fact
from partnerlab.partnership import Partnership
from partnerlab.wording import counted, each_of, verb, with_capital

NOUNS = {"deciding": "funder", "joining": "partner", "just after launch": "level"}
"""What is counted where something is due of each."""

DONE = {"deciding": ("was talked to", "were talked to"), "joining": ("was asked", "were asked")}
"""What happened to one and to several of those counted; elsewhere they came."""


RECORD = {
    "deciding": Way("stakeholders.consulted", "Find out when each funder was first talked to."),
    "joining": Way("partners.readiness", "Ask whether each organisation is ready, willing and able."),
    "just after launch": Way("engagement", "Ask who has been engaged, from leaders to the front line."),
}
"""What to find out about those of whom nothing is recorded; the same as the rules on the thing itself ask."""


def judge_moment(partnership: Partnership, key: str, way: Way) -> Judgements:
    """Judge one thing on the line of time.

    Late is at fault, amber whatever the guide demands: it is there. What came late more than
    `thresholds.lateness_months` ago is history and no finding. Of what is not recorded at all another rule speaks, and
    of stages without a date `SC815`; so nothing is said twice.

    Parameters
    ----------
    key
        Id of the moment, as in `guide.moments`.
    way
        Where its day is entered, and what to find out first.
    """
    timing = get_timing(partnership, key)
    steps = [step for step in timing.steps if step.due is not None]
    if not steps:
        return
    undated = [step for step in steps if step.done is None]
    recent = [step for step in timing.late if not is_old(partnership, step)]
    if recent:
        yield _say_late(timing, recent, len(steps))
    elif undated:
        text = f"no day is recorded for “{timing.moment.title}”"
        facts = [fact(timing.moment.title, step.record, step.field) for step in undated]
        yield cannot_tell(text, *facts, way=way, count=len(undated))
    elif timing.late:
        return
    elif missing := timing.of - len(timing.steps):
        noun, came = NOUNS[timing.moment.due], verb(len(steps), *DONE.get(timing.moment.due, ("came", "came")))
        text = f"nothing is recorded for {missing} of {counted(timing.of, noun)}; {len(steps)} {came} in time"
        yield cannot_tell(text, *_facts(timing, steps), count=missing, way=RECORD[timing.moment.due])
    else:
        yield in_place(_say_in_time(timing), *_facts(timing, steps))


def _say_late(timing: Timing, late: list[Step], steps: int) -> Judgement:
    worst = max(late, key=lambda step: step.days_late or 0)
    text = f"{say_step(timing.moment, worst)}."
    facts = _facts(timing, late)
    if timing.moment.due not in NOUNS:
        return at_fault(text, *facts, severity="amber")
    recorded = " with a record" if steps < timing.of else ""
    came = verb(len(late), *DONE.get(timing.moment.due, ("came", "came")))
    count = f"{len(late)} of {counted(steps, NOUNS[timing.moment.due])}{recorded} {came} late."
    return part_met(f"{count} {text}", *facts)


def _say_in_time(timing: Timing) -> str:
    last = timing.last
    if last is None:
        return ""
    text = say_step(timing.moment, last)
    if (last.days_late or 0) > 0:
        text += f". That is within our tolerance of {counted(last.grace, 'day')}"
    if timing.moment.due not in NOUNS:
        return f"{text}."
    whom = each_of(len(timing.steps), NOUNS[timing.moment.due])
    came = DONE.get(timing.moment.due, ("came",))[0]
    return f"{with_capital(whom)} {came} in time. {text}."


def _facts(timing: Timing, steps: list[Step]) -> list[Fact]:
    return [fact(say_step(timing.moment, step), step.record, step.field) for step in steps]
