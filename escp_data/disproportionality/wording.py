"""A finding in words: short sentences, one fact each. Every number in them is one that is shown.

What moved is judged by the numbers as they are printed: no sentence says "fell" of 0.8 and 0.8.
"""

import math

from escp_data.disproportionality.counted_words import (
    counted_of,
    counted_unknown,
    in_number,
    linked,
)
from escp_data.disproportionality.finding import Finding, Moment
from escp_data.disproportionality.naming import people
from escp_data.disproportionality.numbers import limit_words, limits_words, ratio_words, signed
from escp_data.disproportionality.spread import SAID_FROM
from escp_data.estimates.change import (
    DECREASING,
    FEWEST,
    INCREASING,
    NO_CLEAR_CHANGE,
    TOO_FEW,
)
from escp_data.markers import Reason
from escp_data.text.rounding import digits, round_half_up
from escp_data.text.wording import joined, spelled

SHORT = {
    DECREASING: "The gap narrowed",
    INCREASING: "The gap widened",
    NO_CLEAR_CHANGE: "No clear change",
    TOO_FEW: "Too few children to say",
}
NO_CASES = "no cases in either group"
_AND_TURNED = {NO_CLEAR_CHANGE: ", but it turned round", TOO_FEW: ", but it turned round"}
_FULL = SHORT | {TOO_FEW: "Too few to say"}


def short(finding: Finding) -> str:
    """The verdict for screens: `The gap narrowed`; "" where it is withheld."""
    if finding.verdict is None:
        return ""
    if not finding.crossed:
        return SHORT[finding.verdict]
    return f"{SHORT[finding.verdict]}{_AND_TURNED.get(finding.verdict, ' and turned round')}"


def full(finding: Finding) -> str:
    """At most four short sentences: verdict, rates, what it hangs on, what it rests on."""
    if finding.verdict is None:
        return " ".join(["No verdict.", finding.withheld, *_what_is_known(finding)])
    if not _has_ratios(finding):
        return " ".join([*_without_ratios(finding), _rates(finding), _rests_on(finding)])
    said = (_verdict(finding), _rates(finding), _hangs_on(finding), _rests_on(finding))
    return " ".join(said)


def brief(finding: Finding) -> str:
    """The ratio now and before, for a line: `1.25 (1.09–1.44), was 1.32 in 2023/24`.

    Where the verdict is withheld, the ratio if it is known, and why; "" where all is hidden.
    """
    then, now = finding.earlier, finding.later
    said = NO_CASES if now.why == Reason.NEITHER else ratio_words(now.ratio, now.why, "–")
    is_hidden = finding.verdict is None and finding.why == Reason.HIDDEN
    if finding.verdict is None and math.isnan(now.ratio.value):
        return "" if is_hidden else finding.withheld
    if (finding.verdict is None and not is_hidden) or not then.window:
        return f"{said}. {finding.withheld}"
    was = NO_CASES if then.why == Reason.NEITHER else ratio_words(then.ratio, then.why)
    if math.isfinite(then.ratio.value):
        was = digits(then.ratio.value, 2)
    return f"{said}, was {was} {when(then.window)}"


def brief_more(finding: Finding) -> str:
    """What to mind beside `brief`: sides of 1, rates, unknown ethnicity, the year's own verdict."""
    sides, unknown = crossing(finding), unknown_moved(finding)
    parts = [f"It turned round: {sides}." if sides else ""]
    if finding.verdict is not None:
        parts.append(_rates_in_brief(finding))
    return " ".join(
        part for part in (*parts, f"{unknown}." if unknown else "", year_end_words(finding)) if part
    )


def year_end_words(finding: Finding) -> str:
    """The verdict at the last year's end, dated, and how sure each of the two is; else ""."""
    last = finding.year_end
    if last is None:
        return ""
    phrase = SHORT[last.verdict]
    return f"At the year's end, {last.window}: {phrase[0].lower()}{phrase[1:]}."


def sureness(finding: Finding) -> str:
    """How sure the verdict is, and why so."""
    sure = f"{finding.confidence * 100:.10g}%"
    if finding.is_year_end:
        return f"{sure} confidence, as at a year's end."
    return (
        f"{sure} confidence, as between years' ends, since four looks a year find more by chance."
    )


def crossing(finding: Finding) -> str:
    """`more likely before, less likely now`, where the ratio clearly moved to 1's other side;
    else "".
    """
    if not finding.crossed:
        return ""
    above = finding.earlier.ratio.value > 1
    before, now = ("more", "less") if above else ("less", "more")
    return f"{before} likely before, {now} likely now"


def excess_words(finding: Finding) -> str:
    """What the comparator's rate would have given, with its limits; "" if hidden or missing."""
    moment = finding.later
    value, lower, upper = moment.excess
    if math.isnan(value):
        return ""
    who, other = (people(each, finding.noun) for each in (finding.group, finding.reference))
    time = "" if not moment.window else f" {when(moment.window)}"
    limits = f"({signed(lower)} to {signed(upper)})"
    if not _is_clear(moment):
        return (
            f"There were not clearly more or fewer than expected at the rate of {other}{time}: "
            f"{signed(value)} {limits}."
        )
    number = digits(abs(value))
    if value < 0:
        limits = f"({signed(-upper)} to {signed(-lower)})"
    more = "fewer" if value > 0 else "more"
    return (
        f"If {who} had had the rate of {other}, there would have been about {number} {limits} "
        f"{more} {in_number(finding.counted)}{time}."
    )


