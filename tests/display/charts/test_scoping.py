"""Charts of the scoping review show every partner and every gap, and say in words what is missing."""

from __future__ import annotations

from functools import cache
from itertools import pairwise

import pytest

from partnerlab.analysis import scoping
from partnerlab.display import charts
from partnerlab.display.charts.sight import GAP
from partnerlab.display.figure import Figure
from partnerlab.display.grid import Grid
from partnerlab.display.results import Shown
from partnerlab.partnership import Partnership, read_partnership
from samples import ROOT, SAMPLES

COVERS = (
    "partnerlab.display.charts.choices",
    "partnerlab.display.charts.lists",
    "partnerlab.display.charts.sight",
)

DRAWN = {
    "reason_acceptance": scoping.assess_acceptance,
    "partner_readiness": scoping.assess_readiness,
    "option_ranks": scoping.compare_options,
    "pair_levels": scoping.compare_pairs,
    "line_of_sight": scoping.assess_alignment,
    "line_of_delivery": scoping.assess_delivery,
    "partnering_conditions": scoping.assess_conditions,
    "first_meeting": scoping.assess_agenda,
}
LISTED = {
    "meeting_agenda": scoping.assess_agenda,
    "founding_roles": scoping.assess_founders,
    "constraints_answered": scoping.assess_constraints,
    "outside_terms": scoping.assess_terms,
    "written_agreements": scoping.choose_instrument,
}
BLANK = Partnership(name="Hub", purpose="Reach people", stage=[{"stage": "scoping"}])


@cache
def read(sample: str) -> Partnership:
    return read_partnership(ROOT / "parameters" / f"{sample}.yaml")


def compared(*rows: tuple[float | None, ...]) -> scoping.OptionComparison:
    """Options named A and B by their scores on two criteria of equal weight; None where a score is missing."""
    options = [
        {"id": name, "name": name, "form": "partnership", "scores": {k: v for k, v in zip("xy", row, strict=True) if v}}
        for name, row in zip("AB", rows, strict=True)
    ]
    criteria = [{"id": key, "name": key, "weight": 1} for key in "xy"]
    least = {"name": "Hub", "purpose": "Reach people", "stage": [{"stage": "scoping"}]}
    return scoping.compare_options(Partnership(**least, criteria=criteria, options=options))


def test_options_that_tie_by_the_agreed_weights_are_named_together():
    pairs = (((9, 7), (4, 4)), ((8, 6), (6, 8)), ((5, 5), (5, 5)), ((9, 9), (4, None)))
    said = [charts.option_ranks(compared(*rows)).description for rows in pairs]
    assert "It also leads by the agreed weights, with 8.0 of 10." in said[0]
    assert "By the agreed weights, A and B lead alike, each with 7.0 of 10." in said[1]
    assert said[2].startswith("A and B come first alike.")
    assert "By the agreed weights, A and B lead alike, each with 5.0 of 10." in said[2]
    assert "with 9.0 of 10, among the 1 of 2 with every score." in said[3]


def test_options_that_the_draws_cannot_tell_apart_come_first_together():
    """Of 9 and 1 against 1 and 9 each is first under half of all weightings; 10 and 0 beat 0 and 5 under two thirds."""
    even = compared((9, 1), (1, 9))
    assert set(even.leaders) == {"A", "B"}
    assert charts.option_ranks(even).description.startswith(
        "A and B come first alike. Each does so under about 50% of 20,000 weightings."
    )
    assert compared((10, 0.001), (0.001, 5)).leaders == ("A",)


def data_of(figure: Figure) -> list[dict]:
    return [row for rows in figure.specification["datasets"].values() for row in rows]


@pytest.mark.parametrize("sample", SAMPLES)
@pytest.mark.parametrize("name", DRAWN)
def test_every_sample_is_drawn_or_told_what_is_missing(sample, name):
    partnership = read(sample)
    shown = getattr(charts, name)(DRAWN[name](partnership))
    assert (isinstance(shown, Figure) and shown.html) or (isinstance(shown, Shown) and shown.text)


@pytest.mark.parametrize("name", DRAWN)
def test_the_largest_sample_can_be_drawn_within_the_limits_of_a_page(name):
    figure = getattr(charts, name)(DRAWN[name](read("lough-mental-health")))
    assert "<svg" in figure.html or isinstance(figure.chart, Grid)


