"""The laws of the record, on random histories (section 13 of the design of records).

A history is a handful of returns, rewordings, a rename, the next plan and withdrawals. After it the
laws are tried, one after another. Nothing means nothing: every page of every quarter of every plan
reads the same, to the word, and so does every table of the contract.
"""

import sqlite3
from collections.abc import Callable, Mapping, Sequence
from contextlib import closing
from dataclasses import dataclass, field
from functools import cache
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

import pytest
from hypothesis import HealthCheck, Phase, given, note, settings
from hypothesis import strategies as st

from escp_data import contract
from escp_data.contract import ALL_AGENCIES, MEASURES, PLANS, VERSION, Column, Sheet
from escp_data.excel.writer import excel
from escp_data.model import Checked, StoredValue
from escp_data.papers.table_file import Asked, contract_table
from escp_data.plan.actions import View, actions_read, priorities_in
from escp_data.records.uploads import history
from escp_data.statements.of_their_time import holding, records
from escp_data.statements.reading import Reading, read
from escp_data.statements.who import is_own
from escp_data.store.database import Store
from escp_data.store.record import current_rows
from escp_data.validation.checks import check_workbook
from tests.scenarios import BASE, BU, NEXT, P1, P2, C, I, Partnership, V, quarter, told, whole
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
def _base() -> bytes:
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


# Laws. Each leaves the record as it was.


def what_is_dated_later_changes_nothing_earlier(world: World, data: st.DataObject) -> None:
    sent = data.draw(WORDINGS, "dated later")
    terms = (BASE if sent.plan == P1 else NEXT)["Plans"][0]
    sheets = dict(sent.sheets) | {
        "Plans": [terms | {"Title": "later"}],
        "Measures": [MEASURE | {"Definition": "later", "Target": 9}],
    }
    own = str(quarter(sent.period))
    if not _are_later(read(world.store), sent.plan, sheets, own):
        return
    before = world.look()
    number = world.send(Sent(BU, sent.period, sheets, sent.plan))
    if number is None:
        return
    changed = differences(before, world.look())
    nothing(_but(changed, lambda place: place[0] == "table" or place[1] >= own))
    world.undo(number, before)


def _are_later(reading: Reading, plan: str, sheets: Mapping[str, Any], own: str) -> bool:
    """Whether words dated `own` about a plan are the earliest there are of nothing.

    A thing that came with its plan is there from the plan's start, as its earliest words have it
    (4.2): words that are dated before those still do change that.
    """
    for table, name in (("Plans", "Plan"), ("Priorities", "Priority"), ("Actions", "Ref")):
        for row in sheets.get(table, ()):
            dated = [
                str(each["dated"])
                for each in getattr(reading, table.lower())
                if each["plan"] == plan and str(each[name.lower()]) == str(row[name])
            ]
            if min(dated, default="9") > own:
                return False
    return True


def withdrawn_then_reinstated_is_nothing(world: World, data: st.DataObject) -> None:
    there = world.uploads()
    number = there[data.draw(st.integers(0, 99), "withdrawn and reinstated") % len(there)]
    before = world.look()
    world.decide(number)
    world.decide(number)
    nothing(differences(before, world.look()))


def leaving_all_alone_is_nothing(world: World, data: st.DataObject) -> None:
    period, stands = data.draw(st.tuples(st.sampled_from(PAGES), st.booleans()), "left alone in")
    before, left = world.look(), cannot_come_back(world.store) - {"Progress"}
    sheets: dict[str, list[dict[str, Any]]] = {}
    for sheet in with_rows(before):
        there = on_record(world.store, sheet, period) if sheet.name not in left else []
        if there:
            sheets[sheet.name] = as_on_record(data, sheet, there)
    number = world.send(Sent(BU, period, sheets)) if sheets else None
    if number is None:
        return
    if not stands:
        world.decide(number)
    nothing(differences(before, world.look()))


