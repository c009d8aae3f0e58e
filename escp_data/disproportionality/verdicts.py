"""A finding in words. Every number in a sentence is one that the row shows.

What moved is judged by the numbers as they are printed: no sentence says "fell" of 0.84 and 0.84.
"""

import math

from escp_data.disproportionality.comparison import ALL_OTHERS, EVERYONE
from escp_data.disproportionality.numbers import (
    limit_words,
    limits_words,
    ratio_words,
    signed,
    with_limits,
)
from escp_data.estimates.rates import DECREASING, INCREASING, NO_CLEAR_CHANGE, TOO_FEW
from escp_data.markers import Reason
from escp_data.model import FrameRow
from escp_data.text.rounding import as_percent, digits, round_half_up

FigureRow = FrameRow
"""A row of `compared.compared`, as `itertuples` gives it."""

_PHRASES = {
    TOO_FEW: "too few to say whether disproportionality is decreasing",
    DECREASING: "disproportionality is decreasing",
    INCREASING: "disproportionality is increasing",
    NO_CLEAR_CHANGE: "no clear change in disproportionality",
}
_HARDLY = "hardly moved"
_NAMED_AFTER = {
    "Mixed": "of Mixed ethnicity",
    "Other": "of Other ethnic groups",
    "Traveller of Irish heritage": "of Irish Traveller heritage",
    ALL_OTHERS: "",
    EVERYONE: "",
}
EVENTS = (
    "One child can be counted several times, so the real uncertainty is greater than the "
    "interval says."
)
EVENTS_ALONE = "One child can be counted several times."
NO_CASES = "no cases in either group"
EVENTS_BRIEF = "one child can count several times"


def people(group: str, noun: str) -> str:
    """`Black pupils`, `children of Mixed ethnicity`, `all other children`."""
    if group == ALL_OTHERS:
        return f"all other {noun}"
    if group == EVERYONE:
        return f"all {noun}"
    if group.startswith("Any other"):
        return f"{noun} of {group[0].lower()}{group[1:]}"
    after = _NAMED_AFTER.get(group)
    return f"{noun} {after}" if after else f"{group} {noun}"


def sentence(row: FigureRow) -> str:
    """The answer in one sentence, as complete as the counts allow; the measure's name is first."""
    if row.verdict is None:
        said = [f"{row.measure}: no verdict", row.withheld.rstrip("."), *_what_is_known(row)]
        return ". ".join(said) + "."
    crossed = crossing(row)
    parts = [
        f"{row.measure}: {_PHRASES[row.verdict]}",
        _ratios(row),
        f"the ratio crossed 1: {crossed}" if crossed else "",
        _change(row),
        _rates(row),
        _gap(row),
        _power(row),
    ]
    return "; ".join(part for part in parts if part) + "."


def brief(row: FigureRow) -> str:
    """What stands beside the verdict's word: `1.25 (1.15–1.36), was 1.32 in 2023/24`.

    Where the verdict is withheld, the ratio now if it is known, and why; "" where all is hidden,
    as the verdict's word then says.
    """
    now = ratio_words(with_limits(row, "rri"), row.why_rri, "–")
    if row.why_rri == Reason.NEITHER:
        now = NO_CASES
    is_hidden = row.verdict is None and row.why_verdict == Reason.HIDDEN
    if row.verdict is None and row.rri != row.rri:
        return "" if is_hidden else str(row.withheld)
    if (row.verdict is None and not is_hidden) or not row.base_window:
        return f"{now}. {row.withheld}"
    then = _value_words(row.base_rri, row.base_rri_lower, row.base_why_rri)
    return f"{now}, was {then} {_short_when(row.base_window)}"


def brief_more(row: FigureRow, caveat: str = "") -> str:
    """What to mind beside `brief`: that the ratio crossed 1, how the rates moved, the caveats."""
    crossed = crossing(row)
    parts = [f"it crossed 1: {crossed}" if crossed else ""]
    if row.verdict is not None:
        parts.append(_rates_in_brief(row))
    return " ".join(f"{_capital(part)}." for part in (*parts, caveat) if part)


