"""Protection of a measure's hidden counts: which sums of a new window are hidden beside the small.

A `Record` holds every version of every window ever listed, with what was shown of each, and for
each hidden count the changes that prove it protected. A new version is decided against all of it:
small sums are hidden (primary suppression), then for each count that is still too narrow the
cheapest pair of groups whose own sums, hidden as well, would let it move (complementary
suppression); where none does, the whole window is a *row*: hidden by group, zeros too.

Six cells: Other is 2 1 2 2 0 1 in six quarters, Mixed 6 5 7 6 8 6. Window 4 shows 7 and 24. In
window 5 Other is 5: hidden. Were Mixed's 26 shown, nothing could move; hidden, Other may be 1 to
15, so it is, and two changes are kept as proof. Had White been there too, at 60 against Mixed's 15,
Mixed would still be hidden: it is missed less.
"""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from typing import NamedTuple

import numpy as np

from escp_data.contract import ALL_AGENCIES
from escp_data.markers import is_small
from escp_data.suppression.pairs import (
    FAR,
    Bools,
    Ints,
    Known,
    Layout,
    merged,
    reach,
    swaps,
)

OUTSIDER = ""
"""The reader who has only what is shown; every other one is an agency."""


NOT_GIVEN = -1
"""What stands for an agency's count in a quarter that it gave nothing of."""


class Secret(NamedTuple):
    """A sum that a reader must not be able to fix: by reader, set and nodes, each a number.

    A `single` quarter is never listed, but windows may give it away.
    """

    reader: int
    set: int
    first: int
    after: int
    single: bool

    @property
    def need(self) -> int:
        """How many values it must be left with."""
        return 2 if self.reader or self.single else 3


@dataclass(eq=False)
class Version:
    """One version of a window: who gave what (groups, quarters), and what is shown of it.

    Only groups that are `there`, with a row of their own in a quarter, could hold other numbers.
    `withheld` are sets that are never shown; a `row` is hidden whole, zeros too. Where only a
    year's sums are on record (`whole`), the quarters are one way to split them. `floors` are
    known to be the least that counts come to, quarter by quarter: what suppliers hid is not 0.
    What was `open` was shown before anybody said that it counts children.
    """

    first: int
    after: int
    counts: Mapping[str, Ints]
    there: Bools
    listed: Bools
    shown: Bools
    withheld: Bools
    row: bool = False
    whole: bool = False
    open: bool = False
    floors: Mapping[str, Ints] = field(default_factory=dict)
    others: Ints = field(init=False)
    values: Ints = field(init=False)

    @property
    def span(self) -> slice:
        """Its quarters."""
        return slice(self.first, self.after)

    @property
    def has_quarters(self) -> bool:
        """Whether it is a sum of quarters on record, each of which somebody might work out."""
        return not self.whole and self.after - self.first > 1

    @property
    def hidden(self) -> Bools:
        """The sets that are listed and not shown."""
        return self.listed & ~self.shown

    def has(self, who: str) -> bool:
        """Whether an agency's counts are a part of it."""
        return who in self.counts or ALL_AGENCIES in self.counts

    def where_there(self, counts: Ints) -> Ints:
        """Counts, at least 0; `FAR` of groups without a row, of which nothing is known here."""
        return np.where(self.there, np.maximum(counts, 0), FAR)


class Layer(NamedTuple):
    """Whose counts could be others, and the versions in which that would be seen."""

    givers: tuple[str, ...]
    versions: list[Version]


