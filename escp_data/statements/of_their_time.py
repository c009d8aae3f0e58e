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
    """One thing as it holds: its values by field, and the statements that they come from.

    Its first words come first (see `first_words`), and once more in their own quarters.
    """

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

    A thing is there from its earliest statement on. Before that it is there, by its first words,
    where a statement of it came with the plan's first upload of the sheet, or where it was
    `reported` on by then. Its first words hold as long as nothing of its time says otherwise,
    column by column.
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
        at_first = any(row["upload_id"] == first[plan] for row in said)
        if in_time or at_first or key in reported:
            known = [*first_words(said), *in_time]
            found[key] = Held(key, blank | _values(sheet, known, said), tuple(known))
    return found


def first_words(rows: Sequence[Statement]) -> list[Statement]:
    """A thing's statements that were dated earlier than all before them, by number: what holds of
    it before it was spoken of, the last of them first of all.

    So a later statement that leaves columns alone leaves them as they were in its quarter.
    """
    found: list[Statement] = []
    for row in sorted(rows, key=lambda row: row["id"]):
        if not found or (row["dated"] or "") < (found[-1]["dated"] or ""):
            found.append(row)
    return found


def restates(sheet: Sheet, row: Statement, name: str, rows: Iterable[Statement]) -> bool:
    """Whether a row only says again of a field what held in its quarter when it came.

    An export of an earlier quarter that is stored again does so: it moves nothing to its own date.
    `rows` are the sheet's, the row's own and later ones among them.
    """
    before = [each for each in rows if each["id"] < row["id"]]
    held = holding(sheet, before, row["dated"]).get(key_of(sheet, row))
    return held is not None and held.values[name] == row[name]


def folded(rows: Iterable[Statement]) -> dict[str, StoredValue]:
    """Each field as the last of these rows that says it has it."""
    values: dict[str, StoredValue] = {}
    for row in rows:
        values |= {field: row.get(field) for field in fields(row["says"])}
    return values


def _values(
    sheet: Sheet, known: Sequence[Statement], every: Sequence[Statement]
) -> dict[str, StoredValue]:
    values = folded(known)
    values |= {column.field: known[-1][column.field] for column in sheet.keys}
    by_number = sorted(every, key=lambda row: row["id"])
    timeless = [column.field for column in sheet.columns if column.timeless]
    if timeless:
        newest = folded(by_number)
        values |= {name: newest.get(name) for name in timeless}
    if sheet.of_plan and all("plan" not in fields(row["says"]) for row in known):
        values["plan"] = by_number[0]["plan"]
    return values


def _order(row: Statement) -> tuple[str, int]:
    return row["dated"] or "", row["id"]
