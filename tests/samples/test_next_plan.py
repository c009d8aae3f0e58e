"""The illustrative next plan: its own refs, what it carries on, and what its workbooks say."""

from datetime import datetime, time
from pathlib import Path

import openpyxl
import pytest

from escp_data.contract import SHEETS
from escp_data.records.demonstration import SAMPLES
from escp_data.records.uploads import append
from escp_data.store.database import open_store
from escp_data.validation.checks import check_workbook
from sample_data import story
from sample_data.make_sample_data import COMPLETED

NEXT = "plan-2026-29"
RETURNS = [f"{quarter.replace(' ', '_')}.xlsx" for quarter in COMPLETED]
NEW_COLUMNS = {
    "Priorities": {"Plan", "Short title"},
    "Actions": {"Plan", "Short name", "Continues"},
    "Progress": {"Plan", "Agency"},
    "Voice": {"Plan"},
}


def headings(path: Path) -> dict[str, list[str]]:
    book = openpyxl.load_workbook(path, read_only=True)
    names = {sheet.name for sheet in SHEETS}
    return {
        page.title: [str(cell.value) for cell in next(page.iter_rows(min_row=3, max_row=3))]
        for page in book
        if page.title in names
    }


@pytest.mark.parametrize("name", [*RETURNS[:12], "with_mistakes.xlsx"])
def test_the_first_plans_returns_say_nothing_in_columns_that_are_newer(name: str) -> None:
    for sheet, said in headings(SAMPLES / name).items():
        assert NEW_COLUMNS.get(sheet, set()).isdisjoint(said), sheet


@pytest.mark.parametrize("name", ["plan.xlsx", "plan_2026-29.xlsx", *RETURNS[12:]])
def test_a_newer_column_has_a_heading_only_where_something_is_said_in_it(name: str) -> None:
    book = openpyxl.load_workbook(SAMPLES / name)
    for sheet, said in headings(SAMPLES / name).items():
        rows = list(book[sheet].iter_rows(min_row=4, values_only=True))
        for heading in NEW_COLUMNS.get(sheet, set()).intersection(said):
            at = said.index(heading)
            assert any(row[at] is not None for row in rows), (sheet, heading)


def test_each_plan_has_its_own_2_1() -> None:
    first, second = (
        {row["Ref"]: row for row in story.plan(name)["Actions"]} for name in ("plan", NEXT)
    )
    assert first["2.1"]["Short name"] == "Star and Arthur plan"
    assert second["2.1"]["Short name"] == "Safer places and routes"
    assert {ref: row["Continues"] for ref, row in second.items() if row["Continues"]} == {
        "2.3": "2023-26 1.1",
        "3.1": "2023-26 3.1",
        "3.3": "2023-26 3.4",
        "4.2": "2023-26 2.1; 2023-26 2.3",
    }
    assert all(len(row["Short name"]) <= 40 for plan in (first, second) for row in plan.values())


def test_on_all_that_went_before_the_next_plan_and_its_returns_check_clean(
    empty_store: Path,
) -> None:
    store = open_store(empty_store)
    found = {}
    names = ["plan.xlsx", *RETURNS[:12], "plan_2026-29.xlsx", *RETURNS[12:]]
    for name in names:
        checked = check_workbook((SAMPLES / name).read_bytes(), name, store)
        found[name] = [problem.code for problem in checked.problems]
        completed = datetime.fromisoformat(checked.cover.date_completed or "")
        append(store, checked, "Sample data", datetime.combine(completed, time(9, 30)))
    # Stops without an ethnicity jump when the stop record changes.
    told = {"2025-26_Q1.xlsx": ["W04"], "2025-26_Q3.xlsx": ["W28"]}  # a due date moves
    assert found == {name: told.get(name, []) for name in names}