def with_rows(found: Found) -> list[Sheet]:
    """The sheets that have anything on record."""
    tables = {place[1] for place in found if place[0] == "table"}
    return [sheet for sheet in contract.SHEETS if sheet.table in tables]


def on_record(store: Store, sheet: Sheet, period: str) -> list[Mapping[Any, StoredValue]]:
    """The rows of a sheet as they are on record: of a dated one, as they hold in a quarter.

    An action's own rows are left out where it has several, and words that are dated later: the
    tests at the end say why.
    """
    if sheet.dated:
        own = str(quarter(period))
        held = holding(sheet, store.statements(sheet.table), own).values()
        return [each.values for each in held if str(each.statements[0]["dated"]) <= own]
    rows = records(store.current(sheet.table))
    if sheet.table != "progress":
        return [*rows]
    reading = read(store)
    return [row for row in rows if len(own_rows(reading, rows, row)) < 2]


def own_rows(
    reading: Reading, rows: Sequence[Mapping[Any, StoredValue]], row: Mapping[Any, StoredValue]
) -> list[Mapping[Any, StoredValue]]:
    """The rows of the same action and quarter that are its own."""
    same = [each for each in rows if all(each[n] == row[n] for n in ("plan", "ref", "period"))]
    lead = reading.lead(row["plan"], row["ref"], quarter(row["period"]))
    return [each for each in same if is_own(each["agency"], lead, reading.who)]


def as_on_record(
    data: st.DataObject, sheet: Sheet, there: Sequence[Mapping[Any, StoredValue]]
) -> list[dict[str, Any]]:
    """Rows of a workbook with their keys, what is required, and any of the rest, as on record.

    A number on record may be written as `c` too, which hides it and knows no other.
    """
    fixed = {c.name for c in sheet.columns if c.key or c.required or c.field == "plan"}
    optional = [column.name for column in sheet.columns if column.name not in fixed]
    left_out = data.draw(st.sets(st.sampled_from(optional)), "left out") if optional else set()
    hidden = data.draw(st.booleans(), "hidden")
    said = [column for column in sheet.columns if column.name not in left_out]
    return [{column.name: _cell(column, row, hidden=hidden) for column in said} for row in there]


def _cell(column: Column, row: Mapping[Any, StoredValue], *, hidden: bool) -> StoredValue:
    value = row[column.field]
    if len(column.stored) == 1:
        return value
    mark = row[column.stored[1][0]]
    return mark or ("c" if hidden and value is not None else value)


def out_and_back_is_nothing(world: World, data: st.DataObject) -> None:
    period, stands = data.draw(st.tuples(st.sampled_from(PAGES), st.booleans()), "out of")
    before, left = world.look(), cannot_come_back(world.store)
    sheets = {}
    for sheet in with_rows(before):
        asked = Asked(period=quarter(period) if sheet.dated else None)
        if sheet.name not in left and not (sheet.dated and starts_later(world, sheet, period)):
            sheets[sheet.name], _ = contract_table(world.store, sheet.table, asked)
    cover = [("Period", str(quarter(period))), ("Agency", ALL_AGENCIES),
             ("Contract version", VERSION)]  # fmt: skip  # pairs share a line
    back = check_workbook(excel(sheets, cover, "What is on record"), "out.xlsx", world.store)
    assert back.errors == (), [each.message for each in back.errors]
    number = world.keep(back)
    assert number is not None
    if not stands:
        world.decide(number)
    nothing(differences(before, world.look()))


def starts_later(world: World, sheet: Sheet, period: str) -> bool:
    """Whether a thing is there in a quarter only as words of a later one have it."""
    own, said = str(quarter(period)), world.store.statements(sheet.table)
    return any(
        str(held.statements[0]["dated"]) > own for held in holding(sheet, said, own).values()
    )


def cannot_come_back(store: Store) -> set[str]:
    """The sheets of which the tests at the end say that they cannot come back as they are."""
    reading, rows = read(store), records(store.current("progress"))
    found = {"Agencies", "Actions", "Measures"} if reading.who.now else set()
    several = any(len(own_rows(reading, rows, row)) > 1 for row in rows)
    return found | ({"Progress"} if several else set())


