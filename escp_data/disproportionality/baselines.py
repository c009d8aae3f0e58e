"""Which period is now, which is the baseline, and whether the two may be compared at all.

A flow is the four calendar quarters to its latest on record against its baseline four: those to the
measure's Baseline period, or from it where the record starts there; without one, the first four
from the first on record. Where one of the four is missing there is no verdict. Stocks go by date,
published series by year.
"""

from dataclasses import dataclass

from escp_data.disproportionality.comparison import Background, Comparison, reference_of
from escp_data.disproportionality.definitions import Definition, are_of_one_age
from escp_data.disproportionality.populations import OLDEST, is_too_old, population_for, years_older
from escp_data.markers import Reason
from escp_data.suppression.listed import year_to
from escp_data.suppression.series import Series
from escp_data.text.periods import Period, quarter_of
from escp_data.text.wording import joined


@dataclass(frozen=True)
class BaselinePair:
    """A measure's two periods. `why` is a code for what stands in the way of a verdict, or ""."""

    now: Period | None
    baseline: Period | None
    why: Reason
    sentence: str


def baseline_pair(
    known: Background, asked: Comparison, code: str, now: Period | None = None
) -> BaselinePair:
    """Now (the latest not after the period asked for, or as given) and the baseline."""
    counts = known.series[code]
    now = now or latest_period(counts, asked)
    if now is None:
        whose = f" from {asked.agency}" if asked.agency else ""
        return BaselinePair(
            None, None, Reason.MISSING, f"Nothing{whose} was on record by {asked.period}."
        )
    stated = known.definition(code).baseline
    baseline = _baseline(counts, asked.agency, stated)
    if baseline is None and stated:
        return BaselinePair(
            now, None, Reason.BASELINE, f"Its baseline, {stated}, is not on record."
        )
    if baseline is None:
        return BaselinePair(now, None, Reason.MISSING, "No whole figure is on record.")
    why, sentence = _obstacle(known, asked, code, baseline, now)
    return BaselinePair(now, baseline, why, sentence)


def latest_period(counts: Series, asked: Comparison) -> Period | None:
    """The latest period on record that ended by the period asked for."""
    ended = [p for p in counts.periods_of(asked.agency) if p.end <= asked.period.end]
    return ended[-1] if ended else None


def windows(counts: Series, agency: str | None) -> list[Period]:
    """The periods with a whole figure: the ends of four quarters in a row, or every one."""
    on_record = counts.periods_of(agency)
    if counts.span == "one":
        return list(on_record)
    return [p for p in on_record if set(year_to(p)) <= set(on_record)]


def line(counts: Series, asked: Comparison) -> list[Period]:
    """Every period of a trend: also those without a figure that lie between."""
    ends = windows(counts, asked.agency)
    last = latest_period(counts, asked)
    if not ends or last is None or last < ends[0]:
        return []
    if counts.is_stock:
        return [p for p in ends if p <= last]
    return [ends[0].shifted(step) for step in range(last.steps_since(ends[0]) + 1)]


def breaks(known: Background, asked: Comparison, code: str, a: Period, b: Period) -> str:
    """What changed between two periods so that they cannot be compared, as a sentence, or ""."""
    before, after = (known.definition(code, period) for period in (a, b))
    if asked.basis is None and before.basis != after.basis:
        return f"Its population changed from {before.basis or 'none'} to {after.basis or 'none'}."
    references = [reference_of(known, code, period, asked) for period in (a, b)]
    if references[0] != references[1]:
        return f"What it is compared with changed from {references[0]} to {references[1]}."
    return "" if before.meaning == after.meaning else "Its definition changed in between."


def newer_basis(known: Background, asked: Comparison, code: str, period: Period) -> str:
    """The basis to take instead of one that is too old for a period; "" where there is no need, or
    none of the same ages.
    """
    definition, people = known.definition(code, period), known.population(code, period, asked)
    if people is None or not is_too_old(people, period):
        return ""
    for basis, dates in known.populations.items():
        other = population_for(dates, period)
        if (
            other is not None
            and basis != people.basis
            and are_of_one_age(definition, people.basis, basis)
            and not is_too_old(other, period)
            and set(people.people) <= set(other.people)
        ):
            return basis
    return ""


def old_clause(known: Background, asked: Comparison, code: str, period: Period) -> str:
    """`the population is 4 years older than the counts`, where it is too old; else ""."""
    people = known.population(code, period, asked)
    if people is None or not is_too_old(people, period):
        return ""
    years = years_older(people, period)
    return (
        f"the population is {'over ' if years == OLDEST else ''}{years} years older than the counts"
    )


def gap(counts: Series, agency: str | None, ends: tuple[Period, Period]) -> str:
    """The quarters of either window that nothing is on record for, as a sentence, or "".

    The three others are not compared instead: beside the sum of four in the other year they would
    give a single quarter away, and those are never shown by group.
    """
    if counts.span != "four":
        return ""
    on_record = counts.periods_of(agency)
    every = (quarter for end in ends for quarter in year_to(end))
    lacking = [str(each) for each in every if each not in on_record]
    if not lacking:
        return ""
    return f"Nothing is on record for {joined(lacking)}, so there is no whole year to compare."


def ends_a_year(definition: Definition, period: Period) -> bool:
    """Whether a look at a period is the year's own, which has to be less sure than the others."""
    return period.kind != "quarter" or period.quarter == definition.ends_a_year


def _baseline(counts: Series, agency: str | None, stated: Period | None) -> Period | None:
    on_record = counts.periods_of(agency)
    if counts.span == "four":
        return _four_quarters(on_record, stated)
    ends = windows(counts, agency)
    if stated is None or not ends:
        return ends[0] if ends else None
    wanted = quarter_of(stated.end) if ends[0].kind == "quarter" else stated
    return wanted if wanted in ends else None


def _four_quarters(on_record: tuple[Period, ...], stated: Period | None) -> Period | None:
    """The end of the baseline's four calendar quarters; None where not one is on record."""
    if not on_record:
        return None
    first = on_record[0]
    if stated is None:
        return first.shifted(3)
    end = quarter_of(stated.end)
    if end == first and stated.kind == "quarter":
        return end.shifted(3)
    return end if any(quarter in on_record for quarter in year_to(end)) else None


def _obstacle(
    known: Background, asked: Comparison, code: str, baseline: Period, now: Period
) -> tuple[Reason, str]:
    if now <= baseline:
        return Reason.FIRST, "There is no later period to set against the baseline yet."
    counts = known.series[code]
    if counts.span == "four" and now.steps_since(baseline) < 4:
        return Reason.OVERLAP, "Too soon: the two periods overlap."
    sentence = breaks(known, asked, code, baseline, now)
    return (Reason.BREAK, sentence) if sentence else (Reason.GIVEN, "")
