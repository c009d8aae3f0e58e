"""Periods as the partnership uses them: financial-year quarters, financial years, school years.

Canonical forms: `2025-26 Q3`, `2025-26`, `2024/25 academic`. The financial year starts in April
(Q1 is April to June), the school year in September.
"""

import calendar
import re
from dataclasses import dataclass
from datetime import date, datetime
from functools import lru_cache, total_ordering
from typing import Literal

from escp_data.text.days import MONTHS, parse_day

PeriodKind = Literal["quarter", "year", "academic"]

_QUARTER_MONTHS = ((4, 6), (7, 9), (10, 12), (1, 3))
_QUARTER_WORDS = ("April to June", "July to September", "October to December", "January to March")
_YEARS = r"(?P<first>(?:20)?\d\d)\s*[-/–]\s*(?P<second>(?:20)?\d\d)"


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
            return f"{_QUARTER_WORDS[self.quarter - 1]} {self.start.year}"
        return f"April {self.year} to March {self.year + 1}"

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
    index = (day.month - 4) % 12 // 3 + 1
    return Period("quarter", day.year - (day.month < 4), index)


def parse_period(value: object) -> Period:
    """A period from any form people write, or a date (the quarter it falls in).

    Raises ValueError for anything else; years that do not follow each other are not guessed.
    """
    if isinstance(value, datetime):
        return quarter_of(value.date())
    if isinstance(value, date):
        return quarter_of(value)
    return _parse_text(" ".join(str(value).split()))


def is_period(text: str) -> bool:
    """Whether a text reads as a period; a quarter without its year does not."""
    try:
        parse_period(text)
    except ValueError:
        return False
    return True


@lru_cache(maxsize=4096)
def _parse_text(text: str) -> Period:
    for reader in (_read_academic, _read_quarter, _read_year, _read_months, _read_day):
        period = reader(text)
        if period:
            return period
    raise ValueError(f'"{text}" is not a period.')


def _years(match: re.Match[str]) -> int | None:
    """The starting year of `2025-26`, `25/26` or `2025/2026`; None where they do not follow.

    `12/13` and below are not read: they could as well be a day without its year.
    """
    first, second = match["first"], match["second"]
    if len(first) == 2 and first < "13":
        return None
    year = 2000 + int(first) % 100
    return year if int(second) % 100 == (year + 1) % 100 else None


def _read_academic(text: str) -> Period | None:
    words = r"(?:(?:academic|school)(?:\s+year)?|AY)"
    match = re.fullmatch(rf"{words}\s*{_YEARS}", text, re.IGNORECASE)
    match = match or re.fullmatch(rf"{_YEARS}\s*{words}", text, re.IGNORECASE)
    year = _years(match) if match else None
    return Period("academic", year) if year else None


def _read_quarter(text: str) -> Period | None:
    quarter = r"Q(?:tr|uarter)?\s*(?P<quarter>[1-4])"
    for pattern in (
        rf"{quarter}[\s,:_–(-]*(?:FY\s*)?{_YEARS}\)?",
        rf"(?:FY\s*)?{_YEARS}[\s,:_–(-]*{quarter}\)?",
    ):
        match = re.fullmatch(pattern, text, re.IGNORECASE)
        if match:
            year = _years(match)
            return Period("quarter", year, int(match["quarter"])) if year else None
    return None


def _read_year(text: str) -> Period | None:
    match = re.fullmatch(rf"(?:FY\s*|financial year\s*)?{_YEARS}", text, re.IGNORECASE)
    year = _years(match) if match else None
    return Period("year", year) if year else None


def _read_months(text: str) -> Period | None:
    """`Oct-Dec 2025`, `Q3 (October to December 2025)`, `April 2025 to March 2026`."""
    match = re.fullmatch(
        r"(?:Q(?P<quarter>[1-4])[\s:,–-]*)?\(?(?P<first>[A-Z]{3,9})\.?(?:\s*(?P<from>(?:20)?\d\d))?"
        r"\s*(?:-|–|to)\s*(?P<last>[A-Z]{3,9})\.?\s*(?P<year>(?:20)?\d\d)\)?",
        text,
        re.IGNORECASE,
    )
    if not match:
        return None
    months = MONTHS.get(match["first"].lower()), MONTHS.get(match["last"].lower())
    year = 2000 + int(match["year"]) % 100
    start = 2000 + int(match["from"] or match["year"]) % 100
    if months == (4, 3) and match["from"] and start == year - 1 and not match["quarter"]:
        return Period("year", start)
    if months not in _QUARTER_MONTHS or start != year or months[0] is None:
        return None
    period = quarter_of(date(year, months[0], 1))
    return period if int(match["quarter"] or period.quarter or 0) == period.quarter else None


def _read_day(text: str) -> Period | None:
    try:
        return quarter_of(parse_day(text))
    except ValueError:
        return None
