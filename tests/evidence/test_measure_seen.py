"""What a reader can work out who kept all totals that were ever shown, in small histories.

The oracle knows no rule: it tries every set of counts that agrees with all that was shown.
"""

import math
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from functools import cache
from itertools import combinations_with_replacement, permutations, product
from pathlib import Path
from random import Random

import pytest

from escp_data.contract import ALL_AGENCIES
from escp_data.disproportionality.definitions import Definition, read_definitions
from escp_data.evidence.measure_cells import Cell, Cells
from escp_data.evidence.measure_seen import Memory, counts_children
from escp_data.evidence.measure_totals import shown_totals
from escp_data.statements.who import Identities
from escp_data.store.database import Store
from escp_data.text.periods import Period
from tests.counted import COUNCIL, GROUPS, POLICE, new_store
from tests.stores import put, return_workbook

YEAR = Period("year", 2024)
QUARTERS = [Period("quarter", 2024, number) for number in (1, 2, 3, 4)]
A, B = "A", "B"
NOBODY = Identities({})


def definition(kind: str = "count", denominator: str = "") -> Definition:
    """A measure of children."""
    return Definition(
        "M1", "M", 1, "lower", "flow", "x", "", denominator, 100, "", "", "White", "", None, None,
        kind=kind,
    )  # fmt: skip  # a list in few lines


@dataclass
class Screen:
    """A measure without a store: what is on record, and all that was ever shown."""

    own: Definition = field(default_factory=definition)
    cells: Cells = field(default_factory=dict)
    memory: Memory = field(default_factory=lambda: Memory("9999"))
    ever: set[tuple[Period, tuple[str, ...], float]] = field(default_factory=set)
    uploads: int = 0

    def give(self, *rows: tuple[Period, str, float, float]) -> dict[Period, float]:
        """One upload; gives what is shown after it."""
        self.uploads += 1
        for period, agency, top, bottom in rows:
            cell = Cell(self.uploads, top, bottom, "", "")
            self.cells.setdefault(period, {})[agency] = cell
        return self.memory.after(f"{self.uploads:04}", (self.own,), self.cells, NOBODY)


@cache
def values_of(small: tuple[bool, ...], sums: frozenset[tuple[tuple[int, ...], int]]) -> list[int]:
    """How many values hidden counts, 1 or more (`small`: to 5), may have where all sums agree."""
    most = max([9, *(total for _, total in sums)])
    bound = sorted({at for places, _ in sums for at in places})
    found: dict[int, set[int]] = {at: set() for at in bound}
    for tried in product(*(range(1, (5 if small[at] else most) + 1) for at in bound)):
        by_place = dict(zip(bound, tried, strict=True))
        if all(sum(by_place[at] for at in places) == total for places, total in sums):
            for at, value in by_place.items():
                found[at].add(value)
    return [len(found[at]) if at in found else most for at in range(len(small))]


Step = tuple[Period, int]


def narrow(screen: Screen, steps: Iterable[Sequence[Step]]) -> list[Step]:
    """The small counts that have fewer than three values after these uploads of one agency.

    A count is known by its place among the versions of its quarter. A year is of the versions that
    are on record at its upload or, where there is none yet, the first to come.
    """
    every = list(steps)
    truth: dict[Period, list[int]] = {}
    shown: set[Step] = set()
    for upload in every:
        for period, count in upload:
            if count not in truth.setdefault(period, []):
                truth[period].append(count)
    for upload in every:
        found = screen.give(*((period, A, count, math.nan) for period, count in upload))
        shown |= {(period, int(count)) for period, count in found.items()}
    quarters = [(q, n) for q in truth if q != YEAR for n in truth[q]]
    hidden = [each for each in quarters if each not in shown and each[1]]
    zeros = [each for each in quarters if each not in shown and not each[1]]
    sums: set[tuple[tuple[int, ...], int]] = set()
    for _, total in (each for each in shown if each[0] == YEAR):
        for chosen in product(*(truth.get(q, []) for q in QUARTERS)):
            parts = list(zip(QUARTERS, chosen, strict=True))
            if sum(chosen) == total and len(parts) == len(QUARTERS):
                known = sum(n for q, n in parts if (q, n) in shown)
                places = tuple(hidden.index(each) for each in parts if each in hidden)
                sums.add((places, total - known))
                break
    few = [at for at, (_, count) in enumerate(hidden) if count <= 5]
    assert not [each for each in shown if 1 <= each[1] <= 5]
    assert zeros == [] or any(period == YEAR for period, _ in shown)
    if not few:
        return []
    sums = {each for each in sums if each[0] and len(each[0]) < len(QUARTERS)}  # else years alone
    values = values_of(tuple(count <= 5 for _, count in hidden), frozenset(sums))
    return [hidden[at] for at in few if values[at] < 3]


