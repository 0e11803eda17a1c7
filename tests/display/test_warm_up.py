from __future__ import annotations

import os
import subprocess
import sys

import pytest

from partnerlab.runner.kernel.process import STEADY
from samples import ROOT


@pytest.mark.skipif(sys.platform != "linux", reason="threads are counted as Linux tells them")
def test_a_warm_up_starts_no_thread_that_a_fork_would_lose() -> None:
    sample = ROOT / "parameters" / "northern-food-network.yaml"
    code = (
        "import os\n"
        "from partnerlab.display.warm_up import warm_up\n"
        f"warm_up({str(sample)!r})\n"
        "print(len(os.listdir('/proc/self/task')))"
    )
    command = [sys.executable, "-c", code]
    done = subprocess.run(command, env=os.environ | STEADY, capture_output=True, text=True, check=False)
    assert (done.stdout, done.stderr) == ("1\n", "")
