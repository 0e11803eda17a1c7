from __future__ import annotations

import pandas as pd
import pytest

from partnerlab.errors import MethodError
from partnerlab.methods.pairs import gather_pairs


def test_both_sides_of_a_pair_are_gathered_in_one_row():
    table = gather_pairs(pd.DataFrame({"source": ["B", "A"], "target": ["A", "B"], "value": [1, 4]}), ["value"])
    assert table[["first", "second", "value_low", "value_high"]].to_numpy().tolist() == [["A", "B", 1, 4]]


def test_a_pair_nobody_gave_a_value_for_is_kept_without_one():
    table = gather_pairs(pd.DataFrame({"source": ["A"], "target": ["B"], "value": [None]}), ["value"])
    assert table["value_low"].isna().all()
    assert table["answers"].tolist() == [0]


def test_text_among_numbers_is_refused_with_its_place():
    with pytest.raises(MethodError, match='A about B: value "much" is not a number'):
        gather_pairs(pd.DataFrame({"source": ["A"], "target": ["B"], "value": ["much"]}), ["value"])