@dataclass(eq=False)
class Record:
    """All that readers have been shown of one measure.

    `own` is what each agency gave, quarter by quarter (or `NOT_GIVEN`), for what was compiled;
    `told` the quarters whose total is known, `totals` those for which one was given, and `late`
    those whose total nobody may work out, small or not.
    """

    layout: Layout
    readers: tuple[str, ...]
    own: Mapping[str, Ints]
    told: Bools
    totals: Bools
    late: Bools
    single: Bools
    versions: list[Version] = field(default_factory=list)
    proofs: dict[Secret, list[Ints]] = field(default_factory=dict)

    def add(self, version: Version) -> None:
        """Take in a version that was decided."""
        self.measure(version)
        self.versions.append(version)

    def measure(self, version: Version) -> None:
        """Work out what each reader does not know of a version, and what its sums come to."""
        every = sum(version.counts.values(), np.zeros_like(self._none(version)))
        less = [self._own(reader, version) for reader in self.readers]
        version.others = np.maximum(np.array([every - own for own in less]), 0)
        version.values = version.others.sum(axis=-1) @ self.layout.holds[:, :-1].T

    def _none(self, version: Version) -> Ints:
        return np.zeros((len(self.layout.groups), version.after - version.first), dtype=np.int64)

    def _own(self, reader: str, version: Version) -> Ints:
        if reader == OUTSIDER:
            return self._none(version)
        if ALL_AGENCIES in version.counts:
            own = self.own.get(reader, self._quarters())[:, version.span]
            part = version.whole and (own == NOT_GIVEN).any()
            return self._none(version) if part else np.maximum(own, 0)
        return version.counts.get(reader, self._none(version))

    def _floor(self, version: Version) -> Ints:
        floors = sum(version.floors.values(), self._none(version))
        return np.asarray(floors.sum(axis=-1) @ self.layout.holds[:, :-1].T)

    def _quarters(self) -> Ints:
        return np.zeros((len(self.layout.groups), len(self.told)), dtype=np.int64)

    def layers(self) -> list[Layer]:
        """Ways to change counts: of all agencies alike in every version; or of one alone, which
        those versions do not tell that were listed before it gave any.
        """
        found = [Layer(self.readers[1:], self.versions)]
        for who in self.readers[1:]:
            seen = [each for each in self.versions if each.has(who)]
            without = (each for each in self.versions if not each.has(who))
            if any(one.first < v.after and v.first < one.after for one in without for v in seen):
                found.append(Layer((who,), seen))
        return found

    def counts(self, layer: Layer) -> Ints:
        """What a reader does not know of each quarter (readers, groups, quarters), at its least.

        Of the layer's agencies, those in every version of the quarter. `FAR` where no version has
        the quarter.
        """
        shape = len(self.readers), *self._quarters().shape
        compiled = np.full(shape, FAR, dtype=np.int64)
        least = {who: np.full(shape[1:], FAR, dtype=np.int64) for who in layer.givers}
        alone = np.full(shape[1:], FAR, dtype=np.int64)
        for each in layer.versions:
            nothing = self._none(each)
            floor = sum(each.floors.values(), nothing)
            if ALL_AGENCIES in each.counts:
                part = compiled[:, :, each.span]
                np.minimum(part, each.where_there(each.others - floor), out=part)
                continue
            for who, low in least.items():
                part = low[:, each.span]
                given = each.counts.get(who, nothing) - each.floors.get(who, nothing)
                np.minimum(part, each.where_there(given), out=part)
            if not least:
                part = alone[:, each.span]
                np.minimum(part, each.where_there(each.others[0] - floor), out=part)
        if least:
            every = sum(least.values())
            less = (every - least.get(who, 0) for who in self.readers)
            own = np.array([np.where(every >= FAR, FAR, each) for each in less])
        else:
            own = alone[None]
        return np.asarray(np.minimum(own, compiled))

    def blocked(self, layer: Layer) -> Bools:
        """Which pairs swap nobody in a quarter (pairs, quarters): one version has a row for one of
        the two, so that what it lists would change otherwise than that of the other versions.
        """
        layout = self.layout
        found = np.zeros((len(layout.pairs), len(self.told)), dtype=bool)
        first, second = layout.pairs.T
        for each in layer.versions:
            gone = np.concatenate([~each.there, np.zeros_like(each.there[:1])])
            if gone.any():
                unseen = layout.holds[each.listed][:, :, None] * gone
                found[:, each.span] |= (unseen[:, first] != unseen[:, second]).any(axis=0)
        return found

    def known(self, version: Version) -> Known:
        """What readers know of a version."""
        outside = version.values[0]
        least = np.where(outside > 0, np.maximum(1, self._floor(version)), 0)
        floor = np.maximum(0, np.minimum(least, outside) - (outside - version.values))
        slack = version.values - (0 if version.row else floor)
        return Known(
            version.first,
            version.after,
            version.listed & version.shown,
            np.where(version.hidden, slack, FAR),
        )

    def secrets(self, version: Version) -> Iterator[Secret]:
        """The small sums of a version that are not shown, and its small single quarters."""
        yield from _sums(version, is_small(version.values) & version.hidden)
        if not version.has_quarters:
            return
        quarters = np.einsum("kg,rgq->rkq", self.layout.holds[:, :-1], version.others)
        guarded = self.single[:, None] | (self._total()[:, None] & self.totals[version.span])
        for reader, number, at in zip(*np.nonzero(is_small(quarters) & guarded), strict=True):
            first = version.first + int(at)
            yield Secret(int(reader), int(number), first, first + 1, single=True)

    def late_totals(self, version: Version) -> Iterator[Secret]:
        """The quarters' totals of a new version that came late: windows may not give them away."""
        if not version.has_quarters:
            return
        total = int(np.flatnonzero(self._total())[-1])
        for at in np.flatnonzero(self.late[version.span]):
            first = version.first + int(at)
            yield Secret(self.readers.index(OUTSIDER), total, first, first + 1, single=True)

    def _total(self) -> Bools:
        return np.asarray(self.layout.holds[:, :-1].all(axis=1))

    def altered(self, version: Version, changes: Ints, readers: Ints, least: Ints) -> Bools:
        """Which changes (changes, groups, quarters) would show in a version, by each's reader.

        Worked out in whole numbers, from the sums themselves: the audit.
        """
        inside = changes[:, :, version.span] * version.there
        added = inside.sum(axis=-1)
        sums = added @ self.layout.holds[:, :-1].T
        known = self.known(version)
        if version.whole:
            below = (added < -version.others[readers].sum(axis=-1)).any(axis=1)
        else:
            below = (inside < -least[readers][:, :, version.span]).any(axis=(1, 2))
        return np.asarray(
            below
            | ((sums != 0) & known.pinned).any(axis=1)
            | (sums < -known.slack[readers]).any(axis=1)
        )

    def broken(self, versions: Iterable[Version]) -> set[Secret]:
        """The secrets whose proof one of these versions contradicts, unless a row."""
        past = self.lapsed()
        proofs = [(each, proof) for each, proof in self.proofs.items() if each not in past]
        owners = [secret for secret, proof in proofs for _ in proof]
        if not owners:
            return set()
        every = [change for _, proof in proofs for change in proof]
        bad = self.contradicted(owners, every, versions)
        return {owners[at] for at in np.flatnonzero(bad)}

    def lapsed(self) -> set[Secret]:
        """Secrets of which no small count is left: of what was compiled, once an agency gave its
        own or corrected it. The difference of two versions of a count counts no children.
        """
        if not any(ALL_AGENCIES in each.counts for each in self.versions):
            return set()
        still = {secret for each in self.versions for secret in self.secrets(each)}
        return {secret for secret in self.proofs if secret.reader and secret not in still}

    def contradicted(
        self,
        owners: Sequence[Secret],
        changes: Sequence[Ints],
        versions: Iterable[Version] | None = None,
    ) -> Bools:
        """Which changes, each for its owner's reader, these versions contradict, or all.

        Where there are several layers all versions are asked: one layer has to bear them all.
        """
        layers = self.layers()
        asked = None if versions is None or len(layers) > 1 else {id(each) for each in versions}
        many = np.array(changes)
        readers = np.array([secret.reader for secret in owners])
        found = [self._contradicted(readers, many, layer, asked) for layer in layers]
        return np.asarray(np.logical_and.reduce(found))

    def _contradicted(
        self, readers: Ints, many: Ints, layer: Layer, asked: set[int] | None
    ) -> Bools:
        whole = [each for each in layer.versions if not (each.row or each.whole)]
        least = self.counts(layer._replace(versions=whole))
        bad = (many[:, :, self.told].sum(axis=1) != 0).any(axis=1)
        for each in layer.versions:
            if not each.row and (asked is None or id(each) in asked):
                bad |= self.altered(each, many, readers, least)
        return np.asarray(bad)

    def prove(self, secrets: Iterable[Secret], edges: Ints) -> list[Secret]:
        """Keep what proves each of these secrets; those for which nothing does."""
        failed = []
        for secret in secrets:
            found = swaps(self.layout, edges[secret.reader], *secret[1:4], secret.need)
            self.proofs[secret] = found
            if not found:
                failed.append(secret)
        return failed

    def edges(self) -> Ints:
        """The pair graphs of all that is known, a layer's pairs after another's."""
        return np.concatenate([self._reach(layer) for layer in self.layers()], axis=1)

    def _reach(self, layer: Layer) -> Ints:
        windows = merged(self.known(each) for each in layer.versions)
        return reach(self.layout, self.counts(layer), self.blocked(layer), self.told, windows)

    def given_away(self) -> list[Secret]:
        """Sums that are shown though small, or small less what an agency gave: known already."""
        return [
            secret
            for each in self.versions
            if not each.open
            for secret in _sums(each, is_small(each.values) & each.listed & each.shown)
        ]


def _sums(version: Version, marked: Bools) -> Iterator[Secret]:
    """The sums of a version that are marked, by reader and set."""
    for reader, number in zip(*np.nonzero(marked), strict=True):
        yield Secret(int(reader), int(number), version.first, version.after, single=False)
