"""Other bodies' self-assessment tools, read in their own bands; none is in the guide (¶4.11)."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import date

import pandas as pd

from partnerlab.analysis.caching import cached
from partnerlab.analysis.evaluation.instruments import band_of, get_instrument, on_scale
from partnerlab.analysis.facts.answers import group_rounds, was_member
from partnerlab.guide import Instrument
from partnerlab.methods.instruments import score_instrument
from partnerlab.partnership import Partnership, Record
from partnerlab.partnership.evaluation import SurveyAnswer
from partnerlab.partnership.instruments import InstrumentResponse, OwnInstrument

COLUMNS = ("instrument", "title", "on", "n", "mean", "lowest", "highest", "band", "meaning", "bands_apart", "off_scale",
           "incomplete")  # fmt: skip
"""Columns of `assess_surveys`."""

ITEM_COLUMNS = ("instrument", "title", "on", "item", "label", "reverse", "n", "mean", "lowest", "lowest_by", "highest",
                "highest_by")  # fmt: skip
"""Columns of `compare_items`."""

EVERYBODY = "all"
"""Who answers when no partner is named."""


@dataclass(frozen=True)
class Total:
    """What one partner's answers to an instrument come to in one round."""

    instrument: str
    """Its id."""
    on: date
    """First day of the round."""
    by: str
    """The partner; `all` when none is named."""
    total: float | None
    """On the instrument's scale; None when too few items were answered."""
    answered: int | None
    items: int | None
    """How many items were answered, and of how many; None when only the total was recorded."""
    state: str
    """`scored`, `scaled up` (its publisher's rule for a few missing answers), `not enough data`, or `off the scale` (a
    total that the instrument cannot give, which counts nowhere).
    """
    record: Record
    """Where it is written: the total, or the first answer."""

    @property
    def field(self) -> str:
        """Name of the field that holds it, in the file's own words."""
        return "score" if self.items is None else "value"

    @property
    def counts(self) -> bool:
        """Whether there is a total that the instrument can give."""
        return self.state in {"scored", "scaled up"}


@cached
def list_totals(partnership: Partnership) -> tuple[Total, ...]:
    """Read every partner's total on every instrument, round by round, recorded as such or added up from its items.

    Notes
    -----
    Of several answers by one partner in a round the last counts. An answer that lacks items has no total, unless the
    instrument says from how many answers on its total is scaled up.
    """
    names = [row.instrument for row in partnership.surveys] + [row.id for row in partnership.instruments]
    return tuple(total for name in dict.fromkeys(names) for total in _totals_of(partnership, name))


@cached
def assess_surveys(partnership: Partnership) -> pd.DataFrame:
    """Read the totals of each instrument, round by round, in the instrument's own bands.

    Returns
    -------
    pandas.DataFrame
        One row for each instrument and round. Columns `instrument` (id), `title`, `on` (first day of the round), `n`
        (totals on the instrument's scale), `mean`, `lowest`, `highest` (totals), `band` of the mean and its `meaning`
        (None when the bands are not known here or the number of items is needed), `bands_apart` (how many bands the
        partners' own totals fall in), `off_scale` (totals that the instrument cannot give; left out of the rest),
        `incomplete` (answers with too few items for a total; left out too).

    Notes
    -----
    Mean totals are read as their publisher reads them: a mean between two printed bands belongs to the lower one.

    Examples
    --------
    >>> hub = Partnership(name="Hub", purpose="Reach people", stage=[{"stage": "managing"}],
    ...     partners=[{"id": "PSNI", "name": "Police"}, {"id": "NIHE", "name": "Housing"}],
    ...     surveys=[{"instrument": "vichealth", "on": "2026-03-31", "by": "PSNI", "score": 126},
    ...              {"instrument": "vichealth", "on": "2026-03-31", "by": "NIHE", "score": 127}])
    >>> assess_surveys(hub)[["mean", "band", "bands_apart"]].values.tolist()
    [[126.5, 'right direction', 2]]
    """
    totals = list_totals(partnership)
    rounds: dict[tuple[str, date], list[Total]] = {}
    for row in totals:
        rounds.setdefault((row.instrument, row.on), []).append(row)
    rows = [_round_row(get_instrument(partnership, name), given) for (name, _), given in rounds.items()]
    return pd.DataFrame(rows, columns=list(COLUMNS))


@cached
def score_partners(partnership: Partnership) -> pd.DataFrame:
    """Give each partner's total and band on each instrument, round by round.

    Returns
    -------
    pandas.DataFrame
        One row for each instrument, round and partner. Columns `instrument` (id), `title`, `on` (first day of the
        round), `partner` (id, or `all`), `answered` and `items` (missing when only the total was recorded), `total`
        (missing when too few items were answered), `band` (None without one), `state` (scored, scaled up, not enough
        data, off the scale).
    """
    rows = []
    for row in list_totals(partnership):
        tool = get_instrument(partnership, row.instrument)
        band = band_of(tool, row.total) if row.total is not None else None
        title = tool.title if tool else row.instrument
        rows.append((row.instrument, title, row.on, row.by, row.answered, row.items, row.total, band, row.state))
    kinds = {"answered": "Int64", "items": "Int64", "total": "float64"}
    columns = ["instrument", "title", "on", "partner", "answered", "items", "total", "band", "state"]
    return pd.DataFrame(rows, columns=columns, dtype=object).astype(kinds)


