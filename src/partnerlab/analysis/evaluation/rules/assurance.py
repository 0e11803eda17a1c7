"""EV6: whether the analysis itself was checked, and by whom; not in the guide, but after the Aqua Book (2025)."""

from __future__ import annotations

from partnerlab.analysis.catalogue import Judgements, at_fault, cannot_tell, in_place, part_met, rule
from partnerlab.analysis.evaluation.rules.ways import ASSURANCE
from partnerlab.analysis.facts.assurance import PARTS
from partnerlab.analysis.findings import fact
from partnerlab.partnership import Partnership
from partnerlab.wording import counted, listed, say_day, verb

SUBJECT = "this analysis"


@rule(
    "EV601",
    "¶4.1",
    capability="assurance-of-the-analysis",
    question="Was this analysis checked by somebody other than its analyst, and approved for use?",
    why="Decisions rest on it. The Aqua Book names four parts: commissioner, analyst, assurer and approver.",
    remedy="Ask somebody who did not make the analysis to check it, and record who approves it.",
    stage="measuring",
    basis="ours",
    strength="mentions",
)
def the_analysis_is_assured(partnership: Partnership) -> Judgements:
    """Look for who commissioned, made, checked and approved the analysis; the latest of each part counts.

    In place when all four parts are recorded, the assurer is not the analyst, and the approval is about the version of
    the assumptions that was checked. Part met when some parts are missing. The guide asks for none of this.
    """
    latest = {row.part: row for row in sorted(partnership.assurance, key=lambda row: row.on)}
    facts = [
        fact(f"{row.part}: {partnership.name_of(row.who)}, {say_day(row.on)}", row, "who") for row in latest.values()
    ]
    missing = [part for part in PARTS if part not in latest]
    if not latest:
        yield cannot_tell(
            f"nobody is recorded as {listed(PARTS, last='or')}", subject=SUBJECT, count=len(PARTS), way=ASSURANCE
        )
        return
    if {"analyst", "assurer"} <= latest.keys() and latest["analyst"].who == latest["assurer"].who:
        who = partnership.name_of(latest["analyst"].who)
        yield at_fault(f"{who} is both its analyst and its assurer.", *facts, subject=SUBJECT)
    elif missing:
        recorded = f"{len(latest)} of {counted(len(PARTS), 'part')} {verb(len(latest), 'is', 'are')} recorded"
        yield part_met(f"{recorded}; nobody is recorded as {listed(missing, last='or')}.", *facts, subject=SUBJECT)
    elif (checked := latest["assurer"].assumptions) != (approved := latest["approver"].assumptions):
        text = (
            f"The assurer checked {_version(checked)} of the assumptions, the approver accepted {_version(approved)}."
        )
        yield at_fault(text, *facts, subject=SUBJECT)
    else:
        version = f", with version {approved} of the assumptions" if approved else ""
        approver = latest["approver"]
        text = f"{partnership.name_of(approver.who)} approved it on {say_day(approver.on)}{version}."
        yield in_place(text, *facts, subject=SUBJECT)


def _version(number: str | None) -> str:
    return f"version {number}" if number else "an unnamed version"
