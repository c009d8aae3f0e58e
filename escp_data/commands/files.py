"""Several workbooks in one call: every one is taken, and the worst exit code is given."""

import sys
from collections.abc import Callable, Iterable

from escp_data.commands.calls import say
from escp_data.errors import CannotRead, WorkbookRefused
from escp_data.files import read_file


class _FileCannotBeRead(CannotRead):
    """One of several files; where the store cannot be read, there is no point in going on."""


def for_each(paths: list[str], take: Callable[[str], int]) -> int:
    """Take every file, and give the worst exit code: one that cannot be read stops no other."""
    worst = 0
    for path in _with_progress(paths):
        try:
            worst = max(worst, take(path))
        except (_FileCannotBeRead, WorkbookRefused) as problem:
            say(problem, file=sys.stderr)
            worst = 2
    return worst


def read_workbook_file(path: str) -> bytes:
    """A workbook's bytes; one that cannot be read stops no other."""
    try:
        return read_file(path)
    except CannotRead as error:
        raise _FileCannotBeRead(str(error)) from error


def _with_progress(paths: list[str]) -> Iterable[str]:
    """The paths, counted out loud where there are several and a person looks on."""
    told = len(paths) > 1 and sys.stderr.isatty()
    for number, path in enumerate(paths, 1):
        if told:
            say(f"Workbook {number} of {len(paths)}", file=sys.stderr)
        yield path
