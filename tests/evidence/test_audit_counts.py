"""No hidden count of an audit of cases can be worked out: every small table, by brute force."""

from collections.abc import Iterator, Sequence
from functools import cache
from itertools import product
from pathlib import Path

import pytest

from escp_data.evidence.audit_counts import CASES, GRADES, Counts, hidden_of
from escp_data.evidence.practice_audits import practice_audits
from escp_data.markers import THRESHOLD, is_small
from escp_data.records.uploads import withdraw
from escp_data.store.database import Store
from tests.stores import plan_store, put, return_workbook, view
from tests.workbooks import bare_workbook

NAMES = (*GRADES, CASES)
Grades = tuple[int, ...]
Shown = tuple[Grades, frozenset[str]]
"""A version whose cases were all graded, and what was hidden of it."""
Unknown = tuple[str, int]


def tables(most: int) -> Iterator[Grades]:
    """Every four grades that add up to no more."""
    return (each for each in product(range(most + 1), repeat=4) if sum(each) <= most)


def small(numbers: Grades) -> set[str]:
    """The names of the small ones."""
    return {name for name, number in zip(NAMES, numbers, strict=True) if is_small(number)}


@cache
def alternatives(floors: Grades, total: int) -> tuple[Grades, ...]:
    """All numbers, each at least its floor, that add up to a total."""
    if len(floors) < 2:
        return (((total,),) if total >= floors[0] else ()) if floors else ((),)
    return tuple(
        (first, *rest)
        for first in range(floors[0], total + 1)
        for rest in alternatives(floors[1:], total - first)
    )


@cache
def both(one: Grades, other: Grades, alike: int, sums: tuple[int, int]) -> list[set[int]]:
    """The values of each unknown of two sums; the first few (`alike`) are the same in both."""
    own = alternatives(one, sums[0]), alternatives(other, sums[1])
    shared = {each[:alike] for each in own[0]} & {each[:alike] for each in own[1]}
    kept = [[each for each in found if each[:alike] in shared] for found in own]
    return [{each[at] for each in found} for found in kept for at in range(len(found[0]))]


def values(shown: Sequence[Shown]) -> Iterator[tuple[Unknown, set[int]]]:
    """The values that each hidden grade can have, for who knows all of what was shown.

    A grade that is alike in two versions is known to be, and zeros are known to be shown. What
    stands in no sum that is known can be anything, and is left out.
    """
    told = {
        one
        for grades, hidden in shown
        for one in zip(NAMES, (*grades, sum(grades)), strict=True)
        if one[0] not in hidden
    }
    sums = [
        [one for one in zip(GRADES, grades, strict=True) if one not in told]
        for grades, _ in shown
        if (CASES, sum(grades)) in told
    ]
    one, other = (*sums, [], [])[:2]
    alike = [each for each in one if each in other]
    one, other = (alike + [each for each in own if each not in alike] for own in (one, other))
    floors = [tuple(min(1, number) for _, number in own) for own in (one, other)]
    totals = sum(number for _, number in one), sum(number for _, number in other)
    yield from zip([*one, *other], both(floors[0], floors[1], len(alike), totals), strict=True)


def test_every_small_table_leaves_each_hidden_count_three_values() -> None:
    for grades in tables(14):
        hidden = hidden_of((Counts(grades, sum(grades)),))
        assert hidden >= small((*grades, sum(grades))), grades
        for (_, number), found in values([(grades, hidden)]):
            assert not is_small(number) or len(found) >= 3, (grades, hidden, found)


@pytest.mark.parametrize("rest", range(1, THRESHOLD + 1))
def test_what_is_left_of_the_cases_has_three_values_too(rest: int) -> None:
    for grades in tables(9):
        total = sum(grades) + rest
        hidden = hidden_of((Counts(grades, total),))
        assert hidden >= small((*grades, total)), grades
        own = [each for name, each in zip(GRADES, grades, strict=True) if name in hidden] + [rest]
        floors = (*(min(1, number) for number in own[:-1]), 0)
        if CASES not in hidden:
            for number, *found in zip(own, *alternatives(floors, sum(own)), strict=True):
                assert not is_small(number) or len(set(found)) >= 3, (grades, rest, hidden)


