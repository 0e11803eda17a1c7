"""RA405: whether a partnership is worth what it costs, and does better than one body alone (¶2.3, ¶2.15, ¶2.17)."""

from __future__ import annotations

from partnerlab.analysis.catalogue import Judgement, Judgements, Way, at_fault, cannot_tell, in_place, rule
from partnerlab.analysis.findings import Fact, fact
from partnerlab.analysis.risk_allocation.rules.ways import COST, MONEY
from partnerlab.analysis.risk_allocation.worth import Span, Worth, assess_worth, say_span
from partnerlab.partnership import Partnership
from partnerlab.wording import listed

BENEFIT = Way("options.benefit_low", "Estimate what each option would be worth in a year, as a range in pounds.")
HOURS = Way("partners.representatives.hours_a_month", "Ask each representative how many hours a month they give.")
ALONE = Way("options.cost_low", "Estimate what one body alone would cost in a year, as a range in pounds.")
_WAYS = {"its benefit": BENEFIT, "what partners bring": MONEY, "time spent sitting": HOURS, "what risks may cost": COST}
"""What would settle each line of which not enough is recorded."""


@rule(
    "RA405",
    "¶2.3, ¶2.15, ¶2.17",
    capability="exposure",
    question="Is the partnership worth what it costs, and does it do better than one body alone?",
    why="The guide expects more of partners together than apart, and value for money. To add it up in pounds is ours.",
    remedy="Ask what could cost less, or bring more; and whether another form would do as well.",
    stage="planning",
    basis="follows",
    strength="mentions",
)
def it_is_worth_it(partnership: Partnership) -> Judgements:
    """Set what partners bring, the time spent sitting and what risks may cost against the benefit, and one body alone.

    All are ranges in pounds a year, and an answer holds only where the whole range says so. An hour counts
    `thresholds.pounds_an_hour`. The benefit is that of the options; where none is recorded nothing is compared.
    """
    worth = assess_worth(partnership)
    facts = [
        fact(f"option “{row.name}”", row, "benefit_low") for row in partnership.options if row.benefit_low is not None
    ]
    if worth.net.sign is None:
        yield _cannot_tell(worth, facts)
        if worth.benefit.span.low is worth.benefit.span.high is None:
            return
    elif worth.net.sign == 0:
        yield in_place("It is worth as much as it costs: nothing is left of its benefit.", *facts)
    elif worth.net.sign > 0:
        yield in_place(f"What is left of its benefit after all costs is {say_span(worth.net)} a year.", *facts)
    else:
        yield at_fault(f"It costs more than it is worth, by {say_span(worth.net.size)} a year.", *facts)
    yield from _beside_one_body(worth, facts)


def _cannot_tell(worth: Worth, facts: list[Fact]) -> Judgement:
    """Ask for what is missing; where nothing is, the benefit as a narrower range."""
    if not worth.lacking:
        missing = f"costs and benefit overlap, so that {say_span(worth.net)} a year is left"
        return cannot_tell(missing, *facts, way=BENEFIT)
    way = _WAYS[worth.lacking[0].what]
    missing = f"not enough is recorded of {listed(line.what for line in worth.lacking)}"
    return cannot_tell(missing, *facts, way=way)


def _cannot_compare(worth: Worth, facts: list[Fact], subject: str) -> Judgement:
    """Ask for what is missing of the partnership, or of one body alone; where nothing is, for narrower ranges."""
    alone, way = worth.alone.span if worth.alone is not None else Span(None, None), BENEFIT
    if None not in (worth.advantage.low, worth.advantage.high):
        why = "what is left and what one body alone would leave overlap"
    elif worth.lacking:
        lacking = listed(line.what for line in worth.lacking)
        why = f"not enough is recorded of {lacking} to compare it with one body alone"
        way = _WAYS[worth.lacking[0].what]
    else:
        way = ALONE if None in (alone.low, alone.high) else BENEFIT
        why = "not enough is recorded of what one body alone would cost and bring"
    return cannot_tell(why, *facts, subject=subject, way=way)


def _beside_one_body(worth: Worth, facts: list[Fact]) -> Judgements:
    subject, sign = "one body alone", worth.advantage.sign
    if worth.alone is None:
        yield cannot_tell("no benefit is recorded of one body alone", subject=subject, way=BENEFIT)
    elif sign is None:
        yield _cannot_compare(worth, facts, subject)
    elif sign == 0:
        yield at_fault("It does no better than one body alone, which would leave as much.", *facts, subject=subject)
    elif sign > 0:
        text = f"It does better than one body alone, by {say_span(worth.advantage)} a year."
        yield in_place(text, *facts, subject=subject)
    else:
        text = f"It does worse than one body alone, by {say_span(worth.advantage.size)} a year."
        yield at_fault(text, *facts, subject=subject)
