"""One answer for the partnership: the change of the ratio over several measures, taken together.

It takes one measure of each chain of stages, which count the same children, and one population
basis; at most eight measures, and at least four. Nothing counts verdicts.
"""

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np

from escp_data.disproportionality.compared import BETWEEN
from escp_data.disproportionality.comparison import EVERYONE, Background, Comparison
from escp_data.disproportionality.finding import NONE, Finding
from escp_data.disproportionality.naming import inside, people
from escp_data.disproportionality.numbers import limits_words
from escp_data.disproportionality.stage_ratios import chain
from escp_data.estimates.change import (
    DECREASING,
    FEWEST,
    INCREASING,
    NO_CLEAR_CHANGE,
    verdict,
)
from escp_data.estimates.pooled import FEWEST_MEASURES, MOST_MEASURES, pooled_change
from escp_data.estimates.shared import Estimate
from escp_data.text.rounding import digits
from escp_data.text.wording import capital, joined, plural, spelled

YEAR_ENDS = 4
_PHRASES = {
    DECREASING: "the gap narrowed",
    INCREASING: "the gap widened",
    NO_CLEAR_CHANGE: "no clear change",
}
SAYS = {
    DECREASING: "narrowed",
    INCREASING: "widened",
    NO_CLEAR_CHANGE: "shows no clear change",
}
"""What the gap did, after its name."""
_SHOWS = {DECREASING: "a narrowing", INCREASING: "a widening"}


@dataclass(frozen=True)
class Together:
    """The pooled change for one group; not a number where fewer than four can be taken together.

    `measures` are those that were; `narrowing` and `widening` name each measure that shows it alone
    at 99%. `reference` is "" where measures are compared with different groups, and then nothing is
    pooled; it is the group itself where there is nothing but it to compare with. `sample` is True
    where any of them is illustrative.
    """

    group: str
    reference: str
    change: Estimate = NONE
    confidence: float = 0.95
    measures: tuple[str, ...] = ()
    narrowing: tuple[str, ...] = ()
    widening: tuple[str, ...] = ()
    basis: str = ""
    sample: bool = False

    @property
    def verdict(self) -> str:
        """`decreasing`, `increasing` or `no clear change`; "" where nothing is pooled."""
        if np.isnan(self.change.value):
            return ""
        if self.change.upper < 1:
            return DECREASING
        return INCREASING if self.change.lower > 1 else NO_CLEAR_CHANGE

    @property
    def phrase(self) -> str:
        """`the gap narrowed`; "" where nothing is pooled."""
        return _PHRASES.get(self.verdict, "")


def taken_together(
    known: Background, asked: Comparison, findings: Sequence[Finding], group: str
) -> Together:
    """One answer from the findings about one group."""
    own = [each for each in findings if each.group == group]
    references = {each.reference for each in own} or {group}
    reference = references.pop() if len(references) == 1 else ""
    sure = asked.confidence
    if asked.period.kind == "quarter" and asked.period.quarter != YEAR_ENDS:
        sure = max(sure, BETWEEN)
    alone = {word: tuple(each.measure for each in own if _alone(each) == word) for word in _SHOWS}
    pooled = _pooled(known, own) if reference else []
    change = NONE
    if len(pooled) >= FEWEST_MEASURES:
        earlier, later = (
            tuple(np.array([_counts(each, when) for each in pooled]).T)
            for when in ("earlier", "later")
        )
        values = [each.spread.value for each in pooled]
        change = pooled_change(earlier, later, values, sure)
    return Together(
        group,
        reference,
        change,
        sure,
        tuple(each.measure for each in pooled),
        alone[DECREASING],
        alone[INCREASING],
        pooled[0].basis if pooled else "",
        any(each.sample for each in own),
    )


