"""Is the gap narrowing? The one answer in words, and a line a measure: then, now and the line at 1.

For a page about the whole plan. Everything comes from the suppressed findings; verdicts are never
counted, and only measures that show it alone at 99% are named.
"""

import math
from collections.abc import Sequence
from dataclasses import dataclass

import pandas as pd

from escp_data.disproportionality.axes import ratio_scale
from escp_data.disproportionality.comparison import ALL_OTHERS, EVERYONE, Comparison
from escp_data.disproportionality.finding import Finding, Moment
from escp_data.disproportionality.naming import inside, people
from escp_data.disproportionality.phrasing import in_order
from escp_data.disproportionality.questions import measures, with_together
from escp_data.disproportionality.together import (
    SAYS,
    Together,
    between,
    change_words,
    together_headline,
)
from escp_data.estimates.change import NO_CLEAR_CHANGE
from escp_data.estimates.pooled import FEWEST_MEASURES
from escp_data.markers import Reason
from escp_data.store.database import Store
from escp_data.text.rounding import digits
from escp_data.text.wording import joined, plural, spelled

UNKNOWN = "Not known"
TIMES = "\u00d7"
_SHORT = {**SAYS, NO_CLEAR_CHANGE: "no clear change"}

_OTHERS = {ALL_OTHERS: "all others", EVERYONE: "everyone"}


@dataclass(frozen=True)
class Dots:
    """One measure: its ratio now and then in words, and how far across the picture, 0 to 100."""

    measure: str
    now: str
    then: str
    now_at: float
    then_at: float
    sample: bool


@dataclass(frozen=True)
class Gap:
    """The answer for one group.

    `who` is `Black and White`, `value` the pooled factor (`0.93 ×`) and `short` what it says;
    `sentence`, `factor` and `alone` say it in full. `one_at` is where the line at 1 lies. `hidden`,
    `without` and `other` name the measures without dots: too few children, a group that had no
    cases then or now, nothing to compare. `published` names those that are real among samples;
    `sample` is True where any figure is illustrative.
    """

    who: str
    value: str
    short: str
    sentence: str
    factor: str
    alone: str
    dots: tuple[Dots, ...]
    one_at: float
    hidden: str
    without: str
    other: str
    published: str
    sample: bool


def gap(store: Store, asked: Comparison, group: str) -> Gap | None:
    """The answer for a group over all the measures; None where none has counts by ethnic group."""
    if measures(store, asked.as_at).empty:
        return None
    found, answer = with_together(store, asked, None, group)
    return gap_of(answer, found)


def gap_of(answer: Together, found: Sequence[Finding]) -> Gap:
    """`gap`, from an answer and its findings."""
    shown = [each for each in in_order(found) if _is_drawn(each)]
    rest = [each for each in found if not _is_drawn(each) and not _no_cases(each, each.later)]
    hidden = [each.measure for each in rest if each.hidden or each.why == Reason.HIDDEN]
    other = [each.measure for each in rest if each.measure not in hidden]
    low, high = _ends(shown)
    return Gap(
        who=_who(answer),
        value=f"{digits(answer.change.value, 2)} {TIMES}" if answer.verdict else UNKNOWN,
        short=_short(answer),
        sentence=_sentence(answer),
        factor=_factor(answer),
        alone=_alone(answer),
        dots=tuple(_dots(each, low, high) for each in shown),
        one_at=_across(1.0, low, high),
        hidden=f"Too few children to show: {_named(hidden)}." if hidden else "",
        without=_without([each for each in in_order(found) if each not in rest]),
        other=f"Nothing to compare yet: {_named(other)}." if other else "",
        published=_published(shown),
        sample=answer.sample,
    )


def _published(shown: Sequence[Finding]) -> str:
    """Which dots are published figures, where others are samples."""
    real = [each.measure for each in shown if not each.sample]
    if not real or len(real) == len(shown):
        return ""
    return f"Published figures: {_named(real)}; the others are samples."


def _who(answer: Together) -> str:
    """`Black and White`: the group, and whom it is compared with."""
    other = answer.reference
    if not other or other == answer.group:
        return answer.group
    return f"{answer.group} and {_OTHERS.get(other, other)}"


