"""What was decided about every sum, upload after upload, and kept in the store.

A sum is decided once, in the transaction of the upload, withdrawal or reinstatement that brought
it about, and the decision stands: what was seen cannot be unseen. Kept, it stands also for a later
version of this program or of its solver, which might choose otherwise.
"""

import json
import sqlite3
from collections.abc import Hashable, Iterable, Mapping
from dataclasses import dataclass, field
from itertools import chain

from escp_data.markers import is_small
from escp_data.store.database import utc_now
from escp_data.store.upgrading import SUPPRESSION_METHOD
from escp_data.suppression.ledger import Ledger
from escp_data.suppression.parts import KNOWN, TOTAL, Cell, Sum, left_over, value
from escp_data.suppression.sums import Kept, Name, Sums, sums
from escp_data.suppression.timeline import (
    Event,
    History,
    State,
    events,
    history,
    moments,
    state_after,
    touched,
)
from escp_data.suppression.wholes import may_be_none
from escp_data.text.ethnicity import UNKNOWN

METHOD = SUPPRESSION_METHOD
"""Raised when the sums that can be seen change: each state of the past is then looked at again,
what was decided stands, and what is new is decided."""

Made = frozenset[Hashable]
Decided = Mapping[str, Mapping[Made, bool]]
"""By measure: each sum that was ever to be seen, and whether it is shown."""

_MISSED = {TOTAL: 500.0, "White": 60.0, "Black": 45.0, "Asian": 17.0, "Mixed": 15.0, "Other": 13.0,
           UNKNOWN: 10.0, KNOWN: 8.0}  # fmt: skip  # a list in few lines
_A_FINER_ONE_IS_MISSED = 14.0
_OTHERS_ARE_MISSED = 3.0
_A_QUARTER_IS_MISSED_LESS = 0.2
"""A flow's single quarters matter less than the four together, which verdicts are made from."""


def decide(connection: sqlite3.Connection) -> None:
    """Decide about all that the newest uploads and decisions brought, in their transaction."""
    every = events(connection)
    known = _known(connection, every)
    codes = touched(connection, every[known:])
    pages = _advanced(connection, history(connection, codes), known) if codes else ()
    number = _add_round(connection, every)
    for page in pages:
        page.write(connection, number)


def decided(connection: sqlite3.Connection, past: History) -> Decided:
    """Every decision. What a store has not decided yet is, for this answer only. Read-only."""
    found: dict[str, dict[Made, bool]] = {}
    for code, made_of, shown in connection.execute(
        "SELECT code, made_of, shown FROM suppression_decisions ORDER BY id"
    ):
        found.setdefault(code, {})[frozenset(json.loads(made_of))] = bool(shown)
    known = _known(connection, past.events)
    if known < len(past.events):
        for page in _advanced(connection, past, known):
            found[page.code] = {one.cells: one.shown for one in page.ledger.decisions}
    return found


def _known(connection: sqlite3.Connection, every: tuple[Event, ...]) -> int:
    """How many events, from the first on, the latest round had taken in."""
    row = connection.execute(
        "SELECT last_upload, last_decision, method FROM suppression_rounds ORDER BY id DESC"
    ).fetchone()
    if row is None or row[2] != METHOD:
        return 0
    new = (n for n, each in enumerate(every) if each.upload > row[0] or each.decision > row[1])
    return next(new, len(every))


def _add_round(connection: sqlite3.Connection, every: tuple[Event, ...]) -> int:
    last = max(each.upload for each in every), max(each.decision for each in every)
    cursor = connection.execute(
        "INSERT INTO suppression_rounds (decided_at, method, last_upload, last_decision)"
        " VALUES (?, ?, ?, ?)", (utc_now(), METHOD, *last),
    )  # fmt: skip  # pairs share a line
    return int(cursor.lastrowid or 0)


def _advanced(connection: sqlite3.Connection, past: History, known: int) -> Iterable["_Page"]:
    """The page of each measure that events after the first `known` bear on, up to date."""
    pages: dict[str, _Page] = {}
    for state in moments(past, known):
        if state.code not in pages:
            pages[state.code] = _restored(connection, past, state.code, known)
        pages[state.code].take(state)
    return pages.values()


