"""Public files fetched from the web: within bounds of size and time, and plain words when that does not work."""

from __future__ import annotations

import http.client
import time
import urllib.error
import urllib.request
from urllib.parse import urlsplit

from partnerlab.errors import Fault, InputError
from partnerlab.exchange.foreign import plain

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


def fetch(address: str) -> bytes:
    """Return what stands at an address of the web.

    Raises
    ------
    InputError
        When it is no address of the web, holds a password, cannot be reached, or is too large.
    """
    name = _checked(address)
    opener = urllib.request.OpenerDirector()
    for handler in (
        urllib.request.ProxyHandler,
        urllib.request.UnknownHandler,
        urllib.request.HTTPHandler,
        urllib.request.HTTPSHandler,
        urllib.request.HTTPDefaultErrorHandler,
        urllib.request.HTTPRedirectHandler,
        urllib.request.HTTPErrorProcessor,
    ):  # neither files nor FTP, not even when a server leads there
        opener.add_handler(handler())
    opener.addheaders = [("User-Agent", "partnerlab"), ("Accept", "application/json, text/csv, */*;q=0.5")]
    started = time.monotonic()
    try:
        with opener.open(address, timeout=LONGEST_SILENCE) as answer:
            found = bytearray()
            while part := answer.read1(1 << 16):
                found += part
                if len(found) > LARGEST:
                    raise _fault(
                        name, f"is larger than {LARGEST // 1_000_000} MB; ask for fewer areas, groups or years"
                    )
                if time.monotonic() - started > LONGEST:
                    raise _fault(name, f"took longer than {LONGEST:.0f} seconds", by_browser=True)
            return bytes(found)
    except urllib.error.HTTPError as error:
        error.close()
        message = f"the server answers {error.code} ({plain(error.reason, 60)}); check the address"
        raise _fault(name, message, by_browser=True) from None
    except (OSError, http.client.HTTPException, ValueError) as error:
        cause = plain(getattr(error, "reason", None) or error or type(error).__name__, 120)
        message = f"cannot be reached: there is no network, or not to this place ({cause})"
        raise _fault(name, message, by_browser=True) from None


def _checked(address: str) -> str:
    """Return an address as messages may show it, without what could be a secret in it."""
    try:
        parts = urlsplit(address)
        host = f"{parts.hostname}:{parts.port}" if parts.port else parts.hostname
    except ValueError:
        raise _fault(plain(address, 80), "is no address; write one such as https://…") from None
    if parts.scheme.lower() not in {"http", "https"} or not host:
        raise _fault(f"{parts.scheme}://…", "only addresses with http or https are read; save the file and name it")
    if parts.username or parts.password:
        raise _fault(
            host, "the address holds a user's name or password; leave them out, and save such files by browser"
        )
    return plain(f"{parts.scheme}://{host}{parts.path}", 300)


def _fault(name: str, message: str, *, by_browser: bool = False) -> InputError:
    way_out = ". Open the address in a browser, save what it shows as a file, and give that file instead"
    return InputError([Fault(name, 0, message + way_out * by_browser)])
