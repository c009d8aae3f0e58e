"""Counts by measure, period, agency and group, suppressed: the only way to them.

Whoever asks gets a number that may be shown, or the reason why there is none; the counts behind
stay in this package. What is ever shown is `listed`.
"""

import json
import math
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from functools import lru_cache
from pathlib import Path
from threading import Lock
from typing import Literal, NamedTuple

from escp_data.contract import ALL_AGENCIES
from escp_data.errors import NotFound
from escp_data.markers import Reason, is_small
from escp_data.statements.who import Identities, identities
from escp_data.store.database import Store
from escp_data.store.snapshot import moment
from escp_data.suppression.decided import Decided, decided
from escp_data.suppression.kept import Flags, Window, held_periods, text_of
from escp_data.suppression.layout import inside
from escp_data.suppression.listed import (
    KNOWN,
    REST,
    TOTAL,
    Listing,
    Table,
    last_quarter,
    listings,
    on_record,
    others,
    shown_groups,
    shown_periods,
)
from escp_data.suppression.timeline import (
    COMPILED,
    History,
    State,
    history,
    state_after,
    states,
)
from escp_data.suppression.totals import Total, totals_of
from escp_data.text.periods import Period

_asking = Lock()

Span = Literal["one", "four"]


class Name(NamedTuple):
    """One sum. No `agency` means all of them; a span of four ends with the period."""

    agency: str | None
    span: Span
    period: Period
    group: str


@dataclass(frozen=True)
class Figure:
    """A count that may be shown, or NaN and why: c (hidden), x (missing), z (not applicable)."""

    count: float
    why: Reason


NOTHING = Figure(math.nan, Reason.MISSING)
Figures = dict[str, Figure]
_Figured = Callable[[Listing], Figures]


@dataclass(frozen=True)
class Series:
    """One measure's counts as they may be shown.

    `groups` are the five and any finer ones, in order; `periods` those on record.
    """

    code: str
    is_stock: bool
    groups: tuple[str, ...]
    agencies: tuple[str, ...]
    periods: tuple[Period, ...]
    _figures: Mapping[Name, Figure]
    _given: frozenset[tuple[str | None, Period]] = field(default_factory=frozenset)

    @property
    def span(self) -> Span:
        """How many periods a figure adds up: four quarters for a flow, otherwise one."""
        quarterly = bool(self.periods) and self.periods[0].kind == "quarter"
        return "four" if quarterly and not self.is_stock else "one"

    def figure(
        self, agency: str | None, period: Period, group: str, span: Span | None = None
    ) -> Figure:
        """One count; `x` where nothing is on record. A flow's single quarter is never there."""
        return self._figures.get(Name(agency, span or self.span, period, group), NOTHING)

    def periods_of(self, agency: str | None) -> tuple[Period, ...]:
        """The periods for which this agency, or all of them together, are on record."""
        return tuple(period for period in self.periods if (agency, period) in self._given)


def series(store: Store, as_at: str | None = None) -> Mapping[str, Series]:
    """Every measure that has counts by ethnic group, by code, as shown at the end of a day."""
    with _asking:  # one at a time: the second to ask finds the answer of the first
        return _series(store.path, store.version(), as_at)


@lru_cache(maxsize=32)
def _series(path: Path, fingerprint: str, as_at: str | None) -> Mapping[str, Series]:
    past, windows = _known(path, fingerprint)
    found = states(past, as_at)
    who = identities(Store(path).current("agencies", as_at))
    return {
        code: _by_name(_Suppressed(state, windows.get(code, [])).series(), who)
        for code, state in sorted(found.items())
    }


@lru_cache(maxsize=4)
def _known(path: Path, fingerprint: str) -> tuple[History, Decided]:  # noqa: ARG001 - a cache's key
    with Store(path).reading() as connection:
        past = history(connection)
        return past, decided(connection, past)


def uncovered(store: Store, code: str, as_at: str | None = None) -> Series:
    """One measure with the counts behind what is hidden, each still marked `c`.

    The one way to them, and to single quarters, for `access.small_numbers`, which asks who wants
    to know. Never cached.
    """
    past, windows = _known(store.path, store.version())
    state = states(past, as_at).get(code)
    if state is None:
        raise NotFound(f"No measure {code} has counts by ethnic group.")
    who = identities(store.current("agencies", as_at))
    return _by_name(_Suppressed(state, windows.get(code, []), cover=False).series(), who)


def _by_name(found: Series, who: Identities) -> Series:
    """The same with each agency by the name it has now; several that are one keep their own."""
    now = {name: str(who.of(name)) for name in found.agencies}
    every = list(now.values())
    names: dict[str | None, str] = {
        name: new for name, new in now.items() if new != name and every.count(new) == 1
    }
    if not names:
        return found
    return replace(
        found,
        agencies=tuple(sorted(names.get(name, name) for name in found.agencies)),
        _figures={
            name._replace(agency=names.get(name.agency, name.agency)): figure
            for name, figure in found._figures.items()
        },
        _given=frozenset((names.get(name, name), period) for name, period in found._given),
    )


def totals(store: Store, code: str, as_at: str | None = None) -> dict[Period, Figure]:
    """A measure's total over all groups by period, or `c` where it may not be told.

    For scorecards, run charts and the like: from all suppliers together, which is the agency's own
    where there is only one, as of the end of a day; in order of time. Where a total is not on
    record it is the sum of the counts by group, and `x` where one of those is not there. The
    protection of counts by group takes what is told here as known.
    """
    with store.reading() as connection:
        past = history(connection, [code])
        windows = decided(connection, past).get(code, [])
    so_far = sum(event.at <= moment(as_at) for event in past.events)
    return _totals(state_after(past, code, so_far), windows)


