"""Numbers that the mapping review leaves for machines and for the portfolio."""

from __future__ import annotations

from collections.abc import Iterator

import pandas as pd

from partnerlab.analysis.caching import cached
from partnerlab.analysis.facts.members import assess_members, measure_turnover
from partnerlab.analysis.facts.milestones import count_overdue, summarise_spending
from partnerlab.analysis.findings import Measure, measure_share
from partnerlab.analysis.mapping.accountability import assess_accountability
from partnerlab.analysis.mapping.agreement import assess_clauses
from partnerlab.analysis.mapping.network import assess_network
from partnerlab.analysis.mapping.pathway import assess_pathway
from partnerlab.analysis.mapping.resources import administration_share, assess_resources
from partnerlab.analysis.mapping.roles import list_roles
from partnerlab.analysis.mapping.stakeholders import list_absent
from partnerlab.analysis.mapping.value import score_value
from partnerlab.partnership import Partnership
from partnerlab.wording import verb


@cached
def take_measures(partnership: Partnership) -> tuple[Measure, ...]:
    """Return the measures of the mapping review; a value of None says that it cannot be told.

    Examples
    --------
    >>> hub = Partnership(name="Hub", purpose="Reach people", stage=[{"stage": "scoping"}])
    >>> {row.name: row.value for row in take_measures(hub)}["density"] is None
    True
    """
    partners = float(len(partnership.current_partners))
    return (
        Measure(name="partners", value=partners, unit="partners", paragraph="¶3.2 box"),
        *_network(partnership),
        *_work(partnership),
        *_members(partnership),
        *_money(partnership),
    )


def _number(value: object) -> float | None:
    return None if value is None or pd.isna(value) else float(str(value))  # type: ignore[call-overload] # any cell


def _network(partnership: Partnership) -> Iterator[Measure]:
    network = assess_network(partnership)
    whole, n = network.whole, len(network.members)
    band = "band: as it is, and with each partner in turn left out"
    for name in ("density", "degree_centralisation", "betweenness_centralisation", "mean_distance"):
        row = whole.measures.set_index("measure").loc[name] if whole else {"value": None, "low": None, "high": None}
        value, low, high = (_number(row[part]) for part in ("value", "low", "high"))
        method = f"ties are relationships at {network.threshold}, at least one side says so; {band}"
        yield Measure(name=name, value=value, low=low, high=high, n=n, method=method, paragraph="¶3.2 box")
    yield measure_share(
        "response_rate", n - len(network.silent), n, "¶3.2 box", "partners that said how they work with others"
    )
    for name, count in (
        ("isolates", len(whole.isolates) if whole else None),
        ("single_points", len(whole.articulation_points) if whole else None),
    ):
        unheard = len(network.alone[1]) if name == "isolates" else 0
        method = f"{unheard} of them {verb(unheard, 'has', 'have')} not answered" if unheard else ""
        yield Measure(name=name, value=_number(count), unit="partners", n=n, method=method, paragraph="¶3.2 box")
    method = "ties returned, of all" if network.directed else "ties both sides report, of those both have spoken of"
    returned = whole.reciprocity if whole else None
    yield Measure(name="reciprocity", value=returned, unit="share", n=n, method=method, paragraph="¶3.2 box")
    mixing = network.mixing
    between = mixing.external_index if whole else None
    method = "ties between sectors less ties within, over all (E-I index)"
    if mixing.expected_index is not None:
        method += f"; {mixing.expected_index:.2f} if ties fell at random"
    yield Measure(name="sector_mixing", value=between, n=n, method=method, paragraph="¶3.2 box")
    ranked = score_value(partnership)
    gains = ranked["gain"].dropna()
    mean = float(gains.mean()) if len(gains) else None
    method = "mean of value possible less value now, 1 to 5, over relationships"
    yield Measure(name="relationship_gain", value=mean, n=len(gains), method=method, paragraph="¶3.2 box")
    absent = list_absent(partnership)
    needed = float((absent["membership"] == "needed").sum()) if partnership.stakeholders else None
    yield Measure(name="partners_needed", value=needed, n=len(partnership.stakeholders), paragraph="¶3.2 box")


