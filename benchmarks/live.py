"""How soon the live workbook answers: ``python benchmarks/live.py``.

First its controls, from what a person does to what is shown beside it: a slider moved, a partner chosen, a base, target
or risk tried, a way out asked for. Then all findings after one change of each kind, all else carried over: a lead
moved, a risk rated, an answer given. Prints the spread over many beside a review from nothing, by the clock and in
processor time; asserts nothing about them.
"""

from __future__ import annotations

import argparse
import gc
import shutil
import statistics
import time
from collections.abc import Iterator
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

from partnerlab.analysis.caching import carry_over
from partnerlab.analysis.dependencies import follow
from partnerlab.analysis.findings import Severity
from partnerlab.analysis.review import find_findings, review_partnership
from partnerlab.display.findings import name_finding
from partnerlab.live.workbook import Workbook
from partnerlab.partnership import Partnership, read_partnership
from partnerlab.partnership.risks import RiskLead, RiskRating

ROOT = Path(__file__).resolve().parent.parent
SAMPLES = ("harbour-regeneration", "lough-mental-health", "riverside-support-hub")


def make_changes(partnership: Partnership) -> Iterator[tuple[str, Partnership]]:
    """Yield the partnership changed in one place, with the kind of change."""
    whole, on = partnership.whole, partnership.as_at
    for risk in partnership.risks:
        for partner in partnership.current_partners:
            lead = RiskLead(risk=risk.id, lead=partner.id, on=on)
            yield "a lead moved", partnership.replace(leads=(*whole.leads, lead))
        for step in (1, 5):
            rating = RiskRating(risk=risk.id, on=on, kind="residual", likelihood=step, impact=step)
            yield "a risk rated", partnership.replace(ratings=(*whole.ratings, rating))
    for kind, table, values in (
        ("an answer given", "checklist", {"answer": "not in place"}),
        ("a relationship answered", "relationships", {"actual": None}),
        ("an action done", "actions", {"done": on}),
        ("a milestone done", "milestones", {"done": on}),
        ("a control done", "controls", {"done": on}),
        ("a partner renamed", "partners", {"name": "Another name"}),
        ("a meeting forgotten", "meetings", {"attended": ()}),
    ):
        rows = getattr(whole, table)
        for at, row in enumerate(rows[:10]):
            changed = row.model_copy(update=values)
            yield kind, partnership.replace(**{table: (*rows[:at], changed, *rows[at + 1 :])})


def use_controls(book: Workbook) -> Iterator[tuple[str, dict[str, Any]]]:
    """Yield what a person does to the controls of a workbook, with the kind of it."""
    case = book.partnership
    book.do({"do": "weights"})
    criteria = [row[0] for row in book.explorer.weighed.get("criteria", ())]
    for at, criterion in enumerate(criteria * 5):
        yield "a slider of weights", {"do": "weigh", "weights": {criterion: 7 * at % 101}, "closeness": "roughly"}
    book.do({"do": "network"})
    for member in book.explorer.network.get("members", ()):
        yield "a partner on the map", {"do": "network", "partner": member["id"]}
    for indicator in case.indicators:
        book.do({"do": "forecast", "indicator": indicator.id})
        offered = book.explorer.forecast
        if offered.get("indicator") != indicator.id:
            continue
        now = {"do": "suppose", "indicator": indicator.id, **offered["now"]}
        for base in offered["bases"][:4]:
            yield "a base", {**now, "base": base}
        for story, _ in offered["stories"]:
            yield "a story of what comes", {**now, "story": story}
        if now["target"]:
            yield "a target", {**now, "target": str(float(now["target"]) * 1.1)}
    book.do({"do": "risk"})
    for risk, _ in book.explorer.tried.get("risks", ()):
        book.do({"do": "risk", "risk": risk})
        offered = book.explorer.tried
        now = {"do": "try_risk", "risk": risk, **offered["now"]}
        yield "a risk rated", {**now, "likelihood": "1", "impact": "2"}
        yield "a lead moved", {**now, "likelihood": "1", "impact": "2", "lead": offered["partners"][-1][0]}
    for finding in find_findings(case)[:40]:
        if finding.severity is not Severity.GREEN:
            yield "what would it take", {"do": "need", "finding": name_finding(finding)}


