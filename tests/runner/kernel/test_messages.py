"""Messages: what is sent arrives whole."""

from __future__ import annotations

import socket

import pytest

from partnerlab.runner.kernel.messages import receive, send

LINUX = pytest.mark.skipif(not hasattr(socket, "AF_UNIX"), reason="speaks over a Unix socket")


@LINUX
def test_a_long_message_arrives_whole_and_the_end_is_told():
    one, other = socket.socketpair()
    with one, other:
        send(one, {"text": "é" * 20_000})
        assert receive(other) == ({"text": "é" * 20_000}, [])
        one.close()
        with pytest.raises(EOFError):
            receive(other)
