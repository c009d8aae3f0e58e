"""Whatever a person can cause ends in one plain sentence and exit 2, and leaves nothing behind."""

import codecs
import sqlite3
from collections.abc import Callable
from contextlib import closing
from pathlib import Path

import pytest

from escp_data.store import database
from escp_data.store.connecting import connect
from escp_data.store.database import Store
from tests.calls import Caller, contents
from tests.limits import full_disk, read_only
from tests.store.test_store import dump

COMMANDS: dict[str, tuple[str, ...]] = {
    "template": ("template", "out.xlsx"),
    "check": ("check", "q3.xlsx"),
    "upload": ("upload", "q3.xlsx"),
    "history": ("history",),
    "withdraw": ("withdraw", "2", "--reason", "A trial"),
    "original": ("original", "2", "out.xlsx"),
    "export": ("export", "out.csv"),
    "backup": ("backup", "out.db"),
    "verify": ("verify",),
    "disproportionality": ("disproportionality",),
}
each_command = pytest.mark.parametrize("command", COMMANDS.values(), ids=COMMANDS)
each_change = pytest.mark.parametrize("name", ["upload", "withdraw", "export"])


# --- the store ---------------------------------------------------------------------------------


def a_strangers_database(path: Path) -> None:
    with closing(sqlite3.connect(path)) as connection:
        connection.execute("CREATE TABLE people (name)")


def a_newer_store(path: Path) -> None:
    path.write_bytes(Path("escp.db").read_bytes())
    with closing(sqlite3.connect(path)) as connection:
        connection.execute(
            "INSERT INTO _sqlite_migrations (migration_set, name, applied_at)"
            " VALUES ('escp', 'contract 9.9', '2030-01-01')"
        )
        connection.commit()


STORES: dict[str, tuple[Callable[[Path], object], str]] = {
    "directory": (Path.mkdir, "{} is a folder. Give the name of a file, such as escp.db."),
    "empty file": (Path.touch,
                   "{} is an empty file and no dashboard. Delete it, or check the path."),
    "text file": (lambda path: path.write_text("text, and by no means a database\n" * 99),
                  "{} holds no dashboard: it is some other kind of file. Check the path."),
    "damaged store": (lambda path: path.write_bytes(Path("escp.db").read_bytes()[:5000]),
                      "{} is damaged. Restore the latest backup, and keep this file."),
    "another program's database": (
        a_strangers_database, "{} is a database, but not of this dashboard. Check the path."),
    "newer version's store": (
        a_newer_store, "{} was made by a newer version of this program, and nothing was read or "
        "stored. Install that version, or restore a backup that this one made."),
}  # fmt: skip  # a row a line


@each_command
@pytest.mark.parametrize(("make", "sentence"), STORES.values(), ids=STORES)
def test_what_is_no_store(
    call: Caller,
    folder: Path,
    monkeypatch: pytest.MonkeyPatch,
    command: tuple[str, ...],
    make: Callable[[Path], object],
    sentence: str,
) -> None:
    monkeypatch.setattr("escp_data.store.database._ANOTHER_MAKES_IT_SECONDS", 0)
    make(Path("other.db"))
    before = contents(folder)
    said = call(*command, "--db", "other.db")
    assert (said.refusal, said.out) == (sentence.format("other.db"), "")
    assert contents(folder) == before


@each_command
def test_a_store_in_a_folder_that_is_not_there(
    call: Caller, folder: Path, monkeypatch: pytest.MonkeyPatch, command: tuple[str, ...]
) -> None:
    before = contents(folder)
    monkeypatch.setenv("ESCP_DB", "nowhere/escp.db")
    said = call(*command)
    assert said.refusal.startswith("There is no ")
    assert (said.out, contents(folder)) == ("", before)


@pytest.mark.parametrize("name", ["history", "withdraw", "original", "export", "backup", "verify"])
def test_a_store_that_is_not_there_is_not_made(call: Caller, folder: Path, name: str) -> None:
    before = contents(folder)
    said = call(*COMMANDS[name], "--db", "new.db")
    assert (said.refusal, said.out) == (
        "There is no dashboard at new.db. Check the path, or upload to make it.",
        "",
    )
    assert contents(folder) == before


@each_change
def test_a_store_in_a_folder_that_can_only_be_read_is_not_changed(
    call: Caller, folder: Path, monkeypatch: pytest.MonkeyPatch, name: str
) -> None:
    codecs.lookup("utf-8-sig")  # Python finds it later only where it may read its own folder
    with read_only(folder / "escp.db", folder / "q3.xlsx") as place:
        monkeypatch.chdir(place.parent / "open")
        said = call(*COMMANDS[name], "--db", place / "escp.db")
        left = {path.name for path in place.iterdir()}
    assert said.refusal == (
        f"{place / 'escp.db'} cannot be written to. Nothing was stored; ask for the right to write."
    )
    assert left == {"escp.db", "q3.xlsx"}


@pytest.mark.parametrize("name", [n for n in COMMANDS if n not in ("upload", "withdraw", "export")])
def test_a_store_in_a_folder_that_can_only_be_read_is_read(
    call: Caller, folder: Path, monkeypatch: pytest.MonkeyPatch, name: str
) -> None:
    usual = call(*COMMANDS[name], "--db", folder / "escp.db")
    with read_only(folder / "escp.db", folder / "q3.xlsx") as place:
        monkeypatch.chdir(place.parent / "open")
        said = call(*COMMANDS[name], "--db", place / "escp.db")
        left = {path.name for path in place.iterdir()}
    assert said == usual
    assert left == {"escp.db", "q3.xlsx"}


