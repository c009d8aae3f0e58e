"""A copy of the store to try something on, and what it would come to."""

import sqlite3
from collections.abc import Iterator
from contextlib import closing, contextmanager
from pathlib import Path
from tempfile import TemporaryDirectory

from escp_data.store.connecting import make_private
from escp_data.store.database import Store


@contextmanager
def scratch(store: Store) -> Iterator[Store]:
    """A copy that nobody else sees, and that is gone afterwards."""
    with TemporaryDirectory(prefix="escp-scratch-", ignore_cleanup_errors=True) as folder:
        path = Path(folder) / "scratch.db"
        make_private(path)
        with store.reading() as source, closing(sqlite3.connect(path)) as target:
            source.backup(target)
        yield Store(path)
