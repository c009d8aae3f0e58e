"""The Methods page's worked examples: published numbers of one area, put through the estimates.

Only what is published stands here as a number; everything else is worked out when it is asked for,
so no example can say what the dashboard would not. Each function gives a sentence or two, and
works it out once.
"""

from functools import cache
from pathlib import Path

import numpy as np

from escp_data.disproportionality.compared import BETWEEN
from escp_data.disproportionality.numbers import interval_words, limits_words, ratio_words
from escp_data.estimates.change import detectable_change, ratio_change, verdict
from escp_data.estimates.dispersion import ALONE, TOGETHER
from escp_data.estimates.pooled import pooled_change
from escp_data.estimates.rates import (
    crude_rate,
    excess,
    proportion,
    rate_difference,
    relative_rate_index,
    risk_ratio,
)
from escp_data.estimates.shared import Estimate
from escp_data.text.rounding import as_percent, digits
from escp_data.text.wording import joined

_PUBLISHED = Path(__file__).parents[2] / "sample_data/published"
AREA = (_PUBLISHED / "area.txt").read_text("utf-8").strip()
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
BOTH_YEARS = (SUSPENSIONS_2023_24, SUSPENSIONS_2024_25)
SUSPENSIONS_OF = {
    "Asian": ((70, 4_890), (85, 4_961)),
    "Black": ((865, 11_771), (915, 11_557)),
    "Mixed": ((415, 6_633), (502, 6_707)),
    "Other": ((165, 3_522), (191, 3_593)),
}
"""Both years of each group: events and pupils."""
SUSPENSIONS_OF_ALL = 3_501
SUSPENSIONS_OF_THE_FIVE_GROUPS = 85 + 915 + 502 + 191 + 1_651

LOOKED_AFTER_BLACK, LOOKED_AFTER_WHITE = 118, 163
LOOKED_AFTER = {"Asian": 22, "Black": 118, "Mixed": 47, "White": 163, "Other": None}
"""None where the department hides the count."""
LOOKED_AFTER_OF_ALL = 372
CENSUS_BLACK, CENSUS_WHITE = 9_986, 15_109
PUPILS_BLACK, PUPILS_WHITE = 11_557, 26_061

# Referrals within 12 months of an earlier one, and all referrals.
REREFERRED_2024, REREFERRED_2025 = (965, 4_615), (954, 4_214)


