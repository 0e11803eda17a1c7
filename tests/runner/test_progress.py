from __future__ import annotations

import io
import json
from pathlib import PurePosixPath

import pytest

from partnerlab.errors import RunError
from partnerlab.runner.events import Due, Ended, Event, Finished, Noted, Planned, Skipped, Started
from partnerlab.runner.failure import Failure
from partnerlab.runner.progress import Tally, display

COVERS = ("partnerlab.runner.events",)

FAILURE = Failure("ValueError", "no", 3, 1, "f()", "mend it", "hub/02.failed.html")
RUN: list[Event] = [
    Planned(4, 3, 2),
    Skipped("hub/00"),
    Started("hub/01", "has not been run"),
    Finished("hub/01", 2.0, None),
    Started("hub/02", "forced"),
    Finished("hub/02", 4.0, FAILURE),
    Noted("each kernel starts afresh"),
    Ended(1, 1, 1, 1, 75.0),
]


def shown(style: str, events: list[Event] = RUN) -> str:
    stream = io.StringIO()
    with display(style, stream) as tell:
        for event in events:
            tell(event)
    return stream.getvalue()


def test_plain_lines_say_what_ended_how_and_where_the_evidence_is() -> None:
    assert shown("auto").splitlines() == [
        "4 notebooks, 3 to run, 2 at once",
        "[1/3] done   hub/01 (2.0 s)",
        "[2/3] FAILED hub/02, cell 3, line 1 `f()`: ValueError: no; see hub/02.failed.html",
        "each kernel starts afresh",
        "1 done, 1 failed, 1 up to date, 1 not reached in 1 min 15 s",
    ]


def test_of_one_notebook_the_first_line_speaks_in_the_singular() -> None:
    assert shown("plain", [Planned(1, 1, 2)]).splitlines() == ["1 notebook, 1 to run, 2 at once"]


def test_evidence_is_named_as_it_is_found_from_where_the_reader_is() -> None:
    stream = io.StringIO()
    with display("plain", stream, outputs=PurePosixPath("reviews/2026")) as tell:
        tell(RUN[5])
    assert stream.getvalue().rstrip().endswith("; see reviews/2026/hub/02.failed.html")


def test_json_lines_carry_every_event() -> None:
    lines = [json.loads(line) for line in shown("json").splitlines()]
    assert [line["event"] for line in lines] == [type(event).__name__.lower() for event in RUN]
    assert lines[5]["failure"]["line"] == 1


def test_a_terminal_keeps_failures_and_remarks_in_sight() -> None:
    text = shown("rich")
    assert "FAILED hub/02" in text
    assert "each kernel starts afresh" in text


def test_a_dry_run_lists_what_would_run_and_why() -> None:
    assert shown("plain", [Due("hub/01", "risks.csv has changed")]) == "would run hub/01: risks.csv has changed\n"


def test_time_left_follows_from_those_that_ended() -> None:
    tally = Tally()
    for event in RUN[:5]:
        tally.take(event)
    assert tally.left == 2
    assert tally.seconds_left() == pytest.approx(2 * 2.0 / 2)
    assert Tally().seconds_left() is None


def test_an_unknown_style_is_refused() -> None:
    with pytest.raises(RunError, match='"loud"; choose one of auto'), display("loud"):
        pass
