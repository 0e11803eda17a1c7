"""Names in another language carry it wherever they are read, and nothing else does."""

from __future__ import annotations

import pytest

from partnerlab.page.markup import write_markup
from partnerlab.page.render.languages import mark_languages
from partnerlab.page.render.sanitise import read_html as read

LANGUAGES = {"Foras na Gaeilge": "ga", "Foras": "ga", "Ulster-Scotch Leid": "sco"}


@pytest.mark.parametrize(
    ("given", "marked"),
    [
        ("<p>Foras na Gaeilge</p>", '<p><span lang="ga">Foras na Gaeilge</span></p>'),
        (
            "<p>Both <b>Foras</b> and Ulster-Scotch Leid lead.</p>",
            '<p>Both <b><span lang="ga">Foras</span></b> and <span lang="sco">Ulster-Scotch Leid</span> lead.</p>',
        ),
        (
            "<p>Foras, Foras</p>",
            '<p><span lang="ga">Foras</span>, <span lang="ga">Foras</span></p>',
        ),
        ("<p>Forastown, aForas</p>", "<p>Forastown, aForas</p>"),
        ("<p><code>Foras</code></p>", "<p><code>Foras</code></p>"),
        ('<p><i lang="ga">Foras</i></p>', '<p><i lang="ga">Foras</i></p>'),
    ],
)
def test_a_name_is_marked_as_a_whole_and_only_where_it_is_read(given: str, marked: str):
    assert write_markup(mark_languages(read(given), LANGUAGES)) == marked


def test_without_names_in_another_language_nothing_changes():
    assert write_markup(mark_languages(read("<p>Foras</p>"), {})) == "<p>Foras</p>"
