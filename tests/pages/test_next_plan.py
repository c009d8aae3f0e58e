"""Twelve quarters are on record, and the next plan comes with two: what was shown of a quarter of
the old one stays, to the word, on every page.
"""

from collections.abc import Callable, Iterator
from difflib import unified_diff
from pathlib import Path

import pytest
from streamlit.testing.v1 import AppTest

from escp_data.records.demonstration import (
    LEFT_FOR_THE_NEWCOMER,
    NEXT_PLAN,
    NEXT_RETURNS,
    SAMPLES,
)
from escp_data.records.uploads import withdraw
from escp_data.store.database import Store
from sample_data import story
from tests.app import run
from tests.pages.reading import lines
from tests.stores import put

Open = Callable[..., AppTest]
ASKED = {"period": "2025-26 Q3", "compared": "The quarter before"}
OF_THE_QUARTER = (
    *("glance", "priority-1", "priority-2", "priority-3", "voice", "training", "assurance"),
    *("reviews", "meetings", "actions", "measures", "disproportionality", "returns", "children"),
    *("agency-enfield-council", "agency-voluntary-sector"),
)
OF_THE_NEXT = ("glance", "actions", "priority-1", "priority-2", "priority-3", "priority-4")
CARRIED_ON = {"1.1", "2.1", "2.3", "3.1", "3.4"}
"""The old plan's actions that the new plan's priorities draw beside those that carry them on."""
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
    put(store, (SAMPLES / LEFT_FOR_THE_NEWCOMER).read_bytes(), LEFT_FOR_THE_NEWCOMER)
    before = shown(open_page)
    for name in (NEXT_PLAN, *NEXT_RETURNS):
        put(store, (SAMPLES / name).read_bytes(), name)
    after = shown(open_page)
    assert [line for path in OF_THE_QUARTER for line in changed(before[path], after[path])] == []
    assert [ghost for path in OF_THE_NEXT for ghost in ghosts(open_page, path)] == []


def test_a_link_that_names_no_plan_opens_that_of_its_quarter(
    open_page: Open, own_store: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Also where the visitor is at that quarter already: only the plan is left out."""
    monkeypatch.setenv("ESCP_DB", str(own_store))
    for name in (LEFT_FOR_THE_NEWCOMER, NEXT_PLAN, *NEXT_RETURNS):
        put(Store(own_store), (SAMPLES / name).read_bytes(), name)
    page = open_page("actions", **ASKED)
    link = {**page.query_params}
    assert (link["plan"], link["period"]) == ("2023-26", "2025-26 Q3")
    del page.query_params["plan"]
    assert {**run(page).query_params} == link


def changed(before: list[str], after: list[str]) -> Iterator[str]:
    """The lines that are on one of two pages alone."""
    yield from (line for line in unified_diff(before, after, n=0) if line[0] in "+-")


def ghosts(open_page: Open, path: str) -> list[str]:
    """What a page of the new plan's quarters says of the old plan's actions."""
    carried_on = set() if path in ("glance", "actions") else CARRIED_ON
    old = [row["Action"] for row in story.plan("plan")["Actions"] if row["Ref"] not in carried_on]
    text = "\n".join(
        line for name in NEXT_RETURNS for line in lines(open_page(path, period=quarter_of(name)))
    )
    assert "2026-29" in text
    return [words for words in old if words in text]


def quarter_of(name: str) -> str:
    """`2026-27 Q1` for `2026-27_Q1.xlsx`."""
    return name.removesuffix(".xlsx").replace("_", " ")
