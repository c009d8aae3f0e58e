"""What was shown of each measure of children after each upload, and so what may be shown next.

A reader keeps all that was ever shown, and may ask for any earlier day. So every upload and every
decision about one is gone through in order, and what was shown by then counts as known for good:

- a total is *few* where it is small, or an agency's part of it, or what is left of it (or of any
  number compiled for all agencies) without one agency's part, or what it differs by from what was
  shown of fewer or more agencies. The same goes for denominators that count children;
- beside a year that is shown, either all its quarters are or at least two are not, and what is left
  of the year for those is not small, nor about the most that small ones come to: then each has
  three values or more;
- so a year is not shown once one of its quarters was few, for who kept the quarters had it by
  subtraction. But where both come at once, and it is the only one, the smallest other is hidden
  beside it, and stays so;
- beside a year that was shown first, the quarter that would leave too little is not shown.

Five cells: quarters of 4, 10, 20 and 18, and a year of 52. The 4 is hidden, the next three are
shown as they come. The year would leave 52 - 48 = 4, so it is hidden. Had the year come first, the
18 would be hidden instead: then 4 and 18 are some two numbers that come to 22.
"""

import re
from bisect import bisect_right
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from functools import lru_cache
from itertools import groupby
from pathlib import Path
from threading import Lock
from typing import NamedTuple

from escp_data.contract import AGENCIES, ALL_AGENCIES, MEASURES
from escp_data.disproportionality.definitions import Definition, in_force, read_definitions
from escp_data.estimates.run_charts import HIDDEN, MISSING, PRESENT
from escp_data.evidence.measure_cells import (
    ByAgency,
    Cells,
    Total,
    Totals,
    Versions,
    totals_together,
)
from escp_data.evidence.measure_left import NOTHING, Pair, Sum, leave_enough
from escp_data.evidence.measure_rows import OnRecord, rows_ever, saying_anew
from escp_data.markers import is_small
from escp_data.statements.who import Identities, identities
from escp_data.store.database import Store
from escp_data.suppression.timeline import events
from escp_data.text.periods import Period

_CHILDREN = re.compile(
    r"child|pupil|young|people|person|bab(y|ies)|infant|boys?\b|girls?\b|student|learner|teenage",
    re.IGNORECASE,
)
_THINGS = re.compile(
    r"\b(schools?|settings?|sites?|returns?|returned|days?|weeks?|hours?|sessions?|staff|"
    r"practices?|agenc(y|ies)|services?|teams?|homes?)\b",
    re.IGNORECASE,
)
"""What a denominator counts where it names no children: of nobody else it may be left out."""
_asking = Lock()


class _Version(NamedTuple):
    """A total, and whose numbers it is made of."""

    pair: Pair
    givers: tuple[str, ...]


Told = dict[Period, _Version]


@dataclass(frozen=True)
class Past:
    """What was shown of each measure of children, after each moment at which that changed."""

    of_children: frozenset[str]
    _moments: Mapping[str, list[str]]
    _shown: Mapping[str, list[dict[Period, float]]]
    _groups: Mapping[str, str]

    def shown(self, code: str, moment: str) -> Mapping[Period, float]:
        """The numerators that were shown at a moment."""
        place = bisect_right(self._moments.get(code, []), moment)
        return self._shown[code][place - 1] if place else {}

    def has_groups(self, code: str, moment: str) -> bool:
        """Whether counts by ethnic group had come by then, withdrawn since or not."""
        return code in self._groups and self._groups[code] <= moment


def past_of(store: Store) -> Past:
    """All that was shown of the totals of measures of children."""
    with _asking:  # one at a time: the second to ask finds the answer of the first
        return _past(store.path, store.version())


