from __future__ import annotations

import signal
import subprocess
import sys
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from typing import Any

import pytest

from partnerlab.runner.kernel.process import forking_is_safe
from partnerlab.runner.scratch import PrivateFolder, sweep
from workplaces import PATIENCE

SLEEP = [sys.executable, "-c", "import time; time.sleep(60)"]
LINUX = pytest.mark.skipif(not forking_is_safe(), reason="needs Linux")


def test_a_private_folder_is_its_owners_only_and_made_when_asked_for(scratch: Path) -> None:
    folder = PrivateFolder()
    assert not list(scratch.iterdir())
    assert folder.path.stat().st_mode & 0o077 == 0
    folder.close()
    assert not list(scratch.iterdir())


def test_a_folder_in_use_is_not_swept_away(scratch: Path) -> None:
    first, second = PrivateFolder(), PrivateFolder()
    assert first.path.exists()
    assert second.path.exists()
    assert first.path.exists()
    first.close()
    second.close()


def test_a_folder_that_nobody_lived_to_lock_is_swept_away_and_one_that_holds_something_is_not(scratch: Path) -> None:
    for name in ("partnerlab-0a1b2c3d", "partnerlab-4e5f6071", "partnerlab-notebooks"):
        (scratch / name).mkdir()
    (scratch / "partnerlab-4e5f6071" / "mine").touch()
    sweep()
    assert {path.name for path in scratch.iterdir()} == {"partnerlab-4e5f6071", "partnerlab-notebooks"}


def test_a_folder_that_is_swept_away_before_it_is_locked_is_made_again_for_its_owner_only(
    scratch: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    made = Path.mkdir

    def swept_away(path: Path, **options: Any) -> None:
        made(path, **options)
        monkeypatch.setattr(Path, "mkdir", made)
        sweep()
        assert not path.exists()

    monkeypatch.setattr(Path, "mkdir", swept_away)
    folder = PrivateFolder()
    assert folder.path.stat().st_mode & 0o077 == 0
    folder.close()
    assert not list(scratch.iterdir())


def test_threads_that_ask_at_once_get_one_folder(scratch: Path) -> None:
    folder = PrivateFolder()
    with ThreadPoolExecutor(8) as threads:
        assert len(set(threads.map(lambda _: folder.path, range(50)))) == 1
    assert len(list(scratch.iterdir())) == 1
    folder.close()


@LINUX
def test_where_names_are_too_long_for_sockets_another_place_is_taken(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    long = tmp_path / ("x" * 60)
    long.mkdir()
    monkeypatch.setattr("tempfile.tempdir", str(long))
    folder = PrivateFolder()
    assert not folder.path.is_relative_to(long)
    folder.close()


@LINUX
def test_what_still_runs_in_a_folder_ends_with_it_and_nothing_else_does(scratch: Path) -> None:
    folder = PrivateFolder()
    places = (folder.path / "kernel" / "tmp", Path(f"{folder.path}-not"))
    inside, outside = (subprocess.Popen(SLEEP, env={"TMPDIR": str(place)}) for place in places)
    folder.close()
    assert inside.wait(PATIENCE) == -signal.SIGKILL
    assert outside.poll() is None
    outside.kill()
    outside.wait(PATIENCE)


@LINUX
def test_a_folder_whose_owner_has_gone_is_swept_away_with_what_runs_in_it(scratch: Path) -> None:
    dead = scratch / "partnerlab-dead"
    dead.mkdir()
    (dead / "lock").touch()
    stray = subprocess.Popen(SLEEP, env={"TMPDIR": str(dead)})
    sweep()
    assert stray.wait(PATIENCE) == -signal.SIGKILL
    assert not dead.exists()
