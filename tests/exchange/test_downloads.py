"""Files from the web: a server on this machine answers as some do, and nothing else is asked."""

from __future__ import annotations

import threading
import time
from collections.abc import Iterator
from contextlib import suppress
from datetime import date
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path

import pytest
from click.testing import CliRunner

from partnerlab.cli import main
from partnerlab.errors import InputError
from partnerlab.exchange import downloads
from partnerlab.exchange.downloads import Download, fetch
from partnerlab.exchange.statistics import read_statistics

TABLE = (
    b"DATAFLOW,FREQ,REF_AREA,TIME_PERIOD,OBS_VALUE\nNISRA:LONELY(1.0),A,N,2023,19.4\nNISRA:LONELY(1.0),A,N,2024,20.1\n"
)
"""A table as SDMX-CSV, which does not say when it was updated."""


class _Office(BaseHTTPRequestHandler):
    def do_GET(self) -> None:
        if self.path == "/moved":
            self.send_response(302)
            self.send_header("Location", "file:///etc/hostname")
            self.end_headers()
        elif self.path == "/elsewhere":
            self.send_response(302)
            self.send_header("Location", "ftp://127.0.0.1/data")
            self.end_headers()
        elif self.path.startswith("/gone"):
            self.send_error(404)
        elif self.path in {"/here", "/round", "/named", "/plain"}:
            place = {
                "/here": "/data",
                "/round": "/round",
                "/named": f"http://ann:word@{self.headers['Host']}/data",
                "/plain": f"http://localhost:{self.headers['Host'].rpartition(':')[2]}/data",
            }[self.path]
            self.send_response(302)
            self.send_header("Location", place)
            self.end_headers()
        elif self.path == "/short":
            self.send_response(200)
            self.send_header("Content-Length", "9000")
            self.end_headers()
            self.wfile.write(b"x" * 5000)
        elif self.path == "/slow":
            with suppress(OSError):
                self.wfile.write(b"HTTP/1.0 200 OK\r\nX-Slow: ")
                for _ in range(100):
                    self.wfile.write(b"x")
                    time.sleep(0.05)
        elif self.path.startswith("/table"):
            self.send_response(200)
            if "dated" in self.path:
                self.send_header("Last-Modified", "Tue, 31 Mar 2026 23:30:00 GMT")
            self.end_headers()
            self.wfile.write(TABLE)
        else:
            self.send_response(200)
            self.end_headers()
            self.wfile.write(b"x" * 5000)

    def log_message(self, *_: object) -> None:
        """Say nothing."""


@pytest.fixture
def office(monkeypatch: pytest.MonkeyPatch) -> Iterator[str]:
    monkeypatch.setenv("no_proxy", "*")
    server = ThreadingHTTPServer(("127.0.0.1", 0), _Office)
    thread = threading.Thread(target=server.serve_forever)
    thread.start()
    yield f"http://127.0.0.1:{server.server_port}"
    server.shutdown()
    thread.join()
    server.server_close()


def told(address: str) -> str:
    with pytest.raises(InputError) as raised:
        fetch(address)
    return str(raised.value)


def test_what_the_server_holds_is_returned(office: str) -> None:
    assert fetch(f"{office}/data?key=secret") == Download(b"x" * 5000, f"{office}/data")
    assert fetch(f"{office}/here").data == b"x" * 5000


def test_what_ends_early_is_not_taken_for_the_whole(office: str) -> None:
    assert "ended before all of it had come" in told(f"{office}/short")


def test_a_server_that_never_ends_is_not_waited_for(office: str, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(downloads, "LONGEST", 0.3)
    assert "took longer than 0 seconds" in told(f"{office}/slow")


@pytest.mark.parametrize("path", ["/named", "/plain"])
def test_a_server_does_not_lead_to_another_place_unless_by_https(office: str, path: str) -> None:
    message = told(f"{office}{path}")
    assert "which is neither the same place nor reached by https" in message
    assert "word@" not in message
    assert "redirect" in told(f"{office}/round")


def test_a_proxy_is_asked_where_the_machine_names_one(office: str, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delenv("no_proxy")
    monkeypatch.delenv("NO_PROXY", raising=False)
    monkeypatch.setenv("http_proxy", office)
    assert fetch("http://statistics.invalid/data").data == b"x" * 5000  # no such host: only the proxy can have answered


@pytest.mark.parametrize(("path", "day"), [("/table", None), ("/table/dated", date(2026, 3, 31))])
def test_a_series_is_fetched_with_its_address_and_the_servers_day(
    office: str, tmp_path: Path, path: str, day: date | None
) -> None:
    address = f"{office}{path}"
    cube = read_statistics(f"{address}?key=secret")
    assert (cube.origin.address, cube.origin.updated) == (address, day)
    target = tmp_path / "hub" / "lonely.csv"
    target.parent.mkdir()
    words = ["series", f"{address}?key=secret", "--to", str(target), "--write"]
    done = CliRunner().invoke(main, words)
    assert done.exit_code == 0, done.output
    text = target.read_text(encoding="utf-8")
    assert f"# Taken from {address}\n" in text
    assert "secret" not in text
    assert text.endswith(f"2023,19.4,\n2024,20.1,{day or ''}\n")
    assert "Nothing would change." in CliRunner().invoke(main, [*words, "--published", "2026-04-01"]).output
    target.unlink()
    CliRunner().invoke(main, words)
    assert target.read_text(encoding="utf-8") == text


def test_more_than_the_bound_is_not_taken(office: str, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(downloads, "LARGEST", 1000)
    assert "ask for fewer areas" in told(f"{office}/data")


def test_an_answer_that_is_no_file_says_how_to_save_it_by_browser(office: str) -> None:
    message = told(f"{office}/gone?key=secret")
    assert "answers 404" in message
    assert "Open the address in a browser, save what it shows as a file" in message
    assert "secret" not in message


def test_no_server_leads_to_a_file_of_this_machine(office: str) -> None:
    assert "answers 302" in told(f"{office}/moved")
    assert "leads to ftp://127.0.0.1, which is neither" in told(f"{office}/elsewhere")


def test_without_a_network_it_is_said_and_how_to_go_on() -> None:
    message = told("http://127.0.0.1:9/data")
    assert "there is no network, or not to this place" in message
    assert "Open the address in a browser" in message


@pytest.mark.parametrize(
    ("address", "says"),
    [
        ("file:///etc/hostname", "only addresses with http or https"),
        ("ftp://a.example/b", "only addresses with http or https"),
        ("https://ann:word@a.example/b", "holds a user's name or password"),
        ("http://[a", "is not an address"),
    ],
)
def test_only_public_addresses_of_the_web_are_asked(address: str, says: str) -> None:
    message = told(address)
    assert says in message
    assert "word@" not in message
