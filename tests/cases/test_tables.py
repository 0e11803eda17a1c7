"""Small files as people leave them, each made anew: read whole, or refused with what is wrong and how to write it."""

from __future__ import annotations

import re
from collections.abc import Callable
from pathlib import Path

import pytest

from partnerlab.errors import InputError
from partnerlab.partnership import Partnership, read_partnership

START = """\
name: Hub
purpose: Reach people early
stage: implementing
partners: {A: {name: Alpha Council}, B: {name: Beta Trust}, C D: {name: Gamma}}
"""
Holds = Callable[[Partnership], bool]


def of_risk(name: str, *values: object) -> Holds:
    return lambda partnership: [getattr(risk, name) for risk in partnership.whole.risks] == list(values)


READ: dict[str, tuple[str, str | bytes, Holds]] = {
    "ids that begin with #": ("risks", "id,title\n#1,Flood\n#2,Fire\nR3,Wind\n", of_risk("id", "#1", "#2", "R3")),
    "a remark alone in its row": ("risks", "id,title\n# from the register\nR1,Flood\n", of_risk("id", "R1")),
    "a blank heading over blank cells": ("risks", "id,title,\nR1,Flood,\n", of_risk("title", "Flood")),
    "cells parted by semicolons": ("risks", "id;title;low\nR1;Flood;100\n", of_risk("low", 100)),
    "dates with the day first": (
        "risks",
        "id,title,on\nR1,Flood,31/03/2026\nR2,Fire,05/04/2026\n",
        lambda hub: [str(risk.on) for risk in hub.whole.risks] == ["2026-03-31", "2026-04-05"],
    ),
    "what parts the cells, said as Excel is told it": (
        "risks",
        "sep=;\nid;title\nR1;Flood, fire\n",
        of_risk("title", "Flood, fire"),
    ),
    "the same with a tab and in quotes": ("risks", '"sep=\t"\nid\ttitle\nR1\tFlood\n', of_risk("id", "R1")),
    "a letter of Chinese in a form of its own": ("risks", "id,title\nR1,葛\U000e0100城\n", of_risk("id", "R1")),
    "a sign that is to be drawn in colour": (
        "risks",
        "id,title\nR1,Storm ☔\ufe0f\n",
        of_risk("title", "Storm ☔\ufe0f"),
    ),
    "surplus commas": ("risks", "id,title\nR1,Flood,,,\nR2,Fire,,,\n", of_risk("title", "Flood", "Fire")),
    "headings in capitals": (
        "risks",
        "ID,Title,Review by\nR1,Flood,2026-09-30\n",
        lambda hub: str(hub.whole.risks[0].review_by) == "2026-09-30",
    ),
    "pounds, thousands and per cent": (
        "risks",
        'id,title,low,likely,high,probability\nR1,Flood,"£12,000","£15,000.00","£20,000",20%\n',
        lambda hub: (hub.risk("R1").low, hub.risk("R1").likely, hub.risk("R1").probability) == (12_000, 15_000, 0.2),
    ),
    "yes in capitals": (
        "leads",
        "risk,lead,accepted\nR1,A,Yes\n",
        lambda hub: hub.whole.leads[0].accepted is True,
    ),
}

