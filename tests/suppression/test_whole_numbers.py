"""The last question before an upload stops: other ways to change counts than by pairs."""

import numpy as np
import pytest

from escp_data.suppression.pairs import Ints, Layout, swaps
from escp_data.suppression.protection import Record, Secret, Version
from escp_data.suppression.whole_numbers import changes

GROUPS = ("Asian", "Black", "Mixed")
LAYOUT = Layout(GROUPS, GROUPS, np.eye(3, 4, dtype=np.int64), np.ones(3))
SIX = [[1, 0], [2, 0], [1, 1]]
ASIAN = Secret(0, 0, 0, 2, single=False)


def record(readers: tuple[str, ...] = ("",)) -> Record:
    told, no = np.ones(2, dtype=bool), np.zeros(2, dtype=bool)
    return Record(LAYOUT, readers, {}, told, no, no, np.ones(3, dtype=bool))


def version(shown: tuple[str, ...] = (), **counts: list[list[int]]) -> Version:
    given: dict[str, Ints] = {who: np.array(rows) for who, rows in counts.items()}
    every, seen = np.ones(3, dtype=bool), np.array([group in shown for group in GROUPS])
    return Version(0, 2, given, np.ones((3, 2), dtype=bool), every, seen, ~every)


def test_three_groups_do_what_no_two_can() -> None:
    found = record()
    found.add(version(Council=SIX))
    assert swaps(LAYOUT, found.edges()[0], 0, 0, 2, ASIAN.need) == []
    ways = changes(found, ASIAN)
    assert sorted(int(way[0].sum()) for way in ways) == [1, 2]
    for way in ways:
        assert (way.sum(axis=0) == 0).all()
        assert (np.array(SIX) + way >= 0).all()
        assert (way.sum(axis=1) >= [0, -1, -1]).all()


@pytest.mark.parametrize("shown", [("Black",), ("Mixed",), ("Black", "Mixed")])
def test_what_is_really_given_away_is_not_cleared(shown: tuple[str, ...]) -> None:
    found = record()
    found.add(version(shown, Council=SIX))
    assert changes(found, ASIAN) == []


def test_a_group_without_a_row_in_a_version_changes_in_the_others_alone() -> None:
    found = record()
    part = version(Council=SIX)
    part.there[:, 1] = False
    part.listed = np.zeros(3, dtype=bool)
    found.add(part)
    found.add(version(Council=SIX))
    assert sorted(int(way[0].sum()) for way in changes(found, ASIAN)) == [1, 2]


def test_counts_that_came_later_may_differ_beside_those_that_were_shown_without_them() -> None:
    """Council alone was shown whole; what Police gave since can still be otherwise."""
    found = record(("", "Council", "Police"))
    council = [[9, 9], [9, 9], [9, 9]]
    found.add(version(GROUPS, Council=council))
    found.add(version(Council=council, Police=SIX))
    asked = Secret(1, 0, 0, 2, single=False)
    assert [layer.givers for layer in found.layers()] == [("Council", "Police"), ("Police",)]
    [way] = changes(found, asked)
    assert way[0].sum() != 0
    assert (np.array(SIX) + way >= 0).all()
    assert swaps(LAYOUT, found.edges()[1], 0, 0, 2, asked.need) != []
