"""Measures whose numbers no message, change list or log repeats.

A count of children that is small, or that its supplier hides, can be worked out from the numbers
around it: the other groups, the total, what they were before. So once a measure has had one, all
its numbers stay untold, withdrawn or corrected as it may be by now.
"""

import sqlite3
from collections import Counter
from collections.abc import Iterable

from escp_data import contract
from escp_data.markers import is_small, small_in_sql
from escp_data.model import Rows, StoredRow

_KEY = ("code", "period", "agency")


def sensitive_codes(connection: sqlite3.Connection) -> set[str]:
    """The codes of a store: with a count that was ever small or hidden, or a sum never shown."""
    asked = [
        f'SELECT code FROM "{sheet.table}" WHERE {small_in_sql(column.field)}'
        f" OR {_marker(column)} IN ({', '.join(map(repr, _hiding(sheet)))})"
        for sheet in contract.SHEETS
        for column in _counts_of_measures(sheet)
    ]
    asked.append("SELECT code FROM suppression_windows WHERE instr(shown, 'false')")
    return {code for (code,) in connection.execute(" UNION ".join(asked))}


def sensitive_codes_in(sheets: Iterable[Rows]) -> set[str]:
    """The codes of a workbook: with a small or hidden count, or so much less than their total."""
    found: set[str] = set()
    totals: Counter[StoredRow] = Counter()
    for rows in sheets:
        names = [name for name, _ in rows.sheet.stored]
        for column in _counts_of_measures(rows.sheet):
            at, marked = names.index(column.field), names.index(_marker(column))
            code, hiding = names.index("code"), _hiding(rows.sheet)
            small = is_small([row[at] for row in rows.values])
            found |= {
                row[code]
                for row, is_low in zip(rows.values, small.tolist(), strict=True)
                if is_low or row[marked] in hiding
            }
        if rows.sheet in (contract.MEASURE_VALUES, contract.ETHNICITY_COUNTS):
            _add(totals, rows, names)
    found |= {key[0] for key, rest in totals.items() if is_small(rest)}
    return found - {None}


def _add(totals: Counter[StoredRow], rows: Rows, names: list[str]) -> None:
    """Totals less their groups, by measure, period and agency."""
    totals_own = rows.sheet.table == contract.MEASURE_VALUES.table
    field, sign = ("numerator", 1) if totals_own else ("count", -1)
    at, key = names.index(field), [names.index(name) for name in _KEY]
    for row in rows.values:
        totals[tuple(row[place] for place in key)] += sign * (row[at] or 0)


def _counts_of_measures(sheet: contract.Sheet) -> list[contract.Column]:
    of_measure = any(column.field == "code" for column in sheet.keys)
    return [column for column in sheet.columns if of_measure and column.of_children]


def _marker(column: contract.Column) -> str:
    return f"{column.field}_marker"


def _hiding(sheet: contract.Sheet) -> tuple[str, ...]:
    """The marks of a count that may be small: of a group not available, a total may tell it."""
    return ("c", "x") if sheet.table == contract.ETHNICITY_COUNTS.table else ("c",)
