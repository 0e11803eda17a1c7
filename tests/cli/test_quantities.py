from __future__ import annotations

import click
import pytest

from partnerlab.cli.quantities import size_of, time_of


@pytest.mark.parametrize(
    ("text", "bytes_"), [("0", 0), ("10MB", 10**7), ("1.5 gb", 15 * 10**8), ("1GiB", 2**30), ("2k", 2000)]
)
def test_sizes_are_read_as_people_write_them(text: str, bytes_: int) -> None:
    assert size_of(text) == bytes_


@pytest.mark.parametrize(("text", "seconds"), [("600", 600), ("90s", 90), ("10m", 600), ("2 h", 7200), ("0", 0)])
def test_times_are_read_as_people_write_them(text: str, seconds: float) -> None:
    assert time_of(text) == seconds


@pytest.mark.parametrize(("read", "text"), [(size_of, "lots"), (size_of, "-1MB"), (time_of, "3 days"), (time_of, "")])
def test_what_cannot_be_read_is_told_with_the_way_to_write_it(read: object, text: str) -> None:
    assert callable(read)
    with pytest.raises(click.BadParameter, match=f'"{text}" is not a .*; write it as '):
        read(text)
