"""What good practice asks of every partnership: the guide's own lists."""

from __future__ import annotations

from dataclasses import dataclass

from partnerlab.guide.reading import supplied
from partnerlab.guide.rows import Row, Rows


@dataclass(frozen=True, kw_only=True)
class Practice(Row):
    """One point of one of the guide's lists: a reason for failure, an assumption, a tip, a task.

    Examples
    --------
    >>> conflict_tips()[0].title
    'Interdependence'
    """

    title: str


@dataclass(frozen=True, kw_only=True)
class ChecklistItem(Practice):
    """One of the ten items of the self-assessment, App. 2.

    Parameters
    ----------
    number
        1 to 10.
    section
        The heading it stands under, reworded.
    question
        What to ask each partner; answered on the scale `answer-4`.
    evidence
        What would show that it is in place. Ours: the guide names no evidence.
    dimensions
        Ids of the accountability dimensions it asks for; empty but for item 5.

    Examples
    --------
    >>> checklist()[4].dimensions
    ('horizontal', 'vertical', 'collective')
    """

    number: int
    section: str
    question: str
    evidence: tuple[str, ...]
    dimensions: tuple[str, ...] = ()


@dataclass(frozen=True, kw_only=True)
class AccountabilityDimension(Practice):
    """One of the three directions in which partners owe account, ¶3.2.

    Examples
    --------
    >>> accountability_dimensions().row("horizontal").owed_to
    'the other partners'
    """

    owed_by: str
    owed_to: str


@dataclass(frozen=True, kw_only=True)
class AgendaItem(Practice):
    """One item of the first meeting's agenda, App. 3, with prompts for what to settle under it.

    Examples
    --------
    >>> [item.title for item in agenda()][:2]
    ['Introductions', 'Objectives and outcomes']
    """

    number: int
    prompts: tuple[str, ...]


def checklist() -> Rows[ChecklistItem]:
    """Ten items of the self-assessment (App. 2).

    Examples
    --------
    >>> len(checklist()), checklist()[9].title
    (10, 'Shared risks')
    """
    return supplied("checklist.yaml", ChecklistItem)


def failure_reasons() -> Rows[Practice]:
    """Seven common reasons why partnerships fail (¶4.11 list).

    Examples
    --------
    >>> failure_reasons().row("failure-3").title
    'Interdependence not seen'
    """
    return supplied("failure-reasons.yaml", Practice)


def assumptions() -> Rows[Practice]:
    """Nine assumptions that working partnerships rest on (Fig. 3).

    The guide prints them beside nine risks; which risk belongs to which assumption is not established, so the two
    lists are kept apart.

    Examples
    --------
    >>> len(assumptions())
    9
    """
    return supplied("assumptions.yaml", Practice)


def collaboration_risks() -> Rows[Practice]:
    """Nine risks of working in partnership itself (Fig. 3); not paired with the assumptions.

    Examples
    --------
    >>> len(collaboration_risks())
    9
    """
    return supplied("collaboration-risks.yaml", Practice)


def features() -> Rows[Practice]:
    """Features of an effective partnership (Fig. 2), inferred from the headings of ¶2.8 to ¶2.14.

    Examples
    --------
    >>> {feature.certainty for feature in features()}
    {'inferred'}
    """
    return supplied("features.yaml", Practice)


def accountability_dimensions() -> Rows[AccountabilityDimension]:
    """Three dimensions of accountability: horizontal, vertical, collective (¶3.2, App. 2 item 5).

    Examples
    --------
    >>> accountability_dimensions().ids
    ('horizontal', 'vertical', 'collective')
    """
    return supplied("accountability-dimensions.yaml", AccountabilityDimension)


def agenda() -> Rows[AgendaItem]:
    """Eight items for the agenda of the first meeting (App. 3).

    Examples
    --------
    >>> agenda().row("agenda-4").title
    'Resources'
    """
    return supplied("agenda.yaml", AgendaItem)


def sustainability() -> Rows[Practice]:
    """Four conditions for lasting (¶4.8).

    Examples
    --------
    >>> [condition.title for condition in sustainability()]
    ['Interdependence', 'Recognition', 'Planning to action', 'Learning']
    """
    return supplied("sustainability.yaml", Practice)


def conflict_tips() -> Rows[Practice]:
    """Four tips for handling conflict (¶4.6).

    Examples
    --------
    >>> len(conflict_tips())
    4
    """
    return supplied("conflict-tips.yaml", Practice)


def communication_points() -> Rows[Practice]:
    """Three points of effective communication (¶3.3).

    Examples
    --------
    >>> len(communication_points())
    3
    """
    return supplied("communication-points.yaml", Practice)


def mapping_tasks() -> Rows[Practice]:
    """Four things that mapping a new partnership does (¶3.2).

    Examples
    --------
    >>> len(mapping_tasks())
    4
    """
    return supplied("mapping-tasks.yaml", Practice)


def role_points() -> Rows[Practice]:
    """Five points on defining roles: three that clear roles allow, two against rigid ones (¶3.2).

    Examples
    --------
    >>> len(role_points())
    5
    """
    return supplied("role-points.yaml", Practice)


def founding_roles() -> Rows[Practice]:
    """Two roles needed to set up a partnership: initiator and broker (¶2.4).

    Examples
    --------
    >>> founding_roles().ids
    ('initiator', 'broker')
    """
    return supplied("founding-roles.yaml", Practice)


def outcome_steps() -> Rows[Practice]:
    """Five key steps of outcome-based accountability (¶2.8).

    Examples
    --------
    >>> outcome_steps()[2].title
    'Turn the curve'
    """
    return supplied("outcome-steps.yaml", Practice)


def governance_elements() -> Rows[Practice]:
    """Elements of the suggested delivery model (Fig. 5), inferred from ¶4.10.

    Examples
    --------
    >>> governance_elements().ids[0]
    'outcome-owners'
    """
    return supplied("governance-elements.yaml", Practice)
