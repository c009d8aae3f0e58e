"""Feasibility intervals by pairs of groups, against the example and against a solver."""

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from escp_data.suppression.deciding import decide
from escp_data.suppression.pairs import Bools, Ints, Layout, interval, reach, swaps
from escp_data.suppression.protection import Record, Secret, Version
from tests.attacker import possible

GROUPS = ("Other", "Mixed")
SETS = (*GROUPS, "Total")
LAYOUT = Layout(
    GROUPS, SETS, np.array([[1, 0, 0], [0, 1, 0], [1, 1, 0]]), np.array([13.0, 15.0, 4.0])
)
OTHER, MIXED = [2, 1, 2, 2, 0, 1], [6, 5, 7, 6, 8, 6]


def record(quarters: int, told: Bools) -> Record:
    single, no = np.array([True, True, False]), np.zeros(quarters, dtype=bool)
    return Record(LAYOUT, ("",), {}, told, no, no, single)


def version(first: int, counts: Ints) -> Version:
    part = {"Council": counts[:, first : first + 4]}
    yes, no = np.ones(3, dtype=bool), np.zeros(3, dtype=bool)
    return Version(first, first + 4, part, np.ones((2, 4), dtype=bool), yes, no, no)


def test_the_example_of_six_cells() -> None:
    counts = np.array([OTHER, MIXED])
    found = record(6, np.ones(6, dtype=bool))
    seen = []
    for first in range(3):
        assert decide(found, version(first, counts)) == []
        seen.append([bool(each) for each in found.versions[-1].shown])
    assert seen == [[True, True, True], [False, False, True], [False, False, True]]
    edges = found.edges()[0]
    around = interval(LAYOUT, edges, 0, 1, 5)
    assert (around.rise.max(), around.fall.max(), around.values) == (10, 4, 15)
    for change in swaps(LAYOUT, edges, 0, 1, 5, 3):
        assert (change.sum(axis=0) == 0).all()
        assert (counts + change >= 0).all()
        assert change[0, :4].sum() == 0
    assert found.broken(found.versions) == set()


@given(
    st.lists(st.tuples(st.integers(0, 4), st.integers(0, 9)), min_size=4, max_size=7),
    st.booleans(),
)
@settings(max_examples=25, deadline=None)
def test_what_is_hidden_keeps_its_values_for_a_solver(
    cells: list[tuple[int, int]], told: bool
) -> None:
    """Two groups: every alternative is a swap, so the interval is exact where totals are told."""
    counts = np.array(cells).T
    quarters = len(cells)
    found = record(quarters, np.full(quarters, told))
    failed = [s for first in range(quarters - 3) for s in decide(found, version(first, counts))]
    rows: list[Ints] = []
    values = []
    for each in found.versions:
        for number in np.flatnonzero(each.shown):
            row = np.zeros_like(counts)
            row[:, each.span] = LAYOUT.holds[number, :2, None]
            rows.append(row.ravel())
            values.append(each.values[0, number])
    for at in range(quarters if told else 0):
        row = np.zeros_like(counts)
        row[:, at] = 1
        rows.append(row.ravel())
        values.append(counts[:, at].sum())
    known = np.array(rows, dtype=np.int64).reshape(len(rows), counts.size)
    for secret in found.proofs:
        if secret in failed:
            continue
        wanted = np.zeros_like(counts)
        wanted[:, secret.first : secret.after] = LAYOUT.holds[secret.set, :2, None]
        least, most = possible(known, np.array(values), wanted.ravel())
        assert most - least + 1 >= secret.need


def test_blocked_pairs_and_told_totals_do_not_move() -> None:
    counts = np.array([[[3, 3], [5, 5]]])
    blocked = np.array([[True, False], [True, False], [False, False]])
    edges = reach(LAYOUT, counts, blocked, np.array([False, True]), {})
    assert interval(LAYOUT, edges[0], 0, 0, 1).values == 1
    assert interval(LAYOUT, edges[0], 0, 1, 2).values == 9
    assert interval(LAYOUT, edges[0], 2, 1, 2).values == 1


@pytest.mark.parametrize(
    ("gone", "listed", "blocked"),
    [
        ([], [1, 1, 1], []),
        ([0], [0, 1, 1], ["Other Mixed", "Other nobody"]),
        ([0, 1], [0, 0, 1], ["Other nobody", "Mixed nobody"]),
        ([0], [0, 1, 0], []),
        ([0, 1], [0, 0, 0], []),
    ],
)
def test_a_pair_is_blocked_where_a_version_would_show_half_of_a_swap(
    gone: list[int], listed: list[int], blocked: list[str]
) -> None:
    found = record(5, np.zeros(5, dtype=bool))
    one = version(1, np.array([OTHER, MIXED]))
    one.there[gone, 2], one.listed = False, np.array(listed, dtype=bool)
    found.add(one)
    names = [" ".join((*GROUPS, "nobody")[at] for at in pair) for pair in LAYOUT.pairs]
    blocks = found.blocked(found.layers()[0])
    assert [name for name, at in zip(names, blocks, strict=True) if at[3]] == blocked
    assert not blocks[:, [0, 1, 2, 4]].any()


def test_a_group_without_a_row_in_one_version_can_change_in_another() -> None:
    """A quarter came in part, then whole: the first version says nothing of what it lacked."""
    counts = np.array([[2, 3, 4, 3], [9, 9, 9, 9]])
    part = counts * [[1, 1, 1, 0], [1, 1, 1, 0]]
    found = record(4, np.zeros(4, dtype=bool))
    first = version(0, part)
    first.there[:, 3], first.listed = False, np.array([False, False, True])
    found.add(first)
    found.add(version(0, counts))
    least = found.counts(found.layers()[0])
    assert least[0].tolist() == counts.tolist()
    swapped = np.array([[[0, 0, 0, 1], [0, 0, 0, -1]]])
    outsider = np.array([0])
    assert [bool(found.altered(v, swapped, outsider, least)[0]) for v in found.versions] == [0, 0]


def test_a_secret_needs_three_values_for_anybody_and_two_for_an_agency() -> None:
    asked = [(0, False), (0, True), (1, False), (1, True)]
    assert [Secret(who, 0, 0, 4, single).need for who, single in asked] == [3, 2, 2, 2]


@pytest.mark.parametrize("need", [2, 3])
def test_no_swap_where_nothing_can_move(need: int) -> None:
    edges = reach(LAYOUT, np.zeros((1, 2, 2), dtype=np.int64), np.zeros((3, 2), dtype=bool),
                  np.zeros(2, dtype=bool), {})  # fmt: skip  # a call in few lines
    assert swaps(LAYOUT, edges[0], 0, 0, 2, need) == []
