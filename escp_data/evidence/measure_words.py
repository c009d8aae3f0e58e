"""What a measure's series says, in sentences: the same on scorecard, chart, paper and command."""

import math
from collections.abc import Sequence

from escp_data.contract import ALL_AGENCIES
from escp_data.disproportionality.definitions import Definition
from escp_data.estimates.run_charts import Segment, Why
from escp_data.estimates.run_rules import Signal
from escp_data.evidence.measure_beside import Benchmark
from escp_data.evidence.measure_totals import Total
from escp_data.evidence.measured import Measured
from escp_data.markers import MISSING, SUPPRESSED
from escp_data.text.rounding import digits, round_half_up
from escp_data.text.wording import capital, joined, spelled

NOTHING_RETURNED = "Nothing has been returned on this measure yet."
USUAL = "No sign of more than the usual variation."
USUAL_OF_LATE = "No sign of more than the usual variation in the last year."
UNEXPLAINED = "something has changed, and it is not said what"
STOCK = (
    "A count on one day, of mostly the same children as the {quarter} before: read the line, not "
    "single points."
)
_STOCK_OF_OTHERS = (
    "A count on one day, of mostly the same as the {quarter} before: read the line, not single "
    "points."
)
TOO_SMALL = "too small to show"
_COMPILED = "the number compiled for all agencies"
_WHY: dict[Why, str] = {
    "hidden": "Too many {quarters} are too small to show.",
    "small": "Counts are too small for limits.",
    "same": "Always the same so far.",
    "gaps": "No two {quarters} next to each other were returned: too few to tell usual variation.",
    "seasons": "Quarters differ by season: compare with the same quarter a year before.",
    "no factor": "One of the four quarters is always 0: compare with the same quarter a year "
    "before.",
}
_MEANING = {
    ("lower", 1): "a concern", ("lower", -1): "an improvement",
    ("higher", 1): "an improvement", ("higher", -1): "a concern",
    ("neither", 1): "unusually high", ("neither", -1): "unusually low",
}  # fmt: skip  # a table


def figure_words(value: float, definition: Definition, places: int | None = None) -> str:
    """A value as the measure is expressed: `118`, `92.9%`, `7.92`; `[x]` where there is none."""
    if math.isnan(value):
        return MISSING
    if definition.kind == "percentage":
        return f"{digits(value, 1 if places is None else places)}%"
    if places is None:
        places = 0 if definition.kind == "count" else 2 if abs(value) < 10 else 1
    return digits(value, places)


def total_words(value: float, total: Total, definition: Definition) -> str:
    """A value, or the mark that says why there is none."""
    return SUPPRESSED if total.state == "hidden" else figure_words(value, definition)


def benchmark_words(mark: Benchmark, definition: Definition) -> str:
    """Another area's value, or that it is hidden, and who published it."""
    if mark.is_hidden:
        return f"{SUPPRESSED}, {TOO_SMALL}. Source: {mark.source}."
    value = f"{figure_words(mark.value, definition)} {per_words(definition)}".strip()
    return f"{value}. Source: {mark.source}."


def per_words(definition: Definition) -> str:
    """`per 10,000`; "" for a count or a percentage."""
    return f"per {definition.per:,}" if definition.kind == "rate" else ""


def sentence(each: Measured) -> str:
    """The chart in words: how many points, the usual range, and the newest signal."""
    segment = each.segment
    if segment is None or (not segment.points and len(each.chart.segments) == 1):
        return NOTHING_RETURNED
    if segment.chart == "dots":
        return _since_break(each, _dots(each, segment))
    parts = [_centre(each, segment)]
    if segment.has_limits and not segment.locked:
        parts.append(f"Trial limits: {_count(each, segment.points)}.")
    parts += [_one_sided(segment), _signal(each)]
    return _since_break(each, " ".join(part for part in parts if part))


def short(each: Measured) -> str:
    """The signal alone, for a table: `Nine in a row above the mean, a concern`; "" for none."""
    return _names(each, each.signal) if each.signal else ""


def meaning(definition: Definition, signal: Signal | None) -> str:
    """What a signal means by the measure's Better when; "" where it has no side."""
    return "" if signal is None else _MEANING.get((definition.better_when, signal.side), "")


def direction(each: Measured) -> str:
    """The newest value against the same quarter a year before, in words."""
    place = each.place_before
    if not each.periods or place is None:
        return "No year before"
    now, before = each.latest, each.year_before
    if math.isnan(now) or math.isnan(before):
        return "Cannot be compared"
    if any(place < each_break.place for each_break in each.breaks):
        return "Cannot be compared: the series was broken"
    if figure_words(now, each.definition) == figure_words(before, each.definition):
        return "The same"
    return "Higher" if now > before else "Lower"


def target_words(each: Measured) -> str:
    """The target, and whether usual variation meets it; "" where there is none."""
    own, segment = each.definition, each.segment
    if own.target is None:
        return ""
    by = f" by {own.target_by}" if own.target_by else ""
    aimed = f"Target: {_target(own)}{by}."
    last = _last_limits(each)
    if (
        segment is None
        or not (segment.has_limits and segment.locked)
        or own.better_when == "neither"
    ):
        return aimed
    lower, upper = last
    above, below = own.target > upper, own.target < lower
    if own.better_when == "lower":
        above, below = below, above
    said = "will be met some quarters and missed others"
    if below:
        said = "would be met by usual variation"
    if above:
        said = "will not be met without a change"
    return f"{aimed} It {said}."


