"""How fast the batch engine is, as ratios measured side by side in one run.

Run ``python benchmarks/throughput.py`` in the project's folder; it prints the table of ``RESULTS.md``. Each way of
running works in a folder of its own that is removed afterwards. The samples are few; ``--synthetic 35`` adds so many
made-up partnerships.
"""

from __future__ import annotations

import argparse
import os
import platform
import resource
import threading
import time
from abc import ABC, abstractmethod
from collections.abc import Callable, Iterator, Sequence
from concurrent.futures import ProcessPoolExecutor
from contextlib import suppress
from dataclasses import dataclass
from importlib.metadata import version
from itertools import chain
from multiprocessing import get_context
from statistics import fmean
from typing import Any, Self

import psutil
from ways import (
    ROOT,
    Extent,
    Job,
    run_command_lines,
    run_engine,
    run_floor,
    run_warm_pool,
    working_folder,
    write_light,
)

LOOK_EVERY = 0.2
"""Seconds between two looks at what is held."""

PACKAGES = (
    "papermill",
    "nbclient",
    "nbconvert",
    "ipykernel",
    "jupyter_client",
    "pandas",
    "altair",
    "vl-convert-python",
)


@dataclass(frozen=True)
class Cost:
    """Seconds by the clock and of the processors."""

    wall: float
    processor: float

    def each(self, count: int) -> Cost:
        """The cost of each of so many."""
        return Cost(self.wall / count, self.processor / count)


def processor_seconds() -> float:
    """Processor time of this process and all that it has waited for."""
    spent = [resource.getrusage(who) for who in (resource.RUSAGE_SELF, resource.RUSAGE_CHILDREN)]
    return sum(each.ru_utime + each.ru_stime for each in spent)


def measure(work: Callable[[], Any]) -> Cost:
    """What some work costs."""
    began, spent = time.perf_counter(), processor_seconds()
    work()
    return Cost(time.perf_counter() - began, processor_seconds() - spent)


class Watch(ABC):
    """Looks at this process and those it started, again and again, while some work is done."""

    def __init__(self) -> None:
        self._stop = threading.Event()
        self._thread = threading.Thread(target=self._look_again, daemon=True)

    def __enter__(self) -> Self:
        self._thread.start()
        return self

    def __exit__(self, *_: object) -> None:
        self._stop.set()
        self._thread.join()

    def _look_again(self) -> None:
        own = psutil.Process()
        while not self._stop.wait(LOOK_EVERY):
            self.look(own, own.children(recursive=True))

    @abstractmethod
    def look(self, own: psutil.Process, started: Sequence[psutil.Process]) -> None:
        """Note what this process and those it started hold now."""


class MemoryWatch(Watch):
    """The most memory, in bytes, that this process, its workers, and all that it started held while it watched."""

    parent = workers = helpers = 0

    def look(self, own: psutil.Process, started: Sequence[psutil.Process]) -> None:
        """Note the most that was held so far."""
        self.parent = max(self.parent, own.memory_info().rss)
        workers = helpers = 0
        for process in started:
            with suppress(psutil.Error):
                held = process.memory_full_info().pss
                helpers += held
                workers += held if is_worker(process, own) else 0
        self.workers, self.helpers = max(self.workers, workers), max(self.helpers, helpers)


def is_worker(process: psutil.Process, parent: psutil.Process) -> bool:
    """Whether a process was forked by the fork server and is no kernel."""
    sockets = (str(each.laddr) for each in process.net_connections("unix"))
    return process.ppid() != parent.pid and not any("/k-ipc" in socket for socket in sockets)


def in_own_process(function: Callable[..., Any], *arguments: Any) -> Any:
    """The result of a function called in a fresh process, so that one measurement does not warm another."""
    with ProcessPoolExecutor(1, get_context("spawn")) as pool:
        return pool.submit(function, *arguments).result()


