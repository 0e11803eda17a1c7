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


@pytest.mark.parametrize("wish", ["03", "risk-allocation", "03-risk-allocation", "03-risk-allocation.ipynb"])
def test_a_notebook_is_named_whole_or_in_part(wish: str) -> None:
    assert PLAN.select([wish]) == {"03-risk-allocation"}


def test_a_name_that_fits_none_is_refused_with_the_nearest() -> None:
    with pytest.raises(RunError, match='"scopping" names no one notebook; did you mean "01-scoping"'):
        PLAN.select(["scopping"])
