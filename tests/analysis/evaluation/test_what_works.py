"""Options that could turn a curve: best shown first, then cheapest, in the order of the indicators."""

from __future__ import annotations

import pytest

from partnerlab.analysis.evaluation import list_options
from partnerlab.analysis.evaluation.rules.works import what_works_is_known
from partnerlab.partnership import Partnership

COVERS = ("partnerlab.analysis.evaluation.rules.works",)

CURVES = [{"id": name, "title": name.upper(), "unit": "%", "good_direction": "up"} for name in ("x", "y")]


def told(curves, *options) -> list[tuple[str, str]]:
    rows = [{"id": str(number), "title": f"Option {number}", **row} for number, row in enumerate(options, start=1)]
    stage = [{"stage": "measuring"}]
    hub = Partnership(name="Hub", purpose="Reach", stage=stage, indicators=curves, what_works=rows)
    return [(row.severity.value, row.message) for row in what_works_is_known.findings(hub)]


@pytest.mark.parametrize(
    ("curves", "options", "expected"),
    [
        ([], [], [("unknown", "Cannot tell: no indicator is recorded.")]),
        (
            CURVES[:1],
            [],
            [("unknown", "Cannot tell: 1 of 1 indicator has no option recorded that could turn the curve.")],
        ),
        (
            CURVES[:1],
            [{"indicator": "x"}],
            [("green", "Options are recorded for the one indicator, none at little or no cost; 0 chosen.")],
        ),
        (
            CURVES,
            [
                {"indicator": "x", "cost": 0, "chosen": True, "evidence": "trial", "strength": "strong"},
                {"indicator": "y", "low_cost": True},
            ],
            [
                (
                    "green",
                    "Options are recorded for each of 2 indicators, 2 options at little or no cost; 1 chosen.",
                )
            ],
        ),
        (
            CURVES[:1],
            [{"indicator": "x", "chosen": True, "evidence": "trial", "strength": "none"}],
            [("amber", "1 of 1 option chosen has no evidence recorded that it works: Option 1.")],
        ),
        (
            CURVES,
            [{"indicator": "x", "chosen": True}],
            [
                ("amber", "1 of 1 option chosen has no evidence recorded that it works: Option 1."),
                ("unknown", "Cannot tell: 1 of 2 indicators has no option recorded that could turn the curve."),
            ],
        ),
    ],
)
def test_what_works_is_known_for_each_curve_and_shown_for_what_was_chosen(curves, options, expected):
    assert told(curves, *options) == expected


def test_options_are_in_the_order_of_curves_evidence_and_cost():
    indicators = [
        {"id": name, "title": name.upper(), "unit": "%", "good_direction": "up", "values": []} for name in ("x", "y")
    ]
    options = [
        {"id": "1", "title": "no curve"},
        {"id": "2", "title": "second curve", "indicator": "y"},
        {"id": "3", "title": "no evidence", "indicator": "x", "strength": "none", "cost": 0},
        {"id": "4", "title": "dear", "indicator": "x", "strength": "strong", "cost": 9},
        {"id": "5", "title": "free", "indicator": "x", "strength": "strong", "cost": 0},
        {"id": "6", "title": "cost unknown", "indicator": "x", "strength": "strong"},
    ]
    hub = Partnership(
        name="Hub", purpose="Reach", stage=[{"stage": "measuring"}], indicators=indicators, what_works=options
    )
    assert list_options(hub)["option"].tolist() == [
        *("free", "dear", "cost unknown", "no evidence", "second curve", "no curve")
    ]
    assert list_options(hub)["indicator"].tolist()[0] == "X"


def test_without_options_there_is_no_row():
    assert list_options(Partnership(name="Hub", purpose="Reach", stage=[{"stage": "scoping"}])).empty
