"""The laws of the record, on random histories (section 13 of the design of records).

A history is a handful of returns, rewordings, a rename, the next plan and withdrawals. After it the
laws are tried, one after another. Nothing means nothing: every page of every quarter of every plan
reads the same, to the word, and so does every table of the contract.
"""

import sqlite3
from collections.abc import Callable, Mapping, Sequence
from contextlib import closing
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

import pytest
from hypothesis import HealthCheck, Phase, given, note, settings
from hypothesis import strategies as st

from escp_data import contract
from escp_data.contract import ALL_AGENCIES, VERSION, Column, Sheet
from escp_data.excel.writer import excel
from escp_data.model import StoredValue
from escp_data.papers.table_file import Asked, contract_table
from escp_data.plan.actions import View, actions_read
from escp_data.statements.of_their_time import holding, records
from escp_data.statements.reading import Reading, read
from escp_data.store.database import Store
from escp_data.validation.checks import check_workbook
from tests.scenarios import BASE, BU, NEXT, P1, C, I, Partnership, V, quarter
from tests.statements.exported import exported, shown
from tests.statements.histories import (
    PAGES,
    PERIOD,
    REF,
    RETURNS,
    STEP,
    WORDINGS,
    Decided,
    Found,
    Place,
    Sent,
    World,
    base_store,
    differences,
)
from tests.workbooks import MEASURE

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
    before = world.look()
    sheets: dict[str, list[dict[str, Any]]] = {}
    for sheet in with_rows(before):
        there = on_record(world.store, sheet, period)
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
    """The rows of a sheet as they are on record: of a dated one, as they hold in a quarter."""
    if sheet.dated:
        own = str(quarter(period))
        return [each.values for each in holding(sheet, store.statements(sheet.table), own).values()]
    return [*records(store.current(sheet.table))]


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
    before = world.look()
    sheets = {}
    for sheet in with_rows(before):
        asked = Asked(period=quarter(period) if sheet.dated else None)
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


def an_export_of_a_quarter_holds_what_the_quarter_shows(world: World, data: st.DataObject) -> None:
    own = quarter(data.draw(st.sampled_from(PAGES), "exported"))
    held, seen = exported(world.store, own), shown(world.store, own)
    assert {table: held[table] ^ rows for table, rows in seen.items() if held[table] != rows} == {}


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
    an_export_of_a_quarter_holds_what_the_quarter_shows,
    out_and_back_is_nothing,
)


@pytest.mark.timeout(600)
@given(st.lists(STEP, min_size=4, max_size=9), st.data())
@settings(
    max_examples=max(3, settings().max_examples // 20), deadline=None, derandomize=True,
    phases=[Phase.generate], suppress_health_check=[HealthCheck.too_slow],
)  # fmt: skip  # pairs share a line
def test_the_laws_hold_after_any_history(steps: list[Sent | Decided], data: st.DataObject) -> None:
    with TemporaryDirectory() as folder:
        path = Path(folder) / "escp.db"
        path.write_bytes(base_store())
        with closing(sqlite3.connect(path)) as kept_open:  # so that each question opens it faster
            kept_open.execute("SELECT count(*) FROM uploads").fetchone()
            world = World(Partnership(Store(path)))
            world.follow(steps)
            for law in LAWS:
                note(law.__name__)
                law(world, data)
