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
from escp_data.contract import sheet as contract_sheet
from escp_data.errors import EscpError, NotFound
from escp_data.excel.writer import comma_separated, excel
from escp_data.files import write_file
from escp_data.papers.actions_file import actions_csv, actions_excel
from escp_data.papers.table_file import Asked, contract_table, find_table
from escp_data.plan.actions import STATUSES, View, actions, priorities
from escp_data.plan.filters import Filters, filter_actions
from escp_data.plan.plans import newest_told, opening, plan_of_quarter, plans_on_record
from escp_data.returns.prefill import read_agency, read_period
from escp_data.returns.template import template
from escp_data.store.audit import record
from escp_data.store.database import Store
from escp_data.text.clean import same
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
    parser.add_argument("--table", metavar="NAME", help="plans, actions, progress, voice, …")
    parser.add_argument("--plan", metavar="P", help="such as 2023-26; default: the quarter's")
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
    table = find_table(asked.table) if asked.table else None
    store = open_named_store(asked)
    view = read_view(store, asked) if table is None or asked.priority is not None else None
    filters = _filters(store, asked, view)
    if table is None and view:
        rows, content = _actions(store, view, filters, kind)
    else:
        rows, content = _table(store, str(table), asked, filters, kind)
    # Nothing leaves that is not on record, so the record comes first.
    quarter = f", {view.period}" if view else ""
    what = f"{table or 'actions shown'}{quarter}, {filters.words}, to {kind}"
    record(store, asked.by, "export", what)
    write_file(asked.out, content)
    say(f"Wrote {plural(rows, 'row' if table else 'action')} to {asked.out}.")
    return 0


def _actions(store: Store, view: View, filters: Filters, kind: str) -> tuple[int, bytes]:
    found = filter_actions(actions(store, view), filters)
    make = actions_excel if kind == ".xlsx" else actions_csv
    return len(found), make(store, found, view, filters)


def _table(
    store: Store, table: str, asked: Namespace, filters: Filters, kind: str
) -> tuple[int, bytes]:
    period = read_period(asked.period) if asked.period else None
    plan = read_plan(store, asked.plan) if asked.plan else None
    frame, facts = contract_table(store, table, Asked(filters, period, plan, kind == ".csv"))
    name = contract_sheet(table).name
    if kind == ".csv":
        return len(frame), comma_separated(frame, facts)
    return len(frame), excel({name: frame}, facts, f"{name}: what is on record")


def _filters(store: Store, asked: Namespace, view: View | None) -> Filters:
    """The filters of a call; each must name something there is."""
    if asked.priority is not None and view:
        known = list(priorities(store, view)["priority"])
        if asked.priority not in known:
            there = f"The plan has {joined([str(n) for n in known])}."
            raise EscpError(f"There is no priority {asked.priority}. {there}")
    return Filters(
        priority=(asked.priority,) if asked.priority is not None else (),
        agency=(read_agency(store, asked.agency),) if asked.agency else (),
        rag=(_rag(asked.rag),) if asked.rag else (),
    )


def read_plan(store: Store, text: str) -> str:
    """The name of a plan on record, as a person gave it. Raises NotFound."""
    plans = [each.name for each in plans_on_record(store)]
    for name in plans:
        if same(name) == same(text):
            return name
    there = f"The dashboard has {joined(plans)}." if plans else "The dashboard has none yet."
    raise NotFound(f'There is no plan "{text}". {there}')


def read_view(store: Store, asked: Namespace) -> View:
    """The quarter and plan of a call; the newest that was reported on where it names none."""
    plans = plans_on_record(store)
    if not plans:
        raise EscpError("The dashboard has no plan yet. Upload the plan workbook first.")
    period = read_period(asked.period) if asked.period else None
    if asked.plan:
        name = read_plan(store, asked.plan)
    else:
        name = plan_of_quarter(store, period) if period else ""
    opens = opening(plans, newest_told(store))
    own = next((each for each in plans if each.name == name), opens)
    chosen = period or own.quarters[0]
    if chosen not in own.quarters:
        raise EscpError(
            f"Nothing was reported for {chosen}. The latest quarter is {own.quarters[0]}."
        )
    return View(chosen, chosen.shifted(-1), None, own.plan)


def _rag(name: str) -> str:
    for status in STATUSES:
        if status.casefold() == name.casefold():
            return status
    raise EscpError(f'RAG must be {listed(STATUSES)}. You gave "{name}".')


TEMPLATE = Command("template", run_template, _template_arguments)
EXPORT = Command("export", run_export, _export_arguments)
