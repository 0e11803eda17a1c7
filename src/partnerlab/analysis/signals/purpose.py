"""Signals on why the partnership exists and what it is for (¶2.4, ¶2.6)."""

from __future__ import annotations

from dataclasses import replace

from partnerlab.amounts import say_share
from partnerlab.analysis.facts.acceptance import assess_acceptance, latest_acceptances
from partnerlab.analysis.facts.alignment import outcome_titles, summarise_alignment
from partnerlab.analysis.facts.names import named
from partnerlab.analysis.facts.options import compare_options
from partnerlab.analysis.findings import fact
from partnerlab.analysis.signals.signal import (
    Polarity,
    Signal,
    not_before,
    not_recorded,
    source,
    weigh_records,
    weigh_share,
)
from partnerlab.partnership import Partnership
from partnerlab.wording import counted, verb, verb_of


@source("scoping", "rationale")
def reason_is_written(partnership: Partnership) -> Signal:
    """Weigh whether the reason is written down; a record is expected from building on (¶2.6)."""
    rows = [partnership] if partnership.rationale else []
    text, missing = "the reason for the partnership is written down", "the reason for the partnership is not recorded"
    return weigh_records(partnership, rows, text, missing, "rationale", expected="building")


@source("scoping", "acceptances.accepted")
def reason_is_accepted(partnership: Partnership) -> Signal:
    """Weigh how many partners understand and accept the reason in full (¶2.6: all members)."""
    table, answers = assess_acceptance(partnership), latest_acceptances(partnership)
    asked = table[table["state"] != "no answer"]
    if asked.empty:
        return Signal(Polarity.CANNOT_TELL, "no partner's acceptance of the reason is recorded", None, 0, len(table))
    accepted = int((asked["state"] == "accepted").sum())
    accept = verb_of(accepted, len(asked), "accepts", "accept")
    text = f"{accepted} of {counted(len(asked), 'partner')} asked {accept} the reason in full"
    first = asked.sort_values("state", key=lambda states: states == "accepted", kind="stable")["partner"]
    evidence = [
        fact(
            f"{partnership.short_name_of(name)}: accepted {answers[name].accepted or 'no answer'}",
            answers[name],
            "accepted",
        )
        for name in first
    ]
    return weigh_share(
        accepted,
        len(asked),
        partnership.thresholds.acceptance,
        text,
        evidence,
        of=len(table),
        coverage=partnership.thresholds.least_coverage,
        unknown=f"{verb(len(table), 'partner', 'partners')} {verb_of(len(asked), len(table), 'was', 'were')} asked to "
        "accept the reason",
    )


@source("scoping", "options.scores")
def options_favour_partnership(partnership: Partnership) -> Signal:
    """Weigh whether a partnership comes first among the options, under enough of the weightings (¶2.3)."""
    compared = compare_options(partnership)
    few = len(partnership.criteria) < partnership.thresholds.least_criteria
    if compared.best is None or len(compared.options) <= 1 or few:
        return not_recorded(partnership, "no comparison of a partnership with another form is recorded", expected=None)
    share, limit = compared.best_share, partnership.thresholds.acceptability
    text = f"{compared.best_name} ranks first under {say_share(share)} of {compared.draws:,} weightings tried"
    clear = Polarity.SUPPORTS if compared.best_form == "partnership" else Polarity.CONTRADICTS
    n = len(compared.options)
    evidence = (fact(text, partnership.options[0], "options"),)
    return Signal(clear if share >= limit else Polarity.CANNOT_TELL, text, share, n, n, evidence)


@source("scoping", "outcomes.aligned")
def outcome_is_named(partnership: Partnership) -> Signal:
    """Weigh whether an outcome is named; a record is expected from building on (¶2.4)."""
    named = outcome_titles(partnership)
    rows = [partnership.outcomes] if named else []
    text = f"{counted(len(named), 'outcome')} named"
    return weigh_records(partnership, rows, text, "no outcome is recorded", "aligned", expected="building")


@source("scoping", "indicators")
def outcomes_are_measured(partnership: Partnership) -> Signal:
    """Weigh whether each outcome has an indicator; an indicator is expected from planning on (¶2.8 box)."""
    sight = summarise_alignment(partnership)
    if not sight.outcomes:
        return not_recorded(partnership, "no outcome is recorded", expected=None)
    if not partnership.indicators:
        missing = not_recorded(partnership, "no indicator of an outcome is recorded", expected="planning")
        return replace(missing, value=0.0, of=len(sight.outcomes))
    measured, of = len(sight.measured), len(sight.outcomes)
    text = f"an indicator is recorded for {measured} of {counted(of, 'outcome')}"
    found = weigh_share(measured, of, 1, text, [fact(text, partnership.outcomes, "aligned")])
    return not_before(partnership, found, "planning")


@source("scoping", "outcomes.contributions")
def partners_contribute(partnership: Partnership) -> Signal:
    """Weigh how many partners contribute to an outcome (¶2.4: what each body contributes)."""
    rows, partners = partnership.outcomes.contributions, len(partnership.current_partners)
    if not rows or not partners:
        return not_recorded(partnership, "no contribution to an outcome is recorded", expected=None)
    idle = summarise_alignment(partnership).idle
    rest = f"; no contribution recorded of {named(partnership, idle)}" if idle else ""
    met = partners - len(idle)
    contribute = verb_of(met, partners, "contributes", "contribute")
    text = f"{met} of {counted(partners, 'partner')} {contribute} to an outcome{rest}"
    evidence = [fact(text, rows[0], "contributions")]
    return weigh_share(met, partners, partnership.thresholds.contributing, text, evidence)
