"""What was decided about showing a sum, kept in the store: made once, never made again."""

import json
import random
import sqlite3
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path

import numpy as np
import pytest

from escp_data.periods import Period, parse_period
from escp_data.store import Store
from escp_data.suppression import decided
from escp_data.suppression.series import Series, series
from escp_data.suppression.sums import KNOWN, TOTAL, others
from escp_data.uploads import reinstate, withdraw
from tests.attacker import Array, possible
from tests.counted import COUNCIL, GROUPS, MEASURE, POLICE, give, give_all, new_store

FIVE = GROUPS[:5]
QUARTERS = [parse_period(f"2023-24 Q{number}") for number in (1, 2, 3, 4)]
Count = tuple[str, Period, str, int]
"""Agency, quarter, group and the number itself."""
COUNTS = (3, 120, 60, 200, 40, 9)
TABLES = ("suppression_rounds", "suppression_decisions", "suppression_changes")
EVERY = {**{group: (group,) for group in GROUPS}, TOTAL: GROUPS, KNOWN: FIVE,
         **{others(group): tuple(set(FIVE) - {group}) for group in FIVE}}  # fmt: skip


def of(store: Store) -> Series:
    return series(store)["SEARCH"]


def hidden(store: Store) -> dict[object, str]:
    """Every sum that can be asked for, and why it is not shown."""
    return {name: each.why for name, each in vars(of(store))["_figures"].items()}


def rows(store: Store, sql: str) -> list[tuple[object, ...]]:
    with store.reading() as connection:
        return list(connection.execute(sql))


def forget(store: Store) -> None:
    """Make it a store from before decisions were kept."""
    with sqlite3.connect(store.path) as connection:
        for table in reversed(TABLES):
            connection.execute(f"DELETE FROM {table}")
        connection.execute("UPDATE uploads SET sha256 = sha256 || '-'")  # for caches: another store
    connection.close()


def test_every_sum_is_kept_with_its_name_and_the_rows_it_adds_up(tmp_path: Path) -> None:
    store = new_store(tmp_path)
    give(store, "2023/24 academic", COUNTS)
    assert rows(store, "SELECT method, last_upload, last_decision FROM suppression_rounds") == [
        (1, 1, 0),
        (1, 2, 0),
    ]
    kept = rows(
        store,
        "SELECT round_id, code, agency, quarters, period, ethnic_group, made_of, shown"
        " FROM suppression_decisions ORDER BY id",
    )
    rank = {group: number for number, group in enumerate(GROUPS, 1)}
    assert {(row[5], row[6]) for row in kept} == {
        (name, json.dumps(sorted(rank[group] for group in made_of)))
        for name, made_of in EVERY.items()
    }
    assert {row[:5] for row in kept} == {(2, "SEARCH", None, 1, "2023/24 academic")}
    said = {str(row[5]): not row[7] for row in kept}
    why = {name.group: why == "c" for name, why in hidden(store).items() if not name.agency}  # type: ignore[attr-defined]  # a Name
    assert said == why
    assert said["Asian"]
    changes = [dict(json.loads(str(row[0]))) for row in rows(
        store, "SELECT change FROM suppression_changes")]  # fmt: skip
    assert changes
    assert all(change.get(rank["Asian"]) and sum(change.values()) == 0 for change in changes)


