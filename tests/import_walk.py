"""Import all modules of the package in a process of its own; print what of other libraries differs after it, and which
of its data files were read meanwhile.

The libraries that the package imports are imported first, so that what they do to one another when they are imported is
not counted. Which these are, `--list` prints, in another process; a file that holds this list is the first argument.
"""

from __future__ import annotations

import asyncio
import decimal
import gc
import importlib.util
import json
import locale
import logging
import multiprocessing
import os
import pkgutil
import random
import signal
import sys
import threading
import warnings
from importlib import import_module
from pathlib import Path
from types import ModuleType
from typing import Any

State = dict[str, str]

PACKAGE = "partnerlab"


def is_ours(name: str) -> bool:
    return name.partition(".")[0] == PACKAGE


def our_modules() -> list[str]:
    """Every module of the package but those that run a command when they are imported."""
    package = import_module(PACKAGE)
    found = pkgutil.walk_packages(package.__path__, f"{PACKAGE}.")
    return [PACKAGE, *(row.name for row in found if not row.name.endswith("__main__"))]


def look() -> State:
    """What other libraries and Python itself hold for everybody, each in words that change when it does."""
    return {
        **{f"environment {name}": value for name, value in os.environ.items()},
        **look_at_python(),
        **look_at_loggers(),
        **look_at_altair(),
        **look_at_pandas(),
        **look_at_modules(),
    }


def look_at_python() -> State:
    handlers = {f"signal {name}": repr(signal.getsignal(number)) for name, number in _signals().items()}
    return handlers | {
        "warnings": repr(warnings.filters),
        "sys.path": repr(sys.path),
        "sys.meta_path": repr([id(finder) for finder in sys.meta_path]),
        "sys.path_hooks": repr([id(hook) for hook in sys.path_hooks]),
        "working folder": os.getcwd(),  # noqa: PTH109 - as Python holds it
        "locale": repr(locale.setlocale(locale.LC_ALL)),
        "decimal": repr(decimal.getcontext()),
        "random numbers": repr(hash(random.getstate())),
        "start of processes": repr(multiprocessing.get_start_method(allow_none=True)),
        "rubbish": repr((gc.isenabled(), gc.get_threshold(), gc.get_freeze_count())),
        "event loops": type(_loop_policy()).__qualname__,
        "threads": repr(threading.active_count()),
    }


def _signals() -> dict[str, int]:
    return {row.name: row for row in signal.Signals}


def _loop_policy() -> Any:
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        return asyncio.get_event_loop_policy()


def look_at_loggers() -> State:
    """Loggers whose level, handlers, filters or ways are not those that a logger has at first."""
    loggers = {"root": logging.getLogger(), **logging.root.manager.loggerDict}
    found = {}
    for name, logger in loggers.items():
        if isinstance(logger, logging.Logger) and not is_ours(name):
            state = (logger.level, logger.propagate, logger.disabled, *map(repr, logger.handlers + logger.filters))
            if state != (0, True, False):
                found[f"logger {name}"] = repr(state)
    return found | {"logging": repr((logging.root.manager.disable, logging.getLoggerClass()))}


def look_at_altair() -> State:
    import altair as alt  # noqa: PLC0415 - the walk itself says what is imported before it looks
    from altair.utils import schemapi  # noqa: PLC0415 - as above

    kept = {"data_transformers": alt.data_transformers, "renderers": alt.renderers}
    found = {
        f"altair registry {name}": repr((registry.active, registry.names(), registry.options))
        for name, registry in kept.items()
    }
    theme = repr((alt.theme.active, alt.theme.names(), alt.theme.options))
    return found | {"altair registry theme": theme, "altair.utils.schemapi.DEBUG_MODE": repr(schemapi.DEBUG_MODE)}


def look_at_pandas() -> State:
    import numpy as np  # noqa: PLC0415 - as above
    from pandas._config import config  # noqa: PLC0415 - as above

    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        options = {f"pandas option {key}": repr(config.get_option(key)) for key in config._registered_options}
    numbers = (np.get_printoptions(), np.geterr(), hash(np.random.get_state()[1].tobytes()))
    return options | {"numpy": repr(numbers)}


def look_at_modules() -> State:
    """Which object each name of each library's modules and classes stands for."""
    found = {}
    for name, module in list(sys.modules.items()):
        if is_ours(name) or name == __name__ or not isinstance(module, ModuleType):
            continue
        found[f"sys.modules {name}"] = repr(id(module))
        for key, value in list(vars(module).items()):
            if key.startswith("__") or is_counted(value):
                continue
            found[f"{name}.{key}"] = repr(id(value))
            if isinstance(value, type) and value.__module__ == name:
                parts = {part: held for part, held in list(vars(value).items()) if callable(held)}
                found.update({f"{name}.{key}.{part}": repr(id(held)) for part, held in parts.items()})
    return found


def is_counted(value: object) -> bool:
    """Whether a value is one that libraries count with or keep for themselves."""
    return isinstance(value, (int, float)) and not isinstance(value, bool)


def import_theirs(names: list[str]) -> None:
    for name in names:
        try:
            import_module(name)
        except ImportError:  # a name that its library makes up, such as one of `six.moves`
            continue


def list_reads() -> list[str]:
    """A list that takes in each data file of the package that is opened from here on."""
    root, found = Path(str(importlib.util.find_spec(PACKAGE).origin)).parent, []

    def hear(event: str, told: tuple[Any, ...]) -> None:
        name = told[0] if event == "open" and isinstance(told[0], str) else ""
        if name.startswith(f"{root}{os.sep}") and "__pycache__" not in name and not name.endswith(".py"):
            found.append(f"file {Path(name).relative_to(root).as_posix()}")

    sys.addaudithook(hear)
    return found


def main(arguments: list[str]) -> None:
    if arguments == ["--list"]:
        for name in our_modules():
            import_module(name)
        print(json.dumps([name for name in sys.modules if not is_ours(name) and name != "__main__"]))
        return
    theirs = json.loads(Path(arguments[0]).read_text(encoding="utf-8"))
    ours = arguments[2:] or our_modules()
    sys.path += arguments[1:2]
    import_theirs(theirs)
    before, there = look(), set(sys.modules)
    read = list_reads()
    for name in ours:
        import_module(name)
    opened = sorted(set(read))
    after = look()
    changed = sorted(name for name in before if after.get(name) != before[name])
    new = sorted(name for name in after.keys() - before.keys() if name.startswith(("environment", "logger ", "signal")))
    made_up = [name for name in sys.modules.keys() - there if not is_ours(name) and is_stand_in(name)]
    new += [f"sys.modules {name}" for name in made_up if name not in ours]
    print(json.dumps({"ours": ours, "theirs": theirs, "changed": [*changed, *new, *opened]}))


def is_stand_in(name: str) -> bool:
    """Whether a module was made by hand and not imported."""
    return getattr(sys.modules[name], "__spec__", None) is None


if __name__ == "__main__":
    main(sys.argv[1:])
