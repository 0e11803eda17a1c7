"""The money at stake, against what is known without simulating."""

from __future__ import annotations

import re

import pandas as pd
import pytest

from partnerlab.analysis.risk_allocation.carriers import (
    ALLOCATIONS,
    NOBODY,
    assess_fairness,
    compare_carriers,
    summarise_allocations,
    summarise_carriers,
)
from partnerlab.analysis.risk_allocation.exposure import (
    assess_drivers,
    assess_exposure,
    exceedance_of,
    summarise_exposure,
)
from partnerlab.analysis.risk_allocation.moves import move_lead
from partnerlab.analysis.risk_allocation.position import summarise_position
from partnerlab.analysis.risk_allocation.stakes import TIME
from partnerlab.display.charts.exposure import exposure_drivers, fair_shares, tail_carriers

COVERS = (
    "partnerlab.analysis.risk_allocation.moves",
    "partnerlab.analysis.risk_allocation.carriers",
    "partnerlab.analysis.risk_allocation.position",
    "partnerlab.analysis.risk_allocation.stakes",
)

SURE = {"probability": 1.0, "low": 100, "likely": 100, "high": 100}
COIN = HALF = {"probability": 0.5, "low": 100, "likely": 100, "high": 100}


def risk(key, facts=SURE, **more):
    return {"id": key, "title": f"Risk {key}", "class": "shared", **facts, **more}


def led(risk_id, partner):
    return {"risk": risk_id, "lead": partner, "on": "2026-01-01"}


def judged(risk_id, partner, likelihood=0.0, impact=0.0):
    return {
        "risk": risk_id,
        "partner": partner,
        "over_likelihood": likelihood,
        "over_impact": impact,
        "absorbing": 1,
        "eligible": True,
    }


def test_what_is_certain_needs_no_luck(made):
    exposure = assess_exposure(made(risks=[risk("R1"), risk("R2")]))
    assert exposure.amount_at(0.5) == exposure.amount_at(0.95) == pytest.approx(200)
    assert exposure.interval_at(0.8) is None
    assert exposure.write_at(0.8) == "exactly £200"


def test_a_percentile_at_a_jump_is_said_with_both_its_sides(made):
    fifth = {"probability": 0.2, **dict.fromkeys(("low", "likely", "high"), 100_000)}
    exposure = assess_exposure(made(risks=[risk("R1", fifth)]))
    assert exposure.write_at(0.8) == "between £0 and £100,000"
    assert exposure.interval_at(0.8) == (0, 100_000)
    answer = summarise_position(made(risks=[risk("R1", fifth)]))["answer"].iloc[4]
    assert answer.startswith("Between £0 and £100,000 at P80: four years in five cost no more.")
    assert "Exactly £100,000 at P95. An average year costs £20,000." in answer


def test_the_losses_correlate_less_than_the_scores_behind_them(made):
    hub = made(risks=[risk("R1", HALF), risk("R2", HALF)], risk_settings={"correlation": 0.5})
    mean, low, high = assess_exposure(hub).loss_correlation
    assert mean == low == high == pytest.approx(1 / 3, abs=0.02)  # Sheppard (1899): 4 × arcsin(½) / 2π
    assert "correlated at 0.5 between their normal scores" in summarise_position(hub)["answer"].iloc[4]
    assert assess_exposure(made(risks=[risk("R1", HALF)])).loss_correlation is None


def test_another_order_of_rows_or_a_risk_of_nothing_changes_no_figure(made):
    risks = [risk(f"R{n}", {"probability": n / 10, "low": 5, "likely": 10 * n, "high": 99}) for n in range(1, 6)]
    nothing = risk("A0", {"probability": 0.3, "low": 0, "likely": 0, "high": 0})
    first, *others = (summarise_exposure(made(risks=rows)) for rows in (risks, risks[::-1], [nothing, *risks]))
    for other in others:
        pd.testing.assert_frame_equal(first, other, check_exact=True)