def _short(answer: Together) -> str:
    many = len(answer.measures)
    if answer.reference == answer.group:
        return "The others are compared with them"
    if not answer.reference:
        return "Compared with different groups"
    if not answer.verdict:
        return f"{plural(many, 'measure')} can be taken together; it takes {FEWEST_MEASURES}"
    return f"{plural(many, 'measure')}: {_SHORT[answer.verdict]}"


def _sentence(answer: Together) -> str:
    if not answer.verdict:
        return f"{together_headline(answer)}."
    return f"The gap between {between(answer.group, answer.reference)} {SAYS[answer.verdict]}."


def _factor(answer: Together) -> str:
    """`Over four measures the ratio is 0.79 times what it was (chance allows 0.43 to 1.47).`"""
    if not answer.verdict:
        return ""
    over = spelled(len(answer.measures))
    return f"Over {over} measures, the ratio is {change_words(answer, 'chance allows ')}."


def _alone(answer: Together) -> str:
    """The measures that show it by themselves; "" where none does."""
    parts = [
        f"{_named(names)} {verb}"
        for names, verb in ((answer.narrowing, "narrowed"), (answer.widening, "widened"))
        if names
    ]
    return f"Taken alone, {'; '.join(parts)}." if parts else ""


def _named(names: Sequence[str]) -> str:
    """Measures inside a sentence: `stop and search of children and referrals by ethnicity`."""
    return joined([short_measure(inside(name)) for name in names])


def short_measure(name: str) -> str:
    """A measure's name without what all of them are: by ethnicity."""
    return name.removesuffix(", by ethnicity").removesuffix(" by ethnicity")


def _is_drawn(each: Finding) -> bool:
    return math.isfinite(each.later.ratio.value) and each.later.ratio.value > 0


def _without(told: Sequence[Finding]) -> str:
    """Where a ratio is 0, has no end or is none, since a group had no cases: which, and when.

    A logarithmic picture has no place for it, and it may be the largest change of all.
    """
    said = [
        f"{short_measure(inside(each.measure))} ({words})"
        for each in told
        if (words := _who_had_none(each))
    ]
    return f"No dot where a group had no cases: {joined(said)}." if said else ""


def _who_had_none(each: Finding) -> str:
    """`Black children now`, `White pupils then and now`; "" where both groups had cases."""
    then, now = _no_cases(each, _then(each)), _no_cases(each, each.later)
    if then == now:
        return f"{now} then and now" if now else ""
    return joined([f"{who} {when}" for who, when in ((then, "then"), (now, "now")) if who])


def _no_cases(each: Finding, moment: Moment) -> str:
    """Who had no cases at a moment, of what is shown of it; "" where nobody, or it is not known."""
    if moment.why == Reason.NEITHER:
        return "neither group"
    if moment.ratio.value == 0:
        return people(each.group, each.noun)
    return people(each.reference, each.noun) if math.isinf(moment.ratio.value) else ""


def _then(each: Finding) -> Moment:
    """The earlier moment; one of nothing for the baseline itself, which has nothing before it."""
    return Moment() if each.later.window == each.earlier.window else each.earlier


def _ends(shown: Sequence[Finding]) -> tuple[float, float]:
    if not shown:
        return 0.5, 2.0
    ratios = [m.ratio.value for each in shown for m in (each.earlier, each.later)]
    low, high = ratio_scale(pd.DataFrame({"ratio": ratios}, dtype=float)).domain
    return float(low), float(high)


def _dots(each: Finding, low: float, high: float) -> Dots:
    now, then = each.later.ratio.value, _then(each).ratio.value
    return Dots(
        each.measure,
        digits(now, 2),
        digits(then, 2) if math.isfinite(then) else "",
        _across(now, low, high),
        _across(then, low, high),
        each.sample,
    )


def _across(ratio: float, low: float, high: float) -> float:
    """Where a ratio lies on a logarithmic picture, 0 to 100; NaN where there is none."""
    if not math.isfinite(ratio) or ratio <= 0:
        return math.nan
    share = math.log(min(max(ratio, low), high) / low) / math.log(high / low)
    return round(100 * share, 1)
