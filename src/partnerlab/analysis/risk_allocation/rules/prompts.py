"""RA833: the risks that the guide names, each answered as ours or not ours (Fig. 3, ¶4.3, ¶4.11)."""

from __future__ import annotations

from partnerlab.analysis.catalogue import Judgements, Way, at_fault, in_place, rule
from partnerlab.analysis.findings import fact
from partnerlab.analysis.risk_allocation.prompts import gather_prompts
from partnerlab.analysis.risk_allocation.rules.ways import ask
from partnerlab.partnership import Partnership
from partnerlab.wording import listed, verb

ANSWER = Way("guide_risks.answer", "Ask the partners of each risk that the guide names whether it is theirs.")


@rule(
    "RA833",
    "Fig. 3, ¶4.3, ¶4.11 list",
    basis="follows",
    strength="advises",
    capability="risk-register",
    question="Is each risk that the guide names answered: ours, or not ours and why?",
    why="the guide asks for careful thought on the risks of working together, and names the common ones",
    remedy="Say which risk of the register it is, or why it is not yours.",
    stage="planning",
)
def the_guides_risks_are_answered(partnership: Partnership) -> Judgements:
    """Look under `guide_risks` for an answer to each of Figure 3's risks and each reason for failure.

    One that is ours names its risk in the register; one that is not ours says why. Which answer is right is for the
    partners to say.
    """
    prompts = gather_prompts(partnership)
    answered = [(row.row, row.answer) for row in prompts if row.answer is not None]
    for row, answer in answered:
        ours = answer.answer == "ours"
        if (ours and answer.risk is None) or (not ours and not answer.because):
            lacks = "named as ours, with no risk of the register" if ours else "said not to be ours, without a reason"
            evidence = fact(f"{row.title}: {answer.answer}", answer, "answer")
            yield at_fault(f"“{row.title}” is {lacks}.", evidence, subject=row.id)
    silent = [row.row.title for row in prompts if row.answer is None]
    if silent:
        some = f"{len(silent)} of {len(prompts)} risks that the guide names {verb(len(silent), 'has', 'have')}"
        yield ask(ANSWER, f"{some} no answer recorded: {listed(silent)}", count=len(silent))
    elif all(answer.risk if answer.answer == "ours" else answer.because for _, answer in answered):
        number = sum(answer.answer == "ours" for _, answer in answered)
        facts = [fact(f"{row.title}: {answer.answer}", answer, "answer") for row, answer in answered]
        said = f"{number or 'none'} {verb(max(number, 1), 'is', 'are')} ours"
        yield in_place(f"All {len(prompts)} risks that the guide names are answered; {said}.", *facts[:12])
