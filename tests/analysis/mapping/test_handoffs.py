"""Which conclusions on a hand-off a silent side could change: held against what the rules say of every answer."""

from __future__ import annotations

from datetime import date
from itertools import product

import pytest

from partnerlab.analysis.catalogue import rules_in
from partnerlab.analysis.mapping import rules
from partnerlab.analysis.mapping.handoffs import HELD, LACKING, UNKNOWN, doubt_handoffs
from partnerlab.partnership import Partnership

WORDS = {"unknown": UNKNOWN, "amber": LACKING}
KINDS = {"MA302": "Working relationship, Alpha and Beta", "MA303": "Data sharing, Alpha and Beta"}
LEVELS = {"in place": {"actual": 3, "data_sharing": "yes"}, "missed": {"actual": 1, "data_sharing": "partly"}}


def hub(said: dict[str, str | None], **more: object) -> Partnership:
    """Alpha and Beta hand a client on to each other; each says that all is in place, that it is missed, or nothing."""
    rows = [
        {"by": by, "with": other, "on": "2026-01-01", **LEVELS[answer]}
        for (by, answer), other in zip(said.items(), "BA", strict=True)
        if answer is not None
    ]
    whole = Partnership(
        name="Hub",
        purpose="Reach",
        stage=[{"stage": "managing", "on": "2024-01-01"}],
        partners=[{"id": "A", "name": "Alpha"}, {"id": "B", "name": "Beta"}],
        relationships=rows,
        pathway=[
            {"id": "call", "name": "I call", "organisation": "A"},
            {"id": "visit", "name": "I am visited", "organisation": "B"},
            {"id": "back", "name": "I call again", "organisation": "A"},
        ],
        **more,
    )
    return whole.at(date(2026, 6, 30))


def found(code: str, seen: Partnership) -> set[str]:
    """What a rule says of the pair, whichever hands on."""
    rule = next(row for row in rules_in(rules) if row.code == code)
    return {WORDS.get(row.severity.value, HELD) for row in rule.findings(seen)}


@pytest.mark.parametrize("code", KINDS)
@pytest.mark.parametrize("first", [None, "in place", "missed"])
@pytest.mark.parametrize("second", [None, "in place", "missed"])
def test_what_could_be_is_what_the_rules_find_when_every_answer_is_entered(
    code: str, first: str | None, second: str | None
) -> None:
    seen = hub({"A": first, "B": second})
    rows = {row.about: row for row in doubt_handoffs(seen)}
    if first is None and second is None:
        assert rows == {}  # they rest on nobody
        return
    row = rows[KINDS[code]]
    answers = [[answer] if answer is not None else [None, *LEVELS] for answer in (first, second)]
    tried = [found(code, hub({"A": one, "B": other})) for one, other in product(*answers)]
    assert {row.bounds.now} == found(code, seen)
    assert set(row.bounds.one) == set(row.bounds.all) == set().union(*tried)
    assert row.silent == tuple(name for name, answer in (("A", first), ("B", second)) if answer is None)


def test_data_sharing_that_both_have_signed_rests_on_nobodys_answer() -> None:
    deal = [{"kind": "data sharing", "signed": "2025-01-01", "signatories": ["A", "B"]}]
    rows = doubt_handoffs(hub({"A": "in place", "B": None}, agreements=deal))
    assert [row.about for row in rows] == [KINDS["MA302"]]


def test_data_sharing_on_one_sides_word_is_told_to_rest_on_the_other() -> None:
    rule = next(row for row in rules_in(rules) if row.code == "MA206")
    (told,) = [row for row in rule.findings(hub({"A": "in place", "B": None})) if row.subject == "the hand-offs"]
    assert told.message == (
        "Cannot tell: 1 of 2 conclusions on the hand-offs could change with one answer more. It may come from Beta."
    )


def test_an_organisation_that_is_no_partner_is_not_waited_for() -> None:
    seen = Partnership(
        name="Hub",
        purpose="Reach",
        stage=[{"stage": "managing"}],
        partners=[{"id": "A", "name": "Alpha"}],
        relationships=[{"by": "A", "with": "Outside", "on": "2026-01-01", "actual": 1}],
        stakeholders=[{"id": "Outside", "name": "Outside"}],
        pathway=[
            {"id": "call", "name": "I call", "organisation": "A"},
            {"id": "visit", "name": "I am visited", "organisation": "Outside"},
        ],
    )
    (row,) = doubt_handoffs(seen)
    assert (row.bounds.now, row.silent, row.bounds.stands) == (LACKING, (), True)
