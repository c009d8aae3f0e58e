"""What was decided about showing a sum, kept in the store: made once, never made again."""

import json
import sqlite3
from pathlib import Path

import pytest

from escp_data.records.upkeep import backup
from escp_data.records.uploads import withdraw
from escp_data.store import upgrading
from escp_data.store.database import Store
from escp_data.suppression import decided
from escp_data.suppression.series import series
from escp_data.suppression.timeline import events, touched
from tests.counted import GROUPS, MEASURE, POLICE, give, give_all, new_store, plan
from tests.reader import EVERY, QUARTERS
from tests.stores import put

COUNTS = (3, 120, 60, 200, 40, 9)
TABLES = tuple(f"suppression_{what}" for what in ("rounds", "decisions", "equations", "changes"))


def hidden(store: Store, code: str = "SEARCH") -> dict[object, str]:
    """Every sum of a measure that can be asked for, and why it is not shown."""
    return {name: each.why for name, each in vars(series(store)[code])["_figures"].items()}


def rows(store: Store, sql: str) -> list[tuple[object, ...]]:
    with store.reading() as connection:
        return list(connection.execute(sql))


def forget(store: Store) -> None:
    """Make it a store from before decisions were kept."""
    with sqlite3.connect(store.path) as connection:
        for table in reversed(TABLES):
            connection.execute(f"DELETE FROM {table}")
        connection.execute("UPDATE seals SET seal = seal || '-'")  # for caches: another store
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
    changes = [
        dict(json.loads(str(row[0])))
        for row in rows(store, "SELECT change FROM suppression_changes")
    ]
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
        connection.execute("UPDATE seals SET seal = seal || '-'")
    connection.close()
    named = {str(name): why for name, why in hidden(store).items()}
    assert {why for name, why in named.items() if "All but" in name} == {"c"}  # until decided
    monkeypatch.setattr(decided, "METHOD", 2)
    monkeypatch.setattr(upgrading, "SUPPRESSION_METHOD", 2)
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


def test_what_is_only_said_again_is_not_read_again_while_it_stands(tmp_path: Path) -> None:
    def bears_on(newest: int) -> set[str]:
        with store.reading() as connection:
            return touched(connection, events(connection)[-newest:])

    store = new_store(tmp_path)
    first = give(store, "2023-24 Q1", COUNTS)
    assert bears_on(1) == {"SEARCH"}
    give(store, "2023-24 Q1", COUNTS, agency=POLICE)
    assert bears_on(1) == {"SEARCH"}
    give_all(store, {"2023-24 Q1": {"Asian": 3, "Black": 120}})
    assert bears_on(1) == set()
    assert bears_on(2) == {"SEARCH"}  # two at once are read whole
    put(store, plan(period="2023-24 Q2"), "plan again.xlsx")
    assert bears_on(1) == set()
    put(store, plan((MEASURE | {"Time": "stock"},)), "stock.xlsx")
    assert bears_on(1) == {"SEARCH"}
    give_all(store, {"2023-24 Q1": (4, *COUNTS[1:])})
    assert bears_on(1) == {"SEARCH"}
    withdraw(store, first.upload_id, "A slip", "Business unit")
    assert bears_on(1) == {"SEARCH"}


def test_the_sample_store_decided_at_once_hides_what_it_hid_upload_by_upload(
    sample_store: Path, tmp_path: Path
) -> None:
    copy = Store(tmp_path / "copy.db")
    backup(Store(sample_store), copy.path)
    forget(copy)
    assert hidden_everywhere(copy) == hidden_everywhere(Store(sample_store))


def hidden_everywhere(store: Store) -> dict[str, dict[object, str]]:
    return {code: hidden(store, code) for code in series(store)}
