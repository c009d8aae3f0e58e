"""What `export --table` writes: every update, or one of the contract's tables as it stands.

Tables that hold counts of children by group or measure are refused: their numbers are only shown
with what disclosure control hides. In the others, a small count reads `[c]`.
"""

import pandas as pd

from escp_data import contract
from escp_data.contract import Column, Sheet
from escp_data.errors import EscpError, NotFound
from escp_data.excel.writer import Facts
from escp_data.markers import MARKS, SUPPRESSED, is_small
from escp_data.papers.actions_file import actions_facts, plan_facts
from escp_data.plan.actions import View, actions, every_update
from escp_data.plan.filters import Filters, filter_actions
from escp_data.store.database import Store
from escp_data.text.clean import fold
from escp_data.text.nearest import nearest
from escp_data.text.periods import Period, parse_period
from escp_data.text.wording import listed

_REFUSED = ("measure_values", "ethnicity_counts")
_AGENCY_FIELDS = ("agency", "lead_agency", "supplier_agency", "organisation")
_HEADINGS = {
    "ref": "Ref", "priority": "Priority", "action": "Action", "lead_agency": "Lead agency",
    "period": "Period", "rag": "RAG", "rag_reason": "RAG reason",
    "progress_update": "Progress update", "evidence": "Evidence", "impact": "Impact",
    "barriers": "Barriers", "next_steps": "Next steps", "upload_id": "Upload",
}  # fmt: skip  # a list in few lines


def find_table(asked: str) -> str:
    """The store's name of the table a person means; raises EscpError for none or a refused one."""
    names = {fold(name): sheet.table for sheet in contract.SHEETS for name in _names(sheet)}
    table = names.get(fold(asked))
    if table is None:
        offered = [sheet.table for sheet in contract.SHEETS if sheet.table not in _REFUSED]
        near = nearest(asked, offered)
        hint = f" Did you mean {near}?" if near else f" Choose {listed(sorted(offered))}."
        raise NotFound(f'There is no table "{asked}".{hint}')
    if table in _REFUSED:
        raise EscpError(
            f"The table {table} holds counts of children, some of them small: use the command "
            "disproportionality, which hides those."
        )
    return table


def updates_table(store: Store, view: View, filters: Filters) -> tuple[pd.DataFrame, Facts]:
    """Every update up to the quarter on the actions that pass the filters in it, and its facts."""
    found = filter_actions(actions(store, view), filters)
    about = found[["ref", "priority", "action", "lead_agency"]]
    frame = every_update(store, view).merge(about, on="ref")
    return frame[list(_HEADINGS)].rename(columns=_HEADINGS), actions_facts(
        store, view, filters, len(found)
    )


def contract_table(
    store: Store, table: str, filters: Filters, period: Period | None = None
) -> tuple[pd.DataFrame, Facts]:
    """A table's current rows under the filters, with the workbook's headings, and its facts.

    Raises EscpError for a filter that the table has no column for.
    """
    sheet = contract.sheet(table)
    rows = store.current(table)
    keep = pd.Series(True, index=rows.index)
    for name, asked, passing in (
        ("priority", filters.priority, _of_priority),
        ("agency", filters.agency, _of_agency),
        ("RAG", filters.rag, _of_rag),
    ):
        if asked:
            keep &= _passing(name, table, passing(store, rows, filters))
    if period:
        keep &= _passing("period", table, _of_period(rows, period))
    frame = pd.DataFrame({column.name: _shown(rows[keep], column) for column in sheet.columns})
    others = [] if period and filters == Filters() else [filters.words]
    words = "; ".join([*([f"Period {period}"] if period else []), *others])
    stated = [("Table", sheet.name), ("Filters", words), ("Rows", str(len(frame)))]
    return frame, [*plan_facts(store), *stated]


def _names(sheet: Sheet) -> tuple[str, ...]:
    return sheet.name, sheet.table, *sheet.also


def _passing(name: str, table: str, found: "pd.Series[bool] | None") -> "pd.Series[bool]":
    if found is None:
        raise EscpError(f"The table {table} has no {name} to filter by. Leave that filter out.")
    return found


def _of_priority(store: Store, rows: pd.DataFrame, filters: Filters) -> "pd.Series[bool] | None":
    """Rows of a priority, or of an action that serves it."""
    if "priority" in rows:
        return rows["priority"].isin(filters.priority)
    if "ref" not in rows:
        return None
    plan = store.current("actions")
    return rows["ref"].isin(plan.loc[plan["priority"].isin(filters.priority), "ref"])


def _of_agency(store: Store, rows: pd.DataFrame, filters: Filters) -> "pd.Series[bool] | None":  # noqa: ARG001 - one shape for all
    fields = [field for field in _AGENCY_FIELDS if field in rows]
    return rows[fields].isin(filters.agency).any(axis=1) if fields else None


def _of_rag(store: Store, rows: pd.DataFrame, filters: Filters) -> "pd.Series[bool] | None":  # noqa: ARG001 - one shape for all
    return rows["rag"].isin(filters.rag) if "rag" in rows else None


def _of_period(rows: pd.DataFrame, period: Period) -> "pd.Series[bool] | None":
    """Rows of the period, or of one within it; what has a date, within it too."""
    if "voice_date" in rows:
        start, end = period.start.isoformat(), period.end.isoformat()
        return rows["voice_date"].between(start, end)
    if "period" not in rows:
        return None
    within = [
        period.start <= each.start and each.end <= period.end
        for each in map(parse_period, rows["period"])
    ]
    return pd.Series(within, index=rows.index, dtype=bool)


def _shown(rows: pd.DataFrame, column: Column) -> list[object]:
    """A column as it may leave: a marker, or a small count of people, in place of its number."""
    values = rows[column.field].tolist()
    if len(column.stored) == 1:
        return values
    markers = rows[column.stored[1][0]]
    return [
        MARKS[marker] if marker else SUPPRESSED if is_small(value) else value
        for value, marker in zip(values, markers, strict=True)
    ]
