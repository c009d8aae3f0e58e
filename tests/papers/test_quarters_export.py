"""`export --table … --period`: what it holds of a quarter is what the quarter's own pages show."""

from pathlib import Path

from escp_data.papers.table_file import Asked, contract_table
from escp_data.plan.filters import Filters
from escp_data.store.database import Store
from tests.scenarios import BU, P2, C, I, Partnership, V, quarter, told
from tests.statements.exported import COLUMNS, exported, shown
from tests.statements.histories import BOTH_OF_NEXT

ADDED = {"Ref": "1.4", "Priority": 1, "Action": "added", "Lead agency": C}


def test_sheet_by_sheet_on_the_samples(sample_store: Path) -> None:
    store = Store(sample_store)
    empty = set(COLUMNS)
    for name in ("2024-25 Q4", "2025-26 Q3", "2026-27 Q1"):
        held = exported(store, quarter(name))
        assert held == shown(store, quarter(name)), name
        empty -= {table for table, rows in held.items() if rows}
    assert empty == {"audits", "benchmarks"}  # the samples have these by year alone


def test_an_action_that_is_there_because_it_was_reported_is_in_the_file(tmp_path: Path) -> None:
    base = Partnership.base(tmp_path)
    base.send(BU, "Q3", Actions=[ADDED])
    base.send(BU, "Q4", **BOTH_OF_NEXT)
    base.send(BU, "N2", P2, Actions=[ADDED])
    base.send(V, "Q2", Progress=[told("Red", "v", ref="1.4")])
    base.send(I, "N1", Progress=[told("Green", ref="1.4")])
    for name in ("Q1", "Q2", "Q3", "N1", "N2"):
        assert exported(base.store, quarter(name)) == shown(base.store, quarter(name)), name
    frame, _ = contract_table(base.store, "actions", Asked(period=quarter("Q2")))
    assert frame["Ref"].tolist() == ["1.1", "2.1", "1.4", "2.1", "1.1"]


def test_a_priority_is_the_one_that_an_action_served_in_the_quarter(tmp_path: Path) -> None:
    base = Partnership.base(tmp_path)
    base.send(C, "Q2", Progress=[told("Green")])
    base.send(BU, "Q3", Actions=[{"Ref": "2.1", "Priority": 1, "Action": "old"}])
    base.send(C, "Q3", Progress=[told("Amber", "slow")])

    def refs(name: str, number: int) -> list[str]:
        asked = Asked(Filters(priority=(number,)), quarter(name))
        return [*contract_table(base.store, "progress", asked)[0]["Ref"]]

    assert [refs("Q2", 2), refs("Q2", 1), refs("Q3", 2), refs("Q3", 1)] == [
        ["2.1"],
        [],
        [],
        ["2.1"],
    ]
