"""What a page, a file or the command asks about ethnic groups, answered from suppressed figures."""

import math
from dataclasses import replace
from itertools import accumulate, pairwise

import pandas as pd

from escp_data.disproportionality.baselines import breaks, latest_period, line
from escp_data.disproportionality.compared import REASONS, compare_with_baseline
from escp_data.disproportionality.comparison import ALL_OTHERS, EVERYONE, Comparison, background
from escp_data.disproportionality.coverage_matrix import coverage_of, meant_to_be_compared
from escp_data.disproportionality.finding import Finding, answers_differ
from escp_data.disproportionality.findings import findings_for
from escp_data.disproportionality.measure_notes import Notes, chance, notes_for
from escp_data.disproportionality.stage_ratios import stage_ratios_of
from escp_data.disproportionality.together import Together, taken_together
from escp_data.errors import NotFound
from escp_data.store.database import Store
from escp_data.text.ethnicity import BROAD_GROUPS
from escp_data.text.periods import Period

Codes = tuple[str, ...] | None
"""Measures to look at, in that order; None is all that have counts by ethnic group."""

COLUMNS = (
    "measure",
    "period",
    "group",
    "reference",
    "basis",
    "count",
    "population",
    "rate",
    "rate_lower",
    "rate_upper",
    "rri",
    "rri_lower",
    "rri_upper",
    "excess",
    "excess_lower",
    "excess_upper",
    "dispersion",
    "verdict",
    "hidden",
)
"""The contract's columns, in order."""
BESIDE = (
    "why",
    "window",
    "code",
    "per",
    "basis_date",
    "gap",
    "gap_lower",
    "gap_upper",
    "reference_rate",
    "change",
    "change_lower",
    "change_upper",
    "confidence",
    "earlier_window",
    "noun",
    *REASONS,
    "withheld",
)
"""What `table` and `trend` say beside them."""
_DEFINED = {
    "code": "code",
    "measure": "measure",
    "priority": "priority",
    "better_when": "better_when",
    "time_kind": "time_kind",
    "definition": "definition",
    "source": "source",
    "population_basis": "basis",
    "reference_group": "reference",
    "preceding_measure": "preceding",
    "per": "per",
    "sample": "sample",
}


def measures(store: Store, as_at: str | None = None, agency: str | None = None) -> pd.DataFrame:
    """The measures with counts by ethnic group, from `agency` or from any, in the plan's order.

    Columns: code, measure, priority, better_when, time_kind, definition, source,
    population_basis, reference_group, preceding_measure, per, sample (illustrative figures).
    """
    known = background(store, as_at)
    every = [
        known.definition(code)
        for code in known.codes()
        if agency is None or agency in known.series[code].agencies
    ]
    return pd.DataFrame(
        {n: [getattr(one, field) for one in every] for n, field in _DEFINED.items()}
    )


def groups(store: Store, code: str | None = None, as_at: str | None = None) -> tuple[str, ...]:
    """The groups shown, of a measure or of any: the five, with finer ones after their own."""
    known = background(store, as_at)
    if code is not None:
        return known.series[_known_code(known.codes(), code)].groups
    every = [known.series[each].groups for each in known.codes()]
    return max(every, key=len, default=BROAD_GROUPS)


def references(store: Store, as_at: str | None = None) -> tuple[str, ...]:
    """The comparators that can be asked for: groups, ALL_OTHERS, EVERYONE."""
    return (*groups(store, as_at=as_at), ALL_OTHERS, EVERYONE)


def bases(store: Store, as_at: str | None = None) -> tuple[str, ...]:
    """The population bases that can be asked for."""
    return tuple(background(store, as_at).populations)


def agencies(store: Store, as_at: str | None = None) -> tuple[str, ...]:
    """The agencies that supply counts by ethnic group."""
    known = background(store, as_at)
    return tuple(sorted({who for code in known.codes() for who in known.series[code].agencies}))


def periods(store: Store, as_at: str | None = None) -> tuple[Period, ...]:
    """Every period with counts by ethnic group, newest first, of whatever kind."""
    known = background(store, as_at)
    every = {each for code in known.codes() for each in known.series[code].periods}
    return tuple(sorted(every, reverse=True))


def table(
    store: Store, asked: Comparison, codes: Codes = None, *, every_period: bool = False
) -> pd.DataFrame:
    """One row a measure, period and group: COLUMNS, then BESIDE.

    Each measure's latest period, or with `every_period` all of its trend. Numbers are float64, NaN
    where hidden or missing; `verdict` is None where withheld; `hidden` is True where any of them
    was hidden. `why` is the first reason why something is not there: "" (all is), "c" (hidden),
    "x" (missing), "z" (the comparator's own row), "population" (none, or under 100), "comparator"
    (not one of its groups), "part" (one is a part of the other), "neither" (no case in either
    group), "infinite" (none in the comparator), or about the verdict "first", "overlap",
    "baseline", "break", or about the change in the ratio "zero" (a count is 0).
    """
    known = background(store, asked.as_at)
    wanted: list[tuple[str, Period]] = []
    for code in _codes(known.codes(), codes):
        counts = known.series[code]
        now = latest_period(counts, asked)
        whole = line(counts, asked) if every_period else []
        wanted += [(code, period) for period in whole or ([now] if now else [])]
    return compare_with_baseline(known, asked, wanted)[[*COLUMNS, *BESIDE]]


