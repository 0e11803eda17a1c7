"""How the portfolio stood at past boards: kept small, versioned, beside the outputs, without a clock.

A board is known by the newest date in the data: made again on the same data it is replaced, so that the same inputs
leave the same history. What each partnership had is kept for the last two boards alone.
"""

from __future__ import annotations

import json
from collections import Counter
from dataclasses import dataclass, replace
from datetime import date
from pathlib import Path
from typing import Any

import pandas as pd
from pydantic import BaseModel, ConfigDict, ValidationError

from partnerlab.analysis.portfolio.partnerships import summarise_partnerships
from partnerlab.analysis.portfolio.reading import Portfolio
from partnerlab.files import write_whole
from partnerlab.wording import counted, say_day

HISTORY_NAME = "history.json"
SCHEMA = 1
MOST_BOARDS = 120
"""Boards that are kept: ten years of monthly ones."""
DETAILED = 2
"""Boards for which it is kept how each partnership stood."""
_TOTALS = ("red", "amber", "unknown", "green")
_COMPARED = ("red", "amber", "overdue")
"""What two boards are compared by, the weightiest first."""


class Standing(BaseModel):
    """How one partnership stood."""

    model_config = ConfigDict(frozen=True, extra="forbid")

    name: str
    red: int
    amber: int
    overdue: float | None
    as_at: date | None = None
    """As at when it was reviewed; None where that is not known, or was not kept yet."""


class Board(BaseModel):
    """How all partnerships stood together."""

    model_config = ConfigDict(frozen=True, extra="forbid")

    on: date
    partnerships: int
    with_red: int
    red: int
    amber: int
    unknown: int
    green: int
    actions_overdue: float | None
    exposure_mean: float | None
    each: dict[str, Standing] = {}


@dataclass(frozen=True)
class History:
    """Past boards, the latest last, and the one of now.

    Parameters
    ----------
    boards
        By date; the last is that of now when anything is dated.
    later
        Boards after that of now, where the portfolio is seen at an earlier day: kept for when it is seen later again.
    broken
        Whether an earlier history could not be read, and begins anew.
    """

    boards: tuple[Board, ...] = ()
    later: tuple[Board, ...] = ()
    broken: bool = False

    def as_json(self) -> bytes:
        """Return what is kept: the same bytes for the same history."""
        rows = [board.model_dump(mode="json", exclude_defaults=True) for board in (*self.boards, *self.later)]
        text = json.dumps({"schema": SCHEMA, "boards": rows}, ensure_ascii=False, separators=(",", ":"), sort_keys=True)
        return f"{text}\n".encode()


def read_history(folder: str | Path) -> History:
    """Read the history that an earlier portfolio left beside its page; an empty one when there is none."""
    found = sorted(Path(folder).glob(f"*-portfolio/{HISTORY_NAME}"))
    if not found:
        return History()
    try:
        content = json.loads(found[-1].read_bytes())
        if content["schema"] != SCHEMA:
            return History(broken=True)
        return History(tuple(Board.model_validate(row) for row in content["boards"]))
    except (ValueError, KeyError, TypeError, OSError, ValidationError):
        return History(broken=True)


def add_board(history: History, portfolio: Portfolio) -> History:
    """Return the history with how the portfolio stands now, in the place of a board of the same date.

    Seen at an earlier day than a board that is kept, the portfolio is compared with the boards before that day; the
    later ones are kept.
    """
    days = {review.slug: review.as_at for review in portfolio.reviews}
    dates = [day for day in days.values() if day]
    if not dates:
        return history
    frame = summarise_partnerships(portfolio)
    each = {
        row["slug"]: Standing(
            name=row["partnership"],
            red=row["red"],
            amber=row["amber"],
            overdue=_known(row["actions_overdue"]),
            as_at=days[row["slug"]],
        )
        for row in frame.to_dict("records")
    }
    now = Board(
        on=max(dates),
        partnerships=len(frame),
        with_red=int((frame["red"] > 0).sum()),
        **{name: int(frame[name].sum()) for name in _TOTALS},
        actions_overdue=_known(frame["actions_overdue"].sum(min_count=1)),
        exposure_mean=_known(frame["exposure_mean"].sum(min_count=1)),
        each=dict(sorted(each.items())),
    )
    known = sorted((*history.boards, *history.later), key=lambda board: board.on)
    boards = [*(board for board in known if board.on < now.on), now][-MOST_BOARDS:]
    kept = [board.model_copy(update={"each": {}}) for board in boards[:-DETAILED]] + boards[-DETAILED:]
    later = tuple(board for board in known if board.on > now.on)
    return replace(history, boards=tuple(kept), later=later[-MOST_BOARDS:])


