"""The fixed words of templates and notebooks are read as a page shows them."""

from __future__ import annotations

from pathlib import Path

import pytest
from supply.markup import read_html, read_template


@pytest.mark.parametrize(
    ("template", "said"),
    [
        ("<p>Nobody leads.</p>", [("Nobody leads.", "")]),
        ("<p><b>{{ row.what }}</b> by {{ row.due }}</p>", [("<1>{what}</1> by {due}", ""), ("{what}", "")]),
        ("<p>{{ told }}{% if rows %} Find out first:{% endif %}</p>", [("{told}", ""), ("Find out first:", "")]),
        ('<p>{{ x|length }} word{{ "s" if x }}</p>', [("{n} word", "{n} words")]),
        (
            '<p>This {{ "review" if review else "notebook" }} failed.</p>',
            [("review", ""), ("notebook", ""), ("This review failed.", ""), ("This notebook failed.", "")],
        ),
        ('<nav aria-label="Pages"><a href="{{ address }}">All</a></nav>', [("Pages", ""), ("All", "")]),
    ],
)
def test_a_template_is_read(tmp_path: Path, template: str, said: list[tuple[str, str]]):
    file = tmp_path / "part.html.jinja"
    file.write_text(template, encoding="utf-8")
    assert list(dict.fromkeys(row for row in read_template(file) if row != ("s", ""))) == said


def test_a_run_is_read_whole_and_what_is_in_it_by_itself():
    assert read_html("<p>Set <code>lead</code> for <em>each</em> risk.</p>") == [
        "Set `lead` for <1>each</1> risk.",
        "each",
    ]
