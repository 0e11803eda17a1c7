"""The style asks for nothing, and the policy allows it to the letter and nothing else."""

from __future__ import annotations

import base64
import re
from hashlib import sha256

import pytest

from partnerlab.page.style import quote_for_style, write_policy, write_style
from partnerlab.page.theme import default_theme


def test_the_style_asks_for_no_other_file() -> None:
    style = write_style(default_theme(), marking="OFFICIAL", running_title="Risks")
    assert not re.search(r"url\(|@import|@font-face", style)


def test_the_policy_names_the_style_by_its_hash() -> None:
    style = write_style(default_theme())
    digest = base64.b64encode(sha256(style.encode()).digest()).decode()
    assert f"style-src 'sha256-{digest}'" in write_policy(style)
    assert "unsafe" not in write_policy(style)
    assert write_policy(style).startswith("default-src 'none'")


@pytest.mark.parametrize("text", ['"; } body { background: url(x)', "</style><script>", "\\", "a\nb", "é–"])
def test_a_marking_cannot_leave_its_quotes(text: str) -> None:
    quoted = quote_for_style(text)
    inside = quoted[1:-1]
    assert not re.search(r'["<>{};\n]', inside)
    decoded = re.sub(r"\\([0-9a-f]+) ", lambda found: chr(int(found[1], 16)), inside)
    assert decoded == text


def test_a_marking_stands_at_head_and_foot_of_every_printed_page() -> None:
    style = write_style(default_theme(), marking="OFFICIAL")
    assert style.count('content:"OFFICIAL"') == 2
    assert 'content:"OFFICIAL"' not in write_style(default_theme())


def test_every_colour_that_the_style_uses_is_in_the_palette() -> None:
    style = write_style(default_theme())
    assert set(re.findall(r"var\(--pl-(\w+)", style)) <= set(default_theme().light)
