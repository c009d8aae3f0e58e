"""Which training to show: one set of filters for the page, its link and its files."""

from dataclasses import dataclass
from typing import ClassVar

import pandas as pd

from escp_data.evidence.chosen import Chosen


@dataclass(frozen=True)
class TrainingFilters(Chosen):
    """Training, by the action's priority, course, agency and year."""

    nothing: ClassVar[str] = "all training"
    priority: tuple[int, ...] = ()
    course: tuple[str, ...] = ()
    agency: tuple[str, ...] = ()
    year: tuple[str, ...] = ()


def training_choices(rows: pd.DataFrame) -> dict[str, list[str]]:
    """What can be chosen: courses and agencies in alphabetical order, years from the newest."""
    return {
        "course": sorted(rows["course"].unique()),
        "agency": sorted(rows["agency"].unique()),
        "year": sorted(rows["year"].unique(), reverse=True),
    }