@lru_cache(maxsize=8)
def _past(path: Path, fingerprint: str) -> Past:  # noqa: ARG001 - a cache's key
    store = Store(path)
    with store.reading() as connection:
        every, rows = events(connection), rows_ever(connection)
        of_children = frozenset(
            code
            for code, ever in connection.execute(
                "SELECT code, coalesce(max(counts <> 'other'), 1) FROM measures GROUP BY code"
            )
            if ever
        )
        defining = saying_anew(connection, MEASURES)
        naming = saying_anew(connection, AGENCIES)
        groups = dict(
            connection.execute(
                "SELECT code, min(uploaded_at) FROM ethnicity_counts AS t JOIN uploads AS u"
                " ON u.id = t.upload_id GROUP BY code"
            ).fetchall()
        )
    bearing: defaultdict[int, set[str]] = defaultdict(set)
    for code in of_children & rows.keys():
        for row in rows[code]:
            bearing[row.upload].add(code)
    moments: defaultdict[str, list[str]] = defaultdict(list)
    shown: defaultdict[str, list[dict[Period, float]]] = defaultdict(list)
    memories: dict[str, Memory] = {}
    versions: Versions = {}
    who = Identities({})
    standing: set[int] = set()
    records = {code: OnRecord(rows[code]) for code in of_children & rows.keys()}
    for event in every:
        (standing.add if event.stands else standing.discard)(event.upload)
        touched = {
            code for code in bearing[event.upload] if records[code].take(event.upload, standing)
        }
        if event.upload in defining:
            before, versions = versions, _versions(store, event.at)
            touched |= {code for code in records if versions.get(code) != before.get(code)}
        if event.upload in naming:
            known, who = who, identities(store.current("agencies", event.at))
            touched |= set() if who == known else records.keys()
        for code in sorted(touched):
            memory = memories.setdefault(code, Memory(groups.get(code, "9999")))
            cells = records[code].cells if code in versions else {}
            now = memory.after(event.at, versions.get(code, ()), cells, who)
            moments[code].append(event.at)
            shown[code].append(now)
    return Past(of_children, moments, shown, groups)


def _versions(store: Store, at: str) -> Versions:
    """What each measure was said to be by then, without what only says it again."""
    found = read_definitions(store, at)
    return {code: tuple(one for one, _ in groupby(each)) for code, each in found.items()}


