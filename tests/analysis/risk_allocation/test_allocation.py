"""Who should lead: costs by hand, limits, groups, overrides and words."""

from __future__ import annotations

from itertools import product

import pytest
from pydantic import ValidationError

from partnerlab.analysis.review import find_findings
from partnerlab.analysis.risk_allocation.allocation import (
    allocate_risks,
    list_limits,
    list_overrides,
    score_stability_of_leads,
)
from partnerlab.analysis.risk_allocation.carriers import compare_carriers
from partnerlab.analysis.risk_allocation.comparison import compare_leads, summarise_leads
from partnerlab.analysis.risk_allocation.moves import move_lead
from partnerlab.analysis.risk_allocation.pairings import assess_costs, chance_of, list_undecided, mean_cost_of
from partnerlab.analysis.risk_allocation.register import assess_register
from partnerlab.partnership.risks import Risk

COVERS = (
    "partnerlab.partnership.risks",
    "partnerlab.analysis.risk_allocation.comparison",
    "partnerlab.analysis.risk_allocation.pairings",
)

CERTAIN = {"probability": 1.0, "low": 100, "likely": 100, "high": 100}


def judged(risk, partner, likelihood=0.0, impact=0.0, absorbing=1.0, *, eligible=True):
    return {
        "risk": risk,
        "partner": partner,
        "on": "2026-01-01",
        "over_likelihood": likelihood,
        "over_impact": impact,
        "absorbing": absorbing,
        "eligible": eligible,
    }


def risk(key, **more):
    return {"id": key, "title": f"Risk {key}", "class": "shared", **CERTAIN, **more}


def test_mean_costs_are_those_of_the_two_distributions():
    assert mean_cost_of(Risk(id="R", title="R", low=0, likely=30, high=60)) == 30
    assert mean_cost_of(Risk(id="R", title="R", low=0, likely=0, high=60)) == 10
    assert mean_cost_of(Risk(id="R", title="R", low=0, likely=0, high=60, distribution="triangular")) == 20
    assert mean_cost_of(Risk(id="R", title="R", low=0, likely=30)) is None


def test_a_risks_own_chance_comes_before_that_of_the_scale(made, rated):
    hub = made(risks=[risk("R1", probability=0.2), {"id": "R2", "title": "x"}], ratings=[rated("R1", 5, 5)])
    assert chance_of(hub, hub.risk("R1")) == 0.2
    assert chance_of(hub, hub.risk("R2")) is None


def test_expected_cost_is_chance_times_cost_times_what_is_left_times_absorbing(made):
    hub = made(risks=[risk("R1", probability=0.4)], influences=[judged("R1", "A", 0.5, 0.25, 1.2)])
    row = assess_costs(hub).set_index("partner").loc["A"]
    assert row["cost"] == pytest.approx(0.4 * 0.5 * 100 * 0.75 * 1.2)
    assert row["cheapest"]


def test_a_pairing_that_nobody_judged_has_no_cost(made):
    table = assess_costs(made(risks=[risk("R1")], influences=[judged("R1", "A")])).set_index("partner")
    assert table["cost"].isna().to_dict() == {"A": False, "B": True}


def test_without_limits_each_risk_goes_to_its_cheapest_partner(made):
    influences = [judged("R1", "A", 0.5), judged("R1", "B", 0.1), judged("R2", "A", 0.1), judged("R2", "B", 0.3)]
    hub = made(risks=[risk("R1"), risk("R2")], influences=influences)
    allocation = allocate_risks(hub)
    assert allocation.leads == {"R1": "A", "R2": "B"}
    assert allocation.best.total_cost == pytest.approx(50 + 70)


def test_who_lacks_authority_does_not_lead_however_cheap(made):
    hub = made(risks=[risk("R1")], influences=[judged("R1", "A", 0.9, eligible=False), judged("R1", "B")])
    assert allocate_risks(hub).leads == {"R1": "B"}


def test_an_own_risk_stays_with_its_owner(made):
    influences = [judged("R1", "A", 0.9), judged("R1", "B")]
    hub = made(risks=[risk("R1", **{"class": "own", "shared_by": ["B"]})], influences=influences)
    assert allocate_risks(hub).leads == {"R1": "B"}


