"""A page falls into runs of text, and is written again to the letter where nothing is said anew."""

from __future__ import annotations

import pytest

from partnerlab.page.translation.runs import Run, change_runs


def runs(html: str) -> list[str]:
    found: list[str] = []

    def say(run: Run) -> str:
        found.append("".join(part.write() for part in run))
        return found[-1]

    assert change_runs(html, say, lambda tag: tag, lambda drawing: drawing) == html
    return found


@pytest.mark.parametrize(
    ("html", "said"),
    [
        ("<p>One <b>two</b></p><p>three</p>", ["One <b>two</b>", "three"]),
        ("<tr><th>a<td>b", ["a", "b"]),  # ends that HTML lets a writer leave out
        ("<a><div>in</div></a>", ["in"]),  # a block within a line
        ("<b>a<p>b</p>c</b>", ["a", "b", "c"]),
        ("a</b>c", ["a", "c"]),
        ("<p>a<br>b <svg><text>x</text></svg> c</p>", ["a<br>b <svg><text>x</text></svg> c"]),
        ("<pre>x = 1</pre><script>y</script>z", ["z"]),
        ('<p title="a > b">c</p>', ["c"]),
        ("a < b", ["a < b"]),
        ("<p></p>", []),
        ("", []),
    ],
)
def test_a_run_is_what_is_read_in_one_go(html: str, said: list[str]):
    assert runs(html) == said
