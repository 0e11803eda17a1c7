"""What the portfolio of a country costs: seconds, memory, sizes, and whether every planted twin is found.

Run ``python benchmarks/portfolio.py --count 5500`` in the project's folder; it prints the table of ``RESULTS.md``.
``--keep FOLDER`` leaves the results and the pages there.
"""

from __future__ import annotations

import argparse
import tempfile
import time
from collections.abc import Sequence
from contextlib import suppress
from pathlib import Path

import psutil
from made_results import Country
from throughput import Watch, describe_machine, in_own_process, is_worker
from ways import ROOT


class ProcessWatch(Watch):
    """The most memory, in bytes, that this process, the worker, the kernel and one apart held while it watched."""

    own = worker = kernel = apart = 0

    def look(self, own: psutil.Process, started: Sequence[psutil.Process]) -> None:
        """Note the most that was held so far."""
        self.own = max(self.own, own.memory_info().rss)
        for process in started:
            with suppress(psutil.Error):
                held, told = process.memory_info().rss, " ".join(process.cmdline())
                if "own_process" in told:
                    self.apart = max(self.apart, held)
                elif "pool.worker" in told or is_worker(process, own):
                    self.worker = max(self.worker, held)
                elif "kernel.application" in told or process.ppid() != own.pid:
                    self.kernel = max(self.kernel, held)


def gather(folder: Path) -> tuple[float, float, tuple[int, ...]]:
    """Run the portfolio's notebook over results; return its seconds, seconds when nothing changed, bytes held."""
    from partnerlab.runner import Closing, Plan, run

    notebook = ROOT / "notebooks" / "05-portfolio.ipynb"
    plan = Plan((), (), (Closing(notebook, {"results_folder": folder}, told="left_out"),))
    began = time.perf_counter()
    with ProcessWatch() as watch:
        report = run(plan, outputs=folder, folder=ROOT, jobs=1)
    first = time.perf_counter() - began
    if report.exit_code:
        raise SystemExit(str(report.failures))
    began = time.perf_counter()
    run(plan, outputs=folder, folder=ROOT, jobs=1)
    return first, time.perf_counter() - began, (watch.own, watch.kernel, watch.apart, watch.worker)


def find_twins(folder: Path, twins: dict[int, int]) -> tuple[int, int, float]:
    """How many planted twins are among the candidates, of how many, and the seconds that it takes to find pairs."""
    from partnerlab.analysis.portfolio import compare_partnerships, read_portfolio

    found = read_portfolio(folder)
    began = time.perf_counter()
    pairs = compare_partnerships(found)
    seconds = time.perf_counter() - began
    names = {review.slug: review.name for review in found.reviews}
    listed = {frozenset((row.first, row.second)) for row in pairs.itertuples() if row.candidate}
    planted = [{names[f"made-{number:05}"] for number in pair} for pair in twins.items()]
    return sum(frozenset(pair) in listed for pair in planted), len(planted), seconds


def measure(count: int, folder: Path) -> None:
    """Print the rows for a number of partnerships."""
    country = Country(count)
    size = country.write(folder)
    first, again, held = in_own_process(gather, folder)
    found, planted, pairing = in_own_process(find_twins, folder, country.twins)
    beside = sorted(file for file in (folder / "05-portfolio").iterdir() if file.suffix == ".html")
    print(f"| {count:,} partnerships: results on disk | {size / 1e6:,.0f} MB |")
    print(f"| the portfolio over all, seconds | {first:.1f} ({1000 * first / count:.1f} ms each) |")
    print(f"| the same when nothing changed | {again:.1f} |")
    each = ", ".join(f"{most / 1e6:.0f}" for most in held)
    print(f"| memory: what plans; what reads and calculates; what searches or draws apart; what writes | {each} MB |")
    print(f"| index.html | {(folder / 'index.html').stat().st_size / 1e3:,.0f} KB |")
    total = sum(file.stat().st_size for file in beside)
    print(f"| further pages | {len(beside):,}, {total / 1e6:,.1f} MB in all |")
    for name in ("partnerships.html", "organisations.html", "portfolio.csv", "portfolio.xlsx", "history.json"):
        print(f"| {name} | {(folder / '05-portfolio' / name).stat().st_size / 1e3:,.0f} KB |")
    print(f"| planted twins among the candidates | {found} of {planted}, pairs found in {pairing:.1f} s |")


def main() -> None:
    """Measure and print the table."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--count", type=int, nargs="+", default=[5500])
    parser.add_argument("--keep", type=Path, help="leave results and pages in this folder, one for each number")
    given = parser.parse_args()
    print(f"{describe_machine()}\n\n| measured | result |\n| --- | --- |", flush=True)
    for count in given.count:
        if given.keep:
            measure(count, given.keep / str(count))
        else:
            with tempfile.TemporaryDirectory() as name:
                measure(count, Path(name))


if __name__ == "__main__":
    main()