def _work(partnership: Partnership) -> Iterator[Measure]:
    pathway = assess_pathway(partnership)
    handoffs = pathway.handoffs
    lacking = float(len(pathway.traced.unsupported)) if pathway.traced else None
    yield Measure(name="handoffs_unsupported", value=lacking, unit="hand-offs", n=len(handoffs), paragraph="¶3.2 box")
    longest = pathway.traced.wait_longest if pathway.traced else None
    known = pathway.traced.waits_known if pathway.traced else 0
    method = "sum of waits along the slowest way"
    yield Measure(name="wait_longest", value=longest, unit="days", n=known, method=method, paragraph="¶3.2 box")
    roles = list_roles(partnership)
    clear = int((roles["state"] == "clear").sum())
    yield measure_share(
        "tasks_clear", clear, len(roles), "¶2.11", "tasks done by somebody and answered for as declared"
    )
    lines = assess_accountability(partnership)
    held = int((lines["state"] == "documented").sum())
    known_lines = len(lines) if partnership.accountabilities else 0
    yield measure_share(
        "accountability_documented", held, known_lines, "¶3.2", "lines documented, of those there or needed"
    )
    clauses = assess_clauses(partnership)
    needed = clauses[clauses["in_guide"].astype(bool)]
    held = int((needed["state"] == "yes").sum())
    total = len(needed) if partnership.agreements else 0
    yield measure_share(
        "clauses_in_place", held, total, "¶3.5, App. 4", "clauses of the guide's matters in place in full"
    )


def _members(partnership: Partnership) -> Iterator[Measure]:
    turnover = measure_turnover(partnership)
    method = "representatives who left over the mean number sitting, in the months looked back on"
    seats = round(turnover.seats)
    yield Measure(name="turnover", value=turnover.share, unit="share", n=seats, method=method, paragraph="¶2.12")
    table = assess_members(partnership)
    method = "meetings attended in the months looked back on, deputies included"
    for partner, share, held in table[["partner", "attendance", "meetings"]].itertuples(index=False):
        value = _number(share)
        yield Measure(
            name="attendance", subject=partner, value=value, unit="share", n=held, method=method, paragraph="¶2.12"
        )
    mean = _number(table["attendance"].mean()) if table["attendance"].notna().any() else None
    n = int(table["meetings"].max()) if len(table) else 0
    yield Measure(
        name="attendance", value=mean, unit="share", n=n, method=f"mean over partners: {method}", paragraph="¶2.12"
    )
    said = table["authority"].notna()
    held = int((table["authority"] == "commits").sum())
    yield measure_share(
        "members_commit", held, int(said.sum()), "¶2.12", "representatives authorised to commit, of those known"
    )


def _money(partnership: Partnership) -> Iterator[Measure]:
    spending = summarise_spending(partnership)
    yield Measure(name="budget", value=spending.budget, unit="£", paragraph="¶2.13", method="budgets of all milestones")
    payments = len(partnership.spending)
    yield Measure(name="spent", value=spending.spent, unit="£", n=payments, paragraph="¶2.13", method="all payments")
    method = "payments for the milestones that have a budget"
    yield Measure(name="spent_on_budgets", value=spending.on_budgets, unit="£", paragraph="¶2.13", method=method)
    untied = spending.untied if payments else None
    method = "payments that cannot be traced to a milestone or support"
    yield Measure(name="spent_untied", value=untied, unit="£", n=payments, paragraph="¶2.13", method=method)
    method = "spent less budget over budget, for milestones reached or overspent"
    yield Measure(
        name="spend_variance",
        value=spending.variance,
        unit="share",
        n=spending.judged,
        method=method,
        paragraph="¶2.13",
    )
    overdue, n = count_overdue(partnership), len(partnership.milestones)
    reached = sum(row.done is not None for row in partnership.milestones) if n else None
    for name, count in (("milestones_overdue", overdue), ("milestones_reached", reached)):
        yield Measure(name=name, value=_number(count), unit="milestones", n=n, paragraph="¶2.13")
    share = administration_share(partnership)
    yield Measure(
        name="administration", value=share, unit="share", paragraph="¶2.13", method="of money and help in kind"
    )
    resources = assess_resources(partnership)
    for column, unit in (("money", "£"), ("in_kind", "£"), ("time", "hours")):
        value = _number(resources[column].sum(min_count=1))
        yield Measure(name=f"resources_{column}", value=value, unit=unit, n=len(resources), paragraph="¶2.13")
