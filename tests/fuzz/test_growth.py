"""What reads strangers' text takes time that grows with its length: a long cell, page or name is no hang.

Each function reads texts of 200,000 signs that are alike: one that looked again from each of them would take minutes.
"""

from __future__ import annotations

import contextlib
import signal
import sys
from collections.abc import Callable, Iterator
from types import FrameType
from typing import Any

import pytest

from partnerlab.errors import PartnerlabError
from partnerlab.exchange.foreign import on_one_line, without_signs
from partnerlab.exchange.partners import partners_meant
from partnerlab.exchange.register import owner_meant
from partnerlab.live.sheet import _lines
from partnerlab.methods.periods import last_days
from partnerlab.names import Names
from partnerlab.page.audit.policies import find_style_faults
from partnerlab.page.audit.structure import find_faults
from partnerlab.page.audit.unseen import is_nothing
from partnerlab.page.drawing import read_drawing
from partnerlab.page.printed import clean_text
from partnerlab.page.render.cells import hide_places
from partnerlab.page.translation.catalogue import Message
from partnerlab.page.translation.translator import strip_ends
from partnerlab.partnership import Partnership
from partnerlab.partnership.redaction import list_places_to_check
from partnerlab.sheets.currencies import seen_as
from partnerlab.sheets.delimited import read_delimited
from partnerlab.sheets.headings import meanings_of, plain_heading
from partnerlab.sheets.links import leads_elsewhere
from partnerlab.sheets.values import Levels, pieces, read_assent, read_dates, read_number
from partnerlab.suggestions import did_you_mean

SIZE = 200_000
SECONDS = 10
"""Time of the processor for one text; a quiet machine takes hundredths of a second."""

SIGNS = (
    *"([<\"'\\-.,:/=a1É",
    " ",
    "\t",
    "\n",
    "1 ",
    "a ",
    "Ab ",
    "a@",
    " /",
    "[b=",
    "[$",
    "0_",
    "<a ",
    "\x1b[",
    '\n"',
    "aB",
)
"""What texts are made of, over and over."""
AROUND = (("", ""), ("1", "x"))
"""What stands before and behind it; a number that is none nearly fits."""


def find_places(text: str) -> None:
    list_places_to_check(Partnership(name="Hub", purpose=f"a {text}", stage=[{"stage": "scoping"}]))


READERS: dict[str, Callable[[str], Any]] = {
    "numbers": read_number,
    "dates": lambda text: read_dates([text]),
    "assent": read_assent,
    "lists in a cell": pieces,
    "levels": lambda text: Levels.of("1-5").read(text, {}),
    "scales": Levels.of,
    "headings": plain_heading,
    "meanings": lambda text: meanings_of([plain_heading(text)], "risks"),
    "formats of numbers": seen_as,
    "links": lambda text: leads_elsewhere(text, f"https://{text}"),
    "delimited files": lambda text: read_delimited(text.encode()),
    "pasted blocks": _lines,
    "owners": lambda text: owner_meant(text, {"a": "A"}),
    "partners": lambda text: partners_meant(text, {"a": "A"}),
    "words from elsewhere": on_one_line,
    "words without signs": without_signs,
    "periods": lambda text: last_days([text]),
    "names": Names(("Ann Lee", "Seán O'Hara-Moss")).strike,
    "places to check": find_places,
    "names that are not known": lambda text: did_you_mean(text, ["likelihood", "impact"]),
    "printed text": clean_text,
    "paths in printed text": hide_places,
    "drawings": lambda text: read_drawing(f"<svg><style>{text}</style></svg>"),
    "styles": lambda text: [*find_style_faults(text)],
    "what is seen of a style": is_nothing,
    "pages": lambda text: [*find_faults(f"<!doctype html><p>{text}</p>")],
    "messages": lambda text: strip_ends(Message(text, "", ())),
}


class LateError(Exception):
    """It took longer than it may."""


@contextlib.contextmanager
def limited() -> Iterator[None]:
    """Let what runs within take so much time of the processor."""

    def stop(_: int, __: FrameType | None) -> None:
        raise LateError

    before = signal.signal(signal.SIGPROF, stop)
    signal.setitimer(signal.ITIMER_PROF, SECONDS)
    try:
        yield
    finally:
        signal.setitimer(signal.ITIMER_PROF, 0)
        signal.signal(signal.SIGPROF, before)


@pytest.mark.skipif(sys.platform == "win32", reason="a limit of time within a process is POSIX's")
@pytest.mark.parametrize("name", READERS)
def test_time_grows_with_the_length_of_a_text(name: str) -> None:
    late = []
    for sign in SIGNS:
        for before, behind in AROUND:
            text = f"{before}{(sign * SIZE)[:SIZE]}{behind}"
            try:
                with limited(), contextlib.suppress(PartnerlabError, ValueError):
                    READERS[name](text)
            except LateError:
                late.append((before, sign, behind))
                break
    assert late == []
