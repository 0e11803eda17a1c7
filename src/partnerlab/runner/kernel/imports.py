"""Imports ahead of time, so that nobody waits for them twice."""

from __future__ import annotations

import contextlib
import sys
from collections.abc import Iterator
from importlib import import_module
from importlib.util import find_spec
from types import ModuleType
from typing import Any


def import_ahead(statements: list[str]) -> list[str]:
    """Do the import statements of notebooks ahead of time.

    Returns
    -------
    list of str
        What failed, one line each; a notebook that needs it will fail again, with its own evidence.
    """
    failures = []
    for statement in statements:
        try:
            with postponed("rfc3987_syntax", "is_valid_syntax"):
                exec(compile(statement, "<imports>", "exec"), {"__name__": "warm"})  # noqa: S102 - its own code
        # Even a SystemExit: a notebook's module that leaves on import must not take the server with it.
        except BaseException as error:  # one notebook's broken import is no other's
            failures.append(f"{statement}: {type(error).__name__}: {error}")
    return failures


def start_of(module: str) -> str:
    """The program of an ordinary process that is a module's ``main``, its slow imports postponed as in a fork server.

    Parameters
    ----------
    module
        Dotted name.

    Examples
    --------
    >>> start_of("partnerlab.runner.kernel.application").splitlines()[-2:]
    ['from partnerlab.runner.kernel.application import main', 'main()']
    """
    ahead = f"from {__name__} import import_ahead\nimport_ahead(['import {module}'])"
    return f"{ahead}\nfrom {module} import main\nmain()"


@contextlib.contextmanager
def postponed(module: str, function: str) -> Iterator[None]:
    """Let a module that is slow to import wait until its one function of interest is called.

    Where JupyterLab is installed, jsonschema imports a grammar of web addresses that takes longer than all else
    together and that notebooks hardly ever need.

    The function is imported by name; whatever else is asked of the module meanwhile imports it.
    """
    spec = None if module in sys.modules else find_spec(module)
    if spec is None:
        yield
        return
    standing = ModuleType(module)

    def load() -> ModuleType:
        if sys.modules.get(module) is standing:
            del sys.modules[module]
        return import_module(module)

    def call(*arguments: Any, **options: Any) -> Any:
        return getattr(load(), function)(*arguments, **options)

    # What `import a.b` and `importlib.reload` look for on a module stands there, so that neither tells the difference.
    own = {"__spec__": spec, "__file__": spec.origin, "__path__": list(spec.submodule_search_locations or ())}
    vars(standing).update(own, __getattr__=lambda name: getattr(load(), name), **{function: call})
    sys.modules[module] = standing
    try:
        yield
    finally:
        # Those who imported the function keep it; whoever imports the module from now on gets the whole of it.
        if sys.modules.get(module) is standing:
            del sys.modules[module]
