"""MA841: to whom each body of the governance reports (¶3.2, ¶4.10)."""

from __future__ import annotations

from partnerlab.analysis.catalogue import Judgements, Way, at_fault, cannot_tell, in_place, rule
from partnerlab.analysis.facts.bodies import current_bodies
from partnerlab.analysis.findings import fact
from partnerlab.analysis.mapping.governance import assess_governance
from partnerlab.partnership import Partnership
from partnerlab.wording import each_of, listed


@rule(
    "MA841",
    "¶3.2, ¶4.10",
    basis="follows",
    strength="advises",
    capability="governance",
    question="Does each body of the partnership report to somebody?",
    why="All partners answer together to the owner of the outcome. A body that reports to nobody is out of that line.",
    remedy="Agree to whom the body reports, and enter it under `reports_to`.",
    stage="planning",
)
def each_body_reports_to_somebody(partnership: Partnership) -> Judgements:
    """Look for `reports_to` of each body but outcome owners, and for bodies that report to one another in a circle."""
    bodies = {row.id: row for row in current_bodies(partnership)}
    below = [row for row in bodies.values() if row.kind != "outcome owner"]
    if not below:
        yield cannot_tell(
            "no body is recorded that could report to another",
            way=Way(
                "governance.reports_to", "Ask who steers, delivers, supports and evaluates, and to whom each reports."
            ),
        )
        return
    lost = [row for row in below if not row.reports_to]
    for row in lost:
        evidence = fact("reports to: not recorded", row, "reports_to")
        yield at_fault(f"Nobody is recorded to whom {row.name} reports.", evidence, subject=row.id)
    ways = {str(body): way for body, way in assess_governance(partnership).bodies[["body", "sight"]].values.tolist()}
    circles = {
        frozenset(way[way.index(str(bodies[way[-1]].reports_to)) :])
        for way in ways.values()
        if way[-1] in bodies and bodies[way[-1]].reports_to in way
    }
    for circle in sorted(circles, key=sorted):
        names = listed(bodies[body].name for body in sorted(circle))
        first = bodies[min(circle)]
        text = f"{names} report to one another in a circle." if len(circle) > 1 else f"{names} reports to itself."
        yield at_fault(text, fact(text, first, "reports_to"), subject=first.id)
    if not lost and not circles:
        facts = [
            fact(
                f"{row.name}: {bodies[above].name if (above := str(row.reports_to)) in bodies else above}",
                row,
                "reports_to",
            )
            for row in below
        ]
        whom = each_of(len(below), "body", "bodies") if len(below) > 1 else below[0].name
        yield in_place(f"It is recorded to whom {whom} reports.", *facts[:6])
