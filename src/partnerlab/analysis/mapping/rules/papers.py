"""MA86: whether the written papers agree with each other (¶2.10, ¶3.4)."""

from __future__ import annotations

from partnerlab.analysis.catalogue import Judgements, Way, at_fault, cannot_tell, in_place, rule
from partnerlab.analysis.mapping.papers import MEMORANDUM, compare_papers, list_papers, papers_asked
from partnerlab.partnership import Partnership
from partnerlab.wording import counted, listed, verb


@rule(
    "MA861",
    "¶2.10, ¶3.4",
    capability="written-agreement",
    question="Do the written papers agree with each other?",
    why="What is expected of each partner has to be clear. Two papers that differ leave it open which one holds.",
    remedy="Agree which of the two is right, and correct the other.",
    stage="planning",
    basis="follows",
    strength="demands",
)
def papers_agree(partnership: Partnership) -> Judgements:
    """Set memorandum, roles, risk register, escalation steps, governance and lines of account against each other.

    Each contradiction is named. In place when all six are recorded and none contradicts another in what we compare;
    what we compare is our choice. Where a statute founds the partnership no memorandum is asked for.
    """
    held, clashes = list_papers(partnership), compare_papers(partnership)
    for clash in clashes:
        yield at_fault(clash.sentence, *clash.evidence, subject=clash.subject)
    if clashes:
        return
    asked, basis = papers_asked(partnership), partnership.statutory_basis
    lacking = [paper for paper in asked if paper not in held]
    instead = f"{basis.title} stands in place of a memorandum" if basis and MEMORANDUM not in asked else ""
    if lacking:
        number = len(asked) - len(lacking)
        text = f"{number or 'none'} of {counted(len(asked), 'paper')} {verb(number or 1, 'is', 'are')} recorded"
        alike = ", and no two contradict each other" if len(held) > 1 else ""
        missing = f"{text}{alike}; not recorded: {listed(lacking)}{f'; {instead}' if instead else ''}"
        yield cannot_tell(missing, way=_WAYS[lacking[0]], count=len(lacking))
    else:
        text = f"None of the {len(asked)} papers contradicts another in what we compare."
        yield in_place(f"{text} {instead}." if instead else text)


_WAYS = {
    "memorandum": Way(
        "agreements.signed", "Ask whether a memorandum was agreed, when it was signed, and by which partners."
    ),
    "roles": Way("tasks.accountable", "Agree who does each task and who answers for it."),
    "risk register": Way("risks.title", "Ask the partners what could go wrong."),
    "escalation steps": Way("disputes.owner", "Agree who settles a difference, step by step."),
    "governance": Way("governance.kind", "Find out which bodies run the partnership."),
    "accountability": Way("accountabilities.to", "Find out who answers to whom."),
}
"""What would settle each paper."""
