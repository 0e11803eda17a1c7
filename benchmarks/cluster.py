"""The same partnerships without and with a Dask cluster on this machine: seconds, memory, and whether the bytes agree.

Run ``python benchmarks/cluster.py --count 20 --workers 1 2`` in the project's folder; it prints rows of ``RESULTS.md``.
The scheduler and the workers are processes of this machine, and are ended afterwards. They share no folder with whoever
plans: each notebook travels with its inputs. It needs the extra ``dask``.
"""

from __future__ import annotations

import argparse
import json
import re
import shutil
import subprocess
import sys
import tempfile
import threading
import time
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from pathlib import Path

import psutil
from synthetic import write_partnerships
from throughput import Cost, Watch, describe_machine, measure
from ways import ROOT

UNLIKE = frozenset({"run.json", "summary.txt"})
"""Files that tell how a run went, and so differ from one run to the next."""
PATIENCE = 30
"""Seconds that a process has to end when it is asked to."""


class ProcessWatch(Watch):
    """The most memory, in MB, of any one process and of all together (shared memory counted once)."""

    largest = whole = 0.0

    def look(self, own: psutil.Process, started: Sequence[psutil.Process]) -> None:  # noqa: ARG002 - asked for by name
        """Note the most that was held so far."""
        whole = 0.0
        for process in started:
            with suppress(psutil.Error):
                held = process.memory_full_info()
                self.largest = max(self.largest, held.rss / 1e6)
                whole += held.pss / 1e6
        self.whole = max(self.whole, whole)


@dataclass
class Course:
    """When a run began and ended what it did, in seconds since its own start."""

    first: float = 0.0
    """Its first notebook began."""
    reviewed: float = 0.0
    """The last notebook of a partnership ended; the portfolio is made after it."""
    ended: float = 0.0

    @property
    def alone(self) -> float:
        """Seconds that no second worker makes less: start and plan, and the portfolio with what follows it."""
        return self.first + self.ended - self.reviewed


def run_partnerlab(folder: Path, *options: str) -> Course:
    """Run all that lies in a folder, as its user would."""
    command = [sys.executable, "-c", "from partnerlab.cli import main; main()", "run", "--log-format", "json", *options]
    course, began, said = Course(), time.perf_counter(), []
    with subprocess.Popen(command, cwd=folder, stderr=subprocess.PIPE, stdout=subprocess.DEVNULL, text=True) as run:
        for line in run.stderr or ():
            said.append(line)
            event, passed = (json.loads(line) if line.startswith("{") else {}), time.perf_counter() - began
            if event.get("event") == "started":
                course.first = course.first or passed
            if event.get("event") == "finished" and "portfolio" not in event["task"]:
                course.reviewed = passed
    if run.returncode:
        raise SystemExit("".join(said)[-3000:])
    course.ended = time.perf_counter() - began
    return course


def start(*words: str, told: str) -> tuple[subprocess.Popen[str], str]:
    """Start one of Dask's processes, and wait for a line that fits a pattern; give back what it says there."""
    command = [sys.executable, "-m", f"distributed.cli.{words[0]}", *words[1:]]
    process = subprocess.Popen(command, stderr=subprocess.PIPE, stdout=subprocess.DEVNULL, text=True)
    if process.stderr is None:
        raise SystemExit("the process says nothing")
    said = next(found[0] for line in process.stderr if (found := re.search(told, line)))
    threading.Thread(target=process.stderr.read, daemon=True).start()
    return process, said


@contextmanager
def cluster(workers: int, scratch: Path) -> Iterator[str]:
    """A scheduler and workers of one thread each; gives the scheduler's address."""
    options = ["--nthreads", "1", "--no-nanny", "--no-dashboard", "--local-directory", str(scratch)]
    scheduler, address = start(
        "dask_scheduler", "--host", "127.0.0.1", "--port", "0", "--no-dashboard", told=r"tcp://127\.0\.0\.1:\d+"
    )
    started = [scheduler]
    try:
        started += [start("dask_worker", address, *options, told="Registered to")[0] for _ in range(workers)]
        yield address
    finally:
        for process in reversed(started):
            process.terminate()
            try:
                process.wait(PATIENCE)
            except subprocess.TimeoutExpired:
                process.kill()
                process.wait()