def test_capacity_binds_and_its_price_is_known(made):
    partners = [{"id": "A", "name": "A", "risk_capacity": 1}, {"id": "B", "name": "B"}]
    influences = [judged("R1", "A", 0.5), judged("R1", "B", 0.2), judged("R2", "A", 0.5), judged("R2", "B", 0.4)]
    hub = made(partners=partners, risks=[risk("R1"), risk("R2")], influences=influences)
    assert allocate_risks(hub).leads == {"R1": "A", "R2": "B"}
    limits = list_limits(hub).set_index("limit")
    assert limits.loc["capacity of A", "saving"] == pytest.approx(10)  # R2 under A costs 50, not 60
    why = compare_leads(hub).set_index("risk").loc["R2", "why"]
    assert "A would be cheapest here (£50), but its places are better used on other risks" in why


def test_a_partner_that_can_lead_on_nothing_has_no_better_use_for_its_places(made):
    partners = [{"id": "A", "name": "A", "risk_capacity": 0}, {"id": "B", "name": "B"}]
    hub = made(partners=partners, risks=[risk("R1")], influences=[judged("R1", "A", 0.5), judged("R1", "B")])
    why = compare_leads(hub).set_index("risk").loc["R1", "why"]
    assert "A would be cheapest here (£50), but it has no place for another risk." in why


def test_risks_that_cannot_be_decided_still_take_their_leads_places(made):
    partners = [{"id": "A", "name": "A", "risk_capacity": 1}, {"id": "B", "name": "B"}]
    hub = made(
        partners=partners,
        risks=[risk("R1"), {"id": "R2", "title": "Unknown"}],
        influences=[judged("R1", "A", 0.5), judged("R1", "B")],
        leads=[{"risk": "R2", "lead": "A", "on": "2026-01-01"}],
    )
    assert allocate_risks(hub).leads == {"R1": "B", "R2": "A"}


def test_a_group_goes_to_one_lead_even_if_each_risk_alone_would_not(made):
    influences = [judged("R1", "A", 0.5), judged("R1", "B", 0.2), judged("R2", "A", 0.1), judged("R2", "B", 0.2)]
    hub = made(risks=[risk("R1", group="g"), risk("R2", group="g")], influences=influences)
    assert allocate_risks(hub).leads == {"R1": "A", "R2": "A"}


def test_a_group_that_nobody_can_lead_is_taken_apart_and_named(made):
    hub = made(
        risks=[risk("R1", group="g"), risk("R2", group="g")],
        influences=[judged("R1", "A"), judged("R2", "B")],
    )
    allocation = allocate_risks(hub)
    assert allocation.apart == ("g",)
    assert allocation.leads == {"R1": "A", "R2": "B"}


def test_limits_that_clash_are_told_in_words(made):
    partners = [{"id": key, "name": key, "risk_capacity": 0} for key in "AB"]
    hub = made(partners=partners, risks=[risk("R1")], influences=[judged("R1", "A"), judged("R1", "B")])
    allocation = allocate_risks(hub)
    assert allocation.best is None
    assert "capacity" in allocation.problem
    assert compare_leads(hub)["agrees"].tolist() == ["cannot tell"]


def test_without_risks_nothing_is_decided(made):
    hub = made()
    assert allocate_risks(hub).best is None
    for table in (
        compare_leads,
        list_overrides,
        list_limits,
        score_stability_of_leads,
        summarise_leads,
        list_undecided,
    ):
        assert table(hub).empty


def test_the_best_leads_and_every_override_agree_with_brute_force(made):
    costs = {("R1", "A"): 10, ("R1", "B"): 30, ("R2", "A"): 20, ("R2", "B"): 25, ("R3", "A"): 5, ("R3", "B"): 45}
    partners = [{"id": "A", "name": "A", "risk_capacity": 2}, {"id": "B", "name": "B", "risk_capacity": 2}]
    influences = [judged(key, partner, 1 - cost / 100) for (key, partner), cost in costs.items()]
    hub = made(partners=partners, risks=[risk(f"R{n}") for n in (1, 2, 3)], influences=influences)

    def least(**forced):
        totals = []
        for choice in product("AB", repeat=3):
            named = dict(zip(("R1", "R2", "R3"), choice, strict=True))
            if max(choice.count(key) for key in "AB") <= 2 and forced.items() <= named.items():
                totals.append(sum(costs[pair] for pair in named.items()))
        return min(totals)

    assert allocate_risks(hub).best.total_cost == pytest.approx(least())
    for row in list_overrides(hub).to_dict("records"):
        assert row["extra"] == pytest.approx(least(**{row["risk"]: row["partner"]}) - least())
        assert row["basis"] == "exact"


