"""What is on record, each question asked once: for the length of a check."""

from collections.abc import Set
from contextlib import AbstractContextManager, nullcontext

import pandas as pd

from escp_data.model import Known, Statement


class Once:
    """A `Known` that remembers its answers. Nobody may change the frames that it gives."""

    def __init__(self, known: Known) -> None:
        self._known = known
        self._frames: dict[tuple[str, str | None], pd.DataFrame] = {}
        self._statements: dict[tuple[str, str | None], list[Statement]] = {}
        self._untold: Set[str] | None = None

    def current(self, table: str, as_at: str | None = None) -> pd.DataFrame:
        key = table, as_at
        if key not in self._frames:
            self._frames[key] = self._known.current(table, as_at)
        return self._frames[key]

    def statements(self, table: str, as_at: str | None = None) -> list[Statement]:
        key = table, as_at
        if key not in self._statements:
            self._statements[key] = self._known.statements(table, as_at)
        return self._statements[key]

    def at_once(self) -> AbstractContextManager[Known]:
        return nullcontext(self)

    def spellings(self, table: str, field: str) -> list[str]:
        return self._known.spellings(table, field)

    def untold(self) -> Set[str]:
        if self._untold is None:
            self._untold = self._known.untold()
        return self._untold
