"""The sums that anyone can see of one measure: what they are called, and what they add up.

Each agency or all of them; each period, or four quarters rolled into one; each of the five groups
(and finer ones where shown), Unknown, the total, the known groups together, and all but one of
them, which is the comparator "all other children".
"""

from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
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
_BUT = "All but "
_SEEN_TOGETHER = (
    *(frozenset(BROAD_GROUPS) - {one} for one in BROAD_GROUPS),
    frozenset(BROAD_GROUPS),
    frozenset(BROAD_GROUPS) | {UNKNOWN},
)
"""Groups of which readers see the sum, too: all but one, all known ones, all."""
COMPILED = (ALL_AGENCIES, "")
_WORST_FIRST = ("c", "x", "z")


class Name(NamedTuple):
    """One sum. No `agency` means all of them; a span of four ends with the period."""

    agency: str | None
    span: Span
    period: Period
    group: str


@dataclass(frozen=True)
class Sum:
    """What a sum adds up; `why` (c, x, z) says that a part of it is not there, "" that all is.

    Where a total tells what that part comes to, the sum is `implied`: it has its cells, a reader
    can work it out, and nobody shows it.
    """

    cells: frozenset[Cell] = frozenset()
    why: str = ""
    implied: bool = False

    @property
    def is_known(self) -> bool:
        """Whether the number can be had, shown or worked out."""
        return not self.why or self.implied


Pair = tuple[frozenset[Cell], frozenset[Cell]]
Parts = Mapping[str, Sum]
"""What one agency, or all, gave for a period, by group."""
_NOTHING: Parts = {}


@dataclass(frozen=True)
class Sums:
    """Every sum of a measure at one moment, and the counts they are made of.

    `equal` are pairs of sums that come to the same: a count compiled for all agencies and their
    own, a year and its quarters. `rests` are what such a whole leaves for parts not on record.
    """

    named: Mapping[Name, Sum]
    counts: Mapping[Cell, int]
    equal: Sequence[Pair]
    rests: Sequence[Sum]
    groups: tuple[str, ...]
    agencies: tuple[str, ...]
    periods: tuple[Period, ...]


def others(group: str) -> str:
    """The name of the sum over all known groups but this one."""
    return f"{_BUT}{group}"


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
    wholes = Wholes(entries.counts)
    for whole, given in _wholes(state, agencies):
        wholes.compare(entries.of(whole), [entries.of(part) for part in given])
    return Sums(named, entries.counts, wholes.equal, wholes.rests, groups, agencies, periods)


def _wholes(state: State, agencies: tuple[str, ...]) -> Iterator[tuple[Place, list[Place]]]:
    """Each place that others on record may add up to: compiled counts, and financial years."""
    given = state.counts
    for period, who in given:
        if who in COMPILED:
            yield (period, who), [(period, one) for one in agencies if (period, one) in given]
        if period.kind == "year":
            last = Period("quarter", period.year, 4)
            quarters = [last] if state.is_stock else [last.shifted(-back) for back in range(4)]
            yield (period, who), [(one, who) for one in quarters if (one, who) in given]


@dataclass
class Wholes:
    """What is known of counts that others add up to: what is equal, and what is left over."""

    counts: dict[Cell, int]
    equal: list[Pair] = field(default_factory=list)
    rests: list[Sum] = field(default_factory=list)

    def compare(self, whole: Parts, parts: list[Parts]) -> None:
        """Take in what each group's count says beside the parts that are on record."""
        if not parts:
            return
        left: dict[str, frozenset[Cell]] = {}
        for group, each in whole.items():
            if each.is_known and not group.startswith(_BUT):
                known = [part[group] for part in parts if group in part and part[group].is_known]
                rest = self._rest(each, together(known), group in (TOTAL, KNOWN, REST))
                if rest is not None:
                    left[group] = rest
        for groups in _SEEN_TOGETHER:
            if left.keys() >= groups:
                cells = frozenset[Cell]().union(*(left[group] for group in groups))
                self.rests.append(Sum(cells, "c", implied=True))

    def _rest(self, whole: Sum, known: Sum, is_total: bool) -> frozenset[Cell] | None:
        """What a whole leaves beyond the parts known, as a cell; None where that is below 0."""
        rest = value(whole, self.counts) - value(known, self.counts)
        if rest < 0 or (rest and is_total):
            return None
        left: frozenset[Cell] = frozenset()
        if rest:
            left = frozenset({f"{rest} of {_text(whole.cells)} beyond {_text(known.cells)}"})
            self.counts |= dict.fromkeys(left, rest)
            self.rests.append(Sum(left, "c", implied=True))
        self.equal.append((whole.cells, known.cells | left))
        return left


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
    why = _gravest(part.why for part in every)
    if not all(part.is_known for part in every):
        return Sum(why=why)
    return Sum(frozenset().union(*(part.cells for part in every)), why, implied=bool(why))


