"""A chart's specification is what Altair writes, in the page's look."""

from __future__ import annotations

from datetime import date

import altair as alt
import numpy as np
import pandas as pd
import pytest

from partnerlab.display.specification import read_rows, specify

COLUMNS = {
    "text": ["a", None, "c"],
    "number": [1.5, float("nan"), float("inf")],
    "whole": [1, 2, 3],
    "sure": [True, False, True],
    "mixed": [2, None, "x"],
    "scalars": [np.float64(0.5), np.nan, np.bool_(True)],
    "lists": [["a", "b"], None, np.array([1, 2])],
    "days": [date(2026, 3, 31), None, date(2026, 4, 1)],
    "kind": pd.Categorical(["x", None, "y"]),
    "words": pd.array(["a", None, "c"], dtype="string"),
    "maybe": pd.array([1, None, 3], dtype="Int64"),
    "moment": pd.to_datetime(["2026-03-31", None, "2026-04-01T10:00"], format="ISO8601"),
    7: [1, 2, 3],
}


@pytest.mark.parametrize("name", COLUMNS)
def test_rows_are_those_that_altair_reads(name: str | int) -> None:
    frame = pd.DataFrame({name: COLUMNS[name]})
    if name == 7:
        with pytest.raises(ValueError, match="must be strings"):
            read_rows(frame)
        return
    assert read_rows(frame) == alt.default_data_transformer(frame)


def test_a_frame_without_rows_and_data_by_address_are_read_as_ever() -> None:
    assert read_rows(pd.DataFrame({"a": []})) == {"values": []}
    assert read_rows({"values": [{"a": 1}]}) == {"values": [{"a": 1}]}


def test_too_many_rows_are_refused() -> None:
    with pytest.raises(alt.MaxRowsError):
        read_rows(pd.DataFrame({"a": range(5_001)}))


def test_the_users_own_way_of_reading_data_stays_in_force() -> None:
    before = alt.data_transformers.active
    specify(alt.Chart(pd.DataFrame({"a": [1]})).mark_bar())
    assert alt.data_transformers.active == before
