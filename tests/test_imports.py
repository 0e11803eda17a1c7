"""Importing any module reads none of our data files and changes no registry, logger or global of another library."""

from __future__ import annotations

import json
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest

pytestmark = pytest.mark.slow

WALK = Path(__file__).parent / "import_walk.py"


def walk(*told: str) -> Any:
    """What a process of its own says that walks all modules."""
    done = subprocess.run([sys.executable, WALK, *told], capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stderr
    return json.loads(done.stdout)


@pytest.fixture(scope="module")
def theirs(tmp_path_factory: pytest.TempPathFactory) -> str:
    """A file with the modules of other libraries that are there once all of ours are imported."""
    file = tmp_path_factory.mktemp("walk") / "theirs.json"
    file.write_text(json.dumps(walk("--list")), encoding="utf-8")
    return str(file)


def test_importing_any_module_changes_nothing_of_another_library(theirs: str) -> None:
    said = walk(theirs)
    assert len(said["ours"]) > 200
    assert {"altair", "pandas", "logging"} <= set(said["theirs"])
    assert said["changed"] == []


def test_what_a_module_would_change_is_seen(tmp_path: Path, theirs: str) -> None:
    (tmp_path / "meddling.py").write_text(
        "import logging, os, sys, types, warnings\n"
        "import altair, pandas\n"
        "altair.data_transformers.register('ours', print)\n"
        "altair.utils.schemapi.DEBUG_MODE = False\n"
        "altair.Chart.to_dict = print\n"
        "pandas.set_option('display.max_rows', 7)\n"
        "logging.getLogger('altair').setLevel('ERROR')\n"
        "warnings.simplefilter('ignore')\n"
        "os.environ['OURS'] = '1'\n"
        "sys.modules['vl_convert'] = types.ModuleType('vl_convert')\n"
        "import partnerlab.guide; partnerlab.guide.laws()\n",
        encoding="utf-8",
    )
    changed = "\n".join(walk(theirs, str(tmp_path), "meddling")["changed"])
    for part in (
        "altair registry data_transformers",
        "file guide/data/laws.yaml",
        "altair.utils.schemapi.DEBUG_MODE",
        "Chart.to_dict",
        "pandas option display.max_rows",
        "logger altair",
        "warnings",
        "environment OURS",
        "sys.modules vl_convert",
    ):
        assert part in changed
