from __future__ import annotations

import pandas as pd
import pytest

from partnerlab.errors import MethodError
from partnerlab.methods.roles import RoleMatrix, assess_roles


def assign(*rows: str) -> pd.DataFrame:
    return pd.DataFrame([row.split() for row in rows], columns=["task", "partner", "role"])


def holds(roles, rule: str) -> dict[str, object]:
    rows = roles.rules[roles.rules["rule"] == rule]
    return dict(zip(rows["task"] + rows["partner"], rows["holds"], strict=True))


def broken(roles: RoleMatrix) -> list[str]:
    """Sentences of the rules that do not hold."""
    return roles.rules.loc[roles.rules["holds"].eq(other=False).fillna(value=False), "sentence"].tolist()


def test_a_task_with_one_doer_and_one_answerable_keeps_the_rules():
    roles = assess_roles(assign("T A R", "T B A"))
    assert broken(roles) == []
    assert roles.matrix.loc["T"].to_dict() == {"A": "R", "B": "A"}


def test_one_partner_may_do_a_task_and_answer_for_it():
    assert broken(assess_roles(assign("T A A/R"))) == []


def test_a_task_nobody_does_breaks_the_rule():
    assert holds(assess_roles(assign("T A A")), "responsible-somebody") == {"T": False}


def test_a_task_nobody_answers_for_breaks_the_rule():
    assert holds(assess_roles(assign("T A R")), "accountable-one") == {"T": False}


def test_two_that_answer_for_a_task_break_the_rule_unless_declared_joint():
    table = assign("T A AR", "T B A")
    undeclared, declared = assess_roles(table), assess_roles(table, joint=["T"])
    assert broken(undeclared) == ["A and B all answer for T, and joint accountability is not declared."]
    assert holds(declared, "joint-shared") == {"T": True}
    assert broken(declared) == []


def test_a_joint_task_that_one_alone_answers_for_is_not_joint():
    assert holds(assess_roles(assign("T A AR"), joint=["T"]), "joint-shared") == {"T": False}


def test_many_consulted_break_the_rule_by_the_number_given():
    table = assign("T A AR", "T B C", "T C C", "T D C", "T E C")
    assert holds(assess_roles(table), "consulted-few") == {"T": False}
    assert holds(assess_roles(table, most_consulted=4), "consulted-few") == {"T": True}


def test_a_partner_with_far_more_than_an_equal_share_is_overloaded():
    table = assign("S A AR", "T A AR", "U A AR", "V B AR", "W C A", "W A R")
    workload = assess_roles(table).workload.set_index("partner")
    assert workload["load"].to_dict() == {"A": "overloaded", "B": "carries", "C": "carries"}
    assert workload.loc["A", "share"] == pytest.approx(4 / 5)


def test_overload_is_not_judged_among_two_partners():
    assert "overloaded" not in assess_roles(assign("S A AR", "T A AR", "U A AR", "U B C")).workload["load"].tolist()


def test_a_partner_that_is_only_told_is_idle():
    roles = assess_roles(assign("T A AR", "T B I"), partners=["A", "B", "C"])
    assert holds(roles, "workload-some") == {"A": True, "B": False, "C": False}
    assert broken(roles) == [
        "B neither does nor answers for anything, and is only consulted or informed.",
        "C neither does nor answers for anything, and has no role at all.",
    ]


def test_a_task_without_any_role_is_seen():
    roles = assess_roles(assign("T A AR"), tasks=["T", "U"])
    assert holds(roles, "responsible-somebody") == {"T": True, "U": False}


def test_without_any_roles_nobody_is_called_idle():
    roles = assess_roles(assign(), tasks=[], partners=["A"])
    assert roles.workload["load"].tolist() == ["cannot tell"]
    assert roles.rules["holds"].isna().all()
    assert broken(roles) == []


def test_nothing_at_all_gives_empty_tables():
    roles = assess_roles(assign())
    assert (len(roles.matrix), len(roles.rules), len(roles.workload)) == (0, 0, 0)


@pytest.mark.parametrize(
    ("rows", "lists", "words"),
    [
        (("T A X",), {}, 'role "X" of A in T is unknown; roles are R, A, C, I'),
        (("T A R",), {"partners": ["B"]}, "name the partner A; there are B"),
        (("T A R",), {"joint": ["U"]}, "joint names U, not among the tasks T"),
    ],
)
def test_an_unknown_letter_or_name_is_refused(rows, lists, words):
    with pytest.raises(MethodError, match=words):
        assess_roles(assign(*rows), **lists)
