"""Stores made at random, and somebody who sees all that is ever shown of them.

Written from what the store shows (`series`) and from what was given, apart from the code that
hides. A reader knows for each number shown which counts it adds up; the counts are unknown.
"""

import random
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from pathlib import Path

import numpy as np
from scipy.optimize import Bounds, LinearConstraint, milp
from scipy.sparse import coo_array

from escp_data.contract import ALL_AGENCIES
from escp_data.markers import Reason
from escp_data.store.database import Store, utc_now
from escp_data.suppression.decided import decide
from escp_data.suppression.listed import KNOWN, TOTAL
from escp_data.suppression.series import Figure, series
from escp_data.text.ethnicity import LABELS
from escp_data.text.periods import Period, parse_period
from tests.counted import GROUPS, MEASURE, new_store, population

FIVE = GROUPS[:5]
FINER = ("White British", "White Irish")
AGENCIES = ("Enfield Council", "Metropolitan Police", "ICB")
FIRST = parse_period("2023-24 Q1")
LEFT = "Left over"
LIMIT = 10.0
"""Seconds for which a programme is run."""

Key = tuple[str, str, Period, str]
"""Code, giver, period and group."""
Cell = tuple[str, str, Period, str, int]
"""One version of a count: the same and the number; said again it is the same count."""
Cells = frozenset[Cell]


class Stopped(Exception):
    """The upload was not stored: it would give a number away."""


