"""What each row says: the columns that its sheet has, but for cells that a merged one covers.

Some columns go together, such as RAG and its reason: a row that changes the one, and has no column
for the other, says that the other is none.
"""

import json
from collections.abc import Callable, Iterator, Mapping, Sequence

from escp_data.contract import MEASURE_VALUES, PROGRESS, Column
from escp_data.model import Cover, Known, Statement, StoredValue
from escp_data.statements.of_their_time import records
from escp_data.statements.reading import Reading
from escp_data.statements.terms import first_quarter
from escp_data.statements.who import is_own
from escp_data.text.periods import Period, parse_period
from escp_data.validation.contents import Columns

Said = Mapping[str, Sequence[frozenset[str]]]
"""The fields that rows say something in, by sheet: given where a heading alone does not tell."""
OnRecord = Callable[[int, str], StoredValue]
"""What stands on record of a row (by its place) in a field; `NOTHING` where no such row does."""


class _Nothing:
    """No row of the key is on record."""


NOTHING = _Nothing()


def say(columns: Columns, said: Said, on_record: OnRecord) -> None:
    """Work out which fields each row of a sheet says something in."""
    sheet = columns.sheet
    able = _able(columns)
    there = frozenset(name for name in able if columns.has(name))
    given = [fields & able for fields in said.get(sheet.name, ())]
    rows = len(columns.table.rows)
    found = [*given[:rows], *[there] * (rows - len(given))]
    for index, row in enumerate(columns.table.rows):
        if row.covered:
            found[index] -= row.covered
    together = [column for column in sheet.says if column.goes_with]
    if together and on_record is not nothing:
        for index, fields in enumerate(found):
            taken = _taken_along(columns, index, fields, together, on_record)
            found[index] = fields | frozenset(taken)
    columns.says = found


def _able(columns: Columns) -> frozenset[str]:
    return frozenset(column.field for column in columns.sheet.says)


def _taken_along(
    columns: Columns,
    index: int,
    fields: frozenset[str],
    together: Sequence[Column],
    on_record: OnRecord,
) -> Iterator[str]:
    """The columns that are none because the one they go with changes without them."""
    for column in together:
        leader = column.goes_with
        if leader not in fields or column.field in fields:
            continue
        before, now = on_record(index, leader), columns.values[leader][index]
        if before is not NOTHING and now is not None and before != now:
            yield column.field


def record_of(columns: Columns, known: Known, reading: Reading) -> OnRecord:
    """What is on record of each row of a sheet: of an action's own rows, the headline."""
    if columns.sheet is PROGRESS:
        return _progress(columns, reading)
    if columns.sheet is MEASURE_VALUES:
        return _by_key(columns, records(known.current(columns.sheet.table)))
    return nothing


def nothing(_index: int, _field: str) -> _Nothing:
    """Of a sheet of which nothing is on record."""
    return NOTHING


def _by_key(columns: Columns, rows: Sequence[Statement]) -> OnRecord:
    keys = [column.field for column in columns.sheet.keys]
    recorded = {tuple(row[name] for name in keys): row for row in rows}
    if not recorded:
        return nothing

    def value(index: int, name: str) -> StoredValue:
        row = recorded.get(columns.key(index))
        return NOTHING if row is None else row[name]

    return value


def _progress(columns: Columns, reading: Reading) -> OnRecord:
    def value(index: int, name: str) -> StoredValue:
        words = words_told(columns, index, reading)
        return words.get(name) if words else NOTHING

    return value


def quarter_reported(progress: Columns, index: int) -> Period | None:
    """The quarter a row of Progress is about; None where it names no action or no quarter."""
    ref, period = progress.row(index, "ref", "period")
    if ref is None or period is None or " Q" not in period:
        return None
    return parse_period(period)


def words_told(
    progress: Columns, index: int, reading: Reading, quarter: Period | None = None
) -> Statement:
    """What a reading has of a row's action, in the row's quarter or another: a contributor's own
    words where the row is one's, else the action's headline. Empty where nothing was told.
    """
    own_quarter = quarter_reported(progress, index)
    if own_quarter is None:
        return {}
    plan, ref, agency = progress.row(index, "plan", "ref", "agency")
    found = reading.told(plan, ref, quarter or own_quarter)
    if found is None:
        return {}
    own = is_own(agency, reading.lead(plan, ref, own_quarter), reading.who)
    return found.headline if own else found.beside.get(str(agency), {})


def as_statements(columns: Columns, cover: Cover) -> list[Statement]:
    """A workbook's rows of a dated sheet as they will stand: after all that is on record."""
    dated = first_quarter(cover.period)
    last = 10**9
    return [
        {
            "id": last + index,
            "upload_id": last,
            "dated": dated,
            "says": _json(columns, index),
            **{name: values[index] for name, values in columns.values.items()},
        }
        for index in range(len(columns.table.rows))
    ]


def _json(columns: Columns, index: int) -> str:
    fields = columns.says[index] if columns.says else _able(columns)
    return json.dumps(sorted(fields))
