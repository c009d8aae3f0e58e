"""The list of what is ever shown of a measure's counts by ethnic group, in one place.

    a flow     each window of four quarters, and each published year
    a stock    each date
    by         the five groups, finer ones that every supplier gives, Unknown, the known groups
               together (Whole population), and the total
    from       all suppliers together, which is the one supplier's own where there is only one;
               from a compiled "All agencies" alone once one was given

Nothing else: no single quarter of a flow by group, no agency's share of what several supply. A
window is listed once everyone who gave any of its quarters gave all four. "All other children" is
the known groups less one, where both are shown.
"""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field

from escp_data.contract import ALL_AGENCIES
from escp_data.markers import Reason
from escp_data.suppression.timeline import Given, State
from escp_data.text.ethnicity import BROAD_GROUPS, LABELS, UNKNOWN, broad_group
from escp_data.text.periods import Period

TOTAL = "Total"
KNOWN = "Whole population"
REST = "Rest"
"""What a total leaves for groups that hold no number: one group more, and never shown."""
BUT = "All but "
_WORST_FIRST = (Reason.HIDDEN, Reason.MISSING, Reason.NOT_APPLICABLE)
_ROOM = 3
"""By how much more than the number of its groups what a total leaves must come to."""

Table = Mapping[str, tuple[int, ...]]
"""Counts by group, as given, one a quarter; of a published year, or a date, one alone."""


def others(group: str) -> str:
    """The name of the sum over all known groups but this one."""
    return f"{BUT}{group}"


@dataclass(frozen=True)
class Listing:
    """One window as it may be shown: who gave what, and why a sum is not there ("" where it is).

    `floors` are how many groups hold no number, where a total fills the gap, and `absent` the
    quarters (0 to 3) of which a giver's group has no count though it has others. One that is not
    `new` is shown only as it was shown before: somebody has given a part of it since.
    """

    period: Period
    quarters: int
    counts: Mapping[str, Table]
    whys: Mapping[str, Reason]
    floors: Mapping[str, tuple[int, ...]]
    new: bool
    absent: Mapping[str, Mapping[str, Sequence[int]]] = field(default_factory=dict)

    @property
    def periods(self) -> tuple[Period, ...]:
        """The quarters, dates or school years that it covers, in order."""
        if self.quarters == 1:
            return (last_quarter(self.period),)
        return year_to(last_quarter(self.period))

    @property
    def is_whole(self) -> bool:
        """Whether only a year's sums are on record."""
        return self.quarters == 4 and self.period.kind == "year"

    @property
    def too_near(self) -> bool:
        """Whether what the total leaves says nearly what a supplier hid."""
        left = sum(sum(table.get(REST, ())) for table in self.counts.values())
        without = sum(map(sum, self.floors.values()))
        return bool(without) and left < without + _ROOM


def last_quarter(period: Period) -> Period:
    """The quarter that a financial year ends with; any other period itself."""
    return Period("quarter", period.year, 4) if period.kind == "year" else period


def year_to(quarter: Period) -> tuple[Period, ...]:
    """The four quarters that end with one, in order."""
    return tuple(quarter.shifted(back) for back in (-3, -2, -1, 0))


def listings(state: State, before: State | None = None) -> list[Listing]:
    """Every window of a measure that may be shown in this state, in order of time.

    Only those that differ from what was listed in the state `before`, where one is given.
    """
    made = _Listings(state)
    changed = _changed(state, before) if before else set(made.givers)
    quarters = [period for period in made.givers if period.kind == "quarter"]
    spans: list[tuple[Period, tuple[Period, ...]]]
    if state.is_stock or not quarters:
        spans = [(period, (period,)) for period in made.givers]
    else:
        first, last = min(quarters), max(quarters)
        ends = [first.shifted(step + 3) for step in range(last.steps_since(first) - 2)]
        spans = [(end, year_to(end)) for end in ends]
        spans += [(period, (period,)) for period in made.givers if period.kind != "quarter"]
    spans = [(period, inside) for period, inside in spans if not changed.isdisjoint(inside)]
    found = (made.listing(period, inside) for period, inside in spans)
    kept = [each for each in found if each is not None]
    return sorted(kept, key=lambda each: (each.period.end, each.period.kind))


def _changed(state: State, before: State) -> set[Period]:
    """The periods of which a count, or a total, is another one than it was; all where one may be
    listed otherwise though it is not.
    """
    if _ways(state) != _ways(before):
        return {period for period, _ in state.counts}
    places = state.counts.keys() | before.counts.keys() | state.totals.keys() | before.totals.keys()
    return {
        place[0]
        for place in places
        if state.counts.get(place) != before.counts.get(place)
        or state.totals.get(place) != before.totals.get(place)
    }


def _ways(state: State) -> tuple[object, ...]:
    return state.is_stock, state.was_open, state.compiled, state.of_children, shown_groups(state)


def givers(state: State) -> dict[Period, tuple[str, ...]]:
    """Who gave each period that is on record: All agencies where somebody compiled it."""
    found: dict[Period, set[str]] = {}
    for period, who in state.counts:
        found.setdefault(period, set()).add(who or ALL_AGENCIES)
    return {
        period: (ALL_AGENCIES,) if ALL_AGENCIES in who else tuple(sorted(who))
        for period, who in found.items()
    }


