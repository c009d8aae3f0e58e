"""The sums that anyone can see of one measure: what they are called, and what they add up.

Each agency or all of them; each period, or four quarters rolled into one; each of the five groups
(and finer ones where shown), Unknown, the total, the known groups together, and all but one of
them, which is the comparator "all other children".
"""

from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass, field
from itertools import groupby
from typing import Literal, NamedTuple

from escp_data.contract import ALL_AGENCIES
from escp_data.ethnicity import BROAD_GROUPS, LABELS, UNKNOWN, broad_group
from escp_data.periods import Period
from escp_data.suppression.record import Given, Place, State

Cell = int | str
"""A row of Ethnicity counts by its number, or what a total leaves for rows that hold no number."""
Span = Literal["one", "four"]

TOTAL = "Total"
KNOWN = "Whole population"
REST = "Rest"
_WORST_FIRST = ("c", "x", "z")


class Name(NamedTuple):
    """One sum. No `agency` means all of them; a span of four ends with the period."""

    agency: str | None
    span: Span
    period: Period
    group: str


@dataclass(frozen=True)
class Sum:
    """What a sum adds up; `why` (c, x, z) says that a part of it is not there, "" that all is."""

    cells: frozenset[Cell] = frozenset()
    why: str = ""


Parts = Mapping[str, Sum]
"""What one agency, or all, gave for a period, by group."""
_NOTHING: Parts = {}


@dataclass(frozen=True)
class Sums:
    """Every sum of a measure at one moment, and the counts they are made of."""

    named: Mapping[Name, Sum]
    counts: Mapping[Cell, int]
    groups: tuple[str, ...]
    agencies: tuple[str, ...]
    periods: tuple[Period, ...]


def others(group: str) -> str:
    """The name of the sum over all known groups but this one."""
    return f"All but {group}"


@dataclass
class Kept:
    """Sums made for earlier moments of the same measure: most of a record stays as it was."""

    parts: dict[object, tuple["Parts", dict[Cell, int]]] = field(default_factory=dict)
    windows: dict[tuple[int, ...], tuple[list["Parts"], "Parts"]] = field(default_factory=dict)

    def window(self, quarters: list["Parts"]) -> "Parts":
        """Four quarters together; the same four again give the very same sums."""
        key = tuple(map(id, quarters))
        if key not in self.windows:  # which holds the quarters too, so that no id is used again
            names = dict.fromkeys(group for quarter in quarters for group in quarter)
            missing = Sum(why="x")
            added = {
                name: together(quarter.get(name, missing) for quarter in quarters) for name in names
            }
            self.windows[key] = quarters, added
        return self.windows[key][1]


def sums(state: State, kept: Kept | None = None) -> Sums:
    """Every sum that can be seen of a measure in this state."""
    kept = kept or Kept()
    periods = _periods(state)
    groups = _groups(state)
    entries = _Entries(state, groups, kept)
    agencies = tuple(sorted({who for _, who in state.counts} - {ALL_AGENCIES, ""}))
    quarterly = not state.is_stock and bool(periods) and periods[0].kind == "quarter"
    named: dict[Name, Sum] = {}
    for agency in (None, *agencies):
        single = {period: entries.at(period, agency, agencies) for period in periods}
        windows = _windows(single, kept) if quarterly else {}
        spans: tuple[tuple[Span, Mapping[Period, Parts]], ...] = ("one", single), ("four", windows)
        for span, found in spans:
            for period, parts in found.items():
                named |= {Name(agency, span, period, group): each for group, each in parts.items()}
    return Sums(named, entries.counts, groups, agencies, periods)


def _windows(single: Mapping[Period, Parts], kept: Kept) -> dict[Period, Parts]:
    """Four quarters to each quarter from the fourth; `x` where one of them is not on record."""
    first, last = min(single), max(single)
    ends = [first.shifted(step + 3) for step in range(last.steps_since(first) - 2)]
    return {
        end: kept.window([single.get(end.shifted(-back), _NOTHING) for back in range(4)])
        for end in ends
    }


def value(each: Sum, counts: Mapping[Cell, int]) -> int:
    """What a sum comes to."""
    return sum(counts[cell] for cell in each.cells)


def together(parts: Iterable[Sum]) -> Sum:
    """The sum of sums: unknown where one part is, for the gravest of the reasons."""
    every = list(parts)
    reasons = {part.why for part in every}
    for why in _WORST_FIRST:
        if why in reasons:
            return Sum(why=why)
    return Sum(frozenset().union(*(part.cells for part in every)))


def _periods(state: State) -> tuple[Period, ...]:
    """Periods on record, of one kind only: quarters, else school years, else financial years."""
    found = sorted({period for period, _ in state.counts})
    for kind in ("quarter", "academic", "year"):
        of_kind = tuple(period for period in found if period.kind == kind)
        if of_kind:
            return of_kind
    return ()


