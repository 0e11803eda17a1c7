"""A drawing in fewer words looks the same."""

from __future__ import annotations

from xml.etree import ElementTree as ET

import pytest

from partnerlab.page.simplify import simplify


def simplified(inside: str) -> str:
    drawing = ET.fromstring(f"<svg>{inside}</svg>")  # noqa: S314 - written in this file
    simplify(drawing)
    return ET.tostring(drawing, encoding="unicode").replace(" />", "/>")[5:-6]


@pytest.mark.parametrize(
    ("drawn", "fewer"),
    [
        # what cannot be seen
        ('<g fill="none"><path d="M0,0h9"/></g>', ""),
        ('<path d="" fill="red"/><g/><text/>', ""),
        # what can be seen, or is seen through, stays
        ('<path d="M0,0h9"/>', '<path d="M0,0h9"/>'),
        ('<g fill="none" stroke="red"><path d="M0,0h9"/></g>', '<g fill="none" stroke="red"><path d="M0,0h9"/></g>'),
        ('<clipPath id="a"><rect fill="none"/></clipPath>', '<clipPath id="a"><rect fill="none"/></clipPath>'),
        # groups that say nothing
        ('<g><g transform="translate(0,0)"><path d="M1,1"/></g></g>', '<path d="M1,1"/>'),
        # what all say, most say, and only some say
        (
            '<g><path d="M1" fill="a"/><path d="M2" fill="a"/><path d="M3" fill="b"/></g>',
            '<g fill="a"><path d="M1"/><path d="M2"/><path d="M3" fill="b"/></g>',
        ),
        (
            '<g><path d="M1" fill="a"/><path d="M2" fill="a"/><path d="M3" fill="a"/><path d="M4"/></g>',
            '<g fill="a"><path d="M1"/><path d="M2"/><path d="M3"/><path d="M4" fill="black"/></g>',
        ),
        (
            '<g><path d="M1" stroke="a"/><path d="M2"/></g>',
            '<g><path d="M1" stroke="a"/><path d="M2"/></g>',
        ),
        # opacity is not passed on, so it is not moved
        (
            '<g><path d="M1" opacity=".5"/><path d="M2" opacity=".5"/></g>',
            '<g><path d="M1" opacity=".5"/><path d="M2" opacity=".5"/></g>',
        ),
        # lines that look alike
        (
            '<g><line transform="translate(1,2)" x2="3" y2="0" stroke="a"/><line transform="translate(4,5)" x2="0" '
            'y2="-6" stroke="a"/></g>',
            '<path d="M1,2l3,0M4,5l0,-6" stroke="a"/>',
        ),
        (
            '<g><line transform="rotate(9)" x2="3" stroke="a"/><line transform="scale(2)" x2="0" stroke="a"/></g>',
            '<g stroke="a"><line transform="rotate(9)" x2="3"/><line transform="scale(2)" x2="0"/></g>',
        ),
        # circles and letters
        (
            '<path transform="translate(3,4)" d="M5.5,0A5.5,5.5,0,1,1,-5.5,0A5.5,5.5,0,1,1,5.5,0"/>',
            '<circle cx="3" cy="4" r="5.5"/>',
        ),
        (
            '<path transform="translate(156,15)" d="M-5.7,-5.7L5.7,-5.7L5.7,5.7L-5.7,5.7Z"/>',
            '<path d="M150.3,9.3h11.4v11.4h-11.4Z"/>',
        ),
        (
            '<path transform="translate(10,0)" d="M0,0L1,1ZM-1,-1L2,-1"/>',
            '<path d="M10,0l1,1ZM9,-1h3"/>',
        ),
        # a line that is nowhere moved to, and one that goes on from where it was closed
        ('<path d="M160.54,140L162.91,142.8L162.91,150"/>', '<path d="M160.54,140l2.37,2.8v7.2"/>'),
        ('<path d="M5,5L9,5L9,9ZL6,8"/>', '<path d="M5,5h4v4Zl1,3"/>'),
        ('<path d="M5.5,0A5.5,5.5,0,1,1,-5.5,0A5.5,5.5,0,1,1,5.5,0"/>', '<circle cx="0" cy="0" r="5.5"/>'),
        # boxes in one fill, strokes in one stroke; not what is filled and stroked, or seen through
        (
            '<g fill="red"><path d="M0,0h9v4h-9Z"/><path d="M9,0h9v4h-9Z"/><path d="M1,1h9"/></g>',
            '<g fill="red"><path d="M0,0h9v4h-9ZM9,0h9v4h-9Z"/><path d="M1,1h9"/></g>',
        ),
        (
            '<g fill="none" stroke="red"><path d="M0,0h9"/><path d="M1,1v2"/></g>',
            '<g fill="none" stroke="red"><path d="M0,0h9M1,1v2"/></g>',
        ),
        (
            '<g fill="red" stroke="blue"><path d="M0,0h9v4h-9Z"/><path d="M9,0h9v4h-9Z"/></g>',
            '<g fill="red" stroke="blue"><path d="M0,0h9v4h-9Z"/><path d="M9,0h9v4h-9Z"/></g>',
        ),
        (
            '<g fill-opacity=".5"><path d="M0,0h9v4h-9Z"/><path d="M1,0h9v4h-9Z"/></g>',
            '<g fill-opacity=".5"><path d="M0,0h9v4h-9Z"/><path d="M1,0h9v4h-9Z"/></g>',
        ),
        (
            '<g fill="red"><path d="M0,0h9v4h-9Z" opacity=".5"/><path d="M1,0h9v4h-9Z" opacity=".5"/></g>',
            '<g fill="red"><path d="M0,0h9v4h-9Z" opacity=".5"/><path d="M1,0h9v4h-9Z" opacity=".5"/></g>',
        ),
        (
            '<g fill="red"><path d="M0,0h9v4h-9Z"/><path d="M0,4v-4h9v4Z"/></g>',
            '<g fill="red"><path d="M0,0h9v4h-9Z"/><path d="M0,4v-4h9v4Z"/></g>',
        ),
        ('<text transform="translate(3,4)">a</text>', '<text x="3" y="4">a</text>'),
        (
            '<text transform="translate(3,4) rotate(9)">a</text>',
            '<text transform="translate(3,4) rotate(9)">a</text>',
        ),
    ],
)
def test_fewer_words_say_the_same(drawn: str, fewer: str) -> None:
    assert simplified(drawn) == fewer
    assert simplified(fewer) == fewer


def test_the_second_line_of_a_text_stays_under_the_first():
    text = '<text transform="translate(413,184)"><tspan>R5, R7</tspan><tspan x="0" dy="15">R25</tspan></text>'
    assert simplified(text) == text
