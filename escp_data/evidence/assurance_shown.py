"""All that is worked out of self-assessments for one choice of filters: asked once, and kept."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

import pandas as pd

from escp_data.evidence.assurance import (
    AUDITS,
    FINANCIAL_YEARS,
    SCHOOL_YEARS,
    Round,
    assessments,
    returned_by_phase,
    rounds,
)
from escp_data.evidence.assurance_filters import AssuranceFilters
from escp_data.evidence.chosen import filter_rows
from escp_data.evidence.grades import over_time
from escp_data.evidence.returns_chart import returns_chart, returns_words
from escp_data.plan.actions import View
from escp_data.store.database import Store

KINDS = (FINANCIAL_YEARS, SCHOOL_YEARS)
"""Never on one axis."""


@dataclass(frozen=True)
class Picture:
    """Returned over expected in one kind of years: as Vega-Lite, None without a round; in words."""

    kind: str
    chart: Mapping[str, Any] | None
    words: str


@dataclass(frozen=True)
class Standards:
    """One audit's standards on anti-racist practice, over the years of one kind."""

    audit: str
    kind: str
    grades: pd.DataFrame


@dataclass(frozen=True)
class AssuranceShown:
    """The rows of `assessments` that pass the filters, their rounds, and what they come to."""

    rows: pd.DataFrame
    rounds: tuple[Round, ...]
    of_all: int
    pictures: tuple[Picture, ...]
    phases: pd.DataFrame
    on_race: tuple[Standards, ...]


def assurance_shown(store: Store, view: View, filters: AssuranceFilters) -> AssuranceShown:
    """What the page of assurance says under its filters. Read-only."""
    every = assessments(store, view)
    rows = filter_rows(every, filters)
    found = rounds(rows)
    return AssuranceShown(
        rows,
        found,
        len(rounds(every)),
        tuple(_picture(kind, [each for each in found if each.kind == kind]) for kind in KINDS),
        returned_by_phase(rows),
        _on_race(rows),
    )


def _picture(kind: str, own: list[Round]) -> Picture:
    return Picture(kind, returns_chart(own).to_dict() if own else None, returns_words(own))


def _on_race(rows: pd.DataFrame) -> tuple[Standards, ...]:
    own = rows[rows["on_race"].astype(bool)]
    return tuple(
        Standards(AUDITS.get(str(audit), str(audit)), str(kind), over_time(part))
        for (audit, kind), part in own.groupby(["audit", "kind"], sort=True)
    )
