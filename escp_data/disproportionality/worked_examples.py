"""The Methods page's worked examples: published numbers of one area, put through the estimates.

Only what is published stands here as a number; everything else is worked out when it is asked for,
so no example can say what the dashboard would not. Each function gives a sentence or two, and
works it out once.
"""

from functools import cache
from pathlib import Path

from escp_data.disproportionality.numbers import interval_words, ratio_words
from escp_data.estimates.rates import (
    Estimate,
    crude_rate,
    excess,
    proportion,
    rate_difference,
    ratio_change,
    relative_rate_index,
    risk_ratio,
    smallest_fall,
    verdict,
)
from escp_data.text.rounding import as_percent, digits

AREA = (Path(__file__).parents[2] / "sample_data/published/area.txt").read_text("utf-8").strip()
"""The area that the published numbers are of."""
SUSPENSIONS_SOURCE = (
    "Department for Education, Suspensions and permanent exclusions in England, 2023/24 and 2024/25"
)
LOOKED_AFTER_SOURCE = "Department for Education, Children looked after in England, 31 March 2025"
REFERRALS_SOURCE = "Department for Education, Children in need, years ending March 2024 and 2025"
POPULATION_SOURCES = (
    "Office for National Statistics, Census 2021; Department for Education, Schools, pupils and "
    "their characteristics, 2024/25"
)

# Events and pupils of Black pupils, then of White pupils.
SUSPENSIONS_2023_24 = (865, 11_771, 1_491, 26_755)
SUSPENSIONS_2024_25 = (915, 11_557, 1_651, 26_061)
SUSPENSIONS_OF_ALL = 3_501
SUSPENSIONS_OF_THE_FIVE_GROUPS = 85 + 915 + 502 + 191 + 1_651

LOOKED_AFTER_BLACK, LOOKED_AFTER_WHITE = 118, 163
CENSUS_BLACK, CENSUS_WHITE = 9_986, 15_109
PUPILS_BLACK, PUPILS_WHITE = 11_557, 26_061

# Referrals within 12 months of an earlier one, and all referrals.
REREFERRED_2024, REREFERRED_2025 = (965, 4_615), (954, 4_214)


@cache
def rate_example() -> str:
    """Rate per 100, with its limits, of both years."""
    then, now = (
        crude_rate(*year[:2], per=100) for year in (SUSPENSIONS_2023_24, SUSPENSIONS_2024_25)
    )
    count, pupils = SUSPENSIONS_2024_25[:2]
    return (
        f"In 2024/25 there were {digits(count)} suspensions of Black pupils among "
        f"{digits(pupils)} Black pupils: {digits(count)} ÷ {digits(pupils)} "
        f"× 100 = {interval_words(now)} per 100. "
        f"The year before it was {interval_words(then)}."
    )


@cache
def proportion_example() -> str:
    """A share with Wilson's limits."""
    part, whole = REREFERRED_2025
    share = proportion(part, whole)
    return (
        f"In the year to March 2025, {digits(part)} of {digits(whole)} referrals came within 12 "
        f"months of an earlier one: {as_percent(share.value, 1)} "
        f"({as_percent(share.lower, 1)} to {as_percent(share.upper, 1)})."
    )


@cache
def ratio_example() -> str:
    """The RRI of both years."""
    then, now = (relative_rate_index(*year) for year in (SUSPENSIONS_2023_24, SUSPENSIONS_2024_25))
    black, white = _rates(SUSPENSIONS_2024_25)
    return (
        f"In 2024/25 the rate was {digits(black, 2)} suspensions per 100 Black pupils and "
        f"{digits(white, 2)} per 100 White pupils. Black pupils were {digits(black, 2)} ÷ "
        f"{digits(white, 2)} = {ratio_words(now)} times as likely to be suspended as White pupils. "
        f"In 2023/24 it was {ratio_words(then)}."
    )


@cache
def basis_example() -> str:
    """The same children on two populations."""
    census = relative_rate_index(LOOKED_AFTER_BLACK, CENSUS_BLACK, LOOKED_AFTER_WHITE, CENSUS_WHITE)
    pupils = relative_rate_index(LOOKED_AFTER_BLACK, PUPILS_BLACK, LOOKED_AFTER_WHITE, PUPILS_WHITE)
    return (
        f"On 31 March 2025, {LOOKED_AFTER_BLACK} Black and {LOOKED_AFTER_WHITE} White children "
        f"were looked after. Against children aged 10 to 17 in Census 2021 ({digits(CENSUS_BLACK)} "
        f"Black, {digits(CENSUS_WHITE)} White), Black children were {ratio_words(census)} times as "
        f"likely to be looked after as White children. Against pupils in state-funded schools "
        f"({digits(PUPILS_BLACK)} Black, {digits(PUPILS_WHITE)} White), the same children give "
        f"{ratio_words(pupils)}."
    )


