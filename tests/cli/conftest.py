from __future__ import annotations

import tempfile
from collections.abc import Iterator
from pathlib import Path

import nbformat
import pytest

from workplaces import notebook_of

PARAMETERS = 'partnership_file: str = ""\nas_at: str = ""'
READ = "from pathlib import Path\nfor p in sorted(Path(partnership_file).parent.rglob('*.*')): print(p, p.read_text())"
GATHER = "from pathlib import Path\nfor p in sorted(Path(results_folder).glob('*/results.json')): print(p.read_text())"
HUB = "name: Hub\npurpose: Reach people early\nstage: scoping\npartners: hub/partners.csv\n"
PARTNERS = "id,name\nA,Alpha\nB,Beta\n"


@pytest.fixture
def place(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Path]:
    """A working place with two partnerships, one of them with a table, and notebooks of a few lines."""
    monkeypatch.setattr("partnerlab.runner.planner.library_digest", lambda _: "library")
    for folder in ("notebooks", "parameters/hub"):
        (tmp_path / folder).mkdir(parents=True)
    for name, parameters, cell in (("01-read", PARAMETERS, READ), ("05-all", 'results_folder: str = ""', GATHER)):
        nbformat.write(notebook_of(cell, parameters=parameters), tmp_path / "notebooks" / f"{name}.ipynb")
    (tmp_path / "parameters" / "hub.yaml").write_text(HUB, encoding="utf-8")
    (tmp_path / "parameters" / "hub" / "partners.csv").write_text(PARTNERS, encoding="utf-8")
    monkeypatch.chdir(tmp_path)
    with tempfile.TemporaryDirectory(prefix="t") as scratch:
        monkeypatch.setattr("tempfile.tempdir", scratch)
        yield tmp_path
        monkeypatch.undo()
