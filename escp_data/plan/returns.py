"""Who has returned for a quarter, and who is awaited.

An agency is expected to return where it leads a live action of a plan in force, or supplies a
measure. It has returned when a standing row of its own is about the quarter, or one compiled for
all agencies on what it leads or supplies; or when a Cover names it and the quarter.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import timedelta

from escp_data.contract import ALL_AGENCIES
from escp_data.plan.actions import View, plan_shown
from escp_data.plan.plans import measures_in
from escp_data.records.uploads import covers_of
from escp_data.statements.reading import Plan, Reading, read
from escp_data.store.database import Store
from escp_data.text.periods import Period

DAYS_TO_RETURN = 31
"""A return that first arrives later than this many days after the quarter's end is late."""


@dataclass(frozen=True)
class QuarterReturns:
    """One quarter's returns: agencies in alphabetical order, under the names they have now.

    `received` are the expected ones; `unasked` came though nothing was expected of them.
    """

    period: Period
    expected: tuple[str, ...]
    received: tuple[str, ...]
    late: tuple[str, ...]
    unasked: tuple[str, ...] = ()

    @property
    def awaited(self) -> tuple[str, ...]:
        """Expected agencies that have not returned."""
        return tuple(agency for agency in self.expected if agency not in self.received)


def returns_of_quarter(store: Store, view: View) -> QuarterReturns:
    """Who has returned for the view's quarter, from everything that stands in the store."""
    reading = read(store, view.as_at)
    suppliers = _suppliers(store, view)
    leads = {
        (plan, ref): held.values["lead_agency"]
        for plan in _plans(reading, view)
        for ref, held in reading.actions_in(plan, view.period).items()
        if (held.values["state"] or "Live") == "Live"
    }
    owing = {*leads.values(), *suppliers.values()} - {None, ALL_AGENCIES}
    expected = tuple(sorted({str(reading.who.of(name)) for name in owing}))
    first: dict[str, str] = {}
    for name, at in _signs(store, view, reading, suppliers):
        agency = reading.who.of(name)
        if agency and agency != ALL_AGENCIES:
            first[agency] = min(at, first.get(agency, at))
    received = tuple(agency for agency in expected if agency in first)
    deadline = (view.period.end + timedelta(days=DAYS_TO_RETURN)).isoformat()
    late = tuple(agency for agency in sorted(first) if first[agency][:10] > deadline)
    unasked = tuple(agency for agency in sorted(first) if agency not in expected)
    return QuarterReturns(view.period, expected, received, late, unasked)


def _plans(reading: Reading, view: View) -> list[Plan]:
    """Every plan in force in the quarter; where none is, the one that its pages show."""
    current: list[Plan] = [term.plan for term in reading.in_force(view.period)]
    if current or reading.terms:
        return current
    return [plan_shown(reading, view.period)]


def _suppliers(store: Store, view: View) -> dict[str, str | None]:
    """Who supplies each measure in the quarter, by code."""
    held = measures_in(store, view)
    return {code: values["supplier_agency"] for code, values in held.items()}


def _signs(
    store: Store, view: View, reading: Reading, suppliers: dict[str, str | None]
) -> Iterator[tuple[str | None, str]]:
    """Every agency that something came from or for, and when it did (UTC)."""
    quarter = str(view.period)
    for row in reading.progress:
        if row["period"] == quarter:
            yield row["agency"], row["uploaded_at"]
            if row["agency"] in (None, ALL_AGENCIES):
                yield reading.lead(row["plan"], str(row["ref"]), view.period), row["uploaded_at"]
    for table in ("measure_values", "ethnicity_counts"):
        for agency, code, at in store.first_arrivals(
            table, ("agency", "code"), quarter, view.as_at
        ):
            yield agency, at
            if agency in (None, ALL_AGENCIES):
                yield suppliers.get(code), at
    for agency, at in store.first_arrivals("training", ("agency",), quarter, view.as_at):
        yield agency, at
    for agency, at in covers_of(store, quarter, view.as_at):
        yield agency, at
