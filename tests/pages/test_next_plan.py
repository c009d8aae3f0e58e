"""The next plan comes: what was shown of a quarter of the old one stays, to the word."""

from collections.abc import Callable
from pathlib import Path

import pytest
from streamlit.testing.v1 import AppTest

from escp_data.records.demonstration import NEXT_PLAN, NEXT_RETURNS, SAMPLES
from escp_data.records.uploads import withdraw
from escp_data.store.database import Store
from tests.pages.reading import lines
from tests.stores import put

Open = Callable[..., AppTest]
ASKED = {"period": "2025-26 Q3", "compared": "The quarter before"}
OF_THE_QUARTER = (
    *("glance", "priority-1", "priority-2", "voice", "training", "assurance", "reviews"),
    *("meetings", "actions", "measures", "disproportionality", "agency-enfield-council"),
)
CHANGES = (
    "2023-26",
    "2026-29",
    "Data to 31 December 2025",
    "A newer quarter",
    "Plan",
    "The plan 2",
    "This plan ended",
)
"""What may differ of an old quarter: how fresh the data is, and the list of plans."""


def shown(open_page: Open) -> dict[str, list[str]]:
    """Each page's lines, but for those that speak of the present."""
    return {
        path: [line for line in lines(open_page(path, **ASKED)) if not line.startswith(CHANGES)]
        for path in OF_THE_QUARTER
    }


def test_the_old_plan_stays_as_it_was(
    open_page: Open, own_store: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("ESCP_DB", str(own_store))
    store = Store(own_store)
    withdraw(store, 13, "It has not come yet", "Business unit")
    before = shown(open_page)
    for name in (NEXT_PLAN, *NEXT_RETURNS):
        put(store, (SAMPLES / name).read_bytes(), name)
    assert shown(open_page) == before
