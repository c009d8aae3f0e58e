"""What is asked about disproportionality, and the figures that answer it, all from shown counts.

One row a measure, period and group. A number is not a number (NaN) where it is not given, and a
column beside it says why:

    why_count     c hidden, x missing, z not applicable
    why_rate      the same, or population: none is known for the group, or fewer than 100 children
    why_ratio     the same of either group, or comparator: the measure has no such group; part: one
                  of the two is a part of the other; z in the comparator's own row
    why_rri       the same, or neither: no case in either group; infinite: none in the comparator
    why_population  c where it is small; population where none is known
"""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, fields
from functools import lru_cache
from pathlib import Path
from typing import Any, TypeAlias

import numpy as np
import pandas as pd
from numpy.typing import NDArray

from escp_data.disclosure import population_is_enough
from escp_data.disproportionality.definitions import Definition, in_force, read_definitions
from escp_data.disproportionality.populations import Population, population_for, read_populations
from escp_data.disproportionality.spread import Quarters, Spread
from escp_data.estimates.rates import crude_rate, excess, rate_difference, relative_rate_index
from escp_data.estimates.shared import Estimate
from escp_data.markers import Reason, is_small
from escp_data.model import FrameRow
from escp_data.store.database import Store
from escp_data.suppression.listed import KNOWN, others
from escp_data.suppression.series import Figure, Series, series
from escp_data.text.ethnicity import LABELS
from escp_data.text.periods import Period
from escp_data.text.wording import day_words

ALL_OTHERS = "All other children"
EVERYONE = KNOWN

_MISSING = Figure(float("nan"), Reason.NO_COMPARATOR)
_PEOPLE = ("population", "reference_population")

Column: TypeAlias = NDArray[Any]  # of floats, or of objects: text, reasons, periods
Columns = dict[str, Column]
"""A table as its columns, all of one length: text and reasons as objects, numbers as floats."""


@dataclass(frozen=True)
class Comparison:
    """What is asked. Hashable, so that answers can be cached.

    `period` is the latest that counts; each measure is shown for its own latest period not after
    it. `reference` is one of the groups a measure has, ALL_OTHERS or EVERYONE; None means the
    Reference group of each measure, White where it has none. `basis` None means the Population
    basis of each measure, and `agency` None all agencies together.
    """

    period: Period
    as_at: str | None = None
    reference: str | None = None
    basis: str | None = None
    agency: str | None = None
    confidence: float = 0.95


@dataclass(frozen=True, eq=False)
class Background:
    """What a store holds on a day: suppressed counts, definitions and populations.

    `quarters` tells how much single quarters vary, and nothing else about them. Each is equal to
    itself alone, so that answers about it can be cached.
    """

    series: Mapping[str, Series]
    definitions: Mapping[str, tuple[Definition, ...]]
    populations: Mapping[str, tuple[Population, ...]]
    quarters: Quarters

    def codes(self) -> tuple[str, ...]:
        """The measures with counts by ethnic group, in the order of the plan."""
        return tuple(code for code in self.definitions if code in self.series)

    def definition(self, code: str, period: Period | None = None) -> Definition:
        """What a measure says of itself for a period, or last."""
        versions = self.definitions[code]
        return versions[-1] if period is None else in_force(versions, period)

    def population(self, code: str, period: Period, asked: Comparison) -> Population | None:
        """The population for a measure's period, on the basis asked for or its own."""
        basis = asked.basis or self.definition(code, period).basis
        return population_for(self.populations.get(basis, ()), period)


def background(store: Store, as_at: str | None = None) -> Background:
    """Read once for each version of a store and each day."""
    return _background(store.path, store.version(), as_at)


@lru_cache(maxsize=32)
def _background(path: Path, fingerprint: str, as_at: str | None) -> Background:  # noqa: ARG001 - a cache's key
    store = Store(path)
    counts = series(store, as_at)
    definitions, populations = read_definitions(store, as_at), read_populations(store, as_at)
    return Background(counts, definitions, populations, Quarters(store, as_at))


def reference_of(known: Background, code: str, period: Period, asked: Comparison) -> str:
    """The comparator for a measure's period."""
    return asked.reference or known.definition(code, period).reference


def window_words(counts: Series, period: Period) -> str:
    """`four quarters to 2025-26 Q3`, `at 31 March 2025`, `school year 2024/25`."""
    if counts.is_stock and period.kind == "quarter":
        return f"at {day_words(period.end)}"
    if counts.span == "four":
        return f"four quarters to {period}"
    return period.words if period.kind == "academic" else f"financial year {period}"


def as_frame(columns: Columns) -> pd.DataFrame:
    """The same as a DataFrame; text stays objects, so that None is None and not NaN."""
    return pd.DataFrame({name: pd.Series(each, dtype=each.dtype) for name, each in columns.items()})


def frame_rows(frame: pd.DataFrame) -> Iterable[FrameRow]:
    """The rows of such a frame, each with its columns by name."""
    return frame.itertuples()


@dataclass(frozen=True)
class FigureRow:
    """One group's counts in one window, beside the comparator's, and why one is not given."""

    code: str = ""
    measure: str = ""
    when: Period | None = None
    period: str = ""
    window: str = ""
    group: str = ""
    reference: str = ""
    basis: str = ""
    basis_date: str = ""
    per: int = 0
    noun: str = ""
    count: float = np.nan
    population: float = np.nan
    reference_count: float = np.nan
    reference_population: float = np.nan
    why_count: Reason = Reason.GIVEN
    why_population: Reason = Reason.GIVEN
    why_rate: Reason = Reason.GIVEN
    why_ratio: Reason = Reason.GIVEN
    why_rri: Reason = Reason.GIVEN


