"""Who can be relieved of what: posts, or parts of them, moved to others under limits of hours (¶2.3, ¶2.12)."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np
import pandas as pd

from partnerlab.errors import MethodError
from partnerlab.methods.ties import require_columns
from partnerlab.own_process import call_apart

EXACT_OPTIONS = 400
LARGE_GAP = 0.01  # beyond EXACT_OPTIONS the search stops at this proven gap; not in the guide
MOST_NODES = 200
"""Branches after which the search stops: unlike seconds, they are as many on a busy machine as on an idle one."""


@dataclass(frozen=True, eq=False)
class Relief:
    """Which posts and parts move, and what that leaves.

    Parameters
    ----------
    moves
        One row a move: `post`, `holder`, `to`, `parts` (how many; missing when the whole post moves), `hours`.
    load
        One row for each holder that was over its limit or takes something on: `organisation`, `before`, `after`,
        `limit`.
    over
        Hours beyond limits that no move can take away.
    optimal
        Whether the best is proven within `MOST_NODES`: exactly for few options, to one part in a hundred for many.
    """

    moves: pd.DataFrame
    load: pd.DataFrame
    over: float
    optimal: bool


def relieve(
    posts: pd.DataFrame,
    limits: Mapping[str, float],
    *,
    for_whole: Mapping[str, Sequence[str]],
    for_parts: Mapping[str, Sequence[str]],
    time_limit: float = 120.0,
    apart: bool = True,
) -> Relief:
    """Move posts, or parts of them, away from holders over their limit, at the least hours moved.

    The hours beyond limits are made as few as possible first; among the ways to do so, the fewest hours move. Nobody is
    taken over its limit by a move, and nobody over its limit takes anything on. A post moves whole with all of its
    parts, or some of its parts move and the rest stays.

    Parameters
    ----------
    posts
        Columns `post` (once each), `holder`, `hours` (of the whole, 0 or more), `parts` (how many can move alone),
        `hours_a_part`.
    limits
        Most hours of each organisation; those left out have none.
    for_whole, for_parts
        Post → who could take it, or parts of it, on.
    time_limit
        Seconds for the search, which a machine that works at all does not need; the best found by then is returned.
    apart
        Whether a large search runs in a process of its own, so that the solver takes no memory here afterwards.

    Raises
    ------
    MethodError
        A post is listed twice, or hours are below 0.

    Notes
    -----
    A mixed-integer programme (`scipy.optimize.milp`): x[p, o] says that post p moves whole to o, y[p, o] how many of
    its parts do; Σ x + y / parts ≤ 1 for each post; load less its limit is at most the hours over.

    Examples
    --------
    >>> posts = pd.DataFrame({"post": ["Hub", "Town"], "holder": "PSNI", "hours": [30.0, 20.0]})
    >>> takers = {"Hub": ["Trust"], "Town": ["Trust"]}
    >>> limits = {"PSNI": 35, "Trust": 40}
    >>> relieve(posts.assign(parts=0, hours_a_part=0.0), limits, for_whole=takers, for_parts={}).moves.post.tolist()
    ['Town']
    """
    require_columns(posts, ["post", "holder", "hours", "parts", "hours_a_part"], "posts")
    if posts["post"].duplicated().any() or (posts["hours"] < 0).any():
        raise MethodError("each post is listed once, and its hours are 0 or more")
    before: dict[str, float] = defaultdict(float)
    for holder, hours in zip(posts["holder"], posts["hours"], strict=True):
        before[str(holder)] += float(hours)
    over: set[str] = {name for name, load in before.items() if load > limits.get(name, np.inf)}
    rows: list[dict[str, Any]] = [row for row in _records(posts) if row["holder"] in over]
    options: list[tuple[int, str, bool, float]] = []
    for number, row in enumerate(rows):
        whole, parts = ([to for to in table.get(row["post"], ()) if to not in over] for table in (for_whole, for_parts))
        options += [(number, to, True, float(row["hours"])) for to in whole]
        if row["parts"]:
            options += [(number, to, False, float(row["hours_a_part"])) for to in parts]
    excess = sum(before[name] - limits[name] for name in over)
    if not options:
        return _relief([], before, limits, over, excess, optimal=True)
    given = (rows, options, dict(before), dict(limits), sorted(over))
    if len(options) <= EXACT_OPTIONS or not apart:
        moved, optimal = _search(*given, time_limit=time_limit)
    else:
        moved, optimal = call_apart(_search, *given, time_limit=time_limit)
    moves: list[tuple[object, ...]] = []
    for (number, to, entire, each), times in zip(options, moved, strict=True):
        if times:
            post = rows[number]
            moves.append((post["post"], post["holder"], to, None if entire else times, each * times))
    return _relief(moves, before, limits, over, excess, optimal=optimal)


def _records(frame: pd.DataFrame) -> list[dict[str, Any]]:
    return [{str(name): value for name, value in row.items()} for row in frame.to_dict("records")]


def _search(
    rows: Sequence[Mapping[str, object]],
    options: Sequence[tuple[int, str, bool, float]],
    before: Mapping[str, float],
    limits: Mapping[str, float],
    over: Sequence[str],
    *,
    time_limit: float,
) -> tuple[list[int], bool]:
    """How many times each option is taken, and whether that is proven best."""
    from scipy.optimize import Bounds, LinearConstraint, milp
    from scipy.sparse import coo_array

    count, places = len(options), {name: len(options) + number for number, name in enumerate(over)}
    entries: list[tuple[int, int, float]] = []
    highest: list[float] = []
    by_post: dict[int, list[int]] = defaultdict(list)
    by_taker: dict[str, list[int]] = defaultdict(list)
    by_holder: dict[str, list[int]] = defaultdict(list)
    for place, (number, to, _, _) in enumerate(options):
        by_post[number].append(place)
        by_taker[to].append(place)
        by_holder[str(rows[number]["holder"])].append(place)
    most = [1 if whole else int(str(rows[number]["parts"])) for number, _, whole, _ in options]
    for group in by_post.values():
        entries += [(len(highest), place, 1.0 / most[place]) for place in group]
        highest.append(1.0)
    for to, group in by_taker.items():
        if to in limits:
            entries += [(len(highest), place, options[place][3]) for place in group]
            highest.append(max(0.0, limits[to] - before.get(to, 0.0)))
    for name in over:
        entries += [(len(highest), place, -options[place][3]) for place in by_holder[name]]
        entries.append((len(highest), places[name], -1.0))
        highest.append(limits[name] - before[name])
    line, column, value = zip(*entries, strict=True)
    matrix = coo_array((value, (line, column)), shape=(len(highest), count + len(over)))
    hours = np.array([option[3] for option in options])
    weight = float((hours * most).sum()) + 1.0  # an hour over weighs more than all that could move
    result = milp(
        np.concatenate([hours, np.full(len(over), weight)]),
        constraints=LinearConstraint(matrix.tocsr(), -np.inf, np.array(highest)),
        integrality=np.concatenate([np.ones(count), np.zeros(len(over))]),
        bounds=Bounds(0, np.concatenate([most, np.full(len(over), np.inf)])),
        options={
            "time_limit": time_limit,
            "node_limit": MOST_NODES,
            "mip_rel_gap": 0.0 if count <= EXACT_OPTIONS else LARGE_GAP,
        },
    )
    if result.x is None:
        return [0] * count, False
    return [round(times) for times in result.x[:count]], result.status == 0


def _relief(
    moves: list[tuple[object, ...]],
    before: Mapping[str, float],
    limits: Mapping[str, float],
    over: set[str],
    excess: float,
    *,
    optimal: bool,
) -> Relief:
    frame = pd.DataFrame(moves, columns=["post", "holder", "to", "parts", "hours"])
    frame = frame.astype({"parts": "Int64", "hours": "float64"})
    after = defaultdict(float, before)
    for row in frame.to_dict("records"):
        after[row["holder"]] -= row["hours"]
        after[row["to"]] += row["hours"]
    touched = sorted(over | set(frame["to"]))
    load = pd.DataFrame(
        [(name, before.get(name, 0.0), after[name], limits.get(name)) for name in touched],
        columns=["organisation", "before", "after", "limit"],
    )
    left = sum(max(0.0, after[name] - limits[name]) for name in over) if over else 0.0
    return Relief(frame, load, left if moves else excess, optimal)
