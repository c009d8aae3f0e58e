"""What has to stand beside a measure's figures: comparator, basis, period, source, and gaps."""

from dataclasses import dataclass, fields
from functools import lru_cache

import numpy as np

from escp_data.disproportionality.baselines import (
    BaselinePair,
    baseline_pair,
    latest_period,
    newer_basis,
    old_clause,
)
from escp_data.disproportionality.compared import figures
from escp_data.disproportionality.comparison import (
    ALL_OTHERS,
    EVERYONE,
    Background,
    Comparison,
    overlaps,
    reference_of,
    window_words,
)
from escp_data.disproportionality.definitions import ages_words
from escp_data.disproportionality.naming import during, people
from escp_data.estimates.rates import proportion
from escp_data.markers import Reason, is_small, small_in_words
from escp_data.suppression.listed import TOTAL
from escp_data.suppression.series import Figure
from escp_data.text.ethnicity import BROAD_GROUPS, UNKNOWN
from escp_data.text.periods import Period
from escp_data.text.rounding import as_percent, digits
from escp_data.text.wording import capital, joined, plural

_EVENTS = "One child can be counted several times"
_TIMES = {
    "stock": "A count on one day.",
    "flow": "A count over a period: four quarters together, or a year.",
    "events": "A count of events over a period: four quarters together, or a year.",
}


@dataclass(frozen=True)
class Notes:
    """Each a sentence or two of plain text, or "" where there is nothing to say."""

    comparator: str
    basis: str
    ages: str
    period: str
    baseline: str
    source: str
    definition: str
    better: str
    unknown: str
    hidden: str
    totals: str
    events: str
    chance: str

    def lines(self) -> tuple[tuple[str, str], ...]:
        """What there is to say, each with its label."""
        labels = {
            "comparator": "Compared with",
            "basis": "Out of whom",
            "better": "Better when",
            "unknown": "Unknown ethnicity",
            "hidden": "Not shown",
        }
        pairs = ((field.name, getattr(self, field.name)) for field in fields(self))
        return tuple((labels.get(name, name.capitalize()), words) for name, words in pairs if words)


def notes_for(known: Background, asked: Comparison, code: str) -> Notes:
    """The notes for one measure, from shown numbers only."""
    each = baseline_pair(known, asked, code)
    period = each.now or asked.period
    definition = known.definition(code, period)
    return Notes(
        comparator=_comparator(known, asked, code, period),
        basis=_basis(known, asked, code, each),
        ages=ages_words(definition, asked.basis or definition.basis),
        period=_period(known, code, each),
        baseline=_baseline(known, code, each),
        source=definition.source,
        definition=definition.definition,
        better={
            "lower": "A lower rate is better.",
            "higher": "A higher rate is better: here being under-represented is the harm.",
        }.get(definition.better_when, ""),
        unknown=unknown_words(known, asked, code, each),
        hidden=_hidden(known, asked, code, period),
        totals=_totals(known, asked, code, period),
        events=_events(known, asked, code, period) if definition.comes_together else "",
        chance=chance(known, asked),
    )


@lru_cache(maxsize=32)
def chance(known: Background, asked: Comparison) -> str:
    """How many of the intervals that are given would mislead by chance alone."""
    latest_of = ((code, latest_period(known.series[code], asked)) for code in known.codes())
    rows = figures(known, asked, [(code, now) for code, now in latest_of if now])
    intervals = int(np.isfinite(rows["rri_lower"]).sum())
    if not intervals:
        return "There are no intervals to be misled by."
    return (
        f"If no group truly differed, {_about(intervals * 0.05)} of "
        f"{plural(intervals, 'interval')} at 95% would still exclude 1 by chance; at 99.8%, "
        f"{_about(intervals * 0.002)}."
    )


def unknown_share(known: Background, asked: Comparison, code: str, period: Period) -> Figure:
    """The share whose ethnicity is unknown, hidden where either of its counts is."""
    counts = known.series[code]
    unknown, total = (counts.figure(asked.agency, period, name) for name in (UNKNOWN, TOTAL))
    why = unknown.why or total.why or (Reason.GIVEN if total.count else Reason.NOT_APPLICABLE)
    return Figure(unknown.count / total.count if not why else float("nan"), why)


def unknown_moved(known: Background, asked: Comparison, code: str, each: BaselinePair) -> str:
    """`rose` or `fell`, where the share unknown did so beyond chance (Wilson's limits part)."""
    if each.now is None or each.baseline is None or each.now <= each.baseline:
        return ""
    counts = known.series[code]
    limits = []
    for period in (each.baseline, each.now):
        if unknown_share(known, asked, code, period).why:
            return ""
        parts = [counts.figure(asked.agency, period, name).count for name in (UNKNOWN, TOTAL)]
        if parts[0] > parts[1]:
            return ""
        limits.append(proportion(*parts))
    if limits[1].lower > limits[0].upper:
        return "rose"
    return "fell" if limits[1].upper < limits[0].lower else ""