def crossing(row: FigureRow) -> str:
    """`less likely then, more likely now`, where the ratio clearly moved to 1's other side."""
    if row.verdict in (None, TOO_FEW) or not (row.change_lower > 1 or row.change_upper < 1):
        return ""
    then, now = (round_half_up(value, 2) for value in (row.base_rri, row.rri))
    if (then - 1) * (now - 1) >= 0:
        return ""
    more, less = "more likely", "less likely"
    return f"{more} then, {less} now" if then > 1 else f"{less} then, {more} now"


def excess_sentence(row: FigureRow, counted: str) -> str:
    """What the reference group's rate would have given; "" where it is hidden or missing."""
    if row.excess != row.excess:
        return ""
    who, other = people(row.group, row.noun), people(row.reference, row.noun)
    number = digits(abs(row.excess))
    about = (
        f"there would have been about {number} {'fewer' if row.excess > 0 else 'more'} {counted}"
    )
    if number == "0":
        about = f"there would have been about as many {counted}"
    if number == "1":  # what is counted is named in the plural
        higher = "lower" if row.excess > 0 else "higher"
        about = f"the number of {counted} would have been about 1 {higher}"
    return f"If {who} had had the rate of {other}, {about} {when(row.window)}."


def when(window: str) -> str:
    """A window as a sentence has it: `in the four quarters to …`, `at 31 March 2025`."""
    return window if window.startswith("at ") else f"in the {window}"


def _what_is_known(row: FigureRow) -> list[str]:
    if row.rri == row.rri or row.why_rri == Reason.NEITHER:
        return [_capital(_moment(row, ""))]
    if row.rate == row.rate and row.why_ratio != Reason.NOT_APPLICABLE:
        return [f"The rate for {people(row.group, row.noun)} was {_rate(row)} {when(row.window)}"]
    return []


def _ratios(row: FigureRow) -> str:
    now, then = _moment(row, ""), _moment(row, "base_")
    if math.isfinite(row.rri) and math.isfinite(row.base_rri):
        then = f"{digits(row.base_rri, 2)} times ({_ratio_limits(row, 'base_rri')}) "
        then += when(row.base_window)
    return f"{now}, and {then}"


def _moment(row: FigureRow, prefix: str) -> str:
    """The ratio now, or at the baseline, or why there is none: nobody to be compared with."""
    who, other = people(row.group, row.noun), people(row.reference, row.noun)
    time, rri = when(getattr(row, f"{prefix}window")), getattr(row, f"{prefix}rri")
    why = getattr(row, f"{prefix}why_rri")
    if why == Reason.NEITHER:
        return f"there were no cases in either group {time}"
    if why == Reason.INFINITE:
        lowest = limit_words(getattr(row, f"{prefix}rri_lower"))
        return (
            f"there were none among {other} {time}, so there is no ratio ({who} were at least "
            f"{lowest} times as likely)"
        )
    confidence = "" if prefix else f"{row.confidence * 100:.10g}% interval "
    limits = f"{confidence}{_ratio_limits(row, f'{prefix}rri')}"
    return f"{who} were {digits(rri, 2)} times as likely as {other} ({limits}) {time}"


def _change(row: FigureRow) -> str:
    """The ratio of the two ratios, with what its interval says; "" where counts are too few."""
    if row.verdict == TOO_FEW or row.change != row.change:
        return ""
    excludes = row.change_lower > 1 or row.change_upper < 1
    return (
        f"the ratio is {digits(row.change, 2)} times what it was "
        f"({_ratio_limits(row, 'change')}), which {'excludes' if excludes else 'includes'} 1"
    )


def _value_words(value: float, lower: float, why: Reason) -> str:
    """A ratio without its interval, or what says why there is none."""
    if why == Reason.NEITHER:
        return NO_CASES
    if math.isfinite(value):
        return digits(value, 2)
    return ratio_words((value, lower, value), why)


