"""The figure of groups says who falls behind, and its table holds every group."""

from __future__ import annotations

import pytest

from labels import find_overlaps
from partnerlab.analysis.evaluation import read_groups
from partnerlab.display import charts
from partnerlab.display.figure import Figure
from partnerlab.partnership import Partnership

LEVEL = (10.0,) * 9
BEHIND = tuple(map(float, range(11, 20)))


def drawn(**groups):
    def series(values):
        return [{"period": str(2018 + place), "value": value} for place, value in enumerate(values)]

    rows = [{"name": name, "values": series(values)} for name, values in groups.items()]
    lonely = {"id": "I", "title": "Lonely", "unit": "%", "good_direction": "down", "values": series(LEVEL)}
    stage = [{"stage": "measuring"}]
    return charts.group_gaps(
        read_groups(Partnership(name="Hub", purpose="Reach", stage=stage, indicators=[lonely | {"groups": rows}]))
    )


def test_the_headline_counts_who_falls_further_behind():
    figure = drawn(Carers=BEHIND, Students=LEVEL)
    assert isinstance(figure, Figure)
    assert figure.headline == "1 of 2 groups falls further behind"
    assert "Carers falls further behind. Students is not behind." in figure.description
    assert figure.description.endswith("The figures of Carers get worse.")


def test_none_and_several_are_said_in_words_that_fit():
    assert drawn(Carers=LEVEL).headline == "No group falls further behind"
    assert drawn(Carers=BEHIND, Students=BEHIND).headline == "2 of 2 groups fall further behind"


def test_what_is_not_clear_is_not_said_to_be_no_falling_behind():
    unsteady = (11.0, 15.0, 11.0, 15.0, 11.0, 15.0, 11.0, 15.0, 13.0)
    assert drawn(Carers=unsteady, Students=LEVEL).headline == "None of 2 groups clearly falls further behind"
    assert drawn(Carers=(11.0,)).headline == "No group can be judged yet"
    assert drawn(Carers=(11.0,), Students=LEVEL).headline == "None of 2 groups clearly falls further behind"


def test_each_group_has_a_panel_and_a_row():
    figure = drawn(Carers=BEHIND, Students=LEVEL)
    assert figure.table["group"].tolist() == ["Carers", "Students"]
    assert figure.table.loc[0, ["was_behind", "behind", "a_year"]].tolist() == [1.0, 9.0, 1.0]
    assert "Carers, compared with everybody" in " ".join(figure.svg.split())


@pytest.mark.parametrize("last", [9.9, 10.0, 10.1, 30.0])
def test_the_numbers_at_the_ends_of_two_lines_do_not_meet(last):
    assert find_overlaps(drawn(Carers=(*BEHIND[:8], last)).svg) == []


def test_without_groups_the_page_says_that_it_is_not_known():
    assert "who is left behind is not known" in drawn().text
    assert "No group can be compared yet" in drawn(Carers=(None,) * 9).text