@dataclass
class Memory:
    """One measure: what was shown of each period, what was few, and what is hidden beside it.

    From when there are counts by group, `suppression` decides about years that were not `begun`.
    """

    groups_from: str
    shown: defaultdict[Period, set[_Version]] = field(default_factory=lambda: defaultdict(set))
    compiled: defaultdict[Period, set[Pair]] = field(default_factory=lambda: defaultdict(set))
    few: set[Period] = field(default_factory=set)
    beside: set[Period] = field(default_factory=set)
    begun: set[int] = field(default_factory=set)
    given: dict[Period, dict[str, Pair]] = field(default_factory=dict)
    who: Identities = field(default=Identities({}))

    def after(
        self, at: str, versions: tuple[Definition, ...], cells: Cells, who: Identities
    ) -> dict[Period, float]:
        """The numerators that are shown once this is on record."""
        self.who = who
        totals = totals_together(versions, cells, who) if versions else {}
        told: Told = {}
        for period, total in totals.items():
            own = in_force(versions, period)
            version = self._told(own, period, total, cells[period])
            if version is not None:
                told[period] = version
        if at < self.groups_from:
            self.begun |= {period.year for period in totals}
        for year in sorted({each.year for each in told if each.kind != "academic"}):
            if at < self.groups_from or year in self.begun:
                self._beside_each_other(year, told, totals)
        for period, version in told.items():
            self.shown[period].add(version)
        return {period: totals[period].numerator for period in told}

    def _told(
        self, own: Definition, period: Period, total: Total, cells: ByAgency
    ) -> _Version | None:
        """A total that is not few on its own account."""
        counted = own.kind != "count" and counts_children(own)
        given = {
            agency: _pair(cell.top, cell.bottom, counted=counted)
            for agency, cell in cells.items()
            if cell.top >= 0
        }
        self.given[period] = self._without_renamed(period, given) | given
        if ALL_AGENCIES in given:
            self.compiled[period].add(given.pop(ALL_AGENCIES))
        if total.state == HIDDEN:
            self.few.add(period)
        if total.state != PRESENT:
            return None
        pair = _pair(total.numerator, total.denominator, counted=counted)
        compiled = total.returned == (ALL_AGENCIES,)
        version = _Version(pair, total.returned if compiled else _givers(cells))
        if is_small(total.denominator) or self._is_few(period, version, given, len(cells)):
            self.few.add(period)
            return None
        return version

    def _is_few(
        self, period: Period, version: _Version, given: Mapping[str, Pair], givers: int
    ) -> bool:
        """Whether a total, a part of it, or what it or a compiled one leaves is small."""
        if any(each.is_few for each in (version.pair, *given.values())):
            return True
        if self._was_shown(period, version):
            wholes = {version.pair}
        else:
            wholes = {version.pair, *self.compiled[period]}
        parts = self._by_agency(given).values()
        rests = (whole.less(part) for whole in wholes for part in parts)
        if givers > 1 and any(rest.is_few for rest in rests):
            return True
        return any(rest.is_few for rest in self._late(period, version))

    def _late(self, period: Period, version: _Version) -> Iterator[Pair]:
        """What a total differs by from what was known of fewer or of more agencies."""
        pair, givers = version
        for before in self.shown[period]:
            if self._are_more(givers, before.givers):
                yield pair.less(before.pair)
            if self._are_more(before.givers, givers):
                yield before.pair.less(pair)
        if ALL_AGENCIES not in givers and not self._was_shown(period, version):
            yield from (each.less(pair) for each in self.compiled[period])

    def _beside_each_other(self, year: int, told: Told, totals: Totals) -> None:
        """Take out of `told` what may not be shown of a year and its quarters together."""
        whole = Period("year", year)
        quarters = [Period("quarter", year, number) for number in (1, 2, 3, 4)]
        if self.shown[whole]:
            self._quarters_beside(whole, quarters, told)
        if whole not in told or self._was_shown(whole, told[whole]):
            return
        if self._may_be(whole, quarters, told, totals):
            return
        partner = self._partner(whole, quarters, told, totals)
        if partner is None:
            del told[whole]
        else:
            del told[partner]
            self.beside.add(partner)

    def _quarters_beside(self, whole: Period, quarters: list[Period], told: Told) -> None:
        """Hide what would leave too little of a year that was shown."""
        years = {each.pair for each in self.shown[whole]}
        new = [each for each in quarters if each in told and not self._was_shown(each, told[each])]
        if not self.few & set(quarters) and all(each in told for each in quarters):
            held = self.beside & set(quarters)
            self.beside -= held
            if self._leave_enough(years, quarters, told, new):
                return
            self.beside |= held
        shown: list[Period] = []
        for each in new:
            enough = self._leave_enough(years, quarters, told, [*shown, each])
            if each not in self.beside and enough:
                shown.append(each)
            else:
                self.beside.add(each)
                del told[each]

    def _may_be(
        self,
        whole: Period,
        quarters: list[Period],
        told: Told,
        totals: Totals,
    ) -> bool:
        """Whether a year may be shown beside all its quarters that are or were."""
        few, on_record = self.few & set(quarters), [each for each in quarters if each in totals]
        if self.beside & set(quarters):
            return False
        if few and (self.shown[whole] or not self._all_new(few, quarters, totals)):
            return False
        years = {told[whole].pair, *(each.pair for each in self.shown[whole])}
        return not on_record or self._leave_enough(years, quarters, told, quarters)

    def _all_new(self, few: set[Period], quarters: list[Period], totals: Totals) -> bool:
        """Whether all quarters are on record, and of the few ones nothing was ever shown."""
        there = all(each in totals and totals[each].state != MISSING for each in quarters)
        return there and not any(self.shown[each] for each in few)

    def _partner(
        self,
        whole: Period,
        quarters: list[Period],
        told: Told,
        totals: Totals,
    ) -> Period | None:
        """The quarter to hide beside the only one that is few, where it was never shown."""
        few = self.few & set(quarters)
        fresh = [
            each
            for each in quarters
            if each in told and not self.shown[each] and told[each].pair.top
        ]
        if len(few) != 1 or self.shown[whole] or self.beside & set(quarters):
            return None
        if not fresh or not self._all_new(few, quarters, totals):
            return None
        least = min(fresh, key=lambda each: told[each].pair.top)
        rest = [each for each in quarters if each != least]
        enough = self._leave_enough({told[whole].pair}, quarters, told, rest)
        return least if enough else None

    def _leave_enough(
        self, years: set[Pair], quarters: list[Period], told: Told, new: Iterable[Period]
    ) -> bool:
        """Whether neither somebody outside nor an agency could work out what is not shown."""
        fresh = set(new)
        given = (self._by_agency(self.given.get(each, {})) for each in quarters)
        agencies = set[str]().union(*given)
        readers = sorted(agencies - {ALL_AGENCIES}) if len(agencies) > 1 else []
        return all(
            leave_enough(years, [self._known(each, told, fresh, reader) for each in quarters])
            for reader in ("", *readers)
        )

    def _known(self, quarter: Period, told: Told, new: set[Period], reader: str) -> set[Sum]:
        """All that a reader may take a quarter for; where it is not known, its own part of it."""
        found = {Sum(one.pair, 0) for one in self.shown[quarter]}
        if quarter in new and quarter in told:
            found.add(Sum(told[quarter].pair, 0))
        if not found or quarter in self.few | self.beside:
            given = self._by_agency(self.given.get(quarter, {}))
            found.add(Sum(given.get(reader, NOTHING), 1))
        return found

    def _was_shown(self, period: Period, version: _Version) -> bool:
        """Whether a total of these agencies was shown before, whatever their names were then."""
        shown = self.shown[period]
        if version in shown:
            return True
        alike = (one for one in shown if one.pair == version.pair)
        who = self._agencies(version.givers)
        return any(self._agencies(one.givers) == who for one in alike)

    def _are_more(self, these: tuple[str, ...], those: tuple[str, ...]) -> bool:
        """Whether a total of these agencies holds that of those, and more, by either's names."""
        if those == (ALL_AGENCIES,) or these == those:
            return False
        named = these == (ALL_AGENCIES,) or set(these) > set(those)
        return named or self._agencies(these) > self._agencies(those)

    def _agencies(self, names: Iterable[str]) -> set[str | None]:
        return {self.who.of(name) for name in names}

    def _without_renamed(self, period: Period, given: Mapping[str, Pair]) -> dict[str, Pair]:
        """What was given of a period by then, but for what an agency gives by another name now."""
        now = self._agencies(given)
        return {
            name: pair
            for name, pair in self.given.get(period, {}).items()
            if name in given or self.who.of(name) not in now
        }

    def _by_agency(self, given: Mapping[str, Pair]) -> dict[str, Pair]:
        """What each agency gave, under all the names that it went by."""
        found: dict[str, Pair] = {}
        for name, pair in given.items():
            agency = str(self.who.of(name))
            found[agency] = pair.plus(found.get(agency, NOTHING))
        return found


def counts_children(own: Definition) -> bool:
    """Whether a measure's denominator counts children: it does unless it names other things."""
    words = own.denominator
    return bool(_CHILDREN.search(words)) or not _THINGS.search(words)


def _givers(cells: ByAgency) -> tuple[str, ...]:
    """Whose numbers a total is made of, under the names that they gave them by."""
    given = {name for name, cell in cells.items() if cell.is_given}
    return tuple(sorted(given - {ALL_AGENCIES}))


def _pair(top: float, bottom: float, *, counted: bool) -> Pair:
    return Pair(top, bottom if counted and bottom > 0 else 0)
