"""Which training to show: one set of filters for the page, its link and its files."""

from dataclasses import dataclass

import pandas as pd

from escp_data.evidence.chosen import chosen_words


@dataclass(frozen=True)
class TrainingFilters:
    """Each empty filter lets every row through; several values of one mean any of them."""

    priority: tuple[int, ...] = ()
    course: tuple[str, ...] = ()
    agency: tuple[str, ...] = ()
    year: tuple[str, ...] = ()

    @property
    def words(self) -> str:
        """The filters in one line: `Agency Metropolitan Police; Year 2025-26`."""
        chosen = {
            "Priority": self.priority,
            "Course": self.course,
            "Agency": self.agency,
            "Year": self.year,
        }
        return chosen_words(chosen, "all training")


def filter_training(rows: pd.DataFrame, filters: TrainingFilters) -> pd.DataFrame:
    """The rows of `training` that pass every filter."""
    keep = pd.Series(True, index=rows.index)
    for column in ("priority", "course", "agency", "year"):
        chosen = getattr(filters, column)
        if chosen:
            keep &= rows[column].isin(chosen)
    return rows[keep].reset_index(drop=True)


def training_choices(rows: pd.DataFrame) -> dict[str, list[str]]:
    """What can be chosen: courses and agencies in alphabetical order, years from the newest."""
    return {
        "course": sorted(rows["course"].unique()),
        "agency": sorted(rows["agency"].unique()),
        "year": sorted(rows["year"].unique(), reverse=True),
    }
