"""A full disk and a folder that may not be written to, for tests; root is bound by them too."""

import codecs
import os
import sys
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from encodings.aliases import aliases
from functools import cache
from pathlib import Path
from tempfile import TemporaryDirectory

import pytest

_NOBODY = 65534


@contextmanager
def full_disk(most: int = 0) -> Iterator[None]:
    """No file may grow beyond `most` bytes: the system says so as it does for a full disk."""
    if sys.platform == "win32":
        pytest.skip("Windows cannot limit the size of files")
    import resource

    soft, hard = resource.getrlimit(resource.RLIMIT_FSIZE)
    resource.setrlimit(resource.RLIMIT_FSIZE, (most, hard))
    try:
        yield
    finally:
        resource.setrlimit(resource.RLIMIT_FSIZE, (soft, hard))


@cache
def look_up_every_codec() -> None:
    """Before nobody looks for one: Python's own files may be closed to them, and what Python looked
    for in vain once, it never looks for again. (A zip file needs cp437.)
    """
    for name in sorted(set(aliases.values())):
        with suppress(LookupError):  # some are of Windows alone
            codecs.lookup(name)


@contextmanager
def read_only(*files: Path, mode: int = 0o444) -> Iterator[Path]:
    """A folder with copies of these files, where neither it nor they can be written to.

    The folder `open` beside it holds copies that can. `mode` is that of the files.
    """
    if sys.platform == "win32":
        pytest.skip("Windows has no permissions of this kind")
    with TemporaryDirectory() as folder:
        base = Path(folder)
        base.chmod(0o755)
        for place, folder_mode, file_mode in (("locked", 0o555, mode), ("open", 0o777, 0o666)):
            (base / place).mkdir()
            for file in files:
                (base / place / file.name).write_bytes(file.read_bytes())
                (base / place / file.name).chmod(file_mode)
            (base / place).chmod(folder_mode)
        look_up_every_codec()
        user = os.geteuid()
        if user == 0:
            os.seteuid(_NOBODY)
        try:
            yield base / "locked"
        finally:
            os.seteuid(user)
            (base / "locked").chmod(0o755)
