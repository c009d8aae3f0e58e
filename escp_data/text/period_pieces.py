"""The pieces a period is stated in: days, spans, months, quarters and years.

Each function takes the tokens that a pattern of `period_line` matched, and adds what they claim;
it says whether it could. The two that make a day of several tokens return it.
"""

import calendar
import re
from datetime import date
from itertools import pairwise

from escp_data.text.period_claims import Claims, Line, codes, full, is_year, text
from escp_data.text.period_kinds import Period, PeriodKind, quarter_number, quarter_of
from escp_data.text.period_tokens import Token

PART = "It is only a part of a quarter."
SEVERAL = "It names several periods together."
NO_PERIOD = "It spans neither a quarter, nor a financial or a school year."


def day(line: Line) -> Token | None:
    """`31 March 2025`, `Wed 31 Dec 2025`: a weekday that is another one leaves a doubt (`v`)."""
    if line[0].code == "W" and line[-1].day:
        return _weekday_kept(line[0], line[-1].day, text(line))
    numbers = [token for token in line if token.code in "noY"]
    year = numbers[-1]
    if year.code == "n" and len(year.text) != 2:
        return None
    try:
        day = date(full(year), _month_in(line), numbers[0].number)
    except ValueError:
        return Token("i", text(line))
    if line[0].code == "W":
        return _weekday_kept(line[0], day, text(line))
    return Token("D", text(line), day=day)


def _month_in(line: Line) -> int:
    """The number of the first month that is named; 0 where none is."""
    return next((token.number for token in line if token.code == "M"), 0)


def _weekday_kept(weekday: Token, day: date, text: str) -> Token:
    return Token("D" if day.weekday() == weekday.number else "v", text, day=day)


def american(line: Line) -> Token | None:
    """`December 31, 2025`: what it may mean is offered, never read."""
    try:
        number = next(token.number for token in line if token.code in "no")
        return Token("u", text(line), day=date(line[-1].number, line[0].number, number))
    except ValueError:
        return Token("i", text(line))


def several_quarters(said: Claims, line: Line) -> bool:
    numbers = [token.number for token in line if token.code in "Qn"]
    joined = any(token.code in "-t&,/" for token in line) or "n" not in codes(line)
    same = len(set(numbers)) == 1
    if not joined or same or any(not 1 <= number <= 4 for number in numbers):
        return False
    said.nothing = SEVERAL
    return True


def several_years(said: Claims, line: Line) -> bool:
    years = {token.number for token in line if token.code == "P"}
    if len(years) > 1:
        said.nothing = SEVERAL
    said.pairs += sorted(years)
    return True


