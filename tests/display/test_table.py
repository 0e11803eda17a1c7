"""Tables: every cell is text, every heading has a scope, what is missing is said."""

from __future__ import annotations

import re
from base64 import b64decode
from datetime import date
from html.parser import HTMLParser
from urllib.parse import unquote

import numpy as np
import pandas as pd
import pytest
from markupsafe import escape

from partnerlab.display.table import LONG, Table, table, write_address, write_csv, write_text
from partnerlab.errors import DisplayError

HOSTILE = "</td><script>alert(1)</script>"


class Cells(HTMLParser):
    """Texts of headings and cells, with scope and class."""

    def __init__(self, html: str) -> None:
        super().__init__()
        self.found: list[tuple[str, dict[str, str | None], str]] = []
        self._open: tuple[str, dict[str, str | None]] | None = None
        self._text = ""
        self.feed(html)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        if tag in ("th", "td", "caption"):
            self._open, self._text = (tag, dict(attrs)), ""

    def handle_data(self, data: str) -> None:
        self._text += data

    def handle_endtag(self, tag: str) -> None:
        if self._open and tag == self._open[0]:
            self.found.append((*self._open, self._text))
            self._open = None

    def texts(self, tag: str) -> list[str]:
        return [text for found, _, text in self.found if found == tag]


def cells_of(frame: pd.DataFrame, **options: object) -> Cells:
    return Cells(table(frame, caption="C", **options).html)


def test_headings_of_columns_and_rows_have_their_scope() -> None:
    cells = cells_of(pd.DataFrame({"lead_body": ["DoJ"], "risks": [2]}))
    headings = [(attributes["scope"], text) for tag, attributes, text in cells.found if tag == "th"]
    assert headings == [("col", "Lead body"), ("col", "Risks"), ("row", "DoJ")]


def test_the_column_that_names_the_row_can_be_chosen() -> None:
    cells = cells_of(pd.DataFrame({"risks": [2], "partner": ["DoJ"]}), row_header="partner")
    assert [text for tag, attributes, text in cells.found if attributes.get("scope") == "row"] == ["DoJ"]


@pytest.mark.parametrize("missing", [None, np.nan, pd.NA, pd.NaT, ""])
def test_what_is_missing_is_said_and_never_nought(missing: object) -> None:
    cells = cells_of(pd.DataFrame({"a": ["x", "y"], "b": pd.Series([missing, missing], dtype=object)}))
    assert cells.texts("td") == ["not recorded"] * 2


def test_nought_is_a_number() -> None:
    assert cells_of(pd.DataFrame({"a": ["x"], "b": [0]})).texts("td") == ["0"]


def test_numbers_of_a_column_have_the_same_decimals_and_stand_under_each_other() -> None:
    html = table(pd.DataFrame({"a": ["x", "y"], "cost": [1234.5, 2.25]}), caption="C").html
    assert Cells(html).texts("td") == ["1,234.50", "2.25"]
    assert '<table class="pl-own pl-number-2">' in html


def test_numbers_are_written_as_asked() -> None:
    assert cells_of(pd.DataFrame({"a": ["x"], "b": [0.25]}), formats={"b": "{:.0%}"}).texts("td") == ["25%"]


@pytest.mark.parametrize(
    ("value", "words"),
    [(date(2026, 3, 1), "1 March 2026"), (True, "yes"), (False, "no"), (("a", "b"), "a, b"), ({"b", "a"}, "a, b")],
)
def test_values_are_written_in_words(value: object, words: str) -> None:
    assert write_text(value) == words


def test_units_stand_in_the_heading() -> None:
    assert "Cost (£)" in cells_of(pd.DataFrame({"a": ["x"], "cost": [1]}), units={"cost": "£"}).texts("th")


def test_every_text_is_shown_as_it_was_typed_and_nothing_runs() -> None:
    frame = pd.DataFrame({HOSTILE: [HOSTILE], "b": [HOSTILE]})
    shown = Table(frame, HOSTILE, note=HOSTILE, units={"b": HOSTILE}, download=True)
    cells = Cells(shown.html)
    assert cells.texts("caption") == [HOSTILE]
    assert cells.texts("td") == [HOSTILE]
    assert "<script" not in shown.html


