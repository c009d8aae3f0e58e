"""What was on record about ethnic groups after each upload and each decision about one.

A viewer may look at any earlier day, and has seen every day go by. So what is hidden is decided
for each of these moments in turn, also for uploads that were withdrawn since.
"""

import json
import sqlite3
from collections import defaultdict
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from functools import cached_property, lru_cache
from itertools import groupby

from escp_data.contract import ALL_AGENCIES
from escp_data.model import FrameRow, StoredRow
from escp_data.store.snapshot import moment
from escp_data.suppression.names import Names, kept_names
from escp_data.text.ethnicity import BROAD_GROUPS
from escp_data.text.periods import Period, parse_period

COMPILED = (ALL_AGENCIES, "")
"""Who a count compiled for all agencies is from, as returns say it."""

Place = tuple[Period, str]
"""A period and the agency that supplied it."""


@dataclass(frozen=True)
class Given:
    """One row of Ethnicity counts. `count` is None where `marker` (c, x, z) says why.

    Its place has the name that its agency's counts are kept under, `by` the one on the row.
    """

    upload: int
    code: str
    place: Place
    group: str
    count: int | None
    marker: str
    by: str = ""


@dataclass(frozen=True)
class Total:
    """The numerator of one row of Measure values: a whole number, or None."""

    upload: int
    code: str
    place: Place
    count: int | None
    marker: str = ""
    by: str = ""


@dataclass(frozen=True)
class Kind:
    """What one row of Measures says about time and children."""

    upload: int
    code: str
    of_children: bool
    is_stock: bool


@dataclass(frozen=True)
class Event:
    """A moment at which an upload began to stand, or no longer did.

    `decision` is the number of the withdrawal or reinstatement, 0 for the upload itself.
    """

    at: str
    upload: int
    decision: int
    stands: bool


@dataclass(frozen=True)
class History:
    """Every row ever stored that bears on counts by ethnic group, and every event, in order."""

    events: tuple[Event, ...]
    given: Mapping[str, tuple[Given, ...]]
    totals: Mapping[str, tuple[Total, ...]]
    kinds: Mapping[str, tuple[Kind, ...]]
    labels: tuple[tuple[int, str], ...]

    def standing(self, events: int) -> set[int]:
        """The uploads that stand after the first `events` of the events."""
        standing: set[int] = set()
        for event in self.events[:events]:
            (standing.add if event.stands else standing.discard)(event.upload)
        return standing

    @cached_property
    def places(self) -> Mapping[str, Mapping[Place, Sequence[Given]]]:
        """By measure: what was given of each place, the oldest first."""
        found: dict[str, dict[Place, list[Given]]] = {}
        for code, rows in self.given.items():
            of_code: dict[Place, list[Given]] = found.setdefault(code, {})
            for row in rows:
                of_code.setdefault(row.place, []).append(row)
        return found

    def came(self, events: int) -> set[int]:
        """The uploads that came with the first `events` of the events, withdrawn since or not."""
        return {event.upload for event in self.events[:events]}


@dataclass(frozen=True)
class State:
    """One measure at one moment. `labels` are the finer groups with a population. A count that a
    later row only hides (c) stays what it was.

    A measure that was ever said to count children does so at every moment: its small numbers stay
    hidden whatever is said of it on other days. It `was_open` as long as nobody had said so yet:
    all of it was shown then. `suppliers` are the agencies that ever gave counts, `compiled` says
    whether any that stand are for all agencies, and `told` are all totals ever given. What was
    `ever` given counts as known to its giver, also where none of it stands. `sums` are what each
    giver's counts of a period came to, after each upload that brought some of it.
    """

    code: str
    of_children: bool
    is_stock: bool
    counts: Mapping[Place, Mapping[str, Given]]
    totals: Mapping[Place, int]
    labels: frozenset[str]
    was_open: bool
    suppliers: frozenset[str]
    compiled: bool
    told: Mapping[Place, frozenset[int]]
    ever: Mapping[Place, Mapping[str, int]]
    sums: Mapping[Period, Sequence[Mapping[str, int]]]


def events(connection: sqlite3.Connection) -> tuple[Event, ...]:
    """Every upload and every decision about one, in the order of their times."""
    found = connection.execute(
        "SELECT uploaded_at, id, 0, 1 FROM uploads UNION ALL"
        " SELECT decided_at, upload_id, id, decision <> 'withdrawn' FROM decisions ORDER BY 1, 3, 2"
    )
    return tuple(Event(at, upload, number, bool(stands)) for at, upload, number, stands in found)


