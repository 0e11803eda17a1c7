"""The project's own notebooks and samples, and the command line as a user calls it."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

ROOT = Path(__file__).resolve().parents[1]
SAMPLES = tuple(sorted(path.stem for path in (ROOT / "parameters").glob("*.yaml")))
NOTEBOOKS = tuple(sorted((ROOT / "notebooks").glob("*.ipynb")))


def run_partnerlab(place: Path, *arguments: str) -> subprocess.CompletedProcess[str]:
    """Call `partnerlab` in a folder, as a user does."""
    command = [sys.executable, "-m", "partnerlab.cli", *arguments]
    return subprocess.run(command, cwd=place, capture_output=True, text=True, check=False, timeout=900)
