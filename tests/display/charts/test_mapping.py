"""The charts of the mapping review: drawn from the samples, saying what is seen, and never failing on nothing."""

from __future__ import annotations

import re
from datetime import date
from pathlib import Path

import pytest

from labels import find_overlaps
from partnerlab import mapping, read_partnership
from partnerlab.analysis.review import rules
from partnerlab.display import charts
from partnerlab.display.charts import network
from partnerlab.display.charts.drawing import wrap
from partnerlab.display.charts.network import _overlap, _place_names, _place_nodes
from partnerlab.display.figure import Figure
from partnerlab.partnership import Partnership

COVERS = (
    "partnerlab.display.charts.network",
    "partnerlab.display.charts.pathway",
    "partnerlab.display.charts.seats",
)

SAMPLES = Path(__file__).parents[3] / "parameters"
FIGURES = {
    "stakeholder_grid": mapping.assess_stakeholders,
    "network_map": mapping.assess_network,
    "partner_losses": lambda partnership: mapping.compare_losses(mapping.assess_network(partnership)),
    "relationship_value": mapping.score_value,
    "service_pathway": mapping.assess_pathway,
    "governance_tiers": mapping.assess_governance,
    "representatives": mapping.list_terms,
    "attendance": mapping.assess_attendance,
    "partner_resources": mapping.list_resources,
    "milestones": mapping.assess_milestones,
    "agreement_clauses": mapping.assess_clauses,
}
TABLES = {
    "role_table": mapping.list_roles,
    "accountability_lines": mapping.assess_accountability,
    "communication_plan": mapping.assess_communication,
}


@pytest.fixture(scope="module")
def lough() -> Partnership:
    return read_partnership(str(SAMPLES / "lough-mental-health.yaml"))


@pytest.fixture(scope="module")
def nothing() -> Partnership:
    return Partnership(name="Hub", purpose="Reach people", stage=[{"stage": "scoping"}])


@pytest.mark.parametrize("name", FIGURES)
def test_a_chart_of_a_large_partnership_is_a_figure_with_words(lough, name):
    figure = getattr(charts, name)(FIGURES[name](lough))
    assert isinstance(figure, Figure)
    assert figure.description.endswith(".")
    assert "<script" not in figure.html


@pytest.mark.parametrize("name", FIGURES)
def test_without_data_a_chart_says_what_is_missing(nothing, name):
    shown = getattr(charts, name)(FIGURES[name](nothing))
    assert not isinstance(shown, Figure)
    assert shown.text.endswith(".")


@pytest.mark.parametrize("name", TABLES)
def test_tables_stand_with_and_without_data(lough, nothing, name):
    table = getattr(charts, name)
    assert "<th scope" in table(TABLES[name](lough)).html
    assert (
        "written down" in table(TABLES[name](nothing)).html
        or "no communication plan" in table(TABLES[name](nothing)).html
    )


def test_each_figure_names_findings_that_exist(lough):
    codes = {rule.code for rule in rules("mapping")}
    for name, assess in FIGURES.items():
        assert set(getattr(charts, name)(assess(lough)).shows) <= codes


@pytest.mark.parametrize("power", [1, 2, 5])
@pytest.mark.parametrize("interest", [1, 3, 5])
@pytest.mark.parametrize("name", ["WWWWW WWWWWWWWWWWWWWWWWWWWWWWW", "Riverside Traders' Association", "Ö"])
def test_names_in_the_grid_never_meet_however_many_are_rated_alike(power, interest, name):
    rows = [
        {"id": f"S{n}", "name": f"{name} {n}", "power": power, "interest": interest, "on": "2026-01-01"}
        for n in range(12)
    ]
    rows += [row | {"id": f"{row['id']}b", "name": f"{row['name']} beside", "power": power % 5 + 1} for row in rows]
    hub = Partnership(name="H", purpose="P", stage=[{"stage": "planning"}], stakeholders=rows)
    assert find_overlaps(charts.stakeholder_grid(mapping.assess_stakeholders(hub)).svg) == []


def test_names_on_the_map_cover_no_mark_and_no_other_name(lough):
    nodes = _place_nodes(mapping.assess_network(lough))
    boxes = [
        (x - 4 * len(name), y - 7, x + 4 * len(name), y + 7)
        for name, x, y in nodes[["member", "label_x", "label_y"]].itertuples(index=False)
    ]
    marks = [(x - 8, y - 8, x + 8, y + 8) for x, y in nodes[["x", "y"]].itertuples(index=False)]
    assert not any(_overlap(box, mark) for box in boxes for mark in marks)
    assert not any(_overlap(one, other) for index, one in enumerate(boxes) for other in boxes[:index])


