"""The one grammar of periods: it reads the whole of a text, or says that it cannot.

What a text says of a quarter, of years, months and days is collected (`period_claims`); a period
is read only where all of it agrees on one and no word is left over.
"""

from dataclasses import dataclass
from datetime import date
from functools import lru_cache

from escp_data.text.asking import Ask, Nothing
from escp_data.text.period_claims import Claims
from escp_data.text.period_kinds import Period, quarter_of
from escp_data.text.period_line import claims_of
from escp_data.text.period_tokens import MAX_LENGTH, tokens


@dataclass(frozen=True)
class NoYear(Ask):
    """A quarter or a month without its year; `quarter` is 1 to 4, or 0 where that is not known."""

    quarter: int = 0


@dataclass(frozen=True)
class OneYear(Ask):
    """One year where a financial year touches two; `quarter` is 0 for the whole year."""

    year: int = 0
    quarter: int = 0


_NONE = Nothing("It names no period.")
_NO_YEAR = "It does not say the year."
_DISAGREE = "It says more than one thing of the period."


@lru_cache(maxsize=4096)
def read_period(text: str) -> Period | Ask | Nothing:
    """The period a text states, and states alone; else what to ask, or that it states none.

    Every word has to be understood. A single year, a term, a part of a quarter and the American
    order are asked; spans, halves and days of something else are Nothing.
    """
    if len(text) > MAX_LENGTH:
        return Nothing("It is too long to name a period.")
    said = claims_of(tokens(text))
    if said.nothing:
        return Nothing(said.nothing)
    read = _judged(said)
    if isinstance(read, Period):
        read = _doubted(read, said)
    if said.left_over and isinstance(read, Period | Ask):
        offered = read.offered if isinstance(read, Ask) else (str(read),)
        return Ask(f"It also says {said.left_over}.", offered)
    return read


def single_month(text: str) -> tuple[int, int | None] | None:
    """The month, and its year or None, of a text that names one calendar month and nothing else."""
    said = claims_of(tokens(text))
    if said.left_over or said.nothing or said.others or said.title or len(said.months) != 1:
        return None
    return said.months[0]


def month_of_a_year(text: str) -> int | None:
    """The one month that a text names beside a year that stands apart: `2025-26, Jun`."""
    said = claims_of(tokens(text))
    if said.whole or said.points or said.nothing or len(said.months) != 1:
        return None
    return said.months[0][0]


def _judged(said: Claims) -> Period | Ask | Nothing:
    if said.asks:
        return Ask(said.asks[0], _texts(said.offered))
    whole = list(dict.fromkeys(said.whole + said.points))
    if any(not 1 <= number <= 4 for number in said.quarters):
        return Ask("A year has the quarters 1 to 4.")
    if len(whole) > 1:
        return Ask(_DISAGREE, _texts(whole))
    if whole:
        return _agreed(whole[0], said)
    if len(said.all_quarters) > 1:
        both = [Period("quarter", y, q) for y in said.pairs[:1] for q in said.all_quarters]
        return Ask(_DISAGREE, _texts(both))
    if said.pairs:
        return _of_years(said)
    if said.years:
        return _of_one_year(said)
    if said.all_quarters:
        return NoYear(_NO_YEAR, quarter=said.all_quarters[0])
    if said.long_spans:
        return Ask(_NO_YEAR)
    if said.until:
        return Ask("It says only when it ends.", _texts([quarter_of(said.until[0])]))
    return Ask(said.relative) if said.relative else _NONE


def _agreed(period: Period, said: Claims) -> Period | Ask:
    """A period that is stated, if all else that is stated agrees with it."""
    offered = [period]
    years = said.pairs[:1] or [period.year]
    quarters = [number for number in said.all_quarters if number != period.quarter]
    offered += [Period("quarter", year, number) for year in years for number in quarters]
    other_years = [year for year in said.pairs if year != period.year]
    for year in other_years if not quarters else ():
        offered.append(Period(period.kind, year, period.quarter))
    fits = not quarters and not other_years
    fits &= not (said.school and period.kind != "academic")
    fits &= not (said.financial and period.kind == "academic")
    fits &= all(span == period.kind for span in said.long_spans)
    return period if fits else Ask(_DISAGREE, _texts(offered))