def read_outputs(folder: Path) -> dict[str, bytes]:
    """Name to content of what a run left, but for how it went."""
    files = (path for path in (folder / "outputs").rglob("*") if path.is_file() and path.name not in UNLIKE)
    return {path.relative_to(folder).as_posix(): path.read_bytes() for path in files}


def say(cost: Cost, count: int, watch: ProcessWatch) -> str:
    """A cost in words."""
    each = f"{cost.processor / count:.2f} s each" if cost.processor > 1 else "its own only"
    return (
        f"{cost.wall:.0f} s by the clock, {cost.processor:.0f} s of processor ({each}); "
        f"largest process {watch.largest:.0f} MB, all together {watch.whole:.0f} MB"
    )


def compare(count: int, several: Sequence[int]) -> None:
    """Print the rows."""
    with tempfile.TemporaryDirectory(prefix="bench") as name:
        folder = Path(name)
        shutil.copytree(ROOT / "notebooks", folder / "notebooks", ignore=shutil.ignore_patterns(".*"))
        write_partnerships(folder / "parameters", count, varied=True)
        courses: dict[tuple[str, int], Course] = {}
        left: dict[str, bytes] = {}
        for workers in several:

            def here(workers: int = workers) -> None:
                courses["jobs", workers] = run_partnerlab(folder, "--jobs", str(workers))

            def on_cluster(workers: int = workers) -> None:
                with cluster(workers, folder / "dask") as address:
                    courses["workers", workers] = run_partnerlab(folder, "--executor", "dask", "--scheduler", address)

            for kind, way in (("jobs", here), ("workers", on_cluster)):
                with ProcessWatch() as watch:
                    cost = measure(way)
                made = read_outputs(folder)
                left = left or made
                number = sum(path.endswith(".ipynb") for path in made)
                where = (
                    f"{workers} jobs" if kind == "jobs" else f"a Dask cluster of {workers} workers, its start included"
                )
                course = courses[kind, workers]
                alone = f"{course.alone:.0f} s before the first and after the last review"
                print(f"| {count} partnerships, {number} notebooks, {where} | {say(cost, number, watch)}; {alone} |")
                differing = sorted(path for path in left.keys() | made.keys() if left.get(path) != made.get(path))
                print(
                    f"| files that differ from the first | {len(differing)} of {len(left)} {', '.join(differing[:3])} |"
                )
                closed = (folder / "outputs" / "index.html").is_file()
                print(
                    f"| the portfolio, made where the run was started | {'there' if closed else 'missing'} |",
                    flush=True,
                )
                shutil.rmtree(folder / "outputs")
        for kind in ("jobs", "workers"):
            print_speed(kind, {workers: courses[kind, workers] for workers in several})


def print_speed(kind: str, courses: Mapping[int, Course]) -> None:
    """Print how much faster more workers were, and which part of the run that leaves undivided (Karp and Flatt)."""
    one = courses.get(1)
    for workers, course in courses.items():
        if one is None or workers == 1:
            continue
        spans = [each.reviewed - each.first for each in (one, course)]
        faster = {"the whole": one.ended / course.ended, "the reviews alone": spans[0] / spans[1]}
        for what, times in faster.items():
            share = (1 / times - 1 / workers) / (1 - 1 / workers)
            print(
                f"| {workers} {kind} against one, {what} | {times:.2f} times; {share:.0%} is not divided |", flush=True
            )


def main() -> None:
    """Measure and print the table."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--count", type=int, default=20, help="so many varied partnerships")
    parser.add_argument("--workers", type=int, nargs="+", default=[1, 2])
    given = parser.parse_args()
    print(f"{describe_machine()}\n\n| measured | result |\n| --- | --- |", flush=True)
    compare(given.count, given.workers)


if __name__ == "__main__":
    main()
