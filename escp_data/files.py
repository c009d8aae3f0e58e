"""Files that a person names on the command line: read as they are, written whole or not at all."""

import errno
import os
import uuid
from contextlib import suppress
from pathlib import Path

from escp_data.errors import CannotRead

MAX_BYTES_READ = 64 * 1024 * 1024
"""Enough to see that a workbook is too large."""

_FULL = (errno.ENOSPC, errno.EDQUOT, errno.EFBIG)
_NOWHERE = (errno.ENOENT, errno.ENOTDIR, errno.ENAMETOOLONG)


def read_file(path: str) -> bytes:
    """A file's bytes; raises CannotRead for a folder, a wrong path or one that may not be read."""
    if os.path.isdir(path):
        raise CannotRead(f"{path} is a folder. Give the path of a workbook.")
    try:
        with open(path, "rb") as file:
            return file.read(MAX_BYTES_READ)
    except OSError as error:
        if error.errno in _NOWHERE:
            raise CannotRead(f"There is no file {path}. Check the path.") from error
        raise CannotRead(f"{path} cannot be read. Check that you may open it.") from error


def write_file(path: str, content: bytes) -> None:
    """Write a file under its name only when it is whole; raises CannotRead where that cannot be.

    A device or a pipe is written to as it is.
    """
    if os.path.isdir(path):
        raise CannotRead(f"{path} is a folder. Give the name of a file in it.")
    place = Path(os.path.realpath(path))
    try:
        if place.exists() and not place.is_file():
            place.write_bytes(content)
        else:
            _replace(place, content)
    except OSError as error:
        raise CannotRead(f"{path} cannot be written: {why(error, place.parent)}") from error


def why(error: OSError, folder: Path) -> str:
    """Why something cannot be written to a folder, and the remedy, to end a sentence with."""
    if error.errno in _FULL:
        return "the disk is full. Free some space and try again."
    if error.errno == errno.ENAMETOOLONG:
        return "its name is too long. Give a shorter one."
    if not os.path.isdir(folder):
        return f"there is no folder {folder}. Make it first, or check the path."
    return "you may not write there, or it is open in another program."


def _replace(place: Path, content: bytes) -> None:
    unfinished = place.with_name(f".unfinished-{uuid.uuid4().hex}")
    try:
        with unfinished.open("xb") as file:
            file.write(content)
        os.replace(unfinished, place)
    finally:
        with suppress(OSError):
            unfinished.unlink(missing_ok=True)
