"""Methods import what takes long only where they calculate with it, so that reviews that need none of it are quick."""

from __future__ import annotations

import subprocess
import sys

HEAVY = ("scipy", "networkx", "statsmodels", "krippendorff")
PROGRAM = """
import pkgutil, sys
from importlib import import_module
import partnerlab.analysis.review, partnerlab.methods
for row in pkgutil.iter_modules(partnerlab.methods.__path__, "partnerlab.methods."):
    import_module(row.name)
print([name for name in {heavy!r} if name in sys.modules])
"""


def test_nothing_that_takes_long_is_imported_before_it_is_needed():
    command = [sys.executable, "-c", PROGRAM.format(heavy=HEAVY)]
    ended = subprocess.run(command, capture_output=True, text=True, encoding="utf-8", check=True)
    assert ended.stdout.strip() == "[]"
