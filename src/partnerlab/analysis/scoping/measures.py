"""Numbers that the scoping review leaves for machines and for the portfolio."""

from __future__ import annotations

from collections.abc import Iterator

from partnerlab.analysis.caching import cached
from partnerlab.analysis.facts.acceptance import assess_acceptance
from partnerlab.analysis.facts.alignment import summarise_alignment
from partnerlab.analysis.facts.constraints import assess_constraints
from partnerlab.analysis.facts.levels import compare_pairs, count_apart, get_level_gap
from partnerlab.analysis.facts.options import compare_options
from partnerlab.analysis.findings import Measure, measure_share
from partnerlab.analysis.scoping.agenda import assess_agenda
from partnerlab.analysis.scoping.conditions import gather_scoping_conditions
from partnerlab.analysis.scoping.readiness import ASPECTS, assess_readiness
from partnerlab.analysis.scoping.terms import assess_terms
from partnerlab.partnership import Partnership
from partnerlab.wording import counted


@cached
def take_measures(partnership: Partnership) -> tuple[Measure, ...]:
    """Return the measures of the scoping review; a value of None says that it cannot be told.

    Examples
    --------
    >>> hub = Partnership(name="Hub", purpose="Reach people", stage=[{"stage": "scoping"}])
    >>> {row.name: row.value for row in take_measures(hub)}["reason_accepted"] is None
    True
    """
    return (*_people(partnership), *_case(partnership), *_levels(partnership), *_circumstances(partnership))


def _people(partnership: Partnership) -> Iterator[Measure]:
    accepted = assess_acceptance(partnership)
    asked = accepted[accepted["state"] != "no answer"]
    held = int((asked["state"] == "accepted").sum())
    yield measure_share("reason_accepted", held, len(asked), "¶2.6", "partners that accept in full, of those asked")
    yield measure_share("reason_asked", len(asked), len(accepted), "¶2.6", "partners asked about the reason, of all")
    table = assess_readiness(partnership)
    for aspect in ASPECTS:
        given = table.loc[table["aspect"] == aspect, "answer"].dropna()
        yield measure_share(
            f"partners_{aspect}", int((given == "yes").sum()), len(given), "¶2.5", "answered yes, of those asked"
        )
    terms = assess_terms(partnership)
    said = terms["reporting_terms"].dropna()
    held = int((said == "yes").sum())
    yield measure_share(
        "reporting_terms_agreed", held, len(said), "¶2.16", "partners outside government with terms agreed"
    )


def _case(partnership: Partnership) -> Iterator[Measure]:
    compared = compare_options(partnership)
    method = (
        "share of random weightings, all equally likely, under which a partnership comes first; "
        f"Monte-Carlo error {compared.error:.3f}"
    )
    forms = compared.table[compared.table["form"] == "partnership"]
    value = float(forms["first"].sum()) if len(forms) else None
    yield Measure(
        name="partnership_first",
        value=value,
        unit="share",
        n=len(compared.table),
        method=method,
        paragraph="App. 2 item 2",
    )
    sight = summarise_alignment(partnership)
    yield measure_share(
        "outcomes_measured", len(sight.measured), len(sight.outcomes), "¶1.5", "outcomes with an indicator"
    )
    partners = len(partnership.current_partners) if sight.outcomes else 0
    yield measure_share(
        "partners_contributing", partners - len(sight.idle) if partners else 0, partners, "¶2.4", "of partners"
    )


def _levels(partnership: Partnership) -> Iterator[Measure]:
    gap = get_level_gap(partnership)
    for name, levels in (("level_lacking", gap.lacking), ("level_unfunded", gap.unfunded)):
        value = None if levels is None else float(levels)
        method = "level needed less actual level" if name == "level_lacking" else "level needed less level resourced"
        yield Measure(name=name, value=value, unit="levels", method=method, paragraph="¶2.1")
    pairs = compare_pairs(partnership)
    judged = pairs[pairs["gap"] != "cannot tell"]
    held = int((judged["gap"] == "below").sum())
    yield measure_share("pairs_below_level", held, len(judged), "¶2.1", "pairs below the level needed whoever is right")
    both, apart = count_apart(partnership)
    steps = counted(partnership.thresholds.answers_apart, "step")
    yield measure_share(
        "pairs_answering_apart", len(apart), len(both), "¶2.1", f"pairs that answered {steps} or more apart"
    )


def _circumstances(partnership: Partnership) -> Iterator[Measure]:
    conditions = gather_scoping_conditions(partnership)
    judged = [row for row in conditions if row.answer is not None]
    held = sum(row.answer == "yes" for row in judged)
    yield measure_share(
        "conditions_held", held, len(judged), "Fig. 3", "conditions said to hold or be guarded, of those judged"
    )
    doubted = sum(row.verdict == "contradicted" for row in conditions)
    value = float(doubted) if judged else None
    yield Measure(name="conditions_contradicted", value=value, n=len(judged), paragraph="Fig. 3")
    table = assess_agenda(partnership)
    pending = float((table["state"] == "open").sum())
    yield Measure(name="agenda_points_open", value=pending, unit="points", n=len(table), paragraph="App. 3")
    limits = assess_constraints(partnership)
    weak = int(limits["state"].isin(["unanswered", "past"]).sum())
    value = float(weak) if len(limits) else None
    yield Measure(name="constraints_unanswered", value=value, n=len(limits), paragraph="¶2.3")
