"""`understand`: an agency's own tracker, as it is read, and what is asked; nothing stored.

The rows are the file's own numbers, for whoever holds the file; sentences hide small counts.
"""

import json
from argparse import ArgumentParser, Namespace
from pathlib import Path
from typing import Any

from escp_data.commands.calls import Command, open_named_store, say
from escp_data.commands.files import read_workbook_file
from escp_data.errors import EscpError
from escp_data.store.database import Store
from escp_data.text.period_words import read_period
from escp_data.text.periods import Period
from escp_data.text.wording import plural, quoted
from escp_data.trackers.answers import FoundTable, Understood, UnderstoodRow
from escp_data.trackers.desk import AGENCY, PERIOD, understand
from escp_data.trackers.known import read_plan
from escp_data.trackers.shown import asked_shown, left_out_shown, line_name, rows_shown


def _arguments(parser: ArgumentParser) -> None:
    parser.add_argument("file", metavar="FILE")
    parser.add_argument("--agency", metavar="A", help="who returns it")
    parser.add_argument("--period", metavar="P", help="the quarter it reports")
    parser.add_argument("--json", action="store_true", help="one JSON object")


def run_understand(asked: Namespace) -> int:
    """Say what an agency's own spreadsheet is taken for, and what is asked of it."""
    store = open_named_store(asked)
    content = read_workbook_file(asked.file)
    found = understand(store, content, Path(asked.file).name, _answers(store, asked))
    if asked.json:
        print(json.dumps(as_json(found), ensure_ascii=False))
    else:
        _print(found)
    return 1 if found.open or found.refused else 0


def _answers(store: Store, asked: Namespace) -> dict[str, str]:
    given = {}
    if asked.period:
        period = read_period(asked.period)
        if not isinstance(period, Period):
            raise EscpError(f"{quoted(asked.period)} is not a period. Write it as 2025-26 Q3.")
        given[PERIOD] = str(period)
    if asked.agency:
        agency = read_plan(store).agencies.find(asked.agency)
        if agency is None:
            raise EscpError(f"{quoted(asked.agency)} is not a registered agency.")
        given[AGENCY] = agency
    return given


def as_json(found: Understood) -> dict[str, Any]:
    """What was understood, under the names of the contract.

    `rows` holds the values of each sheet's rows by column; the Cover's period, once it is known,
    where a row has none of its own.
    """
    rows: dict[str, list[dict[str, str | int | float]]] = {}
    for row in found.rows:
        rows.setdefault(row.sheet, []).append(_values(row, found.period))
    return {
        "file": found.file,
        "tables": [_table(table) for table in found.tables],
        "rows": rows,
        "asks": asked_shown(found),
        "left_out": [*(problem.message for problem in found.refused), *left_out_shown(found)],
    }


def _values(row: UnderstoodRow, period: str) -> dict[str, str | int | float]:
    values = {each.column: each.value for each in row.values}
    return values if "Period" in values or not period else values | {"Period": period}


def _table(table: FoundTable) -> dict[str, Any]:
    return {
        "sheet": table.sheet,
        "range": table.range,
        "becomes": table.becomes,
        "columns": [
            {
                "column": line_name(table, each.position).rpartition(" ")[2],
                "heading": each.heading,
                "is": each.called,
                "sense": each.sense,
                "period": each.period,
                "about": each.about,
                "sure": each.called != "Asked",
            }
            for each in table.columns
        ],
    }


def _print(found: Understood) -> None:
    for problem in found.refused:
        say(problem.message)
    for table in found.tables:
        say(f"{table.id}: {table.becomes or 'left out'}. {table.why}".strip())
    for sentence in asked_shown(found):
        say(f"Asked: {sentence}")
    for row in rows_shown(found).itertuples(index=False):
        say("  ".join(str(each) for each in row))
    for sentence in left_out_shown(found):
        say(f"Left out: {sentence}")
    say(f"{found.file}: {plural(len(found.rows), 'row')}, {plural(len(found.open), 'question')}.")


UNDERSTAND = Command("understand", run_understand, _arguments)
