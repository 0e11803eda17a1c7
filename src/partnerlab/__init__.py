"""partnerlab: the guide *Making Partnerships Work* as an analytical workbook.

The public face: what a notebook imports. Each name is looked up when it is first used, so that commands which need
no chart do not wait for the charts.
"""

from __future__ import annotations

from importlib import import_module
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from partnerlab.analysis import evaluation, mapping, portfolio, risk_allocation, scoping, summary
    from partnerlab.analysis.changes import compare_reviews
    from partnerlab.analysis.findings import Finding, Measure, Severity
    from partnerlab.analysis.review import Review, find_findings, next_steps, review_partnership, rules
    from partnerlab.analysis.stage_asks import assess_stages
    from partnerlab.display import charts, tables
    from partnerlab.display.figure import Figure
    from partnerlab.errors import ChangeError, DisplayError, InputError, MethodError, PartnerlabError, RunError
    from partnerlab.live.opening import open_partnership
    from partnerlab.partnership import Partnership, edit_partnership, read_partnership

__version__ = "0.1.0"

_HOMES = {
    "partnerlab.analysis": ("evaluation", "mapping", "portfolio", "risk_allocation", "scoping", "summary"),
    "partnerlab.analysis.changes": ("compare_reviews",),
    "partnerlab.analysis.findings": ("Finding", "Measure", "Severity"),
    "partnerlab.analysis.review": ("Review", "find_findings", "next_steps", "review_partnership", "rules"),
    "partnerlab.analysis.stage_asks": ("assess_stages",),
    "partnerlab.display": ("charts", "tables"),
    "partnerlab.display.figure": ("Figure",),
    "partnerlab.errors": ("ChangeError", "DisplayError", "InputError", "MethodError", "PartnerlabError", "RunError"),
    "partnerlab.live.opening": ("open_partnership",),
    "partnerlab.partnership": ("Partnership", "edit_partnership", "read_partnership"),
}

__all__ = [
    "ChangeError",
    "DisplayError",
    "Figure",
    "Finding",
    "InputError",
    "Measure",
    "MethodError",
    "PartnerlabError",
    "Partnership",
    "Review",
    "RunError",
    "Severity",
    "assess_stages",
    "charts",
    "compare_reviews",
    "edit_partnership",
    "evaluation",
    "find_findings",
    "mapping",
    "next_steps",
    "open_partnership",
    "portfolio",
    "read_partnership",
    "review_partnership",
    "risk_allocation",
    "rules",
    "scoping",
    "summary",
    "tables",
]


def __getattr__(name: str) -> Any:
    """Return a public name, importing the module it lives in."""
    for home, names in _HOMES.items():
        if name in names:
            if home in {"partnerlab.analysis", "partnerlab.display"}:
                return import_module(f"{home}.{name}")
            return getattr(import_module(home), name)
    raise AttributeError(f"module 'partnerlab' has no attribute {name!r}")


def __dir__() -> list[str]:
    return sorted(__all__)
