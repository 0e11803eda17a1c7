"""The warm-up of a person's kernel."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

import pytest

from partnerlab.live.warm_up import warm_up

pytestmark = pytest.mark.slow


def test_a_faulty_file_is_left_for_the_notebook_to_tell(tmp_path):
    (tmp_path / "bad.yaml").write_text("name: Bad\n", encoding="utf-8")
    warm_up(tmp_path / "bad.yaml")


@pytest.mark.skipif(sys.platform != "linux", reason="threads are counted in /proc")
def test_it_starts_no_thread_so_that_a_fork_is_whole(hub: Path):
    code = (
        "import os; from partnerlab.live.warm_up import warm_up; "
        f"warm_up({str(hub)!r}); print(len(os.listdir('/proc/self/task')))"
    )
    steady = {**os.environ, "OPENBLAS_NUM_THREADS": "1", "OMP_NUM_THREADS": "1"}
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True, env=steady)
    assert done.stdout.strip() == "1"
