"""Stakeholders: how salient, and where on the grid of power and interest (¶3.2).

Ratings are numbers on the caller's scale, or True and False. The guide names no scale and no boundary: both are
arguments. A rating at the boundary counts as high, unless the caller says otherwise.
"""

from __future__ import annotations

import math
from collections.abc import Iterator, Mapping, Sequence
from itertools import product
from typing import Literal

import numpy as np
import pandas as pd

from partnerlab.errors import MethodError
from partnerlab.methods.ties import require_columns

SALIENCE_ATTRIBUTES = ("power", "legitimacy", "urgency")

SALIENCE_CLASSES: Mapping[tuple[bool, ...], str] = {
    (True, False, False): "dormant",
    (False, True, False): "discretionary",
    (False, False, True): "demanding",
    (True, True, False): "dominant",
    (True, False, True): "dangerous",
    (False, True, True): "dependent",
    (True, True, True): "definitive",
    (False, False, False): "not a stakeholder",
}
"""Classes of Mitchell, Agle and Wood (1997) by power, legitimacy and urgency."""

GRID_CELLS: Mapping[tuple[bool, ...], str] = {
    (True, True): "manage closely",
    (True, False): "keep satisfied",
    (False, True): "keep informed",
    (False, False): "monitor",
}
"""Cells of the grid by power and interest."""

CANNOT_TELL = "cannot tell"
At = Literal["high", "low"]


def assess_salience(
    stakeholders: pd.DataFrame,
    *,
    boundary: float = 3,
    at_boundary: At = "high",
    step: float = 1,
    scale: tuple[float, float] = (1, 5),
) -> pd.DataFrame:
    """Class of each stakeholder by power, legitimacy and urgency, and what one step of rating would change.

    Parameters
    ----------
    stakeholders
        Columns ``stakeholder``, ``power``, ``legitimacy``, ``urgency``: numbers on ``scale``, or True and False;
        missing when not rated.
    boundary
        Rating that parts low from high; the default is the middle of 1 to 5 (not in the guide).
    at_boundary
        Whether a rating equal to the boundary is ``"high"`` or ``"low"``.
    step
        How far one rating is moved to see whether the class would change.
    scale
        Lowest and highest rating; no rating is moved past them.

    Returns
    -------
    pandas.DataFrame
        In the order given: ``stakeholder``; ``class``, ``cannot tell`` when a missing rating decides it;
        ``attributes`` (number held, 0 to 3; missing when not known); ``could_be`` (every class that the missing
        ratings allow); ``one_step_away`` (other classes that moving one known rating by one step would give);
        ``movers`` (the ratings that would do it, such as ``power up``). The last three are tuples of text.

    Notes
    -----
    Mitchell, Agle and Wood (1997): dormant P, discretionary L, demanding U, dominant PL, dangerous PU,
    dependent LU, definitive PLU, none of them not a stakeholder.

    Examples
    --------
    >>> ratings = pd.DataFrame({"stakeholder": ["Carers"], "power": [2], "legitimacy": [5], "urgency": [4]})
    >>> found = assess_salience(ratings).iloc[0]
    >>> found["class"], found["one_step_away"], found["movers"]
    ('dependent', ('definitive',), ('power up',))
    """
    table = _place(
        stakeholders,
        SALIENCE_ATTRIBUTES,
        SALIENCE_CLASSES,
        boundary=boundary,
        at_boundary=at_boundary,
        step=step,
        scale=scale,
    )
    attributes = {name: sum(held) for held, name in SALIENCE_CLASSES.items()}
    table = table.rename(columns={"place": "class"})
    table.insert(2, "attributes", table["class"].map(attributes).astype("Int64"))
    return table