def measure_engine(at_once: int, extent: Extent) -> Cost:
    """Cost of the engine on real notebooks, its start included."""
    with extent.laid_out() as (folder, jobs):
        return measure(lambda: run_engine(folder, at_once, jobs))


def measure_memory(at_once: int, extent: Extent) -> tuple[float, float]:
    """The most memory, in MB of PSS, of all workers, and of all processes beside the parent, on real notebooks."""
    with extent.laid_out() as (folder, jobs), MemoryWatch() as watch:
        run_engine(folder, at_once, jobs)
    return watch.workers / 1e6, watch.helpers / 1e6


def measure_floor(extent: Extent) -> Cost:
    """Cost of the floor, once warm."""
    with extent.laid_out() as (folder, jobs):
        run_floor(jobs[:1], folder)
        return measure(lambda: run_floor(jobs, folder))


def measure_scale(count: int, at_once: int, notebook: str) -> dict[str, float]:
    """Cost, memory and the time to see that nothing or one thing has changed, for a number of partnerships."""
    with working_folder(0, count) as folder:
        path = next((folder / "notebooks").glob(f"{notebook}*.ipynb")) if notebook else write_light(folder)
        jobs = [Job(path, file) for file in sorted((folder / "parameters").glob("*.yaml"))]
        with MemoryWatch() as watch:
            first = measure(lambda: run_engine(folder, at_once, jobs))
        nothing = measure(lambda: run_engine(folder, at_once, jobs))
        changed = jobs[count // 2]
        with changed.file.open("a", encoding="utf-8") as file:
            file.write("# changed\n")
        one = measure(lambda: run_engine(folder, at_once, jobs))
        alone = measure(lambda: run_engine(folder, at_once, [changed], force=True))
        return {
            "processor_each": first.processor / count,
            "nothing": nothing.wall,
            "nothing_processor": nothing.processor,
            "one": one.wall - alone.wall,
            "one_processor": one.processor - alone.processor,
            "parent": watch.parent / 1e6,
        }


def compare_real(at_once: int, extent: Extent, rounds: int) -> Iterator[tuple[str, str, str]]:
    """The engine beside the three other ways on real notebooks.

    A machine is faster at one time than at another, and the ways take from a minute to a quarter of an hour. So each
    round runs all partnerships with the engine and as the floor does, and its share of them in the two other ways.
    """
    costs: dict[str, list[Cost]] = {"loop": [], "pool": [], "engine": [], "floor": []}
    for number in range(rounds):
        costs["engine"].append(in_own_process(measure_engine, at_once, extent).each(extent.count))
        for name, way in (("loop", run_command_lines), ("pool", run_warm_pool)):
            costs[name].append(measure_share(way, at_once, extent, number, rounds))
        costs["floor"].append(in_own_process(measure_floor, extent).each(extent.count))
    loop, pool, ours, floor = (mean_cost(found) for found in costs.values())
    own = floor.wall
    beyond = [(c.wall * at_once - own) / (ours.wall * at_once - own) for c in (loop, pool)]
    by_round = [each.wall / engine.wall for each, engine in zip(costs["loop"], costs["engine"], strict=True)]
    yield "seconds a notebook: loop, pool, engine", _list([c.wall for c in (loop, pool, ours)]), ""
    spent = _list([c.processor for c in (loop, pool, ours, floor)])
    yield "processor seconds a notebook: loop, pool, engine, floor", spent, ""
    yield "1. throughput against the two command lines", f"{loop.wall / ours.wall:.1f} times", "at least 12"
    yield "the same in each round", _list(by_round), ""
    yield "2. throughput against a warm process pool", f"{pool.wall / ours.wall:.1f} times", "at least 4"
    yield "3. processor time against the floor", f"{ours.processor / floor.processor:.2f} times", "at most 2"
    yield "1 and 2 with the notebook's own work taken out", _list(beyond), ""


def measure_share(way: Callable[..., None], at_once: int, extent: Extent, number: int, rounds: int) -> Cost:
    """Cost of each notebook when one round's share of the partnerships is run in some way."""
    with extent.laid_out() as (folder, jobs):
        part = [job for place, job in enumerate(jobs) if place // extent.notebooks % rounds == number]
        return measure(lambda: way(part, folder, at_once)).each(len(part))


def mean_cost(costs: list[Cost]) -> Cost:
    """The mean of several costs."""
    return Cost(fmean(cost.wall for cost in costs), fmean(cost.processor for cost in costs))


def compare_scale(at_once: int, small: int, large: int, notebook: str) -> Iterator[tuple[str, str, str]]:
    """A few partnerships beside many, on one notebook."""
    few = in_own_process(measure_scale, small, at_once, notebook)
    many = in_own_process(measure_scale, large, at_once, notebook)
    seen = f"{many['nothing']:.2f} s ({many['nothing_processor']:.2f} s of processor)"
    beyond = f"{many['one']:.2f} s ({many['one_processor']:.2f} s of processor)"
    yield f"4. nothing changed, {large} partnerships", seen, "at most 3 s"
    yield f"4. one changed of {large}, beyond its own run", beyond, "at most 3 s"
    ratio = many["processor_each"] / few["processor_each"]
    each = f"{ratio:.3f} times ({many['processor_each']:.3f} s of processor)"
    yield f"5. cost of each at {large} against {small}", each, "at most 1.05"
    grown = f"{many['parent'] / few['parent']:.3f} times ({many['parent']:.0f} MB)"
    yield "5. peak memory of the parent, likewise", grown, "at most 1.2"
    fewer, more = (in_own_process(measure_memory, n, Extent(4, 0, 4 * at_once)) for n in (at_once, 2 * at_once))
    worker, whole = ((late - early) / at_once for early, late in zip(fewer, more, strict=True))
    yield "5. memory that each further worker adds (PSS), real notebooks", f"{worker:.0f} MB", "at most 150 MB"
    yield "the same with its kernel", f"{whole:.0f} MB", ""


def _list(values: list[float]) -> str:
    return ", ".join(f"{value:.2f}" for value in values)


def describe_machine() -> str:
    """What the figures were measured on."""
    memory = psutil.virtual_memory().total / 1e9
    packages = ", ".join(f"{name} {version(name)}" for name in PACKAGES)
    cores, load = psutil.cpu_count(), os.getloadavg()[0]
    machine = f"{platform.system()} {platform.machine()}, {cores} cores, {memory:.0f} GB"
    return f"{machine}, load {load:.1f} at the start; Python {platform.python_version()}, {packages}"


def main() -> None:
    """Measure and print the table."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--jobs", type=int, default=psutil.cpu_count() or 1)
    parser.add_argument("--samples", type=int, default=len(list((ROOT / "parameters").glob("*.yaml"))))
    parser.add_argument("--notebooks", type=int, default=4)
    parser.add_argument("--synthetic", type=int, default=0, help="so many made-up partnerships beside them")
    parser.add_argument("--rounds", type=int, default=1, help="in so many rounds, for a machine of changing speed")
    parser.add_argument("--small", type=int, default=100)
    parser.add_argument("--large", type=int, default=1000)
    parser.add_argument("--scale-notebook", default="", help="which notebook for 4 and 5: 01, say; one of two lines")
    parser.add_argument("--only", choices=["real", "scale"])
    given = parser.parse_args()
    print(f"{describe_machine()}; {given.jobs} jobs at once\n", flush=True)
    print("| measured | result | wished |\n| --- | --- | --- |", flush=True)
    rows: list[Iterator[tuple[str, str, str]]] = []
    if given.only != "scale":
        rows.append(compare_real(given.jobs, Extent(given.notebooks, given.samples, given.synthetic), given.rounds))
    if given.only != "real":
        rows.append(compare_scale(given.jobs, given.small, given.large, given.scale_notebook))
    for row in chain(*rows):
        print(f"| {' | '.join(row)} |", flush=True)


if __name__ == "__main__":
    main()
