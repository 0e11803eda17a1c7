"""The texts of a record that are its users' own, without the words that a field lets one choose from."""

from __future__ import annotations

from partnerlab.partnership import Partnership
from partnerlab.partnership.texts import list_own_texts


def test_names_titles_notes_and_ids_are_own_and_choices_are_not():
    record = Partnership(
        name="Hub",
        purpose="Reach people early",
        stage=[{"stage": "scoping"}],
        partners=[{"id": "A", "name": "Alpha Trust", "sector": "local government"}],
        risks=[{"id": "R1", "title": "Money runs out", "class": "shared", "cause": "One grant"}],
    )
    own = list_own_texts(record)
    assert {"Hub", "Reach people early", "A", "Alpha Trust", "R1", "Money runs out", "One grant"} <= own
    assert not own & {"scoping", "local government", "shared"}


def test_what_nobody_wrote_is_nobodys_own():
    record = Partnership(name="Hub", purpose="Reach people early", stage=[{"stage": "scoping"}])
    assert list_own_texts(record) == {"Hub", "Reach people early"}
