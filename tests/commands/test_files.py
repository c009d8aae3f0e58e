"""Files are read as they are, and written whole or not at all."""

import os
import sys
from pathlib import Path

import pytest

from escp_data.errors import CannotRead
from escp_data.files import read_file, write_file
from tests.limits import full_disk


def test_a_file_is_read_as_it_is(tmp_path: Path) -> None:
    (tmp_path / "a.xlsx").write_bytes(b"a\r\n\x00")
    assert read_file(str(tmp_path / "a.xlsx")) == b"a\r\n\x00"


def test_what_cannot_be_read_is_said_plainly(tmp_path: Path) -> None:
    (tmp_path / "file").write_bytes(b"")
    for path, sentence in (
        (tmp_path, "{} is a folder. Give the path of a workbook."),
        (tmp_path / "a.xlsx", "There is no file {}. Check the path."),
        (tmp_path / "file" / "a.xlsx", "There is no file {}. Check the path."),
        (tmp_path / ("a" * 300), "There is no file {}. Check the path."),
    ):
        with pytest.raises(CannotRead) as refusal:
            read_file(str(path))
        assert str(refusal.value) == sentence.format(path)


def test_a_file_is_written_and_replaced_and_nothing_else_is_there(tmp_path: Path) -> None:
    for content in (b"first", b"second"):
        write_file(str(tmp_path / "out.csv"), content)
        assert {path.name: path.read_bytes() for path in tmp_path.iterdir()} == {"out.csv": content}


@pytest.mark.skipif(sys.platform == "win32", reason="Windows has no such permissions or links")
def test_others_may_read_it_and_a_link_stays_one(tmp_path: Path) -> None:
    (tmp_path / "link.csv").symlink_to(tmp_path / "out.csv")
    mask = os.umask(0o022)
    try:
        write_file(str(tmp_path / "link.csv"), b"x")
    finally:
        os.umask(mask)
    assert (tmp_path / "link.csv").is_symlink()
    assert (tmp_path / "out.csv").stat().st_mode & 0o777 == 0o644


def test_what_cannot_be_written_is_said_plainly(tmp_path: Path) -> None:
    for path, sentence in (
        (tmp_path, "{} is a folder. Give the name of a file in it."),
        (
            tmp_path / "no" / "a.csv",
            f"{{}} cannot be written: there is no folder {tmp_path / 'no'}. Make it first, or "
            "check the path.",
        ),
        (tmp_path / ("a" * 300), "{} cannot be written: its name is too long. Give a shorter one."),
    ):
        with pytest.raises(CannotRead) as refusal:
            write_file(str(path), b"x")
        assert str(refusal.value) == sentence.format(path)


def test_a_full_disk_leaves_what_was_there(tmp_path: Path) -> None:
    out = tmp_path / "out.csv"
    out.write_bytes(b"before")
    with full_disk(1000), pytest.raises(CannotRead) as refusal:
        write_file(str(out), bytes(5000))
    assert str(refusal.value) == (
        f"{out} cannot be written: the disk is full. Free some space and try again."
    )
    assert {path.name: path.read_bytes() for path in tmp_path.iterdir()} == {"out.csv": b"before"}


@pytest.mark.skipif(not Path("/dev/full").exists(), reason="This computer has no /dev/full")
def test_a_device_is_written_to_and_never_replaced() -> None:
    with pytest.raises(CannotRead, match="/dev/full cannot be written: the disk is full"):
        write_file("/dev/full", b"x")
    assert Path("/dev/full").is_char_device()
    write_file("/dev/null", b"x")
    assert Path("/dev/null").is_char_device()
