"""Methods import what takes long only where they calculate with it, so that reviews that need none of it are quick."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

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


def test_a_review_of_a_full_file_needs_neither_statsmodels_nor_the_statistics_of_scipy():
    sample = Path(__file__).parents[2] / "parameters" / "riverside-support-hub.yaml"
    program = (
        "import sys\n"
        "from partnerlab import read_partnership, review_partnership\n"
        f"review_partnership(read_partnership({str(sample)!r}))\n"
        "print([name for name in ('statsmodels', 'scipy.stats') if name in sys.modules])"
    )
    command = [sys.executable, "-c", program]
    ended = subprocess.run(command, capture_output=True, text=True, encoding="utf-8", check=True)
    assert ended.stdout.strip() == "[]"
