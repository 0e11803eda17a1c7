from __future__ import annotations

import pandas as pd
import pytest

from partnerlab.errors import MethodError
from partnerlab.methods.pathways import trace_pathway


def walk(*steps: tuple[str, float | None]) -> pd.DataFrame:
    rows = [(f"step {number}", owner, wait) for number, (owner, wait) in enumerate(steps, start=1)]
    return pd.DataFrame(rows, columns=["step", "organisation", "wait"])


def pair(tied: bool | None = True, source: str = "A", target: str = "B") -> pd.DataFrame:
    return pd.DataFrame({"source": [source], "target": [target], "tied": [tied]})


A_TO_B = walk(("A", 0), ("A", 2), ("B", 5))


def test_a_hand_off_is_a_move_between_two_organisations():
    handoffs = trace_pathway(A_TO_B).handoffs
    assert handoffs[["from_step", "to_step", "giver", "receiver"]].to_numpy().tolist() == [
        ["step 2", "step 3", "A", "B"]
    ]
    assert handoffs["wait"].tolist() == [5]


def unknown_in(pathway) -> int:
    """Hand-offs of which it cannot be told whether they have both."""
    return int(pathway.handoffs[["relationship", "data_sharing"]].isna().any(axis=1).sum())


def test_a_hand_off_with_relationship_and_agreement_is_supported_whichever_way_they_are_written():
    pathway = trace_pathway(A_TO_B, relationships=pair(source="B", target="A"), agreements=pair())
    assert pathway.unsupported.empty
    assert unknown_in(pathway) == 0


@pytest.mark.parametrize("lacking", ["relationships", "agreements"])
def test_a_hand_off_that_lacks_either_is_unsupported(lacking):
    tables = {"relationships": pair(), "agreements": pair(), lacking: pair(tied=False)}
    assert len(trace_pathway(A_TO_B, **tables).unsupported) == 1


def test_a_pair_no_table_lists_cannot_be_told_unless_the_table_is_complete():
    other = pair(source="A", target="C")
    unknown = trace_pathway(A_TO_B, relationships=other, agreements=other)
    assert (len(unknown.unsupported), unknown_in(unknown)) == (0, 1)
    complete = trace_pathway(A_TO_B, relationships=other, agreements=other, unlisted="none")
    assert (len(complete.unsupported), unknown_in(complete)) == (1, 0)


def test_when_sides_differ_a_relationship_counts_and_an_agreement_does_not():
    both = pd.concat([pair(), pair(tied=False, source="B", target="A")])
    row = trace_pathway(A_TO_B, relationships=both, agreements=both).handoffs.iloc[0]
    assert (row["relationship"], row["data_sharing"]) == (True, False)


def test_waits_add_up_over_what_is_known():
    pathway = trace_pathway(walk(("A", 1), ("B", None), ("A", 4)))
    assert (pathway.wait_longest, pathway.waits_known, pathway.steps) == (5, 2, 3)


def test_a_pathway_without_known_waits_has_no_total_rather_than_nought():
    pathway = trace_pathway(walk(("A", None), ("B", None)))
    assert pathway.wait_longest is None


def test_a_branching_pathway_follows_each_branch_and_waits_along_the_slowest():
    steps = walk(("A", 1), ("B", 2), ("C", 7), ("D", 1)).assign(next=[["step 2", "step 3"], ["step 4"], ["step 4"], []])
    pathway = trace_pathway(steps)
    assert pathway.handoffs[["giver", "receiver"]].to_numpy().tolist() == [
        ["A", "B"],
        ["A", "C"],
        ["B", "D"],
        ["C", "D"],
    ]
    assert pathway.wait_longest == 9


def test_a_pathway_in_a_circle_has_no_longest_wait():
    steps = walk(("A", 1), ("B", 2)).assign(next=[["step 2"], ["step 1"]])
    assert trace_pathway(steps).wait_longest is None


def test_no_steps_give_an_empty_pathway():
    pathway = trace_pathway(walk())
    assert (pathway.steps, pathway.organisations, len(pathway.handoffs), pathway.wait_longest) == (0, (), 0, None)
    assert pathway.unsupported.empty


@pytest.mark.parametrize(
    ("steps", "words"),
    [
        (walk(("A", -1)), 'step 1: wait "-1" is not a number from 0'),
        (walk(("A", 1)).assign(next=[["step 9"]]), "lead to step 9, not among the steps step 1"),
        (walk(("A", 1)).assign(next=["step 9"]), "give a list of steps"),
        (pd.concat([A_TO_B, A_TO_B]), "is twice"),
    ],
)
def test_an_impossible_step_is_refused(steps, words):
    with pytest.raises(MethodError, match=words):
        trace_pathway(steps)