def what_filled_a_value_withdrawn_shows_the_value_before(world: World, data: st.DataObject) -> None:
    period, ref = data.draw(st.tuples(PERIOD, REF), "filled")
    before = world.look()
    number = world.send(Sent(BU, period, {
        "Progress": [{"Ref": ref, "RAG": "Complete", "RAG reason": "filled", "Evidence": "filled"}],
        "Voice": [{"Date": "14/11/2025", "Ref": ref, "Theme": "a", "Agency": C,
                   "What children said": "filled", "Children involved": 99}],
    }))  # fmt: skip  # a sheet a line
    if number is None:
        return
    own, reading = quarter(period), read(world.store)
    plan = max(reading.progress, key=lambda row: row["id"])["plan"]
    page = actions_read(reading, View(own, own.shifted(-1), None, plan))
    shown = page.loc[page["ref"] == ref, ["rag", "rag_reason", "evidence"]].to_numpy().tolist()
    assert shown == [["Complete", "filled", "filled"]]
    world.decide(number)
    nothing(differences(before, world.look()))


def a_contributor_changes_no_headline(world: World, data: st.DataObject) -> None:
    sent = data.draw(RETURNS, "a contributor's")
    before = world.look()
    number = world.send(Sent(data.draw(st.sampled_from([V, I])), sent.period, {
        "Progress": sent.sheets["Progress"],
    }))  # fmt: skip  # one thought
    if number is None:
        return
    reading = read(world.store)
    own: set[Place] = set()
    for row in reading.progress:
        lead = reading.lead(row["plan"], row["ref"], quarter(row["period"]))
        is_lead = lead is None or reading.who.of(row["agency"]) == reading.who.of(lead)
        if row["upload_id"] == number and is_lead:
            own.add((str(row["plan"]), str(row["ref"])))
    there = {place[:4] for place in before if place[0] == "page"}
    changed = differences(before, world.look())
    nothing(_but(changed, lambda p: p[:4] not in there or p[-1] == "beside" or p[2:4] in own))
    world.undo(number, before)


def nothing(changed: Mapping[Place, Any]) -> None:
    """Nothing reads otherwise; what does is named, place by place."""
    assert not changed, "\n".join(f"{place}: {words}" for place, words in changed.items())


def _but(changed: Mapping[Place, Any], may: Callable[[Place], bool]) -> dict[Place, Any]:
    return {place: words for place, words in changed.items() if not may(place)}


LAWS = (
    what_is_dated_later_changes_nothing_earlier,
    withdrawn_then_reinstated_is_nothing,
    leaving_all_alone_is_nothing,
    what_filled_a_value_withdrawn_shows_the_value_before,
    a_contributor_changes_no_headline,
    out_and_back_is_nothing,
)


@pytest.mark.timeout(600)
@given(st.lists(STEP, min_size=4, max_size=9), st.data())
@settings(
    max_examples=5, deadline=None, derandomize=True, phases=[Phase.generate],
    suppress_health_check=[HealthCheck.too_slow],
)  # fmt: skip  # pairs share a line
def test_the_laws_hold_after_any_history(steps: list[Sent | Decided], data: st.DataObject) -> None:
    with TemporaryDirectory() as folder:
        path = Path(folder) / "escp.db"
        path.write_bytes(_base())
        with closing(sqlite3.connect(path)) as kept_open:  # so that each question opens it faster
            kept_open.execute("SELECT count(*) FROM uploads").fetchone()
            world = World(Partnership(Store(path)))
            world.follow(steps)
            for law in LAWS:
                note(law.__name__)
                law(world, data)


# Where the laws do not hold yet.


def out(base: Partnership, table: str) -> bytes:
    """The file that `export --table` writes."""
    frame, facts = contract_table(base.store, table, Asked())
    return excel({contract.sheet(table).name: frame}, facts, "What is on record")


