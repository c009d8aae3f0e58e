"""What `export --table` writes: one of the contract's tables as it is on record, to come back.

Its sheet and Cover are the contract's own, so that the file passes `check`, and uploaded again
changes nothing. Numbers that may not be told are `[c]`, which comes back as what is on record: a
small count of children, every number of a measure that ever had one, and what would give away a
small count in an audit of cases. A small benchmark could not come back: its row is left out, and
the Cover says so; in a file to read it is `[c]`. A quote keeps its agency and its day, which name
it: the file goes back to where it came from, and its Cover says not to show them for small groups.
A file to read has neither (`records.small_groups`).
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date

import pandas as pd

from escp_data import contract
from escp_data.contract import (
    ACTIONS,
    ALL_AGENCIES,
    BENCHMARKS,
    MAX_ROWS,
    PRACTICE_AUDITS,
    VERSION,
    VOICE,
    Column,
    Sheet,
)
from escp_data.disproportionality.definitions import read_definitions
from escp_data.errors import EscpError, NotFound
from escp_data.evidence.measure_beside import is_small_count
from escp_data.evidence.practice_audits import hidden_counts
from escp_data.excel.writer import Facts
from escp_data.markers import MARKS, SUPPRESSED, is_small, small_in_words
from escp_data.model import frame_of
from escp_data.papers.covers import made_by
from escp_data.plan.filters import Filters
from escp_data.records.small_groups import blurred
from escp_data.statements.few import is_small_group
from escp_data.statements.of_their_time import Key, holding
from escp_data.statements.reading import read
from escp_data.statements.terms import first_quarter
from escp_data.statements.who import identities
from escp_data.store.database import Store
from escp_data.text.clean import fold
from escp_data.text.nearest import nearest
from escp_data.text.periods import Period, parse_period, quarter_of
from escp_data.text.wording import listed

_AGENCY_FIELDS = ("agency", "lead_agency", "supplier_agency", "organisation", "agency_asked")

EVERYTHING = Filters()
_NOT_TO_SHOW = (
    "Quotes whose Children involved is [c] are of few children: show neither their agency nor day."
)
_TOO_SMALL_ELSEWHERE = (
    f"Numbers of children from {small_in_words()} in other areas; on record they stay as they are."
)


@dataclass(frozen=True)
class Asked:
    """Which rows of a table: under filters, of a period, of one plan.

    `to_read` is a file that is not to come back, so that quotes need not be told apart by agency
    and day: those of small groups have neither, and no filter by agency finds them.
    """

    filters: Filters = EVERYTHING
    period: Period | None = None
    plan: str | None = None
    to_read: bool = False

    @property
    def words(self) -> str:
        """The same in one line."""
        parts = [f"Plan {self.plan}"] if self.plan else []
        parts += [f"Period {self.period}"] if self.period else []
        parts += [self.filters.words] if self.filters != EVERYTHING or not parts else []
        return "; ".join(parts)


def find_table(asked: str) -> str:
    """The store's name of the table a person means; raises NotFound for none."""
    names = {
        fold(name): sheet.table
        for sheet in contract.SHEETS
        for name in (sheet.name, sheet.table, *sheet.also)
    }
    table = names.get(fold(asked))
    if table is None:
        offered = [sheet.table for sheet in contract.SHEETS]
        near = nearest(asked, offered)
        hint = f" Did you mean {near}?" if near else f" Choose {listed(sorted(offered))}."
        raise NotFound(f'There is no table "{asked}".{hint}')
    return table


