"""EV1: features of an effective partnership, and spending against milestones (Fig. 2, ¶2.13)."""

from __future__ import annotations

from collections.abc import Iterator

from partnerlab.analysis.catalogue import Judgement, at_fault, cannot_tell, in_place, rule
from partnerlab.analysis.evaluation.features import find_features
from partnerlab.partnership import Partnership
from partnerlab.wording import counted

Judgements = Iterator[Judgement]


@rule(
    "EV101",
    "Fig. 2, ¶2.8-2.14",
    capability="features-of-effective-partnership",
    question="Are the features of an effective partnership seen in the data?",
    severity="amber",
    why="Each feature is named as a mark of effective partnerships; one that is missing weakens the rest.",
    remedy="Work on what speaks against the feature; the review named in each signal goes into it.",
    stage="building",
)
def features_are_seen(partnership: Partnership) -> Judgements:
    """Gather what the data say for and against each of six features.

    A feature is seen when all signals speak for it. The figure is missing from the guide's text: its features are
    taken from the headings that follow it, and which signal bears on which is our choice.
    """
    for feature in find_features(partnership):
        subject = feature.practice.title.lower()
        facts = [signal.fact for signal in (feature.against or feature.signals)]
        if feature.state == "cannot tell":
            yield cannot_tell(f"nothing in the data bears on “{subject}”", subject=subject)
        elif feature.state == "seen":
            text = f"{counted(len(feature.signals), 'signal')} for it, none against."
            yield in_place(text, *facts, subject=subject)
        else:
            against = "; ".join(signal.text for signal in feature.against)
            text = f"{len(feature.against)} of {counted(len(feature.signals), 'signal')} against it: {against}."
            yield at_fault(text, *facts, subject=subject)