def test_no_order_of_quarters_and_their_year_gives_a_small_count_away() -> None:
    orders = list(permutations(range(5)))[::8]
    found = []
    for counts in combinations_with_replacement((0, 1, 4, 8), 4):
        rows = [*zip(QUARTERS, counts, strict=True), (YEAR, sum(counts))]
        for order in orders:
            found += narrow(Screen(), ([rows[at]] for at in order))
    assert found == []


def test_neither_do_uploads_of_several_at_once_or_corrections() -> None:
    random, found = Random(7), []
    for _ in range(700):
        counts = [random.choice((0, 1, 3, 4, 5, 6, 7, 8, 8)) for _ in QUARTERS]
        other = [*counts]
        other[random.randrange(4)] = random.choice((0, 2, 4, 6, 8, 9))
        early: list[Step] = [*zip(QUARTERS, counts, strict=True), (YEAR, sum(counts))]
        late: list[Step] = [*zip(QUARTERS, other, strict=True), (YEAR, sum(other))]
        late = [each for each in late if each not in early]
        random.shuffle(early)
        random.shuffle(late)
        if random.random() < 0.4:
            early = early[: random.randrange(2, 6)]
            late = [each for each in late if each[0] in dict(early)]
        uploads: list[list[Step]] = []
        for each in [*early, *late]:
            if uploads and random.random() < 0.4 and each[0] not in dict(uploads[-1]):
                uploads[-1].append(each)
            else:
                uploads.append([each])
        found += [(uploads, each) for each in narrow(Screen(), uploads)]
    assert found == []


Parts = tuple[tuple[int, int], ...]


def seen_of(parts: Parts, order: Sequence[str]) -> set[tuple[tuple[str, ...], int, int]]:
    """All that is shown of one quarter of a percentage while A, B and All agencies return it."""
    screen, found = Screen(definition("percentage", "Children who returned")), set()
    whole = tuple(map(sum, zip(*parts, strict=True)))
    rows = dict(zip((A, B, ALL_AGENCIES), (*parts[:2], whole), strict=True))
    given: list[str] = []
    for who in order:
        top, bottom = rows[who]
        given.append(who)
        shown = screen.give((QUARTERS[0], who, top, bottom))
        if QUARTERS[0] in shown:
            agencies = tuple(sorted({*given} - {ALL_AGENCIES}))
            found.add((agencies if who != ALL_AGENCIES else (who,), top, bottom))
    return found


def test_no_agency_joins_with_few_whoever_came_first() -> None:
    for a, b, rest in product(((8, 20), (0, 9)), ((0, 3), (3, 30), (0, 9), (8, 8)),
                              ((0, 0), (0, 4), (2, 9), (6, 6))):  # fmt: skip  # in two lines
        parts, places = (a, b, rest), {A: 0, B: 1}
        for order in permutations((A, B, ALL_AGENCIES)):
            sets = [
                ({0, 1, 2} if givers == (ALL_AGENCIES,) else {places[who] for who in givers})
                for givers, _, _ in seen_of(parts, order)
            ]
            early = order[: order.index(ALL_AGENCIES)]  # who comes later has it already
            for known in (set[int](), *({places[who]} for who in early)):
                worked_out = spanned(sets, known)
                for places_known in worked_out:
                    sums = [sum(parts[at][side] for at in places_known) for side in (0, 1)]
                    assert not any(1 <= each <= 5 for each in sums), (parts, order, places_known)


