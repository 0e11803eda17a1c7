from __future__ import annotations

from pathlib import Path

import pytest

from partnerlab.errors import RunError
from partnerlab.runner.plan import Closing, Plan

PLAN = Plan(
    (Path("n/01-scoping.ipynb"), Path("n/03-risk-allocation.ipynb")), (), (Closing(Path("n/05-portfolio.ipynb")),)
)


def test_all_notebooks_are_selected_when_none_is_named() -> None:
    assert PLAN.select([]) == {"01-scoping", "03-risk-allocation", "05-portfolio"}


@pytest.mark.parametrize(
    "wish", ["3", "03", "risk", "Risk", "03-r", "risk-allocation", "03-risk-allocation", "03-risk-allocation.ipynb"]
)
def test_a_notebook_is_named_whole_in_part_or_by_its_beginning(wish: str) -> None:
    assert PLAN.select([wish]) == {"03-risk-allocation"}


@pytest.mark.parametrize(
    ("wish", "says"),
    [
        ("risks", 'did you mean "03-risk-allocation"'),
        ("4", "there are 01-scoping, 03-risk-allocation, 05-portfolio"),
        ("", "there are 01-scoping"),
        ("0", "names more than one notebook: 01-scoping, 03-risk-allocation, 05-portfolio"),
    ],
)
def test_a_name_that_fits_none_or_several_is_refused(wish: str, says: str) -> None:
    with pytest.raises(RunError, match=says):
        PLAN.select([wish])


def test_a_name_that_fits_none_is_refused_with_the_nearest() -> None:
    with pytest.raises(RunError, match='"scopping" names no one notebook; did you mean "01-scoping"'):
        PLAN.select(["scopping"])
