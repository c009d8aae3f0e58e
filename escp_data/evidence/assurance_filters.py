"""Which self-assessments to show: one set of filters for the page, its link and its files."""

from dataclasses import dataclass
from typing import ClassVar

import pandas as pd

from escp_data.evidence.chosen import Chosen


@dataclass(frozen=True)
class AssuranceFilters(Chosen):
    """Self-assessments, by what was assessed, when, and of whom."""

    nothing: ClassVar[str] = "every self-assessment"
    audit: tuple[str, ...] = ()
    year: tuple[str, ...] = ()
    phase: tuple[str, ...] = ()
    organisation: tuple[str, ...] = ()


def assurance_choices(rows: pd.DataFrame) -> dict[str, list[str]]:
    """What can be chosen, in alphabetical order; years from the newest."""
    found = {name: sorted(rows[name].unique()) for name in ("audit", "phase", "organisation")}
    return found | {"year": list(dict.fromkeys(rows["year"]))}
