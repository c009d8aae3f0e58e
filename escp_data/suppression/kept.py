"""What is kept of each decision: windows, secrets and proofs, and how they are known again."""

import json
from collections.abc import Mapping
from dataclasses import dataclass, field
from hashlib import sha256

from escp_data.suppression.listed import REST, Listing, Table, last_quarter
from escp_data.text.periods import Period

Change = list[tuple[str, str, int]]
"""Children more or fewer, by group and quarter: what could be otherwise without being seen."""
Flags = Mapping[str, bool]
"""Whether each set that is listed is shown."""


@dataclass(eq=False)
class Window:
    """One version of a window that was decided: what was given, and what of it is shown.

    `number` is its row in the store, None until it has one. What `stays` shows that other
    version, and nothing of its own.
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
    def alike(self) -> str:
        """The same for the same counts by quarter and group, whoever gave them."""
        return alike(json.loads(self.given)["counts"])


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
    listing = Listing(Period("year", 0), 1, counts, {}, {}, new=True).summed()
    listing.pop(REST, None)
    if not any(map(any, listing.values())):
        return ""
    return sha256(json.dumps(listing, sort_keys=True).encode()).hexdigest()


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
