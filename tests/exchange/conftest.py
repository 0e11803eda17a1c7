"""Small files in the shape in which statistical offices publish: JSON-stat as NISRA's portal answers, SDMX-CSV."""

from __future__ import annotations

import copy
import json
from collections.abc import Callable
from datetime import date
from pathlib import Path
from typing import Any

import pytest

# In the shape of INDLONEEQ, updated 2025-03-11, with its values for three periods and three groups.
LONELY: dict[str, Any] = {
    "class": "dataset",
    "dimension": {
        "STATISTIC": {
            "category": {
                "index": "INDLONE",
                "label": {"INDLONE": "Percentage who were lonely 'often/always' or 'some of the time'"},
                "unit": {"INDLONE": {"decimals": 1, "label": "%", "position": "end"}},
            },
            "label": "Statistic",
        },
        "TLIST(A1)": {
            "category": {
                "index": ["2021/22", "2022/23", "2023/24"],
                "label": {year: year for year in ("2021/22", "2022/23", "2023/24")},
            },
            "label": "Financial year",
        },
        "EQUALGROUPS": {
            "category": {
                "index": ["N92000002", "1", "2"],
                "label": {"N92000002": "Northern Ireland", "1": "Sex - Male", "2": "Sex - Female"},
            },
            "label": "Equality Groups",
        },
    },
    "extension": {
        "matrix": "INDLONEEQ",
        "copyright": {"name": "Crown Copyright", "code": "NISRA", "href": "https://www.nisra.gov.uk/crown-copyright"},
    },
    "id": ["STATISTIC", "TLIST(A1)", "EQUALGROUPS"],
    "label": "Indicator - Loneliness",
    "note": ["[b]Loneliness[/b]\r\n\r\nA lower figure is better.\u001b[31m"],
    "role": {"metric": "STATISTIC", "time": "TLIST(A1)"},
    "size": [1, 3, 3],
    "updated": "2025-03-11T15:01:47.743Z",
    "value": [20.2, 18.1, 22.1, 19.4, None, 20.4, 17.8, 15.9, 19.7],
    "version": "2.0",
}


@pytest.fixture
def lonely() -> dict[str, Any]:
    """A dataset that a test may change."""
    return copy.deepcopy(LONELY)


@pytest.fixture
def save(tmp_path: Path) -> Callable[..., Path]:
    """Save a dataset as the portal answers with it."""

    def write(dataset: dict[str, Any], name: str = "lonely.json") -> Path:
        path = tmp_path / name
        path.write_text(json.dumps({"jsonrpc": "2.0", "result": dataset, "id": {}}), encoding="utf-8")
        return path

    return write


@pytest.fixture(autouse=True)
def _today(monkeypatch: pytest.MonkeyPatch) -> None:
    """Let every test of this kind run on one day, whatever the clock says."""
    monkeypatch.setattr("partnerlab.partnership.reading.today", lambda: date(2030, 1, 1))
