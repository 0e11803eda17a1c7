"""All partnerships at once, from what their reviews left."""

from __future__ import annotations

import json
import os
from pathlib import Path

import pytest

from partnerlab.analysis.portfolio import (
    compare_partnerships,
    find_common_findings,
    group_by_each,
    group_partnerships,
    list_actions,
    list_left_out,
    list_unserved,
    read_portfolio,
    score_organisations,
    summarise_partnerships,
    summarise_portfolio,
)
from partnerlab.analysis.results import results_schema
from partnerlab.errors import InputError
from partnerlab.guide.frameworks import framework
from reviewed import action, finding, leave, measure, partner, results

COVERS = (
    "partnerlab.analysis.results",
    "partnerlab.analysis.portfolio.partnerships",
    "partnerlab.analysis.portfolio.recurring",
    "partnerlab.analysis.portfolio.reviewed",
)


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


def test_the_reason_is_the_red_finding_that_matters_most_and_the_first_of_equals(tmp_path):
    plain, lost = finding("SC1", "red"), finding("MA7", "red")
    findings = [plain | {"message": "First."}, lost | {"message": "Money is lost.", "consequence": "money"}]
    for slug, kept in {
        "both": findings,
        "alike": [plain | {"message": "First."}, plain | {"message": "Second."}],
    }.items():
        (tmp_path / slug).mkdir()
        content = results(slug, {"C": "Council"}, findings=kept)
        (tmp_path / slug / "results.json").write_text(json.dumps(content), encoding="utf-8")
    reasons = summarise_partnerships(read_portfolio(tmp_path)).set_index("slug")["reason"]
    assert reasons.to_dict() == {"both": "Money is lost.", "alike": "First."}


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
    (folder / "hub" / "results.json").write_text('{"schema": 2}', encoding="utf-8")
    with pytest.raises(InputError, match=r"hub/results\.json: is not what a review leaves"):
        read_portfolio(folder, strict=True)


def test_a_file_that_is_no_review_is_set_aside_and_the_rest_is_read(folder):
    (folder / "hub" / "results.json").write_text("{", encoding="utf-8")
    found = read_portfolio(folder, left_out={"gone": "its file is gone"})
    assert [review.slug for review in found.reviews] == ["calm", "town"]
    assert list(list_left_out(found)["partnership"]) == ["gone", "hub"]
    assert "2 files are set aside as faulty, or gone; see below which and why." in summarise_portfolio(found)


def test_a_review_that_another_version_made_is_shown_and_named(folder):
    assert "another version" not in summarise_portfolio(read_portfolio(folder))
    assert list_left_out(read_portfolio(folder)).empty
    for slug, made in (("hub", {"version": "0.0.9", "library": "other"}), ("town", {"version": "", "library": ""})):
        file = folder / slug / "results.json"
        file.write_text(json.dumps(json.loads(file.read_text(encoding="utf-8")) | made), encoding="utf-8")
    found = read_portfolio(folder)
    assert len(found.reviews) == 3
    assert (
        "2 reviews were made by another version of partnerlab, whose rules may differ; run them again."
        in summarise_portfolio(found)
    )
    assert "set aside" not in summarise_portfolio(found)
    assert list_left_out(found).to_dict("records") == [
        {
            "partnership": "hub",
            "why": "its review was made by another version of partnerlab (number 0.0.9), whose rules may differ; "
            "run it again",
            "shown": True,
        },
        {
            "partnership": "town",
            "why": "its review was made by another version of partnerlab, whose rules may differ; run it again",
            "shown": True,
        },
    ]


@pytest.mark.parametrize(
    ("changed", "why"),
    [
        ({"schema": 1}, "in shape 1 where this one reads 2"),
        ({"schema": 3, "findings": {}}, "in shape 3 where this one reads 2"),
        ({"library": "other", "mood": "good"}, "and cannot be read by this one (mood: Extra inputs are not permitted)"),
    ],
)
def test_what_another_version_left_in_another_shape_is_set_aside_and_said_to_be_so(folder, changed, why):
    file = folder / "hub" / "results.json"
    file.write_text(json.dumps(json.loads(file.read_text(encoding="utf-8")) | changed), encoding="utf-8")
    found = read_portfolio(folder)
    told = f"its results.json was made by another version of partnerlab, {why}; run the review again"
    told = told.replace(", and", " and")
    assert list_left_out(found).to_dict("records") == [{"partnership": "hub", "why": told, "shown": False}]
    assert [review.slug for review in found.reviews] == ["calm", "town"]


def test_a_pipe_a_folder_or_what_is_nested_too_deeply_is_set_aside(folder):
    (folder / "hub" / "results.json").write_text("[" * 200_000, encoding="utf-8")
    for slug in ("folder", "pipe"):
        (folder / slug).mkdir()
    (folder / "folder" / "results.json").mkdir()
    if hasattr(os, "mkfifo"):
        os.mkfifo(folder / "pipe" / "results.json")
    left = list_left_out(read_portfolio(folder)).set_index("partnership")["why"]
    assert set(left.index) == {"hub", "folder"} | ({"pipe"} if hasattr(os, "mkfifo") else set())
    assert "is not what a review leaves" in left["hub"]
    assert left["folder"].startswith("its results.json cannot be read")