def unknown_moved(finding: Finding) -> str:
    """`Unknown ethnicity rose from 4% to 8% of searches`, or fell; "" where it did neither."""
    unknown = finding.unknown
    if math.isnan(unknown.earlier_total) or math.isnan(unknown.later_total):
        return ""
    shares = [
        unknown.earlier / unknown.earlier_total if unknown.earlier_total else math.nan,
        unknown.later / unknown.later_total if unknown.later_total else math.nan,
    ]
    if any(math.isnan(each) for each in shares):
        return ""
    then, now = (digits(100 * round(each, 12)) for each in shares)
    if then == now:
        return ""
    moved = "rose" if shares[1] > shares[0] else "fell"
    of = in_number(finding.events or finding.noun)
    return f"Unknown ethnicity {moved} from {then}% to {now}% of {of}"


def when(window: str) -> str:
    """`in 2023-24` for the four quarters that are a financial year, `in 2023/24` for a school's.

    Other quarters: `in the year to 2024-25 Q2`; a day: `at 31 March 2025`.
    """
    if window.startswith("at "):
        return window
    year, _, quarter = window.removeprefix("four quarters to ").partition(" ")
    if window.startswith("four quarters to "):
        return f"in {year}" if quarter == "Q4" else f"in the year to {year} {quarter}"
    return f"in {window.rsplit(' ', 1)[-1]}"


def _verdict(finding: Finding) -> str:
    then, now = finding.earlier, finding.later
    phrase = _FULL[finding.verdict or TOO_FEW]
    if sides := crossing(finding):
        still = {NO_CLEAR_CHANGE: " in the gap, but", TOO_FEW: ", but"}
        phrase += f"{still.get(finding.verdict or '', ', and')} it turned round ({sides})"
    time = when(now.window)
    if now.window.startswith("four quarters to ") and not finding.is_year_end:
        time = "now"
    return (
        f"{phrase}: the rate of {_of(finding, finding.group)} was {digits(then.ratio.value, 2)} "
        f"times that of {people(finding.reference, finding.noun)} {when(then.window)} and is "
        f"{digits(now.ratio.value, 2)} times {time}."
    )


def _rates(finding: Finding) -> str:
    """Both rates then and now; a ratio can fall while both rates rise, and it is said."""
    places, (own, other) = places_of(finding), _printed(finding)
    per = f"per {finding.per:,}"
    whose = [f"{per} {people(each, finding.noun)}" for each in (finding.group, finding.reference)]
    moves = [_moved(*own), _moved(*other)]
    pairs = [tuple(digits(each, places) for each in pair) for pair in (own, other)]
    if moves[0] == moves[1] and moves[0] != _STAYED:
        ways = [f"from {a} to {b} {who}" for (a, b), who in zip(pairs, whose, strict=True)]
        return f"Both rates {moves[0]}, {ways[0]} and {ways[1]}."
    ways = [
        f"stayed at {a} {who}" if move == _STAYED else f"{move} from {a} to {b} {who}"
        for move, (a, b), who in zip(moves, pairs, whose, strict=True)
    ]
    return f"The rate {ways[0]} and {ways[1]}."


def _printed(finding: Finding) -> list[tuple[float, float]]:
    """The group's rate then and now, and the comparator's, rounded as they are printed."""
    places = places_of(finding)
    then, now = (
        [round_half_up(rate, places) for rate in moment.rates]
        for moment in (finding.earlier, finding.later)
    )
    return list(zip(then, now, strict=True))


def _hangs_on(finding: Finding) -> str:
    if finding.verdict == TOO_FEW:
        counts = (*finding.earlier.counts[::2], *finding.later.counts[::2])
        if min(counts) < FEWEST:
            few = sum(each < FEWEST for each in counts)
            return f"{'One' if few == 1 else spelled(few).capitalize()} of the four counts " + (
                "is under 10." if few == 1 else "are under 10."
            )
        return "Even a halving could have been missed."
    if finding.verdict == NO_CLEAR_CHANGE:
        return _could_show(finding)
    return _tips(finding) or (
        f"If nothing had changed, at most about one look in {_looks(finding)} would show so much."
    )


def _could_show(finding: Finding) -> str:
    """The ratio that would have shown, which holds on both sides of 1."""
    lower, upper = finding.reach
    if not math.isnan(finding.detectable):
        then = finding.earlier.ratio.value
        left = 1 - finding.detectable
        ratio = then * left if then > 1 else then / left
        return (
            f"A ratio of {digits(ratio, 2)} or nearer to 1 would have shown about four times in "
            "five."
        )
    if lower <= 1 <= upper:
        return "The ratio was already near 1 at the baseline, so a decrease could hardly show."
    return "With these counts even equal rates could have been missed."


