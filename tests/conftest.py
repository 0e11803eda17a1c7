"""What several tests stand on: a working place, and the reviews of all samples, made once."""

from __future__ import annotations

import ast
import gc
import os
import shutil
from collections.abc import Callable, Iterator
from contextlib import ExitStack
from functools import cache
from pathlib import Path
from typing import Any

import pytest
from hypothesis import settings

from fuzz.tally import TALLY
from once import begin, end, once
from partnerlab.runner.kernel.imports import import_ahead
from samples import ROOT, run_partnerlab

# Before numpy is imported: a second thread for sums waits by turning, at the cost of the tests that run beside it.
for threads in ("OMP_NUM_THREADS", "OPENBLAS_NUM_THREADS"):
    os.environ.setdefault(threads, "1")

import_ahead(["import jsonschema"])  # as our runs do: without a grammar that takes a second in each process that tests

settings.register_profile("seeking", deadline=None)  # a busy machine is no fault of what is tested
settings.register_profile("partnerlab", settings.get_profile("seeking"), derandomize=True)  # the same inputs each time
settings.load_profile("partnerlab")

AMONG_OTHERS = "PYTEST_XDIST_WORKER" in os.environ
"""Whether this process is one of several that test."""


@pytest.fixture(scope="session")
def files() -> dict[str, ast.Module]:
    """Return the modules of the package, by their place in it; nobody changes them."""
    source = ROOT / "src" / "partnerlab"
    return {
        file.relative_to(source).as_posix(): ast.parse(file.read_text(encoding="utf-8"))
        for file in sorted(source.rglob("*.py"))
    }


@pytest.fixture(scope="session")
def place(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Return a working place with the notebooks and the samples, away from the project."""
    folder = tmp_path_factory.mktemp("place")
    lay_out(folder)
    return folder


def lay_out(folder: Path) -> None:
    """Copy the notebooks and the samples into a folder."""
    for name in ("notebooks", "parameters"):
        shutil.copytree(ROOT / name, folder / name, ignore=shutil.ignore_patterns(".*"))


@pytest.fixture(scope="session")
def reviews(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Path]:
    """Return the outputs of `partnerlab run` on the samples, run once for all that test; nobody changes them."""
    own = tmp_path_factory.getbasetemp()
    place = (own.parent if AMONG_OTHERS else own) / "reviewed"

    def review() -> Path:
        shutil.rmtree(place, ignore_errors=True)  # of a process that came first and ended before it was done
        lay_out(place)
        done = run_partnerlab(place, "run")
        assert done.returncode == 0, done.stdout + done.stderr
        return place / "outputs"

    with once("reviews", review) as outputs:
        yield outputs


@pytest.fixture(scope="session")
def shown() -> Iterator[Callable[[str], Any]]:
    """Return what tells what the four reviews of a sample show, drawn once for all that test; nobody changes it."""
    from shown import show  # noqa: PLC0415 - imports what is not imported before the first test

    with ExitStack() as stack:
        yield cache(lambda sample: stack.enter_context(once(f"shown-{sample}", lambda: show(sample))))


def pytest_configure() -> None:
    """Make room for what the processes of this run share."""
    if not AMONG_OTHERS:
        begin()


def pytest_unconfigure() -> None:
    """Leave nothing of it."""
    if not AMONG_OTHERS:
        end()


def pytest_collectstart() -> None:
    """Look for no rubbish while tests are collected: what is imported then stays."""
    gc.disable()


def pytest_collection_finish() -> None:
    """From now on look for rubbish in what tests leave, not in the hundreds of megabytes that stay to the end.

    And less often than Python does: who parses all modules, or reads a long page, makes much that stays for a while.
    """
    gc.collect()
    gc.freeze()
    gc.set_threshold(20_000, 20, 20)
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
