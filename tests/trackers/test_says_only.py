"""A tracker says what its own cells gave: stored, it changes no value that it does not carry."""

from pathlib import Path
from typing import Any

import pytest

from escp_data import contract
from escp_data.model import Checked
from escp_data.plan.actions import View, actions, quarters
from escp_data.records.uploads import append
from escp_data.statements.of_their_time import records
from escp_data.store.database import Store, open_store
from escp_data.trackers.conversion import as_workbook, said_in
from escp_data.validation.checks import check_workbook
from tests.tracker_cases import CASES, VOLUNTARY, Case
from tests.trackers.test_trackers import confirmed

HEADLINE = ["ref", "rag", "rag_reason", "impact"]
Values = dict[tuple[str, tuple[Any, ...], str], Any]
"""Every value on record, by sheet, key and field."""


def on_record(store: Store) -> Values:
    return {
        (sheet.name, tuple(row[column.field] for column in sheet.keys), column.field): row[
            column.field
        ]
        for sheet in contract.SHEETS
        for row in records(store.current(sheet.table))
        for column in sheet.says
    }


def bring(store: Store, case: Case) -> Checked:
    """Store a tracker as a person confirmed it."""
    meant = confirmed(case, store)
    book = as_workbook(meant, case.period, case.agency)
    checked = check_workbook(book, case.path.name, store, said_in(meant))
    assert [problem.message for problem in checked.errors] == []
    append(store, checked, "Business unit", original=case.path.read_bytes())
    return checked


@pytest.mark.parametrize("case", CASES)
def test_a_tracker_changes_no_value_that_it_does_not_carry(case: Case, own_store: Path) -> None:
    store = open_store(own_store)
    before = on_record(store)
    checked = bring(store, case)
    carried = set()
    for rows in checked.rows.values():
        names = [name for name, _ in rows.sheet.stored]
        for row, said in zip(rows.values, rows.says, strict=True):
            key = tuple(row[names.index(column.field)] for column in rows.sheet.keys)
            carried |= {(rows.sheet.name, key, field) for field in said}
    after = on_record(store)
    changed = {place for place, value in before.items() if after[place] != value}
    assert changed <= carried


def test_the_voluntary_sectors_tracker_changes_no_headline(own_store: Path) -> None:
    store = open_store(own_store)

    def headlines() -> list[Any]:
        shown = (actions(store, View(q, q.shifted(-1))) for q in quarters(store))
        return [
            frame[["ref", "rag", "rag_reason", "impact"]].to_numpy().tolist() for frame in shown
        ]

    before = headlines()
    bring(store, VOLUNTARY)
    assert headlines() == before
    last = actions(store, View(quarters(store)[0], quarters(store)[1]))
    [beside] = last.loc[last["ref"] == "3.4", "beside"]
    assert [(each.agency, each.values["rag"]) for each in beside] == [("Voluntary sector", "Red")]
