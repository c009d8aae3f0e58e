"""Every row of Measure values ever stored, and what they come to while uploads come and go.

The store says the same of the record as it is (`store.record`); here it is kept up row by row, so
that all that was ever on record can be gone through in one pass.
"""

import math
import sqlite3
from collections import defaultdict
from collections.abc import Sequence, Set
from typing import NamedTuple

from escp_data.contract import ALL_AGENCIES, Sheet
from escp_data.evidence.measure_cells import Cell, Cells, period_of
from escp_data.text.periods import Period

_Said = tuple[float, str]
"""A number, NaN where there is none, and its mark."""
_Place = tuple[Period, str]


class Row(NamedTuple):
    """One row of Measure values as it came: its upload, and each number that it says, or None."""

    upload: int
    period: Period
    agency: str
    top: _Said | None
    bottom: _Said | None

    @property
    def place(self) -> _Place:
        """Which cell it is of."""
        return self.period, self.agency


def rows_ever(connection: sqlite3.Connection) -> dict[str, list[Row]]:
    """Every row of Measure values ever stored, by measure, oldest first, withdrawn or not."""
    found: dict[str, list[Row]] = {}
    for code, period, agency, upload, says, *numbers in connection.execute(
        "SELECT t.code, t.period, t.agency, t.upload_id, says.columns, t.numerator,"
        " t.numerator_marker, t.denominator, t.denominator_marker"
        " FROM measure_values AS t JOIN says ON says.id = t.says_id ORDER BY t.id"
    ):
        top, bottom = (
            (math.nan if number is None else float(number), str(mark or ""))
            if f'"{name}"' in says
            else None
            for name, number, mark in (
                ("numerator", *numbers[:2]),
                ("denominator", *numbers[2:]),
            )
        )
        row = Row(int(upload), period_of(period), str(agency or ""), top, bottom)
        found.setdefault(str(code), []).append(row)
    return found


def saying_anew(connection: sqlite3.Connection, sheet: Sheet) -> set[int]:
    """The uploads with a row of a sheet that does not only repeat the one before of its key, from
    an upload that stands for good: no other changes what the sheet says, whether it stands or not.
    """
    [key] = (column.field for column in sheet.keys)
    names = ["says_id", "dated", *(name for name, _ in sheet.stored)]
    same = " AND ".join(f'old."{name}" IS new."{name}"' for name in names)
    before = f'SELECT max(o.id) FROM "{sheet.table}" AS o WHERE o."{key}" = new."{key}"'
    sql = (
        f'SELECT DISTINCT upload_id FROM "{sheet.table}" AS new WHERE NOT EXISTS (SELECT 1'
        f' FROM "{sheet.table}" AS old WHERE old.id = ({before} AND o.id < new.id) AND {same}'
        " AND old.upload_id NOT IN (SELECT upload_id FROM decisions))"
    )
    return {upload for (upload,) in connection.execute(sql)}


class OnRecord:
    """One measure's cells as the store has them, while uploads come and go."""

    def __init__(self, rows: Sequence[Row]) -> None:
        """Of all `rows` it ever had, oldest first; none counts yet."""
        self.cells: Cells = {}
        self._by_upload: dict[int, list[Row]] = defaultdict(list)
        self._by_place: dict[_Place, list[Row]] = defaultdict(list)
        self._known: dict[_Place, _Cell] = {}
        for row in rows:
            self._by_upload[row.upload].append(row)
            self._by_place[row.place].append(row)

    def take(self, upload: int, standing: Set[int]) -> bool:
        """Let an upload count, or no more, as `standing` has it; gives whether a number is another.

        It is, too, where a number for all agencies is not the newest any more, or is now.
        """
        rows = self._by_upload.get(upload, [])
        periods = {row.period for row in rows}
        before = [self._told(period) for period in periods]
        for row in rows:
            self._renew(row, standing)
        return before != [self._told(period) for period in periods]

    def _renew(self, row: Row, standing: Set[int]) -> None:
        known = self._known.get(row.place)
        if known is not None and row.upload in standing and known.upload < row.upload:
            known.add(row)
        else:
            known = self._known[row.place] = _Cell()
            for each in self._by_place[row.place]:
                if each.upload in standing:
                    known.add(each)
        own = self.cells.setdefault(row.period, {})
        if known.upload:
            own[row.agency] = known.as_cell
        else:
            own.pop(row.agency, None)
        if not own:
            del self.cells[row.period]

    def _told(self, period: Period) -> tuple[str, bool]:
        """A period's numbers in words, and whether the one for all agencies is the newest."""
        cells = self.cells.get(period, {})
        numbers = sorted((agency, each[1:]) for agency, each in cells.items())
        newest = max((each.upload for each in cells.values()), default=0)
        return repr(numbers), ALL_AGENCIES in cells and cells[ALL_AGENCIES].upload == newest


class _Cell:
    """What the rows of one cell come to, in the order in which they came."""

    def __init__(self) -> None:
        self.upload = 0
        self._top = math.nan
        self._mark = ""
        self._bottoms: list[tuple[str, float]] = []

    def add(self, row: Row) -> None:
        """A newer row. A number that it only hides stays what it was; a denominator goes with its
        numerator.
        """
        self.upload = row.upload
        own = "" if row.top is None else repr(row.top[0])
        if row.top is not None:
            number, self._mark = row.top
            if self._mark != "c":
                self._top = number
                self._bottoms = [each for each in self._bottoms if each[0] in ("", own)]
        if row.bottom is not None and row.bottom[1] != "c":
            self._bottoms.append((own, row.bottom[0]))

    @property
    def as_cell(self) -> Cell:
        """The same as the record has it, but for its note."""
        bottom = self._bottoms[-1][1] if self._bottoms else math.nan
        mark = self._mark if math.isnan(self._top) else ""
        return Cell(self.upload, self._top, bottom, mark, "")