def spanned(sets: Iterable[set[int]], own: set[int]) -> set[frozenset[int]]:
    """Which agencies' numbers somebody has by subtraction, without its own."""
    found = {frozenset(each - own) for each in sets} - {frozenset[int]()}
    while True:
        more = {a - b for a in found for b in found if b < a} - found
        if not more:
            return found
        found |= more


BASE = {
    "Code": "M1", "Measure": "M", "Kind": "count", "Counts": "children", "Better when": "lower",
    "Time": "flow", "Definition": "x",
}  # fmt: skip  # a list in few lines


def upload(store: Store, *rows: tuple[str, int] | tuple[str, int, str], **more: object) -> int:
    """Store numbers of M1: period, numerator and, where it is not the Council's, agency."""
    given = [
        {"Code": "M1", "Period": row[0], "Numerator": row[1], "Agency": [*row, COUNCIL][2]} | more
        for row in rows
    ]
    return put(store, return_workbook("2025-26 Q4", "All agencies", Measure_values=given)).upload_id


def shown_of(store: Store, as_at: str | None = None) -> str:
    """What is shown of M1 in order of time, c where it is hidden, x where it is missing."""
    found = shown_totals(store, read_definitions(store, as_at), as_at)["M1"]
    words = {"hidden": "c", "missing": "x"}
    return " ".join(words.get(one.state) or f"{one.numerator:g}" for one in found.values())


def moments(store: Store) -> list[str]:
    """When each upload of numbers came."""
    found = store.statements("measure_values")
    return list(dict.fromkeys(str(row["uploaded_at"]) for row in found))


QS = tuple(f"2024-25 Q{number}" for number in (1, 2, 3, 4))


@pytest.mark.parametrize(
    ("counts", "year", "shown"),
    [
        ((4, 10, 20, 18), 52, "c 10 20 18 c"),
        ((1, 1, 20, 18), 40, "c c 20 18 c"),
        ((1, 1, 1, 18), 21, "c c c 18 c"),
        ((10, 20, 18), 52, "10 20 18 c"),
        ((10, 10, 20, 18), 58, "10 10 20 18 58"),
        ((4, 4, 20, 18), 46, "c c 20 18 46"),
        ((5, 5, 20, 18), 48, "c c 20 18 c"),
    ],
)
def test_a_year_after_its_quarters(
    tmp_path: Path, counts: tuple[int, ...], year: int, shown: str
) -> None:
    store = new_store(tmp_path, [BASE])
    for row in zip(QS[4 - len(counts) :], counts, strict=True):
        upload(store, row)
    upload(store, ("2024-25", year))
    assert sorted(shown_of(store).split()) == sorted(shown.split())


@pytest.mark.parametrize("threshold", [10], indirect=True)
@pytest.mark.usefixtures("threshold")
@pytest.mark.parametrize(
    ("counts", "year", "shown"),
    [
        ((8, 20, 40, 36), 104, "c 20 40 36 c"),
        ((8, 8, 40, 36), 92, "c c 40 36 92"),
        ((10, 10, 40, 36), 96, "c c 40 36 c"),
        ((11, 20, 40, 36), 107, "11 20 40 36 107"),
    ],
)
def test_a_year_after_its_quarters_where_the_threshold_is_ten(
    tmp_path: Path, counts: tuple[int, ...], year: int, shown: str
) -> None:
    store = new_store(tmp_path, [BASE])
    for row in zip(QS, counts, strict=True):
        upload(store, row)
    upload(store, ("2024-25", year))
    assert sorted(shown_of(store).split()) == sorted(shown.split())