def time_controls() -> None:
    """Time each control on each sample, each once before it counts: a workbook is asked more than once."""
    print("| sample | control | n | middle | nine of ten | longest | processor: middle | longest |")
    print("| --- | --- | --- | --- | --- | --- | --- | --- |")
    with TemporaryDirectory() as folder:
        shutil.copytree(ROOT / "parameters", folder, dirs_exist_ok=True, ignore=shutil.ignore_patterns(".*"))
        for name in SAMPLES:
            book = Workbook(Path(folder) / f"{name}.yaml")
            review_partnership(book.partnership)
            gc.freeze()  # as a person's kernel does once its first answer stands
            taken: dict[str, list[tuple[float, float]]] = {}
            begun = set()
            for kind, told in use_controls(book):
                if kind not in begun:
                    begun.add(kind)
                    book.do(told)
                clock, worked = time.perf_counter(), time.process_time()
                book.do(told)
                taken.setdefault(kind, []).append(_since(clock, worked))
                while book.explorer.is_looking:
                    book.explorer.look_on()
                if told["do"] == "need":
                    taken.setdefault("all of what it would take", []).append(_since(clock, worked))
            for kind, spent_on in taken.items():
                clock_times, work_times = (sorted(row[side] for row in spent_on) for side in (0, 1))
                nine = clock_times[int(len(clock_times) * 0.9)]
                shown = (statistics.median(clock_times), nine, clock_times[-1])
                worked_on = (statistics.median(work_times), work_times[-1])
                told_times = " | ".join(f"{value:.0f} ms" for value in (*shown, *worked_on))
                print(f"| {name} | {kind} | {len(spent_on)} | {told_times} |")
    print()


def _since(clock: float, worked: float) -> tuple[float, float]:
    return (time.perf_counter() - clock) * 1000, (time.process_time() - worked) * 1000


def main() -> None:
    """Time the controls, then each change on each sample, findings first and then the measures too."""
    argparse.ArgumentParser(description=__doc__).parse_args()
    time_controls()
    shown_of_each = "findings: middle | nine of ten | longest | with measures: middle | processor: middle | longest"
    print(f"| sample | change | n | {shown_of_each} |")
    print("| --- | --- | --- | --- | --- | --- | --- | --- | --- |")
    for name in SAMPLES:
        partnership = follow(read_partnership(ROOT / "parameters" / f"{name}.yaml"))
        review_partnership(partnership)
        gc.freeze()
        taken: dict[str, list[tuple[float, float, float]]] = {}
        for kind, changed in make_changes(partnership):
            began, worked = time.perf_counter(), time.process_time()
            after = carry_over(partnership, changed)
            find_findings(after)
            found, work = time.perf_counter(), time.process_time() - worked
            review_partnership(after)
            taken.setdefault(kind, []).append((found - began, time.perf_counter() - began, work))
        for kind, seconds in taken.items():
            found_in = sorted(row[0] * 1000 for row in seconds)
            whole = statistics.median(row[1] * 1000 for row in seconds)
            work_in = sorted(row[2] * 1000 for row in seconds)
            shown = (statistics.median(found_in), found_in[int(len(found_in) * 0.9)], found_in[-1], whole)
            shown = (*shown, statistics.median(work_in), work_in[-1])
            print(f"| {name} | {kind} | {len(seconds)} | " + " | ".join(f"{value:.0f} ms" for value in shown) + " |")
        began = time.perf_counter()
        review_partnership(partnership.whole.model_copy().at(partnership.as_at or partnership.whole.reviews[-1].on))
        print(f"| {name} | (all anew) | 1 | | | | {(time.perf_counter() - began) * 1000:.0f} ms | | |")


if __name__ == "__main__":
    main()
