from itertools import product

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tests.sums_attack import Range, attack, fixed

SUMS = {"a": "a", "b": "b", "c": "c", "ab": "ab", "bc": "bc", "ac": "ac", "abc": "abc"}


@given(st.tuples(*[st.integers(0, 4)] * 3), st.sets(st.sampled_from(sorted(SUMS))))
@settings(max_examples=60, deadline=None)
def test_limits_are_those_found_by_trying_everything(
    counts: tuple[int, int, int], names: set[str]
) -> None:
    def value(name: str, numbers: tuple[int, ...]) -> int:
        return sum(numbers["abc".index(cell)] for cell in SUMS[name])

    shown = {name: value(name, counts) for name in names} | {"abc": sum(counts)}
    possible = [
        numbers
        for numbers in product(range(13), repeat=3)
        if all(value(name, numbers) == seen for name, seen in shown.items())
    ]
    expected = {
        name: Range(min(found), max(found))
        for name in SUMS
        for found in [[value(name, numbers) for numbers in possible]]
    }
    assert attack(SUMS, shown, SUMS) == expected
    assert fixed(SUMS, shown, SUMS) == [name for name in SUMS if expected[name].is_fixed]


def test_without_a_limit_there_is_no_greatest() -> None:
    assert attack(SUMS, {"ab": 3}, ["a", "c"]) == {"a": Range(0, 3), "c": Range(0, None)}
    assert attack(SUMS, {}, ["a"]) == {"a": Range(0, None)}


def test_whole_numbers_fix_what_fractions_leave_open() -> None:
    sums = {"xy": "xy", "yz": "yz", "xzw": "xzw", "y": "y"}
    assert attack(sums, {"xy": 1, "yz": 1, "xzw": 1}, ["y"]) == {"y": Range(1, 1)}


def test_a_sum_of_nothing_is_nothing() -> None:
    assert attack({"none": ""}, {}, ["none"]) == {"none": Range(0, 0)}


def test_numbers_that_contradict_each_other() -> None:
    with pytest.raises(ValueError, match="contradict"):
        attack(SUMS, {"ab": 3, "a": 4}, ["b"])
