"""Two states of a partnership side by side: findings, leads, exposure and every other measure that differs."""

from __future__ import annotations

from collections.abc import Iterator

import pandas as pd
from markupsafe import Markup

from partnerlab.analysis.findings import Finding, Measure
from partnerlab.analysis.measure_names import name_measure
from partnerlab.analysis.review import Review
from partnerlab.display.findings import findings
from partnerlab.display.results import notice
from partnerlab.display.table import table
from partnerlab.page.notebooks import open_citations
from partnerlab.page.parts import read_lights
from partnerlab.partnership import Partnership

RECORD = "as recorded"
"""What the state is called that is no scenario."""
MOST_MEASURES = 60
"""Measures that differ beyond which only their number is told."""


def compare_side_by_side(one: Review, other: Review, names: tuple[str, str]) -> str:
    """Return two reviews of a partnership side by side, as HTML."""
    lights = read_lights()
    counts = [
        [lights[severity.value]["word"], count, other.counts()[severity]] for severity, count in one.counts().items()
    ]
    parts = [table(pd.DataFrame(counts, columns=["light", *names]), caption="Findings by light").html]
    for mine, others, name in ((one, other, names[0]), (other, one, names[1])):
        only = [row for row in mine.findings if _light(row) not in {_light(found) for found in others.findings}]
        where = name if name == RECORD else f"in {name}"
        parts.append(Markup("<h4>Only {}: {}</h4>").format(where, len(only)))
        parts.append(findings(only, fold=False, empty="None.").html)
    leads = pd.DataFrame(list(_leads(one.partnership, other.partnership)), columns=["risk", *names])
    measures = pd.DataFrame(list(_measures(one, other)), columns=["measure", *names, "unit"])
    parts.append(table(leads, caption="Leads that differ", empty="No risk has another lead.", missing="nobody").html)
    if len(measures) > MOST_MEASURES:
        parts.append(notice(f"{len(measures)} measures differ; the first {MOST_MEASURES} are shown.").html)
    shown = measures.head(MOST_MEASURES)
    parts.append(table(shown, caption="Measures that differ", empty="No measure differs.", missing="not known").html)
    return str(open_citations("".join(parts)))


def tell_changes(before: tuple[Finding, ...], after: tuple[Finding, ...]) -> str:
    """Return, as HTML, the findings that come, those that go, and those that get another light."""
    old, new = ({finding.key: finding for finding in found} for found in (before, after))
    come = [finding for key, finding in new.items() if key not in old or old[key].severity is not finding.severity]
    gone = [finding for key, finding in old.items() if key not in new or new[key].severity is not finding.severity]
    if not come and not gone:
        return str(notice("No finding comes or goes.").html)
    parts = [
        f"<h4>{title}: {len(found)}</h4>{findings(found, fold=False, empty='None.').html}"
        for title, found in (("Findings that would come", come), ("Findings that would go", gone))
    ]
    return str(open_citations("".join(parts)))


def _light(finding: Finding) -> tuple[str, str, str]:
    return (*finding.key, finding.severity.value)


def _leads(one: Partnership, other: Partnership) -> Iterator[tuple[str, str | None, str | None]]:
    for risk in dict.fromkeys([*(risk.id for risk in one.risks), *(risk.id for risk in other.risks)]):
        first, second = (_lead(partnership, risk) for partnership in (one, other))
        if first != second:
            yield risk, first, second


def _lead(partnership: Partnership, risk: str) -> str | None:
    lead = partnership.lead_of(risk)
    return None if lead is None else lead.named


def _measures(one: Review, other: Review) -> Iterator[tuple[str, object, object, str]]:
    sides = [{(row.name, row.subject): row for row in review.measures} for review in (one, other)]
    names = one.names | other.names
    for key in sorted({*sides[0], *sides[1]}):
        first, second = (side.get(key) for side in sides)
        if _value(first) != _value(second):
            unit = next(row.unit for row in (first, second) if row is not None)
            name = name_measure(key[0], names.get(key[1], key[1]))
            yield name, _value(first), _value(second), unit


def _value(measure: Measure | None) -> object:
    """Return a value as people read it: whole from 10,000 on, four digits below."""
    value = None if measure is None else measure.value
    if not isinstance(value, float):
        return value
    return f"{value:,.0f}" if abs(value) >= 10_000 or value.is_integer() else f"{value:,.4g}"