def unknown_words(known: Background, asked: Comparison, code: str, each: BaselinePair) -> str:
    """The share now and at a baseline before, and what its rise or fall does to a ratio."""
    if each.now is None:
        return ""
    before = each.baseline if each.baseline and each.baseline < each.now else each.now
    said = " and ".join(
        f"{_share(known, asked, code, period)} {during(window_words(known.series[code], period))}"
        for period in dict.fromkeys((each.now, before))
    )
    moved = unknown_moved(known, asked, code, each)
    does = f" It {moved}, and a ratio can seem to move because of that." if moved else ""
    return f"Ethnicity was unknown for {said}; they are left out of the rates.{does}"


def _share(known: Background, asked: Comparison, code: str, period: Period) -> str:
    share = unknown_share(known, asked, code, period)
    return share.why.mark if share.why else as_percent(share.count, 1)


def _comparator(known: Background, asked: Comparison, code: str, period: Period) -> str:
    reference = reference_of(known, code, period, asked)
    words = people(reference, known.definition(code, period).noun)
    if reference == ALL_OTHERS:
        return f"Each group is compared with {words} whose ethnicity is known."
    if reference == EVERYONE:
        return (
            f"Each group is compared with {words} whose ethnicity is known, itself included, "
            "which draws the ratios towards 1 and makes the intervals wider than they need be. "
            f'"{ALL_OTHERS}" compares cleanly.'
        )
    overlap = [each for each in known.series[code].groups if overlaps(each, reference)]
    without = f" No ratio for {joined(overlap)} ([z]): it overlaps with them." if overlap else ""
    return f"Each group is compared with {words}.{without}"


def _basis(known: Background, asked: Comparison, code: str, each: BaselinePair) -> str:
    now = each.now and known.population(code, each.now, asked)
    if not now:
        return "No population is on record for it, so there are no rates."
    then = each.baseline and known.population(code, each.baseline, asked)
    earlier = f"; for the baseline, {then.words}" if then and then.words != now.words else ""
    return f"{now.basis}, {now.words}{earlier}.{_old(known, asked, code, each)}"


def _old(known: Background, asked: Comparison, code: str, each: BaselinePair) -> str:
    """That the population is old, and whether there is a newer one."""
    old = old_clause(known, asked, code, each.now) if each.now else ""
    if not old:
        return ""
    newer = newer_basis(known, asked, code, each.now or asked.period)
    rest = f"There is a newer one: {newer}." if newer else "There is no newer one of these ages."
    return f" {capital(old)}. {rest}"


def _period(known: Background, code: str, each: BaselinePair) -> str:
    if each.now is None:
        return each.sentence
    counts = known.series[code]
    words = window_words(counts, each.now)
    time = "stock" if counts.is_stock else known.definition(code, each.now).time_kind
    return f"{capital(words)}. {_TIMES[time]}"


def _baseline(known: Background, code: str, each: BaselinePair) -> str:
    if each.baseline is None:
        return each.sentence
    words = window_words(known.series[code], each.baseline)
    return f"{capital(words)}. {each.sentence}".strip()


def _events(known: Background, asked: Comparison, code: str, period: Period) -> str:
    """What counting events does to the ratios' intervals, where there are any."""
    rows = figures(known, asked, [(code, period)])
    if np.isnan(rows["rri"]).all():
        return f"{_EVENTS}."
    return f"{_EVENTS}, so every interval is wider than that of as many single events."


def _hidden(known: Background, asked: Comparison, code: str, period: Period) -> str:
    counts = known.series[code]
    names = (*counts.groups, UNKNOWN)
    whys = [counts.figure(asked.agency, period, name).why for name in names]
    sentences = []
    if Reason.HIDDEN in whys:
        sentences.append(
            f"{whys.count(Reason.HIDDEN)} of {len(names)} counts are hidden and read [c]: counts "
            f"from {small_in_words()}, those that would give one away, and those that their "
            "supplier hid."
        )
    if whys.count(Reason.MISSING) > (whys[-1] == Reason.MISSING):
        sentences.append("Some counts are missing ([x]), and no sum is made without them.")
    return " ".join(sentences)


def _totals(known: Background, asked: Comparison, code: str, period: Period) -> str:
    """The line that reconciles the groups with the total."""
    counts = known.series[code]
    total = counts.figure(asked.agency, period, TOTAL)
    if total.why:
        return f"The total is not shown ({total.why.mark})."
    groups = [counts.figure(asked.agency, period, group) for group in BROAD_GROUPS]
    seen = sum(figure.count for figure in groups if not figure.why)
    if seen == total.count:
        return f"The groups add up to the total, {digits(total.count)}."
    rest = total.count - seen
    others = "the others" if rest <= 0 or is_small(rest) else f"the other {digits(rest)}"
    without = (
        "not shown or of unknown ethnicity"
        if any(f.why for f in groups)
        else ("of unknown ethnicity")
    )
    added = f"The groups shown add up to {digits(seen)} of {digits(total.count)}"
    return f"{added}; {others} are {without}."


def _about(number: float) -> str:
    return "fewer than 1" if number < 0.95 else f"about {digits(number)}"
