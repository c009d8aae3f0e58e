"""Quotes and practice audits of which a change list may not tell the numbers, agency or day.

A measure's numbers go by its code (`sensitive`); these two sheets go row by row. What is said of a
row given again is the same whatever was on record of it:

- a practice audit's row that hides a number in any version of it tells none of its numbers, since
  the others and their changes would give it away;
- a quote of a small group is compared with what everybody can read (`statements.few`), whether or
  not agency and day are those on record.
"""

import sqlite3
from collections.abc import Iterable, Mapping, Set
from dataclasses import dataclass
from itertools import chain

from escp_data import contract
from escp_data.markers import is_small
from escp_data.model import Statement, StoredRow, StoredValue
from escp_data.statements.few import FewOnRecord, is_of_few
from escp_data.statements.of_their_time import key_of, records
from escp_data.store.migrations import quoted_names
from escp_data.store.record import NOW, as_given, current_rows, having
from escp_data.store.snapshot import Snapshot

_CASES = "cases"


@dataclass(frozen=True)
class Untold:
    """What is untold of one sheet's rows: `keys` of those of which another version says so, and
    the quotes of small groups on record.
    """

    sheet: contract.Sheet
    keys: Set[StoredRow] = frozenset()
    few: FewOnRecord | None = None

    def of_few(self, row: StoredRow) -> bool:
        """Whether a row is a quote from a small group, whose agency and day are not shown."""
        if self.sheet is not contract.VOICE:
            return False
        now = _key_of(self.sheet, row) in self.keys
        return is_of_few(_by_name(self.sheet, row)) or now

    def hides_numbers(self, *rows: StoredRow) -> bool:
        """Whether no number of a row is told: one of its versions hides one."""
        found = [_key_of(self.sheet, row) in self.keys for row in rows]  # each is asked, always
        if self.sheet is contract.PRACTICE_AUDITS:
            found += [_hides(_by_name(self.sheet, row)) for row in rows]
        return any(found)

    def compared(self, given: StoredRow, old: StoredRow | None) -> tuple[StoredRow | None, bool]:
        """What a row is compared with, where `old` has its key; and whether it may be new instead.

        Where it may be a quote of a small group, it is the same whichever agency and day is given.
        """
        if self.few is None:
            return old, False
        own = _by_name(self.sheet, given)
        alike = self.few.alike(own)
        if not self.few.hides(own, is_on_record=old is not None):
            return old, False
        return (None, False) if alike is None else (tuple(alike.values()), True)


def untold_rows(
    connection: sqlite3.Connection,
    sheet: contract.Sheet,
    before: Iterable[StoredRow],
    *,
    made: bool,
) -> Untold:
    """What is untold of a sheet beside what was on record `before`; `made` is of a past upload,
    since when rows may have come to be of a small group.
    """
    if sheet is contract.PRACTICE_AUDITS:
        return Untold(sheet, frozenset(_hidden_in_any(connection, sheet)))
    if sheet is not contract.VOICE:
        return Untold(sheet)
    found = Untold(sheet, frozenset(_of_few_now(connection, sheet)) if made else frozenset())
    few = FewOnRecord(_by_name(sheet, row) for row in before if found.of_few(row))
    return Untold(sheet, found.keys, few)


def _hidden_in_any(connection: sqlite3.Connection, sheet: contract.Sheet) -> set[StoredRow]:
    """The keys of practice audits of which a version hides a number, of all that were ever given
    or on record: a row of one column is a version with the others that stood beside it.
    """
    rows = connection.execute(
        f'{having(sheet, NOW)} SELECT {as_given(sheet)} FROM "{sheet.table}" AS t'
    )
    given = (_by_name(sheet, row) for row in rows)
    stood = (row for state in Snapshot(connection).states(sheet.table) for row in records(state))
    return {key_of(sheet, row) for row in chain(given, stood) if _hides(row)}


def _of_few_now(connection: sqlite3.Connection, sheet: contract.Sheet) -> set[StoredRow]:
    """The keys of quotes that are of a small group as the record is today."""
    names = ", ".join(quoted_names([name for name, _ in sheet.stored]))
    rows = connection.execute(f"SELECT {names} FROM ({current_rows(sheet)})")
    return {_key_of(sheet, row) for row in rows if is_of_few(_by_name(sheet, row))}


def _by_name(sheet: contract.Sheet, row: StoredRow) -> Statement:
    return dict(zip((name for name, _ in sheet.stored), row, strict=True))


def _key_of(sheet: contract.Sheet, row: StoredRow) -> StoredRow:
    own = _by_name(sheet, row)
    return tuple(own[column.field] for column in sheet.keys)


def _hides(own: Mapping[str, StoredValue]) -> bool:
    """Whether a number of a practice audit has to be hidden: a supplier's c, a small grade or
    rest, or grades that are more than the cases.
    """
    counts = [column.field for column in contract.PRACTICE_AUDITS.columns if column.of_children]
    numbers = {name: _number(own[name]) for name in counts}
    rest = 2 * numbers[_CASES] - sum(numbers.values()) if own[_CASES] is not None else 0
    small = is_small([*numbers.values(), rest]).any()
    marked = "c" in [own[f"{name}_marker"] for name in counts]
    return bool(small or rest < 0 or marked)


def _number(value: StoredValue) -> float:
    return value if isinstance(value, int | float) else 0
