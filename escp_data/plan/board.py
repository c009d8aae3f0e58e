"""The returns board: each agency's return for each quarter, and what is still expected.

A measure is expected every quarter once it came in two of the four quarters before, so that
yearly figures do not nag; one that never came is expected, too.
"""

from dataclasses import dataclass

import pandas as pd

from escp_data.plan.actions import NO_UPDATE, View, actions
from escp_data.plan.actions import quarters as reported
from escp_data.plan.plans import measures_in
from escp_data.plan.returns import returns_of_quarter
from escp_data.records.uploads import history
from escp_data.statements.who import identities
from escp_data.store.database import Store
from escp_data.text.periods import Period, parse_period

RECEIVED, LATE, WARNED = "Received", "Received late", "Received, with warnings"
WITHDRAWN, MISSING, NOT_DUE = "Withdrawn", "Missing", "Not expected"
BOARD_STATES = {
    RECEIVED: "It came in time.",
    LATE: "It first came more than 31 days after the quarter's end.",
    WARNED: "It was stored with warnings that somebody looked at.",
    WITHDRAWN: "It came and was withdrawn; nothing else has come.",
    MISSING: "It has not come.",
    NOT_DUE: "The agency led no live action and supplied no measure.",
}


@dataclass(frozen=True)
class OutstandingItem:
    """One thing an agency still owes for a quarter: an action's update or a measure's value."""

    agency: str
    kind: str
    name: str
    words: str
    last: str


def returns_board(store: Store, view: View, quarters: int = 8) -> pd.DataFrame:
    """Agencies as rows in alphabetical order, quarters as columns, newest first; states inside.

    Quarters before the first that anybody reported on are left out.
    """
    first = reported(store, view.as_at)[-1:]
    shown = [view.period.shifted(-steps) for steps in range(quarters)]
    shown = [quarter for quarter in shown if first and quarter >= first[0]]
    uploads = history(store, view.as_at)
    columns = {
        str(quarter): _states(store, View(quarter, quarter.shifted(-1), view.as_at), uploads)
        for quarter in shown
    }
    agencies = sorted({agency for states in columns.values() for agency in states})
    wide = {
        name: [states.get(agency, NOT_DUE) for agency in agencies]
        for name, states in columns.items()
    }
    return pd.DataFrame({"Agency": agencies, **wide})


def last_returned(board: pd.DataFrame, agency: str) -> str | None:
    """The newest quarter of a board, but for its first, that an agency returned for."""
    row = board[board["Agency"] == agency].iloc[0]
    came = (RECEIVED, LATE, WARNED)
    return next((str(quarter) for quarter in board.columns[2:] if row[quarter] in came), None)


def outstanding_items(store: Store, view: View) -> tuple[OutstandingItem, ...]:
    """What is still expected for the view's quarter, by agency, actions first."""
    owed = [*_silent_actions(store, view), *_missing_measures(store, view)]
    return tuple(sorted(owed, key=lambda each: (each.agency, each.kind, each.name)))


def _states(store: Store, view: View, uploads: pd.DataFrame) -> dict[str, str]:
    """The state for one quarter of each agency that was expected, or returned unasked."""
    back = returns_of_quarter(store, view)
    who = identities(store.current("agencies", view.as_at))
    own = uploads[uploads["period"] == str(view.period)]
    withdrawn = {who.of(name) for name in own.loc[own["state"] == "withdrawn", "agency"]}
    warned_rows = (own["state"] == "stored") & (own["warnings"] > 0)
    warned = {who.of(name) for name in own.loc[warned_rows, "agency"]}

    def state(agency: str) -> str:
        if agency not in back.received and agency not in back.unasked:
            return WITHDRAWN if agency in withdrawn else MISSING
        if agency in back.late:
            return LATE
        return WARNED if agency in warned else RECEIVED

    return {agency: state(agency) for agency in (*back.expected, *back.unasked)}


def _silent_actions(store: Store, view: View) -> list[OutstandingItem]:
    plan = actions(store, view)
    silent = plan[(plan["state"] == "Live") & (plan["rag"] == NO_UPDATE)]
    return [
        OutstandingItem(str(lead), "Action", ref, words, str(last) if last else "never")
        for ref, words, lead, last in silent[["ref", "action", "lead", "last_update"]].itertuples(
            index=False
        )
        if lead
    ]


def _missing_measures(store: Store, view: View) -> list[OutstandingItem]:
    came = _quarters_of_measures(store, view.as_at)
    who = identities(store.current("agencies", view.as_at))
    before = {view.period.shifted(-steps) for steps in range(1, 5)}
    owed = []
    for code, values in measures_in(store, view).items():
        supplier = who.of(values["supplier_agency"])
        quarters = came.get(code, set())
        regular = len(quarters & before) >= 2 or code not in came
        if supplier and regular and view.period not in quarters:
            earlier = [quarter for quarter in quarters if quarter < view.period]
            last = str(max(earlier)) if earlier else "never"
            owed.append(OutstandingItem(supplier, "Measure", code, str(values["measure"]), last))
    return owed


def _quarters_of_measures(store: Store, as_at: str | None) -> dict[str, set[Period]]:
    """The quarters each measure came for; a code is there, and empty, for years alone."""
    pairs = pd.concat(
        store.current(table, as_at)[["code", "period"]]
        for table in ("measure_values", "ethnicity_counts")
    ).drop_duplicates()
    came: dict[str, set[Period]] = {}
    for code, text in pairs.itertuples(index=False):
        period = parse_period(text)
        came.setdefault(code, set()).update({period} if period.quarter else ())
    return came
