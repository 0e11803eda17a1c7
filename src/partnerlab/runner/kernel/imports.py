"""Imports ahead of time, so that nobody waits for them twice."""

from __future__ import annotations

import contextlib
import sys
from collections.abc import Callable, Iterable, Iterator
from importlib import import_module
from importlib.util import find_spec
from types import ModuleType
from typing import Any


def import_ahead(statements: list[str]) -> list[str]:
    """Do imports ahead of time.

    Parameters
    ----------
    statements
        Import statements, as they stand in notebooks.

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


@contextlib.contextmanager
def postponed(module: str, function: str) -> Iterator[None]:
    """Let a module that is slow to import wait until its one function of interest is called.

    Where JupyterLab is installed, jsonschema imports a grammar of web addresses that takes longer than all else
    together and that notebooks hardly ever need.

    Parameters
    ----------
    module
        Which module.
    function
        Its function, which is imported by name.
    """
    standing = postpone(module, (function,))
    try:
        yield
    finally:
        if standing:
            sys.modules.pop(module, None)


def postpone(module: str, functions: Iterable[str]) -> bool:
    """Let a module wait in this process, and in what is forked from it, until something of it is used.

    Parameters
    ----------
    module
        Which module.
    functions
        Its functions that may be imported by name, or replaced, without importing the module itself.

    Returns
    -------
    bool
        Whether it waits; not where it is imported already, or not installed.
    """
    if module in sys.modules or find_spec(module) is None:
        return False
    sys.modules[module] = Placeholder(module, functions)
    return True


class Placeholder(ModuleType):
    """Keeps the place of a module that is imported when something of it is used.

    Attributes
    ----------
    afterwards
        What to do once the module has been imported.
    """

    def __init__(self, module: str, functions: Iterable[str]) -> None:
        super().__init__(module)
        spec = find_spec(module)
        self.__spec__ = spec  # without one, `find_spec` would raise an error for the module
        self.__file__ = spec.origin if spec else None
        self.__path__ = list((spec and spec.submodule_search_locations) or ())
        self._loaded: ModuleType | None = None
        self.afterwards: list[Callable[[], None]] = []
        for name in functions:
            setattr(self, name, self._wait_for(name))

    def __getattr__(self, name: str) -> Any:
        return getattr(self._module, name)

    @property
    def waits(self) -> bool:
        """Whether the module has not been imported yet."""
        return self._loaded is None

    def _wait_for(self, name: str) -> Callable[..., Any]:
        def call(*arguments: Any, **options: Any) -> Any:
            return getattr(self._module, name)(*arguments, **options)

        return call

    @property
    def _module(self) -> ModuleType:
        if self._loaded is None:
            # Out of the way while the module is imported, or the import would find this very placeholder; back again
            # after, since others may have it by name already.
            held = sys.modules.pop(self.__name__, None)
            try:
                self._loaded = import_module(self.__name__)
            finally:
                if held is not None:
                    sys.modules[self.__name__] = held
            for follow in self.afterwards:
                follow()
        return self._loaded
