"""What a rule says of one kind of thing that an ending partnership holds: taken on, left open, or not recorded."""

from __future__ import annotations

from partnerlab.analysis.catalogue import Judgements, Way, at_fault, cannot_tell, in_place, part_met
from partnerlab.analysis.facts.actions import is_overdue
from partnerlab.analysis.facts.endings import HELD, handovers_of, lacks_taker
from partnerlab.analysis.findings import fact
from partnerlab.partnership import Partnership
from partnerlab.partnership.ending import Handover, Holding
from partnerlab.wording import counted, listed, say_day, verb

ENTER = "handovers.to"


def judge_handover(partnership: Partnership, kind: Holding, what: str, find_out: str, *, expected: bool) -> Judgements:
    """Judge whether somebody takes on what the partnership holds of one kind.

    Nothing is said where the record shows nothing of the kind and nothing handed over.

    Parameters
    ----------
    what
        What a sentence calls it, such as `the money that is left`.
    find_out
        What to find out first.
    expected
        Whether the guide lets expect a record at the end; where not, a missing one cannot be told.
    """
    held, rows = HELD[kind](partnership), handovers_of(partnership, kind)
    facts = [fact(row.text, row.record, row.field) for row in held]
    if not rows:
        if held and expected:
            yield at_fault(f"It is not recorded who takes on {what}.", *facts)
        elif held:
            yield cannot_tell(f"it is not recorded who takes on {what}", *facts, way=Way(ENTER, find_out))
        return
    said = [fact(f"{row.what}: {_say_taker(partnership, row)}", row, "to") for row in rows]
    nobody = [row.what for row in rows if lacks_taker(row)]
    late = [row for row in rows if row.to and is_overdue(row, partnership.as_at)]
    if nobody:
        count = f"{len(nobody)} of {counted(len(rows), 'handover')} {verb(len(nobody), 'has', 'have')}"
        yield part_met(f"{count} nobody who takes it on: {listed(nobody)}.", *said)
    elif late:
        count = f"{len(late)} of {counted(len(rows), 'handover')} {verb(len(late), 'is', 'are')} overdue"
        days = listed(f"{row.what} (due {say_day(row.due)})" for row in late)
        yield part_met(f"{count}: {days}.", *said)
    else:
        done = sum(row.done is not None for row in rows)
        takers = dict.fromkeys(partnership.name_of(row.to) for row in rows if row.to)
        settled = f"It is settled who takes on {what}: {listed(takers, 3)}"
        if not takers:
            text = f"What had to be done with {what} is done."
        elif len(rows) > 1:
            text = f"{settled}. Done: {done or 'none'} of {len(rows)}."
        else:
            text = f"{settled}; {'done' if done else 'not done yet'}."
        yield in_place(text, *said)


def _say_taker(partnership: Partnership, row: Handover) -> str:
    if row.to:
        return partnership.name_of(row.to)
    return "nobody yet" if lacks_taker(row) else row.how or "done"