def rename_in_history(folder: str | Path, old: str, new: str) -> Path | None:
    """Let a partnership whose folder of reviews has a new name be compared with what it was at the last boards.

    Returns
    -------
    Path or None
        The history's file when it was changed.
    """
    for file in sorted(Path(folder).glob(f"*-portfolio/{HISTORY_NAME}"))[-1:]:
        history = read_history(folder)
        boards = tuple(
            board.model_copy(
                update={"each": {new if slug == old else slug: one for slug, one in sorted(board.each.items())}}
            )
            for board in history.boards
        )
        if not history.broken and boards != history.boards:
            write_whole(file, replace(history, boards=boards).as_json())
            return file
    return None


def list_boards(history: History) -> pd.DataFrame:
    """List how all partnerships stood at each board, the latest first.

    Returns
    -------
    pandas.DataFrame
        Columns `on`, `partnerships`, `with_red`, `red`, `amber`, `unknown`, `green`, `actions_overdue`,
        `exposure_mean` (pounds a year; missing when not known).
    """
    columns = [name for name in Board.model_fields if name != "each"]
    rows = [[getattr(board, name) for name in columns] for board in reversed(history.boards)]
    return pd.DataFrame(rows, columns=columns).astype({"actions_overdue": "Float64", "exposure_mean": "Float64"})


def compare_boards(history: History) -> pd.DataFrame:
    """Say what changed in each partnership since the last board.

    Returns
    -------
    pandas.DataFrame
        Columns `partnership`, `change` (new, gone, worse, better, not compared), `red_before`, `red_after`,
        `amber_before`, `amber_after`, `overdue_before`, `overdue_after` (missing where not known), the largest rise
        first. `attrs["since"]` holds the date of the last board; None when there is none. Partnerships without a
        change are left out. One that is reviewed as at an earlier day than at the last board is not compared, since
        what differs then is no change: it is missing its later rows.
    """
    rows: list[tuple[Any, ...]] = []
    since = None
    if len(history.boards) > 1 and history.boards[-2].each:
        last, now = history.boards[-2:]
        since = last.on
        earlier = _by_slug_of_now(last.each, now.each)
        for slug in sorted(earlier.keys() | now.each.keys()):
            before, after = earlier.get(slug), now.each.get(slug)
            change = _change(before, after)
            if change and (either := after or before):
                counts = [getattr(one, name, None) for name in _COMPARED for one in (before, after)]
                rows.append((either.name, change, *counts))
    columns = ["partnership", "change", *(f"{name}_{when}" for name in _COMPARED for when in ("before", "after"))]
    frame = pd.DataFrame(rows, columns=columns).astype(dict.fromkeys(columns[2:], "Float64"))
    rise = frame["red_after"].fillna(0) - frame["red_before"].fillna(0)
    frame = frame.assign(rise=rise).sort_values(["rise", "partnership"], ascending=[False, True], ignore_index=True)
    frame = frame.drop(columns="rise")
    frame.attrs["since"] = since
    return frame


def _by_slug_of_now(before: dict[str, Standing], after: dict[str, Standing]) -> dict[str, Standing]:
    """How each stood, by its folder of now: one whose file was renamed is known by its name, if only one bears it."""
    gone = [slug for slug in before if slug not in after]
    named: dict[str, list[str]] = {}
    for slug, standing in after.items():
        if slug not in before:
            named.setdefault(standing.name, []).append(slug)
    twice = Counter(before[slug].name for slug in gone)
    now = {
        slug: found[0]
        for slug in gone
        if len(found := named.get(before[slug].name, [])) == 1 and twice[before[slug].name] == 1
    }
    return {now.get(slug, slug): standing for slug, standing in before.items()}


def _change(before: Standing | None, after: Standing | None) -> str:
    if before is None or after is None:
        return "new" if before is None else "gone"
    if before.as_at and after.as_at and after.as_at < before.as_at:
        return "not compared"
    worse = [(getattr(after, name) or 0) - (getattr(before, name) or 0) for name in _COMPARED]
    first = next((step for step in worse if step), 0)
    return "worse" if first > 0 else "better" if first < 0 else ""


def say_changes(history: History) -> str:
    """Say in a sentence what changed since the last board."""
    frame = compare_boards(history)
    since = frame.attrs["since"]
    if since is None:
        broken = " The history that was kept could not be read and starts again." if history.broken else ""
        return f"There is no earlier board to compare with. Changes will be shown from the next board on.{broken}"
    numbers = frame["change"].value_counts()
    parts = [
        counted(int(numbers.get(change, 0)), f"partnership {one}", f"partnerships {several}")
        for change, one, several in (
            ("worse", "stands worse", "stand worse"),
            ("better", "stands better", "stand better"),
            ("new", "is new", "are new"),
            ("gone", "is gone", "are gone"),
        )
        if numbers.get(change, 0)
    ]
    day = say_day(since)
    earlier = int(numbers.get("not compared", 0))
    whose = counted(
        earlier, "partnership is not compared, since it is", "partnerships are not compared, since they are"
    )
    left = f" {whose} reviewed as at an earlier day than at that board." if earlier else ""
    said = f"Since {day}: {', '.join(parts)}." if parts else f"Nothing that is counted here has changed since {day}."
    return said + left


def _known(value: Any) -> float | None:
    return None if pd.isna(value) else float(value)
