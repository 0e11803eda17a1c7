"""SC82: whether it is said which outcome leads to each priority of the government's programme (¶1.5, ¶4.1)."""

from __future__ import annotations

from partnerlab.analysis.catalogue import Judgements, Way, cannot_tell, in_place, part_met, rule
from partnerlab.analysis.facts.programme import list_priorities, programmes_of
from partnerlab.analysis.findings import fact
from partnerlab.partnership import Partnership
from partnerlab.wording import counted, listed, verb


@rule(
    "SC821",
    "¶1.5, ¶4.1",
    capability="outcome-alignment",
    basis="ours",
    strength="mentions",
    question="Is it said which outcome leads to each priority of the programme that the partnership serves?",
    why="No source links priorities to outcomes, so only the partnership can say how its work reaches one.",
    remedy="Name for each priority the outcome that leads to it, among those that the partnership serves.",
    stage="building",
)
def priorities_have_an_outcome(partnership: Partnership) -> Judgements:
    """Look under `outcomes: priorities`, when a programme is among the frameworks; otherwise nothing is asked."""
    programmes = programmes_of(partnership)
    if not programmes:
        return
    title = programmes[0].title
    rows = list_priorities(partnership)
    if rows.empty:
        yield cannot_tell(
            f"no priority of the {title} is recorded",
            fact(title, partnership.outcomes, "other_frameworks"),
            way=Way("outcomes.priorities.priority", "Agree which priority the work serves, and through which outcome."),
            count=1,
        )
        return
    pairs = [f"“{row.priority}” through “{row.through}”" for row in rows.itertuples()]
    facts = [fact(text, row, "through") for text, row in zip(pairs, partnership.outcomes.priorities, strict=True)]
    loose = rows.loc[~rows["known"], "priority"].tolist()
    if loose:
        count = f"{len(loose)} of {counted(len(rows), 'priority', 'priorities')} {verb(len(loose), 'has', 'have')}"
        yield part_met(f"{count} no outcome that the partnership serves: {listed(loose)}.", *facts)
    else:
        served = counted(len(rows), "priority", "priorities")
        yield in_place(f"It serves {served} of the {title}: {listed(pairs)}.", *facts)