@cache
def rate_example() -> str:
    """Rate per 100, with its limits, of both years."""
    then, now = (crude_rate(*year[:2], per=100, dispersion=TOGETHER) for year in BOTH_YEARS)
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
    then, now = (relative_rate_index(*year, dispersion=TOGETHER) for year in BOTH_YEARS)
    black, white = _rates(SUSPENSIONS_2024_25)
    return (
        f"In 2024/25 the rate was {digits(black, 2)} suspensions per 100 Black pupils and "
        f"{digits(white, 2)} per 100 White pupils: the rate of Black pupils was {digits(black, 2)} "
        f"÷ {digits(white, 2)} = {ratio_words(now)} times that of White pupils. "
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
        f"Black, {digits(CENSUS_WHITE)} White), the ratio is {ratio_words(census)}. "
        "Against pupils in state-funded schools "
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
    then, now = (rate_difference(*year, per=100, dispersion=TOGETHER) for year in BOTH_YEARS)
    black, white = _rates(SUSPENSIONS_2024_25)
    return (
        f"In 2024/25: {digits(black, 2)} − {digits(white, 2)} = {interval_words(now)} more "
        f"suspensions per 100 pupils. In 2023/24: {interval_words(then)}."
    )


@cache
def excess_example() -> str:
    """How many fewer, at the reference rate."""
    count, pupils, other, other_pupils = SUSPENSIONS_2024_25
    above, lower, upper = excess(*SUSPENSIONS_2024_25, dispersion=TOGETHER)
    return (
        f"If Black pupils had been suspended at the rate of White pupils, there would have been "
        f"{digits(pupils)} × {digits(other)} ÷ {digits(other_pupils)} = {digits(count - above)} "
        f"suspensions of Black pupils in 2024/25, about {digits(above)} ({digits(lower)} to "
        f"{digits(upper)}) fewer than the {count} there were."
    )


@cache
def dispersion_example() -> str:
    """What taking events to come together does to an interval."""
    alone, together = (
        relative_rate_index(*SUSPENSIONS_2024_25, dispersion=value) for value in (ALONE, TOGETHER)
    )
    return (
        f"One pupil can be suspended several times, so the {digits(SUSPENSIONS_2024_25[0])} "
        f"suspensions of Black pupils in 2024/25 tell less than as many single events would. Only "
        "years are published, so nobody can see how much the quarters vary, and they are taken to "
        f"vary twice as much. The ratio stays {digits(together.value, 2)}; its interval is "
        f"{limits_words(*together[1:])}, and were every suspension alone it would be "
        f"{limits_words(*alone[1:])}."
    )


@cache
def change_example() -> str:
    """The ratio of ratios, the verdict, and what the rates did meanwhile."""
    change = ratio_change(*BOTH_YEARS, dispersion=TOGETHER)
    then, now = (relative_rate_index(*year).value for year in BOTH_YEARS)
    before, after = (_rates(year) for year in BOTH_YEARS)
    phrase = verdict(*BOTH_YEARS, dispersion=TOGETHER)
    both = all(late > early for early, late in zip(before, after, strict=True))
    return (
        f"From {digits(then, 2)} in 2023/24 to {digits(now, 2)} in 2024/25 the ratio is "
        f"{ratio_words(change)} times what it was. The interval "
        f"{'spans' if _spans_one(change) else 'excludes'} 1: {phrase}. "
        f"{'Both rates rose' if both else 'The rates moved'}: of Black pupils from "
        f"{digits(before[0], 2)} to {digits(after[0], 2)} per 100, of White pupils from "
        f"{digits(before[1], 2)} to {digits(after[1], 2)}."
    )


@cache
def confidence_example() -> str:
    """What 99% asks for beside 95%."""
    usual, sure = (
        ratio_change(*BOTH_YEARS, confidence=confidence, dispersion=TOGETHER)
        for confidence in (0.95, BETWEEN)
    )
    return (
        f"The published years of suspensions are looked at once a year, at {as_percent(0.95)}: "
        f"the ratio is {ratio_words(usual)} times what it was. At {as_percent(BETWEEN)}, as for a "
        f"quarter that ends no year, the same counts give {limits_words(*sure[1:])}."
    )


@cache
def power_example() -> str:
    """What could have shown, at these counts."""
    then = relative_rate_index(*SUSPENSIONS_2023_24).value
    fall = detectable_change(*BOTH_YEARS, dispersion=TOGETHER)
    return (
        f"The ratio of suspensions was {digits(then, 2)} in 2023/24. With these counts a fall of "
        f"{as_percent(fall)}, to {digits(then * (1 - fall), 2)} or nearer to 1, would have shown "
        "about four times in five; a smaller one could have been missed."
    )


@cache
def pooled_example() -> str:
    """Four pairs of groups in place of four measures, which nobody publishes by ethnic group."""
    pairs = [SUSPENSIONS_OF[group] for group in ("Asian", "Black", "Mixed", "Other")]
    white = (SUSPENSIONS_2023_24[2:], SUSPENSIONS_2024_25[2:])
    earlier, later = (
        tuple(np.array([(*pair[at], *white[at]) for pair in pairs]).T) for at in (0, 1)
    )
    change = pooled_change(earlier, later, [TOGETHER] * len(pairs))
    return (
        f"Nobody publishes four measures of {AREA} by ethnic group for two years, so this example "
        "takes four groups in place of four measures: suspensions of Asian, Black, Mixed and Other "
        "pupils, each against White pupils, in 2023/24 and 2024/25. Taken together, the ratio "
        f"(turned so that it is above 1) is {ratio_words(change)} times what it was: "
        f"{'no clear change' if _spans_one(change) else 'a change'}. It shows the working and no "
        "finding: the four are compared with one and the same group, as measures are not."
    )


@cache
def coverage_example() -> str:
    """Which groups have a count of children looked after, and which are hidden by the supplier."""
    shown = {group: count for group, count in LOOKED_AFTER.items() if count is not None}
    hidden = [group for group in LOOKED_AFTER if group not in shown]
    rest = LOOKED_AFTER_OF_ALL - sum(shown.values())
    return (
        f"Of the {LOOKED_AFTER_OF_ALL} children looked after on 31 March 2025, "
        f"{sum(shown.values())} are published as {joined(list(shown))}. {joined(hidden)} reads "
        f"[c]: the department hides it, and the {rest} left are of that group or of unknown "
        "ethnicity. "
        "So that group has no rate, no ratio and no verdict here."
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
    usual, sure = 0.95, 0.998
    return (
        f"Of {intervals} ratios that are truly 1, about {digits(intervals * (1 - usual))} will "
        f"seem to differ at {as_percent(usual)}, and about {digits(intervals * (1 - sure), 1)} at "
        f"{as_percent(sure, 1)}."
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
