"""How a tracker and what was understood of it are shown: as text, small counts of children hidden.

In a table that holds counts of children every lone small number reads `[c]`, in the sheet as
it is, in the rows as they would be stored, and among the cells left out. So does every number of a
measure, and of its table, where one of its counts is so small: a total would give it away.
"""

import re
from collections import Counter
from collections.abc import Set

import pandas as pd
from openpyxl.utils import column_index_from_string, get_column_letter

from escp_data.contract import SHEETS
from escp_data.contract import sheet as contract_sheet
from escp_data.markers import SUPPRESSED, is_small
from escp_data.text.wording import day_words
from escp_data.trackers.answers import FoundTable, PreviewRow, Understood, UnderstoodRow, Value
from escp_data.trackers.columns import Taken
from escp_data.trackers.questions import Part
from escp_data.validation.number_words import spells_number

_NUMBER = re.compile(r"[^\w.]*(\d[\d,]*)(\.\d*)?\W*")
_COUNTED = {column.field for sheet in SHEETS for column in sheet.columns if column.of_children}
_WITHIN = re.compile(r"(?<![\w.,])\d+(?![\w,]|\.\d)")


def preview(table: FoundTable) -> pd.DataFrame:
    """The sheet as it is, a row a row, over each column what it is taken for; a cell whose fill is
    read names its colour. Numbers of children that are small read `[c]`.
    """
    secret = holds_children(table.becomes)
    counted = _counted(table)
    body = [row for row in table.preview if table.turned or row.number not in table.header]
    every = "code" in _keys(table.becomes) and any(
        _is_small(text) for row in body for text in _of(row, counted)
    )
    rows = [
        [str(row.number), *(
            _cell(text, fill, secret, at in counted, every and row in body)
            for at, (text, fill) in enumerate(zip(row.cells, row.colours, strict=True))
        )]
        for row in table.preview
    ]  # fmt: skip  # a row a line
    return pd.DataFrame(rows, columns=["Row", *_over(table)])


def _over(table: FoundTable) -> list[str]:
    """The sheet's letters, each with what its column is taken for: `F: RAG, 2025-26 Q3`."""
    if table.turned or not table.columns:
        return list(table.letters)
    taken = {get_column_letter(each.position + 1): each for each in table.columns}
    return [
        f"{letter}: {taken_for(taken[letter])}" if letter in taken else letter
        for letter in table.letters
    ]


def taken_for(taken: Taken) -> str:
    """What a column is taken for, in a few words: `RAG, 2025-26 Q3`."""
    words = (
        [taken.called]
        if taken.field or taken.called == "Asked"
        else [f"{taken.called}, not stored"]
    )
    return ", ".join([*words, *(each for each in (taken.about, taken.period) if each)])


def columns_shown(table: FoundTable) -> pd.DataFrame:
    """The columns of a table: Column, Heading, Taken for, Why."""
    rows = [
        (line_name(table, each.position), each.heading, taken_for(each), each.why)
        for each in table.columns
    ]
    return pd.DataFrame(rows, columns=["Column", "Heading", "Taken for", "Why"])


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


def asked_shown(found: Understood) -> list[str]:
    """What is still asked, a sentence a question, with the words it is about and their places."""
    return [
        f"{question.asks} " + ", ".join(
            f'"{part_shown(part, part.written)}"'
            + (f" ({', '.join(part.cells)})" if part.cells else "")
            for part in question.open
        ) + "."
        for question in found.open
    ]  # fmt: skip  # a sentence


def left_out_shown(found: Understood) -> list[str]:
    """What nothing is stored of, a sentence each: tables, columns, and cells by their reason."""
    out = [f"{table.id}: {table.why}" for table in found.tables if not table.becomes]
    for table in found.tables:
        out += [
            f'{line_name(table, each.position)} of {table.id}, "{each.heading}": {each.why}'
            for each in table.columns
            if not each.field and each.heading
        ]
    whys: dict[tuple[str, str], list[str]] = {}
    of_columns = {each.why for table in found.tables for each in table.columns if not each.field}
    for cell in found.left_out:
        if cell.reason != "It is a heading." and cell.reason not in of_columns:
            whys.setdefault((cell.sheet, cell.reason), []).append(cell.cell)
    for (sheet, why), cells in whys.items():
        more = f" and {len(cells) - 5} more" if len(cells) > 5 else ""
        out.append(f"{sheet}!{', '.join(cells[:5])}{more}: {why}")
    return [*out, *found.notes]


def reasons(found: Understood) -> pd.DataFrame:
    """Why cells are left out, the commonest reason first: Cells, Why."""
    counted = Counter(cell.reason.partition(". ")[0].rstrip(".") for cell in found.left_out)
    pairs = [(number, why) for why, number in counted.most_common()]
    return pd.DataFrame(pairs, columns=["Cells", "Why they are left out"])


def line_name(table: FoundTable, position: int) -> str:
    """What the sheet calls a column, counted from 0: `Column F`; `Row 6` where it is turned."""
    return f"Row {position + 1}" if table.turned else f"Column {get_column_letter(position + 1)}"


def part_shown(part: Part, text: str) -> str:
    """What a part or one of its answers says, without a small count of children."""
    return _within(text) if part.secret else text


def holds_children(sheet: str) -> bool:
    """Whether a sheet of the contract has a column that counts children."""
    return bool(sheet) and any(column.of_children for column in contract_sheet(sheet).columns)


def _counted(table: FoundTable) -> set[int]:
    """Which cells of a row are counts of children; all of them where the table lies on its side."""
    if not holds_children(table.becomes):
        return set()
    if table.turned:
        return set(range(len(table.letters)))
    positions = {each.position for each in table.columns if each.field in _COUNTED}
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