@cache
def stage_example() -> str:
    """The ratio of two proportions."""
    ratio = risk_ratio(*REREFERRED_2025, *REREFERRED_2024)
    now, then = proportion(*REREFERRED_2025).value, proportion(*REREFERRED_2024).value
    return (
        f"Nobody publishes {AREA}'s stages by ethnic group, so this example sets a year against "
        f"the year before: {as_percent(now, 1)} of referrals came within 12 months of an "
        f"earlier one in the year to March 2025 and {as_percent(then, 1)} in the year to March "
        f"2024: {ratio_words(ratio)} times the share."
    )


@cache
def gap_example() -> str:
    """The rate difference of both years."""
    then, now = (
        rate_difference(*year, per=100) for year in (SUSPENSIONS_2023_24, SUSPENSIONS_2024_25)
    )
    black, white = _rates(SUSPENSIONS_2024_25)
    return (
        f"In 2024/25: {digits(black, 2)} − {digits(white, 2)} = {interval_words(now)} more "
        f"suspensions per 100 pupils. In 2023/24: {interval_words(then)}."
    )


@cache
def excess_example() -> str:
    """How many fewer, at the reference rate."""
    count, pupils, other, other_pupils = SUSPENSIONS_2024_25
    above = excess(*SUSPENSIONS_2024_25)
    return (
        f"If Black pupils had been suspended at the rate of White pupils, there would have been "
        f"{digits(pupils)} × {digits(other)} ÷ {digits(other_pupils)} = {digits(count - above)} "
        f"suspensions of Black pupils in 2024/25, about {digits(above)} fewer than the {count} "
        "there were."
    )


@cache
def change_example() -> str:
    """The ratio of ratios, the verdict, and what the rates did meanwhile."""
    change = ratio_change(SUSPENSIONS_2023_24, SUSPENSIONS_2024_25)
    then, now = (
        relative_rate_index(*year).value for year in (SUSPENSIONS_2023_24, SUSPENSIONS_2024_25)
    )
    before, after = (_rates(year) for year in (SUSPENSIONS_2023_24, SUSPENSIONS_2024_25))
    phrase = verdict(SUSPENSIONS_2023_24, SUSPENSIONS_2024_25)
    both = all(late > early for early, late in zip(before, after, strict=True))
    return (
        f"From {digits(then, 2)} in 2023/24 to {digits(now, 2)} in 2024/25 is a ratio of ratios of "
        f"{ratio_words(change)}. The interval {'spans' if _spans_one(change) else 'excludes'} 1: "
        f"{phrase}. {'Both rates rose' if both else 'The rates moved'}: of Black pupils from "
        f"{digits(before[0], 2)} to {digits(after[0], 2)} per 100, of White pupils from "
        f"{digits(before[1], 2)} to {digits(after[1], 2)}."
    )


@cache
def power_example() -> str:
    """What could have shown, at these counts and at five against five."""
    real = smallest_fall(SUSPENSIONS_2023_24, SUSPENSIONS_2024_25)
    few = smallest_fall((5, 1000, 5, 1000), (5, 1000, 5, 1000))
    return (
        f"With the counts of suspensions, only a fall in the ratio of {as_percent(real)} or "
        f"more could have shown. With 5 children in each of the four counts it would have to be "
        f"{as_percent(few)}: that is why a quarter is never set against a quarter."
    )


@cache
def unknown_example() -> str:
    """The share that no rate can hold."""
    rest = SUSPENSIONS_OF_ALL - SUSPENSIONS_OF_THE_FIVE_GROUPS
    return (
        f"Of {digits(SUSPENSIONS_OF_ALL)} suspensions in 2024/25, "
        f"{digits(SUSPENSIONS_OF_THE_FIVE_GROUPS)} are published under one of the five groups. The "
        f"other {rest}, {as_percent(rest / SUSPENSIONS_OF_ALL, 1)}, stand in no rate."
    )


@cache
def chance_example(intervals: int = 60) -> str:
    """How many intervals exclude 1 by chance alone."""
    return (
        f"Of {intervals} ratios that are truly 1, about {digits(intervals * 0.05)} will seem to "
        f"differ at 95%, and about {digits(intervals * 0.002, 1)} at 99.8%."
    )


def _rates(year: tuple[int, int, int, int]) -> tuple[float, float]:
    """Both groups' rates per 100."""
    count, pupils, other, other_pupils = year
    return (
        crude_rate(count, pupils, per=100).value,
        crude_rate(other, other_pupils, per=100).value,
    )


def _spans_one(estimate: Estimate) -> bool:
    return bool(estimate.lower <= 1 <= estimate.upper)