def _groups(state: State) -> tuple[str, ...]:
    """The five groups, each with finer ones that have a population and that all suppliers give."""
    given = [set(rows) for rows in state.counts.values()]
    common = set.intersection(*given) if given else set()
    fine = {
        label
        for label in common & state.labels
        if broad_group(label) not in (UNKNOWN, label)
        and not any(broad_group(label) in labels for labels in given)
    }
    return tuple(
        name
        for broad in BROAD_GROUPS
        for name in (
            broad,
            *(label for label in LABELS if label in fine and LABELS[label] == broad),
        )
    )


@dataclass
class _Entries:
    """What each agency gave for each period, as sums by group."""

    state: State
    groups: tuple[str, ...]
    kept: Kept
    counts: dict[Cell, int] = field(default_factory=dict)

    def at(self, period: Period, agency: str | None, agencies: tuple[str, ...]) -> Parts:
        """One agency's, or all agencies': theirs together, unless somebody gave that itself."""
        if agency is not None:
            return self._of((period, agency))
        for compiled in (ALL_AGENCIES, ""):
            if (period, compiled) in self.state.counts:
                return self._compiled(period, compiled, agencies)
        return self._all(period, agencies)

    def _all(self, period: Period, agencies: tuple[str, ...]) -> Parts:
        each = [self._of((period, agency)) for agency in agencies]
        if len(each) == 1:
            return each[0]
        names = list(dict.fromkeys(name for parts in each for name in parts))
        missing = Sum(why="x")
        return {name: together(parts.get(name, missing) for parts in each) for name in names}

    def _compiled(self, period: Period, who: str, agencies: tuple[str, ...]) -> Parts:
        """A compiled count is the agencies' own counts together where it adds up to that."""
        own = self._of((period, who))
        if not agencies:
            return own
        made_of = self._all(period, agencies)
        return {name: self._same(each, made_of.get(name)) for name, each in own.items()}

    def _same(self, own: Sum, made_of: Sum | None) -> Sum:
        if made_of is None or made_of.why or own.why:
            return own
        return made_of if value(made_of, self.counts) == value(own, self.counts) else own

    def _of(self, place: Place) -> Parts:
        if place not in self.state.counts:
            return _NOTHING
        rows = tuple(self.state.counts[place].values())
        made_of = frozenset(row.cell for row in rows), self.state.totals.get(place), self.groups
        if made_of not in self.kept.parts:
            self.kept.parts[made_of] = self._parts(place, rows)
        parts, counts = self.kept.parts[made_of]
        self.counts |= counts
        return parts

    def _parts(self, place: Place, rows: tuple[Given, ...]) -> tuple[Parts, dict[Cell, int]]:
        counts: dict[Cell, int] = {row.cell: row.count for row in rows if row.count is not None}
        broad = {
            group: _together(each)
            for group, each in groupby(
                sorted(rows, key=lambda row: broad_group(row.group)),
                key=lambda row: broad_group(row.group),
            )
        }
        five = {group: broad.get(group, Sum(why="x")) for group in BROAD_GROUPS}
        parts = {**five, **{row.group: _sum(row) for row in rows if row.group in self.groups}}
        known = together(five.values())
        parts |= {others(one): self._but(one, parts, known) for one in self.groups}
        unknown = {UNKNOWN: broad[UNKNOWN]} if UNKNOWN in broad else {}
        return {**parts, **unknown, KNOWN: known, **self._total(place, rows, counts)}, counts

    def _but(self, group: str, parts: Mapping[str, Sum], known: Sum) -> Sum:
        if group in BROAD_GROUPS:
            return together(parts[other] for other in BROAD_GROUPS if other != group)
        return known if known.why else Sum(known.cells - parts[group].cells)

    def _total(
        self, place: Place, rows: tuple[Given, ...], counts: dict[Cell, int]
    ) -> dict[str, Sum]:
        """The total; where rows hold no number, the measure's own total says what they come to."""
        cells: frozenset[Cell] = frozenset(row.cell for row in rows if row.count is not None)
        without = frozenset(row.cell for row in rows if row.count is None)
        if not without:
            return {TOTAL: Sum(cells)}
        rest = self.state.totals.get(place, -1) - sum(counts[cell] for cell in cells)
        if rest < 0:
            return {TOTAL: together(_sum(row) for row in rows)}
        left = _left(rest, without)
        counts[left] = rest
        return {TOTAL: Sum(cells | {left}), REST: Sum(frozenset({left}))}


def _left(rest: int, rows: Collection[int]) -> Cell:
    return f"{rest} left for {sorted(rows)}"


def left_over(cell: str) -> int:
    """The count that such a cell stands for."""
    return int(cell.split()[0])


def _together(rows: Iterable[Given]) -> Sum:
    return together(_sum(row) for row in rows)


def _sum(row: Given) -> Sum:
    return Sum(why=row.marker or "x") if row.count is None else Sum(frozenset({row.cell}))
