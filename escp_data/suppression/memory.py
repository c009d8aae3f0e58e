"""What readers have been shown of one measure, from what the store remembers, and what is new.

A `Page` is a measure's `Record` under the names that people know: periods, groups and agencies. It
takes in one state after another and decides each window that was not listed before. The same
numbers again are the same version; where somebody joins late and a sum would differ by a small
count, or where nothing else protects it, the window stays as it was shown before.
"""

import json
from collections.abc import Collection, Iterable, Mapping, Sequence

import numpy as np

from escp_data.contract import ALL_AGENCIES
from escp_data.markers import Reason, is_small
from escp_data.suppression.deciding import decide
from escp_data.suppression.kept import (
    PUT_OFF,
    Change,
    Flags,
    Guarded,
    Twins,
    Window,
    alike,
    columns_of,
    held_back,
    held_periods,
    text_of,
)
from escp_data.suppression.layout import axis_of, layout_of, told_in
from escp_data.suppression.listed import (
    KNOWN,
    REST,
    TOTAL,
    Listing,
    Table,
    last_quarter,
    listings,
)
from escp_data.suppression.pairs import Bools, Ints
from escp_data.suppression.protection import NOT_GIVEN, OUTSIDER, Record, Secret, Version
from escp_data.suppression.timeline import History, State
from escp_data.suppression.whole_numbers import changes
from escp_data.text.periods import Period, parse_period


