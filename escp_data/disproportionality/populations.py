"""How many children there are, by basis, date and group: what rates are per.

A period is set against the latest population of its basis that is not after the period's end; a
school or financial year counts from its first day, since its census lies within it. Where every
date is later, the earliest serves. Beside each rate stands the date that was used.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date

import pandas as pd

from escp_data.store.database import Store
from escp_data.suppression.listed import KNOWN, others
from escp_data.text.ethnicity import BROAD_GROUPS, UNKNOWN, broad_group
from escp_data.text.periods import Period, parse_period
from escp_data.text.wording import day_words

OLDEST = 3
"""A population more than so many years older than its counts gives no verdict, unless there is no
newer one of the same ages. One aged forward has the date to which it was."""


@dataclass(frozen=True)
class Population:
    """One basis at one date: children by group, all of them, and all but each group."""

    basis: str
    start: date
    words: str
    people: Mapping[str, float]


def read_populations(store: Store, as_at: str | None = None) -> dict[str, tuple[Population, ...]]:
    """Every basis with its dates, earliest first."""
    frame = store.current("population", as_at).dropna(subset=["population"])
    found: dict[str, list[Population]] = {}
    for (basis, day), rows in frame.groupby(["basis", "population_date"], sort=True):
        start, words = _date(str(day))
        found.setdefault(str(basis), []).append(Population(str(basis), start, words, _people(rows)))
    return {basis: tuple(sorted(each, key=lambda one: one.start)) for basis, each in found.items()}


def population_for(dates: Sequence[Population], period: Period) -> Population | None:
    """The population that a period's rates are per; None where the basis has none."""
    in_time = [one for one in dates if one.start <= period.end]
    return in_time[-1] if in_time else dates[0] if dates else None


def years_older(population: Population, period: Period) -> int:
    """By how many whole years a population is older than a period's end; 0 where it is not."""
    day, end = population.start, period.end
    return max(0, end.year - day.year - ((end.month, end.day) < (day.month, day.day)))


def is_too_old(population: Population, period: Period) -> bool:
    """Whether it is more than three years older than a period's end."""
    start, end = population.start, period.end
    return (start.year + OLDEST, start.month, start.day) < (end.year, end.month, end.day)


def _people(rows: pd.DataFrame) -> dict[str, float]:
    pairs = zip(rows["ethnic_group"], rows["population"], strict=True)
    given = {str(group): float(number) for group, number in pairs}
    people = dict(given)
    for broad in BROAD_GROUPS:
        finer = [n for label, n in given.items() if broad_group(label) == broad]
        if broad not in given and finer:
            people[broad] = sum(finer)
    if all(broad in people for broad in BROAD_GROUPS):
        people[KNOWN] = sum(people[broad] for broad in BROAD_GROUPS)
        people |= {
            others(group): people[KNOWN] - n
            for group, n in list(people.items())
            if group != KNOWN and broad_group(group) != UNKNOWN
        }
    return people


def _date(text: str) -> tuple[date, str]:
    try:
        day = date.fromisoformat(text)
    except ValueError:
        period = parse_period(text)
        return period.start, period.words
    return day, day_words(day)
