"""What partners must hear now: risks that have worsened, are overdue, past appetite, unled or uncontrolled."""

from __future__ import annotations

import pandas as pd

from partnerlab.analysis.findings import Finding, Severity
from partnerlab.analysis.memory import remembered
from partnerlab.analysis.risk_allocation import rules
from partnerlab.partnership import Partnership

ALERTS = (
    rules.no_risk_has_worsened,
    rules.reviews_are_on_time,
    rules.risks_stay_within_appetite,
    rules.red_risks_are_acted_on,
    rules.shared_risks_have_a_lead,
    rules.leads_have_authority,
    rules.leads_are_still_partners,
    rules.controls_have_an_owner,
    rules.controls_are_on_time,
)
"""Rules whose faults are alerts (¶4.4): a change, a missed date, a limit passed, nobody in charge."""


@remembered
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
    alerts = [finding for finding in found if finding.severity in {Severity.RED, Severity.AMBER}]
    return tuple(sorted(alerts, key=lambda finding: (finding.severity.rank, finding.code, finding.subject)))


@remembered
def summarise_alerts(partnership: Partnership) -> pd.DataFrame:
    """Return the alerts as a table, worst first: `severity`, `subject`, `alert`, `code`, `paragraph`."""
    rows = [(row.severity.value, row.subject, row.message, row.code, row.paragraph) for row in find_alerts(partnership)]
    return pd.DataFrame(rows, columns=["severity", "subject", "alert", "code", "paragraph"])
