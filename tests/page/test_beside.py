"""What a notebook hands on to stand beside its page: plain names, nothing else."""

from __future__ import annotations

import pytest

from partnerlab.errors import DisplayError
from partnerlab.page.beside import Beside, FurtherPage, is_plain, take_beside, unpack
from partnerlab.page.handover import BESIDE_TYPE

GIVEN = Beside((FurtherPage("all.html", "All", "<p>ü</p>"),), {"table.csv": b"a,b\r\n"})


def test_what_is_packed_is_unpacked() -> None:
    assert unpack(GIVEN.pack()) == GIVEN


WRONG = ["../index.html", "a/b.html", "a.exe", ".html", "A.html", "a.html\n", "", "a" * 200 + ".csv"]


@pytest.mark.parametrize("name", WRONG)
def test_a_name_that_leads_elsewhere_is_refused(name: str) -> None:
    assert not is_plain(name)
    with pytest.raises(DisplayError, match="cannot be a file beside a page"):
        Beside(files={name: b""}).pack()


def test_a_name_given_twice_is_refused() -> None:
    with pytest.raises(DisplayError, match="once"):
        Beside((FurtherPage("a.html", "A", ""), FurtherPage("a.html", "B", ""))).pack()


@pytest.mark.parametrize("text", ["", "x", "eJw=", "é"])
def test_what_is_nothing_of_the_kind_is_refused(text: str) -> None:
    with pytest.raises(DisplayError, match="cannot be read"):
        unpack(text)


def test_it_is_taken_out_of_what_the_notebook_shows() -> None:
    outputs = [{"data": {BESIDE_TYPE: GIVEN.pack(), "text/plain": "x"}}, {"name": "stdout"}]
    assert list(take_beside(outputs)) == [GIVEN]
    assert outputs[0]["data"] == {"text/plain": "x"}