def history(connection: sqlite3.Connection, codes: Collection[str] | None = None) -> History:
    """Everything ever stored of these measures, or of all with counts by group. Read-only."""
    every = events(connection)
    doubted = frozenset(event.upload for event in every if event.decision)
    at = {event.upload: event.at for event in every if not event.decision}
    given = _rows(connection, "ethnicity_counts", _GIVEN, codes)
    totals = _rows(
        connection, "measure_values", "code, period, agency, numerator, numerator_marker", codes
    )
    kinds = _rows(connection, "measures", "code, counts <> 'other', time_kind = 'stock'", codes)
    names = kept_names(connection)
    labels = connection.execute("SELECT DISTINCT upload_id, ethnic_group FROM population")
    return History(
        every,
        _by_code(
            Given(row[1], row[2], _place(row, names), row[5], _whole(row[6]), row[7] or "", row[4])
            for row in _without_repeats(given, 4, doubted, at)
        ),
        _by_code(
            Total(row[1], row[2], _place(row, names), _whole(row[5]), row[6] or "", row[4])
            for row in _without_repeats(totals, 3, doubted, at)
        ),
        _by_code(
            Kind(row[1], row[2], bool(row[3]), bool(row[4]))
            for row in _without_repeats(kinds, 1, doubted, at)
        ),
        tuple((upload, group) for upload, group in labels if group not in BROAD_GROUPS),
    )


_GIVEN = "code, period, agency, ethnic_group, count, count_marker"


def _rows(
    connection: sqlite3.Connection, table: str, columns: str, codes: Collection[str] | None
) -> list[StoredRow]:
    """The number, the upload and these columns of each row, oldest first."""
    only = "SELECT code FROM ethnicity_counts"
    if codes is not None:
        only = "SELECT value FROM json_each(:codes)"
    sql = f"SELECT id, upload_id, {columns} FROM {table} WHERE code IN ({only}) ORDER BY id"
    return list(connection.execute(sql, {"codes": json.dumps(sorted(codes or ()))}))


def _place(row: StoredRow, names: Names) -> Place:
    return _place_of(row[3], names.get((row[2], row[4]), row[4] or ""))


@lru_cache(maxsize=4096)
def _place_of(period: str, who: str) -> Place:
    return parse_period(period), who


def _without_repeats(
    rows: list[StoredRow], key: int, doubted: frozenset[int], at: Mapping[int, str]
) -> list[StoredRow]:
    """The rows without those that only say again what the version before said.

    After its number and upload, a row has `key` columns that name it, then what it says. The
    version before has to stand for good and from earlier on: a row stays where one before it was
    ever withdrawn, or came later by the clock.
    """
    last: dict[StoredRow, tuple[StoredRow, str]] = {}
    kept = []
    for row in rows:
        name, says = row[2 : 2 + key], row[2 + key :]
        before = last.get(name)
        if before is None or before[0] != says or before[1] > at[row[1]]:
            kept.append(row)
            last[name] = says, at[row[1]]
        if row[1] in doubted:
            kept += [row] if kept[-1] is not row else []
            last.pop(name)
    return kept


def moments(past: History, known: int = 0) -> Iterator[State]:
    """Each measure's state after each event that touched it, oldest first.

    The first `known` events are taken as read.
    """
    standing, came = past.standing(known), past.came(known)
    bearing = _codes_by_upload(past)
    for event in past.events[known:]:
        if event.stands == (event.upload in standing):
            continue
        (standing.add if event.stands else standing.discard)(event.upload)
        came.add(event.upload)
        for code in sorted(bearing[event.upload] & past.given.keys()):
            yield _state(past, code, standing, came)


def states(past: History, as_at: str | None = None) -> dict[str, State]:
    """Every measure as it stood at the end of a day, or now, by code."""
    so_far = sum(event.at <= moment(as_at) for event in past.events)
    found = {code: state_after(past, code, so_far) for code in past.given}
    return {code: state for code, state in found.items() if state.counts}


def state_after(past: History, code: str, events: int) -> State:
    """One measure after the first `events` of the events."""
    return _state(past, code, past.standing(events), past.came(events))