class _Listings:
    def __init__(self, state: State) -> None:
        self.state = state
        self.givers = givers(state)
        self.groups = shown_groups(state)
        self._tables: dict[tuple[Period, str], _Given] = {}

    def listing(self, period: Period, inside: tuple[Period, ...]) -> Listing | None:
        sets = [set(self.givers.get(each, ())) for each in inside]
        everyone, common = set[str]().union(*sets), sorted(set.intersection(*sets))
        if not common:
            return None
        tables = {giver: [self._table(each, giver) for each in inside] for giver in common}
        year = period.kind == "year" and not self.state.is_stock
        return Listing(
            period,
            4 if year else len(inside),
            {giver: _rows(each) for giver, each in tables.items()},
            _whys(one.whys for each in tables.values() for one in each),
            {
                giver: tuple(table.without for table in each)
                for giver, each in tables.items()
                if any(REST in table.counts for table in each)
            },
            new=len(common) == len(everyone)
            and (not self.state.compiled or common == [ALL_AGENCIES]),
            absent={giver: gone for giver, each in tables.items() if (gone := _absent(each))},
        )

    def _table(self, period: Period, giver: str) -> "_Given":
        place = period, giver
        if place not in self._tables:
            self._tables[place] = self._given(period, giver)
        return self._tables[place]

    def _given(self, period: Period, giver: str) -> "_Given":
        place = period, giver
        if place not in self.state.counts:
            place = period, ""
        rows = tuple(self.state.counts[place].values())
        counts = {row.group: row.count for row in rows if row.count is not None}
        without = sum(row.count is None for row in rows)
        left = self.state.totals.get(place, -1) - sum(counts.values())
        if without and left >= 0:
            counts[REST] = left
        else:
            without = 0
        return _Given(counts, without, _reasons(rows, self.groups, filled=bool(without)))


@dataclass(frozen=True)
class _Given:
    """What one agency gave for one period; `without` rows hold no number, and a total was given."""

    counts: Mapping[str, int]
    without: int
    whys: Mapping[str, Reason]


def _rows(tables: list[_Given]) -> Table:
    names = sorted({name for table in tables for name in table.counts})
    return {name: tuple(table.counts.get(name, 0) for table in tables) for name in names}


def _absent(tables: list[_Given]) -> dict[str, list[int]]:
    """The quarters of which a group that has counts has none."""
    names = sorted({name for table in tables for name in table.counts})
    gone = {n: [at for at, each in enumerate(tables) if n not in each.counts] for n in names}
    return {name: quarters for name, quarters in gone.items() if quarters}


def _reasons(
    rows: tuple[Given, ...], groups: tuple[str, ...], *, filled: bool
) -> dict[str, Reason]:
    """Why each sum of one agency's and period's rows is not there; a total may fill the gap."""
    found = {group: _why(_within(rows, group)) for group in BROAD_GROUPS}
    for group in groups:
        if group not in BROAD_GROUPS:
            found[group] = _why([row for row in rows if row.group == group])
    found[KNOWN] = _gravest(found[group] for group in BROAD_GROUPS)
    if unknown := _within(rows, UNKNOWN):
        found[UNKNOWN] = _why(unknown)
    found[TOTAL] = Reason.GIVEN if filled else _why(rows)
    return found


def _whys(every: Iterable[Mapping[str, Reason]]) -> dict[str, Reason]:
    """The same of several together: a sum is not there where one part is not."""
    parts = list(every)
    names = dict.fromkeys(name for part in parts for name in part)
    return {name: _gravest(part.get(name, Reason.MISSING) for part in parts) for name in names}


def _why(rows: Iterable[Given]) -> Reason:
    given = list(rows)
    if not given:
        return Reason.MISSING
    return _gravest(Reason(row.marker or "x") for row in given if row.count is None)


def _gravest(reasons: Iterable[Reason]) -> Reason:
    given = set(reasons)
    return next((why for why in _WORST_FIRST if why in given), Reason.GIVEN)


def _within(rows: Iterable[Given], group: str) -> list[Given]:
    return [row for row in rows if broad_group(row.group) == group]


def shown_groups(state: State) -> tuple[str, ...]:
    """The five groups, each with finer ones that have a population and that all suppliers give."""
    given = [set(rows) for rows in state.counts.values()]
    common = set.intersection(*given) if given else set()
    fine = {
        label
        for label in common & state.labels
        if is_finer(label) and not any(broad_group(label) in labels for labels in given)
    }
    return tuple(
        name
        for broad in BROAD_GROUPS
        for name in (
            broad,
            *(label for label in LABELS if label in fine and LABELS[label] == broad),
        )
    )


def is_finer(label: str) -> bool:
    """Whether a group is a part of one of the five."""
    return broad_group(label) not in (UNKNOWN, label)


def on_record(state: State) -> Iterator[tuple[Period, str]]:
    """Each period with a count by group on record, and who gave it."""
    for (period, who), rows in state.counts.items():
        if any(row.marker != "x" and broad_group(row.group) != UNKNOWN for row in rows.values()):
            yield period, who or ALL_AGENCIES


def shown_periods(state: State) -> tuple[Period, ...]:
    """Periods on record, of one kind only: quarters, else school years, else financial years."""
    found = sorted({period for period, _ in state.counts})
    for kind in ("quarter", "academic", "year"):
        of_kind = tuple(period for period in found if period.kind == kind)
        if of_kind:
            return of_kind
    return ()