def _short_when(window: str) -> str:
    """`in 2023-24` for the four quarters that are a financial year; `in 2023/24` for a school's."""
    if window.startswith("at "):
        return window
    year, _, quarter = window.removeprefix("four quarters to ").partition(" ")
    if window.startswith("four quarters to "):
        return f"in {year}" if quarter == "Q4" else f"in the year to {year} {quarter}"
    return f"in {window.rsplit(' ', 1)[-1]}"


def _rates(row: FigureRow) -> str:
    """Both groups' rates then and now; an RRI can fall while both rates rise, and it is said."""
    places = _places(row)
    before, now = digits(row.base_rate, places), digits(row.rate, places)
    own = f"{people(row.group, row.noun)} from {before} to {now}"
    other = (
        f"{people(row.reference, row.noun)} from "
        f"{digits(row.base_reference_rate, places)} to "
        f"{digits(row.reference_rate, places)} per {row.per:,}"
    )
    return f"{_ratio_moved(row)}{_rates_moved(row)} ({own}, {other})"


def _ratio_moved(row: FigureRow) -> str:
    """`the ratio fell while `; "although" where both rates went the other way."""
    if not (math.isfinite(row.base_rri) and math.isfinite(row.rri)):
        return ""
    moved, rates = _moved(row.base_rri, row.rri, 2), set(_directions(row))
    against = moved != _HARDLY and rates in ({"rose"}, {"fell"}) and moved not in rates
    return f"the ratio {moved} {'although' if against else 'while'} "


def _rates_moved(row: FigureRow) -> str:
    own, other = _directions(row)
    if own == other:
        return f"both rates {own}"
    who, reference = people(row.group, row.noun), people(row.reference, row.noun)
    return f"the rate for {who} {own} and for {reference} {other}"


def _rates_in_brief(row: FigureRow) -> str:
    own, other = _directions(row)
    return (
        f"Both rates {own}"
        if own == other
        else f"Rates: {row.group} {own}, {row.reference} {other}"
    )


def _directions(row: FigureRow) -> tuple[str, str]:
    """How the group's rate moved, and the comparator's."""
    places = _places(row)
    return (
        _moved(row.base_rate, row.rate, places),
        _moved(row.base_reference_rate, row.reference_rate, places),
    )


def _moved(before: float, after: float, places: int) -> str:
    then, now = round_half_up(before, places), round_half_up(after, places)
    return "rose" if now > then else "fell" if now < then else _HARDLY


def _gap(row: FigureRow) -> str:
    places = _places(row)
    return (
        f"the gap between the rates went from {signed(row.base_gap, places)} to "
        f"{signed(row.gap, places)} per {row.per:,} ({_limits(row, 'gap', places)})"
    )


def _power(row: FigureRow) -> str:
    """The smallest change towards 1 that could have shown: a fall, or from below 1 a rise."""
    if row.smallest_fall > 0.995:
        return "with these counts no change in the ratio could have shown"
    fall = row.smallest_fall
    change, size = ("rise", fall / (1 - fall)) if row.base_rri < 1 else ("fall", fall)
    return (
        f"with these counts only a {change} in the ratio of {as_percent(size)} or more could "
        "have shown"
    )


def _limits(row: FigureRow, name: str, places: int) -> str:
    lower, upper = getattr(row, f"{name}_lower"), getattr(row, f"{name}_upper")
    return f"{signed(lower, places)} to {signed(upper, places)}"


def _ratio_limits(row: FigureRow, name: str) -> str:
    return limits_words(getattr(row, f"{name}_lower"), getattr(row, f"{name}_upper"))


def _rate(row: FigureRow) -> str:
    return f"{digits(row.rate, _places(row))} per {row.per:,}"


def _places(row: FigureRow) -> int:
    """Decimals enough for three figures of the greatest rate."""
    rates = (row.rate, row.reference_rate, row.base_rate, row.base_reference_rate)
    most = max((rate for rate in rates if rate == rate), default=0)
    return 2 if most < 10 else 1 if most < 1000 else 0


def _capital(text: str) -> str:
    return text[:1].upper() + text[1:]
