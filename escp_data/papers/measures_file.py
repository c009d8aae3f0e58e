"""The Measures page as files: the scorecard, and every series with its limits and rules.

Made from the same suppressed answer as the screen, so `[c]` is all there is of a hidden number.
"""

from collections.abc import Sequence

import pandas as pd

from escp_data.evidence.measure_table import measure_table, scorecard_table, years_table
from escp_data.evidence.measure_words import chance_words
from escp_data.evidence.measured import Measured
from escp_data.evidence.measures import by_chance, scorecard
from escp_data.excel.writer import Facts, comma_separated, excel
from escp_data.papers.covers import plan_facts
from escp_data.store.database import Store
from escp_data.text.periods import Period

Codes = tuple[str, ...] | None


def measures_excel(
    store: Store, period: Period, as_at: str | None = None, codes: Codes = None
) -> bytes:
    """A cover, the scorecard, every series, and published years beside quarterly series."""
    found = scorecard(store, period, as_at, codes)
    sheets = {"Scorecard": scorecard_table(found), "Series": series_table(found)}
    years = _joined(found, [years_table(each) for each in found])
    if not years.empty:
        sheets["Published years"] = years
    return excel(sheets, measures_facts(store, period, as_at, found), "Measures over time")


def measures_csv(
    store: Store, period: Period, as_at: str | None = None, codes: Codes = None
) -> bytes:
    """Every series, one row a measure and period; what the cover states stands as columns."""
    found = scorecard(store, period, as_at, codes)
    return comma_separated(series_table(found), measures_facts(store, period, as_at, found))


def series_table(found: Sequence[Measured]) -> pd.DataFrame:
    """The series of measures, one after the other."""
    return _joined(found, [measure_table(each) for each in found])


def measures_facts(
    store: Store, period: Period, as_at: str | None, found: Sequence[Measured]
) -> Facts:
    """What the cover states: the quarter, how many are shown, and how to read a gap."""
    return [
        *plan_facts(store, as_at),
        ("Up to", f"{period} ({period.words})"),
        ("Measures", str(len(found))),
        ("By chance", chance_words(*by_chance(found))),
        ("Not given", "[c] hidden to protect children, [x] not returned"),
    ]


def _joined(found: Sequence[Measured], tables: Sequence[pd.DataFrame]) -> pd.DataFrame:
    """Tables of several measures under each other, the measure's code and name in front."""
    named = []
    for each, table in zip(found, tables, strict=True):
        if len(table):
            own = {"Code": [each.code] * len(table), "Measure": each.definition.measure}
            named.append(pd.concat([pd.DataFrame(own), table], axis=1))
    return pd.concat(named, ignore_index=True) if named else pd.DataFrame({"Code": []})
