"""What an upload would change, or changed: new rows, and values before beside after.

Small counts of children read `[c]` here already, so that no screen, file or log repeats one. So
does every other number of a measure that ever had one, or one that its supplier hides (see
`sensitive`), and of a practice audit one of whose numbers is hidden (see `untold`): beside what the
pages show, a total before and after would give it away. A quote of a small group shows neither
agency nor day.
"""

import sqlite3
from collections import Counter
from collections.abc import Iterator, Set
from dataclasses import dataclass, replace
from itertools import islice

from escp_data import contract
from escp_data.errors import NotFound
from escp_data.markers import MARKS, SUPPRESSED, is_small
from escp_data.model import Checked, Rows, StoredRow, StoredValue
from escp_data.records.small_groups import WITHHELD
from escp_data.records.untold import untold_rows
from escp_data.sensitive import sensitive_codes, sensitive_codes_in
from escp_data.statements.few import quarter_words
from escp_data.statements.of_their_time import fields, holding
from escp_data.statements.terms import first_quarter
from escp_data.store.database import Store
from escp_data.store.migrations import quoted_names
from escp_data.store.record import NOW, as_given, current_rows, having, statements
from escp_data.store.snapshot import rows_of
from escp_data.text.wording import day_words

BLANK = "blank"
"""What stands for a cell without a value, before or after."""
NOT_SHOWN = "not shown"
"""What stands for the agency of a small group, before and after."""


@dataclass(frozen=True)
class CellChange:
    """One cell that would change: its key in words, its heading, the value before and after.

    `code` is the measure's that its row is about; "" where a sheet has no such column. `or_new`
    says that the row may be a new one instead: whether a small group's agency and day are those on
    record is not told.
    """

    sheet: str
    row: int
    key: str
    column: str
    old: str
    new: str
    code: str = ""
    or_new: bool = False


@dataclass(frozen=True)
class NewRows:
    """How many rows of one measure from one agency are new; "" where a sheet has no such column.

    Of quotes from small groups the agency is not named.
    """

    measure: str
    agency: str
    rows: int


@dataclass(frozen=True)
class SheetChanges:
    """What an upload does to one sheet's table; small counts of children already read `[c]`.

    `new_rows` counts the new rows by measure and agency; `new_keys` names each. `hidden_and_left`
    counts the numbers that it only hides (c): they stay as they are. A number that is never told
    reads as changed whenever it is given, the same or not: no guess at it gets an answer.
    """

    sheet: str
    new: int
    unchanged: int
    changed: tuple[CellChange, ...]
    new_rows: tuple[NewRows, ...]
    new_keys: tuple[str, ...]
    hidden_and_left: int = 0

    @property
    def rows_changed(self) -> int:
        """How many rows have at least one changed cell."""
        return len({change.row for change in self.changed})

    @property
    def rows_or_new(self) -> int:
        """How many of these may be new instead."""
        return len({change.row for change in self.changed if change.or_new})


def changes(store: Store, checked: Checked) -> tuple[SheetChanges, ...]:
    """What storing the workbook would add and change, sheet by sheet. A read-only operation."""
    with store.reading() as connection:
        secret = sensitive_codes(connection) | sensitive_codes_in(checked.rows.values())
        dated = first_quarter(checked.cover.period)
        return tuple(
            _sheet_changes(connection, rows, secret, dated) for rows in checked.rows.values()
        )


def changes_made(store: Store, upload_id: int) -> tuple[SheetChanges, ...]:
    """What an upload changed when it came, against the store as it stood just before it.

    Raises NotFound for a number that no upload has. A read-only operation.
    """
    with store.reading() as connection:
        sheets = connection.execute(
            "SELECT sheet FROM upload_sheets WHERE upload_id = ? ORDER BY rowid", (upload_id,)
        ).fetchall()
        cover = connection.execute(
            "SELECT period FROM uploads WHERE id = ?", (upload_id,)
        ).fetchone()
        if not cover:
            raise NotFound(f"There is no upload {upload_id}. See the history for the numbers.")
        secret = sensitive_codes(connection)
        return tuple(
            _sheet_changes(
                connection,
                _stored_rows(connection, name, upload_id),
                secret,
                first_quarter(cover[0]),
                upload_id,
            )
            for (name,) in sheets
        )


