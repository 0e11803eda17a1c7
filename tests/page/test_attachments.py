"""What a notebook hands on to stand beside its page: plain names, nothing else."""

from __future__ import annotations

import base64
import json
import zlib

import pytest

from partnerlab.errors import DisplayError
from partnerlab.page import attachments
from partnerlab.page.attachments import FurtherFile, FurtherPage, is_plain, pack, take_attachments, unpack
from partnerlab.page.handover import BESIDE_TYPE

GIVEN = [FurtherPage("all.html", "All", "<p>ü\n</p>"), FurtherFile("table.csv", b"a,b\r\n"), FurtherFile("0.txt", b"")]


def test_what_is_packed_is_unpacked() -> None:
    assert list(unpack(pack(GIVEN))) == GIVEN
    assert list(unpack(pack([]))) == []


def test_what_is_unpacked_in_many_steps_is_the_same(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(attachments, "AT_ONCE", 7)
    assert list(unpack(pack(GIVEN))) == GIVEN


def test_what_unpacks_to_too_much_is_refused(monkeypatch: pytest.MonkeyPatch) -> None:
    packed = pack([FurtherFile("large.txt", b"0" * 1000)])
    assert len(list(unpack(packed))) == 1
    monkeypatch.setattr(attachments, "LARGEST", 999)
    with pytest.raises(DisplayError, match="cannot be read"):
        list(unpack(packed))


WRONG = ["../index.html", "a/b.html", "a.exe", ".html", "A.html", "a.html\n", "", "a" * 200 + ".csv"]


@pytest.mark.parametrize("name", WRONG)
def test_a_name_that_leads_elsewhere_is_refused(name: str) -> None:
    assert not is_plain(name)
    with pytest.raises(DisplayError, match="cannot be a file beside a page"):
        pack([FurtherFile(name, b"")])
    with pytest.raises(DisplayError, match="not plain"):
        list(unpack(_packed(json.dumps([name, ""]))))


def test_a_name_given_twice_is_refused() -> None:
    with pytest.raises(DisplayError, match="once"):
        pack([FurtherPage("a.html", "A", ""), FurtherPage("a.html", "B", "")])


def _packed(text: str) -> str:
    return base64.b64encode(zlib.compress(f"{text}\n".encode())).decode("ascii")


CUT_SHORT = base64.b64encode(zlib.compress(b'["a.csv", ""]\n')[:-6]).decode("ascii")


@pytest.mark.parametrize(
    "text", ["", "x", "eJw=", "é", CUT_SHORT, *map(_packed, ("5", "[]", '["a.csv"]', "{", '["a.csv", "é"]'))]
)
def test_what_is_nothing_of_the_kind_is_refused(text: str) -> None:
    with pytest.raises(DisplayError, match="cannot be read"):
        list(unpack(text))


def test_it_is_taken_out_of_what_the_notebook_shows() -> None:
    outputs = [{"data": {BESIDE_TYPE: pack(GIVEN), "text/plain": "x"}}, {"name": "stdout"}]
    assert [list(unpack(text)) for text in take_attachments(outputs)] == [GIVEN]
    assert outputs[0]["data"] == {"text/plain": "x"}


def test_what_is_not_whole_is_refused_before_anything_is_written() -> None:
    with pytest.raises(DisplayError):
        take_attachments([{"data": {BESIDE_TYPE: CUT_SHORT}}])
