"""`upload` and `withdraw`: what is said, what is stored, and what is not."""

from pathlib import Path

import pytest

from escp_data.records.demonstration import LEFT_FOR_THE_NEWCOMER, SAMPLES, sample_returns
from escp_data.records.upkeep import verify
from escp_data.store.database import Store, open_store
from tests.calls import Caller
from tests.commands.files import WRONG, q3, workbook_file
from tests.store.test_store import dump, rags
from tests.stores import plan_workbook, progress, return_workbook


def test_upload_says_what_changes_and_stores_it(call: Caller, store: Store) -> None:
    path = workbook_file("again.xlsx", return_workbook("2024-25 Q2", Progress=[
        progress("2.1", "Amber", Progress_update="Two workshops cancelled"),
        progress("2.2", "Green"),
    ]))  # fmt: skip  # a row a line
    looked = "--accept-warnings"
    assert call("upload", path, "--db", store.path).code == 1
    said = call("upload", path, "--db", store.path, "--by", "Business unit", looked)
    assert (said.code, said.err) == (0, "")
    assert said.lines == [
        "W26  Warning: Progress!C2: RAG of 2.1 in 2024-25 Q2 would read Amber instead of Red.",
        "again.xlsx: 0 problems, 1 warning, 2 rows.",
        "Progress: 1 new, 1 changed, 0 unchanged.",
        "  2.1, 2024-25 Q2, All agencies, RAG: Red -> Amber",
        "again.xlsx: stored as upload 4, 2 rows.",
    ]
    assert ("2.1", "2024-25 Q2", "Amber") in rags(store)
    listed = call("history", "--db", store.path).lines
    assert listed[0].startswith("4  ")
    assert listed[0].endswith("  again.xlsx  2024-25 Q2  All agencies  by Business unit  2 rows")


def test_a_bad_file_never_keeps_the_others_out(call: Caller, store: Store) -> None:
    bad = workbook_file("bad.xlsx", return_workbook("2024-25 Q3", Progress=WRONG))
    empty = workbook_file("empty.xlsx", b"")
    said = call("upload", bad, empty, "gone.xlsx", q3(), "--db", store.path)
    assert said.code == 2
    assert said.lines[-1] == "q3.xlsx: stored as upload 4, 1 row."
    assert len(said.err.splitlines()) == 2
    assert len(rags(store)) == 6
    both = bad, q3("other.xlsx", "Amber")
    assert call("upload", *both, "--accept-warnings", "--db", store.path).code == 1
    assert ("2.1", "2024-25 Q3", "Amber") in rags(store)


def test_a_dry_run_and_the_same_file_again_store_nothing(call: Caller, store: Store) -> None:
    path = q3()
    before = dump(store)
    said = call("upload", path, "--dry-run", "--db", store.path)
    assert (said.code, said.lines[-1]) == (0, "q3.xlsx: nothing stored, as --dry-run asks.")
    assert dump(store) == before
    assert call("upload", path, "--db", store.path).code == 0
    after = dump(store)
    again = call("upload", path, "--db", store.path)
    assert (again.code, again.lines[-1]) == (
        0,
        "q3.xlsx: already stored as upload 4. Nothing changed.",
    )
    assert dump(store) == after


def test_warnings_are_to_be_accepted(call: Caller, store: Store) -> None:
    rows = [progress("2.1", "Red", Progress_update="Two workshops cancelled")]
    path = workbook_file("same.xlsx", return_workbook("2024-25 Q3", Progress=rows))
    before = dump(store)
    said = call("upload", path, "--db", store.path)
    assert (said.code, said.lines[-1]) == (
        1,
        "same.xlsx: not stored. Look at the warnings, then add --accept-warnings.",
    )
    assert said.lines[0].startswith("W05  Warning: Progress!")
    assert dump(store) == before
    accepted = call("upload", path, "--accept-warnings", "--db", store.path)
    assert (accepted.code, accepted.lines[-1]) == (0, "same.xlsx: stored as upload 4, 1 row.")


def test_upload_makes_the_store_that_is_named(
    call: Caller, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    monkeypatch.setenv("ESCP_DB", "new.db")
    plan = workbook_file("plan.xlsx", plan_workbook())
    assert call("upload", plan).lines[-1] == "plan.xlsx: stored as upload 1, 9 rows."
    assert verify(open_store("new.db", create=False)) == []


def test_uploading_all_samples_twice_leaves_the_store_as_once(
    call: Caller, own_store: Path
) -> None:
    store = Store(own_store)
    before = dump(store)
    said = call("upload", *sample_returns(), "--accept-warnings", "--db", own_store)
    assert said.code == 0
    assert sum("already stored as upload" in line for line in said.lines) == 13
    assert dump(store) == before


def test_withdrawing_the_latest_shows_the_state_before_to_the_row(
    call: Caller, own_store: Path
) -> None:
    store = Store(own_store)

    def current() -> list[str]:
        with store.reading() as connection:
            views = connection.execute(
                "SELECT name FROM sqlite_master WHERE name LIKE 'current_%' ORDER BY name"
            ).fetchall()
            return [repr(connection.execute(f"SELECT * FROM {v}").fetchall()) for (v,) in views]

    before = current()
    newest = SAMPLES / LEFT_FOR_THE_NEWCOMER
    assert call("upload", newest, "--accept-warnings", "--db", own_store).code == 0
    assert current() != before
    said = call("withdraw", "14", "--reason", "A trial", "--db", own_store)
    assert (said.code, said.lines[-1]) == (0, "Upload 14 is withdrawn. Nothing was deleted.")
    assert said.lines[0].startswith("Only it says: 11 updates, ")
    assert current() == before
    assert call("history", "--db", own_store).lines[0].endswith(", withdrawn: A trial")
