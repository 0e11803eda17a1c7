"""What several tests stand on: a working place, and the reviews of all samples, made once."""

from __future__ import annotations

import gc
import shutil
from pathlib import Path
from typing import Any

import pytest
from hypothesis import settings

from fuzz.tally import TALLY
from samples import ROOT, run_partnerlab

settings.register_profile("partnerlab", deadline=None)  # a busy machine is no fault of what is tested
settings.load_profile("partnerlab")


@pytest.fixture(scope="session")
def place(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Return a working place with the notebooks and the samples, away from the project."""
    folder = tmp_path_factory.mktemp("place")
    for name in ("notebooks", "parameters"):
        shutil.copytree(ROOT / name, folder / name, ignore=shutil.ignore_patterns(".*"))
    return folder


@pytest.fixture(scope="session")
def reviews(place: Path) -> Path:
    """Return the outputs of `partnerlab run` on the samples."""
    done = run_partnerlab(place, "run")
    assert done.returncode == 0, done.stdout + done.stderr
    return place / "outputs"


def pytest_collectstart() -> None:
    """Look for no rubbish while tests are collected: what is imported then stays."""
    gc.disable()


def pytest_collection_finish() -> None:
    """From now on look for rubbish in what tests leave, not in the hundreds of megabytes that stay to the end."""
    gc.collect()
    gc.freeze()
    gc.enable()


def pytest_sessionfinish(session: pytest.Session) -> None:
    """Hand what was counted in a process of its own to the one that tells it."""
    if hasattr(session.config, "workeroutput"):
        session.config.workeroutput["fuzz"] = TALLY.as_dict()


@pytest.hookimpl(optionalhook=True)
def pytest_testnodedown(node: Any) -> None:
    """Take over what another process has counted."""
    TALLY.add(getattr(node, "workeroutput", {}).get("fuzz", {}))


def pytest_terminal_summary(terminalreporter: pytest.TerminalReporter) -> None:
    """Tell how many inputs were generated, from which seed, and what they took."""
    if TALLY.inputs:
        terminalreporter.write_line(TALLY.tell())
