"""MA83: what partners say of management, chair, roles, governance and agreement (¶2.3, ¶2.9-2.10, ¶3.2, ¶3.4)."""

from __future__ import annotations

from partnerlab.analysis.catalogue import Judgements, rule
from partnerlab.analysis.practices import judge_practice
from partnerlab.partnership import Partnership


@rule(
    "MA831",
    "¶2.3",
    basis="asked",
    strength="demands",
    capability="governance",
    question="Is a model of management agreed, and do partners work to it?",
    why="The guide calls agreeing a model and working to it key.",
    remedy="Agree how the partnership is managed, and check the work against it.",
    stage="planning",
)
def a_management_model_is_agreed_and_kept(partnership: Partnership) -> Judgements:
    """Look at the latest answers on `management-model` and `model-kept` under `practices`, and for what shows them."""
    return judge_practice(partnership, "management-model", "model-kept")


@rule(
    "MA832",
    "¶2.9",
    basis="asked",
    strength="demands",
    capability="governance",
    question="Has the chair the skills and the capacity to lead?",
    why="The guide says that the chair needs skills, personality and capacity.",
    remedy="Agree what the chair needs, such as time, support or training.",
    stage="building",
)
def the_chair_can_lead(partnership: Partnership) -> Judgements:
    """Look at the latest answers on `able-chair` under `practices`, and for what shows them."""
    return judge_practice(partnership, "able-chair")


@rule(
    "MA833",
    "¶2.9",
    basis="asked",
    strength="demands",
    capability="governance",
    question="Are meetings and decisions run so that every partner can take part?",
    why="The guide asks the chair to keep processes inclusive, to engage all partners.",
    remedy="Ask partners what keeps them from taking part, and change it.",
    stage="building",
)
def the_process_includes_all(partnership: Partnership) -> Judgements:
    """Look at the latest answers on `inclusive-process` under `practices`, and for what shows them."""
    return judge_practice(partnership, "inclusive-process")


@rule(
    "MA834",
    "¶2.9",
    basis="asked",
    strength="demands",
    capability="roles-and-responsibilities",
    question="Do operational staff lead on their part of the work?",
    why="The guide says that staff at the operational level need to lead as well.",
    remedy="Agree who leads on what at the operational level.",
    stage="managing",
)
def operational_staff_lead(partnership: Partnership) -> Judgements:
    """Look at the latest answers on `operational-leads` under `practices`, and for what shows them."""
    return judge_practice(partnership, "operational-leads")


@rule(
    "MA835",
    "¶2.10, ¶3.2 box",
    basis="asked",
    strength="demands",
    capability="roles-and-responsibilities",
    question="Does each partner understand its own part and those of the others, and act for the shared purpose?",
    why="Responsibilities have to be understood, not only written down. Then each can act for the shared purpose.",
    remedy="Go through the roles together, and clear up what is understood differently.",
    stage="planning",
)
def roles_are_understood(partnership: Partnership) -> Judgements:
    """Look at the latest answers on `roles-understood` under `practices`, and for what shows them."""
    return judge_practice(partnership, "roles-understood")


@rule(
    "MA836",
    "¶3.2",
    basis="asked",
    strength="mentions",
    capability="governance",
    question="Does governance prevent work that is done twice?",
    why="The guide says that effective governance can help to prevent it.",
    remedy="List what is done twice, and agree who does it.",
    stage="managing",
)
def duplication_is_avoided(partnership: Partnership) -> Judgements:
    """Look at the latest answers on `duplication-avoided` under `practices`, and for what shows them."""
    return judge_practice(partnership, "duplication-avoided")


@rule(
    "MA837",
    "¶3.2 box",
    basis="asked",
    strength="advises",
    capability="roles-and-responsibilities",
    question="Can roles change when the situation does?",
    why="The guide finds it important to keep roles flexible: too rigid ones are in the way of joint goals.",
    remedy="Agree how a role is changed, and change those that no longer fit.",
    stage="managing",
)
def roles_are_flexible(partnership: Partnership) -> Judgements:
    """Look at the latest answers on `roles-flexible` under `practices`, and for what shows them."""
    return judge_practice(partnership, "roles-flexible")


@rule(
    "MA838",
    "¶3.2 box",
    basis="asked",
    strength="advises",
    capability="value-of-relationships",
    question="Is the value of each opportunity judged, now and possible?",
    why="The guide advises assessing it when a new partnership is mapped.",
    remedy="List the opportunities, and judge what each is worth now and could be worth.",
    stage="planning",
)
def opportunities_are_valued(partnership: Partnership) -> Judgements:
    """Look at the latest answers on `opportunities-valued` under `practices`, and for what shows them."""
    return judge_practice(partnership, "opportunities-valued")


@rule(
    "MA839",
    "¶3.4",
    basis="follows",
    strength="mentions",
    capability="written-agreement",
    question="Does the agreement bring the benefits expected of it?",
    why="The guide says that the benefits of agreements vary.",
    remedy="Ask each partner what the agreement has brought, and change or end what brings nothing.",
    stage="implementing",
)
def the_agreement_pays(partnership: Partnership) -> Judgements:
    """Look at the latest answers on `agreement-pays` under `practices`, and for what shows them."""
    return judge_practice(partnership, "agreement-pays")
