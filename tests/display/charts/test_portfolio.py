"""Charts over all partnerships: drawn from whatever the reviews left."""

from __future__ import annotations

import re
from datetime import date

import pandas as pd
import pytest

from partnerlab.analysis.portfolio import (
    MEASURES,
    History,
    Portfolio,
    find_common_findings,
    list_boards,
    score_organisations,
)
from partnerlab.analysis.portfolio import summarise_partnerships as summarise
from partnerlab.display import charts
from partnerlab.display.charts.portfolio import _load_words

LIGHTS = ("red", "amber", "unknown", "green")


@pytest.fixture
def summary() -> pd.DataFrame:
    rows = [
        ["Hub", "hub", "managing", date(2026, 3, 31), 3, 2, 1, 4, 1, 2, 40.0, 100.0, 0, *[None] * 4, True, True],
        ["Town", "town", "scoping", None, 0, 0, 9, 0, 0, 0, *[None] * 7, True, False],
    ]
    columns = ["partnership", "slug", "stage", "as_at", *LIGHTS, *MEASURES]
    frame = pd.DataFrame(rows, columns=[*columns, "complete", "illustrative"])
    return frame.astype(dict.fromkeys(MEASURES, "Float64"))


def test_the_chart_of_what_is_at_stake_says_who_cannot_tell(summary):
    figure = charts.portfolio_exposure(summary)
    assert "£100 at P80" in figure.description
    assert "Of 1 partnership it is not known." in figure.description
    assert ">Hub<" in figure.svg


def test_the_chart_of_load_counts_seats_and_leads():
    load = pd.DataFrame(
        {
            "organisation": ["Police", "Trust"],
            "partnerships": [2, 1],
            "share": [1.0, 0.5],
            "risks_led": pd.array([5, None], dtype="Float64"),
            "leads": pd.array([1, 0], dtype="Int64"),
            "hours": pd.array([12, None], dtype="Float64"),
        }
    )
    figure = charts.organisation_load(load)
    assert "1 of 2 organisations sits in more than one partnership; Police in most: 2." in figure.description
    assert "leads 5" in figure.svg


def test_organisations_that_are_not_drawn_are_counted_and_those_that_lead_most_are_drawn():
    load = pd.DataFrame(
        {
            "organisation": [f"Body {number:02}" for number in range(31)],
            "partnerships": 1,
            "share": 1.0,
            "risks_led": pd.array([*[0] * 30, 7], dtype="Float64"),
            "leads": pd.array([0] * 31, dtype="Int64"),
            "hours": pd.array([None] * 31, dtype="Float64"),
        }
    )
    figure = charts.organisation_load(load)
    assert "leads 7" in figure.svg
    assert figure.how_to_read.startswith("30 of 31 are drawn.")
    assert not charts.organisation_load(load.head(30)).how_to_read


def test_all_that_have_most_at_stake_are_named(summary):
    alike = summary.assign(exposure_p80=100.0, exposure_mean=40.0)
    assert charts.portfolio_exposure(alike).description.startswith("Hub and Town have most at stake: £100 each at P80.")


def test_the_middle_of_a_name_of_several_lines_stands_by_its_bar():
    """Bars are 30 apart and lines 14: the first of two lines stands 7 higher than a single one, of three 14."""
    names = ["Port", "Western Health and Social Care Trust", f"{'A body with a long name ' * 3}of all"]
    load = pd.DataFrame({"organisation": names, "partnerships": [3, 2, 1], "risks_led": None, "share": 0.5})
    svg = charts.organisation_load(load.assign(leads=0, hours=None)).svg
    alone = float(re.findall(r'<text x="[-\d.]+" y="([\d.]+)">Port<', svg)[0])
    parted = [float(y) for y in re.findall(r'<text transform="translate\([-\d.]+,([\d.]+)\)"><tspan>', svg)]
    assert parted == [alone + 30 - 7, alone + 60 - 14]


