"""Which counts of one audit of cases may not be shown, of all the versions there ever were of it.

A version is a small table: four grades, what is left of the cases, and their total. Hidden are all
counts of 1 to 5, and as few others as leave each of them at least three possible values, also what
is left of the cases. The reader is taken to know

- every number that any version showed at its time: what was hidden of one is hidden of all later;
- that a hidden grade is at least 1, since zeros are shown;
- which grades a correction left as they were, so that one shown before hides nothing later;
- that all cases were graded, where they were; and how many were not, unless that has to be hidden.

How far a count can move is found by exchanging children with the other hidden counts of the same
versions, or of several versions at once: each exchange is another table that looks the same. Where
none is enough the whole row is hidden, and stays so: it tells nothing, not even what is above 0.
"""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache
from itertools import combinations, product

from escp_data.markers import is_small

GRADES = {
    "outstanding": "Outstanding",
    "good": "Good",
    "requires_improvement": "Requires improvement",
    "inadequate": "Inadequate",
}
CASES, _REST = "cases", "rest"
EVERYTHING = frozenset((*GRADES, CASES))
ENOUGH = 3
"""Values that a hidden count must be able to have."""
_WITHOUT_END = 1 << 30
_MOST_KINDS = 6
"""Kinds of hidden counts, by the versions they stand in, up to which exchanges are looked for."""
_Count = tuple[str, int]
"""A grade, the rest or the cases, with its number: alike in two versions it is one unknown."""
_Row = tuple[int, ...]
"""How often a count stands in each version's sum: 1, or 0; the cases are taken from the sum."""


@dataclass(frozen=True)
class Counts:
    """One version: each grade in order, and the cases; None where there is none.

    `is_withheld` where its supplier hid a number, or its grades are more than its cases.
    """

    grades: tuple[int | None, ...]
    cases: int | None
    is_withheld: bool = False

    @property
    def graded(self) -> int:
        """How many of the cases were graded; a blank is taken for none."""
        return sum(grade or 0 for grade in self.grades)

    @property
    def of_grades(self) -> Iterator[_Count]:
        """Each grade that was given."""
        for name, number in zip(GRADES, self.grades, strict=True):
            if number is not None:
                yield name, number

    @property
    def total(self) -> _Count:
        """The cases. Where none are given a reader may know them all the same, from the grades."""
        return CASES, self.graded if self.cases is None else self.cases

    @property
    def rest(self) -> _Count:
        """What is left of the cases; it is never written."""
        return _REST, self.total[1] - self.graded

    @property
    def all(self) -> tuple[_Count, ...]:
        """All there is in its sum; what is left only where something is."""
        rest = (self.rest,) if self.rest[1] else ()
        return (*self.of_grades, *rest, self.total)


@dataclass(frozen=True)
class _Shown:
    """A version, and what was hidden of it when it came."""

    counts: Counts
    hidden: frozenset[str]


@lru_cache(maxsize=1024)
def hidden_of(versions: tuple[Counts, ...]) -> frozenset[str]:
    """What may be shown of no version, given all of them in the order in which they came."""
    hidden: frozenset[str] = frozenset()
    seen: list[_Shown] = []
    for counts in dict.fromkeys(versions):
        if counts.is_withheld:  # all of it was hidden, so it told nothing
            continue
        choices = _choices(counts, hidden)
        hidden = next(h for h in choices if h >= EVERYTHING or _is_enough(seen, counts, h))
        if hidden >= EVERYTHING:
            return EVERYTHING
        seen.append(_Shown(counts, hidden))
    return hidden - {_REST}


def _choices(counts: Counts, before: frozenset[str]) -> Iterator[frozenset[str]]:
    """What might be hidden, the least first: cells before the total, and no 0 but with all."""
    least = before | {name for name, number in counts.all if is_small(number)}
    more = [name for name, number in counts.all if number and name not in least]
    found = [frozenset(own) for many in range(len(more) + 1) for own in combinations(more, many)]
    for own in sorted(found, key=lambda each: (len(each), CASES in each)):
        yield least | own
    yield EVERYTHING


def _is_enough(seen: Sequence[_Shown], counts: Counts, hidden: frozenset[str]) -> bool:
    """Whether each small count of any version keeps its values, with this one shown so."""
    known = _Known.of([*seen, _Shown(counts, hidden)])
    return all(known.values(each) >= ENOUGH for each in known.rows if is_small(each[1]))


@dataclass(frozen=True)
class _Known:
    """What a reader does not know: each such count with its row, and the least it can be."""

    rows: Mapping[_Count, _Row]
    least: Mapping[_Count, int]

    @classmethod
    def of(cls, every: Sequence[_Shown]) -> "_Known":
        told = {each for one in every for each in one.counts.all if each[0] not in one.hidden}
        sums = [frozenset(one.counts.all) - told for one in every]
        places = list(dict.fromkeys(sums))
        rows: dict[_Count, _Row] = {}
        least: dict[_Count, int] = {}
        for own in sums:
            for each in sorted(own):
                rows[each] = tuple(int(each in place) for place in places)
                least[each] = 0 if each[0] == _REST else min(1, each[1])
        return cls(rows, least)

    def values(self, secret: _Count) -> int:
        """At least how many values a count can have."""
        row = self.rows[secret]
        rise, fall = self._room(secret, row, -1), self._room(secret, row, 1)
        if secret[0] == CASES:
            rise, fall = fall, rise
        return 1 + rise + min(fall, secret[1] - self.least[secret])

    def _room(self, secret: _Count, row: _Row, sign: int) -> int:
        """How far the others can make up for a change of the secret, by rising (1) or falling."""
        room: dict[tuple[_Row, int], int] = {}
        for each, own in self.rows.items():
            if each != secret:
                up = _WITHOUT_END
                down = up if each[0] == CASES else each[1] - self.least[each]
                room[own, 1] = room.get((own, 1), 0) + up
                room[own, -1] = room.get((own, -1), 0) + down
        alike = room.get((row, sign), 0)
        return alike if alike >= ENOUGH else alike + _round(room, row, sign)


def _round(room: Mapping[tuple[_Row, int], int], row: _Row, sign: int) -> int:
    """The same through counts that stand in other versions' sums."""
    others = sorted({own for own, _ in room if own != row})
    if len(others) > _MOST_KINDS:
        return 0
    wanted = tuple(sign * one for one in row)
    best = 0
    for moves in product((0, 1, -1), repeat=len(others)):
        moved = list(zip(others, moves, strict=True))
        if any(moves) and wanted == tuple(
            sum(move * own[at] for own, move in moved) for at in range(len(row))
        ):
            best = max(best, min(room[own, move] for own, move in moved if move))
    return best