def ended(said: Claims, line: Line) -> bool:
    """`12 months to March 2025`, `Quarter ended 30/06/2025`, `FYE March 2026`."""
    head, last = line[0], line[-1]
    count = head.number if head.code == "C" else 3 if head.code == "q" else 12
    if "M" not in codes(line) and last.code in "Yn":
        if count != 12 or not is_year(last):
            return False
        said.ask("The year that ends then, or another?", Period("year", full(last) - 1))
        return True
    end = _end_in(line)
    if end is None:
        return False
    if end != _last_of(end.year, end.month):
        said.ask(NO_PERIOD, quarter_of(end))
        return True
    back = end.year * 12 + end.month - count
    start = date(back // 12, back % 12 + 1, 1)
    if (count, end.month) == (12, 8):
        said.ask("A school year, or any twelve months?", Period("academic", start.year))
    else:
        _spanned(said, start, end)
    return True


def _end_in(line: Line) -> date | None:
    """The day that a line ends with, or the last of its month; None where its figures could be a
    day without its year.
    """
    last = line[-1]
    if last.code != "D" and not is_year(last):
        return None
    return last.day or _last_of(full(last), _month_in(line))


def _last_of(year: int, month: int) -> date:
    return date(year, month, calendar.monthrange(year, month)[1])


def until(said: Claims, line: Line) -> bool:
    end = _end_in(line)
    if end is not None:
        said.until.append(end)
    return end is not None


def days_apart(said: Claims, line: Line) -> bool:
    """`1 October to 31 December 2024`; a first day without its year takes the last one's."""
    end = line[-1].day
    if end is None:
        return False
    start = line[0].day if line[0].code == "D" else None
    if start is None:
        numbers = [token for token in line if token.code in "no"]
        month = _month_in(line) or end.month
        try:
            start = date(end.year - (month > end.month), month, numbers[0].number)
        except ValueError:
            said.ask("The calendar has no such day.")
            return True
    _spanned(said, start, end)
    return True


def _spanned(said: Claims, start: date, end: date) -> None:
    """A quarter, a year or a school year by its first and last day, or what else they span."""
    own = quarter_of(end)
    year = start.year - (start.month < 4)
    for period in (own, Period("year", year), Period("academic", start.year)):
        if (period.start, period.end) == (start, end):
            said.whole.append(period)
            return
    if start > end:
        said.ask("It ends before it begins.")
    elif quarter_of(start) == own:
        said.ask(PART, own)
    elif (end - start).days <= 100 and (start.day > 1 or end != _last_of(end.year, end.month)):
        said.ask(NO_PERIOD, own, quarter_of(start))
    else:
        said.nothing = NO_PERIOD


def months(said: Claims, line: Line) -> bool:
    """Months, each with its year or none: one, a span, or a list of all three."""
    months: list[tuple[int, int | None]] = []
    for token in line:
        if token.code == "M":
            months.append((token.number, None))
        elif token.code in "Yn":
            if not is_year(token):
                said.ask("A day, or a year?")
                return True
            months[-1] = (months[-1][0], full(token))
    said.months += months
    if len(months) == 1:
        _one_month(said, *months[0])
        return True
    span = len(months) == 2 and re.search("[-t]", codes(line))
    in_turn = all((b - a) % 12 == 1 for (a, _), (b, _) in pairwise(months))
    if span or in_turn:
        _month_span(said, *months[0], *months[-1])
    elif len({quarter_number(month) for month, _ in months}) == 1:
        _part(said, *months[-1])
    else:
        said.nothing = SEVERAL
    return True


def _part(said: Claims, month: int, year: int | None) -> None:
    """Some of a quarter's months: the quarter is offered where its year is stated."""
    years = [token.number for token in said.line if token.code == "P"]
    if year:
        said.ask(PART, quarter_of(date(year, month, 1)))
    else:
        said.ask(PART, *(Period("quarter", first, quarter_number(month)) for first in years))


def _one_month(said: Claims, month: int, year: int | None) -> None:
    said.single_months.add(month)
    if year:
        said.first_point = date(year, month, 1) if not said.points else said.first_point
        said.points.append(quarter_of(date(year, month, 1)))
    else:
        said.bare_months.append(quarter_number(month))


def _month_span(
    said: Claims, first: int, from_year: int | None, last: int, year: int | None
) -> None:
    long: dict[tuple[int, int], PeriodKind] = {(4, 3): "year", (9, 8): "academic"}
    if year is None:
        if from_year is not None:
            said.ask("It does not say the year that it ends in.")
        elif last - first == 2 and first % 3 == 1:
            said.month_quarters.append(quarter_number(first))
        elif (first, last) in long:
            said.long_spans.append(long[first, last])
        elif quarter_number(first) == quarter_number(last) and first < last:
            _part(said, last, None)
        else:
            said.nothing = NO_PERIOD
    elif from_year is None and first > last:
        if (first, last) in long:
            said.long_spans.append(long[first, last])
            said.years.append(year)
        else:
            said.nothing = NO_PERIOD
    else:
        _spanned(said, date(from_year or year, first, 1), _last_of(year, last))


def point(said: Claims, line: Line) -> bool:
    day = line[-1].day
    if day is None:
        return False
    said.first_point = day if not said.points else said.first_point
    said.points.append(quarter_of(day))
    said.single_months.add(day.month)
    said.days.add(day)
    return True


def day_without_year(said: Claims, line: Line) -> bool:
    _one_month(said, _month_in(line), None)
    said.a_day_without_year = True
    return True


def one_year(said: Claims, line: Line) -> bool:
    """A single year; two figures are one only beside a quarter, a financial or a school year."""
    years = [token for token in line if token.code in "Yn"]
    if not all(map(is_year, years)):
        return False
    said.years += map(full, years)
    said.quarters += [token.number for token in line if token.code == "Q"]
    return True


def two_years(said: Claims, line: Line) -> bool:
    years = [token for token in line if token.code == "Y"]
    if years[1].number != years[0].number + 1:
        return False
    if said.school or said.financial:
        said.pairs.append(years[0].number)
    else:
        said.ask("Two years, or one that touches both?", *said.in_years(years[0].number))
    return True


def plan_years(said: Claims, line: Line) -> bool:
    """`Business plan 2023-26`: the plan's span, no period; one year's plan leaves a doubt."""
    for token in line:
        if token.code == "P":
            said.pairs.append(token.number)
            said.left_over = "a plan's years"
    return True


def quarter(said: Claims, line: Line) -> bool:
    """`Q3`."""
    said.quarters.append(line[0].number)
    return True


def quarter_apart(said: Claims, line: Line) -> bool:
    """`Quarter: 3`."""
    said.quarters.append(line[1].number)
    return 1 <= line[1].number <= 4


def years(said: Claims, line: Line) -> bool:
    """`2025/26`."""
    said.pairs.append(line[0].number)
    return True


def months_counted(said: Claims, line: Line) -> bool:
    """`3 months`, beside the period that has as many."""
    said.count = line[0].number
    return True


def nothing_more(_: Claims, __: Line) -> bool:
    """A word that only leads to the next: the end of a quarter is in it."""
    return True