def _restored(connection: sqlite3.Connection, past: History, code: str, known: int) -> "_Page":
    """A measure's page as the latest round left it."""
    shown: dict[Made, bool] = {
        frozenset(json.loads(made_of)): bool(seen)
        for made_of, seen in connection.execute(
            "SELECT made_of, shown FROM suppression_decisions WHERE code = ? ORDER BY id", (code,)
        )
    }
    changes = [
        dict(json.loads(change))
        for (change,) in connection.execute(
            "SELECT change FROM suppression_changes WHERE code = ? ORDER BY id", (code,)
        )
    ]
    equal = [
        (frozenset(json.loads(one)), frozenset(json.loads(other)))
        for one, other in connection.execute(
            "SELECT one, other FROM suppression_equations WHERE code = ? ORDER BY id", (code,)
        )
    ]
    counts: dict[Cell, int] = {
        row.cell: row.count for row in past.given[code] if row.count is not None
    }
    used = {cell for each in (*shown, *changes, *chain(*equal)) for cell in each}
    ledger = Ledger.restore(
        {cell: counts[cell] if isinstance(cell, int) else left_over(cell) for cell in used},
        shown,
        equal,
        changes,
        may_be_none=may_be_none,
    )
    page = _Page(code, ledger)
    if known:
        page.before = sums(state_after(past, code, known), page.kept)
    return page


@dataclass
class _Page:
    """One measure in the book: its ledger, and the sums as they last were."""

    code: str
    ledger: Ledger
    before: Sums | None = None
    kept: Kept = field(default_factory=Kept)
    names: dict[Made, Name] = field(default_factory=dict)

    def __post_init__(self) -> None:
        self.decided, self.equal = len(self.ledger.decisions), len(self.ledger.equal)
        self.changes = self.ledger.changes

    def take(self, state: State) -> None:
        """Decide about what a state brought that was not to be seen before."""
        every = sums(state, self.kept)
        earlier = self.before.named if self.before else {}
        new: dict[Name | Cell, frozenset[Cell]] = {
            name: each.cells
            for name, each in every.named.items()
            if earlier.get(name) is not each and (not each.why or _is_secret(each, every))
        }
        for name, cells in new.items():
            if isinstance(name, Name):
                self.names.setdefault(cells, name)
        new |= {cell: frozenset({cell}) for cell in _corrected(every, self.before)}
        new |= {str(n): rest.cells for n, rest in enumerate(every.rests) if _is_secret(rest, every)}
        weights = {name: _weight(name, state) if isinstance(name, Name) else 0.0 for name in new}
        nothing = frozenset[Cell]()
        known = [(each.cells, nothing) for each in every.named.values() if not each.why]
        equal = [*every.equal, *(known if state.was_open else ())]
        counts = {**(self.before.counts if self.before else {}), **every.counts}
        self.ledger.publish(counts, new, weights, equal)
        self.before = every

    def write(self, connection: sqlite3.Connection, number: int) -> None:
        """Add what is new on this page since it was restored."""
        connection.executemany(
            "INSERT INTO suppression_decisions (round_id, code, agency, quarters, period,"
            " ethnic_group, made_of, shown) VALUES (?, ?, ?, ?, ?, ?, ?, ?)",
            [
                (number, self.code, *_named(self.names.get(one.cells)), _json(one.cells), one.shown)
                for one in self.ledger.decisions[self.decided :]
            ],
        )
        connection.executemany(
            "INSERT INTO suppression_equations (round_id, code, one, other) VALUES (?, ?, ?, ?)",
            [
                (number, self.code, _json(one), _json(other))
                for one, other in self.ledger.equal[self.equal :]
            ],
        )
        connection.executemany(
            "INSERT INTO suppression_changes (round_id, code, change) VALUES (?, ?, ?)",
            [
                (number, self.code, json.dumps(list(change.items())))
                for change in self.ledger.changes
                if change not in self.changes
            ],
        )


def _named(name: Name | None) -> tuple[str | None, int | None, str | None, str | None]:
    """Agency (none for all), how many quarters, period and group of a sum; nothing without name."""
    if name is None:
        return None, None, None, None
    return name.agency, 4 if name.span == "four" else 1, str(name.period), name.group


def _json(cells: Iterable[Hashable]) -> str:
    return json.dumps(sorted(cells, key=str))


def _is_secret(each: Sum, every: Sums) -> bool:
    """Whether a sum that is never shown can be worked out, and is small."""
    return each.implied and is_small(value(each, every.counts))


def _corrected(every: Sums, before: Sums | None) -> list[Cell]:
    """Small rows, now and before, of a group in which some row was corrected, added or taken back.

    They are never shown by themselves, but the group's two sums differ by them.
    """
    if before is None:
        return []
    found: list[Cell] = []
    counts = {**before.counts, **every.counts}
    for name, each in every.named.items():
        old = before.named.get(name)
        if name.span == "one" and old is not None and old.cells and old.cells != each.cells:
            found += [cell for cell in old.cells ^ each.cells if is_small(counts[cell])]
    return list(dict.fromkeys(found))


def _weight(name: Name, state: State) -> float:
    missed = _MISSED.get(name.group)
    if missed is None:
        missed = _OTHERS_ARE_MISSED if name.group.startswith("All but") else _A_FINER_ONE_IS_MISSED
    is_part = name.span == "one" and name.period.kind == "quarter" and not state.is_stock
    return missed * _A_QUARTER_IS_MISSED_LESS if is_part and name.group != TOTAL else missed
