"""What each agency gave of a measure, and what they come to together in a period.

Nothing is hidden here yet: only `measure_totals` and `measure_seen` ask.
"""

import math
import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from functools import lru_cache
from typing import NamedTuple

import pandas as pd

from escp_data.contract import ALL_AGENCIES
from escp_data.disproportionality.definitions import Definition, in_force
from escp_data.estimates.run_charts import HIDDEN, MISSING, PRESENT, State
from escp_data.statements.who import Identities
from escp_data.text.periods import Period, parse_period

_OF_RETURNS = re.compile(r"\b(return\w*|sites?|seen)\b", re.IGNORECASE)
"""What a rate's denominator counts where it grows with each agency, and is no population."""

Versions = Mapping[str, tuple[Definition, ...]]


@dataclass(frozen=True)
class Total:
    """One period's total: NaN where it is not present; who returned, and who has not."""

    state: State
    numerator: float = math.nan
    denominator: float = math.nan
    returned: tuple[str, ...] = ()
    without: tuple[str, ...] = ()
    notes: tuple[str, ...] = ()


class Cell(NamedTuple):
    """What one agency gave for a period; `mark` is c, x or z where it gave no number."""

    upload: int
    top: float
    bottom: float
    mark: str
    note: str

    @property
    def is_given(self) -> bool:
        """Whether there is a number, or one that was hidden."""
        return not math.isnan(self.top) or self.mark == "c"


ByAgency = dict[str, Cell]
Cells = dict[Period, ByAgency]
Totals = dict[Period, Total]


def cells_of(frame: pd.DataFrame) -> dict[str, Cells]:
    """What is on record, by measure, period and agency."""
    found: dict[str, Cells] = {}
    names = ("code", "period", "agency", "upload_id", "numerator", "denominator")
    for code, period, agency, upload, top, bottom, mark, note in zip(
        *(frame[name] for name in (*names, "numerator_marker", "note")), strict=True
    ):
        cell = Cell(int(upload), float(top), float(bottom), str(mark or ""), str(note or ""))
        by_period = found.setdefault(str(code), {})
        by_period.setdefault(period_of(period), {})[str(agency or "")] = cell
    return found


@lru_cache(maxsize=1024)
def period_of(text: str) -> Period:
    """A period as the store writes it, read once."""
    return parse_period(text)


def totals_together(versions: Sequence[Definition], cells: Cells, who: Identities) -> Totals:
    """What the agencies come to in each period, in order of time."""
    totals: Totals = {}
    supplying: dict[str, bool] = {}
    for period in sorted(cells):
        _note_suppliers(supplying, cells[period], who)
        expected = [agency for agency, supplies in supplying.items() if supplies]
        totals[period] = _total(in_force(versions, period), cells[period], expected, who)
    return totals


def _note_suppliers(supplying: dict[str, bool], cells: ByAgency, who: Identities) -> None:
    """An agency supplies a measure from its first value on, until it says `z`: not applicable.

    Of two that are one now, a value counts before the other's `z`.
    """
    for name, cell in sorted(cells.items(), key=lambda each: each[1].is_given):
        if name == ALL_AGENCIES:
            continue
        agency = str(who.of(name))
        if cell.is_given:
            supplying[agency] = True
        elif cell.mark == "z":
            supplying[agency] = False


def _total(own: Definition, cells: ByAgency, expected: Iterable[str], who: Identities) -> Total:
    """The compiled row where it is the newest, or came with the newest, else the agencies'."""
    compiled = cells.get(ALL_AGENCIES)
    if compiled and compiled.upload == max(cell.upload for cell in cells.values()):
        return _as_given(own, compiled)
    given = {a: c for a, c in cells.items() if a != ALL_AGENCIES and c.is_given}
    returned = {str(who.of(agency)) for agency in given}
    without = tuple(sorted(agency for agency in expected if agency not in returned))
    told = Total(
        MISSING,
        returned=tuple(sorted(returned)),
        without=without,
        notes=tuple(dict.fromkeys(cell.note for cell in cells.values() if cell.note)),
    )
    if not given or (without and not _can_do_without(own)):
        return told
    if any(cell.mark == "c" for cell in given.values()):
        return replace(told, state=HIDDEN)
    top = sum(cell.top for cell in given.values())
    return _present(own, told, top, _bottom(own, [cell.bottom for cell in given.values()]))


def _as_given(own: Definition, cell: Cell) -> Total:
    notes = (cell.note,) if cell.note else ()
    if not cell.is_given:
        return Total(MISSING, notes=notes)
    told = Total(HIDDEN, returned=(ALL_AGENCIES,), notes=notes)
    return told if cell.mark == "c" else _present(own, told, cell.top, cell.bottom)


def _present(own: Definition, told: Total, top: float, bottom: float) -> Total:
    """A total with its numbers; missing where the measure has a denominator and it has none."""
    if own.kind != "count" and not bottom > 0:
        return replace(told, state=MISSING)
    below = math.nan if own.kind == "count" else bottom
    return replace(told, state=PRESENT, numerator=top, denominator=below)


def _can_do_without(own: Definition) -> bool:
    """Whether a total of those that returned is a value: of a share it is, of a count it is not."""
    of_returns = bool(_OF_RETURNS.search(own.denominator)) and not own.basis
    return own.kind == "percentage" or (own.kind == "rate" and of_returns)


def _bottom(own: Definition, each: list[float]) -> float:
    """Denominators together; one population that all of them give is counted once."""
    if own.kind == "rate" and own.basis and len(set(each)) == 1:
        return each[0]
    return sum(each)
