"""Messages between the processes of a run: JSON over a Unix socket, with open files beside it; and those of kernels."""

from __future__ import annotations

import json
import socket
import struct
from collections.abc import Callable
from contextlib import suppress
from datetime import datetime
from typing import Any

LENGTH = struct.Struct("!I")
MOST_DESCRIPTORS = 4


def send(channel: socket.socket, message: dict[str, Any], descriptors: list[int] | None = None) -> None:
    """Send one message, with open files to hand over beside it.

    Parameters
    ----------
    channel
        A connected Unix socket.
    message
        What JSON can carry.
    descriptors
        Open files that the receiver gets copies of.
    """
    body = json.dumps(message).encode()
    socket.send_fds(channel, [LENGTH.pack(len(body))], descriptors or [])
    channel.sendall(body)


def receive(channel: socket.socket) -> tuple[dict[str, Any], list[int]]:
    """Receive one message and the open files beside it.

    Parameters
    ----------
    channel
        A connected Unix socket.

    Raises
    ------
    EOFError
        The other side has gone.
    """
    head, descriptors, _, _ = socket.recv_fds(channel, LENGTH.size, MOST_DESCRIPTORS)
    if len(head) < LENGTH.size:
        raise EOFError
    (length,) = LENGTH.unpack(head)
    body = bytearray()
    while len(body) < length:
        piece = channel.recv(min(length - len(body), 1 << 16))
        if not piece:
            raise EOFError
        body += piece
    return json.loads(body), descriptors


def with_dates(unpack: Callable[[bytes], Any]) -> Callable[[bytes], Any]:
    """Have the date of a kernel's message read at once; jupyter_client tries one form after another.

    Parameters
    ----------
    unpack
        Reads a part of a message.

    Examples
    --------
    >>> read = with_dates(json.loads)
    >>> read(b'{"msg_id": "1", "date": "2026-03-31T12:00:00Z"}')["date"].year
    2026
    >>> read(b'{"date": "2026-03-31T12:00:00Z"}')
    {'date': '2026-03-31T12:00:00Z'}
    """

    def read(packed: bytes) -> Any:
        found = unpack(packed)
        if isinstance(found, dict) and "msg_id" in found:  # a header
            with suppress(KeyError, TypeError, ValueError):
                found["date"] = datetime.fromisoformat(found["date"])
        return found

    return read
