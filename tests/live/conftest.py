"""A working place's partnerships, to be changed."""

from __future__ import annotations

import shutil
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[2]


@pytest.fixture
def parameters(tmp_path: Path) -> Path:
    """Return a folder with the samples."""
    folder = tmp_path / "parameters"
    shutil.copytree(ROOT / "parameters", folder, ignore=shutil.ignore_patterns(".*"))
    return folder


@pytest.fixture
def hub(parameters: Path) -> Path:
    """Return the file of one sample."""
    return parameters / "riverside-support-hub.yaml"