@pytest.mark.parametrize("name", sorted(set(DRAWN) - {"partnering_conditions", "first_meeting"}))
def test_a_blank_file_gives_a_sentence_instead_of_a_picture(name):
    shown = getattr(charts, name)(DRAWN[name](BLANK))
    assert isinstance(shown, Shown)
    assert "<svg" not in shown.html


def test_no_level_judged_is_a_sentence_too():
    assert "Nobody has judged" in charts.level_ladder(scoping.assess_levels(BLANK), scoping.ladder_of(BLANK)).text


@pytest.mark.parametrize("name", LISTED)
def test_tables_stand_for_a_blank_file_as_well(name):
    assert "<caption" in getattr(charts, name)(LISTED[name](BLANK)).html


def partners(*answers: tuple[str, str | None], **more) -> Partnership:
    return Partnership(
        name="Hub",
        purpose="Reach people",
        stage=[{"stage": "building"}],
        partners=[{"id": name, "name": f"Body {name}"} for name, _ in answers],
        acceptances=[
            {"on": "2026-02-01", "by": name, "understood": "yes", "accepted": answer}
            for name, answer in answers
            if answer
        ],
        **more,
    )


def test_an_answer_shows_by_word_and_shape_as_well_as_by_colour():
    figure = charts.reason_acceptance(scoping.assess_acceptance(partners(("A", "yes"), ("B", "no"), ("C", None))))
    cells = {(cell.row, cell.column): (cell.tone, cell.word) for cell in figure.chart.cells}
    assert cells["Body A", "accepts"] == ("green", "yes")
    assert cells["Body B", "accepts"] == ("red", "no")
    assert cells["Body C", "accepts"] == ("unknown", "no answer")
    assert not figure.chart.shapes_alone
    assert "1 of 2 partners asked" in figure.description


def test_two_answers_of_a_pair_are_both_shown():
    ties = [
        {"by": "A", "with": "B", "on": "2026-02-01", "needed": 4, "actual": 1},
        {"by": "B", "with": "A", "on": "2026-02-01", "needed": 4, "actual": 3},
    ]
    seen = partners(("A", None), ("B", None), relationships=ties)
    (cell,) = charts.pair_levels(scoping.compare_pairs(seen)).chart.cells
    assert cell.word == "1 to 3"


def test_the_more_a_pair_lacks_the_darker_it_is():
    compared = scoping.compare_pairs(read("lough-mental-health"))
    lacking = {(row.second, row.first): row.gap_high for row in compared.itertuples()}
    grid = charts.pair_levels(compared).chart
    cells = sorted(grid.cells, key=lambda cell: lacking[cell.row, grid.columns_named[cell.column]])
    assert [cell.tone for cell in cells] == sorted(cell.tone for cell in cells)
    assert cells[0].tone == "ramp_1"
    assert cells[-1].tone == "ramp_5"


def test_assumptions_and_risks_stand_apart():
    grid = charts.partnering_conditions(scoping.assess_conditions(read("riverside-support-hub"))).chart
    assert {part: len(rows) for part, rows in grid.parts.items()} == {
        "Assumptions that should hold": 9,
        "Risks to guard against": 9,
    }


def test_boxes_of_the_line_of_sight_never_overlap_and_gaps_are_dashed():
    for sample in SAMPLES:
        partnership = read(sample)
        figure = charts.line_of_sight(scoping.assess_alignment(partnership))
        if not isinstance(figure, Figure):
            continue
        boxes = list({(row["x"], row["y"]): row for row in data_of(figure) if "text_y" in row}.values())
        for left in {row["x"] for row in boxes}:
            column = sorted((row for row in boxes if row["x"] == left), key=lambda row: row["y"])
            for above, below in pairwise(column):
                assert below["y"] - above["y2"] >= GAP - 1e-9
        gaps = [row["text"].replace("\n", " ") for row in boxes if row["missing"]]
        assert all("no " in text for text in gaps)


def test_the_agenda_table_has_one_row_for_each_item():
    assert len(charts.meeting_agenda(scoping.assess_agenda(BLANK)).frame) == 8


