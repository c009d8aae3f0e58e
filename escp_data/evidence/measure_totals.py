"""What may be shown of each measure's total in a period: a value, or that it is missing or hidden.

`shown_totals` is the one way from the store to a total; nothing else in this room reads numbers of
Measure values. Several agencies' numbers are put together here, and small ones hidden. Of a
measure with counts by ethnic group, `suppression` decides which totals may be told.
"""

import math
import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, replace
from functools import lru_cache
from typing import NamedTuple

import pandas as pd

from escp_data.contract import ALL_AGENCIES
from escp_data.disproportionality.definitions import Definition, in_force
from escp_data.estimates.run_charts import HIDDEN, MISSING, PRESENT, State
from escp_data.markers import Reason, is_small
from escp_data.statements.who import Identities, identities
from escp_data.store.database import Store
from escp_data.suppression.series import NOTHING, Figure, all_totals
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


class _Cell(NamedTuple):
    """What one agency gave for a period; `mark` is c, x or z where it gave no number."""

    number: int
    top: float
    bottom: float
    mark: str
    note: str

    @property
    def is_given(self) -> bool:
        return not math.isnan(self.top) or self.mark == "c"


_ByAgency = dict[str, _Cell]
Totals = dict[Period, Total]


def shown_totals(store: Store, versions: Versions, as_at: str | None = None) -> dict[str, Totals]:
    """Each measure's totals by period, as they may be shown.

    A total of children is hidden where it, or what an agency gave of it, is small, or where an
    agency could work out from its own number that the rest is. Of a measure with counts by ethnic
    group, so is one that may not be told beside those; of any other, the next smallest of a year
    that would give a hidden one away.
    """
    decided = all_totals(store, as_at)
    who = identities(store.current("agencies", as_at))
    found: dict[str, Totals] = {}
    for code, cells in _cells(store.current("measure_values", as_at)).items():
        if code not in versions:
            continue
        totals = {}
        supplying: dict[str, bool] = {}
        for period in sorted(cells):
            own = in_force(versions[code], period)
            _note_suppliers(supplying, cells[period], who)
            expected = [agency for agency, supplies in supplying.items() if supplies]
            total = _total(own, cells[period], expected, who)
            totals[period] = _hidden(total, cells[period]) if own.of_children else total
        if versions[code][-1].of_children:
            told = decided.get(code)
            totals = _hide_the_left_over(totals) if told is None else _as_decided(totals, told)
        found[code] = totals
    return found


def suppliers_by(totals: Totals, period: Period) -> tuple[str, ...]:
    """The agencies expected to supply a quarter that nobody returned: those of the last before."""
    before = [each for each in totals if each <= period and each.kind == period.kind]
    if not before:
        return ()
    last = totals[max(before)]
    return tuple(sorted({*last.returned, *last.without}))


def _cells(frame: pd.DataFrame) -> dict[str, dict[Period, _ByAgency]]:
    """What is on record, by measure, period and agency."""
    found: dict[str, dict[Period, _ByAgency]] = {}
    columns = (
        "code",
        "period",
        "agency",
        "id",
        "numerator",
        "denominator",
        "numerator_marker",
        "note",
    )
    for code, period, agency, number, top, bottom, mark, note in zip(
        *(frame[name] for name in columns), strict=True
    ):
        by_period = found.setdefault(str(code), {})
        cell = _Cell(int(number), float(top), float(bottom), str(mark or ""), str(note or ""))
        by_period.setdefault(_period(period), {})[str(agency or "")] = cell
    return found


@lru_cache(maxsize=1024)
def _period(text: str) -> Period:
    """A period as the store writes it, read once."""
    return parse_period(text)


def _note_suppliers(supplying: dict[str, bool], cells: _ByAgency, who: Identities) -> None:
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


def _total(own: Definition, cells: _ByAgency, expected: Iterable[str], who: Identities) -> Total:
    """The compiled row where it is the newest, else the agencies' together."""
    compiled = cells.get(ALL_AGENCIES)
    if compiled and compiled.number == max(cell.number for cell in cells.values()):
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


def _as_given(own: Definition, cell: _Cell) -> Total:
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


def _hidden(total: Total, cells: _ByAgency) -> Total:
    """The total, hidden where it is small or leaves a small number."""
    if total.state != PRESENT:
        return total
    given = [
        cell.top
        for agency, cell in cells.items()
        if agency != ALL_AGENCIES and not math.isnan(cell.top)
    ]
    rests = [total.numerator - top for top in given] if len(cells) > 1 else []
    small = [total.numerator, total.denominator, *given, *rests]
    return _hide(total) if any(map(is_small, small)) else total


def _hide(total: Total) -> Total:
    return replace(total, state=HIDDEN, numerator=math.nan, denominator=math.nan)


def _as_decided(totals: Totals, told: Mapping[Period, Figure]) -> Totals:
    """The same with what may not be told hidden. No group's count can be worked out of the rest."""
    return {
        period: _hide(total)
        if total.state == PRESENT and told.get(period, NOTHING).why == Reason.HIDDEN
        else total
        for period, total in totals.items()
    }


def _hide_the_left_over(totals: Totals) -> Totals:
    """The same with no quarter hidden alone in a year that is shown."""
    shown = dict(totals)
    for quarters in _years(totals):
        states = [shown[each].state for each in quarters]
        if states.count(HIDDEN) != 1 or MISSING in states:
            continue
        rest = [each for each in quarters if shown[each].state == PRESENT]
        least = min(rest, key=lambda each: (not shown[each].numerator, shown[each].numerator))
        shown[least] = _hide(shown[least])
    return shown


def _years(totals: Totals) -> Iterator[list[Period]]:
    """The quarters of each year with a total that is shown, where all are on record."""
    for period, total in totals.items():
        quarters = [Period("quarter", period.year, number) for number in (1, 2, 3, 4)]
        if period.kind == "year" and total.state == PRESENT and all(q in totals for q in quarters):
            yield quarters