def contract_table(store: Store, table: str, asked: Asked) -> tuple[pd.DataFrame, Facts]:
    """A table's rows on record under the workbook's headings, and what its Cover says.

    Raises EscpError for a filter that the table has no column for, and for more rows than a
    workbook may have.
    """
    sheet = contract.sheet(table)
    rows, quarter = _on_record(store, sheet, asked.period)
    filters = asked.filters
    if asked.period and not sheet.dated:
        rows = rows[_passing("period", table, _of_period(sheet, rows, asked.period))]
    if sheet is VOICE and asked.to_read:
        rows = blurred(rows)
    keep = pd.Series(True, index=rows.index)
    for name, wanted, passing in (
        ("plan", asked.plan, rows["plan"] == asked.plan if "plan" in rows else None),
        ("priority", filters.priority, _of_priority(store, rows, asked)),
        ("agency", filters.agency, _of_agency(store, rows, filters)),
        ("RAG", filters.rag, rows["rag"].isin(filters.rag) if "rag" in rows else None),
    ):
        if wanted:
            keep &= _passing(name, table, passing)
    if sheet is BENCHMARKS and not asked.to_read:
        keep &= pd.Series([v != SUPPRESSED for v in _elsewhere(store, rows)], rows.index, bool)
    chosen = rows[keep]
    if len(chosen) > MAX_ROWS:
        raise EscpError(
            f"{sheet.name} has {len(chosen):,} rows, more than the {MAX_ROWS:,} that a workbook "
            "may have. Choose a part of them with --period."
        )
    secret = _secret(store, sheet, chosen)
    frame = pd.DataFrame({c.name: _shown(chosen, c, secret) for c in sheet.columns})
    if sheet is PRACTICE_AUDITS:
        frame = _without_hidden(frame, chosen, hidden_counts(store))
    if sheet is BENCHMARKS:
        frame["Value"] = pd.Series(_elsewhere(store, chosen), index=frame.index, dtype=object)
    if "withheld" in chosen:
        frame["Not shown"] = chosen["withheld"].tolist()
    return frame, _cover(store, sheet, chosen, asked, quarter)


def _on_record(
    store: Store, sheet: Sheet, period: Period | None
) -> tuple[pd.DataFrame, str | None]:
    """The rows of a table: of a dated one as they hold in a quarter, which is given too."""
    if not sheet.dated:
        return store.current(sheet.table), None
    said = store.statements(sheet.table)
    newest = max((row["dated"] for row in said if row["dated"]), default=None)
    quarter = first_quarter(str(period)) if period else newest
    reported = (
        read(store).reported_by(parse_period(quarter)) if sheet is ACTIONS and quarter else ()
    )
    held = [each.values for each in holding(sheet, said, quarter, reported).values()]
    names = [name for name, _ in sheet.stored]
    return frame_of(sheet, {name: [each[name] for each in held] for name in names}), quarter


def _cover(
    store: Store, sheet: Sheet, rows: pd.DataFrame, asked: Asked, quarter: str | None
) -> Facts:
    """The labels that a Cover is read by, then what a person wants to know of the file."""
    plans = read(store).plan_names
    plan = asked.plan or (plans[0] if len(plans) == 1 else None)
    period = quarter or _newest(sheet, rows, asked.period)
    facts = [("Period", period), ("Agency", ALL_AGENCIES), ("Contract version", VERSION)]
    if plan:
        facts.insert(2, ("Plan", plan))
    facts += [("Table", sheet.name), ("Filters", asked.words), ("Rows", str(len(rows)))]
    if sheet is VOICE and not asked.to_read and _of_small_groups(rows):
        facts.append(("Small groups", _NOT_TO_SHOW))
    every = store.current(sheet.table) if sheet is BENCHMARKS and not asked.to_read else None
    if every is not None and SUPPRESSED in _elsewhere(store, every):
        facts.append(("Left out", _TOO_SMALL_ELSEWHERE))
    return [*facts, *made_by(store)]


def _of_small_groups(voice: pd.DataFrame) -> bool:
    sizes = zip(voice["children_involved"], voice["children_involved_marker"], strict=True)
    return any(is_small_group(*each) for each in sizes)


def _newest(sheet: Sheet, rows: pd.DataFrame, asked: Period | None) -> str:
    """The newest quarter that the rows are about; the newest period where that begins after it,
    and where none is a quarter.
    """
    if asked:
        return str(asked)
    texts: Sequence[str] = [*rows["period"].dropna().unique()] if "period" in rows else []
    if not texts and sheet.day:
        texts = [str(quarter_of(date.fromisoformat(day))) for day in rows[sheet.day].dropna()]
    periods = [parse_period(text) for text in texts]
    quarter = max((each for each in periods if each.quarter), default=None)
    later = [each for each in periods if quarter is None or each.start > quarter.end]
    return str(max(later, default=quarter or quarter_of(date.today())))


