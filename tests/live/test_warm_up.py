"""The warm-up of a person's kernel."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

import pytest

from partnerlab.live.warm_up import _Kept, open_workbook, warm_up
from partnerlab.live.workbook import Workbook

pytestmark = pytest.mark.slow


def test_a_faulty_file_is_left_for_the_notebook_to_tell(tmp_path):
    (tmp_path / "bad.yaml").write_text("name: Bad\n", encoding="utf-8")
    warm_up(tmp_path / "bad.yaml")


@pytest.mark.skipif(sys.platform != "linux", reason="threads are counted in /proc")
def test_it_starts_no_thread_so_that_a_fork_is_whole(hub: Path):
    code = (
        "import os; from partnerlab.live.warm_up import warm_up; "
        f"warm_up({str(hub)!r}); print(len(os.listdir('/proc/self/task')))"
    )
    steady = {**os.environ, "OPENBLAS_NUM_THREADS": "1", "OMP_NUM_THREADS": "1"}
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True, env=steady)
    assert done.stdout.strip() == "1"


@pytest.fixture
def kept(hub: Path, monkeypatch: pytest.MonkeyPatch) -> Workbook:
    """The workbook that a warm-up made."""
    monkeypatch.setattr("partnerlab.live.warm_up.warm_up_display", lambda *_: None)
    warm_up(hub, "2026-03-31")
    assert _Kept.workbook is not None
    return _Kept.workbook


def test_the_first_notebook_has_the_workbook_that_was_made_ahead(kept, hub):
    assert open_workbook(hub, "2026-03-31", redact=False) is kept
    assert open_workbook(hub, "2026-03-31", redact=False) is not kept


def test_another_file_date_or_redaction_is_opened_afresh(kept, hub, parameters):
    assert open_workbook(hub, "", redact=False) is not kept
    warm_up(hub)
    assert open_workbook(hub, "", redact=True).redact
    warm_up(hub)
    assert open_workbook(parameters / "harbour-regeneration.yaml", "", redact=False).file.stem == "harbour-regeneration"


@pytest.mark.parametrize("name", ["riverside-support-hub.yaml", "riverside-support-hub/ratings.csv"])
def test_files_that_have_changed_since_are_read_again(kept, parameters, hub, name):
    with (parameters / name).open("ab") as file:
        file.write(b"\n")
    assert open_workbook(hub, "2026-03-31", redact=False) is not kept


def test_a_table_that_has_come_since_is_read(kept, parameters, hub):
    (parameters / "riverside-support-hub" / "new.csv").write_text("a,b\n", encoding="utf-8")
    assert open_workbook(hub, "2026-03-31", redact=False) is not kept


def test_what_was_typed_since_is_offered(kept, hub):
    other = Workbook(hub)
    other.do({"do": "table", "table": "ratings"})
    other.do({"do": "cell", "row": other.draft.rows("ratings")[-1].key, "column": "impact", "text": "2"})
    assert len(open_workbook(hub, "2026-03-31", redact=False).head()["offered"]) == 1