def test_partners_that_would_do_as_well_as_the_best_lead_are_marked(made):
    influences = [judged("R1", "A", 0.5), judged("R1", "B", 0.5), judged("R2", "A", 0.5), judged("R2", "B", 0.2)]
    table = list_overrides(made(risks=[risk("R1"), risk("R2")], influences=influences))
    assert table.set_index(["risk", "partner"])["ties"].to_dict() == {("R1", "B"): True, ("R2", "B"): False}


def test_differences_between_today_and_best_are_told_in_words(made):
    hub = made(
        risks=[risk("R1"), risk("R2"), risk("R3")],
        influences=[
            judged("R1", "A", 0.6),
            judged("R1", "B", 0.2),
            judged("R2", "A"),
            judged("R3", "A", eligible=False),
            judged("R3", "B"),
        ],
        leads=[{"risk": "R1", "lead": "B", "on": "2026-01-01"}, {"risk": "R3", "lead": "A", "on": "2026-01-01"}],
    )
    table = compare_leads(hub).set_index("risk")
    assert (
        table.loc["R1", "why"] == "£40 a year under A, £80 under B. A removes 60% of the likelihood against 20% for B."
    )
    assert table.loc["R2", "why"].startswith("Nobody leads; £100 a year under A")
    assert table.loc["R3", "why"].startswith("A may not lead; £100 a year under B")
    assert table.loc["R1", "extra"] == pytest.approx(40)


def test_the_rule_of_thumb_takes_control_over_likelihood_before_cost(made):
    hub = made(risks=[risk("R1")], influences=[judged("R1", "A", 0.3, 0.0), judged("R1", "B", 0.2, 0.9)])
    row = compare_leads(hub).iloc[0]
    assert (row["best_lead"], row["rule_lead"], row["decided_by"]) == ("B", "A", "control over likelihood")
    assert row["why"] == (
        "Nobody leads; £8 a year under B. B removes 90% of the impact against 0% for A. "
        "The rule of thumb says A (£70 a year): it controls the likelihood most."
    )
    assert "rule of thumb" not in compare_leads(made(risks=[risk("R1")], influences=[judged("R1", "A", 0.3)]))["why"][0]


def test_sums_of_leads_count_the_same_risks_and_name_broken_limits(made):
    partners = [{"id": "A", "name": "A", "risk_capacity": 1}, {"id": "B", "name": "B"}]
    leads = [{"risk": key, "lead": "A", "on": "2026-01-01"} for key in ("R1", "R2")]
    influences = [judged(key, partner, share) for key in ("R1", "R2") for partner, share in (("A", 0.5), ("B", 0.4))]
    table = summarise_leads(made(partners=partners, risks=[risk("R1"), risk("R2")], influences=influences, leads=leads))
    table = table.set_index("leads")
    assert table["cost"].round(6).to_dict() == {
        "today's leads": 100,
        "best leads": 110,
        "rule of thumb": 100,
        "cheapest of all": 100,
    }
    assert table.loc["today's leads", "breaks"] == "A leads 2, its capacity is 1"
    assert table.loc["best leads", "breaks"] == "none"


def test_sums_of_leads_name_what_is_not_led_and_what_passes_the_fair_share(made):
    leads = [{"risk": key, "lead": "A", "on": "2026-01-01"} for key in ("R1", "R2", "R3")]
    influences = [judged(f"R{n}", partner, share) for n in (1, 2, 3, 4) for partner, share in (("A", 0.5), ("B", 0.4))]
    hub = made(
        risks=[risk(f"R{n}") for n in (1, 2, 3, 4)],
        influences=influences[1:],
        leads=leads,
        risk_settings={"fairness": 0.5},
    )
    table = summarise_leads(hub).set_index("leads")
    assert table.loc["today's leads", "breaks"] == (
        "A leads 3, its fair share is 2; nobody leads on “Risk R4” (R4); never judged is the lead on “Risk R1” (R1)"
    )
    assert table.loc["best leads", "breaks"] == "none"


def test_a_lead_far_ahead_stays_best_under_every_step_and_a_close_one_does_not(made):
    influences = [judged("R1", "A", 0.9), judged("R1", "B", 0.1), judged("R2", "A", 0.5), judged("R2", "B", 0.45)]
    table = score_stability_of_leads(made(risks=[risk("R1"), risk("R2")], influences=influences)).set_index("risk")
    assert table.loc["R1", "share"] == 1
    assert table.loc["R2", "share"] < 1
    assert table.loc["R2", "rival"] == "B"
    assert table.loc["R2", "margin"] == pytest.approx(5)


