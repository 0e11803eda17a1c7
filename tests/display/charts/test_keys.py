"""Keys of the samples' charts: in the order in which the data are drawn, and fills that differ in grey."""

from __future__ import annotations

import itertools
from collections.abc import Iterator
from typing import Any

import altair as alt
import pandas as pd
import pytest

from partnerlab.display.figure import Figure
from partnerlab.page.colour import contrast_ratio
from samples import SAMPLES

FILLED = {"bar", "rect", "area", "arc"}
LEAST_IN_GREY = 1.3
"""Contrast by which two fills are told apart on a print without colour; ours."""

LABELLED = {
    "Risks by likelihood and impact, as they stand": "each cell has a shape and its score",
    "How a dispute is settled": "each step says what it lacks, beside its shape",
    "What each risk would cost under each lead": "each cell has its cost, with a cross where it may not lead",
}
"""Figures whose fills say nothing that the words and shapes upon them do not say."""

Mark = dict[str, Any]


def figures(pieces: Any) -> list[Figure]:
    return [row for _, row in pieces if isinstance(row, Figure) and row.specification]


def marks_of(part: Mark, above: Mark | None = None) -> Iterator[Mark]:
    """Yield each layer of a specification with the encodings and the data that it shares with others."""
    whole = {**(above or {}), **{key: part[key] for key in ("data",) if key in part}}
    whole["encoding"] = {**whole.get("encoding", {}), **part.get("encoding", {})}
    inner = [row for key in ("layer", "hconcat", "vconcat", "concat") for row in part.get(key, ())]
    for row in [*inner, *([part["spec"]] if "spec" in part else [])]:
        yield from marks_of(row, whole)
    if "mark" in part:
        mark = part["mark"]
        yield {**whole, "mark": mark if isinstance(mark, str) else mark["type"]}


def rows_of(mark: Mark, specification: Mark) -> pd.DataFrame:
    data = mark.get("data", {})
    return pd.DataFrame(specification["datasets"][data["name"]] if "name" in data else data.get("values", []))


def domain_of(mark: Mark) -> tuple[str, list[Any], list[str]]:
    """Field, values in the key and colours of a mark that is filled by kind; empty where it is not."""
    look = mark["encoding"].get("color", {})
    scale = look.get("scale") or {}
    return str(look.get("field", "")), list(scale.get("domain", ())), list(scale.get("range", ()))


def drawn_orders(mark: Mark, rows: pd.DataFrame, field: str) -> Iterator[list[Any]]:
    """Yield the kinds along each bar that is made of several, from its beginning."""
    encoding = mark["encoding"]
    along = "x" if encoding.get("y", {}).get("type") in {"nominal", "ordinal"} else "y"
    across = encoding.get("y" if along == "x" else "x", {}).get("field")
    if across not in rows or field not in rows:
        return
    placed = f"{along}2" in encoding
    by = encoding[along]["field"] if placed else encoding.get("order", {}).get("field")
    for _, bar in rows.groupby(across, sort=False):
        if len(set(bar[field])) > 1 and (placed or encoding[along].get("stack", True) is not None):
            assert by, f"the order of {field} is left to the alphabet"
            yield list(dict.fromkeys(bar.sort_values(by, kind="stable")[field]))


def wrong_orders(figure: Figure) -> list[str]:
    found = []
    for mark in marks_of(figure.specification):
        field, domain, _ = domain_of(mark)
        rows = rows_of(mark, figure.specification)
        if mark["mark"] != "bar" or not domain or rows.empty or mark["encoding"]["color"].get("legend", "") is None:
            continue
        orders = drawn_orders(mark, rows, field)
        wrong = [order for order in orders if order != [kind for kind in domain if kind in order]]
        found += [f"{figure.title}: key {domain}, drawn {order}" for order in wrong]
    return found


def alike_in_grey(figure: Figure) -> list[str]:
    found = []
    for mark in marks_of(figure.specification):
        _, domain, colours = domain_of(mark)
        if mark["mark"] not in FILLED or figure.title in LABELLED:
            continue
        pairs = itertools.combinations(dict(zip(colours, domain, strict=False)).items(), 2)
        found += [
            f"{figure.title}: {one} and {other}"
            for (first, one), (second, other) in pairs
            if contrast_ratio(first, second) < LEAST_IN_GREY
        ]
    return found


@pytest.mark.parametrize("sample", SAMPLES)
def test_a_key_has_the_order_in_which_the_bars_are_drawn(shown: Any, sample: str) -> None:
    assert [row for figure in figures(shown(sample)) for row in wrong_orders(figure)] == []


@pytest.mark.parametrize("sample", SAMPLES)
def test_fills_are_told_apart_in_grey(shown: Any, sample: str) -> None:
    assert [row for figure in figures(shown(sample)) for row in alike_in_grey(figure)] == []


def test_a_key_in_another_order_and_fills_alike_would_be_seen() -> None:
    rows = pd.DataFrame({"who": ["A", "A"], "kind": ["b", "a"], "number": [1, 2]})
    scale = alt.Scale(domain=["b", "a"], range=["#0a583d", "#0b5a3f"])
    chart = (
        alt.Chart(rows)
        .mark_bar()
        .encode(x="number:Q", y="who:N", color=alt.Color("kind:N", scale=scale), order=alt.Order("kind:N"))
    )
    figure = Figure(chart, title="Who", description="A has 3.", units="number", table=rows)
    assert wrong_orders(figure) == ["Who: key ['b', 'a'], drawn ['a', 'b']"]
    assert alike_in_grey(figure) == ["Who: b and a"]