def assess_power_interest(
    stakeholders: pd.DataFrame,
    *,
    boundary: float = 3,
    at_boundary: At = "high",
) -> pd.DataFrame:
    """Cell of each stakeholder on the grid of power and interest, and what one step of rating would change.

    Parameters
    ----------
    stakeholders
        Columns ``stakeholder``, ``power``, ``interest``: numbers from 1 to 5, or True and False; missing when
        not rated.
    boundary, at_boundary
        As for :func:`assess_salience`.

    Returns
    -------
    pandas.DataFrame
        In the order given: ``stakeholder``; ``power``, ``interest`` as rated; ``cell`` (``manage closely``,
        ``keep satisfied``, ``keep informed``, ``monitor`` or ``cannot tell``); ``could_be``, ``one_step_away``
        and ``movers`` as for :func:`assess_salience`.

    Notes
    -----
    The grid is common practice, after Mendelow (1981) and Eden and Ackermann (1998); it is not in the guide.

    Examples
    --------
    >>> ratings = pd.DataFrame({"stakeholder": ["Media"], "power": [5], "interest": [2]})
    >>> assess_power_interest(ratings)[["cell", "one_step_away", "movers"]].iloc[0].tolist()
    ['keep satisfied', ('manage closely',), ('interest up',)]
    """
    table = _place(stakeholders, ("power", "interest"), GRID_CELLS, boundary=boundary, at_boundary=at_boundary)
    table = table.rename(columns={"place": "cell"})
    for position, column in enumerate(("power", "interest"), start=1):
        table.insert(position, column, stakeholders[column].astype("Float64").to_numpy())
    return table


def is_high(rating: float, boundary: float, at_boundary: At = "high") -> bool:
    """Tell whether a rating is high, by the explicit rule for one that equals the boundary.

    Examples
    --------
    >>> is_high(3, 3), is_high(3, 3, "low")
    (True, False)
    """
    return rating >= boundary if at_boundary == "high" else rating > boundary


def _place(
    stakeholders: pd.DataFrame,
    attributes: Sequence[str],
    places: Mapping[tuple[bool, ...], str],
    *,
    boundary: float,
    at_boundary: At,
    step: float = 1,
    scale: tuple[float, float] = (1, 5),
) -> pd.DataFrame:
    """Place each stakeholder among the places that high and low attributes make."""
    require_columns(stakeholders, ["stakeholder", *attributes], "stakeholders")
    if not scale[0] <= boundary <= scale[1] or step <= 0:
        raise MethodError(
            f"boundary {boundary:g} must be on the scale {scale[0]:g} to {scale[1]:g}, and step {step:g} above 0"
        )
    rows = []
    for position in range(len(stakeholders)):
        name = str(stakeholders["stakeholder"].iloc[position])
        ratings = {at: _read_rating(stakeholders[at].iloc[position], name, at, scale) for at in attributes}
        could_be = _list_places(ratings, places, boundary, at_boundary)
        moved = {
            move: _list_places(changed, places, boundary, at_boundary)
            for move, changed in _list_moves(ratings, step, scale)
        }
        new = {move: [place for place in found if place not in could_be] for move, found in moved.items()}
        rows.append(
            {
                "stakeholder": name,
                "place": could_be[0] if len(could_be) == 1 else CANNOT_TELL,
                "could_be": could_be,
                "one_step_away": tuple(dict.fromkeys(place for found in new.values() for place in found)),
                "movers": tuple(move for move, found in new.items() if found),
            }
        )
    return pd.DataFrame(rows, columns=["stakeholder", "place", "could_be", "one_step_away", "movers"])


def _read_rating(value: object, name: str, attribute: str, scale: tuple[float, float]) -> float | None:
    if pd.isna(value):  # type: ignore[call-overload] # a cell may hold anything
        return None
    if isinstance(value, (bool, np.bool_)):
        return scale[1] if value else scale[0]
    try:
        rating = float(str(value))
    except ValueError:
        rating = math.nan
    if not scale[0] <= rating <= scale[1]:
        raise MethodError(f"{name}: {attribute} {value} is not a number from {scale[0]:g} to {scale[1]:g}")
    return rating


def _list_places(
    ratings: Mapping[str, float | None],
    places: Mapping[tuple[bool, ...], str],
    boundary: float,
    at_boundary: At,
) -> tuple[str, ...]:
    """Every place that the ratings allow; a missing one may be high or low."""
    choices = [
        (True, False) if rating is None else (is_high(rating, boundary, at_boundary),) for rating in ratings.values()
    ]
    return tuple(places[held] for held in product(*choices))


def _list_moves(
    ratings: Mapping[str, float | None], step: float, scale: tuple[float, float]
) -> Iterator[tuple[str, dict[str, float | None]]]:
    """Every way of moving one known rating by one step without leaving the scale."""
    for attribute, rating in ratings.items():
        for word, change in (("up", step), ("down", -step)):
            if rating is not None and scale[0] <= rating + change <= scale[1]:
                yield f"{attribute} {word}", {**ratings, attribute: rating + change}
