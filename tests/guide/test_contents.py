"""The guide's data hold what the guide holds: counts, order, references, certainty."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any, get_args

import pytest

from partnerlab import guide

COVERS = (
    "partnerlab.guide.agreements",
    "partnerlab.guide.practice",
    "partnerlab.guide.stages",
)

SHELVES: list[Callable[[], guide.Rows[Any]]] = [
    guide.accountability_dimensions,
    guide.agenda,
    guide.agreement_clauses,
    guide.agreement_types,
    guide.assumptions,
    guide.checklist,
    guide.collaboration_risks,
    guide.communication_points,
    guide.conflict_tips,
    guide.failure_reasons,
    guide.features,
    guide.founding_roles,
    guide.frameworks,
    guide.glossary,
    guide.governance_elements,
    guide.instruments,
    guide.level_schemes,
    guide.life_cycle,
    guide.mapping_tasks,
    guide.moments,
    guide.outcome_steps,
    guide.paragraphs,
    guide.role_points,
    guide.scales,
    guide.stages,
    guide.sustainability,
]
EVERY_ROW = [row for shelf in SHELVES for row in shelf()]


@pytest.mark.parametrize(
    ("shelf", "count"),
    [
        (guide.checklist, 10),
        (guide.failure_reasons, 7),
        (guide.assumptions, 9),
        (guide.collaboration_risks, 9),
        (guide.agenda, 8),
        (guide.stages, 8),
        (guide.accountability_dimensions, 3),
        (guide.communication_points, 3),
        (guide.agreement_types, 3),
        (guide.sustainability, 4),
        (guide.conflict_tips, 4),
        (guide.mapping_tasks, 4),
        (guide.outcome_steps, 5),
        (guide.role_points, 5),
        (guide.founding_roles, 2),
        (guide.life_cycle, 5),
    ],
)
def test_each_list_is_as_long_as_in_the_guide(shelf: Callable[[], guide.Rows[Any]], count: int) -> None:
    assert len(shelf()) == count


def test_no_two_rows_share_an_id() -> None:
    ids = [row.id for row in EVERY_ROW]
    assert sorted(key for key in set(ids) if ids.count(key) > 1) == []


def test_each_row_says_what_it_means_where_it_comes_from_and_how_sure_it_is() -> None:
    silent = [row.id for row in EVERY_ROW if not (row.text.strip() and row.source.strip() and row.paragraph.strip())]
    assert silent == []
    assert {row.certainty for row in EVERY_ROW} <= set(get_args(guide.Certainty))


@pytest.mark.parametrize(
    "row", [row for row in EVERY_ROW if not isinstance(row, guide.Paragraph)], ids=lambda row: row.id
)
def test_the_paragraph_of_each_row_is_a_place_in_the_guide(row: guide.Row) -> None:
    assert guide.cited(row.paragraph)


def test_what_this_project_chose_is_never_passed_off_as_the_guides() -> None:
    assert [row.id for row in EVERY_ROW if row.certainty == "chosen" and row.in_guide] == []


def test_the_stages_follow_one_another_from_scoping_to_ending() -> None:
    assert [stage.number for stage in guide.stages()] == list(range(1, 9))
    assert guide.stages()[0].id == "scoping"
    assert guide.stages()[-1].id == "ending"
    assert [stage.part for stage in guide.stages()] == [2, 2, 3, 3, 4, 4, 4, None]


def test_numbered_rows_stand_in_their_order() -> None:
    for rows in (guide.checklist(), guide.agenda(), guide.life_cycle()):
        assert [row.number for row in rows] == list(range(1, len(rows) + 1))


def test_only_the_fifth_item_of_the_checklist_asks_for_the_three_dimensions() -> None:
    asking = {item.number: item.dimensions for item in guide.checklist() if item.dimensions}
    assert asking == {5: guide.accountability_dimensions().ids}


def test_every_item_of_the_checklist_asks_a_question_and_names_evidence() -> None:
    for item in guide.checklist():
        assert item.question.endswith("?")
        assert item.evidence


def test_features_and_governance_are_marked_as_inferred_because_their_figures_are_missing() -> None:
    for rows in (guide.features(), guide.governance_elements(), guide.life_cycle()):
        assert {row.certainty for row in rows} == {"inferred"}


def test_an_mou_does_not_bind_a_contract_does_and_an_sla_depends() -> None:
    assert {kind.id: kind.binding for kind in guide.agreement_types()} == {"mou": False, "sla": None, "contract": True}


def test_the_agreement_has_the_clauses_that_the_guide_asks_for_and_marks_the_others() -> None:
    asked = {clause.id for clause in guide.agreement_clauses() if clause.in_guide}
    added = {clause.id for clause in guide.agreement_clauses() if not clause.in_guide}
    needed = {
        "purpose",
        "parties",
        "roles",
        "governance",
        "funding",
        "data-sharing",
        "risk",
        "dispute-resolution",
        "exit",
    }
    assert needed <= asked
    assert {"confidentiality", "liability"} <= added


def test_the_glossary_is_in_alphabetical_order() -> None:
    terms = [term.title.casefold() for term in guide.glossary()]
    assert terms == sorted(terms)


def test_each_definition_is_one_sentence() -> None:
    for term in guide.glossary():
        assert term.text.endswith(".")
        assert ". " not in term.text