def test_a_name_keeps_away_from_the_mark_beside_it():
    places = _place_names({"A": (300.0, 200.0), "B": (300.0, 221.0)}, [])
    assert places["A"] != (300.0, 221.0)


def test_the_width_of_a_tie_follows_its_level(lough, monkeypatch):
    monkeypatch.setattr(network, "MOST_LINES", 1000)
    svg = charts.network_map(mapping.assess_network(lough)).svg
    widths = {float(width) for width in re.findall(r'stroke-width="([\d.]+)"', svg)}
    assert len(widths) > 4


def test_nobody_brings_most_of_nothing():
    partners = [{"id": key, "name": key, "resources": [{"kind": "money", "amount": 0}]} for key in "AB"]
    hub = Partnership(name="Hub", purpose="Reach people", stage=[{"stage": "planning"}], partners=partners)
    words = charts.partner_resources(mapping.list_resources(hub)).description
    assert words == "Money and help in kind add up to £0 a year. Not confirmed: A and B."


def test_the_map_says_who_has_not_answered(lough):
    assert "Not answered: DoH, Employers and Fund." in charts.network_map(mapping.assess_network(lough)).description


def test_the_pathway_marks_as_many_handoffs_as_lack_something(lough):
    pathway = mapping.assess_pathway(lough)
    lacking = int((pathway.handoffs["lacks"] != "").sum())
    assert f"{lacking} of them lack" in charts.service_pathway(pathway).description


def test_a_pair_that_hands_on_twice_is_named_once_with_its_number(lough):
    pathway = mapping.assess_pathway(lough)
    lacking = pathway.handoffs[pathway.handoffs["lacks"] != ""]
    most = lacking.groupby(["giver", "receiver"]).size().max()
    assert most == 2
    assert "(2 times)" in charts.service_pathway(pathway).description


def test_long_words_are_wrapped_and_only_then_cut():
    assert wrap("one two three four", 9) == "one two\nthree\nfour"
    assert wrap("one two three four", 9, lines=2).endswith("…")


def test_the_directions_of_accountability_are_drawn_with_what_is_missing():
    partners = [{"id": "A", "name": "Alpha"}, {"id": "B", "name": "Beta"}]
    lines = [{"dimension": "vertical", "partner": "A", "to": "Board of A", "documented": True}]
    hub = Partnership(name="H", purpose="P", stage=[{"stage": "planning"}], partners=partners, accountabilities=lines)
    figure = charts.accountability_drawn(mapping.assess_accountability(hub))
    assert figure.description == (
        "1 of 3 lines is recorded as documented. Not recorded: 1 to its own body and 1 of all to one body."
    )
    untold = charts.accountability_drawn(mapping.assess_accountability(hub.replace(accountabilities=())))
    assert untold.description == (
        "None of 3 lines is recorded as documented. Not recorded: 2 to its own body and 1 of all to one body."
    )
    every = [*lines, {**lines[0], "partner": "B", "to": "Board of B"}, {"dimension": "collective", "to": "Owner"}]
    full = Partnership(name="H", purpose="P", stage=[{"stage": "planning"}], partners=partners, accountabilities=every)
    assert charts.accountability_drawn(mapping.assess_accountability(full)).description == (
        "2 of 3 lines are recorded as documented. Every line that is needed is recorded."
    )
    bare = hub.replace(partners=(), accountabilities=())
    assert "are written down" in charts.accountability_drawn(mapping.assess_accountability(bare)).text


def test_alliances_and_levels_of_engagement_are_listed():
    carers = {"id": "Carers", "name": "Carers", "alliance": "Network"}
    hub = Partnership(name="H", purpose="P", stage=[{"stage": "planning"}], stakeholders=[carers])
    assert charts.strategic_alliances(mapping.list_alliances(hub)).frame["alliance"].tolist() == ["Network"]
    assert "No stakeholder" in charts.strategic_alliances(mapping.list_alliances(hub.replace(stakeholders=()))).html
    assert "No engagement is recorded at any level." in charts.engagement_levels(mapping.assess_engagement(hub)).html
    row = {"on": "2025-01-01", "level": "managers", "how": "talk"}
    told = Partnership(name="H", purpose="P", stage=[{"stage": "planning"}], engagement=[row])
    assert charts.engagement_levels(mapping.assess_engagement(told)).frame["times"].tolist() == [0, 1, 0, 0]