@dataclass
class World:
    """A store, what was given to it, and what was seen of it.

    `shown` are sums and their numbers, `hidden` sums that a reader sees a `[c]` for and takes to be
    1 or more, `rows` such of a window that is hidden whole. `known` are equations of what is left.
    """

    store: Store
    given: list[dict[Key, int | str]] = field(default_factory=list)
    totals: list[dict[tuple[str, str, Period], int]] = field(default_factory=list)
    out: set[int] = field(default_factory=set)
    shown: dict[Cells, int] = field(default_factory=dict)
    hidden: set[Cells] = field(default_factory=set)
    rows: set[Cells] = field(default_factory=set)
    seen: dict[tuple[str, Period, str], list[dict[str, Cells]]] = field(default_factory=dict)
    stopped: int = 0
    stock: bool = False

    def upload(
        self, counts: dict[Key, int | str], totals: dict[tuple[str, str, Period], int] | None = None
    ) -> None:
        """Store rows in one transaction, as `append` does without a workbook."""
        try:
            with self.store.writing() as connection:
                number = connection.execute(
                    "INSERT INTO uploads (file_name, sha256, file_bytes, uploaded_by, uploaded_at,"
                    " row_count) VALUES ('a', ?, 1, 'a', ?, 1)",
                    (str(len(self.given)), utc_now()),
                ).lastrowid
                says = connection.execute("SELECT min(id) FROM says").fetchone()[0]
                for row, ((code, who, period, group), count) in enumerate(counts.items()):
                    whole = count if isinstance(count, int) else None
                    marker = count if isinstance(count, str) else None
                    connection.execute(
                        "INSERT INTO ethnicity_counts (upload_id, sheet_row, says_id, code, period,"
                        " agency, ethnic_group, count, count_marker) VALUES (?,?,?,?,?,?,?,?,?)",
                        (number, row, says, code, str(period), who, group, whole, marker),
                    )
                for row, ((code, who, period), total) in enumerate((totals or {}).items()):
                    connection.execute(
                        "INSERT INTO measure_values (upload_id, sheet_row, says_id, code, period,"
                        " agency, numerator) VALUES (?,?,?,?,?,?,?)",
                        (number, row, says, code, str(period), who, total),
                    )
                if decide(connection):
                    raise Stopped
        except Stopped:
            self.stopped += 1
            return
        self.given.append(counts)
        self.totals.append(totals or {})
        self.look()

    def withdraw(self, number: int) -> None:
        """Take back one of the uploads."""
        try:
            with self.store.writing() as connection:
                connection.execute(
                    "INSERT INTO decisions (upload_id, decision, reason, decided_by, decided_at)"
                    " VALUES (?, 'withdrawn', 'a', 'a', ?)",
                    (number + 2, utc_now()),
                )
                if decide(connection):
                    raise Stopped
        except Stopped:
            self.stopped += 1
            return
        self.out.add(number)
        self.look()

    def current(self) -> dict[Key, int | str]:
        """The newest of each count among uploads that stand."""
        found: dict[Key, int | str] = {}
        for number, counts in enumerate(self.given):
            if number not in self.out:
                for key, count in counts.items():
                    if count != "c" or not isinstance(found.get(key), int):
                        found[key] = count
        return found

    def look(self) -> None:
        """Write down every number that is shown now, and every one that is hidden."""
        current = self.current()
        for code, found in series(self.store).items():
            for end, span in windows(found.periods, stock=self.stock):
                years = [(Period("year", end.year), "one")] if end.quarter == 4 else []
                for when in (*years, (end, span)):
                    for who in self.lines(current, code, *when):
                        sums = dict(self.sums(current, code, who, *when))
                        if sums and sums not in self.seen.setdefault((code, end, span), []):
                            self.seen[code, end, span].append(sums)
                names = [*found.groups, "Unknown", KNOWN, TOTAL]
                figures = {name: found.figure(None, end, name, span) for name in names}  # type: ignore[arg-type]  # one or four
                self.note(self.seen.get((code, end, span), []), figures)

    def lines(
        self, current: dict[Key, int | str], code: str, end: Period, span: str
    ) -> list[tuple[str, ...]]:
        """Who may have been added up: everyone who gave all of it."""
        quarters = inside(end, span)
        given = [{w for c, w, p, _ in current if (c, p) == (code, each)} for each in quarters]
        given = [{ALL_AGENCIES} if ALL_AGENCIES in each else each for each in given]
        common = set.intersection(*given)
        return [tuple(sorted(common))] if common else []

    def sums(
        self, current: dict[Key, int | str], code: str, who: tuple[str, ...], end: Period, span: str
    ) -> Iterator[tuple[str, Cells]]:
        """The counts that each number adds up."""
        quarters = inside(end, span)
        labels = {g for c, _, _, g in current if c == code}
        left = self.left(current)
        for name in dict.fromkeys([*FIVE, *FINER, "Unknown", KNOWN, TOTAL]):
            groups = {g for g in labels if holds(name, g)}
            cells = [(code, w, p, g, current[code, w, p, g]) for w in who for p in quarters
                     for g in groups if (code, w, p, g) in current]  # fmt: skip
            if name == TOTAL:
                cells = [(*cell[:4], left.get(cell[:4], cell[4])) for cell in cells]
                rest = [(*cell[:4], left[cell[:4]]) for cell in cells if cell[:4] in left]
                if rest:
                    yield LEFT, Cells(rest)
            whole = [(*cell[:4], cell[4]) for cell in cells if isinstance(cell[4], int)]
            if cells and len(whole) == len(cells):
                yield name, Cells((c, w, p, g, int(n)) for c, w, p, g, n in whole)

    def left(self, current: dict[Key, int | str]) -> dict[Key, int]:
        """What totals leave for the one count of a place that its supplier hid."""
        totals = {key: total for n, each in enumerate(self.totals) if n not in self.out
                  for key, total in each.items()}  # fmt: skip  # a dict in few lines
        found = {}
        for key, count in current.items():
            if isinstance(count, str) and key[:3] in totals:
                rest = [n for k, n in current.items() if k[:3] == key[:3] and isinstance(n, int)]
                found[key] = totals[key[:3]] - sum(rest)
        return found

    def note(self, seen: list[dict[str, Cells]], figures: Mapping[str, Figure]) -> None:
        """Take in the figures of one window: of the newest counts that they can be of."""
        numbers = {n: int(f.count) for n, f in figures.items() if f.why == Reason.GIVEN}
        hidden = [n for n, f in figures.items() if f.why == Reason.HIDDEN]
        for sums in reversed(seen):
            if all(n in sums and value(sums[n]) == number for n, number in numbers.items()):
                for name, number in numbers.items():
                    self.shown[sums[name]] = number
                for name in hidden:
                    if name in sums:
                        (self.hidden if numbers else self.rows).add(sums[name])
                if LEFT in sums:
                    self.rows.add(sums[LEFT])
                return
        assert not numbers

    def possible(self, reader: str = "") -> dict[Cells, tuple[int, int]]:
        """For each hidden small sum (less the reader's own counts), what it may be."""
        every = self.shown.keys() | self.hidden | self.rows
        columns = {cell: at for at, cell in enumerate(sorted(Cells().union(*every), key=str))}
        known = {cell: cell[4] for cell in columns if cell[1] == reader}
        entries: list[tuple[int, int]] = []
        low: list[float] = []
        high: list[float] = []

        def add(cells: Cells, least: float, most: float) -> None:
            entries.extend((len(low), columns[cell]) for cell in cells)
            low.append(least)
            high.append(most)

        for cells, number in self.shown.items():
            add(cells, number, number)
        for cells in self.hidden - self.shown.keys():
            add(cells, 1, np.inf)
        rows, at = zip(*entries, strict=True) if entries else ((), ())
        matrix = coo_array((np.ones(len(rows)), (rows, at)), (len(low), len(columns))).tocsr()
        least = np.array([known.get(cell, 0) for cell in columns], dtype=float)
        most = np.array([known.get(cell, np.inf) for cell in columns], dtype=float)
        told = [LinearConstraint(matrix, low, high)] if low else []
        told += self.equations(columns)
        found = {}
        for cells in (self.hidden | self.rows) - self.shown.keys():
            rest = sum(cell[4] for cell in cells if cell[1] != reader)
            if not 1 <= rest <= 5:
                continue
            wanted = np.zeros(len(columns))
            wanted[[columns[cell] for cell in cells]] = 1
            ends = []
            for sign in (1, -1):
                answer = milp(
                    sign * wanted,
                    integrality=np.ones(len(wanted), dtype=np.int64),
                    bounds=Bounds(least, most),
                    constraints=[*told, LinearConstraint(wanted[None], 0, 10_000)],
                    options={"time_limit": LIMIT},
                )  # fmt: skip  # a call in few lines
                if answer.x is None:
                    assert answer.status == 1, answer.message  # out of time: nothing is told
                    ends.append(sign * (-value(cells) - 9))
                else:
                    ends.append(sign * round(answer.fun))
            found[cells] = ends[0], ends[1]
        return found

    def equations(self, columns: dict[Cell, int]) -> list[LinearConstraint]:
        """A compiled count is at least its agencies' together, where it is so of every group; and a
        year its quarters: what is known to be the same is the same."""
        newest = {key: count for each in self.given for key, count in each.items()}
        found = []
        for code, who, period in {key[:3] for key in newest}:
            parts: list[tuple[str, Period]] = []
            if who == ALL_AGENCIES:
                parts = [(a, period) for a in AGENCIES]
            elif period.kind == "year":
                parts = [(who, each) for each in inside(period, "four")]
            rows = []
            for group in {g for c, w, p, g in newest if (c, w, p) == (code, who, period)}:
                whole = newest[code, who, period, group]
                cells = [(code, a, p, group, newest.get((code, a, p, group))) for a, p in parts]
                if not cells or any(not isinstance(cell[4], int) for cell in cells):
                    continue
                top = (code, who, period, group, whole)
                rows.append((top, cells, whole - sum(cell[4] for cell in cells)))  # type: ignore[operator,misc]  # whole
            if any(rest < 0 for _, _, rest in rows):
                continue
            same = not any(rest for _, _, rest in rows)
            for top, cells, _ in rows:
                if top in columns and all(cell in columns for cell in cells):
                    row = np.zeros(len(columns))
                    row[columns[top]] = 1
                    row[[columns[cell] for cell in cells]] -= 1  # type: ignore[index]  # Cells
                    found.append(LinearConstraint(row[None], 0, 0 if same else np.inf))
        return found

    def fixed(self) -> list[tuple[str, Cells, tuple[int, int]]]:
        """What is too narrow: under three values for anybody, under two for an agency."""
        return [
            (reader, cells, ends)
            for reader in ("", *AGENCIES)
            for cells, ends in self.possible(reader).items()
            if ends[1] - ends[0] + 1 < (2 if reader else 3)
        ]


