"""Numbers that decide what is a finding. None is in the guide: each is ours, and a file can change it.

Shares run from 0 to 1. How strict a number is follows from how strongly the guide speaks: where it asks for all, such
as that all members may commit their organisation (¶2.12), the share wanted is 1. Where each case has a finding of its
own, such as a milestone or a risk, and the guide does not ask for all of them, the whole may miss a few.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Annotated, Any

from pydantic import Field

from partnerlab.partnership.records import Record

Share = Annotated[float, Field(ge=0, le=1)]

USED_BY = "used_by"
"""Key in the JSON Schema under which a threshold names the rules and signals that use it."""


def _ours(default: float, meaning: str, used_by: str, *, least: int | None = None) -> Any:
    """Return a threshold: what it means, and the codes of rules and names of signals that use it."""
    return Field(
        default,
        ge=least,
        description=f"{meaning} Not in the guide: our judgement.",
        json_schema_extra={USED_BY: [*used_by.split()]},
    )


class Thresholds(Record):
    """Numbers behind the rules and signals: none is in the guide, each can be changed in a partnership's file."""

    # Purpose and members
    acceptance: Share = _ours(1.0, "Share of partners that must accept the reason in full.", "reason-is-accepted")
    contributing: Share = _ours(0.8, "Share of partners that must contribute to an outcome.", "partners-contribute")
    acceptability: Share = _ours(
        0.6,
        "Share of weightings under which an option must come first to be clear.",
        "options-favour-partnership SC105",
    )
    least_criteria: int = _ours(
        2,
        "Criteria below which options cannot be compared under several weights.",
        "options-favour-partnership SC105",
        least=1,
    )
    constraints_answered: Share = _ours(
        1.0,
        "Share of the open constraints of a kind that must have a response.",
        "deadlines-are-answered limits-are-answered budget-pressure-is-answered complexity-is-answered",
    )
    constraint_days: int = _ours(
        183, "Days before a constraint's date from which having no response is red.", "SC505", least=0
    )
    members_commit: Share = _ours(
        1.0, "Share of representatives that must be authorised to commit their organisation.", "members-may-commit"
    )
    turnover: Share = _ours(
        0.3, "Share of representatives changed in those months from which turnover is high.", "members-stay MA603"
    )
    turnover_red: Share = _ours(0.6, "Share of representatives changed from which turnover is red.", "MA603")
    least_leavers: int = _ours(
        2, "Turnover is not red while fewer representatives than this have left.", "MA603", least=1
    )
    attendance: Share = _ours(
        0.6, "Share of meetings attended below which a partner is absent.", "partners-attend MA604"
    )
    looking_back_months: int = _ours(
        12,
        "Months over which attendance and turnover are counted.",
        "members-stay partners-attend MA603 MA604 RA834",
        least=1,
    )
    bedding_meetings: int = _ours(
        3,
        "Meetings after which members have bedded in; the guide says several (¶2.8).",
        "members-bed-in EV301 SC506",
        least=1,
    )
    organisation_rating: Annotated[float, Field(ge=1, le=5)] = _ours(
        3, "Rating from 1 to 5 from which power, interest, legitimacy or urgency is high.", "MA102 MA103"
    )

    # Relationships
    response: Share = _ours(
        0.7, "Share of partners answering below which a network measure is weak.", "MA201 MA203 MA206"
    )
    tied_from: float = _ours(
        2.0,
        "Level from which a relationship counts as a working one: cooperation on Frey's scale.",
        "MA202 MA203 MA206 MA302",
        least=0,
    )
    pairs_meeting_need: Share = _ours(
        1.0, "Share of pairs that must work together as closely as they need.", "pairs-work-as-needed SC204"
    )
    pairs_alike: Share = _ours(1.0, "Share of pairs that must see their relationship alike.", "pairs-see-alike SC205")
    low_value: int = _ours(
        2, "Value of a relationship, from 1 to 5, up to which it is low.", "partners-value-each-other", least=0
    )
    relationships_valued: Share = _ours(
        0.7, "Share of answers that must give the relationship more than a low value.", "partners-value-each-other"
    )
    value_gain: float = _ours(
        3, "Steps of five that a relationship could gain from which it is worth pursuing.", "MA205", least=0
    )

    # Leading, tasks, money
    partners_steering: Share = _ours(
        1.0, "Share of partners that must have a seat where the partnership is steered.", "all-partners-steer MA515"
    )
    voluntary_steering: Share = _ours(
        1.0,
        "Share of voluntary and community partners that must have a seat where the partnership is steered.",
        "voluntary-bodies-steer",
    )
    groups_chaired: Share = _ours(1.0, "Share of the groups that steer that must have a chair.", "a-chair-leads")
    accountable_share: Share = _ours(
        0.5, "Largest share of tasks for which one partner may be accountable.", "accountability-is-spread"
    )
    tasks_answered: Share = _ours(
        0.8, "Share of tasks that one partner must answer for, or several jointly.", "tasks-are-answered-for"
    )
    overload: float = _ours(
        2.0, "Times an equal share of the tasks from which a partner is overloaded.", "MA403", least=1
    )
    most_consulted: int = _ours(
        3, "Partners consulted on one task above which decisions may be slow.", "assess_roles", least=0
    )
    lines_documented: Share = _ours(
        1.0,
        "Share of the three directions in which a line of accountability must be documented.",
        "accountability-is-complete",
    )
    resources_confirmed: Share = _ours(
        0.8, "Share of resources that must be confirmed in writing.", "resources-are-confirmed"
    )
    administration: Share = _ours(0.05, "Least share of resources for administration that is plausible.", "MA703")
    administration_most: Share = _ours(0.5, "Largest share of resources for administration that is plausible.", "MA703")
    milestones_kept: Share = _ours(
        0.8, "Share of the milestones that fell due that must be reached in time.", "milestones-are-kept"
    )
    spend_variance: Share = _ours(
        0.1, "Share by which spending may differ from the budget of a milestone.", "milestones-keep-to-budget MA704"
    )
    milestones_in_budget: Share = _ours(
        0.8, "Share of the milestones with a budget that must keep to it.", "milestones-keep-to-budget"
    )
    spending_followed: Share = _ours(
        1.0, "Share of spending that must be traced to a milestone or to support.", "spending-can-be-followed"
    )
    audiences_told: Share = _ours(
        1.0, "Share of the audiences of the communication plan that must have a set frequency.", "work-is-recognised"
    )

    level_hours: float = _ours(
        6.0,
        "Hours a year that two partners each give to working together at the first level above none.",
        "SC839",
        least=0,
    )
    level_growth: float = _ours(
        2.0, "Times more hours that working together takes at each next level of collaboration.", "SC839", least=1
    )
    pairs_resourced: Share = _ours(
        1.0, "Share of pairs whose hours must be enough for the level that they need.", "SC839"
    )
    sitting: Share = _ours(
        0.5, "Share of what a partner brings that sitting may cost before it is worth a question.", "MA842"
    )

    # Risks
    answers_apart: int = _ours(
        2, "Steps between two ratings or answers that count as disagreement.", "pairs-see-alike RA203 SC205", least=1
    )
    red_product: int = _ours(
        16,
        "Risk score, likelihood times impact, from which a risk is red: a common 5 x 5 convention.",
        "RA104 RA203 RA208 RA301 RA302 RA303 RA306 RA501 RA504 RA507",
        least=1,
    )
    amber_product: int = _ours(
        10, "Risk score from which a risk is amber: a common 5 x 5 convention.", "RA203 RA208 RA507", least=1
    )
    risks_led: Share = _ours(0.8, "Share of the open shared risks that must have a lead.", "shared-risks-are-led")
    load_share: Share = _ours(0.5, "Share of shared risks led by one partner that is lopsided.", "RA305")
    least_leads: int = _ours(3, "Led risks below which we cannot tell whether leads are spread.", "RA305", least=1)
    lead_extra: Share = _ours(0.1, "Share by which today's leads may cost more than the best ones.", "RA307")
    share_apart: Share = _ours(
        0.2, "Difference between a partner's share of losses and of resources that is unfair.", "RA403"
    )
    pounds_an_hour: float = _ours(
        30.0, "What an hour of staff time counts for against money, in pounds.", "MA842 RA403 RA405 SC839", least=0
    )
    raters: int = _ours(
        2, "Partners that must rate a risk which several carry, or all of them where fewer carry it.", "RA202", least=1
    )
    least_raters: int = _ours(
        2,
        "Partners that must have rated a risk, or all that carry it where fewer do, before its status is held against "
        "anybody.",
        "RA104 RA208 RA301 RA302 RA303 RA306 RA501 RA503 RA504 RA507 RA508",
        least=1,
    )
    at_stake: Annotated[float, Field(gt=0, lt=1)] = _ours(
        0.8, "Chance that a year costs no more than the amount compared with the partners' money: P80.", "RA402 RA405"
    )
    days_to_tell: int = _ours(
        31, "Days after a rating worsened within which the partners should be told.", "RA831", least=0
    )
    days_near: int = _ours(60, "Days within which a risk that could occur counts as near.", "RA507", least=0)

    # When things are done
    grace_days: int = _ours(
        14,
        "Days that something due by a time may come after it.",
        "MA811 MA812 MA814 MA815 RA811 RA812 SC811 SC812 SC813 SC814 SC817",
        least=0,
    )
    just_after_days: int = _ours(30, "Days after the launch that are still just after it (¶2.14).", "MA813", least=0)
    first_period_days: int = _ours(
        92,
        "Days after the launch within which the first period that is measured may begin: a quarter.",
        "EV811",
        least=0,
    )
    lateness_months: int = _ours(
        24,
        "Months after which it is history that something was done late.",
        "EV811 MA811 MA812 MA813 MA814 MA815 RA811 RA812 SC811 SC812 SC813 SC814 SC817",
        least=1,
    )
    current_months: int = _ours(36, "Months after which an answer is no longer current.", "SC304 SC816", least=1)

    # Looking back
    review_months: int = _ours(
        6,
        "Months after which a dated judgement is old.",
        "EV208 EV304 EV506 EV821 RA508 RA605 SC305 SC506 SC823",
        least=1,
    )
    practice_months: int = _ours(
        24,
        "Months after which an answer on a practice is too old to count.",
        "EV831 EV832 EV833 EV834 EV835 EV836 EV837 MA831 MA832 MA833 MA834 MA835 MA836 MA837 MA838 MA839 RA832 "
        "SC831 SC832 SC833 SC834 SC835 SC836 SC837 SC838",
        least=1,
    )
    round_days: int = _ours(
        31,
        "Days within which answers belong to one round.",
        "checklist-item partners-look-again EV301 EV501 EV502 EV503 EV504 EV506 EV507 EV508 EV509 SC106",
        least=1,
    )
    checklist_in_place: Share = _ours(
        0.8, "Share of partners with a view that must say a checklist item is in place.", "checklist-item"
    )
    checklist_apart: int = _ours(
        2, "Steps between two answers to a checklist item that count as disagreement.", "EV301 EV502 EV871", least=1
    )
    say_so: Share = _ours(
        0.5, "Share of partners saying that an item is in place from which the record is checked.", "EV508"
    )
    actions_in_time: Share = _ours(0.75, "Share of the open actions that must not be overdue.", "actions-are-in-time")
    actions_owned: Share = _ours(1.0, "Share of the open actions that must have an owner.", "actions-are-owned")
    lasting_red: Share = _ours(
        0.5, "Share of those who answered denying a condition of lasting from which it is red.", "EV302"
    )
    failure_share: Share = _ours(
        0.5, "Share of the signals that must warn for a reason for failure to be a warning.", "EV401"
    )
    failure_signals: int = _ours(
        2, "Fewest signals that must warn for a warning; fewer ask to watch.", "EV401", least=1
    )
    failure_told: int = _ours(
        2,
        "Fewest signals on a reason for failure, or on a feature, that must be able to tell before one is held "
        "against it.",
        "EV101 EV401",
        least=1,
    )
    stage_reached: Share = _ours(
        0.66, "Share of signals from which a stage of the life cycle counts as reached.", "EV301"
    )
    stages_apart: int = _ours(
        2, "Stages between partners' answers on the life cycle that count as disagreement.", "EV301", least=1
    )
    items_apart: int = _ours(
        3, "Checklist items on which partners disagree from which the group may be storming.", "EV301", least=1
    )
    partners_gone: Share = _ours(
        0.5, "Share of partners that left above which the group counts as breaking up.", "EV301"
    )

    # Curves
    look_ahead: int = _ours(
        3, "Periods that a curve is drawn ahead where no target says how far.", "assess_curves", least=1
    )
    neighbours_alike: Annotated[float, Field(ge=0, le=0.95)] = _ours(
        0.6,
        "How alike the values of neighbouring periods may be, as a correlation. Up to here a change is called wrongly "
        "in at most 5 of 100 series.",
        "EV221 EV222 EV407 EV862 EV863",
    )
    series_judged: Annotated[float, Field(gt=0, lt=1)] = _ours(
        0.4,
        "Share of series as alike as that whose change the intervention estimate and the comparison judge; the others "
        "look too alike.",
        "EV221 EV222 EV407",
    )
    series_charted: Annotated[float, Field(gt=0, lt=1)] = _ours(
        0.3,
        "The same share for the process signal, which learns from the history alone how alike its values are.",
        "EV221 EV222 EV407",
    )
    share_contrast: float = _ours(
        5.0, "Middle value above which a value up to 1 among percentages looks like a share of 1.", "EV205", least=1
    )

    # Least evidence: below it nothing is said
    signals_told: Share = _ours(
        0.5,
        "Share of signals that must be known before a feature is in place, or a warning is given or ruled out.",
        "EV101 EV401",
    )
    least_observed: int = _ours(
        2,
        "Observations needed as evidence against something: fewer are no pattern. What is "
        "missing where the guide expects a record is not counted.",
        "EV101 EV302 EV303 EV401 SC503",
        least=1,
    )
    least_alike: int = _ours(
        3,
        "Values of a series, all the same, from which its source is doubted: two may well be the same.",
        "EV207",
        least=2,
    )
    least_reviews: int = _ours(2, "Reviews below which we cannot tell whether they are regular.", "EV304", least=1)
    least_methods: int = _ours(2, "Methods that must say that a curve got better before we do.", "EV221 EV407", least=1)
    least_meetings: int = _ours(
        2,
        "Meetings below which we cannot judge attendance, or time to bed in.",
        "members-bed-in partners-attend MA604 RA605 SC506",
        least=1,
    )
    least_absences: int = _ours(3, "Meetings from which a partner that came to none of them is red.", "MA604", least=1)
    least_representatives: int = _ours(
        2,
        "Representatives below which we cannot judge authority and turnover.",
        "members-may-commit members-stay MA603",
        least=1,
    )
    least_tasks: int = _ours(
        2,
        "Tasks below which we cannot tell whether accountability is spread.",
        "accountability-is-spread MA403",
        least=1,
    )
    least_answers: int = _ours(
        2,
        "Answers below which we cannot judge relationships, checklist items, conditions and other answers.",
        "checklist-item pairs-see-alike pairs-work-as-needed partners-value-each-other EV301 EV302 EV303 EV501 EV502 "
        "EV503 EV506 EV507 EV509 EV831 EV832 EV833 EV834 EV835 EV836 EV837 MA202 MA205 MA206 MA302 MA303 MA831 MA832 "
        "MA833 MA834 MA835 MA836 MA837 MA838 MA839 RA605 RA832 SC106 SC204 SC205 SC501 SC502 SC831 SC832 SC833 SC834 "
        "SC835 SC836 SC837 SC838",
        least=1,
    )
    least_risks: int = _ours(
        2,
        "Risks below which we cannot tell which kind is missing, or who carries how much.",
        "RA102 RA103 RA403",
        least=1,
    )
    least_partners: int = _ours(2, "Partners below which we cannot tell whether sectors are mixed.", "SC206", least=1)
    risks_costed: Share = _ours(
        0.5, "Share of the open risks with a chance and a cost below which we give no totals.", "RA402 RA403 RA405"
    )
    least_people: int = _ours(
        100,
        "People behind a group's figure below which it is left out, as surveys in Northern Ireland do.",
        "EV862 EV863",
        least=1,
    )
    least_milestones: int = _ours(
        2, "Milestones below which we cannot tell whether they are kept.", "milestones-are-kept", least=1
    )
    least_coverage: Share = _ours(
        0.5,
        "Share of what could be known below which we give no share.",
        "members-may-commit partners-attend reason-is-accepted EV302 EV509 MA202 MA206 MA604 MA842 RA402 SC106 SC839",
    )
    heard_in_full: Share = _ours(
        1.0,
        "Share of the partners, or of the pairs, that must have answered before what all of them say is in place.",
        "EV301 EV302 EV303 EV501 EV502 EV503 EV506 EV509 SC204 SC205",
    )


