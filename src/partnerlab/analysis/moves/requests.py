"""What a board can ask for where something cannot be told: the entry that would settle most questions."""

from __future__ import annotations

from partnerlab.analysis.findings import Severity
from partnerlab.analysis.moves.candidate import Candidate
from partnerlab.analysis.review import find_findings, review_partnership
from partnerlab.partnership import Partnership
from partnerlab.wording import counted, verb


def ask_for_answers(partnership: Partnership) -> Candidate | None:
    """Ask for the missing entry that settles most of what cannot be told; what the answer is, nobody guesses."""
    questions = review_partnership(partnership, measured=False).questions()
    if questions.empty:
        return None
    first = questions.iloc[0]
    settles = frozenset(
        finding.key
        for finding in find_findings(partnership)
        if finding.severity is Severity.UNKNOWN and finding.enter is not None and finding.enter.field == first["enter"]
    )
    why = f"{counted(len(settles), 'finding')} {verb(len(settles), 'is', 'are')} not known without it."
    decision = str(first["find_out"]).rstrip(".")
    return Candidate("answers", decision, why, "the secretariat", settles=settles)
