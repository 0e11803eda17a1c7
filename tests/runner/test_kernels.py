from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest

from partnerlab.runner.processes import forking_is_safe
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
    workplace.add_notebook("01-look", LOOK.replace("LOOKING", repr(str(Path(__file__).parents[1]))))
    workplace.add_subject("a")
    assert workplace.run(warm=warm).exit_code == 0
    helpers, ports = json.loads(workplace.texts("a/01-look.ipynb"))
    assert helpers >= 1  # the worker, beside the kernel itself
    assert not ports
    nothing_left()