def test_no_correction_of_a_small_table_gives_a_hidden_count_away() -> None:
    every = [each for each in product((0, 1, 2, 7), repeat=4) if sum(each) <= 17]
    for first in (each for each in every if list(each) == sorted(each)):
        before = hidden_of((Counts(first, sum(first)),))
        for second in every:
            hidden = hidden_of((Counts(first, sum(first)), Counts(second, sum(second))))
            assert hidden >= before | small((*second, sum(second)))
            if len(hidden) < len(NAMES):
                for (_, number), found in values([(first, before), (second, hidden)]):
                    assert not is_small(number) or len(found) >= 3, (first, second, hidden)


AUDIT = {"Audit": "Front door", "Date": "10/06/2024", "Theme": "Voice"}


def stored(store: Store, day: str, *counts: int | None) -> int:
    row = AUDIT | dict(zip((*GRADES.values(), "Cases"), counts, strict=True))
    content = return_workbook("2024-25 Q2", Practice_audits=[row])
    return put(store, content, f"{day}.xlsx", day).upload_id


def shown_of(store: Store, as_at: str | None = None) -> list[str]:
    (found,) = practice_audits(store, view("2024-25 Q2", as_at=as_at))
    return [found.counts[name] for name in NAMES]


@pytest.mark.parametrize(
    ("counts", "shown"),
    [
        ((0, 18, 1, 1, 20), ["0", "[c]", "[c]", "[c]", "20"]),
        ((1, 1, 1, 17, 20), ["[c]", "[c]", "[c]", "[c]", "20"]),
        ((1, 1, 1, 3, 6), ["[c]", "[c]", "[c]", "[c]", "6"]),
        ((0, 14, 3, 3, 20), ["0", "14", "[c]", "[c]", "20"]),
        ((8, 6, 0, 1, 16), ["[c]", "6", "0", "[c]", "16"]),
        ((0, 0, 0, 3, 3), ["0", "0", "0", "[c]", "[c]"]),
    ],
)
def test_hidden_counts_have_room(tmp_path: Path, counts: tuple[int, ...], shown: list[str]) -> None:
    store = plan_store(tmp_path)
    stored(store, "2024-07-10", *counts)
    assert shown_of(store) == shown


def test_what_was_shown_before_hides_nothing_later(tmp_path: Path) -> None:
    """Twelve good of them were on the page: told by 12 and 20, two would be the difference."""
    store = plan_store(tmp_path)
    first = stored(store, "2024-07-10", 0, 12, 8, 0, 20)
    assert shown_of(store) == ["0", "12", "8", "0", "20"]
    stored(store, "2024-08-10", 0, 12, 2, 0, 14)
    assert shown_of(store) == ["0", "12", "[c]", "0", "[c]"]
    assert shown_of(store, "2024-07-20") == ["0", "12", "[c]", "0", "[c]"]
    withdraw(store, first, "A mistake", "Business unit")
    assert shown_of(store) == ["0", "12", "[c]", "0", "[c]"]


def test_a_partner_stays_hidden_when_its_version_is_withdrawn(tmp_path: Path) -> None:
    store = plan_store(tmp_path)
    first = stored(store, "2024-07-10", 0, 18, 2, 0, 20)
    assert shown_of(store) == ["0", "[c]", "[c]", "0", "20"]
    withdraw(store, first, "A mistake", "Business unit")
    stored(store, "2024-08-10", 0, 18, 7, 0, 25)
    assert shown_of(store) == ["0", "[c]", "[c]", "0", "25"]


def test_a_column_left_out_keeps_its_count_and_its_protection(tmp_path: Path) -> None:
    """A correction of one column stands beside the others as they were."""
    store = plan_store(tmp_path)
    stored(store, "2024-07-10", 0, 12, 8, 0, 20)
    row = AUDIT | {"Requires improvement": 2, "Cases": 14}
    cover = {"Period": "2024-25 Q2", "Agency": "All agencies"}
    content = bare_workbook(cover, Practice_audits=[row])
    put(store, content, "part.xlsx", "2024-08-10")
    assert shown_of(store) == ["0", "12", "[c]", "0", "[c]"]
