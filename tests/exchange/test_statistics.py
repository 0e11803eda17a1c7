"""Statistics from a file, whichever format it is in, described in words."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from partnerlab.errors import InputError
from partnerlab.exchange.statistics import describe, read_statistics


def test_a_saved_answer_of_the_portal_is_described_in_words(lonely: dict[str, Any], save: Callable[..., Path]) -> None:
    cube = read_statistics(str(save(lonely)))
    assert describe(cube, cube.time) == [
        "Indicator - Loneliness",
        "  published by: NISRA",
        "  table: INDLONEEQ",
        "  licence: Crown Copyright (https://www.nisra.gov.uk/crown-copyright)",
        "  updated: 11 March 2025",
        "\nStatistic (STATISTIC): 1 category",
        "    1  Percentage who were lonely 'often/always' or 'some of the time' (INDLONE), in %, 1 decimal",
        "\nFinancial year (TLIST(A1)): time, 3 periods, 2021/22 to 2023/24",
        "\nEquality Groups (EQUALGROUPS): 3 categories",
        "    1  Northern Ireland (N92000002)",
        "    2  Sex - Male (1)",
        "    3  Sex - Female (2)",
        "\nNotes of the publisher:",
        "  Loneliness",
        "  A lower figure is better. [31m",
    ]


def test_sdmx_is_told_by_its_heading(tmp_path: Path) -> None:
    path = tmp_path / "a.csv"
    path.write_text("\ufeffDATAFLOW,TIME_PERIOD,OBS_VALUE\nA:B(1.0),2022,5\n", encoding="utf-8")
    assert [dimension.id for dimension in read_statistics(str(path)).dimensions] == ["DATAFLOW", "TIME_PERIOD"]


@pytest.mark.parametrize(
    ("data", "says"),
    [
        (b"<!DOCTYPE html><p>Sorry", "is a web page"),
        (b"period,value\n", 'begins with "period,value"'),
        (b"", "is neither JSON-stat 2.0 nor SDMX-CSV"),
        (b"DATAFLOW,\xe9", "is not UTF-8"),
    ],
)
def test_anything_else_is_refused_by_what_it_looks_like(tmp_path: Path, data: bytes, says: str) -> None:
    path = tmp_path / "a.txt"
    path.write_bytes(data)
    with pytest.raises(InputError) as raised:
        read_statistics(str(path))
    assert says in str(raised.value)


def test_a_missing_file_is_told() -> None:
    with pytest.raises(InputError, match=r"nowhere\.json: does not exist"):
        read_statistics("nowhere.json")