def _stored_rows(connection: sqlite3.Connection, name: str, upload_id: int) -> Rows:
    sheet = contract.sheet(name)
    found = connection.execute(
        f"{having(sheet, NOW)} SELECT t.sheet_row, says.columns, {as_given(sheet)}"
        f' FROM "{sheet.table}" AS t JOIN says ON says.id = t.says_id'
        " WHERE t.upload_id = ? ORDER BY t.id",
        (upload_id,),
    ).fetchall()
    return Rows(
        sheet,
        [row[2:] for row in found],
        [row[0] for row in found],
        [fields(row[1]) for row in found],
    )


def _sheet_changes(
    connection: sqlite3.Connection,
    rows: Rows,
    secret: Set[str],
    dated: str | None,
    before_upload: int | None = None,
) -> SheetChanges:
    """Against what is current; with `before_upload`, against what was before that upload came."""
    sheet = rows.sheet
    names = [name for name, _ in sheet.stored]
    places = [names.index(column.field) for column in sheet.keys]
    before = _before(connection, sheet, before_upload, dated)
    untold = untold_rows(connection, sheet, before.values(), made=before_upload is not None)
    new: list[str] = []
    by: Counter[tuple[str, str]] = Counter()
    changed: list[CellChange] = []
    unchanged = left = 0
    for number, said, given in zip(rows.numbers, rows.says, rows.values, strict=True):
        row, key = given, tuple(given[place] for place in places)
        old, or_new = untold.compared(given, before.get(key))
        if old is not None:
            left += _only_hidden(sheet, row, old)
            row = _as_it_will_stand(sheet, row, old, said)
        few = or_new or any(untold.of_few(each) for each in (row, old or row))
        said_key = _words(sheet, key, small=few)
        if old is None:
            new.append(said_key)
            by[_of(names, row, "code"), WITHHELD if few else _of(names, row, "agency")] += 1
            continue
        own = untold.hides_numbers(row, old)
        is_secret = own or not secret.isdisjoint(key)
        again = _untold(sheet, given, said, numbers=is_secret or few, days=few)
        telling = _Telling(is_secret, few, again, again if own else frozenset())
        cells = _cell_changes(sheet, number, said_key, old, row, telling)
        if or_new:
            whose = CellChange(sheet.name, number, said_key, "Agency", NOT_SHOWN, NOT_SHOWN)
            cells = [replace(each, or_new=True) for each in cells or [whose]]
        changed += cells
        unchanged += not cells
    new_rows = tuple(NewRows(*each, number) for each, number in by.items())
    return SheetChanges(sheet.name, len(new), unchanged, tuple(changed), new_rows, tuple(new), left)


def _untold(
    sheet: contract.Sheet, row: StoredRow, said: Set[str], *, numbers: bool, days: bool
) -> frozenset[str]:
    """The columns in which a row gives a number or a day that is never told, and so may not be
    compared.

    They read as changed, the same or not: a guess at what is on record gets no answer.
    """
    return frozenset(
        column.field
        for column, stored in _cells(sheet, row)
        if ((numbers and column.of_children) or (days and column.look.is_day and not column.key))
        and column.field in said
        and stored[0] is not None
    )


def _only_hidden(sheet: contract.Sheet, row: StoredRow, old: StoredRow) -> int:
    """How many numbers of a row on record a newer row hides without knowing another."""
    pairs = zip(_cells(sheet, row), _cells(sheet, old), strict=True)
    return sum(_hides(own, before) for (_, own), (_, before) in pairs)


def _as_it_will_stand(
    sheet: contract.Sheet, row: StoredRow, old: StoredRow, said: Set[str]
) -> StoredRow:
    """A row with what it does not say as it is on record; so is a number that it only hides."""
    found: list[StoredValue] = []
    for (column, own), (_, before) in zip(_cells(sheet, row), _cells(sheet, old), strict=True):
        is_said = column.field in said or column.key
        found += before if _hides(own, before) or not is_said else own
    return tuple(found)


