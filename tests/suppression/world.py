"""A store, what was given to it, and all that was ever shown of it.

Written from what the store shows (`series`, `totals`, the table behind the Disproportionality page)
and from what was given, apart from the code that hides. A reader knows for each number shown which
counts it adds up; the counts are unknown.
"""

import copy
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field

from escp_data.contract import ALL_AGENCIES
from escp_data.markers import Reason
from escp_data.records.upkeep import backup
from escp_data.store.database import Store, utc_now
from escp_data.suppression.decided import GivenAway, decide
from escp_data.suppression.listed import KNOWN, TOTAL
from escp_data.suppression.series import Figure, series, totals
from escp_data.text.ethnicity import LABELS
from escp_data.text.periods import Period
from tests.counted import GROUPS
from tests.suppression.read_back import REFERENCES, read_back

FIVE = GROUPS[:5]
FINER = ("White British", "White Irish")
LEFT = "Left over"

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
    1 or more, `rows` such of a window that is hidden whole; `few` are quarters' totals that
    are not told and `singles` the sums of one quarter. With `twins` both measures count the same.
    """

    store: Store
    given: list[dict[Key, int | str]] = field(default_factory=list)
    totals: list[dict[tuple[str, str, Period], int]] = field(default_factory=list)
    out: set[int] = field(default_factory=set)
    shown: dict[Cells, int] = field(default_factory=dict)
    hidden: set[Cells] = field(default_factory=set)
    rows: set[Cells] = field(default_factory=set)
    few: set[Cells] = field(default_factory=set)
    singles: set[Cells] = field(default_factory=set)
    seen: dict[tuple[str, Period, str], list[dict[str, Cells]]] = field(default_factory=dict)
    quarters: dict[tuple[str, Period], list[dict[str, Cells]]] = field(default_factory=dict)
    stopped: list["Stop"] = field(default_factory=list)
    stock: bool = False
    kept: list[GivenAway] = field(default_factory=list)
    twins: bool = False
    keep: bool = False

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
                away = decide(connection)
                if away and not self.keep:
                    raise Stopped
        except Stopped:
            twin = self.as_kept()
            twin.upload(counts, totals)
            self.stopped.append(Stop(twin, away))
            return
        self.given.append(counts)
        self.totals.append(totals or {})
        self.look()

    def agencies(self) -> list[str]:
        """Every agency that gave something."""
        return sorted({key[1] for each in self.given for key in each} - {ALL_AGENCIES})

    def as_kept(self) -> "World":
        """The same world in another store, where what would be stopped is stored all the same."""
        path = self.store.path.with_name(f"kept-{len(self.given)}-{len(self.stopped)}.db")
        backup(self.store, path)
        names = [
            "given",
            "totals",
            "out",
            "shown",
            "hidden",
            "rows",
            "few",
            "singles",
            "seen",
            "quarters",
        ]
        known = {name: copy.deepcopy(getattr(self, name)) for name in names}
        return World(Store(path), **known, stock=self.stock, twins=self.twins, keep=True)

    def withdraw(self, number: int) -> None:
        """Take back one of the uploads."""
        with self.store.writing() as connection:
            connection.execute(
                "INSERT INTO decisions (upload_id, decision, reason, decided_by, decided_at)"
                " VALUES (?, 'withdrawn', 'a', 'a', ?)",
                (number + 2, utc_now()),
            )
            self.kept += decide(connection)  # a withdrawal is stored all the same, and logged
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
        self.look_at_quarters(current)
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
        self.read_back()

    def read_back(self) -> None:
        """Nothing made from counts says more of them than what is shown."""
        found = series(self.store)
        if not found:
            return
        last = max(period for each in found.values() for period in each.periods)
        reference = REFERENCES[len(self.given) % len(REFERENCES)]
        for code, period, name, number in read_back(self.store, last, reference):
            figure = found[code].figure(None, period, name)
            assert abs(figure.count - number) < 0.01, (code, str(period), name, number)

    def look_at_quarters(self, current: dict[Key, int | str]) -> None:
        """The totals that scorecards show, and the single quarters that nothing may give away."""
        for code in {key[0] for key in current} - ({"TWO"} if self.twins else set()):
            told = totals(self.store, code)
            for period in {p for c, _, p, _ in current if c == code and p.kind == "quarter"}:
                sums = {}
                for who in self.lines(current, code, period, "one"):
                    sums = dict(self.sums(current, code, who, period, "one"))
                self.quarters.setdefault((code, period), []).append(dict(sums))
                whole = sums.pop(TOTAL, None)
                if not self.stock:
                    self.singles |= {cells for name, cells in sums.items() if name != KNOWN}
                if whole is None or told[period].why == Reason.MISSING:
                    continue
                if told[period].why == Reason.HIDDEN:
                    self.few.add(whole)
                elif value(whole) == told[period].count:
                    self.shown[whole] = value(whole)

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
            keys = [(code, w, p, g) for w in who for p in quarters for g in groups]
            cells = [(self.same(code), *key[1:], current[key]) for key in keys if key in current]
            if name == TOTAL:
                cells = [(*cell[:4], left.get(cell[:4], cell[4])) for cell in cells]
                rest = [(*cell[:4], left[cell[:4]]) for cell in cells if cell[:4] in left]
                if rest:
                    yield LEFT, Cells(rest)
            whole = [(*cell[:4], cell[4]) for cell in cells if isinstance(cell[4], int)]
            if cells and len(whole) == len(cells):
                yield name, Cells((c, w, p, g, int(n)) for c, w, p, g, n in whole)

    def same(self, code: str) -> str:
        """The code that a measure's counts are known by: of twins, the first's."""
        return "ONE" if self.twins else code

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


@dataclass
class Stop:
    """An upload that was not stored: what would be on record with it, and what it gives away."""

    world: World
    away: list[GivenAway]


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
