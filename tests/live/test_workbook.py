"""The live workbook without a browser: what each thing that a person does leads to."""

from __future__ import annotations

import errno
import shutil
from pathlib import Path
from typing import Any

import pytest

from partnerlab.live.unsaved import draft_of
from partnerlab.live.workbook import Workbook
from partnerlab.partnership import Partnership, edit_partnership, read_partnership


class Told(Workbook):
    """A workbook that counts how often what stands below is asked to follow."""

    followed = 0

    def __post_init__(self) -> None:
        self.changed = self._count
        super().__post_init__()

    def _count(self) -> None:
        self.followed += 1

    def tell(self, verb: str, **rest: Any) -> set[str]:
        return self.do({"do": verb, **rest})


def says(partnership: Partnership) -> tuple[Any, Any]:
    """What a partnership says, and as at which date."""
    return partnership.model_dump(), partnership.as_at


@pytest.fixture
def book(hub: Path) -> Told:
    opened = Told(hub)
    opened.tell("table", table="ratings")
    return opened


def type_impact(book: Told, text: str) -> None:
    book.tell("cell", row=book.draft.rows("ratings")[-1].key, column="impact", text=text)


def contents(folder: Path) -> dict[str, bytes]:
    found = (path for path in folder.rglob("*") if path.is_file() and ".history" not in path.parts)
    return {path.relative_to(folder).as_posix(): path.read_bytes() for path in found}


def test_it_shows_what_the_reader_reads(book, hub):
    assert says(book.partnership) == says(read_partnership(hub))
    head = book.head()
    assert ["harbour-regeneration.yaml", "harbour-regeneration"] in head["files"]
    assert head["name"] == "Riverside Support Hub"


def test_what_is_typed_into_one_just_as_another_is_opened_is_told_and_not_typed_into_that(book):
    shown, row = book.file.name, book.draft.rows("ratings")[-1].key
    book.tell("choose", file="harbour-regeneration.yaml", shown=shown)
    assert book.tell("cell", row=row, column="impact", text="1", shown=shown) == set()
    said = (
        "Harbour Regeneration Partnership was opened meanwhile, and nothing was done. Do it again if you mean it here."
    )
    assert book.said == said
    assert not book.draft.alterations
    assert book.tell("choose", file=shown, shown=shown)  # of two that are chosen in a row the second is opened
    assert book.file.name == shown


def test_another_partnership_and_another_date_follow(book, parameters):
    assert "sheet" in book.tell("choose", file="harbour-regeneration.yaml")
    assert says(book.partnership) == says(read_partnership(parameters / "harbour-regeneration.yaml"))
    book.tell("date", as_at="2026-03-31")
    assert says(book.partnership) == says(
        read_partnership(parameters / "harbour-regeneration.yaml", as_at="2026-03-31")
    )
    assert book.followed == 2


def test_a_partnership_that_is_gone_and_a_date_that_is_none_are_told(book):
    book.tell("choose", file="../secret.yaml")
    assert "there is no ../secret.yaml" in book.said
    book.tell("date", as_at="soon")
    assert '"soon" is not a date' in book.said
    assert book.as_at == ""


def test_a_faulty_partnership_is_told_and_the_open_one_stays(book, parameters):
    (parameters / "bad.yaml").write_text("name: Bad\n", encoding="utf-8")
    book.tell("choose", file="bad.yaml")
    assert "bad.yaml" in book.said
    assert book.partnership.name == "Riverside Support Hub"


def test_what_is_typed_is_tried_below_before_it_is_saved(book):
    type_impact(book, "1")
    assert book.partnership.ratings[-1].impact == 1
    assert book.followed == 1
    book.tell("try", trying=False)
    assert book.partnership.ratings[-1].impact == 5


def test_a_fault_is_told_and_what_stands_below_stays(book):
    type_impact(book, "9")
    assert book.followed == 0
    assert book.partnership.ratings[-1].impact == 5
    assert book.marks()["faults"][0]["column"] == "impact"
    assert book.said.startswith("1 fault. ")
    type_impact(book, "4")
    assert book.marks()["faults"] == []


