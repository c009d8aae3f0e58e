"""Periods as the partnership uses them: financial-year quarters, financial years, school years.

Canonical forms: `2025-26 Q3`, `2025-26`, `2024/25 academic`. The financial year starts in April
(Q1 is April to June), the school year in September.
"""

import calendar
from dataclasses import dataclass
from datetime import date
from functools import total_ordering
from typing import Literal

PeriodKind = Literal["quarter", "year", "academic"]

_QUARTER_MONTHS = ((4, 6), (7, 9), (10, 12), (1, 3))
QUARTER_WORDS = ("April to June", "July to September", "October to December", "January to March")
"""The months of Q1 to Q4."""


@total_ordering
@dataclass(frozen=True)
class Period:
    """A quarter, a financial year or a school year; `year` is the calendar year it starts in.

    Ordered by the day it ends, then by its length.
    """

    kind: PeriodKind
    year: int
    quarter: int | None = None

    def __str__(self) -> str:
        years = f"{(self.year + 1) % 100:02d}"
        if self.kind == "academic":
            return f"{self.year}/{years} academic"
        return f"{self.year}-{years}" + (f" Q{self.quarter}" if self.quarter else "")

    def __lt__(self, other: "Period") -> bool:
        if self.kind == other.kind == "quarter":
            return (self.year, self.quarter or 0) < (other.year, other.quarter or 0)
        return (self.end, other.start) < (other.end, self.start)

    @property
    def start(self) -> date:
        """Its first day."""
        if self.kind == "academic":
            return date(self.year, 9, 1)
        month = _QUARTER_MONTHS[(self.quarter or 1) - 1][0]
        return date(self.year + (self.quarter == 4), month, 1)

    @property
    def end(self) -> date:
        """Its last day."""
        if self.kind == "academic":
            return date(self.year + 1, 8, 31)
        month = _QUARTER_MONTHS[(self.quarter or 4) - 1][1]
        year = self.year + ((self.quarter or 4) == 4)
        return date(year, month, calendar.monthrange(year, month)[1])

    @property
    def words(self) -> str:
        """`October to December 2025`, `April 2025 to March 2026`, `school year 2024/25`."""
        if self.kind == "academic":
            return f"school year {self.year}/{(self.year + 1) % 100:02d}"
        if self.quarter:
            return f"{QUARTER_WORDS[self.quarter - 1]} {self.start.year}"
        return f"April {self.year} to March {self.year + 1}"

    @property
    def spelled(self) -> str:
        """`October to December 2025 (Q3)`: as a reader is told once a page."""
        return f"{self.words} (Q{self.quarter})" if self.quarter else self.words

    def shifted(self, steps: int) -> "Period":
        """The period `steps` later (earlier where negative) of the same kind."""
        if self.quarter is None:
            return Period(self.kind, self.year + steps)
        index = self.year * 4 + self.quarter - 1 + steps
        return Period("quarter", index // 4, index % 4 + 1)

    def steps_since(self, earlier: "Period") -> int:
        """How many periods of the same kind lie between; a ValueError for different kinds."""
        if self.kind != earlier.kind:
            raise ValueError(f"{self} and {earlier} are periods of different kinds.")
        if self.quarter is None or earlier.quarter is None:
            return self.year - earlier.year
        return (self.year - earlier.year) * 4 + self.quarter - earlier.quarter


def quarter_of(day: date) -> Period:
    """The financial-year quarter that a day falls in."""
    return Period("quarter", day.year - (day.month < 4), quarter_number(day.month))


def quarter_number(month: int) -> int:
    """1 to 4, the quarter of the financial year that a month is in."""
    return (month - 4) % 12 // 3 + 1
