"""Frames of declared rows: the columns that analysis hands to display stand once, as the fields of a frozen dataclass.

The class says beside each field what the column means, in its annotation what it holds; `frame_of` turns rows into a
frame, and checks them once.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import fields, is_dataclass
from functools import cache
from typing import Any, TypeVar, get_type_hints

import pandas as pd

Row = TypeVar("Row")


class Shared(dict[str, str]):
    """Words beside a frame that all frames made of it share; pandas makes a copy of any other at each step.

    Examples
    --------
    >>> frame = pd.DataFrame({"a": [1, 2]})
    >>> frame.attrs["names"] = Shared(R1="Delay")
    >>> frame.head(1).attrs["names"] is frame.attrs["names"]
    True
    """

    def __deepcopy__(self, _: object) -> Shared:
        return self


DTYPES: dict[Any, str] = {bool: "bool", int: "int64", int | None: "Int64", float: "float64", float | None: "float64"}
"""Type of a column by what its field holds; all else is kept as it is, None included."""


def frame_of(rows: Iterable[Row], kind: type[Row]) -> pd.DataFrame:
    """Make a frame of rows of one declared kind: a column for each field, typed as the field is.

    Parameters
    ----------
    rows
        Rows, from the top; with none the frame still has its columns and their types.
    kind
        A dataclass. What is absent is None: missing in a column of numbers, None in any other.

    Raises
    ------
    TypeError
        If a row is of another kind, or a number is none.

    Examples
    --------
    >>> from dataclasses import dataclass
    >>> @dataclass(frozen=True)
    ... class Load:
    ...     partner: str
    ...     risks: int
    ...     share: float | None
    >>> frame_of([Load("PSNI", 2, 0.5), Load("Trust", 0, None)], Load)["share"].tolist()
    [0.5, nan]
    >>> frame_of([], Load).dtypes.astype(str).to_dict()
    {'partner': 'object', 'risks': 'int64', 'share': 'float64'}
    """
    listed = list(rows)
    for row in listed:
        if type(row) is not kind:
            message = f"a frame of {kind.__name__} cannot hold {row!r}"
            raise TypeError(message)
    columns = columns_of(kind)  # type: ignore[arg-type] # a class can be hashed
    return pd.DataFrame(
        {name: pd.Series([getattr(row, name) for row in listed], dtype=dtype) for name, dtype in columns.items()}
    )


@cache
def columns_of(kind: type[Any]) -> dict[str, str]:
    """Return the columns of a kind of row, each with its type.

    Raises
    ------
    TypeError
        If the kind is no dataclass.
    """
    if not is_dataclass(kind):
        message = f"{kind.__name__} is no dataclass, so it declares no columns"
        raise TypeError(message)
    hints = get_type_hints(kind)
    return {field.name: DTYPES.get(hints[field.name], "object") for field in fields(kind)}
