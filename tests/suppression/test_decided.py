"""What was decided about showing a window, kept in the store: made once, never made again."""

import json
import sqlite3
from pathlib import Path

import pytest

from escp_data.errors import GivesAway
from escp_data.markers import Reason
from escp_data.records.kept_hidden import hidden_by_method
from escp_data.records.upkeep import backup, look_over, verify
from escp_data.records.uploads import append, withdraw
from escp_data.store.audit import log
from escp_data.store.database import Store
from escp_data.suppression import decided
from escp_data.suppression.series import series
from escp_data.suppression.timeline import events
from escp_data.suppression.touched import touched
from escp_data.text.periods import parse_period
from escp_data.validation.checks import check_workbook
from tests.calls import Caller
from tests.counted import COUNCIL, GROUPS, MEASURE, POLICE, give, give_all, new_store, plan
from tests.stores import put, return_workbook

YEAR = "2023/24 academic"
COUNTS = (3, 120, 60, 200, 40, 9)
TABLES = ("suppression_secrets", "suppression_windows", "suppression_rounds")


def hidden(store: Store, code: str = "SEARCH") -> dict[object, str]:
    """Every sum of a measure that can be asked for, and why it is not shown."""
    return {name: each.why for name, each in vars(series(store)[code])["_figures"].items()}


def rows(store: Store, sql: str) -> list[tuple[object, ...]]:
    with store.reading() as connection:
        return list(connection.execute(sql))


def forget(store: Store) -> None:
    """Make it a store from before decisions were kept."""
    with sqlite3.connect(store.path) as connection:
        for table in TABLES:
            connection.execute(f"DELETE FROM {table}")
        connection.execute("UPDATE seals SET seal = seal || '-'")  # for caches: another store
    connection.close()


def test_every_window_is_kept_with_what_was_given_and_what_proves_it_safe(tmp_path: Path) -> None:
    store = new_store(tmp_path)
    give(store, YEAR, COUNTS)
    assert rows(store, "SELECT method, last_upload, last_decision FROM suppression_rounds") == [
        (2, 1, 0),
        (2, 2, 0),
    ]
    [(code, period, quarters, given, shown, why)] = rows(
        store, "SELECT code, period, quarters, given, shown, why FROM suppression_windows"
    )
    assert (code, period, quarters, why) == ("SEARCH", YEAR, 1, "")
    counts = {group: [count] for group, count in zip(GROUPS, COUNTS, strict=True)}
    assert json.loads(str(given)) == {"counts": {COUNCIL: counts}, "floors": {}}
    flags = json.loads(str(shown))
    assert [name for name, seen in flags.items() if not seen] == ["Asian", "Other"]
    secrets = rows(store, "SELECT reader, ethnic_group, single, proof FROM suppression_secrets")
    [(reader, group, single, proof)] = secrets
    assert (reader, group, single) == ("", "Asian", 0)
    changes = json.loads(str(proof))
    assert len(changes) == 2
    assert all(sum(by for _, _, by in change) == 0 for change in changes)
    assert {name for change in changes for name, _, _ in change} == {"Asian", "Other"}