@cached
def compare_items(partnership: Partnership) -> pd.DataFrame:
    """Compare the partners' ratings of each item in the latest round of each instrument that was answered item by item.

    Returns
    -------
    pandas.DataFrame
        One row for each item. Columns `instrument` (id), `title`, `on` (first day of the round), `item` (id), `label`,
        `reverse` (whether a high rating is unfavourable), `n` (ratings), `mean`, `lowest` and `highest` (ratings as
        given), `lowest_by` and `highest_by` (who gave them; empty when all say the same).
    """
    rows = []
    for own in partnership.instruments:
        responses = _members_responses(partnership, own)
        rounds = _sheets(responses, group_rounds((row.on for row in responses), partnership.thresholds.round_days))
        if not rounds:
            continue
        on, sheets = max(rounds.items())
        for item in own.items:
            given = {by: sheet[item.id] for by, sheet in sheets.items() if item.id in sheet}
            values = [row.value for row in given.values() if row.value is not None]
            low, high = min(values, default=None), max(values, default=None)
            apart = low != high
            rows.append(
                {
                    "instrument": own.id,
                    "title": own.title,
                    "on": on,
                    "item": item.id,
                    "label": item.label or item.id,
                    "reverse": item.reverse,
                    "n": len(values),
                    "mean": sum(values) / len(values) if values else None,
                    "lowest": low,
                    "lowest_by": _name_those(partnership, given, low) if apart else "",
                    "highest": high,
                    "highest_by": _name_those(partnership, given, high) if apart else "",
                }
            )
    return pd.DataFrame(rows, columns=list(ITEM_COLUMNS))


def _name_those(partnership: Partnership, given: Mapping[str, InstrumentResponse], value: float | None) -> str:
    return ", ".join(partnership.short_name_of(by) for by, row in given.items() if row.value == value)


def _totals_of(partnership: Partnership, name: str) -> list[Total]:
    tool = get_instrument(partnership, name)
    own = next((row for row in partnership.instruments if row.id == name), None)
    given = [row for row in partnership.surveys if row.instrument == name and was_member(partnership, row.by, row.on)]
    responses = _members_responses(partnership, own) if own else []
    starts = group_rounds(
        [*(row.on for row in given), *(row.on for row in responses)], partnership.thresholds.round_days
    )
    kept = {(starts[row.on], row.by or id(row)): row for row in sorted(given, key=lambda row: row.on)}
    found = [
        Total(
            instrument=name,
            on=starts[row.on],
            by=row.by or EVERYBODY,
            total=row.score,
            answered=None,
            items=None,
            state="scored" if on_scale(tool, row.score) else "off the scale",
            record=row,
        )
        for row in kept.values()
    ]
    if own is not None and tool is not None:
        found += _added_up(own, tool, _sheets(responses, starts))
    return sorted(found, key=lambda row: row.on)


def list_outside_totals(partnership: Partnership) -> tuple[SurveyAnswer | InstrumentResponse, ...]:
    """Find totals and ratings given by a partner who had left by then, or had not joined yet; they count nowhere."""
    rows: tuple[SurveyAnswer | InstrumentResponse, ...]
    rows = (*partnership.surveys, *(row for own in partnership.instruments for row in own.responses))
    return tuple(row for row in rows if not was_member(partnership, row.by, row.on))


def _members_responses(partnership: Partnership, own: OwnInstrument) -> list[InstrumentResponse]:
    return [row for row in own.responses if was_member(partnership, row.by, row.on)]


Sheet = dict[str, InstrumentResponse]
"""One partner's answers of one round, by item."""


def _sheets(responses: Iterable[InstrumentResponse], starts: Mapping[date, date]) -> dict[date, dict[str, Sheet]]:
    """Answers given, by round and partner: the last on each item."""
    found: dict[date, dict[str, Sheet]] = {}
    for row in sorted(responses, key=lambda row: row.on):
        if row.value is not None:
            found.setdefault(starts[row.on], {}).setdefault(row.by or EVERYBODY, {})[row.item] = row
    return found


def _added_up(own: OwnInstrument, tool: Instrument, rounds: dict[date, dict[str, Sheet]]) -> Iterator[Total]:
    for on, sheets in rounds.items():
        values = {by: {item: row.value for item, row in sheet.items()} for by, sheet in sheets.items()}
        scored = score_instrument(
            pd.DataFrame.from_dict(values, orient="index", columns=[item.id for item in own.items]),
            tool.bands,
            lowest=tool.lowest,
            highest=tool.highest,
            for_each_item=tool.for_each_item,
            fewest=own.fewest,
            reverse=[item.id for item in own.items if item.reverse],
        )
        for row in scored.to_dict("records"):
            known = not pd.isna(row["total"])
            yield Total(
                instrument=own.id,
                on=on,
                by=row["respondent"],
                total=row["total"] if known else None,
                answered=row["answered"],
                items=len(own.items),
                state="not enough data" if not known else "scaled up" if row["scaled"] else "scored",
                record=next(iter(sheets[row["respondent"]].values())),
            )


def _round_row(tool: Instrument | None, given: list[Total]) -> dict[str, object]:
    totals = [row.total for row in given if row.counts and row.total is not None]
    mean = sum(totals) / len(totals) if totals else None
    band = band_of(tool, mean) if mean is not None else None
    meanings = {row.label: row.meaning for row in tool.bands} if tool else {}
    return {
        "instrument": given[0].instrument,
        "title": tool.title if tool else given[0].instrument,
        "on": given[0].on,
        "n": len(totals),
        "mean": mean,
        "lowest": min(totals, default=None),
        "highest": max(totals, default=None),
        "band": band,
        "meaning": meanings.get(band or ""),
        "bands_apart": len({band_of(tool, total) for total in totals} - {None}),
        "off_scale": sum(row.state == "off the scale" for row in given),
        "incomplete": sum(row.state == "not enough data" for row in given),
    }