def test_the_mean_lies_within_its_error_of_the_exact_one(made):
    exposure = assess_exposure(made(risks=[risk(f"R{n}", HALF) for n in range(10)]))
    assert exposure.simulated.expected == pytest.approx(500)
    assert (
        abs(exposure.simulated.mean - 500) < 4 * exposure.simulated.standard_deviation / exposure.simulated.draws**0.5
    )


def test_correlation_one_makes_all_strike_together(made):
    hub = made(risks=[risk("R1", HALF), risk("R2", HALF)], risk_settings={"correlation": 1.0})
    assert assess_exposure(hub).amount_at(0.8) == pytest.approx(200)
    assert assess_exposure(hub).simulated.at_least_one == pytest.approx(0.5, abs=0.01)


def test_correlations_that_cannot_hold_together_are_told_not_guessed(made):
    hub = made(risks=[risk(f"R{n}", HALF) for n in range(5)], risk_settings={"correlation": -0.9})
    exposure = assess_exposure(hub)
    assert exposure.simulated is None
    assert exposure.problem == (
        "a correlation of -0.9 between every pair of 5 risks cannot hold; the lowest that can is -0.25"
    )
    assert compare_carriers(hub).empty


def test_risks_without_chance_or_cost_are_listed_not_counted_as_nothing(made):
    exposure = assess_exposure(made(risks=[risk("R1"), {"id": "R2", "title": "x", "likely": 5}]))
    assert exposure.counted == ("R1",)
    assert exposure.uncounted.to_dict("records") == [
        {"risk": "R2", "title": "x", "missing": "its chance, low cost, high cost"}
    ]


def test_without_risks_exposure_is_unknown_not_nought(made):
    hub = made()
    assert assess_exposure(hub).amount_at() is None
    assert assess_exposure(hub).interval_at() is None
    for table in (
        exceedance_of,
        assess_drivers,
        summarise_exposure,
        compare_carriers,
        summarise_carriers,
        summarise_allocations,
    ):
        assert table(hub).empty
    assert move_lead(hub) is None
    assert summarise_position(hub)["answer"].str.startswith("Cannot tell").all()


def test_the_same_partnership_always_gives_the_same_numbers(made):
    risks = [risk(f"R{n}", HALF) for n in range(4)]
    first, second = assess_exposure(made(risks=risks)), assess_exposure(made(risks=[*risks]))
    assert first.simulated.mean == second.simulated.mean


def test_a_lead_that_uses_its_influence_lowers_chance_and_cost(made):
    hub = made(risks=[risk("R1")], influences=[judged("R1", "A", 0.0, 0.4)])
    assert assess_exposure(hub, {"R1": "A"}).amount_at() == pytest.approx(60)
    assert assess_exposure(hub, {"R1": "B"}).amount_at() == pytest.approx(100)


def test_the_curve_falls_and_carries_its_marks(made):
    curve = exceedance_of(made(risks=[risk(f"R{n}", HALF) for n in range(6)]))
    assert curve["probability"].is_monotonic_decreasing
    assert {mark for told in curve["mark"] for mark in told.split(" and ")} == {"", "P50", "P80", "P95"}


def test_the_curve_of_yes_or_no_losses_is_what_a_sum_of_coins_passes(made):
    """Of two fair coins of £100 three years in four cost more than nothing, one in four more than £100, none more."""
    curve = exceedance_of(made(risks=[risk("R1", COIN), risk("R2", COIN)]))
    assert curve["amount"].tolist() == [0, 100, 200]
    assert curve["probability"].tolist() == pytest.approx([0.75, 0.25, 0], abs=0.01)
    assert curve.attrs["told"] == {"P50": "exactly £100", "P80": "exactly £200", "P95": "exactly £200"}
    assert (curve.attrs["smooth"], curve.attrs["most"]) == (False, 200)


def test_the_widest_driver_is_the_least_certain_cost(made):
    wide = {"probability": 1.0, "low": 0, "likely": 100, "high": 900}
    drivers = assess_drivers(made(risks=[risk("R1"), risk("R2", wide)]))
    assert drivers["risk"].tolist() == ["R2", "R1"]
    assert drivers.set_index("risk").loc["R1", "swing"] == pytest.approx(0)


