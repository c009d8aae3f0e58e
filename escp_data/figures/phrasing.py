"""What figures about ethnic groups say in a few words: titles, ratios and marks, everywhere."""

import math
from collections.abc import Sequence
from typing import Any

import pandas as pd

from escp_data.disproportionality import (
    DECREASING,
    INCREASING,
    NO_CLEAR_CHANGE,
    TOO_FEW,
    Finding,
)
from escp_data.figures.verdicts import people
from escp_data.phrases import joined, plural, spelled
from escp_data.rounding import shown
from escp_data.withheld import MARKS, MISSING, SUPPRESSED

HIDDEN = f"{SUPPRESSED} hidden"
WITHHELD = "no verdict"
VERDICTS = (INCREASING, DECREASING, NO_CLEAR_CHANGE, TOO_FEW, WITHHELD, HIDDEN)
"""In the order they are listed: what moved comes first."""


def verdict_of(finding: Finding) -> str:
    """One of VERDICTS."""
    if finding.verdict is not None:
        return finding.verdict
    return HIDDEN if finding.why == "c" else WITHHELD


def in_order(findings: Sequence[Finding]) -> tuple[Finding, ...]:
    """What moved first, then what did not, then what cannot be said; else the plan's order."""
    return tuple(sorted(findings, key=lambda finding: VERDICTS.index(verdict_of(finding))))


def headline(findings: Sequence[Finding]) -> str:
    """The answer in at most ten words: `No measure shows a decrease; one shows an increase`."""
    if not findings:
        return "No measure has counts by ethnic group yet"
    verdicts = [finding.verdict for finding in findings]
    down, up = verdicts.count(DECREASING), verdicts.count(INCREASING)
    if not down and not up:
        if NO_CLEAR_CHANGE in verdicts:
            return "No measure shows a clear change in disproportionality"
        return "No measure can show yet whether disproportionality is decreasing"
    decrease = f"{_measures(down)} {_show(down)} a decrease"
    return f"{decrease}; {spelled(up) if up else 'none'} {_show(up)} an increase"


def ratio_words(estimate: Sequence[float], why: str = "", places: int = 2) -> str:
    """`1.25 (1.15 to 1.36)`, or the mark that says why there is none."""
    value, lower, upper = estimate
    if math.isnan(value):
        return mark(why)
    return f"{shown(value, places)} ({shown(lower, places)} to {shown(upper, places)})"


def number_words(value: float, why: str = "", places: int = 0) -> str:
    """A number half up, or the mark that says why there is none."""
    return mark(why) if math.isnan(value) else shown(value, places)


def mark(why: str) -> str:
    """`[c]` for hidden, `[z]` for not applicable, `[x]` for whatever else is missing."""
    return MARKS.get(why, MISSING)


def intervals_words(rows: pd.DataFrame) -> str:
    """What the plot of one period says: which groups differ, which do not, which are hidden."""
    if rows.empty:
        return "Nothing is on record for this measure by this quarter."
    first: Any = next(rows.itertuples())
    kinds: dict[str, list[str]] = {}
    for row in rows[rows["group"] != first.reference].itertuples():
        kinds.setdefault(_difference(row), []).append(str(row.group))
    told = [f"{kind}: {joined(groups)}" for kind, groups in sorted(kinds.items())]
    return (
        f"Set against {people(first.reference, first.basis)}, {_window(first.window)}. "
        f"{'. '.join(told)}."
    )


def panels_words(rows: pd.DataFrame, group: str) -> str:
    """What a group's trend says: its first and its last ratio, its gaps and its breaks."""
    own = rows[rows["group"] == group]
    seen = own[own["rri"].notna()]
    if seen.empty:
        return f"There is no ratio to show over time for {group}."
    ends: list[Any] = [seen.iloc[0], seen.iloc[-1]]
    ratios = [ratio_words((end.rri, end.rri_lower, end.rri_upper)) for end in ends]
    words = f"{group}: {ratios[0]} {_window(ends[0].window)}"
    if len(seen) > 1:
        words += f", {ratios[1]} {_window(ends[1].window)}"
    gaps = len(own) - len(seen)
    without = f", {spelled(gaps)} of them without a ratio" if gaps else ""
    parts = [f"{words}; {plural(len(own), 'period')}{without}"]
    parts += [str(each).rstrip(".") for each in dict.fromkeys(own["break_words"]) if each]
    return ". ".join(parts) + "."


def stages_words(rows: pd.DataFrame) -> str:
    """At which stages a group's ratio to the stage before differs from 1."""
    later = rows[rows["before"] != ""]
    above = list(later.loc[later["ratio_lower"] > 1, "measure"])
    below = list(later.loc[later["ratio_upper"] < 1, "measure"])
    hidden = int(later["ratio"].isna().sum())
    parts = []
    if above:
        parts.append(f"The difference grows at: {joined(above)}")
    if below:
        parts.append(f"It shrinks at: {joined(below)}")
    if not above and not below:
        parts.append("No stage clearly adds to the difference or takes from it")
    if hidden:
        parts.append(f"{plural(hidden, 'stage')} cannot be set against the stage before")
    return ". ".join(parts) + "."


def _difference(row: Any) -> str:
    if math.isnan(row.rri):
        return "Hidden or missing"
    if row.rri_lower > 1:
        return "Clearly more likely"
    return "Clearly less likely" if row.rri_upper < 1 else "Could be the same"


def _window(words: str) -> str:
    return words if words.startswith("at ") else f"in the {words}"


def _measures(number: int) -> str:
    words = f"{spelled(number)} {'measures' if number > 1 else 'measure'}"
    return words[0].upper() + words[1:]


def _show(number: int) -> str:
    return "show" if number > 1 else "shows"
