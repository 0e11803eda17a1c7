"""SDMX-CSV in its two versions and its ways of naming codes, read as one and the same series."""

from __future__ import annotations

from datetime import date

import pytest

from partnerlab.errors import InputError
from partnerlab.exchange.sdmx_csv import read_sdmx_csv

ONE = """DATAFLOW,FREQ,SEX,TIME_PERIOD,OBS_VALUE,UNIT_MEASURE,DECIMALS,OBS_STATUS
NISRA:LONE(1.0),A,F,2022,19.4,PC,1,A
NISRA:LONE(1.0),A,F,2023,17.8,PC,1,P
NISRA:LONE(1.0),A,M,2023,15.9,PC,1,A
"""
BOTH = """DATAFLOW,FREQ: Frequency,SEX: Sex,TIME_PERIOD: Time,OBS_VALUE,UNIT_MEASURE: Unit,DECIMALS,OBS_STATUS: Status
NISRA:LONE(1.0): Loneliness,A: Annual,F: Female,2022,19.4,PC: Per cent,1,A: Normal value
NISRA:LONE(1.0): Loneliness,A: Annual,F: Female,2023,17.8,PC: Per cent,1,P: Provisional value
"""
TWO = """STRUCTURE,STRUCTURE_ID,STRUCTURE_NAME,ACTION,FREQ,Frequency,SEX,Sex,TIME_PERIOD,Time period,OBS_VALUE,Value,\
UNIT_MEASURE,Unit
dataflow,NISRA:LONE(1.0),Loneliness,I,A,Annual,F,Female,2022,,19.4,,PC,Per cent
dataflow,NISRA:LONE(1.0),Loneliness,I,A,Annual,F,Female,2023,,17.8,,PC,Per cent
"""
EUROSTAT = """DATAFLOW,LAST UPDATE,freq,unit,geo,TIME_PERIOD,OBS_VALUE,OBS_FLAG
ESTAT:TPS00001(1.0),26/02/24 23:00:00,A,NR,IE,2022,5060004,
ESTAT:TPS00001(1.0),26/02/24 23:00:00,A,NR,IE,2023,5271395,p
"""


@pytest.mark.parametrize(
    ("text", "unit", "sex"),
    [(ONE, "PC", "F"), (BOTH, "Per cent", "Female"), (TWO, "Per cent", "Female"), (ONE.replace(",", ";"), "PC", "F")],
)
def test_each_way_of_writing_gives_the_same_series(text: str, unit: str, sex: str) -> None:
    series = read_sdmx_csv(text, "a.csv").pick({"SEX": "F"})
    assert [str(each.value) for each in series.observations] == ["19.4", "17.8"]
    assert (series.unit, series.population.split(", ")[-1], series.origin.code) == (unit, sex, "NISRA:LONE(1.0)")


def test_decimals_status_and_publisher_are_kept() -> None:
    series = read_sdmx_csv(BOTH, "a.csv").pick({})
    assert (series.decimals, series.statuses) == (1, {"Provisional value": ["2023"]})
    assert (series.origin.title, series.origin.publisher) == ("Loneliness", "NISRA")


def test_eurostats_headings_are_dimensions_and_its_day_is_read() -> None:
    cube = read_sdmx_csv(EUROSTAT, "a.csv")
    assert [dimension.id for dimension in cube.dimensions] == ["DATAFLOW", "freq", "unit", "geo", "TIME_PERIOD"]
    series = cube.pick({})
    assert (series.origin.updated, series.unit, series.statuses) == (date(2024, 2, 26), "NR", {"p": ["2023"]})


def test_thousands_are_said_in_the_unit_not_multiplied() -> None:
    text = "DATAFLOW,TIME_PERIOD,OBS_VALUE,UNIT_MULT,UNIT_MEASURE\nA:B(1),2022,5,3,GBP\n"
    series = read_sdmx_csv(text, "a.csv").pick({})
    assert (str(series.observations[0].value), series.unit) == ("5", "1,000 GBP")


def test_quarters_beside_years_are_told_apart_by_frequency() -> None:
    text = "DATAFLOW,FREQ,TIME_PERIOD,OBS_VALUE\nA:B(1),A,2022,5\nA:B(1),Q,2022-Q1,1\nA:B(1),Q,2022-Q2,2\n"
    series = read_sdmx_csv(text, "a.csv").pick({"FREQ": "Q"})
    assert [period.kind for period in series.periods] == ["quarter", "quarter"]


def test_every_faulty_row_is_told_by_its_line() -> None:
    text = (
        "STRUCTURE,STRUCTURE_ID,ACTION,TIME_PERIOD,OBS_VALUE\nd,A:B(1),I,2022,five\nd,A:B(1),D,2023,1\n"
        "d,A:B(1),I,2022,5\nd,A:B(1)\n"
    )
    with pytest.raises(InputError) as raised:
        read_sdmx_csv(text, "a.csv")
    assert [fault.line for fault in raised.value.faults] == [2, 3, 4, 5]
    assert 'OBS_VALUE is "five", which is not a number' in raised.value.faults[0].message


@pytest.mark.parametrize("text", ["DATAFLOW,OBS_VALUE\nA,1\n", "DATAFLOW,TIME_PERIOD,OBS_VALUE\n"])
def test_a_file_without_periods_or_rows_is_refused(text: str) -> None:
    with pytest.raises(InputError, match="download it again"):
        read_sdmx_csv(text, "a.csv")