def test_the_same_losses_are_carried_three_ways_and_add_up(made):
    hub = made(
        risks=[risk("R1"), risk("R2", shared_by=["B"]), risk("R3")],
        leads=[led("R1", "A"), led("R2", "A")],
        influences=[judged("R1", "A"), judged("R2", "B"), judged("R3", "B")],
    )
    table = compare_carriers(hub)
    shares = {
        name: group.set_index("partner")["share_of_tail"].round(6).to_dict()
        for name, group in table.groupby("allocation")
    }
    assert shares[ALLOCATIONS[0]] == {"A": pytest.approx(2 / 3, abs=1e-5), NOBODY: pytest.approx(1 / 3, abs=1e-5)}
    assert shares[ALLOCATIONS[1]] == {"A": pytest.approx(1 / 3, abs=1e-5), "B": pytest.approx(2 / 3, abs=1e-5)}
    assert shares[ALLOCATIONS[2]] == {"A": pytest.approx(1 / 3, abs=1e-5), "B": pytest.approx(2 / 3, abs=1e-5)}
    assert table.groupby("allocation")["tail_loss"].sum().round(3).tolist() == [300, 300, 300]


def test_a_lead_that_has_left_carries_nothing(made):
    partners = [{"id": "A", "name": "A", "left": "2026-01-01"}, {"id": "B", "name": "B"}]
    table = compare_carriers(made(partners=partners, risks=[risk("R1")], leads=[led("R1", "A")]))
    assert table.loc[table["allocation"] == ALLOCATIONS[0], "partner"].tolist() == [NOBODY]


def test_allocations_say_who_carries_most_and_what_influence_would_save(made):
    hub = made(risks=[risk("R1")], leads=[led("R1", "A")], influences=[judged("R1", "A"), judged("R1", "B", 0, 0.5)])
    table = summarise_allocations(hub).set_index("allocation")
    assert table["largest"].to_dict() == {"today's leads": "A", "best leads": "B", "equal shares": "A and B"}
    assert table["p80_used"].to_dict() == pytest.approx({"today's leads": 100, "best leads": 50, "equal shares": 100})


ALIKE = {"probability": 0.2, "low": 1000, "likely": 2000, "high": 3000}


def test_who_carries_as_much_as_another_never_carries_most_alone(made):
    """Two leads on risks that are alike carry half each, whatever the draws say."""
    hub = made(risks=[risk("R1", ALIKE), risk("R2", ALIKE)], leads=[led("R1", "A"), led("R2", "B")])
    rows = summarise_allocations(hub).set_index("allocation")
    assert rows.loc["today's leads", "largest"] == "A and B"
    assert rows.loc["today's leads", "largest_share"] == pytest.approx(0.5)
    drivers = exposure_drivers(assess_drivers(hub)).description
    assert re.match(r"“?R[12]”? and 1 other move the total most\.", drivers), drivers


def test_a_lead_on_what_costs_nothing_carries_most_of_nothing(made):
    nothing = {"probability": 1, "low": 0, "likely": 0, "high": 0}
    hub = made(risks=[risk("R1", nothing), risk("R2")], leads=[led("R1", "A")])
    row = summarise_allocations(hub).set_index("allocation").loc["today's leads"]
    assert pd.isna(row["largest"])
    assert row["nobodys"] == 1.0
    assert summarise_position(hub)["answer"].tolist()[5] == (
        "Of the worst losses, under today's leads: no partner carries any (over 2 of 2 open risks). "
        "100% is led by nobody."
    )


