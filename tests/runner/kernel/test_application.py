"""A kernel takes its options as ipykernel does, only sooner."""

from __future__ import annotations

from typing import Any

import pytest
from ipykernel.kernelapp import IPKernelApp

from partnerlab.runner.kernel.application import KernelApp
from partnerlab.runner.kernel.manager import DRAWN_HERE, OPTIONS


def told(app: Any) -> tuple[Any, ...]:
    return app.connection_file, app.log_level, app.memory, app.draws, app.config.HistoryManager.enabled, app.extra_args


@pytest.mark.parametrize(
    "options",
    [
        [*OPTIONS, *DRAWN_HERE, "--KernelApp.memory=1000000"],
        ["--HistoryManager.enabled=True", "--Application.log_level=10", "--KernelApp.memory=0", "--debug"],
    ],
    ids=["plain", "with a flag"],
)
def test_options_are_read_as_ipykernels_own_parser_reads_them(options: list[str]) -> None:
    ours, theirs = KernelApp(), KernelApp()
    argv = ["-f", "/tmp/k.json", *options]  # noqa: S108 - nothing is written there
    ours.parse_command_line(argv)
    IPKernelApp.parse_command_line(theirs, argv)
    assert [str(each) for each in told(ours)] == [str(each) for each in told(theirs)]
    assert ours.connection_file == "/tmp/k.json"  # noqa: S108 - as above
