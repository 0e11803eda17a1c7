"""Contrast agrees with published numbers."""

from __future__ import annotations

import pytest

from partnerlab.page.colour import contrast_ratio, is_colour, relative_luminance


@pytest.mark.parametrize(
    ("front", "behind", "ratio"),
    [
        ("#000000", "#ffffff", 21.0),
        ("#ffffff", "#ffffff", 1.0),
        ("#767676", "#ffffff", 4.54),  # the lightest grey that WebAIM and others give as passing AA
        ("#777777", "#ffffff", 4.48),  # and the first that fails
        ("#0000ff", "#ffffff", 8.59),
        ("#ff0000", "#ffffff", 4.0),
    ],
)
def test_contrast_is_the_published_one(front: str, behind: str, ratio: float) -> None:
    assert contrast_ratio(front, behind) == pytest.approx(ratio, abs=0.005)


def test_contrast_does_not_depend_on_which_is_in_front() -> None:
    assert contrast_ratio("#0b5c7d", "#f4f6f5") == contrast_ratio("#f4f6f5", "#0b5c7d")


def test_pure_green_carries_most_of_the_light() -> None:
    assert relative_luminance("#00ff00") == pytest.approx(0.7152)


@pytest.mark.parametrize("text", ["", "#fff", "teal", "#12345g", "123456", "#1234567", None, 7])
def test_only_six_hexadecimal_digits_are_a_colour(text: object) -> None:
    assert not is_colour(text)
