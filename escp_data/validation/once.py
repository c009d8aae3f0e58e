"""What is on record, each question asked once: for the length of a check."""

from contextlib import AbstractContextManager, nullcontext
from functools import cache

import pandas as pd

from escp_data.model import Known, Statement


class Once:
    """A `Known` that remembers its answers. Nobody may change the frames that it gives."""

    def __init__(self, known: Known) -> None:
        self._current = cache(known.current)
        self._statements = cache(known.statements)
        self.spellings = known.spellings
        self.untold = cache(known.untold)

    def current(self, table: str, as_at: str | None = None) -> pd.DataFrame:
        return self._current(table, as_at)

    def statements(self, table: str, as_at: str | None = None) -> list[Statement]:
        return self._statements(table, as_at)

    def at_once(self) -> AbstractContextManager[Known]:
        return nullcontext(self)
