"""Charts of a run: drawn once where the page is made, kept in the notebook, and a failure of their notebook if not."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

import nbformat
import pytest

from partnerlab.page.handover import CHART_TYPE
from workplaces import Workplace, notebook_of

pytestmark = pytest.mark.slow

GOOD = """
import altair as alt, pandas as pd, sys
from partnerlab.display.figure import Figure
frame = pd.DataFrame({"a": [1, 2]})
shown = Figure(alt.Chart(frame).mark_bar().encode(x="a:Q"), title="Costs", description="Two.", units="£", table=frame)
"""
BROKEN = GOOD + 'shown.specification["mark"] = "no such mark"\n'


def test_a_figure_stands_in_the_page_and_in_the_notebook_and_its_kernel_draws_nothing(workplace: Workplace) -> None:
    workplace.add_notebook("costs", GOOD + "shown", 'print("vl_convert" in sys.modules)')
    workplace.add_subject("hub")
    assert workplace.run().failures == {}
    page = (workplace.outputs / "hub" / "costs.html").read_text("utf-8")
    kept = (workplace.outputs / "hub" / "costs.ipynb").read_text("utf-8")
    assert page.count('class="pl-svg"') == 1
    assert kept.count('class=\\"pl-svg\\"') == 1
    assert CHART_TYPE not in kept
    assert "pl-chart" not in kept
    assert "False" in workplace.texts("hub/costs.ipynb")


def test_a_chart_that_cannot_be_drawn_fails_its_notebook_by_name_and_cell(workplace: Workplace) -> None:
    workplace.add_notebook("costs", GOOD + "shown", BROKEN + "shown", "print('after')")
    workplace.add_subject("hub")
    told = workplace.run().failures["hub/costs"]
    assert "figure 'Costs' cannot be drawn: " in told
    assert told.startswith("cell 4")
    page = (workplace.outputs / "hub" / "costs.failed.html").read_text("utf-8")
    assert "cannot be drawn" in page
    assert page.count('class="pl-svg"') == 1


def test_papermill_on_the_engine_keeps_the_drawings_in_its_notebook(tmp_path: Path) -> None:
    made = notebook_of(GOOD + "shown", 'print("vl_convert" in sys.modules)', parameters=None)
    made.metadata["kernelspec"] = {"name": "python3", "language": "python", "display_name": "Python 3"}
    nbformat.write(made, tmp_path / "in.ipynb")
    command = [sys.executable, "-m", "papermill", "--engine", "partnerlab", "in.ipynb", "out.ipynb"]
    subprocess.run(command, cwd=tmp_path, check=True, capture_output=True, env=dict(os.environ))
    kept = (tmp_path / "out.ipynb").read_text("utf-8")
    assert kept.count('class=\\"pl-svg\\"') == 1
    assert CHART_TYPE not in kept
    assert "False" in kept
