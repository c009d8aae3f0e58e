"""Where a store that version 1.0 made reads otherwise than it did: a plain sentence for each.

Version 1.0 took the newest upload whose Cover was not later for an action, whole, and the newest
upload of all for anything else. Now what plan sheets say holds in the order of quarters, an
update is the lead's, a row that only says again moves nothing, and `c` hides no number on record.
Only what came before the store was brought up to date is compared, as far as it stands.
"""

import json
import sqlite3
from collections.abc import Iterable, Iterator, Mapping, Sequence

from escp_data import contract
from escp_data.contract import ACTIONS, PROGRESS, Sheet
from escp_data.model import Statement, StoredValue
from escp_data.statements.of_their_time import Held, Key, holding, key_of
from escp_data.statements.reading import Reading
from escp_data.statements.who import Identities
from escp_data.store.record import NOW, current_rows, statements
from escp_data.store.snapshot import rows_of
from escp_data.text.periods import Period, parse_period
from escp_data.text.wording import joined

_ONE_OF = {"plans": "Plan", "priorities": "Priority", "measures": "Measure"}
_DATES = ("due_date", "revised_due_date")
Values = Mapping[str, StoredValue]


def reads_otherwise(connection: sqlite3.Connection) -> Iterator[str]:
    """Each row of before that a page, or the record, has otherwise now; none in a newer store."""
    last = _last_of_before(connection)
    if not last:
        return
    before = str(last + 1)
    said = {
        sheet.table: rows_of(connection.execute(statements(sheet, NOW, before)))
        for sheet in contract.SHEETS
    }
    reading = Reading(
        (), Identities({}), (), tuple(said["priorities"]), tuple(said["actions"]),
        tuple(said["progress"]),
    )  # fmt: skip  # in the order of its fields
    quarters = _quarters(said)
    yield from _actions(reading, quarters)
    for sheet in contract.SHEETS:
        if sheet is PROGRESS:
            yield from _updates(reading)
        elif sheet.dated and sheet is not ACTIONS:
            yield from _of_their_time(sheet, said[sheet.table], quarters)
        elif not sheet.dated:
            now = rows_of(connection.execute(current_rows(sheet, NOW, before)))
            yield from _on_record(sheet, said[sheet.table], now)


def _last_of_before(connection: sqlite3.Connection) -> int:
    """The last upload that version 1.0 stored, which the first seal covers; 0 for none."""
    had = connection.execute("SELECT 1 FROM _sqlite_migrations WHERE name = 'contract 1.0'")
    if not had.fetchone():
        return 0
    first = connection.execute("SELECT until FROM seals ORDER BY id LIMIT 1").fetchone()
    return int(json.loads(first[0]).get("uploads", 0)) if first else 0


def _quarters(said: Mapping[str, Sequence[Statement]]) -> list[Period]:
    """Every quarter from the first that anything was said of to the last."""
    named = {row["dated"] for rows in said.values() for row in rows if row["dated"]}
    named |= {row["period"] for row in said["progress"] if " Q" in row["period"]}
    if not named:
        return []
    known = sorted(parse_period(each) for each in named)
    return [known[0].shifted(n) for n in range(known[-1].steps_since(known[0]) + 1)]


def _actions(reading: Reading, quarters: Iterable[Period]) -> Iterator[str]:
    """Actions in each quarter: who is there, and as what."""
    found: dict[str, dict[Period, list[str]]] = {}
    for quarter in quarters:
        now, was = reading.actions_in(None, quarter), _actions_before(reading, quarter)
        for ref in {*now, *was}:
            differs = _action_differs(was.get(ref, []), now.get(ref))
            if differs:
                found.setdefault(ref, {})[quarter] = differs
    yield from _told("Action", found)


def _actions_before(reading: Reading, quarter: Period) -> dict[str, list[Statement]]:
    """Each action's statements that counted in a quarter, by number: the last of them was shown."""
    in_order = sorted(reading.actions, key=lambda row: row["id"])
    covers = [row["dated"] for row in in_order if row["dated"]]
    until = max([str(quarter), *([min(covers)] if covers else [])])
    told = {ref for (_, ref), known in reading.by_action.items() if min(known) <= quarter}
    found: dict[str, list[Statement]] = {}
    first: set[str] = set()
    for row in in_order:
        is_first_and_told = row["ref"] not in first and row["ref"] in told
        if (row["dated"] or "") <= until or is_first_and_told:
            found.setdefault(row["ref"], []).append(row)
        first.add(row["ref"])
    return found


