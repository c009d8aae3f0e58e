"""What figures about ethnic groups say in a few words: titles, ratios and marks, everywhere."""

import math
from collections.abc import Sequence

import pandas as pd

from escp_data.disproportionality.finding import Finding
from escp_data.disproportionality.naming import during, people
from escp_data.disproportionality.numbers import ratio_words, with_limits
from escp_data.estimates.change import DECREASING, INCREASING, NO_CLEAR_CHANGE, TOO_FEW
from escp_data.markers import Reason
from escp_data.model import FrameRow
from escp_data.text.wording import joined, plural, spelled

HIDDEN = "hidden: too few children to show"
WITHHELD = "no verdict"
VERDICTS = (INCREASING, DECREASING, NO_CLEAR_CHANGE, TOO_FEW, WITHHELD, HIDDEN)
"""In the order they are listed: what moved comes first."""
NOTHING_COUNTED = "No measure has counts by ethnic group yet"
MOVED = (DECREASING, INCREASING)
EXPECTED = "More than expected"
EXCESS_KEY = f"{EXPECTED} (or fewer, \u2212): than at the rate of those compared with."
VERDICT_KEY = (
    "The gap widened: the ratio moved away from 1, whichever side it is on. The gap narrowed: it "
    "came nearer to 1."
)
BASES_DIFFER = "The answer hangs on the population. Each that is on record is shown."
NO_CHART = "There is no chart: no ratio can be shown."
_MORE = "Higher rate (the interval is above 1)"
_LESS = "Lower rate (the interval is below 1)"
_EITHER = "Could be the same (the interval includes 1)"
_MISSING_RATIO = "Missing"
_NO_RATIO = {
    Reason.HIDDEN: "Hidden",
    Reason.NEITHER: "No cases in either group",
    Reason.PART: "Overlaps with those compared with",
    Reason.NO_COMPARATOR: "Not compared",
}
_DIFFERENCES = (_MORE, _LESS, _EITHER, *_NO_RATIO.values(), _MISSING_RATIO)

_HIGHER = "A higher share of {who} than of {other} went on to"
_LOWER = "A lower share of {who} than of {other} went on to"
_NO_DIFFERENCE = "No clear difference between {who} and {other} at"
_NO_STEP = {
    Reason.HIDDEN: "Cannot be compared with the stage before, because a count is hidden",
    Reason.MISSING: (
        "Cannot be compared with the stage before, because a count is missing or does not fit"
    ),
    Reason.NEITHER: "Nobody of either group went on to",
    Reason.NOBODY: "Nobody was at the stage before, in one of the groups",
    Reason.PART: "The group and those it is compared with overlap",
}
_STEPS = (_HIGHER, _LOWER, _NO_DIFFERENCE, *_NO_STEP.values())
_SAME_PERIOD = "Stages are counts of the same period, not the same children followed."


def verdict_of(finding: Finding) -> str:
    """One of VERDICTS."""
    if finding.verdict is not None:
        return finding.verdict
    return HIDDEN if finding.why == Reason.HIDDEN else WITHHELD


def in_order(findings: Sequence[Finding]) -> tuple[Finding, ...]:
    """What moved first, then what did not, then what cannot be said; else the plan's order."""
    return tuple(sorted(findings, key=lambda finding: VERDICTS.index(verdict_of(finding))))


def intervals_words(rows: pd.DataFrame, agency: str | None = None) -> str:
    """What the plot of one period says: which groups differ, which do not, which are hidden."""
    if rows.empty and agency:
        return f"{agency} had supplied nothing for this measure by this quarter."
    if rows.empty:
        return "Nothing is on record for this measure by this quarter."
    first: FrameRow = next(rows.itertuples())
    kinds: dict[str, list[str]] = {}
    for row in rows[rows["group"] != first.reference].itertuples():
        kinds.setdefault(_difference(row), []).append(str(row.group))
    told = [f"{kind}: {joined(kinds[kind])}" for kind in _DIFFERENCES if kind in kinds]
    return (
        f"Set against {people(first.reference, first.noun)}, {during(first.window)}. "
        f"{'. '.join(told)}."
        f"{'' if has_ratio(rows) else f' {NO_CHART}'}"
    )


def has_ratio(rows: pd.DataFrame) -> bool:
    """Whether a chart of these rows would have anything to draw."""
    names = [name for name in ("rri", "ratio") if name in rows]
    return bool(rows[names].notna().any(axis=None))


def not_supplied(measures: Sequence[str], agency: str) -> str:
    """Which measures an agency's figures leave out: all of them where they are few."""
    names = f": {joined(measures)}" if len(measures) <= 3 else ""
    verb = "is" if len(measures) == 1 else "are"
    return f"{plural(len(measures), 'measure')} {verb} not supplied by {agency}{names}."


def panels_words(rows: pd.DataFrame, group: str) -> str:
    """What a group's trend says: its first and its last ratio, its gaps and its breaks.

    `rows` has the other groups of the same chart, too.
    """
    own = rows[rows["group"] == group]
    seen = own[own["rri"].notna()]
    if seen.empty:
        others = [each for each in dict.fromkeys(rows["group"]) if each != group]
        drawn = [each for each in others if has_ratio(rows[rows["group"] == each])]
        rest = f" The chart has {joined(drawn)}." if drawn else f" {NO_CHART}"
        return f"There is no ratio to show over time for {group}.{rest}"
    ends: list[FrameRow] = [seen.iloc[0], seen.iloc[-1]]
    said = [f"{ratio_words(with_limits(end, 'rri'))} {during(end.window)}" for end in ends]
    words = f"{group}: {', '.join(said[: len(seen)])}"
    gaps = len(own) - len(seen)
    without = f", {spelled(gaps)} of them without a ratio" if gaps else ""
    parts = [f"{words}; {plural(len(own), 'period')}{without}"]
    parts += [str(each).rstrip(".") for each in dict.fromkeys(own["break_words"]) if each]
    return ". ".join(parts) + "."


def stages_words(rows: pd.DataFrame) -> str:
    """At which stages a higher or a lower share of a group than of those compared with went on.

    Neutral: a stage with a ratio above 1 narrows the difference for a group that was below it.
    """
    later = rows[(rows["before"] != "") & (rows["group"] != rows["reference"])]
    if later.empty:
        return "There is no later stage to compare."
    kinds: dict[str, list[str]] = {}
    for row in later.itertuples():
        kinds.setdefault(_step(row), []).append(str(row.measure))
    noun = later["noun"].iloc[0] if later["noun"].nunique() == 1 else "children"
    who = people(later["group"].iloc[0], noun)
    other = "those compared with"
    if later["reference"].nunique() == 1:
        other = people(later["reference"].iloc[0], noun)
    told = [
        f"{kind.format(who=who, other=other)}: {joined(kinds[kind])}"
        for kind in _STEPS
        if kind in kinds
    ]
    return f"{'. '.join(told)}. {_SAME_PERIOD}{'' if has_ratio(rows) else f' {NO_CHART}'}"


def _step(row: FrameRow) -> str:
    if row.why in _NO_STEP:
        return _NO_STEP[row.why]
    if row.ratio_lower > 1:
        return _HIGHER
    return _LOWER if row.ratio_upper < 1 else _NO_DIFFERENCE


def _difference(row: FrameRow) -> str:
    if math.isnan(row.rri):
        return _NO_RATIO.get(row.why_rri, _MISSING_RATIO)
    if row.rri_lower > 1:
        return _MORE
    return _LESS if row.rri_upper < 1 else _EITHER
