"""EV1: features of an effective partnership (Fig. 2, ¶2.8-2.14)."""

from __future__ import annotations

from partnerlab.analysis.catalogue import Judgements, at_fault, cannot_tell, in_place, part_met, rule
from partnerlab.analysis.evaluation.features import SOURCES, gather_features
from partnerlab.analysis.signals.signal import say_open
from partnerlab.partnership import Partnership
from partnerlab.wording import counted, verb, with_capital


@rule(
    "EV101",
    "Fig. 2, ¶2.8-2.14",
    capability="features-of-effective-partnership",
    question="Are the features of an effective partnership seen in the data?",
    why="The guide sets these features out as marks of effective partnerships.",
    remedy="Work on the evidence against the feature; the review named in each signal has the detail.",
    stage="building",
    basis="follows",
    strength="advises",
)
def features_are_seen(partnership: Partnership) -> Judgements:
    """Gather what the data say for and against each of six features.

    A feature is in place when all signals that can tell speak for it, and `thresholds.signals_told` of its signals can
    tell. Below `thresholds.failure_told` signals that can tell, or `thresholds.least_observed` observations behind
    those against it, nothing is held against it. The figure is missing from the guide's text: its features are taken
    from the headings that follow it, and which signal bears on which is our choice.
    """
    for feature in gather_features(partnership):
        subject = feature.practice.title.lower()
        facts = [signal.fact for signal in (feature.against or feature.signals)]
        against = "; ".join(signal.text for signal in feature.against)
        heard = f"{len(feature.signals)} of {counted(feature.of, 'signal')} can tell"
        if feature.against and feature.state != "cannot tell":
            text = f"{heard}, and {len(feature.against)} {verb(len(feature.against), 'counts', 'count')} against it."
            say = at_fault if feature.state == "not seen" else part_met
            yield say(f"{text} {with_capital(against)}.", *facts, subject=subject)
        elif feature.state == "seen":
            yield in_place(f"{heard}, and none counts against it.", *facts, subject=subject)
        else:
            told = f"; against it so far: {against}" if against else ""
            text, remedy = f"on “{subject}”, {heard}{told}", say_open(partnership, SOURCES[feature.practice.id])
            yield cannot_tell(text, *facts, subject=subject, remedy=remedy)
