"""How the tests of this room ask, and with what counts."""

from typing import Any

import pandas as pd

from escp_data.disproportionality import Comparison, Finding, findings
from escp_data.store.database import Store
from escp_data.text.periods import parse_period
from tests.counted import give_all

NOW = Comparison(parse_period("2025-26 Q3"))
PUPILS = "Pupils in state-funded schools"
CENSUS = "Census 2021, aged 10 to 17"
ENOUGH = (50, 120, 60, 200, 40, 9)
QUARTERS = [f"{year} Q{q}" for year in ("2023-24", "2024-25") for q in (1, 2, 3, 4)]


def only(found: pd.DataFrame, **wanted: str) -> dict[Any, Any]:
    """The one row with these values."""
    for name, value in wanted.items():
        found = found[found[name] == value]
    assert len(found) == 1
    return dict(found.iloc[0])


def of(store: Store, asked: Comparison, code: str, group: str = "Black") -> Finding:
    """The one finding."""
    found = findings(store, asked, (code,), group)
    assert len(found) == 1
    return found[0]


def years(store: Store, rows: tuple[int, ...] = ENOUGH, *, quarters: int = 8) -> Store:
    """The same counts in each quarter from 2023-24 Q1."""
    give_all(store, dict.fromkeys(QUARTERS[:quarters], rows))
    return store


def at(period: str, **more: Any) -> Comparison:
    return Comparison(parse_period(period), **more)
