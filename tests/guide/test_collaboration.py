from __future__ import annotations

import pytest

from partnerlab import guide
from partnerlab.errors import GuideError


def test_frey_counts_from_none_to_collaboration() -> None:
    assert {level.value: level.label for level in guide.levels("frey")} == {
        0: "none",
        1: "networking",
        2: "cooperation",
        3: "coordination",
        4: "coalition",
        5: "collaboration",
    }


def test_frey_is_the_scheme_unless_another_is_named() -> None:
    assert guide.levels() == guide.levels("frey")


def test_the_schemes_disagree_on_cooperation_and_coordination() -> None:
    above = {
        scheme.id: scheme.level("coordination").value > scheme.level("cooperation").value
        for scheme in guide.level_schemes()
    }
    assert above == {"frey": True, "continuum-4": True, "himmelman": False, "partner-4": True}


@pytest.mark.parametrize("scheme", guide.level_schemes(), ids=lambda scheme: scheme.id)
def test_levels_rise_by_one_and_no_scheme_is_the_guides(scheme: guide.LevelScheme) -> None:
    values = [level.value for level in scheme.levels]
    assert values == list(range(values[0], values[0] + len(values)))
    assert not scheme.in_guide


def test_an_attribute_that_no_source_gives_is_none() -> None:
    assert guide.level_scheme("continuum-4").level("cooperation").duration is None


def test_an_unknown_scheme_or_level_is_answered_with_the_nearest() -> None:
    with pytest.raises(GuideError, match='did you mean "himmelman"'):
        guide.levels("himelman")
    with pytest.raises(GuideError, match='did you mean "coalition"'):
        guide.level_scheme("frey").level("coaliton")
