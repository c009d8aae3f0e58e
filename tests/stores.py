"""A small plan in a store, for tests: two priorities, three actions, three agencies."""

from datetime import UTC, datetime
from functools import cache
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

from escp_data.plan.actions import View
from escp_data.records.uploads import Receipt, append
from escp_data.store.database import Store
from escp_data.text.periods import parse_period
from escp_data.validation.checks import check_workbook
from tests.fresh import fresh_store
from tests.workbooks import AGENCIES, workbook

PLAN: dict[str, list[dict[str, Any]]] = {
    "Agencies": AGENCIES,
    "Priorities": [
        {"Priority": 1, "Title": "Child-on-child abuse", "Aim": "Children are safe."},
        {"Priority": 2, "Title": "Physical abuse", "Aim": "Children are protected."},
    ],
    "Actions": [
        {"Ref": "1.1", "Priority": 1, "Action": "Oversee reports", "Lead agency": "Enfield Council",
         "Group": "Vulnerable Young People", "Due date": "31/03/2026", "State": "Live",
         "Contributing agencies": "Metropolitan Police"},
        {"Ref": "2.1", "Priority": 2, "Action": "Act on the review",
         "Lead agency": "Metropolitan Police", "Due date": "31/12/2024", "State": "Live"},
        {"Ref": "2.2", "Priority": 2, "Action": "Watch the front door", "Lead agency": "ICB",
         "Due date": "ongoing", "State": "Live"},
    ],
    "Measures": [
        {"Code": "CLA", "Measure": "Children looked after", "Kind": "count", "Counts": "children",
         "Better when": "lower", "Time": "stock", "Definition": "Looked after on the day",
         "Supplier agency": "Enfield Council"},
    ],
}  # fmt: skip  # a row a line


def plan_workbook(period: str = "2024-25 Q1", **sheets: Any) -> bytes:
    """The plan above, with some of its sheets replaced."""
    return workbook({"Period": period, "Agency": "All agencies"}, **{**PLAN, **sheets})


def return_workbook(period: str, agency: str = "All agencies", **sheets: Any) -> bytes:
    """A return for a quarter."""
    return workbook({"Period": period, "Agency": agency}, **sheets)


def progress(ref: str, rag: str, **more: str) -> dict[str, str]:
    """A row of Progress, with the reason that Red and Amber need."""
    reason = {"RAG reason": "Late"} if rag in ("Red", "Amber") else {}
    return {"Ref": ref, "RAG": rag, **reason, **{k.replace("_", " "): v for k, v in more.items()}}


def put(store: Store, content: bytes, name: str = "return.xlsx", day: str = "") -> Receipt:
    """Check a workbook, assert that it has no errors, and store it; `day` dates the upload."""
    checked = check_workbook(content, name, store)
    assert [problem.message for problem in checked.errors] == []
    at = datetime.fromisoformat(day).replace(tzinfo=UTC) if day else None
    return append(store, checked, "Business unit", at)


def report(store: Store, period: str, **rags: str) -> Receipt:
    """Store progress for a quarter: `r1_1="Red"` is the RAG of 1.1."""
    rows = [progress(ref[1:].replace("_", "."), rag) for ref, rag in rags.items()]
    return put(store, return_workbook(period, Progress=rows), f"{period}.xlsx")


def view(period: str, compared: str = "", as_at: str | None = None) -> View:
    """A quarter, compared with the one before it unless another is named."""
    quarter = parse_period(period)
    return View(quarter, parse_period(compared) if compared else quarter.shifted(-1), as_at)


def plan_store(folder: Path) -> Store:
    """A new store that holds the plan and two quarters of progress."""
    path = folder / "escp.db"
    path.write_bytes(_plan_store())
    return Store(path)


@cache
def _plan_store() -> bytes:
    """Made once a process, because making it takes longer than most tests."""
    with TemporaryDirectory() as folder:
        store = fresh_store(Path(folder) / "escp.db")
        put(store, plan_workbook(), "plan.xlsx", "2024-04-01")
        first = [progress("1.1", "Green"), progress("2.1", "Amber"), progress("2.2", "Green")]
        put(store, return_workbook("2024-25 Q1", Progress=first), "q1.xlsx", "2024-07-10")
        second = [
            progress("1.1", "Complete", Impact="Evidenced", Evidence="An audit"),
            progress("2.1", "Red", Progress_update="Two workshops cancelled"),
        ]
        put(store, return_workbook("2024-25 Q2", Progress=second), "q2.xlsx", "2024-10-10")
        return store.path.read_bytes()