def test_an_upload_and_its_decisions_are_stored_together_or_not_at_all(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    store = new_store(tmp_path)
    before = [rows(store, f"SELECT count(*) FROM {table}") for table in ("uploads", *TABLES)]

    def stop(*_: object) -> None:
        raise OSError("the power went")

    monkeypatch.setattr(decided, "_write", stop)
    with pytest.raises(OSError, match="the power went"):
        give(store, YEAR, COUNTS)
    assert before == [
        rows(store, f"SELECT count(*) FROM {table}") for table in ("uploads", *TABLES)
    ]


def test_a_store_that_kept_no_decisions_is_read_as_one_that_did_and_keeps_them_from_then_on(
    tmp_path: Path,
) -> None:
    store = new_store(tmp_path)
    for quarter in range(1, 6):
        give(store, f"202{3 + quarter // 5}-24 Q{quarter}" if quarter < 5 else "2024-25 Q1",
             (3, 9, 2, 12, 1, 4))  # fmt: skip  # a call in few lines
    before = hidden(store)
    forget(store)
    assert hidden(store) == before
    assert rows(store, "SELECT count(*) FROM suppression_rounds") == [(0,)]
    give(store, "2024-25 Q2", (30, 90, 20, 120, 10, 40))
    assert {name: why for name, why in hidden(store).items() if name in before} == before
    assert rows(store, "SELECT count(*) FROM suppression_windows") == [(3,)]


def test_the_sample_store_decided_at_once_hides_what_it_hid_upload_by_upload(
    sample_store: Path, tmp_path: Path
) -> None:
    copy = Store(tmp_path / "copy.db")
    backup(Store(sample_store), copy.path)
    forget(copy)
    assert everywhere(copy) == everywhere(Store(sample_store))


def everywhere(store: Store) -> dict[str, dict[object, str]]:
    return {code: hidden(store, code) for code in series(store)}


def test_what_an_earlier_method_showed_is_said_to_be_hidden_now(tmp_path: Path) -> None:
    store = new_store(tmp_path)
    give(store, YEAR, COUNTS)
    with sqlite3.connect(store.path) as connection:
        connection.execute(
            "INSERT INTO suppression_rounds (id, decided_at, method, last_upload, last_decision)"
            " VALUES (0, 'then', 1, 1, 0)"
        )
        connection.executemany(
            "INSERT INTO suppression_decisions (round_id, code, quarters, period, ethnic_group,"
            " made_of, shown) VALUES (0, 'SEARCH', 1, ?, ?, '[]', 1)",
            [(YEAR, "Other"), (YEAR, "Black")],
        )
    connection.close()
    assert hidden_by_method(store) == [f"SEARCH: 1 sum shown before is hidden now (Other, {YEAR})."]


def test_a_total_that_an_earlier_method_could_show_is_said_to_be_hidden_now(
    tmp_path: Path,
) -> None:
    store = new_store(tmp_path)
    give(store, "2023-24 Q1", (0, 30, 0, 0, 0, 0))
    give(store, "2023-24 Q1", (0, 4, 0, 0, 0, 0), agency=POLICE)
    give(store, "2023-24 Q2", (0, 30, 0, 0, 0, 0))
    forget(store)
    with sqlite3.connect(store.path) as connection:
        connection.execute(
            "INSERT INTO suppression_rounds (id, decided_at, method, last_upload, last_decision)"
            " VALUES (1, 'then', 1, 4, 0)"
        )
    connection.close()
    assert hidden_by_method(store) == [
        "SEARCH: 1 total that could be shown before is hidden now (2023-24 Q1)."
    ]


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
    put(store, plan(period="2023-24 Q2"), "plan again.xlsx")
    assert bears_on(1) == set()
    put(store, plan((MEASURE | {"Time": "stock"},)), "stock.xlsx")
    assert bears_on(1) == {"SEARCH"}
    withdraw(store, first.upload_id, "A slip", "Business unit")
    assert bears_on(1) == {"SEARCH"}


def compiled_first(folder: Path) -> tuple[Store, bytes]:
    """All agencies shown; the council's own, which leave three Black children, would come now."""
    store = new_store(folder)
    give(store, YEAR, (70, 23, 90, 240, 60, 17), agency="All agencies")
    own = zip(GROUPS, (50, 20, 60, 200, 40, 9), strict=True)
    counts = [
        {"Code": "SEARCH", "Period": YEAR, "Agency": COUNCIL, "Ethnic group": group, "Count": n}
        for group, n in own
    ]
    return store, return_workbook("2024-25 Q1", COUNCIL, Ethnicity_counts=counts)


def test_an_upload_that_brings_to_light_what_was_given_away_is_stopped(tmp_path: Path) -> None:
    store, content = compiled_first(tmp_path)
    before = store.version()
    checked = check_workbook(content, "own.xlsx", store)
    with pytest.raises(GivesAway) as stopped:
        append(store, checked, "Business unit")
    assert str(stopped.value) == (
        f"own.xlsx was not stored. With what was shown before, {COUNCIL} could work out a small "
        f"count of children that has to stay hidden: SEARCH, {YEAR}, Black. Leave those rows out, "
        "or store it and keep these sums hidden from now on."
    )
    assert store.version() == before
    assert look_over(store).notes == []
    append(store, checked, "Business unit", keep_hidden=True)
    assert verify(store) == []
    assert look_over(store).notes == [
        f"A hidden number can no longer be protected: SEARCH, {YEAR}, Black; {COUNCIL} can work "
        "it out from what was shown."
    ]
    assert log(store).iloc[0][["What", "Detail"]].tolist() == [
        "Kept hidden what can no longer be protected",
        f"SEARCH, {YEAR}, Black",
    ]
    assert series(store)["SEARCH"].figure(None, parse_period(YEAR), "Black").why == Reason.HIDDEN


def test_the_command_says_why_it_stopped_and_stores_when_told_to(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    store, content = compiled_first(tmp_path)
    (tmp_path / "own.xlsx").write_bytes(content)
    call = Caller(capsys)
    words = ("--db", store.path, "upload", "--accept-warnings")
    said = call(*words, tmp_path / "own.xlsx")
    assert said.code == 1
    assert "own.xlsx was not stored." in said.out
    assert "add --keep-hidden" in said.out
    assert call(*words, "--keep-hidden", tmp_path / "own.xlsx").code == 0


def test_a_proof_that_was_altered_is_found(tmp_path: Path) -> None:
    store = new_store(tmp_path)
    give(store, YEAR, COUNTS)
    with sqlite3.connect(store.path) as connection:
        connection.execute(
            "UPDATE suppression_secrets SET proof = ?",
            (json.dumps([[["Asian", YEAR, 1], ["White", YEAR, -1]]]),),
        )
    connection.close()
    assert f"What proves a hidden number safe does not hold: SEARCH, {YEAR}, Asian." in verify(
        store
    )
