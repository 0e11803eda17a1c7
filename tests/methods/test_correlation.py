from __future__ import annotations

import numpy as np
import pandas as pd
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from partnerlab.errors import MethodError
from partnerlab.methods.correlation import factor_in_order, nearest_correlation, read_correlation

NAMES = pd.Index(["R1", "R2", "R3"])
IMPOSSIBLE = [[1.0, 1.0, 0.0], [1.0, 1.0, 1.0], [0.0, 1.0, 1.0]]


def test_nearest_matrix_of_highams_example() -> None:
    # Higham (2002), p. 334
    expected = [[1, 0.7607, 0.1573], [0.7607, 1, 0.7607], [0.1573, 0.7607, 1]]
    assert nearest_correlation(IMPOSSIBLE).round(4).tolist() == expected


@settings(deadline=None, max_examples=30)
@given(st.integers(2, 6), st.integers(0, 10_000))
def test_a_repaired_matrix_is_one_and_no_other_tried_is_nearer(size: int, seed: int) -> None:
    generator = np.random.default_rng(seed)
    wrong = np.triu(generator.uniform(-1, 1, (size, size)), 1)
    wrong = wrong + wrong.T + np.eye(size)
    nearest = nearest_correlation(wrong)
    assert np.linalg.eigvalsh(nearest)[0] >= -1e-7
    assert np.diag(nearest) == pytest.approx(np.ones(size))
    distance = np.linalg.norm(nearest - wrong)
    for _ in range(20):
        other = np.corrcoef(generator.normal(size=(size, size + 1)))
        between = nearest + 0.1 * (other - nearest)
        assert np.linalg.norm(between - wrong) >= distance - 1e-6


def test_a_matrix_that_is_one_is_left_alone() -> None:
    good = [[1, 0.5, 0.2], [0.5, 1, 0.1], [0.2, 0.1, 1]]
    read = read_correlation(good, NAMES, repair=True)
    assert read.matrix.to_numpy().tolist() == good
    assert read.note == ""


def test_one_number_stands_for_every_pair() -> None:
    matrix = read_correlation(0.3, NAMES).matrix
    assert matrix.loc["R1", "R3"] == 0.3
    assert matrix.loc["R2", "R2"] == 1


def test_a_table_is_read_by_name_not_by_place() -> None:
    table = pd.DataFrame([[1, 0.1], [0.1, 1]], ["R2", "R1"], ["R2", "R1"])
    table.loc["R3"], table["R3"] = 0.7, 0.7
    table.loc["R3", "R3"] = 1
    assert read_correlation(table, NAMES).matrix.loc["R1", "R2"] == 0.1


def test_what_cannot_hold_together_is_refused_or_repaired_by_name() -> None:
    with pytest.raises(MethodError, match=r"cannot hold together .* ask for repair=True"):
        read_correlation(IMPOSSIBLE, NAMES)
    repaired = read_correlation(IMPOSSIBLE, NAMES, repair=True)
    assert repaired.matrix.loc["R1", "R2"] == pytest.approx(1 - 0.2393, abs=1e-4)
    assert "from 1.00 to 0.76" in repaired.note


def test_the_lowest_number_that_every_pair_can_share() -> None:
    assert read_correlation(-0.5, NAMES).note == ""
    with pytest.raises(MethodError, match=r"-0\.51 between every pair of 3 risks .* the lowest that can is -0\.5"):
        read_correlation(-0.51, NAMES)
    seven = pd.Index([f"R{number}" for number in range(7)])
    with pytest.raises(MethodError, match=r"the lowest that can is -0\.166$"):  # -1/6, rounded to what still holds
        read_correlation(-0.2, seven)
    assert read_correlation(-0.166, seven).note == ""


@pytest.mark.parametrize(
    ("matrix", "message"),
    [
        (1.5, "correlation of R1 with R2 is 1.5; it must be a number from -1 to 1"),
        ([[1, 0.2, 0], [0.3, 1, 0], [0, 0, 1]], "R1 with R2 is 0.2 one way and 0.3 the other"),
        ([[0.9, 0, 0], [0, 1, 0], [0, 0, 1]], "R1 with itself is not 1"),
        ([[1, np.nan, 0], [np.nan, 1, 0], [0, 0, 1]], "R1 with R2 is nan"),
        ([[1, 0], [0, 1]], r"the correlation matrix is \(2, 2\); there are 3 risks"),
        (pd.DataFrame([[1]], ["R1"], ["R1"]), "lacks R2, R3"),
    ],
)
def test_tables_that_are_no_correlations_say_where(matrix: object, message: str) -> None:
    with pytest.raises(MethodError, match=message):
        read_correlation(matrix, NAMES, repair=True)  # type: ignore[arg-type]  # the point of the test


def test_a_factor_times_its_transpose_is_the_matrix_even_a_singular_one() -> None:
    ones = np.ones((3, 3))
    assert factor_in_order(ones) @ factor_in_order(ones).T == pytest.approx(ones)
    nearest = nearest_correlation(np.array(IMPOSSIBLE))
    assert factor_in_order(nearest) @ factor_in_order(nearest).T == pytest.approx(nearest, abs=1e-4)


def test_a_factor_is_choleskys_and_what_comes_later_changes_nothing_before() -> None:
    matrix = np.array([[1, 0.3, -0.2, 0.1], [0.3, 1, 0.5, 0], [-0.2, 0.5, 1, 0.4], [0.1, 0, 0.4, 1]])
    whole = factor_in_order(matrix)
    assert whole == pytest.approx(np.linalg.cholesky(matrix))
    assert (factor_in_order(matrix[:3, :3]) == whole[:3, :3]).all()