def _gravest(reasons: Iterable[str]) -> str:
    given = set(reasons)
    return next((why for why in _WORST_FIRST if why in given), "")


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
            return self.of((period, agency))
        for compiled in COMPILED:
            if (period, compiled) in self.state.counts:
                return self.of((period, compiled))
        return self._all(period, agencies)

    def _all(self, period: Period, agencies: tuple[str, ...]) -> Parts:
        each = [self.of((period, agency)) for agency in agencies]
        if len(each) == 1:
            return each[0]
        names = list(dict.fromkeys(name for parts in each for name in parts))
        missing = Sum(why="x")
        return {name: together(parts.get(name, missing) for parts in each) for name in names}

    def of(self, place: Place) -> Parts:
        """One agency's for one period, by group."""
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
        given = _Given(rows, self.state.totals.get(place, -1))
        known = [row for row in rows if broad_group(row.group) in BROAD_GROUPS]
        parts = {group: given.sum_of(_within(rows, group), (group,)) for group in BROAD_GROUPS}
        parts |= {row.group: given.sum_of([row]) for row in rows if row.group in self.groups}
        for group in self.groups:
            rest = [row for row in known if group not in (row.group, broad_group(row.group))]
            needed = [each for each in BROAD_GROUPS if each not in (group, broad_group(group))]
            parts[others(group)] = given.sum_of(rest, needed)
        unknown = _within(rows, UNKNOWN)
        if unknown:
            parts[UNKNOWN] = given.sum_of(unknown)
        parts[KNOWN] = given.sum_of(known, BROAD_GROUPS)
        return {**parts, **given.total()}, given.counts


def _within(rows: Iterable[Given], group: str) -> list[Given]:
    return [row for row in rows if broad_group(row.group) == group]


class _Given:
    """The rows of one agency and period; where some hold no number, a total fills the gap."""

    def __init__(self, rows: tuple[Given, ...], total: int) -> None:
        self.rows = rows
        self.counts: dict[Cell, int] = {
            row.cell: row.count for row in rows if row.count is not None
        }
        self.without = frozenset(row.cell for row in rows if row.count is None)
        rest = total - sum(self.counts.values())
        self.left: frozenset[Cell] = frozenset()
        if self.without and rest >= 0:
            left: Cell = f"{rest} left for {sorted(self.without)}"
            self.left = frozenset({left})
            self.counts[left] = rest

    def sum_of(self, rows: Collection[Given], needed: Iterable[str] = ()) -> Sum:
        """The sum of these rows; `x` where one of the groups `needed` has none."""
        cells = {row.cell for row in rows}
        if not set(needed) <= {broad_group(row.group) for row in rows}:
            return Sum(why=_gravest(["x", *(row.marker for row in rows if row.count is None)]))
        why = _gravest(row.marker or "x" for row in rows if row.count is None)
        if not why:
            return Sum(frozenset(cells))
        if self.left and self.without <= cells:
            return Sum(frozenset(cells - self.without) | self.left, why, implied=True)
        return Sum(why=why)

    def total(self) -> dict[str, Sum]:
        """The total, and beside it what it leaves for the rows that hold no number."""
        every = self.sum_of(self.rows)
        if not every.implied:
            return {TOTAL: every}
        return {TOTAL: Sum(every.cells), REST: Sum(self.left, every.why, implied=True)}


def _text(cells: Collection[Cell]) -> str:
    return str(sorted(map(str, cells)))


def left_over(cell: str) -> int:
    """The count that a cell stands for which is not a row but what is left."""
    return int(cell.split()[0])
