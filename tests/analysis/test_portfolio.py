"""All partnerships at once, from what their reviews left."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from partnerlab.analysis.portfolio import (
    compare_partnerships,
    find_common_findings,
    list_actions,
    read_portfolio,
    score_organisations,
    summarise_partnerships,
    summarise_portfolio,
)
from partnerlab.analysis.results import results_schema
from partnerlab.errors import InputError

COVERS = ("partnerlab.analysis.results",)


def finding(code: str, severity: str, subject: str = "partnership") -> dict:
    return {
        "notebook": "01-scoping",
        "code": code,
        "severity": severity,
        "paragraph": "¶4.4",
        "capability": "lead-for-each-risk",
        "subject": subject,
        "message": f"{subject} is {severity}",
        "evidence": [],
        "remedy": "Do it",
        "stage": "scoping",
    }


def measure(name: str, value: float, subject: str = "") -> dict:
    return {"notebook": "03-risk-allocation", "name": name, "value": value, "subject": subject}


def action(what: str, state: str, due: str | None = None) -> dict:
    empty = dict.fromkeys(("owner", "code", "subject", "severity", "paragraph", "since"))
    return {"notebook": "01-scoping", "what": what, "state": state, "due": due, **empty}


def results(slug: str, partners: dict[str, str], **more) -> dict:
    return {
        "schema": 2,
        "slug": slug,
        "complete": True,
        "notebooks": ["01-scoping"],
        "missing": [],
        "partnership": {
            "slug": slug,
            "name": slug.title(),
            "stage": "managing",
            "as_at": "2026-03-31",
            "illustrative": True,
            "marking": None,
            "partners": [{"id": key, "name": name, "sector": None} for key, name in partners.items()],
            "outcomes": ["safer"],
        },
        "findings": [],
        "measures": [],
        "actions": [],
        "inputs": [],
    } | more


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    written = {
        "hub": results(
            "hub",
            {"PSNI": "Police Service", "C": "City Council"},
            findings=[finding("RA1", "red"), finding("SC1", "amber"), finding("SC2", "green")],
            measures=[
                measure("exposure_p80", 100.0),
                measure("exposure_mean", 40.0),
                measure("risks_led", 3, "PSNI"),
                measure("actions_open", 2),
                measure("actions_overdue", 1),
            ],
            actions=[action("Sign", "overdue", "2026-01-01"), action("Meet", "open", "2026-05-01")],
        ),
        "town": results(
            "town",
            {"P": "police service", "C": "Town Council"},
            findings=[finding("RA1", "amber", "risk R1"), finding("RA1", "red", "risk R2")],
            measures=[measure("risks_led", 2, "P")],
            complete=False,
            missing=["04-evaluation"],
        ),
        "calm": results("calm", {"C": "Calm Trust"}, findings=[finding("SC2", "green")]),
    }
    for slug, content in written.items():
        (tmp_path / slug).mkdir()
        (tmp_path / slug / "results.json").write_text(json.dumps(content), encoding="utf-8")
    return tmp_path


def test_the_partnership_with_most_to_act_on_comes_first(folder):
    frame = summarise_partnerships(read_portfolio(folder))
    assert list(frame["partnership"]) == ["Hub", "Town", "Calm"]
    assert list(frame["red"]) == [1, 1, 0]
    assert frame["actions_overdue"].tolist()[0] == 1
    assert frame["actions_overdue"].isna().tolist() == [False, True, True]


def test_a_measure_that_a_review_lacks_is_missing_not_zero(folder):
    frame = summarise_partnerships(read_portfolio(folder)).set_index("partnership")
    assert frame.loc["Hub", "exposure_p80"] == 100
    assert frame["exposure_p80"].isna().sum() == 2


def test_an_organisation_is_the_same_by_name_whatever_its_id(folder):
    frame = score_organisations(read_portfolio(folder)).set_index("organisation")
    police = frame.loc["Police Service"]
    assert (police["partnerships"], police["risks_led"], police["names"]) == (2, 5, "Hub, Town")
    assert frame["partnerships"].sum() == 5


def test_pairs_that_share_a_member_are_compared(folder):
    (pair,) = compare_partnerships(read_portfolio(folder)).itertuples()
    assert (pair.first, pair.second, pair.members_shared) == ("Hub", "Town", 1)
    assert pair.members_overlap == pytest.approx(1 / 3)
    assert not pair.candidate


def test_a_finding_counts_once_for_each_partnership(folder):
    frame = find_common_findings(read_portfolio(folder)).set_index("code")
    assert frame.loc["RA1", "partnerships"] == 2
    assert frame.loc["RA1", "worst"] == "red"
    assert "SC2" not in frame.index


def test_actions_come_overdue_first(folder):
    assert list(list_actions(read_portfolio(folder))["what"]) == ["Sign", "Meet"]


def test_the_summary_says_what_is_not_complete(folder):
    text = summarise_portfolio(read_portfolio(folder))
    assert text.startswith("3 partnerships are reviewed; 2 have findings that call for action now.")
    assert "1 action is overdue; of 2 partnerships it is not known." in text
    assert "1 review is not complete" in text


def test_without_reviews_everything_is_empty(tmp_path):
    empty = read_portfolio(tmp_path)
    assert summarise_partnerships(empty).empty
    assert score_organisations(empty).empty
    assert compare_partnerships(empty).empty
    assert find_common_findings(empty).empty
    assert list_actions(empty).empty


def test_a_file_that_is_no_review_is_named_with_the_way_out(folder):
    (folder / "hub" / "results.json").write_text('{"schema": 9}', encoding="utf-8")
    with pytest.raises(InputError, match=r"hub/results\.json: is not what a review leaves"):
        read_portfolio(folder)


def test_the_schema_of_results_names_every_part():
    assert {"findings", "measures", "actions", "inputs", "partnership", "complete"} <= set(
        results_schema()["properties"]
    )
