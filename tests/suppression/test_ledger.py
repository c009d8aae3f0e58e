"""Sums shown one upload after another, attacked with everything seen so far."""

from collections.abc import Mapping
from itertools import product

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from escp_data.suppression.ledger import Ledger
from tests.attacker import possible

Place = tuple[int, int, int]
"""Agency, quarter, group."""
Cell = tuple[Place, int]
"""A place and the upload that gave its count."""
ALL = -1


def given_away(ledger: Ledger) -> list[frozenset[object]]:
    """The hidden small sums that all the shown ones together fix."""
    column = {cell: at for at, cell in enumerate(ledger.counts)}

    def row(cells: frozenset[object]) -> list[int]:
        return [int(cell in cells) for cell in column]

    shown = [one for one in ledger.decisions if one.shown]
    known = np.array([row(one.cells) for one in shown]).reshape(len(shown), len(column))
    values = np.array([one.value for one in shown])
    found = []
    for one in ledger.decisions:
        if 1 <= one.value <= ledger.threshold:
            assert not one.shown
            least, greatest = possible(known, values, np.array(row(one.cells)))
            assert least <= one.value <= greatest
            if least == greatest:
                found.append(one.cells)
    return found


def sums_in_view(newest: Mapping[Place, Cell]) -> dict[tuple[int, ...], list[Cell]]:
    """What a page lets people pick: agency or all, group or all, quarter, how many quarters."""
    agencies, quarters, groups = (sorted(set(each)) for each in zip(*newest, strict=True))
    found: dict[tuple[int, ...], list[Cell]] = {}
    for agency, group, quarter, length in product(
        [ALL, *agencies], [ALL, *groups], quarters, (1, 4)
    ):
        window = range(quarter - length + 1, quarter + 1)
        if window[0] >= quarters[0]:
            found[agency, group, quarter, length] = [
                cell
                for (a, q, g), cell in newest.items()
                if agency in (ALL, a) and group in (ALL, g) and q in window
            ]
    return found


count = st.one_of(st.integers(0, 8), st.sampled_from([0, 2, 7, 15, 40]), st.integers(10, 60))


@st.composite
def uploads(draw: st.DrawFn) -> list[dict[Place, int]]:
    """A quarter at a time, some with corrections of counts given before."""
    agencies, groups = draw(st.sampled_from([(1, 3), (1, 4), (2, 2)]))
    given: list[dict[Place, int]] = []
    for quarter in range(draw(st.integers(2, 6))):
        places = [(agency, quarter, group) for agency, group in np.ndindex(agencies, groups)]
        one = {place: draw(count) for place in places}
        for earlier in given:
            for place in draw(st.lists(st.sampled_from(sorted(earlier)), max_size=1)):
                one[place] = draw(count)
        given.append(one)
    return given


@given(uploads(), st.sampled_from([5, 5, 3, 10]))
@settings(max_examples=40, deadline=None)
def test_nothing_small_is_given_away_by_all_uploads_together(
    given: list[dict[Place, int]], threshold: int
) -> None:
    ledger, newest = Ledger(threshold), dict[Place, Cell]()
    before: dict[frozenset[object], bool] = {}
    for number, upload in enumerate(given):
        newest |= {place: (place, number) for place in upload}
        sums = sums_in_view(newest)
        hidden = ledger.publish({newest[place]: upload[place] for place in upload}, sums)
        assert list(hidden) == list(sums)
        now = {one.cells: one.shown for one in ledger.decisions}
        assert before.items() <= now.items()
        before = now
    assert given_away(ledger) == []
    assert ledger.exposed == []


@given(uploads())
@settings(max_examples=20, deadline=None)
def test_nothing_small_is_given_away_by_one_upload(given: list[dict[Place, int]]) -> None:
    counts = {place: upload[place] for upload in given for place in upload}
    ledger = Ledger()
    sums = sums_in_view({place: (place, 0) for place in counts})
    hidden = ledger.publish({(place, 0): number for place, number in counts.items()}, sums)
    assert given_away(ledger) == []
    small = {name for name, cells in sums.items() if 1 <= ledger.value(cells) <= 5}
    assert small <= {name for name, secret in hidden.items() if secret}
    assert small or not any(hidden.values())


def test_one_small_count_hides_its_like_in_both_directions() -> None:
    ledger = Ledger()
    rows = {("Black", "A"): 3, ("Black", "B"): 12, ("White", "A"): 20, ("White", "B"): 30}
    sums: dict[object, list[tuple[str, str]]] = {name: [name] for name in rows}
    sums |= {
        "Black": [("Black", "A"), ("Black", "B")],
        "White": [("White", "A"), ("White", "B")],
        "A": [("Black", "A"), ("White", "A")],
        "B": [("Black", "B"), ("White", "B")],
        "All": list(rows),
    }
    weights: dict[object, float] = dict.fromkeys(("Black", "White", "A", "B", "All"), 3.0)
    hidden = ledger.publish(rows, sums, weights)
    assert {name for name, secret in hidden.items() if secret} == set(rows)


def test_sums_of_more_weight_are_kept() -> None:
    counts = {"small": 3, "other": 40}
    sums = {"small": ["small"], "other": ["other"], "total": ["small", "other"]}
    for weight, kept in ((0.5, "other"), (2.0, "total")):
        hidden = Ledger().publish(counts, sums, {"total": weight})
        assert [name for name, secret in hidden.items() if not secret] == [kept]


