"""Two notebooks on one partnership: neither writes over what is typed in the other, and each shows it."""

from __future__ import annotations

import errno
import json
from pathlib import Path

import pytest

from partnerlab.exchange.alterations import Alteration
from partnerlab.files import explain
from partnerlab.live.unsaved import Unsaved, draft_of, signs_of
from partnerlab.live.workbook import Workbook
from partnerlab.partnership import edit_partnership, read_partnership

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


def test_on_a_full_disk_it_is_told_what_to_do_and_kept_as_soon_as_there_is_room(hub, monkeypatch):
    book = Workbook(hub)
    with monkeypatch.context() as full:
        full.setattr("partnerlab.files.os.fsync", be_full)
        type_impact(book, "1")
        assert "(No space left on device; make room on the disk)" in book.marks()["said"]
        assert not book.look_elsewhere()
    assert book.look_elsewhere()
    assert book.marks()["said"] == ""
    assert [str(row) for row in Unsaved(hub).read()] == [str(row) for row in book.draft.alterations]


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


def type_impact(book: Workbook, text: str, at: int = -1) -> None:
    book.do({"do": "table", "table": "ratings"})
    book.do({"do": "cell", "row": book.draft.rows("ratings")[at].key, "column": "impact", "text": text})


def test_each_of_two_workbooks_shows_what_the_other_typed_and_keeps_both(hub):
    one, other = Workbook(hub), Workbook(hub)
    type_impact(one, "1")
    assert other.look_elsewhere()
    assert other.said.startswith("Typed in another notebook: ratings, risk R8")
    type_impact(other, "3", at=0)
    assert one.look_elsewhere()
    assert (len(one.head()["offered"]), len(other.head()["offered"])) == (1, 1)
    assert len(Workbook(hub).head()["offered"]) == 2
    assert not one.look_elsewhere()
    assert one.partnership.ratings[-1].impact == 1


def test_two_versions_of_one_cell_are_both_shown(hub):
    one, other = Workbook(hub), Workbook(hub)
    type_impact(one, "1")
    type_impact(other, "2")
    one.look_elsewhere()
    assert [offered.endswith("impact 5 to 2") for offered in one.head()["offered"]] == [True]
    assert [offered.endswith("impact 5 to 1") for offered in other.head()["offered"]] == [True]


def test_once_one_has_saved_the_other_is_told_keeps_its_own_and_writes_over_nothing(hub):
    one, other = Workbook(hub), Workbook(hub)
    type_impact(one, "1")
    type_impact(other, "3", at=0)
    one.do({"do": "save"})
    assert other.look_elsewhere()
    assert other.head()["stale"]
    other.do({"do": "save"})
    assert "Nothing was written" in other.said
    other.do({"do": "read_again"})
    assert not other.head()["stale"]
    other.do({"do": "save"})
    saved = read_partnership(hub).whole.ratings
    assert (saved[0].impact, saved[-1].impact) == (3, 1)
    assert Workbook(hub).head()["offered"] == []


def test_discarding_what_is_offered_leaves_what_is_typed_here_and_in_the_other(hub):
    one, other = Workbook(hub), Workbook(hub)
    type_impact(one, "1")
    type_impact(other, "3", at=0)
    other.do({"do": "drop_offered"})
    assert other.draft.alterations
    one.look_elsewhere()
    other.look_elsewhere()
    assert len(Workbook(hub).head()["offered"]) == 2


def test_what_is_saved_already_is_not_offered(hub):
    book = Workbook(hub)
    book.do({"do": "table", "table": "risks"})
    book.do({"do": "cell", "row": "risks.R1", "column": "title", "text": "Another title"})
    type_impact(book, "1")
    left = draft_of(hub).read_bytes()
    book.do({"do": "save"})
    draft_of(hub).write_bytes(left)  # as where the kernel ended right after it had saved
    assert Workbook(hub).head()["offered"] == []


def test_a_file_that_somebody_else_changed_is_told_and_read_when_asked(hub):
    book = Workbook(hub)
    edit_partnership(hub).set("name", "Renamed").save()
    assert book.look_elsewhere()
    assert book.said.startswith("Somebody else changed the files.")
    assert not book.look_elsewhere()
    book.do({"do": "read_again"})
    assert book.partnership.name == "Renamed"
    assert not book.look_elsewhere()
