"""SC83: what partners say of users, setting, terms and the first meeting (¶2.2-2.7, ¶2.15-2.17, App. 3)."""

from __future__ import annotations

from partnerlab.analysis.catalogue import Judgements, rule
from partnerlab.analysis.practices import judge_practice
from partnerlab.partnership import Partnership


@rule(
    "SC831",
    "¶2.2, ¶2.7",
    basis="asked",
    strength="advises",
    capability="conditions-for-partnership",
    question="Do partners know what users need and expect?",
    why="The guide stresses the user's experience, and an understanding of what the public needs.",
    remedy="Ask users what they need and expect, and shape the work to it.",
    stage="building",
)
def users_needs_are_known(partnership: Partnership) -> Judgements:
    """Look at the latest answers on `users-needs` under `practices`, and for what shows them."""
    return judge_practice(partnership, "users-needs")


@rule(
    "SC832",
    "¶2.7",
    basis="asked",
    strength="advises",
    capability="conditions-for-partnership",
    question="Do partners know the environment in which they work?",
    why="The guide calls it a key challenge of any partnership.",
    remedy="Look together at the laws, policies, money and other services around the work.",
    stage="building",
)
def the_environment_is_known(partnership: Partnership) -> Judgements:
    """Look at the latest answers on `environment` under `practices`, and for what shows them."""
    return judge_practice(partnership, "environment")


@rule(
    "SC833",
    "¶2.4",
    basis="asked",
    strength="mentions",
    capability="initiator-and-broker",
    question="Are there resources to find and broker the partnership?",
    why="The guide says that the owner of the outcome can help by providing them.",
    remedy="Ask the senior responsible owner what there is to broker the partnership.",
    stage="building",
)
def brokering_is_resourced(partnership: Partnership) -> Judgements:
    """Look at the latest answers on `brokering-resourced` under `practices`, and for what shows them."""
    return judge_practice(partnership, "brokering-resourced")


@rule(
    "SC834",
    "¶2.6",
    basis="asked",
    strength="advises",
    capability="first-meeting",
    question="Do partners understand each other's culture and setting?",
    why="The guide finds it important that the first meeting begins this.",
    remedy="Let each partner say how it works and what binds it.",
    stage="building",
)
def cultures_are_understood(partnership: Partnership) -> Judgements:
    """Look at the latest answers on `cultures-understood` under `practices`, and for what shows them."""
    return judge_practice(partnership, "cultures-understood")


@rule(
    "SC835",
    "¶2.16",
    basis="asked",
    strength="demands",
    capability="partners-outside-government",
    question="Do the terms still let each outside partner do its work well?",
    why="Terms have to meet public requirements, and still allow the partner to engage and deliver.",
    remedy="Ask the partner which terms hinder it, and negotiate them again.",
    stage="planning",
)
def terms_let_partners_deliver(partnership: Partnership) -> Judgements:
    """Look at the latest answers on `workable-terms` under `practices`, and for what shows them."""
    return judge_practice(partnership, "workable-terms")


@rule(
    "SC836",
    "¶2.17",
    basis="follows",
    strength="mentions",
    capability="partners-outside-government",
    question="Does coordination spare outside partners bureaucracy and cost?",
    why="The guide names examples where better coordination spared both sides bureaucracy and cost.",
    remedy="Ask outside partners what they report twice, and agree one report for all.",
    stage="managing",
)
def bureaucracy_is_spared(partnership: Partnership) -> Judgements:
    """Look at the latest answers on `bureaucracy-spared` under `practices`, and for what shows them."""
    return judge_practice(partnership, "bureaucracy-spared")


@rule(
    "SC837",
    "App. 3 items 1-8",
    basis="asked",
    strength="advises",
    capability="first-meeting",
    question="Are the questions of the suggested agenda answered that only partners can answer?",
    why="The suggested agenda asks them at the first meeting.",
    remedy="Put the question on the agenda of the next meeting.",
    stage="building",
)
def questions_of_the_agenda_are_answered(partnership: Partnership) -> Judgements:
    """Look under `practices` at the latest answers on nine questions of the agenda, and for what shows them."""
    return judge_practice(
        partnership,
        "people-chosen",
        "success-described",
        "timing-known",
        "strengths-known",
        "funding-terms-read",
        "data-found",
        "challenge-expected",
        "cover-known",
        "project-leads",
    )


@rule(
    "SC838",
    "¶2.15",
    basis="asked",
    strength="mentions",
    capability="partners-outside-government",
    question="Does the mix of sectors give value for money and a better service?",
    why="The guide gives this as the aim of bringing the sectors together.",
    remedy="Compare what the mix costs and brings with other ways to do the work.",
    stage="measuring",
)
def the_mix_gives_value_for_money(partnership: Partnership) -> Judgements:
    """Look at the latest answers on `value-for-money` under `practices`, and for what shows them."""
    return judge_practice(partnership, "value-for-money")