def _of_years(said: Claims) -> Period | Ask:
    """Two years that follow each other, and a quarter of them where one is named."""
    quarter = said.all_quarters[0] if said.all_quarters else None
    if said.school and not quarter:
        kinds = [Period("academic", year) for year in said.pairs]
    elif quarter:
        kinds = [Period("quarter", year, quarter) for year in said.pairs]
    else:
        kinds = [Period("year", year) for year in said.pairs]
    if len(kinds) > 1:
        return Ask(_DISAGREE, _texts(kinds))
    if said.school and (quarter or said.financial):
        return Ask("A school year has no quarters of the contract.", _texts(kinds))
    if "academic" in said.long_spans and not quarter:
        return Period("academic", said.pairs[0])
    if said.long_spans and (quarter or said.school):
        return Ask(_DISAGREE, _texts(kinds))
    if said.a_quarter and not quarter:
        return Ask("It does not say which quarter.")
    return kinds[0]


def _of_one_year(said: Claims) -> Ask:
    year, quarter = said.years[0], said.all_quarters[0] if said.all_quarters else 0
    why = "It names one year; a financial year touches two."
    if len(set(said.years)) > 1:
        return Ask(_DISAGREE)
    if said.school:
        return Ask(why, _texts([Period("academic", year), Period("academic", year - 1)]))
    if said.long_spans:
        kind = said.long_spans[0]
        return Ask(why, _texts([Period(kind, year - 1), Period(kind, year)]))
    if not quarter:
        offered = [Period("year", year), Period("year", year - 1)]
        return OneYear(why, _texts(offered[::-1] if said.financial else offered), year=year)
    own, before = Period("quarter", year, quarter), Period("quarter", year - 1, quarter)
    if said.financial:
        offered = [before, own]
    elif said.month_quarters or said.bare_months:
        offered = [before, own] if quarter == 4 else [own, before]
    else:
        offered = [own, own.shifted(-1), before]
    return OneYear(why, _texts(offered), year=year, quarter=quarter)


def _doubted(period: Period, said: Claims) -> Period | Ask:
    """The period, or a question where the words beside it leave a doubt."""
    for day in said.until:
        if day != period.end:
            inside = period.start <= day < period.end
            why = "It ends before the period does." if inside else _DISAGREE
            return Ask(why, _texts([period, quarter_of(day)]))
    if said.several_days or not all(year - period.year in (0, 1) for year in said.years):
        return Ask(_DISAGREE, (str(period),))
    if said.yearly and period.kind == "quarter":
        return Ask("A year, or a quarter of it?", (str(period),))
    if said.count and said.count != {"quarter": 3}.get(period.kind, 12):
        return Ask(_DISAGREE, (str(period),))
    only_points = bool(said.points) and not (said.whole or said.quarters or said.pairs)
    if only_points and said.year_word:
        return Ask("A year, or the quarter of its day?", (str(period),))
    if said.title and not said.label:
        if only_points and not said.as_at:
            return Ask(
                "A day in a title may be its own.", _texts(previous_or_own(said.first_point))
            )
        if said.pairs and not said.all_quarters and not said.annual and not said.whole:
            return Ask("A title's years may be the plan's.", (str(period),))
    return period


def _texts(periods: list[Period]) -> tuple[str, ...]:
    return tuple(dict.fromkeys(map(str, periods)))


def previous_or_own(day: date) -> list[Period]:
    """The quarter before and a day's own, the likelier first for something dated that day."""
    own = quarter_of(day)
    pair = [own.shifted(-1), own]
    return pair if day.month == own.start.month else pair[::-1]


def day_named(text: str) -> date | None:
    """The day, or the first of the month, of a text whose period is only that of a day."""
    said = claims_of(tokens(text))
    return said.first_point if said.points and not said.of_periods else None
