"""What partners must hear now: risks that have worsened, are overdue, above their appetite, unled or uncontrolled."""

from __future__ import annotations

from collections.abc import Sequence

import pandas as pd

from partnerlab.analysis.caching import cached
from partnerlab.analysis.catalogue import has_reached
from partnerlab.analysis.facts.leads import is_led
from partnerlab.analysis.findings import Finding, Severity
from partnerlab.analysis.risk_allocation.ratings import list_open_risks
from partnerlab.analysis.risk_allocation.rules.controls import controls_are_on_time, controls_have_an_owner
from partnerlab.analysis.risk_allocation.rules.leads import leads_are_still_partners, leads_have_authority
from partnerlab.analysis.risk_allocation.rules.monitoring import (
    no_risk_has_worsened,
    red_risks_are_acted_on,
    reviews_are_on_time,
    risks_stay_within_appetite,
)
from partnerlab.analysis.risk_allocation.rules.register import shared_risks_have_a_lead
from partnerlab.analysis.risk_allocation.standing import NOT_RATED, TOO_FEW, say_state
from partnerlab.partnership import Partnership
from partnerlab.wording import counted, listed

ALERTS = {
    shared_risks_have_a_lead: "no lead on record",
    leads_have_authority: "lead without authority",
    leads_are_still_partners: "lead that has left",
    no_risk_has_worsened: "worsened",
    reviews_are_on_time: "review overdue",
    risks_stay_within_appetite: "above risk appetite",
    red_risks_are_acted_on: "red with too little under way",
    controls_have_an_owner: "control without an owner",
    controls_are_on_time: "control overdue",
}
"""Rules whose faults are alerts (¶4.4), and what each tells of: nobody in charge, a change, a missed date, a limit.

Nobody leads on a risk without a lead on record, nor on one whose only lead has left; `risks_without_lead` counts both.
"""


@cached
def find_alerts(partnership: Partnership) -> tuple[Finding, ...]:
    """Return the alerts on risks, worst first: the faults found by the rules in `ALERTS`.

    Examples
    --------
    >>> hub = Partnership(name="Hub", purpose="Reach people", stage=[{"stage": "planning"}],
    ...     risks=[{"id": "R1", "title": "Delay", "class": "shared"}])
    >>> [(alert.code, alert.subject) for alert in find_alerts(hub)]
    [('RA104', 'risk R1')]
    """
    found = [finding for rule in ALERTS for finding in rule.findings(partnership)]
    faults = [finding for finding in found if finding.severity.is_fault]
    alerts = [finding for finding in faults if finding.subject != "partnership"]  # those are shares, told one by one
    return tuple(sorted(alerts, key=lambda finding: (finding.severity.rank, finding.code, finding.subject)))


@cached
def summarise_alerts(partnership: Partnership) -> pd.DataFrame:
    """Return the alerts as a table, worst first: `severity`, `subject`, `alert`, `code`, `paragraph`.

    `subject` is the title of the risk. `attrs["none"]` says in a sentence why there are none, for a table without
    rows; see `say_no_alert`.
    """
    titles = {risk.id: risk.title for risk in partnership.risks}
    ids = sorted(titles, key=len, reverse=True)
    rows = [
        (row.severity.value, titles.get(_about(row.subject, ids), row.subject), row.message, row.code, row.paragraph)
        for row in find_alerts(partnership)
    ]
    frame = pd.DataFrame(rows, columns=["severity", "subject", "alert", "code", "paragraph"])
    frame.attrs["none"] = say_no_alert(partnership)
    return frame


def say_no_alert(partnership: Partnership) -> str:
    """Say why there is no alert: nothing is recorded, nothing is asked yet, or nothing is found.

    Before the stage of the rules in `ALERTS` nothing is held against a partnership, but what stands in its register is
    told.

    Examples
    --------
    >>> hub = Partnership(name="Hub", purpose="Reach people", stage=[{"stage": "scoping"}],
    ...     risks=[{"id": "R1", "title": "Delay", "class": "shared"}])
    >>> say_no_alert(hub)
    'Not checked at the scoping stage. In the register: 1 not rated and 1 without a lead.'
    """
    risks, as_at = list_open_risks(partnership), partnership.as_at
    if not risks:
        return "Cannot tell: no open risk is recorded."
    if all(has_reached(partnership, rule.stage) for rule in ALERTS):
        return "Nothing at present."
    states = [say_state(partnership, risk) for risk in risks]
    late = sum(as_at is not None and risk.review_by is not None and risk.review_by < as_at for risk in risks)
    unled = sum(risk.kind != "own" and not is_led(partnership, risk.id) for risk in risks)
    counts = [
        *((states.count(state), f"{states.count(state)} {state}") for state in ("red", NOT_RATED, TOO_FEW)),
        (late, f"{counted(late, 'review')} overdue"),
        (unled, f"{unled} without a lead"),
    ]
    known = listed(words for number, words in counts if number) if any(number for number, _ in counts) else ""
    open_risks = f"{counted(len(risks), 'open risk')}, none of them red, overdue or without a lead"
    asked = f"Not checked at the {partnership.current_stage} stage."
    return f"{asked} In the register: {known or open_risks}."


@cached
def count_alerts(partnership: Partnership) -> pd.DataFrame:
    """Return how many alerts there are of each kind.

    Returns
    -------
    pandas.DataFrame
        One row for each kind in `ALERTS`: `kind`, `code`, `alerts` (how many), `red` (how many of them to act on now),
        `risks` (ids of the risks, worst first, each once).
    """
    alerts = find_alerts(partnership)
    ids = sorted((risk.id for risk in partnership.risks), key=len, reverse=True)
    rows = []
    for rule, kind in ALERTS.items():
        found = [alert for alert in alerts if alert.code == rule.code]
        red = sum(alert.severity is Severity.RED for alert in found)
        rows.append(
            (kind, rule.code, len(found), red, tuple(dict.fromkeys(_about(alert.subject, ids) for alert in found)))
        )
    return pd.DataFrame(rows, columns=["kind", "code", "alerts", "red", "risks"])


def _about(subject: str, ids: Sequence[str]) -> str:
    """Return the id, of those given with the longest first, that `risk R1` or `control of R1: Survey` is about."""
    told = subject.removeprefix("risk ").removeprefix("control of ")
    return next((name for name in ids if told == name or told.startswith((f"{name}:", f"{name},"))), told)
