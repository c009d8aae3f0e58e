"""The attacks in these tests are their own: they share no code with what they attack."""

from itertools import combinations

import numpy as np
import pandas as pd
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from numpy.typing import NDArray

from escp_data.disclosure import hidden_cells, is_small, population_is_enough
from tests.attacker import Array, possible


def with_totals(counts: Array) -> Array:
    rows, columns = counts.shape
    full = np.zeros((rows + 1, columns + 1), dtype=np.int64)
    full[:rows, :columns] = counts
    full[rows] = full.sum(axis=0)
    full[:, columns] = full.sum(axis=1)
    return full


def sums(rows: int, columns: int) -> dict[tuple[int, int], Array]:
    """Which cells each number of the table, totals included, is the sum of."""
    found = {}
    for i, j in np.ndindex(rows + 1, columns + 1):
        cells = np.zeros((rows, columns), dtype=np.int64)
        cells[slice(None) if i == rows else i, slice(None) if j == columns else j] = 1
        found[i, j] = cells.ravel()
    return found


def fixed_in_table(counts: Array, hidden: NDArray[np.bool_], threshold: int = 5) -> list[object]:
    """The small numbers of the table that all the numbers not hidden give away."""
    full, made_of = with_totals(counts), sums(*counts.shape)
    shown = [place for place in made_of if not hidden[place]]
    known = np.array([made_of[place] for place in shown]).reshape(len(shown), counts.size)
    values = np.array([full[place] for place in shown])
    found: list[object] = []
    for place, cells in made_of.items():
        if 1 <= full[place] <= threshold:
            least, greatest = possible(known, values, cells)
            assert least <= full[place] <= greatest
            if least == greatest:
                found.append(place)
    return found


def fewest(counts: Array, threshold: int = 5) -> int:
    """How few numbers can be hidden, found by trying everything."""
    full = with_totals(counts)
    small = (full >= 1) & (full <= threshold)
    others = [place for place in np.ndindex(full.shape) if not small[place]]
    for more in range(len(others) + 1):
        for chosen in combinations(others, more):
            hidden = small.copy()
            for place in chosen:
                hidden[place] = True
            if not fixed_in_table(counts, hidden, threshold):
                return int(hidden.sum())
    raise AssertionError("hiding everything is always safe")


@st.composite
def tables(draw: st.DrawFn, most_rows: int, most_columns: int) -> Array:
    shape = draw(st.integers(1, most_rows)), draw(st.integers(1, most_columns))
    one = st.one_of(st.integers(0, 8), st.sampled_from([0, 1, 5, 6, 20, 300]))
    size = shape[0] * shape[1]
    cells = draw(st.lists(one, min_size=size, max_size=size))
    return np.array(cells, dtype=np.int64).reshape(shape)


@given(tables(6, 6), st.sampled_from([5, 5, 2, 9]))
@settings(max_examples=60, deadline=None)
def test_no_small_count_or_total_is_fixed_by_what_the_table_shows(
    counts: Array, threshold: int
) -> None:
    hidden = hidden_cells(pd.DataFrame(counts), threshold).to_numpy()
    full = with_totals(counts)
    small = (full >= 1) & (full <= threshold)
    assert hidden[small].all()
    assert fixed_in_table(counts, hidden, threshold) == []
    assert small.any() or not hidden.any()


@given(tables(2, 3))
@settings(max_examples=25, deadline=None)
def test_as_few_numbers_as_possible_are_hidden(counts: Array) -> None:
    assert hidden_cells(pd.DataFrame(counts)).to_numpy().sum() == fewest(counts)


@pytest.mark.parametrize(
    "counts",
    [
        [[3, 20, 30], [20, 30, 40], [30, 40, 50]],
        [[3, 0, 30], [0, 30, 0], [30, 0, 4]],
        [[3, 20, 30], [20, 4, 40], [30, 40, 2]],
        [[0, 0, 7], [0, 1, 0], [9, 0, 0]],
        [[40, 3, 3, 20], [40, 0, 3, 0], [0, 3, 0, 3]],
        [[40, 40, 0], [0, 3, 0], [3, 3, 0], [0, 3, 0]],
        [[40, 0, 40], [0, 3, 0], [3, 40, 20], [0, 3, 0]],
    ],
)
def test_as_few_numbers_as_possible_are_hidden_where_it_takes_a_search(
    counts: list[list[int]],
) -> None:
    table = pd.DataFrame(counts)
    assert hidden_cells(table).to_numpy().sum() == fewest(table.to_numpy())


def test_a_small_count_hides_three_more_numbers_and_no_total() -> None:
    table = pd.DataFrame({"Asian": [3, 20, 0], "Black": [12, 14, 17]}, index=["Q1", "Q2", "Q3"])
    expected = pd.DataFrame(
        {"Asian": [True, True, False, False], "Black": [True, True, False, False]}
        | {"Total": [False, False, False, False]},
        index=["Q1", "Q2", "Q3", "Total"],
    )
    pd.testing.assert_frame_equal(hidden_cells(table), expected)


