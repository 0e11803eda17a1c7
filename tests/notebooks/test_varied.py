"""Partnerships that differ as real ones do, in stage, size and what is answered, through every notebook."""

from __future__ import annotations

from pathlib import Path

import pytest
from synthetic import write_partnerships

from samples import run_partnerlab

pytestmark = pytest.mark.slow


def test_every_notebook_of_each_is_done(tmp_path: Path) -> None:
    files = write_partnerships(tmp_path / "parameters", 8, varied=True)
    told = run_partnerlab(tmp_path, "run", *map(str, files), "--output", str(tmp_path / "outputs"))
    assert told.returncode == 0, told.stderr
    assert {file.stem for file in files} == {page.parent.name for page in (tmp_path / "outputs").glob("*/summary.html")}
