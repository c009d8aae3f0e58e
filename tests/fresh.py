"""New stores for tests, copied: making one takes longer than most of what is tested on it."""

from functools import cache
from pathlib import Path
from tempfile import TemporaryDirectory

from escp_data.store.database import Store, open_store


def fresh_store(path: Path) -> Store:
    """The empty store that `open_store` would make at `path`, where nothing is yet."""
    assert not path.exists(), f"{path} is there already."
    path.write_bytes(_empty())
    path.chmod(0o600)
    return Store(path)


@cache
def _empty() -> bytes:
    """What `open_store` makes, once a process."""
    with TemporaryDirectory(ignore_cleanup_errors=True) as folder:
        return open_store(Path(folder) / "escp.db").path.read_bytes()