def test_lights_are_words_and_shapes() -> None:
    html = table(pd.DataFrame({"risk": ["R1", "R2"], "severity": ["red", None]}), caption="C").html
    assert "Act now" in html
    assert "not recorded" in html


def test_a_number_column_that_merely_looks_like_lights_is_not_one() -> None:
    assert "pl-light" not in table(pd.DataFrame({"a": ["red", "blue"]}), caption="C").html


def test_long_tables_scroll_inside_themselves_and_the_keyboard_can_reach_them() -> None:
    short, long = (pd.DataFrame({"a": range(rows)}) for rows in (LONG, LONG + 1))
    assert "pl-long" not in table(short, caption="C").html
    html = table(long, caption="C").html
    assert "pl-long" in html
    assert 'tabindex="0"' in html


def test_an_empty_table_says_so() -> None:
    assert cells_of(pd.DataFrame({"a": []}), empty="No risks yet.").texts("td") == ["No risks yet."]


def test_an_index_with_a_name_is_shown() -> None:
    frame = pd.DataFrame({"risks": [2]}, index=pd.Index(["DoJ"], name="partner"))
    assert cells_of(frame).texts("th") == ["Partner", "Risks", "DoJ"]


def test_a_table_without_caption_or_columns_is_refused() -> None:
    with pytest.raises(DisplayError, match="caption"):
        table(pd.DataFrame({"a": [1]}), caption=" ")
    with pytest.raises(DisplayError, match="no column"):
        table(pd.DataFrame(), caption="C")


def test_a_column_that_is_not_there_is_named() -> None:
    with pytest.raises(DisplayError, match="names column cost, which is not there; columns are a"):
        table(pd.DataFrame({"a": [1]}), caption="C", units={"cost": "£"})


@pytest.mark.parametrize("start", ["=", "+", "-", "@", "\t", "\r"])
def test_a_saved_table_holds_no_formula(start: str) -> None:
    address = write_address(write_csv(pd.DataFrame({"a": [f"{start}HYPERLINK(1)"]})))
    head, _, content = address.partition(",")
    text = b64decode(content).decode() if head.endswith("base64") else unquote(content)
    assert f"'{start}HYPERLINK(1)" in text


def test_a_negative_number_stays_a_number() -> None:
    head, _, content = write_address(write_csv(pd.DataFrame({"a": [-1.5]}))).partition(",")
    text = b64decode(content).decode() if head.endswith("base64") else unquote(content)
    assert text.split() == ["\ufeffa", "-1.5"]


def test_what_the_findings_name_can_be_found_from_the_table() -> None:
    frame = pd.DataFrame({"partner": ["A"]})
    html = table(frame, caption="Roles", shows=["MA401", "MA402"]).html
    assert 'Checks on this: <span id="shows-MA401">MA401</span>, <span id="shows-MA402">' in html
    assert "Checks on this" not in table(frame, caption="Roles").html


def test_csv_is_what_pandas_writes_of_the_same_cells() -> None:
    frame = pd.DataFrame(
        {
            "text": ["a, b", None, 'say "yes"'],
            "number": [1.5, float("nan"), 1e-7],
            "whole": [1, 2, -3],
            "maybe": pd.array([1, None, 3], dtype="Int64"),
            "sure": [True, False, True],
            "mixed": [2, 0.1, pd.NA],
            "day": pd.to_datetime(["2026-03-31", None, "2026-04-01"]),
            "kind": pd.Categorical(["x", None, "y"]),
            "named": [["PSNI"], date(2026, 3, 31), "line\nbreak"],
        }
    )
    assert write_csv(frame) == frame.to_csv(index=False, lineterminator="\r\n")
    assert write_csv(frame[["text"]]) == frame[["text"]].to_csv(index=False, lineterminator="\r\n")
    assert write_csv(frame.iloc[:0]) == frame.iloc[:0].to_csv(index=False, lineterminator="\r\n")