def _action_differs(was: Sequence[Statement], now: Held | None) -> list[str]:
    if not was or now is None:
        return ["shown only now" if not was else "no longer shown"]
    differs = _columns(ACTIONS, was[-1], now.values, but=_DATES)
    return [*differs, *(["due dates"] if _agreed(was) != _agreed(now.statements) else [])]


def _agreed(rows: Iterable[Statement]) -> list[str]:
    """Every due date agreed in turn; a row without any leaves the last one standing."""
    dates: list[str] = []
    for row in rows:
        due, revised = (row[name] for name in _DATES)
        for day in (revised or due,) if dates else (due, revised):
            if day and dates[-1:] != [day]:
                dates.append(day)
    return dates


def _of_their_time(
    sheet: Sheet, rows: Sequence[Statement], quarters: Iterable[Period]
) -> Iterator[str]:
    """What had one wording, the newest, in every quarter."""
    newest = _newest(sheet, rows)
    found: dict[str, dict[Period, list[str]]] = {}
    for quarter in quarters:
        held = holding(sheet, rows, str(quarter))
        for key, was in newest.items():
            differs = _columns(sheet, was, held[key].values) if key in held else ["no longer shown"]
            if differs:
                found.setdefault(_name(sheet, key), {})[quarter] = differs
    yield from _told(_ONE_OF[sheet.table], found)


def _updates(reading: Reading) -> Iterator[str]:
    """What was reported of an action for a quarter: the newest row was its RAG, whoever sent it."""
    for (plan, ref), quarters in sorted(reading.by_action.items(), key=str):
        found: dict[str, dict[Period, list[str]]] = {}
        for quarter, rows in quarters.items():
            now = reading.told(plan, ref, quarter)
            was = max(rows, key=lambda row: row["id"])
            differs = _columns(PROGRESS, was, now.headline if now else {})
            if differs:
                found.setdefault(ref, {})[quarter] = differs
        yield from _told("The update on", found)


def _on_record(sheet: Sheet, rows: Sequence[Statement], now: Sequence[Statement]) -> Iterator[str]:
    """Rows that are the newest of their key everywhere. They go by their place, not by their key:
    a quote's agency and day may name children.
    """
    newest = _newest(sheet, rows)
    for row in now:
        differs = _columns(sheet, newest[key_of(sheet, row)], row)
        if differs:
            yield _sentence(
                f"{sheet.name}, row {row['sheet_row']} of upload {row['upload_id']},", "", differs
            )


def _newest(sheet: Sheet, rows: Iterable[Statement]) -> dict[Key, Statement]:
    return {key_of(sheet, row): row for row in sorted(rows, key=lambda row: row["id"])}


def _columns(sheet: Sheet, was: Values, now: Values, but: Sequence[str] = ()) -> list[str]:
    """The columns that have another value, or another mark in place of one."""
    return [
        column.name
        for column in sheet.says
        if column.field not in but
        and any(was.get(name) != now.get(name) for name, _ in column.stored)
    ]


def _name(sheet: Sheet, key: Key) -> str:
    own = [part for part, column in zip(key, sheet.keys, strict=True) if column.field != "plan"]
    return " ".join(map(str, own))


def _told(what: str, found: Mapping[str, Mapping[Period, list[str]]]) -> Iterator[str]:
    """A sentence for each thing and what differs, with its quarters."""
    for name, by_quarter in sorted(found.items()):
        alike: dict[tuple[str, ...], list[Period]] = {}
        for quarter, differs in sorted(by_quarter.items()):
            alike.setdefault(tuple(differs), []).append(quarter)
        for columns, quarters in alike.items():
            yield _sentence(f"{what} {name}", f" in {_range(quarters)}", columns)


def _range(quarters: Sequence[Period]) -> str:
    """`2025-26 Q1 to 2025-26 Q3` where none is missing between; else one after the other."""
    if len(quarters) > 2 and quarters[-1].steps_since(quarters[0]) == len(quarters) - 1:
        return f"{quarters[0]} to {quarters[-1]}"
    return joined([str(each) for each in quarters])


def _sentence(name: str, when: str, differs: Sequence[str]) -> str:
    return f"{name} reads otherwise{when} than in version 1.0: {joined(differs)}."
