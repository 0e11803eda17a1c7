"""EV8: who is left behind: whether indicators are known by group, gaps close, and each group is better off (¶4.9)."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from itertools import groupby

from partnerlab.analysis.catalogue import Judgements, at_fault, cannot_tell, in_place, rule
from partnerlab.analysis.evaluation.groups import GroupReading, read_groups
from partnerlab.analysis.evaluation.rules.ways import GROUP_VALUES, GROUPS, INDICATORS
from partnerlab.analysis.facts.programme import say_breakdowns
from partnerlab.analysis.findings import Fact, fact
from partnerlab.partnership import Partnership
from partnerlab.wording import counted, listed, verb, with_capital

NO_INDICATOR = "no indicator of the population is recorded"


def _own_fact(row: GroupReading) -> Fact:
    return fact(f"{row.group.name}: {row.own_standing}", row.group, "values")


def _by_indicator(partnership: Partnership) -> Iterator[tuple[str, list[GroupReading]]]:
    """Yield id and readings of each indicator that is given by group."""
    for subject, rows in groupby(read_groups(partnership), key=lambda row: row.indicator.id):
        yield subject, list(rows)


@rule(
    "EV861",
    "¶4.9",
    capability="report-cards",
    question="Is each indicator known by group of people or area?",
    why="The guide wants well-being for all. A figure for everybody can hide who is left behind.",
    remedy="Choose groups that the partnership should reach, and enter their figures under `groups` of each indicator.",
    stage="implementing",
    basis="ours",
    strength="mentions",
)
def indicators_are_known_by_group(partnership: Partnership) -> Judgements:
    """Count the indicators with figures by group, and say where the official portal has groups of the others."""
    every, readings = partnership.indicators, read_groups(partnership)
    given = Counter(row.indicator.id for row in readings if row.own is not None or row.points)
    few = {row.indicator.id for row in readings if row.small}
    without = [row for row in every if row.id not in given]
    if not every:
        yield cannot_tell(NO_INDICATOR, way=INDICATORS)
        return
    known = len(every) - len(without)
    some = f"{known or 'none'} of {len(every)} indicators {verb(max(known, 1), 'is', 'are')} known by group"
    text = some if len(every) > 1 else "the one indicator is not known by group"
    reasons = {
        row.id: "too few people behind each value" if row.id in few else "groups not recorded" for row in without
    }
    told = ["; ".join(filter(None, (reasons[row.id], say_breakdowns(row.source)))) for row in without]
    facts = tuple(fact(f"{row.title}: {words}", row, "groups") for row, words in zip(without, told, strict=True))
    if without:
        yield cannot_tell(f"{text}, so who is left behind may be hidden", *facts, count=len(without), way=GROUPS)
        return
    single = f"the one indicator is known by {counted(given[every[0].id], 'group')}"
    said = single if len(every) == 1 else f"{len(every)} of {len(every)} indicators are known by group"
    yield in_place(f"{with_capital(said)}.", *(fact(row.title, row, "groups") for row in every))


@rule(
    "EV862",
    "¶4.9",
    capability="turning-the-curve",
    question="Do the gaps between groups close?",
    why="An indicator can get better on average while those who are worst off fall further behind.",
    remedy="Ask those who fall behind what keeps them there, and agree what to do differently for them.",
    stage="implementing",
    basis="ours",
    strength="mentions",
)
def gaps_close(partnership: Partnership) -> Judgements:
    """Judge how far each group that is behind lags, over all values that were measured alike.

    A gap closes or widens when the interval of its change a year leaves out no change. All groups of an indicator share
    one chance in twenty of an error. Nothing is said of a group that is not behind at the latest value, nor without
    groups: EV861 asks for them. Values with fewer people behind them than `thresholds.least_people` are left out.
    """
    for subject, readings in _by_indicator(partnership):
        told = {"widening": at_fault, "closing": in_place}
        for row in readings:
            if row.gap_state in told:
                of = f"{subject}: {row.group.name}"
                yield told[row.gap_state](
                    with_capital(row.standing), fact(row.sentence, row.group, "values"), subject=of
                )
        unclear = [row for row in readings if row.gap_state in {"no clear change", "cannot tell"}]
        if unclear:
            names = listed(row.group.name for row in unclear)
            text = f"whether the gap of {names} closes"
            facts = [fact(row.sentence, row.group, "values") for row in unclear]
            yield cannot_tell(text, *facts, subject=subject, count=len(unclear), way=GROUP_VALUES)


@rule(
    "EV863",
    "¶4.9",
    capability="turning-the-curve",
    question="Is each group better off?",
    why="Who does not share in what got better is left behind, even where no gap was drawn.",
    remedy="Find out why the group does not share in it, and which partner could reach it.",
    stage="implementing",
    basis="ours",
    strength="mentions",
)
def each_group_is_better_off(partnership: Partnership) -> Judgements:
    """Judge how each group's own figures move, as `gaps_close` judges the gap; nothing is said without groups.

    Better or worse means that the interval of its change a year leaves out no change. Amber at most: one method
    says it.
    """
    for subject, readings in _by_indicator(partnership):
        told = {"worse": at_fault, "better": in_place}
        for row in readings:
            if row.own_state in told:
                of = f"{subject}: {row.group.name}"
                yield told[row.own_state](with_capital(row.own_standing), _own_fact(row), subject=of)
        unclear = [row for row in readings if row.own_state in {"no clear change", "cannot tell"}]
        if unclear:
            names = listed(row.group.name for row in unclear)
            text = f"whether {names} {verb(len(unclear), 'is', 'are')} better off"
            yield cannot_tell(text, *map(_own_fact, unclear), subject=subject, count=len(unclear), way=GROUP_VALUES)
