"""Correlation matrices: checked, and repaired when asked."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
import pandas as pd
from numpy.typing import ArrayLike, NDArray

from partnerlab.errors import MethodError

Floats = NDArray[np.float64]

TOLERANCE = 1e-8  # how far from symmetric, from 1 on the diagonal or below 0 counts as rounding
SPENT = 1e-10  # variance left to a risk below which those before it determine it wholly


@dataclass(frozen=True, eq=False)
class Correlation:
    """A matrix that is a correlation matrix, and what was done to make it one.

    Parameters
    ----------
    matrix
        Risk × risk, symmetric, 1 on the diagonal, no negative eigenvalue.
    note
        The repair in a sentence; empty when there was none.
    """

    matrix: pd.DataFrame
    note: str


def read_correlation(given: float | pd.DataFrame | ArrayLike, labels: pd.Index, *, repair: bool = False) -> Correlation:
    """Check a correlation matrix, or make one from a single number.

    Parameters
    ----------
    given
        One number for every pair, from -1/(n-1) to 1; or an n × n matrix, as a table with these labels or
        as an array in their order.
    labels
        Names of the n risks.
    repair
        Replace a symmetric matrix that is no correlation matrix by the nearest one. False: refuse it.

    Returns
    -------
    Correlation
        With the repair named, if there was one.

    Raises
    ------
    MethodError
        When the labels or the shape do not fit, a number is missing or outside -1 to 1, or the matrix is
        none and `repair` is false.

    Examples
    --------
    >>> import pandas as pd
    >>> bad = [[1, 1, 0], [1, 1, 1], [0, 1, 1]]
    >>> fixed = read_correlation(bad, pd.Index(["R1", "R2", "R3"]), repair=True)
    >>> fixed.matrix.round(4).loc["R1"].to_list()  # Higham (2002), p. 334
    [1.0, 0.7607, 0.1573]
    """
    size = len(labels)
    if isinstance(given, pd.DataFrame):
        lacking = [str(label) for label in labels if label not in given.index or label not in given.columns]
        if lacking:
            raise MethodError(f"the correlation matrix lacks {', '.join(lacking)}")
        given = given.loc[labels, labels]
    values = np.asarray(given, dtype=float)
    if values.ndim == 0:
        values = np.full((size, size), float(values))
        np.fill_diagonal(values, 1.0)
    if values.shape != (size, size):
        raise MethodError(f"the correlation matrix is {values.shape}; there are {size} risks")
    _check_entries(values, labels)
    lowest = float(np.linalg.eigvalsh(values)[0])
    if lowest >= -TOLERANCE:
        return Correlation(pd.DataFrame(values, labels, labels), "")
    if not repair and np.ndim(given) == 0:
        raise MethodError(
            f"a correlation of {values[0, 1]:g} between every pair of {size} risks cannot hold; "
            f"the lowest that can is {np.ceil(-1000 / (size - 1)) / 1000:g}"
        )
    if not repair:
        raise MethodError(
            f"these correlations cannot hold together (smallest eigenvalue {lowest:.3g}, must be 0 or more): "
            "some pair does not fit what ties both to a third. "
            "Change them, or ask for repair=True, the nearest matrix that can hold"
        )
    nearest = nearest_correlation(values)
    change = np.abs(nearest - values)
    row, column = divmod(int(change.argmax()), size)
    note = (
        "the correlations given cannot hold together and were replaced by the nearest that can "
        f"(Higham 2002); the largest change is {labels[row]} with {labels[column]}, "
        f"from {values[row, column]:.2f} to {nearest[row, column]:.2f}"
    )
    return Correlation(pd.DataFrame(nearest, labels, labels), note)


def nearest_correlation(matrix: ArrayLike) -> Floats:
    """Return the correlation matrix nearest to a symmetric one, in the Frobenius norm.

    Alternating projections with Dykstra's correction (Higham 2002, IMA Journal of Numerical Analysis 22,
    329-343), onto the matrices without negative eigenvalues and onto those with 1 on the diagonal.

    Parameters
    ----------
    matrix
        Symmetric.

    Examples
    --------
    >>> bool(nearest_correlation([[1.0, 2.0], [2.0, 1.0]])[0, 1].round(6) == 1)
    True
    """
    unit = np.array(matrix, dtype=float)
    correction = np.zeros_like(unit)
    for _ in range(10_000):
        before = unit
        target = before - correction
        values, vectors = np.linalg.eigh(target)
        positive = (vectors * np.maximum(values, 0)) @ vectors.T
        correction = positive - target
        unit = positive.copy()
        np.fill_diagonal(unit, 1.0)
        if np.abs(unit - before).max() <= 1e-10:
            break
    return np.asarray(np.clip((unit + unit.T) / 2, -1, 1))


def factor_in_order(matrix: Floats) -> Floats:
    """Return the lower triangular matrix whose product with its transpose is the one given; singular ones are welcome.

    Row by row (Cholesky), so that what comes later changes nothing of what came before. A row that those before it
    determine wholly gets nothing of its own.

    Examples
    --------
    >>> factor_in_order(np.array([[1.0, 1.0], [1.0, 1.0]])).tolist()
    [[1.0, 0.0], [1.0, 0.0]]
    """
    lower = np.zeros_like(matrix)
    for column in range(len(matrix)):
        rest = matrix[column:, column] - (lower[column:, :column] * lower[column, :column]).sum(axis=1)
        if rest[0] > SPENT:
            lower[column:, column] = rest / rest[0] ** 0.5
    return lower


def _check_entries(values: Floats, labels: pd.Index) -> None:
    fault = np.isnan(values) | (np.abs(values) > 1 + TOLERANCE)
    if fault.any():
        row, column = np.argwhere(fault)[0]
        raise MethodError(
            f"the correlation of {labels[row]} with {labels[column]} is {values[row, column]:g}; "
            "it must be a number from -1 to 1"
        )
    uneven = np.abs(values - values.T) > TOLERANCE
    if uneven.any():
        row, column = np.argwhere(uneven)[0]
        raise MethodError(
            f"the correlation of {labels[row]} with {labels[column]} is {values[row, column]:g} one way "
            f"and {values[column, row]:g} the other; give the same number twice"
        )
    off = np.abs(np.diag(values) - 1) > TOLERANCE
    if off.any():
        raise MethodError(f"the correlation of {labels[int(off.argmax())]} with itself is not 1")
