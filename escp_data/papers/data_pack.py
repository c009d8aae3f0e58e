"""The data pack: an accessible workbook, as governments publish them, that comes back in.

A cover, the contents, notes, then one marked table a sheet: what the screens show for the quarter,
and every sheet of the contract under its own name and headings. Those come back through the upload
and change nothing; `[c]` comes back as what is on record. No cell is merged, no sheet is hidden,
and nothing is said by colour alone. What children said is there to read only, because a file for
publication shows neither agency nor day of a small group, and those name a row that comes back.
"""

from collections.abc import Iterator

import pandas as pd

from escp_data import contract
from escp_data.contract import ALL_AGENCIES, BENCHMARKS, VERSION, VOICE, Sheet
from escp_data.disproportionality import measures, table
from escp_data.evidence.assurance import returned_table
from escp_data.evidence.measure_table import scorecard_table
from escp_data.evidence.meetings import attendance, attendance_table
from escp_data.evidence.training import COUNTED_BY, table_by
from escp_data.excel.writer import Facts
from escp_data.markers import SUPPRESSED, small_in_words
from escp_data.papers.answers import Answers
from escp_data.papers.disproportionality_file import mark_gaps
from escp_data.papers.front import paper_facts
from escp_data.papers.marks import Tell, silent
from escp_data.papers.measures_file import series_table
from escp_data.papers.pack_sheets import PackTable, pack_workbook
from escp_data.papers.table_file import Asked, contract_table
from escp_data.papers.voice_file import voice_shown
from escp_data.plan.actions import View
from escp_data.statements.reading import read
from escp_data.store.database import Store
from escp_data.text.periods import parse_period

TITLE = "Data pack"
NOTES = (
    (
        "[c]",
        f"Hidden to protect children: a number from {small_in_words()}, or one that would "
        "give such a number away. It comes back as what is on record.",
    ),
    ("[x]", "Not available: it was not returned, or not collected."),
    ("[z]", "Not applicable."),
    (
        "Ethnic groups",
        "No single quarter is shown by ethnic group. Four quarters are taken "
        "together; stocks are of a day.",
    ),
    (
        "Coming back",
        "Sheets with our template's names can be uploaded again and change nothing. "
        "The other sheets are for reading, and the upload says that it leaves them.",
    ),
    (
        "What children said",
        "For reading only: a group of five or fewer shows neither agency nor day.",
    ),
)


def data_pack(store: Store, view: View, tell: Tell = silent) -> bytes:
    """The pack for a quarter as an Excel file."""
    answers = Answers(store, view)
    tell("Gathering what the screens show")
    tables = list(_shown(answers))
    tell("Gathering what is on record")
    tables += _on_record(answers)
    tell("Writing the workbook")
    moment = f"{view.period.end.isoformat()}T00:00:00Z"
    return pack_workbook(TITLE, _cover(answers), NOTES, tables, moment)


def _cover(answers: Answers) -> Facts:
    """What the upload reads, then what the pack states of itself."""
    own = [("Period", str(answers.view.period)), ("Agency", ALL_AGENCIES)]
    plans = read(answers.store, answers.view.as_at).plan_names
    if len(plans) == 1 and plans[0]:
        own.append(("Plan", plans[0]))
    rest = [
        (f"{label} shown" if label == "Plan" else label, words)
        for label, words in paper_facts(answers)
    ]
    return [*own, ("Contract version", VERSION), *rest]


def _shown(answers: Answers) -> Iterator[PackTable]:
    """What the screens show for the quarter, from the same answers."""
    codes = tuple(measures(answers.store, answers.view.as_at)["code"])
    figures = table(answers.store, answers.comparison, codes)
    training = answers.training
    yield PackTable("Scorecard", "Each measure as it stands", scorecard_table(answers.scorecard))
    yield PackTable("Series", "Each measure's series and limits", series_table(answers.scorecard))
    yield PackTable("By ethnic group", "Rates and ratios now", mark_gaps(figures))
    coverage = answers.coverage
    if not coverage.empty:
        coverage = coverage[["measure", "group", "reference", "state", "why"]]
    yield PackTable("What can be said", "Why a figure is there or not", coverage)
    yield PackTable(
        "Voice shown", "What children said, and what came of it", voice_shown(answers.voice)
    )
    if len(training):
        words = "What training came to, by course"
        yield PackTable("Training shown", words, table_by(training, COUNTED_BY[2]))
    yield PackTable("Returned", "Self-assessments returned", returned_table(answers.rounds))
    yield PackTable(
        "Seats taken", "Who came to which group", attendance_table(attendance(answers.meetings))
    )


def _on_record(answers: Answers) -> list[PackTable]:
    """The contract's sheets up to the quarter; none of an earlier day, which nobody uploads."""
    if answers.view.as_at:
        return []
    found = [(sheet, _until(answers, sheet)) for sheet in contract.SHEETS if sheet is not VOICE]
    return [PackTable(sheet.name, _again(sheet, frame), frame) for sheet, frame in found]


def _again(sheet: Sheet, frame: pd.DataFrame) -> str:
    """Whether a sheet can come back as it is: a number that was published has no marks there."""
    words = "On record, up to the quarter; can be uploaded again"
    few = sheet is BENCHMARKS and SUPPRESSED in list(frame["Value"])
    return f"{words} without its rows of {SUPPRESSED}" if few else words


def _until(answers: Answers, sheet: Sheet) -> pd.DataFrame:
    """A sheet's rows as they hold in the quarter, or are about it or an earlier period."""
    quarter = answers.view.period
    frame, _ = contract_table(
        answers.store, sheet.table, Asked(period=quarter if sheet.dated else None)
    )
    when = next((c.name for c in sheet.columns if c.field in ("period", sheet.day)), None)
    if sheet.dated or when is None or frame.empty:
        return frame
    if sheet.day:
        keep = [str(day) <= quarter.end.isoformat() for day in frame[when]]
    else:
        keep = [parse_period(period).start <= quarter.end for period in frame[when]]
    return frame[keep].reset_index(drop=True)
