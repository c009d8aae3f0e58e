"""Grades in self-assessments: by standard and organisation, over time, self against moderated.

A grade is its label, and never a number alone. The grade that stands is the moderated one, else
the organisation's own. N/A is out of the denominator, and its count is shown; *not moderated* is
a state of its own.
"""

from collections import Counter
from collections.abc import Sequence

import pandas as pd

from escp_data.contract import GRADES
from escp_data.text.periods import parse_period
from escp_data.text.wording import capital, joined, plural

NOT_APPLICABLE, NOT_GIVEN, NOT_MODERATED = "N/A", "Not answered", "Not moderated"
SCALE = tuple(grade for grade in GRADES if grade != NOT_APPLICABLE)
"""From the worst to the best."""
WELL = SCALE[-2:]
TAKEN = "Standards taken for anti-racist practice, by the words in their names: {names}."
NONE_TAKEN = "No standard here is about race, ethnicity, disparity or adultification by its name."


def standing(rows: pd.DataFrame) -> "pd.Series[str]":
    """The grade that stands for each row: moderated, else self, else `Not answered`."""
    grades = rows["moderated_grade"].where(rows["moderated_grade"].notna(), rows["self_grade"])
    return grades.where(grades.notna(), NOT_GIVEN)


def share_words(grades: Sequence[str]) -> str:
    """`7 of 9 Mostly or Met; 1 N/A; 2 not answered`; N/A and no answer are in no denominator."""
    counted = [grade for grade in grades if grade in SCALE]
    well = sum(grade in WELL for grade in counted)
    parts = [f"{well} of {len(counted)} {WELL[0]} or {WELL[1]}"] if counted else ["No grade"]
    for state in (NOT_APPLICABLE, NOT_GIVEN):
        number = sum(grade == state for grade in grades)
        parts += [f"{number} {state if state == NOT_APPLICABLE else state.lower()}"] * bool(number)
    return "; ".join(parts)


def by_standard(rows: pd.DataFrame) -> pd.DataFrame:
    """Of one round: Standard, then how many organisations have each grade, N/A and none."""
    states = (*SCALE, NOT_APPLICABLE, NOT_GIVEN)
    graded = standing(rows).groupby(rows["standard"], sort=False)
    found = [(standard, *map(Counter(own).__getitem__, states)) for standard, own in graded]
    return pd.DataFrame(found, columns=["Standard", *states], dtype=object)


def by_organisation(rows: pd.DataFrame) -> pd.DataFrame:
    """Of one round: Organisation, then a column a standard: `Partly (self: Mostly)`."""
    frame = rows.assign(words=list(map(_both, rows["self_grade"], rows["moderated_grade"])))
    grid = frame.pivot(index="organisation", columns="standard", values="words")
    grid = grid[list(dict.fromkeys(rows["standard"]))].reset_index().rename_axis(None, axis=1)
    return grid.rename(columns={"organisation": "Organisation"}).astype(object)


def _both(own: str | None, moderated: str | None) -> str:
    if moderated is None:
        return f"{own} ({NOT_MODERATED.lower()})" if own else NOT_GIVEN
    return moderated if own == moderated else f"{moderated} (self: {own or 'not given'})"


def over_time(rows: pd.DataFrame) -> pd.DataFrame:
    """Of one audit and one kind of year: Standard, then a column a period, the oldest first."""
    grades = standing(rows)
    periods = sorted(set(rows["period"]), key=parse_period)
    found = []
    for standard, own in rows.groupby("standard", sort=False):
        cells = [list(grades[own.index[own["period"] == period]]) for period in periods]
        found.append((standard, *(share_words(cell) if cell else "Not asked" for cell in cells)))
    words = [parse_period(period).words for period in periods]
    names = [capital(each) for each in words]
    return pd.DataFrame(found, columns=["Standard", *names], dtype=object)


def steps(own: str | None, moderated: str | None) -> int | None:
    """Self minus moderated in steps of the scale; above 0: it marked itself too kindly.

    None where either is missing or N/A.
    """
    if own not in SCALE or moderated not in SCALE:
        return None
    return SCALE.index(own) - SCALE.index(moderated)


def gap_of(own: str | None, moderated: str | None) -> str:
    """`Lowered by 1 step`, `The same`, `Raised by 1 step`, `Not moderated`, `N/A`, `Not answered`,
    or `Self grade not given`.
    """
    if own is None and moderated is None:
        return NOT_GIVEN
    if moderated is None:
        return NOT_MODERATED
    if own is None:
        return "Self grade not given"
    found = steps(own, moderated)
    if found is None:
        return NOT_APPLICABLE
    if found == 0:
        return "The same"
    how = "Lowered" if found > 0 else "Raised"
    return f"{how} by {plural(abs(found), 'step')}"


def gaps(rows: pd.DataFrame) -> pd.DataFrame:
    """Columns: Self against moderated, Grades (how many); in the order of the gap."""
    counts = Counter(map(gap_of, rows["self_grade"], rows["moderated_grade"]))
    order = [
        *(f"Lowered by {plural(n, 'step')}" for n in range(len(SCALE) - 1, 0, -1)),
        "The same",
        *(f"Raised by {plural(n, 'step')}" for n in range(1, len(SCALE))),
        *("Self grade not given", NOT_MODERATED, NOT_APPLICABLE, NOT_GIVEN),
    ]
    found = [(name, counts[name]) for name in order if name in counts]
    return pd.DataFrame(found, columns=["Self against moderated", "Grades"], dtype=object)


def gaps_words(rows: pd.DataFrame) -> str:
    """`Moderation lowered 12 of 48 grades and raised none; 6 were not moderated.`"""
    found = list(zip(rows["self_grade"], rows["moderated_grade"], strict=True))
    differences = [each for each in (steps(*pair) for pair in found) if each is not None]
    unmoderated = sum(gap_of(*pair) == NOT_MODERATED for pair in found)
    rest = f" {plural(unmoderated, 'grade was', 'grades were')} not moderated."
    if not differences:
        return f"Nothing here was moderated.{rest}" if unmoderated else "Nothing here has a grade."
    lowered, raised = (sum(sign * each > 0 for each in differences) for sign in (1, -1))
    told = f"Moderation lowered {lowered or 'none'} of {plural(len(differences), 'grade')}"
    return f"{told} and raised {raised or 'none'}.{rest if unmoderated else ''}"


def taken_words(rows: pd.DataFrame) -> str:
    """Which standards were taken for those on anti-racist practice."""
    names = list(dict.fromkeys(rows.loc[rows["on_race"].astype(bool), "standard"]))
    return TAKEN.format(names=joined([f'"{name}"' for name in names])) if names else NONE_TAKEN
