"""What an element is called reaches those who listen; where it does not, that is told."""

from __future__ import annotations

import pytest

from partnerlab.page.audit.labels import find_label_faults


@pytest.mark.parametrize(
    ("tag", "attributes", "said"),
    [
        ("img", {}, "has no alternative"),
        ("img", {"alt": "chart-2.png"}, "the name of a file"),
        ("img", {"alt": "word " * 50}, "is one of text"),
        ("th", {}, "has no scope"),
        ("th", {"scope": "all"}, "has no scope"),
        ("p", {"role": "spinner"}, "has the role 'spinner' on a `p`"),
        ("nav", {"aria-label": "  "}, "has an empty name"),
        ("span", {"aria-label": "Risks"}, "which nobody hears"),
        ("p", {"lang": "Welsh"}, "the language 'Welsh'"),
    ],
)
def test_a_label_that_does_not_serve_is_told(tag: str, attributes: dict[str, str], said: str) -> None:
    assert [said in message for message in find_label_faults(tag, attributes)] == [True]


@pytest.mark.parametrize(
    ("tag", "attributes"),
    [
        ("img", {"alt": ""}),
        ("img", {"alt": "Three risks, two of them red"}),
        ("th", {"scope": "row"}),
        ("svg", {"role": "img"}),
        ("nav", {"aria-label": "Contents"}),
        ("p", {"lang": "cy"}),
    ],
)
def test_a_label_that_serves_has_no_fault(tag: str, attributes: dict[str, str]) -> None:
    assert list(find_label_faults(tag, attributes)) == []