def _tips(finding: Finding) -> str:
    """What share of unknown ethnicity would change a verdict that moved, the smaller first."""
    unknown, them = finding.unknown, counted_unknown(finding.events or finding.noun, finding.noun)
    if unknown.rests:
        return f"It depends on the {them}."
    shares = [
        (share, f"more than {share * 100:.0f}% of {{}} were {_linked(finding, whose)}")
        for share, whose in (
            (unknown.tipping, finding.group),
            (unknown.tipping_other, finding.reference),
        )
        if not math.isnan(share)
    ]
    if not shares:
        return ""
    shares.sort(key=lambda pair: pair[0])
    named = [f"the {them}", "them"]
    said = [words.format(name) for (_, words), name in zip(shares, named, strict=False)]
    return f"It holds unless {joined(said, 'or')}."


def _rests_on(finding: Finding) -> str:
    then, now = finding.earlier, finding.later
    own, other = (
        f"{digits(before)} and {digits(after)}"
        for before, after in zip(then.counts[::2], now.counts[::2], strict=True)
    )
    counted, reference = _of(finding, finding.group), _linked(finding, finding.reference)
    counted = in_number(counted) if finding.events else counted
    return f"It rests on {own} {counted}, {other} {reference}{_variance(finding)}."


def _variance(finding: Finding) -> str:
    """The dispersion, where it is 1.5 or more, and where it is taken to be so."""
    which = "which" if finding.events else "counts that"
    spread = finding.spread
    if spread.is_assumed:
        taken = "which are taken" if not finding.events else "taken"
        return f", {taken} to vary twice as much as single events" if spread.value > 1 else ""
    if spread.value < SAID_FROM:
        return ""
    return f", {which} vary {digits(spread.value, 1)} times as much as single events would"


def _what_is_known(finding: Finding) -> list[str]:
    """The ratio now, or the rate, where there is no verdict."""
    now = finding.later
    if now.why == Reason.NEITHER:
        return [f"There were {NO_CASES} {when(now.window)}."]
    if math.isinf(now.ratio.value):
        return [_infinite(finding, now)]
    if not math.isnan(now.ratio.value):
        limits = limits_words(*now.ratio[1:])
        return [
            f"The rate of {_of(finding, finding.group)} is {digits(now.ratio.value, 2)} times that "
            f"of {people(finding.reference, finding.noun)} ({limits}) {when(now.window)}."
        ]
    if not math.isnan(now.rate.value) and finding.why != Reason.NOT_APPLICABLE:
        rate = digits(now.rate.value, places_of(finding))
        return [
            f"The rate is {rate} per {finding.per:,} {people(finding.group, finding.noun)} "
            f"{when(now.window)}."
        ]
    return []


def _without_ratios(finding: Finding) -> list[str]:
    """Too few, where at a moment nobody was counted in one of the groups."""
    said = ["Too few to say."]
    for moment in (finding.earlier, finding.later):
        if moment.why == Reason.NEITHER:
            said.append(f"There were {NO_CASES} {when(moment.window)}.")
        elif math.isinf(moment.ratio.value):
            said.append(_infinite(finding, moment))
    return said


def _infinite(finding: Finding, moment: Moment) -> str:
    other = people(finding.reference, finding.noun)
    return (
        f"There were none among {other} {when(moment.window)}: the rate of "
        f"{_of(finding, finding.group)} was at least {limit_words(moment.ratio.lower)} times "
        "theirs."
    )


_STAYED = "stayed"


def _moved(before: float, after: float) -> str:
    return "rose" if after > before else "fell" if after < before else _STAYED


def _rates_in_brief(finding: Finding) -> str:
    own, other = (_moved(*pair) for pair in _printed(finding))
    if own == other:
        return f"Both rates {own}{' as they were' if own == _STAYED else ''}."
    pairs = ((finding.group, own), (finding.reference, other))
    said = ", ".join(f"{who} {'hardly moved' if m == _STAYED else m}" for who, m in pairs)
    return f"Rates: {said}."


def _has_ratios(finding: Finding) -> bool:
    return all(math.isfinite(each.ratio.value) for each in (finding.earlier, finding.later))


def _is_clear(moment: Moment) -> bool:
    """Where the excess's limits and the ratio's agree that there is one."""
    _, lower, upper = moment.excess
    above = lower > 0 and moment.ratio.lower > 1
    return bool(above or (upper < 0 and moment.ratio.upper < 1))


def _of(finding: Finding, group: str) -> str:
    """`suspensions of Black pupils`, or `Black children`."""
    return counted_of(finding.events or finding.noun, group, finding.noun)


def _linked(finding: Finding, group: str) -> str:
    """The group alone, after what is counted was named: `of Black pupils`, or `Black children`."""
    return linked(finding.events or finding.noun, group, finding.noun)


def _looks(finding: Finding) -> int:
    return round(1 / (1 - finding.confidence))


def places_of(finding: Finding) -> int:
    """One decimal, or two where every rate is under 1."""
    rates = (*finding.earlier.rates, *finding.later.rates)
    most = max((rate for rate in rates if not math.isnan(rate)), default=0)
    return 1 if most >= 1 else 2
