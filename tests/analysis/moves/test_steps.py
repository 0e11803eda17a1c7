"""A step changes what it names in everything known, and nothing else; no file is touched."""

from __future__ import annotations

from datetime import date

import pytest
from pydantic import ValidationError

from partnerlab.analysis.moves.steps import Step, take_steps
from partnerlab.partnership import Partnership


@pytest.fixture
def hub() -> Partnership:
    return Partnership(
        name="Hub",
        purpose="Reach people",
        stage=[{"stage": "planning", "on": "2026-01-01"}],
        partners=[
            {"id": "A", "name": "Alpha", "representatives": [{"role": "Head", "authority": "refers back"}]},
            {"id": "B", "name": "Beta"},
        ],
        constraints=[{"kind": "budget", "text": "Little money"}],
    ).at(date(2026, 6, 1))


def test_a_value_is_set_in_a_row_within_a_row(hub: Partnership) -> None:
    changed = take_steps(hub, [Step("set", "partners.A.representatives.1.authority", "commits")])
    assert changed.partners[0].representatives[0].authority == "commits"
    assert changed.partners[1] == hub.partners[1]
    assert hub.partners[0].representatives[0].authority == "refers back"


def test_rows_without_an_id_go_by_their_number(hub: Partnership) -> None:
    changed = take_steps(hub, [Step("set", "constraints.1.response", "spend less")])
    assert changed.constraints[0].response == "spend less"


def test_a_row_is_added_in_the_words_of_the_file(hub: Partnership) -> None:
    post = {"organisation": "A", "role": "Director", "from": date(2026, 6, 1)}
    changed = take_steps(hub, [Step("add", "outcomes.sro", post)])
    assert (changed.outcomes.sro[0].role, changed.outcomes.sro[0].start) == ("Director", date(2026, 6, 1))


def test_what_is_dated_later_is_not_seen(hub: Partnership) -> None:
    lead = {"risk": "R1", "lead": "A", "on": date(2026, 7, 1)}
    changed = take_steps(hub, [Step("add", "leads", lead)])
    assert (len(changed.leads), len(changed.whole.leads)) == (0, 1)


def test_what_the_file_would_refuse_is_refused(hub: Partnership) -> None:
    with pytest.raises(ValidationError):
        take_steps(hub, [Step("set", "partners.A.representatives.1.authority", "perhaps")])
