"""What the filters of several pages share: one set for the page, its link and its files."""

from collections.abc import Sequence
from dataclasses import dataclass, fields
from typing import ClassVar

import pandas as pd

from escp_data.plan.filters import chosen_words, have_chosen


@dataclass(frozen=True)
class Chosen:
    """Filters, a field each. An empty one lets everything through; several values of one mean any
    of them.
    """

    nothing: ClassVar[str]
    """What is shown where nothing is chosen, in words."""

    @property
    def by_name(self) -> dict[str, tuple[object, ...]]:
        """What is chosen of each filter, in their order."""
        return {each.name: getattr(self, each.name) for each in fields(self)}

    @property
    def words(self) -> str:
        """The filters in one line: `Priority 2; RAG Red or Amber`."""
        chosen = {_label(name): values for name, values in self.by_name.items()}
        return chosen_words(chosen, self.nothing)


def filter_rows(rows: pd.DataFrame, filters: Chosen) -> pd.DataFrame:
    """The rows that pass every filter; each looks at the column of its name."""
    return rows[have_chosen(rows, filters.by_name)].reset_index(drop=True)


def passes(value: object, chosen: Sequence[object]) -> bool:
    """Whether a filter lets a value through; an empty one lets everything."""
    return not chosen or value in chosen


def _label(name: str) -> str:
    return "RAG" if name == "rag" else name.replace("_", " ").capitalize()
