"""Law younger than the guide says that it is not the guide's, and how sure its day is."""

from __future__ import annotations

from datetime import date

from partnerlab.guide import laws


def test_the_day_of_the_data_act_is_known_and_marked_as_inferred():
    (act,) = laws()
    assert act.in_force == date(2026, 2, 5)
    assert act.certainty == "inferred"
    assert not act.in_guide