def _passing(name: str, table: str, found: "pd.Series[bool] | None") -> "pd.Series[bool]":
    if found is None:
        raise EscpError(f"The table {table} has no {name} to filter by. Leave that filter out.")
    return found


def _of_priority(store: Store, rows: pd.DataFrame, asked: Asked) -> "pd.Series[bool] | None":
    """Rows of a priority, or of an action that serves it; of a period, as it did at its end."""
    priority = asked.filters.priority
    if "priority" in rows:
        return rows["priority"].isin(priority)
    if "ref" not in rows or "plan" not in rows:
        return None
    until = quarter_of(asked.period.end) if asked.period else None
    actions, _ = _on_record(store, ACTIONS, until)
    serving = actions[actions["priority"].isin(priority)]
    wanted = set(zip(serving["plan"], serving["ref"], strict=True))
    pairs = zip(rows["plan"], rows["ref"], strict=True)
    found = [any((plan, ref) in wanted for ref in str(refs).split("; ")) for plan, refs in pairs]
    return pd.Series(found, index=rows.index, dtype=bool)


def _of_agency(store: Store, rows: pd.DataFrame, filters: Filters) -> "pd.Series[bool] | None":
    """Which rows name an agency, under whatever name it had."""
    fields = [field for field in _AGENCY_FIELDS if field in rows]
    who = identities(store.current("agencies"))
    wanted = {who.of(name) for name in filters.agency}
    return rows[fields].map(who.of).isin(wanted).any(axis=1) if fields else None


def _of_period(sheet: Sheet, rows: pd.DataFrame, period: Period) -> "pd.Series[bool] | None":
    """Rows of the period, or of one within it; what has a date, within it too."""
    if sheet.day:
        return rows[sheet.day].between(period.start.isoformat(), period.end.isoformat())
    if "period" not in rows:
        return None
    within = [
        period.start <= each.start and each.end <= period.end
        for each in map(parse_period, rows["period"])
    ]
    return pd.Series(within, index=rows.index, dtype=bool)


def _without_hidden(
    frame: pd.DataFrame, audits: pd.DataFrame, hidden: Mapping[Key, frozenset[str]]
) -> pd.DataFrame:
    """The frame with `[c]` for the counts of each audit of cases that may not leave."""
    keys = list(zip(*(audits[c.field] for c in PRACTICE_AUDITS.keys), strict=True))
    for column in PRACTICE_AUDITS.columns:
        pairs = zip(frame[column.name], keys, strict=True)
        cells = [
            SUPPRESSED if column.field in hidden.get(key, ()) and not pd.isna(value) else value
            for value, key in pairs
        ]
        frame[column.name] = pd.Series(cells, index=frame.index, dtype=object)
    return frame


def _elsewhere(store: Store, benchmarks: pd.DataFrame) -> list[object]:
    """Values of other areas, `[c]` for a small count of children."""
    versions = read_definitions(store)
    return [
        SUPPRESSED if is_small_count(versions.get(code, ()))(value) else value
        for code, value in zip(benchmarks["code"], benchmarks["benchmark_value"], strict=True)
    ]


def _secret(store: Store, sheet: Sheet, rows: pd.DataFrame) -> list[bool]:
    """Which rows' numbers may not be told: of a flow, no single quarter by ethnic group ever is."""
    if "code" not in rows:
        return [False] * len(rows)
    secret = rows["code"].isin(store.untold())
    if sheet is contract.ETHNICITY_COUNTS:
        measures = store.current("measures")
        free = (measures["counts"] == "other") | (measures["time_kind"] == "stock")
        flows = ~rows["code"].isin(measures.loc[free, "code"])
        secret |= flows & rows["period"].str.contains(" Q", regex=False)
    return [bool(each) for each in secret]


def _shown(rows: pd.DataFrame, column: Column, secret: list[bool]) -> list[object]:
    """A column as it may leave: a marker, or what stands for a number that may not be told."""
    values = rows[column.field].tolist()
    if len(column.stored) == 1:
        return values
    markers = rows[column.stored[1][0]]
    return [
        MARKS[marker]
        if marker
        else SUPPRESSED
        if is_small(value) or (hidden and value == value)
        else value
        for value, marker, hidden in zip(values, markers, secret, strict=True)
    ]
