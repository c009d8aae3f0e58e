"""Workbooks made in memory, for tests: the contract's sheets and headings, rows as dictionaries."""

from collections.abc import Iterable, Mapping, Sequence
from io import BytesIO
from typing import Any

import pandas as pd
from openpyxl import Workbook

from escp_data import contract
from escp_data.model import Problem
from escp_data.sensitive import sensitive_codes_in
from escp_data.validation import checks

COVER: dict[str, Any] = {"Period": "2025-26 Q3", "Agency": contract.ALL_AGENCIES}
AGENCIES: list[dict[str, Any]] = [
    {"Agency": "Enfield Council", "Also known as": "LBE; Enfield"},
    {"Agency": "Metropolitan Police", "Also known as": "Met; MPS"},
    {"Agency": "NHS NCL ICB", "Also known as": "ICB"},
]

Row = Mapping[str, Any] | Sequence[Any]


def workbook(
    Cover: Any = COVER,  # noqa: N803 - it is the name of the sheet
    **sheets: Any,
) -> bytes:
    """The bytes of an `.xlsx` with these sheets, in this order, after its Cover.

    `workbook(Progress=[{"Ref": "1.1", "RAG": "Green"}])` writes every heading of the contract and
    leaves the cells that are not named blank; the Cover is one dictionary. An underscore stands
    for a space (`Measure_values=`). A row that is a list is written as it is; a sheet the contract
    does not know takes lists only, and gets no headings. `Cover=None` leaves the Cover out.
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


MEASURE: dict[str, Any] = {
    "Code": "CLA", "Measure": "Children looked after", "Kind": "count", "Counts": "children",
    "Better when": "lower", "Time": "stock", "Definition": "Looked after on the last day.",
}  # fmt: skip  # a list in few lines
PLAN: dict[str, list[dict[str, Any]]] = {
    "Agencies": AGENCIES,
    "Priorities": [{"Priority": 1, "Title": "Child-on-child abuse"}],
    "Actions": [
        {"Ref": "1.1", "Priority": 1, "Action": "Strategic oversight", "Lead agency": "Met"},
        {"Ref": "1.2", "Priority": 1, "Action": "Effective training"},
    ],
    "Measures": [
        MEASURE,
        MEASURE | {"Code": "REFER", "Measure": "Repeat referrals", "Kind": "percentage"},
    ],
}


class Stored:
    """What is known once these workbooks are stored, each as it was checked; the last one wins.

    Every workbook must be free of errors, given what those before it hold.
    """

    def __init__(self, *contents: bytes) -> None:
        self.frames = {
            sheet.table: checks.NOTHING_KNOWN.current(sheet.table) for sheet in contract.SHEETS
        }
        self.secret: set[str] = set()
        for content in contents:
            checked = checks.check_workbook(content, "earlier.xlsx", self)
            assert checked.errors == ()
            for rows in checked.rows.values():
                self._store(rows)
            self.secret |= sensitive_codes_in(checked.rows.values())

    def untold(self) -> set[str]:
        return self.secret

    def current(self, table: str) -> pd.DataFrame:
        return self.frames[table]

    def _store(self, rows: checks.Rows) -> None:
        keys = [column.field for column in rows.sheet.keys]
        before = self.frames[rows.sheet.table]
        new = pd.DataFrame(rows.values, columns=before.columns, dtype="object")
        both = pd.concat([before.astype("object"), new]).drop_duplicates(keys, keep="last")
        self.frames[rows.sheet.table] = both.astype(before.dtypes.to_dict())


def messages(problems: Iterable[Problem]) -> list[tuple[str, str]]:
    """Each problem's code and message."""
    return [(problem.code, problem.message) for problem in problems]
