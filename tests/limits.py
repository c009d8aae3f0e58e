"""A full disk and a folder that may not be written to, for tests; root is bound by them too."""

import os
import sys
from collections.abc import Iterator
from contextlib import contextmanager
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


@contextmanager
def read_only(*files: Path) -> Iterator[Path]:
    """A folder with copies of these files, where neither it nor they can be written to."""
    if sys.platform == "win32":
        pytest.skip("Windows has no permissions of this kind")
    with TemporaryDirectory() as folder:
        place = Path(folder)
        for file in files:
            (place / file.name).write_bytes(file.read_bytes())
            (place / file.name).chmod(0o444)
        place.chmod(0o555)
        user = os.geteuid()
        if user == 0:
            os.seteuid(_NOBODY)
        try:
            yield place
        finally:
            os.seteuid(user)
            place.chmod(0o755)
