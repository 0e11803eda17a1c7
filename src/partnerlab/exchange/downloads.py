"""Public files fetched from the web: within bounds of size and time, and plain words when that does not work."""

from __future__ import annotations

import http.client
import threading
import urllib.error
import urllib.request
from dataclasses import dataclass
from datetime import date
from email.utils import parsedate_to_datetime
from queue import Empty, Queue
from typing import Any
from urllib.parse import urlsplit

from partnerlab.errors import Fault, InputError
from partnerlab.exchange.foreign import on_one_line

LARGEST = 20_000_000
"""Bytes that a file may hold, fetched or saved."""

LONGEST_SILENCE = 20.0
"""Seconds to wait for a server to say something."""

LONGEST = 120.0
"""Seconds that fetching may take."""


def is_address(source: str) -> bool:
    """Whether a source is an address, not a file.

    Examples
    --------
    >>> is_address("https://ws-data.nisra.gov.uk/a"), is_address("data/a.json"), is_address("C:/a.json")
    (True, False, False)
    """
    return "://" in source


@dataclass(frozen=True)
class Download:
    """What a server handed over."""

    data: bytes
    """The file's bytes."""
    address: str
    """Where it stands, without what could be a secret."""
    modified: date | None = None
    """The day on which the server says that it was last changed; None when it does not say."""


def fetch(address: str) -> Download:
    """Return what stands at an address of the web; proxies are asked as the environment or the system says.

    Raises
    ------
    InputError
        When it is no address of the web, holds a password, cannot be reached, ends early, is too large or takes too
        long, or leads to another place that is not reached by https.
    """
    name = _checked(address)
    done: Queue[Download | BaseException] = Queue()

    def work() -> None:
        try:
            done.put(_taken(address, name))
        except BaseException as error:  # raised again where somebody waits
            done.put(error)

    threading.Thread(target=work, daemon=True).start()
    try:
        found = done.get(timeout=LONGEST)  # a server that never ends its answer keeps that thread, not us
    except Empty:
        raise _fault(name, f"took longer than {LONGEST:.0f} seconds", by_browser=True) from None
    if isinstance(found, BaseException):
        raise found
    return found


def _taken(address: str, name: str) -> Download:
    opener = urllib.request.OpenerDirector()
    for handler in (
        urllib.request.ProxyHandler,
        urllib.request.UnknownHandler,
        urllib.request.HTTPHandler,
        urllib.request.HTTPSHandler,
        urllib.request.HTTPDefaultErrorHandler,
        _Redirects,
        urllib.request.HTTPErrorProcessor,
    ):  # neither files nor FTP, not even when a server leads there
        opener.add_handler(handler())
    opener.addheaders = [("User-Agent", "partnerlab"), ("Accept", "application/json, text/csv, */*;q=0.5")]
    try:
        with opener.open(address, timeout=LONGEST_SILENCE) as answer:
            found = bytearray()
            while part := answer.read1(1 << 16):
                found += part
                if len(found) > LARGEST:
                    message = f"is larger than {LARGEST // 1_000_000} MB; ask for fewer areas, groups or years"
                    raise _fault(name, message)
            if answer.length:
                raise _fault(name, "ended before all of it had come; try again", by_browser=True)
            return Download(bytes(found), name, _day(answer.headers.get("Last-Modified", "")))
    except urllib.error.HTTPError as error:
        error.close()
        message = f"the server answers {error.code} ({on_one_line(error.reason, 60)}); check the address"
        raise _fault(name, message, by_browser=True) from None
    except (OSError, http.client.HTTPException, ValueError) as error:
        cause = on_one_line(getattr(error, "reason", None) or error or type(error).__name__, 120)
        message = f"cannot be reached: there is no network, or not to this place ({cause})"
        raise _fault(name, message, by_browser=True) from None


class _Redirects(urllib.request.HTTPRedirectHandler):
    """Follows a server to its own place or by https, nowhere else."""

    def redirect_request(  # noqa: PLR0917  # as the standard library calls it
        self, req: urllib.request.Request, fp: Any, code: int, msg: str, headers: Any, newurl: str
    ) -> urllib.request.Request | None:
        """Return what to ask next; InputError where that is no place to go to unasked."""
        before, after = urlsplit(req.full_url), urlsplit(newurl)
        is_same = (before.scheme, before.netloc) == (after.scheme, after.netloc)
        if not (is_same or after.scheme == "https") or after.username or after.password:
            where = on_one_line(f"{after.scheme}://{after.hostname or ''}", 120)
            message = f"leads to {where}, which is neither the same place nor reached by https; it was not followed"
            fp.close()
            raise _fault(_checked(req.full_url), message, by_browser=True)
        return super().redirect_request(req, fp, code, msg, headers, newurl)


def _day(said: str) -> date | None:
    """Return the day of a server's date; None where it gives none.

    Examples
    --------
    >>> _day("Tue, 31 Mar 2026 23:30:00 GMT"), _day("soon")
    (datetime.date(2026, 3, 31), None)
    """
    try:
        return parsedate_to_datetime(said).date()
    except (ValueError, TypeError, IndexError):
        return None


def _checked(address: str) -> str:
    """Return an address as messages may show it, without what could be a secret in it."""
    try:
        parts = urlsplit(address)
        host = f"{parts.hostname}:{parts.port}" if parts.port else parts.hostname
    except ValueError:
        raise _fault(on_one_line(address, 80), "is not an address; write one such as https://…") from None
    if parts.scheme.lower() not in {"http", "https"} or not host:
        raise _fault(f"{parts.scheme}://…", "only addresses with http or https are read; save the file and name it")
    if parts.username or parts.password:
        raise _fault(
            host, "the address holds a user's name or password; leave them out, and save such files by browser"
        )
    return on_one_line(f"{parts.scheme}://{host}{parts.path}", 300)


def _fault(name: str, message: str, *, by_browser: bool = False) -> InputError:
    way_out = ". Open the address in a browser, save what it shows as a file, and give that file instead"
    return InputError([Fault(name, 0, message + way_out * by_browser)])
