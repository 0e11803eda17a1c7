"""Each module has a test of its own name, or one that says that it covers it.

A test file `tests/<layer>/test_<module>.py` stands for `partnerlab/<layer>/<module>.py`. A test that is about several
modules lists the others as `COVERS = ("partnerlab.<layer>.<module>", …)`, where the next reader will look.
"""

from __future__ import annotations

import ast
from pathlib import Path

TESTS = Path(__file__).parent
SOURCE = TESTS.parent / "src" / "partnerlab"
NEED_NONE = {"__init__", "__main__"}
"""Files that gather what other modules hold."""
NOT_TESTED: dict[str, str] = {}
"""Modules that no test is about, and why that is well."""


def modules() -> dict[str, Path]:
    """Each module by its dotted name, and where its own test would stand."""
    files = [file.relative_to(SOURCE) for file in SOURCE.rglob("*.py") if file.stem not in NEED_NONE]
    return {
        ".".join(("partnerlab", *file.with_suffix("").parts)): TESTS / file.with_name(f"test_{file.name}")
        for file in files
    }


def covered() -> dict[str, list[str]]:
    """What each test file says that it covers besides its namesake."""
    said = {}
    for file in sorted(TESTS.rglob("test_*.py")):
        for row in ast.parse(file.read_text(encoding="utf-8")).body:
            if isinstance(row, ast.Assign) and [ast.unparse(target) for target in row.targets] == ["COVERS"]:
                said[file.relative_to(TESTS).as_posix()] = list(ast.literal_eval(row.value))
    return said


def test_each_module_has_a_test_of_its_name_or_one_that_names_it():
    named = {name for names in covered().values() for name in names} | set(NOT_TESTED)
    assert [name for name, own in sorted(modules().items()) if not own.exists() and name not in named] == []


def test_whatever_a_test_names_is_there_and_has_no_test_of_its_own():
    known = modules()
    named = [(file, name) for file, names in covered().items() for name in names]
    assert [(file, name) for file, name in named if name not in known or known[name].exists()] == []