def test_what_is_missing_for_a_decision_is_named(made):
    hub = made(
        risks=[{"id": "R1", "title": "x"}, risk("R2"), risk("R3")],
        influences=[judged("R3", "A", eligible=False)],
    )
    missing = list_undecided(hub).set_index("risk")["missing"].to_dict()
    assert missing == {
        "R1": "its chance, its cost range, any partner's influence",
        "R2": "any partner's influence",
        "R3": "a partner that may lead",
    }


TOGETHER = {"risk": "R1", "shared": ["A", "B"], "on": "2026-01-01", "accepted": True}
COSTED = {"probability": 1.0, "low": 100, "likely": 100, "high": 100}


def test_a_lead_that_two_share_by_decision_is_shown_as_that_and_is_not_no_lead(made):
    hub = made(
        risks=[{"id": "R1", "title": "Delay", "class": "shared", **COSTED}],
        leads=[TOGETHER],
        influences=[
            {"risk": "R1", "partner": name, "over_likelihood": share, "over_impact": 0, "absorbing": 1}
            for name, share in (("A", 0.5), ("B", 0.1))
        ],
    )
    assert assess_register(hub)["lead"].tolist() == ["A and B together"]
    assert allocate_risks(hub).shared == {"R1": ("A", "B")}
    row = compare_leads(hub).iloc[0]
    assert (row["lead"], row["best_lead"], row["agrees"]) == ("A and B together", "A", "shared")
    assert row["why"].startswith(
        "It was decided that A and B together lead, which cannot be priced; £50 a year under A"
    )
    carried = compare_carriers(hub).set_index(["allocation", "partner"])["share_of_tail"]
    assert carried["today's leads"].to_dict() == {"A": 0.5, "B": 0.5}
    assert carried["best leads"].to_dict() == {"A": 1.0}
    found = {finding.code: finding for finding in find_findings(hub, "risk_allocation") if finding.code == "RA104"}
    assert found["RA104"].severity == "green"
    assert "Several lead together on “Delay” (R1)" in found["RA104"].message
    assert move_lead(hub, "R1", "A").before == "A and B together"


def test_those_who_lead_together_are_called_by_their_names_where_one_who_leads_alone_is(made):
    hub = made(
        partners=[{"id": "a", "name": "Council"}, {"id": "b", "name": "Police", "short_name": "PSNI"}],
        risks=[{"id": "R1", "title": "Delay", "class": "shared", **COSTED}],
        leads=[{**TOGETHER, "shared": ["a", "b"]}],
        influences=[judged("R1", "a", 0.5), judged("R1", "b")],
    )
    assert compare_leads(hub)["why"].iloc[0].startswith("It was decided that Council and PSNI together lead")
    assert move_lead(hub, "R1", "a").summary.startswith("“Delay” moves from Council and PSNI together to Council.")


def test_each_of_those_who_lead_together_is_asked_for_its_authority_and_its_room(made):
    partners = [{"id": "A", "name": "A", "risk_capacity": 0}, {"id": "B", "name": "B", "left": "2026-02-01"}]
    hub = made(partners=partners, risks=[{"id": "R1", "title": "Delay", "class": "shared"}], leads=[TOGETHER])
    found = {(row.code, row.subject): row.severity.value for row in find_findings(hub, "risk_allocation")}
    assert found["RA303", "risk R1, B"] == "amber"
    assert found["RA304", "A"] == "amber"


@pytest.mark.parametrize(
    ("lead", "message"),
    [
        ({"lead": "A", "shared": ["A", "B"]}, "not both"),
        ({"shared": ["A"]}, "two or more"),
        ({"shared": ["A", "A"]}, "two or more"),
    ],
)
def test_a_shared_lead_names_two_or_more_partners_and_no_single_one(made, lead, message):
    with pytest.raises(ValidationError, match=message):
        made(risks=[{"id": "R1", "title": "Delay"}], leads=[{"risk": "R1", **lead}])


def test_the_sums_say_what_the_best_leads_cost_and_that_none_cost_less_within_the_limits(made):
    judged_all = [judged("R1", "A", 0.5), judged("R1", "B", 0.1), judged("R2", "A", 0.1), judged("R2", "B", 0.3)]
    hub = made(risks=[risk("R1"), risk("R2")], influences=judged_all)
    assert summarise_leads(hub).attrs["proof"] == (
        "The best leads cost £120 a year on 2 risks. It is proven that no others within the limits cost less."
    )
