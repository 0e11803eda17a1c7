"""Every source of signals, as the modules of `analysis/signals` define them."""

from __future__ import annotations

import pkgutil
from functools import cache
from importlib import import_module

from partnerlab.analysis import signals
from partnerlab.analysis.signals.signal import Source


@cache
def all_sources() -> tuple[Source, ...]:
    """Return every source, by name."""
    modules = [import_module(f"{signals.__name__}.{row.name}") for row in pkgutil.iter_modules(signals.__path__)]
    found = {value.name: value for module in modules for value in vars(module).values() if isinstance(value, Source)}
    return tuple(found[name] for name in sorted(found))
