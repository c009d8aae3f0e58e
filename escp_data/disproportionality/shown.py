"""What the page says of figures that its questions answer: worked out once, and kept with them."""

from dataclasses import dataclass

import pandas as pd

from escp_data.disproportionality import Comparison, coverage, table, trend
from escp_data.disproportionality.coverage_matrix import (
    coverage_reasons,
    coverage_table,
    coverage_words,
)
from escp_data.disproportionality.phrasing import intervals_words
from escp_data.disproportionality.readable import rates_table, trend_table
from escp_data.store.database import Store


@dataclass(frozen=True)
class CoverageShown:
    """For which measures and groups there is a number: a sentence, a table, why not."""

    words: str
    table: pd.DataFrame
    reasons: tuple[str, ...]


@dataclass(frozen=True)
class PeriodShown:
    """A measure's latest period: the rows of `table`, what a plot of them says, a table to read."""

    rows: pd.DataFrame
    words: str
    rates: pd.DataFrame


@dataclass(frozen=True)
class TrendShown:
    """A measure over time: the rows of `trend`, and a table to read."""

    rows: pd.DataFrame
    table: pd.DataFrame


def coverage_shown(
    store: Store, asked: Comparison, codes: tuple[str, ...] | None, group: str
) -> CoverageShown:
    """The matrix of measures and groups. Read-only."""
    rows = coverage(store, asked, codes)
    return CoverageShown(coverage_words(rows, group), coverage_table(rows), coverage_reasons(rows))


def period_shown(store: Store, asked: Comparison, code: str) -> PeriodShown:
    """One measure's latest period. Read-only."""
    rows = table(store, asked, (code,))
    return PeriodShown(rows, intervals_words(rows, asked.agency), rates_table(rows))


def trend_shown(store: Store, asked: Comparison, code: str) -> TrendShown:
    """One measure over time. Read-only."""
    rows = trend(store, asked, code)
    return TrendShown(rows, trend_table(rows))