def test_best_leads_that_are_not_known_carry_nothing_that_is_known(made):
    """Nobody's influence is recorded, so today's leads are not passed off as the best."""
    hub = made(risks=[risk("R1")], leads=[led("R1", "A")])
    assert set(compare_carriers(hub)["allocation"]) == {"today's leads", "equal shares"}
    row = summarise_allocations(hub).set_index("allocation").loc["best leads"]
    assert row[["p80_used", "largest", "largest_share", "nobodys"]].isna().all()
    assert summarise_carriers(hub)["best leads"].isna().all()
    assert assess_fairness(hub)["best_share_of_tail"].isna().all()
    unled = tail_carriers(compare_carriers(made(risks=[risk("R1")]))).description
    assert unled.startswith("Risks without a lead carry the largest share under today's leads. Largest share under")
    figure = tail_carriers(compare_carriers(hub))
    assert figure.title == "Who carries the worst losses, two ways"
    assert figure.description.endswith("The best leads are not known.")


def test_fairness_sets_shares_of_losses_beside_shares_of_resources(made):
    partners = [
        {"id": "A", "name": "A", "resources": [{"kind": "money", "amount": 1000}], "benefit": 1},
        {"id": "B", "name": "B", "resources": [{"kind": "time", "amount": 100}], "benefit": 3},
    ]
    two = made(partners=partners, risks=[risk("R1"), risk("R2")], leads=[led("R1", "A"), led("R2", "A")])
    table = assess_fairness(two).set_index("partner")
    assert table["share_of_resources"].to_dict() == {"A": 0.25, "B": 0.75}  # an hour counts for £30
    assert table["share_of_benefit"].to_dict() == {"A": 0.25, "B": 0.75}
    assert table["verdict"].to_dict() == {"A": "carries more than it brings", "B": "carries less than it brings"}
    one = assess_fairness(made(partners=partners, risks=[risk("R1")], leads=[led("R1", "A")]))
    assert set(one["verdict"]) == {"cannot tell"}  # of a single risk somebody always carries all


@pytest.mark.parametrize("offers", [[], [{"kind": "money", "amount": 500}, {"kind": "in kind", "what": "room"}]])
def test_one_unknown_contribution_leaves_fairness_untold_for_all(made, offers):
    partners = [
        {"id": "A", "name": "A", "resources": [{"kind": "money", "amount": 1000}], "benefit": 1},
        {"id": "B", "name": "B", "resources": offers},
    ]
    table = assess_fairness(made(partners=partners, risks=[risk("R1")], leads=[led("R1", "A")]))
    assert table[["share_of_resources", "share_of_benefit"]].isna().all(axis=None)
    assert set(table["verdict"]) == {"cannot tell"}
    assert (table.attrs["unknown"], table.attrs["to_move"]) == (["B"], None)


def test_losses_that_nobody_leads_on_stay_in_the_sum(made):
    partners = [{"id": key, "name": key, "resources": [{"kind": "money", "amount": 10}]} for key in "AB"]
    table = assess_fairness(made(partners=partners, risks=[risk("R1"), risk("R2")], leads=[led("R1", "A")]))
    assert table["share_of_tail"].tolist() == [0.5, 0]
    assert table.attrs["to_move"] == pytest.approx(0.5)  # nobody carries half and brings nothing; B brings half


@pytest.mark.parametrize("leads", [[], [led("R3", "A")]])
def test_losses_that_nobody_leads_on_are_fair_to_nobody(made, leads):
    """R3 has no cost, so that its lead carries none of the losses that are known."""
    partners = [{"id": key, "name": key, "resources": [{"kind": "money", "amount": 10}]} for key in "AB"]
    risks = [risk("R1", HALF), risk("R2", HALF), risk("R3", {})]
    hub = made(partners=partners, risks=risks, leads=leads, thresholds={"risks_costed": 0.5})
    table = assess_fairness(hub)
    assert set(table["verdict"]) == {"cannot tell"}
    assert "no partner leads on an open risk with a chance and a cost" in summarise_position(hub)["answer"].iloc[2]
    assert fair_shares(table).description.startswith("Whether this is fair is not known. No partner leads on an open")