def _cells(sheet: contract.Sheet, row: StoredRow) -> Iterator[tuple[contract.Column, StoredRow]]:
    """Each column with what a row stores of it: a value, of a number that may be hidden its mark
    too.
    """
    values = iter(row)
    for column in sheet.columns:
        yield column, tuple(islice(values, len(column.stored)))


def _hides(own: StoredRow, before: StoredRow) -> bool:
    """Whether a cell only hides the number that is on record."""
    return own[1:] == ("c",) and before[0] is not None


def _of(names: list[str], row: tuple[object, ...], name: str) -> str:
    return str(row[names.index(name)] or "") if name in names else ""


def _before(
    connection: sqlite3.Connection, sheet: contract.Sheet, upload_id: int | None, dated: str | None
) -> dict[StoredRow, StoredRow]:
    """What was on record by key: of a dated sheet, what held in the quarter `dated`."""
    day, limit, bound = NOW, "", {}
    if upload_id is not None:
        at = connection.execute("SELECT uploaded_at FROM uploads WHERE id = ?", (upload_id,))
        day, limit = ":day", ":upload"
        bound = {"day": at.fetchone()[0], "upload": upload_id}
    names = [name for name, _ in sheet.stored]
    if sheet.dated:
        cursor = connection.execute(statements(sheet, day, limit), bound)
        held = holding(sheet, rows_of(cursor), dated)
        return {key: tuple(each.values[name] for name in names) for key, each in held.items()}
    sql = f"SELECT {', '.join(quoted_names(names))} FROM ({current_rows(sheet, day, limit)})"
    places = [names.index(column.field) for column in sheet.keys]
    found = connection.execute(sql, bound)
    return {tuple(row[place] for place in places): row for row in found}


@dataclass(frozen=True)
class _Telling:
    """How a row is told: no `numbers` of children, `days` as their quarters, `again` (columns) as
    changed, and of `blind` columns nothing of what was there before.
    """

    numbers: bool
    days: bool
    again: Set[str]
    blind: Set[str]


def _cell_changes(
    sheet: contract.Sheet,
    number: int,
    key: str,
    old: StoredRow,
    new: StoredRow,
    telling: _Telling,
) -> list[CellChange]:
    found: list[CellChange] = []
    code = _of([name for name, _ in sheet.stored], new, "code")
    for (column, before), (_, after) in zip(_cells(sheet, old), _cells(sheet, new), strict=True):
        if not column.key and (before != after or column.field in telling.again):
            blind = column.of_children and column.field in telling.blind
            was = SUPPRESSED if blind else _shown(column, before, telling)
            words = (was, _shown(column, after, telling))
            found.append(CellChange(sheet.name, number, key, column.name, *words, code))
    return found


def _shown(column: contract.Column, stored: tuple[object, ...], telling: _Telling) -> str:
    """A stored value as a person reads it, a count that must not be read as `[c]`."""
    value, marker = stored[0], stored[1] if len(stored) > 1 else None
    if marker:
        return MARKS[str(marker)]
    if value is None:
        return BLANK
    if isinstance(value, int | float):
        hidden = column.of_children and (telling.numbers or is_small(value))
        return SUPPRESSED if hidden else f"{value:,.10g}"
    if column.look.is_day and telling.days:
        return quarter_words(str(value))
    return _text(column, value)


def _text(column: contract.Column, value: object) -> str:
    """A value that is no count, a day in words."""
    return day_words(str(value)) if column.look.is_day else str(value)


def _words(sheet: contract.Sheet, key: StoredRow, *, small: bool) -> str:
    pairs = zip(sheet.keys, key, strict=True)
    untold = ("voice_date", "agency") if small else ()
    parts = [
        _text(column, part)
        for column, part in pairs
        if part is not None and column.field not in untold
    ]
    return ", ".join([*parts, *([WITHHELD] if small else [])])
