"""Inputs and outputs on a real server that speaks S3."""

from __future__ import annotations

import re
import subprocess
import sys
import threading
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from click.testing import CliRunner

from partnerlab.cli import main
from workplaces import PATIENCE, Workplace

upath = pytest.importorskip("upath", reason="needs the extra `remote`")
s3fs = pytest.importorskip("s3fs", reason="needs s3fs")
pytest.importorskip("moto.server", reason="needs moto[s3], flask and flask-cors")
pytestmark = [
    pytest.mark.slow,
    pytest.mark.filterwarnings("ignore::DeprecationWarning"),  # botocore's own
    pytest.mark.filterwarnings("ignore::ResourceWarning"),  # connections that s3fs keeps until the process ends
    pytest.mark.filterwarnings("ignore::pytest.PytestUnraisableExceptionWarning"),  # as above
]


@pytest.fixture
def bucket(monkeypatch: pytest.MonkeyPatch) -> Iterator[Any]:
    """An empty bucket on a server of its own, which whoever reads the environment finds."""
    command = [sys.executable, "-m", "moto.server", "-H", "127.0.0.1", "-p", "0"]
    server = subprocess.Popen(command, stderr=subprocess.PIPE, stdout=subprocess.DEVNULL, text=True)
    assert server.stderr is not None
    address = next(found[0] for line in server.stderr if (found := re.search(r"http://127\.0\.0\.1:\d+", line)))
    threading.Thread(target=server.stderr.read, daemon=True).start()
    given = {
        "ENDPOINT_URL": address,
        "ACCESS_KEY_ID": "test",
        "SECRET_ACCESS_KEY": "test",
        "DEFAULT_REGION": "us-east-1",
    }
    for name, value in given.items():
        monkeypatch.setenv(f"AWS_{name}", value)
    s3fs.S3FileSystem.clear_instance_cache()
    try:
        place = upath.UPath("s3://reviews")
        place.mkdir()
        yield place
    finally:
        server.terminate()
        server.wait(PATIENCE)
        server.stderr.close()
        s3fs.S3FileSystem.clear_instance_cache()


def call(*arguments: str) -> Any:
    return CliRunner().invoke(main, ["run", *arguments])


def test_pages_made_from_and_to_a_bucket_are_those_made_here(place: Path, bucket: Any) -> None:
    assert call().exit_code == 0
    usual = Workplace(place).files()
    for path in (place / "parameters").rglob("*.*"):
        (bucket / path.relative_to(place).as_posix()).write_bytes(path.read_bytes())
    assert call("s3://reviews/parameters", "-o", "s3://reviews/outputs").exit_code == 0
    assert _fetch(bucket / "outputs") == usual
    again = call("s3://reviews/parameters", "-o", "s3://reviews/outputs")
    assert "0 done, 0 failed, 2 up to date" in again.stderr
    (bucket / "parameters/hub/partners.csv").write_text("id,name\nC,Gamma\n")
    changed = call("s3://reviews/parameters", "-o", "s3://reviews/outputs")
    assert "1 done, 0 failed, 1 up to date" in changed.stderr
    assert b"Gamma" in _fetch(bucket / "outputs")["hub/01-read.html"]


def _fetch(place: Any) -> dict[str, bytes]:
    place.fs.invalidate_cache()  # the run wrote there through connections of its own
    files = (path for path in place.rglob("*") if path.is_file() and path.name not in {"run.json", "summary.txt"})
    return {path.path.split("/outputs/")[1]: path.read_bytes() for path in files}
