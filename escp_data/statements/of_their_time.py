"""What holds in a quarter: of each thing, each column as the newest statement up to then has it.

Statements are rows of a dated sheet, as `Store.statements` gives them: `dated` is the quarter they
hold from, `says` the fields that a row says something in. Newest is by that quarter, then by
number, so that nothing said of a later quarter changes what an earlier one shows.
"""

import json
from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass
from functools import lru_cache

import pandas as pd

from escp_data.contract import Sheet
from escp_data.model import Statement, StoredValue

Key = tuple[StoredValue, ...]


@dataclass(frozen=True)
class Held:
    """One thing as it holds: its values by field, and the statements that they come from."""

    key: Key
    values: dict[str, StoredValue]
    statements: tuple[Statement, ...]


def records(frame: pd.DataFrame) -> list[Statement]:
    """The rows of a frame, None for every blank."""
    names = list(frame.columns)
    columns = [[_or_none(value) for value in frame[name].tolist()] for name in names]
    return [dict(zip(names, row, strict=True)) for row in zip(*columns, strict=True)]


def _or_none(value: StoredValue) -> StoredValue:
    return value if value == value else None


@lru_cache(maxsize=1024)
def fields(says: str) -> frozenset[str]:
    """The fields that a row says something in."""
    return frozenset(json.loads(says))


def key_of(sheet: Sheet, row: Statement) -> Key:
    """What identifies the thing that a row is about."""
    return tuple(row[column.field] for column in sheet.keys)


def holding(
    sheet: Sheet,
    rows: Iterable[Statement],
    quarter: str | None,
    reported: Collection[Key] = (),
) -> dict[Key, Held]:
    """What is there in a quarter (None: whenever), by key, in the order of its first statement.

    A thing is there from its earliest statement on. Before that it is there, as that statement has
    it, where a statement of it came with the plan's first upload of the sheet, or where it was
    `reported` on by then. What that first upload says of it holds as long as nothing of its time
    says otherwise, column by column.
    """
    blank: dict[str, StoredValue] = dict.fromkeys(name for name, _ in sheet.stored)
    every: dict[Key, list[Statement]] = {}
    first: dict[StoredValue, int] = {}
    for row in rows:
        every.setdefault(key_of(sheet, row), []).append(row)
        plan = row.get("plan") if sheet.of_plan else None
        first[plan] = min(row["upload_id"], first.get(plan, row["upload_id"]))
    found = {}
    for key, said in every.items():
        said = sorted(said, key=_order)
        in_time = [row for row in said if quarter is None or (row["dated"] or "") <= quarter]
        plan = said[0].get("plan") if sheet.of_plan else None
        at_first = [row for row in said if row["upload_id"] == first[plan]]
        if not in_time:
            in_time = said[:1] if at_first or key in reported else []
        if in_time:
            known = [row for row in at_first if row not in in_time] + in_time
            found[key] = Held(key, blank | _values(sheet, known, said), tuple(known))
    return found


def folded(rows: Iterable[Statement]) -> dict[str, StoredValue]:
    """Each field as the last of these rows that says it has it."""
    values: dict[str, StoredValue] = {}
    for row in rows:
        values |= {field: row.get(field) for field in fields(row["says"])}
    return values


def _values(
    sheet: Sheet, in_time: Sequence[Statement], every: Sequence[Statement]
) -> dict[str, StoredValue]:
    values = folded(in_time)
    values |= {column.field: in_time[-1][column.field] for column in sheet.keys}
    timeless = [column.field for column in sheet.columns if column.timeless]
    if timeless:
        newest = folded(sorted(every, key=lambda row: row["id"]))
        values |= {name: newest.get(name) for name in timeless}
    if sheet.of_plan and all("plan" not in fields(row["says"]) for row in in_time):
        values["plan"] = every[0]["plan"]
    return values


def _order(row: Statement) -> tuple[str, int]:
    return row["dated"] or "", row["id"]