def test_two_partnerships_of_one_name_are_told_apart(tmp_path):
    for slug in ("one", "two", "three"):
        leave(tmp_path, slug, [partner("Council")])
    for slug in ("one", "two"):
        file = tmp_path / slug / "results.json"
        file.write_text(file.read_text(encoding="utf-8").replace(slug.title(), "Hub"), encoding="utf-8")
    names = [review.name for review in read_portfolio(tmp_path).reviews]
    assert names == ["Hub (one)", "Hub (two)", "Three"]
    assert score_organisations(read_portfolio(tmp_path))["partnerships"].tolist() == [3]


def test_the_reason_says_what_is_wrong_in_words(folder):
    frame = summarise_partnerships(read_portfolio(folder)).set_index("partnership")
    assert frame.loc["Hub", "reason"] == "1 action overdue. partnership is red"
    assert frame.loc["Town", "reason"] == "Risk R2 is red"
    assert frame.loc["Calm", "reason"] == "All that is asked is in place."


def test_partnerships_are_counted_by_what_they_serve(folder):
    summary = summarise_partnerships(read_portfolio(folder))
    (row,) = group_partnerships(summary, "outcome").itertuples()
    assert (row.group, row.partnerships, row.red) == ("safer", 3, 2)
    assert group_partnerships(summary, "area")["group"].tolist() == ["not said"]
    assert list(group_by_each(summary)) == ["outcome", "stage"]


def test_outcomes_that_nobody_serves_are_those_of_the_frameworks_in_use(tmp_path):
    leave(tmp_path, "hub", [partner("Council")], outcomes=("thriving-children",))
    unserved = list_unserved(read_portfolio(tmp_path))
    served = {outcome.title for outcome in framework("wellbeing-2024").outcomes if outcome.id == "thriving-children"}
    assert len(unserved) == len(framework("wellbeing-2024").outcomes) - 1
    assert not served & set(unserved["outcome"])


def test_a_common_finding_is_set_against_those_that_are_asked(folder):
    frame = find_common_findings(read_portfolio(folder)).set_index("code")
    assert (frame.loc["RA1", "partnerships"], frame.loc["RA1", "asked"], frame.loc["RA1", "share"]) == (2, 2, 1.0)


def test_a_rule_is_asked_at_its_stage_whether_or_not_it_has_something_to_say(tmp_path):
    """SC501 is asked from scoping on, SC813 from building on, both in the review of scoping alone."""
    found = {"findings": [finding("SC501", "red"), finding("SC813", "red")]}
    leave(tmp_path, "one", [partner("A")], stage="building", **found)
    leave(tmp_path, "two", [partner("A")], stage="building")
    leave(tmp_path, "three", [partner("A")], stage="scoping")
    frame = find_common_findings(read_portfolio(tmp_path)).set_index("code")
    assert frame["asked"].to_dict() == {"SC501": 3, "SC813": 2}


def test_a_review_that_failed_asks_nothing(tmp_path):
    leave(tmp_path, "one", [partner("A")], findings=[finding("RA101", "red")])
    leave(tmp_path, "two", [partner("A")])
    frame = find_common_findings(read_portfolio(tmp_path)).set_index("code")
    assert frame.loc["RA101", "asked"] == 1


def test_an_outcome_of_its_own_goes_by_its_name_and_is_no_other_of_the_same_id(tmp_path):
    for slug, name in {"hub": "Safer streets", "town": "Cleaner water", "port": "Safer streets"}.items():
        leave(tmp_path, slug, [partner("A")], outcomes=("better",), own_outcomes={"better": name})
    portfolio = read_portfolio(tmp_path)
    table = group_partnerships(summarise_partnerships(portfolio), "outcome")
    assert dict(zip(table["group"], table["partnerships"], strict=True)) == {"Safer streets": 2, "Cleaner water": 1}
    pairs = compare_partnerships(portfolio)
    assert pairs[pairs["candidate"]][["first", "second"]].to_numpy().tolist() == [["Hub", "Port"]]


def test_a_sponsor_in_other_letters_is_one_sponsor(tmp_path):
    for slug, sponsor in {"hub": "Department of Health", "town": "department  of health"}.items():
        leave(tmp_path, slug, [partner("A")], sponsor=sponsor)
    table = group_partnerships(summarise_partnerships(read_portfolio(tmp_path)), "sponsor")
    assert table[["group", "partnerships"]].to_numpy().tolist() == [["Department of Health", 2]]


def test_the_schema_of_results_names_every_part():
    assert {"findings", "measures", "actions", "inputs", "partnership", "complete"} <= set(
        results_schema()["properties"]
    )