@pytest.mark.parametrize(("most", "rows"), [(None, 5), (5, 5), (4, 4)])
def test_a_table_may_show_its_first_rows_and_save_all(most: int | None, rows: int) -> None:
    frame = pd.DataFrame({"risk": [f"R{n}" for n in range(5)]})
    shown, whole = (Table(frame, "Risks", most=each, download=True).html for each in (most, None))
    assert shown.count('<th scope="row">') == rows
    assert ("The first 4 of 5 rows" in shown) is (rows < 5)
    saved = re.compile(r'href="(data:[^"]*)"')
    assert saved.findall(shown) == saved.findall(whole) != []


def test_only_a_table_that_can_be_saved_says_that_all_is_saved() -> None:
    frame = pd.DataFrame({"a": range(3)})
    told = {download: Table(frame, "A", most=2, download=download).html for download in (True, False)}
    assert "The first 2 of 3 rows; the file that can be saved has all." in told[True]
    assert "The first 2 of 3 rows." in told[False]


@pytest.mark.parametrize(("columns", "crowded"), [(8, False), (9, True)])
def test_a_table_of_many_columns_has_smaller_letters(columns: int, crowded: bool) -> None:
    frame = pd.DataFrame({f"c{number}": [number] for number in range(columns)})
    assert ("pl-crowded" in Table(frame, "A").html) is crowded


def test_columns_below_another_stand_in_its_cells_and_the_file_keeps_them() -> None:
    frame = pd.DataFrame(
        {"id": ["A1", "A2"], "what": ["Ask", "A2"], "due": [date(2026, 3, 31), None], "cost": [5, 60], "limit": [5, 70]}
    )
    below = {"id": "what", "due": "what", "limit": "cost"}
    shown = Table(frame, "Steps", units={"cost": "£"}, below=below, missing="–", download=True)
    html = str(shown.html)
    assert re.findall(r'<th scope="col">(\w+)', html) == ["What", "Cost"]
    assert '<th scope="row">Ask <small>Id: A1</small> <small>Due: 31 March 2026</small></th>' in html
    assert '<th scope="row">A2</th>' in html  # neither what is missing nor what repeats the row's name is said below
    assert "<td>5 <small>Limit: 5</small></td>" in html  # a number that is the same by chance is said
    assert "pl-number-2" in html
    assert escape(write_address(write_csv(frame))) in html


def test_a_unit_stands_with_its_heading_below_too() -> None:
    frame = pd.DataFrame({"what": ["Ask"], "cost": [5]})
    assert "<small>Cost (£): 5</small>" in Table(frame, "Steps", units={"cost": "£"}, below={"cost": "what"}).html


@pytest.mark.parametrize(
    ("below", "said"),
    [
        ({"lost": "what"}, "names column lost, which is not there"),
        ({"due": "lost"}, "names column lost, which is not there"),
        ({"due": "what", "cost": "due"}, "has a column below due, which is below another"),
    ],
)
def test_a_column_stands_below_one_that_is_there_and_seen(below: dict[str, str], said: str) -> None:
    frame = pd.DataFrame({"what": ["Ask"], "due": ["soon"], "cost": [5]})
    with pytest.raises(DisplayError, match=said):
        Table(frame, "Steps", below=below)


@pytest.mark.parametrize(("rows", "long"), [(12, False), (13, True)])
def test_a_table_that_scrolls_says_so(rows: int, long: bool) -> None:
    html = Table(pd.DataFrame({"c": range(rows)}), "A").html
    assert (f"Scroll inside the table to see all rows ({rows})." in html) is long


def test_a_key_between_backticks_is_written_as_code_in_cells_and_notes() -> None:
    shown = Table(pd.DataFrame({"what": ["List it under `reviews`."]}), "Steps", note="Ours (`<b>`, `days_small`).")
    assert "List it under <code>reviews</code>." in shown.html
    assert "Ours (`&lt;b&gt;`, <code>days_small</code>)." in shown.html
