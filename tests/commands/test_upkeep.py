"""`restore`, and the seals that `verify` and `history` print."""

from pathlib import Path

import pytest

from escp_data.records.uploads import history
from escp_data.store.database import Store
from tests.calls import Caller, contents
from tests.commands.files import q3
from tests.store.test_store import dump
from tests.stores import progress, put, return_workbook


def test_a_backup_is_put_back_and_what_it_lacks_is_named(call: Caller, store: Store) -> None:
    call("backup", "copy.db", "--db", "escp.db")
    call("upload", q3(), "--db", "escp.db")
    call("withdraw", "2", "--reason", "A trial", "--db", "escp.db")
    was = store.newest_seal()
    (file,) = history(store).query("upload_id == 2")["file_name"]
    said = call("restore", "copy.db", "--db", "escp.db", "--by", "Chair")
    (kept,) = Path().glob("escp.before-restore-*.db")
    assert (said.code, said.err) == (0, "")
    assert said.lines == [
        "Restored escp.db from copy.db.",
        f"What was there before is kept in {kept}.",
        "Set aside: upload 4 (q3.xlsx).",
        f"Undone: upload 2 ({file}) had been withdrawn; it counts again.",
        "Numbers that readers saw since the backup was made can no longer be protected. "
        "To go back, withdraw; restore only to mend.",
        f"Newest seal: {store.newest_seal()}",
    ]
    assert call("verify", "--db", "escp.db").lines[0] == "The dashboard's file is whole."
    assert call("verify", "--db", kept).lines == [
        "The dashboard's file is whole.",
        f"Newest seal: {was}",
    ]
    assert "q3.xlsx" not in call("history", "--db", "escp.db").out


def test_what_cannot_be_opened_is_set_aside(call: Caller, store: Store) -> None:
    call("backup", "copy.db", "--db", "escp.db")
    store.path.write_bytes(b"text, and by no means a database")
    said = call("restore", "copy.db", "--db", "escp.db")
    (kept,) = Path().glob("escp.set-aside-*.db")
    assert said.lines[:3] == [
        "Restored escp.db from copy.db.",
        f"What was there before is kept in {kept}.",
        "It cannot be opened, so nobody can say which uploads were set aside.",
    ]
    assert call("history", "--db", "escp.db").code == 0


def test_a_store_is_to_be_named_and_a_backup_to_be_there(call: Caller, folder: Path) -> None:
    before = contents(folder)
    assert call("restore", "copy.db").refusal == (
        "Name the dashboard's file to restore, with --db or ESCP_DB."
    )
    assert call("restore", "copy.db", "--db", "escp.db").refusal == (
        "There is no backup at copy.db. Check the path."
    )
    assert contents(folder) == before


def test_every_upload_is_listed_with_its_seal(call: Caller, store: Store) -> None:
    said = call("history", "--db", "escp.db").lines
    assert said[-1] == f"Newest seal: {store.newest_seal()}"
    assert said[0].split("  ")[2] == store.newest_seal()
    assert len({line.split("  ")[2] for line in said[:-1]}) == 3


@pytest.mark.usefixtures("store")
def test_a_seal_that_was_written_down_is_looked_for(call: Caller) -> None:
    seals = [line.split("  ")[2] for line in call("history", "--db", "escp.db").lines[:3]]
    for each in seals:
        said = call("verify", "--seal", each.upper(), "--db", "escp.db")
        assert (said.code, said.lines[0]) == (0, "The dashboard's file is whole.")
    assert call("verify", "--seal", "0123456789ab", "--db", "escp.db").lines == [
        "No seal begins with 0123456789ab: this is not the dashboard it was written down of."
    ]


def test_a_clock_that_ran_backwards_is_a_note_and_no_damage(call: Caller, store: Store) -> None:
    put(store, return_workbook("2024-25 Q3", Progress=[progress("1.1", "Green")]), "", "2023-10-10")
    said = call("verify", "--db", "escp.db")
    assert (said.code, said.lines[1]) == (
        0,
        "Note: The clock ran backwards: upload 4 is dated 2023-10-10, before upload 3. "
        "The newest upload is still the one with the highest number.",
    )


@pytest.mark.parametrize("name", ["store", "backup"])
def test_a_restore_never_overwrites_what_is_newer(call: Caller, store: Store, name: str) -> None:
    call("backup", "copy.db", "--db", "escp.db")
    with Store(Path("escp.db" if name == "store" else "copy.db")).writing() as connection:
        connection.execute(
            "INSERT INTO _sqlite_migrations (migration_set, name, applied_at)"
            " VALUES ('escp', 'contract 9.9', 'now')"
        )
    before = dump(store)
    said = call("restore", "copy.db", "--db", "escp.db")
    assert "was made by a newer version of this program" in said.refusal
    assert dump(store) == before