def told_of(*answers: tuple[str, str, int], direction: str = "both ways", **more: object) -> Partnership:
    sectors = {"A": "statutory", "B": "voluntary", "C": "statutory"}
    return Partnership(
        name="Hub",
        purpose="Reach people",
        stage=[{"stage": "building"}],
        partners=[{"id": name, "name": name, "sector": sector} for name, sector in sectors.items()],
        network_settings={"direction": direction},
        relationships=[
            {"by": by, "with": about, "on": "2025-02-01", "actual": level, **more} for by, about, level in answers
        ],
    )


def test_the_map_says_which_ties_are_returned_cross_sectors_and_how_far_partners_are_apart():
    said = [("A", "B", 3), ("B", "A", 3), ("A", "C", 3), ("C", "A", 0)]
    both = charts.network_map(mapping.assess_network(told_of(*said))).description
    assert "1 of 2 ties is reported by both sides, of those that both spoke of." in both
    assert "1 of 2 pairs with a tie crosses sectors." in both
    assert "are 1.3 ties apart on average." in both  # A-B 1, A-C 1, B-C 2
    one_way = charts.network_map(mapping.assess_network(told_of(*said, direction="one way"))).description
    assert "Density is 50% (3 of 6" in one_way
    assert "2 of 3 ties are returned." in one_way
    lone = charts.network_map(mapping.assess_network(told_of(("A", "B", 3), direction="one way"))).description
    assert "0 of 1 tie is returned." in lone
    none = charts.network_map(mapping.assess_network(told_of(("A", "B", 0), ("B", "A", 0)))).description
    assert "sectors" not in none
    assert "apart" not in none


def test_pairs_cut_off_have_a_panel_only_where_a_loss_cuts_some_off():
    def drawn(*ties: tuple[str, str, int]) -> Figure:
        figure = charts.partner_losses(mapping.compare_losses(mapping.assess_network(told_of(*ties))))
        assert isinstance(figure, Figure)
        return figure

    star = drawn(("A", "B", 3), ("A", "C", 3))  # without A, B and C are apart
    assert [panel["title"]["text"] for panel in star.specification["hconcat"]] == ["ties lost", "pairs cut off"]
    ring = drawn(("A", "B", 3), ("A", "C", 3), ("B", "C", 3))
    assert [panel["title"]["text"] for panel in ring.specification["hconcat"]] == ["ties lost"]
    assert (star.units, ring.units) == ("number of ties; number of pairs of the other partners", "number of ties")


def test_relationships_that_could_gain_most_are_all_named_and_none_where_nothing_is_to_gain():
    def words(current: int, potential: int, *pairs: tuple[str, str, int]) -> str:
        hub = told_of(*pairs, current_value=current, potential_value=potential)
        return charts.relationship_value(mapping.score_value(hub)).description

    assert words(1, 5, ("A", "B", 3)).startswith(
        "The most that a relationship could gain is 4. It is between A and B: worth 1 now, 5 possible"
    )
    assert words(1, 5, ("A", "B", 3), ("A", "C", 3)) == (
        "The most that a relationship could gain is 4. 2 could gain as much: A – B and A – C."
    )
    assert words(5, 5, ("A", "B", 3), ("A", "C", 3)) == "Nothing is to be gained in any of 2 relationships."


def test_the_longest_wait_names_all_steps_that_wait_as_long():
    def words(*days: int) -> str:
        steps = [{"id": f"s{n}", "name": f"Step {n}", "organisation": "A", "wait_days": d} for n, d in enumerate(days)]
        hub = Partnership(
            name="Hub",
            purpose="Reach people",
            stage=[{"stage": "building"}],
            partners=[{"id": "A", "name": "A"}],
            pathway=steps,
        )
        return charts.service_pathway(mapping.assess_pathway(hub)).description

    assert "The longest wait is 9 days, before “Step 0” and “Step 2”." in words(9, 3, 9)
    assert "The longest wait is 1 day, before “Step 1”." in words(0, 1)


def test_the_data_of_a_pathway_name_its_steps_and_tell_two_of_one_name_apart():
    steps = [
        {"id": "s1", "name": "Call", "organisation": "A", "next": ["s2"]},
        {"id": "s2", "name": "Visit", "organisation": "B", "next": ["s3"]},
        {"id": "s3", "name": "Visit", "organisation": "A"},
    ]
    partners = [{"id": name, "name": f"The {name}"} for name in "AB"]
    hub = Partnership(
        name="Hub", purpose="Reach people", stage=[{"stage": "building"}], partners=partners, pathway=steps
    )
    told = charts.service_pathway(mapping.assess_pathway(hub)).table[["from_step", "to_step"]]
    assert told.values.tolist() == [["Call", "Visit (s2)"], ["Visit (s2)", "Visit (s3)"]]