@dataclass(frozen=True)
class Threshold:
    """One number, as a user reads it."""

    name: str
    """Its name under `thresholds` in a partnership's file."""
    value: float
    default: float
    """The value in force, and the one without a word in the file."""
    meaning: str
    """What it decides, and that it is ours."""
    used_by: tuple[str, ...]
    """Codes of the rules and names of the signals that use it."""

    @property
    def is_changed(self) -> bool:
        """Whether the file has changed it."""
        return self.value != self.default


def list_thresholds(thresholds: Thresholds | None = None) -> tuple[Threshold, ...]:
    """List every threshold, in the order of the guide, with the values in force.

    Parameters
    ----------
    thresholds
        Those of a partnership; None for the defaults.

    Examples
    --------
    >>> changed = [row for row in list_thresholds(Thresholds(turnover=0.5)) if row.is_changed]
    >>> [(row.name, row.value, row.default) for row in changed]
    [('turnover', 0.5, 0.3)]
    """
    in_force = thresholds or Thresholds()
    return tuple(
        Threshold(name, getattr(in_force, name), field.default, field.description or "", _used_by(field))
        for name, field in Thresholds.model_fields.items()
        if _used_by(field)
    )


def _used_by(field: Any) -> tuple[str, ...]:
    return tuple((field.json_schema_extra or {}).get(USED_BY, ()))
