"""What is on record of one partnership that may be a reason to look whether it should end (¶2.3, ¶4.11).

The guide names no criteria for ending a partnership. It says that performance information tells whether to act or,
perhaps, cease ineffective actions (¶4.11), that real partnerships are worth their time and effort (¶2.3), and that a
memorandum can be ended (App. 4). Each sign cites the paragraph whose subject it is. That it is a sign, and its number,
are ours: whoever keeps the register of organisations can change the numbers.

Signs that tend to have one cause are of one ground, and count once: where nobody comes, actions are late as well.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, replace
from functools import cached_property, partial
from types import MappingProxyType

from partnerlab.amounts import say_share
from partnerlab.analysis.findings import Severity
from partnerlab.analysis.portfolio.reviewed import Sign
from partnerlab.analysis.results import NotebookFinding, NotebookMeasure, Results
from partnerlab.characters import plain_name
from partnerlab.partnership.organisations import EndingSigns
from partnerlab.wording import counted, say_day

CLOSING = frozenset({"stop", "hand over"})
"""Decisions after which a partnership is to end."""
ENDING = "ending"
"""Stage of a partnership whose end is decided already."""
END, RESULTS, WORTH, WORK, MEMBERS, DECISION = "end", "results", "worth", "work", "members", "decision"
"""Grounds of signs: what its record says of its end itself, what comes of it, whether it is worth its cost, how its
partners work together, who sits in it, and what was decided after its review."""


def list_signs(results: Results, ours: EndingSigns) -> tuple[tuple[Sign, ...], int]:
    """Return the signs that a partnership should be looked at for ending, and of how many criteria that can be told.

    What is not on record is no sign: a criterion that cannot be told counts in neither number.
    """
    if results.partnership is None:
        return (), 0
    record = _Record(results, ours)
    told = [(found, ground) for criterion, ground in CRITERIA.items() if (found := criterion(record)) is not None]
    return tuple(replace(sign, ground=ground) for sign, ground in told if isinstance(sign, Sign)), len(told)


@dataclass(frozen=True)
class _Record:
    """What the review of one partnership left, by name."""

    results: Results
    ours: EndingSigns

    @cached_property
    def measures(self) -> dict[tuple[str, str], NotebookMeasure]:
        """First measure by name and subject."""
        found: dict[tuple[str, str], NotebookMeasure] = {}
        for row in self.results.measures:
            found.setdefault((row.name, row.subject), row)
        return found

    def number(self, name: str) -> float | None:
        """Value of a measure of the whole; None where it is not known."""
        row = self.measures.get((name, ""))
        return float(row.value) if row is not None and isinstance(row.value, int | float) else None

    def values(self, name: str) -> list[str]:
        """Words that a measure has for each of its subjects."""
        return [str(row.value) for (named, _), row in self.measures.items() if named == name and row.value is not None]

    def findings(self, code: str) -> list[NotebookFinding]:
        """What a rule found, the gravest first."""
        found = (row for row in self.results.findings if row.code == code)
        return sorted(found, key=lambda row: (row.severity.rank, row.subject))

    def judged(self, code: str) -> bool | None:
        """Whether a rule found a fault; None where it could tell nothing."""
        known = [row for row in self.findings(code) if row.severity is not Severity.UNKNOWN]
        return any(row.severity.is_fault for row in known) if known else None


Criterion = Callable[[_Record], "Sign | bool | None"]
"""A sign; False where it can be told that there is none; None where that cannot be told."""


def _it_was_decided(record: _Record) -> Sign | bool | None:
    seen = record.results.partnership
    if seen is None or seen.decided is None:
        return None
    if seen.decided.decision not in CLOSING:
        return False
    on = say_day(seen.decided.on)
    text = f"It was decided on {on} to {seen.decided.decision}, and its stage is still {seen.stage}."
    return Sign(text, "¶4.11", enough=True)


def _the_agreement_ended(record: _Record) -> Sign | bool | None:
    seen = record.results.partnership
    if seen is None or seen.agreement_ended is None:
        return None
    text = f"Its last written agreement ended on {say_day(seen.agreement_ended)}, and none is in force."
    return Sign(text, "App. 4", enough=True)


def _it_is_done(record: _Record) -> Sign | bool | None:
    """All targets of its measures are reached, and every curve has turned."""
    reached, answers = record.measures.get(("targets_reached", "")), record.values("curve_answer")
    if reached is None or not reached.n or not answers:
        return None
    if reached.value != reached.n or set(answers) != {"better"}:
        return False
    targets = "its one target is" if reached.n == 1 else f"all of its {reached.n} targets are"
    curves = "its one indicator has" if len(answers) == 1 else f"all of its {len(answers)} indicators have"
    return Sign(
        f"What it set out to do may be done: {targets} reached, and {curves} got better.", "¶2.8 box", enough=True
    )


def _no_curve_has_turned(record: _Record) -> Sign | bool | None:
    answers = [answer for answer in record.values("curve_answer") if answer not in ("cannot tell", "methods differ")]
    if not answers:
        return None
    if "better" in answers:
        return False
    if len(answers) == 1:
        return Sign("The one indicator that can be judged has not got better.", "¶2.8 box, ¶4.11")
    return Sign(f"None of the {len(answers)} indicators that can be judged has got better.", "¶2.8 box, ¶4.11")


def _few_attend(record: _Record) -> Sign | bool | None:
    row, share = record.measures.get(("attendance", "")), record.number("attendance")
    if share is None or row is None or (row.n or 0) < record.ours.least_meetings:
        return None
    if share >= record.ours.attendance:
        return False
    told, bar = say_share(share), say_share(record.ours.attendance)
    just = "just under " if told == bar else ""
    return Sign(f"On average a partner came to {just}{told} of the meetings it was counted at.", "¶2.12")


def _actions_are_left(record: _Record) -> Sign | bool | None:
    pending, late = record.number("actions_open"), record.number("actions_overdue")
    if pending is None or late is None or pending < record.ours.least_actions:
        return None
    if late < record.ours.overdue * pending or not late:
        return False
    verb = "is" if late == 1 else "are"
    return Sign(f"{late:,.0f} of {counted(int(pending), 'open action')} {verb} overdue.", "¶4.11")


def _reasons_for_failure_show(record: _Record) -> Sign | bool | None:
    row, number = record.measures.get(("failure_reasons_warning", "")), record.number("failure_reasons_warning")
    if number is None or row is None or not row.n:
        return None
    if number < record.ours.failure_reasons:
        return False
    verb = "shows" if number == 1 else "show"
    return Sign(f"{number:,.0f} of the {row.n} common reasons for failure {verb}.", "¶4.11 list")


def _one_sits_alone(record: _Record) -> Sign | bool | None:
    seen = record.results.partnership
    names = {plain_name(row.name) for row in seen.partners} if seen else set()
    if not names:
        return None
    return Sign("Only one organisation sits in it.", "Fig. 3") if len(names) == 1 else False


def _nothing_is_decided(record: _Record) -> Sign | bool | None:
    """A review began a while ago, and neither to go on nor to stop was decided."""
    seen = record.results.partnership
    return False if seen is not None and seen.decided is not None else _from_finding(record, "EV821")


def _from_finding(record: _Record, code: str) -> Sign | bool | None:
    """What a rule found where it is worst, in its own words; the rest is counted."""
    judged = record.judged(code)
    if not judged:
        return judged
    worst, *more = [row for row in record.findings(code) if row.severity.is_fault]
    rest = f" ({counted(len(more), 'more finding')} of this kind)" if more else ""
    return Sign(f"{worst.message.rstrip('.')}{rest}.", worst.paragraph)


CRITERIA: Mapping[Criterion, str] = MappingProxyType(
    {
        _it_was_decided: END,
        _the_agreement_ended: END,
        _it_is_done: END,
        partial(_from_finding, code="RA405"): WORTH,
        _no_curve_has_turned: RESULTS,
        partial(_from_finding, code="EV209"): RESULTS,
        partial(_from_finding, code="EV835"): RESULTS,
        _few_attend: WORK,
        _actions_are_left: WORK,
        _reasons_for_failure_show: WORK,
        _one_sits_alone: MEMBERS,
        _nothing_is_decided: DECISION,
    }
)
"""What is looked for in each partnership's own record, in the order in which it is told, and the ground of each."""


