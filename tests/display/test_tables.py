"""The tables of a review tell what changed, what to do, and what words mean."""

from __future__ import annotations

from datetime import date

import pandas as pd
import pytest

from partnerlab.display import tables
from partnerlab.page.handover import CITATIONS_TYPE

STEPS = ["what", "owner", "due", "state", "code", "subject", "severity", "paragraph", "since"]
CHANGES = ["kind", "change", "what", "before", "after", "code", "paragraph"]


def test_actions_tell_what_who_by_when_and_for_which_finding() -> None:
    row = ["Name a lead", "PSNI", date(2026, 9, 30), "overdue", "RA104", "risk R3", "red", "¶4.4", None]
    shown = tables.actions(pd.DataFrame([row], columns=STEPS))
    for part in ("Name a lead", "risk R3", "PSNI", "30 September 2026", "overdue", "RA104", "Act now"):
        assert part in shown.html
    assert list(shown._repr_mimebundle_()[CITATIONS_TYPE]) == ["¶4.4"]


def test_an_action_that_nobody_owns_says_so() -> None:
    row = ["Name a lead", None, None, "no action yet", *[None] * 5]
    assert "nobody yet" in tables.actions(pd.DataFrame([row], columns=STEPS)).html


def test_a_step_names_organisations_in_full_and_other_subjects_by_their_titles() -> None:
    rows = [["Ask", "B", None, "open", None, about, None, None, None] for about in ("EA", "risk R1", "C", "D")]
    frame = pd.DataFrame(rows, columns=STEPS)
    frame.attrs["names"] = {"name EA": "Education Authority", "risk R1": "Delay", "B": "DoH", "C": "Council"}
    html = tables.actions(frame).html
    for about in ("Education Authority", "Delay", "Council", "D"):
        assert f"<small>About: {about}</small>" in html
    assert html.count("<td>DoH</td>") == 4


def test_what_is_to_be_done_alike_about_several_subjects_is_one_row_unless_it_is_agreed_already() -> None:
    ask, red = "Bring the risk to the board", ["RA503", "red", "¶4.3"]
    rows = [
        [ask, "PSNI", date(2026, 9, 30), "overdue", "RA503", "risk R3", *red[1:], None],
        *([ask, None, None, "no action yet", "RA503", about, *red[1:], None] for about in ("risk R1", None, "risk R2")),
        ["Name a lead", None, None, "no action yet", "RA104", "risk R1", *red[1:], None],
    ]
    frame = pd.DataFrame(rows, columns=STEPS)
    html = tables.actions(frame).html
    assert html.count(ask) == 3
    assert "<small>About: risk R1; risk R2</small>" in html
    assert "5 steps: 1 overdue and 4 without an action yet" in html


@pytest.mark.parametrize(
    ("states", "said"),
    [
        ((), "1 step: 1 overdue.<"),
        (("open",), "1 step: 1 overdue. On other pages: 1 more open action.<"),
        (("overdue", "open"), "1 step: 1 overdue. On other pages: 2 more open actions, 1 overdue.<"),
    ],
)
def test_open_actions_of_other_pages_are_counted_so_that_pages_agree(states: tuple[str, ...], said: str) -> None:
    row = ["Sign", None, date(2026, 9, 30), "overdue", None, None, None, None, None]
    frame = pd.DataFrame([row], columns=STEPS)
    frame.attrs["elsewhere"] = states
    assert said in tables.actions(frame).html


def test_a_step_about_the_whole_partnership_and_one_part_names_both():
    row = ["Agree one lead", None, None, "no action yet", "RA104"]
    frame = pd.DataFrame([[*row, about, "amber", "¶4.4", None] for about in ("partnership", "risk R6")], columns=STEPS)
    assert "the partnership; risk R6" in tables.actions(frame).html


@pytest.mark.parametrize(
    ("unknown", "said"),
    [
        (0, "No action is open, and no finding asks for one."),
        (1, "but 1 question cannot be answered yet: find out what is missing first."),
        (43, "but 43 questions cannot be answered yet: find out what is missing first."),
    ],
)
def test_no_action_left_is_said_with_how_much_cannot_be_told(unknown: int, said: str) -> None:
    frame = pd.DataFrame(columns=STEPS)
    frame.attrs["unknown"] = unknown
    assert said in tables.actions(frame).html


def test_changes_tell_before_and_after_since_when() -> None:
    frame = pd.DataFrame([["finding", "worse", "risk R3", "amber", "red", "RA104", "¶4.4"]], columns=CHANGES)
    frame.attrs["since"] = date(2026, 1, 31)
    shown = tables.changes(frame)
    for part in ("since 31 January 2026", "risk R3", "worse", "RA104"):
        assert part in shown.html


@pytest.mark.parametrize(
    ("after", "told"),
    [
        ("Act now: 6 of 6 signals warn.", "<strong>Worse (act now).</strong> No leadership: 6 of 6 signals warn."),
        ("6 of 6 signals warn.", "<strong>Worse.</strong> No leadership: 6 of 6 signals warn."),
        ("Cannot tell: no chair.", "<strong>Worse.</strong> No leadership: Cannot tell: no chair."),
    ],
)
def test_a_change_says_its_light_beside_how_it_changed_and_not_within_the_sentence(after, told) -> None:
    frame = pd.DataFrame([["finding", "worse", "no leadership", "–", after, "EV401", "¶4.11"]], columns=CHANGES)
    frame.attrs["since"] = date(2026, 1, 31)
    assert told in tables.changes(frame).html


def test_nothing_changed_and_nothing_to_compare_are_different_answers() -> None:
    frame = pd.DataFrame(columns=CHANGES)
    frame.attrs["since"] = date(2026, 1, 31)
    assert "No finding has changed" in tables.changes(frame).html
    frame.attrs["since"] = None
    assert "no earlier review" in tables.changes(frame).html
