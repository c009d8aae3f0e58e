"""Stores of measures in few words: a plan, its agencies, and numbers a line each."""

from pathlib import Path
from typing import Any

from escp_data.evidence.measured import Measured
from escp_data.evidence.measures import scorecard
from escp_data.store.database import Store
from escp_data.text.periods import parse_period
from tests.scenarios import BU, Partnership

A, B = "Council", "ICB"
"""Two agencies of `tests.scenarios`."""
LAST = "2026-27 Q1"
THREE = (12, 10, 11, 9) * 3


def measure(code: str, **more: Any) -> dict[str, Any]:
    """A row of Measures: a count of something else than children, better lower, a flow."""
    row = {
        "Code": code, "Measure": f"The measure {code}", "Kind": "count", "Counts": "other",
        "Better when": "lower", "Time": "flow", "Definition": "What is counted.",
        "Supplier agency": A, "Source": "Somebody",
    }  # fmt: skip  # a list in few lines
    return row | {name.replace("_", " "): value for name, value in more.items()}


def values(
    code: str, tops: Any, bottoms: Any = None, agency: str = A, first: str = "2023-24 Q1"
) -> list[dict[str, Any]]:
    """Rows of Measure values, a quarter each from `first` on; None for one that never came."""
    start = parse_period(first)
    rows = []
    for at, top in enumerate(tops):
        if top is None:
            continue
        row = {"Code": code, "Period": str(start.shifted(at)), "Agency": agency, "Numerator": top}
        rows.append(row | ({"Denominator": bottoms[at]} if bottoms else {}))
    return rows


def partnership(folder: Path, *rows: dict[str, Any]) -> Partnership:
    """A plan with these measures, from 2023-24 Q1 on."""
    return Partnership.base(folder, Measures=list(rows))


def returned(here: Partnership, *rows: list[dict[str, Any]], **sheets: Any) -> int:
    """Store one compiled workbook of all these rows; gives the upload's number."""
    given = [row for each in rows for row in each]
    more = {"Measure_values": given} if given else {}
    return here.send(BU, "2026-27 Q1", "", **more, **sheets)


def measured(store: Store, code: str, period: str = LAST, as_at: str | None = None) -> Measured:
    """One measure as it stands."""
    (found,) = scorecard(store, parse_period(period), as_at, (code,))
    return found
