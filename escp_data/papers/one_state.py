"""One state of the store for as long as a paper takes: an upload meanwhile changes none of it."""

import sqlite3
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field

import pandas as pd

from escp_data.model import Statement
from escp_data.store.database import Store

Place = tuple[str, str | None]


@dataclass(frozen=True)
class OneState(Store):
    """A store read through one connection, whose transaction sees one state; never written."""

    connection: sqlite3.Connection = field(compare=False)
    _tables: dict[Place, pd.DataFrame] = field(default_factory=dict, compare=False, repr=False)
    _said: dict[Place, list[Statement]] = field(default_factory=dict, compare=False, repr=False)

    @contextmanager
    def reading(self) -> Iterator[sqlite3.Connection]:
        """The same connection each time."""
        yield self.connection

    def current(self, table: str, as_at: str | None = None) -> pd.DataFrame:
        """A table as it stands; a copy of its own, of what was read once."""
        if (table, as_at) not in self._tables:
            self._tables[table, as_at] = super().current(table, as_at)
        return self._tables[table, as_at].copy()

    def statements(self, table: str, as_at: str | None = None) -> list[Statement]:
        """A table's statements, read once."""
        if (table, as_at) not in self._said:
            self._said[table, as_at] = super().statements(table, as_at)
        return list(self._said[table, as_at])


@contextmanager
def one_state(store: Store) -> Iterator[OneState]:
    """The store as it is now, for as long as this lasts."""
    with store.reading() as connection:
        yield OneState(store.path, connection)