def test_an_upload_and_its_decisions_are_stored_together_or_not_at_all(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    store = new_store(tmp_path)
    before = [rows(store, f"SELECT count(*) FROM {table}") for table in ("uploads", *TABLES)]

    def stop(*_: object) -> None:
        raise OSError("the power went")

    monkeypatch.setattr(decided._Page, "write", stop)
    with pytest.raises(OSError, match="the power went"):
        give(store, "2023/24 academic", COUNTS)
    assert before == [
        rows(store, f"SELECT count(*) FROM {table}") for table in ("uploads", *TABLES)
    ]


def test_what_was_decided_stands_when_the_programme_would_choose_otherwise(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    store = new_store(tmp_path)
    give(store, "2023-24 Q1", COUNTS)
    before = hidden(store)
    monkeypatch.setattr(
        decided, "_weight", lambda name, _: 0.01 if "Black" in name.group else 900.0
    )
    give(store, "2023-24 Q2", COUNTS)
    assert {name: why for name, why in hidden(store).items() if name in before} == before
    forget(store)
    assert {name: why for name, why in hidden(store).items() if name in before} != before


def test_a_store_that_kept_no_decisions_is_read_as_one_that_did_and_keeps_them_from_then_on(
    tmp_path: Path,
) -> None:
    store = new_store(tmp_path)
    for quarter in QUARTERS:
        give(store, str(quarter), (3, 9, 2, 12, 1, 4))
    before, count = hidden(store), rows(store, "SELECT count(*) FROM suppression_decisions")
    forget(store)
    assert hidden(store) == before
    assert rows(store, "SELECT count(*) FROM suppression_rounds") == [(0,)]
    give(store, "2024-25 Q1", (30, 90, 20, 120, 10, 40))
    assert {name: why for name, why in hidden(store).items() if name in before} == before
    assert rows(store, "SELECT count(*) FROM suppression_decisions") > count


def test_where_the_sums_that_can_be_seen_change_the_past_is_decided_once_more(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    store = new_store(tmp_path)
    give(store, "2023/24 academic", COUNTS)
    before = hidden(store)
    with sqlite3.connect(store.path) as connection:  # as if comparators of four had come later
        connection.execute("DELETE FROM suppression_decisions WHERE ethnic_group LIKE 'All but %'")
        connection.execute("UPDATE uploads SET sha256 = sha256 || '-'")
    connection.close()
    named = {str(name): why for name, why in hidden(store).items()}
    assert {why for name, why in named.items() if "All but" in name} == {"c"}  # until decided
    monkeypatch.setattr(decided, "METHOD", 2)
    give(store, "2024/25 academic", (60, 120, 60, 200, 40, 9))
    assert {name: why for name, why in hidden(store).items() if name in before} == before


def test_an_upload_dated_before_others_is_decided_in_its_place(tmp_path: Path) -> None:
    """A server's clock was wrong for a while."""
    store = new_store(tmp_path)
    give(store, "2023-24 Q1", (30, 90, 20, 120, 10, 40), day="2024-05-01")
    give(store, "2023-24 Q2", COUNTS, day="2024-01-01")
    assert set(hidden(store).values()) == {"", "c"}
    asked = {day: series(store, day)["SEARCH"].periods for day in ("2024-02-01", "2024-06-01")}
    assert asked == {"2024-02-01": (QUARTERS[1],), "2024-06-01": (QUARTERS[0], QUARTERS[1])}


@dataclass
class Reader:
    """Somebody who looks after every event, writes all of it down, and knows what was said again.

    A count is told apart from another of its place only by its number.
    """

    store: Store
    given: list[dict[tuple[str, Period, str], int]] = field(default_factory=list)
    out: set[int] = field(default_factory=set)
    seen: dict[frozenset[Count], int] = field(default_factory=dict)
    unseen: set[frozenset[Count]] = field(default_factory=set)
    lost: set[frozenset[Count]] = field(default_factory=set)
    """Small sums that nobody could ask for until what had been seen already gave them away."""

    def current(self) -> dict[tuple[str, Period, str], int]:
        found: dict[tuple[str, Period, str], int] = {}
        for number, counts in enumerate(self.given):
            found |= counts if number not in self.out else {}
        return found

    def sums(self) -> Iterator[tuple[frozenset[Count], int, float]]:
        current, shown = self.current(), of(self.store)
        agencies = sorted({agency for agency, _, _ in current})
        for agency in (None, *agencies):
            mine = {key: n for key, n in current.items() if agency in (None, key[0])}
            for end in QUARTERS:
                spans = {"one": [end], "four": QUARTERS} if end == QUARTERS[-1] else {"one": [end]}
                for span, quarters in spans.items():
                    for name, groups in EVERY.items():
                        cells = {
                            (*key, n)
                            for key, n in mine.items()
                            if key[1] in quarters and key[2] in groups
                        }
                        figure = shown.figure(agency, end, name, span)  # type: ignore[arg-type]  # a Span
                        if figure.why != "x":
                            yield frozenset(cells), sum(cell[3] for cell in cells), figure.count

    def look(self) -> None:
        found = list(self.sums())
        new = {cells for cells, *_ in found} - self.seen.keys() - self.unseen
        self.lost |= self.given_away(new)
        for cells, value, count in found:
            if np.isnan(count):
                self.unseen.add(cells)
            else:
                assert count == value
                self.seen[cells] = value

    def given_away(self, about: set[frozenset[Count]]) -> set[frozenset[Count]]:
        """Those of the small sums that all that was seen fixes."""
        small = [cells for cells in about if 1 <= sum(cell[3] for cell in cells) <= 5]
        cells = frozenset().union(*self.seen, *small)
        columns = {cell: at for at, cell in enumerate(sorted(cells, key=str))}

        def row(cells: frozenset[Count]) -> Array:
            found = np.zeros(len(columns), dtype=np.int64)
            found[[columns[cell] for cell in cells]] = 1
            return found

        known = np.array([row(cells) for cells in self.seen])
        values = np.array(list(self.seen.values()))
        ends = {each: possible(known, values, row(each)) for each in small}
        return {each for each, (least, greatest) in ends.items() if least == greatest}


@pytest.mark.parametrize("seed", [43, 48, 50, 55])
def test_a_reader_who_looks_after_every_event_works_out_no_small_count(
    tmp_path: Path, seed: int
) -> None:
    """Returns, corrections, workbooks that say all of it again, withdrawals, reinstatements."""
    chance = random.Random(seed)
    reader = Reader(new_store(tmp_path, (MEASURE,)))
    agencies = (COUNCIL, POLICE)[: chance.choice((1, 2))]
    for step in range(12):
        agency = chance.choice(agencies)
        what = chance.choice(("return", "return", "again", "fix", "take back"))
        mine = {key: n for key, n in reader.current().items() if key[0] == agency}
        if step >= 5 and what == "take back":
            number = chance.randrange(len(reader.given))
            back = number in reader.out
            (reinstate if back else withdraw)(reader.store, number + 2, "A slip", "Business unit")
            reader.out ^= {number}
        else:
            period = QUARTERS[step % 4]
            counts = {(agency, period, group): draw(chance) for group in GROUPS}
            if mine and what == "again":
                counts = mine | {key: draw(chance) for key in chance.sample(sorted(mine), 1)}
            elif mine and what == "fix":
                counts = {key: draw(chance) for key in chance.sample(sorted(mine), 2)}
            number = put_counts(reader.store, counts)
            if number == len(reader.given) + 2:  # else these very bytes stand already
                reader.given.append(counts)
        if reader.current():
            reader.look()
    hidden_small = {cells for cells in reader.unseen if 1 <= sum(n for *_, n in cells) <= 5}
    assert len(hidden_small) > 5
    assert not hidden_small & reader.seen.keys()
    assert reader.given_away(hidden_small) == reader.lost


def draw(chance: random.Random) -> int:
    return chance.choice([0, 1, 2, 3, 5, 6, 9, chance.randint(8, 60), chance.randint(8, 60)])


def put_counts(store: Store, counts: dict[tuple[str, Period, str], int]) -> int:
    """Store counts of one agency; gives the number of the upload they stand in."""
    by_period: dict[str, dict[str, object]] = {}
    for (_, period, group), count in counts.items():
        by_period.setdefault(str(period), {})[group] = count
    return give_all(store, by_period, agency=next(iter(counts))[0]).upload_id