def value(cells: Cells) -> int:
    """What a sum comes to."""
    return sum(cell[4] for cell in cells)


def holds(name: str, group: str) -> bool:
    """Whether a sum of this name has a group in it."""
    broad = LABELS.get(group, group)
    if name == TOTAL:
        return True
    return broad in FIVE if name == KNOWN else name in (group, broad)


def windows(periods: tuple[Period, ...], *, stock: bool) -> Iterator[tuple[Period, str]]:
    """Every window of the list: a date, four quarters, a year."""
    for period in periods:
        yield period, "four" if period.kind == "quarter" and not stock else "one"


def inside(end: Period, span: str) -> list[Period]:
    """The periods that a window adds up."""
    if end.kind == "year" and span == "four":
        end = Period("quarter", end.year, 4)
    return [end.shifted(back) for back in (-3, -2, -1, 0)] if span == "four" else [end]


def draw(chance: random.Random) -> int:
    """A count, small more often than not."""
    few = [0, 0, 1, 1, 2, 3, 5, chance.randint(4, 20), chance.randint(8, 60)]
    return chance.choice(few)


def make(folder: Path, seed: int) -> World:
    """A store in one of many orders, with late agencies, corrections, withdrawals and the rest."""
    chance = random.Random(seed)
    stock = chance.random() < 0.15
    measures = [MEASURE | {"Code": c, "Time": "stock" if stock else "flow"} for c in ("ONE", "TWO")]
    fine = chance.random() < 0.25
    people = population(dict.fromkeys((*FIVE, *(FINER if fine else ())), 900))
    world = World(new_store(folder, measures, people), stock=stock)
    agencies = AGENCIES[: chance.choice([1, 1, 2, 2, 3])]
    quarters = [FIRST.shifted(step) for step in range(chance.randint(5, 9))]
    groups = (*(FINER if fine else ("White",)), *(g for g in GROUPS if g != "White"))
    counts = {(a, q, g): draw(chance) for a in agencies for q in quarters for g in groups}
    steps: list[tuple[dict[Key, int | str], dict[tuple[str, str, Period], int]]] = []
    joins = {a: 0 if a == agencies[0] or chance.random() < 0.6 else chance.randint(1, 5)
             for a in agencies}  # fmt: skip  # a dict in few lines
    gaps = chance.random() < 0.25
    twice = chance.random() < 0.2
    told = chance.random() < 0.4
    for at, quarter in enumerate(quarters):
        for agency in agencies:
            if at < joins[agency]:
                continue
            since = [quarter] if at > joins[agency] or chance.random() < 0.5 else quarters[: at + 1]
            rows: dict[Key, int | str] = {
                ("ONE", agency, q, g): counts[agency, q, g] for q in since for g in groups
            }
            totals = {}
            if gaps and chance.random() < 0.3:
                key = chance.choice([k for k in rows if 1 <= int(rows[k]) <= 5] or list(rows))
                totals["ONE", agency, key[2]] = sum(counts[agency, key[2], g] for g in groups)
                rows[key] = chance.choice("cx")
            elif told:
                totals = {
                    ("ONE", agency, q): sum(counts[agency, q, g] for g in groups) for q in since
                }
            if twice and agency == agencies[0]:
                rows |= {("TWO", *key[1:]): count for key, count in rows.items()}
            steps.append((rows, totals))
    for _ in range(chance.choice([0, 0, 1, 2])):
        agency, quarter = chance.choice(agencies), chance.choice(quarters)
        fixed: dict[Key, int | str] = {
            ("ONE", agency, quarter, g): draw(chance) for g in chance.sample(groups, 2)
        }
        steps.insert(chance.randint(len(steps) // 2, len(steps)), (fixed, {}))
    more = chance.random()
    if more < 0.2:
        compiled: dict[Key, int | str] = {
            ("ONE", ALL_AGENCIES, q, g): sum(counts[a, q, g] for a in agencies)
            for q in quarters for g in groups
        }  # fmt: skip  # a dict in few lines
        steps.insert(chance.choice([0, len(steps)]), (compiled, {}))
    elif more < 0.4 and not stock:
        who = chance.choice([agencies[0], ALL_AGENCIES])
        year: dict[Key, int | str] = {
            ("ONE", who, Period("year", 2023), g): sum(
                counts[a, q, g] for a in (agencies if who == ALL_AGENCIES else agencies[:1])
                for q in quarters[:4]
            ) for g in groups
        }  # fmt: skip  # a dict in few lines
        steps.insert(chance.choice([0, len(steps)]), (year, {}))
    if chance.random() < 0.2:
        chance.shuffle(steps)
    for rows, totals in steps:
        world.upload(rows, totals)
        if chance.random() < 0.04:
            left = [n for n in range(len(world.given)) if n not in world.out]
            if left:
                world.withdraw(chance.choice(left))
    return world
