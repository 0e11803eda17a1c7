"""What several tests stand on: a working place, and the reviews of all samples, made once."""

from __future__ import annotations

import shutil
from pathlib import Path

import pytest
from hypothesis import settings

from samples import ROOT, run_partnerlab

settings.register_profile("partnerlab", deadline=None)  # a busy machine is no fault of what is tested
settings.load_profile("partnerlab")


@pytest.fixture(scope="session")
def place(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Return a working place with the notebooks and the samples, away from the project."""
    folder = tmp_path_factory.mktemp("place")
    for name in ("notebooks", "parameters"):
        shutil.copytree(ROOT / name, folder / name, ignore=shutil.ignore_patterns(".*"))
    return folder


@pytest.fixture(scope="session")
def reviews(place: Path) -> Path:
    """Return the outputs of `partnerlab run` on the samples."""
    done = run_partnerlab(place, "run")
    assert done.returncode == 0, done.stdout + done.stderr
    return place / "outputs"
