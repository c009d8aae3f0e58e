"""Pieces of a text that are asked whatever stands beside them, and what each may have meant."""

from datetime import date, timedelta

from escp_data.text.period_claims import Claims, Line, full, is_year
from escp_data.text.period_kinds import Period, quarter_of

_SERIAL = range(36526, 73051)  # 1 January 2000 to 31 December 2099, as Excel counts days
_EXCEL_DAY_ZERO = date(1899, 12, 30)


def no_such_day(said: Claims, _: Line) -> bool:
    """`31 June 2025`."""
    said.ask("The calendar has no such day.")
    return True


def american_day(said: Claims, line: Line) -> bool:
    """`12/31/2025`: the order is never guessed."""
    day = line[0].day
    if day:
        said.ask("The month seems to come before the day.", quarter_of(day))
    return day is not None


def other_weekday(said: Claims, line: Line) -> bool:
    """`Mon 31 Dec 2025`, which was a Wednesday."""
    day = line[0].day
    if day:
        said.ask("That day was another day of the week.", quarter_of(day))
    return day is not None


def maybe_years(said: Claims, line: Line) -> bool:
    """`11/12` could be a day and `16-17` an age, but not beside a word for a year."""
    pair = line[0]
    by_quarter = "Q" in said.codes and pair.number >= 2013
    if said.school or said.financial or by_quarter:
        said.pairs.append(pair.number)
    else:
        said.ask("Two years, or something else?", *said.in_years(pair.number))
    return True


def years_apart(said: Claims, line: Line) -> bool:
    """`2024/26`: a slip of the pen, several years, or a year and a month."""
    pair = line[0]
    first, last = pair.number, pair.other
    short = not pair.text.strip("'").startswith(("19", "20")) or len(pair.text) < 6
    gap = (last - first) % 100
    if short and (first < 2013 or gap not in (0, 2, 3, 99)):
        if "/" in pair.text and (first % 100 <= 12 < last or len(pair.text) > 4):
            return day_or_month(said, first % 100, last)
        return "Q" in said.codes and _asked(said, [])
    years = {99: [first - 1, first], 0: [first, first - 1]}.get(
        gap, [first, first + max(1, gap - 1)]
    )
    offered = said.in_years(*years) if gap < 10 or gap == 99 else said.in_years(first)
    if not short and last <= 12:
        month = quarter_of(date(first, max(1, last), 1))
        offered = [*offered[:1], month] if len(pair.text) == 6 else [month, *said.in_years(first)]
    return _asked(said, offered)


def _asked(said: Claims, offered: list[Period]) -> bool:
    said.ask("The two years do not follow each other.", *offered)
    return True


def run_together(said: Claims, line: Line) -> bool:
    """`45992`, `202512`, `202425`, `20251231`: figures that may be a day, a month or years."""
    figures = line[0].text
    offered: list[Period] = []
    if len(figures) == 5 and int(figures) in _SERIAL:
        offered = [quarter_of(_EXCEL_DAY_ZERO + timedelta(int(figures)))]
    if len(figures) in (4, 6):
        first, last = int(figures[:-2][-2:]), int(figures[-2:])
        if last == (first + 1) % 100:
            years = said.in_years(2000 + first)
            other = [] if years[0].kind == "quarter" else [Period("academic", 2000 + first)]
            offered = [*years, *other]
    if len(figures) == 6 and 1 <= int(figures[4:]) <= 12 and figures.startswith("20"):
        offered.append(quarter_of(date(int(figures[:4]), int(figures[4:]), 1)))
    if len(figures) == 8 and figures.startswith("20"):
        try:
            offered = [quarter_of(date.fromisoformat(figures))]
        except ValueError:
            return False
    if offered:
        said.ask("Its figures run together.", *offered)
    return bool(offered)


def one_figure_month(said: Claims, line: Line) -> bool:
    """`3/2025`: March, or the third quarter."""
    said.ask("A month, or a quarter?", quarter_of(date(line[1].number, line[0].number, 1)))
    return True


def season(said: Claims, line: Line) -> bool:
    """A school term, a half term or a season: no quarter, but near one."""
    first = line[0].number
    if len(line) > 1 and line[-1].code == "n" and line[-1].number in (1, 2) and 1 <= first <= 3:
        first = 10 + 2 * (first - 1) + line[-1].number
    year = _school_year(said, first)
    near = {
        1: [(0, 3), (0, 2)], 2: [(0, 4), (1, 1)], 3: [(1, 1), (1, 2)], 4: [(0, 4), (0, 3)],
        11: [(0, 2), (0, 3)], 12: [(0, 3)], 13: [(0, 4)], 14: [(0, 4), (1, 1)], 15: [(1, 1)],
        16: [(1, 1), (1, 2)], 21: [(0, 3), (0, 2)], 22: [(0, 3), (0, 4)], 23: [(0, 4), (1, 1)],
        24: [(0, 4)], 25: [(1, 1)], 26: [(1, 1), (1, 2)],
    }.get(first, [])  # fmt: skip  # as a table
    offered = [Period("quarter", year + later, quarter) for later, quarter in near] if year else []
    said.ask("A term or a season is no quarter.", *offered)
    return True


def _school_year(said: Claims, season: int) -> int:
    """The year in which the school year of a season begins; 0 where the text has none."""
    for token in said.line:
        if token.code in "Pa":
            return token.number
        if token.code == "Y" or (token.code == "n" and is_year(token)):
            autumn = season in (0, 1, 4, 11, 12, 21, 22)
            return full(token) - (not autumn)
    return 0


def month_number(said: Claims, line: Line) -> bool:
    """`Month 9 2025/26`: the ninth month, or the year up to it."""
    number = line[0].number
    years = [token.number for token in said.line if token.code in "PaY"]
    if not years or not 1 <= number <= 12:
        return False
    said.ask(
        "One month of a year, or the year up to it?",
        Period("quarter", years[0], (number - 1) // 3 + 1),
    )
    return True


def part_of_year(said: Claims, line: Line) -> bool:
    """`mid-2024`, `early 2025`."""
    year = full(line[-1])
    word = line[0].text
    month = 6 if word.startswith("mid") else 11 if word.startswith(("lat", "end", "cl")) else 2
    if line[-1].code == "P":
        offered = [Period("quarter", year, {6: 2, 11: 4, 2: 1}[month])]
    else:
        offered = [quarter_of(date(year, month, 1))]
    said.ask("It does not say which quarter.", *offered)
    return True


def day_and_month(said: Claims, line: Line) -> bool:
    """`9/25`: September 2025, or a day without its year."""
    return line[-1].number > 9 and day_or_month(said, line[0].number, line[-1].number)


def day_or_month(said: Claims, first: int, last: int) -> bool:
    """Two figures and a stroke: a month and its year are offered where they can be that."""
    month = 1 <= first <= 12 < last
    said.ask(
        "A month, or a day without its year?",
        *([quarter_of(date(2000 + last, first, 1))] if month else []),
    )
    return True
