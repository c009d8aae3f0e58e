"""Which self-assessments to show: one set of filters for the page, its link and its files."""

from dataclasses import dataclass

import pandas as pd

from escp_data.evidence.chosen import chosen_words


@dataclass(frozen=True)
class AssuranceFilters:
    """Each empty filter lets every row through; several values of one mean any of them."""

    audit: tuple[str, ...] = ()
    year: tuple[str, ...] = ()
    phase: tuple[str, ...] = ()
    organisation: tuple[str, ...] = ()

    @property
    def words(self) -> str:
        """The filters in one line: `Audit S11; Year 2025-26`."""
        names = ("audit", "year", "phase", "organisation")
        chosen = {name.capitalize(): getattr(self, name) for name in names}
        return chosen_words(chosen, "every self-assessment")


def filter_assessments(rows: pd.DataFrame, filters: AssuranceFilters) -> pd.DataFrame:
    """The rows of `assessments` that pass every filter."""
    keep = pd.Series(True, index=rows.index)
    for column in ("audit", "year", "phase", "organisation"):
        chosen = getattr(filters, column)
        if chosen:
            keep &= rows[column].isin(chosen)
    return rows[keep].reset_index(drop=True)


def assurance_choices(rows: pd.DataFrame) -> dict[str, list[str]]:
    """What can be chosen, in alphabetical order; years from the newest."""
    found = {name: sorted(rows[name].unique()) for name in ("audit", "phase", "organisation")}
    return found | {"year": list(dict.fromkeys(rows["year"]))}