def test_saving_is_shown_first_and_changes_those_lines_alone(book, parameters):
    before = contents(parameters)
    type_impact(book, "1")
    book.tell("preview")
    assert "+R8,Advice,2026-10-16,residual,4,1," in book.preview["difference"]
    assert "RA203" in book.preview["findings"]
    assert contents(parameters) == before
    book.tell("save")
    after = contents(parameters)
    assert [name for name in before if after[name] != before[name]] == ["riverside-support-hub/ratings.csv"]
    assert after["riverside-support-hub/ratings.csv"] == before["riverside-support-hub/ratings.csv"].replace(
        b"R8,Advice,2026-10-16,residual,4,5,", b"R8,Advice,2026-10-16,residual,4,1,"
    )
    assert not draft_of(book.file).exists()
    book.tell("undo_saved")
    assert contents(parameters) == before
    assert book.said == "Undone: the live workbook."


def test_a_change_that_moves_no_finding_says_so(book):
    book.tell("table", table="actions")
    book.tell("cell", row=book.draft.rows("actions")[0].key, column="note", text="A remark.")
    book.tell("preview")
    assert "No finding comes or goes." in book.preview["findings"]


def test_what_would_change_is_no_longer_told_once_something_else_is_typed(book):
    type_impact(book, "1")
    book.tell("preview")
    assert "preview" not in book.do({"do": "table", "table": "ratings"})
    assert book.preview["difference"]
    row = book.draft.rows("ratings")[0].key
    assert "preview" in book.do({"do": "cell", "row": row, "column": "note", "text": "A remark."})
    assert book.preview == {}


def test_what_somebody_else_wrote_meanwhile_is_never_written_over(book, hub):
    type_impact(book, "1")
    edit_partnership(hub).set("name", "Renamed").set("ratings.1.impact", 4).save()
    before = contents(hub.parent)
    book.tell("save")
    assert contents(hub.parent) == before
    conflict = book.preview["conflict"]
    assert "as it is now" in conflict
    assert "as meant" in conflict
    book.tell("read_again")
    book.tell("save")
    saved = read_partnership(hub)
    assert (saved.name, saved.ratings[-1].impact) == ("Renamed", 1)


def test_unsaved_changes_are_offered_again_and_not_lost_by_looking(book, hub):
    type_impact(book, "1")
    again = Told(hub)
    assert len(again.head()["offered"]) == 1
    assert again.partnership.ratings[-1].impact == 5
    third = Told(hub)
    third.tell("take_up")
    assert third.partnership.ratings[-1].impact == 1
    assert third.head()["offered"] == []


def test_typing_before_the_offer_is_answered_keeps_the_offer(book, hub):
    type_impact(book, "1")
    again = Told(hub)
    again.tell("table", table="ratings")
    again.tell("cell", row=again.draft.rows("ratings")[0].key, column="impact", text="4")
    assert len(Told(hub).head()["offered"]) == 2
    again.tell("take_up")
    assert len(Told(hub).head()["offered"]) == 2


def test_a_dropped_draft_is_gone(book, hub):
    type_impact(book, "1")
    book.tell("drop")
    assert says(book.partnership) == says(read_partnership(hub))
    assert Told(hub).head()["offered"] == []


def test_rows_are_added_copied_deleted_and_taken_back(book):
    count = len(book.draft.rows("ratings"))
    book.tell("add")
    book.tell("copy", row=book.draft.rows("ratings")[0].key)
    book.tell("delete", row=book.draft.rows("ratings")[1].key)
    assert len(book.sheet()["rows"]) == count + 1
    for _ in range(3):
        book.tell("undo")
    assert len(book.sheet()["rows"]) == count
    assert not book.marks()["undo"]
    book.tell("redo")
    assert len(book.sheet()["rows"]) == count + 1


def test_a_block_waits_until_it_is_taken(book):
    key = book.draft.rows("ratings")[-1].key
    assert book.tell("paste", row=key, column="likelihood", text="1\t2") == {"pasted"}
    assert len(book.pasted()["cells"]) == 2
    book.tell("leave")
    assert book.pasted() == {}
    assert book.partnership.ratings[-1].likelihood == 4
    book.tell("paste", row=key, column="likelihood", text="1\t2")
    book.tell("take")
    assert (book.partnership.ratings[-1].likelihood, book.partnership.ratings[-1].impact) == (1, 2)