def say_criteria(ours: EndingSigns) -> Iterator[str]:
    """Say in a line each what counts as a sign, with our numbers, after the ground of which it is."""
    yield "Enough alone: it was decided to stop or to hand over, and its stage is another than ending (¶4.11)."
    yield "Enough alone: its last written agreement ended, and none is in force (App. 4)."
    yield "Enough alone: all targets are reached and all indicators have got better (¶2.8 box)."
    yield "Worth: it costs more than it is worth, or one body alone would do better (¶2.3, ¶2.15)."
    yield "Results: no indicator that can be judged has got better (¶2.8 box, ¶4.11)."
    yield "Results: a measure of benefit shows that people are worse off (¶4.9, ¶4.11)."
    yield "Results: what does not work is not stopped (¶4.11)."
    came, held = say_share(ours.attendance), counted(ours.least_meetings, "meeting")
    yield f"Work: on average less than {came} of meetings are attended, of at least {held} (¶2.12)."
    least = counted(ours.least_actions, "action is", "actions are")
    yield f"Work: at least {least} open, and {say_share(ours.overdue)} of them or more overdue (¶4.11)."
    yield f"Work: {counted(ours.failure_reasons, 'common reason')} for failure or more show (¶4.11 list)."
    months = counted(ours.silent_months, "month")
    yield f"Work: nothing new is on record for {months}, up to the newest entry of all partnerships (¶4.8)."
    yield "Members: only one organisation sits in it (Fig. 3)."
    yield "Members: another partnership has all of its members and all of its outcomes (¶2.3)."
    yield "Decision: its review began, and nothing was decided about it in the time that the rule EV821 gives (¶4.11)."