def returned_words(each: Measured) -> str:
    """Which agencies the latest quarter has, and which it lacks."""
    if not each.periods:
        who = each.definition.supplier
        return f"{who} supplies it and has never returned it." if who else NOTHING_RETURNED
    total, last = each.totals[-1], each.periods[-1]
    parts = []
    if total.returned:
        parts.append(f"Returned for {last}: {_agencies(total.returned)}.")
    if total.without:
        parts.append(f"Not returned for {last}: {_agencies(total.without)}.")
    if not parts:
        parts.append(f"Nobody returned it for {last}.")
    if total.state == "hidden":
        parts.append("The number is too small to show.")
    return " ".join(parts)


def without_words(each: Measured) -> str:
    """`without Agency B`, where a value lacks an agency; "" where it lacks none."""
    total = each.totals[-1] if each.totals else None
    if total is None or total.state != "present" or not total.without:
        return ""
    return f"without {_agencies(total.without)}"


def chance_words(measures: int, signals: float) -> str:
    """How many stable measures would show a signal by now; "" where none has rules."""
    if not measures:
        return ""
    about = int(round_half_up(signals))
    some = f"about {about}" if about else "fewer than one"
    return f"If nothing had changed, {some} of {measures:,} would show a signal by now."


def span(each: Measured) -> str:
    """`quarter` or `year`: what one point is."""
    return "year" if each.is_yearly else "quarter"


def range_words(each: Measured) -> str:
    """`5.4 to 15.6`: the clipped limits of the latest point that has them; "" for none."""
    lower, upper = _last_limits(each)
    if math.isnan(lower):
        return ""
    own = each.definition
    return f"{_mean(lower, own)} to {_mean(upper, own)}"


def _agencies(names: Sequence[str]) -> str:
    return joined([_COMPILED if name == ALL_AGENCIES else name for name in names])


def _dots(each: Measured, segment: Segment) -> str:
    quarter = span(each)
    if segment.why == "stock":
        words = STOCK if each.definition.of_children else _STOCK_OF_OTHERS
        return words.format(quarter=quarter)
    if segment.why == "few":
        many = capital(_count(each, segment.points))
        return f"{many}: too few to tell usual variation from change."
    return _WHY[segment.why].format(quarter=quarter, quarters=f"{quarter}s")


def _centre(each: Measured, segment: Segment) -> str:
    """`12 quarters, mean 10.5 (usual range 5.4 to 15.6).`"""
    name = "median" if segment.chart == "median" else "mean"
    usual = range_words(each) if segment.has_limits else ""
    within = f" (usual range {usual})" if usual else ""
    season = ", adjusted for the school year" if segment.factors else ""
    count = capital(_count(each, segment.points))
    return f"{count}, {name} {_mean(segment.centre, each.definition)}{within}{season}."


def _one_sided(segment: Segment) -> str:
    if segment.sides == (1,):
        return "Counts are small: only a rise could show."
    return "Counts are small: only a fall could show." if segment.sides == (-1,) else ""


def _signal(each: Measured) -> str:
    if each.signal is None:
        older = any(segment.signals for segment in each.chart.segments)
        return USUAL_OF_LATE if older else USUAL
    return f"{_names(each, each.signal)}: {UNEXPLAINED}."


def _names(each: Measured, signal: Signal) -> str:
    """`Nine in a row above the mean since 2024-25 Q1, a concern`."""
    since, many = each.periods[signal.points[0]], len(signal.points)
    high, row = signal.side > 0, f"{capital(spelled(many))} in a row"
    line = "median" if signal.rule == "long run" else "mean"
    words = {
        "outside": f"{'Above' if high else 'Below'} the usual range in {since}",
        "seven rising": f"{row} rising since {since}",
        "seven falling": f"{row} falling since {since}",
        "two of three": f"{capital(spelled(many))} near the {'upper' if high else 'lower'} limit "
        f"since {since}",
        "few crossings": f"The line crosses its median less often than by chance since {since}",
    }.get(signal.rule, f"{row} {'above' if high else 'below'} the {line} since {since}")
    said = meaning(each.definition, signal)
    return f"{words}, {said}" if said else words


def _since_break(each: Measured, words: str) -> str:
    """The same, after saying that the line starts again."""
    segment = each.segment
    own = [
        each_break for each_break in each.breaks if segment and each_break.place == segment.first
    ]
    return f"The line starts again in {own[0].period}. {words}" if own else words


def _last_limits(each: Measured) -> tuple[float, float]:
    """The clipped limits of the latest point of the latest segment; NaN where it has none."""
    segment = each.segment
    if segment is None or not segment.has_limits:
        return math.nan, math.nan
    for at in range(segment.end - 1, segment.first - 1, -1):
        if not math.isnan(each.chart.values[at]):
            return each.chart.shown_lower[at], each.chart.shown_upper[at]
    return math.nan, math.nan


def _count(each: Measured, points: int) -> str:
    return f"{spelled(points)} {span(each)}{'' if points == 1 else 's'}"


def _mean(value: float, definition: Definition) -> str:
    places = 1 if definition.kind != "rate" or abs(value) >= 10 else 2
    return figure_words(value, definition, places)


def _target(own: Definition) -> str:
    target = own.target or 0.0
    words = f"{target:,.10g}"
    return f"{words}%" if own.kind == "percentage" else f"{words} {per_words(own)}".strip()
