"""The risks that the guide names are offered until each is answered: ours, or not ours and why."""

from __future__ import annotations

import pytest

from partnerlab.analysis.risk_allocation import list_prompts
from partnerlab.analysis.risk_allocation.rules.prompts import the_guides_risks_are_answered
from partnerlab.guide import collaboration_risks, failure_reasons

COVERS = ("partnerlab.analysis.risk_allocation.rules.prompts",)

EVERY = [*collaboration_risks().ids, *failure_reasons().ids]
RISK = {"id": "R1", "title": "No purpose", "class": "collaborating"}


def answer(prompt: str, said: str = "not ours", **more) -> dict:
    return {
        "prompt": prompt,
        "on": "2026-03-01",
        "answer": said,
        **({"because": "why"} if said != "ours" else {}),
        **more,
    }


def told(hub) -> list[tuple[str, str]]:
    return [(row.severity.value, row.message) for row in the_guides_risks_are_answered.findings(hub)]


def test_all_sixteen_are_offered_and_those_without_an_answer_come_first(made):
    table = list_prompts(made(guide_risks=[answer("risk-1")]))
    assert len(table) == 16
    assert table["prompt"].tolist()[-1] == "risk-1"
    assert table["answer"].notna().sum() == 1


def test_only_the_latest_answer_counts(made):
    earlier = answer("risk-1", on="2025-03-01")
    table = list_prompts(made(risks=[RISK], guide_risks=[answer("risk-1", "ours", risk="R1"), earlier]))
    assert table.iloc[-1][["answer", "risk", "because"]].tolist() == ["ours", "No purpose", None]


@pytest.mark.parametrize(
    ("answers", "expected"),
    [
        (
            [],
            [
                (
                    "unknown",
                    "Cannot tell: 16 of 16 risks that the guide names have no answer recorded: Partnership in name "
                    "only, Formed naively, No clear purpose, Unwieldy programme, Partners left out, Voluntary sector "
                    "excluded and 10 more.",
                )
            ],
        ),
        (
            [answer(row) for row in EVERY[1:]],
            [
                (
                    "unknown",
                    "Cannot tell: 1 of 16 risks that the guide names has no answer recorded: Partnership in name only.",
                )
            ],
        ),
        ([answer(row) for row in EVERY], [("green", "All 16 risks that the guide names are answered; none is ours.")]),
        (
            [answer(EVERY[0], "ours", risk="R1"), *map(answer, EVERY[1:])],
            [("green", "All 16 risks that the guide names are answered; 1 is ours.")],
        ),
        (
            [answer(EVERY[0], "ours"), *map(answer, EVERY[1:])],
            [("amber", "“Partnership in name only” is named as ours, with no risk of the register.")],
        ),
        (
            [answer(EVERY[0], because=None), *map(answer, EVERY[1:])],
            [("amber", "“Partnership in name only” is said not to be ours, without a reason.")],
        ),
    ],
)
def test_each_is_ours_with_a_risk_or_not_ours_with_a_reason(made, answers, expected):
    assert told(made(risks=[RISK], guide_risks=answers)) == expected
