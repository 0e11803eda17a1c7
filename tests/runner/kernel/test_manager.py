from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest

from partnerlab.runner.execution import execute
from partnerlab.runner.kernel.process import forking_is_safe
from partnerlab.runner.task import RunContext, Task
from workplaces import Workplace

WARM_OR_NOT = [pytest.param(True, marks=pytest.mark.skipif(not forking_is_safe(), reason="needs Linux")), False]
LOOK = """import json, os, sys
sys.path.append(LOOKING)
from pathlib import Path
from workplaces import helpers_in
import psutil
family = helpers_in(Path(os.environ["TMPDIR"]).parents[2])
ports = [each.laddr.port for process in [psutil.Process(), *family] for each in process.net_connections("inet")]
print(json.dumps([len(family), ports]))"""


@pytest.mark.slow
@pytest.mark.parametrize("warm", WARM_OR_NOT)
def test_no_port_is_open_while_notebooks_run(workplace: Workplace, warm: bool, nothing_left: Any) -> None:
    workplace.add_notebook("01-look", LOOK.replace("LOOKING", repr(str(Path(__file__).parents[2]))))
    workplace.add_subject("a")
    assert workplace.run(warm=warm).exit_code == 0
    helpers, ports = json.loads(workplace.texts("a/01-look.ipynb"))
    assert helpers >= 1  # the worker, beside the kernel itself
    assert not ports
    nothing_left()


@pytest.mark.slow
def test_where_sockets_cannot_be_private_what_kernels_say_is_encrypted(
    workplace: Workplace, scratch: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("partnerlab.runner.kernel.manager.has_private_sockets", lambda: False)
    look = "import json\nfrom pathlib import Path\nfrom ipykernel.connect import get_connection_file"
    show = "given = json.loads(Path(get_connection_file()).read_text())\nprint(given['transport'], given['ip'])"
    notebook = workplace.add_notebook("01-look", look, show, "print(len(given['curve_publickey']))")
    task = Task("a", notebook, "a/01-look", "a/01-look.html", {})
    outcome = execute(task, RunContext(workplace.outputs, workplace.folder, scratch))
    assert outcome.failure is None
    assert workplace.texts("a/01-look.ipynb").split() == ["tcp", "127.0.0.1", "40"]


@pytest.mark.slow
def test_what_no_notebook_may_hold_fails_the_notebook_that_shows_it(workplace: Workplace, scratch: Path) -> None:
    show = "from IPython.display import display\ndisplay({'text/plain': {'not': 'text'}}, raw=True)"
    task = Task("a", workplace.add_notebook("01-show", show), "a/01-show", "a/01-show.html", {})
    outcome = execute(task, RunContext(workplace.outputs, workplace.folder, scratch))
    assert outcome.failure is not None
    assert "NotebookValidationError" in str(outcome.failure)
    assert not (workplace.outputs / "a/01-show.ipynb").exists()
