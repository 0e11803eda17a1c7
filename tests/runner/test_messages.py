"""Messages: what is sent arrives whole, and a kernel's dates are read as jupyter_client reads them."""

from __future__ import annotations

import json
import socket
from datetime import datetime, timedelta, timezone

import pytest
from jupyter_client.jsonutil import extract_dates

from partnerlab.runner.messages import receive, send, with_dates

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


@pytest.mark.parametrize("date", ["2026-03-31T12:00:00.123456Z", "2026-03-31T12:00:00+01:00", "yesterday", 5, None])
def test_the_date_of_a_header_is_read_as_jupyter_client_reads_it(date):
    header = {"msg_id": "a_1_2", "date": date, "version": "5.4"}
    packed = json.dumps(header).encode()
    assert extract_dates(with_dates(json.loads)(packed)) == extract_dates(header)


def test_a_date_keeps_its_place_on_earth():
    found = with_dates(json.loads)(b'{"msg_id": "1", "date": "2026-03-31T12:00:00+01:00"}')
    assert found["date"] == datetime(2026, 3, 31, 12, tzinfo=timezone(timedelta(hours=1)))


@pytest.mark.parametrize("content", [{"date": "2026-03-31T12:00:00Z"}, ["2026-03-31T12:00:00Z"], {}, None])
def test_what_a_notebook_sends_is_left_as_it_is(content):
    assert with_dates(json.loads)(json.dumps(content).encode()) == content