@pytest.fixture
def base(tmp_path: Path) -> Partnership:
    return Partnership.base(tmp_path)


def test_a_compiled_headline_stays_when_progress_comes_back(base: Partnership) -> None:
    base.send(C, "Q3", Progress=[told("Amber", "why")])
    base.send(BU, "Q3", Progress=[told("Green")])
    before = base.rag()
    base.keep(check_workbook(out(base, "progress"), "out.xlsx", base.store))
    assert (before, base.rag()) == ("Green", "Green")


def test_what_only_the_other_own_row_says_stays_when_progress_comes_back(
    base: Partnership,
) -> None:
    base.send(BU, "Q3", Progress=[told("Green", Evidence="e")])
    base.send(C, "Q3", Progress=[told("Green")])
    before = base.headline("rag", "evidence")
    base.keep(check_workbook(out(base, "progress"), "out.xlsx", base.store))
    assert (before, base.headline("rag", "evidence")) == (("Green", "e"), ("Green", "e"))


def test_a_rag_whose_reason_the_lead_gave_comes_back(base: Partnership) -> None:
    base.send(C, "Q3", Progress=[told("Amber", "why")])
    base.send(BU, "Q3", Progress=[told("Amber", Evidence="e")])
    assert check_workbook(out(base, "progress"), "out.xlsx", base.store).errors == ()


def test_agencies_come_back_after_a_rename(base: Partnership) -> None:
    base.send(BU, "Q3", Agencies=[{"Agency": "New ICB", "Also known as": I}])
    assert check_workbook(out(base, "agencies"), "out.xlsx", base.store).errors == ()


def test_a_lead_keeps_the_name_of_its_time_when_actions_come_back(base: Partnership) -> None:
    base.send(BU, "Q3", Agencies=[{"Agency": "New ICB", "Also known as": I}])
    before = base.headline("lead_agency", ref="1.1")
    base.keep(check_workbook(out(base, "actions"), "out.xlsx", base.store))
    assert (before, base.headline("lead_agency", ref="1.1")) == ((I,), (I,))


@pytest.mark.xfail(strict=True, reason="what is dated before a thing's first words hides the rest")
def test_words_left_alone_before_a_plans_first_date_leave_the_rest(base: Partnership) -> None:
    base.send(BU, "N3", "", **NEXT)
    before = base.headline("action", "lead_agency", name="N1")
    base.send(BU, "N1", P2, Actions=[{"Ref": "2.1", "Priority": 2, "Action": "new"}])
    assert (before, base.headline("action", "lead_agency", name="N1")) == (("new", I), ("new", I))


@pytest.mark.xfail(strict=True, reason="a move is dated by the first words that have both dates")
def test_a_move_keeps_its_quarter_when_an_earlier_one_comes_back(base: Partnership) -> None:
    row = {"Ref": "2.1", "Priority": 2, "Action": "new", "Due date": "31/03/2028",
           "Revised due date": "30/06/2028"}  # fmt: skip  # pairs share a line
    base.send(BU, "N3", "", **NEXT | {"Actions": [row]})
    before = base.headline("due_dates", "moved_since", name="N3")
    frame, facts = contract_table(base.store, "actions", Asked(period=quarter("N1"), plan=P2))
    file = excel({"Actions": frame}, facts, "What is on record")
    base.keep(check_workbook(file, "out.xlsx", base.store))
    assert base.headline("due_dates", "moved_since", name="N3") == before


def test_a_measure_stays_with_its_plan_when_a_row_does_not_name_one(tmp_path: Path) -> None:
    base = Partnership.base(tmp_path, Measures=[MEASURE | {"Priority": 1}])
    base.send(BU, "Q4", "", **NEXT)
    base.send(BU, "N1", Measures=[MEASURE | {"Definition": "mended"}])
    assert list(base.store.current("measures")["plan"]) == [P1]
