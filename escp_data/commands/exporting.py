"""`template` and `export`: the files that go out."""

from argparse import ArgumentParser, Namespace
from pathlib import Path

from escp_data.commands.calls import (
    Command,
    add_by,
    open_named_store,
    say,
    store_if_made,
    whole_number,
)
from escp_data.errors import EscpError
from escp_data.excel.writer import comma_separated, excel
from escp_data.files import write_file
from escp_data.papers.actions_file import actions_csv, actions_excel
from escp_data.papers.table_file import contract_table, find_table, updates_table
from escp_data.plan.actions import STATUSES, View, actions, priorities, quarters
from escp_data.plan.filters import Filters, filter_actions
from escp_data.returns.prefill import read_agency, read_period
from escp_data.returns.template import template
from escp_data.store.audit import record
from escp_data.store.database import Store
from escp_data.text.periods import Period
from escp_data.text.wording import joined, listed, plural


def _template_arguments(parser: ArgumentParser) -> None:
    parser.add_argument("out", metavar="OUT.xlsx")
    parser.add_argument("--period")
    parser.add_argument("--agency")


def run_template(asked: Namespace) -> int:
    """An empty workbook, or a return pre-filled for an agency."""
    period = str(read_period(asked.period)) if asked.period else None
    write_file(asked.out, template(period, asked.agency, store_if_made(asked)))
    say(f"Wrote {asked.out}.")
    return 0


def _export_arguments(parser: ArgumentParser) -> None:
    parser.add_argument("out", metavar="OUT.xlsx|OUT.csv")
    parser.add_argument("--table", metavar="NAME", help="actions (default), progress, voice, …")
    parser.add_argument("--priority", type=whole_number, metavar="N")
    parser.add_argument("--agency", metavar="A")
    parser.add_argument("--period", metavar="P")
    parser.add_argument("--rag", metavar="R")
    add_by(parser)


def run_export(asked: Namespace) -> int:
    """What the Actions page shows under the same filters, or one table as it stands."""
    kind = Path(asked.out).suffix.lower()
    if kind not in (".xlsx", ".csv"):
        raise EscpError(f"{asked.out} must end in .xlsx or .csv: the ending says what to write.")
    table = find_table(asked.table or "actions")
    store = open_named_store(asked)
    filters = _filters(store, asked)
    if table == "actions":
        rows, content = _actions(store, asked.period, filters, kind)
    else:
        rows, content = _table(store, table, asked.period, filters, kind)
    # Nothing leaves that is not on record, so the record comes first.
    record(store, asked.by, "export", f"{table}, {filters.words}, to {kind}")
    write_file(asked.out, content)
    say(f"Wrote {plural(rows, 'action' if table == 'actions' else 'row')} to {asked.out}.")
    return 0


def _actions(store: Store, period: str | None, filters: Filters, kind: str) -> tuple[int, bytes]:
    view = _view(store, period)
    found = filter_actions(actions(store, view), filters)
    make = actions_excel if kind == ".xlsx" else actions_csv
    return len(found), make(store, found, view, filters)


def _table(
    store: Store, table: str, period: str | None, filters: Filters, kind: str
) -> tuple[int, bytes]:
    if table == "progress":
        frame, facts = updates_table(store, _view(store, period), filters)
    else:
        frame, facts = contract_table(
            store, table, filters, read_period(period) if period else None
        )
    title = table.replace("_", " ").capitalize()
    if kind == ".csv":
        return len(frame), comma_separated(frame, facts)
    return len(frame), excel({title: frame}, facts, f"{title} of the Business Plan")


def _filters(store: Store, asked: Namespace) -> Filters:
    """The filters of a call; each must name something there is."""
    known = list(priorities(store)["priority"])
    if asked.priority is not None and asked.priority not in known:
        there = (
            f"The plan has {joined([str(n) for n in known])}." if known else "There is none yet."
        )
        raise EscpError(f"There is no priority {asked.priority}. {there}")
    return Filters(
        priority=(asked.priority,) if asked.priority is not None else (),
        agency=(read_agency(store, asked.agency),) if asked.agency else (),
        rag=(_rag(asked.rag),) if asked.rag else (),
    )


def _view(store: Store, period: str | None) -> View:
    known = quarters(store)
    if not known:
        raise EscpError("The store has no plan yet. Upload the plan workbook first.")
    chosen: Period = read_period(period) if period else known[0]
    if chosen not in known:
        raise EscpError(f"Nothing was reported for {chosen}. The latest quarter is {known[0]}.")
    return View(chosen, chosen.shifted(-1))


def _rag(name: str) -> str:
    for status in STATUSES:
        if status.casefold() == name.casefold():
            return status
    raise EscpError(f'RAG must be {listed(STATUSES)}. You gave "{name}".')


TEMPLATE = Command("template", run_template, _template_arguments)
EXPORT = Command("export", run_export, _export_arguments)
