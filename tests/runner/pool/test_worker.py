"""A worker attends until it is told to go, and gives way when a chart that was given up is still drawn in it."""

from __future__ import annotations

import pickle
import subprocess
import sys

from partnerlab.runner.pool.worker import SENTINEL
from workplaces import PATIENCE

BE = """
from partnerlab.page import vega
from partnerlab.runner.pool.worker import main
vega._bounds.given_up = {count}
main()
"""


def start(count: int) -> subprocess.Popen[bytes]:
    command = [sys.executable, "-c", BE.format(count=count)]
    return subprocess.Popen(command, stdin=subprocess.PIPE, stdout=subprocess.DEVNULL)


def test_a_worker_in_which_a_chart_is_still_drawn_goes_though_nobody_told_it_to() -> None:
    with start(1) as worker:
        assert worker.wait(PATIENCE) == 0


def test_a_worker_stays_until_it_is_told_to_go() -> None:
    with start(0) as worker:
        assert worker.stdin is not None
        worker.stdin.write(pickle.dumps(SENTINEL))
        worker.stdin.flush()
        assert worker.wait(PATIENCE) == 0
