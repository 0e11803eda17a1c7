"""What goes on with a partnership in other notebooks and programs is shown, and nobody writes over it."""

from __future__ import annotations

import errno

from partnerlab.live.unsaved import Unsaved, draft_of
from partnerlab.live.workbook import Workbook
from partnerlab.partnership import edit_partnership, read_partnership


def type_impact(book: Workbook, text: str, at: int = -1) -> None:
    book.do({"do": "table", "table": "ratings"})
    book.do({"do": "cell", "row": book.draft.rows("ratings")[at].key, "column": "impact", "text": text})


def be_full(*_: object) -> None:
    raise OSError(errno.ENOSPC, "No space left on device")


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


def test_what_was_discarded_is_offered_again_when_asked(hub):
    type_impact(Workbook(hub), "1")
    book = Workbook(hub)
    (offered,) = book.head()["offered"]
    type_impact(book, "3", at=0)
    book.do({"do": "drop_offered"})
    assert (book.head()["offered"], book.head()["discarded"]) == ([], 1)
    assert len(Workbook(hub).head()["offered"]) == 1  # what is typed here alone
    book.do({"do": "bring_back"})
    assert (book.head()["offered"], book.head()["discarded"]) == ([offered], 0)
    assert len(Workbook(hub).head()["offered"]) == 2
    book.do({"do": "take_up"})
    assert len(book.draft.alterations) == 2


def test_what_was_discarded_here_and_another_notebook_still_has_is_no_longer_told_as_discarded(hub):
    one, other = Workbook(hub), Workbook(hub)
    type_impact(one, "1")
    other.look_elsewhere()
    other.do({"do": "drop_offered"})
    assert other.head()["discarded"] == 1
    one.look_elsewhere()
    other.look_elsewhere()
    assert (len(other.head()["offered"]), other.head()["discarded"]) == (1, 0)


def test_what_was_discarded_stays_so_where_it_cannot_be_written(hub, monkeypatch):
    type_impact(Workbook(hub), "1")
    book = Workbook(hub)
    book.do({"do": "drop_offered"})
    with monkeypatch.context() as full:
        full.setattr("partnerlab.files.os.fsync", be_full)
        book.do({"do": "bring_back"})
    assert "no space left on device" in book.said.lower()
    assert (book.head()["offered"], book.head()["discarded"]) == ([], 1)


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
