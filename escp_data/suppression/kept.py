"""What is kept of each decision: windows, secrets and proofs, and how they are known again."""

import json
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from hashlib import sha256

from escp_data.contract import ALL_AGENCIES
from escp_data.suppression.listed import REST, Listing, Table, last_quarter
from escp_data.suppression.timeline import Given, State
from escp_data.text.periods import Period

Change = list[tuple[str, str, int]]
"""Children more or fewer, by group and quarter: what could be otherwise without being seen."""
Column = tuple[Period, str, frozenset[tuple[str, int]]]
"""A period, who gave it, and the counts of it that are not 0, by group."""
Flags = Mapping[str, bool]
"""Whether each set that is listed is shown."""


@dataclass(eq=False)
class Window:
    """One version of a window that was decided: what was given, and what of it is shown.

    `number` is its row in the store, None until it has one. What was `put_off` shows nothing of
    its own: it `stays` as another version shows it, or shows nothing where there is none.
    """

    period: Period
    quarters: int
    given: str
    shown: Flags
    why: str
    stays: "Window | None" = None
    number: int | None = None

    @property
    def place(self) -> tuple[Period, int]:
        """What it is a version of."""
        return last_quarter(self.period), self.quarters

    @property
    def put_off(self) -> bool:
        """Whether it is never shown: what it was made of is on record, and nobody sees it."""
        return self.why == PUT_OFF

    @property
    def columns(self) -> Iterator[Column]:
        """What each giver gave of each of its quarters, or of its year or date."""
        return columns_of(self.period, json.loads(self.given)["counts"])

    @property
    def alike(self) -> str:
        """The same for the same counts by quarter and group, whoever gave them."""
        return alike(json.loads(self.given)["counts"])


PUT_OFF = "stays"


def column_of(period: Period, who: str, counts: Mapping[str, int]) -> Column:
    """What somebody gave of a period, to be known again."""
    given = {group: count for group, count in counts.items() if count and group != REST}
    return period, who, frozenset(given.items())


def columns_of(period: Period, counts: Mapping[str, Table]) -> Iterator[Column]:
    """The columns of everybody's tables for a window that ends with a period."""
    for who, table in counts.items():
        every = list(zip(*table.values(), strict=True))
        last = period if len(every) == 1 else last_quarter(period)
        for back, column in enumerate(reversed(every)):
            yield column_of(last.shifted(-back), who, dict(zip(table, column, strict=True)))


def held_back(windows: Iterable[Window]) -> set[Column]:
    """Corrections that a window could not show: they are shown nowhere else either.

    Beside what the other windows with that quarter showed before, one with the corrected quarter,
    or its total alone, would tell what the correction came to.
    """
    found: set[Column] = set()
    for window in windows:
        if window.stays:
            before = {column[:2]: column for column in window.stays.columns}
            found |= {
                column for column in window.columns if before.get(column[:2], column) != column
            }
    return found


def held_periods(windows: Iterable[Window], state: State) -> set[Period]:
    """The periods of which a correction is on record that no window could show."""
    held = held_back(windows)
    return {
        period
        for (period, who), rows in state.counts.items()
        if held and column_of(period, who or ALL_AGENCIES, _numbers(rows)) in held
    }


def _numbers(rows: Mapping[str, Given]) -> dict[str, int]:
    return {group: row.count or 0 for group, row in rows.items()}


@dataclass(frozen=True)
class Guarded:
    """A secret by its names: `reader` "" is anybody, and a `single` quarter is never listed."""

    reader: str
    group: str
    period: Period
    quarters: int
    single: bool
    changes: tuple[Change, ...]


def text_of(listing: Listing) -> str:
    """What was given, as it is kept and known again."""
    found = {"counts": listing.counts, "floors": listing.floors}
    found |= {"absent": listing.absent} if listing.absent else {}
    return json.dumps(found, sort_keys=True)


def alike(counts: Mapping[str, Table]) -> str:
    """A hash of the counts of all givers together, by quarter and group; "" where all are 0.

    What a total leaves for a group without a number is no part of it: it may have been given for
    one code and not for the other.
    """
    sums: dict[str, list[int]] = {}
    for table in counts.values():
        for group, row in table.items():
            if group != REST:
                before = sums.get(group, [0] * len(row))
                sums[group] = list(map(sum, zip(before, row, strict=True)))
    if not any(map(any, sums.values())):
        return ""
    return sha256(json.dumps(sums, sort_keys=True).encode()).hexdigest()


@dataclass
class Twins:
    """Windows of other measures by what was counted: the same table under two codes."""

    found: dict[tuple[Period, int, str], list[tuple[str, Flags]]] = field(default_factory=dict)

    def add(self, code: str, window: Window) -> None:
        """Know a window again under another code."""
        if hash_ := window.alike:
            self.found.setdefault((*window.place, hash_), []).append((code, window.shown))

    def find(self, code: str, listing: Listing, hash_: str) -> Flags | None:
        """What was decided about the same counts under another code; None where there are none."""
        every = self.found.get((last_quarter(listing.period), listing.quarters, hash_), [])
        return next((shown for other, shown in every if other != code), None)
