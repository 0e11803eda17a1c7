"""The charts of a review, named for what is seen; each is handed results and returns a `Figure`.

A chart is written once: a public function of a module of this package that returns a `Figure`, a `Table` or `Shown`.
It is found when the first chart is asked for.
"""

from __future__ import annotations

import pkgutil
import re
from collections.abc import Callable, Mapping
from functools import cache
from importlib import import_module
from inspect import isfunction
from pathlib import Path
from types import ModuleType
from typing import TYPE_CHECKING, Any

from partnerlab.display.context import draw_with
from partnerlab.errors import DisplayError

HERE = Path(__file__).parent

if TYPE_CHECKING:  # what `__getattr__` finds, for who reads types
    from partnerlab.display.charts.brokers import *
    from partnerlab.display.charts.choices import *
    from partnerlab.display.charts.delivery import *
    from partnerlab.display.charts.early_warnings import *
    from partnerlab.display.charts.endings import *
    from partnerlab.display.charts.exposure import *
    from partnerlab.display.charts.groups import *
    from partnerlab.display.charts.instruments import *
    from partnerlab.display.charts.leads import *
    from partnerlab.display.charts.lists import *
    from partnerlab.display.charts.mapping import *
    from partnerlab.display.charts.network import *
    from partnerlab.display.charts.pathway import *
    from partnerlab.display.charts.portfolio import *
    from partnerlab.display.charts.practices import *
    from partnerlab.display.charts.record_lists import *
    from partnerlab.display.charts.report_cards import *
    from partnerlab.display.charts.risk_lists import *
    from partnerlab.display.charts.risks import *
    from partnerlab.display.charts.scenarios import *
    from partnerlab.display.charts.scoping import *
    from partnerlab.display.charts.seats import *
    from partnerlab.display.charts.self_assessment import *
    from partnerlab.display.charts.sight import *
    from partnerlab.display.charts.timing import *
    from partnerlab.display.charts.trajectory import *
    from partnerlab.display.charts.verdicts import *
    from partnerlab.display.charts.watching import *
else:

    def __getattr__(name: str) -> Callable[..., Any]:
        """Return a chart by its name."""
        if name.startswith("_") or name not in gather_charts():
            message = f"module {__name__!r} has no attribute {name!r}"
            raise AttributeError(message)
        return gather_charts()[name]


def __dir__() -> list[str]:
    return sorted({*gather_charts(), draw_with.__name__})


@cache
def gather_charts() -> Mapping[str, Callable[..., Any]]:
    """Find the charts of all modules of this package, each made in the drawing context.

    Returns
    -------
    dict
        Chart by name.

    Raises
    ------
    DisplayError
        If two modules have a chart of one name, or a chart is called as a module is.

    Examples
    --------
    >>> gather_charts()["risk_matrix"].__module__
    'partnerlab.display.charts.risks'
    """
    # Altair is imported here and not above, so that a command that draws nothing does not wait for it.
    in_context = import_module("partnerlab.display.specification").made_in_context
    with_names = import_module("partnerlab.display.naming").named_in_context
    modules = {row.name: import_module(f"{__name__}.{row.name}") for row in pkgutil.iter_modules([str(HERE)])}
    found: dict[str, Callable[..., Any]] = {}
    for module in modules.values():
        for name, chart in vars(module).items():
            if not _is_chart(chart, module):
                continue
            if name in found or name in modules:
                raise DisplayError(f'"{name}" of {module.__name__} is taken; call the chart for what is seen in it')
            found[name] = in_context(with_names(chart))
    return found


def _is_chart(chart: object, module: ModuleType) -> bool:
    if not isfunction(chart) or chart.__module__ != module.__name__ or chart.__name__.startswith("_"):
        return False
    returned = set(re.findall(r"\w+", str(chart.__annotations__.get("return"))))
    return not returned.isdisjoint({"Figure", "Table", "Shown"})
