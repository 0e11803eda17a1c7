"""Files from the web: a server on this machine answers as some do, and nothing else is asked."""

from __future__ import annotations

import threading
from collections.abc import Iterator
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer

import pytest

from partnerlab.errors import InputError
from partnerlab.exchange import downloads
from partnerlab.exchange.downloads import fetch


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
    assert fetch(f"{office}/data") == b"x" * 5000


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
    assert "cannot be reached" in told(f"{office}/elsewhere")


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
        ("http://[a", "is no address"),
    ],
)
def test_only_public_addresses_of_the_web_are_asked(address: str, says: str) -> None:
    message = told(address)
    assert says in message
    assert "word@" not in message