def test_a_new_row_belongs_to_what_is_chosen(book):
    book.tell("table", table="partners.readiness")
    book.tell("add")
    key = book.draft.rows("partners.readiness")[-1].key
    book.tell("belong", row=key, outer="Council")
    book.tell("cell", row=key, column="on", text="2026-10-30")
    assert book.partnership.partner("Council").readiness[-1].on.isoformat() == "2026-10-30"


def test_a_table_without_anything_to_belong_to_asks_for_that_first(parameters):
    file = parameters / "small.yaml"
    file.write_text("name: Small\npurpose: Small things\nstage: scoping\n", encoding="utf-8")
    book = Told(file)
    book.tell("table", table="partners.readiness")
    book.tell("add")
    assert book.said == "partners.readiness belongs to rows of partners, and there are none; add one there first"


def test_an_unknown_word_is_told(book):
    assert book.tell("dance") == set()
    assert "dance" in book.said


def test_names_are_left_out_where_that_is_asked_for(hub):
    assert says(Workbook(hub, redact=True).partnership) == says(read_partnership(hub, redact=True))


def test_files_that_are_gone_are_told_when_saving(book, parameters):
    type_impact(book, "1")
    shutil.rmtree(parameters / "riverside-support-hub")
    book.tell("save")
    assert book.said


def test_where_what_is_typed_cannot_be_kept_it_is_told_and_the_review_follows_all_the_same(book, hub):
    history = hub.parent / ".history"
    history.write_text("a file in the place of the folder", encoding="utf-8")
    key = book.draft.rows("ratings")[-1].key
    book.do({"do": "table", "table": "ratings"})
    book.do({"do": "cell", "row": key, "column": "impact", "text": "1"})
    assert book.partnership.ratings[-1].impact == 1
    assert "What is typed cannot be kept beside the files" in book.marks()["said"]
    book.do({"do": "save"})
    assert ".history cannot be written (File exists)" in book.marks()["said"]
    assert book.marks()["unsaved"] == 1
    history.unlink()
    book.do({"do": "save"})
    assert book.marks()["said"] == "Saved as change 1."


def test_a_disk_that_is_full_is_nobody_elses_change(book, hub, monkeypatch):
    book.do({"do": "table", "table": "ratings"})
    book.do({"do": "cell", "row": book.draft.rows("ratings")[-1].key, "column": "impact", "text": "1"})
    before = (hub.parent / "riverside-support-hub" / "ratings.csv").read_bytes()

    def be_full(*_: object) -> None:
        raise OSError(errno.ENOSPC, "No space left on device")

    with monkeypatch.context() as full:
        full.setattr("os.replace", be_full)
        book.do({"do": "save"})
    assert "No space left on device" in book.said
    assert "Somebody else" not in book.said
    assert (hub.parent / "riverside-support-hub" / "ratings.csv").read_bytes() == before
    book.do({"do": "save"})
    assert book.said == "Saved as change 1."


@pytest.mark.parametrize("verb", ["cell", "copy"])
def test_a_row_that_was_deleted_in_another_tab_is_told(book, verb):
    book.do({"do": "table", "table": "ratings"})
    key = book.draft.rows("ratings")[-1].key
    book.do({"do": "delete", "row": key})
    book.do({"do": verb, "row": key, "column": "impact", "text": "1"})
    assert book.said == "that row of ratings is gone; choose the table again to see what is there"


def test_whoever_discards_is_told_how_much_it_was_and_that_undo_brings_it_back(book):
    type_impact(book, "2")
    book.tell("drop")
    assert book.said == "1 change not saved is discarded. Undo brings it back."
    book.tell("undo")
    assert len(book.draft.alterations) == 1
    book.tell("delete", row="ratings.2")
    book.tell("drop")
    assert book.said == "2 changes not saved are discarded. Undo brings them back."
    book.tell("drop")
    assert book.said == "There is nothing to discard."
