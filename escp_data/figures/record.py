"""What was on record about ethnic groups after each upload and each decision about one.

A viewer may look at any earlier day, and has seen every day go by. So what is hidden is decided
for each of these moments in turn, also for uploads that were withdrawn since.
"""

import hashlib
from collections import defaultdict
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any

from escp_data.ethnicity import BROAD_GROUPS
from escp_data.periods import Period, parse_period
from escp_data.store import Store, moment

Place = tuple[Period, str]
"""A period and the agency that supplied it."""


@dataclass(frozen=True)
class Given:
    """One row of Ethnicity counts. `count` is None where `marker` (c, x, z) says why."""

    id: int
    upload: int
    code: str
    place: Place
    group: str
    count: int | None
    marker: str


@dataclass(frozen=True)
class Total:
    """The numerator of one row of Measure values: a whole number, or None."""

    id: int
    upload: int
    code: str
    place: Place
    count: int | None


@dataclass(frozen=True)
class Kind:
    """What one row of Measures says about time and children."""

    id: int
    upload: int
    code: str
    of_children: bool
    is_stock: bool


@dataclass(frozen=True)
class Event:
    """A moment at which an upload began to stand, or no longer did."""

    at: str
    upload: int
    stands: bool
    sha256: str


@dataclass(frozen=True)
class History:
    """Every row ever stored that bears on counts by ethnic group, and every event, in order."""

    events: tuple[Event, ...]
    given: Mapping[str, tuple[Given, ...]]
    totals: Mapping[str, tuple[Total, ...]]
    kinds: Mapping[str, tuple[Kind, ...]]
    labels: tuple[tuple[int, str], ...]
    doubted: frozenset[int]
    """The uploads that anything was ever decided about: withdrawn, perhaps reinstated."""


@dataclass(frozen=True)
class State:
    """One measure at one moment. `labels` are the finer groups with a population."""

    code: str
    of_children: bool
    is_stock: bool
    counts: Mapping[Place, Mapping[str, Given]]
    totals: Mapping[Place, int]
    labels: frozenset[str]


def history(store: Store) -> History:
    """Everything ever stored about ethnic groups. A read-only operation."""
    with store.reading() as connection:

        def rows(sql: str) -> list[tuple[Any, ...]]:
            return list(connection.execute(sql))

        events = rows("SELECT uploaded_at, id, 1, sha256 FROM uploads ORDER BY id")
        events += rows(
            "SELECT decided_at, upload_id, decision <> 'withdrawn', '' FROM decisions ORDER BY id"
        )
        given = rows(
            "SELECT id, upload_id, code, period, agency, ethnic_group, count, count_marker"
            " FROM ethnicity_counts ORDER BY id"
        )
        totals = rows(
            "SELECT id, upload_id, code, period, agency, numerator FROM measure_values"
            " WHERE code IN (SELECT code FROM ethnicity_counts) ORDER BY id"
        )
        kinds = rows(
            "SELECT id, upload_id, code, counts <> 'other', time_kind = 'stock' FROM measures"
            " ORDER BY id"
        )
        labels = rows("SELECT DISTINCT upload_id, ethnic_group FROM population ORDER BY id")
    doubted = frozenset(upload for _, upload, _, sha256 in events if not sha256)
    given = _without_repeats(given, (2, 3, 4, 5), (6, 7), doubted)
    totals = _without_repeats(totals, (2, 3, 4), (5,), doubted)
    kinds = _without_repeats(kinds, (2,), (3, 4), doubted)
    return History(
        tuple(
            sorted((Event(at, n, bool(up), sha) for at, n, up, sha in events), key=lambda e: e.at)
        ),
        _by_code(
            Given(
                n, up, code, (parse_period(period), agency or ""), group, _whole(count), why or ""
            )
            for n, up, code, period, agency, group, count, why in given
        ),
        _by_code(
            Total(n, up, code, (parse_period(period), agency or ""), _whole(count))
            for n, up, code, period, agency, count in totals
        ),
        _by_code(Kind(n, up, code, bool(of), bool(st)) for n, up, code, of, st in kinds),
        tuple((up, group) for up, group in labels if group not in BROAD_GROUPS),
        doubted,
    )


def _without_repeats(
    rows: list[tuple[Any, ...]],
    key: tuple[int, ...],
    said: tuple[int, ...],
    doubted: frozenset[int],
) -> list[tuple[Any, ...]]:
    """The rows without those that only say again what the version before said.

    That version has to stand for good: a row stays where an upload before it was ever withdrawn.
    """
    last: dict[tuple[Any, ...], tuple[Any, ...]] = {}
    kept = []
    for row in rows:
        name, says = tuple(row[at] for at in key), tuple(row[at] for at in said)
        if last.get(name) != says:
            kept.append(row)
            last[name] = says
        if row[1] in doubted:
            kept += [row] if kept[-1] is not row else []
            last.pop(name)
    return kept


def mark(store: Store) -> str:
    """Another text for every other content of a store: for caches, wherever the file lies."""
    digest = hashlib.sha256()
    with store.reading() as connection:
        for table, columns in (
            ("uploads", "id, uploaded_at, sha256"),
            ("decisions", "id, upload_id, decision, decided_at"),
        ):
            for row in connection.execute(f"SELECT {columns} FROM {table} ORDER BY id"):
                digest.update(repr(row).encode())
    return digest.hexdigest()


def moments(past: History, known: int = 0) -> Iterator[State]:
    """Each measure's state after each event that touched it, oldest first.

    The first `known` events are taken as read.
    """
    standing: set[int] = set()
    touched = _codes_by_upload(past)
    for number, event in enumerate(past.events):
        if event.stands == (event.upload in standing):
            continue
        (standing.add if event.stands else standing.discard)(event.upload)
        for code in sorted(touched[event.upload] & past.given.keys()) if number >= known else ():
            yield _state(past, code, standing)


def states(past: History, as_at: str | None = None) -> dict[str, State]:
    """Every measure as it stood at the end of a day, or now, by code."""
    standing: set[int] = set()
    for event in past.events:
        if event.at <= moment(as_at):
            (standing.add if event.stands else standing.discard)(event.upload)
    found = {code: _state(past, code, standing) for code in past.given}
    return {code: state for code, state in found.items() if state.counts}


def _state(past: History, code: str, standing: set[int]) -> State:
    counts: dict[Place, dict[str, Given]] = defaultdict(dict)
    for row in past.given[code]:
        if row.upload in standing:
            counts[row.place][row.group] = row
    totals: dict[Place, int | None] = {
        row.place: row.count for row in past.totals.get(code, ()) if row.upload in standing
    }
    kinds = [kind for kind in past.kinds.get(code, ()) if kind.upload in standing]
    return State(
        code,
        of_children=kinds[-1].of_children if kinds else True,
        is_stock=kinds[-1].is_stock if kinds else False,
        counts=counts,
        totals={place: count for place, count in totals.items() if count is not None},
        labels=frozenset(label for upload, label in past.labels if upload in standing),
    )


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


def _by_code(rows: Iterator[Any]) -> dict[str, tuple[Any, ...]]:
    found: dict[str, list[Any]] = defaultdict(list)
    for row in rows:
        found[row.code].append(row)
    return {code: tuple(each) for code, each in found.items()}


def _whole(number: float | None) -> int | None:
    return int(number) if number is not None and number % 1 == 0 else None
