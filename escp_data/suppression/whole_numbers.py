"""The last question before an upload is stopped: is a number really given away?

Swaps between two groups are quick to find, but there are other ways to change counts: three groups
at once, or two quarters of one and two of others. A whole-number programme over all groups and
quarters finds them. It only ever clears a number: what it finds within its limit is kept as the
proof, and where it finds nothing, or not in time, the number stays unprotected.

Six cells: Asian 1 0, Black 2 0, Mixed 1 1 in two quarters, the total of each told and all three
sums (1, 2 and 2) hidden, so known to be 1 or more. For three values Asian has to reach 3. Black can
give one child, and so can Mixed; neither has two to give, so no pair will do. One of each does.
"""

from collections.abc import Iterable, Iterator

import numpy as np
from numpy.typing import NDArray

from escp_data.suppression.pairs import FAR, Bools, Ints, Known
from escp_data.suppression.protection import Layer, Record, Secret, Version

LIMIT = 2.0
"""Seconds for one programme; no answer by then clears nothing."""
_MOST = 500
"""By how many children one count may be changed."""
_FARTHEST = 2
"""How far a number need move: three values are its own and two others."""
_CHILD = 1000.0
"""What moving the number by one is worth against one change of one count."""

Limit = tuple[Ints, float, float]
"""How often a limit takes each count, the least and the most."""


def changes(record: Record, secret: Secret) -> list[Ints]:
    """Changes (groups, quarters) that give a number as many values as it needs; or nothing."""
    found = (_in_layer(_Question(record, secret, layer)) for layer in record.layers())
    return next((each for each in found if each), [])


def _in_layer(asked: "_Question") -> list[Ints]:
    need = asked.secret.need
    found = [each for turn in (1, -1) if (each := asked.moved(turn, 1, _FARTHEST)) is not None]
    if len(found) == 1 and need > 2:  # one way only: then two steps of it
        way = asked.by(found[0])
        if abs(way) > 1:
            nearer = asked.moved(int(np.sign(way)), 1, abs(way) - 1)
            found += [] if nearer is None else [nearer]
    return found[: need - 1] if len(found) >= need - 1 else []


class _Question:
    def __init__(self, record: Record, secret: Secret, layer: Layer) -> None:
        self.record, self.secret = record, secret
        shown = [each for each in layer.versions if not each.row]
        quarterly = layer._replace(versions=[each for each in shown if not each.whole])
        least, every = (record.counts(each)[secret.reader] for each in (quarterly, layer))
        self.least = np.where(least >= FAR, np.where(every >= FAR, 0, every), least)
        self.free = every < FAR
        self.wanted = self._row(secret.set, secret.first, secret.after)
        self.limits = [*self._told(), *self._shown(shown)]

    def by(self, change: Ints) -> int:
        """How far a change moves the number."""
        return int((change * self.wanted).sum())

    def moved(self, turn: int, least: int, most: int) -> Ints | None:
        """A change that moves the number up (1) or down (-1), the furthest and of fewest counts."""
        from scipy.optimize import Bounds, LinearConstraint, milp  # slow, and few uploads need it

        counts = self.wanted.size
        limits = [*self.limits, (self.wanted * turn, least, most)]
        rows = np.array([np.ravel(row) for row, _, _ in limits], dtype=float)
        low, high = (np.array([each[at] for each in limits], dtype=float) for at in (1, 2))
        worth = np.ravel(self.wanted) * turn * -_CHILD
        answer = milp(
            np.concatenate([worth + 1, -worth + 1]),
            integrality=np.ones(2 * counts, dtype=np.int64),
            bounds=Bounds(0, np.concatenate([self._most(), self._least()])),
            constraints=LinearConstraint(np.hstack([rows, -rows]), low, high),
            options={"time_limit": LIMIT},
        )
        if answer.x is None:
            return None
        more, fewer = np.asarray(answer.x).round().astype(np.int64).reshape(2, *self.wanted.shape)
        change = more - fewer
        return change if self._holds(change) else None

    def _most(self) -> NDArray[np.float64]:
        return np.ravel(np.where(self.free, _MOST, 0)).astype(float)

    def _least(self) -> NDArray[np.float64]:
        return np.ravel(np.where(self.free, np.minimum(self.least, _MOST), 0)).astype(float)

    def _holds(self, change: Ints) -> bool:
        """Whether it alters nothing shown, by the same whole numbers as the audit."""
        return self.by(change) != 0 and not self.record.contradicted([self.secret], [change]).any()

    def _row(self, number: int, first: int, after: int) -> Ints:
        """How often each count is in a set between two nodes."""
        row = np.zeros_like(self.least)
        row[:, first:after] = self.record.layout.holds[number, :-1, None]
        return row

    def _told(self) -> Iterator[Limit]:
        for at in np.flatnonzero(self.record.told):
            row = np.zeros_like(self.least)
            row[:, at] = 1
            yield row, 0, 0

    def _shown(self, versions: Iterable[Version]) -> Iterator[Limit]:
        for version in versions:
            known = self.record.known(version)
            yield from self._window(known, version.there)
            if version.whole:
                yield from self._whole(version)

    def _window(self, known: Known, there: Bools) -> Iterator[Limit]:
        for number, pinned in enumerate(known.pinned):
            slack = int(known.slack[self.secret.reader, number])
            if pinned or slack < FAR:
                row = self._row(number, known.first, known.after)
                row[:, known.first : known.after] *= there
                yield row, 0 if pinned else -slack, 0 if pinned else np.inf

    def _whole(self, version: Version) -> Iterator[Limit]:
        """No group gives more children in a year than it had."""
        for group, had in enumerate(version.others[self.secret.reader].sum(axis=-1)):
            row = np.zeros_like(self.least)
            row[group, version.span] = 1
            yield row, -int(had), np.inf
