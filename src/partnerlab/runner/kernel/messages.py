"""Messages between the processes of a run: JSON over a Unix socket, with open files beside it."""

from __future__ import annotations

import json
import socket
import struct
from typing import Any

LENGTH = struct.Struct("!I")
MOST_DESCRIPTORS = 4


def send(channel: socket.socket, message: dict[str, Any], descriptors: list[int] | None = None) -> None:
    """Send one message, of what JSON can carry, over a connected Unix socket, with copies of open files beside it."""
    body = json.dumps(message).encode()
    # Descriptors go with the first bytes; the length tells how many follow, as a stream knows no messages.
    socket.send_fds(channel, [LENGTH.pack(len(body))], descriptors or [])
    channel.sendall(body)


def receive(channel: socket.socket) -> tuple[dict[str, Any], list[int]]:
    """Receive one message over a connected Unix socket, and the open files beside it.

    Raises
    ------
    EOFError
        The other side has gone.
    """
    # The length is sent in one piece and comes in one; the body may come in many.
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
