"""Priorities are served through outcomes by the partnership's own word; official rules and codes come with them."""

from __future__ import annotations

from typing import Any

import pytest

from partnerlab.analysis.facts.programme import list_official, list_priorities, programmes_of
from partnerlab.analysis.scoping.rules.programme import priorities_have_an_outcome

COVERS = ("partnerlab.analysis.scoping.rules.programme",)

BOTH = {"framework": "wellbeing-2024", "other_frameworks": ["programme-2024-27"], "aligned": ["healthier-lives"]}


def linked(*pairs: tuple[str, str]) -> dict[str, Any]:
    return BOTH | {"priorities": [{"priority": priority, "through": through} for priority, through in pairs]}


def test_a_framework_with_missions_is_a_programme(hub):
    assert [row.id for row in programmes_of(hub(outcomes=BOTH))] == ["programme-2024-27"]
    assert programmes_of(hub(outcomes={"framework": "wellbeing-2024"})) == ()


def test_the_mission_of_a_priority_is_that_of_the_outcome_that_leads_to_it(hub):
    made = hub(outcomes=linked(("priority-waiting-times", "healthier-lives")))
    assert list_priorities(made)[["priority", "through", "mission", "known"]].to_numpy().tolist() == [
        ["Shorter health waiting times", "Healthier Lives", "People", True]
    ]


@pytest.mark.parametrize(
    ("outcomes", "said"),
    [
        ({"framework": "wellbeing-2024"}, None),
        (BOTH, "Cannot tell: no priority of the Programme for Government 2024-2027 is recorded."),
        (
            linked(("priority-waiting-times", "healthier-lives")),
            "It serves 1 priority of the Programme for Government 2024-2027: "
            "“Shorter health waiting times” through “Healthier Lives”.",
        ),
        (
            linked(("priority-waiting-times", "healthier-lives"), ("priority-housing", "better-homes")),
            "1 of 2 priorities has no outcome that the partnership serves: Social, affordable and sustainable housing.",
        ),
    ],
    ids=["no programme", "no priority", "served", "through an outcome not served"],
)
def test_each_priority_has_an_outcome_that_is_served(hub, outcomes, said):
    found = [row.message for row in priorities_have_an_outcome.findings(hub(outcomes=outcomes))]
    assert found == ([said] if said else [])


def test_official_rules_and_codes_stand_beside_the_indicator_of_the_file(hub):
    indicator = {
        "id": "lonely", "title": "Lonely", "unit": "%", "good_direction": "down",
        "source": "NISRA data portal, INDLONEEQ, updated 2025",
    }  # fmt: skip
    table = list_official(
        hub(outcomes={"framework": "wellbeing-2024", "aligned": ["caring-society"]}, indicators=[indicator])
    )
    row = table.set_index("indicator").loc["Loneliness"]
    assert row[["base", "interval", "counts", "in_file"]].tolist() == ["2021/22", 2.0, "in all", "Lonely"]
    assert row["codes"] == "INDLONELGD, INDLONEAA, INDLONEEQ"
    assert table["in_file"].notna().sum() == 1


def test_the_plan_of_2018_has_no_official_rules_here_and_says_what_was_not_verified(hub):
    table = list_official(hub(outcomes={"framework": "odp-2018-19", "aligned": ["outcome-10"]})).set_index("indicator")
    assert table[["base", "interval", "counts"]].isna().all(axis=None)
    assert table["remark"].to_dict() == {
        "Prevalence rate of crime": "",
        "A Better Jobs Index": "without data when it was named",
        "Total spend by external visitors": (
            "name not found in a public source; link to the outcome not found in a public source"
        ),
        "Nation Brands Index": "name not found in a public source; link to the outcome not found in a public source",
        "Share of people who believe their cultural identity is respected": (
            "link to the outcome not found in a public source"
        ),
    }


def test_the_missions_of_a_programme_are_named_with_what_runs_across_them(hub):
    served = hub(outcomes={"framework": "wellbeing-2024", "other_frameworks": ["programme-2024-27"]})
    assert list_priorities(served).attrs["missions"] == (
        "Programme for Government 2024-2027 has the missions People, Planet and Prosperity, with Peace across them."
    )
    assert list_priorities(hub()).attrs["missions"] == ""
