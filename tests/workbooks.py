"""Workbooks made in memory, for tests: the contract's sheets and headings, rows as dictionaries."""

import atexit
import re
from collections.abc import Iterable, Mapping, Sequence
from contextlib import AbstractContextManager
from io import BytesIO
from pathlib import Path
from shutil import rmtree
from tempfile import TemporaryDirectory, mkdtemp
from typing import Any

import pandas as pd
from openpyxl import Workbook

from escp_data import contract
from escp_data.model import Problem, Statement
from escp_data.records.uploads import append
from escp_data.store.database import Store
from escp_data.store.snapshot import Snapshot
from escp_data.validation import checks
from tests.fresh import fresh_store

COVER: dict[str, Any] = {"Period": "2025-26 Q3", "Agency": contract.ALL_AGENCIES}
AGENCIES: list[dict[str, Any]] = [
    {"Agency": "Enfield Council", "Also known as": "LBE; Enfield"},
    {"Agency": "Metropolitan Police", "Also known as": "Met; MPS"},
    {"Agency": "NHS NCL ICB", "Also known as": "ICB"},
]

Row = Mapping[str, Any] | Sequence[Any]
_MOST = 500
_ADDRESS = re.compile(r" at 0x")
"""An object that does not say what it holds."""
_written: dict[str, bytes] = {}
_stored: dict[tuple[bytes, ...], bytes] = {}


def workbook(
    Cover: Any = COVER,  # noqa: N803 - it is the name of the sheet
    **sheets: Any,
) -> bytes:
    """The bytes of an `.xlsx` with these sheets, in this order, after its Cover.

    `workbook(Progress=[{"Ref": "1.1", "RAG": "Green"}])` writes every heading of the contract and
    leaves the cells that are not named blank; the Cover is one dictionary. An underscore stands
    for a space (`Measure_values=`). A row that is a list is written as it is; a sheet the contract
    does not know takes lists only, and gets no headings. `Cover=None` leaves the Cover out.

    What was written before with the same rows is given again: writing takes longer than checking.
    """
    asked = repr((Cover, sheets))
    if _ADDRESS.search(asked):
        return _workbook(Cover, sheets)
    if asked not in _written:
        _keep(_written, asked, _workbook(Cover, sheets))
    return _written[asked]


def _keep(kept: dict[Any, bytes], key: Any, value: bytes) -> None:
    """Remember something; the oldest is forgotten where there is much."""
    if len(kept) >= _MOST:
        del kept[next(iter(kept))]
    kept[key] = value


def _workbook(cover_rows: Any, sheets: Mapping[str, Any]) -> bytes:
    book = Workbook()
    book.remove(book.worksheets[0])
    if cover_rows is not None:
        cover = book.create_sheet(contract.COVER_SHEET)
        for label, value in cover_rows.items():
            cover.append([label, value])
    for name, rows in sheets.items():
        _write(book, name.replace("_", " "), rows)
    written = BytesIO()
    book.save(written)
    return written.getvalue()


def bare_workbook(cover: Mapping[str, Any], **sheets: Sequence[Mapping[str, Any]]) -> bytes:
    """The same with the required headings and those that rows name: the rest says nothing."""
    asked = repr(("bare", cover, sheets))
    if asked not in _written:
        _keep(_written, asked, _bare_workbook(cover, sheets))
    return _written[asked]


def _bare_workbook(
    cover: Mapping[str, Any], sheets: Mapping[str, Sequence[Mapping[str, Any]]]
) -> bytes:
    book = Workbook()
    page = book.worksheets[0]
    page.title = contract.COVER_SHEET
    for label, value in cover.items():
        page.append([label, value])
    for name, rows in sheets.items():
        needed = (c.name for c in contract.sheet(name.replace("_", " ")).required)
        headings = list(dict.fromkeys([*(key for row in rows for key in row), *needed]))
        sheet = book.create_sheet(name.replace("_", " "))
        sheet.append(headings)
        for row in rows:
            sheet.append([row.get(heading) for heading in headings])
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
        folder = mkdtemp(prefix="escp-stored-")
        atexit.register(rmtree, folder, ignore_errors=True)
        path = Path(folder) / "store.db"
        if contents not in _stored:
            _keep(_stored, contents, _stored_one_by_one(contents))
        path.write_bytes(_stored[contents])
        self.store = Store(path)

    def untold(self) -> set[str]:
        return self.store.untold()

    def current(self, table: str, as_at: str | None = None) -> pd.DataFrame:
        return self.store.current(table, as_at)

    def statements(self, table: str, as_at: str | None = None) -> list[Statement]:
        return self.store.statements(table, as_at)

    def spellings(self, table: str, field: str) -> list[str]:
        return self.store.spellings(table, field)

    def at_once(self) -> AbstractContextManager[Snapshot]:
        return self.store.at_once()


def _stored_one_by_one(contents: Sequence[bytes]) -> bytes:
    """A store with these workbooks, as its file."""
    with TemporaryDirectory(ignore_cleanup_errors=True) as folder:
        store = fresh_store(Path(folder) / "store.db")
        for content in contents:
            checked = checks.check_workbook(content, "earlier.xlsx", store)
            assert checked.errors == ()
            append(store, checked, "Business unit")
        return store.path.read_bytes()


def messages(problems: Iterable[Problem]) -> list[tuple[str, str]]:
    """Each problem's code and message."""
    return [(problem.code, problem.message) for problem in problems]