def test_without_partners_nobody_brings_nothing(made):
    hub = made(partners=[], risks=[risk("R1", HALF), risk("R2", HALF)])
    assert "is not known, for no partner is recorded" in summarise_position(hub)["answer"].iloc[2]


def test_fairness_cannot_be_told_without_resources(made):
    table = assess_fairness(made(risks=[risk("R1")], leads=[led("R1", "A")]))
    assert set(table["verdict"]) == {"cannot tell"}


def test_moving_a_lead_by_hand_tells_its_cost_and_who_then_carries_the_tail(made):
    hub = made(
        risks=[risk("R1"), risk("R2")],
        leads=[led("R1", "A"), led("R2", "B")],
        influences=[judged("R1", "A", 0.5), judged("R1", "B", 0.2), judged("R2", "B")],
    )
    move = move_lead(hub, "R1", "B")
    assert (move.before, move.after) == ("A", "B")
    assert (move.cost_after or 0) - (move.cost_before or 0) == pytest.approx(30)
    assert move.carriers.set_index("partner")["shift"].round(3).to_dict() == {"B": 0.5, "A": -0.5}
    assert move.summary == (
        "“Risk R1” moves from A to B. The expected cost is £30 a year more: £80 instead of £50. "
        "B then carries 100% of the worst losses, 50% today (over 2 of 2 open risks). "
        "With all other leads at their best beside it, that is £30 above the best leads."
    )


def test_a_move_tells_who_then_carries_the_delays(made):
    late = {**SURE, **dict.fromkeys(TIME.fields, 10)}
    hub = made(
        risks=[risk("R1", late), risk("R2", late)],
        leads=[led("R1", "A"), led("R2", "B")],
        influences=[judged("R1", "A"), judged("R1", "B"), judged("R2", "B")],
    )
    assert (
        " Of the worst delays it then carries 100%, 50% today (over 2 of 2 open risks)."
        in move_lead(hub, "R1", "B").summary
    )


def test_a_move_to_a_partner_that_may_not_lead_says_so(made):
    hub = made(
        risks=[risk("R1")],
        leads=[led("R1", "A")],
        influences=[judged("R1", "A"), {**judged("R1", "B"), "eligible": False}],
    )
    assert move_lead(hub, "R1", "B").summary.endswith("It is not among the leads that are weighed: not eligible.")
    assert move_lead(hub, "R1", "A").summary.endswith("That is the best lead.")


def test_the_library_moves_the_heaviest_risk_when_it_is_not_told_which(made):
    heavy = {"probability": 1.0, "low": 900, "likely": 900, "high": 900}
    influences = [judged(key, partner) for key in ("R1", "R2") for partner in "AB"]
    move = move_lead(made(risks=[risk("R1"), risk("R2", heavy)], leads=[led("R2", "B")], influences=influences))
    assert (move.risk, move.after) == ("R2", "A")


def test_a_risk_that_is_not_there_cannot_be_moved(made):
    hub = made(risks=[risk("R1")], influences=[judged("R1", "A")])
    with pytest.raises(KeyError):
        move_lead(hub, "R9", "A")
    with pytest.raises(KeyError):
        move_lead(hub, "R1", "Z")


def test_the_position_answers_six_questions_with_their_numbers(made, rated):
    hub = made(
        risks=[risk("R1", on="2025-01-01"), risk("R2", on="2025-01-01")],
        leads=[led("R1", "A")],
        influences=[judged("R1", "A")],
        ratings=[rated("R1", 2, 2, on="2026-01-01"), rated("R1", 4, 4)],
        reviews=[{"on": "2026-02-01"}],
    )
    answers = summarise_position(hub)["answer"].tolist()
    assert answers[0] == (
        "Alerts: 3, 2 to act on now. No lead on record: “Risk R2” (R2); worsened: “Risk R1” (R1); "
        "red with too little under way: “Risk R1” (R1)."
    )
    assert "2 open risks are shared" in answers[1]
    assert "1 of 2 open risks, own risks apart, has a lead" in answers[2]
    assert "“Risk R1” (R1) from 2 × 2 = 4 to 4 × 4 = 16" in answers[3]
    assert "£200 at P80" in answers[4]
    assert "A 50% (over 2 of 2 open risks). 50% is led by nobody." in answers[5]


