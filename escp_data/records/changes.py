"""What an upload would change, or changed: new rows, and values before beside after.

Small counts of children read `[c]` here already, so that no screen, file or log repeats one. So
does every other number of a measure that ever had one, or one that its supplier hides (see
`sensitive`): beside what the pages show, a total before and after would give it away.
"""

import sqlite3
from collections import Counter
from collections.abc import Iterator, Set
from dataclasses import dataclass
from itertools import islice

from escp_data import contract
from escp_data.errors import NotFound
from escp_data.markers import MARKS, SUPPRESSED, is_small
from escp_data.model import Checked, Rows, StoredRow, StoredValue
from escp_data.records.small_groups import SIZE, WITHHELD, is_small_group
from escp_data.sensitive import sensitive_codes, sensitive_codes_in
from escp_data.statements.of_their_time import fields, holding
from escp_data.statements.terms import first_quarter
from escp_data.store.database import Store
from escp_data.store.migrations import quoted_names
from escp_data.store.record import NOW, as_given, current_rows, having, statements
from escp_data.store.snapshot import rows_of
from escp_data.text.wording import day_words

BLANK = "blank"
"""What stands for a cell without a value, before or after."""


@dataclass(frozen=True)
class CellChange:
    """One cell that would change: its key in words, its heading, the value before and after.

    `code` is the measure's that its row is about; "" where a sheet has no such column.
    """

    sheet: str
    row: int
    key: str
    column: str
    old: str
    new: str
    code: str = ""


@dataclass(frozen=True)
class NewRows:
    """How many rows of one measure from one agency are new; "" where a sheet has no such column."""

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
    new: list[str] = []
    by: Counter[tuple[str, str]] = Counter()
    changed: list[CellChange] = []
    unchanged = left = 0
    for number, said, given in zip(rows.numbers, rows.says, rows.values, strict=True):
        row, key = given, tuple(given[place] for place in places)
        old = before.get(key)
        if old is not None:
            left += _only_hidden(sheet, row, old)
            row = _as_it_will_stand(sheet, row, old, said)
        said_key = _words(sheet, key, small=any(_of_few(sheet, each) for each in (row, old or row)))
        if old is None:
            new.append(said_key)
            by[_of(names, row, "code"), _of(names, row, "agency")] += 1
            continue
        is_secret = not secret.isdisjoint(key)
        again = _untold(sheet, given, said) if is_secret else frozenset[str]()
        if old == row and not again:
            unchanged += 1
        else:
            changed += _cell_changes(sheet, number, said_key, old, row, again, secret=is_secret)
    new_rows = tuple(NewRows(*each, number) for each, number in by.items())
    return SheetChanges(sheet.name, len(new), unchanged, tuple(changed), new_rows, tuple(new), left)


def _untold(sheet: contract.Sheet, row: StoredRow, said: Set[str]) -> frozenset[str]:
    """The columns in which a row gives a number that is never told, and so may not be compared.

    They read as changed, the same or not: a guess at the number gets no answer.
    """
    return frozenset(
        column.field
        for column, stored in _cells(sheet, row)
        if column.of_children and column.field in said and stored[0] is not None
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


def _cell_changes(
    sheet: contract.Sheet,
    number: int,
    key: str,
    old: StoredRow,
    new: StoredRow,
    untold: Set[str],
    *,
    secret: bool,
) -> list[CellChange]:
    found: list[CellChange] = []
    code = _of([name for name, _ in sheet.stored], new, "code")
    for (column, before), (_, after) in zip(_cells(sheet, old), _cells(sheet, new), strict=True):
        if before != after or column.field in untold:
            hidden = column.of_children and secret
            words = (_shown(column, before, hidden), _shown(column, after, hidden))
            found.append(CellChange(sheet.name, number, key, column.name, *words, code))
    return found


def _shown(column: contract.Column, stored: tuple[object, ...], secret: bool) -> str:
    """A stored value as a person reads it, a count that must not be read as `[c]`."""
    value, marker = stored[0], stored[1] if len(stored) > 1 else None
    if marker:
        return MARKS[str(marker)]
    if value is None:
        return BLANK
    if isinstance(value, int | float):
        hidden = secret or (column.of_children and is_small(value))
        return SUPPRESSED if hidden else f"{value:,.10g}"
    return _text(column, value)


def _text(column: contract.Column, value: object) -> str:
    """A value that is no count, a day in words."""
    return day_words(str(value)) if column.look.is_day else str(value)


def _of_few(sheet: contract.Sheet, row: StoredRow) -> bool:
    """Whether a row is a quote from a small group, whose agency and day are not shown."""
    if sheet is not contract.VOICE:
        return False
    names = [name for name, _ in sheet.stored]
    return is_small_group(*(row[names.index(name)] for name in (SIZE, f"{SIZE}_marker")))


def _words(sheet: contract.Sheet, key: StoredRow, *, small: bool) -> str:
    pairs = zip(sheet.keys, key, strict=True)
    untold = ("voice_date", "agency") if small else ()
    parts = [
        _text(column, part)
        for column, part in pairs
        if part is not None and column.field not in untold
    ]
    return ", ".join([*parts, *([WITHHELD] if small else [])])
