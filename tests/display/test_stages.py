"""Each point of the stage table leads to its findings, on whichever page they stand."""

from __future__ import annotations

import pandas as pd

from partnerlab.analysis import catalogue
from partnerlab.analysis.stage_asks import assess_stages
from partnerlab.display.stages import NOTHING, TOPICS, stage_asks
from partnerlab.partnership import Partnership

HUB = Partnership(name="Hub", purpose="Help", stage=[{"stage": "building", "on": "2026-01-05"}])


def test_a_finding_of_this_page_is_linked_here_and_one_of_another_there():
    html = stage_asks(assess_stages(HUB)).html
    assert '<a href="#finding-sc101-partnership">SC101</a>' in html
    assert '<a href="02-mapping.html#finding-ma601' in html


def test_a_point_on_which_nothing_is_recorded_says_so():
    frame = pd.DataFrame(
        [("Ending", "now", None, "thank", None, "EV823", ())],
        columns=["stage", "position", "since", "asks", "light", "codes", "findings"],
    )
    assert NOTHING in stage_asks(frame).html


def test_stages_ahead_are_not_shown():
    assert "Reviewing" not in stage_asks(assess_stages(HUB)).html


def test_topics_are_those_of_the_catalogue():
    assert TOPICS == catalogue.TOPICS
