"""Private parts of other packages: each is still there, and what we make of it gives what they would give."""

from __future__ import annotations

import inspect
import json
from collections import defaultdict
from datetime import datetime, timedelta, timezone
from importlib.metadata import version
from traceback import walk_tb
from types import SimpleNamespace, TracebackType
from typing import Any

import pytest
import zmq
from ipykernel import ipkernel, kernelapp, kernelbase
from ipykernel.iostream import IOPubThread, OutStream
from IPython.core.interactiveshell import InteractiveShell
from IPython.core.shellapp import InteractiveShellApp
from jupyter_client.client import KernelClient
from jupyter_client.jsonutil import extract_dates
from jupyter_client.session import Session
from nbclient import NotebookClient
from nbformat.v4 import output_from_msg

from partnerlab.runner.kernel.internals import OutputStream, take_text, with_dates, with_short_traces

PARTS = [
    ("ipykernel", IOPubThread, "def _setup_pipe_in(self)", "OutputThread"),
    ("ipykernel", IOPubThread, "def _setup_pipe_out(self)", "OutputThread"),
    ("ipykernel", IOPubThread, "self._handle_pipe_msg", "OutputThread"),
    ("ipykernel", IOPubThread, "self._pipe_flag", "OutputThread"),
    ("ipykernel", IOPubThread, "self._pipe_uuid", "OutputThread"),
    ("ipykernel", IOPubThread, "atexit.register(self.stop)", "run_exit_handlers"),
    ("ipykernel", kernelapp.IPKernelApp, "IOPubThread(", "send_outputs_without_port"),
    ("ipykernel", kernelapp.IPKernelApp, "atexit.register(self.close)", "run_exit_handlers"),
    ("ipykernel", OutStream, "self._buffers", "OutputStream"),
    ("ipykernel", OutStream, "self._buffer_lock", "OutputStream"),
    ("ipykernel", ipkernel.IPythonKernel, "sys.modules", "Kernel"),
    ("ipykernel", kernelbase.Kernel, "async def dispatch_shell(", "Kernel"),
    ("ipykernel", kernelbase.Kernel, "async def execute_request(self, stream, ident, parent)", "Kernel"),
    ("IPython", InteractiveShell, "self.InteractiveTB.structured_traceback(", "with_short_traces"),
    ("IPython", InteractiveShellApp, "self._run_startup_files()", "WithoutSettings"),
    ("jupyter_client", KernelClient, "self._created_context", "open_context"),
    ("jupyter_client", Session, "self.unpack(", "with_dates"),
    ("jupyter_client", Session, "self.pack(", "without_halves"),
    ("nbclient", NotebookClient, "self.output_hook_stack[", "take_text"),
    ("nbclient", NotebookClient, "self.clear_before_next_output", "take_text"),
]
"""Package, class, what its source must say, and the use in `partnerlab.runner.kernel.internals` that rests on it."""


@pytest.mark.parametrize(("package", "owner", "part", "use"), PARTS, ids=lambda value: str(value).partition("(")[0])
def test_each_private_part_is_still_there(package: str, owner: type, part: str, use: str) -> None:
    assert part in inspect.getsource(owner), (
        f"{package} {version(package)} has changed {owner.__name__}: `{part}` is gone, on which internals.{use} rests; "
        f"change that, or bound {package} in pyproject.toml"
    )


def test_a_stream_to_which_nothing_was_written_asks_nobody_to_send_it() -> None:
    sent: list[str] = []
    stream = OutputStream(
        Session(key=b""), IOPubThread(zmq.Context.instance().socket(zmq.PUB)), "stdout", watchfd=False
    )
    stream._flush = lambda: sent.append("".join(text for _, text in stream._flush_buffers()))  # type: ignore[method-assign]
    stream.flush()
    assert sent == []
    stream.write("two ")
    stream.write("risks")
    stream.flush()
    assert sent == ["two risks"]
    stream.flush()
    assert sent == ["two risks"]
    stream.pub_thread.socket.close()


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


def message(kind: str, **content: Any) -> dict[str, Any]:
    return {"msg_type": kind, "header": {"msg_type": kind}, "parent_header": {"msg_id": "1"}, "content": content}


@pytest.mark.parametrize(
    "told",
    [
        message("stream", name="stdout", text="two risks"),
        message("display_data", data={"text/plain": "two risks"}, metadata={}, transient={}),
        message("execute_result", data={"text/html": "<b>2</b>"}, metadata={}, execution_count=3),
    ],
    ids=lambda told: told["msg_type"],
)
def test_an_output_of_text_is_taken_in_as_nbclient_takes_it_in(told: dict[str, Any]) -> None:
    client = SimpleNamespace(output_hook_stack=defaultdict(list), clear_before_next_output=False)
    outs: list[Any] = []
    assert take_text(client, outs, told, None)
    assert outs == [output_from_msg(told)]  # type: ignore[no-untyped-call] # it is untyped


def test_an_output_that_is_more_than_text_is_left_to_nbclient() -> None:
    client = SimpleNamespace(output_hook_stack=defaultdict(list), clear_before_next_output=False)
    outs: list[Any] = []
    assert not take_text(client, outs, message("error", ename="ValueError", evalue="no", traceback=[]), None)
    assert not take_text(client, outs, message("display_data", data={"application/json": {}}, metadata={}), None)
    assert not take_text(client, outs, message("stream", name="stdout", text="x"), "named")
    client.clear_before_next_output = True
    assert not take_text(client, outs, message("stream", name="stdout", text="x"), None)
    assert outs == []


def raised_at(depth: int) -> BaseException:
    """An error whose trace has so many calls, as many of them as Python has no room for at once."""

    def fail() -> None:
        raise ValueError("at the end")

    try:
        fail()
    except ValueError as error:
        trace = error.__traceback__
        assert trace is not None
        for _ in range(depth - 2):
            trace = TracebackType(trace, trace.tb_frame, trace.tb_lasti, trace.tb_lineno)
        return error.with_traceback(trace)


@pytest.mark.parametrize(("depth", "written", "left_out"), [(10_000, 10_000, ""), (30_000, 1_000, "29,000")])
def test_of_a_trace_that_nobody_reads_the_ends_are_written_and_the_rest_is_counted(
    depth: int, written: int, left_out: str
) -> None:
    def write(_: type, error: BaseException, trace: TracebackType, offset: int) -> list[str]:
        assert offset == 1
        return [f"{len([*walk_tb(trace)])} {len([*walk_tb(error.__traceback__)])}\n", "ValueError: at the end"]

    error = raised_at(depth)
    note = [f"[{left_out} calls in the middle are left out]\n"] if left_out else []
    lines = with_short_traces(write)(ValueError, error, error.__traceback__, 1)
    assert lines == [f"{written} {written}\n", *note, "ValueError: at the end"]


def test_the_traces_of_what_caused_an_error_are_shortened_too() -> None:
    error = ValueError("told")
    error.__cause__ = raised_at(30_000)
    lines = with_short_traces(lambda *_: ["ValueError: told"])(ValueError, error, None)
    assert lines == ["[29,000 calls in the middle are left out]\n", "ValueError: told"]
    assert len([*walk_tb(error.__cause__.__traceback__)]) == 1_000
