"""How a tracker and what was understood of it are shown: as text, small counts of children hidden.

In a table that holds counts of children every lone small number reads `[c]`, in the sheet as
it is, in the rows as they would be stored, and among the cells left out. So does every number of a
measure, and of its table, where one of its counts is so small: a total would give it away.
"""

import re
from collections import Counter
from collections.abc import Set

import pandas as pd
from openpyxl.utils import column_index_from_string

from escp_data.contract import SHEETS
from escp_data.contract import sheet as contract_sheet
from escp_data.markers import SUPPRESSED, is_small
from escp_data.text.wording import day_words
from escp_data.trackers.answers import FoundTable, PreviewRow, Understood, UnderstoodRow, Value
from escp_data.trackers.mapping import Mapping
from escp_data.validation.headings import cell_name
from escp_data.validation.numbers import spells_number

_NUMBER = re.compile(r"[^\w.]*(\d[\d,]*)(\.\d*)?\W*")
_COUNTED = {column.field for sheet in SHEETS for column in sheet.columns if column.of_children}
_WITHIN = re.compile(r"(?<![\w.,])\d+(?![\w,]|\.\d)")


def preview(table: FoundTable, mapping: Mapping) -> pd.DataFrame:
    """The sheet as it is, a row a row; a cell whose fill is read names its colour."""
    secret = holds_children(mapping.sheet)
    counted = _counted(table, mapping)
    body = [row for row in table.preview if table.turned or row.number not in table.header]
    every = "code" in _keys(mapping.sheet) and any(
        _is_small(text) for row in body for text in _of(row, counted)
    )
    rows = [
        [str(row.number), *(
            _cell(text, fill, secret, at in counted, every and row in body)
            for at, (text, fill) in enumerate(zip(row.cells, row.colours, strict=True))
        )]
        for row in table.preview
    ]  # fmt: skip  # a row a line
    return pd.DataFrame(rows, columns=["Row", *table.letters])


def rows_shown(found: Understood) -> pd.DataFrame:
    """What would be stored: Sheet, Action or measure (its key), Would be stored, From (cells)."""
    secret = _codes_of_small(found)
    shown = [(row.sheet, _key(row), _values(row, secret), _places(row)) for row in found.rows]
    return pd.DataFrame(shown, columns=["Sheet", "Action or measure", "Would be stored", "From"])


def left_out(found: Understood) -> pd.DataFrame:
    """The cells of which nothing is stored: Sheet, Cell, What it says, Why."""
    secret = any(holds_children(row.sheet) for row in found.rows)
    every = bool(_codes_of_small(found))
    shown = [
        (cell.sheet, cell.cell, _told(cell.text, every) if secret else cell.text, cell.reason)
        for cell in found.left_out
    ]
    return pd.DataFrame(shown, columns=["Sheet", "Cell", "It says", "Why it is left out"])


def reasons(found: Understood) -> pd.DataFrame:
    """Why cells are left out, the commonest reason first: Cells, Why."""
    counted = Counter(cell.reason.partition(". ")[0].rstrip(".") for cell in found.left_out)
    pairs = [(number, why) for why, number in counted.most_common()]
    return pd.DataFrame(pairs, columns=["Cells", "Why they are left out"])


def line_name(table: FoundTable, position: int) -> str:
    """What the sheet calls a column, counted from 0: `Column F`; `Row 6` where it is turned."""
    return f"Row {position + 1}" if table.turned else f"Column {cell_name(0, position)[:-1]}"


def word_shown(field: str, text: str) -> str:
    """A word that does not read by itself, or its meaning, without a small count of children."""
    return _within(text) if field in _COUNTED else text


def holds_children(sheet: str) -> bool:
    """Whether a sheet of the contract has a column that counts children."""
    return bool(sheet) and any(column.of_children for column in contract_sheet(sheet).columns)


def _counted(table: FoundTable, mapping: Mapping) -> set[int]:
    """Which cells of a row are counts of children; all of them where the table lies on its side."""
    if not holds_children(mapping.sheet):
        return set()
    if table.turned:
        return set(range(len(table.letters)))
    positions = {use.position for use in mapping.uses if use.field in _COUNTED}
    places = [column_index_from_string(letter) - 1 for letter in table.letters]
    return {at for at, place in enumerate(places) if place in positions}


def _of(row: PreviewRow, counted: Set[int]) -> list[str]:
    return [text for at, text in enumerate(row.cells) if at in counted]


def _codes_of_small(found: Understood) -> Set[object]:
    """The measures for which the file has a small count of children."""
    return {
        row.value("code")
        for row in found.rows
        for each in row.values
        if contract_sheet(row.sheet).column(each.field).of_children and _is_small(str(each.value))
    } - {None}


def _cell(text: str, fill: str, secret: bool, counted: bool, every: bool) -> str:
    shown = _hidden(text, every) if secret else text
    shown = _within(shown) if counted else shown
    return f"{shown} (fill {fill})".strip() if fill else shown


def _told(text: str, every: bool) -> str:
    lone = " " not in text.strip() and spells_number(text)
    return SUPPRESSED if lone else _without_small(_hidden(text, every))


def _within(text: str) -> str:
    """The text of a cell that counts children, without a number that is small or in words."""
    return SUPPRESSED if spells_number(text) else _without_small(text)


def _without_small(text: str) -> str:
    return _WITHIN.sub(lambda found: SUPPRESSED if is_small(float(found[0])) else found[0], text)


def _hidden(text: str, every: bool) -> str:
    """`[c]` for a lone number: a small one, or any."""
    return SUPPRESSED if _is_small(text) or (every and _NUMBER.fullmatch(text)) else text


def _is_small(text: str) -> bool:
    number = _NUMBER.fullmatch(text)
    if number is None or (number[2] or "").strip(".0"):
        return False
    return is_small(float(number[1].replace(",", "")))


def _keys(sheet: str) -> set[str]:
    return {column.field for column in contract_sheet(sheet).keys} if sheet else set()


def _key(row: UnderstoodRow) -> str:
    fields = [column.field for column in contract_sheet(row.sheet).keys]
    return ", ".join(str(row.value(field)) for field in fields if row.value(field) is not None)


def _values(row: UnderstoodRow, secret: Set[object]) -> str:
    keys = _keys(row.sheet)
    every = row.value("code") in secret
    return "; ".join(
        f"{each.column}: {_value(row.sheet, each, every)}"
        for each in row.values
        if each.field not in keys
    )


def _value(sheet: str, each: Value, every: bool) -> str:
    column = contract_sheet(sheet).column(each.field)
    if column.look.is_day:
        return day_words(str(each.value))
    text = str(each.value)
    return _hidden(text, every) if column.of_children else text


def _places(row: UnderstoodRow) -> str:
    return ", ".join(dict.fromkeys(place for each in row.values for place in each.cells))
