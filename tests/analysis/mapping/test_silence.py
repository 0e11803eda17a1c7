"""Which conclusions on the network a silent partner could change: held against every answer that it could give."""

from __future__ import annotations

from datetime import date
from itertools import chain, combinations, product

import pytest

from partnerlab.analysis.catalogue import rules_in
from partnerlab.analysis.mapping import doubt_mapping, rules
from partnerlab.partnership import Partnership

COVERS = ("partnerlab.analysis.mapping.rules.silence",)

ALONE = {"green": "works with another", "amber": "works with nobody", "unknown": "cannot tell"}


def hub(names: str, ties: str = "", told: str = "", **tables: object) -> Partnership:
    """Build a partnership where each of `told` says at which level it works with all: 3 where tied, else 1."""
    tied = {frozenset(pair) for pair in ties.split()}
    rows = [
        {"by": by, "with": other, "on": "2026-01-01", "actual": 3 if frozenset((by, other)) in tied else 1}
        for by in told
        for other in names
        if other != by
    ]
    tables = {"relationships": rows, "partners": [{"id": name, "name": name} for name in names]} | tables
    whole = Partnership(name="Hub", purpose="Reach", stage=[{"stage": "building", "on": "2024-01-01"}],
                        **tables)  # fmt: skip
    return whole.at(date(2026, 6, 30))


def found(code: str, seen: Partnership) -> dict[str, tuple[str, str]]:
    rule = next(row for row in rules_in(rules) if row.code == code)
    return {row.subject: (row.severity.value, row.message) for row in rule.findings(seen)}


def conclusions(seen: Partnership) -> dict[str, str]:
    """What MA202 and MA203 find of each partner, in the words of the table."""
    alone, points = found("MA202", seen), found("MA203", seen)
    names = [row.id for row in seen.current_partners]
    told = {f"Whether {name} has a tie": ALONE[alone.get(name, ("green",))[0]] for name in names}
    known = points.get("partnership", ("",))[0] != "unknown"
    words = {True: "others would be cut off", False: "nobody would be cut off"}
    return told | {f"If {name} left": words[name in points] if known else "cannot tell" for name in names}


def answers_of(name: str, names: str) -> list[tuple[str, ...] | None]:
    """Return every answer of one partner: none at all, or those that it says it works with."""
    others = [other for other in names if other != name]
    return [None, *chain.from_iterable(combinations(others, size) for size in range(len(others) + 1))]


@pytest.mark.parametrize(
    ("ties", "told"),
    [("AB BC", "BC"), ("AB BC CD", "BCD"), ("", "AB"), ("AB CD", "ABC"), ("AB AC AD", "A"), ("AB BC CD AD", "ABC")],
)
def test_what_could_be_is_what_the_rules_find_when_every_answer_is_entered(ties: str, told: str):
    names = "ABCD"
    silent = [name for name in names if name not in told]
    seen = hub(names, ties, told)
    tried: dict[str, dict[str, set[str]]] = {"one": {}, "all": {}}
    for given in product(*(answers_of(name, names) for name in silent)):
        spoken = [name for name, answer in zip(silent, given, strict=True) if answer is not None]
        rows = [
            {"by": name, "with": other, "on": "2026-05-01", "actual": 3 if other in answer else 1}
            for name, answer in zip(silent, given, strict=True)
            if answer is not None
            for other in names
            if other != name
        ]
        more = hub(names, relationships=rows)
        after = seen.replace(relationships=(*seen.whole.relationships, *more.relationships))
        for about, conclusion in conclusions(after).items():
            tried["all"].setdefault(about, set()).add(conclusion)
            if len(spoken) <= 1:
                tried["one"].setdefault(about, set()).add(conclusion)
    rows_ = {row.about: row.bounds for row in doubt_mapping(seen)}
    assert {about: bounds.now for about, bounds in rows_.items()} == conclusions(seen)
    assert {about: set(bounds.one) for about, bounds in rows_.items()} == tried["one"]
    assert {about: set(bounds.all) for about, bounds in rows_.items()} == tried["all"]


def test_when_all_have_answered_every_conclusion_stands():
    rows = doubt_mapping(hub("ABC", "AB BC", "ABC"))
    assert all(row.bounds.stands and row.silent == () for row in rows)
    assert found("MA206", hub("ABC", "AB BC", "ABC")) == {
        "working relationships": (
            "green", "6 conclusions on working relationships stand, whatever else partners would say."
        )
    }  # fmt: skip


def test_the_rule_names_whose_answer_could_change_a_conclusion():
    """In the chain A to D, a tie of A with D would spare what the loss of B or of C cuts off."""
    ((severity, message),) = found("MA206", hub("ABCD", "AB BC CD", "BCD")).values()
    assert severity == "unknown"
    assert message == (
        "Cannot tell: 2 of 8 conclusions on working relationships could change with one answer more. "
        "It may come from A."
    )


def test_before_anybody_answers_there_is_no_conclusion_and_an_answer_is_asked_for():
    seen = hub("ABC")
    assert doubt_mapping(seen) == ()
    assert found("MA206", seen)["partnership"] == (
        "unknown", "Cannot tell: no partner has said how it works with the others."
    )  # fmt: skip


def test_of_a_partner_alone_nothing_is_concluded():
    assert doubt_mapping(hub("A")) == ()
    assert found("MA206", hub("A"))["partnership"] == ("unknown", "Cannot tell: only one partner is recorded.")


def test_of_two_partners_nobody_can_be_cut_off():
    assert [row.about for row in doubt_mapping(hub("AB", "AB", "A"))] == ["Whether A has a tie", "Whether B has a tie"]
