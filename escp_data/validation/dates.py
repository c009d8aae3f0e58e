"""Cells that say when: periods, days, and a population's date."""

import re
from datetime import date, datetime

from escp_data.contract import Column
from escp_data.rule import columns_of_kind, rule
from escp_data.text.clean import clean, fold
from escp_data.text.days import parse_day
from escp_data.text.periods import Period, parse_period
from escp_data.text.wording import says
from escp_data.validation.cell_problems import must_be, one_line, or_blank

ONGOING = "ongoing"
_MAY_BE_ONGOING = ("due_date", "revised_due_date")


@rule(
    "C07",
    "A period is not a quarter, a financial year or a school year.",
    columns_of_kind("period", "starts", "ends"),
    "Write it as 2025-26 Q3, 2025-26 or 2024/25 academic.",
)
def read_period(column: Column, value: object) -> str:
    try:
        period = parse_period(value)
    except ValueError:
        what = "a period such as 2025-26 Q3, 2025-26 or 2024/25 academic"
        raise must_be("C07", column, what, says(value), _period_hint(value)) from None
    if not 2000 <= period.year < 2100:
        raise must_be("C07", column, "between 2000 and 2099", says(value))
    return str(period)


def read_starts(column: Column, value: object) -> str:
    """The first quarter of a plan; a financial year stands for its first."""
    return str(_quarter(column, value, 1))


def read_ends(column: Column, value: object) -> str:
    """The last quarter of a plan; a financial year stands for its last."""
    return str(_quarter(column, value, 4))


def _quarter(column: Column, value: object, of_year: int) -> Period:
    period = parse_period(read_period(column, value))
    if period.kind == "academic":
        what = "a quarter such as 2025-26 Q3, or a financial year such as 2025-26"
        raise must_be("C07", column, what, says(value))
    return period if period.quarter else Period("quarter", period.year, of_year)


def _period_hint(value: object) -> str:
    text = fold(one_line(value))
    if re.fullmatch(r"q(?:tr|uarter)?[1-4]", text):
        return f"Add its years, as in Q{text[-1]} 2025-26."
    if re.fullmatch(r"(?:q[1-4])?20\d\d(?:q[1-4])?", text):
        return "Write both years that it touches, as in 2025-26."
    return ""


@rule(
    "C08",
    "A date is not a day or a month in UK order (or ongoing, where something is due).",
    columns_of_kind("date"),
    "Write it as 14/01/2026 or Jan 2026.",
)
def read_date(column: Column, value: object) -> str:
    """An ISO date; a month is its first day, but its last where something is due."""
    due = column.field in _MAY_BE_ONGOING
    if due and isinstance(value, str) and fold(value) == ONGOING:
        return ONGOING
    try:
        return _day(value, last=due)
    except ValueError as hint:
        what = "a date such as 14/01/2026 or Jan 2026" + (", or ongoing" if due else "")
        how = str(hint) or or_blank(column)
        raise must_be("C08", column, what, says(value), how) from None


def _day(value: object, *, last: bool) -> str:
    """The ISO date of a date cell or text. Raises ValueError with a hint, or without."""
    if isinstance(value, str):
        text = clean(value)
        if text.isdecimal():
            raise ValueError("Format the cell as a date.")
        return parse_day(text, last).isoformat()
    if isinstance(value, int | float):
        raise ValueError("" if isinstance(value, bool) else "Format the cell as a date.")
    if not isinstance(value, date):
        raise ValueError("")
    if not 2000 <= value.year < 2100:
        raise ValueError("Its year must lie between 2000 and 2099.")
    return (value.date() if isinstance(value, datetime) else value).isoformat()


@rule(
    "C09",
    "A population's date is not a day, a school year or a financial year.",
    columns_of_kind("moment"),
    "Write it as 21/03/2021, 2024/25 academic or 2024-25.",
)
def read_moment(column: Column, value: object) -> str:
    """An ISO date, or a year as `parse_period` has it; a bare 2024/25 is a financial year."""
    try:
        return _day(value, last=True)
    except ValueError:
        pass
    try:
        period = parse_period(value)
    except ValueError:
        period = None
    if period is None or period.kind == "quarter":
        what = "a day such as 21/03/2021, 2024/25 academic (a school year) or 2024-25"
        raise must_be("C09", column, what, says(value))
    return str(period)