@pytest.mark.parametrize(
    ("classes", "said"),
    [
        (
            ["shared", None, "own"],
            "1 open risk is shared or comes from working together: 1 not rated. Partners' own: 1. "
            "1 of 3 open risks has no class, so more may be shared.",
        ),
        ([None, None], "Cannot tell: 2 of 2 open risks have no class. Partners' own: 0."),
        (["own"], "None: the one open risk is a partner's own."),
    ],
)
def test_only_risks_whose_class_is_said_count_as_shared(made, classes, said):
    hub = made(risks=[risk(f"R{number}", **{"class": name}) for number, name in enumerate(classes)])
    assert summarise_position(hub)["answer"].iloc[1] == said


def test_summaries_hold_mean_spread_and_quantiles(made):
    table = summarise_exposure(made(risks=[risk("R1", HALF)]))
    assert table["what"].tolist() == ["mean", "standard deviation", "P50", "P80", "P95", "worst years"]
    assert table.set_index("what").loc["standard deviation", "cost"] == pytest.approx(50, rel=0.02)
    assert table["cost_told"].tolist() == ["£50", "£50", "between £0 and £100", *["exactly £100"] * 2, "about £100"]
    assert pd.notna(table["cost_low"]).tolist() == [False, True, True, False, False, False]
    assert table[["delay", "longest_delay"]].isna().all(axis=None)
    assert table["meaning"].tolist()[2:] == [
        "P50, exceeded in at most 50% of years",
        "P80, exceeded in at most 20% of years",
        "P95, exceeded in at most 5% of years",
        "mean of the worst one year in twenty",
    ]


def test_a_quantile_says_in_how_many_years_it_is_exceeded(made):
    """Of a cost that takes any amount, in just the rest; of £100 in each of 2 years of 100, P80 is £0 in 98 of 100."""
    spread = made(risks=[risk("R1", {"probability": 1, "low": 0, "likely": 50, "high": 100})])
    assert summarise_exposure(spread)["meaning"].tolist()[2:5] == [
        "P50, exceeded in 50% of years",
        "P80, exceeded in 20% of years",
        "P95, exceeded in 5% of years",
    ]
    rare = made(
        risks=[risk("R1", {"probability": 0.02, "low": 100, "likely": 100, "high": 100})],
        thresholds={"at_stake": 0.995},
    )
    assert summarise_exposure(rare)["meaning"].tolist()[3:6] == [
        "P80, exceeded in at most 20% of years",
        "P95, exceeded in at most 5% of years",
        "P99.5, exceeded in at most 0.5% of years",
    ]


@pytest.mark.parametrize(
    ("chances", "said"),
    [
        ([0.5], "The one risk with a chance and a cost happens in about 50 of 100 years."),
        ([1.0], "The one risk with a chance and a cost happens in every year."),
        ([0.5, 0.5], "Of 2 risks with a chance and a cost, at least one happens in about 75 of 100 years."),
        ([0.98, 0.98], "Of 2 risks with a chance and a cost, at least one happens in more than 99 of 100 years."),
        ([0.001, 0.001], "Of 2 risks with a chance and a cost, at least one happens in fewer than 1 of 100 years."),
    ],
)
def test_how_often_at_least_one_risk_happens_is_said_of_none_one_and_all(made, chances, said):
    risks = [risk(f"R{n}", HALF | {"probability": chance}) for n, chance in enumerate(chances)]
    assert summarise_exposure(made(risks=risks)).attrs["at_least_one"] == said