def all_totals(store: Store, as_at: str | None = None) -> Mapping[str, Mapping[Period, Figure]]:
    """The same of every measure that has counts by ethnic group, by code."""
    with _asking:
        return _all_totals(store.path, store.version(), as_at)


@lru_cache(maxsize=32)
def _all_totals(
    path: Path, fingerprint: str, as_at: str | None
) -> Mapping[str, Mapping[Period, Figure]]:
    past, windows = _known(path, fingerprint)
    found = states(past, as_at)
    return {code: _totals(state, windows.get(code, [])) for code, state in sorted(found.items())}


def _totals(state: State, windows: Sequence[Window]) -> dict[Period, Figure]:
    held = held_periods(windows, state)
    return {
        period: _total(replace(total, told=total.told and period not in held), state)
        for period, total in totals_of(state).items()
    }


def _total(total: Total, state: State) -> Figure:
    if total.count is None:
        return NOTHING
    if state.of_children and not total.told:
        return Figure(math.nan, Reason.HIDDEN)
    return Figure(float(total.count), Reason.GIVEN)


class _Suppressed:
    """One measure in one state, as it was decided that it may be shown."""

    def __init__(self, state: State, windows: Sequence[Window], *, cover: bool = True) -> None:
        self.state, self.cover = state, cover
        self.groups = shown_groups(state)
        self.decided = {(*window.place, window.given): window for window in windows}

    def series(self) -> Series:
        """Everything that may be asked for; without cover single quarters as well."""
        state, periods = self.state, shown_periods(self.state)
        agencies = tuple(sorted({who for _, who in state.counts} - set(COMPILED)))
        quarterly = not state.is_stock and periods[0].kind == "quarter"
        span: Span = "four" if quarterly else "one"
        figures = self._named(None, span, self._decided)
        if not self.cover and quarterly:
            figures |= self._named(None, "one", self._behind)
        on_its_own = len(state.suppliers) == 1 and not state.compiled
        for agency in agencies:
            if on_its_own:
                figures |= {name._replace(agency=agency): one for name, one in figures.items()}
                continue
            alone = _Suppressed(self._of(agency), (), cover=self.cover)
            for each in ("one", span) if not self.cover else (span,):
                figures |= alone._named(agency, each, alone._behind)
        given = set(on_record(state))
        everyone = {(None, period) for period, _ in given}
        return Series(
            state.code,
            state.is_stock,
            self.groups,
            agencies,
            periods,
            figures,
            frozenset({(who, period) for period, who in given} | everyone),
        )

    def _of(self, agency: str) -> State:
        rows = {place: each for place, each in self.state.counts.items() if place[1] == agency}
        return replace(self.state, counts=rows, compiled=False)

    def _named(self, agency: str | None, span: Span, found: _Figured) -> dict[Name, Figure]:
        """The figures of each window; a published year where its quarters give none."""
        state = self.state if span == "four" else replace(self.state, is_stock=True)
        years = shown_periods(self.state)[0].kind == "year"
        figures: dict[Name, Figure] = {}
        for listing in sorted(listings(state), key=lambda each: each.period.kind != "quarter"):
            period = listing.period if years else last_quarter(listing.period)
            for group, figure in found(listing).items():
                figures.setdefault(Name(agency, span, period, group), figure)
        return figures

    def _decided(self, listing: Listing) -> Figures:
        """What of a window may be shown; nothing of one that was never decided."""
        window = self.decided.get(
            (last_quarter(listing.period), listing.quarters, text_of(listing))
        )
        if window is None:
            return {}
        shown, whys = window.shown, listing.whys
        if window.stays and self._stands(window.stays):
            window = window.stays
            shown, whys = window.shown, dict.fromkeys(window.shown, Reason.GIVEN)
        return self._figures(json.loads(window.given)["counts"], whys, shown)

    def _stands(self, window: Window) -> bool:
        """Whether a version is still what its own givers say: it shows without the others."""
        everyone = json.loads(window.given)["counts"].keys()
        counts = {
            (period, who): rows
            for (period, who), rows in self.state.counts.items()
            if (who or ALL_AGENCIES) in everyone
        }
        alone = replace(self.state, counts=counts)
        return window.given in [text_of(each) for each in listings(alone)]

    def _behind(self, listing: Listing) -> Figures:
        """What is never shown: an agency's share, or a single quarter."""
        return self._figures(listing.counts, listing.whys, {})

    def _figures(
        self, counts: Mapping[str, Table], whys: Mapping[str, Reason], shown: Flags
    ) -> Figures:
        rows = [(group, row) for table in counts.values() for group, row in table.items()]
        held = inside({group for group, _ in rows} - {REST})
        held[TOTAL] = held[TOTAL] | {REST}
        found: Figures = {}
        for name, why in whys.items():
            if name != REST:
                value = sum(sum(row) for group, row in rows if group in held.get(name, ()))
                found[name] = self._figure(value, why, shown=shown.get(name, False))
        for group in self.groups:
            one, every = found.get(group, NOTHING), found.get(KNOWN, NOTHING)
            whole = Reason.HIDDEN if Reason.HIDDEN in (one.why, every.why) else one.why or every.why
            left = every.count - one.count
            if math.isnan(left):
                found[others(group)] = Figure(left, whole)
            else:
                found[others(group)] = self._figure(int(left), Reason.GIVEN, shown=not whole)
        return found

    def _figure(self, value: int, why: Reason, *, shown: bool) -> Figure:
        if why:
            return Figure(math.nan, why)
        if not self.state.of_children or (shown and not is_small(value)):
            return Figure(float(value), Reason.GIVEN)
        return Figure(math.nan if self.cover else float(value), Reason.HIDDEN)
