"""Who sent nobody to training, and of whom nothing is known: each named, with since when."""

from collections.abc import Mapping, Sequence
from itertools import takewhile

import pandas as pd

from escp_data.plan.actions import View
from escp_data.statements.reading import read
from escp_data.store.database import Store
from escp_data.text.wording import joined, spelled


def sent_nobody(rows: pd.DataFrame) -> tuple[str, ...]:
    """A sentence for each agency that was offered places on a course and last sent nobody.

    Where no place was offered there was nobody to send. A blank offer is not known: who writes
    that 0 came says itself that nobody did.

    `Metropolitan Police sent nobody to Adultification in three quarters, from 2025-26 Q1 on.
    Somebody last came in 2023-24 Q4.`
    """
    found: dict[tuple[str, str], dict[str, float]] = {}
    names = ("course", "agency", "period", "places_attended", "places_offered")
    told = zip(*(rows[name].tolist() for name in names), strict=True)
    for course, agency, period, came, offered in told:
        if came > 0 or (came == 0 and offered != 0):
            own = found.setdefault((course, agency), {})
            own[period] = own.get(period, 0) + came
    return tuple(
        _nobody_words(course, agency, own, empty)
        for (course, agency), own in sorted(found.items())
        if (empty := _run_of_nobody(own))
    )


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


def _run_of_nobody(came: Mapping[str, float]) -> int:
    """How many periods in a row, up to the last, nobody came from an agency."""
    return len(list(takewhile(lambda number: number == 0, reversed(list(came.values())))))


def _nobody_words(course: str, agency: str, came: Mapping[str, float], empty: int) -> str:
    periods = list(came)
    before = periods[:-empty]
    kind = "quarter" if all(" Q" in period for period in periods[-empty:]) else "period"
    quarters = f"{spelled(empty)} {kind if empty == 1 else f'{kind}s'}"
    last = f"Somebody last came in {before[-1]}." if before else "Nobody has come before either."
    return f"{agency} sent nobody to {course} in {quarters}, from {periods[-empty]} on. {last}"
