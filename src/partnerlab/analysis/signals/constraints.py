"""Signals on what limits the partnership: whether something is done about each (¶2.3, ¶4.11)."""

from __future__ import annotations

from partnerlab.analysis.facts.constraints import assess_constraints
from partnerlab.analysis.findings import fact
from partnerlab.analysis.signals.signal import Signal, not_recorded, source, weigh_share
from partnerlab.partnership import Partnership
from partnerlab.partnership.case import Constraint
from partnerlab.wording import counted

SEVERAL = {"limit on taking part": "limits on taking part", "pressure on the budget": "pressures on the budget"}
"""What several are called, where an s at the end does not do."""


@source("scoping", "constraints")
def deadlines_are_answered(partnership: Partnership) -> Signal:
    """Weigh whether something is done about each deadline."""
    return _answered(partnership, "deadline", ("deadline",))


@source("scoping", "constraints")
def complexity_is_answered(partnership: Partnership) -> Signal:
    """Weigh whether something is done about each complex rule."""
    return _answered(partnership, "complex rule", ("complexity",))


@source("scoping", "constraints")
def limits_are_answered(partnership: Partnership) -> Signal:
    """Weigh whether something is done about each limit on taking part, duties among them."""
    return _answered(partnership, "limit on taking part", ("participation", "statutory duty"))


@source("scoping", "constraints")
def budget_pressure_is_answered(partnership: Partnership) -> Signal:
    """Weigh whether something is done about each pressure on the budget."""
    return _answered(partnership, "pressure on the budget", ("budget",))


def _answered(partnership: Partnership, one: str, kinds: tuple[str, ...]) -> Signal:
    """Weigh the constraints of some kinds: one whose date has passed counts against it, one unanswered is not known."""
    table = assess_constraints(partnership)
    rows = {row.text: row for row in partnership.constraints}
    binding = table[table["kind"].isin(kinds) & (table["state"] != "lifted")]
    if binding.empty:
        return not_recorded(partnership, f"no {one} is recorded", expected=None)

    def said(row: Constraint, state: str) -> str:
        if state == "past":
            return "its date has passed"
        return row.response or "no response recorded"

    order = binding.sort_values("state", key=lambda states: states == "answered", kind="stable")
    evidence = [
        fact(f"{text}: {said(rows[text], state)}", rows[text], "response")
        for text, state in order[["constraint", "state"]].itertuples(index=False)
    ]
    answered, past, of = *((binding["state"] == state).sum() for state in ("answered", "past")), len(binding)
    several = SEVERAL.get(one, "")
    weak = "" if answered == of else f": {evidence[0].text}"
    text = f"a response is recorded to {answered} of {counted(of, one, several)}{weak}"
    wanted = partnership.thresholds.constraints_answered
    return weigh_share(int(answered), int(answered + past), wanted, text, evidence, of=of)
