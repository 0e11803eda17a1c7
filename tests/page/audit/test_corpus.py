"""The audit catches each page of a corpus with one fault, and passes its harmless look-alike."""

from __future__ import annotations

import pytest

from page_corpus import CASES, Case, clean_page
from partnerlab.page.audit.structure import find_faults

COVERS = ("partnerlab.page.audit.allowed", "partnerlab.page.audit.policies", "partnerlab.page.audit.unseen")


@pytest.fixture(scope="module")
def page() -> str:
    return clean_page()


def test_there_are_more_than_a_hundred_faults_and_each_has_a_name_of_its_own() -> None:
    assert len({case.name for case in CASES}) == len(CASES) > 100


def test_the_page_that_all_are_made_of_has_no_fault(page: str) -> None:
    assert list(find_faults(page)) == []


@pytest.mark.parametrize("case", CASES, ids=lambda case: case.name)
def test_a_fault_is_caught(page: str, case: Case) -> None:
    made = case.put(page, case.faulty)
    assert made != page
    assert list(find_faults(made))


@pytest.mark.parametrize("case", CASES, ids=lambda case: case.name)
def test_its_look_alike_passes(page: str, case: Case) -> None:
    assert list(find_faults(case.put(page, case.twin))) == []
