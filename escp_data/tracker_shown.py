"""How a tracker and what was understood of it are shown: as text, small counts of children hidden.

In a table that holds counts of children every lone number from 1 to 5 reads `[c]`, in the sheet as
it is, in the rows as they would be stored, and among the cells left out.
"""

import re

import pandas as pd

from escp_data.contract import sheet as contract_sheet
from escp_data.tracker_answers import FoundTable, Understood, UnderstoodRow, Value
from escp_data.tracker_mapping import Mapping
from escp_data.withheld import SUPPRESSED, THRESHOLD

_NUMBER = re.compile(r"\s*\d+(\.0*)?\s*")


def preview(table: FoundTable, mapping: Mapping) -> pd.DataFrame:
    """The sheet as it is, a row a row; a cell whose fill is read names its colour."""
    secret = holds_children(mapping.sheet)
    rows = [
        [str(row.number), *(_cell(text, fill, secret) for text, fill in zip(
            row.cells, row.colours, strict=True))]
        for row in table.preview
    ]  # fmt: skip
    return pd.DataFrame(rows, columns=["Row", *table.letters])


def rows_shown(found: Understood) -> pd.DataFrame:
    """What would be stored: Sheet, Row (its key), What would be stored, From (its cells)."""
    shown = [
        (row.sheet, _key(row), _values(row), _places(row))
        for row in found.rows
    ]  # fmt: skip
    return pd.DataFrame(shown, columns=["Sheet", "Which", "Would be stored", "From"])


def left_out(found: Understood) -> pd.DataFrame:
    """The cells of which nothing is stored: Sheet, Cell, What it says, Why."""
    secret = any(holds_children(row.sheet) for row in found.rows)
    shown = [
        (cell.sheet, cell.cell, _hidden(cell.text) if secret else cell.text, cell.reason)
        for cell in found.left_out
    ]
    return pd.DataFrame(shown, columns=["Sheet", "Cell", "It says", "Why it is left out"])


def holds_children(sheet: str) -> bool:
    """Whether a sheet of the contract has a column that counts children."""
    return bool(sheet) and any(column.of_children for column in contract_sheet(sheet).columns)


def _cell(text: str, fill: str, secret: bool) -> str:
    shown = _hidden(text) if secret else text
    return f"{shown} (fill {fill})".strip() if fill else shown


def _hidden(text: str) -> str:
    return SUPPRESSED if _NUMBER.fullmatch(text) and 0 < float(text) <= THRESHOLD else text


def _key(row: UnderstoodRow) -> str:
    fields = [column.field for column in contract_sheet(row.sheet).keys]
    return ", ".join(str(row.value(field)) for field in fields if row.value(field) is not None)


def _values(row: UnderstoodRow) -> str:
    keys = {column.field for column in contract_sheet(row.sheet).keys}
    return "; ".join(
        f"{each.column}: {_value(row.sheet, each)}" for each in row.values if each.field not in keys
    )


def _value(sheet: str, each: Value) -> str:
    column = contract_sheet(sheet).column(each.field)
    text = str(each.value)
    return _hidden(text) if column.of_children else text


def _places(row: UnderstoodRow) -> str:
    return ", ".join(dict.fromkeys(place for each in row.values for place in each.cells))