def test_an_indicator_without_measure_or_action_is_drawn_as_a_gap():
    curve = {"id": "i", "title": "Well", "unit": "%", "good_direction": "up"}
    acts = [{"id": "A1", "title": "Visit", "indicator": "i"}, {"id": "A2", "title": "Call"}]
    hub = Partnership(name="H", purpose="P", stage=[{"stage": "measuring"}], indicators=[curve], actions=acts)
    figure = charts.line_of_delivery(scoping.assess_delivery(hub))
    assert figure.description == "No indicator has a performance measure. The one indicator has an action."
    assert figure.table[["measure", "action", "gap"]].to_numpy().tolist() == [
        [None, "Visit", ""],
        [None, None, "no measure"],
    ]


def test_each_kind_of_agreement_is_shown_with_what_it_is_not_and_whether_it_binds():
    rows = charts.agreement_kinds().frame.set_index("kind")
    assert rows["binds"].to_dict() == {"MoU": "no", "SLA": "as the agreement that it belongs to", "Contract": "yes"}
    assert "a place for governance, money or the length of a contract" in rows.loc["SLA", "is_not"]


def test_a_level_is_shown_with_what_its_scheme_says_of_it():
    hub = Partnership(
        name="Hub",
        purpose="Reach people",
        stage=[{"stage": "building"}],
        levels="continuum-4",
        collaboration=[{"on": "2025-01-01", "needed": 3, "actual": 1, "resourced": 1}],
    )
    drawn = charts.level_ladder(scoping.assess_levels(hub), scoping.ladder_of(hub))
    assert isinstance(drawn, Figure)
    assert drawn.table is not None
    needed = drawn.table.set_index("aspect").loc["needed", "meaning"]
    assert needed.endswith("form: formal agreement; risk: limited; decisions: some shared")


def test_pairs_whose_gap_is_alike_by_the_smaller_of_two_answers_are_all_named():
    def say(by: str, about: str, needed: int) -> dict[str, object]:
        return {"by": by, "with": about, "on": "2026-01-01", "needed": needed, "actual": 1}

    rows = [say("A", "B", 3), say("B", "A", 4), say("A", "C", 3), say("C", "A", 3)]
    partners = [{"id": name, "name": f"Body {name}"} for name in "ABC"]
    stage = [{"stage": "building"}]
    seen = Partnership(name="Hub", purpose="Reach people", stage=stage, partners=partners, relationships=rows)
    assert charts.pair_levels(scoping.compare_pairs(seen)).description.startswith(
        "2 of 2 pairs work together less closely than needed. "
        "The widest gap, by the smaller of two answers, is the same in 2 of them: A – B and A – C."
    )


def test_pairs_of_which_nothing_is_recorded_are_one_sentence():
    def said(ids, **recorded):
        partners = [{"id": key, "name": f"Body {key}"} for key in ids]
        stage = [{"stage": "building"}]
        hub = Partnership(name="Hub", purpose="Reach people", stage=stage, partners=partners, **recorded)
        return charts.pair_resources(scoping.assess_pair_resources(hub)).html

    assert "Neither the level needed nor any hours are recorded for a pair." in said("AB")
    assert "Fewer than two partners are recorded." in said("A")
    needed = [{"by": "A", "about": "B", "on": "2026-01-01", "needed": 3}]
    assert "A – B" in said("AB", relationships=needed)


@pytest.mark.parametrize(("partners", "numbered"), [(9, False), (10, True)])
def test_pairs_of_many_partners_have_numbers_for_columns_and_a_list_of_whose_they_are(partners, numbered):
    names = [f"P{number:02d}" for number in range(partners)]
    asked = [
        {"by": by, "with": about, "on": "2025-02-01", "needed": 3, "actual": 2}
        for by in names
        for about in names
        if by < about
    ]
    hub = Partnership(
        name="Hub",
        purpose="Reach people",
        stage=[{"stage": "building"}],
        partners=[{"id": name, "name": name} for name in names],
        relationships=asked,
    )
    grid = charts.pair_levels(scoping.compare_pairs(hub)).chart
    heads = names[:-1]  # the last stands in rows alone
    listed = {str(number): name for number, name in enumerate(heads, 1)} if numbered else {}
    assert (dict(grid.columns_named), list(grid.columns)) == (listed, list(listed) or heads)
    assert {cell.column for cell in grid.cells if cell.row == "P01"} == {"1" if numbered else "P00"}
