"""Two notebooks on one partnership: neither writes over what is typed in the other, and each shows it."""

from __future__ import annotations

import errno
import json
from pathlib import Path

import pytest

from partnerlab.exchange.alterations import Alteration
from partnerlab.files import explain
from partnerlab.live.unsaved import Unsaved, draft_of, signs_of

ONE, OTHER = (Alteration("risks", row={"id": name}, values={"title": "New"}) for name in ("R1", "R2"))


@pytest.fixture
def both(hub: Path) -> tuple[Unsaved, Unsaved]:
    return Unsaved(hub), Unsaved(hub)


def put(unsaved: Unsaved, *own: Alteration) -> None:
    unsaved.keep(own, unsaved.others(own))


def test_what_the_other_typed_stays_whoever_writes_last(both):
    mine, yours = both
    put(mine, ONE)
    put(yours, OTHER)
    put(mine, ONE)
    assert (mine.others([ONE]), yours.others([OTHER])) == ((OTHER,), (ONE,))


def test_what_one_takes_back_is_gone_for_the_other_too(both):
    mine, yours = both
    put(mine, ONE)
    put(yours, OTHER)
    put(mine)
    assert yours.others([OTHER]) == ()
    put(yours)
    assert not draft_of(mine.file).exists()


def test_two_new_rows_that_say_the_same_are_two(both):
    new = Alteration("risks", values={"title": "New"})
    put(both[0], new, new)
    assert both[1].read() == (new, new)
    assert both[0].others([new, new]) == ()


def test_what_was_lost_in_the_same_moment_is_noticed(both):
    mine, yours = both
    put(mine, ONE)
    yours.keep([OTHER], [])  # it had looked before the other wrote
    assert not mine.has_own()
    put(mine, ONE)
    assert (mine.has_own(), yours.has_own()) == (True, True)


def be_full(*_: object) -> None:
    raise OSError(errno.ENOSPC, "No space left on device")


def names_beside(hub: Path) -> list[str]:
    return sorted(path.name for path in draft_of(hub).parent.iterdir())


def test_on_a_full_disk_what_was_kept_before_still_is_and_nothing_is_left_behind(hub, monkeypatch):
    unsaved = Unsaved(hub)
    put(unsaved, ONE)
    with monkeypatch.context() as full:
        full.setattr("partnerlab.files.os.fsync", be_full)
        with pytest.raises(OSError, match="No space left on device") as caught:
            put(unsaved, OTHER)
    assert explain(caught.value).startswith(f"{draft_of(hub)}: no space left on device; make room on the disk")
    assert names_beside(hub) == [draft_of(hub).name]
    assert unsaved.read() == (ONE,)
    assert unsaved.others([OTHER]) == ()  # it is not another's
    put(unsaved, OTHER)
    assert unsaved.read() == (OTHER,)


def test_what_a_killed_kernel_was_writing_goes_with_the_draft(hub):
    unsaved = Unsaved(hub)
    put(unsaved, ONE)
    part = draft_of(hub).with_name(f".part-abcdefgh-{draft_of(hub).name}")
    part.write_bytes(b"[")
    assert unsaved.read() == (ONE,)
    put(unsaved)
    assert names_beside(hub) == []


def test_a_table_that_is_not_known_is_as_nothing(hub):
    draft_of(hub).parent.mkdir(exist_ok=True)
    draft_of(hub).write_text(json.dumps([{"table": "no such table"}]), encoding="utf-8")
    assert Unsaved(hub).read() == ()


def test_signs_tell_a_change_of_the_tables(hub):
    before = signs_of(hub)
    assert signs_of(hub) == before
    table = hub.with_suffix("") / "ratings.csv"
    table.write_bytes(table.read_bytes() + b"\n")
    assert signs_of(hub) != before
