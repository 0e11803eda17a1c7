"""How soon all findings stand after one change, all else carried over: ``python benchmarks/live.py``.

For each kind of change that a person makes in a live workbook: a lead moved, a risk rated, an answer given. Prints the
spread over many changes beside a review from nothing; asserts nothing about them.
"""

from __future__ import annotations

import argparse
import statistics
import time
from collections.abc import Iterator
from pathlib import Path

from partnerlab.analysis.caching import carry_over
from partnerlab.analysis.following import follow
from partnerlab.analysis.review import find_findings, review_partnership
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


def main() -> None:
    """Time each change on each sample, findings first and then the measures too."""
    argparse.ArgumentParser(description=__doc__).parse_args()
    print("| sample | change | n | findings: middle | nine of ten | longest | with measures: middle |")
    print("| --- | --- | --- | --- | --- | --- | --- |")
    for name in SAMPLES:
        partnership = follow(read_partnership(ROOT / "parameters" / f"{name}.yaml"))
        review_partnership(partnership)
        taken: dict[str, list[tuple[float, float]]] = {}
        for kind, changed in make_changes(partnership):
            began = time.perf_counter()
            after = carry_over(partnership, changed)
            find_findings(after)
            found = time.perf_counter()
            review_partnership(after)
            taken.setdefault(kind, []).append((found - began, time.perf_counter() - began))
        for kind, seconds in taken.items():
            found_in = sorted(row[0] * 1000 for row in seconds)
            whole = statistics.median(row[1] * 1000 for row in seconds)
            shown = (statistics.median(found_in), found_in[int(len(found_in) * 0.9)], found_in[-1], whole)
            print(f"| {name} | {kind} | {len(seconds)} | " + " | ".join(f"{value:.0f} ms" for value in shown) + " |")
        began = time.perf_counter()
        review_partnership(partnership.whole.model_copy().at(partnership.as_at or partnership.whole.reviews[-1].on))
        print(f"| {name} | (all anew) | 1 | | | | {(time.perf_counter() - began) * 1000:.0f} ms |")


if __name__ == "__main__":
    main()