def test_without_reviews_every_chart_says_so():
    empty = Portfolio(())
    summary = summarise(empty)
    assert "is not known" in charts.portfolio_exposure(summary).text
    assert "is not known" in charts.organisation_load(score_organisations(empty)).description
    assert "once there are two" in charts.portfolio_trend(list_boards(History())).text
    assert "No partnership" in charts.common_findings(find_common_findings(empty)).description


def test_findings_that_tie_are_all_said_to_come_up_most():
    rows = [[code, "Is it so?", "¶4.4", "red", 4, 5, 0.8, "Name one lead."] for code in ("RA104", "RA301")]
    columns = ["code", "question", "paragraph", "worst", "partnerships", "asked", "share", "remedy"]
    tied, one = (pd.DataFrame(part, columns=columns) for part in (rows, rows[:1]))
    assert charts.common_findings(tied).description == (
        "2 findings come up most, each in 4 partnerships. The first asks: “Is it so?”"
    )
    assert charts.common_findings(one).description == (
        "One finding comes up most, in 4 of the 5 that are asked it at their stage. "
        "RA104 asks: “Is it so?” What to do: Name one lead."
    )
    everywhere, alone = one.assign(asked=4), tied.assign(partnerships=1)
    assert "in all 4 that are asked it at their stage" in charts.common_findings(everywhere).description
    assert charts.common_findings(alone).description == (
        "No finding comes up in more than one partnership. 2 findings come up, each in one alone."
    )


def test_all_with_most_at_stake_are_named_among_those_that_are_known():
    def words(*pounds: float | None) -> str:
        rows = [{"partnership": f"P{n}", "exposure_mean": x, "exposure_p80": x} for n, x in enumerate(pounds)]
        return charts.portfolio_exposure(pd.DataFrame(rows)).description

    assert words(2000, 1000) == "P0 has most at stake: £2,000 at P80. The means add up to £3,000 a year."
    assert words(2000, 2000, None) == (
        "P0 and P1 have most at stake of those that are known: £2,000 each at P80. "
        "The means add up to £4,000 a year. Of 1 partnership it is not known."
    )
    assert words(2000, None).startswith("P0 has most at stake, the only one that is known: £2,000 at P80.")


def test_what_a_finding_asks_stands_whole_beside_its_bar():
    asked = "Does each partner answer, in writing, to the body that gives it its authority, and does that body know?"
    columns = ["code", "question", "paragraph", "worst", "partnerships", "asked", "share", "remedy"]
    rows = pd.DataFrame([["MA501", asked, "¶3.2", "red", 4, 5, 0.8, "Write it down."]], columns=columns)
    assert "…" not in charts.common_findings(rows).svg


def boards(*rows: tuple[int, int, int, int]) -> pd.DataFrame:
    """Boards, the latest first: month of 2026, partnerships, findings red and amber."""
    held = [[date(2026, month, 1), count, 1, red, amber] for month, count, red, amber in rows]
    return pd.DataFrame(held, columns=["on", "partnerships", "with_red", "red", "amber"])


def test_the_trend_says_how_far_and_since_when():
    figure = charts.portfolio_trend(boards((6, 60, 1240, 30), (3, 58, 1300, 30), (1, 50, 900, 20)))
    assert figure.headline == "60 fewer to act on than at the last board"
    assert "1,300 on 1 March 2026, 1,240 on 1 June 2026. To attend to: 30, then 30." in figure.description
    assert "At the first of 3 boards, 1 January 2026: 900 and 20." in figure.description
    assert "The two boards cover 58 and 60 partnerships." in figure.description
    assert ">Act now: 1,240<" in figure.svg


def test_a_trend_of_two_boards_alike_says_so_and_nothing_of_a_first():
    figure = charts.portfolio_trend(boards((6, 60, 5, 3), (3, 60, 5, 3)))
    assert figure.headline == "As many to act on as at the last board"
    assert "first" not in figure.description
    assert "cover" not in figure.description


def test_all_organisations_that_sit_in_most_partnerships_are_named():
    rows = [{"organisation": name, "partnerships": number} for name, number in (("A", 2), ("B", 2), ("C", 1))]
    assert _load_words(pd.DataFrame(rows)) == (
        "2 of 3 organisations sit in more than one partnership; A and B in most: 2."
    )
