"""What partners answered, as a signal: the latest answers of those who are partners now."""

from __future__ import annotations

import pytest

from partnerlab.analysis.signals.answers import checklist_says, condition_says, sustaining_says

WORDS = {"+": "in place", "/": "partly", "-": "not in place", "?": "don't know"}


@pytest.mark.parametrize(
    ("given", "expected"),
    [
        ("+++++", ("supports", 5, 5)),
        ("++++-", ("supports", 5, 5)),
        ("+++--", ("contradicts", 5, 5)),
        ("+++//", ("cannot tell", 5, 5)),
        ("+++/-", ("cannot tell", 5, 5)),
        ("++//-", ("cannot tell", 5, 5)),
        ("/////", ("cannot tell", 5, 5)),
        ("++?", ("supports", 2, 5)),
        ("-", ("cannot tell", 1, 5)),
        ("??", ("cannot tell", 0, 0)),
        ("", ("cannot tell", 0, 0)),
    ],
)
def test_four_partners_of_five_must_say_in_place_and_one_answer_is_never_enough(says, given, expected):
    rows = [
        {"on": "2026-01-01", "by": name, "item": 7, "answer": WORDS[sign]}
        for name, sign in zip("ABCDE", given, strict=False)
    ]
    assert says(checklist_says(7), members="ABCDE", checklist=rows) == expected
    assert says(checklist_says(6), members="ABCDE", checklist=rows)[0] == "cannot tell"


@pytest.mark.parametrize(
    ("given", "expected"),
    [("yes", "supports"), ("no", "contradicts"), ("partly", "cannot tell"), (None, "cannot tell")],
)
def test_the_least_favourable_answer_decides(says, given, expected):
    fig3 = [{"condition": "assumption-8", "on": "2026-01-01", "by": "A", "holds": given}] if given else []
    lasting = [{"condition": "learning", "on": "2026-01-01", "by": "A", "holds": given}] if given else []
    for rows in (fig3, lasting) if given else ():
        rows.append({**rows[0], "by": "B", "holds": "yes"})
    assert says(condition_says("assumption-8", "resources"), conditions=fig3)[0] == expected
    assert says(sustaining_says("learning"), sustainability=lasting)[0] == expected


@pytest.mark.parametrize(("by", "expected"), [("A", "cannot tell"), (None, "contradicts")])
def test_one_partner_of_several_is_not_enough_unless_all_together_answer(says, by, expected):
    rows = [{"condition": "learning", "on": "2026-01-01", "by": by, "holds": "no"}]
    assert says(sustaining_says("learning"), members="AB", sustainability=rows)[0] == expected


def test_a_later_answer_replaces_an_earlier_one_and_those_who_left_do_not_count(says):
    rows = [
        {"condition": "learning", "on": "2026-01-01", "by": "A", "holds": "no"},
        {"condition": "learning", "on": "2026-02-01", "by": "A", "holds": "yes"},
        {"condition": "learning", "on": "2026-02-01", "by": "B", "holds": "no"},
    ]
    partners = [{"id": "A", "name": "A"}, {"id": "B", "name": "B", "left": "2026-03-01"}]
    assert says(sustaining_says("learning"), partners=partners, sustainability=rows) == ("supports", 1, 1)