def test_time_is_at_stake_as_money_is(made):
    sure = {"probability": 1.0, "days_low": 10, "days_likely": 10, "days_high": 10}
    hub = made(risks=[risk("R1", SURE), risk("R2", sure), risk("R3", {**sure, "days_low": 4, "days_likely": 4})])
    delay = assess_exposure(hub, stake=TIME)
    assert delay.counted == ("R2", "R3")
    assert delay.uncounted["missing"].tolist() == ["its delay range"]
    assert delay.simulated.expected == pytest.approx(10 + (4 + 4 * 4 + 10) / 6)
    assert assess_exposure(hub).counted == ("R1",)


def test_delays_add_up_or_the_longest_counts(made):
    two = [{"probability": 0.5, **dict.fromkeys(TIME.fields, days)} for days in (10, 30)]
    hub = made(risks=[risk(f"R{n}", facts) for n, facts in enumerate(two)])
    assert assess_exposure(hub, stake=TIME).amount_at(0.8) == pytest.approx(40)  # both, in one year of four
    assert assess_exposure(hub, stake=TIME).largest_at(0.8) == pytest.approx(30)  # the longer, in every other year
    table = summarise_exposure(hub).set_index("what")
    assert table["cost"].isna().all()


def test_the_curve_and_the_drivers_can_be_had_in_days(made):
    hub = made(risks=[risk(f"R{n}", {"probability": 1.0, **dict.fromkeys(TIME.fields, 10 * n)}) for n in (1, 2)])
    assert set(exceedance_of(hub, TIME)["amount"]) == {30}
    assert assess_drivers(hub, stake=TIME).set_index("risk")["absent"].to_dict() == {"R1": 20, "R2": 10}
    assert exceedance_of(hub).empty


def test_delays_are_carried_by_the_leads_too(made):
    hub = made(
        risks=[risk("R1", {"probability": 1.0, **dict.fromkeys(TIME.fields, 30)}), risk("R2", SURE)],
        leads=[led("R1", "A"), led("R2", "B")],
    )
    assert summarise_carriers(hub, TIME).set_index("partner")[ALLOCATIONS[0]].to_dict() == {"A": 1.0, "B": 0.0}
    assert summarise_carriers(hub).set_index("partner")[ALLOCATIONS[0]].to_dict() == {"B": 1.0, "A": 0.0}
    answers = summarise_position(hub)["answer"].tolist()
    assert "Delay at P80: 30 days where all work goes on side by side, exactly 30 days where each waits" in answers[4]
    assert answers[5] == (
        "Of the worst losses, under today's leads: B 100% (over 1 of 2 open risks). "
        "Of the worst delays, under today's leads: A 100% (over 1 of 2 open risks)."
    )


def test_losses_of_nothing_have_no_shares_and_nobody_is_said_to_carry_most(made):
    never = {"probability": 0, "low": 100, "likely": 100, "high": 100}
    hub = made(risks=[risk("R1", never)], leads=[led("R1", "A")], influences=[judged("R1", "A"), judged("R1", "B")])
    answer = summarise_position(hub)["answer"].tolist()[5]
    assert answer == "Of the worst losses, under today's leads: they come to nothing (over 1 of 1 open risk)."
    assert tail_carriers(compare_carriers(hub)).text.startswith("The worst losses come to £0")
    assert "The expected cost stays the same: £0 a year." in move_lead(hub, "R1", "B").summary


def test_who_carries_most_is_said_of_all_that_the_simulation_cannot_tell_apart(made):
    risks = [risk(f"R{n}", COIN) for n in range(1, 5)]
    even = compare_carriers(made(risks=risks, leads=[led(f"R{n}", "AB"[n % 2]) for n in range(1, 5)]))
    today = even[even["allocation"] == ALLOCATIONS[0]]
    assert today["share_of_mean"].tolist() == [0.5, 0.5]  # alike by symmetry
    assert set(today.index) <= set(even.attrs["most"])
    uneven = compare_carriers(made(risks=risks, leads=[led(f"R{n}", "A" if n > 1 else "B") for n in range(1, 5)]))
    today = uneven[uneven["allocation"] == ALLOCATIONS[0]].set_index("partner", append=True)
    assert [partner for row, partner in today.index if row in uneven.attrs["most"]] == ["A"]  # three risks against one
