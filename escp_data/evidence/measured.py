"""One measure as it stands in a quarter: its series, its chart, and what stands beside them."""

import math
from dataclasses import dataclass

from escp_data.disproportionality.definitions import Definition
from escp_data.estimates.run_charts import RunChart, Segment
from escp_data.estimates.run_rules import Signal
from escp_data.evidence.measure_beside import Benchmark, Break, Look, step_of
from escp_data.evidence.measure_totals import Total
from escp_data.text.periods import Period


@dataclass(frozen=True)
class Measured:
    """One measure up to a quarter. `periods`, `totals` and the chart's points go together.

    `years` are published years beside a quarterly series, which they never join. `again` are
    sentences on limits that were worked out again.
    """

    definition: Definition
    periods: tuple[Period, ...]
    totals: tuple[Total, ...]
    chart: RunChart
    breaks: tuple[Break, ...]
    years: tuple[tuple[Period, Total], ...]
    benchmarks: tuple[Benchmark, ...]
    looks: tuple[Look, ...]
    again: tuple[str, ...] = ()

    @property
    def code(self) -> str:
        """The measure's code."""
        return self.definition.code

    @property
    def segment(self) -> Segment | None:
        """The chart's latest segment; None where nothing was ever returned."""
        return self.chart.segments[-1] if self.chart.segments else None

    @property
    def is_yearly(self) -> bool:
        """Whether its points are years apart."""
        return step_of(self.periods) != 1 or bool(self.periods and not self.periods[0].quarter)

    @property
    def signal(self) -> Signal | None:
        """The signal that is spoken of."""
        return self.chart.newest

    @property
    def latest(self) -> float:
        """The value of the latest quarter; NaN where it is missing or hidden."""
        return self.chart.values[-1] if self.periods else math.nan

    @property
    def newest_place(self) -> int | None:
        """The place of the newest value there is; None where there is none."""
        there = [at for at, value in enumerate(self.chart.values) if not math.isnan(value)]
        return there[-1] if there else None

    @property
    def place_before(self) -> int | None:
        """The place of the same quarter a year before the latest; None before the first."""
        back = 1 if self.is_yearly else 4
        place = len(self.periods) - 1 - back
        return place if place >= 0 else None

    @property
    def year_before(self) -> float:
        """The value of the same quarter a year before; NaN where there is none."""
        place = self.place_before
        return math.nan if place is None else self.chart.values[place]
