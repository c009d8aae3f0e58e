"""Random histories: returns, rewordings, a rename, the next plan and withdrawals; and all that
the record shows of them.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from functools import cache
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

from hypothesis import note
from hypothesis import strategies as st

from escp_data import contract
from escp_data.contract import MEASURES, PLANS
from escp_data.model import Checked
from escp_data.plan.actions import View, actions_read, priorities_in
from escp_data.records.uploads import history
from escp_data.statements.of_their_time import holding
from escp_data.statements.reading import read
from escp_data.store.database import Store
from escp_data.store.record import current_rows
from escp_data.validation.checks import check_workbook
from tests.scenarios import BASE, BU, NEXT, P1, P2, C, I, Partnership, V, quarter, whole
from tests.statements.seen import as_read
from tests.workbooks import MEASURE, bare_workbook

BOTH_OF_NEXT = NEXT | {
    "Actions": [*NEXT["Actions"], {"Ref": "1.1", "Priority": 1, "Action": "new too"}]
}
PAGES = ("Q1", "Q2", "Q3", "Q4", "N1", "N2")
MEASURED = [
    MEASURE,
    MEASURE | {"Code": "REREF", "Kind": "percentage", "Counts": "other", "Time": "flow"},
]

Place = tuple[str, ...]
Found = dict[Place, str]


def everything(store: Store) -> Found:
    """All that can be seen: pages and titles by plan and quarter, and the rows of every table."""
    reading = read(store)
    measures = store.statements("measures")
    found: Found = {}
    for name in PAGES:
        own = quarter(name)
        for held in (
            holding(PLANS, reading.plans, str(own)),
            holding(MEASURES, measures, str(own)),
        ):
            found |= {("held", str(own), str(key)): str(each.values) for key, each in held.items()}
        for plan in reading.plan_names:
            rows = actions_read(reading, View(own, own.shifted(-1), None, plan)).to_dict("records")
            for ref, row in whole({str(row["ref"]): as_read(row) for row in rows}).items():
                place = "page", str(own), str(plan), ref
                found |= {(*place, field): value for field, value in row.items()}
            titles = priorities_in(reading, plan, own).to_dict("records")
            found |= {("title", str(own), str(plan), str(t["priority"])): str(t) for t in titles}
    with store.reading() as connection:
        for sheet in contract.SHEETS:
            names = [name for name, _ in sheet.stored]
            listed = ", ".join(f'"{name}"' for name in names)
            keys = [names.index(column.field) for column in sheet.keys]
            for each in connection.execute(f"SELECT {listed} FROM ({current_rows(sheet)})"):
                found["table", sheet.table, *(str(each[key]) for key in keys)] = str(each)
    return found


def differences(before: Found, after: Found) -> dict[Place, tuple[str | None, str | None]]:
    """What reads otherwise, place by place."""
    return {
        place: (before.get(place), after.get(place))
        for place in sorted({*before, *after})
        if before.get(place) != after.get(place)
    }


# What histories are made of.


def columns(**strategies: st.SearchStrategy[Any]) -> st.SearchStrategy[dict[str, Any]]:
    """Any of these columns, each there or not; where it is there, filled or blank."""
    return st.fixed_dictionaries(
        {},
        optional={
            name.replace("_", " "): st.none() | values for name, values in strategies.items()
        },
    )


def rows(row: st.SearchStrategy[dict[str, Any]], name: str) -> st.SearchStrategy[list[Any]]:
    """One row or two, of which no two have the same key."""
    return st.lists(row, min_size=1, max_size=2, unique_by=lambda row: row[name])


@dataclass(frozen=True)
class Sent:
    """A workbook that is stored, unless it has errors."""

    agency: str
    period: str
    sheets: Mapping[str, Sequence[Mapping[str, Any]]]
    plan: str = ""


@dataclass(frozen=True)
class Decided:
    """An upload that is withdrawn, or reinstated: the one at this place among those there are."""

    place: int


WORDS = st.sampled_from(["a", "b", "c"])
PERIOD = st.sampled_from(["Q3", "Q3", "Q2", "Q1", "Q4", "N1"])
REF = st.sampled_from(["2.1", "2.1", "1.1"])
RAGS: st.SearchStrategy[dict[str, Any]] = st.sampled_from([
    {"RAG": "Green"}, {"RAG": "Green", "RAG reason": "well"}, {"RAG": "Complete"},
    {"RAG": "Amber", "RAG reason": "slow"}, {"RAG": "Red", "RAG reason": "late"}, {"RAG": "Amber"},
])  # fmt: skip  # a row a line
PROGRESS = st.builds(
    lambda ref, rag, more: {"Ref": ref} | rag | more,
    REF,
    RAGS,
    columns(Evidence=WORDS, Impact=st.sampled_from(["Emerging", "Evidenced"]), Next_steps=WORDS,
            Barriers=WORDS, Progress_update=WORDS),
)  # fmt: skip  # pairs share a line
NUMBER = st.sampled_from([0, 3, 14, 60, "c", "c", "x"])
VOICE = st.builds(
    lambda theme, agency, words, more: {"Date": "14/11/2025", "Ref": "2.1", "Theme": theme,
                                        "Agency": agency, "What children said": words} | more,
    WORDS, st.sampled_from([C, V]), WORDS, columns(Children_involved=NUMBER, Method=WORDS),
)  # fmt: skip  # pairs share a line
VALUES: st.SearchStrategy[dict[str, Any]] = st.sampled_from([
    {"Code": "CLA", "Numerator": 3}, {"Code": "CLA", "Numerator": 70, "Note": "n"},
    {"Code": "CLA", "Numerator": "c"}, {"Code": "CLA", "Numerator": "x", "Note": None},
    {"Code": "REREF", "Numerator": 30, "Denominator": 90},
    {"Code": "REREF", "Numerator": "c", "Denominator": 90},
])  # fmt: skip  # a row a line
COUNTS = st.builds(
    lambda group, number: {"Code": "CLA", "Ethnic group": group, "Count": number},
    st.sampled_from(["Black", "White"]),
    NUMBER,
)
RETURNS = st.builds(
    Sent, st.sampled_from([C, C, BU, BU, V, I]), PERIOD,
    st.fixed_dictionaries({
        "Progress": rows(PROGRESS, "Ref"), "Voice": rows(VOICE, "Theme"),
        "Measure_values": rows(VALUES, "Code"), "Ethnicity_counts": rows(COUNTS, "Ethnic group"),
    }),
)  # fmt: skip  # pairs share a line
ACTIONS = st.builds(
    lambda ref, words, more: {"Ref": ref, "Priority": int(ref[0]), "Action": words} | more,
    REF, WORDS,
    columns(Lead_agency=st.sampled_from([C, V, I]), Owner_role=WORDS, Success_measure=WORDS,
            Due_date=st.sampled_from(["31/03/2026", "30/06/2026"]),
            Revised_due_date=st.sampled_from(["30/09/2026", "31/12/2026"]),
            State=st.sampled_from(["Live", "Closed"])),
)  # fmt: skip  # pairs share a line
PRIORITIES = st.builds(
    lambda number, words, more: {"Priority": number, "Title": words} | more,
    st.sampled_from([1, 2]), WORDS, columns(Aim=WORDS),
)  # fmt: skip  # pairs share a line
WORDINGS = st.builds(
    Sent, st.just(BU), st.sampled_from(PAGES),
    st.fixed_dictionaries({"Actions": rows(ACTIONS, "Ref")},
                          optional={"Priorities": rows(PRIORITIES, "Priority")}),
    st.sampled_from([P1, P1, P2]),
)  # fmt: skip  # pairs share a line
NEXT_PLAN = st.builds(Sent, st.just(BU), st.sampled_from(["Q4", "N1", "N2"]), st.just(BOTH_OF_NEXT))
RENAME = st.just(Sent(BU, "Q3", {"Agencies": [{"Agency": "New ICB", "Also known as": I}]}))
DECISION = st.builds(Decided, st.integers(1, 8))
STEP = st.one_of(*[RETURNS] * 5, *[WORDINGS] * 4, NEXT_PLAN, DECISION, RENAME)


@cache
def base_store() -> bytes:
    """A store with the plan P1 as two uploads, made once: the second may be withdrawn."""
    with TemporaryDirectory() as folder:
        base = Partnership.empty(Path(folder))
        first = {name: BASE[name] for name in ("Plans", "Agencies")}
        base.send(BU, "2023-24 Q1", "", **first, Measures=MEASURED)
        base.send(BU, "2023-24 Q1", "", **{name: BASE[name] for name in ("Priorities", "Actions")})
        return base.store.path.read_bytes()


@dataclass
class World:
    """A partnership's store, and what can be seen of it as long as nothing is stored."""

    base: Partnership
    seen: Found = field(default_factory=dict)

    @property
    def store(self) -> Store:
        return self.base.store

    def look(self) -> Found:
        """All that can be seen now."""
        self.seen = self.seen or everything(self.store)
        return self.seen

    def keep(self, checked: Checked) -> int | None:
        """Store a workbook; None for one with errors, of which nothing is stored."""
        if checked.errors:
            note(f"refused: {[each.message for each in checked.errors]}")
            return None
        self.seen = {}
        return self.base.keep(checked)

    def send(self, sent: Sent) -> int | None:
        """Store a workbook as it is given; a number on its Cover makes its bytes its own."""
        own = f"Role {len(self.base.contents)}"
        cover = {"Period": str(quarter(sent.period)), "Agency": sent.agency, "Completed by": own}
        cover |= {"Plan": sent.plan} if sent.plan else {}
        number = self.keep(
            check_workbook(bare_workbook(cover, **sent.sheets), "sent.xlsx", self.store)
        )
        note(f"upload {number}: {sent}")
        return number

    def uploads(self, state: str = "stored") -> list[int]:
        """The numbers of uploads that stand, or are withdrawn."""
        found = history(self.store)
        return [int(each) for each in found[found["state"] == state]["upload_id"]]

    def decide(self, number: int) -> None:
        """Withdraw an upload that stands, or reinstate one that does not."""
        note(f"withdrawn or reinstated: {number}")
        self.seen = {}
        (self.base.withdraw if number in self.uploads() else self.base.reinstate)(number)

    def undo(self, number: int, before: Found) -> None:
        """Withdraw what a law stored; what the next law sees must be what there was before."""
        self.decide(number)
        self.seen = before

    def follow(self, steps: Sequence[Sent | Decided]) -> None:
        """Take the steps; the plan P1 stands throughout."""
        for step in steps:
            if isinstance(step, Sent):
                self.send(step)
            else:
                there = sorted(self.uploads() + self.uploads("withdrawn"))[2:]
                if there:
                    self.decide(there[step.place % len(there)])
