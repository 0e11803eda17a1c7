"""Answers as partners send them, for tests."""

from __future__ import annotations

import csv
import json
import shutil
from collections.abc import Sequence
from pathlib import Path
from typing import Any

SAMPLE = "riverside-support-hub"


def copied_hub(folder: Path) -> Path:
    """A copy of the sample that a test may change."""
    shutil.copytree(Path("parameters") / SAMPLE, folder / SAMPLE)
    shutil.copy(Path("parameters") / f"{SAMPLE}.yaml", folder)
    return folder / f"{SAMPLE}.yaml"


def answer_file(folder: Path, partner: str, answers: dict[str, Any], *, on: str = "2026-11-30", name: str = "") -> Path:
    """An answer file as a form saves it."""
    content = {"partnerlab": "answers 1", "partnership": SAMPLE, "partner": partner, "on": on, "answers": answers}
    path = folder / f"{name or partner}.json"
    path.write_text(json.dumps({**content, "saved": f"{on}T10:00:00.000Z"}), encoding="utf-8")
    return path


def export(folder: Path, *rows: Sequence[str], name: str = "export.csv") -> Path:
    """An export as a CSV file."""
    path = folder / name
    with path.open("w", encoding="utf-8-sig", newline="") as file:
        csv.writer(file).writerows(rows)
    return path