def test_the_difference_between_two_uploads_gives_nothing_away() -> None:
    """43 in all, then the 3 is corrected to 8: showing 48 and the 8 would give the 3 away."""
    ledger = Ledger()
    first = {"a": ["a, first"], "b": ["b"], "c": ["c"], "all": ["a, first", "b", "c"]}
    hidden = ledger.publish({"a, first": 3, "b": 20, "c": 20}, first, {"all": 9})
    assert [hidden["a"], hidden["b"] or hidden["c"], hidden["all"]] == [True, True, False]
    second = {"a": ["a, second"], "b": ["b"], "c": ["c"], "all": ["a, second", "b", "c"]}
    hidden = ledger.publish({"a, second": 8}, second, {"all": 9})
    assert hidden["a"]
    assert not hidden["all"]
    assert given_away(ledger) == []


def test_decisions_stay_when_more_is_published() -> None:
    ledger = Ledger()
    assert ledger.publish({"a": 7}, {"a": ["a"]}) == {"a": False}
    again = ledger.publish({"a": 7, "b": 3}, {"a": ["a"], "b": ["b"], "both": ["a", "b"]})
    assert again == {"a": False, "b": True, "both": True}


def test_what_was_given_away_before_is_reported() -> None:
    ledger = Ledger()
    counts = {"a": 3, "b": 7, "c": 9}
    ledger.publish(counts, {"b": ["b"], "all": ["a", "b", "c"], "c": ["c"]})
    assert ledger.publish({}, {"a": ["a"]}) == {"a": True}
    assert ledger.exposed == [frozenset({"a"})]
    assert given_away(ledger) == ledger.exposed


def test_whole_numbers_can_fix_what_fractions_leave_open() -> None:
    """With y and w hidden beside x and z, only halves would do: they must not count as safe."""
    ledger = Ledger()
    counts = {"x": 0, "y": 1, "z": 0, "w": 1, "known": 20}
    ledger.publish(counts, {"known": ["known"]})
    sums = {name: [name] for name in "wxyz"} | {
        "xy": ["x", "y", "known"],
        "yz": ["y", "z", "known"],
        "xzw": ["x", "z", "w", "known"],
    }
    hidden = ledger.publish({}, sums, {"x": 0.01, "z": 0.01})
    assert given_away(ledger) == []
    assert hidden["y"]
    assert hidden["w"]


def test_a_ledger_can_be_kept_and_restored() -> None:
    rng = np.random.default_rng(4)
    newest = {(0, quarter, group): ((0, quarter, group), 0) for quarter, group in np.ndindex(5, 3)}
    counts = {cell: int(rng.integers(0, 15)) for cell in newest.values()}
    ledger = Ledger()
    ledger.publish(counts, sums_in_view(newest))
    decisions = {one.cells: one.shown for one in ledger.decisions}
    again = Ledger.restore(ledger.counts, decisions)
    assert again.decisions == ledger.decisions
    more = {(0, 5, group): ((0, 5, group), 1) for group in range(3)}
    again.publish(dict(zip(more.values(), (2, 9, 11), strict=True)), sums_in_view(newest | more))
    assert again.exposed == []
    assert given_away(again) == []


def test_nothing_small_hides_nothing() -> None:
    assert Ledger().publish({"a": 0, "b": 6}, {"a": ["a"], "ab": ["a", "b"], "none": []}) == {
        "a": False,
        "ab": False,
        "none": False,
    }


@pytest.mark.parametrize(
    ("counts", "sums", "message"),
    [
        ({"a": -1}, {}, "'a' is not a whole number"),
        ({"a": 1.5}, {}, "'a' is not a whole number"),
        ({"a": float("nan")}, {}, "'a' is not a whole number"),
        ({"a": None}, {}, "'a' is not a whole number"),
        ({"kept": 8}, {}, "'kept' was another before"),
        ({}, {"x": ["b"]}, "made of 'b', and no such count"),
    ],
)
def test_a_count_that_does_not_fit(
    counts: dict[str, int], sums: dict[str, list[str]], message: str
) -> None:
    ledger = Ledger()
    ledger.publish({"kept": 7}, {})
    with pytest.raises(ValueError, match=message):
        ledger.publish(counts, sums)


def test_settings_that_do_not_fit() -> None:
    with pytest.raises(ValueError, match="0 or more"):
        Ledger(threshold=-1)
    with pytest.raises(ValueError, match="below 0"):
        Ledger().publish({"a": 7}, {"a": ["a"]}, {"a": -1})


def test_sums_known_to_be_equal_are_no_way_to_a_small_count() -> None:
    """A year of 33 is shown; its quarters follow, 30 and 3."""
    ledger = Ledger()
    year, first, second = frozenset({"year"}), frozenset({"first"}), frozenset({"second"})
    equal = [(year, first | second)]
    ledger.publish({"year": 33}, {"year": year})
    quarters = {"first": first, "second": second}
    hidden = ledger.publish({"first": 30, "second": 3}, quarters, equal=equal)
    assert hidden == {"first": True, "second": True}
    assert ledger.equal == equal
    kept = {one.cells: one.shown for one in ledger.decisions}
    again = Ledger.restore(ledger.counts, kept, ledger.equal, ledger.changes)
    assert again.publish({}, {"half": first}) == {"half": True}
    assert (again.equal, again.changes) == (ledger.equal, ledger.changes)
    with pytest.raises(ValueError, match="differ"):
        ledger.publish({"third": 4}, {"third": ["third"]}, equal=[(second, ["third"])])