def _state(past: History, code: str, standing: set[int], came: set[int]) -> State:
    given = {
        place: here
        for place, rows in past.places.get(code, {}).items()
        if (here := [row for row in rows if row.upload in came])
    }
    counts = {
        place: now
        for place, rows in given.items()
        if (now := _newest(row for row in rows if row.upload in standing))
    }
    ever = {place: _numbers(rows) for place, rows in given.items()}
    for place, now in counts.items():
        ever[place] |= _numbers(now.values())
    totals: dict[Place, int | None] = {}
    by: dict[Place, str] = {}
    told: dict[Place, set[int]] = defaultdict(set)
    for total in past.totals.get(code, ()):
        if total.upload in came and total.count is not None:
            told[total.place].add(total.count)
        hides = total.marker == "c" and totals.get(total.place) is not None
        if total.upload in standing and by.setdefault(total.place, total.by) != total.by:
            totals[total.place] = None
        elif total.upload in standing and not hides:
            totals[total.place] = total.count
    every = past.kinds.get(code, ())
    kinds = [kind for kind in every if kind.upload in standing]
    return State(
        code,
        of_children=any(kind.of_children for kind in every) or not every,
        is_stock=kinds[-1].is_stock if kinds else False,
        counts=counts,
        totals={place: count for place, count in totals.items() if count is not None},
        labels=frozenset(label for upload, label in past.labels if upload in standing),
        was_open=_was_open(kind for kind in every if kind.upload in came),
        suppliers=frozenset({who for _, who in given} - set(COMPILED)),
        compiled=any(who in COMPILED for _, who in counts),
        told={place: frozenset(each) for place, each in told.items()},
        ever=ever,
        sums=_sums(given),
    )


def _newest(rows: Iterable[Given]) -> dict[str, Given]:
    """The newest row of each group; a count that a later row only hides stays what it was.

    Where two names of one agency both stand for a period, nobody knows which is meant: x.
    """
    found: dict[str, Given] = {}
    names = set()
    for row in rows:
        names.add(row.by)
        before = found.get(row.group)
        if row.marker != "c" or before is None or before.count is None:
            found[row.group] = row
    if len(names) > 1:
        return {name: replace(row, count=None, marker="x") for name, row in found.items()}
    return found


def _numbers(rows: Iterable[Given]) -> dict[str, int]:
    return {row.group: row.count for row in rows if row.count is not None}


def _sums(given: Mapping[Place, Sequence[Given]]) -> dict[Period, list[dict[str, int]]]:
    """What each giver's counts of a period came to, after each upload that brought some of it."""
    steps: defaultdict[Period, list[tuple[int, str, int]]] = defaultdict(list)
    for (period, who), rows in given.items():
        so_far: dict[str, int] = {}
        for upload, brought in groupby(rows, lambda row: row.upload):
            so_far |= {row.group: row.count or 0 for row in brought}
            steps[period].append((upload, who or ALL_AGENCIES, sum(so_far.values())))
    found = {}
    for period, every in steps.items():
        after: dict[int, dict[str, int]] = {}
        latest: dict[str, int] = {}
        for upload, who, came_to in sorted(every):
            latest[who] = came_to
            after[upload] = dict(latest)
        found[period] = list(after.values())
    return found


def _was_open(said: Iterable[Kind]) -> bool:
    """Whether a measure was said to count something else than children, and nothing else yet."""
    of_children = [kind.of_children for kind in said]
    return bool(of_children) and not any(of_children)


def _codes_by_upload(past: History) -> defaultdict[int, set[str]]:
    """The measures whose state an upload may alter; one that brings populations, all of them."""
    touched: defaultdict[int, set[str]] = defaultdict(set)
    for rows in (past.given, past.totals, past.kinds):
        for code, each in rows.items():
            for row in each:
                touched[row.upload].add(code)
    for upload, _ in past.labels:
        touched[upload] |= set(past.given)
    return touched


def _by_code(rows: Iterator[FrameRow]) -> dict[str, StoredRow]:
    found: dict[str, list[FrameRow]] = defaultdict(list)
    for row in rows:
        found[row.code].append(row)
    return {code: tuple(each) for code, each in found.items()}


def _whole(number: float | None) -> int | None:
    return int(number) if number is not None and number % 1 == 0 else None