REFUSED: dict[str, tuple[str, str | bytes, str]] = {
    "words hidden in what chooses the form of letters": (
        "risks",
        "id,title\nR1,Flood\U000e0159\U000e0157\n",
        r":2: holds a character that nobody sees or that turns text round \(U\+E0159\)",
    ),
    "words hidden in the forms of a sign": (
        "risks",
        "id,title\nR1,Storm ☔\ufe0f\ufe01\ufe02\n",
        r":2: holds a character that nobody sees or that turns text round \(U\+FE0F\)",
    ),
    "ids that differ by the form of a letter": ("risks", "id,title\nR1,Flood\nR1\ufe00,Fire\n", "looks the same as"),
    "an id of a blank of Braille": ("risks", "id,title\n\u2800,Flood\n", "id is blank; fill it in"),
    "an id of two lines": ("risks", 'id,title\n"R\n1",Flood\n', "id holds a line break; write it in one line"),
    "a share that is too small to be one": (
        "risks",
        "id,title,probability\nR1,Flood,1e-400\n",
        r':2: probability: "1e-400" is too small to differ from 0; write 0',
    ),
    "an amount that would be rounded to nothing": (
        "risks",
        "id,title,low\nR1,Flood,£0.00000000000004\n",
        r':2: low: "£0\.00000000000004" is too small to differ from 0; write 0',
    ),
    "a value under a blank heading": (
        "risks",
        "id,title,,low\nR1,Flood,a remark,5\n",
        r':2: column 3 holds "a remark"',
    ),
    "a workbook called a table": ("risks", b"PK\x03\x04\x14\x00" + bytes(60), r"(damaged|not text|packed)"),
    "a web page called a table": ("risks", "<!doctype html><html><p>a</p></html>\n", r"t\.csv:1"),
    "a table without headings": ("risks", "R1,Flood,5\nR2,Fire,6\n", r"t\.csv:1"),
    "an answer about oneself": (
        "relationships",
        "by,with,on,actual\nA,A,2026-01-01,3\n",
        r":2: A answers about itself",
    ),
    "two answers of one day": (
        "relationships",
        "by,with,on,actual\nA,B,2026-01-01,3\nA,B,2026-01-01,5\n",
        r":3: .*two answers .*t\.csv:2",
    ),
    "a no-break space in an id": (
        "leads",
        "risk,lead\nR1,C\u00a0D\n",
        r':2: lead "C.D" is not a partner; it holds a no-break space \(U\+00A0\) as character 2; type it again',
    ),
    "dates that could be either": ("risks", "id,title,on\nR1,a,05/13/2026\nR2,b,13/05/2026\n", r"t\.csv:[23]"),
}


def lay_out(folder: Path, table: str, content: str | bytes) -> Path:
    (folder / "t.csv").write_bytes(content if isinstance(content, bytes) else content.encode())
    more = "" if table == "risks" else "risks: {R1: {title: Flood}}\n"
    file = folder / "hub.yaml"
    file.write_text(f"{START}{more}{table}: t.csv\n", encoding="utf-8")
    return file


@pytest.mark.parametrize("case", READ)
def test_what_people_leave_is_read_whole(case: str, tmp_path: Path) -> None:
    table, content, holds = READ[case]
    assert holds(read_partnership(lay_out(tmp_path, table, content)))


def test_what_is_called_a_workbook_and_is_none_is_refused(tmp_path: Path) -> None:
    (tmp_path / "t.xlsx").write_bytes(b"PK\x03\x04 any workbook")
    (tmp_path / "hub.yaml").write_text(f"{START}risks: t.xlsx\n", encoding="utf-8")
    with pytest.raises(InputError) as refused:
        read_partnership(tmp_path / "hub.yaml")
    assert refused.value.lines() == ["t.xlsx: is damaged: its parts cannot be unpacked; save it again"]


@pytest.mark.parametrize("case", REFUSED)
def test_what_cannot_be_read_is_refused_where_it_stands(case: str, tmp_path: Path) -> None:
    table, content, told = REFUSED[case]
    with pytest.raises(InputError) as refused:
        read_partnership(lay_out(tmp_path, table, content))
    assert re.search(told, str(refused.value)), refused.value
    assert len(refused.value.lines()) <= 3


def test_three_hundred_rows_with_one_fault_each_are_told_once(tmp_path: Path) -> None:
    rows = "".join(f"R{number},x,tall\n" for number in range(300))
    with pytest.raises(InputError) as refused:
        read_partnership(lay_out(tmp_path, "risks", f"id,title,low\n{rows}"))
    assert len(refused.value.lines()) <= 2
