"""What stands over each column of a table: its lines read together, a period carried sideways."""

import re
from collections.abc import Iterator
from dataclasses import dataclass, replace
from datetime import date

from escp_data.excel.workbook import Value
from escp_data.text.asking import Ask
from escp_data.text.clean import clean, fold
from escp_data.text.period_words import NoYear, month_of_a_year, read_period, single_month
from escp_data.text.periods import Period, quarter_of
from escp_data.text.wording import written
from escp_data.trackers.faces import Face
from escp_data.trackers.headings import Heading, read_heading
from escp_data.validation.cells import is_blank

ACTION = re.compile(r"\s*(?:action\s*)?\d{1,2}\.\d{1,3}[a-z]?(?![\w./])", re.IGNORECASE)
_VALUE = re.compile(r"actual|number|value|outturn|count|children|numerator", re.IGNORECASE)
_BETWEEN = " · "


@dataclass(frozen=True)
class Head:
    """What stands over a column: as written, how all of it reads, and what it is about.

    `month` is (year, month) where it names one month alone. `pattern` is the same for every
    quarter and every action, so that next year's sheet has it too.
    """

    position: int
    text: str
    reading: Heading
    about: str
    month: tuple[int, int] | None
    pattern: str

    @property
    def key(self) -> str:
        """The heading's letters, the same for every quarter: what an answer is kept under."""
        parts = self.text.split(_BETWEEN)
        words = [p for p in parts if not isinstance(read_period(p), Period | NoYear)] or parts
        return fold(re.sub(r"[0-9]+", "", " ".join(words))) or f"column{self.position + 1}"


def heads_of(face: Face, header: tuple[int, ...], left: int, right: int) -> Iterator[Head]:
    lines = [_spread(face, row, left, right) for row in header]
    if len(lines) > 1:
        lines[0] = _carried(lines[0], lines[1])
    for column in range(left, right + 1):
        parts = [line[column] for line in lines if not is_blank(line[column])]
        yield _head(column, list(dict.fromkeys(parts)))


def _spread(face: Face, row: int, left: int, right: int) -> dict[int, Value]:
    """A header line's values by column; a merged cell counts in every column and line it spans."""
    line = {column: face.rows[row][column] for column in range(left, right + 1)}
    for top, first, bottom, last in face.merged:
        if top <= row <= bottom:
            for column in range(max(first, left), min(last, right) + 1):
                line[column] = face.rows[top][first]
    return line


def _carried(upper: dict[int, Value], lower: dict[int, Value]) -> dict[int, Value]:
    """A quarter above `RAG`, `Update` counts for both, merged or not."""
    last: Value = None
    carried = dict(upper)
    for column, value in upper.items():
        if not is_blank(value):
            last = value if isinstance(value, str) and is_dated(clean(value)) else None
        elif last is not None and not is_blank(lower[column]):
            carried[column] = last
    return carried


def _head(column: int, values: list[Value]) -> Head:
    parts = [" ".join(clean(written(value)).split()) for value in values]
    text = _BETWEEN.join(parts)
    months = [found for value in values if (found := _month(value))]
    reading = _read(parts, values)
    about = next((part for part in parts if ACTION.match(part)), "")
    pattern = "action" if about else pattern_of(reading)
    month = months[0] if len(months) == 1 else _month_of_quarter(" ".join(parts), reading)
    return Head(column, text, reading, about, month, pattern)


def _read(parts: list[str], values: list[Value]) -> Heading:
    """All the lines of a heading together; where that says nothing, each by itself.

    Lines that say two different things, or of two periods, are asked.
    """
    whole = read_heading(" ".join(parts))
    days = [value for value in values if isinstance(value, date)]
    if len(values) == 1 and days:
        quarter = quarter_of(days[0])
        return Heading(parts[0], "value", "none", quarter, (), "A date heads its values.")
    if whole.means != "ask" or len(parts) < 2:
        return whole
    each = [read_heading(part) for part in parts]
    said = [one for one in each if one.means != "ask" and not _is_only_dated(one)]
    when = [one.period for one in each if one.period is not None]
    offers = tuple(dict.fromkeys(offer for one in each for offer in one.offered))
    period = when[0] if len(when) == 1 else whole.period
    if len(said) == 1 and len(when) <= 1 and all(one.means != "ask" for one in each):
        return replace(said[0], text=whole.text, period=period)
    return replace(whole, period=period, offered=whole.offered or offers)


def _is_only_dated(reading: Heading) -> bool:
    """Whether a heading has a period, and no word for its value beside it."""
    is_dated_value = reading.means == "value" and reading.period is not None
    return is_dated_value and not _VALUE.search(reading.text)


def _month(value: Value) -> tuple[int, int] | None:
    """(year, month) of a heading that names one month; a date cell on the first of one, too."""
    if isinstance(value, date):
        return (value.year, value.month) if value.day == 1 else None
    found = single_month(clean(value)) if isinstance(value, str) else None
    return (found[1], found[0]) if found and found[1] else None


def _month_of_quarter(text: str, reading: Heading) -> tuple[int, int] | None:
    """(year, month) of a heading whose lines together name one month: `2025-26` over `Jun`."""
    period, month = reading.period, month_of_a_year(text)
    if month is None or not isinstance(period, Period) or not period.quarter:
        return None
    year = period.start.year
    return (year, month) if period.start.month <= month <= period.start.month + 2 else None


def pattern_of(reading: Heading) -> str:
    """What a heading is whatever its quarter and its numbers: `RAG previous period`."""
    period = "period" if reading.period is not None else ""
    if reading.means == "ask":
        return f"{fold(re.sub(r'[0-9]+', '', reading.text))} {period}".strip()
    return " ".join(part for part in (reading.means, reading.sense, period) if part != "none")


def is_dated(text: str) -> bool:
    period = read_heading(text).period
    return isinstance(period, Period | Ask)
