"""Ways out of "cannot tell": what to find out, and the key under which the file holds it; one for each kind of fact."""

from __future__ import annotations

from typing import TypedDict


class Way(TypedDict):
    """What would settle a question: the key, in the file's own words, and an instruction."""

    enter: str
    find_out: str


ACCEPTANCES = Way(
    enter="acceptances.accepted", find_out="Ask each partner whether it understands and accepts the reason."
)
ACTIONS = Way(enter="actions.title", find_out="Agree what is to be done, by whom and by when.")
ACTION_FROM = Way(
    enter="indicators.action_from", find_out="Agree from which period the partnership's actions could have an effect."
)
AIMS = Way(enter="actions.indicator", find_out="Say which indicator each action should move.")
ASSURANCE = Way(
    enter="assurance.who", find_out="Find out who asked for this analysis, who made, checked and approved it, and when."
)
ANSWERS = Way(enter="checklist.answer", find_out="Ask each partner for its answers to the checklist.")
ANOTHER_ROUND = Way(enter="checklist.on", find_out="Ask all partners again, and give the date of the new round.")
DECISIONS = Way(
    enter="decisions.decision", find_out="Ask the board whether to go on, change or stop, and on which evidence."
)
BENEFIT_AIMS = Way(
    enter="performance.indicator", find_out="Say which indicator each measure of benefit should help to move."
)
DENOMINATORS = Way(enter="performance.values.denominator", find_out="Ask how many people each percentage is based on.")
DUE = Way(enter="actions.due", find_out="Agree by when each open action is to be done.")
EVIDENCE = Way(enter="checklist.evidence", find_out="Ask what shows each answer, such as a minute or a clause.")
GROUPS = Way(
    enter="indicators.groups",
    find_out="Look up who publishes each indicator by group of people or area, and choose groups.",
)
GROUP_VALUES = Way(enter="indicators.groups.values", find_out="Collect the values of more periods for each group.")
INDICATORS = Way(enter="indicators.title", find_out="Choose which indicators measure the outcome best.")
INDICATOR_TARGETS = Way(enter="indicators.target", find_out="Agree what each indicator should reach, and by when.")
TARGET_PERIODS = Way(
    enter="indicators.target.period", find_out="Write the period of the target as those of the series are written."
)
INDICATOR_VALUES = Way(enter="indicators.values", find_out="Collect the values of more periods.")
LASTING = Way(enter="sustainability.holds", find_out="Ask each partner whether the conditions of lasting hold.")
LESSONS = Way(enter="lessons.lesson", find_out="Ask each partner what it would do differently.")
LIFE_CYCLE = Way(
    enter="life_cycle.stage", find_out="Ask each partner which stage of its life cycle the group has reached."
)
MEASURES = Way(enter="performance.kind", find_out="Choose what would show whether anyone is better off.")
MEASURE_TARGETS = Way(enter="performance.target", find_out="Agree a target with a date for each measure.")
MEASURE_VALUES = Way(enter="performance.values", find_out="Collect the figures of more periods.")
OWNERS = Way(enter="actions.owner", find_out="Agree who does each open action.")
OTHER_TOOLS = Way(enter="surveys.score", find_out="Ask each partner for its total on the tool, if you use one.")
PRACTISED = Way(enter="practices.holds", find_out="Ask each partner about the practices that it has not spoken of.")
RATINGS = Way(enter="instruments.responses.value", find_out="Ask each partner to rate the items it left out.")
OWN_BANDS = Way(enter="instruments.bands", find_out="Look up how the tool reads its totals.")
REVIEWS = Way(enter="reviews.on", find_out="Give the date of each review that was held.")
STORIES = Way(enter="indicators.story", find_out="Ask front-line staff what drives each curve.")
SUBJECTS = Way(enter="actions.finding", find_out="Look up which finding each action answers.")
STAGE = Way(enter="stage.stage", find_out="Say at which stage the partnership is.")
EVALUATION = Way(enter="governance.kind", find_out="Find out which body or role evaluates.")
THANKS = Way(enter="thanks.whom", find_out="Ask whose part was recognised, and how.")
