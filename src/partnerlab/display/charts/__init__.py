"""The charts of a review, named for what is seen; each is handed results and returns a `Figure`."""

from partnerlab.display.charts.portfolio import (
    common_findings,
    organisation_load,
    portfolio_exposure,
    portfolio_status,
)

__all__ = [
    "common_findings",
    "organisation_load",
    "portfolio_exposure",
    "portfolio_status",
]