@pytest.mark.parametrize(
    ("counts", "expected"),
    [
        ([[0, 0], [0, 0]], [[0, 0, 0], [0, 0, 0], [0, 0, 0]]),
        ([[6, 7], [0, 9]], [[0, 0, 0], [0, 0, 0], [0, 0, 0]]),
        ([[3]], [[1, 1], [1, 1]]),
        ([[3, 0]], [[1, 0, 1], [1, 0, 1]]),
        ([[3], [0]], [[1, 1], [0, 0], [1, 1]]),
        ([[3, 40]], [[1, 1, 0], [1, 1, 0]]),
        ([[3, 40, 0]], [[1, 1, 0, 0], [1, 1, 0, 0]]),
    ],
    ids=["zeros", "nothing small", "one cell", "pairs in a row", "in a column", "row", "0 stays"],
)
def test_small_tables(counts: list[list[int]], expected: list[list[int]]) -> None:
    assert hidden_cells(pd.DataFrame(counts)).to_numpy().astype(int).tolist() == expected


def test_missing_counts_stand_outside_the_table() -> None:
    table = pd.DataFrame({"a": [3, None, 20], "b": [None, 12, 14], "c": [20, 30, float("nan")]})
    hidden = hidden_cells(table)
    full = table.fillna(0).to_numpy().astype(np.int64)
    assert not hidden.iloc[:3, :3].to_numpy()[table.isna().to_numpy()].any()
    known = table.notna().to_numpy().ravel()
    made_of = {place: cells[known] for place, cells in sums(3, 3).items()}
    shown = [place for place in made_of if not hidden.to_numpy()[place]]
    values = np.array([with_totals(full)[place] for place in shown])
    least, greatest = possible(np.array([made_of[p] for p in shown]), values, made_of[0, 0])
    assert least < greatest


def test_counts_may_come_in_any_column_type() -> None:
    plain = pd.DataFrame({"a": [3, 20], "b": [12, 14]})
    for kind in ("Int64", "float64", "object"):
        pd.testing.assert_frame_equal(hidden_cells(plain.astype(kind)), hidden_cells(plain))


def test_an_empty_table_hides_nothing() -> None:
    answer = hidden_cells(pd.DataFrame(index=["Q1"]))
    assert answer.to_numpy().tolist() == [[False], [False]]


@pytest.mark.parametrize(
    ("table", "message"),
    [
        (pd.DataFrame({"Total": [1]}), 'called "Total" already'),
        (pd.DataFrame({"a": [1]}, index=["Total"]), 'called "Total" already'),
        (pd.DataFrame({"a": [-1]}), "whole numbers from 0 up"),
        (pd.DataFrame({"a": [1.5]}), "whole numbers from 0 up"),
        (pd.DataFrame({"a": [float("inf")]}), "whole numbers from 0 up"),
        (pd.DataFrame({"a": ["[c]"]}), "is not a number"),
        (pd.DataFrame([[3, 1e300]]), "add up to 9,007,199,254,740,992 or more"),
        (pd.DataFrame([[1e308, 1e308]]), "add up to 9,007,199,254,740,992 or more"),
        (pd.DataFrame([[3, 10**400]]), "add up to 9,007,199,254,740,992 or more"),
        (pd.DataFrame([[3, 2**53 + 1]]), "add up to 9,007,199,254,740,992 or more"),
        (pd.DataFrame([[2**62, 2**62], [2**62, 2**62]]), "add up to 9,007,199,254,740,992 or more"),
        (pd.DataFrame([[2**52], [2**52]]), "add up to 9,007,199,254,740,992 or more"),
    ],
)
def test_a_table_that_is_not_one_of_counts(table: pd.DataFrame, message: str) -> None:
    with pytest.raises(ValueError, match=message):
        hidden_cells(table)


def test_the_threshold_is_a_setting() -> None:
    table = pd.DataFrame({"a": [8, 20], "b": [12, 14]})
    assert not hidden_cells(table).to_numpy().any()
    assert hidden_cells(table, threshold=10).to_numpy().sum() == 4
    assert not hidden_cells(pd.DataFrame({"a": [3]}), threshold=0).to_numpy().any()
    for threshold in (-1, float("nan")):
        with pytest.raises(ValueError, match="0 or more"):
            hidden_cells(table, threshold)  # type: ignore[arg-type]  # one of them is no int


def test_the_largest_table_that_adds_up_exactly() -> None:
    table = pd.DataFrame([[3, 2**52], [2**52 - 12, 8]])
    assert hidden_cells(table).to_numpy().sum() == 4


def test_small_counts_and_populations_that_are_enough() -> None:
    assert is_small([0, 1, 5, 6, float("nan")]).tolist() == [False, True, True, False, False]
    assert is_small([6], threshold=10).tolist() == [True]
    assert population_is_enough([99, 100, float("nan")]).tolist() == [False, True, False]
