"""Workbooks made in memory, for tests: the contract's sheets and headings, rows as dictionaries."""

from collections.abc import Mapping, Sequence
from io import BytesIO
from typing import Any

from openpyxl import Workbook

from escp_data import contract

COVER: dict[str, Any] = {"Period": "2025-26 Q3", "Agency": contract.ALL_AGENCIES}
AGENCIES: list[dict[str, Any]] = [
    {"Agency": "Enfield Council", "Also known as": "LBE; Enfield"},
    {"Agency": "Metropolitan Police", "Also known as": "Met; MPS"},
    {"Agency": "NHS NCL ICB", "Also known as": "ICB"},
]

Row = Mapping[str, Any] | Sequence[Any]


def workbook(
    Cover: Mapping[str, Any] | None = COVER,  # noqa: N803 - it is the name of the sheet
    **sheets: Sequence[Row],
) -> bytes:
    """The bytes of an `.xlsx` with these sheets, in this order, after its Cover.

    `workbook(Progress=[{"Ref": "1.1", "RAG": "Green"}])` writes every heading of the contract and
    leaves the cells that are not named blank. An underscore stands for a space
    (`Measure_values=`). A row that is a list is written as it is; a sheet the contract does not
    know takes lists only, and gets no headings. `Cover=None` leaves the Cover out.
    """
    book = Workbook()
    book.remove(book.worksheets[0])
    if Cover is not None:
        cover = book.create_sheet(contract.COVER_SHEET)
        for label, value in Cover.items():
            cover.append([label, value])
    for name, rows in sheets.items():
        _write(book, name.replace("_", " "), rows)
    written = BytesIO()
    book.save(written)
    return written.getvalue()


def _write(book: Workbook, name: str, rows: Sequence[Row]) -> None:
    sheet = book.create_sheet(name)
    headings = [
        column.name for each in contract.SHEETS if each.name == name for column in each.columns
    ]
    if headings:
        sheet.append(headings)
    for row in rows:
        if isinstance(row, Mapping):
            unknown = set(row) - set(headings)
            if unknown:
                raise KeyError(f"{name} has no column called {', '.join(sorted(unknown))}.")
            sheet.append([row.get(heading) for heading in headings])
        else:
            sheet.append(list(row))
