"""Stores with counts by ethnic group, for tests."""

from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any

from escp_data.records.uploads import Receipt
from escp_data.store.database import Store
from tests.fresh import fresh_store
from tests.stores import put
from tests.workbooks import AGENCIES, workbook

Counts = Mapping[str, object] | Sequence[object]
COUNCIL, POLICE = "Enfield Council", "Metropolitan Police"
GROUPS = ("Asian", "Black", "Mixed", "White", "Other", "Unknown")
PEOPLE = {"Asian": 5_000, "Black": 12_000, "Mixed": 6_500, "White": 26_000, "Other": 3_500}
BASIS = "School pupils"
MEASURE: dict[str, Any] = {
    "Code": "SEARCH", "Measure": "Searches", "Kind": "rate", "Counts": "children", "Per": "1000",
    "Better when": "lower", "Time": "flow", "Definition": "Children searched",
    "Numerator": "Children searched", "Population basis": BASIS, "Reference group": "White",
    "Source": "Illustrative", "Priority": 1,
}  # fmt: skip  # a list in few lines


def population(
    people: Mapping[str, int], basis: str = BASIS, date: str = "2023/24 academic"
) -> Any:
    """Rows of Population."""
    return [
        {"Basis": basis, "Date": date, "Ethnic group": group, "Population": number}
        for group, number in people.items()
    ]


def new_store(
    folder: Path,
    measures: Sequence[Mapping[str, Any]] = (MEASURE,),
    people: Any = None,
    period: str = "2023-24 Q1",
) -> Store:
    """A store with a plan and nothing returned yet."""
    store = fresh_store(folder / "counts.db")
    put(store, plan(measures, people, period), "plan.xlsx", "2023-04-01")
    return store


def plan(
    measures: Sequence[Mapping[str, Any]] = (MEASURE,),
    people: Any = None,
    period: str = "2023-24 Q1",
) -> bytes:
    """A plan workbook with these measures and populations."""
    return workbook(
        {"Period": period, "Agency": "All agencies"},
        Agencies=AGENCIES,
        Priorities=[{"Priority": 1, "Title": "Anti-racist practice"}],
        Actions=[{"Ref": "1.1", "Priority": 1, "Action": "Reduce disproportionality"}],
        Measures=list(measures),
        Population=population(PEOPLE) if people is None else people,
    )


def give(
    store: Store,
    period: str,
    counts: Counts,
    *,
    agency: str = COUNCIL,
    day: str = "",
    code: str = "SEARCH",
    total: int | None = None,
) -> Receipt:
    """Upload counts by group for a period: a mapping, or one count for each of GROUPS."""
    rows = _rows(period, counts, agency, code)
    values = [{"Code": code, "Period": period, "Agency": agency, "Numerator": total}]
    sheets = {"Ethnicity_counts": rows, **({"Measure_values": values} if total else {})}
    cover = {"Period": "2025-26 Q4", "Agency": agency}
    return put(store, workbook(cover, **sheets), f"{agency} {period}.xlsx", day)


def give_all(
    store: Store,
    by_period: Mapping[str, Counts],
    *,
    agency: str = COUNCIL,
    code: str = "SEARCH",
    day: str = "",
) -> Receipt:
    """The same for several periods in one upload."""
    rows = [
        row for period, counts in by_period.items() for row in _rows(period, counts, agency, code)
    ]
    cover = {"Period": "2025-26 Q4", "Agency": agency}
    return put(store, workbook(cover, Ethnicity_counts=rows), f"{agency} all.xlsx", day)


def _rows(period: str, counts: Counts, agency: str, code: str) -> list[dict[str, object]]:
    by_group = counts if isinstance(counts, Mapping) else dict(zip(GROUPS, counts, strict=True))
    return [
        {"Code": code, "Period": period, "Agency": agency, "Ethnic group": group, "Count": count}
        for group, count in by_group.items()
    ]
