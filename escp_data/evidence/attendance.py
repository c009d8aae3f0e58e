"""Who sent nobody to training, and of whom nothing is known: each named, with since when."""

from collections.abc import Sequence

import pandas as pd

from escp_data.plan.actions import View
from escp_data.statements.reading import read
from escp_data.store.database import Store
from escp_data.text.wording import joined, spelled


def sent_nobody(rows: pd.DataFrame) -> tuple[str, ...]:
    """A sentence for each agency that was offered places on a course and last sent nobody.

    `Metropolitan Police sent nobody to Adultification in three quarters, from 2025-26 Q1 on.
    Somebody last came in 2023-24 Q4.`
    """
    found = []
    for (course, agency), own in rows.groupby(["course", "agency"], sort=True):
        came = own[own["places_attended"].notna()]
        empty = _run_of_nobody(came)
        if empty:
            found.append(_nobody_words(str(course), str(agency), came, empty))
    return tuple(found)


def nothing_on_record(store: Store, view: View, rows: pd.DataFrame) -> tuple[str, ...]:
    """Agencies of which no row says anything: not even that nobody came. In alphabetical order."""
    reading = read(store, view.as_at)
    agencies = store.current("agencies", view.as_at)
    expected = agencies.loc[agencies["type"] != "Business unit", "agency"]
    names = {str(reading.who.of(name)) for name in expected}
    return tuple(sorted(names - set(rows["agency"])))


def silent_words(agencies: Sequence[str]) -> str:
    """`No figures from NHS NCL ICB: …`; nothing where everybody gave some."""
    if not agencies:
        return ""
    return f"No figures from {joined(agencies)}: who of their staff came is not known."


def _run_of_nobody(came: pd.DataFrame) -> int:
    """How many periods in a row, up to the last, nobody came from an agency."""
    run = 0
    for number in reversed(came.groupby("period", sort=False)["places_attended"].sum().tolist()):
        if number > 0:
            break
        run += 1
    return run


def _nobody_words(course: str, agency: str, came: pd.DataFrame, empty: int) -> str:
    periods = list(dict.fromkeys(came["period"]))
    before = periods[:-empty]
    quarters = f"{spelled(empty)} {'quarter' if empty == 1 else 'quarters'}"
    last = f"Somebody last came in {before[-1]}." if before else "Nobody has come before either."
    return f"{agency} sent nobody to {course} in {quarters}, from {periods[-empty]} on. {last}"
