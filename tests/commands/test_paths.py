"""Files that cannot be read or written: one plain sentence, exit 2, and nothing left behind."""

import errno
from collections.abc import Callable
from pathlib import Path

import pytest

from tests.calls import Caller, Said, contents
from tests.limits import full_disk, read_only

WRITERS: dict[str, tuple[str, ...]] = {
    "template": ("template", "{}.xlsx"),
    "check --annotate": ("check", "q3.xlsx", "--annotate", "{}.xlsx"),
    "original": ("original", "2", "{}.xlsx"),
    "export to Excel": ("export", "{}.xlsx"),
    "export to CSV": ("export", "{}.csv"),
    "backup": ("backup", "{}.db"),
}
READERS = {"check": ("check",), "upload": ("upload",), "check --json": ("check", "--json")}

each_writer = pytest.mark.parametrize("command", WRITERS.values(), ids=WRITERS)
each_reader = pytest.mark.parametrize("command", READERS.values(), ids=READERS)


# --- the workbook to read ------------------------------------------------------------------------

FILES: dict[str, tuple[Callable[[Path], object], str]] = {
    "wrong path": (lambda _: None, "There is no file {}. Check the path."),
    "directory": (Path.mkdir, "{} is a folder. Give the path of a workbook."),
    "empty file": (Path.touch, "{} is empty (0 bytes): save it again and check that it opens."),
    "text file": (lambda path: path.write_text("Ref,RAG\n1.1,Green\n"), "{} is "),
    "PDF": (lambda path: path.write_bytes(b"%PDF-1.7\n%..."), "{} is "),
    "half a workbook": (
        lambda path: path.write_bytes(Path("q3.xlsx").read_bytes()[:3000]),
        "{} is ",
    ),
}


@each_reader
@pytest.mark.parametrize(("make", "sentence"), FILES.values(), ids=FILES)
def test_what_is_no_workbook(
    call: Caller,
    folder: Path,
    command: tuple[str, ...],
    make: Callable[[Path], object],
    sentence: str,
) -> None:
    make(Path("odd.xlsx"))
    before = contents(folder)
    said = call(*command, "odd.xlsx", "--db", "escp.db")
    assert said.refusal.startswith(sentence.format("odd.xlsx"))
    assert (said.out, contents(folder)) == ("", before)


@each_reader
def test_a_workbook_that_may_not_be_read(
    call: Caller, folder: Path, command: tuple[str, ...]
) -> None:
    with read_only(folder / "q3.xlsx", folder / "escp.db", mode=0) as place:
        path = place / "q3.xlsx"
        said = call(*command, path, "--db", place.parent / "open" / "escp.db")
    assert said.refusal == f"{path} cannot be read. Check that you may open it."


# --- the file to write -------------------------------------------------------------------------


def refused(call: Caller, folder: Path, command: tuple[str, ...], out: str) -> Said:
    """A call that writes to `out` and cannot; nothing has changed in the folder."""
    before = contents(folder)
    said = call(*(part.format(out) for part in command), "--db", "escp.db")
    after = contents(folder)
    before["escp.db"] = after["escp.db"]  # an export that was tried stands in its log
    assert after == before
    return said


@each_writer
def test_a_folder_is_no_file_to_write(call: Caller, folder: Path, command: tuple[str, ...]) -> None:
    for ending in ("xlsx", "csv", "db"):
        Path(f"out.{ending}").mkdir()
    said = refused(call, folder, command, "out")
    assert any(words in said.refusal for words in ("is a folder.", "is there already."))


@each_writer
@pytest.mark.parametrize("out", ["nowhere/out", "q3.xlsx/out"])
def test_a_folder_that_is_not_there_is_named(
    call: Caller, folder: Path, command: tuple[str, ...], out: str
) -> None:
    said = refused(call, folder, command, out)
    assert "cannot be written: there is no folder" in said.refusal


@each_writer
def test_a_folder_that_can_only_be_read(
    call: Caller, folder: Path, command: tuple[str, ...], monkeypatch: pytest.MonkeyPatch
) -> None:
    with read_only(folder / "q3.xlsx", folder / "escp.db") as place:
        monkeypatch.chdir(place.parent / "open")
        said = call(*(part.format(place / "out") for part in command), "--db", "escp.db")
        left = sorted(path.name for path in place.iterdir())
    assert said.refusal.endswith(
        "cannot be written: you may not write there, or it is open in another program."
    )
    assert left == ["escp.db", "q3.xlsx"]


@each_writer
def test_a_disk_that_fills_up_leaves_no_half_file(
    call: Caller, folder: Path, command: tuple[str, ...], monkeypatch: pytest.MonkeyPatch
) -> None:
    def no_room(*_: object) -> None:
        raise OSError(errno.ENOSPC, "No space left on device")

    monkeypatch.setattr("os.replace", no_room)
    said = refused(call, folder, command, "out")
    assert "cannot be written: the disk is full. Free some space" in said.refusal


def test_a_backup_to_a_full_disk_leaves_no_half_store(call: Caller, folder: Path) -> None:
    files = set(contents(folder))
    with full_disk(40_000):
        said = call("backup", "out.db", "--db", "escp.db")
    assert said.refusal == "out.db cannot be written. Check that its disk is not full."
    assert set(contents(folder)) == files