def coverage(store: Store, asked: Comparison, codes: Codes = None) -> pd.DataFrame:
    """What can be said of each measure and group, and why not: a row for each.

    Columns: code, measure, group, reference, noun, state (shown, hidden, not supplied, not
    applicable, never collected), cell (the same with its sign), why (a sentence, "" where shown).
    With None for `codes`, measures with a population and never a count stand in it as well.
    """
    known = background(store, asked.as_at)
    every = meant_to_be_compared(known) if codes is None else _codes(known.codes(), codes)
    counted = tuple(code for code in every if code in known.series)
    shown = table(store, asked, counted)
    return coverage_of(known, asked, every, shown, groups(store, as_at=asked.as_at))


def findings(
    store: Store, asked: Comparison, codes: Codes = None, group: str | None = "Black"
) -> tuple[Finding, ...]:
    """One finding a measure, for `group` against the comparator; for every group where None."""
    known = background(store, asked.as_at)
    return findings_for(known, asked, _codes(known.codes(), codes), group)


def on_every_basis(store: Store, asked: Comparison, code: str, group: str) -> tuple[Finding, ...]:
    """The finding on the basis asked for and on each other that a measure is set against, where
    their answers differ; none where all agree.

    Answers differ where two verdicts do, or where one ratio's interval is above or below 1 and
    another's is not.
    """
    known = background(store, asked.as_at)
    own = known.definition(_known_code(known.codes(), code), asked.period).basis
    in_use = {known.definition(each).basis for each in known.codes()} & known.populations.keys()
    every = dict.fromkeys([asked.basis or own, *sorted(in_use)])
    found = tuple(
        each
        for basis in every
        for each in findings_for(known, replace(asked, basis=basis), (code,), group)
        if not math.isnan(each.later.ratio.value)
    )
    return found if answers_differ(found) else ()


def together(
    store: Store, asked: Comparison, codes: Codes = None, group: str = "Black"
) -> Together:
    """One answer for a group over these measures, or all: the pooled change of the ratio."""
    return with_together(store, asked, codes, group)[1]


def with_together(
    store: Store, asked: Comparison, codes: Codes = None, group: str = "Black"
) -> tuple[tuple[Finding, ...], Together]:
    """`findings` and `together` of the same, worked out once."""
    known = background(store, asked.as_at)
    found = findings_for(known, asked, _codes(known.codes(), codes), group)
    return found, taken_together(known, asked, found, group)


def answers_for_groups(
    store: Store, asked: Comparison, codes: Codes = None
) -> tuple[Together, ...]:
    """The one answer for each group but the comparator, in their order."""
    known = background(store, asked.as_at)
    found = findings_for(known, asked, _codes(known.codes(), codes), None)
    names = dict.fromkeys(each.group for each in found)
    return tuple(taken_together(known, asked, found, group) for group in names)


def trend(store: Store, asked: Comparison, code: str) -> pd.DataFrame:
    """Every period's figures by group, oldest first: COLUMNS, BESIDE, `when`, `segment`.

    `segment` counts from 0 and rises where the basis, the comparator or the definition breaks the
    line; `break_words` says what changed. Four quarters with a gap are rows without numbers.
    """
    known = background(store, asked.as_at)
    ends = line(known.series[_known_code(known.codes(), code)], asked)
    frame = compare_with_baseline(known, asked, [(code, period) for period in ends])
    words = dict.fromkeys(map(str, ends[:1]), "")
    for before, period in pairwise(ends):
        words[str(period)] = breaks(known, asked, code, before, period)
    segments = dict(zip(words, accumulate(int(bool(each)) for each in words.values()), strict=True))
    frame["segment"] = frame["period"].map(segments)
    frame["break_words"] = frame["period"].map(words)
    return frame[[*COLUMNS, *BESIDE, "when", "segment", "break_words"]]


def stages(store: Store, asked: Comparison, code: str) -> pd.DataFrame:
    """The measure's chain of stages, the earliest first, one row a stage and group.

    Empty for a measure that stands alone. Columns: `stage_ratios.STAGE_COLUMNS`. `rri` is against
    population, `ratio` against the stage before, named in `before` and `before_measure`; where it
    is withheld, `reason` says why.
    """
    known = background(store, asked.as_at)
    return stage_ratios_of(known, asked, _known_code(known.codes(), code))


def notes(store: Store, asked: Comparison, code: str) -> Notes:
    """Everything a reader needs beside the figures of one measure."""
    known = background(store, asked.as_at)
    return notes_for(known, asked, _known_code(known.codes(), code))


def chance_words(store: Store, asked: Comparison) -> str:
    """How many intervals would exclude 1 by chance alone, at 95% and at 99.8%."""
    return chance(background(store, asked.as_at), asked)


def _codes(known: tuple[str, ...], asked: Codes) -> tuple[str, ...]:
    return known if asked is None else tuple(_known_code(known, code) for code in asked)


def _known_code(known: tuple[str, ...], code: str) -> str:
    if code not in known:
        raise NotFound(f"There are no counts by ethnic group for {code}.")
    return code
