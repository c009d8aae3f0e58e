"""What is safe in a cell: text that stays the text it was, in every program that opens it.

Every workbook that goes out is written through `put`: templates, returns, marked copies, converted
trackers and exports. CSV shares its rule of what starts a formula.
"""

import re
from datetime import date, time, timedelta

from openpyxl.cell.cell import Cell, MergedCell

from escp_data.text.clean import visible

LONGEST_CELL = 32_767
"""What Excel takes in a cell, in UTF-16 code units: an emoji is two."""

CellValue = str | float | date | time | timedelta | None

_STARTS_A_FORMULA = re.compile(r"[\t\n]|\s*[=+\-@＝＋－＠]")
_READ_AS_A_CHARACTER = re.compile(r"_(?=x[0-9A-Fa-f]{4}_)")
_UNDERSCORE = "_x005F_"


def starts_a_formula(text: str) -> bool:
    """Whether a spreadsheet might take the text for a formula, when it is typed or imported."""
    return bool(_STARTS_A_FORMULA.match(text))


def put(cell: Cell | MergedCell, value: CellValue) -> Cell | MergedCell:
    """Write a value; a text is marked as text, so that `=1+1` is what it says. None is blank.

    Gives the cell, to be dressed.
    """
    if isinstance(value, str):
        text = visible(value)
        cell.value = stored_text(text) or None
        cell.data_type = "s" if text else "n"
        cell.quotePrefix = starts_a_formula(text)
    elif value is not None:
        cell.value = value
    return cell


def stored_text(text: str) -> str:
    """The visible text as XML stores it, one too long cut with an ellipsis.

    `_x0041_` would be read as the letter A, so its underscore is written as an escape itself.
    openpyxl cuts what is longer than a cell once it is escaped, so both have to fit.
    """
    text = _cut(visible(text), LONGEST_CELL)
    escapes = len(_READ_AS_A_CHARACTER.findall(text))
    text = _cut(text, LONGEST_CELL - escapes * (len(_UNDERSCORE) - 1))
    return _READ_AS_A_CHARACTER.sub(_UNDERSCORE, text)


def _cut(text: str, longest: int) -> str:
    units = text.encode("utf-16-le")
    if len(units) <= 2 * longest:
        return text
    return units[: 2 * (longest - 1)].decode("utf-16-le", errors="ignore") + "…"