def test_a_partner_that_was_chosen_stays_when_counts_by_group_come(tmp_path: Path) -> None:
    store = new_store(tmp_path, [BASE | {"Population basis": "School pupils"}])
    rows = [*zip(QS, (4, 10, 20, 18), strict=True), ("2024-25", 52)]
    upload(store, *rows)
    before = shown_of(store)
    groups = [{"Code": "M1", "Ethnic group": each, "Count": 40} for each in GROUPS]
    put(store, return_workbook("2025-26 Q1", COUNCIL, Ethnicity_counts=groups))
    assert before.split().count("c") == 2
    hidden = [one == "c" for one in before.split()]
    assert all(one == "c" for one, was in zip(shown_of(store).split(), hidden, strict=True) if was)


def test_of_children_is_what_was_ever_said_to_be(tmp_path: Path) -> None:
    store = new_store(tmp_path, [BASE | {"Counts": "other"}])
    upload(store, (QS[0], 3))
    assert shown_of(store) == "3"
    plan = {"Measures": [BASE]}
    put(store, return_workbook("2025-26 Q1", "All agencies", **plan))
    assert (shown_of(store), shown_of(store, moments(store)[0])) == ("c", "c")
    plan = {"Measures": [BASE | {"Counts": "other"}]}
    put(store, return_workbook("2025-26 Q2", "All agencies", **plan))
    assert shown_of(store) == "c"


def test_what_all_agencies_gave_counts_in_what_an_agency_leaves(tmp_path: Path) -> None:
    store = new_store(tmp_path, [BASE])
    upload(store, (QS[0], 23, ALL_AGENCIES))
    upload(store, (QS[0], 20))
    assert shown_of(store) == "c"


@pytest.mark.parametrize("back", [False, True])
def test_the_order_of_rows_in_a_workbook_decides_nothing(tmp_path: Path, back: bool) -> None:
    rows = [(QS[0], 40, ALL_AGENCIES), (QS[0], 20, COUNCIL)]
    store = new_store(tmp_path, [BASE])
    upload(store, *(reversed(rows) if back else rows))
    assert shown_of(store) == "40"


@pytest.mark.parametrize(
    ("counts", "others"),
    [
        ((4, 10, 20, 18), ()), ((4, 4, 20, 18), ()), ((10, 10, 20, 18), (9, 9, 9, 9)),
        ((20, 20, 20, 20), (20, 2, 2, 20)),
    ],
)  # fmt: skip  # a list in few lines
def test_a_renamed_agency_is_one_reader(
    tmp_path: Path, counts: tuple[int, ...], others: tuple[int, ...]
) -> None:
    shown: list[list[str]] = []
    for now in (COUNCIL, "The Council"):
        folder = tmp_path / now
        folder.mkdir()
        store = new_store(folder, [BASE])
        told: list[str] = []
        for place, (period, count) in enumerate(zip(QS, counts, strict=True)):
            name = COUNCIL if place < 2 else now
            if place == 2 and now != COUNCIL:
                row = {"Agency": now, "Type": "Safeguarding partner", "Also known as": COUNCIL}
                put(store, return_workbook("2024-25 Q3", "All agencies", Agencies=[row]))
                assert shown_of(store) == told[-1]
            police = [(period, each, POLICE) for each in others[place : place + 1]]
            upload(store, (period, count, name), *police)
            told.append(shown_of(store))
        upload(store, ("2024-25", sum(counts) + sum(others), ALL_AGENCIES))
        shown.append([*told, shown_of(store)])
    assert shown[0] == shown[1]


@pytest.mark.parametrize(
    ("words", "children"),
    [
        ("", True), ("Children who returned", True), ("Pupils in schools", True),
        ("Schools that returned", False), ("School days open", False), ("Cases", True),
    ],
)  # fmt: skip  # a list in few lines
def test_a_denominator_counts_children_unless_it_names_other_things(
    words: str, children: bool
) -> None:
    assert counts_children(definition("rate", words)) is children