def together_headline(answer: Together) -> str:
    """The answer, and no more: `The gap between Black and White children shows no clear change
    over six measures`. A gap that moved did so over the measures together, not on each of them.
    """
    who = people(answer.group, "children")
    if answer.reference == answer.group:
        return f"{capital(who)} are those that the others are compared with"
    if not answer.reference:
        return f"{capital(who)} are compared with different groups, so there is no one answer"
    gap = f"gap between {between(answer.group, answer.reference)}"
    if not answer.verdict:
        return f"Too few measures for one answer on the {gap}"
    taken = "" if answer.verdict == NO_CLEAR_CHANGE else ", taken together"
    over = f"over {spelled(len(answer.measures))} measures"
    return f"The {gap} {SAYS[answer.verdict]}{taken} {over}"


def between(one: str, other: str) -> str:
    """`Black and White children`, who share their noun; else both in full."""
    if people(one, "") == f"{one} " and people(other, "") == f"{other} ":
        return f"{one} and {other} children"
    return f"{people(one, 'children')} and {people(other, 'children')}"


def together_words(answer: Together) -> str:
    """The factor with its limits, over how many measures; and the measures that show it alone."""
    if answer.reference == answer.group:
        return ""
    return f"{_factor(answer)} {_alone_words(answer)}"


def _factor(answer: Together) -> str:
    if not answer.verdict:
        few = f"{plural(len(answer.measures), 'measure')} can be taken together"
        return f"Only {few}, and one answer takes {spelled(FEWEST_MEASURES)}."
    return (
        f"Taken together over {spelled(len(answer.measures))} measures, the ratio between "
        f"{between(answer.group, answer.reference)} is {change_words(answer)}: {answer.phrase}."
    )


def change_words(answer: Together, limits: str = "") -> str:
    """`0.79 times what it was (0.43 to 1.47)`; `limits` says what the brackets are."""
    change = answer.change
    return f"{digits(change.value, 2)} times what it was ({limits}{limits_words(*change[1:])})"


def _alone_words(answer: Together) -> str:
    said = []
    for names, moved in ((answer.narrowing, DECREASING), (answer.widening, INCREASING)):
        if names:
            verb = "measure alone shows" if len(names) == 1 else "measures alone show"
            measures = joined([inside(name) for name in names])
            number = spelled(len(names)).capitalize()
            said.append(f"{number} {verb} {_SHOWS[moved]}: {measures}.")
    if said:
        return " ".join(said)
    return f"No measure alone shows {'it' if answer.verdict in _SHOWS else 'a change'} at 99%."


def _pooled(known: Background, own: Sequence[Finding]) -> list[Finding]:
    """The earliest stage of each chain that has ten in every count, on the commonest basis."""
    able = [each for each in own if min(_every_count(each)) >= FEWEST]
    by_basis: dict[str, list[Finding]] = {}
    for each in able:
        by_basis.setdefault(each.basis, []).append(each)
    kept = [_first_of_chains(known, each) for each in by_basis.values()]
    return max(kept, key=len, default=[])[:MOST_MEASURES]


def _first_of_chains(known: Background, own: Sequence[Finding]) -> list[Finding]:
    found: dict[frozenset[str], Finding] = {}
    for each in own:
        stages = chain(known, each.code)
        key = frozenset(stages)
        before = found.get(key)
        if before is None or stages.index(each.code) < stages.index(before.code):
            found[key] = each
    return list(found.values())


def _alone(finding: Finding) -> str:
    """What a measure says by itself at 99%, whatever its own confidence."""
    if finding.verdict not in _SHOWS:
        return ""
    sure = max(BETWEEN, finding.confidence)
    doubt = {"dispersion": finding.spread.value, "degrees": finding.spread.degrees}
    return str(verdict(_counts(finding, "earlier"), _counts(finding, "later"), sure, **doubt))


def _counts(finding: Finding, when: str) -> tuple[float, float, float, float]:
    """A moment's four figures; against the whole population, those against all others."""
    a, n, b, m = getattr(finding, when).counts
    return (a, n, b - a, m - n) if finding.reference == EVERYONE else (a, n, b, m)


def _every_count(finding: Finding) -> list[float]:
    """All four, or 0 where there is no verdict to be had from them."""
    if finding.verdict is None:
        return [0]
    return [*_counts(finding, "earlier")[::2], *_counts(finding, "later")[::2]]