def drawn(*answers: tuple[str, str, int | None]) -> str:
    """What the map of partners A, B and C says, from who answered about whom."""
    rows = [{"by": by, "with": about, "on": "2026-01-01", "actual": level} for by, about, level in answers]
    seen = Partnership(
        name="Hub",
        purpose="Reach people",
        stage=[{"stage": "managing"}],
        partners=[{"id": name, "name": name} for name in "ABC"],
        relationships=rows,
    )
    return charts.network_map(mapping.assess_network(seen)).description


@pytest.mark.parametrize(
    ("answers", "said", "unsaid"),
    [
        ((("A", "B", 3), ("C", "A", 0)), "C reports no tie, and nobody reports one.", "C has not answered"),
        ((("A", "B", 3),), "C has not answered, and nobody else reports a tie there.", "reports no tie"),
        ((("A", "B", 3), ("A", "C", 3)), "Not answered: B and C.", "nobody"),
        ((("A", "B", 0),), "B and C have not answered, and nobody else reports a tie there.", "C reports"),
        ((("A", "B", 0), ("B", "A", 0), ("C", "A", 0)), "A, B and C report no tie, and nobody reports one.", "not"),
    ],
)  # fmt: skip
def test_who_reports_no_tie_is_told_from_who_has_not_answered(answers, said, unsaid):
    assert said in drawn(*answers)
    assert unsaid not in drawn(*answers)


def test_the_three_directions_of_account_say_who_owes_it_to_whom():
    one = [{"id": "A", "name": "Alpha"}]
    hub = Partnership(name="Hub", purpose="Reach people", stage=[{"stage": "building"}], partners=one)
    assert charts.accountability_lines(mapping.assess_accountability(hub)).note.startswith(
        "Horizontal: each partner to the other partners. Vertical: each partner to its own governing or funding body."
    )


def test_a_line_of_the_plan_says_whether_it_is_among_partners():
    plan = [{"audience": "All partners"}, {"audience": "Residents"}]
    hub = Partnership(name="Hub", purpose="Reach people", stage=[{"stage": "building"}], communication=plan)
    shown = charts.communication_plan(mapping.assess_communication(hub)).frame
    assert shown["among_partners"].tolist() == ["yes", "no"]


def seen_by(**parts: object) -> Partnership:
    partners = [{"id": name, "name": f"The {name}"} for name in "AB"]
    stage = [{"stage": "building"}]
    return Partnership(**{"name": "Hub", "purpose": "Reach people", "stage": stage, "partners": partners, **parts})


@pytest.mark.parametrize(
    ("present", "came"),
    [(["A"], "The A"), (["A", "B"], "The A and The B")],
)
def test_one_meeting_tells_of_nobody_that_they_come_least(present, came):
    told = charts.attendance(mapping.assess_attendance(seen_by(meetings=[{"on": "2026-06-01", "present": present}])))
    assert told.description == (
        "One meeting is too few to tell who comes seldom. 1 meeting with attendance recorded, on 1 June 2026. "
        f"To it came {came}."
    )


@pytest.mark.parametrize(
    ("authorities", "told"),
    [
        ([None], "Whether the one who sits now is authorised to commit is not recorded."),
        (["commits", None], "1 of 2 who sit now is authorised to commit; of 1 it is not recorded."),
        (["refers back", "commits"], "1 of 2 who sit now is authorised to commit."),
        (["commits"], "The one who sits now is authorised to commit."),
        (["observes"], "The one who sits now is not authorised to commit."),
        (["refers back", "observes"], "None of 2 who sit now are authorised to commit."),
        (["commits", "commits"], "2 of 2 who sit now are authorised to commit."),
    ],
)
def test_an_authority_that_nobody_recorded_is_not_taken_for_none(authorities, told):
    seats = [{"role": "Head", "from": "2025-01-01", "authority": authority} for authority in authorities]
    partners = [
        {"id": name, "name": f"The {name}", "representatives": [seat]} for name, seat in zip("AB", seats, strict=False)
    ]
    drawn = charts.representatives(mapping.list_terms(seen_by(partners=partners).at(date(2026, 6, 1))))
    assert drawn.description == f"No representatives have left their seat since the start. {told}"
    said = {"commits": "is authorised to commit", "refers back": "has to refer back", "observes": "only observes"}
    assert drawn.table["authority"].fillna("").tolist() == [said.get(each, "") for each in authorities]
    assert drawn.table["end"].isna().all()  # who still sits has no day on which they left