@each_command
def test_a_disk_without_any_room(call: Caller, folder: Path, command: tuple[str, ...]) -> None:
    before = dump(Store(folder / "escp.db"))
    files = contents(folder)
    with full_disk():
        said = call(*command, "--db", "escp.db")
    assert "disk" in said.refusal
    assert contents(folder) == files
    assert dump(Store(folder / "escp.db")) == before


@each_change
def test_a_disk_that_fills_up_while_the_store_is_written(
    call: Caller, folder: Path, name: str
) -> None:
    files, before = contents(folder), dump(Store(folder / "escp.db"))
    with full_disk(40_000):
        said = call(*COMMANDS[name], "--db", "escp.db", "--by", "x" * 60_000)
    assert said.refusal == (
        "The disk that holds escp.db cannot be read or written. Check it, and try again."
    )
    assert set(contents(folder)) == set(files)
    assert dump(Store(folder / "escp.db")) == before


@each_change
def test_a_store_that_cannot_grow_is_said_to_be_on_a_full_disk(
    call: Caller, folder: Path, monkeypatch: pytest.MonkeyPatch, name: str
) -> None:
    before = dump(Store(folder / "escp.db"))

    def connect_to_a_full_one(path: Path) -> sqlite3.Connection:
        connection = connect(path)
        (pages,) = connection.execute("PRAGMA page_count").fetchone()
        connection.execute(f"PRAGMA max_page_count = {pages}")
        return connection

    monkeypatch.setattr(database, "connect", connect_to_a_full_one)
    said = call(*COMMANDS[name], "--db", "escp.db", "--by", "x" * 60_000)
    assert said.refusal == (
        "The disk that holds escp.db is full. Nothing was stored; free some space."
    )
    assert "out.csv" not in contents(folder)
    monkeypatch.undo()
    assert dump(Store(folder / "escp.db")) == before


# --- the call ------------------------------------------------------------------------------------

CALLS = {
    (): "The call is not right: the following arguments are required: COMMAND.",
    ("chekc",): 'The call is not right: there is no command "chekc".',
    ("check",): "The call is not right: the following arguments are required: FILE.",
    ("history", "more"): "The call is not right: it has no place for: more.",
    ("history", "--jso"): "The call is not right: it has no place for: --jso.",
    ("withdraw", "two", "--reason", "x"):
        'The call is not right: argument ID: "two" is not a whole number.',
    ("withdraw", "2.0", "--reason", "x"):
        'The call is not right: argument ID: "2.0" is not a whole number.',
    ("original", "9" * 19, "out.xlsx"):
        f'The call is not right: argument ID: "{"9" * 19}" is not a whole number.',
    ("withdraw", "2"): "The call is not right: the following arguments are required: --reason.",
    ("withdraw", "2", "--rea", "x"):
        "The call is not right: the following arguments are required: --reason.",
    ("check", "q3.xlsx", "--db"): "The call is not right: argument --db: expected one argument.",
    ("export", "out.csv", "--priority", "one"):
        'The call is not right: argument --priority: "one" is not a whole number.',
}  # fmt: skip  # a row a line


@pytest.mark.parametrize(("arguments", "sentence"), CALLS.items())
def test_a_call_that_is_not_right(
    call: Caller, folder: Path, arguments: tuple[str, ...], sentence: str
) -> None:
    before = contents(folder)
    said = call(*arguments)
    assert said.refusal.startswith(f"{sentence} See python -m escp_data")
    assert (said.out, contents(folder)) == ("", before)


REFUSED = {
    ("withdraw", "99", "--reason", "x"):
        "There is no upload 99. See the history for the numbers there are.",
    ("withdraw", "2", "--reason", " "):
        "Give a reason: it stands in the history beside the upload.",
    ("original", "99", "out.xlsx"):
        "There is no upload 99. See the history for the numbers there are.",
    ("template", "out.xlsx", "--period", "soon"):
        '"soon" is not a period. Write it as 2025-26 Q3.',
    ("template", "out.xlsx", "--period", "2024-25 Q3", "--agency", "Enfield Counsil"):
        '"Enfield Counsil" is not a registered agency; did you mean Enfield Council? '
        "Write it that way, or register it.",
    ("export", "out.pdf"): "out.pdf must end in .xlsx or .csv: the ending says what to write.",
    ("backup", "q3.xlsx"): "q3.xlsx is there already. Give the backup a new name.",
}  # fmt: skip  # a list in few lines


@pytest.mark.parametrize(("arguments", "sentence"), REFUSED.items())
def test_what_is_not_there_to_be_had(
    call: Caller, folder: Path, arguments: tuple[str, ...], sentence: str
) -> None:
    before = contents(folder)
    said = call(*arguments, "--db", "escp.db")
    assert (said.refusal, said.out) == (sentence, "")
    assert contents(folder) == before


def test_what_sqlite_says_otherwise_is_one_sentence_too(call: Caller, folder: Path) -> None:
    with closing(sqlite3.connect(folder / "escp.db")) as connection:
        connection.execute("ALTER TABLE uploads RENAME TO gone")
    said = call("history", "--db", "escp.db")
    assert said.refusal.startswith(
        "The dashboard's file cannot be used. SQLite says: no such table: "
    )


@pytest.mark.usefixtures("folder")
def test_a_person_may_stop_it(call: Caller, monkeypatch: pytest.MonkeyPatch) -> None:
    def stop(*_: object) -> None:
        raise KeyboardInterrupt

    monkeypatch.setattr("escp_data.commands.uploading.check_workbook", stop)
    said = call("upload", "q3.xlsx", "--db", "escp.db")
    assert said.refusal == "Stopped. Whatever was not said to be stored was not stored."
