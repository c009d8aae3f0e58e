"""The sums that anyone can see of one measure: what they are called, and what they add up.

Each agency or all of them; each period, or four quarters rolled into one; each of the five groups
(and finer ones where shown), Unknown, the total, the known groups together, and all but one of
them, which is the comparator "all other children".
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import Literal, NamedTuple

from escp_data.contract import ALL_AGENCIES
from escp_data.markers import Reason
from escp_data.suppression.parts import Cell, Pair, Parts, Sum, parts_of, together
from escp_data.suppression.timeline import Place, State
from escp_data.suppression.wholes import COMPILED, Wholes, wholes
from escp_data.text.ethnicity import BROAD_GROUPS, LABELS, UNKNOWN, broad_group
from escp_data.text.periods import Period

Span = Literal["one", "four"]
_NOTHING: Parts = {}


class Name(NamedTuple):
    """One sum. No `agency` means all of them; a span of four ends with the period."""

    agency: str | None
    span: Span
    period: Period
    group: str


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
            missing = Sum(why=Reason.MISSING)
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
    found_out = Wholes(entries.counts)
    for remembered in (state, state.unwithdrawn):
        if remembered:
            told = _Entries(remembered, groups, kept, entries.counts)
            for whole, given in wholes(remembered):
                found_out.compare(told.of(whole), [told.of(part) for part in given])
    equal, rests = found_out.equal, found_out.rests
    return Sums(named, entries.counts, equal, rests, groups, agencies, periods)


def _windows(single: Mapping[Period, Parts], kept: Kept) -> dict[Period, Parts]:
    """Four quarters to each quarter from the fourth; `x` where one of them is not on record."""
    first, last = min(single), max(single)
    ends = [first.shifted(step + 3) for step in range(last.steps_since(first) - 2)]
    return {
        end: kept.window([single.get(end.shifted(-back), _NOTHING) for back in range(4)])
        for end in ends
    }


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
        missing = Sum(why=Reason.MISSING)
        return {name: together(parts.get(name, missing) for parts in each) for name in names}

    def of(self, place: Place) -> Parts:
        """One agency's for one period, by group."""
        if place not in self.state.counts:
            return _NOTHING
        rows = tuple(self.state.counts[place].values())
        made_of = frozenset(row.cell for row in rows), self.state.totals.get(place), self.groups
        if made_of not in self.kept.parts:
            self.kept.parts[made_of] = parts_of(rows, self.state.totals.get(place, -1), self.groups)
        parts, counts = self.kept.parts[made_of]
        self.counts |= counts
        return parts