def row_of(
    known: Background,
    asked: Comparison,
    code: str,
    period: Period,
    group: str,
) -> FigureRow:
    """One group's row, in the window that ends with a period."""
    counts, definition = known.series[code], known.definition(code, period)
    people = known.population(code, period, asked)
    reference = reference_of(known, code, period, asked)
    compared_with = named(counts, group, reference)
    own = counts.figure(asked.agency, period, group)
    other = _MISSING
    if compared_with:
        other = counts.figure(asked.agency, period, compared_with)
    lives = {} if people is None else people.people
    population = lives.get(group, np.nan)
    reference_population = lives.get(compared_with, np.nan)
    why_rate = own.why or _why_people(population)
    why_reference = other.why or _why_people(reference_population)
    why_ratio = _why_pair(group, reference) or why_rate or why_reference
    return FigureRow(
        definition.code,
        definition.measure,
        period,
        str(period),
        window_words(counts, period),
        group,
        reference,
        asked.basis or definition.basis,
        people.words if people else "",
        definition.per,
        definition.noun,
        own.count,
        population,
        other.count,
        reference_population,
        own.why,
        _why_population(population),
        why_rate,
        why_ratio,
        why_ratio or _why_no_ratio(own.count, other.count),
    )


def named(counts: Series, group: str, reference: str) -> str:
    """The sum that a comparator stands for; "" where the measure has no such group."""
    if reference == ALL_OTHERS:
        return others(group)
    return reference if reference in (*counts.groups, EVERYONE) else ""


def overlaps(group: str, reference: str) -> bool:
    """Whether one is a part of the other: White and White British."""
    return group != reference and (reference == LABELS.get(group) or group == LABELS.get(reference))


def _why_pair(group: str, reference: str) -> Reason:
    if group == reference:
        return Reason.NOT_APPLICABLE
    return Reason.PART if overlaps(group, reference) else Reason.GIVEN


def _why_no_ratio(count: float, reference_count: float) -> Reason:
    if reference_count != 0:
        return Reason.GIVEN
    return Reason.INFINITE if count else Reason.NEITHER


def _why_population(population: float) -> Reason:
    if np.isnan(population):
        return Reason.NO_POPULATION
    return Reason.HIDDEN if is_small(population) else Reason.GIVEN


def _why_people(population: float) -> Reason:
    return Reason.GIVEN if population_is_enough(population) else Reason.NO_POPULATION


def columns(rows: Sequence[FigureRow], spreads: Sequence[Spread], confidence: float) -> Columns:
    """The rows as columns, with rates, ratios, gaps and excess; each from its own row's counts.

    A ratio's limits know how far Student's t reaches; a rate's, a gap's and an excess's know the
    dispersion alone.
    """
    found = {
        field.name: np.array(
            [getattr(row, field.name) for row in rows],
            dtype=float if field.type in ("float", float) else object,
        )
        for field in fields(FigureRow)
    }
    doubt = doubts(spreads)
    found["dispersion"] = np.maximum(1, doubt["dispersion"])
    return found | _estimates(found, doubt, confidence)


def doubts(spreads: Sequence[Spread]) -> Columns:
    """Dispersions and their degrees, by the names that the functions of `estimates` have."""
    return {
        "dispersion": np.array([each.value for each in spreads], dtype=float),
        "degrees": np.array([each.degrees for each in spreads], dtype=float),
    }


def _estimates(rows: Columns, doubt: Columns, confidence: float) -> Columns:
    people, others_people = (_enough(rows[name]) for name in _PEOPLE)
    count, other = rows["count"], rows["reference_count"]
    moment, per = (count, people, other, others_people), rows["per"].astype(float)
    sure: dict[str, Any] = {"confidence": confidence, "dispersion": doubt["dispersion"]}
    ratio = relative_rate_index(*moment, **sure | doubt)
    whole = rows["reference"] == EVERYONE
    values: dict[str, Estimate] = {
        "rate": crude_rate(count, people, per, **sure),
        "reference_rate": crude_rate(other, others_people, per, **sure),
        "rri": _of_whole(moment, ratio, whole, sure | doubt),
        "gap": rate_difference(*moment, per, **sure),
        "excess": excess(*moment, **sure),
    }
    apart = {
        name: np.isin(rows[f"why_{name}"], (Reason.NOT_APPLICABLE, Reason.PART, Reason.NEITHER))
        for name in ("ratio", "rri")
    }
    none = {"rri": apart["rri"], "gap": apart["ratio"], "excess": apart["ratio"]}
    found = {}
    for name, estimate in values.items():
        for part, suffix in zip(estimate, ("", "_lower", "_upper"), strict=True):
            found[name + suffix] = np.where(none.get(name, False), np.nan, part)
    return found | {name: np.where(is_small(rows[name]), np.nan, rows[name]) for name in _PEOPLE}


def _of_whole(
    moment: tuple[Column, ...], ratio: Estimate, whole: Column, sure: dict[str, Any]
) -> Estimate:
    """Where the comparator holds the group itself: Clopper and Pearson's limits on a of b.

    The share's limits come from the odds against all others.
    """
    if not whole.any():
        return ratio
    a, n, b, m = moment
    with np.errstate(all="ignore"):
        one = np.ones_like(a)
        odds = relative_rate_index(a, one, np.maximum(b - a, 0), one, **sure)
        shares = [np.where(np.isinf(each), 1, each / (1 + each)) for each in odds[1:]]
        limits = [share * m / n for share in shares]
    return Estimate(ratio.value, *map(np.where, (whole, whole), limits, ratio[1:]))


def _enough(people: Column) -> Column:
    return np.where(population_is_enough(people), people, np.nan)
