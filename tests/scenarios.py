"""Small histories in a few words each: the plans, agencies and steps that scenarios are made of.

Q1 to Q4 are of 2025-26, N1 and N2 of 2026-27. The council leads 2.1, the voluntary sector
contributes, the ICB does neither; a Cover without an agency is the business unit's.
"""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

from escp_data.model import Checked
from escp_data.plan.actions import NO_UPDATE, View, actions
from escp_data.plan.plans import newest_told, opening, plans_on_record
from escp_data.records.changes import SheetChanges, changes
from escp_data.records.uploads import append, reinstate, withdraw
from escp_data.store.database import Store
from escp_data.text.periods import Period, parse_period
from escp_data.validation.checks import check_workbook
from tests.fresh import fresh_store
from tests.workbooks import bare_workbook

C, V, BU = "Council", "Voluntary sector", "All agencies"
I = "ICB"  # noqa: E741 - the scenarios' own letter
P1, P2 = "2023-26", "2026-29"
QUARTERS = {f"Q{n}": f"2025-26 Q{n}" for n in (1, 2, 3, 4)} | {
    f"N{n}": f"2026-27 Q{n}" for n in (1, 2, 3, 4)
}
AGENCIES = [
    {"Agency": C, "Type": "Safeguarding partner"},
    {"Agency": V, "Type": "Relevant agency"},
    {"Agency": I, "Type": "Safeguarding partner"},
]
PLAN_1 = {"Plan": P1, "Title": "Plan one", "Partnership": "A partnership", "Starts": "2023-24",
          "Ends": "2025-26"}  # fmt: skip  # pairs share a line
PLAN_2 = {"Plan": P2, "Title": "Plan two", "Partnership": "A partnership", "Starts": "2026-27",
          "Ends": "2028-29"}  # fmt: skip  # pairs share a line
ACTION = {"Ref": "2.1", "Priority": 2, "Action": "old", "Lead agency": C,
          "Contributing agencies": V, "Due date": "31/03/2026"}  # fmt: skip  # pairs share a line
BASE: dict[str, list[dict[str, Any]]] = {
    "Plans": [PLAN_1],
    "Agencies": AGENCIES,
    "Priorities": [{"Priority": 1, "Title": "One"}, {"Priority": 2, "Title": "Two"}],
    "Actions": [{"Ref": "1.1", "Priority": 1, "Action": "another", "Lead agency": I}, ACTION],
}
NEXT: dict[str, list[dict[str, Any]]] = {
    "Plans": [PLAN_2],
    "Priorities": [{"Priority": 1, "Title": "New one"}, {"Priority": 2, "Title": "New two"}],
    "Actions": [{"Ref": "2.1", "Priority": 2, "Action": "new", "Lead agency": I}],
}
START = datetime(2026, 1, 5, 9, tzinfo=UTC)


def quarter(name: str) -> Period:
    """`Q3` and `N1` as periods; anything else as it is written."""
    return parse_period(QUARTERS.get(name, name))


def told(rag: str, reason: str | None = None, ref: str = "2.1", **more: Any) -> dict[str, Any]:
    """A row of Progress with the columns that are named, and no other."""
    row: dict[str, Any] = {"Ref": ref, "RAG": rag}
    if reason:
        row["RAG reason"] = reason
    return row | {name.replace("_", " "): value for name, value in more.items()}


@dataclass
class Partnership:
    """A store, and a clock that goes on a day with every step."""

    store: Store
    now: datetime = START
    contents: list[bytes] = field(default_factory=list)

    @classmethod
    def base(cls, folder: Path, **sheets: Any) -> "Partnership":
        """The plan P1 as the business unit gave it, from 2023-24 Q1 on."""
        made = cls(fresh_store(folder / "escp.db"))
        made.send(BU, "2023-24 Q1", **{**BASE, **sheets})
        return made

    @classmethod
    def empty(cls, folder: Path) -> "Partnership":
        """An empty store."""
        return cls(fresh_store(folder / "escp.db"))

    def workbook(self, agency: str, period: str, plan: str = "", /, **sheets: Any) -> bytes:
        """A workbook with the columns that its rows name, and no other."""
        cover = {"Period": str(quarter(period)), "Agency": agency}
        return bare_workbook(cover | ({"Plan": plan} if plan else {}), **sheets)

    def check(self, agency: str, period: str, plan: str = "", /, **sheets: Any) -> Checked:
        """What checking a workbook says."""
        content = self.workbook(agency, period, plan, **sheets)
        return check_workbook(content, f"{agency} {period}.xlsx", self.store)

    def send(self, agency: str, period: str, plan: str = "", /, **sheets: Any) -> int:
        """Store a workbook that has no errors; gives its number."""
        return self.keep(self.check(agency, period, plan, **sheets))

    def keep(self, checked: Checked) -> int:
        """Store what was checked; a day goes by."""
        assert [each.message for each in checked.errors] == []
        number = append(self.store, checked, "x", self.now).upload_id
        self.contents.append(checked.content)
        self.tick()
        return number

    def tick(self) -> None:
        """Let a day go by."""
        self.now += timedelta(days=1)

    def withdraw(self, number: int) -> None:
        """Take an upload back."""
        withdraw(self.store, number, "wrong", "x")

    def reinstate(self, number: int) -> None:
        """Let it count again."""
        reinstate(self.store, number, "right", "x")

    def page(
        self, name: str, plan: str | None = None, as_at: str | None = None
    ) -> dict[str, dict[str, Any]]:
        """A quarter's actions by ref, as the pages show them."""
        own = quarter(name)
        frame = actions(self.store, View(own, own.shifted(-1), as_at, plan))
        return {
            str(row["ref"]): {str(k): v for k, v in row.items()} for row in frame.to_dict("records")
        }

    def rag(self, name: str = "Q3", ref: str = "2.1", plan: str | None = None) -> str:
        """The headline's RAG."""
        page = self.page(name, plan)
        return str(page[ref]["rag"]) if ref in page else NO_UPDATE

    def headline(self, *fields: str, name: str = "Q3", ref: str = "2.1") -> tuple[Any, ...]:
        """Some of the headline's fields."""
        row = self.page(name)[ref]
        return tuple(row[each] for each in fields)

    def beside(self, name: str = "Q3", ref: str = "2.1") -> dict[str, str]:
        """What other agencies' rows say, by agency."""
        return {each.agency: str(each.values["rag"]) for each in self.page(name)[ref]["beside"]}

    def opens(self) -> tuple[str, str]:
        """The plan and the quarter that open without an address."""
        own = opening(plans_on_record(self.store), newest_told(self.store))
        return own.name, str(own.quarters[0])

    def foreseen(self, agency: str, period: str, /, **sheets: Any) -> tuple[SheetChanges, ...]:
        """The change list of a workbook."""
        return changes(self.store, self.check(agency, period, **sheets))


def codes(checked: Checked) -> list[str]:
    """The codes of errors and warnings, in order."""
    return [problem.code for problem in checked.problems]


def whole(found: Mapping[str, dict[str, Any]]) -> dict[str, dict[str, str]]:
    """A page as it reads, without what no page shows: the number of the upload."""
    return {
        ref: {name: str(value) for name, value in row.items() if name != "upload_id"}
        for ref, row in found.items()
    }