class Page:
    """One measure: what was decided, and the record that it was decided by."""

    def __init__(self, past: History, code: str) -> None:
        """`past` is all that was ever stored; groups, agencies and quarters are taken from it."""
        self.code = code
        rows = past.given[code]
        self.axis = axis_of({row.place[0] for row in rows})
        suppliers = sorted({row.place[1] for row in rows} - {ALL_AGENCIES, ""})
        alone = len({row.place[1] or ALL_AGENCIES for row in rows}) == 1
        labels = {row.group for row in rows}
        self.layout = layout_of(labels, rest=any(row.count is None for row in rows))
        no = np.zeros(len(self.axis), dtype=bool)
        single = np.array([name not in (KNOWN, TOTAL) for name in self.layout.sets])
        readers = (OUTSIDER,) if alone else (OUTSIDER, *suppliers)
        self.record = Record(self.layout, readers, {}, no, no, no, single)
        self.windows: list[Window] = []
        self.versions: dict[int, Version] = {}
        self.kept: dict[Secret, list[Ints]] = {}
        self._state: State | None = None

    def restore(self, windows: Sequence[Window], secrets: Iterable[Guarded], state: State) -> None:
        """Take over what was decided before, as of the state it was decided in."""
        self._know(state)
        for window in windows:
            self.windows.append(window)
            if not window.put_off:
                self._keep(window, self._restored(window))
        for each in secrets:
            if secret := self._secret(each):
                self.record.proofs[secret] = [self._change(one) for one in each.changes]
        self.kept = dict(self.record.proofs)

    def take(self, state: State, twins: Twins) -> list[Secret]:
        """Decide about what a state lists anew; the secrets that can no longer be protected.

        Where one window has to stay as it was, so do those that share a corrected quarter with it:
        two versions of one would tell what the correction came to.
        """
        known = self._state
        self._know(state)
        failed = [] if state.was_open else self._look_again()
        new = listings(state, known)
        before = list(self.windows), list(self.record.versions), dict(self.record.proofs)
        stuck: set[tuple[int, int]] = set()
        while True:
            found = self._list_all(new, state, twins, stuck)
            if isinstance(found, list):
                break
            stuck.add(found)
            self.windows, self.record.versions = list(before[0]), list(before[1])
            self.record.proofs = dict(before[2])
        for window in self.windows[len(before[0]) :]:
            if not window.put_off and window.why != "open":
                twins.add(self.code, window)
        return [*failed, *found]

    def _keep_hidden(self, secret: Secret) -> None:
        """Show a sum that was given away no longer; what was seen of it is not forgotten."""
        name, nodes = self.layout.sets[secret.set], (secret.first, secret.after)
        for window in list(self.windows):
            version = self.versions.get(id(window))
            if version and (version.first, version.after) == nodes and window.shown.get(name):
                shown = {**window.shown, name: False}
                kept = Window(window.period, window.quarters, window.given, shown, "kept")
                self.windows.append(kept)
                self._keep(kept, self._restored(kept))

    def _list_all(
        self,
        new: Iterable[Listing],
        state: State,
        twins: Twins,
        stuck: Collection[tuple[int, int]],
    ) -> list[Secret] | tuple[int, int]:
        """Decide each listing; or the nodes of a window that has to stay, and was not known to."""
        failed: list[Secret] = []
        for listing in new:
            found = self._list(listing, state, twins, stuck)
            if found is None:
                first = self.axis[listing.periods[0]]
                return first, first + listing.quarters
            failed += found
        return failed

    def changed(self) -> list[Guarded]:
        """The secrets that are new, or have another proof, since the page was restored."""
        return [
            self.guarded(secret)
            for secret, proof in self.record.proofs.items()
            if self.kept.get(secret) is not proof
        ]

    def guarded(self, secret: Secret) -> Guarded:
        """A secret by its names."""
        axis = list(self.axis)
        changes = tuple(
            [
                (self.layout.groups[group], str(axis[at]), int(change[group, at]))
                for group, at in zip(*np.nonzero(change), strict=True)
            ]
            for change in self.record.proofs.get(secret, [])
        )
        return Guarded(
            self.record.readers[secret.reader],
            self.layout.sets[secret.set],
            axis[secret.after - 1],
            secret.after - secret.first,
            secret.single,
            changes,
        )

    def _secret(self, each: Guarded) -> Secret | None:
        if each.reader not in self.record.readers:
            return None
        after = self.axis[each.period] + 1
        return Secret(
            self.record.readers.index(each.reader),
            self.layout.sets.index(each.group),
            after - each.quarters,
            after,
            each.single,
        )

    def _change(self, change: Change) -> Ints:
        found = np.zeros((len(self.layout.groups), len(self.axis)), dtype=np.int64)
        for group, period, by in change:
            found[self.layout.groups.index(group), self.axis[parse_period(period)]] = by
        return found

    def _know(self, state: State) -> None:
        """What agencies gave themselves, and whose totals are told, as of a state."""
        self._state = state
        self._quarters = {
            (period, who): {row.group: row.count or 0 for row in rows.values()}
            for (period, who), rows in state.counts.items()
            if period in self.axis
        }
        shape = len(self.layout.groups), len(self.axis)
        own = {who: np.full(shape, NOT_GIVEN) for who in self.record.readers[1:]}
        for (period, who), row in state.ever.items():
            if who in own and period in self.axis:
                own[who][:, self.axis[period]] = self._column(row)
        self.record.own = own
        held = held_periods(self.windows, state)
        self.record.totals, self.record.told, self.record.late = told_in(state, self.axis, held)
        for version in self.record.versions:
            if ALL_AGENCIES in version.counts:
                self.record.measure(version)

    def _column(self, row: Mapping[str, int]) -> Ints:
        return np.array([row.get(group, 0) for group in self.layout.groups], dtype=np.int64)

    def _look_again(self) -> list[Secret]:
        """Secrets that new readers, or what they gave, make of windows listed before."""
        record = self.record
        given = [each for each in record.given_away() if each not in record.proofs]
        record.proofs |= {secret: [] for secret in given}
        for secret in given:
            self._keep_hidden(secret)
        every = dict.fromkeys(
            secret for each in record.versions if not each.open for secret in record.secrets(each)
        )
        fresh = [secret for secret in every if secret not in record.proofs]
        looked = [*fresh, *sorted(record.broken(record.versions))]
        return [
            *given,
            *(self._not_cleared(record.prove(looked, record.edges())) if looked else []),
        ]

    def _list(
        self,
        listing: Listing,
        state: State,
        twins: Twins,
        stuck: Collection[tuple[int, int]],
    ) -> list[Secret] | None:
        text = text_of(listing)
        place = last_quarter(listing.period), listing.quarters
        earlier = [each for each in self.windows if each.place == place]
        same = [each for each in earlier if each.given == text]
        names = {name for name, why in listing.whys.items() if not why}
        if not listing.new or any(each.put_off or names <= each.shown.keys() for each in same):
            return []
        version = self._version(listing)
        if state.was_open:
            version.open, version.shown = True, version.listed & ~version.withheld
            self.record.add(version)
            self._add(listing, text, version, "open")
            return []
        seen = [each for each in earlier if not each.put_off and any(each.shown.values())]
        late = [each for each in seen if self._is_late(version, self.versions[id(each)])]
        if seen and any(version.first < after and first < version.after for first, after in stuck):
            late = seen
        if late or not held_back(self.windows).isdisjoint(
            columns_of(listing.period, listing.counts)
        ):
            self._put_off(listing, text, [*seen, *late])
            return []
        hash_ = alike(listing.counts)
        alikes = [each for each in earlier if not each.put_off and each.alike == hash_]
        before = alikes[-1] if alikes else None
        twin = before.shown if before else twins.find(self.code, listing, hash_)
        if twin is not None:
            decided = self._flags(twin)
            version.shown = version.listed & decided & ~version.withheld
            version.withheld |= self._flags(dict.fromkeys(twin, True)) & ~decided
        failed = decide(self.record, version)
        if failed and seen:
            return None
        self._add(listing, text, version, "row" if version.row else "")
        return self._not_cleared(failed)

    def _not_cleared(self, secrets: Iterable[Secret]) -> list[Secret]:
        """Those that are given away: a whole-number programme finds nothing for them either."""
        for secret in secrets:
            self.record.proofs[secret] = changes(self.record, secret)
        return [secret for secret in secrets if not self.record.proofs[secret]]

    def _add(self, listing: Listing, text: str, version: Version, why: str) -> None:
        names = zip(self.layout.sets, version.listed, version.shown, strict=True)
        shown = {name: bool(seen) for name, listed, seen in names if listed}
        window = Window(listing.period, listing.quarters, text, shown, why)
        self.windows.append(window)
        self.versions[id(window)] = version

    def _keep(self, window: Window, version: Version) -> None:
        self.record.add(version)
        self.versions[id(window)] = version

    def _put_off(self, listing: Listing, text: str, seen: Sequence[Window]) -> None:
        """Leave a window as it was shown, or show nothing where it never was."""
        as_shown = seen[-1] if seen else None
        put_off = Window(listing.period, listing.quarters, text, {}, PUT_OFF, as_shown)
        self.windows.append(put_off)

    def _is_late(self, new: Version, old: Version) -> bool:
        """Whether others gave a window than before, and a sum differs by a small count."""
        apart = abs(new.values[0] - old.values[0]) if new.counts.keys() != old.counts.keys() else 0
        return bool((is_small(apart) & new.listed & old.listed).any())

    def _flags(self, shown: Flags) -> Bools:
        return np.array([shown.get(name, False) for name in self.layout.sets])

    def _restored(self, window: Window) -> Version:
        held = json.loads(window.given)
        whys = dict.fromkeys(window.shown, Reason.GIVEN)
        listing = Listing(
            window.period,
            window.quarters,
            held["counts"],
            whys,
            held["floors"],
            new=True,
            absent=held.get("absent", {}),
        )
        version = self._version(listing)
        version.shown = self._flags(window.shown)
        version.row, version.open = window.why == "row", window.why == "open"
        return version

    def _version(self, listing: Listing) -> Version:
        """A listing by numbers; a year's sums are split as the quarters on record suggest."""
        periods = listing.periods
        first, after = self.axis[periods[0]], self.axis[periods[-1]] + 1
        names = {name for name, why in listing.whys.items() if not why}
        names |= {REST} if listing.floors else set()
        listed = np.array([name in names for name in self.layout.sets])
        withheld = np.array(
            [name == REST or (name == TOTAL and listing.too_near) for name in self.layout.sets]
        )
        counts = {who: self._matrix(table) for who, table in listing.counts.items()}
        if listing.is_whole:
            counts = {who: self._split(each[:, 0], who, periods) for who, each in counts.items()}
        floors = {
            who: self._matrix({REST: tuple(row)})
            for who, row in listing.floors.items()
            if not listing.is_whole
        }
        version = Version(
            first,
            after,
            counts,
            self._there(listing, after - first),
            listed,
            np.zeros_like(listed),
            withheld,
            whole=listing.is_whole,
            floors=floors,
        )
        self.record.measure(version)
        return version

    def _there(self, listing: Listing, quarters: int) -> Bools:
        """Which groups have rows in a quarter; what is left over is there where something was."""
        found = np.zeros((len(self.layout.groups), quarters), dtype=bool)
        rows = {name: at for at, name in enumerate(self.layout.groups)}
        for giver, table in listing.counts.items():
            gone = listing.absent.get(giver, {})
            found[[rows[name] for name in table if name != REST and name not in gone]] = True
            for name, without in gone.items():
                if name != REST:
                    found[rows[name]] |= [at not in without for at in range(quarters)]
        if any(REST in table for table in listing.counts.values()):
            left = np.array(list(listing.floors.values())).any(axis=0)
            found[rows[REST]] = left
        return found

    def _matrix(self, table: Table) -> Ints:
        width = max(map(len, table.values()), default=1)
        rows = [table.get(group, (0,) * width) for group in self.layout.groups]
        return np.array(rows, dtype=np.int64)

    def _split(self, total: Ints, who: str, periods: Sequence[Period]) -> Ints:
        """One way to split a year's counts over its quarters, near what is on record."""
        found = np.zeros((len(total), len(periods)), dtype=np.int64)
        left = total.copy()
        every = [[self._quarters.get((period, who))] for period in periods]
        if who == ALL_AGENCIES and not any(rows[0] for rows in every):
            agencies = self.record.readers[1:]
            every = [[self._quarters.get((p, each)) for each in agencies] for p in periods]
        for at, rows in enumerate(every):
            columns = [self._column(row) for row in rows if row]
            found[:, at] = np.minimum(sum(columns, np.zeros_like(left)), left)
            left -= found[:, at]
        missing = [at for at, rows in enumerate(every) if not any(rows)]
        found[:, missing[0] if missing else -1] += left
        return found
